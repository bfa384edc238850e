//! The answers that `LimeSurvey` supplies itself (yes, no, …), in the languages of the survey.

use domain::language::{Language, Localised};
use domain::survey::Choice;

/// Language, then: other, yes, no, uncertain, female, male, increase, same, decrease.
const WORDS: [(&str, [&str; 9]); 6] = [
    (
        "de",
        [
            "Sonstiges",
            "Ja",
            "Nein",
            "Unsicher",
            "weiblich",
            "männlich",
            "mehr geworden",
            "gleich geblieben",
            "weniger geworden",
        ],
    ),
    ("en", ["Other", "Yes", "No", "Uncertain", "Female", "Male", "Increase", "Same", "Decrease"]),
    ("es", ["Otro", "Sí", "No", "No lo sé", "Femenino", "Masculino", "Aumenta", "Igual", "Disminuye"]),
    ("fr", ["Autre", "Oui", "Non", "Incertain", "Féminin", "Masculin", "Augmente", "Identique", "Diminue"]),
    ("tr", ["Diğer", "Evet", "Hayır", "Emin değilim", "Kadın", "Erkek", "Arttı", "Aynı", "Azaldı"]),
    ("uk", ["Інше", "Так", "Ні", "Не впевнений(-а)", "жіноча", "чоловіча", "Збільшилося", "Так само", "Зменшилося"]),
];

/// A word of [`WORDS`] in every survey language that has it; in English when none has.
fn word(place: usize, languages: &[Language]) -> Localised {
    let mut text = Localised::default();
    for language in languages {
        let stem = language.as_str().split('-').next().unwrap_or_default();
        if let Some((_, words)) = WORDS.iter().find(|(known, _)| *known == stem) {
            text.set(language, words[place]);
        }
    }
    if text.is_empty()
        && let Some(first) = languages.first()
    {
        text.set(first, WORDS[1].1[place]);
    }
    text
}

pub(crate) fn other(languages: &[Language]) -> Localised {
    word(0, languages)
}

/// The fixed options of a question type (`Y`, `G`) or table type (`C`, `E`); empty for all other types.
pub(crate) fn fixed_options(letter: &str, languages: &[Language]) -> Vec<Choice> {
    let codes: &[(&str, usize)] = match letter {
        "Y" => &[("Y", 1), ("N", 2)],
        "C" => &[("Y", 1), ("U", 3), ("N", 2)],
        "G" => &[("F", 4), ("M", 5)],
        "E" => &[("I", 6), ("S", 7), ("D", 8)],
        _ => &[],
    };
    codes
        .iter()
        .map(|(code, place)| Choice { code: (*code).to_owned(), label: word(*place, languages), exclusive: false })
        .collect()
}
