//! Texts under consultation as files, for staff who bring a draft and for everybody who takes a text along.
//!
//! In: [`read`] takes Markdown, plain text, DOCX and ODT apart into blocks and tells in [`Note`]s what could not be carried over. What
//! a file is, its content says; its name only helps. Nothing in a file is ever run.
//!
//! Out: a [`Paper`] (a version with what belongs to it) as [`markdown`], [`docx`], [`odt`], [`csv`], [`json`] and [`pdf`], and
//! several files together by [`pack`]. The same paper gives the same bytes: there is no clock and no chance in here.

use domain::text::blocks::{Block, BlockKind};

mod docx;
mod error;
mod gather;
mod inline;
mod markdown;
mod notes;
mod odt;
mod paper;
mod pdf;
mod read;
mod tables;
mod xml;

pub use crate::archive::{PackError, Part, pack};
pub use docx::write as docx;
pub use error::TextFileError;
pub use markdown::write as markdown;
pub use notes::Note;
pub use odt::write as odt;
pub use paper::{Embedded, Paper, numbered_lines, standing};
pub use pdf::{Fonts, PdfError, Printed, write as pdf};
pub use read::{Imported, TextFormat, read};
pub use tables::{csv, json, table};

/// Largest file in bytes.
pub const MAX_FILE: usize = 25 * 1024 * 1024;
/// Most paragraphs, headings and items of one text.
pub const MAX_BLOCKS: usize = 20_000;
/// Longest paragraph or table in bytes.
pub const MAX_BLOCK: usize = 100_000;
/// Most bytes that the parts of a document which are read may unpack to, together.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;

/// The title of a text whose file names none: its first heading. Where that is the only heading of the first level and stands first,
/// it is the title and no part of the text.
fn title_from(blocks: &mut Vec<Block>) -> Option<String> {
    let is_top = |block: &Block| block.kind == BlockKind::Heading(1);
    let heading = blocks.iter().find(|block| matches!(block.kind, BlockKind::Heading(_)))?;
    let title = domain::text::wording::words(&heading.text).replace('\n', " ");
    if blocks.len() > 1 && is_top(&blocks[0]) && blocks.iter().filter(|block| is_top(block)).count() == 1 {
        blocks.remove(0);
    }
    Some(title)
}
