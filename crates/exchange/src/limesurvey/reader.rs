//! Walks over the rows of the file and sorts them into the outline; refuses what has no place, with its line.

use std::collections::HashMap;

use domain::language::{Language, Localised};

use super::notes::{At, Notes};
use super::outline::{Group, Outline, Part, Raw, Seen, put, says_nothing, short};
use super::table::{Row, Table};
use crate::ImportError;

pub(crate) fn outline(table: &Table, notes: &mut Notes) -> Result<Outline, ImportError> {
    let mut outline = Outline { base: base_language(table)?, ..Outline::default() };
    outline.languages.extend(outline.base.clone());
    let mut reader =
        Reader { outline, notes, group: None, question: None, questions: HashMap::new(), groups: HashMap::new() };
    for row in &table.rows {
        reader.row(row)?;
    }
    Ok(reader.outline)
}

/// The setting `language`; else that of the first row that has one.
fn base_language(table: &Table) -> Result<Option<Language>, ImportError> {
    let setting =
        table.rows.iter().find(|row| row.get("class").eq_ignore_ascii_case("S") && row.get("name") == "language");
    let named = setting.map(|row| (row.line, row.get("text"))).filter(|(_, tag)| !tag.is_empty());
    let first = || table.rows.iter().map(|row| (row.line, row.get("language"))).find(|(_, tag)| !tag.is_empty());
    named.or_else(first).map(|(line, tag)| language(line, tag)).transpose()
}

pub(crate) fn language(line: u64, tag: &str) -> Result<Language, ImportError> {
    let fits = tag.len() <= 35
        && tag.split(['-', '_']).all(|part| !part.is_empty() && part.bytes().all(|sign| sign.is_ascii_alphanumeric()));
    if fits {
        Ok(Language::new(&tag.replace('_', "-")))
    } else {
        Err(ImportError::row(line, format!("„{}“ ist kein Sprachkürzel wie „de“", short(tag))))
    }
}

struct Reader<'n> {
    outline: Outline,
    notes: &'n mut Notes,
    group: Option<usize>,
    /// Group and position of the question that SQ and A rows belong to.
    question: Option<(usize, usize)>,
    questions: HashMap<String, (usize, usize)>,
    /// Groups read so far in each language: without a key the n-th of each language are one.
    groups: HashMap<Language, usize>,
}

impl Reader<'_> {
    fn row(&mut self, row: &Row) -> Result<(), ImportError> {
        let class = row.get("class").to_uppercase();
        let language = match row.get("language") {
            "" => self.outline.base.clone().unwrap_or_else(|| Language::new("de")),
            tag => language(row.line, tag)?,
        };
        if !self.outline.languages.contains(&language) {
            if self.outline.languages.len() >= 50 {
                return Err(ImportError::row(row.line, "die Datei hat mehr als 50 Sprachen"));
            }
            self.outline.languages.push(language.clone());
        }
        match class.as_str() {
            "S" => self.setting(row),
            "SL" => self.survey_text(row, &language)?,
            "G" => self.group(row, &language)?,
            "Q" => self.question(row, &language)?,
            "SQ" | "A" => self.part(row, &language, class == "SQ")?,
            "AS" | "QTA" | "QTAM" | "QTALS" | "QTLS" | "C" => {
                self.outline.foreign.entry(class).or_insert((row.line, 0)).1 += 1;
            }
            "" => return Err(ImportError::row(row.line, "die Zeilenart in der Spalte „class“ fehlt")),
            other => {
                let reason = format!("die Zeilenart „{}“ ist nicht bekannt (S, SL, G, Q, SQ oder A)", short(other));
                return Err(ImportError::row(row.line, reason));
            }
        }
        Ok(())
    }

    fn setting(&mut self, row: &Row) {
        self.unread(row, &["class", "name", "text", "language", "relevance"]);
        let (name, value) = (row.get("name").to_owned(), row.get("text").to_owned());
        if self.outline.settings.is_empty() {
            self.outline.settings_line = row.line;
        }
        if name == "additional_languages" {
            let tags = value.split_whitespace().filter_map(|tag| language(row.line, tag).ok()).take(49);
            for tag in tags {
                if !self.outline.languages.contains(&tag) {
                    self.outline.languages.push(tag);
                }
            }
        } else if name != "language" && !value.is_empty() {
            self.outline.settings.push((name, value));
        }
    }

    fn survey_text(&mut self, row: &Row, language: &Language) -> Result<(), ImportError> {
        self.unread(row, &["class", "name", "text", "language", "relevance"]);
        let name = row.get("name").to_owned();
        if row.get("text").is_empty() || name == "surveyls_language" {
            return Ok(());
        }
        let (line, text) = self.outline.texts.entry(name.clone()).or_insert_with(|| (row.line, Localised::default()));
        if text.0.contains_key(language) {
            return Err(ImportError::Duplicate {
                line: row.line,
                first: *line,
                what: format!("den Text „{}“ ({language})", short(&name)),
            });
        }
        text.set(language, row.get("text"));
        Ok(())
    }

    fn group(&mut self, row: &Row, language: &Language) -> Result<(), ImportError> {
        self.unread(row, &["class", "type/scale", "name", "relevance", "text", "language"]);
        let key = row.get("type/scale").to_owned();
        let position = *self.groups.entry(language.clone()).and_modify(|count| *count += 1).or_insert(0);
        let known = if key.is_empty() {
            (position < self.outline.groups.len()).then_some(position)
        } else {
            self.outline.groups.iter().position(|group| group.key == key)
        };
        let place = known.unwrap_or_else(|| {
            self.outline.groups.push(Group {
                line: row.line,
                key,
                title: Localised::default(),
                text: Localised::default(),
                relevance: row.get("relevance").to_owned(),
                questions: Vec::new(),
                seen: Seen::new(),
            });
            self.outline.groups.len() - 1
        });
        let group = &mut self.outline.groups[place];
        if let Some(first) = group.seen.insert(language.clone(), row.line) {
            return Err(ImportError::Duplicate {
                line: row.line,
                first,
                what: format!("die Fragengruppe „{}“ ({language})", short(&group.key)),
            });
        }
        put(&mut group.title, language, row.get("name"));
        put(&mut group.text, language, row.get("text"));
        let other = !row.get("relevance").is_empty() && row.get("relevance") != group.relevance;
        if other {
            let at = At { line: row.line, code: "" };
            self.notes.lost(at, "die Bedingung der Fragengruppe weicht in der Übersetzung ab; es gilt die erste");
        }
        self.group = Some(place);
        self.question = None;
        Ok(())
    }

    fn question(&mut self, row: &Row, language: &Language) -> Result<(), ImportError> {
        let Some(group) = self.group else {
            return Err(ImportError::row(row.line, "hier steht eine Frage (Q) vor der ersten Fragengruppe (G)"));
        };
        let code = row.get("name");
        check_code(row.line, code)?;
        if let Some(&(group, position)) = self.questions.get(code) {
            let at = At { line: row.line, code };
            let question = &mut self.outline.groups[group].questions[position];
            if let Some(first) = question.seen.insert(language.clone(), row.line) {
                return Err(ImportError::Duplicate {
                    line: row.line,
                    first,
                    what: format!("die Frage „{code}“ ({language})"),
                });
            }
            put(&mut question.text, language, row.get("text"));
            put(&mut question.help, language, row.get("help"));
            if let Some(column) = question.translate(row, language) {
                self.notes.lost(
                    at,
                    format!("weicht in der Übersetzung ({language}) ab: Spalte „{column}“; es gilt die erste Angabe"),
                );
            }
            self.question = Some((group, position));
            return Ok(());
        }
        let position = self.outline.groups[group].questions.len();
        self.questions.insert(code.to_owned(), (group, position));
        self.outline.groups[group].questions.push(Raw::new(row, language));
        self.question = Some((group, position));
        Ok(())
    }

    fn part(&mut self, row: &Row, language: &Language, subquestion: bool) -> Result<(), ImportError> {
        let what = if subquestion { "Teilfrage (SQ)" } else { "Antwortoption (A)" };
        let Some((group, position)) = self.question else {
            return Err(ImportError::row(row.line, format!("hier steht eine {what} ohne Frage (Q) davor")));
        };
        self.unread(row, &["class", "type/scale", "name", "relevance", "text", "language"]);
        let code = row.get("name");
        if code.is_empty() || code.chars().count() > 64 || code.contains(char::is_control) {
            return Err(ImportError::row(
                row.line,
                format!("der Code der {what} fehlt oder ist länger als 64 Zeichen"),
            ));
        }
        let scale = if row.get("type/scale") == "1" { "1" } else { "0" };
        let question = &mut self.outline.groups[group].questions[position];
        let parts = if subquestion { &mut question.subquestions } else { &mut question.answers };
        let known = parts.iter().position(|part| part.code == code && part.scale == scale);
        let place = known.unwrap_or_else(|| {
            parts.push(Part {
                line: row.line,
                code: code.to_owned(),
                scale: scale.to_owned(),
                label: Localised::default(),
                relevance: String::new(),
                seen: Seen::new(),
            });
            parts.len() - 1
        });
        let part = &mut parts[place];
        if let Some(first) = part.seen.insert(language.clone(), row.line) {
            let what = format!("die {what} „{code}“ der Frage „{}“ ({language})", question.code);
            return Err(ImportError::Duplicate { line: row.line, first, what });
        }
        put(&mut part.label, language, row.get("text"));
        let relevance = row.get("relevance");
        if subquestion {
            if part.relevance.is_empty() {
                relevance.clone_into(&mut part.relevance);
            }
        } else if !matches!(relevance, "" | "0" | "1") {
            // Answer rows keep the points of LimeSurvey's assessments in this column.
            self.outline.points.get_or_insert((row.line, 0)).1 += 1;
        }
        Ok(())
    }

    /// Counts the filled cells that nobody reads in rows of this class.
    fn unread(&mut self, row: &Row, read: &[&str]) {
        for (column, value) in row.cells() {
            if !read.contains(&column) && !says_nothing(column, value) {
                self.outline.unread.entry(column.to_owned()).or_insert((row.line, 0)).1 += 1;
            }
        }
    }
}

/// As `domain::definition` wants codes: letters, digits, `_` and `-` in any script.
fn check_code(line: u64, code: &str) -> Result<(), ImportError> {
    let reason = if code.is_empty() {
        "die Frage hat keinen Code (Spalte „name“)".to_owned()
    } else if code.chars().count() > 64 {
        format!("der Code der Frage „{}“ ist länger als 64 Zeichen", short(code))
    } else if code.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-')) {
        return Ok(());
    } else {
        format!("der Code der Frage „{}“ enthält Leer- oder Sonderzeichen", short(code))
    };
    Err(ImportError::row(line, reason))
}
