//! Counting: one tally per survey, kept up to date response by response; nothing here ever recounts.
//!
//! Adding and removing are exact inverses and the order of responses does not matter, so a tally can be built from any
//! mixture of a first scan and later changes. Numbers keep how often each value occurs, so that the median is exact.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::answer::{Answer, Answers};
use crate::answering::visible;
use crate::results::{Bin, NumberSummary, OptionCount, QuestionResults, Results, TextCount};
use crate::survey::{Kind, OTHER, Question, Survey};

/// How many different texts a question shows at most, enough for every organisation of a city to write its own; the number
/// of further ones is stated. It bounds the size of a live frame.
pub const TEXTS_SHOWN: usize = 500;

#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    responses: u64,
    /// In the order of the survey's questions that take an answer.
    questions: Vec<QuestionTally>,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct QuestionTally {
    asked: u64,
    answered: u64,
    /// By option code or step; only what was chosen at least once.
    options: BTreeMap<String, u64>,
    numbers: BTreeMap<Ordered, u64>,
    dates: BTreeMap<NaiveDate, u64>,
    texts: BTreeMap<String, u64>,
}

impl Tally {
    pub fn new(survey: &Survey) -> Self {
        let questions = counted(survey).map(|_| QuestionTally::default()).collect();
        Self { responses: 0, questions }
    }

    pub fn responses(&self) -> u64 {
        self.responses
    }

    /// Counts one response in. `answers` are those kept for it, `survey` is the one the tally was made for.
    pub fn add(&mut self, survey: &Survey, answers: &Answers) {
        self.responses += 1;
        self.count(survey, answers, &|counter| *counter += 1);
    }

    /// Takes one response out again that was counted in before.
    pub fn remove(&mut self, survey: &Survey, answers: &Answers) {
        self.responses = self.responses.saturating_sub(1);
        self.count(survey, answers, &|counter| *counter = counter.saturating_sub(1));
    }

    fn count(&mut self, survey: &Survey, answers: &Answers, step: &dyn Fn(&mut u64)) {
        let seen = visible(survey, answers);
        for (question, tally) in counted(survey).zip(&mut self.questions) {
            if seen.contains(question.code.as_str()) {
                step(&mut tally.asked);
                if let Some(answer) = answers.get(&question.code).filter(|answer| !answer.is_empty()) {
                    step(&mut tally.answered);
                    tally.count(&question.kind, answer, step);
                }
            }
        }
    }

    /// The figures of this moment, without recounting.
    pub fn results(&self, survey: &Survey) -> Results {
        Results {
            survey: survey.slug.clone(),
            responses: self.responses,
            questions: counted(survey).zip(&self.questions).map(|(question, tally)| tally.results(question)).collect(),
        }
    }
}

fn counted(survey: &Survey) -> impl Iterator<Item = &Question> {
    survey.questions().filter(|question| question.kind.takes_answer())
}

/// Steps the counter under `key` and forgets it when it comes to nothing, so that add and remove are exact inverses.
fn step_at<K: Ord>(counters: &mut BTreeMap<K, u64>, key: K, step: &dyn Fn(&mut u64)) {
    let counter = counters.entry(key);
    if let std::collections::btree_map::Entry::Occupied(mut counter) = counter {
        step(counter.get_mut());
        if *counter.get() == 0 {
            counter.remove();
        }
    } else {
        let mut first = 0;
        step(&mut first);
        if first > 0 {
            counter.or_insert(first);
        }
    }
}

impl QuestionTally {
    fn count(&mut self, kind: &Kind, answer: &Answer, step: &dyn Fn(&mut u64)) {
        match (kind, answer) {
            (Kind::SingleChoice { .. } | Kind::MultipleChoice { .. }, Answer::Text(code)) => {
                step_at(&mut self.options, code.clone(), step);
            }
            (Kind::SingleChoice { .. } | Kind::MultipleChoice { .. }, Answer::Choices { codes, other }) => {
                let mut codes: Vec<&String> = codes.iter().collect();
                codes.sort();
                codes.dedup();
                for code in codes {
                    step_at(&mut self.options, code.clone(), step);
                }
                if let Some(text) = other {
                    step_at(&mut self.options, OTHER.to_owned(), step);
                    step_at(&mut self.texts, text.clone(), step);
                }
            }
            (Kind::Scale { .. } | Kind::Number { .. }, Answer::Number(number)) => {
                step_at(&mut self.numbers, Ordered(*number), step);
            }
            (Kind::Date { .. }, Answer::Text(text)) => {
                if let Ok(date) = text.parse::<NaiveDate>() {
                    step_at(&mut self.dates, date, step);
                }
            }
            (Kind::ShortText { .. } | Kind::LongText { .. }, Answer::Text(text)) => {
                step_at(&mut self.texts, text.clone(), step);
            }
            _ => {}
        }
    }

    fn results(&self, question: &Question) -> QuestionResults {
        let options = match &question.kind {
            Kind::SingleChoice { options, other, .. } | Kind::MultipleChoice { options, other, .. } => options
                .iter()
                .map(|option| option.code.as_str())
                .chain(other.is_some().then_some(OTHER))
                .map(|code| OptionCount { code: code.to_owned(), count: self.options.get(code).copied().unwrap_or(0) })
                .collect(),
            Kind::Scale { from, to, .. } => (*from..=*to)
                .map(|step| OptionCount {
                    code: step.to_string(),
                    count: self.numbers.get(&Ordered(f64::from(step))).copied().unwrap_or(0),
                })
                .collect(),
            Kind::Date { .. } => self.years(),
            _ => Vec::new(),
        };
        QuestionResults {
            code: question.code.clone(),
            kind: question.kind.name().to_owned(),
            asked: self.asked,
            answered: self.answered,
            options,
            numbers: summary(&self.numbers, matches!(question.kind, Kind::Scale { .. })),
            texts: self
                .texts
                .iter()
                .take(TEXTS_SHOWN)
                .map(|(text, count)| TextCount { text: text.clone(), count: *count })
                .collect(),
            more_texts: self.texts.len().saturating_sub(TEXTS_SHOWN) as u64,
        }
    }

    fn years(&self) -> Vec<OptionCount> {
        let mut years = BTreeMap::new();
        for (date, count) in &self.dates {
            *years.entry(date.year()).or_insert(0) += count;
        }
        years.into_iter().map(|(year, count): (i32, u64)| OptionCount { code: year.to_string(), count }).collect()
    }
}

/// A number with a total order, so that it can be a key. Only finite numbers pass the checks before counting.
#[derive(Debug, Clone, Copy)]
struct Ordered(f64);

impl PartialEq for Ordered {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}
impl Eq for Ordered {}
impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        // -0 and 0 are one value.
        (self.0 + 0.0).total_cmp(&(other.0 + 0.0))
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of responses stay far below 2^52")]
fn summary(values: &BTreeMap<Ordered, u64>, steps: bool) -> Option<NumberSummary> {
    let (min, max) = (values.first_key_value()?.0.0, values.last_key_value()?.0.0);
    let count: u64 = values.values().sum();
    let sum: f64 = values.iter().map(|(value, count)| value.0 * *count as f64).sum();
    let median = f64::midpoint(value_at(values, (count - 1) / 2), value_at(values, count / 2));
    let histogram = if steps { Vec::new() } else { histogram(values, count) };
    Some(NumberSummary { mean: sum / count as f64, median, min, max, histogram })
}

/// The value at a place of the sorted list, the first place being 0.
fn value_at(values: &BTreeMap<Ordered, u64>, place: u64) -> f64 {
    let mut passed = 0;
    for (value, count) in values {
        passed += count;
        if passed > place {
            return value.0;
        }
    }
    f64::NAN
}

/// About five to twelve bins of a round width (1, 2 or 5 times a power of ten). A few very large values would squeeze all others
/// into one bin, so the last bin is open above the 95th percentile.
#[expect(clippy::cast_precision_loss, reason = "counts of responses stay far below 2^52")]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list, never negative")]
fn histogram(values: &BTreeMap<Ordered, u64>, count: u64) -> Vec<Bin> {
    let (Some(first), Some(last)) = (values.first_key_value(), values.last_key_value()) else { return Vec::new() };
    let (min, max) = (first.0.0, last.0.0);
    let upper = value_at(values, ((count as f64 * 0.95).ceil() as u64).saturating_sub(1)).max(min);
    let whole = values.keys().all(|value| value.0.fract() == 0.0);
    let width = round_width((upper - min) / 12.0, whole);
    let start = (min / width).floor() * width;
    let bins = (((upper - start) / width).floor() as usize + 1).min(24);
    let mut histogram: Vec<Bin> = (0..bins)
        .map(|place| {
            let from = start + width * place as f64;
            Bin { from, to: Some(from + width), count: 0 }
        })
        .collect();
    let last_bin = bins - 1;
    if histogram[last_bin].to.is_some_and(|end| max >= end) {
        histogram[last_bin].to = None;
    }
    for (value, count) in values {
        let place = (((value.0 - start) / width).floor().max(0.0) as usize).min(last_bin);
        histogram[place].count += count;
    }
    histogram
}

fn round_width(wanted: f64, whole: bool) -> f64 {
    if wanted <= 0.0 || (whole && wanted <= 1.0) {
        return 1.0;
    }
    let power = 10_f64.powf(wanted.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .map(|step| step * power)
        .into_iter()
        .find(|width| *width >= wanted * 0.999)
        .unwrap_or(power * 10.0)
}

#[cfg(test)]
#[path = "tally_tests.rs"]
mod tests;
