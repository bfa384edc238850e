//! Why a file was refused, in plain German for the person who brought it: always the line and the reason.

use domain::definition::Fault;
use thiserror::Error;

use crate::faults::in_german;
use crate::format::FormatError;

/// A file was refused as a whole. Lines are lines of the file, counted from 1 as editors do.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ImportError {
    /// `limit` in bytes.
    #[error("Zeile {line}: Die Datei ist größer als {} MB und wurde deshalb nicht weiter gelesen.", .limit / (1024 * 1024))]
    TooLarge { line: u64, limit: u64 },
    #[error("Zeile {line}: Die Datei ließ sich nicht zu Ende lesen ({cause}).")]
    Unreadable { line: u64, cause: String },
    #[error("Zeile {line}: Die Datei ist keine lesbare Textdatei: {reason}.")]
    NotText { line: u64, reason: String },
    /// Zero bytes, or blanks only.
    #[error("Zeile 1: Die Datei ist leer.")]
    Empty,
    #[error("Zeile {line}: In der Kopfzeile {reason}.")]
    Header { line: u64, reason: String },
    #[error(
        "Zeile {line}: Hier beginnt ein Text in Anführungszeichen, der bis zum Ende der Datei nicht geschlossen wird."
    )]
    OpenQuote { line: u64 },
    #[error("Zeile {line}: {reason}.")]
    Row { line: u64, reason: String },
    #[error("Zeile {line}: {what} gibt es schon in Zeile {first}; Codes dürfen nur einmal vorkommen.")]
    Duplicate { line: u64, first: u64, what: String },
    #[error("Zeile {line}, Zeichen {column}: Das ist kein gültiges Befragungs-JSON ({reason}).")]
    Json { line: u64, column: u64, reason: String },
    #[error("Die Befragung ist in sich nicht stimmig: {}.", .0.iter().map(in_german).collect::<Vec<_>>().join("; "))]
    Faults(Vec<Fault>),
    #[error(transparent)]
    Format(#[from] FormatError),
}

impl ImportError {
    /// The line of the file, where there is one to name.
    pub fn line(&self) -> Option<u64> {
        match self {
            Self::TooLarge { line, .. }
            | Self::Unreadable { line, .. }
            | Self::NotText { line, .. }
            | Self::Header { line, .. }
            | Self::OpenQuote { line }
            | Self::Row { line, .. }
            | Self::Duplicate { line, .. }
            | Self::Json { line, .. } => Some(*line),
            Self::Empty | Self::Format(_) => Some(1),
            Self::Faults(_) => None,
        }
    }

    pub(crate) fn row(line: u64, reason: impl Into<String>) -> Self {
        Self::Row { line, reason: reason.into() }
    }
}
