//! Texts and their versions.

use chrono::{DateTime, Utc};
use domain::text::document::Version;
use domain::text::kind::{TextKind, TextStage};
use surrealdb::types::{Datetime, RecordId, SurrealValue, Value, Variables, vars};
use uuid::Uuid;

use super::conferences::record as conference;
use super::happenings::{self, Happening};
use super::{Changed, by_identity, by_parts, from_json, from_word, slug_of, to_json, word};
use crate::organisations::identity;
use crate::transaction::all_or_nothing;
use crate::{Records, StoreError, datetime};

/// A text without what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextHead {
    pub id: Uuid,
    /// Slug of the conference.
    pub conference: String,
    /// The group that writes it; none for the report and for guidelines.
    pub group: Option<Uuid>,
    pub kind: TextKind,
    pub stage: TextStage,
    /// Of the newest version.
    pub title: String,
    /// Number of the newest version.
    pub current: u32,
    /// Account of who began it.
    pub author: Uuid,
    pub changed: DateTime<Utc>,
}

/// A version without what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionHead {
    pub number: u32,
    pub at: DateTime<Utc>,
    /// Account that made it.
    pub author: Uuid,
    pub reason: String,
    pub hash: String,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct NewRow {
    conference: RecordId,
    group: Option<surrealdb::types::Uuid>,
    kind: String,
    stage: String,
    title: String,
    current: u32,
    author: surrealdb::types::Uuid,
    created: Datetime,
    changed: Datetime,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    id: RecordId,
    conference: RecordId,
    group: Option<surrealdb::types::Uuid>,
    kind: String,
    stage: String,
    title: String,
    current: u32,
    author: surrealdb::types::Uuid,
    changed: Datetime,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct VersionRow {
    entry: String,
    at: Datetime,
    author: surrealdb::types::Uuid,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Entry {
    entry: String,
}

impl Row {
    fn read(self) -> Result<TextHead, StoreError> {
        Ok(TextHead {
            id: identity(self.id)?,
            conference: slug_of(self.conference)?,
            group: self.group.map(surrealdb::types::Uuid::into_inner),
            kind: from_word("kind of text", self.kind)?,
            stage: from_word("stage of a text", self.stage)?,
            title: self.title,
            current: self.current,
            author: self.author.into_inner(),
            changed: self.changed.into(),
        })
    }
}

impl VersionRow {
    fn of(version: &Version) -> Result<Self, StoreError> {
        let entry = to_json("version", version)?;
        Ok(Self { entry, at: datetime(version.at), author: version.author.into() })
    }
}

pub(crate) fn record(id: Uuid) -> RecordId {
    by_identity("text", id)
}

/// Statements that add the next version, or throw when there is one already; bind [`version_variables`].
pub(crate) const ADD_VERSION: &str = "LET $moved = (UPDATE $id SET current += 1, title = $title, changed = $now \
        WHERE current = $seen AND stage != 'settled' RETURN VALUE current); \
    IF array::len($moved) = 0 { THROW 'outdated' }; \
    CREATE ONLY $version_id CONTENT $version RETURN NONE";

pub(crate) fn version_variables(version: &Version) -> Result<Variables, StoreError> {
    Ok(vars! {
        id: record(version.text), seen: version.number - 1, title: version.content.title.clone(),
        now: datetime(version.at), version_id: version_record(version.text, version.number),
        version: VersionRow::of(version)?,
    })
}

fn version_record(text: Uuid, number: u32) -> RecordId {
    by_parts("text_version", [Value::Uuid(text.into()), Value::Number(i64::from(number).into())])
}

/// A version as it was kept.
fn intact(entry: &str) -> Result<Version, StoreError> {
    let version: Version = from_json("version", entry)?;
    if version.is_intact() { Ok(version) } else { Err(StoreError::Broken("version: another hash".into())) }
}

impl Records {
    /// Keeps a new text with its first version. The same again is the same text.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] when there is another of this identity.
    pub async fn create_text(&self, head: &TextHead, first: &Version, happening: &Happening) -> Result<(), StoreError> {
        let row = NewRow {
            conference: conference(&head.conference),
            group: head.group.map(Into::into),
            kind: word("kind of text", &head.kind)?,
            stage: word("stage of a text", &head.stage)?,
            title: first.content.title.clone(),
            current: first.number,
            author: head.author.into(),
            created: datetime(first.at),
            changed: datetime(first.at),
        };
        let variables = vars! {
            id: record(head.id), row: row, version_id: version_record(head.id, first.number),
            version: VersionRow::of(first)?, happening: happenings::Row::of(happening)?,
        };
        let text = format!(
            "CREATE ONLY $id CONTENT $row RETURN NONE; CREATE ONLY $version_id CONTENT $version RETURN NONE; {}",
            happenings::KEEP
        );
        all_or_nothing(self.database(), &text, &variables).await
    }

    /// Adds the next version of a text, unless there is one already: two at once do not overwrite each other.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn add_version(&self, version: &Version, happening: &Happening) -> Result<Changed, StoreError> {
        let mut variables = version_variables(version)?;
        variables.extend(vars! { happening: happenings::Row::of(happening)? });
        let text = format!("{ADD_VERSION}; {}", happenings::KEEP);
        match all_or_nothing(self.database(), &text, &variables).await {
            Ok(()) => Ok(Changed::Done),
            Err(StoreError::Refused | StoreError::Taken) => Ok(Changed::Outdated),
            Err(error) => Err(error),
        }
    }

    /// Moves a text to another stage.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn stage_text(&self, id: Uuid, stage: TextStage, happening: &Happening) -> Result<(), StoreError> {
        let variables = vars! {
            id: record(id), stage: word("stage of a text", &stage)?, happening: happenings::Row::of(happening)?,
        };
        let text = format!("UPDATE $id SET stage = $stage RETURN NONE; {}", happenings::KEEP);
        all_or_nothing(self.database(), &text, &variables).await
    }

    /// The text of this identity.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when it cannot be read.
    pub async fn text(&self, id: Uuid) -> Result<Option<TextHead>, StoreError> {
        let found: Option<Row> = self.database().query("SELECT * FROM $id").bind(("id", record(id))).await?.take(0)?;
        found.map(Row::read).transpose()
    }

    /// All texts of a conference, in the order they were begun.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn texts(&self, slug: &str) -> Result<Vec<TextHead>, StoreError> {
        let text = "SELECT * FROM text WHERE conference = $conference ORDER BY created, id";
        let found: Vec<Row> = self.database().query(text).bind(("conference", conference(slug))).await?.take(0)?;
        found.into_iter().map(Row::read).collect()
    }

    /// One version of a text.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when it cannot be read, or its hash is not that of its content.
    pub async fn version(&self, text: Uuid, number: u32) -> Result<Option<Version>, StoreError> {
        let found: Option<Entry> =
            self.database().query("SELECT entry FROM $id").bind(("id", version_record(text, number))).await?.take(0)?;
        let Some(found) = found else { return Ok(None) };
        intact(&found.entry).map(Some)
    }

    /// The newest versions of these texts, in no order; one that is gone is left out.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read, or its hash is not that of its content.
    pub async fn newest_versions(&self, texts: &[TextHead]) -> Result<Vec<Version>, StoreError> {
        let ids: Vec<RecordId> = texts.iter().map(|head| version_record(head.id, head.current)).collect();
        let found: Vec<String> =
            self.database().query("SELECT VALUE entry FROM $ids").bind(("ids", ids)).await?.take(0)?;
        found.iter().map(|entry| intact(entry)).collect()
    }

    /// All versions of a text, the oldest first, without what they say.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn versions(&self, text: Uuid) -> Result<Vec<VersionHead>, StoreError> {
        let query = "SELECT VALUE entry FROM text_version:[$text, 0]..=[$text, 4294967295]";
        let found: Vec<String> =
            self.database().query(query).bind(("text", surrealdb::types::Uuid::from(text))).await?.take(0)?;
        let read = |entry: String| -> Result<VersionHead, StoreError> {
            let Version { number, author, at, reason, hash, .. } = from_json("version", &entry)?;
            Ok(VersionHead { number, at, author, reason, hash })
        };
        found.into_iter().map(read).collect()
    }
}
