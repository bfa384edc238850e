//! Answering: visibility, checks and what is kept, with the laws that hold for all answers.

use proptest::prelude::*;

use super::*;
use crate::condition::{Condition, Literal};
use crate::language::{Language, Localised};
use crate::survey::{Choice, Letter, Mode, OTHER};

fn text(words: &str) -> Localised {
    Localised::one(&Language::new("de"), words)
}

fn choice(code: &str, exclusive: bool) -> Choice {
    Choice { code: code.into(), label: text(code), exclusive }
}

fn question(code: &str, kind: Kind) -> Question {
    Question {
        code: code.into(),
        text: text(code),
        help: text(""),
        required: false,
        visible_if: None,
        kind,
        faults: vec![],
    }
}

fn is(question: &str, value: &str) -> Condition {
    Condition::Equals { question: question.into(), value: Literal::Text(value.into()) }
}

/// Two pages: a choice that shows a number, which shows a text; a second page only for those who chose several things.
fn survey() -> Survey {
    let single = Kind::SingleChoice {
        options: vec![choice("yes", false), choice("no", false)],
        other: Some(text("else")),
        dropdown: false,
    };
    let several = Kind::MultipleChoice {
        options: vec![choice("a", false), choice("b", false), choice("c", false), choice("none", true)],
        other: Some(text("else")),
        min: Some(2),
        max: Some(3),
    };
    let number = Kind::Number { unit: None, min: Some(0.0), max: Some(100.0), decimals: 1 };
    Survey {
        slug: "s".into(),
        title: text("s"),
        languages: vec![Language::new("de")],
        fallback: Language::new("de"),
        letter: Letter::default(),
        mode: Mode::Anonymous,
        farewell: text(""),
        demo: false,
        pages: vec![
            Page {
                title: text("1"),
                introduction: text(""),
                visible_if: None,
                questions: vec![
                    Question { required: true, ..question("single", single) },
                    Question { visible_if: Some(is("single", "yes")), required: true, ..question("number", number) },
                    Question {
                        visible_if: Some(Condition::Not(Box::new(Condition::Empty { question: "number".into() }))),
                        ..question("words", Kind::ShortText { format: None, max_length: Some(5) })
                    },
                    question("several", several),
                ],
            },
            Page {
                title: text("2"),
                introduction: text(""),
                visible_if: Some(Condition::Selected { question: "several".into(), option: "a".into() }),
                questions: vec![
                    question("scale", Kind::Scale { from: 1, to: 5, low: text("low"), high: text("high") }),
                    question("date", Kind::Date { earliest: NaiveDate::from_ymd_opt(2026, 1, 1), latest: None }),
                    question("mail", Kind::ShortText { format: Some(TextFormat::Email), max_length: None }),
                    question("note", Kind::Statement),
                ],
            },
        ],
    }
}

fn answers(pairs: &[(&str, Answer)]) -> Answers {
    pairs.iter().map(|(code, answer)| ((*code).to_owned(), answer.clone())).collect()
}

fn codes(list: &[&str]) -> Answer {
    Answer::Choices { codes: list.iter().map(|code| (*code).to_owned()).collect(), other: None }
}

fn kinds(pairs: &[(&str, Answer)]) -> Vec<(String, &'static str)> {
    check(&survey(), &answers(pairs)).into_iter().map(|problem| (problem.question, problem.kind.name())).collect()
}

#[test]
fn hidden_questions_count_as_unanswered_along_the_chain() {
    let survey = survey();
    let all =
        [("single", Answer::choice("yes")), ("number", Answer::Number(3.0)), ("words", Answer::Text("hm".into()))];
    assert!(visible(&survey, &answers(&all)).contains("words"));
    let changed = [("single", Answer::choice("no")), all[1].clone(), all[2].clone()];
    let seen = visible(&survey, &answers(&changed));
    assert!(!seen.contains("number") && !seen.contains("words"), "{seen:?}");
    let rest = kept(&survey, &answers(&changed));
    assert_eq!(rest.keys().collect::<Vec<_>>(), ["single"], "hidden answers are dropped");
}

#[test]
fn a_page_whose_condition_fails_is_skipped() {
    assert_eq!(visible_pages(&survey(), &Answers::new()), [0]);
    assert_eq!(visible_pages(&survey(), &answers(&[("several", codes(&["a", "b"]))])), [0, 1]);
}

#[test]
fn every_problem_is_named_at_once() {
    let found = kinds(&[
        ("single", Answer::choice("perhaps")),
        ("several", codes(&["a", "none", "x"])),
        ("scale", Answer::Number(7.5)),
        ("date", Answer::Text("1999-12-31".into())),
        ("mail", Answer::Text("nobody".into())),
        ("ghost", Answer::Number(1.0)),
    ]);
    let expected = [
        ("single", "unknown_option"),
        ("several", "unknown_option"),
        ("several", "exclusive_mixed"),
        ("scale", "out_of_range"),
        ("scale", "too_many_decimals"),
        ("date", "date_out_of_range"),
        ("mail", "not_an_email"),
        ("ghost", "unknown_question"),
    ];
    let found: Vec<(&str, &str)> = found.iter().map(|(question, kind)| (question.as_str(), *kind)).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_statement_takes_no_answer_and_says_so_once() {
    let found =
        kinds(&[("single", Answer::choice("no")), ("several", codes(&["a", "b"])), ("note", Answer::Text("x".into()))]);
    assert_eq!(found, [("note".to_owned(), "unknown_question")]);
}

#[test]
fn limits_of_choices_texts_and_numbers() {
    let base =
        |extra: (&str, Answer)| kinds(&[("single", Answer::choice("yes")), ("number", Answer::Number(1.0)), extra]);
    assert_eq!(base(("several", codes(&["a"])))[0].1, "too_few");
    assert!(base(("several", codes(&["none"]))).is_empty(), "none of these is enough alone");
    assert_eq!(
        base(("several", Answer::Choices { codes: vec!["a".into(), "b".into(), "c".into()], other: Some("d".into()) }))
            [0]
        .1,
        "too_many"
    );
    assert_eq!(
        base(("several", Answer::Choices { codes: vec!["a".into()], other: Some(" ".into()) }))[0].1,
        "other_empty"
    );
    assert_eq!(base(("words", Answer::Text("sechs!".into())))[0].1, "too_long");
    assert!(
        base(("words", Answer::Text(" fünf ".into()))).is_empty(),
        "letters count, not bytes; blanks around do not"
    );
    let number = |number| kinds(&[("single", Answer::choice("yes")), ("number", number)]);
    assert_eq!(number(Answer::Number(100.5))[0].1, "out_of_range");
    assert_eq!(number(Answer::Number(0.25))[0].1, "too_many_decimals");
    assert!(number(Answer::Number(0.3)).is_empty());
    assert_eq!(number(Answer::Text("viele".into()))[0].1, "not_a_number");
    assert_eq!(kinds(&[("single", Answer::choice("yes"))])[0], ("number".to_owned(), "required"));
    assert_eq!(kinds(&[("single", codes(&["yes"]))])[0].1, "wrong_type");
    let other = Answer::Choices { codes: vec![], other: Some("so".into()) };
    assert!(other.has_chosen(OTHER) && kinds(&[("single", other)]).is_empty());
}

#[test]
fn a_circle_hides_instead_of_hanging() {
    let mut survey = survey();
    survey.pages[0].questions[0].visible_if =
        Some(Condition::Not(Box::new(Condition::Empty { question: "words".into() })));
    assert!(crate::definition::circle(&survey).is_some());
    assert!(!visible(&survey, &Answers::new()).contains("single"));
}

#[test]
fn addresses_of_mail() {
    for good in ["a@b.de", "vor.name+x@verein.co.uk", "ä@ö.de"] {
        assert!(is_email(good), "{good}");
    }
    for bad in ["", "a", "a@b", "@b.de", "a@.de", "a@b.", "a b@c.de", "a@b@c.de"] {
        assert!(!is_email(bad), "{bad}");
    }
}

fn any_answers() -> impl Strategy<Value = Answers> {
    let answer = prop_oneof![
        (-5_i32..200).prop_map(|number| Answer::Number(f64::from(number) / 2.0)),
        prop_oneof![Just("yes"), Just("no"), Just("2026-05-01"), Just("x@y.de"), Just(" "), Just("Unsinn")]
            .prop_map(|text| Answer::Text(text.to_owned())),
        (
            proptest::collection::vec(prop_oneof![Just("a"), Just("b"), Just("none"), Just("z")], 0..4),
            proptest::option::of("[ x]{0,2}")
        )
            .prop_map(|(list, other)| Answer::Choices { codes: list.into_iter().map(str::to_owned).collect(), other }),
    ];
    let code = prop_oneof![
        Just("single"),
        Just("number"),
        Just("words"),
        Just("several"),
        Just("scale"),
        Just("date"),
        Just("mail"),
        Just("note")
    ];
    proptest::collection::btree_map(code.prop_map(str::to_owned), answer, 0..8)
}

proptest! {
    /// What is kept is answered, visible, and seen the same way again: keeping twice changes nothing.
    #[test]
    fn keeping_is_stable(sent in any_answers()) {
        let once = kept(&survey(), &sent);
        prop_assert_eq!(&kept(&survey(), &once), &once);
        let survey = survey();
        let seen = visible(&survey, &once);
        prop_assert!(once.iter().all(|(code, answer)| seen.contains(code.as_str()) && !answer.is_empty()));
    }

    /// Dropping hidden answers never hides or shows anything else.
    #[test]
    fn keeping_changes_no_visibility(sent in any_answers()) {
        let survey = survey();
        prop_assert_eq!(visible(&survey, &kept(&survey, &sent)), visible(&survey, &sent));
    }

    /// What passes the check passes it again after being kept, and problems name only questions that were sent or are shown.
    #[test]
    fn a_clean_response_stays_clean(sent in any_answers()) {
        let survey = survey();
        if check(&survey, &sent).is_empty() {
            prop_assert!(check(&survey, &kept(&survey, &sent)).is_empty());
        }
    }

    /// The problems of the pages together are those of the whole, except for questions that do not exist.
    #[test]
    fn pages_together_are_the_whole(sent in any_answers()) {
        let survey = survey();
        let whole: Vec<_> = check(&survey, &sent).into_iter().filter(|p| p.kind != ProblemKind::UnknownQuestion).collect();
        let pages: Vec<_> = (0..2).flat_map(|page| check_page(&survey, page, &sent)).filter(|p| p.kind != ProblemKind::UnknownQuestion).collect();
        prop_assert_eq!(whole, pages);
    }
}

#[test]
fn what_is_not_asked_any_more_is_forgotten_and_the_rest_stays_as_it_is() {
    let survey = survey();
    let ticked =
        |codes: &[&str]| Answer::Choices { codes: codes.iter().map(|code| (*code).to_owned()).collect(), other: None };
    let mut kept = answers(&[
        ("gone", Answer::choice("x")),
        ("several", ticked(&["a", "gone", "b"])),
        // To be chosen anew, and said so.
        ("single", Answer::choice("gone")),
        ("mail", Answer::Text("not yet".into())),
    ]);
    forget_removed(&survey, &mut kept);
    let expected = answers(&[
        ("several", ticked(&["a", "b"])),
        ("single", Answer::choice("gone")),
        ("mail", Answer::Text("not yet".into())),
    ]);
    assert_eq!(kept, expected);
    assert_eq!(page_of_first(&survey, &check(&survey, &kept)), Some(0));
    kept.insert("single".into(), Answer::choice("no"));
    assert_eq!(page_of_first(&survey, &check(&survey, &kept)), Some(1), "the address");
    assert_eq!(page_of_first(&survey, &[]), None);
}
