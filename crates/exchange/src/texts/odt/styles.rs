//! The styles of an `OpenDocument` text: what emphasis, quotations and lists are.

use std::collections::BTreeMap;

use domain::text::blocks::{BlockKind, List};

use super::style;
use crate::texts::gather::Role;
use crate::texts::xml::{Element, Space};

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    bold: Option<bool>,
    italic: Option<bool>,
    hidden: bool,
}

/// Styles of both parts of a document, by name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    known: BTreeMap<String, Style>,
    lists: BTreeMap<String, BTreeMap<u8, Option<List>>>,
    open: Option<String>,
    open_list: Option<String>,
}

/// How words of a style look.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shown {
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub hidden: bool,
    pub code: bool,
    pub place: bool,
}

impl Styles {
    /// Takes in an element of a style.
    pub(super) fn open(&mut self, element: &Element) {
        let name = || element.get("name").map(str::to_owned);
        match (element.space, element.name.as_str()) {
            (Space::OpenStyle, "style") => {
                self.open = name();
                if let Some(name) = name() {
                    let parent = element.get("parent-style-name").map(str::to_owned);
                    self.known.insert(name, Style { parent, ..Style::default() });
                }
            }
            (Space::OpenStyle, "text-properties") => {
                let Some(style) = self.open.as_ref().and_then(|name| self.known.get_mut(name)) else { return };
                let bold = |weight: &str| weight == "bold" || weight.parse().is_ok_and(|weight: u32| weight >= 600);
                style.bold = element.get("font-weight").map(bold).or(style.bold);
                style.italic = element.get("font-style").map(|slant| slant != "normal").or(style.italic);
                style.hidden |= element.get("display") == Some("none");
            }
            (Space::OpenText, "list-style") => {
                self.open_list = name();
                self.open = None;
            }
            (
                Space::OpenText,
                kind @ ("list-level-style-bullet" | "list-level-style-number" | "list-level-style-image"),
            ) => {
                let level = element.get("level").and_then(|level| level.parse::<u8>().ok()).unwrap_or(1);
                let list = match (kind, element.get("num-format").unwrap_or_default()) {
                    ("list-level-style-number", "a" | "A") => Some(List::Letters),
                    // Without a format nothing is shown.
                    ("list-level-style-number", "") => None,
                    ("list-level-style-number", _) => Some(List::Numbers),
                    _ => Some(List::Bullets),
                };
                if let Some(name) = &self.open_list {
                    self.lists.entry(name.clone()).or_default().insert(level.saturating_sub(1), list);
                }
            }
            _ => {}
        }
    }

    /// A style and those it is made from; a circle ends.
    fn line<'a>(&'a self, first: Option<&'a str>) -> impl Iterator<Item = (&'a str, Option<&'a Style>)> {
        let mut next = first;
        std::iter::from_fn(move || {
            let name = next?;
            let style = self.known.get(name);
            next = style.and_then(|style| style.parent.as_deref());
            Some((name, style))
        })
        .take(20)
    }

    /// What a paragraph of this style is, where it is neither heading nor item.
    pub(super) fn role(&self, name: Option<&str>) -> Role {
        for (name, _) in self.line(name) {
            match name {
                style::FRAME => return Role::Frame,
                style::AMENDMENT => return Role::Amendment,
                style::VERBATIM | "Preformatted_20_Text" => return Role::Block(BlockKind::Verbatim),
                "Title" => return Role::Title,
                "Quotations" => return Role::Block(BlockKind::Quote),
                _ => {}
            }
        }
        Role::Block(BlockKind::Paragraph)
    }

    /// How words look that carry this style.
    pub(super) fn shown(&self, name: Option<&str>) -> Shown {
        let mut shown = Shown::default();
        for (name, style) in self.line(name) {
            shown.place |= name == style::PLACE;
            shown.code |= name == style::CODE;
            // LibreOffice's own styles for emphasis may be named without being described.
            let (strong, emphasis) = (name == "Strong_20_Emphasis", name == "Emphasis");
            shown.bold = shown.bold.or(strong.then_some(true)).or(style.and_then(|style| style.bold));
            shown.italic = shown.italic.or(emphasis.then_some(true)).or(style.and_then(|style| style.italic));
            shown.hidden |= style.is_some_and(|style| style.hidden);
        }
        shown
    }

    /// What stands in front of the items of a list; without a style a dot.
    pub(super) fn list(&self, name: Option<&str>, level: u8) -> Option<List> {
        let Some(levels) = name.and_then(|name| self.lists.get(name)) else { return Some(List::Bullets) };
        levels.get(&level.min(9)).copied().unwrap_or(Some(List::Bullets))
    }
}
