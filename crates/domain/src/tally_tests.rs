//! Counting: exact figures on small cases, and the laws on many.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::language::{Language, Localised};
use crate::survey::{Choice, Letter, Mode, Page};

fn text(words: &str) -> Localised {
    Localised::one(&Language::new("de"), words)
}

fn survey_of(kind: Kind) -> Survey {
    let question = Question {
        code: "q".into(),
        text: text("q"),
        help: text(""),
        required: false,
        visible_if: None,
        kind,
        faults: vec![],
    };
    Survey {
        slug: "s".into(),
        title: text("s"),
        languages: vec![Language::new("de")],
        fallback: Language::new("de"),
        letter: Letter::default(),
        mode: Mode::Anonymous,
        farewell: text(""),
        demo: false,
        pages: vec![Page { title: text("1"), introduction: text(""), visible_if: None, questions: vec![question] }],
    }
}

fn numbers() -> Survey {
    survey_of(Kind::Number { unit: None, min: None, max: None, decimals: 2 })
}

fn tally(survey: &Survey, answers: impl IntoIterator<Item = Option<Answer>>) -> Tally {
    let mut tally = Tally::new(survey);
    for answer in answers {
        tally.add(survey, &one(answer));
    }
    tally
}

fn one(answer: Option<Answer>) -> Answers {
    answer.map(|answer| BTreeMap::from([("q".to_owned(), answer)])).unwrap_or_default()
}

#[test]
fn asked_answered_and_options() {
    let options = ["a", "b"].map(|code| Choice { code: code.into(), label: text(code), exclusive: false }).to_vec();
    let survey = survey_of(Kind::MultipleChoice { options, other: Some(text("else")), min: None, max: None });
    let choices = |codes: &[&str], other: Option<&str>| {
        Some(Answer::Choices {
            codes: codes.iter().map(|code| (*code).to_owned()).collect(),
            other: other.map(str::to_owned),
        })
    };
    let tally =
        tally(&survey, [choices(&["a", "b"], None), choices(&["b"], Some("so")), None, choices(&["b", "b"], None)]);
    let results = tally.results(&survey);
    let question = &results.questions[0];
    assert_eq!((results.responses, question.asked, question.answered), (4, 4, 3));
    let counts: Vec<(&str, u64)> = question.options.iter().map(|option| (option.code.as_str(), option.count)).collect();
    assert_eq!(counts, [("a", 1), ("b", 3), ("other", 1)]);
    assert_eq!(question.texts, [TextCount { text: "so".into(), count: 1 }]);
}

#[test]
fn mean_and_median() {
    let survey = numbers();
    let tally = tally(&survey, [1.0, 2.0, 4.0, 100.0].map(|number| Some(Answer::Number(number))));
    let summary = tally.results(&survey).questions[0].numbers.clone().expect("numbers");
    assert!((summary.mean - 26.75).abs() < 1e-9 && (summary.median - 3.0).abs() < 1e-9);
    assert!((summary.min - 1.0).abs() < 1e-9 && (summary.max - 100.0).abs() < 1e-9);
}

#[test]
fn one_large_value_does_not_squeeze_the_others() {
    let survey = numbers();
    let many = (0..100).map(|number| Some(Answer::Number(f64::from(number % 20)))).chain([Some(Answer::Number(1e6))]);
    let histogram = tally(&survey, many).results(&survey).questions[0].numbers.clone().expect("numbers").histogram;
    assert!(histogram.len() >= 6, "{histogram:?}");
    assert_eq!(histogram.last().and_then(|bin| bin.to), None, "the last bin is open");
}

#[test]
fn texts_beyond_the_list_are_numbered_not_dropped() {
    let survey = survey_of(Kind::ShortText { format: None, max_length: None });
    let many = (0..TEXTS_SHOWN + 7).map(|number| Some(Answer::Text(format!("Text {number:03}"))));
    let question = &tally(&survey, many).results(&survey).questions[0];
    assert_eq!((question.texts.len(), question.more_texts), (TEXTS_SHOWN, 7));
}

fn any_numbers() -> impl Strategy<Value = Vec<Option<Answer>>> {
    proptest::collection::vec(
        proptest::option::of((-1000_i32..100_000).prop_map(|cents| Answer::Number(f64::from(cents) / 100.0))),
        1..80,
    )
}

proptest! {
    #[test]
    fn adding_and_removing_are_inverses(first in any_numbers(), second in any_numbers()) {
        let survey = numbers();
        let before = tally(&survey, first);
        let mut after = before.clone();
        for answer in &second {
            after.add(&survey, &one(answer.clone()));
        }
        for answer in &second {
            after.remove(&survey, &one(answer.clone()));
        }
        prop_assert_eq!(after, before);
    }

    #[test]
    fn order_does_not_matter(mut list in any_numbers()) {
        let survey = numbers();
        let forth = tally(&survey, list.clone());
        list.reverse();
        prop_assert_eq!(tally(&survey, list), forth);
    }

    #[test]
    fn a_histogram_holds_every_value_once(list in any_numbers()) {
        let survey = numbers();
        let results = tally(&survey, list).results(&survey);
        if let Some(summary) = &results.questions[0].numbers {
            prop_assert_eq!(summary.histogram.iter().map(|bin| bin.count).sum::<u64>(), results.questions[0].answered);
            prop_assert!(summary.histogram.len() <= 24);
            prop_assert!(summary.histogram[0].from <= summary.min);
            prop_assert!(summary.histogram.last().is_some_and(|bin| bin.to.is_none_or(|end| end > summary.max)));
        }
    }
}
