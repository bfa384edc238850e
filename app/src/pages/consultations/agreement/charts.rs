//! Charts of a text's agreement that follow live, each with a table of the same numbers.

use domain::agreement::consent::Position;
use leptos::prelude::*;

use super::poll::{count, in_words};
use crate::calls::consultation::agreement::{AgreementView, GroupView, ObjectionView};
use crate::components::chart::{Chart, Part, Picture};
use crate::texts::{agreement as t, fill};

/// Bars in a chart at most; the table has all of them.
const BARS: usize = 15;

/// The place of a position on the scale from for to against, as in `style/results.css`.
fn scale(position: Position) -> (&'static str, &'static str) {
    match position {
        Position::Agree => ("scale-5", "var(--scale-5)"),
        Position::Abstain => ("scale-3", "var(--scale-3)"),
        Position::Object => ("scale-2", "var(--scale-2)"),
        Position::Block => ("scale-1", "var(--scale-1)"),
    }
}

/// A chart and the table of the same numbers. Without scripts the table stays.
#[component]
pub fn Twin(
    id: &'static str,
    title: &'static str,
    #[prop(into)] base: Signal<String>,
    #[prop(into)] picture: Signal<Picture>,
    #[prop(into)] summary: Signal<String>,
    /// What the colours say: class and word.
    key: Vec<(&'static str, &'static str)>,
    #[prop(into)] bars: Signal<usize>,
    children: Children,
) -> impl IntoView {
    let chart_first = RwSignal::new(None::<bool>);
    Effect::new(move |_| chart_first.set(Some(true)));
    let view_name = move || chart_first.get().map(|chart| if chart { "chart" } else { "table" });
    let rows = move || bars.get().clamp(2, BARS).to_string();
    view! {
        <section class="result-card" data-view=view_name aria-labelledby=id>
            <header>
                <h2 id=id>{title}</h2>
                <p class="base">{move || base.get()}</p>
            </header>
            <div class="result-body" data-rows=rows>
                {(!key.is_empty()).then(|| view! {
                    <ul class="chart-key">{key.into_iter().map(|(class, word)| view! { <li class=class>{word}</li> }).collect_view()}</ul>
                })}
                {move || chart_first.get().map(|_| view! { <Chart picture summary/> })}
                <div class="result-table" tabindex="0" role="region" aria-label=title>{children()}</div>
            </div>
            <footer>
                <div class="toggle" role="group" aria-label=t::SHOW_AS>
                    {[(t::CHART, true), (t::TABLE, false)]
                        .map(|(name, chart)| view! {
                            <button
                                type="button"
                                aria-pressed=move || (chart_first.get() == Some(chart)).to_string()
                                on:click=move |_| chart_first.set(Some(chart))
                            >
                                {name}
                            </button>
                            " "
                        })
                        .collect_view()}
                </div>
            </footer>
        </section>
    }
}

/// What the members of each group say.
#[component]
pub fn PositionChart(current: RwSignal<AgreementView>) -> impl IntoView {
    let groups = Memo::new(move |_| {
        let shown = |group: &GroupView| Some((group.name.clone(), group.figures.clone()?));
        current.with(|view| view.groups.iter().filter_map(shown).collect::<Vec<_>>())
    });
    let picture = Signal::derive(move || {
        groups.with(|groups| {
            let shown = &groups[..groups.len().min(BARS)];
            let part = |position| Part {
                name: t::position(position),
                colour: scale(position).1,
                counts: shown.iter().map(|(_, figures)| count(&figures.now, position)).collect(),
            };
            let names = shown.iter().map(|(name, _)| name.clone()).collect();
            Picture::Stacks(names, Position::ALL.map(part).into())
        })
    });
    let summary = Signal::derive(move || {
        let words: Vec<String> = groups.with(|groups| {
            groups.iter().map(|(name, figures)| format!("{name}: {}", in_words(&figures.now))).collect()
        });
        words.join("; ")
    });
    let base = move || {
        let (cast, members) = groups.with(|groups| {
            groups.iter().fold((0, 0), |(cast, members), (_, figures)| {
                (cast + figures.now.as_count().cast(), members + u64::from(figures.members))
            })
        });
        t::base(cast, members)
    };
    view! {
        <Twin
            id="positions-chart"
            title=t::POSITIONS
            base=Signal::derive(base)
            picture
            summary
            key=Position::ALL.map(|position| (scale(position).0, t::position(position))).into()
            bars=Signal::derive(move || groups.read().len())
        >
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t::GROUP}</th>
                        {Position::ALL.map(|position| view! { <th scope="col" class="number">{t::position(position)}</th> }).collect_view()}
                        <th scope="col" class="number">{t::MEMBERS}</th>
                    </tr>
                </thead>
                <tbody>
                    {move || groups.get().into_iter().map(|(name, figures)| view! {
                        <tr>
                            <th scope="row">{name}</th>
                            {Position::ALL.map(|position| view! { <td class="number">{count(&figures.now, position)}</td> }).collect_view()}
                            <td class="number">{figures.members}</td>
                        </tr>
                    }).collect_view()}
                </tbody>
            </table>
        </Twin>
    }
}

/// How many objections there are to each paragraph: those that stand, and those that are done with.
#[component]
pub fn ObjectionChart(current: RwSignal<AgreementView>) -> impl IntoView {
    let lines = Memo::new(move |_| current.with(by_paragraph));
    let picture = Signal::derive(move || {
        lines.with(|lines| {
            let shown = &lines[..lines.len().min(BARS)];
            let part = |name, colour, counts| Part { name, colour, counts };
            let standing = shown.iter().map(|(_, standing, _)| *standing).collect();
            let done = shown.iter().map(|(_, _, done)| *done).collect();
            Picture::Stacks(
                shown.iter().map(|(label, _, _)| label.clone()).collect(),
                vec![part(t::STANDING, "var(--scale-1)", standing), part(t::DONE_WITH, "var(--scale-4)", done)],
            )
        })
    });
    let summary = Signal::derive(move || {
        let line = |(label, standing, done): &(String, u32, u32)| {
            format!("{label}: {standing} {}, {done} {}", t::STANDING, t::DONE_WITH)
        };
        lines.with(|lines| lines.iter().map(line).collect::<Vec<_>>().join("; "))
    });
    let base = move || match current.read().objections.len() {
        1 => t::OBJECTIONS_BASE_ONE.to_owned(),
        number => fill(t::OBJECTIONS_BASE, &[("n", &number.to_string())]),
    };
    let any = move || !lines.read().is_empty();
    view! {
        <Show when=any>
            <Twin
                id="objections-chart"
                title=t::OBJECTIONS_CHART
                base=Signal::derive(base)
                picture
                summary
                key=vec![("scale-1", t::STANDING), ("scale-4", t::DONE_WITH)]
                bars=Signal::derive(move || lines.read().len())
            >
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t::PARAGRAPH}</th>
                            <th scope="col" class="number">{t::STANDING}</th>
                            <th scope="col" class="number">{t::DONE_WITH}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {move || lines.get().into_iter().map(|(label, standing, done)| view! {
                            <tr>
                                <th scope="row">{label}</th>
                                <td class="number">{standing}</td>
                                <td class="number">{done}</td>
                            </tr>
                        }).collect_view()}
                    </tbody>
                </table>
            </Twin>
        </Show>
    }
}

/// Label, standing and done with, in the text's order; the whole text first, what is gone last. Only what has objections.
fn by_paragraph(view: &AgreementView) -> Vec<(String, u32, u32)> {
    let line = |label: &str, about: &dyn Fn(&ObjectionView) -> bool| {
        let mine = view.objections.iter().filter(|one| about(one));
        let (standing, done): (Vec<_>, Vec<_>) = mine.partition(|one| one.stands());
        let number = |list: &[&ObjectionView]| u32::try_from(list.len()).unwrap_or(u32::MAX);
        let (standing, done) = (number(&standing), number(&done));
        (standing + done > 0).then(|| (label.to_owned(), standing, done))
    };
    let known = |id| view.paragraphs.iter().any(|(paragraph, _, _)| *paragraph == id);
    let whole = line(t::WHOLE_TEXT_SHORT, &|one| one.paragraph.is_none());
    let each = view.paragraphs.iter().filter_map(|(id, number, _)| line(number, &|one| one.paragraph == Some(*id)));
    let gone = line(t::GONE_SHORT, &|one| one.paragraph.is_some_and(|id| !known(id)));
    whole.into_iter().chain(each).chain(gone).collect()
}
