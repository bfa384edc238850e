//! Faults of questionnaires.

use super::*;
use crate::condition::Literal;
use crate::language::{Language, Localised};
use crate::survey::{Choice, Letter, Mode, Page, Question};

fn sound() -> Survey {
    let de = Language::new("de");
    let text = |words: &str| Localised::one(&Language::new("de"), words);
    let question = |code: &str, kind: Kind| Question {
        code: code.into(),
        text: text(code),
        help: Localised::default(),
        required: false,
        visible_if: None,
        kind,
        faults: vec![],
    };
    let options = vec![Choice { code: "ja".into(), label: text("Ja"), exclusive: false }];
    Survey {
        slug: "gut-2026".into(),
        title: text("Gut"),
        languages: vec![de.clone()],
        fallback: de,
        letter: Letter::default(),
        mode: Mode::Anonymous,
        farewell: Localised::default(),
        demo: false,
        pages: vec![Page {
            title: text("Seite"),
            introduction: Localised::default(),
            visible_if: None,
            questions: vec![
                question("eins", Kind::SingleChoice { options, other: None, dropdown: false }),
                question("zwei", Kind::LongText { max_length: None }),
            ],
        }],
    }
}

#[test]
fn a_sound_survey_has_no_fault() {
    assert_eq!(check(&sound()), []);
}

#[test]
fn conditions_on_what_does_not_exist_are_refused() {
    let mut survey = sound();
    survey.pages[0].questions[1].visible_if = Some(Condition::All(vec![
        Condition::Equals { question: "drei".into(), value: Literal::Number(1.0) },
        Condition::Selected { question: "eins".into(), option: "nein".into() },
    ]));
    let faults = check(&survey);
    assert!(matches!(&faults[0], Fault::UnknownQuestion { question, .. } if question == "drei"));
    assert!(matches!(&faults[1], Fault::UnknownOption { option, .. } if option == "nein"));
}

#[test]
fn a_circle_is_named_by_its_questions() {
    let mut survey = sound();
    survey.pages[0].questions[0].visible_if = Some(Condition::Empty { question: "zwei".into() });
    survey.pages[0].questions[1].visible_if = Some(Condition::Empty { question: "eins".into() });
    assert_eq!(check(&survey), [Fault::Circle(vec!["eins".into(), "zwei".into(), "eins".into()])]);
    survey.pages[0].questions[1].visible_if = Some(Condition::Empty { question: "zwei".into() });
    survey.pages[0].questions[0].visible_if = None;
    assert_eq!(check(&survey), [Fault::Circle(vec!["zwei".into(), "zwei".into()])]);
}

#[test]
fn doubled_codes_wrong_ranges_and_patterns() {
    let mut survey = sound();
    survey.slug = "Nicht Gut".into();
    survey.pages[0].questions[1].code = "eins".into();
    survey.pages[0].questions[1].kind =
        Kind::ShortText { format: Some(TextFormat::Pattern("(".into())), max_length: None };
    let mut third = survey.pages[0].questions[0].clone();
    third.code = "drei".into();
    third.kind = Kind::Scale { from: 5, to: 1, low: Localised::default(), high: Localised::default() };
    survey.pages[0].questions.push(third);
    let faults = check(&survey);
    assert_eq!(faults.len(), 4, "{faults:?}");
    assert!(faults.contains(&Fault::DuplicateQuestion("eins".into())) && faults.contains(&Fault::Range("drei".into())));
}

#[test]
fn addresses_from_titles() {
    assert_eq!(
        slug_from("Bedarfserhebung für Migrant*innenorganisationen"),
        "bedarfserhebung-fuer-migrant-innenorganisationen"
    );
    assert_eq!(slug_from("استبيان"), "befragung");
}
