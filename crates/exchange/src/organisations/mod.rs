//! The register of organisations as tables, in and out: XLSX and CSV, for staff who keep lists.
//!
//! [`read`] takes a file apart, [`plan`] says row by row what would change, and nothing changes here. [`csv`] and [`xlsx`]
//! write what [`read`] reads. All words are German: they stand in the office and in its lists.

mod cells;
mod column;
mod plan;
mod table;
mod words;
pub(crate) mod write;

pub use column::Column;
pub use plan::{Change, Planned, PlannedRow, Reason, Register, differences, plan};
pub use table::{Cell, Row, Table, TableError, read};
pub use words::{in_german, title_of};
pub use write::{Names, csv, xlsx};

/// Largest file in bytes.
pub const MAX_FILE: usize = 20 * 1024 * 1024;
/// Most rows below the header.
pub const MAX_ROWS: usize = 20_000;
/// Most columns.
const MAX_COLUMNS: usize = 200;
/// Longest cell in letters.
const MAX_CELL: usize = 10_000;
