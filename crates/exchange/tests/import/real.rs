//! The real survey of migrant organisations in Saxony, and the one in two languages.

use std::collections::BTreeSet;

use domain::answer::{Answer, Answers};
use domain::answering;
use domain::condition::Condition;
use domain::language::Language;
use domain::survey::{Kind, TextFormat};
use exchange::{Counts, Imported, RemarkKind};

use crate::{question, read, say, says, shared};

fn real() -> Option<Imported> {
    shared("limesurvey/mso_bedarfserhebung_sachsen.tsv").map(|text| read(&text).expect("the real survey imports"))
}

fn several(codes: &[&str]) -> Answer {
    Answer::Choices { codes: codes.iter().map(|code| (*code).to_owned()).collect(), other: None }
}

fn shows(imported: &Imported, answers: &[(&str, Answer)], code: &str) -> bool {
    let answers: Answers = answers.iter().map(|(code, answer)| ((*code).to_owned(), answer.clone())).collect();
    answering::visible(&imported.survey, &answers).contains(code)
}

#[test]
fn everything_of_it_arrives() {
    let Some(imported) = real() else { return };
    say(&imported.report.to_string());
    let counts = Counts { pages: 8, questions: 41, subquestions: 75, answers: 28, conditions: 14 };
    assert_eq!(imported.report.counts, counts);
    let survey = &imported.survey;
    assert_eq!(survey.slug, "bedarfserhebung-fuer-migrant-innenorganisationen-in-sachsen");
    assert_eq!(survey.pages.len(), 8);
    assert_eq!(survey.questions().count(), 41);
    let options = |many: bool| -> usize {
        let kinds = survey.questions().map(|question| &question.kind);
        kinds
            .filter(|kind| matches!(kind, Kind::MultipleChoice { .. }) == many)
            .map(|kind| kind.choices().0.len())
            .sum()
    };
    assert_eq!((options(true), options(false)), (75, 28));
    assert!(survey.letter.purpose.only().contains("<a href=\"https://www.zusammenlebenev.de/\""));
    let groups = &question(&imported, "teilhabegruppen").kind;
    assert!(groups.choices().0.iter().any(|option| option.code == "geflü"));
    assert!(question(&imported, "teilhabegruppen").required);
    let email = Kind::ShortText { format: Some(TextFormat::Email), max_length: None };
    assert_eq!(question(&imported, "email").kind, email);
}

#[test]
fn each_of_its_faults_is_named() {
    let Some(imported) = real() else { return };
    assert!(says(
        &imported,
        RemarkKind::Fault,
        Some("teilhabegruppenother"),
        "„other“ der Frage „teilhabegruppen“ gibt es nicht"
    ));
    assert!(says(&imported, RemarkKind::Fault, Some("gesetzveraenderungte"), "die Klammern fehlen wohl"));
    let marked: BTreeSet<&str> = imported
        .survey
        .questions()
        .filter(|question| !question.faults.is_empty())
        .map(|question| question.code.as_str())
        .collect();
    assert_eq!(marked, BTreeSet::from(["teilhabegruppenother", "gesetzveraenderungte"]));
    let kept = question(&imported, "teilhabegruppenother").visible_if.as_ref();
    assert!(matches!(kept, Some(Condition::Unresolved { source, .. }) if source.contains("teilhabegruppen_other")));
    assert!(!shows(&imported, &[("teilhabegruppen", several(&["ander"]))], "teilhabegruppenother"));
}

#[test]
fn its_conditions_work() {
    let Some(imported) = real() else { return };
    assert!(!shows(&imported, &[], "hilfeother"));
    assert!(shows(&imported, &[("hilfe", several(&["austa", "other"]))], "hilfeother"));
    let text = "gesetzveraenderungte";
    let law = |known: &str, change: &str| {
        [("wissengesetz", Answer::choice(known)), ("veraenderunggesetzar", Answer::choice(change))]
    };
    assert!(shows(&imported, &law("ja", "jahab"), text));
    assert!(shows(&imported, &law("ja", "jazus"), text));
    assert!(!shows(&imported, &law("ja", "neink"), text));
    assert!(!shows(&imported, &law("nein", "jazus"), text), "hidden answers do not count");
}

#[test]
fn two_languages_become_one_survey() {
    let Some(text) = shared("limesurvey/multilingual_survey.tsv") else { return };
    let imported = read(&text).expect("the survey in two languages imports");
    let (en, es) = (Language::new("en"), Language::new("es"));
    assert_eq!(imported.survey.languages, [en.clone(), es.clone()]);
    assert_eq!(imported.survey.fallback, en);
    assert_eq!(imported.survey.title.text(&es, &en), "Encuesta multilingüe");
    assert_eq!(imported.survey.pages[0].title.text(&es, &en), "Datos demográficos");
    let counts = Counts { pages: 2, questions: 4, subquestions: 0, answers: 6, conditions: 0 };
    assert_eq!(imported.report.counts, counts);
    let gender = question(&imported, "gender");
    assert_eq!(gender.text.text(&es, &en), "Género");
    assert_eq!(gender.kind.choices().0[1].label.text(&es, &en), "Femenino");
    assert_eq!(question(&imported, "name").help.text(&es, &en), "Ingresa tu nombre completo");
}
