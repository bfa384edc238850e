//! Internal notes about organisations, and what has to be followed up.

use chrono::{DateTime, NaiveDate, Utc};
use surrealdb::types::{Datetime, RecordId, SurrealValue, vars};
use uuid::Uuid;

use crate::organisations::{identity, record as organisation};
use crate::transaction::retrying;
use crate::{Records, StoreError, datetime};

/// A note to be kept.
#[derive(Clone, PartialEq, Eq)]
pub struct NewNote {
    /// Chosen by the caller: the same again is the same note.
    pub id: Uuid,
    /// The organisation it is about.
    pub organisation: Uuid,
    pub text: String,
    /// Account of who wrote it.
    pub author: Uuid,
    /// When to come back to it.
    pub follow_up: Option<NaiveDate>,
}

/// A note.
#[derive(Clone, PartialEq, Eq)]
pub struct Note {
    pub id: Uuid,
    /// The organisation it is about.
    pub organisation: Uuid,
    pub text: String,
    /// Account of who wrote it; may be gone.
    pub author: Uuid,
    pub created: DateTime<Utc>,
    /// When to come back to it.
    pub follow_up: Option<NaiveDate>,
    /// Whether what had to be followed up is done.
    pub done: bool,
}

/// A note that waits to be followed up, with the name of its organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    pub note: Note,
    /// The organisation's name.
    pub name: String,
}

/// Without the text: what is printed may land in a log.
impl std::fmt::Debug for NewNote {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("NewNote").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Without the text: what is printed may land in a log.
impl std::fmt::Debug for Note {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Note").field("id", &self.id).field("done", &self.done).finish_non_exhaustive()
    }
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct NewRow {
    organisation: RecordId,
    text: String,
    author: surrealdb::types::Uuid,
    created: Datetime,
    follow_up: String,
    done: bool,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    id: RecordId,
    organisation: RecordId,
    text: String,
    author: surrealdb::types::Uuid,
    created: Datetime,
    follow_up: String,
    done: bool,
}

impl Row {
    fn read(self) -> Result<Note, StoreError> {
        let day = |text: &str| text.parse().map_err(|error| StoreError::broken("day of a note", &error));
        Ok(Note {
            id: identity(self.id)?,
            organisation: identity(self.organisation)?,
            text: self.text,
            author: self.author.into_inner(),
            created: self.created.into(),
            follow_up: (!self.follow_up.is_empty()).then(|| day(&self.follow_up)).transpose()?,
            done: self.done,
        })
    }
}

fn record(id: Uuid) -> RecordId {
    RecordId::new("organisation_note", surrealdb::types::Uuid::from(id))
}

impl Records {
    /// Keeps a note; one with the same identity stays as it is.
    ///
    /// # Errors
    ///
    /// Only those of the database: the same call again is safe.
    pub async fn add_note(&self, note: &NewNote, now: DateTime<Utc>) -> Result<(), StoreError> {
        let row = NewRow {
            organisation: organisation(note.organisation),
            text: note.text.clone(),
            author: note.author.into(),
            created: datetime(now),
            follow_up: note.follow_up.map(|day| day.to_string()).unwrap_or_default(),
            done: false,
        };
        let variables = vars! { id: record(note.id), row: row };
        let kept = retrying(|| async {
            let text = "CREATE ONLY $id CONTENT $row RETURN NONE";
            self.database().query(text).bind(variables.clone()).await?.check().map(drop)
        })
        .await;
        match kept {
            Err(StoreError::Taken) => Ok(()),
            outcome => outcome,
        }
    }

    /// All notes about an organisation, the newest first.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a stored note cannot be read.
    pub async fn notes(&self, about: Uuid) -> Result<Vec<Note>, StoreError> {
        let text = "SELECT * FROM organisation_note WHERE organisation = $about ORDER BY created DESC, id";
        let found: Vec<Row> = self.database().query(text).bind(("about", organisation(about))).await?.take(0)?;
        found.into_iter().map(Row::read).collect()
    }

    /// Marks a note of an organisation as followed up, or as open again; false when there is no such note.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when it keeps changing.
    pub async fn mark_note(&self, about: Uuid, note: Uuid, done: bool) -> Result<bool, StoreError> {
        let variables = vars! { id: record(note), about: organisation(about), done: done };
        let changed: Vec<bool> = retrying(|| async {
            let text = "UPDATE $id SET done = $done WHERE organisation = $about RETURN VALUE done";
            self.database().query(text).bind(variables.clone()).await?.take(0)
        })
        .await?;
        Ok(!changed.is_empty())
    }

    /// Deletes a note of an organisation; false when there is no such note.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when it keeps changing.
    pub async fn delete_note(&self, about: Uuid, note: Uuid) -> Result<bool, StoreError> {
        let variables = vars! { id: record(note), about: organisation(about) };
        let gone: Vec<RecordId> = retrying(|| async {
            let text = "DELETE $id WHERE organisation = $about RETURN VALUE $before.id";
            self.database().query(text).bind(variables.clone()).await?.take(0)
        })
        .await?;
        Ok(!gone.is_empty())
    }

    /// What has to be followed up by `today`, the longest waiting first: everything, or what an account wrote or what is
    /// about organisations it looks after.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a stored note cannot be read.
    pub async fn follow_ups_due(&self, today: NaiveDate, account: Option<Uuid>) -> Result<Vec<FollowUp>, StoreError> {
        let text = "SELECT * FROM organisation_note WHERE done = false AND follow_up != '' AND follow_up <= $today \
                    AND ($account = NONE OR author = $account OR organisation.caretaker = $account) \
                    ORDER BY follow_up, id";
        let account: Option<surrealdb::types::Uuid> = account.map(Into::into);
        let variables = vars! { today: today.to_string(), account: account };
        let found: Vec<Row> = self.database().query(text).bind(variables).await?.take(0)?;
        let mut due = Vec::with_capacity(found.len());
        for row in found {
            let note = row.read()?;
            if let Some(stored) = self.organisation(note.organisation).await? {
                due.push(FollowUp { note, name: stored.organisation.name });
            }
        }
        Ok(due)
    }
}
