//! The words of a block as a reader sees them, for quotations, line numbers and reading aloud.

/// The words of one block as a reader sees them, without the marks of Markdown inside it: what is quoted, cut into lines and read
/// aloud. Emphasis, code marks, links (their words stay), pictures (their description stays), tags and backslashes go.
pub fn words(block: &str) -> String {
    let mut plain = String::with_capacity(block.len());
    let mut rest = block;
    // In front of the next character: whether it could be inside a word, where an underscore is no mark.
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        let length = first.len_utf8();
        let after = rest[length..].chars().next().unwrap_or(' ');
        let (text, used) = match first {
            '\\' if after.is_ascii_punctuation() => (&rest[length..=length], length + 1),
            // A single star inside a word is no mark for readers: "Bewohner*innen".
            '*' if before.is_alphanumeric() && after.is_alphanumeric() => (&rest[..length], length),
            '*' if !before.is_whitespace() || !after.is_whitespace() => ("", length),
            '~' if after == '~' => ("", 2),
            '`' => ("", length),
            '_' if !(before.is_alphanumeric() && after.is_alphanumeric()) => ("", length),
            '!' if after == '[' && link(&rest[1..]).is_some() => ("", length),
            '[' => match link(rest) {
                Some((inside, used)) => {
                    plain.push_str(&words(inside));
                    ("", used)
                }
                None => (&rest[..length], length),
            },
            '<' => match rest.find('>').filter(|_| after.is_ascii_alphabetic() || after == '/') {
                Some(end) => (if rest[..end].starts_with("<br") { "\n" } else { "" }, end + 1),
                None => (&rest[..length], length),
            },
            _ => (&rest[..length], length),
        };
        plain.push_str(text);
        before = first;
        rest = &rest[used..];
    }
    plain
}

/// The words of a link that starts here, and how long all of it is.
fn link(text: &str) -> Option<(&str, usize)> {
    let middle = text.find("](")?;
    let inside = &text[1..middle];
    let end = middle + 2 + text[middle + 2..].find(')')?;
    (!inside.contains('[') && !text[middle..end].contains('\n')).then_some((inside, end + 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn readers_see_words_without_marks() {
        for (block, expected) in [
            ("**Fett** und *kursiv*, `Code`", "Fett und kursiv, Code"),
            ("Bewohner*innen kaufen 2 * 3", "Bewohner*innen kaufen 2 * 3"),
            ("snake_case und _betont_", "snake_case und betont"),
            ("[mehr *dazu*](https://a.de) und ![Bild](b.png)", "mehr dazu und Bild"),
            ("\\*Stern\\* [kein Link] 1 < 2", "*Stern* [kein Link] 1 < 2"),
            ("Zeile<br>zwei <b>fett</b>", "Zeile\nzwei fett"),
        ] {
            assert_eq!(words(block), expected);
        }
    }

    proptest! {
        #[test]
        fn words_without_marks_stay_and_nothing_is_too_strange(text in "[a-zäß ,.;?]{0,40}", strange in "\\PC{0,40}|[*_<>!a()\\[\\]\\\\`~]{0,30}") {
            prop_assert_eq!(words(&text), text);
            prop_assert!(words(&strange).len() <= strange.len());
        }
    }
}
