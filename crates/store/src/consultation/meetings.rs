//! Meetings, who comes to them, and who wants to speak.

use chrono::{DateTime, Utc};
use domain::process::meeting::{Course, Meeting};
use surrealdb::types::{Datetime, RecordId, SurrealValue, Value, vars};
use uuid::Uuid;

use super::conferences::record as conference;
use super::happenings::{self, Happening};
use super::{Changed, by_identity, by_parts, from_json, to_json};
use crate::transaction::all_or_nothing;
use crate::{Records, StoreError, datetime};

/// A meeting as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMeeting {
    pub meeting: Meeting,
    /// Counts up with every change, from 1; not with what is up just now.
    pub version: u32,
    pub changed: DateTime<Utc>,
    /// What is up just now.
    pub course: Course,
}

/// Somebody who comes to a meeting, was there, or wants to speak.
#[derive(Clone, PartialEq, Eq)]
pub struct MeetingGuest {
    pub account: Uuid,
    /// Empty when the account was erased.
    pub name: String,
    pub registered: bool,
    pub attended: bool,
    /// Since when the person wants to speak, if so.
    pub asked: Option<DateTime<Utc>>,
    /// When the person was last called.
    pub spoken: Option<DateTime<Utc>>,
}

/// Without the name: what is printed may land in a log.
impl std::fmt::Debug for MeetingGuest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("MeetingGuest").field("account", &self.account).finish_non_exhaustive()
    }
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct NewRow {
    conference: RecordId,
    group: Option<surrealdb::types::Uuid>,
    entry: String,
    starts: Datetime,
    changed: Datetime,
    course: String,
    version: u32,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    entry: String,
    changed: Datetime,
    course: String,
    version: u32,
}

impl Row {
    fn read(self) -> Result<StoredMeeting, StoreError> {
        Ok(StoredMeeting {
            meeting: from_json("meeting", &self.entry)?,
            version: self.version,
            changed: self.changed.into(),
            course: from_json("course of a meeting", &self.course)?,
        })
    }
}

/// A new guest, for a row that is not there yet.
#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct NewGuest {
    meeting: surrealdb::types::Uuid,
    account: surrealdb::types::Uuid,
    registered: bool,
    attended: bool,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Guest {
    account: surrealdb::types::Uuid,
    name: Option<String>,
    registered: bool,
    attended: bool,
    asked: Option<Datetime>,
    spoken: Option<Datetime>,
}

/// A guest for the loop in a transaction.
#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Item {
    id: RecordId,
    row: NewGuest,
}

fn record(id: Uuid) -> RecordId {
    by_identity("meeting", id)
}

fn guest(meeting: Uuid, account: Uuid) -> RecordId {
    by_parts("meeting_guest", [meeting, account].map(|id| Value::Uuid(id.into())))
}

fn new_guest(meeting: Uuid, account: Uuid) -> Item {
    let row = NewGuest { meeting: meeting.into(), account: account.into(), registered: false, attended: false };
    Item { id: guest(meeting, account), row }
}

/// Makes sure that the guest is there; bind [`Item`] as `$guest`.
const SEAT: &str = "IF !record::exists($guest.id) { CREATE ONLY $guest.id CONTENT $guest.row RETURN NONE }";

impl Records {
    /// Keeps a new meeting.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] when there is one of this identity: the same form sent twice.
    pub async fn create_meeting(&self, meeting: &Meeting, happening: &Happening) -> Result<(), StoreError> {
        let row = NewRow {
            conference: conference(&meeting.conference),
            group: meeting.group.map(Into::into),
            entry: to_json("meeting", meeting)?,
            starts: datetime(meeting.starts),
            changed: datetime(happening.at),
            course: to_json("course of a meeting", &Course::default())?,
            version: 1,
        };
        let variables = vars! { id: record(meeting.id), row: row, happening: happenings::Row::of(happening)? };
        let text = format!("CREATE ONLY $id CONTENT $row RETURN NONE; {}", happenings::KEEP);
        all_or_nothing(self.database(), &text, &variables).await
    }

    /// Puts a meeting in the place of its version `seen`.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn change_meeting(
        &self,
        meeting: &Meeting,
        seen: u32,
        happening: &Happening,
    ) -> Result<Changed, StoreError> {
        let variables = vars! {
            id: record(meeting.id), entry: to_json("meeting", meeting)?, starts: datetime(meeting.starts),
            now: datetime(happening.at), seen: seen, happening: happenings::Row::of(happening)?,
        };
        let text = format!(
            "LET $moved = (UPDATE $id SET entry = $entry, starts = $starts, changed = $now, version += 1 \
                WHERE version = $seen RETURN VALUE version); \
             IF array::len($moved) = 0 {{ THROW 'outdated' }}; {}",
            happenings::KEEP
        );
        outdated(all_or_nothing(self.database(), &text, &variables).await)
    }

    /// Moves on what is up just now, unless somebody else did since `seen`. Whoever has the floor then is off the list.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn move_meeting(
        &self,
        meeting: Uuid,
        seen: Course,
        course: Course,
        happening: &Happening,
    ) -> Result<Changed, StoreError> {
        // Who keeps the floor while the agenda moves on is not called a second time.
        let called = course.speaker.filter(|speaker| seen.speaker != Some(*speaker));
        let variables = vars! {
            id: record(meeting), seen: to_json("course of a meeting", &seen)?,
            course: to_json("course of a meeting", &course)?, called: called.map(|account| guest(meeting, account)),
            now: datetime(happening.at), happening: happenings::Row::of(happening)?,
        };
        let text = format!(
            "LET $moved = (UPDATE $id SET course = $course WHERE course = $seen RETURN VALUE id); \
             IF array::len($moved) = 0 {{ THROW 'outdated' }}; \
             IF $called != NONE {{ UPDATE $called SET asked = NONE, spoken = $now RETURN NONE }}; {}",
            happenings::KEEP
        );
        outdated(all_or_nothing(self.database(), &text, &variables).await)
    }

    /// The meeting of this identity.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when the stored entry cannot be read.
    pub async fn meeting(&self, id: Uuid) -> Result<Option<StoredMeeting>, StoreError> {
        let found: Option<Row> = self.database().query("SELECT * FROM $id").bind(("id", record(id))).await?.take(0)?;
        found.map(Row::read).transpose()
    }

    /// All meetings of a conference and its groups, the earliest first.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a stored entry cannot be read.
    pub async fn meetings(&self, slug: &str) -> Result<Vec<StoredMeeting>, StoreError> {
        let text = "SELECT * FROM meeting WHERE conference = $conference ORDER BY starts, id";
        let found: Vec<Row> = self.database().query(text).bind(("conference", conference(slug))).await?.take(0)?;
        found.into_iter().map(Row::read).collect()
    }

    /// Notes that somebody comes to a meeting, or does not come after all.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn register_guest(
        &self,
        meeting: Uuid,
        account: Uuid,
        comes: bool,
        happening: &Happening,
    ) -> Result<(), StoreError> {
        let text = format!("{SEAT}; UPDATE $guest.id SET registered = $comes RETURN NONE; {}", happenings::KEEP);
        let variables = vars! {
            guest: new_guest(meeting, account), comes: comes, happening: happenings::Row::of(happening)?,
        };
        all_or_nothing(self.database(), &text, &variables).await
    }

    /// Notes that somebody wants to speak, or does not any more. Who asks twice keeps the earlier place.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn ask_to_speak(
        &self,
        meeting: Uuid,
        account: Uuid,
        wants: bool,
        happening: &Happening,
    ) -> Result<(), StoreError> {
        let text = format!(
            "{SEAT}; IF $wants {{ UPDATE $guest.id SET asked = asked ?? $now RETURN NONE }} \
             ELSE {{ UPDATE $guest.id SET asked = NONE RETURN NONE }}; {}",
            happenings::KEEP
        );
        let variables = vars! {
            guest: new_guest(meeting, account), wants: wants, now: datetime(happening.at),
            happening: happenings::Row::of(happening)?,
        };
        all_or_nothing(self.database(), &text, &variables).await
    }

    /// Notes who of all guests was there: exactly these.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn note_attendance(
        &self,
        meeting: Uuid,
        present: &[Uuid],
        happening: &Happening,
    ) -> Result<(), StoreError> {
        let text = format!(
            "FOR $guest IN $guests {{ {SEAT} }}; \
             UPDATE meeting_guest SET attended = account IN $present WHERE meeting = $meeting RETURN NONE; {}",
            happenings::KEEP
        );
        let variables = vars! {
            guests: present.iter().map(|account| new_guest(meeting, *account)).collect::<Vec<_>>(),
            present: present.iter().map(|account| surrealdb::types::Uuid::from(*account)).collect::<Vec<_>>(),
            meeting: surrealdb::types::Uuid::from(meeting), happening: happenings::Row::of(happening)?,
        };
        all_or_nothing(self.database(), &text, &variables).await
    }

    /// Everybody who comes to a meeting, was there or wants to speak, by name.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn meeting_guests(&self, meeting: Uuid) -> Result<Vec<MeetingGuest>, StoreError> {
        let text = "SELECT account, registered, attended, asked, spoken, type::record('account', account).name AS name \
            FROM meeting_guest:[$meeting, NONE]..=[$meeting, ..]";
        let found: Vec<Guest> =
            self.database().query(text).bind(("meeting", surrealdb::types::Uuid::from(meeting))).await?.take(0)?;
        let mut guests: Vec<MeetingGuest> = found
            .into_iter()
            .map(|row| MeetingGuest {
                account: row.account.into_inner(),
                name: row.name.unwrap_or_default(),
                registered: row.registered,
                attended: row.attended,
                asked: row.asked.map(Into::into),
                spoken: row.spoken.map(Into::into),
            })
            .collect();
        guests.sort_by(|one, other| (&one.name, one.account).cmp(&(&other.name, other.account)));
        Ok(guests)
    }
}

fn outdated(outcome: Result<(), StoreError>) -> Result<Changed, StoreError> {
    match outcome {
        Ok(()) => Ok(Changed::Done),
        Err(StoreError::Refused) => Ok(Changed::Outdated),
        Err(error) => Err(error),
    }
}
