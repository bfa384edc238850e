//! What goes on in a meeting: who wants to speak and who does, what is up, who was there.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::super::request;
#[cfg(feature = "ssr")]
use super::conferences::done;
#[cfg(feature = "ssr")]
use crate::error::CallError;
use crate::refusal::Refusal;
#[cfg(feature = "ssr")]
use crate::services::consultation::{Space, meetings};
#[cfg(feature = "ssr")]
use crate::services::{Services, people::Person};
#[cfg(feature = "ssr")]
use crate::texts::meetings as t;
#[cfg(feature = "ssr")]
use domain::permission::Action;
#[cfg(feature = "ssr")]
use domain::process::meeting::{Course, Wish, speaking_order};
#[cfg(feature = "ssr")]
use domain::process::phase::Activity;
#[cfg(feature = "ssr")]
use store::{MeetingGuest, StoreError, StoredMeeting};

/// The speaking list as one person sees it. Names are for those inside.
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaking {
    /// Whether people may ask to speak at all: the meeting is not over.
    pub open: bool,
    /// Who has the floor, where the reader may know it.
    pub speaker: Option<String>,
    /// Who has the floor, for the form of those who lead.
    pub speaker_id: Option<Uuid>,
    /// Who is next, where the reader may know it; for those who have not spoken yet `true`.
    pub list: Vec<(Uuid, String, bool)>,
    /// How many want to speak.
    pub waiting: usize,
    /// Whether the reader may ask to speak.
    pub may_ask: bool,
    /// The reader's place on the list, from 1.
    pub place: Option<usize>,
    /// Whether the reader has the floor.
    pub mine: bool,
    /// Whether those who have not spoken yet come first.
    pub new_voices_first: bool,
}

/// Who comes and who was there, as one person sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guests {
    /// How many come.
    pub count: usize,
    /// Whether the reader comes.
    pub registered: bool,
    /// Whether the reader may say so.
    pub may_register: bool,
    /// Names, for those inside.
    pub list: Option<Vec<GuestView>>,
}

/// Somebody who may come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuestView {
    pub account: Uuid,
    pub name: String,
    pub registered: bool,
    pub attended: bool,
}

#[cfg(feature = "ssr")]
pub(super) fn speaking(space: &Space, stored: &StoredMeeting, guests: &[MeetingGuest]) -> Speaking {
    let order = order(stored, guests);
    let inside = space.seat.is_inside();
    let me = space.seat.account();
    let guest = |account: Uuid| guests.iter().find(|guest| guest.account == account);
    let named = |account: Uuid| guest(account).map(|guest| t::name(&guest.name));
    let open = stored.meeting.is_to_come(space.now);
    let registered = me.and_then(guest).is_some_and(|guest| guest.registered);
    Speaking {
        open,
        speaker: stored.course.speaker.filter(|_| inside).and_then(named),
        speaker_id: stored.course.speaker.filter(|_| space.seat.leads()),
        list: if inside {
            let entry = |account: &Uuid| {
                let guest = guest(*account)?;
                Some((guest.account, t::name(&guest.name), guest.spoken.is_none()))
            };
            order.iter().filter_map(entry).collect()
        } else {
            Vec::new()
        },
        waiting: order.len(),
        may_ask: open && (inside || registered),
        place: me.and_then(|me| order.iter().position(|account| *account == me)).map(|place| place + 1),
        mine: me.is_some() && stored.course.speaker == me,
        new_voices_first: stored.meeting.new_voices_first,
    }
}

#[cfg(feature = "ssr")]
fn order(stored: &StoredMeeting, guests: &[MeetingGuest]) -> Vec<Uuid> {
    let wish = |guest: &MeetingGuest| {
        Some(Wish { account: guest.account, asked: guest.asked?, has_spoken: guest.spoken.is_some() })
    };
    let wishes: Vec<Wish> = guests.iter().filter_map(wish).collect();
    speaking_order(&wishes, stored.meeting.new_voices_first)
}

/// Who comes: for those inside everybody with a name, members first asked for among them.
#[cfg(feature = "ssr")]
pub(super) async fn guests(
    services: &Services,
    space: &Space,
    stored: &StoredMeeting,
    guests: Vec<MeetingGuest>,
) -> Result<Guests, StoreError> {
    let me = space.seat.account();
    let count = guests.iter().filter(|guest| guest.registered).count();
    let registered = guests.iter().any(|guest| Some(guest.account) == me && guest.registered);
    let may_register = stored.meeting.is_to_come(space.now) && space.may(Activity::Register);
    if !space.seat.is_inside() {
        return Ok(Guests { count, registered, may_register, list: None });
    }
    let mut list: Vec<GuestView> = guests
        .into_iter()
        .map(|guest| GuestView {
            account: guest.account,
            name: t::name(&guest.name),
            registered: guest.registered,
            attended: guest.attended,
        })
        .collect();
    if let Some(group) = stored.meeting.group {
        for member in services.records.members(group).await? {
            if list.iter().all(|guest| guest.account != member.account) {
                let (account, name) = (member.account, t::name(&member.name));
                list.push(GuestView { account, name, registered: false, attended: false });
            }
        }
    }
    list.sort_by(|one, other| (&one.name, one.account).cmp(&(&other.name, other.account)));
    Ok(Guests { count, registered, may_register, list: Some(list) })
}

/// The person wants to speak, or does not any more.
#[server(prefix = "/calls", endpoint = "ask-to-speak")]
pub async fn ask_to_speak(meeting: Uuid, #[server(default)] wants: bool) -> Result<(), Refusal> {
    let services = request::services()?;
    let person = request::authorised(Action::TakePart).await?;
    let found = meetings::find(&services, meeting, Some(&person)).await.map_err(request::failed)?;
    let (space, stored) = found.ok_or(CallError::NotFound)?;
    let guests = services.records.meeting_guests(meeting).await.map_err(request::failed)?;
    if wants && !speaking(&space, &stored, &guests).may_ask {
        return Err(Refusal::because(t::NO_SPEAKING));
    }
    let happening = meetings::moved(&space, meeting);
    services.records.ask_to_speak(meeting, person.id, wants, &happening).await.map_err(request::failed)?;
    request::see(&format!("/meetings/{meeting}#speaking"));
    Ok(())
}

/// A meeting for those who lead it.
#[cfg(feature = "ssr")]
async fn led(services: &Services, person: &Person, meeting: Uuid) -> Result<(Space, StoredMeeting), CallError> {
    let found = meetings::find(services, meeting, Some(person)).await.map_err(request::failed)?;
    let (space, stored) = found.ok_or(CallError::NotFound)?;
    if space.seat.leads() { Ok((space, stored)) } else { Err(CallError::Forbidden) }
}

/// Gives the floor to somebody on the list, or, with an empty `account`, to nobody. `after` is who had it when the person who
/// leads looked; when somebody else has it by now, nothing happens.
#[server(prefix = "/calls", endpoint = "call-speaker")]
pub async fn call_speaker(
    meeting: Uuid,
    #[server(default)] after: String,
    #[server(default)] account: String,
) -> Result<(), Refusal> {
    let services = request::services()?;
    let person = request::authorised(Action::TakePart).await?;
    let (space, stored) = led(&services, &person, meeting).await?;
    let guests = services.records.meeting_guests(meeting).await.map_err(request::failed)?;
    let speaker: Option<Uuid> = account.parse().ok();
    if stored.course.speaker != after.parse().ok() {
        return Err(Refusal::because(t::OTHER_SPEAKER));
    }
    if speaker.is_some_and(|speaker| !order(&stored, &guests).contains(&speaker)) {
        return Err(Refusal::because(t::NOT_ON_LIST));
    }
    let course = Course { speaker, ..stored.course };
    let happening = meetings::moved(&space, meeting);
    let moved = services.records.move_meeting(meeting, stored.course, course, &happening).await;
    done(moved.map_err(request::failed)?)?;
    request::see(&format!("/meetings/{meeting}#speaking"));
    Ok(())
}

/// Shows an item of the agenda, and a paragraph of its text, as what is up now; empty for nothing.
#[server(prefix = "/calls", endpoint = "move-meeting")]
pub async fn move_meeting(
    meeting: Uuid,
    #[server(default)] item: String,
    #[server(default)] paragraph: String,
) -> Result<(), Refusal> {
    let services = request::services()?;
    let person = request::authorised(Action::TakePart).await?;
    let (space, stored) = led(&services, &person, meeting).await?;
    let item: Option<Uuid> = item.parse().ok().filter(|item| stored.meeting.item(*item).is_some());
    // A paragraph belongs to the item that was up when it was chosen.
    let paragraph = paragraph.parse().ok().filter(|_| item.is_some() && item == stored.course.item);
    let course = Course { item, paragraph, ..stored.course };
    let happening = meetings::moved(&space, meeting);
    let moved = services.records.move_meeting(meeting, stored.course, course, &happening).await;
    done(moved.map_err(request::failed)?)?;
    request::see(&format!("/meetings/{meeting}#agenda"));
    Ok(())
}

/// Notes who was there: exactly these.
#[server(prefix = "/calls", endpoint = "note-attendance")]
pub async fn note_attendance(meeting: Uuid, #[server(default)] present: Vec<Uuid>) -> Result<(), Refusal> {
    let services = request::services()?;
    let person = request::authorised(Action::TakePart).await?;
    let (space, stored) = led(&services, &person, meeting).await?;
    let known = services.records.meeting_guests(meeting).await.map_err(request::failed)?;
    let list = guests(&services, &space, &stored, known).await.map_err(request::failed)?.list.unwrap_or_default();
    // Nobody is put on the list whom the form did not offer.
    let present: Vec<Uuid> =
        list.into_iter().map(|guest| guest.account).filter(|account| present.contains(account)).collect();
    let happening = meetings::moved(&space, meeting);
    services.records.note_attendance(meeting, &present, &happening).await.map_err(request::failed)?;
    request::see(&format!("/meetings/{meeting}#attendance"));
    Ok(())
}
