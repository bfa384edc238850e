//! `LimeSurvey`'s question types as kinds of `domain`; tables and multiple inputs become one question per row.

use std::collections::BTreeSet;

use domain::language::{Language, Localised};
use domain::survey::{Choice, Kind, OTHER, Question};

use super::attributes;
use super::notes::Notes;
use super::outline::{Part, Raw, short};
use super::words;
use crate::{ImportError, MAX_QUESTIONS};

/// A question of the survey and the one of the file that it comes from.
pub(crate) struct Built {
    pub origin: String,
    pub line: u64,
    pub question: Question,
    /// Expressions that all have to hold.
    pub relevance: Vec<String>,
    /// Never shown in `LimeSurvey`.
    pub hidden: bool,
    /// One row of a table, not the question itself.
    pub split: bool,
}

pub(crate) struct Builder<'a> {
    pub languages: &'a [Language],
    pub notes: &'a mut Notes,
    /// All codes of questions, so that those of rows get none that is in use.
    pub taken: BTreeSet<String>,
    pub count: usize,
}

impl Builder<'_> {
    /// The questions that one of the file becomes; none when it is lost, which the report then says.
    pub(crate) fn build(&mut self, raw: &mut Raw) -> Result<Vec<Built>, ImportError> {
        let built = match raw.letter.as_str() {
            "F" | "H" | "A" | "B" | "C" | "E" | "1" | ";" | ":" | "Q" | "K" => self.rows(raw)?,
            _ => match self.kind(raw) {
                Some(kind) => vec![self.whole(raw, kind)],
                None => Vec::new(),
            },
        };
        self.count += built.len();
        if self.count > MAX_QUESTIONS {
            return Err(ImportError::row(raw.line, format!("die Datei hat mehr als {MAX_QUESTIONS} Fragen")));
        }
        Ok(built)
    }

    fn whole(&mut self, raw: &mut Raw, kind: Kind) -> Built {
        let text = self.notes.rich(raw.at(), &raw.text);
        Built {
            origin: raw.code.clone(),
            line: raw.line,
            question: self.question(raw, raw.code.clone(), text, kind),
            relevance: vec![raw.relevance.clone()],
            hidden: false,
            split: false,
        }
    }

    pub(super) fn question(&mut self, raw: &Raw, code: String, mut text: Localised, kind: Kind) -> Question {
        if text.is_empty() {
            text = Localised::one(&self.languages[0], raw.code.clone());
            self.notes.changed(raw.at(), "der Fragetext fehlt; an seiner Stelle steht der Code");
        }
        let mandatory = raw.attributes.get("mandatory").map(String::as_str);
        if mandatory == Some("S") {
            self.notes.changed(raw.at(), "„sanfte“ Pflichtfrage wird zur Pflichtfrage");
        }
        Question {
            code,
            text,
            help: self.notes.rich(raw.at(), &raw.help),
            required: matches!(mandatory, Some("Y" | "S")) && kind.takes_answer(),
            visible_if: None,
            kind,
            faults: Vec::new(),
        }
    }

    /// The kind of a question that stays one; `None` when it is lost.
    fn kind(&mut self, raw: &mut Raw) -> Option<Kind> {
        let letter = raw.letter.clone();
        let kind = match letter.as_str() {
            "L" | "O" | "!" => {
                if letter == "O" {
                    self.notes.lost(raw.at(), "das Kommentarfeld der Auswahl wird nicht übernommen");
                }
                self.single(raw, letter == "!")
            }
            "Y" | "G" => {
                let options = words::fixed_options(&letter, self.languages);
                Kind::SingleChoice { options, other: None, dropdown: false }
            }
            "M" | "P" => {
                if letter == "P" {
                    self.notes.lost(raw.at(), "die Kommentarfelder der Mehrfachauswahl werden nicht übernommen");
                }
                self.multiple(raw)
            }
            "5" => scale(5),
            "S" => Kind::ShortText { format: None, max_length: attributes::max_length(raw, self.notes) },
            "T" | "U" => Kind::LongText { max_length: attributes::max_length(raw, self.notes) },
            "N" => attributes::number(raw, self.notes),
            "D" => attributes::date(raw, self.notes),
            "X" => Kind::Statement,
            _ => {
                let what = match letter.as_str() {
                    "R" => "eine Rangfolge".to_owned(),
                    "|" => "das Hochladen von Dateien".to_owned(),
                    "*" => "eine Berechnung (Gleichung)".to_owned(),
                    "I" => "eine Sprachauswahl; Teilhabe hat dafür eine eigene".to_owned(),
                    other => format!("den unbekannten Fragetyp „{}“", short(other)),
                };
                let text = format!("die Frage wird nicht übernommen: sie ist {what}");
                self.notes.lost(raw.at(), text.replace("ist das", "verlangt das").replace("ist den", "hat den"));
                return None;
            }
        };
        let kind = attributes::validated(raw, kind, self.notes);
        self.unused_parts(raw, matches!(letter.as_str(), "M" | "P"), matches!(letter.as_str(), "L" | "O" | "!"));
        Some(kind)
    }

    fn single(&mut self, raw: &mut Raw, dropdown: bool) -> Kind {
        let answers = std::mem::take(&mut raw.answers);
        let options = self.options(raw, &answers.iter().filter(|answer| answer.scale == "0").collect::<Vec<_>>());
        raw.answers = answers;
        let (options, other) = self.with_other(raw, options);
        if options.is_empty() && other.is_none() {
            self.notes.fault(raw.at(), "die Auswahlfrage hat keine Antwortoptionen; als Textfeld übernommen");
            return Kind::ShortText { format: None, max_length: None };
        }
        Kind::SingleChoice { options, other, dropdown }
    }

    fn multiple(&mut self, raw: &mut Raw) -> Kind {
        let subquestions = std::mem::take(&mut raw.subquestions);
        let rows: Vec<&Part> = subquestions.iter().filter(|row| row.scale == "0").collect();
        for row in &rows {
            if !matches!(row.relevance.as_str(), "" | "1") {
                let text = format!(
                    "die Bedingung „{}“ der Antwortoption „{}“ wird nicht übernommen; sie ist immer wählbar",
                    short(&row.relevance),
                    row.code
                );
                self.notes.lost(raw.at(), text);
            }
        }
        let mut options = self.options(raw, &rows);
        raw.subquestions = subquestions;
        attributes::exclusive(raw, &mut options, self.notes);
        let (options, other) = self.with_other(raw, options);
        if options.is_empty() && other.is_none() {
            self.notes.fault(raw.at(), "die Mehrfachauswahl hat keine Antwortoptionen; als Textfeld übernommen");
            return Kind::ShortText { format: None, max_length: None };
        }
        let (min, max) = attributes::answer_counts(raw, self.notes);
        Kind::MultipleChoice { options, other, min, max }
    }

    pub(super) fn options(&mut self, raw: &Raw, parts: &[&Part]) -> Vec<Choice> {
        let mut options = Vec::with_capacity(parts.len());
        for part in parts {
            let at = super::notes::At { line: part.line, code: &raw.code };
            let mut label = self.notes.plain(at, &part.label);
            if label.is_empty() {
                label = Localised::one(&self.languages[0], part.code.clone());
                self.notes.changed(
                    at,
                    format!("die Beschriftung der Antwortoption „{}“ fehlt; an ihrer Stelle steht der Code", part.code),
                );
            }
            options.push(Choice { code: part.code.clone(), label, exclusive: false });
        }
        options
    }

    /// The column `other`. An option with the same code takes its place: only one can have it.
    fn with_other(&mut self, raw: &mut Raw, mut options: Vec<Choice>) -> (Vec<Choice>, Option<Localised>) {
        let given = raw.text_attributes.remove("other_replace_text").unwrap_or_default();
        if raw.take("other").as_deref() != Some("Y") {
            return (options, None);
        }
        let mut label = self.notes.plain(raw.at(), &given);
        if let Some(place) = options.iter().position(|option| option.code == OTHER) {
            label = options.remove(place).label;
            self.notes
                .changed(raw.at(), "die Antwortoption „other“ und das Feld „Sonstiges“ werden eins, mit freiem Text");
        }
        let label = if label.is_empty() { words::other(self.languages) } else { label };
        (options, Some(label))
    }

    /// Rows below a question whose type has no use for them.
    fn unused_parts(&mut self, raw: &Raw, subquestions: bool, answers: bool) {
        let unused = |parts: &[Part], used: bool| parts.iter().filter(|part| !used || part.scale != "0").count();
        let lost = [
            (unused(&raw.subquestions, subquestions), "Teilfragen (SQ)"),
            (unused(&raw.answers, answers), "Antwortoptionen (A)"),
        ];
        for (count, what) in lost.into_iter().filter(|(count, _)| *count > 0) {
            let text =
                format!("{count} {what} werden nicht übernommen: der Fragetyp „{}“ hat keine", short(&raw.letter));
            self.notes.lost(raw.at(), text);
        }
    }
}

pub(super) fn scale(to: i16) -> Kind {
    Kind::Scale { from: 1, to, low: Localised::default(), high: Localised::default() }
}
