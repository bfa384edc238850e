//! Files that are broken, huge, mean, or something else.

use std::fmt::Write as _;

use exchange::RemarkKind;
use exchange::texts::{MAX_BLOCKS, MAX_FILE, Part, TextFileError, TextFormat, pack};
use proptest::prelude::*;

use crate::{good, open_file, refused, say, says, word_file};

fn other(error: &TextFileError) -> bool {
    matches!(error, TextFileError::OtherKind { .. })
}

#[test]
fn empty_and_huge_files_are_refused() {
    for bytes in [&b""[..], b" \r\n\t "] {
        assert_eq!(refused("a.md", bytes), TextFileError::Empty);
    }
    assert_eq!(refused("a.docx", &vec![b'a'; MAX_FILE + 1]), TextFileError::TooLarge);
    assert_eq!(refused("a.docx", &word_file("<w:p/>", &[])), TextFileError::NoText);
    let long = "a\n\n".repeat(MAX_BLOCKS + 1);
    assert_eq!(refused("a.md", long.as_bytes()), TextFileError::TooLong);
    for sign in ["[", "<", "*", "](", "[a](", "**", "_a", "`", "&lt;"] {
        let body =
            |times: usize| format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", sign.replace('<', "&lt;").repeat(times));
        assert_eq!(good("a.docx", &word_file(&body(10_000), &[])).blocks.len(), 1, "{sign}");
        assert_eq!(refused("a.docx", &word_file(&body(100_001), &[])), TextFileError::BlockTooLong, "{sign}");
    }
    let item =
        format!("<text:list><text:list-item>{}</text:list-item></text:list>", "<text:p>a</text:p>".repeat(50_001));
    assert_eq!(refused("a.odt", &open_file("", &item)), TextFileError::BlockTooLong);
    assert_eq!(refused("a.md", "a".repeat(100_001).as_bytes()), TextFileError::BlockTooLong);
    let long = "<w:p><w:r><w:t>a</w:t></w:r></w:p>".repeat(MAX_BLOCKS + 1);
    assert_eq!(refused("a.docx", &word_file(&long, &[])), TextFileError::TooLong);
}

#[test]
fn what_is_no_text_is_named() {
    for bytes in [
        &b"%PDF-1.7 ..."[..],
        b"{\\rtf1 a}",
        &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1],
        &[0x89, b'P', b'N', b'G', 1],
        b"<!DOCTYPE html><p>a",
        b"<html><script>alert(1)</script>",
    ] {
        let error = refused("a.docx", bytes);
        assert!(other(&error), "{error}");
        assert!(error.to_string().contains("Bitte speichern Sie den Text als .docx"));
    }
    let zip = |parts: &[(&str, &str)]| {
        let parts: Vec<Part> = parts.iter().map(|(path, content)| Part::new(*path, *content)).collect();
        pack(&parts).expect("an archive")
    };
    for parts in [
        &[("a.txt", "a")][..],
        &[("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<a/>")],
        &[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<a/>")],
        &[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<a/>")],
        &[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>")],
    ] {
        assert!(other(&refused("a.odt", &zip(parts))), "{parts:?}");
    }
}

#[test]
fn content_decides_what_a_file_is() {
    let body = "<w:p><w:r><w:t>Text</w:t></w:r></w:p>";
    let imported = good("brief.odt", &word_file(body, &[]));
    assert_eq!(imported.format, TextFormat::Docx);
    assert!(says(&imported, RemarkKind::Fault, "passt nicht zu ihrem Inhalt"));
    let imported = good("brief.docx", b"# Nur Markdown\n\nText");
    assert_eq!((imported.format, imported.title.as_deref()), (TextFormat::Markdown, Some("Nur Markdown")));
    assert!(says(&imported, RemarkKind::Fault, "als Markdown gelesen"));
}

#[test]
fn text_in_other_encodings_is_refused_with_its_line() {
    let line = |bytes: &[u8]| match refused("a.md", bytes) {
        TextFileError::NotText { line, .. } => line,
        other => panic!("{other}"),
    };
    assert_eq!(line(b"eins\nzwei \xE4\n"), 2);
    assert_eq!(line(b"eins\n\nn\0"), 3);
    assert_eq!(line(&[0xFF, 0xFE, b'a', 0]), 1);
}

#[test]
fn damaged_archives_are_refused_wherever_they_are_cut() {
    let bytes = word_file(&"<w:p><w:r><w:t>Text</w:t></w:r></w:p>".repeat(50), &[]);
    for end in (5..bytes.len()).step_by(7) {
        assert!(matches!(refused("a.docx", &bytes[..end]), TextFileError::Damaged { .. }), "cut at {end}");
    }
    for body in ["<w:p>", "</w:p>", "<w:p", "<w:p><w:r></w:p>", "&", "<w:p a='1' a=\"<\">", "&#0;", "&#xD800;"] {
        let error = refused("a.docx", &word_file(body, &[]));
        assert!(
            matches!(error, TextFileError::Damaged { .. } | TextFileError::NoText | TextFileError::Suspicious),
            "{body}: {error}"
        );
    }
}

#[test]
fn bombs_do_not_go_off() {
    // Sixty-six megabytes in less than a hundred kilobytes, as the formats of a document.
    let styles = " ".repeat(66 * 1024 * 1024);
    let relations = r#"<Relationships><Relationship Id="a" Type="a/styles" Target="styles.xml"/></Relationships>"#;
    let body = "<w:p><w:r><w:t>Text</w:t></w:r></w:p>";
    let bomb = word_file(body, &[("word/_rels/document.xml.rels", relations), ("word/styles.xml", &styles)]);
    assert!(bomb.len() < 100 * 1024);
    assert_eq!(refused("a.docx", &bomb), TextFileError::UnpacksTooLarge);
    // The same as a part that is not read is never unpacked.
    let mut unread = bomb;
    let places: Vec<usize> =
        (0..unread.len()).filter(|place| unread[*place..].starts_with(b"word/styles.xml")).collect();
    for place in &places {
        unread[*place..*place + 15].copy_from_slice(b"word/stylez.bmp");
    }
    assert_eq!((places.len(), good("a.docx", &unread).blocks.len()), (2, 1));
    let many: Vec<Part> = (0..6_000).map(|number| Part::new(format!("{number}.xml"), "")).collect();
    assert_eq!(refused("a.docx", &pack(&many).expect("an archive")), TextFileError::UnpacksTooLarge);
    // Blanks, cells and levels that a few bytes ask for.
    let blanks = open_file("", "<text:p>a<text:s text:c=\"4000000000\"/>b</text:p>");
    assert!(good("a.odt", &blanks).blocks[0].text.len() <= 102);
    let row = format!("<w:tr>{}</w:tr>", "<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>".repeat(2_000));
    let short = "<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>".repeat(2_000);
    assert_eq!(refused("a.docx", &word_file(&format!("<w:tbl>{row}{short}</w:tbl>"), &[])), TextFileError::TooLong);
    let deep = format!(
        "{}<text:p>a</text:p>{}",
        "<text:list><text:list-item>".repeat(5_000),
        "</text:list-item></text:list>".repeat(5_000)
    );
    assert_eq!(good("a.odt", &open_file("", &deep)).blocks.len(), 1);
}

#[test]
fn entities_and_document_types_are_refused() {
    let bomb = r#"<!DOCTYPE a [<!ENTITY b "cccccccccc"><!ENTITY d "&b;&b;&b;&b;">]>"#;
    let outside = r#"<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>"#;
    for kind in [bomb, outside] {
        let parts = [
            Part::new("[Content_Types].xml", "<Types/>"),
            Part::new("word/document.xml", format!("<?xml version=\"1.0\"?>{kind}<a>&d;</a>")),
        ];
        assert_eq!(refused("a.docx", &pack(&parts).expect("an archive")), TextFileError::Suspicious);
    }
    let body = "<w:p><w:r><w:t>&unknown;</w:t></w:r></w:p>";
    assert_eq!(refused("a.docx", &word_file(body, &[])), TextFileError::Suspicious);
    let body = "<w:p><w:r><w:t>A &amp; B &#228; &#x1F44B;</w:t></w:r></w:p>";
    assert_eq!(good("a.docx", &word_file(body, &[])).blocks[0].text, "A & B ä 👋");
}

#[test]
fn macros_are_told_and_never_looked_at() {
    let body = "<w:p><w:r><w:t>Text</w:t></w:r></w:p>";
    let imported = good("a.docm", &word_file(body, &[("word/vbaProject.bin", "\u{0}\u{1}Shell")]));
    assert_eq!(imported.blocks.len(), 1);
    assert!(says(&imported, RemarkKind::Lost, "Makros"));
}

#[test]
fn hostile_words_stay_words() {
    let body = "<w:p><w:r><w:t>&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:alert(1))</w:t></w:r></w:p>";
    let imported = good("a.docx", &word_file(body, &[]));
    let text = &imported.blocks[0].text;
    assert_eq!(domain::text::wording::words(text), "<script>alert(1)</script> [x](javascript:alert(1))");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a duration is measured")]
fn four_hundred_pages_are_read_quickly() {
    let mut body = String::new();
    for number in 0..12_000 {
        let _ = write!(
            body,
            r#"<w:p><w:pPr><w:rPr><w:ins w:id="1"/></w:rPr></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Absatz {number} </w:t></w:r><w:ins w:id="2"><w:r><w:t>{}</w:t></w:r></w:ins><w:del w:id="3"><w:r><w:delText>weg</w:delText></w:r></w:del></w:p>"#,
            "Wörter ".repeat(15)
        );
    }
    let file = word_file(&body, &[]);
    let start = std::time::Instant::now();
    let imported = good("a.docx", &file);
    let took = start.elapsed();
    assert_eq!(imported.blocks.len(), 12_000);
    assert!(
        says(&imported, RemarkKind::Changed, "24000 Einfügungen")
            && says(&imported, RemarkKind::Changed, "12000 Streichungen")
    );
    say(&format!("12,000 paragraphs in {took:?}"));
    assert!(took.as_secs() < 30, "{took:?}");
}

/// Pieces of documents in any order, closed or not.
fn strange(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(pieces), 0..25).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_document_is_too_strange(
        word in strange(&[
            "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "wort ", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>",
            "</w:tc>", "<w:pPr><w:numPr><w:ilvl w:val='300'/></w:numPr></w:pPr>", "<w:outlineLvl w:val='-1'/>", "<w:del>", "</w:del>",
            "<w:trPr><w:del/></w:trPr>", "<w:hyperlink r:id='x'>", "</w:hyperlink>", "<w:drawing/>", "<w:br/>", "<w:fldChar w:fldCharType='end'/>",
            "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", "<w:b/>", "&#x1F44B;", "<![CDATA[<w:p>]]>", "<!-- a -->", "<?a?>",
        ]),
        open in strange(&[
            "<text:p>", "</text:p>", "<text:h text:outline-level='77'>", "</text:h>", "<text:list>", "</text:list>", "<text:list-item>",
            "</text:list-item>", "<text:span text:style-name='T'>", "</text:span>", "</text:a>", "<text:s text:c='-1'/>", "<text:tab/>",
            "wort ", "<table:table>", "</table:table>", "<table:table-row>", "</table:table-row>", "<table:table-cell>",
            "</table:table-cell>", "<draw:frame/>", "<office:annotation/>", "<text:note/>", "&lt;", "<text:tracked-changes/>",
        ]),
    ) {
        for (name, bytes) in [("a.docx", word_file(&word, &[])), ("a.odt", open_file("", &open))] {
            if let Ok(imported) = exchange::texts::read(name, &bytes) {
                prop_assert!(imported.blocks.iter().all(|block| !block.text.trim().is_empty()));
            }
        }
    }
}
