//! The end of a merge: the next version, what becomes of each amendment, and where the open ones go.

use std::collections::BTreeMap;

use domain::amendment::Amendment;
use domain::amendment::base::merged_ids;
use domain::amendment::onward::brought_up;
use domain::amendment::protocol::{Act, Entry, Protocol, StillOpen};
use domain::amendment::state::StepProblem;
use domain::amendment::wish::Wish;
use domain::text::document::{Content, Making, Version, VersionProblem};
use domain::text::merge::Mode;
use store::{Changed, FinishedMerge, Happening, StoreError, TextHead};
use thiserror::Error;
use uuid::Uuid;

use super::Space;
use super::amendments::{Amendments, deed, standing};
use crate::services::Services;

/// How careful a merge is: nothing is woven in without a person.
pub const MODE: Mode = Mode::Strict;

/// Why a merge cannot be finished. Nothing was changed.
#[derive(Debug, Error)]
pub enum NotFinished {
    /// Somebody else was faster.
    #[error("somebody else was faster")]
    Outdated,
    /// Something is still open.
    #[error("something is still open")]
    StillOpen(StillOpen),
    /// An amendment was decided about in part only.
    #[error("an amendment is decided about in part")]
    Half(Uuid),
    /// No amendment was decided about.
    #[error("nothing was decided")]
    Nothing,
    /// An amendment cannot be decided so.
    #[error("an amendment cannot be decided so: {1}")]
    Step(Uuid, StepProblem),
    /// The version cannot be made.
    #[error("no version: {0}")]
    Version(VersionProblem),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Amendments with what they want, as merges take them.
pub fn pairs<'a>(amendments: &'a [&'a Amendment]) -> Vec<(Uuid, &'a [Wish])> {
    amendments.iter().map(|one| (one.id, one.wishes.as_slice())).collect()
}

/// Makes the next version of what was decided, in one step with everything that follows from it.
///
/// # Errors
///
/// See [`NotFinished`].
pub async fn finish(
    services: &Services,
    space: &Space,
    head: &TextHead,
    seen: usize,
    reason: &str,
) -> Result<u32, NotFinished> {
    let amendments = Amendments::load(services, space, head).await?;
    let protocol = services.records.merge_protocol(head.id, head.current).await?;
    if protocol.entries().len() != seen || protocol.is_finished() {
        return Err(NotFinished::Outdated);
    }
    let by = space.seat.account().unwrap_or_default();
    let making = Making { author: by, at: space.now, reason: reason.trim().to_owned() };
    let (version, moved) = made(&amendments, &protocol, making, space)?;
    let entry =
        Entry { by, at: space.now, act: Act::Finish { version: version.number, reason: version.reason.clone() } };
    let happenings = happenings(space, head, &moved);
    let merge = FinishedMerge { version: &version, entry: &entry, number: seen, amendments: moved, happenings };
    match services.records.finish_merge(&merge).await? {
        Changed::Done => Ok(version.number),
        Changed::Outdated => Err(NotFinished::Outdated),
    }
}

/// The next version, and the amendments that change with it, each with the version it is made of.
fn made(
    amendments: &Amendments,
    protocol: &Protocol,
    making: Making,
    space: &Space,
) -> Result<(Version, Vec<(Amendment, u32)>), NotFinished> {
    let number = amendments.version.number + 1;
    let mut decided: Vec<&Amendment> = Vec::new();
    for one in amendments.for_merge() {
        match protocol.is_decided(&one.value) {
            None => {}
            Some(true) => decided.push(&one.value),
            Some(false) => return Err(NotFinished::Half(one.value.id)),
        }
    }
    if decided.is_empty() {
        return Err(NotFinished::Nothing);
    }
    let content = content(&amendments.version.content, protocol, &decided).map_err(NotFinished::StillOpen)?;
    let version = amendments.version.next(content, making).map_err(NotFinished::Version)?;
    let mut after: Vec<Amendment> = amendments.filed.iter().map(|one| one.value.clone()).collect();
    for one in &mut after {
        if decided.iter().any(|known| known.id == one.id)
            && let Some(step) = protocol.outcome(one, number)
        {
            let id = one.id;
            *one = one.decided(&step, amendments.rule, space.now).map_err(|problem| NotFinished::Step(id, problem))?;
        }
    }
    let mut contents: BTreeMap<u32, Content> = amendments.contents.clone();
    contents.insert(number, version.content.clone());
    let after = brought_up(&after, &contents, number, amendments.rule);
    let moved = after
        .into_iter()
        .zip(&amendments.filed)
        .zip(&amendments.kept)
        .filter(|((after, _), kept)| after != *kept)
        .map(|((after, filed), _)| (after, filed.version))
        .collect();
    Ok((version, moved))
}

/// What the next version says.
fn content(content: &Content, protocol: &Protocol, decided: &[&Amendment]) -> Result<Content, StillOpen> {
    let pairs = pairs(decided);
    let who: Vec<Uuid> = decided.iter().map(|one| one.id).collect();
    let mut ids = merged_ids(&protocol.draft(content, &pairs, MODE), &who);
    protocol.finish(content, &pairs, &mut ids)
}

fn happenings(space: &Space, head: &TextHead, moved: &[(Amendment, u32)]) -> Vec<Happening> {
    let text = space.happening("text", "changed", head.id, Some(head.id), super::standing(head));
    let moved = moved
        .iter()
        .map(|(one, _)| space.happening("amendment", deed(&one.state), one.id, Some(head.id), standing(one)));
    std::iter::once(text).chain(moved).collect()
}
