//! Phases with free names, order, times and rights. They switch by themselves: what counts is the moment one asks about.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Something people do in a consultation that a phase allows or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// Read the texts.
    Read,
    /// Comment and reply.
    Comment,
    /// Write and change amendments.
    Amend,
    /// Support amendments.
    Support,
    /// Say whether one can live with a text; raise objections.
    Position,
    /// Take part in votes.
    Vote,
    /// Write the text itself.
    Write,
    /// Merge amendments into a version.
    Merge,
    /// Register for meetings.
    Register,
}

impl Activity {
    /// All activities, in the order they are offered.
    pub const ALL: [Self; 9] = [
        Self::Read,
        Self::Comment,
        Self::Amend,
        Self::Support,
        Self::Position,
        Self::Vote,
        Self::Write,
        Self::Merge,
        Self::Register,
    ];
}

/// Who may do it: each includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The chairs of the space, and the office.
    Chairs,
    /// The members of the space.
    Members,
    /// Everybody with an account.
    SignedIn,
    /// Everybody.
    Everybody,
}

/// A phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phase {
    /// Its identity; a renamed or moved phase stays the same.
    pub id: Uuid,
    /// Any name.
    pub name: String,
    /// From this moment on.
    pub starts: DateTime<Utc>,
    /// Until just before this moment.
    pub ends: DateTime<Utc>,
    /// Who may do what; what is not listed nobody may do.
    pub rights: BTreeMap<Activity, Audience>,
}

/// The phases of a space, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Schedule {
    /// The phases. Between two there may be a pause in which everything rests.
    pub phases: Vec<Phase>,
}

/// What is wrong with a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScheduleProblem {
    /// A phase (by its place) has no name.
    #[error("phase {0} has no name")]
    NoName(usize),
    /// A phase ends before it starts.
    #[error("phase {0} ends before it starts")]
    NoTime(usize),
    /// A phase starts before the one in front of it ends.
    #[error("phase {0} starts before the one in front of it ends")]
    Overlap(usize),
}

/// What comes next, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next<'a> {
    /// This phase starts then.
    Starts(&'a Phase),
    /// The running phase ends then, and a pause or nothing comes after it.
    Ends(&'a Phase),
}

impl Schedule {
    /// Three phases to begin with: groups write, everybody reads and comments, bodies decide.
    pub fn suggested(from: DateTime<Utc>, mut ids: impl FnMut() -> Uuid) -> Self {
        use Activity::{Amend, Comment, Merge, Position, Read, Register, Support, Vote, Write};
        use Audience::{Chairs, Everybody, Members, SignedIn};
        let inside = [Comment, Amend, Support, Position, Vote, Write, Register].map(|activity| (activity, Members));
        let mut starts = from;
        let mut phase = |name: &str, days: i64, rights: &[(Activity, Audience)]| {
            let ends = starts + chrono::TimeDelta::days(days);
            let rights = inside.iter().chain(rights).copied().chain([(Merge, Chairs)]).collect();
            let phase = Phase { id: ids(), name: name.to_owned(), starts, ends, rights };
            starts = ends;
            phase
        };
        let open = [(Read, Everybody), (Comment, SignedIn), (Support, SignedIn), (Register, SignedIn)];
        let phases = vec![
            phase("Entwürfe in den Gruppen", 60, &[(Read, Members)]),
            phase("Öffentliche Beratung", 30, &[open.as_slice(), &[(Write, Chairs)]].concat()),
            phase(
                "Beratung in den Gremien",
                90,
                &[(Read, Everybody), (Comment, Chairs), (Amend, Chairs), (Write, Chairs)],
            ),
        ];
        Self { phases }
    }

    /// All that is wrong; empty when it can be used.
    pub fn problems(&self) -> Vec<ScheduleProblem> {
        let mut found = Vec::new();
        for (at, phase) in self.phases.iter().enumerate() {
            if phase.name.trim().is_empty() {
                found.push(ScheduleProblem::NoName(at));
            }
            if phase.ends <= phase.starts {
                found.push(ScheduleProblem::NoTime(at));
            }
            if at > 0 && phase.starts < self.phases[at - 1].ends {
                found.push(ScheduleProblem::Overlap(at));
            }
        }
        found
    }

    /// The phase that runs now.
    pub fn phase_at(&self, now: DateTime<Utc>) -> Option<&Phase> {
        self.phases.iter().find(|phase| phase.starts <= now && now < phase.ends)
    }

    /// Whether somebody of this audience may do something now. In pauses, before and after everything, the chairs may read, and whoever
    /// could read in the last phase still can: what was said in the open does not vanish.
    pub fn allows(&self, activity: Activity, who: Audience, now: DateTime<Utc>) -> bool {
        if let Some(phase) = self.phase_at(now) {
            return phase.allows(activity, who);
        }
        let last = self.phases.iter().rev().find(|phase| phase.ends <= now);
        activity == Activity::Read && (who == Audience::Chairs || last.is_some_and(|last| last.allows(activity, who)))
    }

    /// The next switch after now, and its moment.
    pub fn next_switch(&self, now: DateTime<Utc>) -> Option<(DateTime<Utc>, Next<'_>)> {
        let starts = self.phases.iter().map(|phase| (phase.starts, Next::Starts(phase)));
        let ends = self.phases.iter().map(|phase| (phase.ends, Next::Ends(phase)));
        // Where one ends and the next starts in one moment, the start is what people want to know: it comes first.
        starts.chain(ends).filter(|(at, _)| *at > now).min_by_key(|(at, _)| *at)
    }
}

impl Phase {
    /// Whether somebody of this audience may do something in this phase.
    pub fn allows(&self, activity: Activity, who: Audience) -> bool {
        self.rights.get(&activity).is_some_and(|widest| who <= *widest)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn time(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).expect("a time")
    }

    fn phase(name: &str, starts: i64, ends: i64, rights: &[(Activity, Audience)]) -> Phase {
        let rights = rights.iter().copied().collect();
        Phase { id: Uuid::nil(), name: name.into(), starts: time(starts), ends: time(ends), rights }
    }

    fn schedule() -> Schedule {
        let draft = [(Activity::Read, Audience::Members), (Activity::Write, Audience::Members)];
        let open = [(Activity::Read, Audience::Everybody), (Activity::Comment, Audience::SignedIn)];
        Schedule { phases: vec![phase("Entwurf", 10, 20, &draft), phase("Öffentlich", 20, 30, &open)] }
    }

    #[test]
    fn a_phase_starts_and_ends_at_its_moment() {
        let schedule = schedule();
        let name = |now| schedule.phase_at(time(now)).map(|phase| phase.name.as_str());
        let names = [9, 10, 19, 20, 29, 30].map(name);
        assert_eq!(names, [None, Some("Entwurf"), Some("Entwurf"), Some("Öffentlich"), Some("Öffentlich"), None]);
        assert!(schedule.allows(Activity::Comment, Audience::SignedIn, time(29)));
        assert!(!schedule.allows(Activity::Comment, Audience::SignedIn, time(30)));
        assert!(!schedule.allows(Activity::Comment, Audience::Everybody, time(25)));
        assert!(schedule.allows(Activity::Write, Audience::Chairs, time(15)));
        assert!(!schedule.allows(Activity::Read, Audience::SignedIn, time(15)));
        assert!(schedule.allows(Activity::Read, Audience::Everybody, time(99)));
        let next = |now| schedule.next_switch(time(now)).map(|(at, _)| at.timestamp());
        assert_eq!([next(0), next(10), next(20), next(30)], [Some(10), Some(20), Some(30), None]);
        assert!(matches!(schedule.next_switch(time(10)), Some((_, Next::Starts(phase))) if phase.name == "Öffentlich"));
    }

    #[test]
    fn the_suggested_phases_follow_each_other_and_open_to_everybody() {
        let suggested = Schedule::suggested(time(0), || Uuid::from_u128(1));
        assert_eq!((suggested.problems(), suggested.phases.len()), (vec![], 3));
        let day = |day: i64| time(day * 86_400);
        assert!(suggested.allows(Activity::Write, Audience::Members, day(1)));
        assert!(!suggested.allows(Activity::Read, Audience::Everybody, day(1)));
        assert!(suggested.allows(Activity::Comment, Audience::SignedIn, day(61)));
        assert!(!suggested.allows(Activity::Write, Audience::Members, day(61)));
        assert!(suggested.allows(Activity::Position, Audience::Members, day(100)));
        assert!(!suggested.allows(Activity::Comment, Audience::SignedIn, day(100)));
    }

    #[test]
    fn what_cannot_be_is_said() {
        let phases = vec![phase(" ", 10, 20, &[]), phase("B", 19, 19, &[])];
        let expected = [ScheduleProblem::NoName(0), ScheduleProblem::NoTime(1), ScheduleProblem::Overlap(1)];
        assert_eq!(Schedule { phases }.problems(), expected);
        let kept: Schedule =
            serde_json::from_value(serde_json::to_value(schedule()).expect("json")).expect("a schedule");
        assert_eq!((kept.problems(), kept), (vec![], schedule()));
    }

    proptest! {
        #[test]
        fn at_most_one_phase_runs_and_a_wider_audience_never_may_more(lengths in prop::collection::vec((0..3_i64, 1..4_i64), 0..6), now in 0..30_i64) {
            let mut at = 0;
            let phases = lengths.iter().map(|(pause, length)| {
                at += pause + length;
                phase("P", at - length, at, &[(Activity::Read, Audience::Members)])
            });
            let schedule = Schedule { phases: phases.collect() };
            prop_assert!(schedule.problems().is_empty());
            let now = time(now);
            prop_assert!(schedule.phases.iter().filter(|phase| phase.starts <= now && now < phase.ends).count() <= 1);
            let may = |who| schedule.allows(Activity::Read, who, now);
            prop_assert!(may(Audience::Chairs) || schedule.phase_at(now).is_some());
            prop_assert!(!may(Audience::Everybody) || may(Audience::SignedIn));
            prop_assert!(schedule.next_switch(now).is_none_or(|(at, _)| at > now));
        }
    }
}
