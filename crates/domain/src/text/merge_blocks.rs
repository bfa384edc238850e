//! Several amendments of a text of blocks made into one text: blocks are matched, gaps are filled, words are merged.

use serde::{Deserialize, Serialize};

use super::align::{Rest, in_order};
use super::blocks::{Block, BlockKind};
use super::merge::{self, Collision, MergedPiece, Mode};
use super::words::{Op, Piece};

/// A block of the merged text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedBlock {
    /// Its place in the text before, from 0; `None` where it is new.
    pub base: Option<usize>,
    /// What it is.
    pub kind: BlockKind,
    /// Its words and who changed them. Only deleted pieces: the block is gone.
    pub pieces: Vec<MergedPiece>,
    /// Whether it stands in the new text.
    pub stays: bool,
}

impl MergedBlock {
    /// The block as it stands in the new text.
    pub fn block(&self) -> Option<Block> {
        let text =
            self.pieces.iter().filter(|run| run.piece.op != Op::Deleted).map(|run| run.piece.text.as_str()).collect();
        self.stays.then_some(Block { kind: self.kind, text })
    }
}

/// A collision and the block it is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockCollision {
    /// The block's place in the text before, from 0.
    pub block: usize,
    /// What collides there.
    pub collision: Collision,
}

/// What became of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedText {
    /// All blocks, those that are gone included.
    pub blocks: Vec<MergedBlock>,
    /// What waits for a decision.
    pub collisions: Vec<BlockCollision>,
}

impl MergedText {
    /// The new text.
    pub fn text(&self) -> Vec<Block> {
        self.blocks.iter().filter_map(MergedBlock::block).collect()
    }
}

/// What one amendment makes of a text: what became of each block, and what stands in each gap (before the first block, …,
/// behind the last).
struct Wish<'a> {
    becomes: Vec<Option<&'a Block>>,
    gaps: Vec<Vec<&'a Block>>,
}

/// Merges amended texts into the text they were made for.
pub fn text(base: &[Block], amended: &[&[Block]], mode: Mode) -> MergedText {
    let wishes: Vec<Wish<'_>> = amended.iter().map(|amended| wish(base, amended)).collect();
    let mut merged = MergedText { blocks: Vec::new(), collisions: Vec::new() };
    for at in 0..=base.len() {
        fill(&mut merged.blocks, &wishes, at);
        if let Some(block) = base.get(at) {
            one(&mut merged, block, at, &wishes, mode);
        }
    }
    merged
}

fn wish<'a>(base: &[Block], amended: &'a [Block]) -> Wish<'a> {
    let mut wish = Wish { becomes: vec![None; base.len()], gaps: vec![vec![]; base.len() + 1] };
    let mut done = 0;
    for (here, there) in in_order(base, amended, Rest::Together) {
        // What is new stands behind the blocks it may replace, and in front of the next one that stayed.
        wish.gaps[here].extend(&amended[done..there]);
        wish.becomes[here] = Some(&amended[there]);
        done = there + 1;
    }
    wish.gaps[base.len()].extend(&amended[done..]);
    wish
}

fn fill(blocks: &mut Vec<MergedBlock>, wishes: &[Wish<'_>], gap: usize) {
    let mut here: Vec<(&Block, Vec<usize>)> = Vec::new();
    for (who, wish) in wishes.iter().enumerate() {
        for block in &wish.gaps[gap] {
            match here.iter_mut().find(|(known, by)| known == block && !by.contains(&who)) {
                Some((_, by)) => by.push(who),
                None => here.push((block, vec![who])),
            }
        }
    }
    for (block, by) in here {
        let pieces = vec![MergedPiece { piece: Piece::inserted(&block.text), by }];
        blocks.push(MergedBlock { base: None, kind: block.kind, pieces, stays: true });
    }
}

/// Merges what the amendments want of one block. A deletion is read as a deletion of all its words.
fn one(merged: &mut MergedText, block: &Block, at: usize, wishes: &[Wish<'_>], mode: Mode) {
    let who: Vec<usize> = (0..wishes.len()).filter(|who| wishes[*who].becomes[at] != Some(block)).collect();
    let texts: Vec<&str> = who.iter().map(|who| wishes[*who].becomes[at].map_or("", |to| to.text.as_str())).collect();
    let deleting: Vec<usize> = who.iter().copied().filter(|who| wishes[*who].becomes[at].is_none()).collect();
    let result = merge::paragraph(&block.text, &texts, mode);
    let name = |list: &[usize]| list.iter().map(|place| who[*place]).collect::<Vec<usize>>();
    let losers: Vec<usize> = result.collisions.iter().map(|collision| who[collision.between.1]).collect();
    let gone = deleting.iter().any(|who| !losers.contains(who)) && result.text.trim().is_empty();
    for mut collision in result.collisions {
        collision.between = (who[collision.between.0], who[collision.between.1]);
        merged.collisions.push(BlockCollision { block: at, collision });
    }
    let mut pieces: Vec<MergedPiece> =
        result.pieces.into_iter().map(|run| MergedPiece { by: name(&run.by), piece: run.piece }).collect();
    if gone {
        pieces.retain(|run| run.piece.op == Op::Deleted);
    }
    merged.blocks.push(MergedBlock { base: Some(at), kind: block.kind, pieces, stays: !gone });
}
