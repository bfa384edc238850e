//! What Word and its relatives write.

use domain::text::blocks::{Block, BlockKind, List};
use exchange::RemarkKind::{Changed, Lost};

use crate::{good, says, word_file};

const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles2.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="/word/numbering.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://duisburg.de/a(b)" TargetMode="External"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="javascript:alert(1)" TargetMode="External"/></Relationships>"#;
const STYLES: &str = r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style><w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="Eigene"><w:name w:val="Eigene"/><w:basedOn w:val="berschrift1"/></w:style><w:style w:type="paragraph" w:styleId="Kapitel"><w:name w:val="Kapitel"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style><w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style><w:style w:type="paragraph" w:styleId="Liste"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Kreis"><w:name w:val="a"/><w:basedOn w:val="Kreis"/></w:style></w:styles>"#;
const NUMBERING: &str = r#"<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="6"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="6"/></w:num></w:numbering>"#;

fn file(body: &str) -> Vec<u8> {
    let rels = "word/_rels/document.xml.rels";
    word_file(body, &[(rels, RELATIONS), ("word/styles2.xml", STYLES), ("word/numbering.xml", NUMBERING)])
}

fn paragraph(properties: &str, text: &str) -> String {
    format!(r#"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#)
}

fn styled(style: &str, text: &str) -> String {
    paragraph(&format!(r#"<w:pStyle w:val="{style}"/>"#), text)
}

fn item(list: List, depth: u8, text: &str) -> Block {
    Block { kind: BlockKind::Item { list, depth }, text: text.into() }
}

#[test]
fn styles_and_lists_become_kinds() {
    let numbered = |level: u8| format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="2"/></w:numPr>"#);
    let body = [
        styled("Titel", "Der  Titel"),
        styled("Verzeichnis1", "Eins ... 3"),
        styled("berschrift1", "Eins"),
        styled("Eigene", "Zwei"),
        styled("Kapitel", "Drei"),
        paragraph(r#"<w:outlineLvl w:val="8"/>"#, "Tief"),
        styled("Liste", "Punkt"),
        paragraph(&numbered(0), "Erstens"),
        paragraph(&numbered(1), "Auch"),
        paragraph(r#"<w:pStyle w:val="Liste"/><w:numPr><w:numId w:val="0"/></w:numPr>"#, "Keiner"),
        styled("Zitat", "Gesagt"),
        styled("Kreis", "Rund"),
        styled("Unbekannt", "• Getippt"),
        paragraph("", "  "),
        paragraph("", "1. Januar"),
    ];
    let imported = good("a.docx", &file(&body.concat()));
    assert_eq!(imported.title.as_deref(), Some("Der Titel"));
    let expected = [
        Block::heading(1, "Eins"),
        Block::heading(1, "Zwei"),
        Block::heading(2, "Drei"),
        Block::heading(6, "Tief"),
        Block::item("Punkt"),
        item(List::Numbers, 0, "Erstens"),
        item(List::Letters, 1, "Auch"),
        Block::paragraph("Keiner"),
        Block { kind: BlockKind::Quote, text: "Gesagt".into() },
        Block::paragraph("Rund"),
        Block::item("Getippt"),
        Block::paragraph("1\\. Januar"),
    ];
    assert_eq!(imported.blocks, expected);
    assert!(says(&imported, Lost, "Inhaltsverzeichnis"));
}

#[test]
fn tracked_changes_are_read_as_accepted_and_counted() {
    let body = r#"<w:p><w:pPr><w:pStyle w:val="berschrift1"/><w:pPrChange w:id="9"><w:pPr><w:pStyle w:val="Zitat"/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>Alt</w:t></w:r></w:p>
        <w:p><w:r><w:t xml:space="preserve">Wir </w:t></w:r><w:del w:id="1"><w:r><w:delText>wollen</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:rPr><w:b/><w:rPrChange w:id="3"><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>werden</w:t></w:r></w:ins><w:moveFrom w:id="4"><w:r><w:t> weg</w:t></w:r></w:moveFrom><w:moveTo w:id="5"><w:r><w:t xml:space="preserve"> her</w:t></w:r></w:moveTo></w:p>
        <w:p><w:pPr><w:rPr><w:del w:id="6"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">Erster Teil, </w:t></w:r></w:p><w:p><w:r><w:t>zweiter Teil.</w:t></w:r></w:p>
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>bleibt</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:del w:id="7"/></w:trPr><w:tc><w:p><w:r><w:t>geht</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>auch</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>"#;
    let imported = good("a.docx", &file(body));
    // A heading, not the quotation it was before.
    assert_eq!(imported.title.as_deref(), Some("Alt"));
    let expected = [
        Block::paragraph("Wir **werden** her"),
        Block::paragraph("Erster Teil, zweiter Teil."),
        Block { kind: BlockKind::Verbatim, text: "| bleibt |\n| --- |".into() },
    ];
    assert_eq!(imported.blocks, expected);
    assert!(says(&imported, Changed, "2 Einfügungen"), "{:#?}", imported.notes);
    assert!(says(&imported, Changed, "4 Streichungen"), "{:#?}", imported.notes);
}

#[test]
fn emphasis_links_breaks_and_fields_are_carried_over() {
    let body = r#"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Fett </w:t></w:r><w:r><w:rPr><w:b w:val="0"/><w:i w:val="1"/></w:rPr><w:t>betont</w:t></w:r><w:r><w:t xml:space="preserve"> und </w:t></w:r><w:hyperlink r:id="rId3"><w:r><w:t>Ziel</w:t></w:r></w:hyperlink><w:r><w:t>,</w:t></w:r><w:r><w:br/><w:t>neue Zeile</w:t><w:br w:type="page"/></w:r><w:hyperlink r:id="rId4"><w:r><w:t xml:space="preserve"> böse</w:t></w:r></w:hyperlink></w:p>
        <w:p><w:r><w:t xml:space="preserve">Seite </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGEREF x </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> von</w:t><w:tab/><w:t>9</w:t><w:noBreakHyphen/><w:t>10</w:t></w:r></w:p>
        <w:sdt><w:sdtPr><w:placeholder/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Im Feld</w:t></w:r></w:p></w:sdtContent></w:sdt>"#;
    let imported = good("a.docx", &file(body));
    let texts: Vec<&str> = imported.blocks.iter().map(|block| block.text.as_str()).collect();
    let expected = [
        "**Fett** *betont* und [Ziel](https://duisburg.de/a%28b%29),\nneue Zeile böse",
        "Seite 7 von\t9\u{2011}10",
        "Im Feld",
    ];
    assert_eq!(texts, expected);
    assert!(says(&imported, Changed, "1 Verweis wurde nur mit dem Text"));
}

#[test]
fn what_does_not_come_over_is_told() {
    let body = r#"<w:p><w:r><w:t>Text</w:t><w:footnoteReference w:id="1"/><w:commentReference w:id="1"/><w:drawing><a/></w:drawing><w:drawing><w:txbxContent><w:p><w:r><w:t>Feld</w:t></w:r></w:p></w:txbxContent></w:drawing><w:object/><w:sym w:char="F0B7"/></w:r><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath><w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r></w:p>
        <w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r></w:p>
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>A|B</w:t></w:r></w:p><w:p><w:r><w:t>C</w:t></w:r></w:p></w:tc><w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>innen</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>D</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
        <w:sectPr><w:headerReference/></w:sectPr>"#;
    let imported = good("a.docx", &file(body));
    let expected = [
        Block::paragraph("Text"),
        Block { kind: BlockKind::Verbatim, text: "| A\\|B C | innen |\n| --- | --- |\n| D |  |".into() },
    ];
    assert_eq!(imported.blocks, expected);
    for words in [
        "1 Fuß- oder Endnote",
        "1 Kommentar",
        "2 Bilder",
        "1 Textfeld",
        "1 eingebettetes Objekt",
        "1 Zeichen",
        "1 Formel",
        "1 verborgene Textstelle",
        "Kopf- und Fußzeilen",
    ] {
        assert!(says(&imported, Lost, words), "{words}: {:#?}", imported.notes);
    }
    assert!(says(&imported, Changed, "1 Tabelle"));
}

#[test]
fn the_first_heading_is_the_title_where_none_is_named() {
    let alone =
        good("a.docx", &file(&[styled("berschrift1", "Thema"), styled("Kapitel", "A"), paragraph("", "b")].concat()));
    assert_eq!((alone.title.as_deref(), alone.blocks.len()), (Some("Thema"), 2));
    let several = [styled("berschrift1", "Eins"), paragraph("", "b"), styled("berschrift1", "Zwei")].concat();
    let several = good("a.docx", &file(&several));
    assert_eq!((several.title.as_deref(), several.blocks.len()), (Some("Eins"), 3));
    assert_eq!(good("a.docx", &file(&paragraph("", "b"))).title, None);
}
