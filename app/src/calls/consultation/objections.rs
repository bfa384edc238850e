//! What becomes of objections: the chair notes that they were heard or taken in; whoever raised one holds on to it or takes it back.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {
    super::positions::bounded,
    crate::calls::request,
    crate::services::consultation::agreement::Agreement,
    crate::texts::{agreement as words, consultation as t},
    domain::agreement::consent::{Position, after_taking_back},
    domain::agreement::objection::{Objection, ObjectionState, ObjectionStep},
    domain::permission::Action,
    domain::process::phase::Activity,
    store::{Changed, PollStep, RaisedObjection, Stored},
    uuid::Uuid,
};

#[cfg(feature = "ssr")]
use crate::error::CallError;
use crate::refusal::Refusal;

/// Takes a step with an objection: `hear` (with words), `integrate` (with a version), `uphold`, `reopen` (with words), or
/// `agree` and `abstain`, which take it back. `seen` is the version of the objection that the reader saw.
#[server(prefix = "/calls", endpoint = "move-objection")]
pub async fn move_objection(
    objection: String,
    seen: u32,
    step: String,
    #[server(default)] words: String,
    #[server(default)] version: u32,
) -> Result<(), Refusal> {
    let person = request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let id: Uuid = objection.parse().map_err(|_| CallError::NotFound)?;
    let raised = services.records.objection(id).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    let found = Agreement::of(&services, raised.text, Some(&person)).await.map_err(request::failed)?;
    let found = found.filter(|found| found.shows(&raised)).ok_or(CallError::NotFound)?;
    let value = &raised.objection.value;
    let poll = found.poll(value.group).ok_or(CallError::NotFound)?;

    let said = bounded(&words)?;
    let (step, anew) = match step.as_str() {
        "hear" => (ObjectionStep::Hear { note: said }, Position::Abstain),
        "integrate" => (ObjectionStep::Integrate { version }, Position::Abstain),
        "uphold" => (ObjectionStep::Uphold { reason: said }, Position::Abstain),
        "reopen" => (ObjectionStep::Reopen { reason: said }, Position::Abstain),
        "agree" => (ObjectionStep::TakeBack, Position::Agree),
        "abstain" => (ObjectionStep::TakeBack, Position::Abstain),
        _ => return Err(CallError::NotFound.into()),
    };
    if matches!(step, ObjectionStep::Hear { .. } | ObjectionStep::Integrate { .. }) {
        if !poll.space.as_ref().is_some_and(|space| space.seat.leads()) {
            return Err(Refusal::because(words::ONLY_CHAIRS));
        }
    } else if !poll.is_member(person.id) || !found.space.may(Activity::Position) {
        return Err(Refusal::because(t::NOT_NOW));
    }
    if let ObjectionStep::Integrate { version } = step
        && (version <= raised.number || version > found.head.current)
    {
        return Err(Refusal::because(words::NO_SUCH_VERSION));
    }
    if seen != raised.objection.version {
        return Err(Refusal::because(t::OUTDATED));
    }
    let now = found.space.now;
    let next = value.after(&step, person.id, now).map_err(|problem| Refusal::because(words::problem(problem)))?;
    let position = position_then(&found, &raised, &next, anew);
    let number = found.head.current;
    let mut happenings = found.told(value.group, "objection", deed(&step), id);
    if position.is_some() {
        happenings.extend(found.told(value.group, "position", "changed", raised.text));
    }
    let text = raised.text;
    let here = format!("/texts/{text}/agreement?done=objection#objection-{id}");
    let moved = vec![Stored { value: next, version: seen }];
    let position = position.map(|position| (value.group, person.id, position));
    let step = PollStep { text, number, position, raised: None, moved, happenings, now };
    match services.records.keep_poll_step(&step).await.map_err(request::failed)? {
        Changed::Done => request::see(&here),
        Changed::Outdated => return Err(Refusal::because(t::OUTDATED)),
    }
    Ok(())
}

/// What the position of whoever raised an objection becomes with it: who takes it back says anew where they are, who takes it up again
/// objects again. Nothing when it stays.
#[cfg(feature = "ssr")]
fn position_then(found: &Agreement, raised: &RaisedObjection, next: &Objection, anew: Position) -> Option<Position> {
    let poll = found.poll(next.group)?;
    let taken = poll.positions.iter().find(|taken| taken.number == found.head.current && taken.account == next.by);
    let now = taken.map(|taken| taken.position);
    let theirs = poll.objections.iter().filter(|one| one.by == next.by && one.id != next.id);
    let then = match (&raised.objection.value.state, &next.state) {
        // Who takes it back says where they are with the newest version, even when they said nothing about it yet.
        (_, ObjectionState::TakenBack) => after_taking_back(theirs, anew),
        (ObjectionState::Integrated { .. }, ObjectionState::Open) => {
            after_taking_back(theirs.chain(std::iter::once(next)), anew)
        }
        _ => return None,
    };
    (now != Some(then)).then_some(then)
}

/// The name of what happened to an objection.
#[cfg(feature = "ssr")]
fn deed(step: &ObjectionStep) -> &'static str {
    match step {
        ObjectionStep::Hear { .. } => "heard",
        ObjectionStep::Integrate { .. } => "integrated",
        ObjectionStep::Uphold { .. } => "upheld",
        ObjectionStep::TakeBack => "taken_back",
        ObjectionStep::Reopen { .. } => "open",
    }
}
