//! How a survey is run: who may answer, what is known of them, until when. A plain form that leads back here.

use domain::survey::Mode;
use domain::terms::Door;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map, use_query_map};

use crate::calls::inviting::{TermsView, load_terms};
use crate::calls::results::State;
use crate::components::day_field::DayField;
use crate::components::frame::Office;
use crate::components::message::Failure;
use crate::components::to_sign_in::ToSignIn;
use crate::error::CallError;
use crate::texts::{fill, inviting as t};

#[component]
pub fn SurveyTerms() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("slug").unwrap_or_default());
    let query = use_query_map();
    let slip = Memo::new(move |_| query.read().get("slip").unwrap_or_default());
    let found = Resource::new(move || (slug.get(), slip.get()), |(slug, slip)| load_terms(slug, slip));
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
        "over" => ("notice warning", t::TERMS_OVER),
        "unsure" => ("notice warning", t::CLOSE_UNSURE),
        _ => ("notice warning", t::SAID_DATE),
    })
}

#[component]
fn Forms(found: TermsView) -> impl IntoView {
    let base = format!("/office/surveys/{}", found.slug);
    let action = format!("{base}/terms");
    let terms = found.terms.clone();
    let (state, slip) = (found.state, found.slip);
    let unsure = use_location().query.with_untracked(|query| query.get("outcome").as_deref() == Some("unsure"));
    // What was typed and could not be saved, else what is kept.
    let typed = |name: &str, kept: String| slip.typed.get(name).cloned().unwrap_or(kept);
    let of_day = |name: &str, day: Option<chrono::NaiveDate>| {
        (typed(name, day.map(|day| day.to_string()).unwrap_or_default()), slip.problems.get(name).copied())
    };
    let (closes, bad_closes) = of_day("closes", terms.closes);
    let (changes, bad_changes) = of_day("changes_until", terms.changes_until);
    let reminders = (1..=3)
        .map(|number: usize| {
            let id = format!("reminder{number}");
            let (value, bad) = of_day(&id, terms.reminders.get(number - 1).copied());
            let label = fill(t::REMINDER, &[("n", &number.to_string())]);
            view! { <DayField id=id.clone() name=id label value bad/> }
        })
        .collect_view();
    let door = typed("door", if terms.door == Door::Invited { "invited" } else { "everybody" }.to_owned());
    let mode = typed("mode", mode_word(found.mode).to_owned());
    let version = typed("version", found.version.to_string());
    let cell = typed("smallest_cell", terms.smallest_cell.to_string());
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
            <input type="hidden" name="version" value=version/>
            <fieldset>
                <legend>{t::WHO_MAY}</legend>
                {[("everybody", t::EVERYBODY), ("invited", t::ONLY_INVITED)]
                    .map(|(value, words)| choice("door", value, words, "", door == value, found.fixed))
                    .collect_view()}
            </fieldset>
            <fieldset>
                <legend>{t::HOW}</legend>
                {[Mode::Anonymous, Mode::Pseudonymous, Mode::Named]
                    .map(|one| {
                        let ((words, help), value) = (t::mode(one), mode_word(one));
                        choice("mode", value, words, help, mode == value, found.fixed)
                    })
                    .collect_view()}
                {found.fixed.then(|| view! { <p class="small quiet">{t::FIXED}</p> })}
            </fieldset>
            <DayField id="closes" name="closes" label=t::CLOSES value=closes help=t::CLOSES_HELP bad=bad_closes/>
            <DayField id="changes_until" name="changes_until" label=t::CHANGES_UNTIL value=changes help=t::CHANGES_HELP
                bad=bad_changes/>
            <fieldset>
                <legend>{t::REMINDERS}</legend>
                <div class="dates">{reminders}</div>
            </fieldset>
            <div class="field">
                <label for="smallest_cell">{t::CELL}</label>
                <p class="help" id="cell-help">{t::CELL_HELP}</p>
                <input type="number" id="smallest_cell" name="smallest_cell" min="3" max="100"
                    value=cell aria-describedby="cell-help"/>
            </div>
            <button class="button primary" name="go" value="save">{t::SAVE}</button>
        </form>
        <form class="panel" method="post" action=action id="close">
            <h2>{t::STATE}</h2>
            {match state {
                State::Open => view! {
                    <p>{t::IS_OPEN}</p>
                    <p>{if terms.door == Door::Invited { t::CLOSE_INVITED_HINT } else { t::CLOSE_HINT }}</p>
                    {unsure.then(|| view! { <p class="field-problem" id="unsure">{t::CLOSE_UNSURE}</p> })}
                    <label class="tick">
                        <input type="checkbox" name="sure" value="yes" aria-describedby=unsure.then_some("unsure")
                            aria-invalid=unsure.then_some("true")/>
                        <span>{t::CLOSE_SURE}</span>
                    </label>
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

fn mode_word(mode: Mode) -> &'static str {
    match mode {
        Mode::Anonymous => "anonymous",
        Mode::Pseudonymous => "pseudonymous",
        Mode::Named => "named",
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
