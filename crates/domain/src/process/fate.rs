//! What became of everything people said: taken over, answered, rejected with a reason, or still open; and how much is still open.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::agreement::objection::{Objection, ObjectionState};
use crate::amendment::state::State;

/// What became of a comment, an objection or an amendment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "fate")]
pub enum Fate {
    /// Nothing yet.
    Open,
    /// A version takes it in; readers see the difference beside it.
    TakenOver {
        /// Which.
        version: u32,
    },
    /// It was answered.
    Answered {
        /// The answer.
        answer: Uuid,
    },
    /// It was not taken over, for this reason.
    Rejected {
        /// Why.
        reason: String,
    },
    /// Its author took it back: nobody owes anything.
    TakenBack,
}

impl Fate {
    /// Whether somebody still waits.
    pub fn is_open(&self) -> bool {
        *self == Self::Open
    }

    /// What became of an amendment; `None` for a draft, which nobody has seen.
    pub fn of_amendment(state: &State) -> Option<Self> {
        Some(match state {
            State::Draft => return None,
            State::Accepted { version } | State::Modified { version, .. } => Self::TakenOver { version: *version },
            State::Rejected { reason } => Self::Rejected { reason: reason.clone() },
            State::Withdrawn => Self::TakenBack,
            State::Submitted
            | State::Supported
            | State::Admitted
            | State::CarriedOver { .. }
            | State::Collided { .. } => Self::Open,
        })
    }

    /// What became of an objection. One that is upheld was dealt with: the group goes on without it, and says why it stands.
    pub fn of_objection(objection: &Objection) -> Self {
        match &objection.state {
            ObjectionState::Open | ObjectionState::Heard { .. } => Self::Open,
            ObjectionState::Integrated { version } => Self::TakenOver { version: *version },
            ObjectionState::Upheld { reason } => Self::Rejected { reason: reason.clone() },
            ObjectionState::TakenBack => Self::TakenBack,
        }
    }
}

/// How many of what became of them. The base is everything that was not taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Fates {
    /// Still open.
    pub open: usize,
    /// Taken over.
    pub taken_over: usize,
    /// Answered.
    pub answered: usize,
    /// Rejected with a reason.
    pub rejected: usize,
    /// Taken back; not in the base.
    pub taken_back: usize,
}

impl Fates {
    /// Counts.
    pub fn of<'a>(fates: impl IntoIterator<Item = &'a Fate>) -> Self {
        let mut sum = Self::default();
        for fate in fates {
            sum.add(fate, 1);
        }
        sum
    }

    /// Adds this fate so many times.
    pub fn add(&mut self, fate: &Fate, times: usize) {
        *match fate {
            Fate::Open => &mut self.open,
            Fate::TakenOver { .. } => &mut self.taken_over,
            Fate::Answered { .. } => &mut self.answered,
            Fate::Rejected { .. } => &mut self.rejected,
            Fate::TakenBack => &mut self.taken_back,
        } += times;
    }

    /// Everything that was not taken back: the base of shares.
    pub fn base(self) -> usize {
        self.open + self.taken_over + self.answered + self.rejected
    }

    /// The share still open, from 0 to 1; `None` when there is nothing to share.
    #[expect(clippy::cast_precision_loss, reason = "contributions are far below 2^52")]
    pub fn share_open(self) -> Option<f64> {
        (self.base() > 0).then(|| self.open as f64 / self.base() as f64)
    }
}

/// An official answer that is owed or given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Its identity.
    pub id: Uuid,
    /// What it answers.
    pub to: Uuid,
    /// The Amt that owes it, by its code.
    pub unit: Option<String>,
    /// The last day for it.
    pub due: Option<NaiveDate>,
    /// When it was given, and what it says.
    pub given: Option<(DateTime<Utc>, String)>,
}

impl Answer {
    /// Whether its day is over and it was not given.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.given.is_none() && self.due.is_some_and(|due| due < today)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_was_taken_back_is_not_in_the_base() {
        let fates = [
            Fate::Open,
            Fate::TakenOver { version: 2 },
            Fate::Rejected { reason: "Darum.".into() },
            Fate::Answered { answer: Uuid::nil() },
            Fate::TakenBack,
        ];
        let sum = Fates::of(&fates);
        assert_eq!((sum.base(), sum.share_open(), sum.taken_back), (4, Some(0.25), 1));
        assert_eq!(Fates::of(&[Fate::TakenBack]).share_open(), None);
        assert_eq!(Fate::of_amendment(&State::Draft), None);
        assert_eq!(Fate::of_amendment(&State::Collided { version: 2 }), Some(Fate::Open));
        let modified = State::Modified { version: 3, reason: "Kürzer.".into() };
        assert_eq!(Fate::of_amendment(&modified), Some(Fate::TakenOver { version: 3 }));
    }

    #[test]
    fn an_answer_is_overdue_the_day_after() {
        let due: NaiveDate = "2026-03-31".parse().expect("a day");
        let mut answer = Answer { id: Uuid::nil(), to: Uuid::nil(), unit: None, due: Some(due), given: None };
        assert!(!answer.is_overdue(due) && answer.is_overdue(due.succ_opt().expect("a day")));
        answer.given = Some((DateTime::UNIX_EPOCH, "Ja.".into()));
        assert!(!answer.is_overdue(due.succ_opt().expect("a day")));
    }

    proptest! {
        #[test]
        fn everything_is_counted_once(kinds in prop::collection::vec(0..5_u8, 0..40)) {
            let fates: Vec<Fate> = kinds.iter().map(|kind| match kind {
                0 => Fate::Open,
                1 => Fate::TakenOver { version: 1 },
                2 => Fate::Answered { answer: Uuid::nil() },
                3 => Fate::Rejected { reason: String::new() },
                _ => Fate::TakenBack,
            }).collect();
            let sum = Fates::of(&fates);
            prop_assert_eq!(sum.base() + sum.taken_back, fates.len());
            prop_assert!(sum.share_open().is_none_or(|share| (0.0..=1.0).contains(&share)));
        }
    }
}
