//! Live results of one survey: a card per question, moving as responses arrive.

use domain::results::Results;
use domain::survey::Survey;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::result_card::ResultCard;
use super::surveys::state_words;
use crate::calls::results::{ResultsView, survey_results};
use crate::components::frame::Office;
#[cfg(feature = "hydrate")]
use crate::components::live;
use crate::components::live::Line;
use crate::components::message::Failure;
use crate::components::to_sign_in::ToSignIn;
use crate::error::CallError;
use crate::pages::consultations::outcome::trace::BecameOf;
use crate::texts::{inviting, office, protection};

#[component]
pub fn SurveyResults() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("slug").unwrap_or_default());
    let found = Resource::new(move || slug.get(), survey_results);
    view! {
        <Office title=office::RESULTS here="/office/surveys">
            <Suspense>
                {move || Suspend::new(async move {
                    match found.await {
                        Err(CallError::Forbidden) => view! { <ToSignIn/> }.into_any(),
                        Err(error) => view! { <Failure error/> }.into_any(),
                        Ok(found) => view! { <Live found/> }.into_any(),
                    }
                })}
            </Suspense>
        </Office>
    }
}

/// Keeps `results` and `line` up to date until the page is left; on the server they stay as they are.
pub fn follow_results(slug: &str, results: RwSignal<Results>, line: RwSignal<Line>) {
    #[cfg(feature = "hydrate")]
    live::follow(format!("/live/surveys/{slug}"), "tally", line, move |frame| {
        if let Ok(frame) = serde_json::from_str(&frame) {
            results.set(frame);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (slug, results, line);
}

#[component]
fn Live(found: ResultsView) -> impl IntoView {
    let results = RwSignal::new(found.results);
    let line = RwSignal::new(Line::Connecting);
    follow_results(&found.survey.slug, results, line);
    let survey: Survey = found.survey;
    let (class, state) = state_words(found.state);
    let total = move || results.read().responses;
    let address = format!("/surveys/{}", survey.slug);
    let cards = survey
        .questions()
        .filter(|question| question.kind.takes_answer())
        .map(|question| {
            let code = question.code.clone();
            let figures = Memo::new(move |_| results.read().question(&code).cloned());
            let conditional = question.visible_if.is_some()
                || survey.pages.iter().any(|page| page.visible_if.is_some() && page.questions.contains(question));
            view! { <ResultCard question=question.clone() figures conditional/> }
        })
        .collect_view();
    view! {
        <div class="results-head">
            <h1>{survey.title.only().to_owned()}</h1>
            <p
                class="live-status"
                class:is-live=move || line.get() == Line::Live
                class:is-cut=move || line.get() == Line::Cut
                role="status"
            >
                {move || match line.get() {
                    Line::Connecting => office::CONNECTING,
                    Line::Live => office::LIVE,
                    Line::Cut => office::CUT,
                }}
            </p>
            <p class="total">
                <b>{total}</b>" "{move || if total() == 1 { office::RESPONSE_ONE } else { office::RESPONSES }}
                " "<span class=format!("state {class}")>{state}</span>
            </p>
            <div class="button-row">
                <a class="button" href=address.clone() rel="external">{office::TO_SURVEY}</a>
                <a class="button" href=format!("/office/surveys/{}/invitations", survey.slug)>{inviting::INVITATIONS}</a>
                <a class="button" href=format!("/office/surveys/{}/protection", survey.slug)>{protection::LINK}</a>
            </div>
        </div>
        {survey.demo.then(|| view! { <p class="notice demo">{office::DEMO_NOTE}</p> })}
        {move || (line.get() == Line::Cut).then(|| view! { <p class="notice warning">{office::CUT_NOTE}</p> })}
        {move || (total() == 0).then(|| {
            let address = address.clone();
            view! {
                <div class="empty">
                    <p><strong>{office::NO_RESPONSES}</strong></p>
                    <p>{office::NO_RESPONSES_HINT}" "<a href=address.clone() rel="external">{address.clone()}</a></p>
                </div>
            }
        })}
        <div class="result-cards">{cards}</div>
        <BecameOf survey=survey.slug.clone()/>
    }
}
