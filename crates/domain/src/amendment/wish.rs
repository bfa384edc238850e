//! What an amendment wants of single paragraphs, and several amendments merged into one text by the rules of [`crate::text::merge`].

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::text::blocks::{Block, BlockKind};
use crate::text::document::{Content, Paragraph};
use crate::text::markdown;
use crate::text::merge::{self, Collision, MergedPiece, Mode};
use crate::text::words::{self, Op, Piece};

/// One thing an amendment wants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    /// Other words for a paragraph.
    Rewrite {
        /// Which.
        paragraph: Uuid,
        /// All its words, as they should be.
        text: String,
    },
    /// A paragraph away.
    Delete {
        /// Which.
        paragraph: Uuid,
    },
    /// New paragraphs.
    Insert {
        /// Behind this one; `None` at the start of the text.
        behind: Option<Uuid>,
        /// What they say.
        blocks: Vec<Block>,
    },
}

/// Why an amendment does not fit a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unfit {
    /// A paragraph is not there.
    #[error("paragraph {0} is not in this text")]
    Missing(Uuid),
    /// It wants two things of one paragraph.
    #[error("paragraph {0} is amended twice")]
    Twice(Uuid),
    /// It changes nothing.
    #[error("the amendment changes nothing")]
    Nothing,
}

impl Wish {
    /// The paragraph it is about; for new paragraphs the one they stand behind.
    pub fn paragraph(&self) -> Option<Uuid> {
        match self {
            Self::Rewrite { paragraph, .. } | Self::Delete { paragraph } => Some(*paragraph),
            Self::Insert { behind, .. } => *behind,
        }
    }

    /// What it changes in the words of a text, for reading: of new paragraphs their Markdown.
    pub fn difference(&self, base: &Content) -> Vec<Piece> {
        let old = self.paragraph().and_then(|id| base.find(id)).map_or("", |(_, known)| known.block.text.as_str());
        match self {
            Self::Rewrite { text, .. } => words::paragraph(old, text),
            Self::Delete { .. } => vec![Piece::deleted(old)],
            Self::Insert { blocks, .. } => vec![Piece::inserted(markdown::write(blocks).trim_end())],
        }
    }
}

/// Checks an amendment before it is sent.
///
/// # Errors
/// When it does not fit the text or changes nothing.
pub fn check(content: &Content, wishes: &[Wish]) -> Result<(), Unfit> {
    let mut changed = false;
    for (at, wish) in wishes.iter().enumerate() {
        let Some(id) = wish.paragraph() else {
            changed |= matches!(wish, Wish::Insert { blocks, .. } if !blocks.is_empty());
            continue;
        };
        let (_, paragraph) = content.find(id).ok_or(Unfit::Missing(id))?;
        let same = |other: &Wish| !matches!(other, Wish::Insert { .. }) && other.paragraph() == Some(id);
        changed |= match wish {
            Wish::Insert { blocks, .. } => !blocks.is_empty(),
            _ if wishes[..at].iter().any(same) => return Err(Unfit::Twice(id)),
            Wish::Rewrite { text, .. } => *text != paragraph.block.text,
            Wish::Delete { .. } => true,
        };
    }
    if changed { Ok(()) } else { Err(Unfit::Nothing) }
}

/// The text as one amendment would have it.
///
/// # Errors
/// When it does not fit the text or changes nothing.
pub fn apply(content: &Content, wishes: &[Wish], ids: &mut impl FnMut() -> Uuid) -> Result<Content, Unfit> {
    check(content, wishes)?;
    Ok(merge_all(content, &[(Uuid::nil(), wishes)], Mode::Strict).content(content, ids))
}

/// A paragraph of a merged text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedParagraph {
    /// Its identity; `None` for a new one.
    pub id: Option<Uuid>,
    /// What it is.
    pub kind: BlockKind,
    /// Its words and the amendments behind each change, by their place in the list.
    pub pieces: Vec<MergedPiece>,
    /// Whether it stands in the new text.
    pub stays: bool,
}

/// Two amendments that want different things of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParagraphCollision {
    /// Which paragraph.
    pub paragraph: Uuid,
    /// The amendment whose change was made, and the one whose change waits.
    pub between: (Uuid, Uuid),
    /// Which words, and what both make of them.
    pub collision: Collision,
}

/// A text with several amendments merged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedContent {
    /// All paragraphs, those that are gone included.
    pub paragraphs: Vec<MergedParagraph>,
    /// What waits for a decision.
    pub collisions: Vec<ParagraphCollision>,
}

impl MergedContent {
    /// The new text; paragraphs keep their identity, tags and origin, new ones get an identity.
    pub fn content(&self, old: &Content, ids: &mut impl FnMut() -> Uuid) -> Content {
        let known: HashMap<Uuid, &Paragraph> = old.paragraphs.iter().map(|known| (known.id, known)).collect();
        let paragraphs = self.paragraphs.iter().filter(|merged| merged.stays).map(|merged| {
            let text = merged.pieces.iter().filter(|run| run.piece.op != Op::Deleted);
            let text = text.map(|run| run.piece.text.as_str()).collect();
            let block = Block { kind: merged.kind, text };
            match merged.id.and_then(|id| known.get(&id)) {
                Some(paragraph) => Paragraph { block, ..(*paragraph).clone() },
                None => Paragraph::new(merged.id.unwrap_or_else(&mut *ids), block),
            }
        });
        Content { title: old.title.clone(), paragraphs: paragraphs.collect() }
    }
}

/// Merges amendments into the text they amend. What does not fit the text (a paragraph that is not there) is left out; check or
/// carry over first.
pub fn merge_all(content: &Content, amendments: &[(Uuid, &[Wish])], mode: Mode) -> MergedContent {
    let mut merged = MergedContent { paragraphs: Vec::new(), collisions: Vec::new() };
    insertions(&mut merged, amendments, None);
    for paragraph in &content.paragraphs {
        one(&mut merged, paragraph, amendments, mode);
        insertions(&mut merged, amendments, Some(paragraph.id));
    }
    merged
}

fn one(merged: &mut MergedContent, paragraph: &Paragraph, amendments: &[(Uuid, &[Wish])], mode: Mode) {
    let (mut who, mut texts, mut deleting) = (Vec::new(), Vec::new(), Vec::new());
    for (place, (_, wishes)) in amendments.iter().enumerate() {
        match wishes.iter().find(|wish| !matches!(wish, Wish::Insert { .. }) && wish.paragraph() == Some(paragraph.id))
        {
            Some(Wish::Rewrite { text, .. }) => {
                who.push(place);
                texts.push(text.as_str());
            }
            Some(Wish::Delete { .. }) => {
                who.push(place);
                texts.push("");
                deleting.push(place);
            }
            _ => {}
        }
    }
    let result = merge::paragraph(&paragraph.block.text, &texts, mode);
    let lost = |place: &usize| result.collisions.iter().any(|collision| who[collision.between.1] == *place);
    let stays = !(result.text.trim().is_empty() && deleting.iter().any(|place| !lost(place)));
    for collision in &result.collisions {
        let between = (amendments[who[collision.between.0]].0, amendments[who[collision.between.1]].0);
        merged.collisions.push(ParagraphCollision { paragraph: paragraph.id, between, collision: collision.clone() });
    }
    let author = |run: MergedPiece| MergedPiece { by: run.by.iter().map(|place| who[*place]).collect(), ..run };
    let pieces = result.pieces.into_iter().map(author).collect();
    merged.paragraphs.push(MergedParagraph { id: Some(paragraph.id), kind: paragraph.block.kind, pieces, stays });
}

fn insertions(merged: &mut MergedContent, amendments: &[(Uuid, &[Wish])], place: Option<Uuid>) {
    let mut here: Vec<(&Block, Vec<usize>)> = Vec::new();
    for (who, (_, wishes)) in amendments.iter().enumerate() {
        let blocks = wishes.iter().filter_map(|wish| match wish {
            Wish::Insert { behind, blocks } if *behind == place => Some(blocks),
            _ => None,
        });
        for block in blocks.flatten() {
            match here.iter_mut().find(|(known, by)| *known == block && !by.contains(&who)) {
                Some((_, by)) => by.push(who),
                None => here.push((block, vec![who])),
            }
        }
    }
    for (block, by) in here {
        let pieces = vec![MergedPiece { piece: Piece::inserted(&block.text), by }];
        merged.paragraphs.push(MergedParagraph { id: None, kind: block.kind, pieces, stays: true });
    }
}
