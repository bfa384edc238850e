//! What waits on somebody's desk for a short while: a form that was refused, an import that is not confirmed yet.

use chrono::{DateTime, Utc};
use surrealdb::types::{Array, Datetime, RecordId, RecordIdKey, SurrealValue, Value, vars};
use uuid::Uuid;

use crate::transaction::retrying;
use crate::{Records, StoreError, datetime};

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    owner: surrealdb::types::Uuid,
    text: String,
    expires: Datetime,
}

fn record(id: Uuid, part: &str) -> RecordId {
    let key = vec![Value::Uuid(id.into()), Value::String(part.to_owned())];
    RecordId::new("organisation_slip", RecordIdKey::Array(Array::from(key)))
}

impl Records {
    /// Keeps a part of a slip for its owner until `expires`; false when that part is there already, and stays as it is.
    ///
    /// # Errors
    ///
    /// Only those of the database: the same call again is safe.
    pub async fn keep_slip(
        &self,
        id: Uuid,
        part: &str,
        owner: Uuid,
        text: &str,
        expires: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let row = Row { owner: owner.into(), text: text.to_owned(), expires: datetime(expires) };
        let variables = vars! { id: record(id, part), row: row };
        let kept = retrying(|| async {
            let text = "CREATE ONLY $id CONTENT $row RETURN NONE";
            self.database().query(text).bind(variables.clone()).await?.check().map(drop)
        })
        .await;
        match kept {
            Ok(()) => Ok(true),
            Err(StoreError::Taken) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// A part of a slip, for its owner alone and only until it expires.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn slip(
        &self,
        id: Uuid,
        part: &str,
        owner: Uuid,
        now: DateTime<Utc>,
    ) -> Result<Option<String>, StoreError> {
        let owner = surrealdb::types::Uuid::from(owner);
        let variables = vars! { id: record(id, part), owner: owner, now: datetime(now) };
        let text = "SELECT * FROM $id WHERE owner = $owner AND expires > $now";
        let found: Option<Row> = self.database().query(text).bind(variables).await?.take(0)?;
        Ok(found.map(|row| row.text))
    }
}
