//! Bodies (Beirat, Ausschuss, Rat): they advise or decide, for as long as they exist, and may have a successor.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::majority::{Count, Majority, Outcome, Quorum, outcome};

/// What a body's vote means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyRight {
    /// It advises: its vote is a recommendation.
    Advise,
    /// It decides.
    Decide,
}

/// A body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Its identity: links to it never break.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Any word for what it is: council, committee, advisory board.
    pub kind: String,
    /// What its vote means.
    pub right: BodyRight,
    /// Its first day; `None`: ever since.
    pub from: Option<NaiveDate>,
    /// Its last day; `None`: until further notice.
    pub to: Option<NaiveDate>,
    /// What comes after it.
    pub successor: Option<Uuid>,
}

impl Body {
    /// Whether it exists on this day.
    pub fn exists_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// The body that does this one's work on a day: itself while it exists, afterwards its successor's successor and so on. `None` before its
/// first day, when nobody came after it, or when successors run in a circle.
pub fn on_day(bodies: &[Body], id: Uuid, day: NaiveDate) -> Option<&Body> {
    let mut body = bodies.iter().find(|body| body.id == id)?;
    for _ in 0..bodies.len() {
        if body.exists_on(day) {
            return Some(body);
        }
        if body.to.is_none_or(|to| day <= to) {
            return None;
        }
        let next = body.successor?;
        body = bodies.iter().find(|body| body.id == next)?;
    }
    None
}

/// What a body resolved about a frozen version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The body.
    pub body: Uuid,
    /// The text.
    pub text: Uuid,
    /// Its version.
    pub version: u32,
    /// That version's content hash: what exactly was voted on.
    pub hash: String,
    /// The number of the paper (Drucksache).
    pub paper: String,
    /// The day of the meeting.
    pub day: NaiveDate,
    /// How they voted; `None` where only the result is known, or it was unanimous without counting.
    pub vote: Option<Count>,
    /// How many must agree.
    pub majority: Majority,
    /// What came of it, as the minutes say.
    pub outcome: Outcome,
    /// Conditions it set.
    pub conditions: Vec<String>,
    /// When it was entered.
    pub entered: DateTime<Utc>,
}

/// What a decision means: the label follows the body's right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// An advising body is for it.
    Recommended,
    /// An advising body is against it.
    AdvisedAgainst,
    /// A deciding body accepted it.
    Decided,
    /// A deciding body refused it.
    Refused,
    /// Too few were there.
    QuorumMissed,
}

impl Label {
    /// Whether the text can be finished with it: what is decided is no longer changed. Everything else leaves it open.
    pub fn may_settle(self) -> bool {
        self == Self::Decided
    }
}

/// Why a decision cannot be entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecisionProblem {
    /// The body did not exist on that day.
    #[error("this body did not exist on that day")]
    NoSuchBody,
    /// The number of the paper is missing.
    #[error("the number of the paper is missing")]
    NoPaper,
    /// The version does not say what was voted on.
    #[error("the version says something else than what was voted on")]
    OtherText,
    /// The counted votes give another result.
    #[error("the votes give another result")]
    OtherOutcome,
}

impl Decision {
    /// Checks a decision before it is entered. `hash` is the content hash of the version named.
    ///
    /// # Errors
    /// When something does not fit together.
    pub fn check(&self, bodies: &[Body], hash: &str) -> Result<(), DecisionProblem> {
        if !bodies.iter().any(|body| body.id == self.body && body.exists_on(self.day)) {
            return Err(DecisionProblem::NoSuchBody);
        }
        if self.paper.trim().is_empty() {
            return Err(DecisionProblem::NoPaper);
        }
        if self.hash != hash {
            return Err(DecisionProblem::OtherText);
        }
        // Whether enough were there only the minutes know.
        let counted = self.vote.map(|vote| outcome(self.majority, Quorum::None, vote, 0));
        let fits = self.outcome == Outcome::QuorumMissed || counted.is_none_or(|counted| counted == self.outcome);
        if fits { Ok(()) } else { Err(DecisionProblem::OtherOutcome) }
    }
}

/// What an outcome means in a body with this right.
pub fn label(right: BodyRight, outcome: Outcome) -> Label {
    match (right, outcome) {
        (_, Outcome::QuorumMissed) => Label::QuorumMissed,
        (BodyRight::Advise, Outcome::Accepted) => Label::Recommended,
        (BodyRight::Advise, Outcome::Rejected) => Label::AdvisedAgainst,
        (BodyRight::Decide, Outcome::Accepted) => Label::Decided,
        (BodyRight::Decide, Outcome::Rejected) => Label::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn body(id: u128, right: BodyRight, from: &str, to: Option<&str>, successor: Option<u128>) -> Body {
        Body {
            id: Uuid::from_u128(id),
            name: format!("Gremium {id}"),
            kind: "Ausschuss".into(),
            right,
            from: Some(day(from)),
            to: to.map(day),
            successor: successor.map(Uuid::from_u128),
        }
    }

    #[test]
    fn a_successor_takes_over_on_its_day_and_its_right_counts() {
        let bodies = [
            body(1, BodyRight::Advise, "2014-06-01", Some("2025-10-31"), Some(2)),
            body(2, BodyRight::Decide, "2025-11-01", None, None),
        ];
        let on = |text| on_day(&bodies, bodies[0].id, day(text)).map(|body| body.right);
        assert_eq!(on("2025-10-31"), Some(BodyRight::Advise));
        assert_eq!(on("2025-11-01"), Some(BodyRight::Decide));
        assert_eq!(on("2014-05-31"), None);
        assert_eq!(label(BodyRight::Advise, Outcome::Accepted), Label::Recommended);
        assert_eq!(label(BodyRight::Decide, Outcome::Rejected), Label::Refused);
        assert!(label(BodyRight::Decide, Outcome::Accepted).may_settle());
        assert!(!label(BodyRight::Advise, Outcome::Accepted).may_settle() && !Label::Refused.may_settle());
        let circle = [
            body(1, BodyRight::Advise, "2014-06-01", Some("2015-01-01"), Some(2)),
            body(2, BodyRight::Advise, "2014-06-01", Some("2015-01-01"), Some(1)),
        ];
        assert_eq!(on_day(&circle, circle[0].id, day("2020-01-01")), None);
    }

    #[test]
    fn a_decision_fits_its_body_its_text_and_its_votes() {
        let bodies = [body(1, BodyRight::Decide, "2020-01-01", Some("2025-10-31"), None)];
        let decision = Decision {
            body: bodies[0].id,
            text: Uuid::nil(),
            version: 4,
            hash: "abc".into(),
            paper: "25-0123".into(),
            day: day("2025-10-31"),
            vote: Some(Count { yes: 30, no: 12, abstain: 3 }),
            majority: Majority::Simple,
            outcome: Outcome::Accepted,
            conditions: vec![],
            entered: DateTime::UNIX_EPOCH,
        };
        assert_eq!(decision.check(&bodies, "abc"), Ok(()));
        assert_eq!(decision.check(&bodies, "abd"), Err(DecisionProblem::OtherText));
        let late = Decision { day: day("2025-11-01"), ..decision.clone() };
        assert_eq!(late.check(&bodies, "abc"), Err(DecisionProblem::NoSuchBody));
        let wrong = Decision { outcome: Outcome::Rejected, ..decision.clone() };
        assert_eq!(wrong.check(&bodies, "abc"), Err(DecisionProblem::OtherOutcome));
        let nameless = Decision { paper: " ".into(), ..decision };
        assert_eq!(nameless.check(&bodies, "abc"), Err(DecisionProblem::NoPaper));
    }
}
