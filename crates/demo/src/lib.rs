//! The demo content and a seeded generator of plausible responses, for the demo, the tests and the bench.
//!
//! Nothing here speaks for a real organisation: the survey is marked as demo, the sentences are invented, and so are the people of the
//! [`consultation`].

mod breaking;
mod choices;
pub mod consultation;
mod generator;
mod habit;
mod organisations;
mod sentences;
mod values;

use domain::answer::Answers;
use domain::language::Language;
use domain::survey::Survey;
use serde_json::{Map, Value};

pub use breaking::Broken;
pub use generator::Generator;
pub use organisations::organisations;

/// The address of [`needs_survey`].
pub const NEEDS_SURVEY: &str = "mso-bedarfsbefragung-duisburg";

/// *MSO-Bedarfsbefragung Duisburg*: what migrant organisations need, in German, Turkish, Arabic and English.
///
/// # Panics
/// Never: a test parses the file that is compiled in.
pub fn needs_survey() -> Survey {
    serde_json::from_str(include_str!("../surveys/mso-bedarfsbefragung-duisburg.json"))
        .expect("the demo survey is checked by a test")
}

/// `count` plausible responses with the language each was given in: 60 % German, 18 % Turkish, 15 % Arabic, 7 % English
/// where the survey has these languages. The same seed gives the same responses.
pub fn demo_responses(survey: &Survey, count: usize, seed: u64) -> Vec<(Language, Answers)> {
    let mut generator = Generator::new(survey, seed);
    (0..count)
        .map(|_| {
            let language = generator.language();
            let answers = generator.response_in(&language);
            (language, answers)
        })
        .collect()
}

/// The answers as the API takes them.
pub fn answers_to_json(answers: &Answers) -> Map<String, Value> {
    answers.iter().map(|(code, answer)| (code.clone(), answer.to_json())).collect()
}

#[cfg(test)]
mod survey_tests;
