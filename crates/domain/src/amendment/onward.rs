//! Open amendments when their text has moved on: the one rule for a merge and for a version that was made without one.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::base::{base, wanted};
use super::carrying::carry_over;
use super::state::{State, Step, SupportRule};
use super::{Amendment, Target};
use crate::text::carry::Carried;
use crate::text::document::Content;

/// The amendments as they stand for the version `current`: open ones that amend an older version, or an amendment that is decided,
/// are carried over, fulfilled or collide (see [`super::carrying`]); whether enough people support them is counted anew. Drafts and
/// what is decided stays as it is. Doing it twice changes nothing more.
///
/// `versions` holds the current version and those that are amended; what amends another one stays as it is, too.
pub fn brought_up(
    amendments: &[Amendment],
    versions: &BTreeMap<u32, Content>,
    current: u32,
    rule: SupportRule,
) -> Vec<Amendment> {
    let before: BTreeMap<Uuid, &Amendment> = amendments.iter().map(|one| (one.id, one)).collect();
    let mut order: Vec<usize> = (0..amendments.len()).collect();
    order.sort_by_key(|at| depth(&amendments[*at], &before));
    let mut after: Vec<Amendment> = amendments.to_vec();
    let places: BTreeMap<Uuid, usize> = amendments.iter().enumerate().map(|(at, one)| (one.id, at)).collect();
    for at in order {
        let one = &amendments[at];
        if !one.state.is_open() {
            continue;
        }
        let moved = match one.target {
            Target::Version(number) if number == current => None,
            Target::Version(_) => {
                onward(one, &before, versions, versions.get(&current), Target::Version(current), current)
            }
            Target::Amendment(parent) => match places.get(&parent).map(|place| &after[*place]) {
                Some(parent) if !parent.state.is_open() => {
                    onward(one, &before, versions, versions.get(&current), Target::Version(current), current)
                }
                // Its ground is still what it was.
                Some(parent)
                    if before
                        .get(&parent.id)
                        .is_some_and(|known| known.wishes == parent.wishes && known.target == parent.target) =>
                {
                    None
                }
                Some(parent) => {
                    let all: BTreeMap<Uuid, &Amendment> = after.iter().map(|one| (one.id, one)).collect();
                    let ground = wanted(parent, &all, versions);
                    onward(one, &before, versions, ground.as_ref(), one.target, current)
                }
                None => None,
            },
        };
        after[at] = counted(moved.unwrap_or_else(|| one.clone()), rule);
    }
    after
}

/// An amendment on new ground; `None` when it stays as it is.
fn onward(
    one: &Amendment,
    all: &BTreeMap<Uuid, &Amendment>,
    versions: &BTreeMap<u32, Content>,
    new: Option<&Content>,
    target: Target,
    version: u32,
) -> Option<Amendment> {
    let (old, new) = (base(one, all, versions)?, new?);
    let free = SupportRule::default();
    let step = |step: Step| one.after(&step, free, chrono::DateTime::UNIX_EPOCH).ok();
    match carry_over(&old, new, &one.wishes) {
        // The text says so already: whoever wrote that took it over.
        Carried::Over(over) if over.wishes.is_empty() => {
            Some(Amendment { state: State::Accepted { version }, ..one.clone() })
        }
        Carried::Over(over) => Some(Amendment { target, wishes: over.wishes, ..step(Step::CarryOver { version })? }),
        Carried::Collided(_) if one.state == (State::Collided { version }) => None,
        Carried::Collided(_) => step(Step::Collide { version }),
    }
}

/// Whether enough people support it may change with every supporter, and with the rule.
fn counted(one: Amendment, rule: SupportRule) -> Amendment {
    let state = match one.state {
        State::Submitted | State::Supported if rule.is_enough(one.supporters.len()) => State::Supported,
        State::Submitted | State::Supported => State::Submitted,
        state => state,
    };
    Amendment { state, ..one }
}

fn depth(one: &Amendment, all: &BTreeMap<Uuid, &Amendment>) -> usize {
    let (mut depth, mut target) = (0, one.target);
    while let Target::Amendment(id) = target
        && depth < all.len()
        && let Some(parent) = all.get(&id)
    {
        (depth, target) = (depth + 1, parent.target);
    }
    depth
}

#[cfg(test)]
#[path = "onward_tests.rs"]
mod tests;
