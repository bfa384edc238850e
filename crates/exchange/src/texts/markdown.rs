//! Texts as Markdown, in and out. Facts stand at the start of the file, between two lines of dashes, as many programs know it.

use domain::text::blocks::{Block, BlockKind};
use domain::text::markdown;
use domain::text::words::Op;

use super::notes::{Met, Notes};
use super::paper::{Embedded, Paper, Row, one_line};

/// The title that stands at the start of a file, and its blocks.
pub(super) fn read(file: &str, notes: &mut Notes) -> (Option<String>, Vec<Block>) {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file).replace("\r\n", "\n").replace('\r', "\n");
    let (facts, text) = front(&file).unwrap_or(("", &file));
    let title = facts.lines().find_map(|line| line.strip_prefix("title:")).map(unquoted);
    notes.more(Met::Comment, text.matches("<!--").count());
    notes.more(Met::Picture, text.matches("![").count());
    notes.more(Met::Footnote, text.lines().filter(|line| line.starts_with("[^") && line.contains("]:")).count());
    let is_mark = |(place, _): &(usize, &str)| {
        text[place + 1..].starts_with(|sign: char| sign.is_ascii_alphabetic() || sign == '/')
            && !text[place + 1..].starts_with("http")
    };
    notes.more(Met::Markup, text.match_indices('<').filter(is_mark).count());
    (title.filter(|title| !title.is_empty()), markdown::read(text))
}

/// What stands between two lines of dashes at the start, and the rest.
fn front(file: &str) -> Option<(&str, &str)> {
    let inside = file.strip_prefix("---\n")?;
    let end = inside.find("\n---\n").map(|end| (end, end + 5)).or_else(|| {
        let end = inside.strip_suffix("\n---")?.len();
        Some((end, inside.len()))
    })?;
    let (facts, text) = (&inside[..end.0], &inside[end.1..]);
    let is_fact = |line: &str| line.is_empty() || line.starts_with([' ', '#', '-']) || line.contains(':');
    let named = facts.lines().any(|line| line.starts_with("title:"));
    (named && facts.lines().all(is_fact)).then_some((facts, text))
}

fn unquoted(value: &str) -> String {
    let value = value.trim();
    let inside = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
    inside.map_or_else(|| value.to_owned(), |inside| inside.replace("\\\"", "\"").replace("\\\\", "\\"))
}

fn quoted(value: &str) -> String {
    format!("\"{}\"", one_line(value).replace('\\', "\\\\").replace('"', "\\\""))
}

/// Writes a Markdown file. Without amendments, [`super::read`] reads the same title and blocks from it.
pub fn write(paper: &Paper<'_>) -> String {
    let mut file = format!("---\ntitle: {}\n", quoted(&paper.title()));
    for (name, value) in &paper.facts {
        file.extend([quoted(name).as_str(), ": ", quoted(value).as_str(), "\n"]);
    }
    file.push_str("---\n\n");
    let mut blocks = Vec::new();
    // A list must not be torn apart: what is asked of its items stands below it.
    let mut waiting = Vec::new();
    for row in paper.rows() {
        if !matches!(row.block().kind, BlockKind::Item { .. }) {
            blocks.append(&mut waiting);
        }
        blocks.push(row.block().clone());
        waiting.extend(row.amendments.iter().map(|asked| amendment(asked, &row)));
    }
    blocks.append(&mut waiting);
    file + &markdown::write(&blocks)
}

fn amendment(amendment: &Embedded, row: &Row<'_>) -> Block {
    let mark = |(op, text): (Op, String)| match op {
        Op::Kept => text,
        Op::Deleted => format!("~~{text}~~"),
        Op::Inserted => format!("**{text}**"),
    };
    let difference: String = amendment.spelled(row).into_iter().map(mark).collect();
    let mut lines = format!("**{}**\n\n{difference}", amendment.heading(row));
    if let Some(reason) = amendment.because() {
        lines.push_str("\n\n");
        lines.push_str(&reason);
    }
    Block { kind: BlockKind::Quote, text: lines }
}
