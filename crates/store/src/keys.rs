//! Keys for programs: what a key may do is stored under the hash of its secret.

use chrono::{DateTime, Utc};
use surrealdb::types::{Datetime, RecordId, SurrealValue, vars};

use crate::transaction::retrying;
use crate::{Records, StoreError, datetime};

/// A key as its bearer presents it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// What staff call it.
    pub name: String,
    /// What it may do, such as `read:results`.
    pub scopes: Vec<String>,
}

#[derive(Debug, Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    name: String,
    scopes: Vec<String>,
    created: Datetime,
}

impl Records {
    /// Keeps a new key; `secret_hash` is a hash from which the secret cannot be found.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] when there is a key with this secret.
    pub async fn create_key(
        &self,
        name: &str,
        scopes: &[String],
        secret_hash: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let row = Row { name: name.to_owned(), scopes: scopes.to_vec(), created: datetime(now) };
        let variables = vars! { id: RecordId::new("api_key", secret_hash), row: row };
        retrying(|| async {
            self.database()
                .query("CREATE ONLY $id CONTENT $row RETURN NONE")
                .bind(variables.clone())
                .await?
                .check()
                .map(drop)
        })
        .await
    }

    /// The key whose secret has this hash.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn key_by_hash(&self, secret_hash: &str) -> Result<Option<ApiKey>, StoreError> {
        let id = RecordId::new("api_key", secret_hash);
        let found: Option<Row> = self.database().query("SELECT * FROM $id").bind(("id", id)).await?.take(0)?;
        Ok(found.map(|row| ApiKey { name: row.name, scopes: row.scopes }))
    }
}
