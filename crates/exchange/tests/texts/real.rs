//! The documents the consultation is made for, through every file and back. They stand beside the repository; without them these tests
//! say so and pass.

use std::path::PathBuf;

use domain::text::blocks::{Block, BlockKind, List};
use domain::text::document::{Content, Tag, Vocabulary};
use domain::text::plain;
use exchange::texts::{Paper, TextFormat, docx, markdown, numbered_lines, odt};

use crate::{good, say, version};

fn document(name: &str) -> Option<Vec<u8>> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/reference/documents"));
    if !folder.is_dir() {
        say(&format!("{name}: skipped, there are no documents beside this repository"));
        return None;
    }
    Some(std::fs::read(folder.join(name)).unwrap_or_else(|problem| panic!("{name}: {problem}")))
}

#[test]
fn the_real_documents_come_through_every_file() {
    for name in [
        "leitlinien-duisburg.txt",
        "integrationskonzept-duisburg.txt",
        "leitlinien-magdeburg.txt",
        "partnervereinbarung-presse.txt",
    ] {
        let Some(bytes) = document(name) else { continue };
        let imported = good(name, &bytes);
        assert_eq!(imported.format, TextFormat::Plain);
        let text = String::from_utf8(bytes).expect("text");
        assert!(plain::read(&text).len() - imported.blocks.len() <= 1, "{name}");
        let first = version("Titel", imported.blocks);
        let words: Vec<String> =
            first.content.paragraphs.iter().map(|part| squeezed(&exchange::texts::standing(&part.block))).collect();
        let lines = numbered_lines(&first.content, domain::text::lines::USUAL).len();
        for (file, bytes) in [
            ("a.docx", docx(&Paper::new(&first)).expect("a document")),
            ("a.odt", odt(&Paper::new(&first)).expect("a document")),
        ] {
            let again = good(file, &bytes);
            let came: Vec<String> =
                again.blocks.iter().map(|block| squeezed(&exchange::texts::standing(block))).collect();
            assert_eq!(came, words, "{name} as {file}");
            // Read once, the text has its final form: from here on every file is the same text.
            let second = version("Titel", again.blocks.clone());
            assert_eq!(good("a.docx", &docx(&Paper::new(&second)).expect("a document")).blocks, again.blocks);
            assert_eq!(good("a.odt", &odt(&Paper::new(&second)).expect("a document")).blocks, again.blocks);
            assert_eq!(good("a.md", markdown(&Paper::new(&second)).as_bytes()).blocks, again.blocks);
        }
        say(&format!("{name}: {} blocks, {lines} lines", words.len()));
    }
}

fn is_item(block: &Block, wanted: List) -> bool {
    matches!(block.kind, BlockKind::Item { list, .. } if list == wanted)
}

/// Imports a document of the city and tags the items of its list, each by its place from 1.
fn tagged(name: &str, bytes: &[u8], list: List, tag: impl Fn(usize) -> Tag) -> Content {
    let mut content = version("Titel", good(name, bytes).blocks).content;
    let items = content.paragraphs.iter_mut().filter(|paragraph| is_item(&paragraph.block, list));
    for (place, item) in (1..).zip(items) {
        item.tags.insert(tag(place));
    }
    content
}

#[test]
fn the_fourteen_guidelines_are_imported_and_tagged() {
    let name = "leitlinien-duisburg.txt";
    let Some(bytes) = document(name) else { return };
    let content = tagged(name, &bytes, List::Numbers, |place| Tag::new(Vocabulary::Guideline, place.to_string()));
    let known: Vec<Tag> = content.paragraphs.iter().flat_map(|paragraph| paragraph.tags.iter().cloned()).collect();
    assert_eq!(known, Vocabulary::Guideline.tags(), "one paragraph for each, in their order");
    let guideline = |number: &str| {
        let tag = Tag::new(Vocabulary::Guideline, number);
        let found = content.paragraphs.iter().find(|paragraph| paragraph.tags.contains(&tag)).expect("a guideline");
        found.block.text.as_str()
    };
    // Words cut at the end of a line are whole, also across the turn of the page, and what the page says about itself is in none.
    assert!(guideline("2").starts_with("Integrationspolitik gehen wir") && guideline("2").contains("stadtnahen"));
    assert!(guideline("4").ends_with("bei uns leben.") && guideline("5").contains("„4-Säulen-Prinzip“"));
    assert!(guideline("13").ends_with("Bestandteil kommunaler Integrationspolitik."));
    let header: Vec<&Block> =
        content.paragraphs.iter().map(|one| &one.block).filter(|block| block.text.contains("Rückseite")).collect();
    assert!(header.iter().all(|block| block.kind == BlockKind::Paragraph) && header.len() == 1, "{header:?}");
}

#[test]
fn the_six_recommendations_are_imported_and_tagged() {
    let name = "integrationskonzept-duisburg.txt";
    let Some(bytes) = document(name) else { return };
    let blocks = good(name, &bytes).blocks;
    let chapter = blocks.iter().position(|block| block.text.starts_with("6.7 INTERKULTURELLE")).expect("the chapter");
    let first = chapter + blocks[chapter..].iter().position(|block| is_item(block, List::Bullets)).expect("an item");
    let six: Vec<Block> = blocks[first..].iter().take_while(|block| is_item(block, List::Bullets)).cloned().collect();
    assert_eq!(six.len(), 6, "{six:#?}");
    // A working group takes the six out of the concept: as a text of their own they are the same words, each tagged.
    let own = markdown(&Paper::new(&version("Handlungsempfehlungen", six.iter().cloned())));
    let taken = tagged("sechs.md", own.as_bytes(), List::Bullets, |_| Tag::new(Vocabulary::Guideline, "2"));
    let words: Vec<Block> = taken.paragraphs.iter().map(|paragraph| paragraph.block.clone()).collect();
    assert_eq!(words, six);
    let tags = taken.paragraphs.iter().flat_map(|paragraph| &paragraph.tags);
    assert_eq!(tags.filter(|tag| tag.is_known()).count(), 6);
}

#[test]
fn the_summary_of_the_guidelines_has_as_many_points_as_the_table_that_maps_it() {
    let name = "integrationskonzept-duisburg.txt";
    let Some(bytes) = document(name) else { return };
    let blocks = good(name, &bytes).blocks;
    let lead = blocks.iter().position(|block| block.text.contains("eine Zusammenfassung dieser Leitlinien"));
    let points = blocks.iter().skip(lead.expect("the summary") + 1).take_while(|block| is_item(block, List::Bullets));
    assert_eq!(points.count(), domain::text::vocabulary::SUMMARY.len());
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
