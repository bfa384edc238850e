//! What `LibreOffice` and its relatives write.

use domain::text::blocks::{Block, BlockKind, List};
use exchange::RemarkKind::{Changed, Lost};
use exchange::texts::{Part, TextFileError, pack};

use crate::{good, open_file, refused, says};

const STYLES: &str = r#"<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="T2" style:family="text" style:parent-style-name="Emphasis"/><style:style style:name="T3" style:family="text"><style:text-properties text:display="none"/></style:style><style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/><style:style style:name="P2" style:family="paragraph" style:parent-style-name="Quotations"/><text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/><text:list-level-style-bullet text:level="2"/></text:list-style>"#;

#[test]
fn styles_and_lists_become_kinds() {
    let body = r#"<text:p text:style-name="P1">Der Titel</text:p>
        <text:h text:style-name="Heading_20_1" text:outline-level="1">Eins</text:h>
        <text:h text:outline-level="2">Zwei</text:h>
        <text:p>Ein   <text:span text:style-name="T1">fettes</text:span>
            Wort<text:s text:c="2"/>und <text:span text:style-name="T2">betont</text:span><text:span text:style-name="T3">geheim</text:span>.<text:line-break/>Neu<text:a xlink:href="https://a.de">hier</text:a></text:p>
        <text:list text:style-name="L1"><text:list-item><text:p>Erstens</text:p><text:p>geht weiter</text:p><text:list><text:list-item><text:p>Tief</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>Zweitens</text:p></text:list-item></text:list>
        <text:p text:style-name="P2">Gesagt</text:p>"#;
    let imported = good("a.odt", &open_file(STYLES, body));
    assert_eq!(imported.title.as_deref(), Some("Der Titel"));
    let item = |list, depth, text: &str| Block { kind: BlockKind::Item { list, depth }, text: text.into() };
    let expected = [
        Block::heading(1, "Eins"),
        Block::heading(2, "Zwei"),
        Block::paragraph("Ein **fettes** Wort  und *betont*.\nNeu[hier](https://a.de)"),
        item(List::Numbers, 0, "Erstens\ngeht weiter"),
        item(List::Bullets, 1, "Tief"),
        item(List::Numbers, 0, "Zweitens"),
        Block { kind: BlockKind::Quote, text: "Gesagt".into() },
    ];
    assert_eq!(imported.blocks, expected);
    assert!(says(&imported, Lost, "1 verborgene Textstelle"));
}

#[test]
fn tracked_changes_are_read_as_accepted_and_counted() {
    let body = r"<text:tracked-changes><text:changed-region><text:insertion/></text:changed-region><text:changed-region><text:deletion><text:p>gestrichen</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>Wir <text:change-start/>werden<text:change-end/><text:change/> handeln.</text:p>";
    let imported = good("a.odt", &open_file("", body));
    assert_eq!(imported.blocks, [Block::paragraph("Wir werden handeln.")]);
    assert!(says(&imported, Changed, "1 Einfügung") && says(&imported, Changed, "1 Streichung"));
}

#[test]
fn what_does_not_come_over_is_told() {
    let body = r#"<text:table-of-content><text:p>Inhalt</text:p></text:table-of-content><text:p>Text<text:note><text:note-body><text:p>unten</text:p></text:note-body></text:note><office:annotation><text:p>am Rand</text:p></office:annotation><draw:frame><draw:image/></draw:frame><draw:frame><draw:text-box><text:p>Feld</text:p></draw:text-box></draw:frame><text:a xlink:href="javascript:alert(1)">böse</text:a></text:p><table:table><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table>"#;
    let imported = good("a.odt", &open_file("", body));
    let table = Block { kind: BlockKind::Verbatim, text: "| A |\n| --- |".into() };
    assert_eq!(imported.blocks, [Block::paragraph("Textböse"), table]);
    for words in ["Inhaltsverzeichnis", "1 Fuß- oder Endnote", "1 Kommentar", "1 Bild", "1 Textfeld"] {
        assert!(says(&imported, Lost, words), "{words}: {:#?}", imported.notes);
    }
    assert!(says(&imported, Changed, "1 Tabelle") && says(&imported, Changed, "1 Verweis"));
}

#[test]
fn locked_and_active_documents() {
    let kind = "application/vnd.oasis.opendocument.text";
    let locked = r#"<manifest:manifest xmlns:manifest="a"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"#;
    let parts =
        [Part::new("mimetype", kind), Part::new("META-INF/manifest.xml", locked), Part::new("content.xml", "%%%")];
    assert_eq!(refused("a.odt", &pack(&parts).expect("an archive")), TextFileError::Encrypted);
    let imported = good("a.odt", &open_file("", "<text:p>Text</text:p>"));
    assert_eq!(imported.notes, []);
}
