//! The announced problems are exactly those that the rules report.

use std::collections::BTreeSet;

use domain::answering::{check, read};
use domain::survey::Survey;

use crate::generator::tests::foreign_survey;
use crate::{Generator, needs_survey};

fn problem_kinds(survey: &Survey, seeds: u64) -> BTreeSet<&'static str> {
    let mut kinds = BTreeSet::new();
    for seed in 0..seeds {
        let (sent, expected) = Generator::new(survey, seed).invalid();
        let (answers, mut problems) = read(&sent);
        problems.extend(check(survey, &answers));
        let mut reported: Vec<(String, &str)> =
            problems.iter().map(|problem| (problem.question.clone(), problem.kind.name())).collect();
        reported.sort();
        assert_eq!(reported, expected, "seed {seed}: {sent:?}");
        assert!((1..=3).contains(&expected.len()), "seed {seed}");
        kinds.extend(expected.iter().map(|(_, kind)| *kind));
    }
    kinds
}

#[test]
fn broken_responses_cause_the_announced_problems() {
    let kinds = problem_kinds(&needs_survey(), 500);
    let wanted = [
        "date_out_of_range",
        "exclusive_mixed",
        "not_a_date",
        "not_a_number",
        "other_empty",
        "out_of_range",
        "required",
        "too_long",
        "too_many",
        "too_many_decimals",
        "unknown_option",
        "unknown_question",
        "wrong_type",
    ];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), wanted);
}

#[test]
fn also_in_foreign_surveys() {
    let kinds = problem_kinds(&foreign_survey(), 500);
    for kind in ["not_an_email", "pattern_mismatch", "too_few"] {
        assert!(kinds.contains(kind), "{kind} never comes: {kinds:?}");
    }
}
