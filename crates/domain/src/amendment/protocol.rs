//! The protocol of a merge: what was decided about every wish, by whom and when. Nothing is ever taken out of it; undoing is one more
//! entry, and so is undoing an undo.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::wish::{MergedContent, ParagraphCollision, Unfit, Wish, check, merge_all};
use crate::text::document::Content;
use crate::text::merge::{MergedPiece, Mode};
use crate::text::words::paragraph as difference;

/// What is decided about a wish.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// As it is.
    Accept,
    /// In other words, for this reason.
    Modify {
        /// What is done instead.
        instead: Wish,
        /// Why.
        reason: String,
    },
    /// Not, for this reason.
    Reject {
        /// Why.
        reason: String,
    },
}

/// Which wish: the amendment and the place in its list.
pub type WishId = (Uuid, usize);

/// Something done in a merge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// A wish was decided about; a later decision about it counts instead of an earlier one.
    Decide {
        /// Which.
        wish: WishId,
        /// How.
        decision: Decision,
    },
    /// The final words of a paragraph, whatever collides there.
    Settle {
        /// Which.
        paragraph: Uuid,
        /// All its words.
        text: String,
        /// Why so.
        reason: String,
    },
    /// An earlier entry no longer counts.
    Undo {
        /// Its place in the protocol, from 0.
        entry: usize,
    },
    /// A version was made of it; nothing comes after.
    Finish {
        /// Its number.
        version: u32,
        /// Why it was made.
        reason: String,
    },
}

/// An entry of the protocol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The account that did it.
    pub by: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub act: Act,
}

/// All that was done in one merge.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Protocol {
    entries: Vec<Entry>,
}

/// Why an entry cannot be added.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProtocolProblem {
    /// Somebody else did something meanwhile: these entries.
    #[error("somebody else decided meanwhile")]
    Meanwhile(Vec<Entry>),
    /// What should be undone is not there, or was undone already.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// Modifying and rejecting need a reason.
    #[error("a reason is missing")]
    NoReason,
    /// A version was made of it already.
    #[error("this merge is finished")]
    Finished,
}

/// Why a merge cannot be finished: everything that is still open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StillOpen {
    /// Wishes nobody decided about.
    pub undecided: Vec<WishId>,
    /// Collisions of accepted wishes in paragraphs that are not settled.
    pub collisions: Vec<ParagraphCollision>,
    /// Modified wishes that do not fit the text.
    pub unfit: Vec<(WishId, Unfit)>,
}

impl Protocol {
    /// A protocol that was kept, the oldest entry first.
    pub fn of(entries: Vec<Entry>) -> Self {
        Self { entries }
    }

    /// Whether a version was made of it.
    pub fn is_finished(&self) -> bool {
        matches!(self.entries.last(), Some(Entry { act: Act::Finish { .. }, .. }))
    }

    /// All entries, the oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Adds an entry. `seen` is how many entries its author has seen: of two chairs at once, the second learns what the first did.
    ///
    /// # Errors
    /// When somebody else added something meanwhile, there is nothing to undo, or a reason is missing.
    pub fn add(&mut self, seen: usize, entry: Entry) -> Result<(), ProtocolProblem> {
        if seen < self.entries.len() {
            return Err(ProtocolProblem::Meanwhile(self.entries[seen..].to_vec()));
        }
        if self.is_finished() {
            return Err(ProtocolProblem::Finished);
        }
        match &entry.act {
            Act::Undo { entry } if !self.counting().get(*entry).copied().unwrap_or(false) => {
                return Err(ProtocolProblem::NothingToUndo);
            }
            Act::Decide { decision: Decision::Modify { reason, .. } | Decision::Reject { reason }, .. }
            | Act::Settle { reason, .. }
            | Act::Finish { reason, .. }
                if reason.trim().is_empty() =>
            {
                return Err(ProtocolProblem::NoReason);
            }
            _ => {}
        }
        self.entries.push(entry);
        Ok(())
    }

    /// The last entry that undoing would take back.
    pub fn last_undoable(&self) -> Option<usize> {
        let counting = self.counting();
        (0..self.entries.len()).rev().find(|at| counting[*at] && !matches!(self.entries[*at].act, Act::Undo { .. }))
    }

    /// Which entries count: not those that a counting entry undoes.
    pub fn counting(&self) -> Vec<bool> {
        let mut counting = vec![true; self.entries.len()];
        // From the end: what undoes an entry always stands behind it.
        for at in (0..self.entries.len()).rev() {
            if let Act::Undo { entry } = self.entries[at].act
                && counting[at]
                && entry < at
            {
                counting[entry] = false;
            }
        }
        counting
    }

    /// The decisions that count.
    pub fn decisions(&self) -> BTreeMap<WishId, &Decision> {
        self.counting_acts()
            .filter_map(|act| match act {
                Act::Decide { wish, decision } => Some((*wish, decision)),
                _ => None,
            })
            .collect()
    }

    /// The final words that count, and why.
    pub fn settled(&self) -> BTreeMap<Uuid, (&str, &str)> {
        self.counting_acts()
            .filter_map(|act| match act {
                Act::Settle { paragraph, text, reason } => Some((*paragraph, (text.as_str(), reason.as_str()))),
                _ => None,
            })
            .collect()
    }

    fn counting_acts(&self) -> impl Iterator<Item = &Act> {
        self.entries.iter().zip(self.counting()).filter(|(_, counts)| *counts).map(|(entry, _)| &entry.act)
    }

    /// The text as decided so far, with the amendments behind every change and what still collides. In settled paragraphs the settled
    /// words stand, and nothing collides.
    pub fn draft(&self, content: &Content, amendments: &[(Uuid, &[Wish])], mode: Mode) -> MergedContent {
        let decisions = self.decisions();
        let done: Vec<(Uuid, Vec<Wish>)> = amendments
            .iter()
            .map(|(id, wishes)| {
                let done = wishes.iter().enumerate().filter_map(|(at, wish)| match decisions.get(&(*id, at))? {
                    Decision::Accept => Some(wish.clone()),
                    Decision::Modify { instead, .. } => Some(instead.clone()),
                    Decision::Reject { .. } => None,
                });
                (*id, done.collect())
            })
            .collect();
        let done: Vec<(Uuid, &[Wish])> = done.iter().map(|(id, wishes)| (*id, wishes.as_slice())).collect();
        let mut merged = merge_all(content, &done, mode);
        let settled = self.settled();
        for paragraph in &mut merged.paragraphs {
            let Some((id, text)) = paragraph.id.and_then(|id| Some((id, settled.get(&id)?.0))) else { continue };
            let Some((_, old)) = content.find(id) else { continue };
            let pieces = difference(&old.block.text, text);
            paragraph.pieces = pieces.into_iter().map(|piece| MergedPiece { piece, by: vec![] }).collect();
            paragraph.stays = true;
        }
        merged.collisions.retain(|collision| !settled.contains_key(&collision.paragraph));
        merged
    }

    /// The text of the next version.
    ///
    /// # Errors
    /// Everything that is still open.
    pub fn finish(
        &self,
        content: &Content,
        amendments: &[(Uuid, &[Wish])],
        ids: &mut impl FnMut() -> Uuid,
    ) -> Result<Content, StillOpen> {
        let decisions = self.decisions();
        let all = amendments.iter().flat_map(|(id, wishes)| (0..wishes.len()).map(|at| (*id, at)));
        let undecided: Vec<WishId> = all.filter(|wish| !decisions.contains_key(wish)).collect();
        let unfit: Vec<(WishId, Unfit)> = decisions
            .iter()
            .filter_map(|(wish, decision)| match decision {
                Decision::Modify { instead, .. } => {
                    check(content, std::slice::from_ref(instead)).err().map(|problem| (*wish, problem))
                }
                _ => None,
            })
            .collect();
        let draft = self.draft(content, amendments, Mode::Strict);
        if undecided.is_empty() && draft.collisions.is_empty() && unfit.is_empty() {
            Ok(draft.content(content, ids))
        } else {
            Err(StillOpen { undecided, collisions: draft.collisions, unfit })
        }
    }
}
