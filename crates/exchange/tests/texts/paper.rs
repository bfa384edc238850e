//! What is written beside the words: numbers, lines, tags, amendments; and that the same paper gives the same bytes.

use std::collections::BTreeSet;

use domain::text::blocks::{Block, BlockKind, List};
use domain::text::document::{Content, Tag, Version, Vocabulary};
use domain::text::words;
use exchange::RemarkKind;
use exchange::texts::{Embedded, Paper, Part, csv, docx, json, markdown, numbered_lines, odt, pack};
use uuid::Uuid;

use crate::{good, says, version};

/// A text with everything.
pub(crate) fn text() -> Version {
    let long =
        "Die Stadt fördert Begegnung in den Stadtteilen und unterstützt Vereine, die Räume suchen, mit Rat und Geld. ";
    let item = |depth, text: &str| Block { kind: BlockKind::Item { list: List::Numbers, depth }, text: text.into() };
    let mut version = version(
        "Räume & „Begegnung“",
        [
            Block::heading(1, "Räume"),
            Block::paragraph(long.repeat(3).trim().to_owned() + " **Fett** und [mehr](https://a.de)."),
            item(0, "Erstens"),
            item(1, "Darin"),
            item(0, "Zweitens"),
            Block::heading(3, "Şehir için İyi"),
            Block { kind: BlockKind::Quote, text: "Zitat".into() },
            Block { kind: BlockKind::Verbatim, text: "| a | b |\n| --- | --- |".into() },
            Block::paragraph("=1+1 bleibt Text"),
        ],
    );
    let tag = |vocabulary, code: &str| Tag { vocabulary, code: code.into() };
    version.content.paragraphs[1].tags =
        BTreeSet::from([tag(Vocabulary::Guideline, "3"), tag(Vocabulary::Topic, "Räume")]);
    version.hash = version.content.hash();
    version
}

/// The text with two amendments and comments.
pub(crate) fn full(version: &Version) -> Paper<'_> {
    let mut paper = Paper::new(version);
    paper.facts.insert(0, ("Drucksache".into(), "26-0815".into()));
    let id = |place: usize| version.content.paragraphs[place].id;
    let pieces = words::paragraph(&version.content.paragraphs[2].block.text, "Erstens und sofort");
    let amendment =
        Embedded { label: "Ä 1".into(), author: "AG Wohnen".into(), reason: "Eilt <sehr>.".into(), pieces };
    paper
        .amendments
        .insert(id(2), vec![amendment.clone(), Embedded { label: "Ä 2".into(), reason: String::new(), ..amendment }]);
    paper.comments.insert(id(1), 12);
    paper
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let (one, two) = (text(), text());
    let (one, two) = (full(&one), full(&two));
    assert_eq!(docx(&one), docx(&two));
    assert_eq!(odt(&one), odt(&two));
    assert_eq!(markdown(&one), markdown(&two));
    assert_eq!(csv(&one), csv(&two));
    assert_eq!(json(&one).expect("a file"), json(&two).expect("a file"));
    let zip = |paper: &Paper<'_>| {
        pack(&[Part::new("texte/räume.odt", odt(paper).expect("a document")), Part::new("texte/räume.csv", csv(paper))])
    };
    assert_eq!(zip(&one), zip(&two));
}

#[test]
fn amendments_are_printed_and_no_part_of_the_text_that_is_read_again() {
    let version = text();
    let blocks: Vec<Block> = version.content.paragraphs.iter().map(|paragraph| paragraph.block.clone()).collect();
    for (name, bytes) in
        [("a.docx", docx(&full(&version)).expect("a document")), ("a.odt", odt(&full(&version)).expect("a document"))]
    {
        let imported = good(name, &bytes);
        assert_eq!(imported.blocks, blocks, "{name}");
        assert!(says(&imported, RemarkKind::Lost, "Änderungsantr"), "{name}: {:?}", imported.notes);
    }
    let file = markdown(&full(&version));
    assert!(file.starts_with("---\ntitle: \"Räume & „Begegnung“\"\n\"Drucksache\": \"26-0815\"\n"), "{file}");
    assert!(
        file.contains(
            "2. Zweitens\n\n> **Änderungsantrag Ä 1 von AG Wohnen zu Absatz 2**\n> \n> Erstens **[neu: und sofort]**"
        ),
        "{file}"
    );
    assert!(file.contains("> Begründung: Eilt <sehr>."));
}

#[test]
fn lines_are_numbered_as_on_screen() {
    let version = text();
    let paper = full(&version);
    let lines = numbered_lines(&version.content, paper.line_length);
    let last = lines.iter().filter(|line| line.block == 1).map(|line| line.number).max().expect("lines");
    assert!(lines.iter().all(|line| line.text.trim_end().chars().count() <= 80) && last > 4);
    let table = String::from_utf8(csv(&paper)).expect("text");
    let rows: Vec<&str> = table.split("\r\n").collect();
    assert_eq!(rows[0], "\u{feff}Nummer;Kennung;Art;Zeilen;Text;Schlagworte;Kommentare;Änderungsanträge");
    assert!(rows[1].starts_with(&format!("1;{};Überschrift 1;1;Räume;", Uuid::from_u128(1))));
    assert!(rows[2].contains(&format!(";Absatz;2–{last};Die Stadt")), "{}", rows[2]);
    assert!(
        rows[2].ends_with("Fett und mehr.;Leitlinie 3: Lebenslage statt Herkunft oder Pass, Räume;12;0"),
        "{}",
        rows[2]
    );
    assert!(rows[4].contains(";Nummer, Ebene 2;") && rows[6].starts_with("1.0.1;"));
    // A spreadsheet program must not compute what somebody wrote.
    assert!(rows.iter().any(|row| row.contains(";'=1+1 bleibt Text;")), "{table}");
}

#[test]
fn json_is_the_version_with_address_and_hash() {
    let version = text();
    let bytes = json(&full(&version)).expect("a file");
    let file: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(file["address"], version.address());
    let back: Content = serde_json::from_value(file["version"]["content"].clone()).expect("what it says");
    assert_eq!(back, version.content);
    assert_eq!(file["version"]["hash"], back.hash());
    assert!(file["version"]["author"].is_null());
    let named = Paper { author: Some("Ayşe Yıldız".into()), ..full(&version) };
    let file: serde_json::Value = serde_json::from_slice(&json(&named).expect("a file")).expect("JSON");
    assert_eq!(file["version"]["author"], "Ayşe Yıldız");
    // No account stands in the file, only its name.
    assert!(!String::from_utf8_lossy(&bytes).contains(&format!("\"author\": \"{}\"", version.author)));
    let file: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(file["places"][1]["number"], "1");
    assert_eq!(file["places"][2]["amendments"][1]["label"], "Ä 2");
}
