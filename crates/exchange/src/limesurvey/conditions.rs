//! Gives pages and questions their conditions; what is faulty in them is kept, never true, and marked.

use domain::condition::Condition;
use domain::survey::Page;

use super::kinds::Built;
use super::notes::{At, Notes};
use super::relevance::{Known, Shown, Truth, leaf_count, translate};
use crate::RemarkKind;
use crate::dependence::MAX_LEAVES;

/// Largest condition of a question that is repeated where others ask about it, in elementary conditions.
const MAX_REPEATED: usize = 20;

/// A page that is being read.
pub(super) struct Draft {
    pub line: u64,
    pub page: Page,
    pub relevance: String,
    pub questions: Vec<Built>,
    /// Code of the first question: where faults of the page's condition are shown.
    pub first: String,
}

/// Translates all expressions; returns how many the file has.
pub(super) fn translate_all(drafts: &mut [Draft], lost: &[String], notes: &mut Notes) -> usize {
    let mut count = 0;
    let mut conditions = Vec::new();
    {
        let mut known = Known { lost: lost.iter().map(String::as_str).collect(), ..Known::default() };
        for built in drafts.iter().flat_map(|draft| &draft.questions) {
            known.questions.insert(&built.question.code, &built.question.kind);
            if built.split {
                known.split.insert(&built.origin);
            }
        }
        let mut left = MAX_LEAVES;
        for (number, draft) in drafts.iter().enumerate() {
            let place = Place { at: At { line: draft.line, code: "" }, mark: &draft.first, page: Some(number + 1) };
            count += usize::from(!is_always(&draft.relevance));
            let page = read(&draft.relevance, &known, place, &mut left, notes);
            let mut earlier = "";
            let mut of_questions = Vec::with_capacity(draft.questions.len());
            for built in &draft.questions {
                count +=
                    usize::from(earlier != built.origin && built.relevance.iter().any(|source| !is_always(source)));
                earlier = &built.origin;
                let place = Place { at: At { line: built.line, code: &built.origin }, mark: &built.origin, page: None };
                let mut parts: Vec<Condition> =
                    built.relevance.iter().filter_map(|source| read(source, &known, place, &mut left, notes)).collect();
                // An empty choice between nothing is never true.
                parts.extend(built.hidden.then(|| Condition::Any(Vec::new())));
                let own = all(parts);
                known.shown.insert(&built.question.code, shown(page.as_ref(), own.as_ref()));
                of_questions.push(own);
            }
            conditions.push((page, of_questions));
        }
    }
    for (draft, (page, of_questions)) in drafts.iter_mut().zip(conditions) {
        draft.page.visible_if = page;
        for (built, own) in draft.questions.iter_mut().zip(of_questions) {
            built.question.visible_if = own;
        }
    }
    count
}

#[derive(Clone, Copy)]
struct Place<'a> {
    at: At<'a>,
    /// The question that shows faults.
    mark: &'a str,
    page: Option<usize>,
}

fn read(source: &str, known: &Known<'_>, place: Place<'_>, left: &mut usize, notes: &mut Notes) -> Option<Condition> {
    if is_always(source) {
        return None;
    }
    let (truth, findings) = translate(source, known);
    let before = place.page.map(|number| format!("Seite {number}: ")).unwrap_or_default();
    for finding in findings {
        let text = format!("{before}{}", finding.text);
        if finding.kind != RemarkKind::Changed {
            notes.mark(place.mark, &text);
        }
        notes.add(place.at, finding.kind, text);
    }
    match truth {
        Truth::Always => None,
        Truth::Never => {
            let text = format!("{before}die Bedingung „{}“ ist nie erfüllt", super::outline::short(source));
            notes.mark(place.mark, &text);
            notes.add(place.at, RemarkKind::Changed, text);
            Some(Condition::Any(Vec::new()))
        }
        Truth::When(condition) => {
            let leaves = leaf_count(&condition);
            if leaves <= *left {
                *left -= leaves;
                return Some(condition);
            }
            let reason = format!("die Befragung hat mehr als {MAX_LEAVES} Vergleiche in Bedingungen");
            Some(unresolved(source, &reason, place, notes))
        }
    }
}

fn unresolved(source: &str, reason: &str, place: Place<'_>, notes: &mut Notes) -> Condition {
    let text = format!("die Bedingung gilt nie: {reason}");
    notes.mark(place.mark, &text);
    notes.add(place.at, RemarkKind::Fault, text);
    Condition::Unresolved { source: source.to_owned(), reason: reason.to_owned() }
}

/// `LimeSurvey` takes a missing expression for a true one.
fn is_always(source: &str) -> bool {
    matches!(source.trim(), "" | "1")
}

fn shown(page: Option<&Condition>, own: Option<&Condition>) -> Shown {
    let parts = || page.into_iter().chain(own);
    if parts().map(leaf_count).sum::<usize>() > MAX_REPEATED {
        return Shown::Complicated;
    }
    all(parts().cloned().collect()).map_or(Shown::Always, Shown::When)
}

fn all(mut parts: Vec<Condition>) -> Option<Condition> {
    match parts.len() {
        0 => None,
        1 => Some(parts.remove(0)),
        _ => Some(Condition::All(parts)),
    }
}
