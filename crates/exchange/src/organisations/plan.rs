//! What a list would change in the register, row by row, before anything is changed.
//!
//! A row is about the organisation of its identity, else about the one of its name, else about a new one. Columns that
//! are not there change nothing. What is wrong with one row holds up no other.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::organisation::{Consent, Organisation, check};
use domain::words::key;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::cells::{ConsentCells, cell_of, take};
use super::column::Column;
use super::table::{Cell, Row, Table};
use super::words::{in_german, title_of};
use super::write::Names;

/// What is in the register now.
#[derive(Debug, Clone, Default)]
pub struct Register {
    /// Every organisation with its version.
    pub organisations: Vec<(Organisation, u32)>,
    pub names: Names,
}

/// A row and what it would do.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedRow {
    /// As spreadsheet programs count.
    pub number: usize,
    /// What the row calls the organisation.
    pub name: String,
    pub planned: Planned,
}

/// What a row would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Planned {
    New(Box<Organisation>),
    Changed {
        organisation: Box<Organisation>,
        /// The version that was compared with.
        version: u32,
        changes: Vec<Change>,
    },
    Unchanged,
    Refused(Vec<Reason>),
}

/// A field that would change.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Title of the column.
    pub column: String,
    pub old: String,
    pub new: String,
}

/// Why a row is refused.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Title of the column.
    pub column: String,
    /// What is wrong and what to do, in German.
    pub words: String,
}

/// Without the name: what is printed may land in a log.
impl std::fmt::Debug for PlannedRow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("PlannedRow")
            .field("number", &self.number)
            .field("planned", &self.planned)
            .finish_non_exhaustive()
    }
}

/// Without the values: what is printed may land in a log.
impl std::fmt::Debug for Change {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Change").field("column", &self.column).finish_non_exhaustive()
    }
}

/// Without the words, which may quote a cell: what is printed may land in a log.
impl std::fmt::Debug for Reason {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Reason").field("column", &self.column).finish_non_exhaustive()
    }
}

impl Reason {
    fn new(column: Column, words: impl Into<String>) -> Self {
        Self { column: column.title(), words: words.into() }
    }
}

/// A row on its way: what it is about and what it makes of it.
struct Draft<'a> {
    row: &'a Row,
    name: String,
    entry: Organisation,
    old: Option<(&'a Organisation, u32)>,
    reasons: Vec<Reason>,
}

/// What a list would change. `new_id` gives an identity to every new organisation.
pub fn plan(table: &Table, register: &Register, today: NaiveDate, mut new_id: impl FnMut() -> Uuid) -> Vec<PlannedRow> {
    let by_id: BTreeMap<Uuid, (&Organisation, u32)> =
        register.organisations.iter().map(|(entry, version)| (entry.id, (entry, *version))).collect();
    let by_name: BTreeMap<String, Uuid> =
        register.organisations.iter().map(|(entry, _)| (key(&entry.name), entry.id)).collect();
    let mut drafts: Vec<Draft<'_>> =
        table.rows.iter().map(|row| begin(table, row, &by_id, &by_name, &mut new_id)).collect();
    refuse_twins(&mut drafts, &by_name);
    // Umbrellas may stand in the list itself.
    let mut names = by_name;
    for draft in drafts.iter().filter(|draft| draft.reasons.is_empty()) {
        names.entry(key(&draft.entry.name)).or_insert(draft.entry.id);
    }
    for draft in &mut drafts {
        fill(draft, table, register, &names, today);
    }
    refuse_orphans(&mut drafts, &by_id);
    let mut known = register.names.clone();
    for draft in drafts.iter().filter(|draft| draft.reasons.is_empty()) {
        known.organisations.entry(draft.entry.id).or_insert_with(|| draft.entry.name.clone());
    }
    drafts.into_iter().map(|draft| finish(draft, &known)).collect()
}

fn text_at<'a>(table: &Table, row: &'a Row, wanted: Column) -> Option<&'a Cell> {
    let place = table.columns.iter().position(|column| *column == Some(wanted))?;
    Some(row.cells.get(place).unwrap_or(&Cell::Empty))
}

fn begin<'a>(
    table: &Table,
    row: &'a Row,
    by_id: &BTreeMap<Uuid, (&'a Organisation, u32)>,
    by_name: &BTreeMap<String, Uuid>,
    new_id: &mut impl FnMut() -> Uuid,
) -> Draft<'a> {
    let text = |column| match text_at(table, row, column) {
        Some(Cell::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let mut reasons = Vec::new();
    let named = text(Column::Name).unwrap_or_default();
    let old = match text(Column::Id) {
        Some(id) => {
            let found = Uuid::parse_str(id).ok().and_then(|id| by_id.get(&id));
            if found.is_none() {
                let words =
                    "Diese Kennung gibt es im Register nicht. Für eine neue Organisation lassen Sie das Feld leer.";
                reasons.push(Reason::new(Column::Id, words));
            }
            found
        }
        None => by_name.get(&key(named)).and_then(|id| by_id.get(id)),
    };
    let mut entry = old.map_or_else(|| Organisation::new(new_id()), |(entry, _)| (*entry).clone());
    if !named.is_empty() {
        named.clone_into(&mut entry.name);
    }
    Draft { row, name: entry.name.clone(), entry, old: old.copied(), reasons }
}

/// A name or an identity twice in a list, or a name that another organisation has.
fn refuse_twins(drafts: &mut [Draft<'_>], by_name: &BTreeMap<String, Uuid>) {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut ids: BTreeMap<Uuid, usize> = BTreeMap::new();
    for draft in drafts.iter_mut().filter(|draft| draft.reasons.is_empty()) {
        let name = key(&draft.entry.name);
        // Without a name at all: that is said later.
        if name.is_empty() {
            continue;
        }
        let first = ids.get(&draft.entry.id).or_else(|| names.get(&name)).copied();
        if let Some(first) = first {
            draft.reasons.push(Reason::new(Column::Name, format!("Diese Organisation steht schon in Zeile {first}.")));
        } else if by_name.get(&name).is_some_and(|id| *id != draft.entry.id) {
            draft.reasons.push(Reason::new(Column::Name, "Eine andere Organisation im Register heißt schon so."));
        } else {
            names.insert(name, draft.row.number);
            ids.insert(draft.entry.id, draft.row.number);
        }
    }
}

fn fill(draft: &mut Draft<'_>, table: &Table, register: &Register, names: &BTreeMap<String, Uuid>, today: NaiveDate) {
    let before = draft.entry.consent.as_ref();
    let mut consent = ConsentCells {
        given: before.map(|consent| consent.given),
        directory: before.is_some_and(|consent| consent.directory),
        contact: before.is_some_and(|consent| consent.contact),
        mail: before.is_some_and(|consent| consent.mail),
    };
    for (place, column) in table.columns.iter().enumerate() {
        let Some(column) = *column else { continue };
        let text = match draft.row.cells.get(place).unwrap_or(&Cell::Empty) {
            Cell::Empty => "",
            Cell::Text(text) => text.as_str(),
            Cell::Formula => {
                let words = "Hier steht eine Formel. Bitte schreiben Sie den Wert selbst hinein.";
                draft.reasons.push(Reason::new(column, words));
                continue;
            }
            Cell::TooLong => {
                draft.reasons.push(Reason::new(column, "Dieser Text ist viel zu lang."));
                continue;
            }
        };
        let taken = match column {
            Column::Umbrella => {
                named(text, names.get(&key(text)).copied(), "Diese Organisation steht nicht im Register.")
                    .map(|umbrella| draft.entry.umbrella = umbrella)
            }
            Column::Caretaker => {
                let before = draft.old.and_then(|(old, _)| old.caretaker);
                named(text, caretaker(text, before, &register.names), "Diese Person gibt es im Büro nicht.")
                    .map(|caretaker| draft.entry.caretaker = caretaker)
            }
            // An empty name beside an identity leaves the name.
            Column::Name if text.is_empty() => Ok(()),
            column => take(&mut draft.entry, &mut consent, column, text),
        };
        if let Err(words) = taken {
            draft.reasons.push(Reason::new(column, words));
        }
    }
    draft.entry.consent = match consent {
        ConsentCells { given: None, directory: false, contact: false, mail: false } => None,
        ConsentCells { given: Some(given), directory, contact, mail } => {
            Some(Consent { given, directory, contact, mail })
        }
        ConsentCells { given: None, .. } => {
            draft.reasons.push(Reason::new(Column::ConsentGiven, "Zur Einwilligung fehlt das Datum."));
            None
        }
    };
    draft.entry = draft.entry.clone().tidied();
    for (place, flaw) in check(&draft.entry, today) {
        draft.reasons.push(Reason { column: title_of(place), words: in_german(flaw) });
    }
}

/// Who is meant: nobody by an empty cell.
fn named(text: &str, found: Option<Uuid>, otherwise: &str) -> Result<Option<Uuid>, String> {
    match found {
        _ if text.is_empty() => Ok(None),
        Some(id) => Ok(Some(id)),
        None => Err(otherwise.to_owned()),
    }
}

fn caretaker(text: &str, before: Option<Uuid>, names: &Names) -> Option<Uuid> {
    let is_called = |id: &Uuid| names.caretakers.get(id).is_some_and(|name| key(name) == key(text));
    if let Some(before) = before.filter(is_called) {
        return Some(before);
    }
    let mut found = names.caretakers.keys().filter(|id| is_called(id) && names.may_look_after(**id, None)).copied();
    // Two of one name: nobody is guessed.
    found.next().filter(|_| found.next().is_none())
}

/// Rows whose umbrella stands in a row that is refused.
fn refuse_orphans(drafts: &mut [Draft<'_>], by_id: &BTreeMap<Uuid, (&Organisation, u32)>) {
    loop {
        let good: BTreeSet<Uuid> =
            drafts.iter().filter(|draft| draft.reasons.is_empty()).map(|draft| draft.entry.id).collect();
        let mut refused = false;
        for draft in drafts.iter_mut().filter(|draft| draft.reasons.is_empty()) {
            // An umbrella that was there before is not this list's business.
            let before = draft.old.and_then(|(old, _)| old.umbrella);
            let umbrella = draft.entry.umbrella.filter(|umbrella| Some(*umbrella) != before);
            if umbrella.is_some_and(|umbrella| !by_id.contains_key(&umbrella) && !good.contains(&umbrella)) {
                let words = "Der Dachverband steht in einer Zeile, die nicht übernommen wird.";
                draft.reasons.push(Reason::new(Column::Umbrella, words));
                refused = true;
            }
        }
        if !refused {
            return;
        }
    }
}

fn finish(draft: Draft<'_>, names: &Names) -> PlannedRow {
    let Draft { row, name, entry, old, reasons } = draft;
    let planned = match old {
        _ if !reasons.is_empty() => Planned::Refused(reasons),
        None => Planned::New(Box::new(entry)),
        Some((old, _)) if *old == entry => Planned::Unchanged,
        Some((old, version)) => {
            let changes = differences(old, &entry, names);
            Planned::Changed { organisation: Box::new(entry), version, changes }
        }
    };
    PlannedRow { number: row.number, name, planned }
}

/// In which fields two states of an entry differ, as lists show them.
pub fn differences(old: &Organisation, new: &Organisation, names: &Names) -> Vec<Change> {
    Column::all(old.contacts.len().max(new.contacts.len()))
        .into_iter()
        .map(|column| Change {
            column: column.title(),
            old: cell_of(old, column, names),
            new: cell_of(new, column, names),
        })
        .filter(|change| change.old != change.new)
        .collect()
}
