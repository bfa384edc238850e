//! Plain forms: the names of the fields of a question, and the way back from what a browser posts to answers.
//!
//! A page carries one hidden field `shown` per question, so that an unticked box is told apart from a question that was
//! not on the page. What cannot be read as the kind of its question is kept as text: it is shown again with the problem.

use crate::answer::{Answer, Answers};
use crate::language::Language;
use crate::survey::{Kind, OTHER, Question, Survey};

/// The hidden field that names a question on the page.
pub const SHOWN: &str = "shown";

/// The hidden field with the submission's id, so that a form sent without a draft on the server still belongs to the
/// draft in the browser.
pub const SUBMISSION: &str = "submission";

/// The field that people do not see: who fills it in is asked to send once more without it.
pub const TRAP: &str = "subject";

/// The name of the buttons that send a form; its value says where to: `next`, `back`, `submit`, `language:tr`, ….
pub const GO: &str = "go";

/// The name of a question's field.
pub fn field(code: &str) -> String {
    format!("q.{code}")
}

/// The name of the free text beside "other".
pub fn other_field(code: &str) -> String {
    format!("q.{code}.{OTHER}")
}

/// Puts what was posted into `answers` and returns the codes of the questions that were on the page.
pub fn take(survey: &Survey, language: &Language, pairs: &[(String, String)], answers: &mut Answers) -> Vec<String> {
    let shown: Vec<String> = pairs.iter().filter(|(name, _)| name == SHOWN).map(|(_, code)| code.clone()).collect();
    for question in survey.questions().filter(|question| shown.contains(&question.code)) {
        match read(question, language, pairs) {
            Some(answer) => answers.insert(question.code.clone(), answer),
            None => answers.remove(&question.code),
        };
    }
    shown
}

/// The fields that a browser would post for this answer: read back, they give the same answer.
pub fn fields(question: &Question, language: &Language, answer: &Answer) -> Vec<(String, String)> {
    let name = field(&question.code);
    match answer {
        Answer::Text(text) => vec![(name, text.clone())],
        Answer::Number(number) => vec![(name, number.to_string().replace('.', decimal_mark(language)))],
        Answer::Choices { codes, other } => {
            let mut fields: Vec<_> = codes.iter().map(|code| (name.clone(), code.clone())).collect();
            if let Some(text) = other {
                fields.push((name, OTHER.to_owned()));
                fields.push((other_field(&question.code), text.clone()));
            }
            fields
        }
    }
}

fn decimal_mark(language: &Language) -> &'static str {
    if language.as_str().starts_with("en") { "." } else { "," }
}

fn read(question: &Question, language: &Language, pairs: &[(String, String)]) -> Option<Answer> {
    let (name, other_name) = (field(&question.code), other_field(&question.code));
    let values: Vec<&str> = pairs
        .iter()
        .filter(|(key, value)| *key == name && !value.is_empty())
        .map(|(_, value)| value.as_str())
        .collect();
    let written = pairs
        .iter()
        .find(|(key, _)| *key == other_name)
        .map(|(_, text)| text.as_str())
        .filter(|text| !text.trim().is_empty());
    let has_other = question.kind.choices().1.is_some();
    match &question.kind {
        Kind::SingleChoice { .. } => match values.first() {
            Some(&OTHER) if has_other => {
                Some(Answer::Choices { codes: Vec::new(), other: Some(written.unwrap_or_default().to_owned()) })
            }
            Some(code) => Some(Answer::choice(code)),
            // Written beside "other" without tapping it: meant all the same.
            None if has_other => {
                written.map(|text| Answer::Choices { codes: Vec::new(), other: Some(text.to_owned()) })
            }
            None => None,
        },
        Kind::MultipleChoice { .. } => {
            let ticked = has_other && values.contains(&OTHER);
            let codes: Vec<String> =
                values.iter().filter(|code| !(has_other && **code == OTHER)).map(|code| (*code).to_owned()).collect();
            let other = match written.filter(|_| has_other) {
                Some(text) => Some(text.to_owned()),
                None => ticked.then(String::new),
            };
            let answer = Answer::Choices { codes, other };
            (!answer.is_empty()).then_some(answer)
        }
        Kind::Number { .. } | Kind::Scale { .. } => values.first().map(|text| number(text, language)),
        Kind::Date { .. } => values.first().map(|text| Answer::Text(date(text))),
        Kind::ShortText { .. } | Kind::LongText { .. } => {
            values.first().map(|text| Answer::Text(text.replace("\r\n", "\n")))
        }
        Kind::Statement => None,
    }
}

/// Reads a number as people write it: `12,5`, `1.200` (German, Turkish), `1,200` (English), Arabic digits.
/// What is no number stays a text.
pub fn number(text: &str, language: &Language) -> Answer {
    let western: String = text
        .trim()
        .chars()
        .filter(|letter| !matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '٬'))
        .map(|letter| match letter {
            '٠'..='٩' => digit(letter, '٠'),
            '۰'..='۹' => digit(letter, '۰'),
            '٫' => '.',
            other => other,
        })
        .collect();
    let (thousands, decimal) = if decimal_mark(language) == "." { (',', '.') } else { ('.', ',') };
    let grouped = western.trim_start_matches('-').split(thousands).enumerate().all(|(place, part)| {
        let digits = part.split(decimal).next().unwrap_or_default();
        let length = digits.chars().count();
        digits.chars().all(|letter| letter.is_ascii_digit())
            && (length == 3 || (place == 0 && (1..=3).contains(&length)))
    });
    let tidy = if grouped && western.contains(thousands) {
        western.replace(thousands, "").replace(decimal, ".")
    } else {
        western.replace(',', ".")
    };
    let plausible = tidy.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | '-' | '+'));
    match tidy.parse::<f64>() {
        Ok(number) if plausible && number.is_finite() => Answer::Number(number),
        _ => Answer::Text(text.to_owned()),
    }
}

fn digit(letter: char, zero: char) -> char {
    u8::try_from(letter as u32 - zero as u32).map_or(letter, |value| char::from(b'0' + value))
}

/// `24.12.2026` becomes `2026-12-24`; everything else stays as it is.
fn date(text: &str) -> String {
    let parts: Vec<&str> = text.trim().split('.').collect();
    match parts.as_slice() {
        [day, month, year] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => text.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_into_fields_is_read_back() {
        let question = |kind: serde_json::Value| -> Question {
            let text = serde_json::json!({ "de": "?" });
            serde_json::from_value(serde_json::json!({ "code": "a", "text": text, "kind": kind })).expect("a question")
        };
        let option = |code: &str| serde_json::json!({ "code": code, "label": { "de": code } });
        let choice = serde_json::json!({ "options": [option("x"), option("y")], "other": { "de": "Anderes" } });
        let single = question(serde_json::json!({ "single_choice": choice }));
        let multiple = question(serde_json::json!({ "multiple_choice": choice }));
        let number = question(serde_json::json!({ "number": { "decimals": 3 } }));
        let text = question(serde_json::json!({ "long_text": {} }));
        let own = |codes: &[&str], text: &str| Answer::Choices {
            codes: codes.iter().map(|code| (*code).to_owned()).collect(),
            other: Some(text.to_owned()),
        };
        for language in ["de", "en", "tr", "ar"].map(Language::new) {
            for (question, answer) in [
                (&single, Answer::choice("x")),
                (&single, own(&[], "Eigenes")),
                (&multiple, own(&["y", "x"], "Eigenes, mit Komma")),
                (&multiple, own(&[], "")),
                (&multiple, Answer::Choices { codes: vec!["y".to_owned()], other: None }),
                (&number, Answer::Number(1.234)),
                (&number, Answer::Number(-1_234_567.0)),
                (&number, Answer::Text("ungefähr vier".to_owned())),
                (&text, Answer::Text("zwei\nZeilen".to_owned())),
            ] {
                let read = read(question, &language, &fields(question, &language, &answer));
                assert_eq!(read, Some(answer), "{language}");
            }
        }
    }

    #[test]
    fn numbers_as_people_write_them() {
        let (de, en, ar) = (Language::new("de"), Language::new("en"), Language::new("ar"));
        for (text, language, value) in [
            ("12,5", &de, 12.5),
            ("12.5", &de, 12.5),
            ("1.200", &de, 1200.0),
            ("1.200,75", &de, 1200.75),
            ("1,200", &en, 1200.0),
            ("1200.5", &en, 1200.5),
            ("١٢٠", &ar, 120.0),
            ("-3", &de, -3.0),
        ] {
            assert_eq!(number(text, language), Answer::Number(value), "{text}");
        }
        for text in ["viele", "1e9", "inf", "12 oder 13", "--1"] {
            assert_eq!(number(text, &de), Answer::Text(text.to_owned()));
        }
    }
}
