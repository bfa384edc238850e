//! Gathers what a document says into blocks, the same way for DOCX and ODT.

use domain::text::blocks::{Block, BlockKind, List};

use super::error::TextFileError;
use super::inline::{self, Look, Run};
use super::notes::{Met, Notes};
use super::{MAX_BLOCK, MAX_BLOCKS};

/// Most cells of a table, with those that are missing at the ends of its rows.
const MAX_CELLS: usize = 50_000;

/// What a paragraph of a document is for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Block(BlockKind),
    Title,
    /// Another paragraph of the item before it.
    More,
    /// An amendment that our own export printed.
    Amendment,
    /// A line of a table of contents.
    Contents,
    /// What our own export adds around a text.
    Frame,
}

/// A table that is being read.
#[derive(Debug, Default)]
struct Table {
    rows: Vec<Vec<String>>,
    depth: usize,
    /// At which depth a row was deleted that is being read.
    gone: Option<usize>,
}

/// What was gathered so far.
#[derive(Debug, Default)]
pub(super) struct Gatherer {
    pub title: Option<String>,
    pub blocks: Vec<Block>,
    table: Table,
    amendment: bool,
}

impl Gatherer {
    /// A paragraph is at its end.
    pub(super) fn paragraph(&mut self, role: Role, runs: &[Run], notes: &mut Notes) -> Result<(), TextFileError> {
        if runs.iter().map(|run| run.text.len()).sum::<usize>() > MAX_BLOCK {
            return Err(TextFileError::BlockTooLong);
        }
        let was_amendment = std::mem::replace(&mut self.amendment, role == Role::Amendment);
        if self.table.depth > 0 {
            self.cell(runs);
            return Ok(());
        }
        match role {
            // The paragraphs of one amendment follow each other.
            Role::Amendment if !was_amendment => notes.met(Met::Amendment),
            Role::Contents => notes.more(Met::Contents, usize::from(!runs.is_empty())),
            Role::Amendment | Role::Frame => {}
            Role::Title if self.title.is_none() && self.blocks.is_empty() => {
                let title: String = runs.iter().map(|run| run.text.as_str()).collect();
                let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
                self.title = Some(title).filter(|title| !title.is_empty());
            }
            Role::Title => self.block(BlockKind::Heading(1), runs)?,
            Role::More if self.goes_on(runs) => {}
            Role::More => self.block(BlockKind::Paragraph, runs)?,
            Role::Block(kind) => self.block(kind, runs)?,
        }
        Ok(())
    }

    fn block(&mut self, kind: BlockKind, runs: &[Run]) -> Result<(), TextFileError> {
        let mut kind = kind;
        let mut runs = runs.to_vec();
        // A dot that was typed is meant as the dot of a list.
        if kind == BlockKind::Paragraph
            && let Some(rest) = runs.first().and_then(|run| run.text.trim_start().strip_prefix(['•', '▪', '●']))
            && rest.starts_with([' ', '\t', '\u{a0}'])
        {
            let rest = rest.trim_start().to_owned();
            runs[0].text = rest;
            kind = BlockKind::Item { list: List::Bullets, depth: 0 };
        }
        let text = inline::text(&runs, kind);
        if !text.is_empty() {
            self.push(Block { kind, text })?;
        }
        Ok(())
    }

    /// Adds a paragraph to the item before it, if there is one.
    fn goes_on(&mut self, runs: &[Run]) -> bool {
        let Some(Block { kind: BlockKind::Item { .. }, text }) = self.blocks.last_mut() else { return false };
        // As a paragraph, so that its lines start nothing new where they stand inside of the item.
        let more = inline::text(runs, BlockKind::Paragraph);
        if !more.is_empty() {
            text.push('\n');
            text.push_str(&more);
        }
        true
    }

    fn push(&mut self, block: Block) -> Result<(), TextFileError> {
        if self.blocks.len() >= MAX_BLOCKS {
            return Err(TextFileError::TooLong);
        }
        self.blocks.push(block);
        Ok(())
    }

    pub(super) fn table_opens(&mut self) {
        self.table.depth += 1;
    }

    /// A table inside a cell has no rows of its own: its words stand in the cell.
    pub(super) fn row_opens(&mut self) {
        if self.table.depth == 1 {
            self.table.rows.push(Vec::new());
        }
    }

    /// The row was deleted in a tracked change: nothing of it stays.
    pub(super) fn row_goes(&mut self) {
        self.table.gone = self.table.gone.or(Some(self.table.depth));
    }

    pub(super) fn row_closes(&mut self) {
        if self.table.gone == Some(self.table.depth) {
            self.table.gone = None;
            if self.table.depth == 1 {
                self.table.rows.pop();
            }
        }
    }

    pub(super) fn cell_opens(&mut self) {
        if self.table.depth == 1
            && let Some(row) = self.table.rows.last_mut()
        {
            row.push(String::new());
        }
    }

    fn cell(&mut self, runs: &[Run]) {
        let text = inline::text(runs, BlockKind::Heading(1)).replace('|', "\\|");
        if let Some(cell) = self.table.rows.last_mut().and_then(|row| row.last_mut())
            && !text.is_empty()
            && self.table.gone.is_none()
        {
            if !cell.is_empty() {
                cell.push(' ');
            }
            cell.push_str(&text);
        }
    }

    pub(super) fn table_closes(&mut self, notes: &mut Notes) -> Result<(), TextFileError> {
        self.table.depth = self.table.depth.saturating_sub(1);
        if self.table.depth > 0 {
            return Ok(());
        }
        let mut rows = std::mem::take(&mut self.table).rows;
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns == 0 {
            return Ok(());
        }
        if columns * rows.len() > MAX_CELLS {
            return Err(TextFileError::TooLong);
        }
        let mut lines = Vec::with_capacity(rows.len() + 1);
        for (place, mut row) in rows.into_iter().enumerate() {
            row.resize(columns, String::new());
            lines.push(format!("| {} |", row.join(" | ")));
            if place == 0 {
                lines.push(format!("|{}", " --- |".repeat(columns)));
            }
        }
        notes.met(Met::Table);
        self.push(Block { kind: BlockKind::Verbatim, text: lines.join("\n") })
    }
}

/// A target that may stand in a text: web and mail addresses, written so that Markdown reads them as one.
pub(super) fn target(address: &str) -> Option<String> {
    let address = address.trim();
    let lower = address.to_ascii_lowercase();
    let known = ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    let strange = |sign: char| sign.is_control() || "<>\"`\\".contains(sign);
    if !known || address.contains(strange) || address.len() > 2_000 {
        return None;
    }
    Some(address.replace('(', "%28").replace(')', "%29").replace(' ', "%20").replace('[', "%5B").replace(']', "%5D"))
}

/// Words of a run are added to a paragraph.
pub(super) fn add(runs: &mut Vec<Run>, words: &str, look: &Look) {
    inline::push(runs, words, look);
}
