//! Majorities and quorums: when a vote accepts a text, for groups and bodies.

use serde::{Deserialize, Serialize};

/// How many must agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Majority {
    /// More yes than no. Abstentions do not count.
    Simple,
    /// At least twice as many yes as no. Abstentions do not count.
    TwoThirds,
    /// More yes than no and abstentions together.
    Absolute,
}

/// How many must take part; abstaining is taking part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quorum {
    /// Any number.
    #[default]
    None,
    /// More than half of those who may vote.
    Half,
    /// At least two thirds of those who may vote.
    TwoThirds,
    /// At least this number.
    AtLeast(u32),
}

/// Votes counted, by heads or by weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Count {
    /// For it.
    pub yes: u32,
    /// Against it.
    pub no: u32,
    /// Neither.
    pub abstain: u32,
}

impl Count {
    /// All who took part.
    pub fn cast(self) -> u64 {
        u64::from(self.yes) + u64::from(self.no) + u64::from(self.abstain)
    }
}

/// What came of a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Enough agreed.
    Accepted,
    /// Too few agreed. A tie rejects, and so does a vote without a single yes.
    Rejected,
    /// Too few took part.
    QuorumMissed,
}

impl Majority {
    /// Whether this count is such a majority.
    pub fn holds(self, count: Count) -> bool {
        let (yes, no, abstain) = (u64::from(count.yes), u64::from(count.no), u64::from(count.abstain));
        yes > 0
            && match self {
                Self::Simple => yes > no,
                Self::TwoThirds => yes >= 2 * no,
                Self::Absolute => yes > no + abstain,
            }
    }
}

impl Quorum {
    /// Whether enough took part, of `entitled` who may vote.
    pub fn holds(self, count: Count, entitled: u32) -> bool {
        let (cast, entitled) = (count.cast(), u64::from(entitled));
        match self {
            Self::None => true,
            Self::Half => 2 * cast > entitled,
            Self::TwoThirds => 3 * cast >= 2 * entitled,
            Self::AtLeast(number) => cast >= u64::from(number),
        }
    }

    /// How many more must take part, of `entitled` who may vote.
    pub fn missing(self, count: Count, entitled: u32) -> u64 {
        let entitled = u64::from(entitled);
        let needed = match self {
            Self::None => 0,
            Self::Half => entitled / 2 + 1,
            Self::TwoThirds => (2 * entitled).div_ceil(3),
            Self::AtLeast(number) => u64::from(number),
        };
        needed.saturating_sub(count.cast())
    }
}

/// What comes of a vote of `entitled` people.
pub fn outcome(majority: Majority, quorum: Quorum, count: Count, entitled: u32) -> Outcome {
    if !quorum.holds(count, entitled) {
        Outcome::QuorumMissed
    } else if majority.holds(count) {
        Outcome::Accepted
    } else {
        Outcome::Rejected
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_quorum_counts_all_who_took_part() {
        let count = Count { yes: 2, no: 1, abstain: 2 };
        assert_eq!(outcome(Majority::Simple, Quorum::Half, count, 9), Outcome::Accepted);
        assert_eq!(outcome(Majority::Simple, Quorum::Half, count, 10), Outcome::QuorumMissed);
        assert_eq!(outcome(Majority::Absolute, Quorum::AtLeast(5), count, 10), Outcome::Rejected);
        assert!(Quorum::TwoThirds.holds(count, 7) && !Quorum::TwoThirds.holds(count, 8));
        assert_eq!(outcome(Majority::TwoThirds, Quorum::None, Count::default(), 0), Outcome::Rejected);
    }

    proptest! {
        #[test]
        fn a_quorum_is_reached_when_nobody_is_missing(yes in 0..40_u32, entitled in 0..60_u32, least in 0..40_u32) {
            let count = Count { yes, ..Count::default() };
            for quorum in [Quorum::None, Quorum::Half, Quorum::TwoThirds, Quorum::AtLeast(least)] {
                let missing = quorum.missing(count, entitled);
                prop_assert_eq!(missing == 0, quorum.holds(count, entitled));
                let then = Count { yes: yes + u32::try_from(missing).expect("few"), ..count };
                prop_assert!(quorum.holds(then, entitled));
            }
        }

        #[test]
        fn another_yes_never_hurts_a_tie_rejects_and_strict_majorities_imply_simple_ones(
            yes in 0..200_u32, no in 0..200_u32, abstain in 0..200_u32,
        ) {
            let count = Count { yes, no, abstain };
            for majority in [Majority::Simple, Majority::TwoThirds, Majority::Absolute] {
                if majority.holds(count) {
                    let more = Count { yes: yes + 1, ..count };
                    prop_assert!(majority.holds(more));
                    prop_assert!(Majority::Simple.holds(count));
                }
                let tie = Count { yes: no, ..count };
                prop_assert!(!majority.holds(tie));
            }
        }
    }
}
