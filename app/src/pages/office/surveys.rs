//! All surveys with their state and number of responses.

use leptos::prelude::*;

use crate::calls::results::{State, SurveyRow, survey_rows};
use crate::components::frame::Office;
use crate::components::message::Failure;
use crate::components::to_sign_in::ToSignIn;
use crate::error::CallError;
use crate::language::own_name;
use crate::texts::office;

#[component]
pub fn Surveys() -> impl IntoView {
    let rows = Resource::new(|| (), |()| survey_rows());
    view! {
        <Office title=office::SURVEYS here="/office/surveys">
            <div class="page-head"><h1 id="surveys">{office::SURVEYS}</h1></div>
            <Suspense>
                {move || Suspend::new(async move {
                    match rows.await {
                        Err(CallError::Forbidden) => view! { <ToSignIn/> }.into_any(),
                        Err(error) => view! { <Failure error/> }.into_any(),
                        Ok(rows) if rows.is_empty() => view! {
                            <div class="empty">
                                <p><strong>{office::NO_SURVEYS}</strong></p>
                                <p>{office::NO_SURVEYS_HINT}</p>
                            </div>
                        }.into_any(),
                        Ok(rows) => view! { <Table rows/> }.into_any(),
                    }
                })}
            </Suspense>
        </Office>
    }
}

#[component]
fn Table(rows: Vec<SurveyRow>) -> impl IntoView {
    view! {
        <div class="table-frame stacked" role="region" aria-labelledby="surveys" tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{office::TITLE}</th>
                        <th scope="col">{office::STATE}</th>
                        <th scope="col" class="number">{office::RESPONSES}</th>
                        <th scope="col" class="number">{office::QUESTIONS}</th>
                        <th scope="col">{office::LANGUAGES}</th>
                        <th scope="col"><span class="visually-hidden">{office::RESULTS}</span></th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(row: SurveyRow) -> impl IntoView {
    let (class, state) = state_words(row.state);
    let languages: Vec<String> = row.languages.iter().map(own_name).collect();
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/surveys/{}", row.slug) rel="external">{row.title.clone()}</a>
                {row.demo.then(|| view! { " "<span class="state draft">{office::DEMO}</span> })}
            </th>
            <td data-label=office::STATE><span class=format!("state {class}")>{state}</span></td>
            <td class="number" data-label=office::RESPONSES>{row.responses}</td>
            <td class="number" data-label=office::QUESTIONS>{row.questions}</td>
            <td data-label=office::LANGUAGES>{languages.join(", ")}</td>
            <td>
                <a href=format!("/office/surveys/{}", row.slug)>
                    {office::RESULTS}<span class="visually-hidden">": "{row.title}</span>
                </a>
            </td>
        </tr>
    }
}

/// The class and the word of a state.
pub fn state_words(state: State) -> (&'static str, &'static str) {
    match state {
        State::Draft => ("draft", office::STATE_DRAFT),
        State::Open => ("open", office::STATE_OPEN),
        State::Closed => ("closed", office::STATE_CLOSED),
    }
}
