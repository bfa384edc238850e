//! Several amendments of one paragraph made into one text, with collisions shown, for those who merge.
//!
//! Every amendment is read as changes of the paragraph's words. Changes that touch different words are all made. Identical changes
//! are one change, and words that several amendments delete are deleted once. Where one amendment replaces or deletes words
//! that another changed differently, the first one's change is made and the other's is listed as a collision.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::edits::edits;
use super::token::{Token, tokens};
use super::words::{Op, Piece, Pieces, joined};

/// How careful a merge is about what is not plainly a collision: an insertion right beside words that another amendment replaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// It is a collision.
    Strict,
    /// It is a collision, and so are different insertions at the very same place. For what happens without anybody looking.
    Unattended,
    /// It is woven in when both are plain text of at most so many letters, and marked.
    Weave {
        /// The longest text that may be woven in.
        longest: usize,
    },
}

impl Mode {
    /// Weaves in what is short.
    pub const USUAL_WEAVE: Self = Self::Weave { longest: 100 };
}

/// A run of the merged text and who changed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedPiece {
    /// What happened to it and its text.
    #[serde(flatten)]
    pub piece: Piece,
    /// The amendments behind it, by their place in the list; empty for what was kept.
    pub by: Vec<usize>,
}

/// A change that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// The amendment, by its place in the list.
    pub amendment: usize,
    /// Where in the paragraph, in bytes of its text.
    pub place: Range<usize>,
    /// The words it takes away.
    pub deleted: String,
    /// The words it puts there.
    pub inserted: String,
    /// Stands right beside a change of another amendment, which a person should look at.
    pub woven: bool,
}

/// Two amendments that want different things of the same words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collision {
    /// Both amendments, by their places in the list. The first one's change was made; the second one's waits for a decision.
    pub between: (usize, usize),
    /// Which words, in bytes of the paragraph's text.
    pub place: Range<usize>,
    /// These words.
    pub base: String,
    /// What the first makes of them.
    pub first: String,
    /// What the second makes of them.
    pub second: String,
}

/// What became of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    /// The new text, with everything that does not collide.
    pub text: String,
    /// The same as a difference with authors.
    pub pieces: Vec<MergedPiece>,
    /// The changes made, in the order of the text.
    pub applied: Vec<Applied>,
    /// The changes that wait.
    pub collisions: Vec<Collision>,
}

#[derive(Debug, Clone)]
struct Change {
    amendment: usize,
    at: Range<usize>,
    insert: String,
    woven: bool,
}

/// Merges amended texts of one paragraph into it. The order of amendments matters only for collisions and for
/// insertions at the very same place.
pub fn paragraph(base: &str, amended: &[&str], mode: Mode) -> Merged {
    let words = tokens(base);
    let wishes: Vec<Vec<Change>> = amended.iter().enumerate().map(|(who, text)| changes(&words, who, text)).collect();
    let mut accepted: Vec<Change> = Vec::new();
    let mut collisions: Vec<Collision> = Vec::new();
    for change in wishes.iter().flatten() {
        let mut change = change.clone();
        let mut fits = true;
        let others: Vec<Change> =
            accepted.iter().filter(|other| other.amendment != change.amendment).cloned().collect();
        for other in others {
            match meet(&change, &other, &words, mode) {
                Meeting::Apart => {}
                Meeting::Woven => change.woven = true,
                Meeting::Collision => {
                    fits = false;
                    note(&mut collisions, &words, &wishes, (&other, &change));
                }
            }
        }
        if fits {
            accepted.push(change);
        }
    }
    write(base, &words, accepted, collisions)
}

fn changes(words: &[Token<'_>], amendment: usize, amended: &str) -> Vec<Change> {
    let new = tokens(amended);
    edits(words, &new)
        .into_iter()
        .map(|edit| Change { amendment, at: edit.old, insert: joined(&new[edit.new]), woven: false })
        .collect()
}

enum Meeting {
    Apart,
    Woven,
    Collision,
}

/// What two changes of different amendments are to each other.
fn meet(one: &Change, other: &Change, words: &[Token<'_>], mode: Mode) -> Meeting {
    if one.at == other.at && one.insert == other.insert {
        return Meeting::Apart;
    }
    let (insertion, replacement) = match (one.at.is_empty(), other.at.is_empty()) {
        // At the same place both are kept, in the order of amendments: whoever merges sees them.
        (true, true) if one.at == other.at && mode == Mode::Unattended => return Meeting::Collision,
        (true, true) => return Meeting::Apart,
        (true, false) => (one, other),
        (false, true) => (other, one),
        (false, false) => {
            let overlap = one.at.start < other.at.end && other.at.start < one.at.end;
            let deletions = one.insert.is_empty() && other.insert.is_empty();
            return if overlap && !deletions { Meeting::Collision } else { Meeting::Apart };
        }
    };
    let at = insertion.at.start;
    if replacement.at.start < at && at < replacement.at.end {
        return Meeting::Collision;
    }
    let beside = at == replacement.at.start || at == replacement.at.end;
    if !beside || replacement.insert.is_empty() {
        return Meeting::Apart;
    }
    match mode {
        Mode::Weave { longest } => {
            let gone = joined(&words[replacement.at.clone()]);
            let plain = |text: &str| text.chars().count() <= longest && is_plain(text);
            let all = [insertion.insert.as_str(), &replacement.insert, &gone].into_iter().all(plain);
            if all { Meeting::Woven } else { Meeting::Collision }
        }
        Mode::Strict | Mode::Unattended => Meeting::Collision,
    }
}

/// Whether a text carries no formatting that weaving could tear.
fn is_plain(text: &str) -> bool {
    !text.contains(['*', '_', '`', '[', ']', '<', '>', '\n', '|'])
}

/// Lists a collision over all the words both changes are about; collisions of the same two amendments that touch are one.
fn note(list: &mut Vec<Collision>, words: &[Token<'_>], wishes: &[Vec<Change>], (one, other): (&Change, &Change)) {
    let mut range = one.at.start.min(other.at.start)..one.at.end.max(other.at.end);
    // Other changes of both that reach into these words belong to it, or the two readings would be torn.
    loop {
        let reach = wishes[one.amendment].iter().chain(&wishes[other.amendment]);
        let touching = reach.filter(|change| change.at.start < range.end && range.start < change.at.end);
        let wider =
            touching.fold(range.clone(), |wide, change| wide.start.min(change.at.start)..wide.end.max(change.at.end));
        if wider == range {
            break;
        }
        range = wider;
    }
    let place = bytes(words, &range);
    let between = (one.amendment, other.amendment);
    if list.iter().any(|known| known.between == between && known.place == place) {
        return;
    }
    let reading = |change: &Change| version(words, &wishes[change.amendment], &range);
    let base = joined(&words[range.clone()]);
    list.push(Collision { between, place, base, first: reading(one), second: reading(other) });
}

/// What one amendment makes of these words.
fn version(words: &[Token<'_>], changes: &[Change], range: &Range<usize>) -> String {
    let mut text = String::new();
    let mut at = range.start;
    for change in changes.iter().filter(|change| range.start <= change.at.start && change.at.end <= range.end) {
        text.push_str(&joined(&words[at..change.at.start]));
        text.push_str(&change.insert);
        at = change.at.end;
    }
    text.push_str(&joined(&words[at..range.end]));
    text
}

fn bytes(words: &[Token<'_>], range: &Range<usize>) -> Range<usize> {
    let end = words.last().map_or(0, Token::end);
    let at = |place: usize| words.get(place).map_or(end, |word| word.start);
    at(range.start)..at(range.end)
}

/// Writes the new text from the changes made.
fn write(base: &str, words: &[Token<'_>], mut made: Vec<Change>, collisions: Vec<Collision>) -> Merged {
    // Insertions stand before what replaces the words behind them.
    made.sort_by_key(|change| (change.at.start, !change.at.is_empty(), change.amendment));
    let mut deleted_by: Vec<Vec<usize>> = vec![vec![]; words.len()];
    for change in &made {
        for by in &mut deleted_by[change.at.clone()] {
            by.push(change.amendment);
        }
    }
    let mut pieces: Vec<MergedPiece> = Vec::new();
    let mut push = |op: Op, text: &str, by: &[usize]| match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.piece.op == op && last.by == by => last.piece.text.push_str(text),
        _ => pieces.push(MergedPiece { piece: Piece { op, text: text.to_owned() }, by: by.to_vec() }),
    };
    let mut waiting = made.iter().peekable();
    // New words are read behind those they replace.
    let mut replacing: Vec<(usize, &str, Vec<usize>)> = Vec::new();
    for at in 0..=words.len() {
        for (_, text, by) in replacing.extract_if(.., |(end, ..)| *end == at) {
            push(Op::Inserted, text, &by);
        }
        let mut here: Vec<(Range<usize>, &str, Vec<usize>)> = Vec::new();
        while let Some(change) = waiting.next_if(|change| change.at.start == at) {
            let same = |(place, text, _): &&mut (Range<usize>, &str, Vec<usize>)| {
                *place == change.at && *text == change.insert
            };
            match here.iter_mut().find(same) {
                Some((_, _, by)) => by.push(change.amendment),
                None => here.push((change.at.clone(), &change.insert, vec![change.amendment])),
            }
        }
        for (place, text, by) in here {
            if place.is_empty() {
                push(Op::Inserted, text, &by);
            } else {
                replacing.push((place.end, text, by));
            }
        }
        if let (Some(word), Some(by)) = (words.get(at), deleted_by.get(at)) {
            push(if by.is_empty() { Op::Kept } else { Op::Deleted }, word.text, by);
        }
    }
    let text = pieces.iter().filter(|run| run.piece.op != Op::Deleted).map(|run| run.piece.text.as_str()).collect();
    let applied = made.into_iter().map(|change| {
        let place = bytes(words, &change.at);
        let deleted = base[place.clone()].to_owned();
        Applied { amendment: change.amendment, place, deleted, inserted: change.insert, woven: change.woven }
    });
    Merged { text, applied: applied.collect(), collisions, pieces }
}

/// The difference a merge makes, without authors.
pub fn plain_pieces(merged: &Merged) -> Vec<Piece> {
    let mut pieces = Pieces::default();
    for run in &merged.pieces {
        pieces.push(run.piece.op, &run.piece.text);
    }
    pieces.done()
}

#[cfg(test)]
#[path = "merge_tests.rs"]
mod tests;
