//! What bodies said about a text, and the office's form to enter it.

use chrono::NaiveDate;
use domain::majority::{Majority, Outcome};
use leptos::prelude::*;
use uuid::Uuid;

use super::long_text::{LongText, sent};
use crate::calls::consultation::decisions::{EnterDecision, LONGEST_CONDITIONS};
use crate::calls::consultation::outcome::{DecisionDesk, DecisionView};
use crate::components::forum::{Refused, refusal};
use crate::texts::{fill, outcome as t};

const MAJORITIES: [(Majority, &str); 3] =
    [(Majority::Simple, "simple"), (Majority::TwoThirds, "two_thirds"), (Majority::Absolute, "absolute")];
const OUTCOMES: [(Outcome, &str); 3] =
    [(Outcome::Accepted, "accepted"), (Outcome::Rejected, "rejected"), (Outcome::QuorumMissed, "quorum_missed")];

/// All that bodies said, in the order of their meetings.
#[component]
pub fn Decisions(decisions: Vec<DecisionView>) -> impl IntoView {
    if decisions.is_empty() {
        return view! { <p class="quiet">{t::NO_DECISIONS}</p> }.into_any();
    }
    let rows = decisions.into_iter().map(|decision| view! { <li><Decision decision/></li> }).collect_view();
    view! { <ul class="plain-list decisions">{rows}</ul> }.into_any()
}

#[component]
fn Decision(decision: DecisionView) -> impl IntoView {
    let version = decision.version.to_string();
    let word = word(&decision);
    let vote = decision.vote.map(|vote| {
        let counts = [("yes", vote.yes), ("no", vote.no), ("abstain", vote.abstain)].map(|(at, n)| (at, n.to_string()));
        fill(t::DECISION_VOTE, &counts.each_ref().map(|(at, n)| (*at, n.as_str())))
    });
    view! {
        <p class="decision-head">
            <strong class="decision-label">{word}</strong>
            " "{decision.body}", "<time datetime=decision.day.to_string()>{day_words(decision.day)}</time>
        </p>
        <p>
            {fill(t::DECISION_PAPER, &[("paper", &decision.paper)])}" · "
            <a href=format!("/texts/{}/versions/{version}", decision.text)>{fill(t::DECISION_ON, &[("version", &version)])}</a>
            {vote.map(|vote| view! { " · "{vote} })}
        </p>
        {(!decision.conditions.is_empty()).then(|| view! {
            <p>{t::DECISION_CONDITIONS}":"</p>
            <ul>{decision.conditions.into_iter().map(|condition| view! { <li>{condition}</li> }).collect_view()}</ul>
        })}
    }
}

/// What came of it, in one word.
pub fn word(decision: &DecisionView) -> &'static str {
    decision.label.map_or_else(|| t::outcome(decision.outcome), t::label)
}

/// The form of the office.
#[component]
pub fn DecisionForm(
    text: Uuid,
    current: u32,
    desk: DecisionDesk,
    action: ServerAction<EnterDecision>,
) -> impl IntoView {
    let number = |name: &'static str, label: &'static str| {
        view! {
            <div class="field">
                <label for=format!("decision-{name}")>{label}</label>
                <input
                    type="number"
                    id=format!("decision-{name}")
                    name=name
                    min="0"
                    inputmode="numeric"
                    aria-describedby="decision-vote-help decision-problem"
                />
            </div>
        }
    };
    if desk.bodies.is_empty() {
        return view! { <p>{t::NO_BODIES}" "<a href="/bodies">{t::BODY_NEW}</a></p> }.into_any();
    }
    view! {
        <ActionForm action=action attr:class="entry-form" attr:id="decision-form">
            <Refused error=refusal(action) id="decision-problem"/>
            <input type="hidden" name="id" value=desk.id.to_string()/>
            <input type="hidden" name="text" value=text.to_string()/>
            <div class="field">
                <label for="decision-body">{t::DECISION_BODY}</label>
                <select id="decision-body" name="body" aria-describedby="decision-problem">
                    {desk.bodies.into_iter().map(|(id, name, right)| view! {
                        <option value=id.to_string()>{name}" ("{t::right(right)}")"</option>
                    }).collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="decision-version">{t::DECISION_VERSION}</label>
                <select id="decision-version" name="version">
                    {(1..=current).rev().map(|number| view! {
                        <option value=number.to_string()>{fill(t::DECISION_ON, &[("version", &number.to_string())])}</option>
                    }).collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="decision-paper">{t::DECISION_PAPER_FIELD}</label>
                <input type="text" id="decision-paper" name="paper" required maxlength="60" aria-describedby="decision-problem"/>
            </div>
            <div class="field">
                <label for="decision-day">{t::DECISION_DAY}</label>
                <input type="date" id="decision-day" name="day" required aria-describedby="decision-problem"/>
            </div>
            <div class="decision-vote">
                {number("yes", t::DECISION_YES)}
                {number("no", t::DECISION_NO)}
                {number("abstain", t::DECISION_ABSTAIN)}
            </div>
            <p class="help quiet" id="decision-vote-help">{t::DECISION_VOTE_HINT}</p>
            <div class="field">
                <label for="decision-majority">{t::DECISION_MAJORITY}</label>
                <select id="decision-majority" name="majority">
                    {MAJORITIES.map(|(majority, value)| view! { <option value=value>{t::majority(majority)}</option> })}
                </select>
            </div>
            <div class="field">
                <label for="decision-outcome">{t::DECISION_OUTCOME}</label>
                <select id="decision-outcome" name="outcome" aria-describedby="decision-problem">
                    {OUTCOMES.map(|(outcome, value)| view! { <option value=value>{t::outcome(outcome)}</option> })}
                </select>
            </div>
            <div class="field">
                <label for="decision-conditions">{t::DECISION_CONDITIONS_FIELD}</label>
                <LongText id="decision-conditions" name="conditions" key=format!("conditions-{text}") longest=LONGEST_CONDITIONS described="decision-problem" sent=sent(action)/>
            </div>
            <label class="option-row">
                <input type="checkbox" name="finished" value="true" aria-describedby="decision-problem"/>
                <span>{t::DECISION_FINAL}</span>
            </label>
            <button class="button primary">{t::DECISION_SAVE}</button>
        </ActionForm>
    }
    .into_any()
}

/// A day as people in Germany read it.
pub fn day_words(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}
