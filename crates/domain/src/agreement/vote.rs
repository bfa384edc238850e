//! Votes of groups and bodies, open or secret. One function says what anybody may see of the result, so that the page, the live frame, the
//! export and the interface for programs cannot differ.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::majority::{Count, Majority, Outcome, Quorum, outcome};

/// A voter's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// For it.
    Yes,
    /// Against it.
    No,
    /// Neither.
    Abstain,
}

/// When a result may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// From the start, as votes arrive.
    Always,
    /// By who has voted, and by all once it is closed.
    AfterOwnVote,
    /// Once it is closed.
    AfterClose,
    /// From this moment on, and never before it is closed.
    From(DateTime<Utc>),
}

/// How a vote is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// When it opens.
    pub opens: DateTime<Utc>,
    /// When it closes; the moment itself is too late.
    pub closes: DateTime<Utc>,
    /// Whether nothing may be kept that joins a person to a choice.
    pub secret: bool,
    /// How many must agree.
    pub majority: Majority,
    /// How many must take part.
    pub quorum: Quorum,
    /// When the result may be seen.
    pub shown: Shown,
}

/// Votes as they are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Votes {
    /// Who chose what.
    Open(BTreeMap<Uuid, Choice>),
    /// Who has voted, in no order of time, and apart from it how many chose what.
    Secret {
        /// Who has voted.
        voted: BTreeSet<Uuid>,
        /// How many chose what.
        count: Count,
    },
}

/// Why a vote cannot be held so, or a voter cannot vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoteProblem {
    /// It would close before it opens.
    #[error("the vote closes before it opens")]
    NoTime,
    /// A secret vote whose result grows before everybody's eyes is none.
    #[error("a secret vote cannot show its result before it closes")]
    NotSecret,
    /// Not open yet.
    #[error("the vote is not open yet")]
    TooEarly,
    /// Closed.
    #[error("the vote is closed")]
    TooLate,
    /// A secret vote cannot be changed: nobody knows which one it is.
    #[error("a secret vote cannot be changed")]
    AlreadyVoted,
}

/// What may be seen of a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoteResult {
    /// How many chose what.
    pub count: Count,
    /// How many may vote.
    pub entitled: u32,
    /// What comes of it; `None` while it still runs.
    pub outcome: Option<Outcome>,
    /// Who chose what, in an open vote.
    pub by: Option<BTreeMap<Uuid, Choice>>,
}

impl Rules {
    /// Checks them before the vote is announced.
    ///
    /// # Errors
    /// When it could not be held so.
    pub fn check(&self) -> Result<(), VoteProblem> {
        if self.closes <= self.opens {
            return Err(VoteProblem::NoTime);
        }
        if self.secret && matches!(self.shown, Shown::Always | Shown::AfterOwnVote) {
            return Err(VoteProblem::NotSecret);
        }
        Ok(())
    }

    /// No votes yet.
    pub fn empty(&self) -> Votes {
        if self.secret {
            Votes::Secret { voted: BTreeSet::new(), count: Count::default() }
        } else {
            Votes::Open(BTreeMap::new())
        }
    }

    /// Whether votes are taken.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.opens <= now && now < self.closes
    }

    /// Takes a vote. In an open vote the last choice counts. Who may vote is asked elsewhere.
    ///
    /// # Errors
    /// When it is too early or too late, or a secret vote was already given.
    pub fn cast(&self, votes: &mut Votes, who: Uuid, choice: Choice, now: DateTime<Utc>) -> Result<(), VoteProblem> {
        if now < self.opens {
            return Err(VoteProblem::TooEarly);
        }
        if now >= self.closes {
            return Err(VoteProblem::TooLate);
        }
        match votes {
            Votes::Open(choices) => {
                choices.insert(who, choice);
            }
            Votes::Secret { voted, count } => {
                if !voted.insert(who) {
                    return Err(VoteProblem::AlreadyVoted);
                }
                add(count, choice);
            }
        }
        Ok(())
    }

    /// Whether the result may be seen by somebody who has voted or not. Staff are nobody special here.
    pub fn shows(&self, has_voted: bool, now: DateTime<Utc>) -> bool {
        let closed = now >= self.closes;
        match self.shown {
            Shown::Always => !self.secret || closed,
            Shown::AfterOwnVote => closed || (has_voted && !self.secret),
            Shown::AfterClose => closed,
            Shown::From(moment) => closed && now >= moment,
        }
    }

    /// What somebody may see of the result, whatever way it goes out; nothing before its time.
    pub fn result(&self, votes: &Votes, entitled: u32, has_voted: bool, now: DateTime<Utc>) -> Option<VoteResult> {
        self.shows(has_voted, now).then(|| {
            let count = votes.count();
            let closed = now >= self.closes;
            let outcome = closed.then(|| outcome(self.majority, self.quorum, count, entitled));
            let by = if let Votes::Open(choices) = votes { Some(choices.clone()) } else { None };
            VoteResult { count, entitled, outcome, by }
        })
    }
}

impl Votes {
    /// How many chose what.
    pub fn count(&self) -> Count {
        match self {
            Self::Open(choices) => choices.values().fold(Count::default(), |mut count, choice| {
                add(&mut count, *choice);
                count
            }),
            Self::Secret { count, .. } => *count,
        }
    }

    /// Whether somebody has voted.
    pub fn has_voted(&self, voter: Uuid) -> bool {
        match self {
            Self::Open(choices) => choices.contains_key(&voter),
            Self::Secret { voted, .. } => voted.contains(&voter),
        }
    }
}

fn add(count: &mut Count, choice: Choice) {
    *match choice {
        Choice::Yes => &mut count.yes,
        Choice::No => &mut count.no,
        Choice::Abstain => &mut count.abstain,
    } += 1;
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn time(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).expect("a time")
    }

    fn rules(secret: bool, shown: Shown) -> Rules {
        let (majority, quorum) = (Majority::Simple, Quorum::None);
        Rules { opens: time(10), closes: time(20), secret, majority, quorum, shown }
    }

    #[test]
    fn votes_count_from_the_first_moment_to_just_before_the_last() {
        let rules = rules(false, Shown::Always);
        let mut votes = rules.empty();
        let me = Uuid::from_u128(1);
        assert_eq!(rules.cast(&mut votes, me, Choice::Yes, time(9)), Err(VoteProblem::TooEarly));
        assert_eq!(rules.cast(&mut votes, me, Choice::Yes, time(10)), Ok(()));
        assert_eq!(rules.cast(&mut votes, me, Choice::No, time(19)), Ok(()));
        assert_eq!(rules.cast(&mut votes, me, Choice::Yes, time(20)), Err(VoteProblem::TooLate));
        assert_eq!(votes.count(), Count { no: 1, ..Count::default() });
        assert_eq!(rules.result(&votes, 3, false, time(19)).expect("shown").outcome, None);
        assert_eq!(rules.result(&votes, 3, false, time(20)).expect("shown").outcome, Some(Outcome::Rejected));
    }

    #[test]
    fn a_secret_vote_keeps_no_choice_with_a_name_and_shows_nothing_while_it_runs() {
        assert_eq!(rules(true, Shown::Always).check(), Err(VoteProblem::NotSecret));
        assert_eq!(rules(true, Shown::AfterOwnVote).check(), Err(VoteProblem::NotSecret));
        let rules = rules(true, Shown::From(time(30)));
        assert_eq!(rules.check(), Ok(()));
        let mut votes = rules.empty();
        let me = Uuid::from_u128(1);
        rules.cast(&mut votes, me, Choice::Yes, time(10)).expect("a vote");
        assert_eq!(rules.cast(&mut votes, me, Choice::No, time(11)), Err(VoteProblem::AlreadyVoted));
        for now in [10, 19, 20, 29] {
            assert_eq!(rules.result(&votes, 1, true, time(now)), None);
        }
        let result = rules.result(&votes, 1, false, time(30)).expect("shown");
        assert_eq!((result.by, result.outcome), (None, Some(Outcome::Accepted)));
    }

    #[test]
    fn who_has_voted_may_look_where_that_is_the_rule() {
        let rules = rules(false, Shown::AfterOwnVote);
        assert!(rules.shows(true, time(11)) && !rules.shows(false, time(11)) && rules.shows(false, time(20)));
    }

    proptest! {
        #[test]
        fn the_order_of_secret_votes_leaves_no_trace(choices in prop::collection::vec(0..3_u8, 1..12), turn in 0..12_usize) {
            let rules = rules(true, Shown::AfterClose);
            let cast = |order: &[(usize, u8)]| {
                let mut votes = rules.empty();
                for (who, choice) in order {
                    let choice = [Choice::Yes, Choice::No, Choice::Abstain][usize::from(*choice)];
                    rules.cast(&mut votes, Uuid::from_u128(*who as u128), choice, time(15)).expect("a vote");
                }
                serde_json::to_string(&votes).expect("json")
            };
            // The same people, the same number of each choice, but other choices by other people in another order: the same record.
            let one: Vec<(usize, u8)> = choices.iter().copied().enumerate().collect();
            let mut turned = choices.clone();
            turned.rotate_left(turn % choices.len());
            let mut other: Vec<(usize, u8)> = turned.into_iter().enumerate().collect();
            other.reverse();
            prop_assert_eq!(cast(&one), cast(&other));
        }
    }
}
