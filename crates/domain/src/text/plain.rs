//! Plain text, as it comes out of a PDF or a mail, as addressable blocks: wrapped lines are joined, words cut at the end of a line are
//! whole again, numbered points and dashes become items.

use super::blocks::{Block, BlockKind, List};

/// Signs that stand in front of an item, longest first.
const DASHES: [&str; 8] = ["- > ", "- › ", "- ", "– ", "• ", "* ", "› ", "> "];

/// Reads plain text. A block ends at an empty line, unless its sentence is not at an end there and the next line goes on in lower
/// case or the block is an item; and where an item or a line in capital letters (a heading) starts. Never fails.
pub fn read(text: &str) -> Vec<Block> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace(['\r', '\u{c}'], "\n");
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    let mut gap = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            gap = true;
            continue;
        }
        let started = start(line);
        let goes_on =
            started.is_none() && blocks.last().is_some_and(|last| open && (!gap || goes_on_behind_gap(last, line)));
        gap = false;
        if goes_on && let Some(last) = blocks.last_mut() {
            join(&mut last.text, line);
            continue;
        }
        let (kind, rest) = started.unwrap_or((BlockKind::Paragraph, line));
        open = !matches!(kind, BlockKind::Heading(_));
        blocks.push(Block { kind, text: rest.to_owned() });
    }
    blocks
}

/// What starts with this line, if it is more than running text.
fn start(line: &str) -> Option<(BlockKind, &str)> {
    let item = |list| BlockKind::Item { list, depth: 0 };
    if let Some(rest) = DASHES.iter().find_map(|dash| line.strip_prefix(dash)) {
        return Some((item(List::Bullets), rest.trim_start()));
    }
    if let Some((mark, rest)) = line.split_once(['.', ')'])
        && (1..=3).contains(&mark.len())
        && mark.chars().all(|sign| sign.is_ascii_digit())
        && let Some(rest) = rest.strip_prefix([' ', '\t'])
        // "1. Januar" is no item, but "1. Die" is: a month tells.
        && !MONTHS.iter().any(|month| rest.trim_start().starts_with(month))
    {
        return Some((item(List::Numbers), rest.trim_start()));
    }
    heading(line).map(|level| (BlockKind::Heading(level), line))
}

const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai ",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// The level of a heading in capital letters: "6 ZIELE" is 1, "6.7 AUSRICHTUNG" is 2, without a number 1.
fn heading(line: &str) -> Option<u8> {
    let (number, title) = match line.split_once(' ') {
        Some((number, title)) if number.chars().all(|sign| sign.is_ascii_digit() || sign == '.') => (number, title),
        _ => ("", line),
    };
    let letters = title.chars().filter(|sign| sign.is_alphabetic()).count();
    let capital = title.chars().all(|sign| !sign.is_lowercase());
    let dots = number.trim_end_matches('.').matches('.').count();
    let level = u8::try_from(dots + 1).unwrap_or(6).min(6);
    (capital && letters > 3 && line.chars().count() <= 100 && !line.ends_with('.')).then_some(level)
}

/// Whether a sentence goes on behind an empty line: pages and sloppy files cut it there.
fn goes_on_behind_gap(block: &Block, line: &str) -> bool {
    let unfinished = !block.text.ends_with(['.', '!', '?', ':', ';', '“', '"', '”']);
    let small = line.chars().next().is_some_and(char::is_lowercase);
    let numbered = matches!(block.kind, BlockKind::Item { list: List::Numbers, .. });
    unfinished && (small || numbered)
}

/// Joins a line to what stands before it. A hyphen at the end between small letters cut a word, unless "und" or "oder" follows:
/// then it stands for the rest of a word ("Bildungs- und Sprachangebote").
fn join(text: &mut String, line: &str) {
    let mut end = text.chars().rev();
    let cut = end.next() == Some('-') && end.next().is_some_and(char::is_alphabetic);
    let first = line.split_whitespace().next().unwrap_or_default();
    let small = line.chars().next().is_some_and(char::is_lowercase);
    match (cut, small, matches!(first, "und" | "oder" | "bzw." | "sowie")) {
        (true, true, false) => {
            text.pop();
        }
        // A capital letter behind the hyphen belongs to it: "Eltern-Café".
        (true, false, _) => {}
        _ => text.push(' '),
    }
    text.push_str(line);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_are_joined_and_words_made_whole() {
        let text = "6.2 BILDUNG\n\nDie Bildungs- \nund Sprachange-\nbote im Eltern-\nCafé.\nNoch ein Satz.\n\nNeuer Absatz.\n1. Die erste\n\nAufgabe zählt.\n 2. Zweitens\n\n3. Drittens\n- > Punkt\nAm\n1. Mai ist Feiertag.";
        let numbered =
            |text: &str| Block { kind: BlockKind::Item { list: List::Numbers, depth: 0 }, text: text.into() };
        let expected = [
            Block::heading(2, "6.2 BILDUNG"),
            Block::paragraph("Die Bildungs- und Sprachangebote im Eltern-Café. Noch ein Satz."),
            Block::paragraph("Neuer Absatz."),
            numbered("Die erste Aufgabe zählt."),
            numbered("Zweitens"),
            numbered("Drittens"),
            Block::item("Punkt Am 1. Mai ist Feiertag."),
        ];
        assert_eq!(read(text), expected);
    }

    proptest! {
        #[test]
        fn no_letter_is_lost(text in "\\PC{0,60}|[aB1.) \n>-]{0,60}") {
            let letters = |text: &str| text.chars().filter(|sign| sign.is_alphabetic()).collect::<String>();
            let read: String = read(&text).iter().map(|block| letters(&block.text)).collect();
            prop_assert_eq!(read, letters(&text));
        }
    }
}
