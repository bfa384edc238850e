//! What the drawings mean: headings, paragraphs and nested lists for those who have the text read aloud, and the outline.

use std::num::NonZeroU16;

use domain::text::blocks::List;
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::outline::{Outline, OutlineNode};
use krilla::tagging::{ListNumbering, Node, Tag, TagGroup, TagKind, TagTree};

use super::draw::Tagged;
use super::sheet::{Element, Role};

/// The tree of all elements in the order of reading.
pub(super) fn tree(elements: &[Element], tagged: Vec<Tagged>) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some("de-DE".to_owned()));
    let mut rest: Vec<(&Role, Tagged)> = elements.iter().map(|element| &element.role).zip(tagged).rev().collect();
    while let Some((role, drawn)) = rest.pop() {
        let node = match role {
            Role::Heading(level, words) => {
                let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
                group(Tag::Hn(level, Some(words.clone())), drawn)
            }
            Role::Text => group(Tag::P, drawn),
            Role::Quote => {
                let mut quote = TagGroup::new(Tag::BlockQuote);
                quote.push(group(Tag::P, drawn));
                quote
            }
            Role::Code => {
                let mut paragraph = TagGroup::new(Tag::P);
                paragraph.push(group(Tag::Code, drawn));
                paragraph
            }
            Role::Amendment { .. } => {
                let mut amendment = TagGroup::new(Tag::Div);
                amendment.push(group(Tag::P, drawn));
                while let Some((_, drawn)) = rest.pop_if(|(role, _)| **role == Role::Amendment { starts: false }) {
                    amendment.push(group(Tag::P, drawn));
                }
                amendment
            }
            Role::Item(list, depth) => {
                let mut items = vec![(*list, *depth, drawn)];
                while let Some((Role::Item(list, depth), drawn)) =
                    rest.pop_if(|(role, _)| matches!(role, Role::Item(..)))
                {
                    items.push((*list, *depth, drawn));
                }
                items.reverse();
                while !items.is_empty() {
                    tree.push(list_of(&mut items));
                }
                continue;
            }
        };
        tree.push(node);
    }
    tree
}

fn group(tag: impl Into<TagKind>, drawn: Tagged) -> TagGroup {
    let mut group = TagGroup::new(tag.into().with_actual_text(drawn.aloud));
    for identifier in drawn.words {
        group.push(identifier);
    }
    group
}

/// The list that starts with the last of the items (they are in reverse), with the lists inside of its items.
fn list_of(items: &mut Vec<(List, u8, Tagged)>) -> TagGroup {
    let Some((list, depth)) = items.last().map(|(list, depth, _)| (*list, *depth)) else {
        return TagGroup::new(Tag::L(ListNumbering::None));
    };
    let mut whole = TagGroup::new(Tag::L(match list {
        List::Bullets => ListNumbering::Disc,
        List::Numbers => ListNumbering::Decimal,
        List::Letters => ListNumbering::LowerAlpha,
    }));
    while let Some((_, _, drawn)) = items.pop_if(|(known, at, _)| *at == depth && *known == list) {
        let mut item = TagGroup::new(Tag::LI);
        let mut body = TagGroup::new(Tag::LBody);
        if let Some(label) = drawn.label {
            item.push(TagGroup::with_children(Tag::Lbl, vec![Node::from(label)]));
        }
        if drawn.aloud.is_some() {
            // Of its own, so that lists inside of the item are read too.
            body.push(group(Tag::P, drawn));
        } else {
            for identifier in drawn.words {
                body.push(identifier);
            }
        }
        while items.last().is_some_and(|(_, at, _)| *at > depth) {
            body.push(list_of(items));
        }
        item.push(body);
        whole.push(item);
    }
    whole
}

/// The headings, those of a lower level inside of those above.
pub(super) fn outline(elements: &[Element]) -> Outline {
    let mut headings: Vec<(u16, &str, &Element)> = elements
        .iter()
        .filter_map(|element| match &element.role {
            Role::Heading(level, words) => Some((*level, words.as_str(), element)),
            _ => None,
        })
        .rev()
        .collect();
    let mut outline = Outline::new();
    while let Some(node) = entry(&mut headings) {
        outline.push_child(node);
    }
    outline
}

fn entry(headings: &mut Vec<(u16, &str, &Element)>) -> Option<OutlineNode> {
    let (level, words, element) = headings.pop()?;
    let place = XyzDestination::new(element.page, Point::from_xy(0.0, element.top));
    let mut node = OutlineNode::new(words.to_owned(), place);
    while headings.last().is_some_and(|(inner, ..)| *inner > level) {
        if let Some(inner) = entry(headings) {
            node.push_child(inner);
        }
    }
    Some(node)
}
