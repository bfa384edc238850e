//! Foreign file formats in and out, for staff who bring a survey, a list of organisations ([`organisations`]) or a text
//! ([`texts`]) from another system.
//!
//! First: `LimeSurvey`'s tab-separated export, and our own JSON. [`import`] never drops anything silently: what could not
//! be carried over stands in the [`Report`], and what is faulty is also marked at its question
//! ([`domain::survey::Question::faults`]). A file that cannot be read at all gives an [`ImportError`] that names line
//! and reason; nothing is kept of it. What [`import`] returns always passes [`domain::definition::check`].

use std::io::Read;

use domain::survey::Survey;

mod archive;
mod dependence;
mod error;
mod faults;
mod format;
mod limesurvey;
pub mod organisations;
mod patterns;
mod report;
mod sanitise;
mod teilhabe;
pub mod texts;

pub use error::ImportError;
pub use format::{Format, FormatError};
pub use report::{Counts, Remark, RemarkKind, Report};
pub use sanitise::{sanitise, sanitise_document};

/// Largest file in bytes; more is refused without reading on.
pub const MAX_FILE: u64 = 5 * 1024 * 1024;
/// Most rows below the header.
pub const MAX_ROWS: usize = 20_000;
/// Most questions, after tables were split into one question per row.
pub const MAX_QUESTIONS: usize = 2_000;
/// Largest cell in bytes.
pub const MAX_CELL: usize = 100_000;

/// Most marks and entities (`<` and `&`) in one text and in a whole file: a parser's time grows with them, not with words.
pub const MAX_MARKS: (usize, usize) = (2_000, 100_000);

/// A survey that was read, and what to tell the person who brought it.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    pub survey: Survey,
    pub report: Report,
}

/// Reads a survey. Without a `format` it is guessed from the content, then from the ending of `file_name`.
///
/// # Errors
/// When the file is too large, no text, no known format, or broken; the message names the line and the reason in German.
pub fn import(bytes: impl Read, format: Option<Format>, file_name: &str) -> Result<Imported, ImportError> {
    let text = read_text(bytes)?;
    let format = match format {
        Some(format) => format,
        None => Format::guess(&text, file_name)?,
    };
    match format {
        Format::LimesurveyTsv => limesurvey::read(&text, file_name),
        Format::Teilhabe => teilhabe::read(&text),
    }
}

/// The file as text without byte order mark; lines are counted from 1.
fn read_text(bytes: impl Read) -> Result<String, ImportError> {
    let mut content = Vec::new();
    let outcome = bytes.take(MAX_FILE + 1).read_to_end(&mut content);
    let line_at = |end: usize| content[..end].iter().fold(1, |line, byte| line + u64::from(*byte == b'\n'));
    if let Err(cause) = outcome {
        return Err(ImportError::Unreadable { line: line_at(content.len()), cause: cause.to_string() });
    }
    if content.len() as u64 > MAX_FILE {
        return Err(ImportError::TooLarge { line: line_at(content.len()), limit: MAX_FILE });
    }
    let not_text = |line, reason: &str| ImportError::NotText { line, reason: reason.to_owned() };
    if content.starts_with(b"PK\x03\x04") {
        // A spreadsheet file is a ZIP archive.
        return Err(FormatError::NotYet("xlsform".to_owned()).into());
    }
    if content.starts_with(&[0xFF, 0xFE]) || content.starts_with(&[0xFE, 0xFF]) {
        return Err(not_text(1, "die Datei ist in UTF-16 gespeichert; bitte als UTF-8 speichern"));
    }
    if let Some(place) = content.iter().position(|byte| *byte == 0) {
        return Err(not_text(line_at(place), "hier steht ein Null-Byte, das in keinem Text vorkommt"));
    }
    if let Err(cause) = std::str::from_utf8(&content) {
        let line = line_at(cause.valid_up_to());
        return Err(not_text(line, "hier stehen Zeichen, die kein UTF-8 sind; bitte die Datei als UTF-8 speichern"));
    }
    let text = String::from_utf8(content).unwrap_or_default();
    Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
}
