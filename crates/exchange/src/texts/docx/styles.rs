//! What a Word document keeps beside its text: styles, numbering, and where its parts and links are.

use std::collections::BTreeMap;

use domain::text::blocks::{BlockKind, List};

use super::style;
use crate::archive::Archive;
use crate::texts::error::TextFileError;
use crate::texts::gather::{Role, target};
use crate::texts::xml::{Node, Reader, Space};

/// A paragraph style.
#[derive(Debug, Default)]
struct Style {
    name: String,
    parent: Option<String>,
    outline: Option<u8>,
    numbering: Option<String>,
    level: Option<u8>,
}

/// Styles and numbering.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    /// What stands in front of the items: by the number of a list, then by level.
    lists: BTreeMap<String, BTreeMap<u8, Option<List>>>,
}

/// What a paragraph says about itself.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub style: Option<String>,
    pub outline: Option<u8>,
    pub numbering: Option<String>,
    pub level: Option<u8>,
}

impl Styles {
    pub(super) fn read(styles: Option<&[u8]>, numbering: Option<&[u8]>) -> Result<Self, TextFileError> {
        let mut read = Self::default();
        if let Some(content) = styles {
            read.read_styles(content)?;
        }
        if let Some(content) = numbering {
            read.read_numbering(content)?;
        }
        Ok(read)
    }

    fn read_styles(&mut self, content: &[u8]) -> Result<(), TextFileError> {
        let mut reader = Reader::new("die Formatvorlagen", content)?;
        let mut open: Option<(String, Style)> = None;
        while let Some(node) = reader.next()? {
            match node {
                Node::Open(element) if element.is(Space::Word, "style") => {
                    open = element.get("styleId").map(|id| (id.to_owned(), Style::default()));
                }
                Node::Open(element) if element.space == Space::Word => {
                    let Some((_, style)) = &mut open else { continue };
                    let value = element.get("val");
                    match element.name.as_str() {
                        "name" => style.name = value.unwrap_or_default().to_lowercase(),
                        "basedOn" => style.parent = value.map(str::to_owned),
                        "outlineLvl" => style.outline = value.and_then(|value| value.parse().ok()),
                        "numId" => style.numbering = value.map(str::to_owned),
                        "ilvl" => style.level = value.and_then(|value| value.parse().ok()),
                        _ => {}
                    }
                }
                Node::Close(Space::Word, name) if name == "style" => self.styles.extend(open.take()),
                _ => {}
            }
        }
        Ok(())
    }

    fn read_numbering(&mut self, content: &[u8]) -> Result<(), TextFileError> {
        let mut reader = Reader::new("die Nummerierung", content)?;
        let mut shapes: BTreeMap<String, BTreeMap<u8, Option<List>>> = BTreeMap::new();
        let (mut shape, mut number, mut level) = (None, None, 0_u8);
        while let Some(node) = reader.next()? {
            let Node::Open(element) = node else { continue };
            if element.space != Space::Word {
                continue;
            }
            let value = element.get("val");
            match element.name.as_str() {
                "abstractNum" => shape = element.get("abstractNumId").map(str::to_owned),
                "lvl" | "lvlOverride" => level = element.get("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0),
                "num" => {
                    shape = None;
                    number = element.get("numId").map(str::to_owned);
                }
                "abstractNumId" => {
                    if let (Some(number), Some(shape)) = (&number, value.and_then(|value| shapes.get(value))) {
                        self.lists.insert(number.clone(), shape.clone());
                    }
                }
                "numFmt" => {
                    let list = match value.unwrap_or_default() {
                        "bullet" => Some(List::Bullets),
                        "lowerLetter" | "upperLetter" => Some(List::Letters),
                        "none" => None,
                        _ => Some(List::Numbers),
                    };
                    if let Some(shape) = &shape {
                        shapes.entry(shape.clone()).or_default().insert(level, list);
                    } else if let Some(number) = &number {
                        self.lists.entry(number.clone()).or_default().insert(level, list);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A style and those it is based on; a circle ends.
    fn line<'a>(&'a self, first: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let mut next = first;
        std::iter::from_fn(move || {
            let id = next?;
            let style = self.styles.get(id)?;
            next = style.parent.as_deref();
            Some((id, style))
        })
        .take(20)
    }

    /// What a paragraph is.
    pub(super) fn role(&self, said: &Said) -> Role {
        let first = said.style.as_deref();
        let mut outline = said.outline;
        let mut quote = false;
        for (id, style) in self.line(first) {
            match id {
                style::FRAME => return Role::Frame,
                style::AMENDMENT => return Role::Amendment,
                style::VERBATIM => return Role::Block(BlockKind::Verbatim),
                _ => {}
            }
            match style.name.as_str() {
                "title" | "titel" => return Role::Title,
                "toc heading" | "inhaltsverzeichnisüberschrift" => return Role::Contents,
                name if name.starts_with("toc ") || name.starts_with("verzeichnis ") => return Role::Contents,
                "quote" | "intense quote" | "zitat" | "intensives zitat" => quote = true,
                name => outline = outline.or(style.outline).or_else(|| heading(name)),
            }
        }
        if let Some(level) = outline.filter(|level| *level < 9) {
            return Role::Block(BlockKind::Heading((level + 1).min(6)));
        }
        let inherited = self.line(first).find(|(_, style)| style.numbering.is_some()).map(|(_, style)| style);
        let numbering = said.numbering.as_deref().or_else(|| inherited?.numbering.as_deref());
        let level = said.level.or_else(|| inherited?.level).unwrap_or(0).min(8);
        let list = numbering.and_then(|number| self.lists.get(number)).and_then(|levels| levels.get(&level).copied());
        Role::Block(match list.flatten() {
            Some(list) => BlockKind::Item { list, depth: level },
            None if quote => BlockKind::Quote,
            None => BlockKind::Paragraph,
        })
    }
}

/// The level of a heading by the name of its style, from 0.
fn heading(name: &str) -> Option<u8> {
    let number = name.strip_prefix("heading ").or_else(|| name.strip_prefix("überschrift "))?;
    number.trim().parse::<u8>().ok().filter(|level| (1..=9).contains(level)).map(|level| level - 1)
}

/// Where the parts of a document are, and where its links lead.
#[derive(Debug, Default)]
pub(super) struct Relations {
    /// Identity -> target, only what may stand in a text.
    pub links: BTreeMap<String, Option<String>>,
    pub styles: Option<String>,
    pub numbering: Option<String>,
    pub document: Option<String>,
}

impl Relations {
    /// Reads the relations of a part in this folder; without any, everything is missing.
    pub(super) fn read(archive: &mut Archive<'_>, part: &str) -> Result<Self, TextFileError> {
        let (folder, file) = part.rsplit_once('/').map_or(("", part), |(folder, file)| (folder, file));
        let slash = if folder.is_empty() { "" } else { "/" };
        let mut found = Self::default();
        let Some(content) = archive.part(&format!("{folder}{slash}_rels/{file}.rels"))? else { return Ok(found) };
        let mut reader = Reader::new("das Verzeichnis der Teile", &content)?;
        while let Some(node) = reader.next()? {
            let Node::Open(element) = node else { continue };
            let (Some(kind), Some(to)) = (element.get("Type"), element.get("Target")) else { continue };
            let inside = || Some(to.strip_prefix('/').map_or_else(|| format!("{folder}{slash}{to}"), str::to_owned));
            match kind.rsplit('/').next().unwrap_or_default() {
                "officeDocument" => found.document = inside(),
                "styles" => found.styles = inside(),
                "numbering" => found.numbering = inside(),
                "hyperlink" => {
                    let id = element.get("Id").unwrap_or_default().to_owned();
                    found.links.insert(id, target(to));
                }
                _ => {}
            }
        }
        Ok(found)
    }
}
