//! What respondents as a whole tend to in one question: drawn once per generator, so that charts have a shape.
//!
//! For the demo survey the tendencies are written down in `texts/habits.json`; for all others the seed and the code decide.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::survey::{Kind, Question, SHORT_TEXT_MAX, Survey, TextFormat};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::Deserialize;

use crate::{NEEDS_SURVEY, sentences};

/// One question's tendencies.
#[derive(Debug, Clone)]
pub(crate) struct Habit {
    /// The share of people who leave an optional question empty.
    pub skipped: f64,
    /// By position of the option: weights of a single choice, shares of a multiple choice.
    pub options: Vec<f64>,
    /// Where answers on a scale gather: 0 is its low end, 1 its high end.
    pub middle: f64,
    /// The number that half of the people stay under.
    pub median: f64,
    /// The standard deviation of the numbers' logarithms.
    pub spread: f64,
    /// Texts that a pattern accepts.
    pub matching: Vec<String>,
    /// The question belongs to the demo survey and has sentences of its own.
    pub demo: bool,
}

/// One entry of the file: whatever is missing is drawn.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    options: BTreeMap<String, f64>,
    skipped: Option<f64>,
    middle: Option<f64>,
    median: Option<f64>,
    spread: Option<f64>,
}

static WRITTEN: LazyLock<BTreeMap<String, Written>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../texts/habits.json")).expect("the habits are checked by a test")
});

impl Habit {
    pub(crate) fn of(survey: &Survey, question: &Question, seed: u64) -> Self {
        let mut chance = ChaCha8Rng::seed_from_u64(seed ^ fingerprint(question.code.as_bytes()));
        let demo = survey.slug == NEEDS_SURVEY;
        let written = WRITTEN.get(&question.code).filter(|_| demo).cloned().unwrap_or_default();
        let several = matches!(question.kind, Kind::MultipleChoice { .. });
        let (choices, _) = question.kind.choices();
        let options = choices
            .iter()
            .map(|choice| {
                let drawn = drawn_weight(several, choice.exclusive, &mut chance);
                written.options.get(&choice.code).copied().unwrap_or(drawn)
            })
            .collect();
        let middle = match (&question.kind, written.middle) {
            (Kind::Scale { from, to, .. }, Some(middle)) => {
                (middle - f64::from(*from)) / (f64::from(*to) - f64::from(*from))
            }
            _ => chance.random_range(0.35..0.8),
        };
        let drawn_median = match &question.kind {
            Kind::Number { min, max, .. } => {
                let (low, high) = number_range(*min, *max);
                low + (high - low).min(1e6) * chance.random_range(0.05..0.3)
            }
            _ => 0.0,
        };
        Self {
            skipped: written.skipped.unwrap_or_else(|| chance.random_range(0.10..0.25)),
            options,
            middle,
            median: written.median.unwrap_or(drawn_median),
            spread: written.spread.unwrap_or(0.7),
            matching: matching(question),
            demo,
        }
    }
}

fn drawn_weight(several: bool, exclusive: bool, chance: &mut ChaCha8Rng) -> f64 {
    let weight = (0.7 * normal(chance)).exp();
    match (several, exclusive) {
        (true, true) => 0.05,
        (true, false) => (0.28 * weight).clamp(0.04, 0.8),
        (false, _) => weight,
    }
}

/// The range from which numbers are taken; a missing end is put at a sensible distance.
pub(crate) fn number_range(min: Option<f64>, max: Option<f64>) -> (f64, f64) {
    match (min, max) {
        (Some(min), Some(max)) => (min, max),
        (Some(min), None) => (min, min + min.abs().max(100.0)),
        (None, Some(max)) if max > 0.0 => (0.0, max),
        (None, Some(max)) => (max - 100.0, max),
        (None, None) => (0.0, 100.0),
    }
}

/// The texts to try that fit a question with a format.
fn matching(question: &Question) -> Vec<String> {
    let Kind::ShortText { format: Some(format), max_length } = &question.kind else { return Vec::new() };
    let mut texts = match format {
        TextFormat::Email => sentences::mails(),
        TextFormat::Pattern(pattern) => {
            let pattern = regex_lite::Regex::new(pattern).ok();
            let fits = |text: &String| pattern.as_ref().is_none_or(|pattern| pattern.is_match(text));
            sentences::candidates().into_iter().filter(fits).collect()
        }
    };
    texts.retain(|text| text.chars().count() <= max_length.unwrap_or(SHORT_TEXT_MAX) as usize);
    texts
}

/// A draw from the standard normal distribution. Source: Box and Muller, 1958.
pub(crate) fn normal(chance: &mut ChaCha8Rng) -> f64 {
    let radius = (-2.0 * (1.0 - chance.random::<f64>()).ln()).sqrt();
    radius * (std::f64::consts::TAU * chance.random::<f64>()).cos()
}

/// FNV-1a: the same on every machine and in every version, unlike the standard library's.
pub(crate) fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
