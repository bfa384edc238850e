//! What somebody writes into the field of a paragraph, as wishes, and wishes as what stands in the field.

use uuid::Uuid;

use super::wish::Wish;
use crate::text::blocks::{Block, BlockKind};
use crate::text::document::Paragraph;
use crate::text::markdown;

/// The other words for a paragraph. Whatever stands behind an empty line becomes paragraphs of its own behind it; tables and
/// code, which may hold empty lines, stay one.
pub fn rewriting(paragraph: &Paragraph, words: &str) -> Vec<Wish> {
    let words = tidy(words);
    let (text, more) = match words.split_once("\n\n") {
        Some((text, more)) if paragraph.block.kind != BlockKind::Verbatim => (text, more),
        _ => (words.as_str(), ""),
    };
    let rewrite = Wish::Rewrite { paragraph: paragraph.id, text: text.trim_end().to_owned() };
    std::iter::once(rewrite)
        // The paragraph as it was: only the new ones behind it are wanted.
        .filter(|_| more.is_empty() || text.trim_end() != paragraph.block.text)
        .chain((!more.trim().is_empty()).then(|| inserting(Some(paragraph.id), more)))
        .collect()
}

/// New paragraphs behind one, from Markdown.
pub fn inserting(behind: Option<Uuid>, words: &str) -> Wish {
    Wish::Insert { behind, blocks: markdown::read(&tidy(words)) }
}

/// What stands in the field for these wishes about a paragraph that says `text`: its words as wanted, and the new paragraphs.
pub fn words(text: &str, wishes: &[Wish]) -> String {
    let rewritten = wishes.iter().find_map(|wish| match wish {
        Wish::Rewrite { text, .. } => Some(text.as_str()),
        _ => None,
    });
    let blocks: Vec<&Block> = wishes
        .iter()
        .filter_map(|wish| match wish {
            Wish::Insert { blocks, .. } => Some(blocks),
            _ => None,
        })
        .flatten()
        .collect();
    let new = markdown::write(blocks.iter().copied());
    match (rewritten, wishes) {
        (None, [Wish::Insert { .. }]) => new.trim_end().to_owned(),
        (rewritten, _) if blocks.is_empty() => rewritten.unwrap_or(text).to_owned(),
        (rewritten, _) => format!("{}\n\n{}", rewritten.unwrap_or(text), new.trim_end()),
    }
}

/// Line breaks as one sign, without blanks around.
fn tidy(words: &str) -> String {
    words.replace("\r\n", "\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn paragraph(text: &str) -> Paragraph {
        Paragraph::new(Uuid::from_u128(1), Block::paragraph(text))
    }

    #[test]
    fn an_empty_line_begins_a_new_paragraph() {
        let wishes = rewriting(&paragraph("Eins."), "Eins!\r\n\r\nZwei.\r\n- drei");
        let Wish::Insert { blocks, .. } = &wishes[1] else { panic!("{wishes:?}") };
        assert_eq!(wishes[0], Wish::Rewrite { paragraph: Uuid::from_u128(1), text: "Eins!".into() });
        assert_eq!(blocks, &[Block::paragraph("Zwei."), Block::item("drei")]);
        assert_eq!(words("Eins.", &wishes), "Eins!\n\nZwei.\n\n- drei");
        assert!(matches!(&rewriting(&paragraph("Eins."), "Eins.\n\nZwei.")[..], [Wish::Insert { .. }]));
        let table = Paragraph::new(Uuid::nil(), Block { kind: BlockKind::Verbatim, text: String::new() });
        assert_eq!(rewriting(&table, "a\n\nb").len(), 1);
    }

    proptest! {
        #[test]
        fn nothing_typed_is_lost_or_too_strange(text in "\\PC{0,40}", typed in "\\PC{0,60}|[xy \r\n]{0,40}") {
            let one = paragraph(&text);
            let wishes = rewriting(&one, &typed);
            let shown = words(&text, &wishes);
            let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
            // An insertion alone shows itself; the paragraph before it stayed as it was.
            let whole = if matches!(wishes[..], [Wish::Insert { .. }]) { format!("{text}{shown}") } else { shown };
            prop_assert_eq!(letters(&whole), letters(&typed));
        }
    }
}
