//! Meetings: the list, one with agenda, minutes and documents, and the form of those who lead.

use chrono::{DateTime, Utc};
#[cfg(feature = "ssr")]
use domain::process::meeting::{AgendaItem, Meeting};
use domain::process::meeting::{Document, MeetingState};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::super::request;
#[cfg(feature = "ssr")]
use super::conferences::done;
pub use super::speaking::{Guests, Speaking};
use crate::error::CallError;
use crate::refusal::Refusal;
#[cfg(feature = "ssr")]
use crate::services::consultation::{Space, meetings};
#[cfg(feature = "ssr")]
use crate::services::{Services, chance, markdown, people::Person};
#[cfg(feature = "ssr")]
use crate::texts::meetings as t;
#[cfg(feature = "ssr")]
use domain::permission::Action;
#[cfg(feature = "ssr")]
use domain::process::phase::Activity;
#[cfg(feature = "ssr")]
use domain::process::space::Standing;

/// So many empty rows the form offers for more items, without scripts, too.
#[cfg(feature = "ssr")]
const MORE_ROWS: usize = 3;

/// A meeting in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingCard {
    pub id: Uuid,
    pub title: String,
    pub starts: DateTime<Utc>,
    pub ends: DateTime<Utc>,
    pub place: String,
    pub state: MeetingState,
    /// Name of the group, where the list is of a whole conference.
    pub group: Option<String>,
    /// Whether it is not over yet.
    pub to_come: bool,
}

/// The meetings of a group or a conference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meetings {
    /// Those to come first, the next one on top; then those that were, the last one on top.
    pub cards: Vec<MeetingCard>,
    /// Where those who lead plan another one.
    pub new: Option<String>,
    /// The calendar of these meetings.
    pub calendar: String,
}

/// A meeting's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingView {
    pub id: Uuid,
    pub title: String,
    pub conference: (String, String),
    pub group: Option<(Uuid, String)>,
    pub place: String,
    /// For those who come.
    pub link: String,
    pub starts: DateTime<Utc>,
    pub ends: DateTime<Utc>,
    pub state: MeetingState,
    pub items: Vec<ItemView>,
    pub minutes_html: String,
    pub documents: Vec<Document>,
    /// The paragraph that is talked about.
    pub paragraph: Option<ParagraphView>,
    /// The paragraphs of the current item's text, for those who lead: identity and beginning.
    pub paragraphs: Vec<(Uuid, String)>,
    pub speaking: Speaking,
    pub guests: Guests,
    pub leads: bool,
}

/// An item of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemView {
    pub id: Uuid,
    pub title: String,
    pub minutes: u32,
    pub begins: Option<DateTime<Utc>>,
    pub speaker: String,
    /// The text it is about, for those who see it.
    pub text: Option<(Uuid, String)>,
    pub decision_html: String,
    /// Whether it is dealt with just now.
    pub now: bool,
}

/// A paragraph on the big screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParagraphView {
    pub id: Uuid,
    pub text: Uuid,
    pub html: String,
}

/// What the form begins with, and what it sends; moments as a clock in Germany shows them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MeetingForm {
    pub id: Uuid,
    pub conference: String,
    /// Empty for a meeting of the whole conference.
    pub group: String,
    /// 0 for a new one.
    pub version: u32,
    pub title: String,
    pub place: String,
    pub link: String,
    pub starts: String,
    pub ends: String,
    pub state: MeetingState,
    pub new_voices_first: bool,
    pub minutes: String,
    pub items: Vec<ItemFields>,
    pub documents: Vec<DocumentFields>,
}

/// An item in the form; one without a title is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ItemFields {
    pub id: String,
    pub title: String,
    pub minutes: String,
    pub text: String,
    pub speaker: String,
    pub decision: String,
}

/// A document in the form; one without name and link is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DocumentFields {
    pub name: String,
    pub link: String,
}

/// The form with what it needs beside its fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingSheet {
    pub form: MeetingForm,
    pub conference_title: String,
    pub group_name: Option<String>,
    /// Texts that an item may be about.
    pub texts: Vec<(Uuid, String)>,
}

#[server(prefix = "/calls", endpoint = "list-meetings")]
pub async fn list_meetings(conference: String, group: Option<Uuid>) -> Result<Meetings, CallError> {
    let services = request::services()?;
    let person = request::person().await?;
    let space = meetings::of(&services, &conference, group, person.as_ref()).await.map_err(request::failed)?;
    // A group is asked for under its own conference only.
    let space = space.filter(|space| space.conference.value.slug == conference).ok_or(CallError::NotFound)?;
    let found = meetings::all(&services, &conference, person.as_ref()).await.map_err(request::failed)?;
    let mut cards: Vec<MeetingCard> = found
        .into_iter()
        .filter(|(_, stored)| group.is_none() || stored.meeting.group == group)
        .map(|(inner, stored)| card(&inner, stored.meeting, group.is_none()))
        .collect();
    cards.sort_by_key(|card| {
        let distance = if card.to_come { card.starts - space.now } else { space.now - card.starts };
        (!card.to_come, distance)
    });
    let new = match group {
        Some(group) => format!("/groups/{group}/meetings/new"),
        None => format!("/consultations/{conference}/meetings/new"),
    };
    let calendar = match group {
        Some(group) => format!("/feeds/groups/{group}.ics"),
        None => format!("/feeds/{conference}.ics"),
    };
    Ok(Meetings { cards, new: space.seat.leads().then_some(new), calendar })
}

#[cfg(feature = "ssr")]
fn card(space: &Space, meeting: Meeting, with_group: bool) -> MeetingCard {
    MeetingCard {
        to_come: meeting.is_to_come(space.now),
        id: meeting.id,
        title: meeting.title,
        starts: meeting.starts,
        ends: meeting.ends,
        place: meeting.place,
        state: meeting.state,
        group: space.group.as_ref().filter(|_| with_group).map(|group| group.value.name.clone()),
    }
}

#[server(prefix = "/calls", endpoint = "load-meeting")]
pub async fn load_meeting(meeting: String) -> Result<MeetingView, CallError> {
    let id: Uuid = meeting.parse().map_err(|_| CallError::NotFound)?;
    let services = request::services()?;
    let person = request::person().await?;
    let found = meetings::find(&services, id, person.as_ref()).await.map_err(request::failed)?;
    let (space, stored) = found.ok_or(CallError::NotFound)?;
    let guests = services.records.meeting_guests(id).await.map_err(request::failed)?;
    let speaking = super::speaking::speaking(&space, &stored, &guests);
    let guests = super::speaking::guests(&services, &space, &stored, guests).await.map_err(request::failed)?;
    let leads = space.seat.leads();
    let begins = stored.meeting.begins();
    let (mut items, mut paragraph, mut paragraphs) = (Vec::new(), None, Vec::new());
    for (item, begins) in stored.meeting.agenda.iter().zip(begins) {
        let now = stored.course.item == Some(item.id);
        let text = match item.text {
            Some(text) => Space::of_text(&services, text, person.as_ref()).await.map_err(request::failed)?,
            None => None,
        };
        if let Some((_, head)) = text.as_ref().filter(|_| now) {
            let version = services.records.version(head.id, head.current).await.map_err(request::failed)?;
            let content = version.map(|version| version.content);
            let shown = content.as_ref().and_then(|content| {
                content.paragraphs.iter().find(|paragraph| Some(paragraph.id) == stored.course.paragraph)
            });
            paragraph = shown.map(|shown| ParagraphView {
                id: shown.id,
                text: head.id,
                html: markdown::to_html(&shown.block.text),
            });
            if leads {
                let all = content.iter().flat_map(|content| &content.paragraphs);
                paragraphs = all.map(|paragraph| (paragraph.id, beginning(&paragraph.block.text))).collect();
            }
        }
        items.push(ItemView {
            id: item.id,
            title: item.title.clone(),
            minutes: item.minutes,
            begins,
            speaker: item.speaker.clone(),
            text: text.map(|(_, head)| (head.id, head.title)),
            decision_html: markdown::to_html(&item.decision),
            now,
        });
    }
    let comes = space.seat.is_inside() || guests.registered;
    let meeting = stored.meeting;
    Ok(MeetingView {
        id,
        title: meeting.title,
        conference: (space.conference.value.slug.clone(), space.conference.value.title.clone()),
        group: space.group.as_ref().map(|group| (group.value.id, group.value.name.clone())),
        place: meeting.place,
        link: if comes { meeting.link } else { String::new() },
        starts: meeting.starts,
        ends: meeting.ends,
        state: meeting.state,
        items,
        minutes_html: markdown::to_html(&meeting.minutes),
        documents: meeting.documents,
        paragraph,
        paragraphs,
        speaking,
        guests,
        leads,
    })
}

/// The beginning of a paragraph, to choose it by.
#[cfg(feature = "ssr")]
fn beginning(text: &str) -> String {
    const LONGEST: usize = 80;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    line.chars().take(LONGEST - 1).chain(['…']).collect()
}

/// The form for a new meeting of a group, or, with an empty group, of a conference.
#[server(prefix = "/calls", endpoint = "new-meeting")]
pub async fn new_meeting(conference: String, group: String) -> Result<MeetingSheet, CallError> {
    let services = request::services()?;
    let person = request::authorised(Action::TakePart).await?;
    let group = group_of(&group)?;
    let space = meetings::of(&services, &conference, group, Some(&person)).await.map_err(request::failed)?;
    let space = space.ok_or(CallError::NotFound)?;
    if !space.seat.leads() {
        return Err(CallError::Forbidden);
    }
    let form = MeetingForm {
        id: chance::uuid(),
        conference: space.conference.value.slug.clone(),
        group: group.map(|group| group.to_string()).unwrap_or_default(),
        place: match &space.group {
            Some(group) => group.value.room.clone(),
            None => space.conference.value.place.clone(),
        },
        minutes: space.group.as_ref().map(|group| group.value.minutes_form.clone()).unwrap_or_default(),
        ..MeetingForm::default()
    };
    sheet(&services, &space, &person, form).await
}

/// The form for a meeting that is there.
#[server(prefix = "/calls", endpoint = "meeting-to-edit")]
pub async fn meeting_to_edit(meeting: String) -> Result<MeetingSheet, CallError> {
    let services = request::services()?;
    let person = request::authorised(Action::TakePart).await?;
    let id: Uuid = meeting.parse().map_err(|_| CallError::NotFound)?;
    let found = meetings::find(&services, id, Some(&person)).await.map_err(request::failed)?;
    let (space, stored) = found.ok_or(CallError::NotFound)?;
    if !space.seat.leads() {
        return Err(CallError::Forbidden);
    }
    let clock = |at: DateTime<Utc>| domain::local_time::clock(at).format("%Y-%m-%dT%H:%M").to_string();
    let meeting = stored.meeting;
    let form = MeetingForm {
        id,
        group: meeting.group.map(|group| group.to_string()).unwrap_or_default(),
        conference: meeting.conference,
        version: stored.version,
        title: meeting.title,
        place: meeting.place,
        link: meeting.link,
        starts: clock(meeting.starts),
        ends: clock(meeting.ends),
        state: meeting.state,
        new_voices_first: meeting.new_voices_first,
        minutes: meeting.minutes,
        items: meeting.agenda.into_iter().map(ItemFields::from).collect(),
        documents: meeting
            .documents
            .into_iter()
            .map(|document| DocumentFields { name: document.name, link: document.link })
            .collect(),
    };
    sheet(&services, &space, &person, form).await
}

#[cfg(feature = "ssr")]
impl From<AgendaItem> for ItemFields {
    fn from(item: AgendaItem) -> Self {
        Self {
            id: item.id.to_string(),
            title: item.title,
            minutes: if item.minutes == 0 { String::new() } else { item.minutes.to_string() },
            text: item.text.map(|text| text.to_string()).unwrap_or_default(),
            speaker: item.speaker,
            decision: item.decision,
        }
    }
}

#[cfg(feature = "ssr")]
async fn sheet(
    services: &Services,
    space: &Space,
    person: &Person,
    mut form: MeetingForm,
) -> Result<MeetingSheet, CallError> {
    // Their identities come from here, so that the same form sent twice makes the same items.
    form.items.extend((0..MORE_ROWS).map(|_| ItemFields { id: chance::uuid().to_string(), ..ItemFields::default() }));
    form.documents.extend(vec![DocumentFields::default(); MORE_ROWS]);
    let mut texts = Vec::new();
    for head in services.records.texts(&space.conference.value.slug).await.map_err(request::failed)? {
        if Space::of_text(services, head.id, Some(person)).await.map_err(request::failed)?.is_some() {
            texts.push((head.id, head.title));
        }
    }
    Ok(MeetingSheet {
        form,
        conference_title: space.conference.value.title.clone(),
        group_name: space.group.as_ref().map(|group| group.value.name.clone()),
        texts,
    })
}

/// Keeps a meeting: a new one when its version is 0.
#[server(prefix = "/calls", endpoint = "keep-meeting")]
pub async fn keep_meeting(form: MeetingForm) -> Result<(), Refusal> {
    let services = request::services()?;
    let person = request::authorised(Action::TakePart).await?;
    let id = form.id;
    let (space, before) = if form.version == 0 {
        let group = group_of(&form.group)?;
        let space = meetings::of(&services, &form.conference, group, Some(&person)).await.map_err(request::failed)?;
        (space.ok_or(CallError::NotFound)?, None)
    } else {
        let found = meetings::find(&services, id, Some(&person)).await.map_err(request::failed)?;
        let (space, stored) = found.ok_or(CallError::NotFound)?;
        (space, Some(stored.meeting))
    };
    if !space.seat.leads() {
        return Err(CallError::Forbidden.into());
    }
    let version = form.version;
    let meeting = read(&services, &space, &person, before.as_ref(), form).await?;
    let problems = meeting.problems();
    if !problems.is_empty() {
        let sentences: Vec<String> = problems.into_iter().map(t::problem).collect();
        return Err(Refusal::Because(sentences.join(" ")));
    }
    let happened = |deed| space.happening("meeting", deed, id, None, Standing::Published);
    if before.is_some() {
        let deed = if meeting.state == MeetingState::Cancelled { "cancelled" } else { "changed" };
        done(services.records.change_meeting(&meeting, version, &happened(deed)).await.map_err(request::failed)?)?;
    } else {
        match services.records.create_meeting(&meeting, &happened("new")).await {
            // Sent twice: it is there.
            Err(store::StoreError::Taken) => {}
            other => other.map_err(request::failed)?,
        }
    }
    request::see(&format!("/meetings/{id}"));
    Ok(())
}

#[cfg(feature = "ssr")]
fn group_of(group: &str) -> Result<Option<Uuid>, CallError> {
    if group.is_empty() { Ok(None) } else { group.parse().map(Some).map_err(|_| CallError::NotFound) }
}

/// The meeting that a form describes. An item keeps the text it had; another one the person must see.
#[cfg(feature = "ssr")]
async fn read(
    services: &Services,
    space: &Space,
    person: &Person,
    before: Option<&Meeting>,
    form: MeetingForm,
) -> Result<Meeting, Refusal> {
    let moment = |text: &str| {
        let clock = chrono::NaiveDateTime::parse_from_str(text.get(..16)?, "%Y-%m-%dT%H:%M").ok()?;
        domain::local_time::moment(clock).first()
    };
    let (Some(starts), Some(ends)) = (moment(&form.starts), moment(&form.ends)) else {
        return Err(Refusal::because(t::NOT_A_MOMENT));
    };
    let mut agenda: Vec<AgendaItem> = Vec::new();
    for item in form.items {
        if item.title.trim().is_empty() && item.decision.trim().is_empty() && item.speaker.trim().is_empty() {
            continue;
        }
        let text: Option<Uuid> = item.text.parse().ok();
        if let Some(text) = text {
            let had = before.is_some_and(|before| before.agenda.iter().any(|item| item.text == Some(text)));
            if !had && Space::of_text(services, text, Some(person)).await.map_err(request::failed)?.is_none() {
                return Err(CallError::NotFound.into());
            }
        }
        let minutes = match item.minutes.trim() {
            "" => 0,
            minutes => minutes.parse().map_err(|_| Refusal::because(t::NOT_MINUTES))?,
        };
        let id = item.id.parse().unwrap_or_else(|_| chance::uuid());
        let id = if agenda.iter().any(|other| other.id == id) { chance::uuid() } else { id };
        agenda.push(AgendaItem {
            id,
            title: item.title.trim().to_owned(),
            minutes,
            text,
            speaker: item.speaker.trim().to_owned(),
            decision: item.decision,
        });
    }
    let documents = form
        .documents
        .into_iter()
        .map(|document| Document { name: document.name.trim().to_owned(), link: document.link.trim().to_owned() });
    Ok(Meeting {
        id: form.id,
        conference: space.conference.value.slug.clone(),
        group: space.group_id(),
        title: form.title.trim().to_owned(),
        place: form.place.trim().to_owned(),
        link: form.link.trim().to_owned(),
        starts,
        ends,
        agenda,
        minutes: form.minutes,
        documents: documents.filter(|document| !(document.name.is_empty() && document.link.is_empty())).collect(),
        state: form.state,
        new_voices_first: form.new_voices_first,
    })
}

/// Notes that the person comes to a meeting, or does not come after all.
#[server(prefix = "/calls", endpoint = "register-for-meeting")]
pub async fn register_for_meeting(meeting: Uuid, #[server(default)] comes: bool) -> Result<(), Refusal> {
    let services = request::services()?;
    let person = request::authorised(Action::TakePart).await?;
    let found = meetings::find(&services, meeting, Some(&person)).await.map_err(request::failed)?;
    let (space, stored) = found.ok_or(CallError::NotFound)?;
    // Who comes may always say that they do not.
    if !stored.meeting.is_to_come(space.now) || (comes && !space.may(Activity::Register)) {
        return Err(Refusal::because(t::NO_REGISTRATION));
    }
    let happening = meetings::moved(&space, meeting);
    services.records.register_guest(meeting, person.id, comes, &happening).await.map_err(request::failed)?;
    request::see(&format!("/meetings/{meeting}"));
    Ok(())
}
