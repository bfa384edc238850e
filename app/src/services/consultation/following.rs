//! What can be followed, as one person sees it: a conference, a group, a text, or a thread in one.

use domain::process::space::ThingKind;
use store::StoreError;
use uuid::Uuid;

use super::commenting::has_place;
use super::discussion::address;
use super::outcome::short;
use super::{Space, meetings};
use crate::services::Services;
use crate::services::people::Person;
use crate::texts::{fill, notices as t};

/// Something that can be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What kind of thing it is, in German.
    pub kind: String,
    /// What it is called.
    pub name: String,
    /// Path of its page.
    pub path: String,
    /// Whether there are feeds of it.
    pub has_feed: bool,
    /// Whether it has meetings, so that there is a calendar.
    pub has_meetings: bool,
}

/// The thing of this name; nothing when there is none that the person sees.
///
/// # Errors
///
/// Those of the database.
pub async fn find(services: &Services, thing: &str, person: &Person) -> Result<Option<Found>, StoreError> {
    let Ok(id) = thing.parse::<Uuid>() else {
        let space = Space::of_conference(services, thing, Some(person)).await?;
        return Ok(space.map(|space| Found {
            kind: t::CONFERENCE.to_owned(),
            name: space.conference.value.title.clone(),
            path: format!("/consultations/{thing}"),
            has_feed: true,
            has_meetings: true,
        }));
    };
    if let Some(space) = Space::of_group(services, id, Some(person)).await? {
        let name = space.group.map(|group| group.value.name).unwrap_or_default();
        return Ok(Some(Found {
            kind: t::GROUP.to_owned(),
            name,
            path: format!("/groups/{id}"),
            has_feed: true,
            has_meetings: true,
        }));
    }
    if let Some((_, head)) = Space::of_text(services, id, Some(person)).await? {
        return Ok(Some(Found {
            kind: t::TEXT.to_owned(),
            name: head.title,
            path: format!("/texts/{id}"),
            has_feed: true,
            has_meetings: false,
        }));
    }
    if let Some((_, stored)) = meetings::find(services, id, Some(person)).await? {
        return Ok(Some(Found {
            kind: crate::texts::consultation::things(ThingKind::Meeting, 1),
            name: stored.meeting.title,
            path: format!("/meetings/{id}"),
            has_feed: false,
            has_meetings: false,
        }));
    }
    thread(services, id, person).await
}

/// A thread of comments, an amendment or an objection.
async fn thread(services: &Services, id: Uuid, person: &Person) -> Result<Option<Found>, StoreError> {
    let Some(thread) = services.records.thread(id).await? else { return Ok(None) };
    let Some((space, head)) = Space::of_text(services, thread.text, Some(person)).await? else { return Ok(None) };
    let kind = match thread.kind {
        store::ThreadKind::Comment => ThingKind::Comment,
        store::ThreadKind::Amendment => ThingKind::Amendment,
        store::ThreadKind::Objection => ThingKind::Objection,
    };
    let standing = thread.standing.unwrap_or(super::standing(&head));
    if !space.sees(kind, standing, thread.author) {
        return Ok(None);
    }
    let (name, path) = match thread.kind {
        // By what was said: a text has many threads.
        store::ThreadKind::Comment => {
            let Some(comment) = services.records.comment(id).await? else { return Ok(None) };
            let there = has_place(services, &head, comment.paragraph).await?;
            let words = [("words", short(&comment.body)), ("title", head.title)];
            (fill(t::THREAD_OF, &words.each_ref().map(|(at, word)| (*at, word.as_str()))), address(&comment, there))
        }
        store::ThreadKind::Amendment => (fill(t::AMENDMENT_TO, &[("title", &head.title)]), format!("/amendments/{id}")),
        store::ThreadKind::Objection => {
            (fill(t::OBJECTION_TO, &[("title", &head.title)]), format!("/texts/{}/agreement", thread.text))
        }
    };
    let kind = crate::texts::consultation::things(kind, 1);
    Ok(Some(Found { kind, name, path, has_feed: false, has_meetings: false }))
}
