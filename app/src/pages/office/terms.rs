//! How a survey is run: who may answer, what is known of them, until when. A plain form that leads back here.

use domain::survey::Mode;
use domain::terms::Door;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};

use crate::calls::inviting::{TermsView, load_terms};
use crate::calls::results::State;
use crate::components::frame::Office;
use crate::components::message::Failure;
use crate::components::to_sign_in::ToSignIn;
use crate::error::CallError;
use crate::texts::{fill, inviting as t};

#[component]
pub fn SurveyTerms() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("slug").unwrap_or_default());
    let found = Resource::new(move || slug.get(), load_terms);
    view! {
        <Office title=t::TERMS here="/office/surveys">
            <Suspense>
                {move || Suspend::new(async move {
                    match found.await {
                        Err(CallError::Forbidden) => view! { <ToSignIn/> }.into_any(),
                        Err(error) => view! { <Failure error/> }.into_any(),
                        Ok(found) => view! { <Forms found/> }.into_any(),
                    }
                })}
            </Suspense>
        </Office>
    }
}

fn said() -> Option<(&'static str, &'static str)> {
    let outcome = use_location().query.with_untracked(|query| query.get("outcome"))?;
    Some(match outcome.as_str() {
        "saved" => ("notice", t::TERMS_SAVED),
        "opened" => ("notice", t::TERMS_OPENED),
        "closed" => ("notice", t::TERMS_CLOSED),
        "fixed" => ("notice warning", t::TERMS_FIXED),
        "changed" => ("notice warning", t::TERMS_CHANGED),
        "no-key" => ("notice warning", t::TERMS_NO_KEY),
        _ => ("notice warning", t::SAID_DATE),
    })
}

#[component]
fn Forms(found: TermsView) -> impl IntoView {
    let base = format!("/office/surveys/{}", found.slug);
    let action = format!("{base}/terms");
    let terms = found.terms.clone();
    let (state, closes, changes) = (found.state, terms.closes, terms.changes_until);
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let reminders = (1..=3)
        .map(|number: usize| {
            let id = format!("reminder{number}");
            view! {
                <div class="field">
                    <label for=id.clone()>{fill(t::REMINDER, &[("n", &number.to_string())])}</label>
                    <input type="date" id=id.clone() name=id value=day(terms.reminders.get(number - 1).copied())/>
                </div>
            }
        })
        .collect_view();
    view! {
        <div class="page-head">
            <div>
                <p class="small quiet">{t::TERMS}</p>
                <h1>{found.title.clone()}</h1>
            </div>
            <div class="button-row">
                <a class="button" href=format!("{base}/invitations")>{t::INVITATIONS}</a>
                <a class="button" href=base>{t::RESULTS}</a>
            </div>
        </div>
        {said().map(|(class, words)| view! { <p class=class role="status">{words}</p> })}
        <form class="panel terms" method="post" action=action.clone()>
            <input type="hidden" name="version" value=found.version.to_string()/>
            <fieldset>
                <legend>{t::WHO_MAY}</legend>
                {[(Door::Everybody, "everybody", t::EVERYBODY), (Door::Invited, "invited", t::ONLY_INVITED)]
                    .map(|(door, value, words)| choice("door", value, words, "", terms.door == door, found.fixed))
                    .collect_view()}
            </fieldset>
            <fieldset>
                <legend>{t::HOW}</legend>
                {[(Mode::Anonymous, "anonymous"), (Mode::Pseudonymous, "pseudonymous"), (Mode::Named, "named")]
                    .map(|(mode, value)| {
                        let (words, help) = t::mode(mode);
                        choice("mode", value, words, help, found.mode == mode, found.fixed)
                    })
                    .collect_view()}
                {found.fixed.then(|| view! { <p class="small quiet">{t::FIXED}</p> })}
            </fieldset>
            <div class="field">
                <label for="closes">{t::CLOSES}</label>
                <p class="help" id="closes-help">{t::CLOSES_HELP}</p>
                <input type="date" id="closes" name="closes" value=day(closes) aria-describedby="closes-help"/>
            </div>
            <div class="field">
                <label for="changes_until">{t::CHANGES_UNTIL}</label>
                <p class="help" id="changes-help">{t::CHANGES_HELP}</p>
                <input type="date" id="changes_until" name="changes_until" value=day(changes) aria-describedby="changes-help"/>
            </div>
            <fieldset>
                <legend>{t::REMINDERS}</legend>
                <div class="dates">{reminders}</div>
            </fieldset>
            <div class="field">
                <label for="smallest_cell">{t::CELL}</label>
                <p class="help" id="cell-help">{t::CELL_HELP}</p>
                <input type="number" id="smallest_cell" name="smallest_cell" min="3" max="100"
                    value=terms.smallest_cell.to_string() aria-describedby="cell-help"/>
            </div>
            <button class="button primary" name="go" value="save">{t::SAVE}</button>
        </form>
        <form class="panel" method="post" action=action>
            <h2>{t::STATE}</h2>
            {match state {
                State::Open => view! {
                    <p>{t::IS_OPEN}</p>
                    <p class="small quiet">{t::CLOSE_HINT}</p>
                    <button class="button danger" name="go" value="close">{t::CLOSE_NOW}</button>
                }.into_any(),
                State::Draft => view! {
                    <p>{t::IS_DRAFT}</p>
                    <button class="button" name="go" value="open">{t::OPEN_NOW}</button>
                }.into_any(),
                State::Closed => view! {
                    <p>{t::IS_CLOSED}</p>
                    <button class="button" name="go" value="open">{t::OPEN_NOW}</button>
                }.into_any(),
            }}
        </form>
    }
}

fn choice(
    name: &'static str,
    value: &'static str,
    words: &'static str,
    help: &'static str,
    checked: bool,
    fixed: bool,
) -> impl IntoView {
    view! {
        <label class="choice">
            <input type="radio" name=name value=value checked=checked disabled=fixed/>
            " "
            <span>
                {words}
                {(!help.is_empty()).then(|| view! { <span class="small quiet">" – "{help}</span> })}
            </span>
        </label>
    }
}
