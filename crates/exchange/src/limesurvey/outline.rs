//! The file's rows as groups, questions, subquestions and answers, each once, its languages merged by code.

use std::collections::{BTreeMap, HashMap};

use domain::language::{Language, Localised};

use super::notes::{At, Notes};
use super::table::Row;
use crate::RemarkKind;

/// Texts of an attribute column that differ by language.
pub(crate) const TEXT_ATTRIBUTES: [&str; 3] = ["other_replace_text", "suffix", "prefix"];

#[derive(Default)]
pub(crate) struct Outline {
    pub base: Option<Language>,
    /// In the order of the file's settings, then of appearance.
    pub languages: Vec<Language>,
    /// Survey settings (class S) that were not read here.
    pub settings: Vec<(String, String)>,
    pub settings_line: u64,
    /// Survey texts (class SL) by name.
    pub texts: BTreeMap<String, (u64, Localised)>,
    pub groups: Vec<Group>,
    /// Rows of classes that nothing here can carry: line of the first, count.
    pub foreign: BTreeMap<String, (u64, usize)>,
    /// Filled cells of columns that are not read, by column: line of the first, count.
    pub unread: BTreeMap<String, (u64, usize)>,
    /// Answer rows with points, line of the first.
    pub points: Option<(u64, usize)>,
}

pub(crate) struct Group {
    pub line: u64,
    pub(super) key: String,
    pub title: Localised,
    pub text: Localised,
    pub relevance: String,
    pub questions: Vec<Raw>,
    pub(super) seen: Seen,
}

/// A question as the file has it; texts are not yet harmless.
pub(crate) struct Raw {
    pub line: u64,
    pub code: String,
    /// `LimeSurvey`'s letter.
    pub letter: String,
    pub relevance: String,
    pub text: Localised,
    pub help: Localised,
    /// Everything else by column; who reads an attribute takes it out.
    pub attributes: BTreeMap<String, String>,
    pub text_attributes: BTreeMap<String, Localised>,
    pub subquestions: Vec<Part>,
    pub answers: Vec<Part>,
    pub(super) seen: Seen,
}

/// A subquestion or an answer option.
pub(crate) struct Part {
    pub line: u64,
    pub code: String,
    /// 0 for rows, 1 for columns and for the second scale.
    pub scale: String,
    pub label: Localised,
    pub relevance: String,
    pub(super) seen: Seen,
}

/// In which line a thing stood in which language.
pub(super) type Seen = HashMap<Language, u64>;

impl Raw {
    pub(super) fn new(row: &Row, language: &Language) -> Self {
        let mut raw = Self {
            line: row.line,
            code: row.get("name").to_owned(),
            letter: row.get("type/scale").to_owned(),
            relevance: row.get("relevance").to_owned(),
            text: Localised::default(),
            help: Localised::default(),
            attributes: BTreeMap::new(),
            text_attributes: BTreeMap::new(),
            subquestions: Vec::new(),
            answers: Vec::new(),
            seen: Seen::from([(language.clone(), row.line)]),
        };
        put(&mut raw.text, language, row.get("text"));
        put(&mut raw.help, language, row.get("help"));
        for (column, value) in row.cells() {
            if TEXT_ATTRIBUTES.contains(&column) {
                put(raw.text_attributes.entry(column.to_owned()).or_default(), language, value);
            } else if !is_basic(column) && !says_nothing(column, value) {
                raw.attributes.insert(column.to_owned(), value.to_owned());
            }
        }
        raw
    }

    /// Takes the texts of a translated row; gives the first column whose value is another than in the first language.
    pub(super) fn translate(&mut self, row: &Row, language: &Language) -> Option<String> {
        let mut differs = None;
        for (column, value) in row.cells() {
            if TEXT_ATTRIBUTES.contains(&column) {
                put(self.text_attributes.entry(column.to_owned()).or_default(), language, value);
                continue;
            }
            let first = match column {
                "type/scale" => Some(self.letter.as_str()),
                "relevance" => Some(self.relevance.as_str()),
                _ if is_basic(column) || says_nothing(column, value) || column == "id" => continue,
                _ => self.attributes.get(column).map(String::as_str),
            };
            if first != Some(value) {
                differs.get_or_insert_with(|| column.to_owned());
            }
        }
        differs
    }

    pub(crate) fn at(&self) -> At<'_> {
        At { line: self.line, code: &self.code }
    }

    /// Takes an attribute out, so that it does not count as lost.
    pub(crate) fn take(&mut self, attribute: &str) -> Option<String> {
        self.attributes.remove(attribute)
    }
}

fn is_basic(column: &str) -> bool {
    matches!(column, "class" | "type/scale" | "name" | "relevance" | "text" | "help" | "language")
}

/// `LimeSurvey`'s exports write these switches out even when they are off.
pub(super) fn says_nothing(column: &str, value: &str) -> bool {
    matches!(column, "mandatory" | "other" | "encrypted" | "same_default" | "same_script" | "hidden")
        && matches!(value, "N" | "0")
}

pub(super) fn put(text: &mut Localised, language: &Language, value: &str) {
    if !value.is_empty() {
        text.set(language, value);
    }
}

/// For messages: at most 40 characters.
pub(crate) fn short(text: &str) -> String {
    if text.chars().count() <= 40 { text.to_owned() } else { text.chars().take(39).chain(['…']).collect() }
}

/// What is said once about the whole file.
pub(crate) fn report_leftovers(outline: &Outline, notes: &mut Notes) {
    for (class, (line, count)) in &outline.foreign {
        let what = match class.as_str() {
            "C" => "Bedingungen alter Art (C)",
            "AS" => "Bewertungen (AS)",
            _ => "Quoten",
        };
        notes.file(Some(*line), RemarkKind::Lost, format!("{what} werden nicht übernommen: {count} Zeilen „{class}“"));
    }
    if let Some((line, count)) = outline.points {
        notes.file(
            Some(line),
            RemarkKind::Lost,
            format!("Bewertungspunkte werden nicht übernommen: {count} Antwortoptionen"),
        );
    }
    for (column, (line, count)) in &outline.unread {
        let values = if *count == 1 { "Wert" } else { "Werte" };
        notes.file(
            Some(*line),
            RemarkKind::Lost,
            format!("Spalte „{}“ wird nicht übernommen: {count} {values}, der erste hier", short(column)),
        );
    }
}
