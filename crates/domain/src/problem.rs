//! What can be wrong with an answer. The words for it live with the interface texts, in every language.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// The code of the question; as sent, when there is no such question.
    pub question: String,
    pub kind: ProblemKind,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// A required question without an answer.
    Required,
    /// "Other" is chosen and nothing is written beside it.
    OtherEmpty,
    TooFew {
        min: u16,
    },
    TooMany {
        max: u16,
    },
    /// In characters.
    TooLong {
        max: u32,
    },
    NotANumber,
    /// At least one of the two is set.
    OutOfRange {
        min: Option<f64>,
        max: Option<f64>,
    },
    /// Digits allowed behind the decimal sign.
    TooManyDecimals {
        decimals: u8,
    },
    NotADate,
    DateOutOfRange {
        earliest: Option<NaiveDate>,
        latest: Option<NaiveDate>,
    },
    NotAnEmail,
    PatternMismatch,
    UnknownOption {
        option: String,
    },
    /// "None of these" together with something else.
    ExclusiveMixed {
        option: String,
    },
    /// A value of a shape that this kind of question does not take.
    WrongType,
    UnknownQuestion,
}

impl ProblemKind {
    /// The name used in the API.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::OtherEmpty => "other_empty",
            Self::TooFew { .. } => "too_few",
            Self::TooMany { .. } => "too_many",
            Self::TooLong { .. } => "too_long",
            Self::NotANumber => "not_a_number",
            Self::OutOfRange { .. } => "out_of_range",
            Self::TooManyDecimals { .. } => "too_many_decimals",
            Self::NotADate => "not_a_date",
            Self::DateOutOfRange { .. } => "date_out_of_range",
            Self::NotAnEmail => "not_an_email",
            Self::PatternMismatch => "pattern_mismatch",
            Self::UnknownOption { .. } => "unknown_option",
            Self::ExclusiveMixed { .. } => "exclusive_mixed",
            Self::WrongType => "wrong_type",
            Self::UnknownQuestion => "unknown_question",
        }
    }
}
