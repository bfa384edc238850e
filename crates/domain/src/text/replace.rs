//! A published text replaced by a new file: paragraphs that are still there keep their identity, and with it comments and
//! amendments; what has no successor is listed with the words and neighbours it had.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::align;
use super::blocks::Block;
use super::document::{Content, Number, Paragraph};

/// A paragraph that has no successor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Orphan {
    /// As it was.
    pub paragraph: Paragraph,
    /// What stood in front of it.
    pub number: Number,
    /// The words of the paragraph before it, if there was one.
    pub before: Option<String>,
    /// The words of the paragraph behind it, if there was one.
    pub after: Option<String>,
    /// Where a reader would look for it now: the last paragraph before it that is still there.
    pub behind: Option<Uuid>,
}

/// What a replacement would do. Show it before doing it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacement {
    /// The paragraphs of the new version.
    pub paragraphs: Vec<Paragraph>,
    /// Those that were found again with other words.
    pub edited: Vec<Uuid>,
    /// Those that are new.
    pub added: Vec<Uuid>,
    /// Those without a successor.
    pub orphans: Vec<Orphan>,
}

impl Replacement {
    /// Whether the file says the same as the text: it makes no new version.
    pub fn is_unchanged(&self, old: &Content) -> bool {
        self.paragraphs == old.paragraphs
    }
}

/// Matches the blocks of a new file with the paragraphs of a text: unchanged ones first, wherever they stand; then edited ones by
/// Dice's coefficient of their words, from [`align::SAME_PLACE`] on in the same place and from [`align::OTHER_PLACE`] on elsewhere; last,
/// the same words as another kind of block. Tags and origin stay with the identity.
pub fn replace(old: &Content, new: &[Block], ids: &mut impl FnMut() -> Uuid) -> Replacement {
    let before: Vec<Block> = old.paragraphs.iter().map(|paragraph| paragraph.block.clone()).collect();
    let mut origin: Vec<Option<usize>> = vec![None; new.len()];
    let mut successor: Vec<Option<usize>> = vec![None; before.len()];
    for (here, there) in align::with_moves(&before, new) {
        (origin[there], successor[here]) = (Some(here), Some(there));
    }
    for there in 0..new.len() {
        let same = |here: &usize| successor[*here].is_none() && before[*here].text == new[there].text;
        if origin[there].is_none()
            && let Some(here) = (0..before.len()).find(same)
        {
            (origin[there], successor[here]) = (Some(here), Some(there));
        }
    }
    let mut found = Replacement { paragraphs: vec![], edited: vec![], added: vec![], orphans: vec![] };
    for (block, origin) in new.iter().zip(&origin) {
        let paragraph = match origin {
            Some(here) => Paragraph { block: block.clone(), ..old.paragraphs[*here].clone() },
            None => Paragraph::new(ids(), block.clone()),
        };
        match origin {
            Some(here) if before[*here] != *block => found.edited.push(paragraph.id),
            Some(_) => {}
            None => found.added.push(paragraph.id),
        }
        found.paragraphs.push(paragraph);
    }
    let numbers = old.numbers();
    for (at, (paragraph, number)) in old.paragraphs.iter().zip(numbers).enumerate() {
        if successor[at].is_some() {
            continue;
        }
        let text = |at: usize| before.get(at).map(|block| block.text.clone());
        let behind = (0..at).rev().find(|at| successor[*at].is_some()).map(|at| old.paragraphs[at].id);
        let (before, after) = (at.checked_sub(1).and_then(text), text(at + 1));
        found.orphans.push(Orphan { paragraph: paragraph.clone(), number, before, after, behind });
    }
    found
}
