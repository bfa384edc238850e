//! Visibility conditions: an expression tree with three truth values.
//!
//! An unanswered or hidden question makes a comparison *unknown* (Kleene's strong logic): `not` of unknown stays unknown,
//! `or` is true when one side is, `and` is false when one side is. Something is shown only when its condition is true.

use serde::{Deserialize, Serialize};

use crate::answer::Answer;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    Equals {
        question: String,
        value: Literal,
    },
    NotEquals {
        question: String,
        value: Literal,
    },
    /// Numbers by size; ISO dates by time; a question answered otherwise makes it unknown.
    Compare {
        question: String,
        operator: Operator,
        value: Literal,
    },
    /// The option is the chosen one, or among the chosen ones; `other` asks for the free text.
    Selected {
        question: String,
        option: String,
    },
    /// No answer. Never unknown: a hidden question is empty.
    Empty {
        question: String,
    },
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// A part of a foreign condition that nothing here can answer. It is kept as it came and always unknown, so never true.
    Unresolved {
        source: String,
        reason: String,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    Less,
    AtMost,
    More,
    AtLeast,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Literal {
    Number(f64),
    Text(String),
}

/// True, false or unknown (`None`).
pub type Truth = Option<bool>;

impl Condition {
    /// Evaluates against `answer_of`, which gives `None` for what is unanswered or hidden.
    pub fn evaluate<'a>(&self, answer_of: &mut dyn FnMut(&str) -> Option<&'a Answer>) -> Truth {
        match self {
            Self::Equals { question, value } => answer_of(question).map(|answer| equal(answer, value)),
            Self::NotEquals { question, value } => answer_of(question).map(|answer| !equal(answer, value)),
            Self::Compare { question, operator, value } => {
                let ordering = order(answer_of(question)?, value)?;
                Some(match operator {
                    Operator::Less => ordering.is_lt(),
                    Operator::AtMost => ordering.is_le(),
                    Operator::More => ordering.is_gt(),
                    Operator::AtLeast => ordering.is_ge(),
                })
            }
            Self::Selected { question, option } => answer_of(question).map(|answer| answer.has_chosen(option)),
            Self::Empty { question } => Some(answer_of(question).is_none()),
            Self::All(parts) => {
                let mut truth = Some(true);
                for part in parts {
                    match part.evaluate(answer_of) {
                        Some(false) => return Some(false),
                        None => truth = None,
                        Some(true) => {}
                    }
                }
                truth
            }
            Self::Any(parts) => {
                let mut truth = Some(false);
                for part in parts {
                    match part.evaluate(answer_of) {
                        Some(true) => return Some(true),
                        None => truth = None,
                        Some(false) => {}
                    }
                }
                truth
            }
            Self::Not(part) => part.evaluate(answer_of).map(|truth| !truth),
            Self::Unresolved { .. } => None,
        }
    }

    /// Visits every elementary condition.
    pub fn each_leaf<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.each_leaf(visit)),
            Self::Not(part) => part.each_leaf(visit),
            leaf => visit(leaf),
        }
    }

    /// The question an elementary condition asks about.
    pub fn question(&self) -> Option<&str> {
        match self {
            Self::Equals { question, .. }
            | Self::NotEquals { question, .. }
            | Self::Compare { question, .. }
            | Self::Selected { question, .. }
            | Self::Empty { question } => Some(question),
            Self::All(_) | Self::Any(_) | Self::Not(_) | Self::Unresolved { .. } => None,
        }
    }
}

fn equal(answer: &Answer, value: &Literal) -> bool {
    match (answer, value) {
        (Answer::Number(answered), Literal::Number(asked)) => (answered - asked).abs() < 1e-9,
        (Answer::Number(answered), Literal::Text(asked)) => {
            asked.trim().parse::<f64>().is_ok_and(|asked| (answered - asked).abs() < 1e-9)
        }
        (Answer::Text(answered), Literal::Text(asked)) => answered == asked,
        (Answer::Text(answered), Literal::Number(asked)) => {
            answered.trim().parse::<f64>().is_ok_and(|answered| (answered - asked).abs() < 1e-9)
        }
        (Answer::Choices { codes, other: None }, Literal::Text(asked)) => {
            matches!(codes.as_slice(), [only] if only == asked)
        }
        (Answer::Choices { .. }, _) => false,
    }
}

fn order(answer: &Answer, value: &Literal) -> Option<std::cmp::Ordering> {
    let number = |text: &str| text.trim().parse::<f64>().ok();
    match (answer, value) {
        (Answer::Number(answered), Literal::Number(asked)) => answered.partial_cmp(asked),
        (Answer::Number(answered), Literal::Text(asked)) => answered.partial_cmp(&number(asked)?),
        (Answer::Text(answered), Literal::Number(asked)) => number(answered)?.partial_cmp(asked),
        (Answer::Text(answered), Literal::Text(asked)) => match (number(answered), number(asked)) {
            (Some(answered), Some(asked)) => answered.partial_cmp(&asked),
            // ISO dates sort as texts; anything else has no order here.
            (None, None) => {
                let date = |text: &str| text.parse::<chrono::NaiveDate>().ok();
                date(answered)?.partial_cmp(&date(asked)?)
            }
            _ => None,
        },
        (Answer::Choices { codes, other: None }, value) => match codes.as_slice() {
            [only] => order(&Answer::Text(only.clone()), value),
            _ => None,
        },
        (Answer::Choices { .. }, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evaluate(condition: &Condition, answers: &[(&str, Answer)]) -> Truth {
        condition.evaluate(&mut |code| answers.iter().find(|(known, _)| *known == code).map(|(_, answer)| answer))
    }

    fn is(question: &str, value: &str) -> Condition {
        Condition::Equals { question: question.into(), value: Literal::Text(value.into()) }
    }

    #[test]
    fn a_missing_answer_is_unknown_and_stays_so_under_not() {
        let condition = is("a", "x");
        assert_eq!(evaluate(&condition, &[]), None);
        assert_eq!(evaluate(&Condition::Not(Box::new(condition)), &[]), None);
        assert_eq!(evaluate(&Condition::Empty { question: "a".into() }, &[]), Some(true));
    }

    #[test]
    fn and_or_follow_kleene() {
        let answers = [("b", Answer::choice("x"))];
        assert_eq!(evaluate(&Condition::Any(vec![is("a", "x"), is("b", "x")]), &answers), Some(true));
        assert_eq!(evaluate(&Condition::Any(vec![is("a", "x"), is("b", "y")]), &answers), None);
        assert_eq!(evaluate(&Condition::All(vec![is("a", "x"), is("b", "y")]), &answers), Some(false));
        assert_eq!(evaluate(&Condition::All(vec![is("a", "x"), is("b", "x")]), &answers), None);
    }

    #[test]
    fn numbers_compare_by_size_and_dates_by_time() {
        let more = |value| Condition::Compare { question: "n".into(), operator: Operator::More, value };
        assert_eq!(evaluate(&more(Literal::Number(9.0)), &[("n", Answer::Number(10.0))]), Some(true));
        assert_eq!(evaluate(&more(Literal::Text("9".into())), &[("n", Answer::Text("10".into()))]), Some(true));
        let date = Answer::Text("2026-03-01".into());
        assert_eq!(evaluate(&more(Literal::Text("2026-02-28".into())), &[("n", date)]), Some(true));
        assert_eq!(evaluate(&more(Literal::Number(1.0)), &[("n", Answer::Text("viele".into()))]), None);
    }

    #[test]
    fn an_unresolved_part_is_never_true() {
        let unresolved = Condition::Unresolved { source: "x_other == 'Y'".into(), reason: "no such option".into() };
        assert_eq!(evaluate(&unresolved, &[]), None);
        assert_eq!(evaluate(&Condition::Not(Box::new(unresolved)), &[]), None);
    }
}
