//! Conditions that wait for each other, or in too long a chain: cut, kept as words, and marked at their questions.

use domain::condition::{Condition, Literal, Operator};
use domain::survey::Survey;

use super::notes::{At, Notes};
use crate::dependence::{Dependence, MAX_DEPTH};

/// Makes what waits in a circle, or at the end of too long a chain, unresolvable; the survey can then be answered.
pub(super) fn untangle(survey: &mut Survey, lines: &[(u64, String)], notes: &mut Notes) {
    let dependence = Dependence::of(survey);
    if dependence.has_circle() {
        let waits = |asking: usize, asked: &str| dependence.in_circle(asking, asked);
        cut(survey, lines, notes, "die Bedingungen warten im Kreis aufeinander", &waits);
    }
    let Some(depths) = Dependence::of(survey).depths() else { return };
    let deep: Vec<bool> = depths.iter().map(|depth| *depth > MAX_DEPTH).collect();
    if deep.contains(&true) {
        let waits = |asking: usize, _: &str| deep.get(asking) == Some(&true);
        cut(survey, lines, notes, "die Bedingungen bauen in einer zu langen Kette aufeinander auf", &waits);
    }
}

fn cut(
    survey: &mut Survey,
    lines: &[(u64, String)],
    notes: &mut Notes,
    reason: &str,
    waits: &dyn Fn(usize, &str) -> bool,
) {
    let mut first = 0;
    for page in &mut survey.pages {
        let range = first..first + page.questions.len();
        first = range.end;
        let mut found = Vec::new();
        if let Some(condition) = &mut page.visible_if {
            replace(condition, reason, &mut found, &|asked| range.clone().any(|asking| waits(asking, asked)));
        }
        tell(found, reason, lines.get(range.start), notes);
        for (position, question) in page.questions.iter_mut().enumerate() {
            let mut found = Vec::new();
            if let Some(condition) = &mut question.visible_if {
                replace(condition, reason, &mut found, &|asked| waits(range.start + position, asked));
            }
            tell(found, reason, lines.get(range.start + position), notes);
        }
    }
}

fn tell(mut asked: Vec<String>, reason: &str, line: Option<&(u64, String)>, notes: &mut Notes) {
    asked.sort();
    asked.dedup();
    if let (false, Some((line, code))) = (asked.is_empty(), line) {
        let text = format!("die Bedingung auf „{}“ gilt nie: {reason}", asked.join("“, „"));
        notes.fault(At { line: *line, code }, text);
    }
}

fn replace(condition: &mut Condition, reason: &str, found: &mut Vec<String>, waits: &dyn Fn(&str) -> bool) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            for part in parts {
                replace(part, reason, found, waits);
            }
        }
        // `Not` of unresolved would be unresolved too, and read worse.
        Condition::Not(inner) if inner.question().is_none() => replace(inner, reason, found, waits),
        leaf => {
            let inner = if let Condition::Not(inner) = &*leaf { inner } else { &*leaf };
            let Some(asked) = inner.question().filter(|asked| waits(asked)).map(str::to_owned) else { return };
            let source = in_words(inner, !std::ptr::eq(inner, leaf));
            *leaf = Condition::Unresolved { source, reason: reason.to_owned() };
            found.push(asked);
        }
    }
}

/// An elementary condition in `LimeSurvey`'s own writing.
fn in_words(leaf: &Condition, negated: bool) -> String {
    let literal = |value: &Literal| match value {
        Literal::Number(number) => number.to_string(),
        Literal::Text(text) => format!("'{text}'"),
    };
    let words = match leaf {
        Condition::Equals { question, value } => format!("{question} == {}", literal(value)),
        Condition::NotEquals { question, value } => format!("{question} != {}", literal(value)),
        Condition::Compare { question, operator, value } => {
            let sign = match operator {
                Operator::Less => "<",
                Operator::AtMost => "<=",
                Operator::More => ">",
                Operator::AtLeast => ">=",
            };
            format!("{question} {sign} {}", literal(value))
        }
        Condition::Selected { question, option } => format!("{question}_{option} == 'Y'"),
        Condition::Empty { question } => format!("is_empty({question}.NAOK)"),
        _ => String::new(),
    };
    if negated { format!("!({words})") } else { words }
}
