//! The PDF, read back: tags, words, order, fonts.

use std::sync::{Arc, LazyLock};

use domain::text::blocks::Block;
use exchange::texts::{Fonts, Paper, PdfError, Printed, numbered_lines, pdf};
use lopdf::{Dictionary, Document, Object};

use crate::paper::{full, text};
use crate::{say, version};

static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts {
    regular: Arc::new(dejavu::sans::regular().to_vec()),
    bold: Arc::new(dejavu::sans::bold().to_vec()),
    others: Vec::new(),
});

fn printed(paper: &Paper<'_>) -> (Printed, Document) {
    let printed = pdf(paper, &FONTS).expect("a sound PDF");
    let document = Document::load_mem(&printed.bytes).expect("a PDF that can be read");
    (printed, document)
}

fn words(document: &Document) -> String {
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    document.extract_text(&pages).expect("words").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    document.dereference(object).ok()?.1.as_dict().ok()
}

/// The kinds of the structure, as `L(LI(Lbl LBody))`.
fn structure(document: &Document, node: &Dictionary) -> String {
    let kind = node.get(b"S").and_then(Object::as_name).map(|name| String::from_utf8_lossy(name).into_owned());
    let inner: Vec<String> = match node.get(b"K").and_then(|kids| document.dereference(kids)) {
        Ok((_, Object::Array(kids))) => kids
            .iter()
            .filter_map(|kid| dictionary(document, kid))
            .map(|kid| structure(document, kid))
            .filter(|kid| !kid.is_empty())
            .collect(),
        Ok((_, Object::Dictionary(only))) => vec![structure(document, only)],
        _ => vec![],
    };
    let kind = kind.unwrap_or_default();
    let inner = inner.join(" ");
    if inner.is_empty() { kind } else { format!("{kind}({inner})") }
}

#[test]
fn it_is_tagged_in_the_order_of_reading() {
    let version = text();
    let (printed, document) = printed(&full(&version));
    assert!(printed.missing.is_empty(), "{:?}", printed.missing);
    let catalog = document.catalog().expect("a catalogue");
    let lang = catalog.get(b"Lang").and_then(Object::as_str).expect("a language");
    assert_eq!(lang, b"de-DE");
    let marked = dictionary(&document, catalog.get(b"MarkInfo").expect("marks")).expect("marks");
    assert!(marked.get(b"Marked").and_then(Object::as_bool).expect("marked"));
    let view = dictionary(&document, catalog.get(b"ViewerPreferences").expect("a view")).expect("a view");
    assert!(view.get(b"DisplayDocTitle").and_then(Object::as_bool).expect("the title is shown"));
    assert!(catalog.get(b"Outlines").is_ok());
    let root = dictionary(&document, catalog.get(b"StructTreeRoot").expect("a structure")).expect("a structure");
    let tree = structure(&document, root);
    let expected = "H1 P P P P H2 P P P L(LI(Lbl LBody)) Div(P P P) Div(P P) L(LI(Lbl LBody)) L(LI(Lbl LBody)) H3 BlockQuote(P) P(Code) P";
    assert!(tree.contains(expected), "{tree}");
    let xmp = String::from_utf8_lossy(&printed.bytes).into_owned();
    assert!(xmp.contains("pdfuaid:part"));
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
    let catalog = document.catalog().expect("a catalogue");
    let root = dictionary(&document, catalog.get(b"StructTreeRoot").expect("a structure")).expect("a structure");
    let tree = structure(&document, root);
    let expected = "L(LI(Lbl LBody(L(LI(Lbl LBody) LI(Lbl LBody(L(LI(Lbl LBody))))))) LI(Lbl LBody(L(LI(Lbl LBody)))))";
    assert!(tree.contains(expected), "{tree}");
}

#[test]
fn its_words_and_line_numbers_can_be_read() {
    let version = text();
    let paper = full(&version);
    let (_, document) = printed(&paper);
    let words = words(&document);
    for expected in [
        "Räume & „Begegnung“",
        "Drucksache: 26-0815",
        "und mehr.",
        "Şehir için İyi",
        "Änderungsantrag Ä 1 von AG Wohnen zu Absatz 2",
        "[neu: und sofort]",
        "Begründung: Eilt <sehr>.",
        "Schlagworte: Leitlinie 3, Räume",
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
    let fonts = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|object| object.get(b"Type").and_then(Object::as_name).is_ok_and(|kind| kind == b"FontDescriptor"));
    let mut count = 0;
    for font in fonts {
        count += 1;
        assert!([&b"FontFile2"[..], b"FontFile3", b"FontFile"].iter().any(|file| font.get(file).is_ok()));
    }
    assert!(count >= 2);
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
    let words = words(&document);
    assert!(words.contains("Duisburg 2026") && words.contains("gemischt") && words.contains("??"), "{words}");
    // What runs from right to left is kept in the order of reading too.
    let page = document.get_page_content(document.get_pages()[&1]);
    assert!(String::from_utf8_lossy(&page).contains("/ActualText"));
    assert!(words.contains("مرحبا") || words.chars().any(|sign| ('\u{600}'..'\u{6ff}').contains(&sign)), "{words}");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a duration is measured")]
fn long_texts_and_strange_ones() {
    let block = Block::paragraph("Ein Satz, der einige Zeilen füllt, damit viele Seiten entstehen. ".repeat(8).trim());
    let blocks =
        std::iter::repeat_n(block, 1_000).chain([Block::heading(6, "Ende"), Block::paragraph("W".repeat(900))]);
    let long = version("Lang", blocks);
    let start = std::time::Instant::now();
    let (_, document) = printed(&Paper::new(&long));
    say(&format!("{} pages in {:?}", document.get_pages().len(), start.elapsed()));
    assert!(document.get_pages().len() > 100);
    let empty = version("", []);
    assert!(words(&printed(&Paper::new(&empty)).1).contains("Ohne Titel"));
    let broken = Fonts { regular: Arc::new(b"no font".to_vec()), ..FONTS.clone() };
    assert_eq!(pdf(&Paper::new(&empty), &broken), Err(PdfError::Font(0)));
}
