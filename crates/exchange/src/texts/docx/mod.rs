//! Texts as Word documents (Office Open XML, ECMA-376), in and out. Macros and active contents are never looked at.

mod read;
mod styles;
mod write;

pub(super) use read::read;
pub use write::write;

/// Names of the styles that our own documents bring: what carries them is no part of the text when it is read again.
mod style {
    /// Facts under the title, and other lines around a text.
    pub(super) const FRAME: &str = "TeilhabeAngabe";
    /// Numbers of paragraph and lines in front of a paragraph.
    pub(super) const PLACE: &str = "TeilhabeStelle";
    /// An amendment under its paragraph.
    pub(super) const AMENDMENT: &str = "TeilhabeAntrag";
    /// Tables and code kept as they were written.
    pub(super) const VERBATIM: &str = "TeilhabeFest";
    /// Code inside a paragraph.
    pub(super) const CODE: &str = "TeilhabeCode";
}
