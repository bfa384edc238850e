//! Any two versions of a text side by side: paragraphs are known by their identity, so one that moved is shown as moved.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::blocks::{Block, Row, RowOp, rows};
use super::document::{Content, Paragraph};
use super::words::{Op, Piece};

/// A paragraph of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedParagraph {
    /// Its identity.
    pub id: Uuid,
    /// What happened to it, its places and words.
    #[serde(flatten)]
    pub row: Row,
    /// Whether it is about other things now.
    pub tags_changed: bool,
}

/// How much two versions differ, in paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// The same, in the same place.
    pub kept: usize,
    /// With other words, moved or not.
    pub changed: usize,
    /// Only in the old version.
    pub deleted: usize,
    /// Only in the new version.
    pub inserted: usize,
    /// In another place.
    pub moved: usize,
}

/// The difference of two versions, in the order of reading.
pub fn compare(old: &Content, new: &Content) -> Vec<ComparedParagraph> {
    let places: HashMap<Uuid, usize> = new.paragraphs.iter().enumerate().map(|(at, known)| (known.id, at)).collect();
    let pairs: Vec<(usize, usize)> = old
        .paragraphs
        .iter()
        .enumerate()
        .filter_map(|(here, paragraph)| Some((here, *places.get(&paragraph.id)?)))
        .collect();
    let blocks = |content: &Content| content.paragraphs.iter().map(|known| known.block.clone()).collect::<Vec<Block>>();
    let side = |content: &'_ Content, at: Option<usize>| at.and_then(|at| content.paragraphs.get(at)).cloned();
    rows(&blocks(old), &blocks(new), &pairs)
        .into_iter()
        .filter_map(|row| {
            let (before, after) = (side(old, row.old), side(new, row.new));
            let id = before.as_ref().or(after.as_ref()).map(|paragraph: &Paragraph| paragraph.id)?;
            let tags_changed = before.zip(after).is_some_and(|(before, after)| before.tags != after.tags);
            Some(ComparedParagraph { id, row, tags_changed })
        })
        .collect()
}

/// Only what changed.
pub fn changes_only(comparison: &[ComparedParagraph]) -> impl Iterator<Item = &ComparedParagraph> {
    comparison.iter().filter(|paragraph| paragraph.row.op != RowOp::Kept || paragraph.tags_changed)
}

/// How much changed.
pub fn summary(comparison: &[ComparedParagraph]) -> Summary {
    let mut sum = Summary::default();
    for ComparedParagraph { row, .. } in comparison {
        match row.op {
            RowOp::Kept => sum.kept += 1,
            RowOp::Changed => sum.changed += 1,
            RowOp::Deleted => sum.deleted += 1,
            RowOp::Inserted => sum.inserted += 1,
            RowOp::MovedAway => {}
            RowOp::MovedHere => {
                sum.moved += 1;
                sum.changed +=
                    usize::from(row.before != row.after || row.pieces.iter().any(|piece| piece.op != Op::Kept));
            }
        }
    }
    sum
}

/// What stands on the left (the old words) and on the right (the new ones) when two versions are read side by side. A moved
/// paragraph stands on the left where it was and on the right where it is.
pub fn sides(row: &Row) -> (Option<Vec<&Piece>>, Option<Vec<&Piece>>) {
    let without = |op: Op| row.pieces.iter().filter(|piece| piece.op != op).collect();
    (row.is_old().then(|| without(Op::Inserted)), row.is_new().then(|| without(Op::Deleted)))
}
