//! What is written is read as the same.

use domain::text::blocks::{Block, BlockKind, List};
use exchange::texts::{Paper, TextFormat, docx, markdown, odt};
use proptest::prelude::*;

use crate::{good, version};

/// Words with and without emphasis, as the readers write them.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-zäöüßğış]{1,9}",
        1 => "[A-ZÄÖÜİ][a-zäöü]{2,9}",
        1 => prop::sample::select(vec![
            "**fett**", "*betont*", "***beides***", "`Code`", "[Ziel](https://a.de/b?c=d&e=f)", "Bewohner*innen", "2 * 3", "a < b",
            "„Zitat“", "\"so\"", "Eltern-Café", "10\u{a0}%", "\\*so", "&amp;", "سلام", "👋🏼", "snake_case", "wei  tab\tend",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(word, 1..12).prop_map(|words| words.join(" "))
}

fn lines() -> impl Strategy<Value = String> {
    prop::collection::vec(words(), 1..3).prop_map(|lines| lines.join("\n"))
}

fn block() -> impl Strategy<Value = Block> {
    let list = prop::sample::select(vec![List::Bullets, List::Numbers, List::Letters]);
    let of = |kind| move |text| Block { kind, text };
    prop_oneof![
        3 => lines().prop_map(of(BlockKind::Paragraph)),
        2 => (1..=6_u8, "[A-Za-zäöü][a-zäöü -]{0,20}[a-z]").prop_map(|(level, text)| Block::heading(level, text)),
        3 => (list, 0..4_u8, lines()).prop_map(|(list, depth, text)| Block { kind: BlockKind::Item { list, depth }, text }),
        1 => lines().prop_map(of(BlockKind::Quote)),
        1 => prop::sample::select(vec!["| a | b |\n| --- | --- |\n| c **d** | e |", "```\n# kein Titel\n  <b> & \"c\"\n```"])
            .prop_map(|text| Block { kind: BlockKind::Verbatim, text: text.to_owned() }),
    ]
}

/// Lists start outermost and go one level deeper at a time, as Markdown knows it.
fn blocks() -> impl Strategy<Value = Vec<Block>> {
    prop::collection::vec(block(), 1..12).prop_map(|mut blocks| {
        let mut deepest = 0;
        for block in &mut blocks {
            match &mut block.kind {
                BlockKind::Item { depth, .. } => {
                    *depth = (*depth).min(deepest);
                    deepest = *depth + 1;
                }
                _ => deepest = 0,
            }
        }
        blocks
    })
}

proptest! {
    #[test]
    fn every_file_is_read_as_the_text_that_was_written(blocks in blocks(), title in "[A-Z][a-zäöü\"\\\\:<&]{1,20}") {
        let version = version(&title, blocks.clone());
        let paper = Paper::new(&version);
        for (name, format, bytes) in [
            ("text.md", TextFormat::Markdown, markdown(&paper).into_bytes()),
            ("text.docx", TextFormat::Docx, docx(&paper).expect("a document")),
            ("text.odt", TextFormat::Odt, odt(&paper).expect("a document")),
        ] {
            let imported = good(name, &bytes);
            prop_assert_eq!(imported.format, format);
            prop_assert_eq!(imported.title.as_deref(), Some(title.as_str()), "{}", name);
            prop_assert_eq!(&imported.blocks, &blocks, "{}", name);
        }
    }

    /// Whatever Markdown somebody typed: no letter is lost, and what was read once is read the same again.
    #[test]
    fn no_words_are_lost_on_the_way(typed in "[a-d \n#>*_`|\\[\\]()<\\\\.1-]{0,80}") {
        let blocks = domain::text::markdown::read(&typed);
        prop_assume!(!blocks.is_empty());
        let words = |blocks: &[Block]| -> String {
            let standing: String = blocks.iter().map(exchange::texts::standing).collect();
            standing.chars().filter(|sign| !sign.is_whitespace()).collect()
        };
        prop_assume!(!words(&blocks).is_empty());
        let before = version("Titel", blocks.clone());
        for (name, bytes) in [
            ("text.docx", docx(&Paper::new(&before)).expect("a document")),
            ("text.odt", odt(&Paper::new(&before)).expect("a document")),
        ] {
            let once = good(name, &bytes).blocks;
            prop_assert_eq!(words(&once), words(&blocks), "{}", name);
            let after = version("Titel", once.clone());
            let bytes = if name == "text.docx" { docx(&Paper::new(&after)) } else { odt(&Paper::new(&after)) };
            prop_assert_eq!(good(name, &bytes.expect("a document")).blocks, once, "{}", name);
        }
    }
}
