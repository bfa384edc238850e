//! Bridging: what people agree on across groups, not what one group applauds.
//!
//! The formula is Polis' group-aware consensus (compdemocracy/polis, `math/src/polismath/math/conversation.clj`, described in Small et al.,
//! Polis: Scaling Deliberation by Mapping High Dimensional Opinion Spaces, Recerca 26 (2021)): the product, over all groups, of
//! `(agree + 1) / (seen + 2)`, where `seen` counts everybody of the group who agreed, disagreed or passed. A single group that
//! disagrees pulls the product down, however large the others are. Groups nobody of which said anything count one half.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What somebody thinks of a comment or a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opinion {
    /// Yes.
    Agree,
    /// No.
    Disagree,
    /// Saw it and said neither.
    Pass,
}

/// One person's opinion, and the group the person is counted in (a working group, or a group of opinion).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Vote {
    /// The group's place in the list of groups.
    pub group: u16,
    /// What the person thinks.
    pub opinion: Opinion,
}

/// One group's opinions, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct GroupCount {
    /// Who agreed.
    pub agree: u32,
    /// Who said anything.
    pub seen: u32,
}

impl GroupCount {
    /// How likely somebody of the group agrees, smoothed: `(agree + 1) / (seen + 2)`.
    pub fn likely(self) -> f64 {
        (f64::from(self.agree) + 1.0) / (f64::from(self.seen) + 2.0)
    }
}

/// Opinions by group, in the order of groups.
pub fn by_group(votes: &[Vote]) -> BTreeMap<u16, GroupCount> {
    let mut groups: BTreeMap<u16, GroupCount> = BTreeMap::new();
    for vote in votes {
        let group = groups.entry(vote.group).or_default();
        group.seen += 1;
        group.agree += u32::from(vote.opinion == Opinion::Agree);
    }
    groups
}

/// How much a comment bridges, from 0 to 1, among this many groups. Also groups that have not seen it count, with one half, so that
/// comments seen by few groups gain nothing from it.
pub fn bridging(votes: &[Vote], groups: u16) -> f64 {
    let counted = by_group(votes);
    among((0..groups).map(|group| counted.get(&group).copied().unwrap_or_default()))
}

/// The product over these groups.
pub fn among(groups: impl IntoIterator<Item = GroupCount>) -> f64 {
    groups.into_iter().map(GroupCount::likely).product()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_product_of_smoothed_shares() {
        let both = [GroupCount { agree: 3, seen: 4 }, GroupCount { agree: 1, seen: 2 }];
        assert!((among(both) - 4.0 / 6.0 * 2.0 / 4.0).abs() < 1e-12);
        assert!((bridging(&[], 2) - 0.25).abs() < 1e-12);
        let one = [Vote { group: 0, opinion: Opinion::Agree }];
        assert!((bridging(&one, 2) - 1.0 / 3.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn another_yes_raises_it_and_another_no_lowers_it(agree in 0..50_u32, more in 0..50_u32, other in 0..50_u32) {
            let group = GroupCount { agree, seen: agree + more };
            let rest = GroupCount { agree: other, seen: 50 };
            let now = among([group, rest]);
            let (yes, no) = (GroupCount { agree: agree + 1, seen: group.seen + 1 }, GroupCount { agree, seen: group.seen + 1 });
            prop_assert!(among([yes, rest]) > now && among([no, rest]) < now);
            prop_assert!(now > 0.0 && now < 1.0);
        }
    }
}
