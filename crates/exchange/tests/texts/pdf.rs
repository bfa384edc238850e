//! The PDF, read back: tags, words, order, fonts.

use std::sync::{Arc, LazyLock};

use domain::text::blocks::Block;
use exchange::texts::{Fonts, Paper, PdfError, Printed, numbered_lines, pdf};

use crate::paper::{full, text};
use crate::pdf_reader::Pdf;
use crate::{say, version};

static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts {
    regular: Arc::new(dejavu::sans::regular().to_vec()),
    bold: Arc::new(dejavu::sans::bold().to_vec()),
    others: Vec::new(),
});

fn printed(paper: &Paper<'_>) -> (Printed, Pdf) {
    let printed = pdf(paper, &FONTS).expect("a sound PDF");
    let document = Pdf::read(&printed.bytes);
    (printed, document)
}

#[test]
fn it_is_tagged_in_the_order_of_reading() {
    let version = text();
    let (printed, document) = printed(&full(&version));
    assert!(printed.missing.is_empty(), "{:?}", printed.missing);
    let catalog = document.with("/Type/Catalog");
    for expected in ["/Lang(de-DE)", "/Marked true", "/DisplayDocTitle true", "/Outlines ", "/StructTreeRoot "] {
        assert!(catalog.contains(expected), "{expected}: {catalog}");
    }
    let tree = document.structure();
    let expected = "H1 P P P P H2 P P P L(LI(Lbl LBody)) Div(P P P) Div(P P) L(LI(Lbl LBody)) L(LI(Lbl LBody)) H3 BlockQuote(P) P(Code) P";
    assert!(tree.contains(expected), "{tree}");
    assert!(document.draws("pdfuaid:part"));
    // Numbers of lines and pages are not read aloud.
    assert!(document.draws("/Artifact"));
}

#[test]
fn lists_inside_of_lists_are_tagged_so() {
    let item = |depth, text: &str| Block {
        kind: domain::text::blocks::BlockKind::Item { list: domain::text::blocks::List::Letters, depth },
        text: text.into(),
    };
    let version =
        version("Listen", [item(0, "a"), item(1, "b"), item(1, "c"), item(3, "d"), item(0, "e"), item(2, "f")]);
    let (_, document) = printed(&Paper::new(&version));
    let tree = document.structure();
    let expected = "L(LI(Lbl LBody(L(LI(Lbl LBody) LI(Lbl LBody(L(LI(Lbl LBody))))))) LI(Lbl LBody(L(LI(Lbl LBody)))))";
    assert!(tree.contains(expected), "{tree}");
}

#[test]
fn its_words_and_line_numbers_can_be_read() {
    let version = text();
    let paper = full(&version);
    let (_, document) = printed(&paper);
    let words = document.words();
    for expected in [
        "Räume & „Begegnung“",
        "Drucksache: 26-0815",
        "und mehr.",
        "Şehir için İyi",
        "Änderungsantrag Ä 1 von AG Wohnen zu Absatz 2",
        "[neu: und sofort]",
        "Begründung: Eilt <sehr>.",
        "Schlagworte: Leitlinie 3: Lebenslage statt Herkunft oder Pass, Räume",
        "Kommentare: 12",
        "Seite 1 von",
        "Fassung 1",
    ] {
        assert!(words.contains(expected), "{expected} is missing in {words}");
    }
    for line in numbered_lines(&version.content, paper.line_length) {
        let expected = format!("{} {}", line.number, line.text.split_whitespace().collect::<Vec<_>>().join(" "));
        let item = version.content.paragraphs[line.block].block.kind;
        if !matches!(item, domain::text::blocks::BlockKind::Item { .. }) {
            assert!(words.contains(&expected), "{expected} is missing in {words}");
        }
    }
}

#[test]
fn the_same_paper_gives_the_same_pdf_and_fonts_are_embedded() {
    let (one, two) = (text(), text());
    let (first, document) = printed(&full(&one));
    assert_eq!(first, printed(&full(&two)).0);
    let fonts = document.count("/Type/FontDescriptor");
    assert!(fonts >= 2 && fonts == document.count("/FontFile"));
    // No moment of making stands in it.
    let raw = String::from_utf8_lossy(&first.bytes).into_owned();
    assert!(!raw.contains("CreationDate") && !raw.contains("xmp:CreateDate"), "a clock was asked");
}

#[test]
fn other_scripts_and_letters_without_a_font() {
    let version = version(
        "Sprachen",
        [
            Block::paragraph("مرحبا بكم في دويسبورغ Duisburg 2026"),
            Block::paragraph("Deutsch und العربية gemischt, e\u{301} und a\u{308}, 漢字, \u{200b}\u{ad}\u{feff}\u{1}."),
            Block::paragraph("Ein\u{a0}Wort\u{2011}teil \u{202f}\t👋🏼"),
        ],
    );
    let (printed, document) = printed(&Paper::new(&version));
    assert!(printed.missing.contains(&'漢') && !printed.missing.contains(&'م'), "{:?}", printed.missing);
    let words = document.words();
    assert!(words.contains("Duisburg 2026") && words.contains("gemischt") && words.contains("??"), "{words}");
    // What runs from right to left is kept in the order of reading too.
    let units: Vec<String> = "Absatz 1: مرحبا".encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    let aloud = units.concat();
    assert!(document.with("/ActualText").contains(&aloud), "{}", document.with("/ActualText"));
    assert_eq!(document.count("/ActualText"), 2);
    assert!(words.contains("مرحبا") || words.chars().any(|sign| ('\u{600}'..'\u{6ff}').contains(&sign)), "{words}");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a duration is measured")]
fn long_texts_and_strange_ones() {
    let block = Block::paragraph("Ein Satz, der einige Zeilen füllt, damit viele Seiten entstehen. ".repeat(8).trim());
    let blocks = std::iter::repeat_n(block, 300).chain([Block::heading(6, "Ende"), Block::paragraph("W".repeat(900))]);
    let long = version("Lang", blocks);
    let start = std::time::Instant::now();
    let (_, document) = printed(&Paper::new(&long));
    say(&format!("{} pages in {:?}", document.pages().len(), start.elapsed()));
    assert!(document.pages().len() > 40);
    let empty = version("", []);
    assert!(printed(&Paper::new(&empty)).1.words().contains("Ohne Titel"));
    let broken = Fonts { regular: Arc::new(b"no font".to_vec()), ..FONTS.clone() };
    assert_eq!(pdf(&Paper::new(&empty), &broken), Err(PdfError::Font(0)));
}
