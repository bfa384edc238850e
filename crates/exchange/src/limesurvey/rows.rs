//! Tables and multiple inputs: one question per row (or per cell), so that nothing of them is lost.

use domain::language::Localised;
use domain::survey::{Kind, Question};

use super::attributes;
use super::kinds::{Builder, Built, scale};
use super::notes::At;
use super::outline::{Part, Raw, short};
use super::words;
use crate::{ImportError, MAX_QUESTIONS};

/// Most options or bytes of text that splitting one table may repeat.
const MAX_REPEATED_OPTIONS: usize = 50_000;
const MAX_REPEATED_TEXT: usize = 2_000_000;

/// One new question: what is added to the code, the labels added to the text, the row's condition, its options' scale.
struct Cell<'p> {
    suffix: String,
    parts: Vec<&'p Part>,
    /// 0 or 1.
    scale: usize,
}

impl Builder<'_> {
    pub(super) fn rows(&mut self, raw: &mut Raw) -> Result<Vec<Built>, ImportError> {
        let subquestions = std::mem::take(&mut raw.subquestions);
        let answers = std::mem::take(&mut raw.answers);
        let kind = match raw.letter.as_str() {
            "K" | ":" => Some(attributes::number(raw, self.notes)),
            "Q" | ";" => Some(Kind::ShortText { format: None, max_length: attributes::max_length(raw, self.notes) }),
            "A" => Some(scale(5)),
            "B" => Some(scale(10)),
            "C" | "E" => Some(Kind::SingleChoice {
                options: words::fixed_options(&raw.letter, self.languages),
                other: None,
                dropdown: false,
            }),
            _ => None,
        };
        let kind = kind.map(|kind| attributes::validated(raw, kind, self.notes));
        let cells = cells(raw, &subquestions);
        if cells.is_empty() {
            self.notes.fault(raw.at(), "die Frage hat keine Zeilen (SQ)");
            self.notes.lost(raw.at(), "die Frage wird nicht übernommen: sie hat keine Zeilen (SQ)");
            return Ok(Vec::new());
        }
        self.check_size(raw, &subquestions, &answers, cells.len())?;
        if kind.is_some() && !answers.is_empty() {
            let text = format!(
                "{} Antwortoptionen (A) werden nicht übernommen: der Fragetyp „{}“ hat keine",
                answers.len(),
                raw.letter
            );
            self.notes.lost(raw.at(), text);
        }
        let text = self.notes.rich(raw.at(), &raw.text);
        let scales = match &kind {
            Some(kind) => [kind.clone(), kind.clone()],
            None if raw.letter == "1" => ["0", "1"].map(|scale| self.choice(raw, &answers, scale)),
            None => {
                let choice = self.choice(raw, &answers, "0");
                [choice.clone(), choice]
            }
        };
        let mut built = Vec::with_capacity(cells.len());
        let mut template: Option<Question> = None;
        for cell in cells {
            let kind = scales[cell.scale].clone();
            let code = self.free_code(raw, &cell)?;
            // Help and remarks are the same for all rows: made once.
            let mut question = match &template {
                Some(first) => first.clone(),
                None => self.question(raw, code.clone(), text.clone(), kind.clone()),
            };
            template.get_or_insert_with(|| question.clone());
            question.code = code;
            question.kind = kind;
            question.text = self.row_text(raw, &text, &cell);
            let relevance = std::iter::once(raw.relevance.clone())
                .chain(cell.parts.iter().map(|part| part.relevance.clone()))
                .collect();
            let line = cell.parts.first().map_or(raw.line, |part| part.line);
            built.push(Built { origin: raw.code.clone(), line, question, relevance, hidden: false, split: true });
        }
        let codes = match built.as_slice() {
            [only] => format!("„{}“", only.question.code),
            [first, .., last] => format!("„{}“ bis „{}“", first.question.code, last.question.code),
            [] => String::new(),
        };
        let text = format!("die Tabelle oder Mehrfacheingabe wird zu {} einzelnen Fragen: {codes}", built.len());
        self.notes.changed(raw.at(), text);
        raw.subquestions = subquestions;
        raw.answers = answers;
        Ok(built)
    }

    fn choice(&mut self, raw: &Raw, answers: &[Part], scale: &str) -> Kind {
        let parts: Vec<&Part> = answers.iter().filter(|answer| answer.scale == scale).collect();
        let options = self.options(raw, &parts);
        if options.is_empty() {
            self.notes
                .fault(raw.at(), "die Tabelle hat keine Antwortoptionen; ihre Zeilen sind als Textfelder übernommen");
            return Kind::ShortText { format: None, max_length: None };
        }
        Kind::SingleChoice { options, other: None, dropdown: false }
    }

    /// `CODE_ROW`, with a number behind it when a question has that code already.
    fn free_code(&mut self, raw: &Raw, cell: &Cell<'_>) -> Result<String, ImportError> {
        let line = cell.parts.first().map_or(raw.line, |part| part.line);
        let wanted = format!("{}_{}", raw.code, cell.suffix);
        let mut code = wanted.clone();
        let mut number = 2;
        while !self.taken.insert(code.clone()) {
            code = format!("{wanted}_{number}");
            number += 1;
        }
        if code != wanted {
            self.notes.changed(
                At { line, code: &raw.code },
                format!("die Zeile heißt „{code}“, weil es eine Frage „{wanted}“ schon gibt"),
            );
        }
        if code.chars().count() > 64 {
            return Err(ImportError::row(
                line,
                format!("der Code „{}“ aus Frage und Zeile ist länger als 64 Zeichen", short(&code)),
            ));
        }
        if !code.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-')) {
            return Err(ImportError::row(
                line,
                format!("der Code „{}“ aus Frage und Zeile enthält Leer- oder Sonderzeichen", short(&code)),
            ));
        }
        Ok(code)
    }

    /// The question, and in bold what the row (and column) adds to it, in every language of either.
    fn row_text(&mut self, raw: &Raw, text: &Localised, cell: &Cell<'_>) -> Localised {
        let labels: Vec<Localised> = cell
            .parts
            .iter()
            .map(|part| self.notes.rich(At { line: part.line, code: &raw.code }, &part.label))
            .collect();
        let fallback = &self.languages[0];
        let mut whole = Localised::default();
        for language in self.languages {
            let here = text.0.contains_key(language) || labels.iter().any(|label| label.0.contains_key(language));
            let words: Vec<&str> =
                labels.iter().map(|label| label.text(language, fallback)).filter(|words| !words.is_empty()).collect();
            if here {
                let added = if words.is_empty() { &cell.suffix } else { &words.join(" – ") };
                whole.set(language, format!("{}<br><strong>{added}</strong>", text.text(language, fallback)));
            }
        }
        if whole.is_empty() { Localised::one(fallback, cell.suffix.clone()) } else { whole }
    }

    /// A hostile file could make gigabytes of one table.
    fn check_size(&self, raw: &Raw, subquestions: &[Part], answers: &[Part], cells: usize) -> Result<(), ImportError> {
        let bytes = |text: &Localised| text.0.values().map(String::len).sum::<usize>();
        let longest = subquestions.iter().map(|part| bytes(&part.label) + part.relevance.len()).max().unwrap_or(0);
        let options: usize = answers.iter().map(|part| bytes(&part.label)).sum();
        let text = bytes(&raw.text) + bytes(&raw.help) + raw.relevance.len() + longest + options;
        if self.count + cells > MAX_QUESTIONS {
            return Err(ImportError::row(
                raw.line,
                format!("die Datei hat mit den Zeilen dieser Tabelle mehr als {MAX_QUESTIONS} Fragen"),
            ));
        }
        if cells.saturating_mul(answers.len()) > MAX_REPEATED_OPTIONS || cells.saturating_mul(text) > MAX_REPEATED_TEXT
        {
            return Err(ImportError::row(raw.line, "die Tabelle ist zu groß, um sie in einzelne Fragen zu teilen"));
        }
        Ok(())
    }
}

fn cells<'p>(raw: &Raw, subquestions: &'p [Part]) -> Vec<Cell<'p>> {
    let (columns, rows): (Vec<&Part>, Vec<&Part>) = subquestions.iter().partition(|part| part.scale == "1");
    let row = |part: &'p Part, suffix: String, scale| Cell { suffix, parts: vec![part], scale };
    match raw.letter.as_str() {
        // Bounded before anything is made of it: see `check_size`; rows times columns are at most what the file's size allows.
        ";" | ":" if rows.len().saturating_mul(columns.len()) > MAX_QUESTIONS => {
            let too_many = rows.iter().cycle().take(MAX_QUESTIONS + 1);
            too_many.map(|part| row(part, String::new(), 0)).collect()
        }
        ";" | ":" => rows
            .iter()
            .flat_map(|row| {
                columns.iter().map(|column| Cell {
                    suffix: format!("{}_{}", row.code, column.code),
                    parts: vec![*row, *column],
                    scale: 0,
                })
            })
            .collect(),
        "1" => rows
            .iter()
            .flat_map(|part| [0, 1].map(|scale| row(part, format!("{}_{scale}", part.code), scale)))
            .collect(),
        _ => subquestions.iter().map(|part| row(part, part.code.clone(), 0)).collect(),
    }
}
