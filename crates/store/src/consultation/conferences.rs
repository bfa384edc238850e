//! Conferences.

use chrono::{DateTime, Utc};
use domain::process::conference::Conference;
use surrealdb::types::{Datetime, RecordId, SurrealValue, vars};

use super::{Changed, Stored, from_json, to_json};
use crate::transaction::{all_or_nothing, retrying};
use crate::{Records, StoreError, datetime};

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct NewRow {
    entry: String,
    created: Datetime,
    changed: Datetime,
    version: u32,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    entry: String,
    version: u32,
}

impl Row {
    fn read(self) -> Result<Stored<Conference>, StoreError> {
        Ok(Stored { value: from_json("conference", &self.entry)?, version: self.version })
    }
}

pub(crate) fn record(slug: &str) -> RecordId {
    RecordId::new("conference", slug)
}

impl Records {
    /// Keeps a new conference.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] when there is one of this slug.
    pub async fn create_conference(&self, conference: &Conference, now: DateTime<Utc>) -> Result<(), StoreError> {
        let now = datetime(now);
        let row = NewRow { entry: to_json("conference", conference)?, created: now, changed: now, version: 1 };
        let variables = vars! { id: record(&conference.slug), row: row };
        all_or_nothing(self.database(), "CREATE ONLY $id CONTENT $row RETURN NONE", &variables).await
    }

    /// Puts a conference in the place of its version `seen`.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn change_conference(
        &self,
        conference: &Conference,
        seen: u32,
        now: DateTime<Utc>,
    ) -> Result<Changed, StoreError> {
        let variables = vars! {
            id: record(&conference.slug), entry: to_json("conference", conference)?, seen: seen, now: datetime(now),
        };
        let text =
            "UPDATE $id SET entry = $entry, changed = $now, version += 1 WHERE version = $seen RETURN VALUE version";
        let changed: Vec<u32> =
            retrying(|| async { self.database().query(text).bind(variables.clone()).await?.take(0) }).await?;
        Ok(if changed.is_empty() { Changed::Outdated } else { Changed::Done })
    }

    /// The conference of this slug.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when the stored entry cannot be read.
    pub async fn conference(&self, slug: &str) -> Result<Option<Stored<Conference>>, StoreError> {
        let found: Option<Row> =
            self.database().query("SELECT * FROM $id").bind(("id", record(slug))).await?.take(0)?;
        found.map(Row::read).transpose()
    }

    /// All conferences, the newest first.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a stored entry cannot be read.
    pub async fn conferences(&self) -> Result<Vec<Stored<Conference>>, StoreError> {
        let text = "SELECT entry, version, created FROM conference ORDER BY created DESC";
        let found: Vec<Row> = self.database().query(text).await?.take(0)?;
        found.into_iter().map(Row::read).collect()
    }
}
