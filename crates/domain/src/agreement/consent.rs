//! The consent poll: every member of a group says whether they can live with a text; the text is agreed when every group's rule holds.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::objection::Objection;
use crate::majority::{Count, Majority, Quorum};

/// What a member says about a text (Haltung).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// Can live with it.
    Agree,
    /// Leaves it to the others.
    Abstain,
    /// Has a grave reason against it: an objection.
    Object,
    /// Stops it.
    Block,
}

impl Position {
    /// All positions, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Agree, Self::Abstain, Self::Object, Self::Block];

    /// Whether a reason has to be given.
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Object | Self::Block)
    }
}

/// A group's positions, counted: one per member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Positions {
    /// Who can live with it.
    pub agree: u32,
    /// Who leaves it to the others.
    pub abstain: u32,
    /// Who objects.
    pub object: u32,
    /// Who stops it.
    pub block: u32,
}

impl Positions {
    /// Counts positions.
    pub fn of(positions: impl IntoIterator<Item = Position>) -> Self {
        positions.into_iter().fold(Self::default(), |mut sum, position| {
            *match position {
                Position::Agree => &mut sum.agree,
                Position::Abstain => &mut sum.abstain,
                Position::Object => &mut sum.object,
                Position::Block => &mut sum.block,
            } += 1;
            sum
        })
    }

    /// As a vote: objecting and stopping are no.
    pub fn as_count(self) -> Count {
        Count { yes: self.agree, no: self.object + self.block, abstain: self.abstain }
    }
}

/// How a group comes to agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Nobody has a grave reason against it that was not dealt with.
    Consent {
        /// Hearing an objection is dealing with it; otherwise it must be integrated, upheld or taken back.
        hearing_suffices: bool,
        /// So many upheld objections are put up with (they stay visible at the text).
        upheld_at_most: u32,
    },
    /// So many agree; objecting and stopping count as no.
    Vote(Majority),
}

/// A group's rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupRule {
    /// How many members must take part.
    pub quorum: Quorum,
    /// How they come to agree.
    pub way: Way,
}

/// A group and what it says about one version of a text.
#[derive(Debug, Clone, Copy)]
pub struct GroupPoll<'a> {
    /// Which group.
    pub group: Uuid,
    /// Its rule.
    pub rule: GroupRule,
    /// How many members it has.
    pub members: u32,
    /// What they say.
    pub positions: Positions,
    /// The objections raised in it.
    pub objections: &'a [Objection],
}

/// Why a group has not agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hindrance {
    /// Too few take part.
    Quorum {
        /// So many do.
        cast: u64,
        /// Of so many.
        members: u32,
    },
    /// Nobody agrees.
    NobodyAgrees,
    /// So many stop it.
    Blocked(u32),
    /// So many objections are not dealt with.
    OpenObjections(u32),
    /// So many objections are upheld, more than the rule puts up with.
    Upheld(u32),
    /// The majority is missing.
    NoMajority,
}

impl GroupPoll<'_> {
    /// What keeps the group from agreeing; empty when it agrees.
    pub fn hindrances(&self) -> Vec<Hindrance> {
        let mut found = Vec::new();
        let count = self.positions.as_count();
        if !self.rule.quorum.holds(count, self.members) {
            found.push(Hindrance::Quorum { cast: count.cast(), members: self.members });
        }
        match self.rule.way {
            Way::Vote(majority) => {
                if !majority.holds(count) {
                    found.push(Hindrance::NoMajority);
                }
            }
            Way::Consent { hearing_suffices, upheld_at_most } => {
                let standing: Vec<&Objection> =
                    self.objections.iter().filter(|known| known.group == self.group && known.stands()).collect();
                let number = |wanted: &dyn Fn(&Objection) -> bool| {
                    u32::try_from(standing.iter().filter(|known| wanted(known)).count()).unwrap_or(u32::MAX)
                };
                // A member who stops it, or objects, also counts before the reason became an objection of its own.
                let blocks = number(&|known| known.blocks).max(self.positions.block);
                let reasons = number(&|known| !known.blocks);
                let unspoken = self.positions.object.saturating_sub(self.raised());
                let open = |known: &Objection| known.is_open() && !(hearing_suffices && known.is_heard());
                let waiting = number(&|known| !known.blocks && open(known)) + unspoken;
                let upheld = reasons - number(&|known| !known.blocks && known.is_open());
                if self.positions.agree == 0 {
                    found.push(Hindrance::NobodyAgrees);
                }
                for (number, allowed, hindrance) in [
                    (blocks, 0, Hindrance::Blocked(blocks)),
                    (waiting, 0, Hindrance::OpenObjections(waiting)),
                    (upheld, upheld_at_most, Hindrance::Upheld(upheld)),
                ] {
                    if number > allowed {
                        found.push(hindrance);
                    }
                }
            }
        }
        found
    }

    /// Objections of this group that are no blocks, whatever became of them.
    fn raised(&self) -> u32 {
        let mine = self.objections.iter().filter(|known| known.group == self.group && !known.blocks);
        u32::try_from(mine.count()).unwrap_or(u32::MAX)
    }
}

/// A text is agreed only when every group that is asked agrees. Asking nobody agrees nothing.
pub fn is_agreed(groups: &[GroupPoll<'_>]) -> bool {
    !groups.is_empty() && groups.iter().all(|group| group.hindrances().is_empty())
}

/// The position of somebody who took an objection back. What still stands of theirs speaks on; without any, they say `anew` where they are.
pub fn after_taking_back<'a>(theirs: impl IntoIterator<Item = &'a Objection>, anew: Position) -> Position {
    let speaking = theirs.into_iter().filter(|objection| objection.stands());
    speaking.map(|objection| if objection.blocks { Position::Block } else { Position::Object }).max().unwrap_or(anew)
}

/// The objections a text shows: those that still stand.
pub fn standing(objections: &[Objection]) -> impl Iterator<Item = &Objection> {
    objections.iter().filter(|objection| objection.stands())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::objection::ObjectionState;
    use super::*;

    const CONSENT: GroupRule =
        GroupRule { quorum: Quorum::Half, way: Way::Consent { hearing_suffices: false, upheld_at_most: 1 } };

    fn objection(state: ObjectionState) -> Objection {
        let id = Uuid::nil();
        Objection { id, group: id, by: id, paragraph: None, reason: "Darum.".into(), blocks: false, state }
    }

    fn poll(rule: GroupRule, positions: Positions, objections: &[Objection]) -> GroupPoll<'_> {
        GroupPoll { group: Uuid::nil(), rule, members: 5, positions, objections }
    }

    fn heard() -> ObjectionState {
        ObjectionState::Heard { at: chrono::DateTime::UNIX_EPOCH, note: "Besprochen.".into() }
    }

    #[test]
    fn an_objection_hinders_until_it_is_dealt_with() {
        let positions = Positions { agree: 3, object: 1, ..Positions::default() };
        let states = [
            (ObjectionState::Open, vec![Hindrance::OpenObjections(1)]),
            (heard(), vec![Hindrance::OpenObjections(1)]),
            (ObjectionState::Upheld { reason: "Doch.".into() }, vec![]),
            (ObjectionState::Integrated { version: 2 }, vec![]),
            (ObjectionState::TakenBack, vec![]),
        ];
        for (state, expected) in states {
            assert_eq!(poll(CONSENT, positions, &[objection(state)]).hindrances(), expected);
        }
        let hearing = GroupRule { way: Way::Consent { hearing_suffices: true, upheld_at_most: 0 }, ..CONSENT };
        assert!(is_agreed(&[poll(hearing, positions, &[objection(heard())])]));
        let upheld = [objection(ObjectionState::Upheld { reason: "Doch.".into() })];
        assert_eq!(poll(hearing, positions, &upheld).hindrances(), [Hindrance::Upheld(1)]);
        assert_eq!(poll(CONSENT, positions, &[]).hindrances(), [Hindrance::OpenObjections(1)]);
        let few = Positions { abstain: 2, ..Positions::default() };
        let expected = [Hindrance::Quorum { cast: 2, members: 5 }, Hindrance::NobodyAgrees];
        assert_eq!(poll(CONSENT, few, &[]).hindrances(), expected);
    }

    #[test]
    fn every_group_has_to_agree_by_its_own_rule() {
        let yes = poll(CONSENT, Positions { agree: 4, ..Positions::default() }, &[]);
        let vote = GroupRule { quorum: Quorum::None, way: Way::Vote(Majority::TwoThirds) };
        let tie = Positions { agree: 2, object: 1, block: 1, abstain: 0 };
        assert!(is_agreed(&[yes]) && !is_agreed(&[]));
        assert!(!is_agreed(&[yes, poll(vote, tie, &[])]));
        assert_eq!(poll(vote, tie, &[]).hindrances(), [Hindrance::NoMajority]);
    }

    #[test]
    fn who_takes_the_last_objection_back_says_anew_where_they_are() {
        let back = objection(ObjectionState::TakenBack);
        let open = objection(ObjectionState::Open);
        let block = Objection { blocks: true, ..open.clone() };
        assert_eq!(after_taking_back([&back], Position::Abstain), Position::Abstain);
        assert_eq!(after_taking_back([&back, &open], Position::Agree), Position::Object);
        assert_eq!(after_taking_back([&block, &open], Position::Agree), Position::Block);
    }

    proptest! {
        #[test]
        fn one_block_is_enough_and_another_yes_never_hurts(agree in 0..9_u32, abstain in 0..9_u32, object in 0..9_u32, block in 0..3_u32) {
            let positions = Positions { agree, abstain, object, block };
            let agreed = |positions| poll(CONSENT, positions, &[]).hindrances().is_empty();
            prop_assert!(block == 0 || !agreed(positions));
            let more = Positions { agree: agree + 1, ..positions };
            prop_assert!(!agreed(positions) || agreed(more));
            let list = [(Position::Agree, agree), (Position::Abstain, abstain), (Position::Object, object), (Position::Block, block)];
            let all = list.into_iter().flat_map(|(position, number)| (0..number).map(move |_| position));
            prop_assert_eq!(Positions::of(all), positions);
        }
    }
}
