//! Which tokens of a text were changed into which: the ground under [`super::words`] and [`super::merge`].

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::token::{Token, TokenKind};

/// A change of some tokens into others: the ranges count tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) old: Range<usize>,
    pub(crate) new: Range<usize>,
}

/// Runs of so many equal items that occur once on both sides are taken for the same run in long lists.
const RUN: usize = 8;
/// Only lists longer than this need such anchors; Myers' algorithm alone is quick enough below.
const LONG: usize = 1500;

/// Pairs of equal items, in order: the longest common subsequence as Myers' algorithm finds it, bounded for hard cases, and in long
/// lists only between runs that are plainly the same.
pub(crate) fn common<T: Eq + Hash>(old: &[T], new: &[T]) -> Vec<(usize, usize)> {
    let mut numbers = HashMap::new();
    let mut number = |item| {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        *numbers.entry(item).or_insert(next)
    };
    let old: Vec<u32> = old.iter().map(&mut number).collect();
    let new: Vec<u32> = new.iter().map(&mut number).collect();
    let mut pairs = Vec::with_capacity(old.len().min(new.len()));
    let mut done = (0, 0);
    for (here, there) in anchors(&old, &new) {
        if here < done.0 || there < done.1 {
            continue;
        }
        myers(&mut pairs, &old, &new, (done.0..here, done.1..there));
        let same = old[here..].iter().zip(&new[there..]).take_while(|(one, other)| one == other).count();
        pairs.extend((0..same).map(|step| (here + step, there + step)));
        done = (here + same, there + same);
    }
    myers(&mut pairs, &old, &new, (done.0..old.len(), done.1..new.len()));
    pairs
}

fn myers(pairs: &mut Vec<(usize, usize)>, old: &[u32], new: &[u32], part: (Range<usize>, Range<usize>)) {
    for op in capture_diff_slices(Algorithm::Myers, &old[part.0.clone()], &new[part.1.clone()]) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            let (here, there) = (part.0.start + old_index, part.1.start + new_index);
            pairs.extend((0..len).map(|step| (here + step, there + step)));
        }
    }
}

/// Where runs of [`RUN`] items start that occur once in both lists, those that rise in both (as in the patience difference).
fn anchors(old: &[u32], new: &[u32]) -> Vec<(usize, usize)> {
    if old.len().max(new.len()) <= LONG {
        return vec![];
    }
    let (here, there) = (once(old), once(new));
    let mut pairs: Vec<(usize, usize)> =
        here.into_iter().filter_map(|(run, at)| Some((at?, there.get(run).copied().flatten()?))).collect();
    pairs.sort_unstable();
    longest_rising(&pairs)
}

/// Where each run stands; nowhere if it stands there several times.
fn once(list: &[u32]) -> HashMap<&[u32], Option<usize>> {
    let mut places = HashMap::with_capacity(list.len());
    for (at, run) in list.windows(RUN).enumerate() {
        places.entry(run).and_modify(|place| *place = None).or_insert(Some(at));
    }
    places
}

/// The longest part of the pairs, sorted by their first, whose seconds rise too (patience sorting).
pub(crate) fn longest_rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For every length, the pair with the smallest second that ends a run of this length; before each pair its predecessor.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (at, (_, there)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *there);
        before[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut run: Vec<(usize, usize)> =
        std::iter::successors(ends.last().copied(), |at| before[*at]).map(|at| pairs[at]).collect();
    run.reverse();
    run
}

/// The changes from one list of tokens to another, in order, with something equal between each two.
pub(crate) fn edits<'a>(old: &[Token<'a>], new: &[Token<'a>]) -> Vec<Edit> {
    let solid = |list: &[Token<'a>]| -> (Vec<usize>, Vec<&'a str>) {
        list.iter().enumerate().filter(|(_, token)| token.is_solid()).map(|(at, token)| (at, token.text)).unzip()
    };
    let ((old_at, old_words), (new_at, new_words)) = (solid(old), solid(new));
    let mut found = Vec::new();
    let mut done = (0, 0);
    for (here, there) in common(&old_words, &new_words) {
        let (here, there) = (old_at[here], new_at[there]);
        gap(&mut found, old, new, Edit { old: done.0..here, new: done.1..there });
        done = (here + 1, there + 1);
    }
    gap(&mut found, old, new, Edit { old: done.0..old.len(), new: done.1..new.len() });
    slide(&mut found, old, new);
    found
}

/// What lies between two equal words: equal blanks at its ends are kept, the rest was changed.
fn gap(found: &mut Vec<Edit>, old: &[Token<'_>], new: &[Token<'_>], mut between: Edit) {
    let same = |a: usize, b: usize| old[a].text == new[b].text;
    while !between.old.is_empty() && !between.new.is_empty() && same(between.old.start, between.new.start) {
        between.old.start += 1;
        between.new.start += 1;
    }
    while !between.old.is_empty() && !between.new.is_empty() && same(between.old.end - 1, between.new.end - 1) {
        between.old.end -= 1;
        between.new.end -= 1;
    }
    if !between.old.is_empty() || !between.new.is_empty() {
        found.push(between);
    }
}

/// What was only deleted or only inserted can often be read in several places ("ja [ja] ja"): each is slid to where it starts a
/// sentence, or else a word, the leftmost such place.
fn slide(found: &mut [Edit], old: &[Token<'_>], new: &[Token<'_>]) {
    for at in 0..found.len() {
        let edit = found[at].clone();
        let (run, text) = match (edit.old.is_empty(), edit.new.is_empty()) {
            (false, true) => (edit.old.clone(), old),
            (true, false) => (edit.new.clone(), new),
            _ => continue,
        };
        // At least one equal token stays between two changes.
        let left = at.checked_sub(1).map_or(edit.old.start, |before| edit.old.start - found[before].old.end - 1);
        let right = found.get(at + 1).map_or(old.len() - edit.old.end, |after| after.old.start - edit.old.end - 1);
        let back =
            (0..left).take_while(|step| text[run.start - 1 - step].text == text[run.end - 1 - step].text).count();
        let ahead = (0..right).take_while(|step| text[run.start + step].text == text[run.end + step].text).count();
        let score = |start: usize| border(text, start) + border(text, start + run.len());
        let stay = run.start;
        let Some(best) = (stay - back..=stay + ahead).max_by_key(|start| (score(*start), std::cmp::Reverse(*start)))
        else {
            continue;
        };
        let moved = |range: &Range<usize>| range.start + best - stay..range.end + best - stay;
        found[at] = Edit { old: moved(&edit.old), new: moved(&edit.new) };
    }
}

/// How good a place in front of this token is to cut: 3 where a sentence starts, 1 where a word starts, 0 elsewhere.
fn border(text: &[Token<'_>], at: usize) -> u8 {
    let Some(before) = at.checked_sub(1).map(|before| text[before]) else {
        return if text.first().is_none_or(Token::is_solid) { 3 } else { 0 };
    };
    let Some(here) = text.get(at) else { return 3 };
    if !here.is_solid() || before.kind != TokenKind::Blank {
        return 0;
    }
    let ends = |token: &Token<'_>| matches!(token.text, "." | "!" | "?" | "…" | ":" | "؟" | "。");
    let sentence = before.text.contains('\n') || at < 2 || ends(&text[at - 2]);
    if sentence { 3 } else { 1 }
}
