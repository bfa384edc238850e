//! Two versions of a text compared: words marked, side by side, or changes only.

use domain::text::blocks::{BlockKind, RowOp};
use domain::text::compare::{ComparedParagraph, changes_only, sides};
use domain::text::words::{Op, Piece};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::loaded;
use super::versions::choice;
use crate::calls::consultation::texts::{Comparison, compare_versions};
use crate::components::forum::Forum;
use crate::texts::{consultation as t, fill, tags};

#[component]
pub fn ComparePage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let number = move |name: &str| query.read().get(name).and_then(|number| number.parse().ok()).unwrap_or(0);
    let asked = Memo::new(move |_| (params.read().get("text").unwrap_or_default(), number("old"), number("new")));
    let found = Resource::new(move || asked.get(), |(id, old, new)| compare_versions(id, old, new));
    loaded(found, move |found| {
        let view = query.read().get("view").unwrap_or_default();
        view! { <Compared found view/> }
    })
}

#[component]
fn Compared(found: Comparison, view: String) -> impl IntoView {
    let Comparison { place, old, new, summary, rows } = found;
    let trail = vec![(format!("/texts/{}", place.id), place.title.clone())];
    let id = place.id;
    let numbers: Vec<u32> = (1..=place.current).rev().collect();
    let at = |number: u32| usize::try_from(place.current - number.min(place.current)).unwrap_or_default();
    let words = fill(
        t::COMPARE_SUMMARY,
        &[
            ("changed", &summary.changed.to_string()),
            ("inserted", &summary.inserted.to_string()),
            ("deleted", &summary.deleted.to_string()),
            ("moved", &summary.moved.to_string()),
            ("kept", &summary.kept.to_string()),
        ],
    );
    let same = changes_only(&rows).next().is_none();
    let only = view == "changes";
    let beside = view == "sides";
    let link = |value: &'static str, name: &'static str| {
        let here = view == value;
        view! {
            <a href=format!("/texts/{id}/compare?old={old}&new={new}&view={value}") aria-current=here.then_some("true")>{name}</a>
        }
        .into_any()
    };
    let links = [link("", t::VIEW_WORDS), link("sides", t::VIEW_SIDES), link("changes", t::VIEW_CHANGES)];
    let choices = [
        choice("old", t::COMPARE_FROM, &numbers, at(old)).into_any(),
        choice("new", t::COMPARE_TO, &numbers, at(new)).into_any(),
    ];
    view! {
        <Forum title=t::COMPARE_TITLE trail wide=true>
            <h1>{t::COMPARE_TITLE}</h1>
            <form method="get" action=format!("/texts/{id}/compare") class="filters">
                {choices}
                <button class="button">{t::COMPARE}</button>
            </form>
            <nav class="views" aria-label=t::VIEW>{links}</nav>
            <p role="status">{if same { t::NOTHING_CHANGED.to_owned() } else { words }}</p>
            <div class="compared" class:sides=beside>
                {rows
                    .into_iter()
                    .filter(|row| !only || row.row.op != RowOp::Kept || row.tags_changed)
                    .map(|row| if beside { side_by_side(&row).into_any() } else { marked(&row).into_any() })
                    .collect_view()}
            </div>
        </Forum>
    }
}

/// What happened to a paragraph, in a word.
fn sign(op: RowOp) -> Option<&'static str> {
    match op {
        RowOp::Kept | RowOp::Changed => None,
        RowOp::Deleted => Some("gestrichen"),
        RowOp::Inserted => Some("neu"),
        RowOp::MovedAway => Some("stand hier, ist verschoben"),
        RowOp::MovedHere => Some("hierher verschoben"),
    }
}

fn marked(row: &ComparedParagraph) -> impl IntoView + use<> {
    let op = row.row.op;
    let class = match op {
        RowOp::Kept => "kept",
        RowOp::Changed => "changed",
        RowOp::Deleted => "deleted",
        RowOp::Inserted => "inserted",
        RowOp::MovedAway | RowOp::MovedHere => "moved",
    };
    let heading = matches!(row.row.after.or(row.row.before), Some(BlockKind::Heading(_)));
    view! {
        <div class=format!("compared-paragraph {class}") class:as-heading=heading id=format!("p-{}", row.id)>
            {sign(op).map(|sign| view! { <p class="sign">{sign}</p> })}
            {row.tags_changed.then(|| view! { <p class="sign">{tags::CHANGED}</p> })}
            <p>{pieces(&row.row.pieces)}</p>
        </div>
    }
}

fn side_by_side(row: &ComparedParagraph) -> impl IntoView + use<> {
    let (old, new) = sides(&row.row);
    let side = |side: Option<Vec<&Piece>>| {
        let side: Option<Vec<Piece>> = side.map(|pieces| pieces.into_iter().cloned().collect());
        view! { <div class="side">{side.map(|side| view! { <p>{pieces(&side)}</p> })}</div> }
    };
    view! {
        <div class="compared-pair">
            {sign(row.row.op).map(|sign| view! { <p class="sign">{sign}</p> })}
            {row.tags_changed.then(|| view! { <p class="sign">{tags::CHANGED}</p> })}
            {side(old)}
            {side(new)}
        </div>
    }
}

/// Words with what happened to them: struck, underlined, and said to those who hear the page.
pub fn pieces(pieces: &[Piece]) -> impl IntoView + use<> {
    pieces
        .iter()
        .cloned()
        .map(|piece| match piece.op {
            Op::Kept => view! { <span>{piece.text}</span> }.into_any(),
            Op::Deleted => {
                view! { <del><span class="visually-hidden">{t::DELETED}" "</span>{piece.text}</del> }.into_any()
            }
            Op::Inserted => {
                view! { <ins><span class="visually-hidden">{t::INSERTED}" "</span>{piece.text}</ins> }.into_any()
            }
        })
        .collect_view()
}
