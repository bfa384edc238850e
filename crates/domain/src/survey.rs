//! The questionnaire: pages of questions, as staff write it, respondents see it and files carry it.
//!
//! Codes are stable: answers, conditions and charts name questions and options by code, never by position or text.
//! Fields marked *rich* hold an HTML fragment that the server sanitises on its way out; all other texts are plain.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::condition::Condition;
use crate::language::{Language, Localised};

/// The code under which the free text of "other" is answered, asked for in conditions and counted.
pub const OTHER: &str = "other";

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Survey {
    /// Lower case letters, digits and hyphens: the address of the survey.
    pub slug: String,
    pub title: Localised,
    /// In the order in which they are offered.
    pub languages: Vec<Language>,
    /// What is shown where a translation is missing; one of `languages`.
    pub fallback: Language,
    #[serde(default)]
    pub letter: Letter,
    #[serde(default)]
    pub mode: Mode,
    pub pages: Vec<Page>,
    /// Rich. What the last page says after the thanks.
    #[serde(default, skip_serializing_if = "Localised::is_empty")]
    pub farewell: Localised,
    /// True for the demo content: every page and figure says so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
}

/// The start page: who asks, why, how long it takes and what becomes of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Letter {
    /// Rich. Why this survey exists and who asks.
    pub purpose: Localised,
    /// Rich. What happens with the answers.
    pub use_of_answers: Localised,
    /// When and where results will be shown.
    pub results: Localised,
    /// Who is responsible: name and office.
    pub responsible: Localised,
    /// Where questions are answered: telephone, e-mail.
    pub contact: Localised,
    /// How long filling takes, in minutes; 0 when nobody has measured it.
    pub minutes: u16,
}

/// What a response may be joined with. Told to respondents on the first page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    Named,
    Pseudonymous,
    #[default]
    Anonymous,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    pub title: Localised,
    /// Rich.
    #[serde(default, skip_serializing_if = "Localised::is_empty")]
    pub introduction: Localised,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible_if: Option<Condition>,
    pub questions: Vec<Question>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    pub code: String,
    /// Rich.
    pub text: Localised,
    /// Rich.
    #[serde(default, skip_serializing_if = "Localised::is_empty")]
    pub help: Localised,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible_if: Option<Condition>,
    pub kind: Kind,
    /// Faults found at import, in words for staff; respondents never get them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    SingleChoice {
        options: Vec<Choice>,
        /// Label of the option with a free text, answered as `{"other": text}`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        other: Option<Localised>,
        /// A drop-down list: for more options than fit a screen.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        dropdown: bool,
    },
    MultipleChoice {
        options: Vec<Choice>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        other: Option<Localised>,
        /// Fewest and most options; an answer with none at all is no answer and only refused when required.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<u16>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<u16>,
    },
    ShortText {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        format: Option<TextFormat>,
        /// In characters; [`SHORT_TEXT_MAX`] when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max_length: Option<u32>,
    },
    LongText {
        /// In characters; [`LONG_TEXT_MAX`] when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max_length: Option<u32>,
    },
    Number {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<Localised>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<f64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<f64>,
        /// Digits allowed behind the decimal sign.
        #[serde(default)]
        decimals: u8,
    },
    /// Whole steps from `from` to `to`, both included; only the ends are labelled.
    Scale { from: i16, to: i16, low: Localised, high: Localised },
    Date {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        earliest: Option<NaiveDate>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        latest: Option<NaiveDate>,
    },
    /// Text to read; takes no answer.
    Statement,
}

/// Longest short text in characters when the question states none.
pub const SHORT_TEXT_MAX: u32 = 300;
/// Longest long text in characters when the question states none.
pub const LONG_TEXT_MAX: u32 = 5_000;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    pub code: String,
    pub label: Localised,
    /// "None of these": cannot be chosen together with anything else.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exclusive: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextFormat {
    Email,
    /// A regular expression that has to match somewhere in the text (anchor it with `^` and `$`).
    Pattern(String),
}

impl Kind {
    /// The name used in files, results and the API.
    pub fn name(&self) -> &'static str {
        match self {
            Self::SingleChoice { .. } => "single_choice",
            Self::MultipleChoice { .. } => "multiple_choice",
            Self::ShortText { .. } => "short_text",
            Self::LongText { .. } => "long_text",
            Self::Number { .. } => "number",
            Self::Scale { .. } => "scale",
            Self::Date { .. } => "date",
            Self::Statement => "statement",
        }
    }

    pub fn takes_answer(&self) -> bool {
        !matches!(self, Self::Statement)
    }

    /// The options of a choice question and the label of its free one; nothing for other kinds.
    pub fn choices(&self) -> (&[Choice], Option<&Localised>) {
        match self {
            Self::SingleChoice { options, other, .. } | Self::MultipleChoice { options, other, .. } => {
                (options, other.as_ref())
            }
            _ => (&[], None),
        }
    }
}

impl Survey {
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.pages.iter().flat_map(|page| &page.questions)
    }

    pub fn question(&self, code: &str) -> Option<&Question> {
        self.questions().find(|question| question.code == code)
    }

    /// The language to show when `wanted` is asked for: itself when the survey has it, else the fallback.
    pub fn language_or_fallback(&self, wanted: &Language) -> Language {
        if self.languages.contains(wanted) { wanted.clone() } else { self.fallback.clone() }
    }

    /// What a respondent's browser gets: one language, rich texts through `sanitise`, no remarks meant for staff.
    #[must_use]
    pub fn narrowed_to(&self, language: &Language, sanitise: &dyn Fn(&str) -> String) -> Self {
        let mut survey = self.clone();
        let fallback = self.fallback.clone();
        for question in survey.pages.iter_mut().flat_map(|page| &mut page.questions) {
            question.faults.clear();
        }
        survey.each_text(&mut |text, rich| {
            if let Some((found, words)) = text.find(language, &fallback) {
                let words = if rich { sanitise(words) } else { words.to_owned() };
                *text = Localised::one(&found.clone(), words);
            } else {
                *text = Localised::default();
            }
        });
        survey
    }

    /// Visits every text; the flag says whether it is rich.
    pub fn each_text(&mut self, visit: &mut dyn FnMut(&mut Localised, bool)) {
        visit(&mut self.title, false);
        visit(&mut self.letter.purpose, true);
        visit(&mut self.letter.use_of_answers, true);
        visit(&mut self.letter.results, false);
        visit(&mut self.letter.responsible, false);
        visit(&mut self.letter.contact, false);
        visit(&mut self.farewell, true);
        for page in &mut self.pages {
            visit(&mut page.title, false);
            visit(&mut page.introduction, true);
            for question in &mut page.questions {
                visit(&mut question.text, true);
                visit(&mut question.help, true);
                match &mut question.kind {
                    Kind::SingleChoice { options, other, .. } | Kind::MultipleChoice { options, other, .. } => {
                        for option in options {
                            visit(&mut option.label, false);
                        }
                        if let Some(label) = other {
                            visit(label, false);
                        }
                    }
                    Kind::Number { unit: Some(unit), .. } => visit(unit, false),
                    Kind::Scale { low, high, .. } => {
                        visit(low, false);
                        visit(high, false);
                    }
                    _ => {}
                }
            }
        }
    }
}
