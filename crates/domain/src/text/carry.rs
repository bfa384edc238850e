//! Carrying an open amendment over to a new version of its text, or saying with what it collides.

use serde::{Deserialize, Serialize};

use super::blocks::Block;
use super::merge::{self, Collision, Mode};
use super::merge_blocks::{self, BlockCollision};

/// What becomes of an amendment when its text moves on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Carried<T, C> {
    /// It fits: the new version as the amendment would have it.
    Over(T),
    /// It does not: the first of each pair is the new version (0), the second the amendment (1).
    Collided(Vec<C>),
}

/// Carries an amended paragraph over. The new version and the amendment are merged into their common ground, by the same rules
/// as amendments are merged with each other, but nobody looks: different insertions at the very same place of a paragraph collide.
pub fn paragraph(old: &str, new: &str, amended: &str) -> Carried<String, Collision> {
    let merged = merge::paragraph(old, &[new, amended], Mode::Unattended);
    if merged.collisions.is_empty() { Carried::Over(merged.text) } else { Carried::Collided(merged.collisions) }
}

/// Carries an amended text over.
pub fn text(old: &[Block], new: &[Block], amended: &[Block]) -> Carried<Vec<Block>, BlockCollision> {
    let merged = merge_blocks::text(old, &[new, amended], Mode::Unattended);
    if merged.collisions.is_empty() { Carried::Over(merged.text()) } else { Carried::Collided(merged.collisions) }
}
