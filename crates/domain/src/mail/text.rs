//! The text of a mail: what staff may write, and how it is filled so that it reads well in both directions and no value
//! can become a header, a second link or an order to the reader's program.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Placeholder, Template, ValueKind};
use crate::language::Language;

/// The longest subject one may write, in letters.
pub const LONGEST_SUBJECT: usize = 150;
/// The longest text one may write, in letters.
pub const LONGEST_BODY: usize = 5_000;
/// The longest value of one line, in letters; the rest is cut off.
const LONGEST_WORDS: usize = 300;
/// The longest value of several lines, in letters.
const LONGEST_LINES: usize = 10_000;
/// The longest link, in bytes; a longer one counts as missing.
const LONGEST_LINK: usize = 2_000;

/// "What follows is for itself, its first strong letter tells its direction", up to [`END`].
const ISOLATE: char = '\u{2068}';
const END: char = '\u{2069}';
/// An invisible letter that runs from right to left.
const RIGHT_TO_LEFT: char = '\u{200F}';

/// What is wrong with a text that somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "fault")]
pub enum Fault {
    /// There is no subject.
    SubjectEmpty,
    /// The subject is longer than [`LONGEST_SUBJECT`].
    SubjectTooLong,
    /// The subject holds a line break or another sign that is no letter.
    SubjectNotOneLine,
    /// A link or a code has no place in the subject: it shows on locked screens.
    SecretInSubject {
        /// Its name.
        placeholder: String,
    },
    /// The subject holds a placeholder that does not exist.
    UnknownInSubject {
        /// What stands in the braces.
        placeholder: String,
    },
    /// There is no text.
    BodyEmpty,
    /// The text is longer than [`LONGEST_BODY`].
    BodyTooLong,
    /// The text holds a placeholder that does not exist.
    UnknownInBody {
        /// What stands in the braces.
        placeholder: String,
    },
    /// The text lacks a placeholder without which the mail is useless.
    MissingInBody {
        /// Its name.
        placeholder: String,
    },
}

impl Fault {
    /// Whether it is about the subject.
    pub fn is_of_subject(&self) -> bool {
        matches!(
            self,
            Self::SubjectEmpty
                | Self::SubjectTooLong
                | Self::SubjectNotOneLine
                | Self::SecretInSubject { .. }
                | Self::UnknownInSubject { .. }
        )
    }
}

/// A mail cannot go: this value is missing, or is none that could be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingValue(pub &'static str);

/// A text, filled.
#[derive(Clone, PartialEq, Eq)]
pub struct Filled {
    /// One line.
    pub subject: String,
    /// Lines, each ended by `\n`.
    pub body: String,
}

/// Without the text: it holds links.
impl std::fmt::Debug for Filled {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Filled(…)")
    }
}

enum Piece<'a> {
    Words(&'a str),
    Placeholder(&'a str),
}

/// Words and placeholders in turn. A brace that opens nothing stays a brace.
fn pieces(mut text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    while let Some(open) = text.find('{') {
        let inside = &text[open + 1..];
        let end = inside.find(['{', '}', '\n']);
        match end {
            Some(end) if inside[end..].starts_with('}') => {
                pieces.push(Piece::Words(&text[..open]));
                pieces.push(Piece::Placeholder(inside[..end].trim()));
                text = &inside[end + 1..];
            }
            _ => {
                pieces.push(Piece::Words(&text[..=open]));
                text = inside;
            }
        }
    }
    pieces.push(Piece::Words(text));
    pieces
}

fn named(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Placeholder(name) => Some(name),
        Piece::Words(_) => None,
    })
}

fn known(template: Template, name: &str) -> Option<&'static Placeholder> {
    template.placeholders().iter().find(|placeholder| placeholder.name == name)
}

/// Everything that is wrong with a text that somebody wrote; nothing when it can be used.
pub fn check(template: Template, subject: &str, body: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    if subject.trim().is_empty() {
        faults.push(Fault::SubjectEmpty);
    }
    if subject.chars().count() > LONGEST_SUBJECT {
        faults.push(Fault::SubjectTooLong);
    }
    if subject.chars().any(|letter| letter.is_control() || is_mark(letter)) {
        faults.push(Fault::SubjectNotOneLine);
    }
    for name in named(subject) {
        let placeholder = name.to_owned();
        match known(template, name) {
            None => faults.push(Fault::UnknownInSubject { placeholder }),
            Some(found) if found.kind != ValueKind::Words => faults.push(Fault::SecretInSubject { placeholder }),
            Some(_) => {}
        }
    }
    if body.trim().is_empty() {
        faults.push(Fault::BodyEmpty);
    }
    if body.chars().count() > LONGEST_BODY {
        faults.push(Fault::BodyTooLong);
    }
    for name in named(body).filter(|name| known(template, name).is_none()) {
        faults.push(Fault::UnknownInBody { placeholder: name.to_owned() });
    }
    for needed in template.placeholders().iter().filter(|placeholder| placeholder.required) {
        let in_subject = needed.kind == ValueKind::Words && named(subject).any(|name| name == needed.name);
        if !in_subject && !named(body).any(|name| name == needed.name) {
            faults.push(Fault::MissingInBody { placeholder: needed.name.to_owned() });
        }
    }
    faults
}

/// Fills a text. A line whose optional value is missing is left out.
///
/// # Errors
///
/// [`MissingValue`] when a required one is missing or is no link.
pub fn fill(
    template: Template,
    language: &Language,
    subject: &str,
    body: &str,
    values: &BTreeMap<String, String>,
) -> Result<Filled, MissingValue> {
    let from_right = language.direction() == "rtl";
    let mut ready = BTreeMap::new();
    for placeholder in template.placeholders() {
        match values.get(placeholder.name).and_then(|value| cleaned(placeholder.kind, value, from_right)) {
            Some(value) => {
                ready.insert(placeholder.name, value);
            }
            None if placeholder.required => return Err(MissingValue(placeholder.name)),
            None => {}
        }
    }
    let subject = shortened(&filled_line(subject, &ready).unwrap_or_else(|partly| partly));
    let body: String = body
        .lines()
        .filter_map(|line| filled_line(line, &ready).ok())
        .flat_map(|line| line.lines().map(|line| directed(line, from_right) + "\n").collect::<Vec<_>>())
        .collect();
    Ok(Filled { subject: directed(&subject, from_right), body: without_gaps(&body) })
}

/// The line with its values; what remains of it when one is missing is the error.
fn filled_line(line: &str, values: &BTreeMap<&str, String>) -> Result<String, String> {
    let (mut text, mut complete) = (String::new(), true);
    for piece in pieces(line) {
        match piece {
            Piece::Words(words) => text.push_str(words),
            Piece::Placeholder(name) => match values.get(name) {
                Some(value) => text.push_str(value),
                None => complete = false,
            },
        }
    }
    // An empty line has to stay one: `lines` of nothing would be no line.
    let text = if line.is_empty() { " ".to_owned() } else { text };
    if complete { Ok(text) } else { Err(text) }
}

/// What may stand in the mail for a value; nothing when there is none.
fn cleaned(kind: ValueKind, value: &str, from_right: bool) -> Option<String> {
    let value = match kind {
        ValueKind::Words => isolated(&one_line(value, LONGEST_WORDS), from_right),
        ValueKind::Code => one_line(value, LONGEST_WORDS),
        ValueKind::Link => value.trim().to_owned(),
        ValueKind::Lines => {
            let cut: String = value.chars().take(LONGEST_LINES).collect();
            let lines: Vec<String> = cut.lines().map(|line| one_line(line, LONGEST_LINES)).collect();
            lines.join("\n").trim().to_owned()
        }
    };
    let is_link = || value.starts_with("https://") || value.starts_with("http://");
    let holds = match kind {
        ValueKind::Link => {
            is_link() && value.len() <= LONGEST_LINK && value.chars().all(|letter| letter.is_ascii_graphic())
        }
        _ => !value.is_empty(),
    };
    holds.then_some(value)
}

/// One line without signs that steer: line breaks and tabs become spaces, marks of direction go.
fn one_line(text: &str, longest: usize) -> String {
    let plain: String = text
        .chars()
        .filter(|letter| !is_mark(*letter))
        .map(|letter| if letter.is_control() || letter == '\u{2028}' || letter == '\u{2029}' { ' ' } else { letter })
        .collect();
    let tidy = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if tidy.chars().count() <= longest {
        return tidy;
    }
    tidy.chars().take(longest - 1).chain(['…']).collect()
}

/// A subject of bearable length; a name that is cut ends where it is cut.
fn shortened(subject: &str) -> String {
    let tidy = subject.split_whitespace().collect::<Vec<_>>().join(" ");
    if tidy.chars().count() <= LONGEST_WORDS {
        return tidy;
    }
    let mut cut: String = tidy.chars().take(LONGEST_WORDS - 1).chain(['…']).collect();
    if cut.matches(ISOLATE).count() > cut.matches(END).count() {
        cut.push(END);
    }
    cut
}

/// Marks that steer the direction of a text; only we set them.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn runs_from_right(letter: char) -> bool {
    matches!(letter, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// A value of the other direction stays whole, whatever stands around it.
fn isolated(value: &str, from_right: bool) -> String {
    let is_other = |letter: char| letter.is_alphanumeric() && runs_from_right(letter) != from_right;
    if value.chars().any(is_other) { format!("{ISOLATE}{value}{END}") } else { value.to_owned() }
}

/// A line of plain text takes its direction from its first strong letter: one that begins with a Latin name would turn over.
fn directed(line: &str, from_right: bool) -> String {
    if from_right && line.chars().any(runs_from_right) {
        format!("{RIGHT_TO_LEFT}{line}")
    } else {
        line.trim_end().to_owned()
    }
}

/// No more than one empty line in a row: others are left behind by lines that were left out.
fn without_gaps(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut empty = true;
    for line in text.lines() {
        if line.is_empty() && empty {
            continue;
        }
        empty = line.is_empty();
        tidy.push_str(line);
        tidy.push('\n');
    }
    tidy.truncate(tidy.trim_end().len());
    tidy.push('\n');
    tidy
}
