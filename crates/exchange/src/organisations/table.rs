//! A list as a table of cells, whatever file it came in: XLSX, or CSV with `;`, `,` or tabs in UTF-8 or Windows-1252.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, Xlsx};
use thiserror::Error;

use super::column::Column;
use super::write::freed;
use super::{MAX_CELL, MAX_COLUMNS, MAX_FILE, MAX_ROWS};
use crate::archive;

/// Why a file cannot be read at all, in words for the person who brought it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TableError {
    #[error("Die Datei ist größer als {} MB.", MAX_FILE / (1024 * 1024))]
    TooLarge,
    #[error("Die Datei enthält mehr als {} Zeilen. Bitte teilen Sie sie auf.", MAX_ROWS)]
    TooManyRows,
    #[error("Die Datei enthält mehr als {} Spalten.", MAX_COLUMNS)]
    TooManyColumns,
    #[error("Die Datei ist leer.")]
    Empty,
    #[error("Das ist keine Tabelle. Bitte speichern Sie die Liste als Excel-Datei (.xlsx) oder als CSV-Datei.")]
    NotATable,
    #[error(
        "Diese Excel-Datei ist beschädigt, verschlüsselt oder ungewöhnlich groß. Bitte speichern Sie sie neu als .xlsx."
    )]
    Damaged,
    #[error(
        "Die erste Zeile nennt keine Spalte „Name“. Bitte schreiben Sie in die erste Zeile, was in den Spalten steht."
    )]
    NoName,
}

/// A cell.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Cell {
    #[default]
    Empty,
    /// Trimmed, never empty.
    Text(String),
    /// Computed by the spreadsheet program: we do not know what will stand there.
    Formula,
    /// Longer than anything that belongs here.
    TooLong,
}

/// Without the text: what is printed may land in a log.
impl std::fmt::Debug for Cell {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Empty => "Empty",
            Self::Text(_) => "Text(…)",
            Self::Formula => "Formula",
            Self::TooLong => "TooLong",
        })
    }
}

/// A row that is not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// As spreadsheet programs count: the header is 1.
    pub number: usize,
    /// In the order of [`Table::columns`].
    pub cells: Vec<Cell>,
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What is known of each column; nothing where it is not used.
    pub columns: Vec<Option<Column>>,
    /// Titles of columns that are not used: they say nothing to us, or an earlier column means the same.
    pub unused: Vec<String>,
    pub rows: Vec<Row>,
}

/// Takes a file apart.
///
/// # Errors
///
/// See [`TableError`].
pub fn read(bytes: &[u8]) -> Result<Table, TableError> {
    if bytes.len() > MAX_FILE {
        return Err(TableError::TooLarge);
    }
    let rows = if bytes.starts_with(b"PK") {
        spreadsheet(bytes)?
    } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) || bytes.contains(&0) {
        return Err(TableError::NotATable);
    } else {
        text(bytes)?
    };
    let mut rows = rows.into_iter().filter(|row| row.cells.iter().any(|cell| *cell != Cell::Empty));
    let header = rows.next().ok_or(TableError::Empty)?;
    let mut columns: Vec<Option<Column>> = Vec::new();
    let mut unused = Vec::new();
    for cell in header.cells {
        let title = if let Cell::Text(title) = cell { title } else { String::new() };
        let column = Column::meant(&title).filter(|column| !title.is_empty() && !columns.contains(&Some(*column)));
        if column.is_none() && !title.is_empty() {
            unused.push(title);
        }
        columns.push(column);
    }
    if !columns.contains(&Some(Column::Name)) && !columns.contains(&Some(Column::Id)) {
        return Err(TableError::NoName);
    }
    let rows: Vec<Row> = rows.collect();
    if rows.len() > MAX_ROWS {
        return Err(TableError::TooManyRows);
    }
    Ok(Table { columns, unused, rows })
}

fn cell(text: &str) -> Cell {
    let text = text.trim();
    match text.chars().count() {
        0 => Cell::Empty,
        1..=MAX_CELL => Cell::Text(freed(text).to_owned()),
        _ => Cell::TooLong,
    }
}

/// The first sheet of an XLSX file. Read cell by cell: a far cell costs nothing but a refusal.
fn spreadsheet(bytes: &[u8]) -> Result<Vec<Row>, TableError> {
    archive::check(bytes).map_err(|_| TableError::Damaged)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| TableError::NotATable)?;
    let sheet = book.sheet_names().first().cloned().ok_or(TableError::Empty)?;
    let mut reader = book.worksheet_cells_reader(&sheet).map_err(|_| TableError::NotATable)?;
    let mut rows: Vec<Row> = Vec::new();
    while let Some(found) = reader.next_cell_with_formula_metadata().map_err(|_| TableError::Damaged)? {
        let value = if found.formula.is_some() { Cell::Formula } else { value(&found.value) };
        if value == Cell::Empty {
            continue;
        }
        let at = |place: u32| usize::try_from(place).unwrap_or(usize::MAX);
        let (number, column) = (at(found.pos.0).saturating_add(1), at(found.pos.1));
        if column >= MAX_COLUMNS {
            return Err(TableError::TooManyColumns);
        }
        let full = rows.len() > MAX_ROWS;
        match rows.last_mut() {
            Some(row) if row.number == number => put(row, column, value),
            // Out of order: no spreadsheet program writes so.
            Some(row) if row.number > number => return Err(TableError::Damaged),
            _ if full => return Err(TableError::TooManyRows),
            _ => {
                let mut row = Row { number, cells: Vec::new() };
                put(&mut row, column, value);
                rows.push(row);
            }
        }
    }
    Ok(rows)
}

fn put(row: &mut Row, column: usize, value: Cell) {
    if row.cells.len() <= column {
        row.cells.resize(column + 1, Cell::Empty);
    }
    row.cells[column] = value;
}

fn value(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => cell(text),
        DataRef::SharedString(text) => cell(text),
        DataRef::Int(number) => Cell::Text(number.to_string()),
        // Postcodes and telephone numbers are often kept as numbers; they have no decimals.
        DataRef::Float(number) => Cell::Text(number.to_string()),
        DataRef::Bool(yes) => Cell::Text(if *yes { "ja" } else { "nein" }.to_owned()),
        DataRef::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            Cell::Text(format!("{year:04}-{month:02}-{day:02}"))
        }
        // Such as #REF!: what should stand there is not known.
        DataRef::Error(_) => Cell::Formula,
    }
}

fn text(bytes: &[u8]) -> Result<Vec<Row>, TableError> {
    let text = decoded(bytes);
    let first = text.lines().next().unwrap_or_default();
    let many = |sign: char| first.matches(sign).count();
    let separator = [(';', b';'), (',', b','), ('\t', b'\t')].into_iter().max_by_key(|(sign, _)| many(*sign));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator.map_or(b';', |(_, byte)| byte))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| TableError::NotATable)?;
        if record.len() > MAX_COLUMNS {
            return Err(TableError::TooManyColumns);
        }
        if rows.len() > MAX_ROWS {
            return Err(TableError::TooManyRows);
        }
        // A cell of several lines is one row for whoever looks at it.
        let number = rows.len() + 1;
        let formula = |value: &str| value.trim_start().starts_with('=');
        let cells = record.iter().map(|value| if formula(value) { Cell::Formula } else { cell(value) }).collect();
        rows.push(Row { number, cells });
    }
    Ok(rows)
}

/// UTF-8, or else Windows-1252, in which every byte means something.
fn decoded(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| windows_1252(*byte)).collect(),
    }
}

fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}
