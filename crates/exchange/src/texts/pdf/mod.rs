//! A text as PDF for print and for reading aloud: tagged after PDF/UA-1, A4, its lines numbered in the margin as on screen.

use std::collections::BTreeSet;
use std::sync::Arc;

use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::metadata::Metadata;
use krilla::{Document, SerializeSettings};
use thiserror::Error;

use super::paper::Paper;

mod draw;
mod layout;
mod shape;
mod sheet;
mod structure;

/// The fonts that are embedded, as TTF or OTF files.
#[derive(Clone)]
pub struct Fonts {
    /// For running text.
    pub regular: Arc<Vec<u8>>,
    /// For headings and emphasis.
    pub bold: Arc<Vec<u8>>,
    /// Asked in this order for letters that the others lack: other scripts.
    pub others: Vec<Arc<Vec<u8>>>,
}

/// Without the bytes.
impl std::fmt::Debug for Fonts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Fonts({} others)", self.others.len())
    }
}

/// A PDF that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The file.
    pub bytes: Vec<u8>,
    /// Letters that no font has; a question mark is printed for each. Empty when the fonts fit the text.
    pub missing: BTreeSet<char>,
}

/// Why a PDF cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PdfError {
    /// The bytes of a font are none.
    #[error("font {0} cannot be read")]
    Font(usize),
    /// What was made would not be accessible, or is larger than a PDF can be.
    #[error("the PDF would not be sound: {0}")]
    Unsound(String),
}

/// Writes a tagged PDF. The same paper and fonts give the same bytes.
///
/// Text in scripts from right to left is set in its own direction where a font has its letters; otherwise
/// [`Printed::missing`] names them. Italics are printed upright, links as their words.
///
/// # Errors
/// See [`PdfError`].
pub fn write(paper: &Paper<'_>, fonts: &Fonts) -> Result<Printed, PdfError> {
    let mut shaper = shape::Shaper::new(fonts)?;
    let laid = layout::lay_out(paper, &mut shaper);
    let unsound = |cause: String| PdfError::Unsound(cause);
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|cause| unsound(format!("{cause:?}")))?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let title = laid.title.clone();
    document.set_metadata(
        Metadata::new().title(title).language("de-DE".to_owned()).document_id(paper.version.hash.clone()),
    );
    let tagged = draw::pages(&mut document, &laid, &shaper)?;
    document.set_tag_tree(structure::tree(&laid.elements, tagged));
    document.set_outline(structure::outline(&laid.elements));
    let bytes = document.finish().map_err(|cause| unsound(format!("{cause:?}")))?;
    Ok(Printed { bytes, missing: shaper.into_missing() })
}
