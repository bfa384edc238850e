//! Entering what bodies decided, and writing official answers.

#![expect(clippy::too_many_arguments, reason = "the fields of a form")]

use domain::majority::{Majority, Outcome};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::super::request;
#[cfg(feature = "ssr")]
use super::bodies::day;
#[cfg(feature = "ssr")]
use super::conferences::{done, note};
#[cfg(feature = "ssr")]
use super::texts::found;
#[cfg(feature = "ssr")]
use crate::error::CallError;
use crate::refusal::Refusal;
#[cfg(feature = "ssr")]
use crate::services::consultation::outcome as service;
#[cfg(feature = "ssr")]
use crate::services::consultation::standing;
#[cfg(feature = "ssr")]
use crate::texts::{consultation, outcome as t};
#[cfg(feature = "ssr")]
use domain::majority::Count;
#[cfg(feature = "ssr")]
use domain::permission::Action;
#[cfg(feature = "ssr")]
use domain::process::body::{Body, Decision, label};
#[cfg(feature = "ssr")]
use domain::process::fate::Answer;
#[cfg(feature = "ssr")]
use domain::text::kind::TextStage;
#[cfg(feature = "ssr")]
use store::{Changed, Happening};

/// The longest answer or reason, in characters.
pub const LONGEST_WORDS: usize = 10_000;
/// The longest name of a unit.
pub const LONGEST_UNIT: usize = 200;
/// The longest list of conditions, in characters.
pub const LONGEST_CONDITIONS: usize = 50_000;
/// The longest number of a paper.
#[cfg(feature = "ssr")]
const LONGEST_PAPER: usize = 60;
/// How many conditions a decision may have, and how long each is.
#[cfg(feature = "ssr")]
const CONDITIONS: (usize, usize) = (50, 1_000);

/// Enters what a body decided about a version of a text; sent twice, it is one decision.
#[server(prefix = "/calls", endpoint = "enter-decision")]
pub async fn enter_decision(
    id: Uuid,
    text: Uuid,
    body: Uuid,
    version: u32,
    paper: String,
    day: String,
    yes: String,
    no: String,
    abstain: String,
    majority: Majority,
    outcome: Outcome,
    conditions: String,
    #[server(default)] finished: bool,
) -> Result<(), Refusal> {
    let person = request::authorised(Action::ManageConsultations).await?;
    let services = request::services()?;
    let (space, head) = found(&services, &text.to_string()).await?;
    if head.stage == TextStage::Draft {
        return Err(Refusal::because(t::DECISION_DRAFT));
    }
    let paper = domain::organisation::one_line(&paper);
    if paper.chars().count() > LONGEST_PAPER {
        return Err(Refusal::because(t::PAPER_TOO_LONG));
    }
    let known = services.records.version(text, version).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    let bodies: Vec<Body> =
        services.records.bodies().await.map_err(request::failed)?.into_iter().map(|body| body.value).collect();
    let decision = Decision {
        body,
        text,
        version,
        hash: known.hash.clone(),
        paper,
        day: self::day(&day)?.ok_or_else(|| Refusal::because(t::NOT_A_DAY))?,
        vote: count([&yes, &no, &abstain])?,
        majority,
        outcome,
        conditions: lines(&conditions)?,
        entered: space.now,
    };
    decision.check(&bodies, &known.hash).map_err(|problem| Refusal::because(t::decision_problem(problem)))?;
    let right = bodies.iter().find(|known| known.id == body).map(|body| body.right);
    if finished && !right.is_some_and(|right| label(right, outcome).may_settle()) {
        return Err(Refusal::because(t::DECISION_NOT_FINAL));
    }
    let happening = space.happening("decision", "new", id, Some(text), standing(&head));
    match services.records.enter_decision(id, &decision, finished, &happening).await.map_err(request::failed)? {
        Changed::Done => {}
        Changed::Outdated => return Err(Refusal::because(t::DECISION_NOT_NEWEST)),
    }
    note(&services, &person, "decision.entered", &format!("text:{text}")).await?;
    request::see(&format!("/texts/{text}/outcome"));
    Ok(())
}

/// Promises or gives an official answer: a new one when `version` is 0.
#[server(prefix = "/calls", endpoint = "keep-answer")]
pub async fn keep_answer(
    id: Uuid,
    version: u32,
    text: Uuid,
    to: Uuid,
    unit: String,
    due: String,
    words: String,
) -> Result<(), Refusal> {
    let person = request::authorised(Action::ManageConsultations).await?;
    let services = request::services()?;
    let (space, head) = found(&services, &text.to_string()).await?;
    let said = service::contributions(&services, &space, &head, Some(&person)).await.map_err(request::failed)?;
    if !said.iter().any(|one| one.id == to) {
        return Err(CallError::NotFound.into());
    }
    if version > 0 {
        let known = services.records.answers(text).await.map_err(request::failed)?;
        let known = known.into_iter().find(|known| known.value.id == id).ok_or(CallError::NotFound)?;
        if known.value.given.is_some() || known.value.to != to {
            return Err(Refusal::because(t::ANSWER_ALREADY));
        }
    }
    let unit = domain::organisation::one_line(&unit);
    let words = words.trim().replace("\r\n", "\n");
    if unit.chars().count() > LONGEST_UNIT || words.chars().count() > LONGEST_WORDS {
        return Err(Refusal::because(consultation::TOO_LONG));
    }
    let due = day(&due)?;
    if unit.is_empty() && words.is_empty() && due.is_none() {
        return Err(Refusal::because(t::ANSWER_NOTHING));
    }
    let deed = if words.is_empty() { "promised" } else { "given" };
    let given = (!words.is_empty()).then_some((space.now, words));
    let answer = Answer { id, to, unit: Some(unit).filter(|unit| !unit.is_empty()), due, given };
    // What answers an objection is told to those who may know of the group that raised it.
    let raised = services.records.objection(to).await.map_err(request::failed)?;
    let happening = Happening {
        group: raised.map_or(space.group_id(), |raised| Some(raised.objection.value.group)),
        ..space.happening("answer", deed, id, Some(text), standing(&head))
    };
    done(services.records.keep_answer(text, &answer, version, &happening).await.map_err(request::failed)?)?;
    request::see(&format!("/texts/{text}/outcome#answers"));
    Ok(())
}

/// The votes, when all three numbers are there; none when no number is.
#[cfg(feature = "ssr")]
fn count(numbers: [&String; 3]) -> Result<Option<Count>, Refusal> {
    if numbers.iter().all(|number| number.trim().is_empty()) {
        return Ok(None);
    }
    let numbers: Vec<u32> = numbers.iter().filter_map(|number| number.trim().parse().ok()).collect();
    match numbers.as_slice() {
        [yes, no, abstain] => Ok(Some(Count { yes: *yes, no: *no, abstain: *abstain })),
        _ => Err(Refusal::because(t::DECISION_COUNT)),
    }
}

/// The lines of a field, without empty ones.
#[cfg(feature = "ssr")]
fn lines(text: &str) -> Result<Vec<String>, Refusal> {
    let lines: Vec<String> = text.lines().map(domain::organisation::one_line).filter(|line| !line.is_empty()).collect();
    let (most, longest) = CONDITIONS;
    if lines.len() > most || lines.iter().any(|line| line.chars().count() > longest) {
        return Err(Refusal::because(t::DECISION_CONDITIONS_TOO_LONG));
    }
    Ok(lines)
}
