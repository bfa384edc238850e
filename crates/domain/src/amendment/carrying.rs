//! What a new version of a text means for an open amendment: it is fulfilled, it moves on, or it collides.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::wish::Wish;
use crate::text::carry::{self, Carried};
use crate::text::document::Content;
use crate::text::merge::Collision;

/// An amendment that moved on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CarriedWishes {
    /// What it still wants, of the new version.
    pub wishes: Vec<Wish>,
    /// What the new version already says, with the words the amendment wanted.
    pub fulfilled: Vec<Wish>,
}

/// Why a wish cannot move on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarryCollision {
    /// What was wanted.
    pub wish: Wish,
    /// The paragraph's words when it was wanted.
    pub before: Option<String>,
    /// Its words now; `None` when it is gone.
    pub now: Option<String>,
    /// Which words collide, where it is about words: first the new version's, second the amendment's.
    pub collisions: Vec<Collision>,
}

/// Carries an amendment over to a new version, wish by wish. It moves on as a whole or not at all, because half an amendment may mean
/// something its author never wanted.
pub fn carry_over(old: &Content, new: &Content, wishes: &[Wish]) -> Carried<CarriedWishes, CarryCollision> {
    let mut over = CarriedWishes::default();
    let mut collided = Vec::new();
    for wish in wishes {
        match one(old, new, wish) {
            Ok(Some(moved)) => over.wishes.push(moved),
            Ok(None) => over.fulfilled.push(wish.clone()),
            Err(collision) => collided.push(collision),
        }
    }
    if collided.is_empty() { Carried::Over(over) } else { Carried::Collided(collided) }
}

/// The wish as it is for the new version; nothing when that already says so.
fn one(old: &Content, new: &Content, wish: &Wish) -> Result<Option<Wish>, CarryCollision> {
    let text = |content: &Content, id: Uuid| content.find(id).map(|(_, known)| known.block.text.clone());
    let refuse = |before: Option<String>, now: Option<String>, collisions: Vec<Collision>| {
        Err(CarryCollision { wish: wish.clone(), before, now, collisions })
    };
    match wish {
        Wish::Rewrite { paragraph, text: wanted } => match (text(old, *paragraph), text(new, *paragraph)) {
            (Some(before), Some(now)) => match carry::paragraph(&before, &now, wanted) {
                Carried::Over(text) if text == now => Ok(None),
                Carried::Over(text) => Ok(Some(Wish::Rewrite { paragraph: *paragraph, text })),
                Carried::Collided(collisions) => refuse(Some(before), Some(now), collisions),
            },
            (before, now) => refuse(before, now, vec![]),
        },
        Wish::Delete { paragraph } => match (text(old, *paragraph), text(new, *paragraph)) {
            (_, None) => Ok(None),
            (before, now) if before == now => Ok(Some(wish.clone())),
            // Somebody who wanted the old words away may like the new ones.
            (before, now) => refuse(before, now, vec![]),
        },
        Wish::Insert { behind, blocks } => {
            let behind = behind.and_then(|behind| still_there(old, new, behind));
            let start = behind.and_then(|behind| new.find(behind)).map_or(0, |(at, _)| at + 1);
            let there = new.paragraphs[start..].iter().map(|known| &known.block).take(blocks.len());
            if there.eq(blocks.iter()) { Ok(None) } else { Ok(Some(Wish::Insert { behind, blocks: blocks.clone() })) }
        }
    }
}

/// The paragraph, or the last one before it that is still there.
fn still_there(old: &Content, new: &Content, paragraph: Uuid) -> Option<Uuid> {
    let at = old.find(paragraph).map_or(0, |(at, _)| at + 1);
    if new.find(paragraph).is_some() {
        return Some(paragraph);
    }
    old.paragraphs[..at].iter().rev().map(|known| known.id).find(|id| new.find(*id).is_some())
}
