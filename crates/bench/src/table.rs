//! The table: what was measured, the figure, and the aim with whether it is met.

use std::fmt::Write as _;

/// Lines of a Markdown table.
#[derive(Debug, Default)]
pub struct Table(String);

impl Table {
    /// A figure without an aim.
    pub fn row(&mut self, what: &str, figure: &str) {
        self.line(what, figure, "");
    }

    /// A figure with the aim it is held against.
    pub fn aimed(&mut self, what: &str, figure: &str, aim: &str, met: bool) {
        self.line(what, figure, &format!("{aim}: {}", if met { "met" } else { "**missed**" }));
    }

    fn line(&mut self, what: &str, figure: &str, aim: &str) {
        // Writing to a text never fails.
        let _ = writeln!(self.0, "| {what} | {figure} | {aim} |");
    }

    /// All of it, below its heading.
    pub fn text(&self, heading: &str) -> String {
        format!("{heading}\n\n| What | Figure | Aim |\n|---|---:|---|\n{}", self.0.trim_end())
    }
}
