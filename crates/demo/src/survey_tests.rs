//! The demo survey is sound, complete in its languages, and shows every kind of question.

use std::collections::{BTreeMap, BTreeSet};

use domain::condition::Condition;
use domain::definition::{check, each_condition};
use domain::language::Language;
use domain::survey::{Kind, Mode};

use crate::{NEEDS_SURVEY, needs_survey};

#[test]
fn it_is_sound() {
    let survey = needs_survey();
    assert_eq!(check(&survey), []);
    assert_eq!(survey.slug, NEEDS_SURVEY);
    assert_eq!(survey.mode, Mode::Anonymous);
    assert!(survey.demo);
    assert_eq!(survey.pages.len(), 5);
    assert_eq!(survey.letter.minutes, 8);
    let questions = survey.questions().count();
    assert!((20..=25).contains(&questions), "{questions} questions");
    let required: Vec<&str> = survey.questions().filter(|each| each.required).map(|each| each.code.as_str()).collect();
    assert_eq!(required, ["rechtsform", "bedarf", "saeule"]);
}

#[test]
fn every_text_is_there_in_every_language() {
    let mut survey = needs_survey();
    let languages = survey.languages.clone();
    assert_eq!(languages, ["de", "tr", "ar", "en"].map(Language::new));
    survey.each_text(&mut |text, rich| {
        if text.0.is_empty() {
            return; // No help or introduction at all, in no language.
        }
        assert_eq!(text.0.keys().collect::<BTreeSet<_>>(), languages.iter().collect(), "{text:?}");
        for words in text.0.values() {
            assert_eq!(words.trim(), words.as_str());
            assert!(!words.is_empty(), "{text:?}");
            assert_eq!(words.matches('<').count(), words.matches('>').count(), "{words}");
            assert!(rich || !words.contains('<'), "{words}");
        }
    });
    assert!(!survey.farewell.is_empty() && !survey.letter.purpose.is_empty() && !survey.letter.results.is_empty());
}

#[test]
fn translations_have_the_same_marks() {
    let tags = |words: &str| {
        words.split('<').skip(1).filter_map(|rest| rest.split('>').next()).map(str::to_owned).collect::<Vec<_>>()
    };
    let mut survey = needs_survey();
    survey.each_text(&mut |text, _| {
        let of_each: BTreeSet<Vec<String>> = text.0.values().map(|words| tags(words)).collect();
        assert!(of_each.len() <= 1, "{text:?}");
    });
}

#[test]
fn every_kind_of_question_is_shown() {
    let survey = needs_survey();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for question in survey.questions() {
        *kinds.entry(question.kind.name()).or_default() += 1;
    }
    let counts: Vec<(&str, usize)> = kinds.into_iter().collect();
    assert_eq!(
        counts,
        [
            ("date", 1),
            ("long_text", 2),
            ("multiple_choice", 9),
            ("number", 1),
            ("scale", 3),
            ("short_text", 1),
            ("single_choice", 7),
            ("statement", 1),
        ]
    );
    let has = |test: &dyn Fn(&Kind) -> bool| survey.questions().any(|question| test(&question.kind));
    assert!(has(&|kind| matches!(kind, Kind::SingleChoice { dropdown: true, options, .. } if options.len() == 47)));
    assert!(has(&|kind| matches!(kind, Kind::SingleChoice { other: Some(_), .. })));
    assert!(has(&|kind| matches!(kind, Kind::MultipleChoice { other: Some(_), .. })));
    assert!(has(&|kind| matches!(kind, Kind::MultipleChoice { max: Some(3), .. })));
    assert!(has(&|kind| matches!(kind, Kind::Number { unit: Some(_), min: Some(_), max: Some(_), .. })));
    assert!(has(&|kind| kind.choices().0.iter().any(|option| option.exclusive)));
}

#[test]
fn conditions_of_several_forms() {
    let survey = needs_survey();
    let (mut places, mut forms) = (Vec::new(), BTreeSet::new());
    each_condition(&survey, &mut |place, condition| {
        places.push(place.to_owned());
        if matches!(condition, Condition::Any(_)) {
            forms.insert("any");
        }
        condition.each_leaf(&mut |leaf| {
            forms.insert(match leaf {
                Condition::Equals { .. } => "equals",
                Condition::Compare { .. } => "compare",
                Condition::Selected { .. } => "selected",
                _ => "else",
            });
        });
    });
    assert_eq!(places.len(), 6, "{places:?}");
    assert_eq!(forms.into_iter().collect::<Vec<_>>(), ["any", "compare", "equals", "selected"]);
}

/// A condition that compares with a code nobody can choose would hide its question for good.
#[test]
fn conditions_ask_for_options_that_exist() {
    let survey = needs_survey();
    each_condition(&survey, &mut |place, condition| {
        condition.each_leaf(&mut |leaf| {
            if let Condition::Equals { question, value: domain::condition::Literal::Text(code) } = leaf {
                let asked = survey.question(question).expect("checked by the definition");
                assert!(asked.kind.choices().0.iter().any(|option| option.code == *code), "{place}: {code}");
            }
        });
    });
}
