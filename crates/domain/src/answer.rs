//! Answers as they are stored, sent and compared: one value per question code.
//!
//! In JSON: a number; a text (also a date, as ISO 8601); a single choice as its option's code; several as a list of codes;
//! the free text of "other" as `{"other": text}`, beside the codes or in place of the one.

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::survey::OTHER;

/// By question code, in the order of the codes.
pub type Answers = BTreeMap<String, Answer>;

#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    Number(f64),
    /// A text, a date, or the code of a single choice.
    Text(String),
    /// Codes of the chosen options and the free text of "other". A single choice answered with "other" has no codes.
    Choices {
        codes: Vec<String>,
        other: Option<String>,
    },
}

impl Answer {
    /// A single choice of an option.
    pub fn choice(code: &str) -> Self {
        Self::Text(code.to_owned())
    }

    /// Nothing chosen, nothing written: counts as no answer.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Number(_) => false,
            Self::Text(text) => text.trim().is_empty(),
            Self::Choices { codes, other } => codes.is_empty() && other.is_none(),
        }
    }

    pub fn has_chosen(&self, option: &str) -> bool {
        match self {
            Self::Text(code) => code == option,
            Self::Choices { codes, other } => {
                codes.iter().any(|code| code == option) || (option == OTHER && other.is_some())
            }
            Self::Number(number) => option.parse::<f64>().is_ok_and(|asked| (number - asked).abs() < 1e-9),
        }
    }

    /// The free text of "other", when it is chosen.
    pub fn other(&self) -> Option<&str> {
        match self {
            Self::Choices { other, .. } => other.as_deref(),
            _ => None,
        }
    }

    pub fn to_json(&self) -> Value {
        match self {
            Self::Number(number) => number_to_json(*number),
            Self::Text(text) => Value::String(text.clone()),
            Self::Choices { codes, other } => {
                let mut list: Vec<Value> = codes.iter().cloned().map(Value::String).collect();
                list.extend(other.iter().map(|text| serde_json::json!({ OTHER: text })));
                Value::Array(list)
            }
        }
    }

    /// Reads the JSON shape; `None` for shapes that no kind of question knows. `null` is an empty text.
    pub fn from_json(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(Self::Text(String::new())),
            Value::Number(number) => number.as_f64().map(Self::Number),
            Value::String(text) => Some(Self::Text(text.clone())),
            Value::Object(_) => other_text(value).map(|text| Self::Choices { codes: Vec::new(), other: Some(text) }),
            Value::Array(items) => {
                let mut codes = Vec::with_capacity(items.len());
                let mut other = None;
                for item in items {
                    match item {
                        Value::String(code) => codes.push(code.clone()),
                        object if other.is_none() => other = Some(other_text(object)?),
                        _ => return None,
                    }
                }
                Some(Self::Choices { codes, other })
            }
            Value::Bool(_) => None,
        }
    }
}

/// Whole numbers without a decimal point, so that 14 stays 14 in files and frames.
pub fn number_to_json(number: f64) -> Value {
    #[expect(clippy::cast_possible_truncation, reason = "checked to be whole and exactly representable")]
    if number.fract() == 0.0 && number.abs() < 9e15 { Value::from(number as i64) } else { Value::from(number) }
}

fn other_text(value: &Value) -> Option<String> {
    let object = value.as_object()?;
    match (object.len(), object.get(OTHER)) {
        (1, Some(Value::String(text))) => Some(text.clone()),
        _ => None,
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Self::from_json(&value).ok_or_else(|| D::Error::custom("not an answer"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[expect(clippy::cast_precision_loss, reason = "below 2^53")]
    fn any_answer() -> impl Strategy<Value = Answer> {
        prop_oneof![
            // As many digits as any question allows: six behind the decimal sign.
            (-1_000_000_000_000..1_000_000_000_000_i64).prop_map(|millionths| Answer::Number(millionths as f64 / 1e6)),
            ".{0,40}".prop_map(Answer::Text),
            (proptest::collection::vec("[a-z]{1,8}", 0..5), proptest::option::of(".{0,20}"))
                .prop_map(|(codes, other)| Answer::Choices { codes, other }),
        ]
    }

    proptest! {
        #[test]
        fn json_gives_back_the_same_answer(answer in any_answer()) {
            let text = serde_json::to_string(&answer).expect("an answer is always JSON");
            let back: Answer = serde_json::from_str(&text).expect("and reads back");
            prop_assert_eq!(back, answer);
        }
    }

    #[test]
    fn whole_numbers_have_no_decimal_point() {
        assert_eq!(serde_json::to_string(&Answer::Number(14.0)).expect("JSON"), "14");
    }

    #[test]
    fn foreign_shapes_are_refused() {
        for shape in ["true", "{\"a\":1}", "[1]", "[{\"other\":1}]", "{\"other\":\"a\",\"b\":2}"] {
            assert!(serde_json::from_str::<Answer>(shape).is_err(), "{shape}");
        }
    }
}
