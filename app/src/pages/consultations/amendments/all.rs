//! All amendments of a text, by state and paragraph.

use domain::amendment::state::State;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use uuid::Uuid;

use super::card::{Backing, BackingRefused, Card};
use super::difference::{place, place_or_start};
use crate::calls::consultation::amendments::{AmendmentList, AmendmentView, text_amendments};
use crate::components::forum::Forum;
use crate::components::live::text_changes;
use crate::components::message::Failure;
use crate::pages::consultations::{once, trail};
use crate::texts::{amendments as t, consultation};

#[component]
pub fn Amendments() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let text = Memo::new(move |_| params.read().get("text").unwrap_or_default());
    let decided = Memo::new(move |_| query.read().get("state").as_deref() == Some("decided"));
    let backing = Backing::new();
    let id: Option<Uuid> = text.get_untracked().parse().ok();
    let live = id.map(|id| text_changes(id).1);
    let list = Resource::new(
        move || (text.get(), live.map(|live| live.get()), backing.done()),
        |(text, _, _)| text_amendments(text, String::new()),
    );
    view! {
        <Transition>
            {once(move || {
                let decided = decided.get();
                Suspend::new(async move {
                    match list.await {
                        Err(error) => view! { <Forum title=t::TITLE><Failure error/></Forum> }.into_any(),
                        Ok(list) => {
                            let trail = trail(&list.place);
                            view! {
                                <Forum title=t::TITLE trail>
                                    <h1>{t::TITLE}</h1>
                                    <BackingRefused backing/>
                                    <List list decided backing/>
                                </Forum>
                            }.into_any()
                        }
                    }
                })
            })}
        </Transition>
    }
}

#[component]
fn List(list: AmendmentList, decided: bool, backing: Backing) -> impl IntoView {
    let text = list.place.id;
    let (drafts, sent): (Vec<AmendmentView>, Vec<AmendmentView>) =
        list.rows.into_iter().partition(|row| row.state == State::Draft);
    let open = sent.iter().filter(|row| row.state.is_open()).count();
    let counts = [(false, t::OPEN, open), (true, t::DECIDED, sent.len() - open)];
    let mut rows: Vec<AmendmentView> = sent.into_iter().filter(|row| row.state.is_open() != decided).collect();
    let groups: Vec<(String, Vec<AmendmentView>)> = grouped(&list.paragraphs, &mut rows);
    let merge = list.place.may.lead && list.place.may.merge;
    let empty = groups.is_empty();
    let cards = move |rows: Vec<AmendmentView>| {
        rows.into_iter().map(|amendment| view! { <Card amendment backing/> }).collect_view()
    };
    view! {
        <nav class="button-row" aria-label=t::STATE>
            {counts.into_iter().map(|(these, words, count)| {
                let address = if these { format!("/texts/{text}/amendments?state=decided") } else { format!("/texts/{text}/amendments") };
                let current = (these == decided).then_some("page");
                view! { <a class="button quiet-button" href=address aria-current=current>{words}" ("{count}")"</a> }
            }).collect_view()}
            <a class="button quiet-button" href=format!("/texts/{text}/protocol")>{t::PROTOCOL}</a>
            {merge.then(|| view! { <a class="button primary" href=format!("/texts/{text}/merge")>{t::MERGE}</a> })}
        </nav>
        {(!drafts.is_empty()).then(|| view! { <section><h2>{t::OWN_DRAFTS}</h2>{cards(drafts)}</section> })}
        {empty.then(|| view! {
            <div class="empty">
                <p><strong>{t::NONE}</strong></p>
                <p><a href=format!("/texts/{text}")>{consultation::WHOLE_TEXT}</a></p>
            </div>
        })}
        {groups.into_iter().map(|(name, rows)| view! { <section><h2>{name}</h2>{cards(rows)}</section> }).collect_view()}
    }
}

/// Amendments under the paragraph they begin with, in the order of the text; at the end those about paragraphs that are gone.
fn grouped(
    paragraphs: &[(Uuid, domain::text::document::Number)],
    rows: &mut Vec<AmendmentView>,
) -> Vec<(String, Vec<AmendmentView>)> {
    let about = |row: &AmendmentView| row.wishes.first().and_then(|wish| wish.paragraph.as_ref()).map(|(id, _)| *id);
    let mut groups = Vec::new();
    for (id, number) in paragraphs {
        let (here, others) = std::mem::take(rows).into_iter().partition(|row| about(row) == Some(*id));
        *rows = others;
        groups.push((place(number), here));
    }
    let rest = std::mem::take(rows);
    let name = |row: &AmendmentView| place_or_start(row.wishes.first().and_then(|wish| wish.paragraph.as_ref()));
    groups.extend(rest.into_iter().map(|row| (name(&row), vec![row])));
    groups.retain(|(_, rows)| !rows.is_empty());
    groups
}
