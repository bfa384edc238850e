//! Turns the tree of an expression into a condition, pushing negations down to the comparisons.

use domain::condition::{Condition, Literal};
use domain::survey::OTHER;

use super::names::{Known, Shown, Variable};
use super::parse::{Node, Parsed, Tree, parse};
use crate::RemarkKind;

/// Most comparisons in one expression.
const MAX_LEAVES: usize = 500;

/// What an expression says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Truth {
    Always,
    Never,
    When(Condition),
}

/// Something to tell staff about an expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Finding {
    pub kind: RemarkKind,
    pub text: String,
}

/// Reads and translates one expression.
pub(crate) fn translate(source: &str, known: &Known<'_>) -> (Truth, Vec<Finding>) {
    let mut translator = Translator { source, known, findings: Vec::new() };
    let truth = match parse(source) {
        Ok(parsed) => {
            translator.remark_on_writing(&parsed);
            translator.truth(&parsed.root, true)
        }
        Err(unreadable) => {
            let place = source[..unreadable.at].chars().count() + 1;
            let reason = format!("der Ausdruck ist nicht lesbar (Zeichen {place}: {})", unreadable.reason);
            translator.unresolved(source, RemarkKind::Fault, reason)
        }
    };
    let Translator { mut findings, .. } = translator;
    let leaves = if let Truth::When(condition) = &truth { leaf_count(condition) } else { 0 };
    if leaves <= MAX_LEAVES {
        return (truth, findings);
    }
    let reason = format!("der Ausdruck hat mehr als {MAX_LEAVES} Vergleiche");
    findings.clear();
    findings.push(Finding { kind: RemarkKind::Lost, text: format!("Bedingung nicht übernommen: {reason}") });
    (Truth::When(Condition::Unresolved { source: source.to_owned(), reason }), findings)
}

pub(super) struct Translator<'a, 'k> {
    source: &'a str,
    pub(super) known: &'a Known<'k>,
    findings: Vec<Finding>,
}

impl<'k> Translator<'_, 'k> {
    /// The node's truth, or its opposite when `wanted` is false.
    fn truth(&mut self, node: &Node, wanted: bool) -> Truth {
        match &node.tree {
            Tree::Or(parts) | Tree::And(parts) => {
                let all = matches!(node.tree, Tree::And(_)) == wanted;
                let parts = parts.iter().map(|part| self.truth(part, wanted)).collect();
                if all { all_of(parts) } else { any_of(parts) }
            }
            Tree::Not(inner) => self.truth(inner, !wanted),
            Tree::Number(number) => constant((number.abs() > f64::EPSILON) == wanted),
            // LimeSurvey takes every text but '' and '0' for true.
            Tree::Text(text) => constant(!matches!(text.as_str(), "" | "0") == wanted),
            Tree::Variable { name, attribute } => match self.variable(name, attribute.as_deref()) {
                Ok((variable, naok)) => self.filled(variable, naok, wanted),
                Err((kind, reason)) => self.left_open(node, wanted, kind, reason),
            },
            Tree::Call { name, arguments } if name.eq_ignore_ascii_case("is_empty") => match arguments.as_slice() {
                [Node { tree: Tree::Text(text), .. }] => constant(text.is_empty() == wanted),
                [Node { tree: Tree::Number(_), .. }] => constant(!wanted),
                [Node { tree: Tree::Variable { name, attribute }, .. }] => {
                    match self.variable(name, attribute.as_deref()) {
                        Ok((variable, naok)) if wanted => self.missing(variable, naok),
                        Ok((variable, _)) => Truth::When(answered(variable)),
                        Err((kind, reason)) => self.left_open(node, wanted, kind, reason),
                    }
                }
                _ => self.left_open(
                    node,
                    wanted,
                    RemarkKind::Lost,
                    "is_empty() wird nur für eine Frage verstanden".into(),
                ),
            },
            Tree::Call { name, .. } => {
                let reason = format!("die Funktion {name}() wird nicht unterstützt");
                self.left_open(node, wanted, RemarkKind::Lost, reason)
            }
            Tree::Arithmetic => {
                self.left_open(node, wanted, RemarkKind::Lost, "Rechnungen werden nicht unterstützt".into())
            }
            Tree::Compare(comparison, left, right) => match self.compare(*comparison, left, right, wanted) {
                Ok(truth) => truth,
                Err((kind, reason)) => self.left_open(node, wanted, kind, reason),
            },
        }
    }

    /// The variable and whether `.NAOK` asks to take a hidden question for an empty one.
    pub(super) fn variable(
        &self,
        name: &str,
        attribute: Option<&str>,
    ) -> Result<(Variable<'k>, bool), (RemarkKind, String)> {
        if matches!(name, "self" | "that" | "this") && !self.known.questions.contains_key(name) {
            return Err((RemarkKind::Lost, format!("„{name}“ gilt nur in Prüfungen von Antworten")));
        }
        let variable = self.known.find(name).map_err(|reason| (RemarkKind::Fault, reason))?;
        match attribute {
            None | Some("code" | "value" | "shown") => Ok((variable, false)),
            Some("NAOK" | "valueNAOK") => Ok((variable, true)),
            Some(other) => Err((RemarkKind::Lost, format!("die Eigenschaft „.{other}“ wird nicht unterstützt"))),
        }
    }

    /// A variable standing alone: true when it is neither empty nor 0.
    fn filled(&mut self, variable: Variable<'k>, naok: bool, wanted: bool) -> Truth {
        let Variable::Whole { code, .. } = variable else {
            return if wanted { Truth::When(answered(variable)) } else { self.missing(variable, naok) };
        };
        let zero = Literal::Number(0.0);
        if wanted {
            return Truth::When(Condition::NotEquals { question: code.to_owned(), value: zero });
        }
        let empty = self.missing(variable, naok);
        any_of(vec![empty, Truth::When(Condition::Equals { question: code.to_owned(), value: zero })])
    }

    /// True when there is no answer (for a box: not ticked); see the module's first lines for hidden questions.
    pub(super) fn missing(&mut self, variable: Variable<'k>, naok: bool) -> Truth {
        let question = variable.question().to_owned();
        let unticked = match variable {
            Variable::Whole { .. } => None,
            Variable::Box { .. } | Variable::Other { .. } => Some(Condition::Not(Box::new(answered(variable)))),
        };
        let empty = self.empty_while_shown(&question, naok);
        match unticked {
            Some(unticked) => any_of(vec![Truth::When(unticked), empty]),
            None => empty,
        }
    }

    /// Empty, and (without `.NAOK`) nevertheless shown.
    pub(super) fn empty_while_shown(&mut self, question: &str, naok: bool) -> Truth {
        let empty = Truth::When(Condition::Empty { question: question.to_owned() });
        if naok {
            return empty;
        }
        match self.known.shown.get(question) {
            Some(Shown::Always) => empty,
            Some(Shown::When(condition)) => all_of(vec![empty, Truth::When(condition.clone())]),
            Some(Shown::Complicated) | None => {
                self.hint(format!(
                    "der Vergleich gilt erst, wenn die Frage „{question}“ beantwortet ist; in LimeSurvey gilt er auch \
                     bei sichtbarer, leerer Frage"
                ));
                Truth::Never
            }
        }
    }

    /// Part of an expression that stays as it came.
    fn left_open(&mut self, node: &Node, wanted: bool, kind: RemarkKind, reason: String) -> Truth {
        let part = self.source[node.span.from..node.span.to].to_owned();
        let part = if wanted { part } else { format!("!({part})") };
        self.unresolved(&part, kind, reason)
    }

    fn unresolved(&mut self, part: &str, kind: RemarkKind, reason: String) -> Truth {
        let text = format!("Bedingung „{}“ gilt nie: {reason}", shortened(part));
        self.findings.push(Finding { kind, text });
        Truth::When(Condition::Unresolved { source: part.to_owned(), reason })
    }

    pub(super) fn hint(&mut self, text: String) {
        let text = format!("Bedingung „{}“: {text}", shortened(self.source));
        let finding = Finding { kind: RemarkKind::Changed, text };
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    fn remark_on_writing(&mut self, parsed: &Parsed) {
        let mut fault = |text: String| self.findings.push(Finding { kind: RemarkKind::Fault, text });
        if parsed.mixed {
            fault(format!(
                "Bedingung „{}“: „and“ und „or“ stehen ohne Klammern nebeneinander, die Klammern fehlen wohl; gelesen wie \
                 in LimeSurvey: {}",
                shortened(self.source),
                shortened(&with_brackets(self.source, &parsed.root)),
            ));
        }
        if parsed.single_equals {
            fault(format!(
                "Bedingung „{}“: ein einzelnes „=“ ist in LimeSurvey eine Zuweisung; als Vergleich „==“ gelesen",
                shortened(self.source)
            ));
        }
    }
}

/// The condition that holds exactly when the variable has an answer.
pub(super) fn answered(variable: Variable<'_>) -> Condition {
    let question = variable.question().to_owned();
    match variable {
        Variable::Whole { .. } => Condition::Not(Box::new(Condition::Empty { question })),
        Variable::Box { option, .. } => Condition::Selected { question, option: option.to_owned() },
        Variable::Other { .. } => Condition::Selected { question, option: OTHER.to_owned() },
    }
}

pub(super) fn constant(truth: bool) -> Truth {
    if truth { Truth::Always } else { Truth::Never }
}

pub(super) fn all_of(parts: Vec<Truth>) -> Truth {
    let mut kept = Vec::new();
    for part in parts {
        match part {
            Truth::Never => return Truth::Never,
            Truth::Always => {}
            Truth::When(Condition::All(inner)) => kept.extend(inner),
            Truth::When(condition) => kept.push(condition),
        }
    }
    match kept.len() {
        0 => Truth::Always,
        1 => Truth::When(kept.remove(0)),
        _ => Truth::When(Condition::All(kept)),
    }
}

pub(super) fn any_of(parts: Vec<Truth>) -> Truth {
    let mut kept = Vec::new();
    for part in parts {
        match part {
            Truth::Always => return Truth::Always,
            Truth::Never => {}
            Truth::When(Condition::Any(inner)) => kept.extend(inner),
            Truth::When(condition) => kept.push(condition),
        }
    }
    match kept.len() {
        0 => Truth::Never,
        1 => Truth::When(kept.remove(0)),
        _ => Truth::When(Condition::Any(kept)),
    }
}

/// Elementary conditions.
pub(crate) fn leaf_count(condition: &Condition) -> usize {
    let mut count = 0;
    condition.each_leaf(&mut |_| count += 1);
    count
}

/// `(a and b) or c`, when the mixture stands at the top; else the text as it is.
fn with_brackets(source: &str, root: &Node) -> String {
    let Tree::Or(parts) = &root.tree else { return source.to_owned() };
    let words = parts.iter().map(|part| {
        let words = &source[part.span.from..part.span.to];
        if matches!(part.tree, Tree::And(_)) && !part.bracketed { format!("({words})") } else { words.to_owned() }
    });
    words.collect::<Vec<_>>().join(" or ")
}

/// For messages: at most 160 characters.
fn shortened(text: &str) -> String {
    if text.chars().count() <= 160 {
        return text.to_owned();
    }
    text.chars().take(159).chain(['…']).collect()
}
