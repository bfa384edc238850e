//! Consultations on the server: who sits where, who sees what, and what happens.
//!
//! [`Space`] is the one gate: whatever goes out (page, list, count, feed, mail, file, live frame) asks [`Space::sees`], whatever is
//! done asks [`Space::may`].

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::process::conference::{Conference, Seat, WorkingGroup};
use domain::process::phase::{Activity, Schedule};
use domain::process::space::{Openness, Standing, Thing, ThingKind};
use domain::text::document::Content;
use domain::text::kind::TextStage;
use store::{Happening, StoreError, Stored, TextHead};
use uuid::Uuid;

use super::people::Person;
use super::{Services, chance};

pub mod agreement;
pub mod amendments;
pub mod archive;
pub mod commenting;
pub mod discussion;
mod discussion_part;
pub mod feeds;
pub mod following;
pub mod happenings;
pub mod imports;
pub mod meetings;
pub mod merging;
pub mod moderation;
pub mod news;
pub mod notices;
pub mod outcome;
pub mod paper;
pub mod trace;
pub mod voting;

/// A working group, or a conference as a whole, as one person meets it.
#[derive(Debug, Clone)]
pub struct Space {
    /// The conference.
    pub conference: Stored<Conference>,
    /// The group; none for what belongs to the whole conference.
    pub group: Option<Stored<WorkingGroup>>,
    /// Where the person sits.
    pub seat: Seat,
    /// Now, for phases.
    pub now: DateTime<Utc>,
}

impl Space {
    /// A conference; nothing when the person may not know of it.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn of_conference(
        services: &Services,
        slug: &str,
        person: Option<&Person>,
    ) -> Result<Option<Self>, StoreError> {
        let Some(conference) = services.records.conference(slug).await? else { return Ok(None) };
        // Who works in one of its groups is inside the conference, but leads nothing there.
        let member = match person {
            Some(person) => services.records.sits_in(slug, person.id).await?.then_some(false),
            None => None,
        };
        let seat = Seat::of(person.map(|person| (person.id, person.role)), member);
        let space = Self { conference, group: None, seat, now: services.clock.now() };
        Ok(space.sees(ThingKind::Description, Standing::Published, None).then_some(space))
    }

    /// A working group; nothing when the person may not know of it.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn of_group(services: &Services, id: Uuid, person: Option<&Person>) -> Result<Option<Self>, StoreError> {
        let Some(group) = services.records.group(id).await? else { return Ok(None) };
        let Some(conference) = services.records.conference(&group.value.conference).await? else { return Ok(None) };
        let member = match person {
            Some(person) => services.records.membership(id, person.id).await?,
            None => None,
        };
        let seat = Seat::of(person.map(|person| (person.id, person.role)), member);
        let space = Self { conference, group: Some(group), seat, now: services.clock.now() };
        Ok(space.sees(ThingKind::Description, Standing::Published, None).then_some(space))
    }

    /// The space of a text and what is known of the text; nothing when the person may not see it.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn of_text(
        services: &Services,
        id: Uuid,
        person: Option<&Person>,
    ) -> Result<Option<(Self, TextHead)>, StoreError> {
        let Some(head) = services.records.text(id).await? else { return Ok(None) };
        let space = match head.group {
            Some(group) => Self::of_group(services, group, person).await?,
            None => Self::of_conference(services, &head.conference, person).await?,
        };
        Ok(space.filter(|space| space.sees_text(&head)).map(|space| (space, head)))
    }

    /// What a text says as this person may read it and take it along: that a paragraph came from a text which they do not see, only
    /// its seal tells.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn sealed(services: &Services, content: Content, person: Option<&Person>) -> Result<Content, StoreError> {
        let origins = content.paragraphs.iter().filter_map(|paragraph| paragraph.origin);
        let texts: BTreeSet<Uuid> = origins.map(|origin| origin.text).collect();
        let mut seen = BTreeSet::new();
        for text in texts {
            if Self::of_text(services, text, person).await?.is_some() {
                seen.insert(text);
            }
        }
        Ok(content.sealed_but_for(&seen))
    }

    /// Who sees what is said here.
    pub fn openness(&self) -> Openness {
        match &self.group {
            Some(group) if self.conference.value.published || group.value.openness == Openness::Closed => {
                group.value.openness
            }
            None if self.conference.value.published => Openness::Public,
            // What is not announced yet is known to those inside only.
            _ => Openness::Closed,
        }
    }

    /// The phases that hold here.
    pub fn schedule(&self) -> &Schedule {
        match &self.group {
            Some(group) => group.value.schedule(&self.conference.value),
            None => &self.conference.value.schedule,
        }
    }

    /// Whether the person sees a thing of this kind, standing and author. The description everybody sees who may know of the space;
    /// anything else only who may read now.
    pub fn sees(&self, kind: ThingKind, standing: Standing, author: Option<Uuid>) -> bool {
        let thing = Thing { id: Uuid::nil(), kind, standing, author, title: String::new() };
        let reads = kind == ThingKind::Description || self.seat.leads() || self.may(Activity::Read);
        reads && self.seat.sees(self.openness(), &thing)
    }

    /// Whether the person sees this text.
    pub fn sees_text(&self, head: &TextHead) -> bool {
        self.sees(ThingKind::Text, standing(head), Some(head.author))
    }

    /// Whether the person may do this now, as far as seat and phases say. Doing anything but reading takes an account.
    pub fn may(&self, activity: Activity) -> bool {
        let known = activity == Activity::Read || self.seat.account().is_some();
        known && self.seat.may(activity, self.schedule(), self.now)
    }

    /// The group's identity.
    pub fn group_id(&self) -> Option<Uuid> {
        self.group.as_ref().map(|group| group.value.id)
    }

    /// Something that the person makes happen here now.
    pub fn happening(&self, kind: &str, deed: &str, thing: Uuid, text: Option<Uuid>, standing: Standing) -> Happening {
        Happening {
            id: chance::uuid_in_order(self.now),
            at: self.now,
            conference: self.conference.value.slug.clone(),
            group: self.group_id(),
            text,
            thing,
            kind: kind.to_owned(),
            deed: deed.to_owned(),
            standing,
            by: self.seat.account(),
        }
    }
}

/// How far a text is, as a thing in its space: a draft is its author's and the chairs'.
pub fn standing(head: &TextHead) -> Standing {
    match head.stage {
        TextStage::Draft => Standing::Withheld,
        TextStage::Open | TextStage::Settled => Standing::Published,
    }
}
