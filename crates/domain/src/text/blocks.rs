//! Blocks of a text (paragraphs, headings, list items) and the difference of two lists of them, with moved blocks shown as moved.

use serde::{Deserialize, Serialize};

use super::align;
use super::edits::longest_rising;
use super::words::{self, OtherText, Piece, new_text, old_text};

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading of this level, 1 the highest, 6 the lowest.
    Heading(u8),
    /// An item of a list.
    Item {
        /// What stands in front of it.
        list: List,
        /// 0 in the outermost list.
        depth: u8,
    },
    /// A quotation.
    Quote,
    /// Something kept as it was written: a table, code.
    Verbatim,
}

/// What stands in front of the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum List {
    /// A dot.
    Bullets,
    /// 1, 2, 3.
    Numbers,
    /// a, b, c.
    Letters,
}

/// A block without identity: what an import gives and an amendment may insert.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Markdown of this one block, without the marks in front of it.
    pub text: String,
}

impl Block {
    /// A block of running text.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self { kind: BlockKind::Paragraph, text: text.into() }
    }

    /// A heading of this level.
    pub fn heading(level: u8, text: impl Into<String>) -> Self {
        Self { kind: BlockKind::Heading(level), text: text.into() }
    }

    /// An item of an outermost list with dots.
    pub fn item(text: impl Into<String>) -> Self {
        Self { kind: BlockKind::Item { list: List::Bullets, depth: 0 }, text: text.into() }
    }
}

/// What happened to the block of a [`Row`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowOp {
    /// The same in both texts, in the same place.
    Kept,
    /// In the same place, with other words.
    Changed,
    /// Only in the old text.
    Deleted,
    /// Only in the new text.
    Inserted,
    /// Stood here in the old text and stands elsewhere now.
    MovedAway,
    /// Stands here now and stood elsewhere in the old text; its words may have changed too.
    MovedHere,
}

/// A block of a comparison: in the order of reading, with places in both texts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Row {
    /// What happened to it.
    pub op: RowOp,
    /// Its place in the old text, from 0. A moved block has both places in both of its rows.
    pub old: Option<usize>,
    /// Its place in the new text, from 0.
    pub new: Option<usize>,
    /// What it was.
    pub before: Option<BlockKind>,
    /// What it is.
    pub after: Option<BlockKind>,
    /// Its words.
    pub pieces: Vec<Piece>,
}

impl Row {
    /// Whether the row stands in the old text's order.
    pub fn is_old(&self) -> bool {
        matches!(self.op, RowOp::Kept | RowOp::Changed | RowOp::Deleted | RowOp::MovedAway)
    }

    /// Whether the row stands in the new text's order.
    pub fn is_new(&self) -> bool {
        matches!(self.op, RowOp::Kept | RowOp::Changed | RowOp::Inserted | RowOp::MovedHere)
    }
}

/// The difference of two texts whose blocks have no identity.
pub fn difference(old: &[Block], new: &[Block]) -> Vec<Row> {
    rows(old, new, &align::with_moves(old, new))
}

/// The comparison of two texts when it is known which block became which: pairs (old, new), each block at most once, sorted by
/// the old place. The longest run of pairs that kept their order stayed; the others moved.
pub fn rows(old: &[Block], new: &[Block], pairs: &[(usize, usize)]) -> Vec<Row> {
    let stayed = longest_rising(pairs);
    let mut to_new = vec![None; old.len()];
    let mut to_old = vec![None; new.len()];
    for (here, there) in pairs {
        to_new[*here] = Some(*there);
        to_old[*there] = Some(*here);
    }
    let mut found = Vec::with_capacity(old.len().max(new.len()));
    let (mut here, mut there) = (0, 0);
    let ends = std::iter::once((old.len(), new.len()));
    for (old_stop, new_stop) in stayed.into_iter().chain(ends) {
        for at in here..old_stop {
            found.push(gone(&old[at], at, to_new[at]));
        }
        for at in there..new_stop {
            found.push(come(old, &new[at], at, to_old[at]));
        }
        if old_stop < old.len() && new_stop < new.len() {
            found.push(both(&old[old_stop], &new[new_stop], old_stop, new_stop));
        }
        (here, there) = (old_stop + 1, new_stop + 1);
    }
    found
}

fn gone(block: &Block, at: usize, to: Option<usize>) -> Row {
    let op = if to.is_some() { RowOp::MovedAway } else { RowOp::Deleted };
    Row { op, old: Some(at), new: to, before: Some(block.kind), after: None, pieces: some(Piece::deleted(&block.text)) }
}

fn come(old: &[Block], block: &Block, at: usize, from: Option<usize>) -> Row {
    let (op, before, pieces) = match from {
        Some(from) => (RowOp::MovedHere, Some(old[from].kind), words::paragraph(&old[from].text, &block.text)),
        None => (RowOp::Inserted, None, some(Piece::inserted(&block.text))),
    };
    Row { op, old: from, new: Some(at), before, after: Some(block.kind), pieces }
}

fn both(old: &Block, new: &Block, here: usize, there: usize) -> Row {
    let op = if old == new { RowOp::Kept } else { RowOp::Changed };
    let pieces = words::paragraph(&old.text, &new.text);
    Row { op, old: Some(here), new: Some(there), before: Some(old.kind), after: Some(new.kind), pieces }
}

fn some(piece: Piece) -> Vec<Piece> {
    if piece.text.is_empty() { vec![] } else { vec![piece] }
}

/// Makes the new text from the old one.
///
/// # Errors
/// When the difference was made for another text.
pub fn apply(difference: &[Row], old: &[Block]) -> Result<Vec<Block>, OtherText> {
    let was = |row: &Row| Some(Block { kind: row.before?, text: old_text(&row.pieces) });
    let is = |row: &Row| Some(Block { kind: row.after?, text: new_text(&row.pieces) });
    let before: Option<Vec<Block>> = difference.iter().filter(|row| row.is_old()).map(was).collect();
    if before.as_deref() != Some(old) {
        return Err(OtherText);
    }
    difference.iter().filter(|row| row.is_new()).map(is).collect::<Option<_>>().ok_or(OtherText)
}

/// Only the rows that changed, for reading.
pub fn changes_only(difference: &[Row]) -> impl Iterator<Item = &Row> {
    difference.iter().filter(|row| row.op != RowOp::Kept)
}

#[cfg(test)]
#[path = "blocks_tests.rs"]
mod tests;
