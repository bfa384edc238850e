//! The frame of a consultation: a conference, its working groups made from one template, and who sits where.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::phase::{Activity, Audience, Schedule, ScheduleProblem};
use super::space::{Openness, Thing, Viewer, may_see};
use crate::account::Role;
use crate::agreement::consent::{GroupRule, Way};
use crate::amendment::state::SupportRule;
use crate::majority::Quorum;
use crate::text::document::Tag;

/// Most characters of a name or a title.
pub const LONGEST_NAME: usize = 200;
/// Most characters of a purpose, a programme or a form for minutes.
pub const LONGEST_WORDS: usize = 20_000;

/// A conference: programme, dates, phases. What is decided in its working groups comes together in its report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conference {
    /// Part of its address: see [`crate::survey::Survey::slug`].
    pub slug: String,
    /// Its name.
    pub title: String,
    /// What it is for, in a few sentences; Markdown.
    pub purpose: String,
    /// The programme; Markdown.
    pub programme: String,
    /// Where it meets.
    pub place: String,
    /// First and last day.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// The phases of everything in it that has none of its own.
    pub schedule: Schedule,
    /// Whether strangers see that it is there.
    pub published: bool,
}

/// A working group of a conference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingGroup {
    /// Its identity.
    pub id: Uuid,
    /// The conference's slug.
    pub conference: String,
    /// Its name.
    pub name: String,
    /// Its place in lists, from 0.
    pub place: u32,
    /// What it works on; Markdown.
    pub purpose: String,
    /// Where it meets.
    pub room: String,
    /// Who sees what is said in it.
    pub openness: Openness,
    /// Phases of its own; otherwise those of the conference.
    pub schedule: Option<Schedule>,
    /// What minutes begin with; Markdown.
    pub minutes_form: String,
    /// Whether comments of people from outside are looked at before others see them.
    pub review: bool,
    /// When the group has agreed to a text.
    pub rule: GroupRule,
    /// What an amendment needs before the group has to deal with it.
    pub support: SupportRule,
    /// What it is about, in the fixed vocabularies.
    pub tags: BTreeSet<Tag>,
}

/// What all groups of a conference begin with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupTemplate {
    /// See [`WorkingGroup::openness`].
    pub openness: Openness,
    /// See [`WorkingGroup::minutes_form`].
    pub minutes_form: String,
    /// See [`WorkingGroup::review`].
    pub review: bool,
    /// See [`WorkingGroup::rule`].
    pub rule: GroupRule,
    /// See [`WorkingGroup::support`].
    pub support: SupportRule,
}

impl Default for GroupTemplate {
    /// Visible groups that agree by consent of at least half of their members and deal with every amendment.
    fn default() -> Self {
        Self {
            openness: Openness::Visible,
            minutes_form: String::new(),
            review: true,
            rule: GroupRule { quorum: Quorum::Half, way: Way::Consent { hearing_suffices: false, upheld_at_most: 0 } },
            support: SupportRule { least: 0, until: None },
        }
    }
}

impl GroupTemplate {
    /// A group of this kind.
    pub fn group(&self, id: Uuid, conference: &str, name: &str, place: u32) -> WorkingGroup {
        WorkingGroup {
            id,
            conference: conference.to_owned(),
            name: name.trim().to_owned(),
            place,
            purpose: String::new(),
            room: String::new(),
            openness: self.openness,
            schedule: None,
            minutes_form: self.minutes_form.clone(),
            review: self.review,
            rule: self.rule,
            support: self.support,
            tags: BTreeSet::new(),
        }
    }
}

/// What is wrong with a conference or a group; everything at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum FrameProblem {
    /// The name is missing or longer than [`LONGEST_NAME`].
    #[error("the name is missing or too long")]
    Name,
    /// The address is none: small letters, digits and hyphens.
    #[error("the address is made of small letters, digits and hyphens")]
    Slug,
    /// A text is longer than [`LONGEST_WORDS`].
    #[error("a text is too long")]
    TooLong,
    /// The last day is before the first.
    #[error("the last day is before the first")]
    Days,
    /// Something is wrong with the phases.
    #[error(transparent)]
    Schedule(ScheduleProblem),
}

impl Conference {
    /// All that is wrong; empty when it can be kept.
    pub fn problems(&self) -> Vec<FrameProblem> {
        let mut found = words([&self.title], [&self.purpose, &self.programme, &self.place]);
        let plain = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
        if self.slug.is_empty() || self.slug.len() > 80 || !self.slug.chars().all(plain) {
            found.push(FrameProblem::Slug);
        }
        if self.days.is_some_and(|(first, last)| last < first) {
            found.push(FrameProblem::Days);
        }
        found.extend(self.schedule.problems().into_iter().map(FrameProblem::Schedule));
        found
    }
}

impl WorkingGroup {
    /// All that is wrong; empty when it can be kept.
    pub fn problems(&self) -> Vec<FrameProblem> {
        let mut found = words([&self.name], [&self.purpose, &self.room, &self.minutes_form]);
        found.extend(self.schedule.iter().flat_map(Schedule::problems).map(FrameProblem::Schedule));
        found
    }

    /// The phases that hold in it.
    pub fn schedule<'a>(&'a self, conference: &'a Conference) -> &'a Schedule {
        self.schedule.as_ref().unwrap_or(&conference.schedule)
    }
}

fn words<const N: usize>(names: [&String; 1], texts: [&String; N]) -> Vec<FrameProblem> {
    let mut found = Vec::new();
    if names.iter().any(|name| name.trim().is_empty() || name.chars().count() > LONGEST_NAME) {
        found.push(FrameProblem::Name);
    }
    if texts.iter().any(|text| text.chars().count() > LONGEST_WORDS) {
        found.push(FrameProblem::TooLong);
    }
    found
}

/// Where somebody sits: what the person is in one space. Everything that depends on the person is asked here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seat {
    /// Not signed in.
    Stranger,
    /// Signed in, and no member.
    Guest(Uuid),
    /// A member.
    Member(Uuid),
    /// A chair of the group, or staff of the office.
    Chair(Uuid),
}

impl Seat {
    /// The seat of an account (none: nobody is signed in) that is a member (`Some(chairs)`) or not.
    pub fn of(account: Option<(Uuid, Role)>, member: Option<bool>) -> Self {
        match (account, member) {
            (None, _) => Self::Stranger,
            (Some((id, Role::Administrator | Role::Staff)), _) | (Some((id, _)), Some(true)) => Self::Chair(id),
            (Some((id, _)), Some(false)) => Self::Member(id),
            (Some((id, _)), None) => Self::Guest(id),
        }
    }

    /// The account.
    pub fn account(self) -> Option<Uuid> {
        match self {
            Self::Stranger => None,
            Self::Guest(id) | Self::Member(id) | Self::Chair(id) => Some(id),
        }
    }

    /// Whether it is one of the members or leads them.
    pub fn is_inside(self) -> bool {
        matches!(self, Self::Member(_) | Self::Chair(_))
    }

    /// Whether it leads.
    pub fn leads(self) -> bool {
        matches!(self, Self::Chair(_))
    }

    fn audience(self) -> Audience {
        match self {
            Self::Stranger => Audience::Everybody,
            Self::Guest(_) => Audience::SignedIn,
            Self::Member(_) => Audience::Members,
            Self::Chair(_) => Audience::Chairs,
        }
    }

    /// Whether it may do this now, as far as the phases say. What strangers do needs an account all the same; see the caller.
    pub fn may(self, activity: Activity, schedule: &Schedule, now: DateTime<Utc>) -> bool {
        schedule.allows(activity, self.audience(), now)
    }

    /// Whether it may see a thing of a space.
    pub fn sees(self, openness: Openness, thing: &Thing) -> bool {
        let viewer = match self {
            Self::Stranger => Viewer::Stranger(None),
            Self::Guest(id) => Viewer::Stranger(Some(id)),
            Self::Member(id) => Viewer::Member(id),
            Self::Chair(id) => Viewer::Chair(id),
        };
        may_see(openness, thing, viewer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conference() -> Conference {
        Conference {
            slug: "konferenz-2027".into(),
            title: "Integrationskonferenz 2027".into(),
            purpose: String::new(),
            programme: String::new(),
            place: String::new(),
            days: None,
            schedule: Schedule::default(),
            published: false,
        }
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        assert_eq!(conference().problems(), []);
        let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).expect("a day");
        let wrong = Conference {
            slug: "Konferenz 2027".into(),
            title: " ".into(),
            programme: "x".repeat(LONGEST_WORDS + 1),
            days: Some((day(2), day(1))),
            ..conference()
        };
        let expected = [FrameProblem::Name, FrameProblem::TooLong, FrameProblem::Slug, FrameProblem::Days];
        assert_eq!(wrong.problems(), expected);
    }

    #[test]
    fn staff_lead_everywhere_and_chairs_where_they_chair() {
        let id = Uuid::from_u128(7);
        assert_eq!(Seat::of(None, Some(true)), Seat::Stranger);
        assert_eq!(Seat::of(Some((id, Role::Staff)), None), Seat::Chair(id));
        assert_eq!(Seat::of(Some((id, Role::Chair)), None), Seat::Guest(id));
        assert_eq!(Seat::of(Some((id, Role::Member)), Some(true)), Seat::Chair(id));
        assert_eq!(Seat::of(Some((id, Role::Delegate)), Some(false)), Seat::Member(id));
        assert!(Seat::Member(id).is_inside() && !Seat::Member(id).leads() && !Seat::Guest(id).is_inside());
    }
}
