//! What a name in an expression stands for: a question, an option of a multiple choice, or the free text of "other".

use std::collections::{BTreeSet, HashMap};

use domain::condition::Condition;
use domain::survey::{Kind, OTHER};

/// Longest name in bytes: two codes and what is between them.
const MAX_NAME: usize = 600;

/// All questions of the survey that is being read.
#[derive(Debug, Default)]
pub(crate) struct Known<'a> {
    pub questions: HashMap<&'a str, &'a Kind>,
    /// Codes of questions in the file that could not be carried over.
    pub lost: BTreeSet<&'a str>,
    /// Codes of tables that became one question per row.
    pub split: BTreeSet<&'a str>,
    /// When each question is shown; those further down are not in it yet.
    pub shown: HashMap<&'a str, Shown>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shown {
    Always,
    When(Condition),
    /// On a condition too long to be repeated wherever the question is asked about.
    Complicated,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Variable<'a> {
    Whole {
        code: &'a str,
        kind: &'a Kind,
    },
    /// One box of a multiple choice; `Y` or empty in `LimeSurvey`.
    Box {
        code: &'a str,
        option: &'a str,
    },
    /// The free text of "other".
    Other {
        code: &'a str,
    },
}

impl<'a> Variable<'a> {
    pub(crate) fn question(self) -> &'a str {
        match self {
            Self::Whole { code, .. } | Self::Box { code, .. } | Self::Other { code } => code,
        }
    }
}

impl<'a> Known<'a> {
    /// Looks a name up; an error is the reason in German.
    pub(crate) fn find(&self, name: &str) -> Result<Variable<'a>, String> {
        if name.len() > MAX_NAME {
            return Err(format!("der Name „{}…“ ist zu lang", name.chars().take(40).collect::<String>()));
        }
        if let Some((code, kind)) = self.questions.get_key_value(name) {
            return Ok(Variable::Whole { code, kind });
        }
        if self.lost.contains(name) {
            return Err(format!("die Frage „{name}“ wurde nicht übernommen"));
        }
        if self.split.contains(name) {
            return Err(format!("die Frage „{name}“ besteht aus mehreren Zeilen, gefragt wird nach keiner davon"));
        }
        let mut near = None;
        for (at, _) in name.match_indices('_') {
            let (code, part) = (&name[..at], &name[at + 1..]);
            if self.lost.contains(code) {
                near = Some(format!("die Frage „{code}“ wurde nicht übernommen"));
            }
            if self.split.contains(code) {
                near = Some(format!("die Zeile „{part}“ der Frage „{code}“ gibt es nicht"));
            }
            let Some((code, kind)) = self.questions.get_key_value(code) else { continue };
            let (options, other) = kind.choices();
            if let Kind::MultipleChoice { .. } = kind
                && let Some(option) = options.iter().find(|option| option.code == part)
            {
                return Ok(Variable::Box { code, option: &option.code });
            }
            if part == OTHER && other.is_some() {
                return Ok(Variable::Other { code });
            }
            near = Some(if part.ends_with("comment") {
                format!("Kommentare zu Antwortoptionen werden nicht übernommen („{part}“ der Frage „{code}“)")
            } else {
                format!("die Antwortoption „{part}“ der Frage „{code}“ gibt es nicht")
            });
        }
        Err(near.unwrap_or_else(|| format!("die Frage „{name}“ gibt es nicht")))
    }
}
