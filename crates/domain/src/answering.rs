//! Answering: which questions are shown, whether the answers fit, and what of them is kept.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use serde_json::Value;

use crate::answer::{Answer, Answers};
use crate::problem::{Problem, ProblemKind};
use crate::survey::{Kind, LONG_TEXT_MAX, Page, Question, SHORT_TEXT_MAX, Survey, TextFormat};

/// The codes of the questions that `answers` make visible.
///
/// A question is shown when its own and its page's condition are true; a hidden question counts as unanswered for all
/// others. Should a survey have a circle (refused by [`crate::definition::check`]), what is in it stays hidden.
pub fn visible<'a>(survey: &'a Survey, answers: &Answers) -> BTreeSet<&'a str> {
    let sight = Sight::new(survey, answers);
    survey.questions().filter(|question| sight.sees(&question.code)).map(|question| question.code.as_str()).collect()
}

/// The pages that have something to show, by their position in the survey. A page whose questions are all hidden is skipped.
pub fn visible_pages(survey: &Survey, answers: &Answers) -> Vec<usize> {
    let seen = visible(survey, answers);
    survey
        .pages
        .iter()
        .enumerate()
        .filter(|(_, page)| page.questions.iter().any(|question| seen.contains(question.code.as_str())))
        .map(|(position, _)| position)
        .collect()
}

/// Evaluates conditions on demand and remembers what it found.
struct Sight<'a> {
    answers: &'a Answers,
    places: HashMap<&'a str, (&'a Page, &'a Question)>,
    /// `None` while a question is being looked at: meeting it again means a circle.
    known: RefCell<HashMap<&'a str, Option<bool>>>,
}

impl<'a> Sight<'a> {
    fn new(survey: &'a Survey, answers: &'a Answers) -> Self {
        let places = survey
            .pages
            .iter()
            .flat_map(|page| page.questions.iter().map(move |question| (question.code.as_str(), (page, question))))
            .collect();
        Self { answers, places, known: RefCell::default() }
    }

    fn sees(&self, code: &str) -> bool {
        let Some((&code, &(page, question))) = self.places.get_key_value(code) else { return false };
        if page.visible_if.is_none() && question.visible_if.is_none() {
            return true;
        }
        if let Some(known) = self.known.borrow().get(code) {
            return known.unwrap_or(false);
        }
        self.known.borrow_mut().insert(code, None);
        let truth = [&page.visible_if, &question.visible_if].into_iter().flatten().all(|condition| {
            condition.evaluate(&mut |asked| {
                let answer = self.answers.get(asked).filter(|answer| !answer.is_empty())?;
                self.sees(asked).then_some(answer)
            }) == Some(true)
        });
        self.known.borrow_mut().insert(code, Some(truth));
        truth
    }
}

/// Keeps the answers that count: of visible questions, not empty, texts trimmed. Hidden answers are dropped here.
#[must_use]
pub fn kept(survey: &Survey, answers: &Answers) -> Answers {
    let seen = visible(survey, answers);
    answers
        .iter()
        .filter(|(code, answer)| seen.contains(code.as_str()) && !answer.is_empty())
        .map(|(code, answer)| (code.clone(), trimmed(answer)))
        .collect()
}

fn trimmed(answer: &Answer) -> Answer {
    match answer {
        Answer::Text(text) => Answer::Text(text.trim().to_owned()),
        Answer::Choices { codes, other } => {
            Answer::Choices { codes: codes.clone(), other: other.as_ref().map(|text| text.trim().to_owned()) }
        }
        Answer::Number(number) => Answer::Number(*number),
    }
}

/// Everything that is wrong with a whole set of answers, in the order of the questions. Hidden questions are not checked.
pub fn check(survey: &Survey, answers: &Answers) -> Vec<Problem> {
    let seen = visible(survey, answers);
    let mut problems: Vec<Problem> = survey
        .questions()
        .filter(|question| seen.contains(question.code.as_str()))
        .flat_map(|question| check_question(question, answers.get(&question.code)))
        .collect();
    problems.extend(
        answers
            .keys()
            .filter(|code| survey.question(code).is_none_or(|question| !question.kind.takes_answer()))
            .map(|code| Problem { question: code.clone(), kind: ProblemKind::UnknownQuestion }),
    );
    problems
}

/// Like [`check`], for the questions of one page.
pub fn check_page(survey: &Survey, page: usize, answers: &Answers) -> Vec<Problem> {
    let seen = visible(survey, answers);
    survey
        .pages
        .get(page)
        .into_iter()
        .flat_map(|page| &page.questions)
        .filter(|question| seen.contains(question.code.as_str()))
        .flat_map(|question| check_question(question, answers.get(&question.code)))
        .collect()
}

/// The page of the first of these problems, by its position in the survey.
pub fn page_of_first(survey: &Survey, problems: &[Problem]) -> Option<usize> {
    let asked = |page: &Page| {
        page.questions.iter().any(|question| problems.iter().any(|problem| problem.question == question.code))
    };
    survey.pages.iter().position(asked)
}

/// Forgets what the survey does not ask any more and nobody could take back: answers to questions that are gone, and ticks at
/// options that are gone.
pub fn forget_removed(survey: &Survey, answers: &mut Answers) {
    answers.retain(|code, _| survey.question(code).is_some());
    for (code, answer) in answers.iter_mut() {
        if let (Some(question), Answer::Choices { codes, .. }) = (survey.question(code), answer) {
            let options = question.kind.choices().0;
            codes.retain(|code| options.iter().any(|option| option.code == *code));
        }
    }
}

/// Reads answers sent as JSON: what has a known shape, and a problem for each value that has none.
pub fn read(sent: &serde_json::Map<String, Value>) -> (Answers, Vec<Problem>) {
    let mut answers = BTreeMap::new();
    let mut problems = Vec::new();
    for (code, value) in sent {
        match Answer::from_json(value) {
            Some(answer) => {
                answers.insert(code.clone(), answer);
            }
            None => problems.push(Problem { question: code.clone(), kind: ProblemKind::WrongType }),
        }
    }
    (answers, problems)
}

/// Everything wrong with the answer to one visible question.
pub fn check_question(question: &Question, answer: Option<&Answer>) -> Vec<Problem> {
    let kinds = match answer.filter(|answer| !answer.is_empty()) {
        None if question.required && question.kind.takes_answer() => vec![ProblemKind::Required],
        None => Vec::new(),
        Some(answer) => check_value(&question.kind, answer),
    };
    kinds.into_iter().map(|kind| Problem { question: question.code.clone(), kind }).collect()
}

fn check_value(kind: &Kind, answer: &Answer) -> Vec<ProblemKind> {
    match (kind, answer) {
        (Kind::SingleChoice { .. }, Answer::Text(code)) => check_choices(kind, std::slice::from_ref(code), None),
        (Kind::SingleChoice { .. }, Answer::Choices { codes, other: Some(text) }) if codes.is_empty() => {
            check_choices(kind, &[], Some(text))
        }
        (Kind::MultipleChoice { min, max, .. }, Answer::Choices { codes, other }) => {
            let mut problems = check_choices(kind, codes, other.as_deref());
            let exclusive =
                |code: &String| kind.choices().0.iter().any(|option| option.exclusive && option.code == *code);
            let chosen = codes.iter().collect::<BTreeSet<_>>().len() + usize::from(other.is_some());
            if let Some(none) = codes.iter().find(|code| exclusive(code)) {
                if chosen > 1 {
                    problems.push(ProblemKind::ExclusiveMixed { option: none.clone() });
                }
            } else if let Some(min) = min.filter(|min| chosen < usize::from(*min)) {
                problems.push(ProblemKind::TooFew { min });
            }
            problems.extend(max.filter(|max| chosen > usize::from(*max)).map(|max| ProblemKind::TooMany { max }));
            problems
        }
        (Kind::ShortText { format, max_length }, Answer::Text(text)) => {
            let mut problems = check_length(text, max_length.unwrap_or(SHORT_TEXT_MAX));
            problems.extend(format.as_ref().and_then(|format| check_format(format, text.trim())));
            problems
        }
        (Kind::LongText { max_length }, Answer::Text(text)) => check_length(text, max_length.unwrap_or(LONG_TEXT_MAX)),
        (Kind::Number { min, max, decimals, .. }, Answer::Number(number)) => {
            check_number(*number, *min, *max, *decimals)
        }
        (Kind::Scale { from, to, .. }, Answer::Number(number)) => {
            check_number(*number, Some(f64::from(*from)), Some(f64::from(*to)), 0)
        }
        (Kind::Number { .. } | Kind::Scale { .. }, Answer::Text(_)) => vec![ProblemKind::NotANumber],
        (Kind::Date { earliest, latest }, Answer::Text(text)) => match text.trim().parse::<NaiveDate>() {
            Err(_) => vec![ProblemKind::NotADate],
            Ok(date) if earliest.is_some_and(|first| date < first) || latest.is_some_and(|last| date > last) => {
                vec![ProblemKind::DateOutOfRange { earliest: *earliest, latest: *latest }]
            }
            Ok(_) => Vec::new(),
        },
        // Named once, together with questions that do not exist.
        (Kind::Statement, _) => Vec::new(),
        _ => vec![ProblemKind::WrongType],
    }
}

fn check_choices(kind: &Kind, codes: &[String], other: Option<&str>) -> Vec<ProblemKind> {
    let (options, free) = kind.choices();
    let mut problems: Vec<ProblemKind> = codes
        .iter()
        .filter(|code| !options.iter().any(|option| option.code == **code))
        .map(|code| ProblemKind::UnknownOption { option: code.clone() })
        .collect();
    match (other, free) {
        (Some(_), None) => problems.push(ProblemKind::UnknownOption { option: crate::survey::OTHER.to_owned() }),
        (Some(text), Some(_)) if text.trim().is_empty() => problems.push(ProblemKind::OtherEmpty),
        (Some(text), Some(_)) => problems.extend(check_length(text, SHORT_TEXT_MAX)),
        (None, _) => {}
    }
    problems
}

fn check_length(text: &str, max: u32) -> Vec<ProblemKind> {
    let too_long = text.trim().chars().count() > max as usize;
    too_long.then_some(ProblemKind::TooLong { max }).into_iter().collect()
}

fn check_number(number: f64, min: Option<f64>, max: Option<f64>, decimals: u8) -> Vec<ProblemKind> {
    if !number.is_finite() {
        return vec![ProblemKind::NotANumber];
    }
    let mut problems = Vec::new();
    if min.is_some_and(|min| number < min) || max.is_some_and(|max| number > max) {
        problems.push(ProblemKind::OutOfRange { min, max });
    }
    let shifted = number * 10_f64.powi(i32::from(decimals));
    if (shifted - shifted.round()).abs() > 1e-6 * shifted.abs().max(1.0) {
        problems.push(ProblemKind::TooManyDecimals { decimals });
    }
    problems
}

fn check_format(format: &TextFormat, text: &str) -> Option<ProblemKind> {
    match format {
        TextFormat::Email => (!is_email(text)).then_some(ProblemKind::NotAnEmail),
        // A pattern that does not compile is refused by `definition::check`; here it must not lock anybody out.
        TextFormat::Pattern(pattern) => regex_lite::Regex::new(pattern)
            .is_ok_and(|pattern| !pattern.is_match(text))
            .then_some(ProblemKind::PatternMismatch),
    }
}

/// One `@`, something before it, a dot inside what follows, no blanks: whether mail arrives only mail can tell.
pub(crate) fn is_email(text: &str) -> bool {
    let mut parts = text.split('@');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(name), Some(host), None) => {
            let dotted = host.split_once('.').is_some_and(|(left, right)| !left.is_empty() && !right.is_empty());
            !name.is_empty() && dotted && !host.ends_with('.') && !text.contains(char::is_whitespace)
        }
        _ => false,
    }
}

#[cfg(test)]
#[path = "answering_tests.rs"]
mod tests;
