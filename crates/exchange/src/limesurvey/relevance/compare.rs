//! One comparison of a `LimeSurvey` expression: a variable against a value, or two values.

use domain::condition::{Condition, Literal, Operator};
use domain::survey::{Choice, Kind};

use super::names::Variable;
use super::parse::{Node, Tree};
use super::token::Comparison;
use super::translate::{Translator, Truth, answered, any_of, constant};
use crate::RemarkKind;

/// `LimeSurvey`'s code for a chosen "other" of a single choice.
const CHOSEN_OTHER: &str = "-oth-";

type Outcome = Result<Truth, (RemarkKind, String)>;

impl Comparison {
    pub(crate) fn mirrored(self) -> Self {
        match self {
            Self::Less => Self::More,
            Self::AtMost => Self::AtLeast,
            Self::More => Self::Less,
            Self::AtLeast => Self::AtMost,
            same => same,
        }
    }

    fn opposite(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::Less => Self::AtLeast,
            Self::AtMost => Self::More,
            Self::More => Self::AtMost,
            Self::AtLeast => Self::Less,
        }
    }

    fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::NotEqual => ordering.is_ne(),
            Self::Less => ordering.is_lt(),
            Self::AtMost => ordering.is_le(),
            Self::More => ordering.is_gt(),
            Self::AtLeast => ordering.is_ge(),
        }
    }

    fn operator(self) -> Option<Operator> {
        match self {
            Self::Equal | Self::NotEqual => None,
            Self::Less => Some(Operator::Less),
            Self::AtMost => Some(Operator::AtMost),
            Self::More => Some(Operator::More),
            Self::AtLeast => Some(Operator::AtLeast),
        }
    }
}

impl<'k> Translator<'_, 'k> {
    pub(super) fn compare(&mut self, comparison: Comparison, left: &Node, right: &Node, wanted: bool) -> Outcome {
        match (value(left), value(right)) {
            (Some(left), Some(right)) => Ok(constant(fixed(comparison, &left, &right) == wanted)),
            (None, Some(right)) => self.with_value(comparison, left, &right, wanted),
            (Some(left), None) => self.with_value(comparison.mirrored(), right, &left, wanted),
            (None, None) => {
                Err((RemarkKind::Lost, "zwei Fragen miteinander zu vergleichen wird nicht unterstützt".into()))
            }
        }
    }

    fn with_value(&mut self, comparison: Comparison, node: &Node, value: &Literal, wanted: bool) -> Outcome {
        let (name, attribute) = match &node.tree {
            Tree::Variable { name, attribute } => (name, attribute.as_deref()),
            Tree::Call { name, .. } => {
                return Err((RemarkKind::Lost, format!("die Funktion {name}() wird nicht unterstützt")));
            }
            Tree::Arithmetic => return Err((RemarkKind::Lost, "Rechnungen werden nicht unterstützt".into())),
            _ => {
                return Err((
                    RemarkKind::Fault,
                    "hier wird ein ganzer Ausdruck verglichen, Klammern fehlen wohl".into(),
                ));
            }
        };
        let (variable, naok) = self.variable(name, attribute)?;
        // `x != a` is the opposite of `x == a`; of an ordering both sides are false for a missing value.
        let (comparison, wanted) = match comparison {
            Comparison::NotEqual => (Comparison::Equal, !wanted),
            other => (other, wanted),
        };
        if is_blank(value) {
            return self.with_nothing(comparison, variable, naok, wanted);
        }
        match variable {
            Variable::Whole { code, kind } => {
                let by_label = attribute == Some("shown");
                let literal = self.literal(code, kind, comparison, value, by_label)?;
                Ok(self.plain(comparison, variable, naok, literal, wanted))
            }
            Variable::Box { .. } | Variable::Other { .. } if comparison != Comparison::Equal => {
                Err((RemarkKind::Fault, format!("„{name}“ ist keine Zahl")))
            }
            Variable::Box { code, option } if !is_text(value, "Y") => Err((
                RemarkKind::Fault,
                format!(
                    "die Antwortoption „{option}“ der Frage „{code}“ ist in LimeSurvey „Y“ oder leer, nie {}",
                    shown(value)
                ),
            )),
            Variable::Other { code } if !is_text(value, "Y") => Err((
                RemarkKind::Lost,
                format!("den freien Text der Frage „{code}“ zu vergleichen wird nicht unterstützt"),
            )),
            Variable::Box { .. } => Ok(self.ticked(variable, naok, wanted)),
            Variable::Other { .. } => {
                self.hint("der freie Text wird mit „Y“ verglichen; gelesen als „ist gewählt“".to_owned());
                Ok(self.ticked(variable, naok, wanted))
            }
        }
    }

    fn ticked(&mut self, variable: Variable<'k>, naok: bool, wanted: bool) -> Truth {
        if wanted { Truth::When(answered(variable)) } else { self.missing(variable, naok) }
    }

    /// Against the empty text.
    fn with_nothing(&mut self, comparison: Comparison, variable: Variable<'k>, naok: bool, wanted: bool) -> Outcome {
        match (comparison, wanted) {
            (Comparison::Equal | Comparison::AtMost, true) | (Comparison::More, false) => {
                Ok(self.missing(variable, naok))
            }
            (Comparison::Equal | Comparison::AtMost, false) | (Comparison::More, true) => {
                Ok(Truth::When(answered(variable)))
            }
            _ => Err((RemarkKind::Fault, "kleiner als der leere Text ist nichts".into())),
        }
    }

    /// `Equal` or an ordering, or its opposite, which is also true for a question that is shown and empty.
    fn plain(
        &mut self,
        comparison: Comparison,
        variable: Variable<'k>,
        naok: bool,
        value: Literal,
        wanted: bool,
    ) -> Truth {
        let question = variable.question().to_owned();
        if matches!(variable, Variable::Whole { kind: Kind::SingleChoice { .. }, .. }) && is_text(&value, CHOSEN_OTHER)
        {
            return self.ticked(Variable::Other { code: variable.question() }, naok, wanted);
        }
        let build = |comparison: Comparison| match comparison.operator() {
            Some(operator) => Condition::Compare { question: question.clone(), operator, value: value.clone() },
            None if comparison == Comparison::Equal => {
                Condition::Equals { question: question.clone(), value: value.clone() }
            }
            None => Condition::NotEquals { question: question.clone(), value: value.clone() },
        };
        if wanted {
            return Truth::When(build(comparison));
        }
        let differs = Truth::When(build(comparison.opposite()));
        let empty = self.empty_while_shown(&question, naok);
        any_of(vec![differs, empty])
    }

    /// The value as the answers of this kind of question hold it.
    fn literal(
        &mut self,
        code: &str,
        kind: &Kind,
        comparison: Comparison,
        value: &Literal,
        by_label: bool,
    ) -> Result<Literal, (RemarkKind, String)> {
        let fault = |reason: String| Err((RemarkKind::Fault, reason));
        match kind {
            Kind::Statement => fault(format!("„{code}“ ist ein Text ohne Antwort")),
            Kind::MultipleChoice { .. } => fault(format!(
                "bei der Mehrfachauswahl „{code}“ fragt LimeSurvey nach einzelnen Optionen, etwa „{code}_CODE == 'Y'“"
            )),
            Kind::SingleChoice { options, other, .. } if comparison == Comparison::Equal => {
                if is_text(value, CHOSEN_OTHER) && other.is_some() {
                    return Ok(Literal::Text(CHOSEN_OTHER.to_owned()));
                }
                option(options, value, by_label).map_or_else(
                    || fault(format!("die Antwortoption {} der Frage „{code}“ gibt es nicht", shown(value))),
                    |option| Ok(Literal::Text(option.code.clone())),
                )
            }
            Kind::Date { .. } => match value {
                Literal::Text(text) if is_date(text) => Ok(Literal::Text(text.chars().take(10).collect())),
                _ => fault(format!("{} ist kein Datum (JJJJ-MM-TT)", shown(value))),
            },
            Kind::Number { .. } | Kind::Scale { .. } => match (number(value), value) {
                (Some(number), Literal::Text(_)) if comparison != Comparison::Equal => {
                    self.hint(format!(
                        "die Zahl {} steht in Anführungszeichen; LimeSurvey vergliche sie als Text, gelesen als Zahl",
                        shown(value)
                    ));
                    Ok(Literal::Number(number))
                }
                (Some(number), _) => Ok(Literal::Number(number)),
                (None, _) => fault(format!("„{code}“ ist eine Zahl, {} nicht", shown(value))),
            },
            _ if comparison == Comparison::Equal => Ok(value.clone()),
            _ => match number(value) {
                Some(number) => Ok(Literal::Number(number)),
                None if matches!(value, Literal::Text(text) if is_date(text)) => Ok(value.clone()),
                None => Err((RemarkKind::Lost, "Texte nach dem Alphabet zu vergleichen wird nicht unterstützt".into())),
            },
        }
    }
}

/// Numbers and texts; `None` for everything that depends on answers.
fn value(node: &Node) -> Option<Literal> {
    match &node.tree {
        Tree::Number(number) => Some(Literal::Number(*number)),
        Tree::Text(text) => Some(Literal::Text(text.clone())),
        _ => None,
    }
}

/// Two values: as numbers when both are, as texts when both are texts; otherwise they only differ.
fn fixed(comparison: Comparison, left: &Literal, right: &Literal) -> bool {
    if let (Some(left), Some(right)) = (number(left), number(right)) {
        return left.partial_cmp(&right).is_some_and(|ordering| comparison.holds(ordering));
    }
    match (left, right) {
        (Literal::Text(left), Literal::Text(right)) => comparison.holds(left.cmp(right)),
        _ => comparison == Comparison::NotEqual,
    }
}

fn option<'o>(options: &'o [Choice], value: &Literal, by_label: bool) -> Option<&'o Choice> {
    if by_label {
        let Literal::Text(label) = value else { return None };
        let mut found = options.iter().filter(|option| option.label.0.values().any(|text| text == label));
        return found.next().filter(|_| found.next().is_none());
    }
    options.iter().find(|option| match value {
        Literal::Text(code) => option.code == *code,
        Literal::Number(asked) => option.code.parse::<f64>().is_ok_and(|code| (code - asked).abs() < 1e-9),
    })
}

fn number(value: &Literal) -> Option<f64> {
    match value {
        Literal::Number(number) => Some(*number),
        Literal::Text(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
    }
}

fn is_blank(value: &Literal) -> bool {
    matches!(value, Literal::Text(text) if text.trim().is_empty())
}

fn is_text(value: &Literal, wanted: &str) -> bool {
    matches!(value, Literal::Text(text) if text == wanted)
}

/// `2026-03-01`, also with a time behind it.
fn is_date(text: &str) -> bool {
    let pattern = "dddd-dd-dd";
    text.len() >= pattern.len()
        && text.bytes().zip(pattern.bytes()).all(|(sign, wanted)| match wanted {
            b'd' => sign.is_ascii_digit(),
            dash => sign == dash,
        })
}

fn shown(value: &Literal) -> String {
    match value {
        Literal::Number(number) => number.to_string(),
        Literal::Text(text) => format!("„{}“", text.chars().take(60).collect::<String>()),
    }
}
