//! Which block of the old text became which of the new one, where blocks carry no lasting identity.

use std::collections::{HashMap, HashSet, VecDeque};

use super::blocks::Block;
use super::edits::common;
use super::similarity::Fingerprint;

/// Two blocks between the same neighbours are one and the same, edited, from this likeness on (see [`super::similarity`]).
pub const SAME_PLACE: f64 = 0.5;
/// Two blocks in different places are one and the same, moved and edited, from this likeness on.
pub const OTHER_PLACE: f64 = 0.75;
/// Only blocks with at least so many words can be recognised elsewhere after an edit; unchanged ones always can.
pub const WORDS_ELSEWHERE: usize = 5;
/// So many blocks are compared with each other in one stretch; beyond that, only those near each other.
const COMPARISONS: usize = 60_000;

/// What to do with blocks that stand in the same place and have little in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// They are different blocks: one was deleted, one inserted. Right for reading and for lasting identities.
    Apart,
    /// They are one block, rewritten. Right for finding collisions.
    Together,
}

/// Pairs of blocks (old, new) in order: equal ones first, then edited ones between them. Kinds are never mixed.
pub fn in_order(old: &[Block], new: &[Block], rest: Rest) -> Vec<(usize, usize)> {
    let mut pairs = Vec::with_capacity(old.len().min(new.len()));
    let mut prints = Prints::of(old, new);
    let mut done = (0, 0);
    let ends = std::iter::once((old.len(), new.len()));
    for (here, there) in common(old, new).into_iter().chain(ends) {
        stretch(&mut pairs, old, new, &mut prints, (done.0..here, done.1..there), rest);
        if here < old.len() && there < new.len() {
            pairs.push((here, there));
        }
        done = (here + 1, there + 1);
    }
    pairs
}

/// Pairs of blocks (old, new), sorted by the old place, moved ones among them: unchanged blocks are found wherever they stand, edited
/// ones first in their place ([`SAME_PLACE`]) and then elsewhere ([`OTHER_PLACE`]). What has no pair was deleted or inserted.
pub fn with_moves(old: &[Block], new: &[Block]) -> Vec<(usize, usize)> {
    let (mut old_free, mut new_free) = (vec![true; old.len()], vec![true; new.len()]);
    for (here, there) in common(old, new) {
        (old_free[here], new_free[there]) = (false, false);
    }
    let unchanged = elsewhere(old, new, &mut old_free, &mut new_free);
    let stays =
        |count: usize, moved: HashSet<usize>| -> Vec<usize> { (0..count).filter(|at| !moved.contains(at)).collect() };
    let (moved_away, moved_here): (HashSet<usize>, HashSet<usize>) = unchanged.iter().copied().unzip();
    let (old_at, new_at) = (stays(old.len(), moved_away), stays(new.len(), moved_here));
    let pick = |blocks: &[Block], at: &[usize]| at.iter().map(|at| blocks[*at].clone()).collect::<Vec<Block>>();
    let mut pairs = unchanged;
    for (here, there) in in_order(&pick(old, &old_at), &pick(new, &new_at), Rest::Apart) {
        let (here, there) = (old_at[here], new_at[there]);
        (old_free[here], new_free[there]) = (false, false);
        pairs.push((here, there));
    }
    pairs.extend(edited_elsewhere(old, new, &mut old_free, &mut new_free));
    pairs.sort_unstable();
    pairs
}

/// Unchanged blocks that stand elsewhere now.
fn elsewhere(old: &[Block], new: &[Block], old_free: &mut [bool], new_free: &mut [bool]) -> Vec<(usize, usize)> {
    let mut waiting: HashMap<&Block, VecDeque<usize>> = HashMap::new();
    for there in (0..new.len()).filter(|there| new_free[*there] && !new[*there].text.trim().is_empty()) {
        waiting.entry(&new[there]).or_default().push_back(there);
    }
    let mut found = Vec::new();
    for here in 0..old.len() {
        if !old_free[here] {
            continue;
        }
        if let Some(there) = waiting.get_mut(&old[here]).and_then(VecDeque::pop_front) {
            (old_free[here], new_free[there]) = (false, false);
            found.push((here, there));
        }
    }
    found
}

/// Blocks that stand elsewhere now and were edited a little, the most alike first.
fn edited_elsewhere(old: &[Block], new: &[Block], old_free: &mut [bool], new_free: &mut [bool]) -> Vec<(usize, usize)> {
    let mut prints = Prints::of(old, new);
    let mut likely = Vec::new();
    let mut comparisons = 0;
    for here in (0..old.len()).filter(|here| old_free[*here]) {
        for there in (0..new.len()).filter(|there| new_free[*there] && new[*there].kind == old[here].kind) {
            comparisons += 1;
            if comparisons > COMPARISONS {
                break;
            }
            let how = prints.similarity(here, there, OTHER_PLACE);
            if how >= OTHER_PLACE && prints.words(here) >= WORDS_ELSEWHERE {
                likely.push((how, here, there));
            }
        }
    }
    likely.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut found = Vec::new();
    for (_, here, there) in likely {
        if old_free[here] && new_free[there] {
            (old_free[here], new_free[there]) = (false, false);
            found.push((here, there));
        }
    }
    found
}

type Stretch = (std::ops::Range<usize>, std::ops::Range<usize>);

/// Pairs edited blocks between two equal ones, in order, so that likeness summed up is greatest.
fn stretch(
    pairs: &mut Vec<(usize, usize)>,
    old: &[Block],
    new: &[Block],
    prints: &mut Prints,
    on: Stretch,
    rest: Rest,
) {
    let (rows, columns) = (on.0.len(), on.1.len());
    if rows == 0 || columns == 0 {
        return;
    }
    // Where there are too many, only blocks at about the same share of the stretch are compared.
    let reach = (COMPARISONS / rows.max(columns)).max(8);
    let best = |place: usize, from: usize, to: usize| place * to / from;
    let width = columns + 1;
    let mut likeness = vec![0.0; rows * columns];
    let mut sums = vec![0.0_f64; (rows + 1) * width];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let (here, there) = (on.0.start + row, on.1.start + column);
            let near = rows * columns <= COMPARISONS || best(row, rows, columns).abs_diff(column) <= reach;
            let how = if near && old[here].kind == new[there].kind {
                prints.similarity(here, there, SAME_PLACE)
            } else {
                0.0
            };
            likeness[row * columns + column] = how;
            let together = if how >= SAME_PLACE { how + sums[(row + 1) * width + column + 1] } else { 0.0 };
            let apart = sums[(row + 1) * width + column].max(sums[row * width + column + 1]);
            sums[row * width + column] = together.max(apart);
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut start = (on.0.start, on.1.start);
    let mut leave = |pairs: &mut Vec<(usize, usize)>, here: usize, there: usize| {
        rewritten(pairs, old, new, (start.0..here, start.1..there), rest);
        start = (here + 1, there + 1);
    };
    while row < rows && column < columns {
        let how = likeness[row * columns + column];
        let together = how + sums[(row + 1) * width + column + 1];
        if how >= SAME_PLACE && together >= sums[row * width + column] {
            let (here, there) = (on.0.start + row, on.1.start + column);
            leave(pairs, here, there);
            pairs.push((here, there));
            (row, column) = (row + 1, column + 1);
        } else if sums[(row + 1) * width + column] >= sums[row * width + column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
    leave(pairs, on.0.end, on.1.end);
}

/// Pairs blocks that have nothing in common but their place, when that is wanted and plain: as many old as new, same kinds.
fn rewritten(pairs: &mut Vec<(usize, usize)>, old: &[Block], new: &[Block], on: Stretch, rest: Rest) {
    let plain = on.0.len() == on.1.len() && on.0.clone().zip(on.1.clone()).all(|(a, b)| old[a].kind == new[b].kind);
    if rest == Rest::Together && plain {
        pairs.extend(on.0.zip(on.1));
    }
}

/// Fingerprints of the blocks that had to be looked at.
struct Prints<'a> {
    old: Vec<Option<Fingerprint>>,
    new: Vec<Option<Fingerprint>>,
    blocks: (&'a [Block], &'a [Block]),
}

impl<'a> Prints<'a> {
    fn of(old: &'a [Block], new: &'a [Block]) -> Self {
        Self { old: vec![None; old.len()], new: vec![None; new.len()], blocks: (old, new) }
    }

    fn similarity(&mut self, here: usize, there: usize, least: f64) -> f64 {
        let old = self.old[here].get_or_insert_with(|| Fingerprint::of(&self.blocks.0[here].text));
        let new = self.new[there].get_or_insert_with(|| Fingerprint::of(&self.blocks.1[there].text));
        if old.at_most(new) < least { 0.0 } else { old.similarity(new) }
    }

    fn words(&self, here: usize) -> usize {
        self.old[here].as_ref().map_or(0, Fingerprint::words)
    }
}
