//! Why a text file was refused, in plain German for the person who brought it.

use thiserror::Error;

use super::{MAX_BLOCK, MAX_BLOCKS, MAX_FILE};
use crate::archive::Refused;

/// A file was refused as a whole; nothing is kept of it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TextFileError {
    /// More bytes than [`MAX_FILE`].
    #[error("Die Datei ist größer als {} MB. Bitte verkleinern Sie die Bilder darin oder teilen Sie sie auf.", MAX_FILE / (1024 * 1024))]
    TooLarge,
    /// It unpacks to more than can be meant.
    #[error(
        "Die Datei wird beim Auspacken ungewöhnlich groß und wurde deshalb nicht gelesen. Bitte speichern Sie den Text neu."
    )]
    UnpacksTooLarge,
    /// More paragraphs than [`MAX_BLOCKS`].
    #[error("Der Text hat mehr als {MAX_BLOCKS} Absätze. Bitte teilen Sie ihn auf.")]
    TooLong,
    /// A paragraph or table of more than [`MAX_BLOCK`] bytes.
    #[error("Ein Absatz oder eine Tabelle ist länger als {MAX_BLOCK} Zeichen. Bitte teilen Sie den Absatz auf.")]
    BlockTooLong,
    /// Zero bytes, or blanks only.
    #[error("Die Datei ist leer.")]
    Empty,
    /// A document without a word, for example scanned pages.
    #[error("In der Datei steht kein Text. Gescannte Seiten und Bilder können wir nicht lesen.")]
    NoText,
    /// A text file in another encoding. The line is counted from 1.
    #[error("Zeile {line}: Die Datei ist keine lesbare Textdatei: {reason}.")]
    NotText {
        /// Where.
        line: usize,
        /// What is wrong there, and what to do.
        reason: &'static str,
    },
    /// A document of a kind that is not read.
    #[error("Das ist {what}. Bitte speichern Sie den Text als .docx, .odt, .md oder .txt.")]
    OtherKind {
        /// What it is, with its article.
        what: &'static str,
    },
    /// Broken.
    #[error(
        "Die Datei ist beschädigt: {what} lässt sich nicht lesen. Bitte öffnen Sie den Text und speichern Sie ihn neu."
    )]
    Damaged {
        /// Which part.
        what: String,
    },
    /// Locked with a password.
    #[error("Die Datei ist mit einem Kennwort geschützt. Bitte speichern Sie sie ohne Kennwort.")]
    Encrypted,
    /// It defines what no text program writes: document types and entities, with which readers are attacked.
    #[error(
        "Die Datei enthält Anweisungen, die kein Textprogramm schreibt, und wurde deshalb nicht gelesen. Bitte speichern Sie den Text neu."
    )]
    Suspicious,
}

impl TextFileError {
    pub(super) fn damaged(what: &str) -> Self {
        Self::Damaged { what: what.to_owned() }
    }
}

impl From<Refused> for TextFileError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Damaged => Self::damaged("das Archiv"),
            Refused::TooLarge => Self::UnpacksTooLarge,
            Refused::Encrypted => Self::Encrypted,
        }
    }
}
