//! The trace of a text: choose a paragraph, see its way from a survey to a decision; and what became of a survey.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use uuid::Uuid;

use super::trace_steps::Steps;
use crate::calls::consultation::trace::{AddSource, RemoveSource, TraceRow, TraceView, load_trace, survey_outcomes};
use crate::components::forum::{Forum, Refused, refusal};
use crate::components::message::Failure;
use crate::pages::consultations::loaded;
use crate::pages::consultations::once;
use crate::pages::consultations::reading::number_words;
use crate::texts::{fill, outcome as t};

/// `/texts/:text/trace`, with `?paragraph=` for one of them.
#[component]
pub fn TextTrace() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let text = Memo::new(move |_| params.read().get("text").unwrap_or_default());
    let paragraph = Memo::new(move |_| query.read().get("paragraph").unwrap_or_default());
    let (adding, removing) = (ServerAction::<AddSource>::new(), ServerAction::<RemoveSource>::new());
    let found = Resource::new(
        move || (text.get(), paragraph.get(), adding.version().get() + removing.version().get()),
        |(text, paragraph, _)| load_trace(text, paragraph),
    );
    loaded(found, move |found| view! { <Page found adding removing/> })
}

#[component]
fn Page(found: TraceView, adding: ServerAction<AddSource>, removing: ServerAction<RemoveSource>) -> impl IntoView {
    let TraceView { text, title, conference, conference_title, rows, chosen, surveys, sees_results } = found;
    let trail =
        vec![(format!("/consultations/{conference}"), conference_title), (format!("/texts/{text}"), title.clone())];
    view! {
        <Forum title=t::TRACE trail>
            <h1>{t::TRACE}</h1>
            <p><strong>{title}</strong></p>
            <p>{t::TRACE_LEAD}</p>
            <Refused error=refusal(removing) id="remove-problem"/>
            {match chosen {
                Some(chosen) => view! {
                    <p><a href=format!("/texts/{text}/trace")>{t::TRACE_ALL}</a></p>
                    <Steps text chosen surveys sees_results adding removing/>
                }.into_any(),
                None => view! {
                    <h2>{t::TRACE_CHOOSE}</h2>
                    <ul class="plain-list trace-rows">
                        {rows.into_iter().map(|row| view! { <li><Row text row/></li> }).collect_view()}
                    </ul>
                }.into_any(),
            }}
        </Forum>
    }
}

#[component]
fn Row(text: Uuid, row: TraceRow) -> impl IntoView {
    let marks =
        [("sources", row.sources), ("amendments", row.amendments), ("changes", row.changes), ("reports", row.reports)];
    let some = marks.iter().any(|(_, count)| *count > 0);
    let marks = marks.map(|(name, count)| (name, count.to_string()));
    let marks = fill(t::TRACE_MARKS, &marks.each_ref().map(|(name, count)| (*name, count.as_str())));
    view! {
        <a href=format!("/texts/{text}/trace?paragraph={}", row.id)>
            <b>{number_words(&row.number)}</b>" "<span dir="auto">{row.words}</span>
        </a>
        {some.then(|| view! { <p class="quiet small">{marks}</p> })}
    }
}

/// On the results of a survey: what rests on it. The way back from figures to decisions.
#[component]
pub fn BecameOf(#[prop(into)] survey: String) -> impl IntoView {
    let found = Resource::new(|| (), move |()| survey_outcomes(survey.clone()));
    view! {
        <section class="panel" aria-labelledby="became">
            <h2 id="became">{t::BECAME}</h2>
            <Suspense>
                {once(move || Suspend::new(async move {
                    match found.await {
                        Err(error) => view! { <Failure error/> }.into_any(),
                        Ok(found) if found.is_empty() => view! { <p class="quiet">{t::BECAME_NOTHING}</p> }.into_any(),
                        Ok(found) => view! {
                            <ul>
                                {found.into_iter().map(|one| view! {
                                    <li>
                                        {one.question}": "
                                        <a href=one.address>{fill(t::BECAME_LINK, &[("title", &one.title), ("words", &one.words)])}</a>
                                    </li>
                                }).collect_view()}
                            </ul>
                        }.into_any(),
                    }
                }))}
            </Suspense>
        </section>
    }
}
