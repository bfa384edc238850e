//! The two ways to invite: out of the register, after a look at whom one would invite, or a pasted list whose bad lines come back.

use domain::language::Language;
use leptos::prelude::*;

use super::organisations::{choice, vocabularies};
use crate::calls::inviting::{Candidate, InvitingSlip};
use crate::calls::organisations::Search;
use crate::components::day_field::DayField;
use crate::components::textarea::in_textarea;
use crate::texts::{count, inviting as t};

#[component]
pub fn Inviting(
    action: String,
    search: Search,
    candidates: Option<Vec<Candidate>>,
    slip: InvitingSlip,
) -> impl IntoView {
    let of_register = candidates.is_some() && slip.list.is_empty();
    let (ticked, listed) = if of_register { (slip, InvitingSlip::default()) } else { (InvitingSlip::default(), slip) };
    let [topics, languages, districts] = vocabularies(&Language::new("de"));
    view! {
        <div class="panels">
            <section class="panel" id="register" aria-labelledby="from-register">
                <h2 id="from-register">{t::FROM_REGISTER}</h2>
                <p class="small quiet">{t::FROM_REGISTER_HINT}</p>
                <form method="get" action=format!("{action}#register") class="office-section">
                    <input type="hidden" name="look" value="1"/>
                    <div class="field">
                        <label for="text">{t::TEXT}</label>
                        <input type="text" id="text" name="text" maxlength="100" value=search.text/>
                    </div>
                    {choice("topic", t::TOPIC, t::ALL, &search.topic, topics)}
                    {choice("language", t::LANGUAGE, t::ALL, &search.language, languages)}
                    {choice("district", t::DISTRICT, t::ALL, &search.district, districts)}
                    <button class="button">{t::LOOK}</button>
                </form>
                {candidates.map(|candidates| view! { <Chosen action=action.clone() candidates slip=ticked/> })}
            </section>
            <List action slip=listed/>
        </div>
    }
}

/// Whom one would invite, each ticked: what is sent is what was seen.
#[component]
fn Chosen(action: String, candidates: Vec<Candidate>, slip: InvitingSlip) -> impl IntoView {
    if candidates.is_empty() {
        return view! { <p role="status"><strong>{t::NOBODY_FOUND}</strong></p> }.into_any();
    }
    let number = u64::try_from(candidates.len()).unwrap_or_default();
    view! {
        <form method="post" action=action class="office-section">
            <fieldset>
                <legend>{count(number, t::FOUND_ONE, t::FOUND)}</legend>
                <p class="small quiet">{t::FOUND_HINT}</p>
                <div class="candidates">
                    {candidates
                        .into_iter()
                        .map(|Candidate { id, name, chosen }| view! {
                            <label class="tick">
                                <input type="checkbox" name="organisation" value=id.to_string() checked=chosen/>
                                <span dir="auto">{name}</span>
                            </label>
                        })
                        .collect_view()}
                </div>
            </fieldset>
            <Window id="register" slip/>
            <button class="button primary" name="go" value="register">{t::INVITE}</button>
        </form>
    }
    .into_any()
}

#[component]
fn List(action: String, slip: InvitingSlip) -> impl IntoView {
    let bad = !slip.lines.is_empty();
    let text = in_textarea(&slip.list);
    let lines = slip.lines.clone();
    view! {
        <form class="panel" method="post" action=action id="pasted">
            <h2>{t::FROM_LIST}</h2>
            <div class="field">
                <label for="list">{t::LIST}</label>
                <p class="help" id="list-help">{t::LIST_HINT}</p>
                {bad.then(|| view! {
                    <div class="field-problem" id="list-problem">
                        <p>{t::LINES_LEFT}</p>
                        <ul>
                            {lines
                                .into_iter()
                                .map(|line| view! { <li><span dir="auto">{line.text}</span>" – "{line.reason}</li> })
                                .collect_view()}
                        </ul>
                    </div>
                })}
                <textarea
                    id="list"
                    name="list"
                    rows="8"
                    aria-describedby=if bad { "list-help list-problem" } else { "list-help" }
                    aria-invalid=bad.then_some("true")
                >
                    {text}
                </textarea>
            </div>
            <Window id="list" slip/>
            <button class="button" name="go" value="list">{t::INVITE}</button>
        </form>
    }
}

/// First and last day.
#[component]
fn Window(id: &'static str, slip: InvitingSlip) -> impl IntoView {
    view! {
        <div class="dates">
            <DayField id=format!("{id}-from") name="from" label=t::FROM value=slip.from bad=slip.bad_from/>
            <DayField id=format!("{id}-until") name="until" label=t::UNTIL value=slip.until bad=slip.bad_until/>
        </div>
    }
}
