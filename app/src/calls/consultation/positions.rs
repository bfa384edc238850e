//! A member's position on a version of a text, and the objection that may come with it.

use domain::agreement::consent::Position;
use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {
    crate::calls::request,
    crate::error::CallError,
    crate::services::consultation::agreement::Agreement,
    crate::texts::{agreement as words, consultation as t},
    chrono::{DateTime, Utc},
    domain::agreement::objection::{Objection, ObjectionState, ObjectionStep},
    domain::permission::Action,
    domain::process::phase::Activity,
    store::{Changed, PollStep, StoreError, Stored},
    uuid::Uuid,
};

use crate::refusal::Refusal;

/// Most characters of a reason or a note.
pub const LONGEST_REASON: usize = 4_000;

/// A reason or note within its bounds.
#[cfg(feature = "ssr")]
pub(super) fn bounded(words: &str) -> Result<String, Refusal> {
    let words = words.trim();
    if words.chars().count() > LONGEST_REASON {
        return Err(Refusal::because(t::TOO_LONG));
    }
    Ok(words.replace("\r\n", "\n"))
}

/// Takes a position on version `number` of a text, for one group. `id` becomes the identity of the objection, if it is one; sent
/// twice, it is one objection. `about` is a paragraph, or empty for the whole text.
#[server(prefix = "/calls", endpoint = "take-position")]
pub async fn take_position(
    id: String,
    text: String,
    group: String,
    number: u32,
    #[server(default)] position: Option<Position>,
    #[server(default)] reason: String,
    #[server(default)] about: String,
) -> Result<(), Refusal> {
    let person = request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let parse = |id: &str| id.parse::<Uuid>().map_err(|_| CallError::NotFound);
    let (id, text, group) = (parse(&id)?, parse(&text)?, parse(&group)?);
    let found = Agreement::of(&services, text, Some(&person)).await.map_err(request::failed)?;
    let found = found.ok_or(CallError::NotFound)?;
    let poll = found.poll(group).filter(|poll| poll.space.is_some()).ok_or(CallError::NotFound)?;
    if !found.is_asked() || !poll.is_member(person.id) || !found.space.may(Activity::Position) {
        return Err(Refusal::because(t::NOT_NOW));
    }
    let position = position.ok_or_else(|| Refusal::because(words::NO_POSITION))?;
    if number != found.head.current {
        return Err(Refusal::because(t::OUTDATED));
    }
    let here = format!("/texts/{text}/agreement?done=position#group-{group}");
    let mut raised = None;
    if position.needs_reason() {
        let reason = bounded(&reason)?;
        if reason.is_empty() {
            return Err(Refusal::because(t::NO_REASON));
        }
        let paragraph = if about.is_empty() { None } else { Some(parse(&about)?) };
        if let Some(paragraph) = paragraph {
            let version = services.records.version(text, number).await.map_err(request::failed)?;
            if !version.is_some_and(|version| version.content.paragraphs.iter().any(|one| one.id == paragraph)) {
                return Err(Refusal::because(words::NO_SUCH_PARAGRAPH));
            }
        }
        let blocks = position == Position::Block;
        raised = Some(Objection { id, group, by: person.id, paragraph, reason, blocks, state: ObjectionState::Open });
    }
    let now = found.space.now;
    let moved = let_go(&found, group, person.id, position, now);
    let mut happenings = found.told(group, "position", "changed", text);
    happenings.extend(raised.iter().flat_map(|objection| found.told(group, "objection", "new", objection.id)));
    let back = |objection: &Stored<Objection>| found.told(group, "objection", "taken_back", objection.value.id);
    happenings.extend(moved.iter().flat_map(back));
    let step = PollStep { text, number, position: Some((group, person.id, position)), raised, moved, happenings, now };
    match services.records.keep_poll_step(&step).await {
        Ok(Changed::Done) => {}
        Ok(Changed::Outdated) => return Err(Refusal::because(t::OUTDATED)),
        // Sent twice.
        Err(StoreError::Taken) => {
            let known = services.records.objection(id).await.map_err(request::failed)?;
            if !known.is_some_and(|known| known.objection.value.by == person.id && known.text == text) {
                return Err(CallError::NotFound.into());
            }
        }
        Err(error) => return Err(request::failed(error).into()),
    }
    request::see(&here);
    Ok(())
}

/// The objections of a member that end with a new position: who agrees or leaves it to the others takes all back; who only objects
/// no longer stops.
#[cfg(feature = "ssr")]
fn let_go(
    found: &Agreement,
    group: Uuid,
    account: Uuid,
    position: Position,
    now: DateTime<Utc>,
) -> Vec<Stored<Objection>> {
    let ends = |objection: &Objection| match position {
        Position::Agree | Position::Abstain => true,
        Position::Object => objection.blocks,
        Position::Block => false,
    };
    let theirs = found.objections.iter().map(|raised| &raised.objection);
    theirs
        .filter(|stored| stored.value.group == group && stored.value.by == account && ends(&stored.value))
        .filter_map(|stored| {
            let value = stored.value.after(&ObjectionStep::TakeBack, account, now).ok()?;
            Some(Stored { value, version: stored.version })
        })
        .collect()
}
