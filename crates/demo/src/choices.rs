//! Draws answers to choice questions for the generator.

use domain::answer::Answer;
use domain::language::Language;
use domain::survey::{Choice, Kind, Question};
use rand::Rng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::habit::Habit;
use crate::sentences::{Length, for_question};

/// How often people write something of their own beside the options.
const OTHER_SHARE: f64 = 0.05;

/// One option by weight, now and then "other".
pub(crate) fn single(
    question: &Question,
    habit: &Habit,
    language: &Language,
    chance: &mut ChaCha8Rng,
) -> Option<Answer> {
    let (options, other) = question.kind.choices();
    if other.is_some() && (options.is_empty() || chance.random_bool(OTHER_SHARE)) {
        let other = Some(other_text(question, habit, language, chance)?);
        return Some(Answer::Choices { codes: Vec::new(), other });
    }
    let mut drawn = chance.random::<f64>() * habit.options.iter().sum::<f64>();
    for (option, weight) in options.iter().zip(&habit.options) {
        drawn -= weight;
        if drawn < 0.0 {
            return Some(Answer::choice(&option.code));
        }
    }
    options.last().map(|option| Answer::choice(&option.code))
}

/// Each option by its share, then as many more or fewer as the question wants.
pub(crate) fn multiple(
    question: &Question,
    habit: &Habit,
    language: &Language,
    chance: &mut ChaCha8Rng,
) -> Option<Answer> {
    let Kind::MultipleChoice { options, other, min, max } = &question.kind else { return None };
    let only = |option: &Choice| Some(Answer::Choices { codes: vec![option.code.clone()], other: None });
    for (option, share) in options.iter().zip(&habit.options) {
        if option.exclusive && chance.random_bool(share.clamp(0.0, 1.0)) {
            return only(option);
        }
    }
    let (mut taken, mut left): (Vec<usize>, Vec<usize>) =
        (0..options.len()).filter(|position| !options[*position].exclusive).partition(|position| {
            // Whoever answers in a language also works in it.
            let own_language = options[*position].code == language.as_str();
            let share = if own_language { habit.options[*position].max(0.92) } else { habit.options[*position] };
            chance.random_bool(share.clamp(0.0, 1.0))
        });
    let mut free = other.is_some() && (left.len() + taken.len() == 0 || chance.random_bool(OTHER_SHARE));
    let least = usize::from(min.unwrap_or(1).max(1));
    let most = usize::from(max.unwrap_or(u16::MAX)).saturating_sub(usize::from(free));
    left.shuffle(chance);
    while taken.len() + usize::from(free) < least {
        match left.pop() {
            Some(position) => taken.push(position),
            None if other.is_some() && !free => free = true,
            None => break,
        }
    }
    while taken.len() > most {
        taken.swap_remove(chance.random_range(0..taken.len()));
    }
    taken.sort_unstable();
    let codes: Vec<String> = taken.into_iter().map(|position| options[position].code.clone()).collect();
    let other = if free { Some(other_text(question, habit, language, chance)?) } else { None };
    if codes.is_empty() && other.is_none() {
        return options.iter().find(|option| option.exclusive).and_then(only);
    }
    Some(Answer::Choices { codes, other })
}

fn other_text(question: &Question, habit: &Habit, language: &Language, chance: &mut ChaCha8Rng) -> Option<String> {
    pick(for_question(habit.demo, &question.code, Length::Other, language), chance).cloned()
}

/// One of several, all alike; nothing of nothing.
pub(crate) fn pick<'a, T>(list: &'a [T], chance: &mut ChaCha8Rng) -> Option<&'a T> {
    if list.is_empty() { None } else { list.get(chance.random_range(0..list.len())) }
}
