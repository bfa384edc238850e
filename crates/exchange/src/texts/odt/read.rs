//! The text of an `OpenDocument` file. Tracked changes are read as accepted: insertions are kept, deletions are left out.

use domain::text::blocks::{Block, BlockKind};

use super::styles::Styles;
use crate::archive::Archive;
use crate::texts::error::TextFileError;
use crate::texts::gather::{Gatherer, Role, add, target};
use crate::texts::inline::{Look, Run};
use crate::texts::notes::{Met, Notes};
use crate::texts::xml::{Element, Node, Reader, Space};

/// Most blanks that one element may stand for.
const MAX_BLANKS: usize = 100;

/// The title, when one stands there as a title, and the blocks.
pub(in crate::texts) fn read(
    archive: &mut Archive<'_>,
    notes: &mut Notes,
) -> Result<(Option<String>, Vec<Block>), TextFileError> {
    if is_locked(archive)? {
        return Err(TextFileError::Encrypted);
    }
    let mut styles = Styles::default();
    if let Some(content) = archive.part("styles.xml")? {
        let mut headers = 0;
        let mut reader = Reader::new("die Formatvorlagen", &content)?;
        while let Some(node) = reader.next()? {
            if let Node::Open(element) = node {
                headers +=
                    usize::from(element.is(Space::OpenStyle, "header") || element.is(Space::OpenStyle, "footer"));
                styles.open(&element);
            }
        }
        notes.more(Met::Header, headers);
    }
    let content = archive.part("content.xml")?.ok_or_else(|| TextFileError::damaged("der Text des Dokuments"))?;
    let mut reader = Reader::new("der Text des Dokuments", &content)?;
    let mut body = Body {
        styles,
        notes,
        gatherer: Gatherer::default(),
        paragraph: None,
        runs: Vec::new(),
        spans: Vec::new(),
        lists: Vec::new(),
        blank: true,
    };
    let mut is_text = false;
    while let Some(node) = reader.next()? {
        match node {
            Node::Open(element) => {
                is_text |= element.is(Space::OpenOffice, "text");
                body.open(&element, &mut reader)?;
            }
            Node::Close(space, name) => body.close(space, &name)?,
            Node::Text(text) => body.text(&text),
        }
    }
    if !is_text {
        return Err(TextFileError::OtherKind { what: "eine andere Office-Datei und kein Text" });
    }
    Ok((body.gatherer.title, body.gatherer.blocks))
}

/// Whether the parts are encrypted, each by itself.
fn is_locked(archive: &mut Archive<'_>) -> Result<bool, TextFileError> {
    let content = archive.part("META-INF/manifest.xml")?.unwrap_or_default();
    let mut reader = Reader::new("das Verzeichnis der Teile", &content)?;
    let mut locked = false;
    while let Some(node) = reader.next()? {
        locked |= matches!(node, Node::Open(element) if element.name == "encryption-data");
    }
    Ok(locked)
}

/// How the words look that come next.
#[derive(Debug, Clone, Default)]
struct Span {
    look: Look,
    /// Hidden, or our own mark of a place.
    left_out: bool,
}

/// A list around the paragraphs being read.
#[derive(Debug)]
struct OpenList {
    style: Option<String>,
    /// The next paragraph is the first of its item.
    is_new: bool,
}

struct Body<'a> {
    styles: Styles,
    notes: &'a mut Notes,
    gatherer: Gatherer,
    /// Inside of a paragraph: what it is.
    paragraph: Option<Role>,
    runs: Vec<Run>,
    spans: Vec<Span>,
    lists: Vec<OpenList>,
    /// The last sign was a blank, or there was none: another one does not count.
    blank: bool,
}

impl Body<'_> {
    fn open(&mut self, element: &Element, reader: &mut Reader<'_>) -> Result<(), TextFileError> {
        self.styles.open(element);
        match (element.space, element.name.as_str()) {
            (Space::OpenText, name) => self.text_element(name, element, reader)?,
            (Space::OpenTable, "table") => self.gatherer.table_opens(),
            (Space::OpenTable, "table-row") => self.gatherer.row_opens(),
            (Space::OpenTable, "table-cell") => self.gatherer.cell_opens(),
            (Space::OpenDraw, _) => {
                let (mut boxes, mut formulas, mut objects) = (0, 0, 0);
                reader.skip(|inside| {
                    boxes += usize::from(inside.is(Space::OpenDraw, "text-box"));
                    formulas += usize::from(inside.is(Space::Math, "math"));
                    objects += usize::from(inside.is(Space::OpenDraw, "object"));
                })?;
                let what = match (boxes, formulas, objects) {
                    (0, 0, 0) => Met::Picture,
                    (0, 0, _) => Met::Object,
                    (0, ..) => Met::Formula,
                    _ => Met::TextBox,
                };
                self.notes.met(what);
            }
            (Space::OpenOffice, "annotation") => {
                self.notes.met(Met::Comment);
                reader.skip(|_| {})?;
            }
            (Space::OpenOffice, "scripts" | "forms") => {
                let mut scripts = false;
                reader.skip(|_| scripts = true)?;
                if scripts {
                    self.notes.met(Met::Macro);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text_element(&mut self, name: &str, element: &Element, reader: &mut Reader<'_>) -> Result<(), TextFileError> {
        let style = element.get("style-name");
        match name {
            "p" | "h" => self.paragraph_opens(name == "h", element),
            "span" => {
                let mut span = self.spans.last().cloned().unwrap_or_default();
                let shown = self.styles.shown(style);
                span.look.bold = shown.bold.unwrap_or(span.look.bold);
                span.look.italic = shown.italic.unwrap_or(span.look.italic);
                span.look.code |= shown.code;
                span.left_out |= shown.hidden || shown.place;
                self.notes.more(Met::Hidden, usize::from(shown.hidden));
                self.spans.push(span);
            }
            "a" => {
                let mut span = self.spans.last().cloned().unwrap_or_default();
                let address = element.get("href").unwrap_or_default();
                span.look.link = target(address);
                self.notes.more(Met::StrangeLink, usize::from(span.look.link.is_none() && !address.starts_with('#')));
                self.spans.push(span);
            }
            "s" => {
                let count = element.get("c").and_then(|count| count.parse().ok()).unwrap_or(1_usize);
                self.add(&" ".repeat(count.min(MAX_BLANKS)));
            }
            "tab" => self.add("\t"),
            "line-break" => self.add("\n"),
            "list" => {
                let style = style.map(str::to_owned).or_else(|| self.lists.last().and_then(|list| list.style.clone()));
                self.lists.push(OpenList { style, is_new: false });
            }
            "list-item" => {
                if let Some(list) = self.lists.last_mut() {
                    list.is_new = true;
                }
            }
            "note" => {
                self.notes.met(Met::Footnote);
                reader.skip(|_| {})?;
            }
            "tracked-changes" => {
                let (mut insertions, mut deletions) = (0, 0);
                reader.skip(|inside| {
                    insertions += usize::from(inside.is(Space::OpenText, "insertion"));
                    deletions += usize::from(inside.is(Space::OpenText, "deletion"));
                })?;
                self.notes.more(Met::Insertion, insertions);
                self.notes.more(Met::Deletion, deletions);
            }
            "table-of-content" => {
                self.notes.met(Met::Contents);
                reader.skip(|_| {})?;
            }
            "hidden-paragraph" | "hidden-text" | "ruby-text" => reader.skip(|_| {})?,
            _ => {}
        }
        Ok(())
    }

    fn paragraph_opens(&mut self, is_heading: bool, element: &Element) {
        let style = element.get("style-name");
        let level = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        let role = if is_heading {
            let level = element.get("outline-level").and_then(|level| level.parse::<u8>().ok()).unwrap_or(1);
            Role::Block(BlockKind::Heading(level.clamp(1, 6)))
        } else if let Some(list) = self.lists.last_mut() {
            let is_new = std::mem::take(&mut list.is_new);
            let kind = match self.styles.list(list.style.as_deref(), level) {
                Some(list) => BlockKind::Item { list, depth: level },
                None => BlockKind::Paragraph,
            };
            if is_new { Role::Block(kind) } else { Role::More }
        } else {
            self.styles.role(style)
        };
        let shown = self.styles.shown(style);
        let is_running = matches!(role, Role::More | Role::Block(BlockKind::Paragraph | BlockKind::Item { .. }));
        let look = Look {
            bold: is_running && shown.bold == Some(true),
            italic: is_running && shown.italic == Some(true),
            ..Look::default()
        };
        self.notes.more(Met::Hidden, usize::from(shown.hidden));
        self.spans = vec![Span { look, left_out: shown.hidden }];
        self.paragraph = Some(role);
        self.runs.clear();
        self.blank = true;
    }

    fn close(&mut self, space: Space, name: &str) -> Result<(), TextFileError> {
        match (space, name) {
            (Space::OpenText, "span" | "a") => {
                self.spans.pop();
            }
            (Space::OpenText, "p" | "h") => {
                let runs = std::mem::take(&mut self.runs);
                if let Some(role) = self.paragraph.take() {
                    self.gatherer.paragraph(role, &runs, self.notes)?;
                }
            }
            (Space::OpenText, "list") => {
                self.lists.pop();
            }
            (Space::OpenTable, "table-row") => self.gatherer.row_closes(),
            (Space::OpenTable, "table") => self.gatherer.table_closes(self.notes)?,
            _ => {}
        }
        Ok(())
    }

    /// Blanks and line breaks between words count as one blank.
    fn text(&mut self, text: &str) {
        if self.paragraph.is_none() {
            return;
        }
        let mut words = String::with_capacity(text.len());
        for sign in text.chars() {
            let is_blank = matches!(sign, ' ' | '\t' | '\n' | '\r');
            if !(is_blank && self.blank) {
                words.push(if is_blank { ' ' } else { sign });
            }
            self.blank = is_blank;
        }
        self.push(&words);
    }

    /// What an element stands for.
    fn add(&mut self, words: &str) {
        if self.paragraph.is_some() {
            self.push(words);
            self.blank = false;
        }
    }

    fn push(&mut self, words: &str) {
        let Some(span) = self.spans.last() else { return };
        if !span.left_out {
            add(&mut self.runs, words, &span.look);
        }
    }
}
