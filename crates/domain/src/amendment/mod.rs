//! Amendments: what members want of a text's paragraphs, from a draft over supporters to what became of them.
//!
//! [`wish`] says what an amendment wants and merges several, [`written`] makes it of what somebody typed, [`base`] is what it
//! amends, [`state`] how it gets on, [`carrying`] and [`onward`] what a new version means for it, [`protocol`] how a chair
//! decides, with undo, and [`outcome`] what comes of that.

pub mod base;
pub mod carrying;
pub mod onward;
pub mod outcome;
pub mod protocol;
pub mod state;
pub mod wish;
pub mod written;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::text::document::Content;
use crate::text::similarity::{Fingerprint, most_similar};
use crate::text::words::{Op, words};
use state::State;
use wish::{Unfit, Wish};

/// From this likeness on an amendment is offered as similar before another one is sent.
pub const SIMILAR: f64 = 0.5;

/// What an amendment amends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// A version of the text.
    Version(u32),
    /// Another amendment: the text as that one would have it.
    Amendment(Uuid),
}

/// An amendment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Amendment {
    /// Its identity.
    pub id: Uuid,
    /// What it amends.
    pub target: Target,
    /// The account that wrote it.
    pub author: Uuid,
    /// Why, for readers.
    pub reason: String,
    /// What it wants.
    pub wishes: Vec<Wish>,
    /// How far it is.
    pub state: State,
    /// The accounts that support it, in the order they came.
    pub supporters: Vec<Uuid>,
}

/// The text as a chain of amendments would have it: the first amends the text, each next one the one before.
///
/// # Errors
/// When one of them does not fit what it amends.
pub fn amended(content: &Content, chain: &[&[Wish]], ids: &mut impl FnMut() -> Uuid) -> Result<Content, Unfit> {
    chain.iter().try_fold(content.clone(), |content, wishes| wish::apply(&content, wishes, ids))
}

/// The words an amendment takes away and puts in: what likeness is measured by, because the rest of a paragraph is the same in all.
pub fn changed_words(content: &Content, wishes: &[Wish]) -> String {
    let mut changed = Vec::new();
    for wish in wishes {
        let old = wish.paragraph().and_then(|id| content.find(id)).map_or("", |(_, known)| known.block.text.as_str());
        match wish {
            Wish::Rewrite { text, .. } => {
                changed
                    .extend(words(old, text).into_iter().filter(|piece| piece.op != Op::Kept).map(|piece| piece.text));
            }
            Wish::Delete { .. } => changed.push(old.to_owned()),
            Wish::Insert { blocks, .. } => changed.extend(blocks.iter().map(|block| block.text.clone())),
        }
    }
    changed.join(" ")
}

/// The amendments that want nearly the same, the most similar first: those whose [`changed_words`] are alike from [`SIMILAR`] on
/// (Dice's coefficient, see [`crate::text::similarity`]).
pub fn similar<'a>(
    content: &Content,
    wishes: &[Wish],
    others: impl IntoIterator<Item = &'a Amendment>,
) -> Vec<(Uuid, f64)> {
    let print = |other: &Amendment| (other.id, Fingerprint::of(&changed_words(content, &other.wishes)));
    most_similar(&changed_words(content, wishes), others.into_iter().map(print), SIMILAR)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
