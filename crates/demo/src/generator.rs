//! The generator itself, for whoever needs many responses that look as if people had given them.

use std::collections::{BTreeMap, BTreeSet};

use domain::answer::Answers;
use domain::answering::{kept, visible};
use domain::language::Language;
use domain::survey::{Question, Survey};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::habit::Habit;
use crate::values;

/// Who answers in which language: shares of all.
const LANGUAGES: [(&str, f64); 4] = [("de", 0.60), ("tr", 0.18), ("ar", 0.15), ("en", 0.07)];

/// Steps of this size around a circle never leave a gap for long, so that the shares also hold for few responses.
const GOLDEN_STEP: f64 = 0.618_033_988_749_895;

/// Makes responses to one survey. The seed decides everything: what respondents as a whole tend to, and each response.
#[derive(Debug, Clone)]
pub struct Generator {
    pub(crate) survey: Survey,
    pub(crate) chance: ChaCha8Rng,
    habits: BTreeMap<String, Habit>,
    /// Between 0 and 1: whose turn it is to answer.
    turn: f64,
}

impl Generator {
    /// Works for every survey that [`domain::definition::check`] accepts, imported ones included.
    pub fn new(survey: &Survey, seed: u64) -> Self {
        let habits =
            survey.questions().map(|question| (question.code.clone(), Habit::of(survey, question, seed))).collect();
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        let turn = chance.random();
        Self { survey: survey.clone(), chance, habits, turn }
    }

    /// The language of the next response; the survey's fallback when it has none of the usual ones.
    pub fn language(&mut self) -> Language {
        let offered: Vec<(Language, f64)> = LANGUAGES
            .iter()
            .map(|(tag, share)| (Language::new(tag), *share))
            .filter(|(language, _)| self.survey.languages.contains(language))
            .collect();
        self.turn = (self.turn + GOLDEN_STEP).fract();
        let mut drawn = self.turn * offered.iter().map(|(_, share)| share).sum::<f64>();
        for (language, share) in offered {
            drawn -= share;
            if drawn < 0.0 {
                return language;
            }
        }
        self.survey.fallback.clone()
    }

    /// One response in the language that is next; see [`Self::response_in`].
    pub fn response(&mut self) -> Answers {
        let language = self.language();
        self.response_in(&language)
    }

    /// One response: valid, complete where the survey requires it, visible questions only.
    ///
    /// A pattern that none of the texts tried fits leaves its question empty, even a required one.
    pub fn response_in(&mut self, language: &Language) -> Answers {
        let Self { survey, chance, habits, .. } = self;
        let mut answers = Answers::new();
        let mut asked = BTreeSet::new();
        // Answers make further questions visible; each is asked once, so this ends.
        loop {
            let seen = visible(survey, &answers);
            let fresh: Vec<&Question> = survey
                .questions()
                .filter(|question| question.kind.takes_answer() && seen.contains(question.code.as_str()))
                .filter(|question| asked.insert(question.code.as_str()))
                .collect();
            if fresh.is_empty() {
                return kept(survey, &answers);
            }
            for question in fresh {
                if let Some(answer) = values::answer(question, &habits[&question.code], language, chance) {
                    answers.insert(question.code.clone(), answer);
                }
            }
        }
    }
}

#[cfg(test)]
#[path = "generator_tests.rs"]
pub(crate) mod tests;
