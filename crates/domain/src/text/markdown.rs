//! A Markdown file as addressable blocks, and blocks as a Markdown file. What is inside a block stays as it was written.

use super::blocks::{Block, BlockKind, List};

/// Reads a Markdown file: headings (`#` and underlined), paragraphs, nested lists, quotations; tables and code stay as they were
/// written; rules and comments between blocks are left out. Never fails: what is nothing else is a paragraph.
pub fn read(file: &str) -> Vec<Block> {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file).replace("\r\n", "\n").replace('\r', "\n");
    let mut reader = Reader::default();
    let mut lines = file.lines().peekable();
    while let Some(line) = lines.next() {
        let bare = line.trim_start();
        if let Some(fence) = ["```", "~~~"].into_iter().find(|fence| bare.starts_with(fence)) {
            let mut whole = vec![line];
            for line in lines.by_ref() {
                whole.push(line);
                if line.trim_start().starts_with(fence) {
                    break;
                }
            }
            reader.alone(BlockKind::Verbatim, whole.join("\n"));
        } else if bare.starts_with("<!--") {
            let mut rest = Some(line);
            while rest.is_some_and(|line| !line.contains("-->")) {
                rest = lines.next();
            }
            reader.end();
        } else if bare.starts_with('|') {
            let mut whole = vec![line];
            while let Some(line) = lines.next_if(|line| line.trim_start().starts_with('|')) {
                whole.push(line);
            }
            reader.alone(BlockKind::Verbatim, whole.join("\n"));
        } else if bare.is_empty() {
            reader.gap();
        } else if let Some((level, text)) = heading(bare) {
            reader.alone(BlockKind::Heading(level), text.to_owned());
        } else if let Some(level) = underline(bare).filter(|_| reader.is_paragraph()) {
            reader.becomes_heading(level);
        } else if is_rule(bare) {
            reader.end();
        } else {
            reader.line(line, bare);
        }
    }
    reader.end();
    reader.blocks
}

/// Writes blocks as a Markdown file that [`read`] reads as the same blocks.
pub fn write<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> String {
    let mut file = String::new();
    let mut before: Option<BlockKind> = None;
    let mut counters: Vec<u32> = Vec::new();
    for Block { kind, text } in blocks {
        let in_list = |kind: Option<BlockKind>| matches!(kind, Some(BlockKind::Item { .. }));
        if before.is_some() {
            file.push_str(if in_list(before) && in_list(Some(*kind)) { "\n" } else { "\n\n" });
        }
        if !in_list(Some(*kind)) {
            counters.clear();
        }
        match kind {
            BlockKind::Heading(level) => {
                file.push_str(&"#".repeat(usize::from((*level).clamp(1, 6))));
                file.push(' ');
                file.push_str(text);
            }
            BlockKind::Item { list, depth } => {
                let depth = usize::from(*depth);
                counters.resize(depth + 1, 0);
                counters[depth] += 1;
                let mark = match list {
                    List::Bullets => "-".to_owned(),
                    List::Numbers => format!("{}.", counters[depth]),
                    List::Letters => format!("{})", letter(counters[depth])),
                };
                let indent = INDENT.repeat(depth);
                let text = text.replace('\n', &["\n", indent.as_str(), INDENT].concat());
                file.extend([indent.as_str(), mark.as_str(), " ", text.as_str()]);
            }
            BlockKind::Quote => file.extend(["> ", text.replace('\n', "\n> ").as_str()]),
            BlockKind::Paragraph | BlockKind::Verbatim => file.push_str(text),
        }
        before = Some(*kind);
    }
    file.push('\n');
    file
}

const INDENT: &str = "    ";

/// a, b, …, z, and then z again: nobody has more.
fn letter(count: u32) -> char {
    u8::try_from(count).ok().filter(|count| (1..=26).contains(count)).map_or('z', |count| char::from(b'a' + count - 1))
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    open: Option<Block>,
    /// How far the marks of the lists around are indented.
    indents: Vec<usize>,
    /// An empty line came after the open block.
    gap: bool,
}

impl Reader {
    fn end(&mut self) {
        self.close();
        self.indents.clear();
        self.gap = false;
    }

    fn close(&mut self) {
        if let Some(mut block) = self.open.take() {
            block.text.truncate(block.text.trim_end().len());
            if !block.text.is_empty() {
                self.blocks.push(block);
            }
        }
    }

    fn gap(&mut self) {
        self.close();
        self.gap = true;
    }

    fn alone(&mut self, kind: BlockKind, text: String) {
        self.end();
        if !text.trim().is_empty() {
            self.blocks.push(Block { kind, text });
        }
    }

    fn is_paragraph(&self) -> bool {
        self.open.as_ref().is_some_and(|block| block.kind == BlockKind::Paragraph)
    }

    fn becomes_heading(&mut self, level: u8) {
        if let Some(block) = &mut self.open {
            block.kind = BlockKind::Heading(level);
            block.text = block.text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        self.end();
    }

    fn line(&mut self, line: &str, bare: &str) {
        let indent =
            line.chars().take_while(|sign| sign.is_whitespace()).map(|sign| if sign == '\t' { 4 } else { 1 }).sum();
        if let Some((list, text)) = item(bare) {
            self.close();
            while self.indents.last().is_some_and(|last| *last > indent) {
                self.indents.pop();
            }
            if self.indents.last().is_none_or(|last| indent >= last + 2) {
                self.indents.push(indent);
            }
            let depth = u8::try_from(self.indents.len().saturating_sub(1)).unwrap_or(u8::MAX);
            self.open = Some(Block { kind: BlockKind::Item { list, depth }, text: text.to_owned() });
        } else if let Some(text) = bare.strip_prefix('>') {
            let text = text.strip_prefix(' ').unwrap_or(text);
            self.continue_as(BlockKind::Quote, text);
        } else {
            let kind = self.open.as_ref().map_or(BlockKind::Paragraph, |block| block.kind);
            self.continue_as(kind, bare);
        }
        self.gap = false;
    }

    fn continue_as(&mut self, kind: BlockKind, text: &str) {
        match &mut self.open {
            Some(block) if block.kind == kind => {
                block.text.push('\n');
                block.text.push_str(text);
            }
            _ => {
                self.end();
                self.open = Some(Block { kind, text: text.to_owned() });
            }
        }
    }
}

fn heading(line: &str) -> Option<(u8, &str)> {
    let rest = line.trim_start_matches('#');
    let level = u8::try_from(line.len() - rest.len()).ok().filter(|level| (1..=6).contains(level))?;
    let text = rest.strip_prefix([' ', '\t'])?.trim();
    let closed = text.trim_end_matches('#');
    Some((level, if closed.ends_with(' ') { closed.trim_end() } else { text }))
}

fn underline(line: &str) -> Option<u8> {
    let line = line.trim_end();
    let only = |sign| line.chars().all(|other| other == sign);
    if only('=') { Some(1) } else { (only('-') && line.len() > 1).then_some(2) }
}

fn is_rule(line: &str) -> bool {
    let signs: String = line.split_whitespace().collect();
    signs.len() >= 3 && ['-', '*', '_'].into_iter().any(|sign| signs.chars().all(|other| other == sign))
}

/// The list and the words of a list item: `- `, `* `, `+ `, `• `, `1. `, `1) `, `a) `.
fn item(line: &str) -> Option<(List, &str)> {
    if let Some(text) = ["- ", "* ", "+ ", "• "].into_iter().find_map(|mark| line.strip_prefix(mark)) {
        return Some((List::Bullets, text.trim_start()));
    }
    let end = line.find(['.', ')']).filter(|end| (1..=3).contains(end))?;
    let (mark, rest) = line.split_at(end);
    let text = rest[1..].strip_prefix(' ')?.trim_start();
    if mark.chars().all(|sign| sign.is_ascii_digit()) {
        return Some((List::Numbers, text));
    }
    let letter = mark.len() == 1 && rest.starts_with(')') && mark.chars().all(|sign| sign.is_ascii_lowercase());
    letter.then_some((List::Letters, text))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(list: List, depth: u8, text: &str) -> Block {
        Block { kind: BlockKind::Item { list, depth }, text: text.into() }
    }

    #[test]
    fn a_file_becomes_blocks() {
        let file = "\u{feff}# Titel #\r\n\r\nEin Absatz\nin zwei Zeilen.\n\nUnter\n-----\n\n1. Eins\n2. Zwei\n   geht weiter\n   a) tief\n3. Drei\n\n- Punkt\n\n* * *\n> Zitat\n> weiter\n\n| a | b |\n|---|---|\n\n```\n# kein Titel\n```\n<!-- weg -->\nEnde";
        let expected = [
            Block::heading(1, "Titel"),
            Block::paragraph("Ein Absatz\nin zwei Zeilen."),
            Block::heading(2, "Unter"),
            at(List::Numbers, 0, "Eins"),
            at(List::Numbers, 0, "Zwei\ngeht weiter"),
            at(List::Letters, 1, "tief"),
            at(List::Numbers, 0, "Drei"),
            at(List::Bullets, 0, "Punkt"),
            Block { kind: BlockKind::Quote, text: "Zitat\nweiter".into() },
            Block { kind: BlockKind::Verbatim, text: "| a | b |\n|---|---|".into() },
            Block { kind: BlockKind::Verbatim, text: "```\n# kein Titel\n```".into() },
            Block::paragraph("Ende"),
        ];
        assert_eq!(read(file), expected);
        assert_eq!(read(&write(&expected)), expected);
    }

    #[test]
    fn what_only_looks_like_a_mark_is_text() {
        for text in ["#Hashtag", "2026 war gut.", "-5 Grad", "Nr. 5 gilt", "*kursiv* ist"] {
            assert_eq!(read(text), [Block::paragraph(text)]);
        }
        assert_eq!(read("\n\n---\n"), []);
    }

    proptest! {
        #[test]
        fn what_was_read_is_written_and_read_as_the_same(lines in prop::collection::vec(
            prop::sample::select(vec!["", "", "# A", "## B", "- eins", "  - zwei", "1. drei", "a) vier", "Text", "Text **fett**", "> Zitat", "| a |", "---", "===", "```"]), 0..14,
        )) {
            let blocks = read(&lines.join("\n"));
            prop_assert_eq!(read(&write(&blocks)), blocks);
        }

        #[test]
        fn no_file_is_too_strange(file in "\\PC{0,80}|[#>|` \n.a)1*-]{0,40}") {
            let words = |text: &str| text.chars().filter(|sign| sign.is_alphabetic()).count();
            let read: usize = read(&file).iter().map(|block| words(&block.text)).sum();
            // Letters are lost only with the letters of a list.
            prop_assert!(read <= words(&file));
        }
    }
}
