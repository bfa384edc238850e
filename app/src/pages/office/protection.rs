//! For the data-protection officer: what is stored where, why, for whom and until when, made from the program's own
//! definitions, to read, print and download.

use domain::protection::{RECORDS, Record};
use leptos::prelude::*;

use super::survey_protection::Erasures;
use crate::calls::protection::{ProtectedSurvey, Register, protection_register};
use crate::components::frame::Office;
use crate::components::message::Failure;
use crate::components::to_sign_in::ToSignIn;
use crate::error::CallError;
use crate::texts::protection as words;

#[component]
pub fn Protection() -> impl IntoView {
    let register = Resource::new(|| (), |()| protection_register());
    view! {
        <Office title=words::REGISTER here="/office/protection">
            <Suspense>
                {move || Suspend::new(async move {
                    match register.await {
                        Err(CallError::Forbidden) => view! { <ToSignIn/> }.into_any(),
                        Err(error) => view! { <Failure error/> }.into_any(),
                        Ok(register) => view! { <Everything register/> }.into_any(),
                    }
                })}
            </Suspense>
        </Office>
    }
}

#[component]
fn Everything(register: Register) -> impl IntoView {
    view! {
        <div class="page-head">
            <div>
                <h1>{words::REGISTER}</h1>
                <p class="quiet">{words::REGISTER_LEAD}</p>
            </div>
            <div class="button-row no-print">
                <a class="button" href="/office/protection/register.csv" rel="external" download>{words::AS_CSV}</a>
            </div>
        </div>
        <section class="office-section">
            <h2 id="surveys">{words::SURVEYS}</h2>
            <Surveys surveys=register.surveys/>
        </section>
        <section class="office-section">
            <h2 id="erasures">{words::ERASURES}</h2>
            <Erasures rows=register.erasures surveys=true/>
        </section>
        <section class="office-section" aria-labelledby="stored">
            <h2 id="stored">{words::STORED}</h2>
            <div class="records">{RECORDS.iter().map(record).collect_view()}</div>
        </section>
    }
}

#[component]
fn Surveys(surveys: Vec<ProtectedSurvey>) -> impl IntoView {
    if surveys.is_empty() {
        return view! { <p class="quiet">{words::NO_SURVEYS}</p> }.into_any();
    }
    view! {
        <div class="table-frame" role="region" aria-labelledby="surveys" tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words::SURVEY}</th>
                        <th scope="col" class="number">{words::RESPONSES}</th>
                        <th scope="col">{words::LAST_DAY}</th>
                        <th scope="col">{words::NOTICE_OF}</th>
                        <th scope="col"><span class="visually-hidden">{words::CHANGE}</span></th>
                    </tr>
                </thead>
                <tbody>
                    {surveys
                        .into_iter()
                        .map(|survey| view! {
                            <tr>
                                <th scope="row">{survey.title.clone()}</th>
                                <td class="number">{survey.responses}</td>
                                <td>
                                    {survey.retention.map_or_else(
                                        || words::NOT_SET.to_owned(),
                                        |day| day.format("%d.%m.%Y").to_string(),
                                    )}
                                </td>
                                <td>{if survey.own_notice { words::OWN_NOTICE } else { words::USUAL_NOTICE }}</td>
                                <td>
                                    <a href=format!("/office/surveys/{}/protection", survey.slug)>
                                        {words::CHANGE}<span class="visually-hidden">": "{survey.title}</span>
                                    </a>
                                </td>
                            </tr>
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

fn record(record: &Record) -> impl IntoView {
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let data: Vec<&str> = record.data.iter().map(|(_, words)| *words).collect();
    let ground = if record.ground.is_empty() { words::NO_PERSONS } else { record.ground };
    view! {
        <article class="panel record">
            <h3>{record.title}</h3>
            <dl class="record-facts">
                {fact(words::WHERE, record.place.words().to_owned())}
                {fact(words::WHAT, data.join("; "))}
                {fact(words::WHY, record.purpose.to_owned())}
                {fact(words::GROUND, ground.to_owned())}
                {fact(words::RECIPIENTS, record.recipients.to_owned())}
                {fact(words::UNTIL, record.retention.words())}
            </dl>
        </article>
    }
}
