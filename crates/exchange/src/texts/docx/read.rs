//! The text of a Word document. Tracked changes are read as accepted: insertions are kept, deletions are left out.

use domain::text::blocks::Block;

use super::style;
use super::styles::{Relations, Said, Styles};
use crate::archive::Archive;
use crate::texts::error::TextFileError;
use crate::texts::gather::{Gatherer, Role, add};
use crate::texts::inline::{Look, Run};
use crate::texts::notes::{Met, Notes};
use crate::texts::xml::{Element, Node, Reader, Space};

/// The title, when one stands there as a title, and the blocks.
pub(in crate::texts) fn read(
    archive: &mut Archive<'_>,
    notes: &mut Notes,
) -> Result<(Option<String>, Vec<Block>), TextFileError> {
    let document = Relations::read(archive, "")?.document.unwrap_or_else(|| "word/document.xml".to_owned());
    let content = archive.part(&document)?.ok_or_else(|| TextFileError::damaged("der Text des Dokuments"))?;
    let relations = Relations::read(archive, &document)?;
    let mut part = |name: &Option<String>| name.as_deref().map_or(Ok(None), |name| archive.part(name));
    let (styles, numbering) = (part(&relations.styles)?, part(&relations.numbering)?);
    let styles = Styles::read(styles.as_deref(), numbering.as_deref())?;
    let mut body = Body {
        styles,
        relations,
        notes,
        gatherer: Gatherer::default(),
        said: Said::default(),
        runs: Vec::new(),
        look: Look::default(),
        link: None,
        run: RunState::default(),
        joins: false,
        in_code: 0,
    };
    let mut reader = Reader::new("der Text des Dokuments", &content)?;
    let mut is_document = false;
    while let Some(node) = reader.next()? {
        match node {
            Node::Open(element) => {
                is_document |= element.is(Space::Word, "body");
                body.open(&element, &mut reader)?;
            }
            Node::Close(Space::Word, name) => body.close(&name)?,
            Node::Close(..) => {}
            Node::Text(text) => body.text(&text),
        }
    }
    if !is_document {
        return Err(TextFileError::OtherKind { what: "eine andere Office-Datei und kein Text" });
    }
    Ok((body.gatherer.title, body.gatherer.blocks))
}

/// Of the run being read.
#[derive(Debug, Default)]
struct RunState {
    /// Inside of an element that holds words.
    words: bool,
    hidden: bool,
    /// Our own mark of a place, no part of the text.
    place: bool,
}

struct Body<'a> {
    styles: Styles,
    relations: Relations,
    notes: &'a mut Notes,
    gatherer: Gatherer,
    said: Said,
    runs: Vec<Run>,
    look: Look,
    link: Option<String>,
    run: RunState,
    /// The paragraph's end was deleted: the next one goes on.
    joins: bool,
    /// How many field codes are open around here.
    in_code: usize,
}

impl Body<'_> {
    fn open(&mut self, element: &Element, reader: &mut Reader<'_>) -> Result<(), TextFileError> {
        match (element.space, element.name.as_str()) {
            (Space::Word, name) => self.word(name, element, reader)?,
            (Space::Math, "oMath" | "oMathPara") => {
                self.notes.met(Met::Formula);
                reader.skip(|_| {})?;
            }
            // The same once more for older programs.
            (Space::Compatibility, "Fallback") => reader.skip(|_| {})?,
            _ => {}
        }
        Ok(())
    }

    fn word(&mut self, name: &str, element: &Element, reader: &mut Reader<'_>) -> Result<(), TextFileError> {
        let value = element.get("val");
        let on = !matches!(value, Some("0" | "false" | "off" | "none"));
        match name {
            "pPr" => self.paragraph_properties(reader)?,
            "r" => {
                self.look = Look { link: self.link.clone(), ..Look::default() };
                self.run = RunState::default();
            }
            "b" => self.look.bold = on,
            "i" => self.look.italic = on,
            "vanish" => self.run.hidden = on,
            "rStyle" => {
                self.run.place = value == Some(style::PLACE);
                self.look.code = value == Some(style::CODE);
            }
            "t" => self.run.words = true,
            "tab" | "ptab" => self.add("\t"),
            "br" if matches!(element.get("type"), Some("page" | "column")) => {}
            "br" | "cr" => self.add("\n"),
            "noBreakHyphen" => self.add("\u{2011}"),
            "sym" => self.notes.met(Met::Symbol),
            "fldChar" => match element.get("fldCharType") {
                Some("begin") => self.in_code += 1,
                Some("separate" | "end") => self.in_code = self.in_code.saturating_sub(1),
                _ => {}
            },
            "hyperlink" => {
                let known = element.get("id").and_then(|id| self.relations.links.get(id));
                if matches!(known, Some(None)) {
                    self.notes.met(Met::StrangeLink);
                }
                self.link = known.cloned().flatten();
            }
            "ins" | "moveTo" => self.notes.met(Met::Insertion),
            "del" | "moveFrom" => {
                self.notes.met(Met::Deletion);
                reader.skip(|_| {})?;
            }
            "tbl" => self.gatherer.table_opens(),
            "tr" => self.gatherer.row_opens(),
            "tc" => self.gatherer.cell_opens(),
            "trPr" => {
                let mut gone = false;
                reader.skip(|inside| gone |= inside.is(Space::Word, "del"))?;
                if gone {
                    self.notes.met(Met::Deletion);
                    self.gatherer.row_goes();
                }
            }
            "drawing" | "pict" | "object" => self.picture(name, reader)?,
            "footnoteReference" | "endnoteReference" => self.notes.met(Met::Footnote),
            "commentReference" => self.notes.met(Met::Comment),
            "sectPr" => {
                let mut headers = 0;
                reader.skip(|inside| {
                    headers += usize::from(matches!(inside.name.as_str(), "headerReference" | "footerReference"));
                })?;
                self.notes.more(Met::Header, headers);
            }
            // What the text or its shape was before a tracked change, and what programs keep for themselves.
            "rPrChange" | "instrText" | "delText" | "sdtPr" | "tblPr" | "tblGrid" | "tcPr" | "tblPrEx" => {
                reader.skip(|_| {})?;
            }
            _ => {}
        }
        Ok(())
    }

    fn picture(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<(), TextFileError> {
        let mut boxes = 0;
        reader.skip(|inside| boxes += usize::from(inside.is(Space::Word, "txbxContent")))?;
        let what = if name == "object" { Met::Object } else { Met::Picture };
        if boxes > 0 {
            self.notes.more(Met::TextBox, boxes);
        } else {
            self.notes.met(what);
        }
        Ok(())
    }

    fn paragraph_properties(&mut self, reader: &mut Reader<'_>) -> Result<(), TextFileError> {
        let mut said = Said::default();
        let (mut joins, mut inserted, mut headers, mut before) = (false, false, 0, false);
        reader.skip(|inside| {
            if inside.space != Space::Word || before {
                return;
            }
            let value = || inside.get("val").map(str::to_owned);
            match inside.name.as_str() {
                // The last element of the properties: what they were before a tracked change.
                "pPrChange" => before = true,
                "pStyle" => said.style = value(),
                "outlineLvl" => said.outline = value().and_then(|value| value.parse().ok()),
                "numId" => said.numbering = value(),
                "ilvl" => said.level = value().and_then(|value| value.parse().ok()),
                "del" | "moveFrom" => joins = true,
                "ins" => inserted = true,
                "headerReference" | "footerReference" => headers += 1,
                _ => {}
            }
        })?;
        self.notes.more(Met::Deletion, usize::from(joins));
        self.notes.more(Met::Insertion, usize::from(inserted));
        self.notes.more(Met::Header, headers);
        self.said = said;
        self.joins = joins;
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), TextFileError> {
        match name {
            "t" => self.run.words = false,
            "hyperlink" => self.link = None,
            "r" => self.run = RunState::default(),
            "p" => {
                let said = std::mem::take(&mut self.said);
                if !std::mem::take(&mut self.joins) {
                    let role = self.styles.role(&said);
                    let runs = std::mem::take(&mut self.runs);
                    self.in_code = if role == Role::Contents { self.in_code } else { 0 };
                    self.gatherer.paragraph(role, &runs, self.notes)?;
                }
            }
            "tr" => self.gatherer.row_closes(),
            "tbl" => self.gatherer.table_closes(self.notes)?,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.run.words && self.run.hidden {
            self.notes.met(Met::Hidden);
        } else if self.run.words && self.in_code == 0 {
            self.add(text);
        }
    }

    fn add(&mut self, words: &str) {
        if !self.run.hidden && !self.run.place {
            add(&mut self.runs, words, &self.look);
        }
    }
}
