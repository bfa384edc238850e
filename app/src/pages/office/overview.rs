//! The office's first page: what needs staff today.

use leptos::prelude::*;

use crate::calls::protection::retention_deadlines;
use crate::calls::results::{State, SurveyRow, survey_rows};
use crate::components::frame::Office;
use crate::components::message::Failure;
use crate::components::to_sign_in::ToSignIn;
use crate::error::CallError;
use crate::texts::{fill, office, protection};

#[component]
pub fn Overview() -> impl IntoView {
    let rows = Resource::new(|| (), |()| survey_rows());
    view! {
        <Office title=office::OVERVIEW here="/office">
            <Suspense>
                {move || Suspend::new(async move {
                    match rows.await {
                        Err(CallError::Forbidden) => view! { <ToSignIn/> }.into_any(),
                        Err(error) => view! { <Failure error/> }.into_any(),
                        Ok(rows) => view! { <Today rows/> }.into_any(),
                    }
                })}
            </Suspense>
        </Office>
    }
}

#[component]
fn Today(rows: Vec<SurveyRow>) -> impl IntoView {
    let running: Vec<SurveyRow> = rows.into_iter().filter(|row| row.state == State::Open).collect();
    let responses: u64 = running.iter().map(|row| row.responses).sum();
    view! {
        <div class="page-head">
            <div>
                <h1>{office::WELCOME}</h1>
                <p class="quiet">{office::TODAY}</p>
            </div>
        </div>
        <div class="panels">
            <section class="panel" aria-labelledby="running">
                <h2 id="running">{office::RUNNING}</h2>
                <p class="figure"><b>{responses}</b>" "<span>{office::RESPONSES_IN_ALL}</span></p>
                {if running.is_empty() {
                    view! { <p class="quiet">{office::NO_SURVEYS}</p> }.into_any()
                } else {
                    view! {
                        <ul class="to-do">
                            {running
                                .into_iter()
                                .map(|row| view! {
                                    <li>
                                        <a href=format!("/office/surveys/{}", row.slug)>{row.title}</a>
                                        " "
                                        <span class="quiet">{row.responses}</span>
                                    </li>
                                })
                                .collect_view()}
                        </ul>
                    }.into_any()
                }}
                <p><a href="/office/surveys">{office::ALL_SURVEYS}</a></p>
            </section>
            <Deadlines/>
        </div>
    }
}

/// Surveys whose responses are erased soon; nothing when there are none.
#[component]
fn Deadlines() -> impl IntoView {
    let deadlines = Resource::new(|| (), |()| retention_deadlines());
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                deadlines.await.ok().filter(|deadlines| !deadlines.is_empty()).map(|deadlines| view! {
                    <section class="panel" aria-labelledby="deadlines">
                        <h2 id="deadlines">{protection::DEADLINES}</h2>
                        <ul class="to-do">
                            {deadlines
                                .into_iter()
                                .map(|deadline| {
                                    let day = deadline.day.format("%d.%m.%Y").to_string();
                                    view! {
                                        <li>
                                            <a href=format!("/office/surveys/{}/protection", deadline.slug)>
                                                {deadline.title}
                                            </a>
                                            " "
                                            <span class="quiet">{fill(protection::DEADLINE, &[("day", &day)])}</span>
                                        </li>
                                    }
                                })
                                .collect_view()}
                        </ul>
                    </section>
                })
            })}
        </Suspense>
    }
}
