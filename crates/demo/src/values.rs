//! Draws one answer to one question, of every kind, for the generator.

use chrono::{Datelike, Days, NaiveDate};
use domain::answer::Answer;
use domain::answering::check_question;
use domain::language::Language;
use domain::survey::{Kind, LONG_TEXT_MAX, Question, SHORT_TEXT_MAX};
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use crate::choices::{multiple, pick, single};
use crate::habit::{Habit, normal, number_range};
use crate::sentences::{Length, for_question};

/// An answer that the rules accept, or none: skipped, or nothing fits.
pub(crate) fn answer(
    question: &Question,
    habit: &Habit,
    language: &Language,
    chance: &mut ChaCha8Rng,
) -> Option<Answer> {
    if !question.required && chance.random_bool(habit.skipped.clamp(0.0, 1.0)) {
        return None;
    }
    let fits = |answer: &Answer| !answer.is_empty() && check_question(question, Some(answer)).is_empty();
    (0..8).find_map(|_| drawn(question, habit, language, chance).filter(fits))
}

fn drawn(question: &Question, habit: &Habit, language: &Language, chance: &mut ChaCha8Rng) -> Option<Answer> {
    match &question.kind {
        Kind::SingleChoice { .. } => single(question, habit, language, chance),
        Kind::MultipleChoice { .. } => multiple(question, habit, language, chance),
        Kind::ShortText { format: Some(_), .. } => pick(&habit.matching, chance).cloned().map(Answer::Text),
        Kind::ShortText { format: None, max_length } => {
            let sentences = for_question(habit.demo, &question.code, Length::Short, language);
            Some(Answer::Text(cut(pick(sentences, chance)?, max_length.unwrap_or(SHORT_TEXT_MAX))))
        }
        Kind::LongText { max_length } => {
            let sentences = for_question(habit.demo, &question.code, Length::Long, language);
            let first = pick(sentences, chance)?;
            let second = pick(sentences, chance).filter(|second| *second != first && chance.random_bool(0.4));
            let text = second.map_or_else(|| first.clone(), |second| format!("{first} {second}"));
            Some(Answer::Text(cut(&text, max_length.unwrap_or(LONG_TEXT_MAX))))
        }
        Kind::Number { min, max, decimals, .. } => Some(Answer::Number(number(*min, *max, *decimals, habit, chance))),
        Kind::Scale { from, to, .. } => {
            let (from, to) = (f64::from(*from), f64::from(*to));
            let place = from + (habit.middle + 0.23 * normal(chance)) * (to - from);
            // Adding nothing makes a negative zero a plain one.
            Some(Answer::Number(place.round().clamp(from, to) + 0.0))
        }
        Kind::Date { earliest, latest } => date(*earliest, *latest, chance).map(|day| Answer::Text(day.to_string())),
        Kind::Statement => None,
    }
}

/// Few large numbers, many small ones; larger ones rounded as people round them.
fn number(min: Option<f64>, max: Option<f64>, decimals: u8, habit: &Habit, chance: &mut ChaCha8Rng) -> f64 {
    let (low, high) = number_range(min, max);
    let raw = low + (habit.median - low) * (habit.spread * normal(chance)).exp();
    let size = raw.abs();
    let rounded = if size >= 100.0 && chance.random_bool(0.7) {
        (raw / 10.0).round() * 10.0
    } else if size >= 20.0 && chance.random_bool(0.6) {
        (raw / 5.0).round() * 5.0
    } else {
        raw
    };
    // More digits than two only occur in measurements, and nobody measures here.
    let shift = 10_f64.powi(i32::from(decimals.min(2)));
    let (first, last) = ((low * shift).ceil(), (high * shift).floor());
    let place = (rounded * shift).round();
    (if max.is_some() { place.min(last) } else { place }).max(first) / shift + 0.0
}

/// Nearer days more often than distant ones, and often the first of a month.
fn date(earliest: Option<NaiveDate>, latest: Option<NaiveDate>, chance: &mut ChaCha8Rng) -> Option<NaiveDate> {
    let first = match (earliest, latest) {
        (Some(first), _) => first,
        (None, Some(last)) => last.checked_sub_days(Days::new(3 * 365))?,
        (None, None) => NaiveDate::from_ymd_opt(2026, 1, 1)?,
    };
    let last = latest.or_else(|| first.checked_add_days(Days::new(2 * 365)))?;
    let length = u32::try_from((last - first).num_days()).ok()?;
    let share = chance.random::<f64>().powf(1.7);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a non-negative length")]
    let day = first.checked_add_days(Days::new((share * f64::from(length)).round() as u64))?;
    if chance.random_bool(0.45) {
        return day.with_day(1).filter(|start| *start >= first).or(Some(day));
    }
    Some(day)
}

/// At most `most` characters.
fn cut(text: &str, most: u32) -> String {
    text.chars().take(most as usize).collect::<String>().trim().to_owned()
}
