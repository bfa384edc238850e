//! Results as they leave the house: the same object for page, live frame and API.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// The survey's slug.
    pub survey: String,
    pub responses: u64,
    pub questions: Vec<QuestionResults>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuestionResults {
    pub code: String,
    /// As in [`crate::survey::Kind::name`].
    pub kind: String,
    /// Responses in which the question was shown.
    pub asked: u64,
    /// Those of them with an answer: the base of every percentage here.
    pub answered: u64,
    /// Choice questions: every option, in the survey's order, then `other`. Scales: every step. Dates: every year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionCount>,
    /// Numbers and scales with at least one answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numbers: Option<NumberSummary>,
    /// Free texts, also those of "other"; sorted, never in the order of arrival.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<TextCount>,
    /// Different texts beyond those listed.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub more_texts: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionCount {
    pub code: String,
    pub count: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NumberSummary {
    pub mean: f64,
    /// The mean of the two middle values for an even count.
    pub median: f64,
    pub min: f64,
    pub max: f64,
    pub histogram: Vec<Bin>,
}

/// Counts values with `from <= value < to`; the last bin is open (`to` is nothing) or includes its end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    pub from: f64,
    pub to: Option<f64>,
    pub count: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextCount {
    pub text: String,
    pub count: u64,
}

fn is_zero<N: Default + PartialEq>(number: &N) -> bool {
    *number == N::default()
}

impl Results {
    pub fn question(&self, code: &str) -> Option<&QuestionResults> {
        self.questions.iter().find(|question| question.code == code)
    }
}

/// `part` of `base` in percent; nothing when the base is 0.
#[expect(clippy::cast_precision_loss, reason = "counts of responses stay far below 2^52")]
pub fn percent(part: u64, base: u64) -> Option<f64> {
    (base > 0).then(|| part as f64 * 100.0 / base as f64)
}
