//! Limited attempts, kept so that a restart forgets none. What was attempted by whom is known by keyed hashes only.

use chrono::{DateTime, Utc};
use surrealdb::types::{Datetime, RecordId, RecordIdKey, SurrealValue, vars};

use crate::transaction::retrying;
use crate::{Records, StoreError, datetime};

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    id: RecordId,
    free: Datetime,
}

impl Records {
    /// Keeps until when each of these is not free, in place of what was kept before.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn keep_attempts(&self, attempts: &[(String, DateTime<Utc>)]) -> Result<(), StoreError> {
        if attempts.is_empty() {
            return Ok(());
        }
        let rows: Vec<Row> = attempts
            .iter()
            .map(|(hash, free)| Row { id: RecordId::new("attempt", hash.as_str()), free: datetime(*free) })
            .collect();
        let variables = vars! { rows: rows };
        retrying(|| async {
            let text = "INSERT INTO attempt $rows ON DUPLICATE KEY UPDATE free = $input.free RETURN NONE";
            self.database().query(text).bind(variables.clone()).await?.check().map(drop)
        })
        .await
    }

    /// All that are not free yet; those that are, are forgotten.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn attempts(&self, now: DateTime<Utc>) -> Result<Vec<(String, DateTime<Utc>)>, StoreError> {
        self.forget_attempts(now).await?;
        let rows: Vec<Row> = self.database().query("SELECT * FROM attempt").await?.take(0)?;
        rows.into_iter()
            .map(|row| match row.id.key {
                RecordIdKey::String(hash) => Ok((hash, row.free.into_inner())),
                _ => Err(StoreError::Broken("attempt: unknown id".to_owned())),
            })
            .collect()
    }

    /// Forgets those that are free again.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn forget_attempts(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        self.change("DELETE attempt WHERE free <= $now RETURN NONE", vars! { now: datetime(now) }).await
    }
}
