//! Texts as files through the public door, for everybody who changes how they are read or written.

mod hostile;
mod open;
mod paper;
mod pdf;
mod pdf_reader;
mod real;
mod round_trip;
mod word;

use chrono::DateTime;
use domain::text::blocks::Block;
use domain::text::document::{Content, Making, Version, paragraphs};
use exchange::RemarkKind;
use exchange::texts::{Imported, Part, TextFileError, pack, read};
use uuid::Uuid;

/// A first version of these blocks, always the same.
fn version(title: &str, blocks: impl IntoIterator<Item = Block>) -> Version {
    let mut next = 0;
    let mut ids = || {
        next += 1;
        Uuid::from_u128(next)
    };
    let content = Content { title: title.into(), paragraphs: paragraphs(blocks, &mut ids) };
    let at = DateTime::from_timestamp(1_790_000_000, 0).expect("a moment");
    let making = Making { author: Uuid::from_u128(7), at, reason: String::new() };
    Version::first(Uuid::from_u128(99), content, making).expect("a version")
}

/// A Word document with this body, and more parts.
fn word_file(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let document = format!(
        r#"<?xml version="1.0"?><w:document xmlns:w="{space}" xmlns:r="{relations}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{body}</w:body></w:document>"#
    );
    let mut parts = vec![Part::new("[Content_Types].xml", "<Types/>"), Part::new("word/document.xml", document)];
    parts.extend(more.iter().map(|(path, content)| Part::new(*path, *content)));
    pack(&parts).expect("an archive")
}

/// An `OpenDocument` text with this body.
fn open_file(styles: &str, body: &str) -> Vec<u8> {
    let space = "urn:oasis:names:tc:opendocument:xmlns";
    let content = format!(
        r#"<?xml version="1.0"?><office:document-content xmlns:office="{space}:office:1.0" xmlns:text="{space}:text:1.0" xmlns:table="{space}:table:1.0" xmlns:draw="{space}:drawing:1.0" xmlns:style="{space}:style:1.0" xmlns:fo="{space}:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"#
    );
    let kind = "application/vnd.oasis.opendocument.text";
    pack(&[Part::new("mimetype", kind), Part::new("content.xml", content)]).expect("an archive")
}

fn good(name: &str, bytes: &[u8]) -> Imported {
    read(name, bytes).expect("this file is good enough")
}

fn refused(name: &str, bytes: &[u8]) -> TextFileError {
    read(name, bytes).expect_err("this file is not good enough")
}

/// Whether a note of this kind has these words.
fn says(imported: &Imported, kind: RemarkKind, words: &str) -> bool {
    imported.notes.iter().any(|note| note.kind == kind && note.text.contains(words))
}

#[expect(clippy::print_stdout, reason = "tests say what they skipped and counted")]
fn say(text: &str) {
    println!("{text}");
}
