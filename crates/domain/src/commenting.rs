//! What people write in comments: how much, about which words of a paragraph, to whom, and why a comment is reported.

use std::ops::Range;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Most characters of a comment.
pub const LONGEST: usize = 5_000;
/// Most characters of words taken from a paragraph.
pub const LONGEST_QUOTE: usize = 1_000;
/// Most characters of a reason, of moderation or of a report.
pub const LONGEST_REASON: usize = 2_000;
/// So many earlier wordings are kept with a comment; the oldest go first.
pub const WORDINGS: usize = 50;

/// Why somebody reports a comment, in the order in which reports are dealt with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportReason {
    /// People are treated as less because of what they are. It has its own addressee in the house, and comes first.
    Discrimination,
    /// Somebody is insulted.
    Insult,
    /// It advertises something.
    Advertising,
    /// Anything else; words say what.
    Other,
}

impl ReportReason {
    /// All reasons, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Discrimination, Self::Insult, Self::Advertising, Self::Other];
}

/// What a comment said before it was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// When it was changed: until then it said this.
    pub until: DateTime<Utc>,
    /// What it said.
    pub body: String,
    /// Nobody but its author and those who lead could read it when it was changed: it stays so, whatever it says now.
    #[serde(default)]
    pub withheld: bool,
}

/// What moderation decided about a comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// Whether others see it now.
    pub shown: bool,
    /// Why, for the author.
    pub reason: String,
    /// The account that decided.
    pub by: Uuid,
    /// When.
    pub at: DateTime<Utc>,
}

/// What is wrong with a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WordsProblem {
    /// Nothing is said.
    #[error("nothing is said")]
    Empty,
    /// It is longer than allowed.
    #[error("it is too long")]
    TooLong,
}

/// A comment as it is kept: line breaks of one kind, no signs that nobody sees, at most one empty line in a row.
///
/// # Errors
/// When nothing is left, or more than `longest` characters.
pub fn tidy(text: &str, longest: usize) -> Result<String, WordsProblem> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut tidy = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines() {
        // Signs that turn the direction of what follows could make a comment read as something it does not say.
        let seen =
            |sign: &char| !sign.is_control() && !matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let line: String = line.replace('\t', " ").chars().filter(seen).collect();
        let line = line.trim_end();
        empty = if line.trim().is_empty() { empty + 1 } else { 0 };
        if empty > 1 || (tidy.is_empty() && empty > 0) {
            continue;
        }
        if !tidy.is_empty() {
            tidy.push('\n');
        }
        tidy.push_str(line);
    }
    tidy.truncate(tidy.trim_end().len());
    match tidy.chars().count() {
        0 => Err(WordsProblem::Empty),
        count if count > longest => Err(WordsProblem::TooLong),
        _ => Ok(tidy),
    }
}

/// Why quoted words cannot be tied to a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QuoteProblem {
    /// They are not there.
    #[error("these words are not in the paragraph")]
    Missing,
    /// They are there several times, and nothing tells which are meant.
    #[error("these words are in the paragraph several times")]
    Several,
}

/// Where words that somebody selected, pasted or typed stand in a paragraph's Markdown, in characters.
///
/// Only letters and digits count, in capitals or not: marks of Markdown, quotation marks and line breaks differ between what is read
/// and what is kept. `before` is how many letters and digits stand in front of the words, when that is known: it tells which of several
/// equal ones are meant.
///
/// # Errors
/// When the words are not there, or several times and `before` is not known.
pub fn find_quote(markdown: &str, quote: &str, before: Option<usize>) -> Result<Range<usize>, QuoteProblem> {
    let (text, wanted) = (sounding(markdown), sounding(quote));
    let signs: Vec<char> = wanted.iter().map(|(_, sign)| *sign).collect();
    if signs.is_empty() {
        return Err(QuoteProblem::Missing);
    }
    let mut places = (0..text.len().saturating_sub(signs.len() - 1))
        .filter(|at| text[*at..].iter().map(|(_, sign)| sign).zip(&signs).all(|(one, other)| one == other));
    let place = match before {
        Some(before) => places.min_by_key(|at| at.abs_diff(before)).ok_or(QuoteProblem::Missing)?,
        None => match (places.next(), places.next()) {
            (Some(place), None) => place,
            (None, _) => return Err(QuoteProblem::Missing),
            (Some(_), Some(_)) => return Err(QuoteProblem::Several),
        },
    };
    Ok(text[place].0..text[place + signs.len() - 1].0 + 1)
}

/// Letters and digits in lower case with the place of each; addresses of links are left out.
fn sounding(text: &str) -> Vec<(usize, char)> {
    let mut found = Vec::new();
    let mut last = ' ';
    let mut address = false;
    for (at, sign) in text.chars().enumerate() {
        address = (address || (last == ']' && sign == '(')) && sign != ')';
        last = sign;
        if !address && sign.is_alphanumeric() {
            found.extend(sign.to_lowercase().next().map(|small| (at, small)));
        }
    }
    found
}

/// A piece of a comment: words, or something marked: the name of somebody who is addressed, or a word that was searched for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// What it says; with the `@`.
    pub text: String,
    /// Whether it is marked.
    pub marked: bool,
}

/// A comment in pieces, and the accounts it addresses: `@` and one of the names, the longest that fits. Several people of one name are
/// all addressed.
pub fn addressed(body: &str, names: &[(Uuid, String)]) -> (Vec<Piece>, Vec<Uuid>) {
    let (mut pieces, mut accounts) = (Vec::new(), Vec::new());
    let mut words = String::new();
    let mut rest = body;
    while let Some(at) = rest.find('@') {
        let (front, from) = rest.split_at(at);
        // Behind a letter it is an e-mail address.
        let begins =
            !front.chars().next_back().or_else(|| words.chars().next_back()).is_some_and(char::is_alphanumeric);
        words.push_str(front);
        let fits = |name: &&(Uuid, String)| begins && starts_with(&from[1..], &name.1);
        let longest = names.iter().filter(fits).map(|(_, name)| name.trim().len()).max();
        let Some(length) = longest else {
            words.push('@');
            rest = &from[1..];
            continue;
        };
        let name = &from[1..=length];
        if !words.is_empty() {
            pieces.push(Piece { text: std::mem::take(&mut words), marked: false });
        }
        pieces.push(Piece { text: format!("@{name}"), marked: true });
        for (account, known) in names {
            if known.trim() == name && !accounts.contains(account) {
                accounts.push(*account);
            }
        }
        rest = &from[1 + length..];
    }
    words.push_str(rest);
    if !words.is_empty() {
        pieces.push(Piece { text: words, marked: false });
    }
    (pieces, accounts)
}

/// Whether a text starts with this whole name.
fn starts_with(text: &str, name: &str) -> bool {
    let name = name.trim();
    !name.is_empty()
        && text.strip_prefix(name).is_some_and(|behind| !behind.chars().next().is_some_and(char::is_alphanumeric))
}

/// So many characters in front of the first word that was found, and behind it, are shown.
const EXTRACT: usize = 120;

/// What stands around the first of these words (in small letters), with all of them marked as [`Piece::marked`].
pub fn extract(body: &str, words: &[String]) -> Vec<Piece> {
    let letters: Vec<char> = body.chars().map(|sign| if sign == '\n' { ' ' } else { sign }).collect();
    let words: Vec<Vec<char>> =
        words.iter().map(|word| word.chars().collect()).filter(|word: &Vec<char>| !word.is_empty()).collect();
    let small = |sign: char| sign.to_lowercase().next().unwrap_or(sign);
    let fits = |at: usize, word: &[char]| {
        letters
            .get(at..at + word.len())
            .is_some_and(|here| here.iter().zip(word).all(|(one, other)| small(*one) == *other))
    };
    let longest = |at: usize| words.iter().filter(|word| fits(at, word)).map(Vec::len).max();
    let first = (0..letters.len()).find(|at| longest(*at).is_some()).unwrap_or(0);
    let (from, until) = (first.saturating_sub(EXTRACT), letters.len().min(first + EXTRACT));
    let (mut pieces, mut plain) = (Vec::new(), String::from(if from > 0 { "… " } else { "" }));
    let mut at = from;
    while letters.get(at).is_some_and(|sign| sign.is_whitespace()) {
        at += 1;
    }
    while at < until {
        let Some(length) = longest(at) else {
            plain.push(letters[at]);
            at += 1;
            continue;
        };
        if !plain.is_empty() {
            pieces.push(Piece { text: std::mem::take(&mut plain), marked: false });
        }
        pieces.push(Piece { text: letters[at..at + length].iter().collect(), marked: true });
        at += length;
    }
    if until < letters.len() {
        plain.push_str(" …");
    }
    if !plain.is_empty() {
        pieces.push(Piece { text: plain, marked: false });
    }
    pieces
}

#[cfg(test)]
#[path = "commenting_tests.rs"]
mod tests;
