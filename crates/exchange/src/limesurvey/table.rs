//! `LimeSurvey`'s tab-separated text as rows that know their line, or the line and reason why it is not one.

use std::collections::BTreeMap;

use crate::{ImportError, MAX_CELL, MAX_MARKS, MAX_ROWS, sanitise};

/// Most columns; `LimeSurvey`'s own exports have well over a hundred.
const MAX_COLUMNS: usize = 1_000;
/// Without these nothing can be read.
const NEEDED: [&str; 4] = ["class", "type/scale", "name", "text"];

pub(crate) struct Table {
    pub rows: Vec<Row>,
    /// Line of the last row.
    pub last_line: u64,
    /// Control characters that were replaced by blanks, and the line of the first.
    pub controls: Option<(u64, usize)>,
}

pub(crate) struct Row {
    pub line: u64,
    /// Filled cells by lower-case column name; blanks around them are gone.
    cells: BTreeMap<String, String>,
}

impl Row {
    /// A cell, empty when the column or the value is missing.
    pub(crate) fn get(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// The filled cells.
    pub(crate) fn cells(&self) -> impl Iterator<Item = (&str, &str)> {
        self.cells.iter().map(|(column, value)| (column.as_str(), value.as_str()))
    }
}

pub(crate) fn read(text: &str) -> Result<Table, ImportError> {
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    check_quotes_and_cells(text)?;
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b'\t').flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut records = reader.records();
    let header = match records.next() {
        Some(Ok(record)) => header(&record)?,
        Some(Err(cause)) => return Err(ImportError::row(1, cause.to_string())),
        None => return Err(ImportError::Empty),
    };
    let needed = NEEDED.iter().filter_map(|name| header.iter().position(|column| column == name)).max().unwrap_or(0);
    let mut table = Table { rows: Vec::new(), last_line: 1, controls: None };
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    let mut marks = 0;
    let (mut all_full, mut last_is_short) = (true, false);
    for record in records {
        let record = record.map_err(|cause| {
            ImportError::row(cause.position().map_or(1, csv::Position::line), "die Zeile ist nicht lesbar")
        })?;
        let line = lines.of(&record);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if table.rows.len() >= MAX_ROWS {
            return Err(ImportError::row(line, format!("die Datei hat mehr als {MAX_ROWS} Zeilen")));
        }
        all_full &= !last_is_short;
        last_is_short = record.len() < header.len();
        check_width(&record, line, header.len(), needed)?;
        check_marks(&record, line, &mut marks)?;
        let mut cells = BTreeMap::new();
        for (column, cell) in header.iter().zip(&record) {
            let cell = without_controls(cell, line, &mut table.controls);
            if !cell.is_empty() && !column.is_empty() {
                cells.insert(column.clone(), cell);
            }
        }
        table.last_line = line;
        table.rows.push(Row { line, cells });
    }
    if last_is_short && all_full && !text.ends_with(['\n', '\r']) {
        return Err(ImportError::row(
            table.last_line,
            "die Datei bricht hier mitten in der Zeile ab; sie wurde wohl unvollständig übertragen",
        ));
    }
    Ok(table)
}

/// Counts lines itself: `csv` starts a record before the `\n` of the last line's `\r\n` and before empty lines.
struct Lines<'t> {
    text: &'t [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line in which this record begins; records have to come in their order.
    fn of(&mut self, record: &csv::StringRecord) -> u64 {
        let start = record.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(self.at);
        while let Some(byte) = self.text.get(self.at)
            && (self.at < start || matches!(byte, b'\n' | b'\r'))
        {
            self.line += u64::from(*byte == b'\n');
            self.at += 1;
        }
        self.line
    }
}

fn header(record: &csv::StringRecord) -> Result<Vec<String>, ImportError> {
    let wrong = |reason: String| Err(ImportError::Header { line: 1, reason });
    if record.len() > MAX_COLUMNS {
        return wrong(format!("stehen mehr als {MAX_COLUMNS} Spalten"));
    }
    let columns: Vec<String> = record.iter().map(|name| name.trim().to_lowercase()).collect();
    let missing: Vec<&str> = NEEDED.into_iter().filter(|name| !columns.iter().any(|column| column == name)).collect();
    if !missing.is_empty() {
        let list = missing.iter().map(|name| format!("„{name}“")).collect::<Vec<_>>().join(", ");
        return wrong(format!("fehlt die Spalte {list}; die Spalten müssen durch Tabulatoren getrennt sein"));
    }
    for (position, column) in columns.iter().enumerate() {
        if !column.is_empty() && columns[..position].contains(column) {
            return wrong(format!("steht die Spalte „{column}“ zweimal"));
        }
    }
    Ok(columns)
}

/// Spreadsheets leave trailing empty cells out; a row that ends before its text was cut off.
fn check_width(record: &csv::StringRecord, line: u64, columns: usize, needed: usize) -> Result<(), ImportError> {
    if record.len() <= needed {
        let count = record.len();
        return Err(ImportError::row(
            line,
            format!(
                "die Zeile ist abgeschnitten: sie hat {count} von {columns} Feldern, mindestens {} sind nötig",
                needed + 1
            ),
        ));
    }
    if record.iter().skip(columns).any(|cell| !cell.trim().is_empty()) {
        return Err(ImportError::row(
            line,
            format!("die Zeile hat {} Felder, die Kopfzeile nur {columns}", record.len()),
        ));
    }
    Ok(())
}

fn check_marks(record: &csv::StringRecord, line: u64, total: &mut usize) -> Result<(), ImportError> {
    let (of_cell, of_file) = MAX_MARKS;
    let largest = record.iter().map(sanitise::marks).inspect(|count| *total += count).max().unwrap_or(0);
    if largest > of_cell {
        return Err(ImportError::row(line, format!("ein Feld hat mehr als {of_cell} HTML-Auszeichnungen")));
    }
    if *total > of_file {
        return Err(ImportError::row(line, format!("die Datei hat mehr als {of_file} HTML-Auszeichnungen")));
    }
    Ok(())
}

fn without_controls(cell: &str, line: u64, controls: &mut Option<(u64, usize)>) -> String {
    let forbidden = |sign: char| sign.is_control() && !matches!(sign, '\n' | '\r' | '\t');
    if !cell.contains(forbidden) {
        return cell.trim().to_owned();
    }
    let found = cell.matches(forbidden).count();
    let (_, count) = controls.get_or_insert((line, 0));
    *count += found;
    cell.replace(forbidden, " ").trim().to_owned()
}

/// Walks over the file as the `csv` reader does, which takes an open quote at the end of the file for closed.
fn check_quotes_and_cells(text: &str) -> Result<(), ImportError> {
    enum Place {
        Start,
        Bare,
        Quoted,
        MaybeClosed,
    }
    let (mut place, mut line, mut opened, mut size) = (Place::Start, 1_u64, 1_u64, 0_usize);
    for byte in text.bytes() {
        place = match (place, byte) {
            (Place::Start, b'"') => {
                opened = line;
                Place::Quoted
            }
            (Place::Quoted, b'"') => Place::MaybeClosed,
            (Place::Quoted, _) | (Place::MaybeClosed, b'"') => Place::Quoted,
            (_, b'\t' | b'\n' | b'\r') => Place::Start,
            _ => Place::Bare,
        };
        size = if matches!(place, Place::Start) { 0 } else { size + 1 };
        if size > MAX_CELL {
            let start = if matches!(place, Place::Quoted) { opened } else { line };
            return Err(if text_is_open(text, start) {
                ImportError::OpenQuote { line: start }
            } else {
                ImportError::row(start, format!("ein Feld ist größer als {} kB", MAX_CELL / 1000))
            });
        }
        line += u64::from(byte == b'\n');
    }
    if matches!(place, Place::Quoted) { Err(ImportError::OpenQuote { line: opened }) } else { Ok(()) }
}

/// A huge quoted cell that holds further rows comes from a quote that nobody closed.
fn text_is_open(text: &str, line: u64) -> bool {
    let skipped = usize::try_from(line).unwrap_or(usize::MAX);
    text.lines().skip(skipped).take(200).filter(|row| row.starts_with("Q\t") || row.starts_with("A\t")).count() > 1
}
