//! Words, punctuation and blanks: the pieces in which the difference of two texts is counted.

use unicode_segmentation::UnicodeSegmentation as _;

/// Signs that belong to a word when they stand inside it: "Bewohner*innen", "Schüler:innen", "Migrant/innen", "Eltern-Café".
const JOINERS: [&str; 10] = ["*", ":", "_", "/", "-", "\u{2010}", "\u{2011}", "'", "’", "·"];

/// A piece of a text that is changed as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// Its letters.
    pub text: &'a str,
    /// Where it starts, in bytes of the text.
    pub start: usize,
    /// What it is.
    pub kind: TokenKind,
}

/// What a [`Token`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters and digits.
    Word,
    /// One sign, one emoji, one tag of markup, or one target of a link: never cut in two.
    Sign,
    /// A run of blanks and line breaks.
    Blank,
}

impl Token<'_> {
    /// Whether it is more than white space.
    pub fn is_solid(&self) -> bool {
        self.kind != TokenKind::Blank
    }

    /// Letters and digits in it, the measure of how much a change weighs.
    pub fn weight(&self) -> usize {
        match self.kind {
            TokenKind::Word => self.text.chars().filter(|letter| letter.is_alphanumeric()).count(),
            TokenKind::Sign | TokenKind::Blank => 0,
        }
    }

    /// Where it ends, in bytes of the text.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// Cuts a text into tokens. Joined again, they are the text. Clusters of characters that are one letter to the reader
/// (an emoji with its skin tone, a letter with its accents) stay whole.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> = Vec::with_capacity(text.len() / 4 + 1);
    let mut start = 0;
    while start < text.len() {
        let first = letter(text, start);
        let (kind, end) = if let Some(length) = whole(&text[start..]) {
            (TokenKind::Sign, start + length)
        } else if is_blank(first) {
            (TokenKind::Blank, run(text, start, |_, letter| is_blank(letter)))
        } else if is_word(first) {
            (TokenKind::Word, run(text, start, |at, letter| is_word(letter) || joins(text, at, letter)))
        } else {
            (TokenKind::Sign, start + first.len())
        };
        found.push(Token { text: &text[start..end], start, kind });
        start = end;
    }
    found
}

/// What a reader takes for one letter, at this byte. Most letters need no look at the tables of Unicode: nothing below U+0300 ever
/// joins with another such character, but for the two that end a line.
#[inline]
fn letter(text: &str, at: usize) -> &str {
    let bytes = text.as_bytes();
    if bytes[at].is_ascii() && bytes[at] != b'\r' && bytes.get(at + 1).is_none_or(u8::is_ascii) {
        return &text[at..=at];
    }
    let rest = &text[at..];
    let mut signs = rest.chars();
    let simple = |sign: char| sign < '\u{300}' && sign != '\r';
    match (signs.next(), signs.next()) {
        (Some(first), second) if simple(first) && second.is_none_or(simple) => &rest[..first.len_utf8()],
        _ => rest.graphemes(true).next().unwrap_or(rest),
    }
}

/// Where a run of letters that belong together ends.
fn run(text: &str, start: usize, belongs: impl Fn(usize, &str) -> bool) -> usize {
    let mut at = start + letter(text, start).len();
    while at < text.len() {
        let next = letter(text, at);
        if !belongs(at, next) {
            break;
        }
        at += next.len();
    }
    at
}

fn is_blank(letter: &str) -> bool {
    // ASCII is quick to tell, and most of any text.
    if let [only] = letter.as_bytes() {
        return only.is_ascii_whitespace() || *only == 0x0b;
    }
    letter.chars().all(char::is_whitespace)
}

fn is_word(letter: &str) -> bool {
    if let [only] = letter.as_bytes() {
        return only.is_ascii_alphanumeric();
    }
    letter.chars().next().is_some_and(char::is_alphanumeric)
}

/// Whether the sign at this place stands inside a word, or between the digits of a number. What stands before it is part of a word.
fn joins(text: &str, at: usize, sign: &str) -> bool {
    let number = matches!(sign, "." | ",");
    if !number && !JOINERS.contains(&sign) {
        return false;
    }
    let (before, after) = (text[..at].chars().next_back(), text[at + sign.len()..].chars().next());
    let both = |what: fn(char) -> bool| before.is_some_and(what) && after.is_some_and(what);
    if number { both(|sign| sign.is_ascii_digit()) } else { both(|sign| sign.is_alphanumeric() || is_mark(sign)) }
}

/// A mark that belongs to the letter before it.
fn is_mark(sign: char) -> bool {
    ('\u{300}'..'\u{370}').contains(&sign)
}

/// How long what stands here is, if it has to stay whole: a tag (`<em>`), a link's target (`](https://…)`), an address.
fn whole(text: &str) -> Option<usize> {
    if !matches!(text.as_bytes().first(), Some(b'<' | b']' | b'h')) {
        return None;
    }
    if let Some(rest) = text.strip_prefix('<') {
        let end = rest.find(['>', '<', '\n'])?;
        let named = rest.trim_start_matches('/').starts_with(|letter: char| letter.is_ascii_alphabetic());
        return (named && rest[end..].starts_with('>')).then_some(end + 2);
    }
    if let Some(rest) = text.strip_prefix("](") {
        let end = rest.find([')', ' ', '\n'])?;
        return rest[end..].starts_with(')').then_some(end + 3);
    }
    if text.starts_with("https://") || text.starts_with("http://") {
        let end = text.find(|letter: char| letter.is_whitespace() || "<>)\"".contains(letter)).unwrap_or(text.len());
        return Some(text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']).len());
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|token| token.text).collect()
    }

    #[test]
    fn words_signs_and_blanks_are_told_apart() {
        assert_eq!(cut("Wege, welche"), ["Wege", ",", " ", "welche"]);
        assert_eq!(cut("Bewohner*innen im Eltern-Café"), ["Bewohner*innen", " ", "im", " ", "Eltern-Café"]);
        assert_eq!(cut("**fett** 1.000,5 %."), ["*", "*", "fett", "*", "*", " ", "1.000,5", " ", "%", "."]);
        assert_eq!(cut("😀👋🏼"), ["😀", "👋🏼"]);
        assert_eq!(cut("[a b](https://x.de/y) <em>"), ["[", "a", " ", "b", "](https://x.de/y)", " ", "<em>"]);
        assert_eq!(cut("siehe https://x.de/y."), ["siehe", " ", "https://x.de/y", "."]);
        assert_eq!(cut("2 < 3"), ["2", " ", "<", " ", "3"]);
    }

    proptest! {
        #[test]
        fn tokens_joined_are_the_text(text in "\\PC{0,60}|[a-c<>()\\[\\]. \n/:😀👋🏼é*-]{0,40}") {
            prop_assert_eq!(cut(&text).concat(), text.as_str());
            for token in tokens(&text) {
                prop_assert!(!token.text.is_empty());
                prop_assert_eq!(&text[token.start..token.end()], token.text);
            }
        }
    }
}
