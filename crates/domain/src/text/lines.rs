//! Numbered lines, for citing ("Zeile 12 bis 14"): the same on screen, in print and in quotations, because they are counted on
//! the text and never on what a screen makes of it.

use std::num::NonZeroUsize;

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation as _;

/// How long a line is where nothing else is set, in letters as the reader counts them.
pub const USUAL: NonZeroUsize = NonZeroUsize::new(80).expect("80 is not zero");

/// A line of a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Line {
    /// Its number in the whole text.
    pub number: usize,
    /// The block it belongs to, from 0.
    pub block: usize,
    /// Its words, with the blanks and the line break behind them.
    pub text: String,
}

/// Cuts a text into lines of at most `longest` letters. A line ends behind a blank or behind a hyphen inside a word; blanks at its
/// end do not count; a line break in the text ends it too. A word longer than a line is cut. Joined again, the lines are the text.
pub fn split(text: &str, longest: NonZeroUsize) -> Vec<&str> {
    let longest = longest.get();
    let letters: Vec<(usize, &str)> = text.grapheme_indices(true).collect();
    let mut lines = Vec::new();
    // Of the line being filled: its first letter, and behind which letter it may end.
    let (mut start, mut chance) = (0, None);
    let byte = |at: usize| letters.get(at).map_or(text.len(), |(byte, _)| *byte);
    let mut at = 0;
    while at < letters.len() {
        let letter = letters[at].1;
        if is_break(letter) {
            lines.push(&text[byte(start)..byte(at + 1)]);
            (start, chance) = (at + 1, None);
        } else if is_blank(letter) {
            chance = Some(at + 1);
        } else {
            if at - start >= longest {
                let end = chance.filter(|end| *end > start).unwrap_or(at);
                lines.push(&text[byte(start)..byte(end)]);
                (start, chance) = (end, None);
                // The rest of the word is read again: it may hold a hyphen.
                at = end;
                continue;
            }
            if is_hyphen(&letters, at) {
                chance = Some(at + 1);
            }
        }
        at += 1;
    }
    if start < letters.len() {
        lines.push(&text[byte(start)..]);
    }
    lines
}

/// The numbered lines of a text of several blocks. The first line has the number `first`; an empty block has one empty line.
pub fn number<'a>(blocks: impl IntoIterator<Item = &'a str>, first: usize, longest: NonZeroUsize) -> Vec<Line> {
    let mut lines = Vec::new();
    for (block, text) in blocks.into_iter().enumerate() {
        let split = if text.is_empty() { vec![""] } else { split(text, longest) };
        for line in split {
            lines.push(Line { number: first + lines.len(), block, text: line.to_owned() });
        }
    }
    lines
}

/// The first and last line of a place in a block, given in bytes of its text; `None` for a block that does not exist.
pub fn lines_of(lines: &[Line], block: usize, place: std::ops::Range<usize>) -> Option<(usize, usize)> {
    let mut end = 0;
    let mut found: Option<(usize, usize)> = None;
    for line in lines.iter().filter(|line| line.block == block) {
        let start = end;
        end += line.text.len();
        let touched = start < place.end.max(place.start + 1) && (place.start < end || line.text.is_empty());
        if touched {
            found = Some((found.map_or(line.number, |(first, _)| first), line.number));
        }
    }
    found
}

/// The words of the lines with these numbers, as they are quoted.
pub fn quote(lines: &[Line], first: usize, last: usize) -> String {
    let wanted: Vec<&str> =
        lines.iter().filter(|line| (first..=last).contains(&line.number)).map(|line| line.text.trim_end()).collect();
    wanted.join("\n")
}

fn is_break(letter: &str) -> bool {
    matches!(letter, "\n" | "\r\n" | "\r" | "\u{2028}" | "\u{85}")
}

fn is_blank(letter: &str) -> bool {
    // The unbreakable blank is none: it holds words together.
    letter.chars().all(|sign| sign.is_whitespace() && !matches!(sign, '\u{a0}' | '\u{202f}' | '\u{2007}'))
}

/// A hyphen between two letters, where a line may end.
fn is_hyphen(letters: &[(usize, &str)], at: usize) -> bool {
    let is_letter = |at: usize| letters.get(at).is_some_and(|(_, next)| next.chars().all(char::is_alphanumeric));
    matches!(letters[at].1, "-" | "\u{2010}") && at > 0 && is_letter(at - 1) && is_letter(at + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(text: &str, longest: usize) -> Vec<&str> {
        split(text, NonZeroUsize::new(longest).expect("not zero"))
    }

    #[test]
    fn lines_end_behind_blanks_hyphens_and_breaks() {
        assert_eq!(of("eins zwei drei", 9), ["eins zwei ", "drei"]);
        assert_eq!(of("eins zwei   drei", 9), ["eins zwei   ", "drei"]);
        assert_eq!(of("Eltern-Café heute", 8), ["Eltern-", "Café ", "heute"]);
        assert_eq!(of("von 3 -5", 7), ["von 3 ", "-5"]);
        assert_eq!(of("a\n\nb", 9), ["a\n", "\n", "b"]);
        assert_eq!(of("Donaudampfschiff fährt", 5), ["Donau", "dampf", "schif", "f ", "fährt"]);
        assert_eq!(of("", 5), Vec::<&str>::new());
        assert_eq!(of("10\u{a0}000 Euro", 8), ["10\u{a0}000 ", "Euro"]);
    }

    #[test]
    fn numbers_run_through_all_blocks_and_can_be_quoted() {
        let lines = number(["eins zwei drei", "", "vier"], 1, NonZeroUsize::new(9).expect("not zero"));
        let numbers: Vec<_> = lines.iter().map(|line| (line.number, line.block)).collect();
        assert_eq!(numbers, [(1, 0), (2, 0), (3, 1), (4, 2)]);
        assert_eq!(quote(&lines, 1, 2), "eins zwei\ndrei");
        assert_eq!(lines_of(&lines, 0, 5..14), Some((1, 2)));
        assert_eq!(lines_of(&lines, 0, 10..14), Some((2, 2)));
        assert_eq!(lines_of(&lines, 1, 0..0), Some((3, 3)));
        assert_eq!(lines_of(&lines, 9, 0..1), None);
    }

    proptest! {
        #[test]
        fn joined_they_are_the_text_and_none_is_too_long(text in "[a-d \n👋🏼-]{0,80}|\\PC{0,60}", longest in 1..30_usize) {
            let lines = of(&text, longest);
            prop_assert_eq!(lines.concat(), text.as_str());
            for line in &lines {
                prop_assert!(!line.is_empty());
                prop_assert!(line.trim_end().graphemes(true).count() <= longest);
            }
            // Greedy: the first word of a line would not have fitted on the line before, where only blanks part words.
            let simple = text.chars().all(|sign| "abcd \n👋🏼".contains(sign));
            for two in lines.windows(2).filter(|two| simple && !two[0].ends_with(['\n', '\r', '\u{2028}', '\u{85}'])) {
                let word: &str = two[1].split(char::is_whitespace).next().unwrap_or_default();
                prop_assert!(two[0].graphemes(true).count() + word.graphemes(true).count().max(1) > longest || word.is_empty());
            }
        }
    }
}
