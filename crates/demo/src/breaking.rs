//! Responses with known faults, for tests of everything that has to refuse them.

use domain::answer::{Answer, Answers};
use domain::answering::{read, visible};
use domain::survey::{Choice, Kind, LONG_TEXT_MAX, OTHER, Question, SHORT_TEXT_MAX, TextFormat};
use rand::Rng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde_json::{Map, Value, json};

use crate::choices::pick;
use crate::sentences::candidates;
use crate::{Generator, answers_to_json};

/// Answers as they are sent, and what is wrong with them: question and name of the problem kind, sorted.
pub type Broken = (Map<String, Value>, Vec<(String, &'static str)>);

/// What is sent in place of a valid answer (nothing at all: `None`), and the problem that it must cause.
type Fault = (Option<Value>, &'static str);

/// A code that no sensible survey uses.
const NOWHERE: &str = "keine-solche-angabe";

impl Generator {
    /// A valid response with one to three faults in different questions.
    ///
    /// A fault that would show or hide other questions is not used, so the list of problems is complete.
    pub fn invalid(&mut self) -> Broken {
        let answers = self.response();
        let Self { survey, chance, .. } = self;
        let seen = visible(survey, &answers);
        let wanted = chance.random_range(1..=3);
        let mut sent = answers_to_json(&answers);
        let mut problems = Vec::new();
        let mut questions: Vec<&Question> = survey
            .questions()
            .filter(|question| question.kind.takes_answer() && seen.contains(question.code.as_str()))
            .collect();
        questions.shuffle(chance);
        if chance.random_bool(0.1) {
            problems.push(unknown_question(&mut sent));
        }
        for question in questions {
            if problems.len() >= wanted {
                break;
            }
            let Some((value, problem)) = fault(question, &answers, chance) else { continue };
            let mut tried = sent.clone();
            match value {
                Some(value) => tried.insert(question.code.clone(), value),
                None => tried.remove(&question.code),
            };
            if visible(survey, &read(&tried).0) == seen {
                sent = tried;
                problems.push((question.code.clone(), problem));
            }
        }
        if problems.is_empty() {
            problems.push(unknown_question(&mut sent));
        }
        problems.sort();
        (sent, problems)
    }
}

fn unknown_question(sent: &mut Map<String, Value>) -> (String, &'static str) {
    sent.insert(NOWHERE.to_owned(), json!("x"));
    (NOWHERE.to_owned(), "unknown_question")
}

/// One of all the faults that this question can have.
fn fault(question: &Question, answers: &Answers, chance: &mut ChaCha8Rng) -> Option<Fault> {
    let mut faults = of_value(&question.kind, answers.get(&question.code));
    if question.required {
        let empty = [None, Some(json!(null)), Some(json!("")), Some(json!([]))];
        faults.extend(pick(&empty, chance).cloned().map(|value| (value, "required")));
    } else {
        // Of a required question this would be two problems: nothing readable was sent, and nothing is there.
        let unreadable = [json!(true), json!({ "text": "x" }), json!([1]), json!([["x"]])];
        faults.extend(pick(&unreadable, chance).cloned().map(|value| (Some(value), "wrong_type")));
    }
    pick(&faults, chance).cloned()
}

fn of_value(kind: &Kind, answer: Option<&Answer>) -> Vec<Fault> {
    let faults: Vec<(Value, &'static str)> = match kind {
        Kind::SingleChoice { other, .. } => of_single(other.is_some()),
        Kind::MultipleChoice { options, other, min, max } => of_multiple(options, other.is_some(), *min, *max, answer),
        Kind::ShortText { format, max_length } => of_short_text(format.as_ref(), max_length.unwrap_or(SHORT_TEXT_MAX)),
        Kind::LongText { max_length } => {
            let mut faults = vec![(json!(7), "wrong_type"), (json!(["x"]), "wrong_type")];
            faults.extend(too_long(max_length.unwrap_or(LONG_TEXT_MAX)));
            faults
        }
        Kind::Number { min, max, decimals, .. } => of_number(*min, *max, *decimals, answer),
        Kind::Scale { from, to, .. } => of_number(Some(f64::from(*from)), Some(f64::from(*to)), 0, answer),
        Kind::Date { earliest, latest } => {
            let mut faults = vec![
                (json!("31.02.2026"), "not_a_date"),
                (json!("2026-02-30"), "not_a_date"),
                (json!("bald"), "not_a_date"),
                (json!(2026), "wrong_type"),
            ];
            let outside = [earliest.and_then(|day| day.pred_opt()), latest.and_then(|day| day.succ_opt())];
            faults.extend(outside.into_iter().flatten().map(|day| (json!(day.to_string()), "date_out_of_range")));
            faults
        }
        Kind::Statement => Vec::new(),
    };
    faults.into_iter().map(|(value, problem)| (Some(value), problem)).collect()
}

fn of_single(other: bool) -> Vec<(Value, &'static str)> {
    let mut faults =
        vec![(json!(NOWHERE), "unknown_option"), (json!(7), "wrong_type"), (json!([NOWHERE]), "wrong_type")];
    if other {
        faults.push((json!({ OTHER: "  " }), "other_empty"));
        faults.push((json!({ OTHER: "x".repeat(SHORT_TEXT_MAX as usize + 1) }), "too_long"));
    } else {
        faults.push((json!({ OTHER: "x" }), "unknown_option"));
    }
    faults
}

fn of_multiple(
    options: &[Choice],
    other: bool,
    min: Option<u16>,
    max: Option<u16>,
    answer: Option<&Answer>,
) -> Vec<(Value, &'static str)> {
    let mut faults = vec![(json!(NOWHERE), "wrong_type"), (json!(7), "wrong_type")];
    let one_is_allowed = min.unwrap_or(1) <= 1 && max.unwrap_or(1) >= 1;
    if one_is_allowed && other {
        faults.push((json!([{ OTHER: "" }]), "other_empty"));
        faults.push((json!({ OTHER: "x".repeat(SHORT_TEXT_MAX as usize + 1) }), "too_long"));
    }
    if one_is_allowed {
        faults.push((json!([NOWHERE]), "unknown_option"));
    }
    let (exclusive, usual): (Vec<&Choice>, Vec<&Choice>) = options.iter().partition(|option| option.exclusive);
    // One of several replaced: their number stays, so nothing else is wrong.
    if let Some(Answer::Choices { codes, other: None }) = answer
        && codes.len() > 1
        && !exclusive.iter().any(|option| codes.contains(&option.code))
    {
        let codes: Vec<&str> = std::iter::once(NOWHERE).chain(codes.iter().skip(1).map(String::as_str)).collect();
        faults.push((json!(codes), "unknown_option"));
    }
    if let (Some(none), Some(some)) = (exclusive.first(), usual.first())
        && max.is_none_or(|max| max >= 2)
    {
        faults.push((json!([some.code, none.code]), "exclusive_mixed"));
    }
    if let Some(max) = max.map(usize::from).filter(|max| *max > 0 && usual.len() > *max) {
        let codes: Vec<&str> = usual.iter().take(max + 1).map(|option| option.code.as_str()).collect();
        faults.push((json!(codes), "too_many"));
    }
    if let (Some(some), true) = (usual.first(), min.is_some_and(|min| min >= 2)) {
        faults.push((json!([some.code]), "too_few"));
    }
    faults
}

fn of_short_text(format: Option<&TextFormat>, most: u32) -> Vec<(Value, &'static str)> {
    let mut faults = vec![(json!(7), "wrong_type"), (json!(["x"]), "wrong_type")];
    match format {
        None => faults.extend(too_long(most)),
        Some(TextFormat::Email) if most >= 14 => {
            let wrong = ["kein-at-dabei", "@example.org", "a@b", "a b@example.o"];
            faults.extend(wrong.map(|text| (json!(text), "not_an_email")));
        }
        Some(TextFormat::Email) => {}
        Some(TextFormat::Pattern(pattern)) => {
            let Ok(pattern) = regex_lite::Regex::new(pattern) else { return faults };
            let fitting = candidates().into_iter().filter(|text| text.chars().count() <= most as usize);
            let wrong = fitting.filter(|text| !pattern.is_match(text)).take(3);
            faults.extend(wrong.map(|text| (json!(text), "pattern_mismatch")));
        }
    }
    faults
}

fn too_long(most: u32) -> Option<(Value, &'static str)> {
    (most <= 50_000).then(|| (json!("x".repeat(most as usize + 1)), "too_long"))
}

fn of_number(min: Option<f64>, max: Option<f64>, decimals: u8, answer: Option<&Answer>) -> Vec<(Value, &'static str)> {
    let mut faults = vec![(json!("viele"), "not_a_number"), (json!(["7"]), "wrong_type")];
    // Whole numbers below 2^53, so that the step of one is not lost.
    let plain = |limit: &f64| limit.abs() < 1e15;
    faults.extend(max.filter(plain).map(|max| (json!(max.floor() + 1.0), "out_of_range")));
    faults.extend(min.filter(plain).map(|min| (json!(min.ceil() - 1.0), "out_of_range")));
    if let Some(Answer::Number(number)) = answer {
        let half_step = 0.5 * 10_f64.powi(-i32::from(decimals));
        let finer = [number + half_step, number - half_step]
            .into_iter()
            .find(|finer| max.is_none_or(|max| *finer < max) && min.is_none_or(|min| *finer > min));
        // Beyond this size the rules forgive a rounding error.
        let small = number.abs() * 10_f64.powi(i32::from(decimals)) < 1e5;
        faults.extend(finer.filter(|_| small).map(|finer| (json!(finer), "too_many_decimals")));
    }
    faults
}

#[cfg(test)]
#[path = "breaking_tests.rs"]
mod tests;
