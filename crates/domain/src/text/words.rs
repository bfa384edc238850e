//! The difference of two texts word by word, for everybody who compares versions or looks at an amendment before sending it.
//!
//! Words and signs are compared first (Myers' algorithm of the crate `similar`, after trimming what is equal at both ends);
//! blanks follow their words. What was only inserted or only deleted is then slid to the border of a sentence or a word, where a
//! reader expects it, and a small change inside a long word is shown inside the word.

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation as _;

use super::edits::{Edit, edits};
use super::token::{Token, tokens};

/// A word this long (in letters as the reader counts them) may be shown as changed inside.
const LONG_WORD: usize = 8;
/// An equal piece of at most so many words and signs only disturbs where words are replaced on both sides of it, twice its letters
/// or more; it is shown as replaced with them.
const ISLAND: usize = 2;
/// Below this share of common letters (of the shorter text) a paragraph is shown as replaced as a whole.
const LITTLE_IN_COMMON: f64 = 0.3;

/// What happened to a [`Piece`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// In both texts.
    Kept,
    /// Only in the old text.
    Deleted,
    /// Only in the new text.
    Inserted,
}

/// A run of text that was kept, deleted or inserted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Piece {
    /// What happened to it.
    pub op: Op,
    /// The text itself.
    pub text: String,
}

impl Piece {
    /// A piece of both texts.
    pub fn kept(text: impl Into<String>) -> Self {
        Self { op: Op::Kept, text: text.into() }
    }

    /// A piece of the old text only.
    pub fn deleted(text: impl Into<String>) -> Self {
        Self { op: Op::Deleted, text: text.into() }
    }

    /// A piece of the new text only.
    pub fn inserted(text: impl Into<String>) -> Self {
        Self { op: Op::Inserted, text: text.into() }
    }
}

/// The text that a difference does not fit to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this difference was made for another text")]
pub struct OtherText;

/// The old text of a difference.
pub fn old_text(pieces: &[Piece]) -> String {
    pieces.iter().filter(|piece| piece.op != Op::Inserted).map(|piece| piece.text.as_str()).collect()
}

/// The new text of a difference.
pub fn new_text(pieces: &[Piece]) -> String {
    pieces.iter().filter(|piece| piece.op != Op::Deleted).map(|piece| piece.text.as_str()).collect()
}

/// Makes the new text from the old one.
///
/// # Errors
/// When the difference was made for another text.
pub fn apply(pieces: &[Piece], old: &str) -> Result<String, OtherText> {
    if old_text(pieces) == old { Ok(new_text(pieces)) } else { Err(OtherText) }
}

/// The difference that leads back.
pub fn reversed(pieces: &[Piece]) -> Vec<Piece> {
    let back = |op| match op {
        Op::Kept => Op::Kept,
        Op::Deleted => Op::Inserted,
        Op::Inserted => Op::Deleted,
    };
    let mut turned = Pieces::default();
    for piece in pieces {
        turned.push(back(piece.op), &piece.text);
    }
    turned.done()
}

/// The difference word by word.
pub fn words(old: &str, new: &str) -> Vec<Piece> {
    if old == new {
        return if old.is_empty() { vec![] } else { vec![Piece::kept(old)] };
    }
    let (old, new) = (tokens(old), tokens(new));
    let edits = without_islands(edits(&old, &new), &old, &new);
    render(&old, &new, &edits)
}

/// The difference of two paragraphs for reading: word by word, or as a whole where almost nothing is left.
pub fn paragraph(old: &str, new: &str) -> Vec<Piece> {
    let pieces = words(old, new);
    if old == new {
        return pieces;
    }
    let letters = |piece: &Piece| piece.text.chars().filter(|letter| letter.is_alphanumeric()).count();
    let weight =
        |wanted: &dyn Fn(Op) -> bool| -> usize { pieces.iter().filter(|piece| wanted(piece.op)).map(letters).sum() };
    let kept = weight(&|op| op == Op::Kept);
    let shorter = weight(&|op| op != Op::Inserted).min(weight(&|op| op != Op::Deleted));
    #[expect(clippy::cast_precision_loss, reason = "letters of a paragraph are far below 2^52")]
    let little = shorter > 0 && (kept as f64) < LITTLE_IN_COMMON * shorter as f64;
    if little { vec![Piece::deleted(old), Piece::inserted(new)] } else { pieces }
}

/// The difference word by word of a text with marks in it (line numbers, say) that are no part of it: they are not compared,
/// and stay where they are, never deleted.
pub fn words_beside_marks(old: &str, new: &str, mark: &str) -> Vec<Piece> {
    if mark.is_empty() {
        return words(old, new);
    }
    let pieces = words(&old.replace(mark, ""), &new.replace(mark, ""));
    // Where marks stood, counted in the bytes of the old text without them.
    let mut places: Vec<usize> = old.match_indices(mark).enumerate().map(|(n, (at, _))| at - n * mark.len()).collect();
    places.reverse();
    let (mut shown, mut at) = (Pieces::default(), 0);
    for piece in pieces {
        if piece.op == Op::Inserted {
            shown.push(piece.op, &piece.text);
            continue;
        }
        let (start, end) = (at, at + piece.text.len());
        // A mark at the end of a deleted run comes after it; one at the end of a kept run still belongs to that run.
        while let Some(place) = places.last().copied().filter(|p| *p < end || (*p == end && piece.op == Op::Kept)) {
            shown.push(piece.op, &piece.text[at - start..place - start]);
            shown.push(Op::Kept, mark);
            at = place;
            places.pop();
        }
        shown.push(piece.op, &piece.text[at - start..]);
        at = end;
    }
    while places.pop().is_some() {
        shown.push(Op::Kept, mark);
    }
    shown.done()
}

/// Changes without the small equal pieces between two larger ones that only disturb the reader.
fn without_islands(edits: Vec<Edit>, old: &[Token<'_>], new: &[Token<'_>]) -> Vec<Edit> {
    let weight = |tokens: &[Token<'_>]| tokens.iter().map(Token::weight).sum::<usize>();
    let replaced = |edit: &Edit| weight(&old[edit.old.clone()]).min(weight(&new[edit.new.clone()]));
    let mut joined: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        if let Some(last) = joined.last_mut() {
            let island = &old[last.old.end..edit.old.start];
            let words = island.iter().filter(|token| token.is_solid()).count();
            let around = replaced(last).min(replaced(&edit));
            if words <= ISLAND && around > 0 && 2 * weight(island) <= around {
                last.old.end = edit.old.end;
                last.new.end = edit.new.end;
                continue;
            }
        }
        joined.push(edit);
    }
    joined
}

fn render(old: &[Token<'_>], new: &[Token<'_>], edits: &[Edit]) -> Vec<Piece> {
    let mut pieces = Pieces::default();
    let mut at = 0;
    for edit in edits {
        pieces.push(Op::Kept, &joined(&old[at..edit.old.start]));
        at = edit.old.end;
        let (gone, come) = (joined(&old[edit.old.clone()]), joined(&new[edit.new.clone()]));
        if let Some((head, tail)) = inside_word(&old[edit.old.clone()], &new[edit.new.clone()]) {
            pieces.push(Op::Kept, &gone[..head]);
            pieces.push(Op::Deleted, &gone[head..gone.len() - tail]);
            pieces.push(Op::Inserted, &come[head..come.len() - tail]);
            pieces.push(Op::Kept, &gone[gone.len() - tail..]);
        } else {
            pieces.push(Op::Deleted, &gone);
            pieces.push(Op::Inserted, &come);
        }
    }
    pieces.push(Op::Kept, &joined(&old[at..]));
    pieces.done()
}

pub(crate) fn joined(tokens: &[Token<'_>]) -> String {
    tokens.iter().map(|token| token.text).collect()
}

/// How many bytes two long words share at their start and end, if they differ in one place by little: at most a third.
fn inside_word(old: &[Token<'_>], new: &[Token<'_>]) -> Option<(usize, usize)> {
    let ([old], [new]) = (old, new) else { return None };
    if old.weight() == 0 || new.weight() == 0 {
        return None;
    }
    let (a, b): (Vec<&str>, Vec<&str>) = (old.text.graphemes(true).collect(), new.text.graphemes(true).collect());
    let longer = a.len().max(b.len());
    let head = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let room = a.len().min(b.len()) - head;
    let tail = a.iter().rev().zip(b.iter().rev()).take(room).take_while(|(a, b)| a == b).count();
    let bytes = |letters: &[&str]| letters.iter().map(|letter| letter.len()).sum::<usize>();
    (longer >= LONG_WORD && 3 * (head + tail) >= 2 * longer).then(|| (bytes(&a[..head]), bytes(&a[a.len() - tail..])))
}

/// Collects pieces: joins neighbours of one kind, drops empty ones, and puts what was deleted before what was inserted.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    done: Vec<Piece>,
    deleted: String,
    inserted: String,
}

impl Pieces {
    pub(crate) fn push(&mut self, op: Op, text: &str) {
        match op {
            _ if text.is_empty() => {}
            Op::Deleted => self.deleted.push_str(text),
            Op::Inserted => self.inserted.push_str(text),
            Op::Kept => {
                self.flush();
                match self.done.last_mut() {
                    Some(last) if last.op == Op::Kept => last.text.push_str(text),
                    _ => self.done.push(Piece::kept(text)),
                }
            }
        }
    }

    pub(crate) fn done(mut self) -> Vec<Piece> {
        self.flush();
        self.done
    }

    fn flush(&mut self) {
        if !self.deleted.is_empty() {
            self.done.push(Piece::deleted(std::mem::take(&mut self.deleted)));
        }
        if !self.inserted.is_empty() {
            self.done.push(Piece::inserted(std::mem::take(&mut self.inserted)));
        }
    }
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
