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

/// Pairs of equal items, in order: the longest common subsequence as Myers' algorithm finds it, bounded for hard cases.
pub(crate) fn common<T: Eq + Hash>(old: &[T], new: &[T]) -> Vec<(usize, usize)> {
    let mut numbers = HashMap::new();
    let mut number = |item| {
        let next = numbers.len();
        *numbers.entry(item).or_insert(next)
    };
    let old: Vec<usize> = old.iter().map(&mut number).collect();
    let new: Vec<usize> = new.iter().map(&mut number).collect();
    let mut pairs = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            pairs.extend((0..len).map(|step| (old_index + step, new_index + step)));
        }
    }
    pairs
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
