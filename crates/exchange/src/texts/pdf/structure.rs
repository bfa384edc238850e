//! What the drawings mean: headings, paragraphs and nested lists for those who have the text read aloud, and the outline.

use std::num::NonZeroU16;

use domain::text::blocks::List;
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::outline::{Outline, OutlineNode};
use krilla::tagging::{ListNumbering, Node, Tag, TagGroup, TagTree};

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
                group(TagGroup::new(Tag::Hn(level, Some(words.clone()))), drawn)
            }
            Role::Text => group(TagGroup::new(Tag::P), drawn),
            Role::Quote => {
                let mut quote = TagGroup::new(Tag::BlockQuote);
                quote.push(group(TagGroup::new(Tag::P), drawn));
                quote
            }
            Role::Code => {
                let mut paragraph = TagGroup::new(Tag::P);
                paragraph.push(group(TagGroup::new(Tag::Code), drawn));
                paragraph
            }
            Role::Amendment { .. } => {
                let mut amendment = TagGroup::new(Tag::Div);
                amendment.push(group(TagGroup::new(Tag::P), drawn));
                while let Some((_, drawn)) = rest.pop_if(|(role, _)| **role == Role::Amendment { starts: false }) {
                    amendment.push(group(TagGroup::new(Tag::P), drawn));
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

fn group(mut group: TagGroup, drawn: Tagged) -> TagGroup {
    drawn.words.into_iter().for_each(|identifier| group.push(identifier));
    group
}

/// The list that starts with the last of the items (they are in reverse), with the lists inside of its items.
fn list_of(items: &mut Vec<(List, u8, Tagged)>) -> TagGroup {
    let Some((list, depth)) = items.last().map(|(list, depth, _)| (*list, *depth)) else {
        return TagGroup::new(Tag::L(ListNumbering::None));
    };
    let mut group = TagGroup::new(Tag::L(match list {
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
        drawn.words.into_iter().for_each(|identifier| body.push(identifier));
        while items.last().is_some_and(|(_, at, _)| *at > depth) {
            body.push(list_of(items));
        }
        item.push(body);
        group.push(item);
    }
    group
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
