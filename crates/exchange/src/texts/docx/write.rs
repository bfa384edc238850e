//! A text as a Word document: real headings and lists, numbers of paragraphs and lines in front, amendments under their paragraphs.

use std::fmt::Write as _;

use domain::text::blocks::{BlockKind, List};
use domain::text::words::Op;

use super::style;
use crate::archive::{PackError, Part, pack};
use crate::texts::gather::target;
use crate::texts::inline::{self, Run};
use crate::texts::paper::{Embedded, Paper, Row};
use crate::texts::xml::escaped;

const SPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Writes a Word document. [`super::read`] reads the same title and blocks from it.
///
/// # Errors
/// When it becomes larger than an archive can hold.
pub fn write(paper: &Paper<'_>) -> Result<Vec<u8>, PackError> {
    let mut writer = Writer::default();
    writer.paragraph("Title", "", &run("", &paper.title()));
    for (name, value) in &paper.facts {
        writer.paragraph(style::FRAME, "", &run("", &format!("{name}: {value}")));
    }
    for row in paper.rows() {
        writer.row(&row);
    }
    let Writer { body, links, lists, .. } = writer;
    let document = format!(
        r#"{HEAD}<w:document {SPACES}><w:body>{body}<w:sectPr><w:footerReference w:type="default" r:id="rIdFooter"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1418" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>"#
    );
    let mut relations = String::new();
    for (id, name) in [("Styles", "styles"), ("Numbering", "numbering"), ("Footer", "footer")] {
        let _ = write!(relations, r#"<Relationship Id="rId{id}" Type="{RELATION}/{name}" Target="{name}.xml"/>"#);
    }
    for (number, link) in links.iter().enumerate() {
        let _ = write!(
            relations,
            r#"<Relationship Id="rId{number}" Type="{RELATION}/hyperlink" Target="{}" TargetMode="External"/>"#,
            escaped(link)
        );
    }
    let footer = format!(
        r#"{HEAD}<w:ftr {SPACES}><w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">Seite </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>"#
    );
    let core = format!(
        r#"{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:language>de-DE</dc:language></cp:coreProperties>"#,
        escaped(&paper.title())
    );
    pack(&[
        Part::new("[Content_Types].xml", content_types()),
        Part::new("_rels/.rels", package()),
        Part::new("word/document.xml", document),
        Part::new("word/_rels/document.xml.rels", in_relations(&relations)),
        Part::new("word/styles.xml", styles()),
        Part::new("word/numbering.xml", numbering(&lists)),
        Part::new("word/footer.xml", footer),
        Part::new("docProps/core.xml", core),
    ])
}

#[derive(Default)]
struct Writer {
    body: String,
    links: Vec<String>,
    /// Every list of the document: what stands in front, and on which level it counts.
    lists: Vec<(List, u8)>,
    /// The lists around the item before, outermost first: what stands in front, and their place in `lists`.
    open: Vec<(List, usize)>,
}

impl Writer {
    fn paragraph(&mut self, style: &str, more: &str, runs: &str) {
        let _ = write!(self.body, r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>"#);
    }

    fn row(&mut self, row: &Row<'_>) {
        let block = row.block();
        let words = if block.kind == BlockKind::Verbatim {
            run("", &block.text)
        } else {
            inline::runs(&block.text).iter().map(|run| self.run(run)).collect()
        };
        let place = format!(r#"<w:rPr><w:rStyle w:val="{}"/></w:rPr>"#, style::PLACE);
        let runs = run(&place, &row.mark()) + &words;
        let (style, more) = match block.kind {
            BlockKind::Paragraph => ("Absatz".to_owned(), String::new()),
            BlockKind::Heading(level) => (format!("Heading{}", level.clamp(1, 6)), String::new()),
            BlockKind::Quote => ("Quote".to_owned(), String::new()),
            BlockKind::Verbatim => (style::VERBATIM.to_owned(), String::new()),
            BlockKind::Item { list, depth } => {
                let depth = depth.min(8);
                let number = self.list(list, depth);
                let more = format!(r#"<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>"#);
                ("ListParagraph".to_owned(), more)
            }
        };
        if !matches!(block.kind, BlockKind::Item { .. }) {
            self.open.clear();
        }
        self.paragraph(&style, &more, &runs);
        for remark in row.remarks() {
            self.paragraph(style::FRAME, "", &run("", &remark));
        }
        for amendment in row.amendments {
            self.amendment(amendment, row);
        }
    }

    /// The number of the list that an item belongs to: a list inside an item counts from one each time.
    fn list(&mut self, list: List, depth: u8) -> usize {
        let level = usize::from(depth);
        self.open.truncate(level + 1);
        if self.open.get(level).is_some_and(|(known, _)| *known != list) {
            self.open.truncate(level);
        }
        while self.open.len() <= level {
            let at = u8::try_from(self.open.len()).unwrap_or(depth);
            self.lists.push((list, at));
            self.open.push((list, self.lists.len()));
        }
        self.open[level].1
    }

    fn run(&mut self, words: &Run) -> String {
        let mut properties = String::new();
        if words.look.code {
            let _ = write!(properties, r#"<w:rStyle w:val="{}"/>"#, style::CODE);
        }
        // Nothing but web and mail addresses leaves the house as a link.
        let link = words.look.link.as_deref().and_then(target);
        if link.is_some() && !words.look.code {
            properties.push_str(r#"<w:rStyle w:val="Hyperlink"/>"#);
        }
        if words.look.bold {
            properties.push_str("<w:b/>");
        }
        if words.look.italic {
            properties.push_str("<w:i/>");
        }
        let written = run(&format!("<w:rPr>{properties}</w:rPr>"), &words.text);
        let Some(link) = link else { return written };
        self.links.push(link);
        format!(r#"<w:hyperlink r:id="rId{}">{written}</w:hyperlink>"#, self.links.len() - 1)
    }

    fn amendment(&mut self, amendment: &Embedded, row: &Row<'_>) {
        self.paragraph(style::AMENDMENT, "<w:keepNext/>", &run("<w:rPr><w:b/></w:rPr>", &amendment.heading(row)));
        let words: String = amendment
            .spelled(row)
            .iter()
            .map(|(op, text)| match op {
                Op::Kept => run("", text),
                Op::Deleted => run("<w:rPr><w:strike/></w:rPr>", text),
                Op::Inserted => run(r#"<w:rPr><w:u w:val="single"/></w:rPr>"#, text),
            })
            .collect();
        self.paragraph(style::AMENDMENT, "", &words);
        if let Some(reason) = amendment.because() {
            self.paragraph(style::AMENDMENT, "", &run("", &reason));
        }
    }
}

/// A run of words; line breaks and tabs are elements of their own.
fn run(properties: &str, words: &str) -> String {
    let mut written = format!("<w:r>{properties}");
    for (line, text) in words.split('\n').enumerate() {
        if line > 0 {
            written.push_str("<w:br/>");
        }
        for (piece, text) in text.split('\t').enumerate() {
            if piece > 0 {
                written.push_str("<w:tab/>");
            }
            if !text.is_empty() {
                let _ = write!(written, r#"<w:t xml:space="preserve">{}</w:t>"#, escaped(text));
            }
        }
    }
    written + "</w:r>"
}

fn in_relations(relations: &str) -> String {
    format!(
        r#"{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>"#
    )
}

fn package() -> String {
    in_relations(&format!(
        r#"<Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>"#
    ))
}

fn content_types() -> String {
    let mut parts = String::new();
    for (name, kind) in
        [("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"), ("footer", "footer")]
    {
        let _ = write!(parts, r#"<Override PartName="/word/{name}.xml" ContentType="{KIND}.{kind}+xml"/>"#);
    }
    format!(
        r#"{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{parts}<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#
    )
}

/// Three shapes of lists, and a list of its own for every list of the text, so that each counts from one.
fn numbering(lists: &[(List, u8)]) -> String {
    let mut written = format!("{HEAD}<w:numbering {SPACES}>");
    for (shape, list) in [List::Bullets, List::Numbers, List::Letters].into_iter().enumerate() {
        let _ = write!(written, r#"<w:abstractNum w:abstractNumId="{shape}"><w:multiLevelType w:val="multilevel"/>"#);
        for level in 0..9 {
            let (format, text) = match list {
                List::Bullets => ("bullet", "•".to_owned()),
                List::Numbers => ("decimal", format!("%{}.", level + 1)),
                List::Letters => ("lowerLetter", format!("%{})", level + 1)),
            };
            let indent = 425 * (level + 1);
            let _ = write!(
                written,
                r#"<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{indent}" w:hanging="425"/></w:pPr></w:lvl>"#
            );
        }
        written.push_str("</w:abstractNum>");
    }
    for (place, (list, level)) in lists.iter().enumerate() {
        let shape = match list {
            List::Bullets => 0,
            List::Numbers => 1,
            List::Letters => 2,
        };
        let _ = write!(
            written,
            r#"<w:num w:numId="{}"><w:abstractNumId w:val="{shape}"/><w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"#,
            place + 1
        );
    }
    written + "</w:numbering>"
}

fn styles() -> String {
    let mut written = format!(
        r#"{HEAD}<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Fira Sans" w:hAnsi="Fira Sans" w:cs="Arial"/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>"#
    );
    let mut paragraph = |id: &str, name: &str, shape: &str, letters: &str| {
        let _ = write!(
            written,
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:pPr>{shape}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"#
        );
    };
    paragraph("Title", "Title", r#"<w:spacing w:after="240"/>"#, r#"<w:b/><w:sz w:val="40"/>"#);
    for level in 1..=6 {
        let shape = format!(r#"<w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="{}"/>"#, level - 1);
        let letters = format!(r#"<w:b/><w:sz w:val="{}"/>"#, 34 - 2 * level);
        paragraph(&format!("Heading{level}"), &format!("heading {level}"), &shape, &letters);
    }
    paragraph("Absatz", "Absatz", "", "");
    paragraph("ListParagraph", "List Paragraph", "", "");
    paragraph("Quote", "Quote", r#"<w:ind w:left="567" w:right="567"/>"#, "<w:i/>");
    paragraph(
        style::VERBATIM,
        "Unverändert",
        "",
        r#"<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/><w:sz w:val="18"/>"#,
    );
    paragraph(style::FRAME, "Angabe", "", r#"<w:color w:val="555555"/><w:sz w:val="18"/>"#);
    paragraph(
        style::AMENDMENT,
        "Änderungsantrag",
        r#"<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="555555"/></w:pBdr><w:ind w:left="567"/>"#,
        "",
    );
    for (id, name, letters) in [
        (style::PLACE, "Stelle", r#"<w:color w:val="555555"/><w:sz w:val="16"/>"#),
        (style::CODE, "Code", r#"<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/>"#),
        ("Hyperlink", "Hyperlink", r#"<w:color w:val="0B5394"/><w:u w:val="single"/>"#),
    ] {
        let _ = write!(
            written,
            r#"<w:style w:type="character" w:styleId="{id}"><w:name w:val="{name}"/><w:rPr>{letters}</w:rPr></w:style>"#
        );
    }
    written + "</w:styles>"
}
