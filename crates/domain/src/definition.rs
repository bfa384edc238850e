//! What makes a questionnaire sound: every fault that would surprise respondents or staff later is refused here.

use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use crate::condition::Condition;
use crate::survey::{Kind, OTHER, Survey, TextFormat};

/// One fault of a questionnaire, in words for staff.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    #[error("the survey's address '{0}' may hold only lower case letters, digits and single hyphens")]
    Slug(String),
    #[error("the survey has no title")]
    NoTitle,
    #[error("the survey has no question")]
    NoQuestion,
    #[error("the fallback language '{0}' is not one of the survey's languages")]
    Fallback(String),
    #[error("question {0}: the code is empty or longer than 64 characters, or holds blanks or signs")]
    Code(String),
    #[error("question {0}: this code is used twice")]
    DuplicateQuestion(String),
    #[error("question {0}: the option {1} is there twice")]
    DuplicateOption(String, String),
    #[error("question {0}: a choice needs at least one option")]
    NoOption(String),
    #[error("question {0}: the text is missing")]
    NoText(String),
    #[error("question {0}: the smallest value lies above the largest")]
    Range(String),
    #[error("question {0}: the pattern '{1}' is no regular expression")]
    Pattern(String, String),
    #[error("{place}: the condition asks for the question {question}, which does not exist")]
    UnknownQuestion { place: String, question: String },
    #[error("{place}: the condition asks for the option {option} of the question {question}, which does not exist")]
    UnknownOption { place: String, question: String, option: String },
    #[error("the conditions of these questions wait for each other: {}", .0.join(" -> "))]
    Circle(Vec<String>),
}

/// All faults of a survey; an empty list means that it can be answered.
pub fn check(survey: &Survey) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !is_slug(&survey.slug) {
        faults.push(Fault::Slug(survey.slug.clone()));
    }
    if survey.title.is_empty() {
        faults.push(Fault::NoTitle);
    }
    if survey.questions().next().is_none() {
        faults.push(Fault::NoQuestion);
    }
    if !survey.languages.contains(&survey.fallback) {
        faults.push(Fault::Fallback(survey.fallback.to_string()));
    }
    let mut codes = BTreeSet::new();
    for question in survey.questions() {
        let code = question.code.clone();
        if !is_code(&code) {
            faults.push(Fault::Code(code.clone()));
        }
        if !codes.insert(&question.code) {
            faults.push(Fault::DuplicateQuestion(code.clone()));
        }
        if question.text.is_empty() {
            faults.push(Fault::NoText(code.clone()));
        }
        check_kind(&code, &question.kind, &mut faults);
    }
    each_condition(survey, &mut |place, condition| {
        condition.each_leaf(&mut |leaf| {
            faults.extend(check_leaf(survey, place, leaf));
        });
    });
    faults.extend(circle(survey).map(Fault::Circle));
    faults
}

fn check_kind(code: &str, kind: &Kind, faults: &mut Vec<Fault>) {
    match kind {
        Kind::SingleChoice { .. } | Kind::MultipleChoice { .. } => {
            let (options, other) = kind.choices();
            if options.is_empty() && other.is_none() {
                faults.push(Fault::NoOption(code.to_owned()));
            }
            let mut seen = BTreeSet::new();
            if other.is_some() {
                seen.insert(OTHER);
            }
            for option in options {
                if !seen.insert(&option.code) {
                    faults.push(Fault::DuplicateOption(code.to_owned(), option.code.clone()));
                }
            }
            if let Kind::MultipleChoice { min: Some(min), max: Some(max), .. } = kind
                && min > max
            {
                faults.push(Fault::Range(code.to_owned()));
            }
        }
        Kind::Number { min: Some(min), max: Some(max), .. } if min > max => faults.push(Fault::Range(code.to_owned())),
        Kind::Scale { from, to, .. } if from >= to => faults.push(Fault::Range(code.to_owned())),
        Kind::Date { earliest: Some(first), latest: Some(last) } if first > last => {
            faults.push(Fault::Range(code.to_owned()));
        }
        Kind::ShortText { format: Some(TextFormat::Pattern(pattern)), .. }
            if regex_lite::Regex::new(pattern).is_err() =>
        {
            faults.push(Fault::Pattern(code.to_owned(), pattern.clone()));
        }
        _ => {}
    }
}

fn check_leaf(survey: &Survey, place: &str, leaf: &Condition) -> Option<Fault> {
    let asked = leaf.question()?;
    let Some(question) = survey.question(asked) else {
        return Some(Fault::UnknownQuestion { place: place.to_owned(), question: asked.to_owned() });
    };
    let Condition::Selected { option, .. } = leaf else { return None };
    let (options, other) = question.kind.choices();
    let known = options.iter().any(|known| known.code == *option) || (option == OTHER && other.is_some());
    (!known).then(|| Fault::UnknownOption {
        place: place.to_owned(),
        question: asked.to_owned(),
        option: option.clone(),
    })
}

/// Visits every condition with the name of its place, as a person would say it.
pub fn each_condition<'a>(survey: &'a Survey, visit: &mut dyn FnMut(&str, &'a Condition)) {
    for (position, page) in survey.pages.iter().enumerate() {
        if let Some(condition) = &page.visible_if {
            visit(&format!("page {}", position + 1), condition);
        }
        for question in &page.questions {
            if let Some(condition) = &question.visible_if {
                visit(&format!("question {}", question.code), condition);
            }
        }
    }
}

/// The codes of one circle of conditions, first code repeated at the end, or nothing.
pub fn circle(survey: &Survey) -> Option<Vec<String>> {
    let mut needs: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for page in &survey.pages {
        for question in &page.questions {
            let asked = needs.entry(&question.code).or_default();
            for condition in [&page.visible_if, &question.visible_if].into_iter().flatten() {
                condition.each_leaf(&mut |leaf| asked.extend(leaf.question()));
            }
        }
    }
    let mut done = BTreeSet::new();
    needs.keys().find_map(|start| walk(start, &needs, &mut Vec::new(), &mut done))
}

fn walk<'a>(
    code: &'a str,
    needs: &BTreeMap<&'a str, BTreeSet<&'a str>>,
    path: &mut Vec<&'a str>,
    done: &mut BTreeSet<&'a str>,
) -> Option<Vec<String>> {
    if done.contains(code) {
        return None;
    }
    if let Some(start) = path.iter().position(|step| *step == code) {
        return Some(path[start..].iter().chain([&code]).map(|step| (*step).to_owned()).collect());
    }
    path.push(code);
    let found = needs.get(code).into_iter().flatten().find_map(|next| walk(next, needs, path, done));
    path.pop();
    done.insert(code);
    found
}

/// Letters, digits, `_` and `-`, in any script; foreign files bring umlauts.
fn is_code(code: &str) -> bool {
    !code.is_empty()
        && code.chars().count() <= 64
        && code.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'))
}

fn is_slug(slug: &str) -> bool {
    !slug.is_empty()
        && slug.len() <= 80
        && slug.split('-').all(|part| {
            !part.is_empty() && part.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
        })
}

/// Makes an address of a title: `Bedarfserhebung für Vereine` becomes `bedarfserhebung-fuer-vereine`.
pub fn slug_from(title: &str) -> String {
    let mut slug = String::new();
    for letter in title.to_lowercase().chars() {
        match letter {
            'ä' => slug.push_str("ae"),
            'ö' => slug.push_str("oe"),
            'ü' => slug.push_str("ue"),
            'ß' => slug.push_str("ss"),
            'a'..='z' | '0'..='9' => slug.push(letter),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
        if slug.len() >= 60 {
            break;
        }
    }
    let slug = slug.trim_matches('-');
    if slug.is_empty() { "befragung".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
#[path = "definition_tests.rs"]
mod tests;
