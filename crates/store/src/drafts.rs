//! Unfinished responses that wait for their respondent: sealed bytes, kept for a while.

use chrono::{DateTime, Utc};
use surrealdb::types::{Bytes, Datetime, RecordId, SurrealValue, vars};

use crate::transaction::retrying;
use crate::{Records, StoreError, datetime};

#[derive(Debug, Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    sealed: Bytes,
    expires: Datetime,
}

fn record(id: &str) -> RecordId {
    RecordId::new("draft", id)
}

impl Records {
    /// Keeps a draft until `expires`, in place of an older one with this id.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many save the same draft at once.
    pub async fn save_draft(&self, id: &str, sealed: &[u8], expires: DateTime<Utc>) -> Result<(), StoreError> {
        let row = Row { sealed: sealed.to_vec().into(), expires: datetime(expires) };
        let variables = vars! { id: record(id), row: row };
        retrying(|| async {
            self.database()
                .query("UPSERT ONLY $id CONTENT $row RETURN NONE")
                .bind(variables.clone())
                .await?
                .check()
                .map(drop)
        })
        .await
    }

    /// The draft of this id, unless it has expired.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn draft(&self, id: &str, now: DateTime<Utc>) -> Result<Option<Vec<u8>>, StoreError> {
        let variables = vars! { id: record(id), now: datetime(now) };
        let text = "SELECT * FROM $id WHERE expires > $now";
        let found: Option<Row> = self.database().query(text).bind(variables).await?.take(0)?;
        Ok(found.map(|row| row.sealed.into_inner().to_vec()))
    }

    /// Forgets a draft; nothing happens when there is none.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when it is being saved again and again.
    pub async fn delete_draft(&self, id: &str) -> Result<(), StoreError> {
        retrying(|| async {
            self.database().query("DELETE $id RETURN NONE").bind(("id", record(id))).await?.check().map(drop)
        })
        .await
    }

    /// Forgets drafts, sessions, people's links and slips of the register that have expired; says how many.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when they keep changing meanwhile; the next call gets them.
    pub async fn delete_expired(&self, now: DateTime<Utc>) -> Result<u64, StoreError> {
        let mut deleted = 0;
        for text in [
            "DELETE draft WHERE expires <= $now RETURN VALUE $before.id",
            "DELETE session WHERE expires <= $now RETURN VALUE $before.id",
            "DELETE organisation_slip WHERE expires <= $now RETURN VALUE $before.id",
            "DELETE account_link WHERE expires <= $now RETURN VALUE $before.id",
        ] {
            let gone: Vec<RecordId> =
                retrying(|| async { self.database().query(text).bind(("now", datetime(now))).await?.take(0) }).await?;
            deleted += gone.len() as u64;
        }
        Ok(deleted)
    }
}
