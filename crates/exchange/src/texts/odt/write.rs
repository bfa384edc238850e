//! A text as an `OpenDocument` file: real headings and lists, numbers of paragraphs and lines in front, amendments under their paragraphs.

use std::fmt::Write as _;

use domain::text::blocks::{BlockKind, List};
use domain::text::words::Op;

use super::style;
use crate::archive::{PackError, Part, pack};
use crate::texts::gather::target;
use crate::texts::inline::{self, Run};
use crate::texts::paper::{Embedded, Paper, Row};
use crate::texts::xml::escaped;

const KIND: &str = "application/vnd.oasis.opendocument.text";
const SPACES: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3""#;
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Writes an `OpenDocument` text. [`super::read`] reads the same title and blocks from it.
///
/// # Errors
/// When it becomes larger than an archive can hold.
pub fn write(paper: &Paper<'_>) -> Result<Vec<u8>, PackError> {
    let mut writer = Writer::default();
    writer.paragraph("Title", &words(&paper.title()));
    for (name, value) in &paper.facts {
        writer.paragraph(style::FRAME, &words(&format!("{name}: {value}")));
    }
    for row in paper.rows() {
        writer.row(&row);
    }
    writer.close_lists(0);
    let content = format!(
        r"{HEAD}<office:document-content {SPACES}><office:automatic-styles>{}</office:automatic-styles><office:body><office:text>{}</office:text></office:body></office:document-content>",
        automatic_styles(),
        writer.body
    );
    let meta = format!(
        r"{HEAD}<office:document-meta {SPACES}><office:meta><dc:title>{}</dc:title><dc:language>de-DE</dc:language></office:meta></office:document-meta>",
        escaped(&paper.title())
    );
    let mut files = String::new();
    for name in ["content.xml", "styles.xml", "meta.xml"] {
        let _ = write!(files, r#"<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>"#);
    }
    let manifest = format!(
        r#"{HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{KIND}"/>{files}</manifest:manifest>"#
    );
    pack(&[
        Part::new("mimetype", KIND),
        Part::new("META-INF/manifest.xml", manifest),
        Part::new("content.xml", content),
        Part::new("styles.xml", styles()),
        Part::new("meta.xml", meta),
    ])
}

#[derive(Default)]
struct Writer {
    body: String,
    /// The lists around, outermost first.
    lists: Vec<List>,
}

impl Writer {
    fn paragraph(&mut self, style: &str, content: &str) {
        let _ = write!(self.body, r#"<text:p text:style-name="{style}">{content}</text:p>"#);
    }

    fn row(&mut self, row: &Row<'_>) {
        let block = row.block();
        let mut content =
            format!(r#"<text:span text:style-name="{}">{}</text:span>"#, style::PLACE, words(&row.mark()));
        if block.kind == BlockKind::Verbatim {
            content.push_str(&words(&block.text));
        } else {
            content.extend(inline::runs(&block.text).iter().map(span));
        }
        if let BlockKind::Item { list, depth } = block.kind {
            self.opens_item(list, usize::from(depth.min(9)), row.count);
        } else {
            self.close_lists(0);
        }
        match block.kind {
            BlockKind::Heading(level) => {
                let level = level.clamp(1, 6);
                let _ = write!(
                    self.body,
                    r#"<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{content}</text:h>"#
                );
            }
            BlockKind::Quote => self.paragraph("Quotations", &content),
            BlockKind::Verbatim => self.paragraph(style::VERBATIM, &content),
            BlockKind::Paragraph | BlockKind::Item { .. } => self.paragraph("Text_20_body", &content),
        }
        let remarks = row.remarks();
        if !remarks.is_empty() || !row.amendments.is_empty() {
            // Not inside of the list: there they would be read as parts of the item.
            self.close_lists(0);
        }
        for remark in remarks {
            self.paragraph(style::FRAME, &words(&remark));
        }
        for amendment in row.amendments {
            self.amendment(amendment, row);
        }
    }

    /// Closes the lists below the first `kept`.
    fn close_lists(&mut self, kept: usize) {
        while self.lists.len() > kept {
            self.lists.pop();
            self.body.push_str("</text:list-item></text:list>");
        }
    }

    fn opens_item(&mut self, list: List, depth: usize, count: u32) {
        self.close_lists(depth + 1);
        if self.lists.get(depth).is_some_and(|known| *known != list) {
            self.close_lists(depth);
        }
        if self.lists.len() == depth + 1 {
            self.body.push_str("</text:list-item><text:list-item>");
        }
        while self.lists.len() <= depth {
            // A list that was left for a remark goes on counting.
            let start = if self.lists.len() == depth { count } else { 1 };
            let _ = write!(
                self.body,
                r#"<text:list text:style-name="{}"><text:list-item text:start-value="{start}">"#,
                list_style(list)
            );
            self.lists.push(list);
        }
    }

    fn amendment(&mut self, amendment: &Embedded, row: &Row<'_>) {
        let heading = format!(r#"<text:span text:style-name="Fett">{}</text:span>"#, words(&amendment.heading(row)));
        self.paragraph(style::AMENDMENT, &heading);
        let difference: String = amendment
            .spelled(row)
            .iter()
            .map(|(op, text)| match op {
                Op::Kept => words(text),
                Op::Deleted => format!(r#"<text:span text:style-name="Gestrichen">{}</text:span>"#, words(text)),
                Op::Inserted => format!(r#"<text:span text:style-name="Neu">{}</text:span>"#, words(text)),
            })
            .collect();
        self.paragraph(style::AMENDMENT, &difference);
        if let Some(reason) = amendment.because() {
            self.paragraph(style::AMENDMENT, &words(&reason));
        }
    }
}

fn list_style(list: List) -> &'static str {
    match list {
        List::Bullets => "Punkte",
        List::Numbers => "Zahlen",
        List::Letters => "Buchstaben",
    }
}

fn span(run: &Run) -> String {
    let look = &run.look;
    let style = match (look.code, look.bold, look.italic) {
        (true, ..) => Some(style::CODE),
        (_, true, true) => Some("FettKursiv"),
        (_, true, false) => Some("Fett"),
        (_, false, true) => Some("Kursiv"),
        _ => None,
    };
    let mut written = words(&run.text);
    if let Some(style) = style {
        written = format!(r#"<text:span text:style-name="{style}">{written}</text:span>"#);
    }
    // Nothing but web and mail addresses leaves the house as a link.
    match look.link.as_deref().and_then(target) {
        Some(link) => format!(r#"<text:a xlink:type="simple" xlink:href="{}">{written}</text:a>"#, escaped(&link)),
        None => written,
    }
}

/// Words of which no blank is lost: all blanks but one between words are elements.
fn words(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut piece = String::new();
    let mut blank = true;
    for (place, sign) in text.char_indices() {
        let is_last = place + sign.len_utf8() == text.len();
        let element = match sign {
            '\n' => "<text:line-break/>",
            '\t' => "<text:tab/>",
            ' ' if blank || is_last => "<text:s/>",
            _ => {
                piece.push(sign);
                blank = sign == ' ';
                continue;
            }
        };
        written.push_str(&escaped(&std::mem::take(&mut piece)));
        written.push_str(element);
        blank = true;
    }
    written + &escaped(&piece)
}

fn automatic_styles() -> String {
    let mut written = String::new();
    for (name, properties) in [
        ("Fett", r#"fo:font-weight="bold""#),
        ("Kursiv", r#"fo:font-style="italic""#),
        ("FettKursiv", r#"fo:font-weight="bold" fo:font-style="italic""#),
        ("Gestrichen", r#"style:text-line-through-style="solid" style:text-line-through-type="single""#),
        ("Neu", r#"style:text-underline-style="solid" style:text-underline-width="auto""#),
    ] {
        let _ = write!(
            written,
            r#"<style:style style:name="{name}" style:family="text"><style:text-properties {properties}/></style:style>"#
        );
    }
    for list in [List::Bullets, List::Numbers, List::Letters] {
        let _ = write!(written, r#"<text:list-style style:name="{}">"#, list_style(list));
        for level in 1..=10 {
            let indent = format!(
                r#"<style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.6cm" fo:margin-left="{:.1}cm"/></style:list-level-properties>"#,
                0.6 * f64::from(level)
            );
            let _ = match list {
                List::Bullets => write!(
                    written,
                    r#"<text:list-level-style-bullet text:level="{level}" text:bullet-char="•">{indent}</text:list-level-style-bullet>"#
                ),
                List::Numbers => write!(
                    written,
                    r#"<text:list-level-style-number text:level="{level}" style:num-format="1" style:num-suffix=".">{indent}</text:list-level-style-number>"#
                ),
                List::Letters => write!(
                    written,
                    r#"<text:list-level-style-number text:level="{level}" style:num-format="a" style:num-suffix=")">{indent}</text:list-level-style-number>"#
                ),
            };
        }
        written.push_str("</text:list-style>");
    }
    written
}

fn styles() -> String {
    let mut written = format!(
        r#"{HEAD}<office:document-styles {SPACES}><office:font-face-decls><style:font-face style:name="Fira Sans" svg:font-family="'Fira Sans'" style:font-family-generic="swiss"/><style:font-face style:name="Fest" svg:font-family="'Courier New'" style:font-family-generic="modern" style:font-pitch="fixed"/></office:font-face-decls><office:styles><style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.2cm"/><style:text-properties style:font-name="Fira Sans" fo:font-size="11pt" fo:language="de" fo:country="DE"/></style:default-style><style:style style:name="Standard" style:family="paragraph" style:class="text"/>"#
    );
    let mut paragraph = |name: &str, shown: &str, more: &str, shape: &str, letters: &str| {
        let _ = write!(
            written,
            r#"<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph" style:parent-style-name="Standard"{more}><style:paragraph-properties{shape}/><style:text-properties{letters}/></style:style>"#
        );
    };
    paragraph("Text_20_body", "Text body", "", "", "");
    paragraph("Title", "Title", "", r#" fo:margin-bottom="0.4cm""#, r#" fo:font-size="20pt" fo:font-weight="bold""#);
    for level in 1..=6 {
        let outline = format!(r#" style:default-outline-level="{level}""#);
        let letters = format!(r#" fo:font-size="{}pt" fo:font-weight="bold""#, 17 - level);
        let (name, shown) = (format!("Heading_20_{level}"), format!("Heading {level}"));
        paragraph(&name, &shown, &outline, r#" fo:margin-top="0.4cm" fo:keep-with-next="always""#, &letters);
    }
    paragraph(
        "Quotations",
        "Quotations",
        "",
        r#" fo:margin-left="1cm" fo:margin-right="1cm""#,
        r#" fo:font-style="italic""#,
    );
    paragraph(style::VERBATIM, "Unverändert", "", "", r#" style:font-name="Fest" fo:font-size="9pt""#);
    paragraph(style::FRAME, "Angabe", "", "", r##" fo:font-size="9pt" fo:color="#555555""##);
    paragraph(
        style::AMENDMENT,
        "Änderungsantrag",
        "",
        r#" fo:margin-left="1cm" fo:border-left="1.5pt solid #555555" fo:padding-left="0.3cm""#,
        "",
    );
    for (name, shown, letters) in [
        (style::PLACE, "Stelle", r##"fo:font-size="8pt" fo:color="#555555""##),
        (style::CODE, "Code", r#"style:font-name="Fest""#),
    ] {
        let _ = write!(
            written,
            r#"<style:style style:name="{name}" style:display-name="{shown}" style:family="text"><style:text-properties {letters}/></style:style>"#
        );
    }
    written
        + r#"</office:styles><office:automatic-styles><style:page-layout style:name="Seite"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="2cm" fo:margin-bottom="1.5cm" fo:margin-left="2.5cm" fo:margin-right="2cm"/><style:footer-style/></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Seite"><style:footer><text:p>Seite <text:page-number>1</text:page-number></text:p></style:footer></style:master-page></office:master-styles></office:document-styles>"#
}
