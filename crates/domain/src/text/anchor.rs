//! Comments hold on to selected words, and find them again in every later version, as far as they are still there.
//!
//! After the text quote selector and text position selector of the W3C Web Annotation Data Model (2017, section 4.2): the words, a
//! little of what stands in front of and behind them, and their position. Positions count Unicode characters of the Markdown.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::document::Paragraph;
use super::words::{Op, words};

/// So many characters in front and behind are kept.
pub const CONTEXT: usize = 32;
/// At least this share of the selected letters must still be there for the words to be the same place, edited.
pub const STILL_THERE: f64 = 0.5;

/// A place in a text: a whole paragraph, or words in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The paragraph it was set in.
    pub paragraph: Uuid,
    /// The version it was set in, or last carried over to.
    pub version: u32,
    /// The selected words; `None` for the whole paragraph.
    pub selection: Option<Selection>,
}

/// Selected words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// The words.
    pub quote: String,
    /// What stands in front of them.
    pub prefix: String,
    /// What stands behind them.
    pub suffix: String,
    /// Where they start, in characters of the paragraph.
    pub start: usize,
}

/// Where an anchor stands in a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The same words of the same paragraph, or the whole paragraph.
    Here(Anchor),
    /// The words were edited; this is what they are now.
    Edited(Anchor),
    /// The words stand in another paragraph now.
    Elsewhere(Anchor),
    /// The words are gone, the paragraph is still there: the comment belongs to the paragraph and shows the old words.
    WordsGone(Anchor),
    /// The paragraph is gone, and the words are nowhere else. The anchor still holds the old context.
    Orphan,
}

/// Why words cannot be selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these words are not in the paragraph")]
pub struct NotThere;

impl Anchor {
    /// A whole paragraph.
    pub fn whole(paragraph: Uuid, version: u32) -> Self {
        Self { paragraph, version, selection: None }
    }

    /// Words of a paragraph, by their characters.
    ///
    /// # Errors
    /// When the range is empty or reaches beyond the text.
    pub fn on_words(paragraph: &Paragraph, version: u32, range: Range<usize>) -> Result<Self, NotThere> {
        let selection = Some(Selection::of(&paragraph.block.text, range)?);
        Ok(Self { paragraph: paragraph.id, version, selection })
    }

    /// Where this stands in a later version, given the paragraph as it was when the anchor was set (`None` when that is not known).
    pub fn carry(&self, before: Option<&str>, paragraphs: &[Paragraph], version: u32) -> Place {
        let here = paragraphs.iter().find(|paragraph| paragraph.id == self.paragraph);
        let with = |paragraph: &Paragraph, selection| Self { paragraph: paragraph.id, version, selection };
        let Some(selection) = &self.selection else {
            return here.map_or(Place::Orphan, |paragraph| Place::Here(with(paragraph, None)));
        };
        if let Some(paragraph) = here {
            if let Some(found) = selection.find(&paragraph.block.text) {
                return Place::Here(with(paragraph, Some(found)));
            }
            let edited = before.and_then(|before| selection.follow(before, &paragraph.block.text));
            if let Some(found) = edited {
                return Place::Edited(with(paragraph, Some(found)));
            }
        }
        // In another paragraph only where it is plain which: once, and with something of the context.
        let others = paragraphs.iter().filter(|paragraph| paragraph.id != self.paragraph);
        let mut elsewhere =
            others.filter_map(|paragraph| Some((paragraph, selection.find_in_context(&paragraph.block.text)?)));
        if let (Some((paragraph, found)), None) = (elsewhere.next(), elsewhere.next()) {
            return Place::Elsewhere(with(paragraph, Some(found)));
        }
        here.map_or(Place::Orphan, |paragraph| Place::WordsGone(with(paragraph, None)))
    }
}

impl Selection {
    /// These characters of a text, with their context.
    ///
    /// # Errors
    /// When the range is empty or reaches beyond the text.
    pub fn of(text: &str, range: Range<usize>) -> Result<Self, NotThere> {
        let letters: Vec<char> = text.chars().collect();
        let quote: String = letters.get(range.clone()).ok_or(NotThere)?.iter().collect();
        if quote.is_empty() {
            return Err(NotThere);
        }
        let prefix = letters[range.start.saturating_sub(CONTEXT)..range.start].iter().collect();
        let suffix = letters[range.end..letters.len().min(range.end + CONTEXT)].iter().collect();
        Ok(Self { quote, prefix, suffix, start: range.start })
    }

    /// Where the words are, in characters.
    pub fn range(&self) -> Range<usize> {
        self.start..self.start + self.quote.chars().count()
    }

    /// The same words in this text: where the context fits best, then nearest to where they were. `None` when they are gone, or
    /// stand there several times and nothing tells which.
    fn find(&self, text: &str) -> Option<Self> {
        let mut places = self.places(text);
        // The most context first, then the nearest.
        places.sort_by_key(|(found, context)| (std::cmp::Reverse(*context), found.start.abs_diff(self.start)));
        let mut places = places.into_iter();
        let (best, context) = places.next()?;
        let next = places.next();
        let plain = context > 0 || next.is_none() || best.start == self.start;
        // A single place without any of the old context may be another sentence that happens to use a short word.
        let long = self.quote.split_whitespace().count() > 1 || best.start == self.start;
        let bare = self.prefix.is_empty() && self.suffix.is_empty();
        (plain && (context > 0 || long || bare)).then_some(best)
    }

    fn find_in_context(&self, text: &str) -> Option<Self> {
        let fits = |context: usize| context >= CONTEXT / 4 || self.quote.chars().count() >= CONTEXT;
        let mut places = self.places(text).into_iter().filter(|(_, context)| fits(*context));
        match (places.next(), places.next()) {
            (Some((found, _)), None) => Some(found),
            _ => None,
        }
    }

    /// All places of the words, with how many characters of context agree.
    fn places(&self, text: &str) -> Vec<(Self, usize)> {
        let mut places = Vec::new();
        let mut from = 0;
        let length = self.quote.chars().count();
        while let Some(at) = text.get(from..).and_then(|rest| rest.find(&self.quote)) {
            let byte = from + at;
            let start = text[..byte].chars().count();
            if let Ok(found) = Self::of(text, start..start + length) {
                let alike = |one: &mut dyn Iterator<Item = (char, char)>| one.take_while(|(a, b)| a == b).count();
                let context = alike(&mut self.prefix.chars().rev().zip(found.prefix.chars().rev()))
                    + alike(&mut self.suffix.chars().zip(found.suffix.chars()));
                places.push((found, context));
            }
            from = byte + self.quote.chars().next().map_or(1, char::len_utf8);
        }
        places
    }

    /// Follows the words through an edit of their paragraph: from the first to the last that is still there, with what was put
    /// between them. `None` when too little is left.
    fn follow(&self, before: &str, after: &str) -> Option<Self> {
        let selected = self.range();
        let (mut old, mut new) = (0, 0);
        let (mut kept, mut all) = (0, 0);
        let mut span: Option<Range<usize>> = None;
        for piece in words(before, after) {
            for letter in piece.text.chars() {
                if piece.op != Op::Inserted && selected.contains(&old) && letter.is_alphanumeric() {
                    all += 1;
                    if piece.op == Op::Kept {
                        kept += 1;
                        span = Some(span.map_or(new, |span| span.start)..new + 1);
                    }
                }
                old += usize::from(piece.op != Op::Inserted);
                new += usize::from(piece.op != Op::Deleted);
            }
        }
        let enough = f64::from(kept) >= STILL_THERE * f64::from(all);
        span.filter(|_| enough).and_then(|span| Self::of(after, span).ok())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::blocks::Block;

    fn paragraph(id: u128, text: &str) -> Paragraph {
        Paragraph::new(Uuid::from_u128(id), Block::paragraph(text))
    }

    fn on(text: &str, quote: &str) -> Anchor {
        let start = text[..text.find(quote).expect("the quote")].chars().count();
        Anchor::on_words(&paragraph(1, text), 1, start..start + quote.chars().count()).expect("an anchor")
    }

    fn quote(anchor: &Anchor) -> &str {
        anchor.selection.as_ref().map_or("", |selection| selection.quote.as_str())
    }

    const OLD: &str = "Für Ältere gibt es Beratung in allen Bezirken. Die Beratung ist kostenlos und vertraulich.";

    #[test]
    fn the_right_one_of_several_equal_words_is_found_again() {
        let start = OLD.rfind("Beratung").map(|at| OLD[..at].chars().count()).expect("a place");
        let anchor = Anchor::on_words(&paragraph(1, OLD), 1, start..start + 8).expect("an anchor");
        let new = "Vorab: Beratung ist gut. Für Ältere gibt es Beratung in allen Bezirken. Die Beratung ist kostenlos.";
        let Place::Here(found) = anchor.carry(Some(OLD), &[paragraph(1, new)], 2) else { panic!("not found") };
        let selection = found.selection.expect("words");
        assert!(selection.prefix.ends_with("Bezirken. Die ") && selection.suffix.starts_with(" ist kostenlos"));
        assert_eq!(found.version, 2);
    }

    #[test]
    fn edited_words_are_followed_and_gone_ones_leave_the_comment_at_the_paragraph() {
        let anchor = on(OLD, "Die Beratung ist kostenlos");
        let new = "Für Ältere gibt es Beratung. Die Beratung im Stadtteil ist kostenlos und vertraulich.";
        let Place::Edited(found) = anchor.carry(Some(OLD), &[paragraph(1, new)], 2) else { panic!("not followed") };
        assert_eq!(quote(&found), "Die Beratung im Stadtteil ist kostenlos");
        let Place::WordsGone(found) = anchor.carry(Some(OLD), &[paragraph(1, "Ganz anders.")], 2) else {
            panic!("found")
        };
        assert_eq!(found.selection, None);
    }

    #[test]
    fn words_are_found_in_another_paragraph_and_otherwise_orphaned() {
        let anchor = on(OLD, "kostenlos und vertraulich");
        let split = [
            paragraph(1, "Für Ältere gibt es Beratung in allen Bezirken."),
            paragraph(2, "Die Beratung ist kostenlos und vertraulich."),
        ];
        let Place::Elsewhere(found) = anchor.carry(Some(OLD), &split, 2) else { panic!("not found") };
        assert_eq!((found.paragraph, quote(&found)), (Uuid::from_u128(2), "kostenlos und vertraulich"));
        assert_eq!(anchor.carry(Some(OLD), &[paragraph(3, "Etwas anderes.")], 2), Place::Orphan);
        assert_eq!(Anchor::whole(Uuid::from_u128(9), 1).carry(None, &split, 2), Place::Orphan);
    }

    #[test]
    fn only_words_that_are_there_can_be_selected() {
        for range in [0..0, 0..99] {
            assert_eq!(Selection::of("kurz", range), Err(NotThere));
        }
        let reversed = Range { start: 3, end: 2 };
        assert_eq!(Selection::of("kurz", reversed), Err(NotThere));
    }

    proptest! {
        #[test]
        fn in_an_unchanged_text_every_selection_stays(text in "[ab ä👋.]{1,40}", start in 0..40_usize, length in 1..10_usize) {
            if let Ok(anchor) = Anchor::on_words(&paragraph(1, &text), 1, start..start + length) {
                let place = anchor.carry(Some(&text), &[paragraph(1, &text)], 1);
                prop_assert_eq!(place, Place::Here(anchor));
            }
        }

        #[test]
        fn what_is_found_is_really_there(text in "[ab ]{1,30}", new in "[ab ]{0,30}", start in 0..30_usize, length in 1..8_usize) {
            if let Ok(anchor) = Anchor::on_words(&paragraph(1, &text), 1, start..start + length) {
                let place = anchor.carry(Some(&text), &[paragraph(1, &new)], 2);
                if let Place::Here(found) | Place::Edited(found) = place {
                    let selection = found.selection.expect("words");
                    prop_assert_eq!(Selection::of(&new, selection.range()), Ok(selection));
                }
            }
        }
    }
}
