//! Generated responses are valid, the same for the same seed, and not all alike.

use std::collections::BTreeMap;

use domain::answer::Answer;
use domain::answering::{check, kept};
use domain::survey::Survey;
use serde_json::json;

use super::*;
use crate::habit::fingerprint;
use crate::{answers_to_json, demo_responses, needs_survey};

/// A survey as foreign files bring it: formats, odd ranges, no usual language.
pub(crate) fn foreign_survey() -> Survey {
    let text = |words: &str| json!({ "fr": words });
    let option = |code: &str| json!({ "code": code, "label": text(code) });
    let question = |code: &str, required: bool, kind: serde_json::Value| json!({ "code": code, "text": text(code), "required": required, "kind": kind });
    let pattern = |pattern: &str| json!({ "short_text": { "format": { "pattern": pattern } } });
    let scale = json!({ "scale": { "from": -3, "to": 3, "low": text("non"), "high": text("oui") } });
    let many: Vec<_> = ["a", "b", "c", "d", "e"].map(option).into();
    let mut hidden = question("hidden", true, json!({ "long_text": { "max_length": 9 } }));
    hidden["visible_if"] = json!({ "empty": { "question": "wide" } });
    let mut deep = question("deep", true, scale.clone());
    deep["visible_if"] = json!({ "compare": { "question": "deeper", "operator": "at_least", "value": 1 } });
    serde_json::from_value(json!({
        "slug": "enquete", "title": text("Enquête"), "languages": ["fr"], "fallback": "fr",
        "pages": [{ "title": text("1"), "questions": [
            question("mail", true, json!({ "short_text": { "format": "email" } })),
            question("narrow_mail", true, json!({ "short_text": { "format": "email", "max_length": 12 } })),
            question("postcode", true, pattern("^\\d{5}$")),
            question("plate", true, pattern("^[A-Z]{1,3}-[A-Z]{1,2} \\d{1,4}$")),
            question("impossible", false, pattern("^~{77}$")),
            hidden,
            question("wide", false, json!({ "number": {} })),
            question("tight", true, json!({ "number": { "min": 0.25, "max": 0.75, "decimals": 2 } })),
            question("negative", true, json!({ "number": { "max": -5, "decimals": 1 } })),
            question("gap", false, json!({ "number": { "min": 0.2, "max": 0.8 } })),
            deep,
            question("deeper", false, scale),
            question("exactly", true, json!({ "multiple_choice": { "options": many, "min": 2, "max": 2 } })),
            question("all", true, json!({ "multiple_choice": {
                "options": [option("x")], "other": text("autre"), "min": 2 } })),
            question("only_other", true, json!({ "single_choice": { "options": [], "other": text("autre") } })),
            question("only_none", true, json!({ "multiple_choice": {
                "options": [{ "code": "none", "label": text("rien"), "exclusive": true }] } })),
            question("day", true, json!({ "date": { "latest": "2020-02-29" } })),
            question("one_day", true, json!({ "date": { "earliest": "2020-02-29", "latest": "2020-02-29" } })),
            question("nothing", false, json!({ "short_text": { "max_length": 0 } })),
            question("read_this", false, json!("statement")),
        ] }]
    }))
    .expect("a survey")
}

#[test]
fn responses_are_valid_and_kept_as_they_are() {
    for survey in [needs_survey(), foreign_survey()] {
        assert_eq!(domain::definition::check(&survey), []);
        for seed in 0..300 {
            let mut generator = Generator::new(&survey, seed);
            let answers = generator.response();
            assert_eq!(check(&survey, &answers), [], "seed {seed}: {answers:?}");
            assert_eq!(kept(&survey, &answers), answers, "seed {seed}");
            let sent = answers_to_json(&answers);
            assert_eq!(domain::answering::read(&sent), (answers, Vec::new()), "seed {seed}");
        }
    }
}

#[test]
fn impossible_questions_stay_empty() {
    let survey = foreign_survey();
    for (_, answers) in demo_responses(&survey, 50, 3) {
        for code in ["impossible", "gap", "nothing", "read_this"] {
            assert!(!answers.contains_key(code), "{code}: {answers:?}");
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_responses_on_every_machine() {
    let print = |seed| {
        let responses = demo_responses(&needs_survey(), 200, seed);
        fingerprint(serde_json::to_string(&responses).expect("answers are JSON").as_bytes())
    };
    assert_eq!(print(1), print(1));
    assert_ne!(print(1), print(2));
    // Changes with the survey, the sentences or the way of drawing; then demo figures change too.
    assert_eq!(print(2026), 9_911_113_315_557_246_042);
}

#[test]
fn a_thousand_responses_look_like_people() {
    let survey = needs_survey();
    let responses = demo_responses(&survey, 1_000, 7);
    let mut languages: BTreeMap<String, usize> = BTreeMap::new();
    for (language, _) in &responses {
        *languages.entry(language.to_string()).or_default() += 1;
    }
    for (tag, share) in [("de", 600_usize), ("tr", 180), ("ar", 150), ("en", 70)] {
        assert!(languages[tag].abs_diff(share) < 45, "{languages:?}");
    }
    for question in survey.questions().filter(|question| question.kind.takes_answer() && question.visible_if.is_none())
    {
        let empty = responses.iter().filter(|(_, answers)| !answers.contains_key(&question.code)).count();
        if question.required {
            assert_eq!(empty, 0, "{}", question.code);
        } else {
            assert!((60..=300).contains(&empty), "{}: {empty} left empty", question.code);
        }
    }
    let wished: Vec<&Answer> = responses.iter().filter_map(|(_, answers)| answers.get("bedarf")).collect();
    let share = |option: &str| wished.iter().filter(|answer| answer.has_chosen(option)).count();
    assert!(share("beratung") > share("vernetzung") && share("vernetzung") > share("koordination"));
    assert!(share("nichts") > 0 && share("other") > 0);
}

#[test]
fn tendencies_last_and_differ_between_options() {
    let mut survey = needs_survey();
    survey.slug = "without-written-habits".to_owned();
    let count = |seed| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (_, answers) in demo_responses(&survey, 400, seed) {
            if let Some(Answer::Text(code)) = answers.get("saeule") {
                *counts.entry(code.clone()).or_default() += 1;
            }
        }
        counts
    };
    let counts = count(5);
    let (least, most) = (counts.values().min().copied(), counts.values().max().copied());
    assert!(most > least.map(|least| least + 40), "{counts:?}");
    assert_ne!(counts, count(6));
}

#[test]
fn texts_are_in_the_language_of_the_response() {
    let mut generator = Generator::new(&needs_survey(), 11);
    let arabic = |text: &str| text.chars().any(|letter| ('\u{0600}'..='\u{06ff}').contains(&letter));
    for _ in 0..60 {
        if let Some(Answer::Text(wish)) = generator.response_in(&Language::new("ar")).get("wunsch") {
            assert!(arabic(wish), "{wish}");
        }
        if let Some(Answer::Text(wish)) = generator.response_in(&Language::new("de")).get("wunsch") {
            assert!(!arabic(wish), "{wish}");
        }
    }
}
