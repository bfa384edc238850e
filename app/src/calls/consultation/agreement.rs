//! The consent poll on a text: what one reader may see of it.

use chrono::{DateTime, Utc};
use domain::agreement::consent::{Position, Positions};
use domain::agreement::objection::ObjectionState;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
#[cfg(feature = "ssr")]
use {
    crate::calls::request,
    crate::services::consultation::agreement::{Agreement, Poll},
    crate::services::{chance, people::Person},
    crate::texts::{agreement as words, consultation as t, fill},
    domain::process::phase::Activity,
    domain::process::space::ThingKind,
    domain::text::document::{Content, Number},
    store::{RaisedObjection, Stored},
};

use crate::error::CallError;

/// The poll on a text as one reader may see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AgreementView {
    pub text: Uuid,
    pub title: String,
    /// Address and name of what stands above the text, the highest first.
    pub trail: Vec<(String, String)>,
    /// The newest version, which is asked about.
    pub version: u32,
    /// Whether all groups agree; nothing where nobody is asked.
    pub agreed: Option<bool>,
    /// Why nobody is asked, where that is so.
    pub not_asked: Option<String>,
    /// The groups that the reader may know of.
    pub groups: Vec<GroupView>,
    /// The objections that the reader may see, the oldest first.
    pub objections: Vec<ObjectionView>,
    /// The paragraphs of the newest version: identity, number and how they begin.
    pub paragraphs: Vec<(Uuid, String, String)>,
    /// Whether somebody is signed in.
    pub signed_in: bool,
}

/// A group that is asked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupView {
    pub id: Uuid,
    pub name: String,
    pub rule: String,
    /// What its members say; nothing for those who see only that the group is there.
    pub figures: Option<Figures>,
    /// For members: who says what.
    pub named: Vec<(String, Option<Position>)>,
    /// For members: what they themselves say.
    pub own: Option<OwnPosition>,
}

/// Without names: what is printed may land in a log.
impl std::fmt::Debug for GroupView {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("GroupView").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A group's positions, counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    pub agreed: bool,
    /// What keeps the group from agreeing, in sentences.
    pub hurdles: Vec<String>,
    pub members: u32,
    pub now: Positions,
    /// On earlier versions, the newest first.
    pub earlier: Vec<(u32, Positions)>,
}

/// What a member says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPosition {
    /// On the newest version.
    pub now: Option<Position>,
    /// On the newest of the earlier ones.
    pub earlier: Option<(u32, Position)>,
    /// Whether an objection of theirs stands.
    pub objects: bool,
    /// Whether the phase allows to say something now.
    pub may: bool,
    /// The identity that a new objection gets.
    pub fresh: Uuid,
}

/// An objection.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct ObjectionView {
    pub id: Uuid,
    pub group: Uuid,
    pub group_name: String,
    /// The version it was raised against.
    pub number: u32,
    pub at: DateTime<Utc>,
    /// Who raised it; names are for members.
    pub who: String,
    pub blocks: bool,
    pub reason: String,
    pub paragraph: Option<Uuid>,
    pub state: ObjectionState,
    /// Counts up with every change.
    pub seen: u32,
    /// Whether the reader raised it and may go on with it.
    pub mine: bool,
    /// Whether the reader leads the group.
    pub leads: bool,
}

/// Without name and words: what is printed may land in a log.
impl std::fmt::Debug for ObjectionView {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ObjectionView").field("id", &self.id).finish_non_exhaustive()
    }
}

impl ObjectionView {
    /// Whether it still speaks against the text.
    pub fn stands(&self) -> bool {
        !matches!(self.state, ObjectionState::Integrated { .. } | ObjectionState::TakenBack)
    }
}

/// The poll on a text. `text` is its identity.
#[server(prefix = "/calls", endpoint = "load-agreement")]
pub async fn load_agreement(text: String) -> Result<AgreementView, CallError> {
    let person = request::person().await?;
    let services = request::services()?;
    let text = text.parse().map_err(|_| CallError::NotFound)?;
    let found = Agreement::of(&services, text, person.as_ref()).await.map_err(request::failed)?;
    let found = found.ok_or(CallError::NotFound)?;
    let version = services.records.version(text, found.head.current).await.map_err(request::failed)?;
    let content = version.map(|version| version.content);
    let conference = &found.space.conference.value;
    let mut trail = vec![
        ("/consultations".to_owned(), t::CONSULTATIONS.to_owned()),
        (format!("/consultations/{}", conference.slug), conference.title.clone()),
    ];
    trail.extend(
        found.space.group.iter().map(|group| (format!("/groups/{}", group.value.id), group.value.name.clone())),
    );
    trail.push((format!("/texts/{text}"), found.head.title.clone()));
    let asked = found.is_asked();
    let not_asked = if found.polls.is_empty() { words::NOBODY_ASKED } else { words::DRAFT };
    Ok(AgreementView {
        text,
        title: found.head.title.clone(),
        trail,
        version: found.head.current,
        agreed: asked.then(|| found.is_agreed()),
        not_asked: (!asked).then(|| not_asked.to_owned()),
        groups: if asked { group_views(&found, person.as_ref()) } else { Vec::new() },
        objections: found
            .objections
            .iter()
            .filter(|raised| found.shows(raised))
            .map(|raised| objection_view(&found, raised, person.as_ref()))
            .collect(),
        paragraphs: named_paragraphs(content.as_ref()),
        signed_in: person.is_some(),
    })
}

#[cfg(feature = "ssr")]
fn group_views(found: &Agreement, person: Option<&Person>) -> Vec<GroupView> {
    let seen = found.polls.iter().filter_map(|poll| Some((poll, poll.space.as_ref()?)));
    seen.map(|(poll, space)| GroupView {
        id: poll.group.id,
        name: poll.group.name.clone(),
        rule: words::rule(poll.group.rule),
        figures: poll.sees(ThingKind::Positions).then(|| figures(found, poll)),
        named: if space.seat.is_inside() { named(found, poll) } else { Vec::new() },
        own: person.filter(|person| poll.is_member(person.id)).map(|person| own(found, poll, person)),
    })
    .collect()
}

#[cfg(feature = "ssr")]
fn figures(found: &Agreement, poll: &Poll) -> Figures {
    let now = poll.at(found.head.current);
    let hindrances = now.hindrances();
    let missing = now.rule.quorum.missing(now.positions.as_count(), now.members);
    let mut numbers: Vec<u32> = poll.positions.iter().map(|taken| taken.number).collect();
    numbers.retain(|number| *number < found.head.current);
    numbers.dedup();
    Figures {
        agreed: hindrances.is_empty(),
        hurdles: hindrances.into_iter().map(|hindrance| words::hindrance(hindrance, missing)).collect(),
        members: now.members,
        now: now.positions,
        earlier: numbers.into_iter().rev().map(|number| (number, poll.positions(number))).collect(),
    }
}

/// Members with what they say, in the order of positions and names: which is no order of time.
#[cfg(feature = "ssr")]
fn named(found: &Agreement, poll: &Poll) -> Vec<(String, Option<Position>)> {
    let said = |account| {
        let now = |taken: &&store::TakenPosition| taken.number == found.head.current && taken.account == account;
        poll.positions.iter().find(now).map(|taken| taken.position)
    };
    let mut named: Vec<(String, Option<Position>)> =
        poll.members.iter().map(|member| (known_as(&member.name), said(member.account))).collect();
    named.sort_by(|(one, says), (other, other_says)| {
        (says.is_none(), says, one).cmp(&(other_says.is_none(), other_says, other))
    });
    named
}

#[cfg(feature = "ssr")]
fn own(found: &Agreement, poll: &Poll, person: &Person) -> OwnPosition {
    let mine = poll.positions.iter().filter(|taken| taken.account == person.id);
    let (now, earlier): (Vec<_>, Vec<_>) = mine.partition(|taken| taken.number == found.head.current);
    OwnPosition {
        now: now.first().map(|taken| taken.position),
        earlier: earlier.into_iter().map(|taken| (taken.number, taken.position)).max_by_key(|(number, _)| *number),
        objects: poll.objections.iter().any(|objection| objection.by == person.id && objection.stands()),
        may: found.space.may(Activity::Position),
        fresh: chance::uuid(),
    }
}

#[cfg(feature = "ssr")]
fn objection_view(found: &Agreement, raised: &RaisedObjection, person: Option<&Person>) -> ObjectionView {
    let Stored { value, version } = &raised.objection;
    let poll = found.poll(value.group);
    let seat = poll.and_then(|poll| poll.space.as_ref()).map(|space| space.seat);
    let mine = person.is_some_and(|person| person.id == value.by && poll.is_some_and(|poll| poll.is_member(person.id)));
    // Who is a member is not public, even where what is said is.
    let inside = mine || seat.is_some_and(domain::process::conference::Seat::is_inside);
    ObjectionView {
        id: value.id,
        group: value.group,
        group_name: poll.map(|poll| poll.group.name.clone()).unwrap_or_default(),
        number: raised.number,
        at: raised.at,
        who: if inside { known_as(&raised.name) } else { words::A_MEMBER.to_owned() },
        blocks: value.blocks,
        reason: value.reason.clone(),
        paragraph: value.paragraph,
        state: value.state.clone(),
        seen: *version,
        mine: mine && found.space.may(Activity::Position),
        leads: seat.is_some_and(domain::process::conference::Seat::leads),
    }
}

/// The paragraphs with their numbers, and how they begin, to recognise them by.
#[cfg(feature = "ssr")]
fn named_paragraphs(content: Option<&Content>) -> Vec<(Uuid, String, String)> {
    let Some(content) = content else { return Vec::new() };
    let number = |number: Number| match number {
        Number::Paragraph(number) => fill(t::PARAGRAPH, &[("n", &number.to_string())]),
        Number::Heading(outline) => {
            let outline: Vec<String> = outline.iter().map(ToString::to_string).collect();
            fill(t::HEADING, &[("n", &outline.join("."))])
        }
    };
    let numbered = content.paragraphs.iter().zip(content.numbers());
    numbered.map(|(paragraph, at)| (paragraph.id, number(at), beginning(&paragraph.block.text))).collect()
}

#[cfg(feature = "ssr")]
fn beginning(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    format!("{} …", line.chars().take(LONGEST).collect::<String>().trim_end())
}

#[cfg(feature = "ssr")]
pub(super) fn known_as(name: &str) -> String {
    if name.is_empty() { t::FORMER_ACCOUNT.to_owned() } else { name.to_owned() }
}
