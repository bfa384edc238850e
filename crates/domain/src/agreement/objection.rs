//! Objections: a grave reason against a text, raised by one person, and what a group does with it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How far an objection is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum ObjectionState {
    /// Raised; the group has not yet dealt with it.
    Open,
    /// The group heard it.
    Heard {
        /// When.
        at: DateTime<Utc>,
        /// What was said, for the minutes.
        note: String,
    },
    /// A version takes it in.
    Integrated {
        /// Which.
        version: u32,
    },
    /// It was heard, and whoever raised it holds on to it.
    Upheld {
        /// Why.
        reason: String,
    },
    /// Whoever raised it took it back.
    TakenBack,
}

/// An objection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// Its identity.
    pub id: Uuid,
    /// The group in which it was raised.
    pub group: Uuid,
    /// The account that raised it.
    pub by: Uuid,
    /// The paragraph it is about; `None` for the whole text.
    pub paragraph: Option<Uuid>,
    /// Why.
    pub reason: String,
    /// Whether it is a block: it stops the text as long as it stands.
    pub blocks: bool,
    /// How far it is.
    pub state: ObjectionState,
}

/// What somebody does with an objection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ObjectionStep {
    /// The chair notes that the group heard it.
    Hear {
        /// What was said.
        note: String,
    },
    /// A version takes it in.
    Integrate {
        /// Which.
        version: u32,
    },
    /// Whoever raised it holds on to it after it was heard.
    Uphold {
        /// Why.
        reason: String,
    },
    /// Whoever raised it takes it back.
    TakeBack,
    /// Whoever raised it finds that the version does not take it in.
    Reopen {
        /// Why.
        reason: String,
    },
}

/// Why a step cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ObjectionProblem {
    /// Not from where the objection is now.
    #[error("the objection is past that, or not there yet")]
    NotNow,
    /// Only the person who raised it may do this.
    #[error("only whoever raised the objection may do this")]
    NotYours,
    /// A reason or note is missing.
    #[error("a reason is missing")]
    NoReason,
}

impl Objection {
    /// Whether it waits for the group.
    pub fn is_open(&self) -> bool {
        matches!(self.state, ObjectionState::Open | ObjectionState::Heard { .. })
    }

    /// Whether the group heard it, and nothing more came of it yet.
    pub fn is_heard(&self) -> bool {
        matches!(self.state, ObjectionState::Heard { .. })
    }

    /// Whether it still speaks against the text.
    pub fn stands(&self) -> bool {
        !matches!(self.state, ObjectionState::Integrated { .. } | ObjectionState::TakenBack)
    }

    /// The objection after a step by an account. Whether that account may lead the group is asked elsewhere.
    ///
    /// # Errors
    /// When the step cannot be taken now, by this person, or without a reason.
    pub fn after(&self, step: &ObjectionStep, by: Uuid, now: DateTime<Utc>) -> Result<Self, ObjectionProblem> {
        let own = matches!(step, ObjectionStep::Uphold { .. } | ObjectionStep::TakeBack | ObjectionStep::Reopen { .. });
        if own && by != self.by {
            return Err(ObjectionProblem::NotYours);
        }
        let said =
            |text: &str| if text.trim().is_empty() { Err(ObjectionProblem::NoReason) } else { Ok(text.to_owned()) };
        let mut next = self.clone();
        next.state = match (step, &self.state) {
            (ObjectionStep::Hear { note }, ObjectionState::Open) => {
                ObjectionState::Heard { at: now, note: said(note)? }
            }
            // Also an upheld one may be taken in by a later version.
            (ObjectionStep::Integrate { version }, _) if self.stands() => {
                ObjectionState::Integrated { version: *version }
            }
            (ObjectionStep::Uphold { reason }, ObjectionState::Heard { .. }) => {
                ObjectionState::Upheld { reason: said(reason)? }
            }
            (ObjectionStep::TakeBack, _) if self.stands() => ObjectionState::TakenBack,
            (ObjectionStep::Reopen { reason }, ObjectionState::Integrated { .. }) => {
                next.reason = said(reason)?;
                ObjectionState::Open
            }
            _ => return Err(ObjectionProblem::NotNow),
        };
        Ok(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_objection_is_heard_before_it_is_upheld_and_only_its_author_upholds_it() {
        let (me, chair) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let open = Objection {
            id: Uuid::nil(),
            group: Uuid::nil(),
            by: me,
            paragraph: None,
            reason: "Zu teuer.".into(),
            blocks: false,
            state: ObjectionState::Open,
        };
        let now = DateTime::UNIX_EPOCH;
        let insist = ObjectionStep::Uphold { reason: "Bleibt zu teuer.".into() };
        assert_eq!(open.after(&insist, me, now), Err(ObjectionProblem::NotNow));
        let hear = |note: &str| ObjectionStep::Hear { note: note.into() };
        assert_eq!(open.after(&hear(" "), chair, now), Err(ObjectionProblem::NoReason));
        let heard = open.after(&hear("Besprochen."), chair, now).expect("heard");
        assert!(heard.is_open() && heard.stands());
        assert_eq!(heard.after(&insist, chair, now), Err(ObjectionProblem::NotYours));
        let upheld = heard.after(&insist, me, now).expect("upheld");
        assert!(!upheld.is_open() && upheld.stands());
        let integrated = upheld.after(&ObjectionStep::Integrate { version: 3 }, chair, now).expect("integrated");
        assert!(!integrated.stands());
        let again =
            integrated.after(&ObjectionStep::Reopen { reason: "Stimmt nicht.".into() }, me, now).expect("open again");
        assert_eq!((again.state.clone(), again.reason.as_str()), (ObjectionState::Open, "Stimmt nicht."));
        let back = again.after(&ObjectionStep::TakeBack, me, now).expect("taken back");
        assert_eq!(back.after(&hear("x"), chair, now), Err(ObjectionProblem::NotNow));
        let kept: Objection =
            serde_json::from_value(serde_json::to_value(&upheld).expect("json")).expect("an objection");
        assert_eq!(kept, upheld);
    }
}
