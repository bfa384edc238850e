//! The door for text files: what is it, and is it safe to read?

use domain::text::blocks::Block;
use domain::text::plain;

use super::error::TextFileError;
use super::notes::{Met, Note, Notes};
use super::{MAX_BLOCK, MAX_BLOCKS, MAX_FILE, MAX_UNPACKED, docx, markdown, odt, title_from};
use crate::archive::Archive;

/// What a text file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextFormat {
    /// `.md`.
    Markdown,
    /// `.txt`: lines are joined as [`plain::read`] does.
    Plain,
    /// `.docx`, with macros too (`.docm`).
    Docx,
    /// `.odt`.
    Odt,
}

impl TextFormat {
    fn word(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown",
            Self::Plain => "einfacher Text",
            Self::Docx => "Word-Dokument (.docx)",
            Self::Odt => "OpenDocument-Text (.odt)",
        }
    }

    /// What the ending of a name says.
    fn named(name: &str) -> Option<Self> {
        match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "txt" => Some(Self::Plain),
            "docx" | "docm" | "dotx" => Some(Self::Docx),
            "odt" | "ott" => Some(Self::Odt),
            _ => None,
        }
    }
}

/// A text that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// What the file was.
    pub format: TextFormat,
    /// Its title: a paragraph of the title style, the title a Markdown file names at its start, or the first heading. One line.
    pub title: Option<String>,
    /// Its blocks in order; never empty. A title that stands as a title is none of them.
    pub blocks: Vec<Block>,
    /// What could not be carried over or came over in another shape.
    pub notes: Vec<Note>,
}

/// Reads a text file. What it is, its content decides; `name` (as the file was called) tells Markdown from plain text.
///
/// Tracked changes are read as accepted: what was inserted is there, what was deleted is not; notes say how many there were.
///
/// # Errors
/// When the file is too large, empty, damaged, locked or no text; the message is German, for staff.
pub fn read(name: &str, bytes: &[u8]) -> Result<Imported, TextFileError> {
    if bytes.len() > MAX_FILE {
        return Err(TextFileError::TooLarge);
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(TextFileError::Empty);
    }
    let mut notes = Notes::default();
    let is_archive = bytes.starts_with(b"PK");
    let named = TextFormat::named(name);
    let (format, title, mut blocks) = if is_archive {
        archived(bytes, &mut notes)?
    } else {
        let text = text(bytes)?;
        if named == Some(TextFormat::Plain) {
            (TextFormat::Plain, None, plain::read(text))
        } else {
            let (title, blocks) = markdown::read(text, &mut notes);
            (TextFormat::Markdown, title, blocks)
        }
    };
    if named.is_some_and(|named| named != format) {
        notes.met(Met::OtherEnding(format.word()));
    }
    if blocks.is_empty() {
        return Err(TextFileError::NoText);
    }
    if blocks.iter().any(|block| block.text.len() > MAX_BLOCK) {
        return Err(TextFileError::BlockTooLong);
    }
    if blocks.len() > MAX_BLOCKS {
        return Err(TextFileError::TooLong);
    }
    let title = title.or_else(|| title_from(&mut blocks)).filter(|title| !title.trim().is_empty());
    Ok(Imported { format, title, blocks, notes: notes.told() })
}

type Taken = (TextFormat, Option<String>, Vec<Block>);

fn archived(bytes: &[u8], notes: &mut Notes) -> Result<Taken, TextFileError> {
    let mut archive = Archive::open(bytes, MAX_UNPACKED)?;
    let macros = |name: &str| {
        let name = name.to_ascii_lowercase();
        name.ends_with("vbaproject.bin") || name.starts_with("basic/") || name.starts_with("scripts/")
    };
    if archive.any(macros) {
        notes.met(Met::Macro);
    }
    if let Some(kind) = archive.part("mimetype")? {
        if !kind.starts_with(b"application/vnd.oasis.opendocument.text") {
            return Err(TextFileError::OtherKind { what: "kein Text, sondern eine andere Office-Datei" });
        }
        let (title, blocks) = odt::read(&mut archive, notes)?;
        return Ok((TextFormat::Odt, title, blocks));
    }
    if archive.part("[Content_Types].xml")?.is_none() {
        return Err(TextFileError::OtherKind { what: "ein Archiv und kein Text" });
    }
    if archive.any(|name| name.starts_with("xl/") || name.starts_with("ppt/")) {
        return Err(TextFileError::OtherKind { what: "eine Tabelle oder Präsentation" });
    }
    let (title, blocks) = docx::read(&mut archive, notes)?;
    Ok((TextFormat::Docx, title, blocks))
}

/// The file as text, when it is one.
fn text(bytes: &[u8]) -> Result<&str, TextFileError> {
    let other = |what| Err(TextFileError::OtherKind { what });
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"%PDF") {
        return other("eine PDF-Datei");
    }
    if starts(b"{\\rtf") {
        return other("eine RTF-Datei");
    }
    if starts(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return other("ein altes oder mit Kennwort geschütztes Word-Dokument");
    }
    if starts(&[0x89, b'P', b'N', b'G']) || starts(&[0xFF, 0xD8, 0xFF]) || starts(b"GIF8") {
        return other("ein Bild");
    }
    let line_at = |end: usize| bytes[..end].split(|byte| *byte == b'\n').count();
    let not_text = |place: usize, reason| Err(TextFileError::NotText { line: line_at(place), reason });
    if starts(&[0xFF, 0xFE]) || starts(&[0xFE, 0xFF]) {
        return not_text(0, "sie ist in UTF-16 gespeichert; bitte als UTF-8 speichern");
    }
    if let Some(place) = bytes.iter().position(|byte| *byte == 0) {
        return not_text(place, "hier steht ein Null-Byte, das in keinem Text vorkommt");
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let head = text.trim_start_matches('\u{feff}').trim_start().get(..14).unwrap_or_default().to_lowercase();
            if head.starts_with("<!doctype") || head.starts_with("<html") || head.starts_with("<?xml") {
                return other("eine Internetseite oder XML-Datei");
            }
            Ok(text)
        }
        Err(cause) => not_text(
            cause.valid_up_to(),
            "hier stehen Zeichen, die kein UTF-8 sind; bitte die Datei als UTF-8 speichern",
        ),
    }
}
