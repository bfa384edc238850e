//! What an import tells staff: how much came over, and everything that was lost, changed or faulty.

use std::collections::BTreeMap;
use std::fmt;

/// Printed (`Display`) as a readable German report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub counts: Counts,
    /// In the order of the file; remarks about the whole file last.
    pub remarks: Vec<Remark>,
}

/// What the file holds, each thing once however many languages it has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub pages: usize,
    /// Questions of the file. Tables that were split give more in the survey, lost ones fewer; remarks say so.
    pub questions: usize,
    pub subquestions: usize,
    /// Rows of answer options.
    pub answers: usize,
    /// Questions and pages that are shown on a condition.
    pub conditions: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Line of the file.
    pub line: Option<u64>,
    /// Code of the question.
    pub question: Option<String>,
    pub kind: RemarkKind,
    /// German, for staff.
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkKind {
    /// The file itself is wrong here.
    Fault,
    /// Not carried over.
    Lost,
    /// Carried over in another shape.
    Changed,
}

impl fmt::Display for Remark {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, &self.question) {
            (Some(line), Some(question)) => write!(formatter, "Zeile {line}, Frage „{question}“: {}", self.text),
            (Some(line), None) => write!(formatter, "Zeile {line}: {}", self.text),
            (None, Some(question)) => write!(formatter, "Frage „{question}“: {}", self.text),
            (None, None) => formatter.write_str(&self.text),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { pages, questions, subquestions, answers, conditions } = self.counts;
        writeln!(
            formatter,
            "Gelesen: {}, {}, {}, {}, {}.",
            counted(pages, "Seite", "Seiten"),
            counted(questions, "Frage", "Fragen"),
            counted(subquestions, "Teilfrage", "Teilfragen"),
            counted(answers, "Antwortoption", "Antwortoptionen"),
            counted(conditions, "Bedingung", "Bedingungen"),
        )?;
        if self.remarks.is_empty() {
            return writeln!(formatter, "Alles wurde unverändert übernommen.");
        }
        let mut by_kind: BTreeMap<RemarkKind, Vec<&Remark>> = BTreeMap::new();
        for remark in &self.remarks {
            by_kind.entry(remark.kind).or_default().push(remark);
        }
        for (kind, remarks) in by_kind {
            let heading = match kind {
                RemarkKind::Fault => "Fehler in der Datei",
                RemarkKind::Lost => "Nicht übernommen",
                RemarkKind::Changed => "Verändert übernommen",
            };
            writeln!(formatter, "\n{heading} ({}):", remarks.len())?;
            for remark in remarks {
                writeln!(formatter, "- {remark}")?;
            }
        }
        Ok(())
    }
}

/// `1 Seite`, `8 Seiten`.
pub(crate) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
