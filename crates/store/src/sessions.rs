//! Browsers' sessions for tower-sessions, kept in the database so that they outlive a restart and serve all processes.

use std::collections::HashMap;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use surrealdb::types::{Bytes, Datetime, RecordId, RecordIdKey, SurrealValue, Variables, vars};
use time::OffsetDateTime;
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use uuid::Uuid;

use crate::transaction::retrying;
use crate::{Records, StoreError, accounts, datetime};

/// The session store. Only a hash of a session's id is kept: who reads the database cannot take over a session.
///
/// Whether a session has expired is told by the database's clock, since the trait passes no time.
#[derive(Debug, Clone)]
pub struct Sessions(pub Records);

#[derive(Debug, Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    data: Bytes,
    expires: Datetime,
    account: Option<RecordId>,
}

/// Where a session's data say whose it is: of somebody who is signed in, or who has shown the password and is not in yet. Both end
/// with the password.
const WHOSE: [&str; 2] = ["account", "password-of"];

/// A session of somebody who is signed in, or on the way there.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenSession {
    /// What it is called here: the hash of its id, which opens nothing.
    pub key: String,
    /// What the session says.
    pub data: HashMap<String, serde_json::Value>,
}

#[derive(Debug, Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Listed {
    id: RecordId,
    data: Bytes,
}

fn key(id: &Id) -> String {
    crate::hexadecimal(&Sha256::digest(id.0.to_le_bytes()))
}

fn record(id: &Id) -> RecordId {
    RecordId::new("session", key(id))
}

fn variables(session: &Record) -> Result<Variables> {
    let data = serde_json::to_vec(&session.data).map_err(|error| Error::Encode(error.to_string()))?;
    let expires =
        DateTime::<Utc>::from_timestamp(session.expiry_date.unix_timestamp(), session.expiry_date.nanosecond())
            .ok_or_else(|| Error::Encode("expiry beyond all calendars".to_owned()))?;
    let whose = WHOSE.iter().find_map(|place| session.data.get(*place));
    let account = whose.and_then(|account| account.as_str()?.parse().ok()).map(accounts::record);
    Ok(vars! { id: record(&session.id), row: Row { data: data.into(), expires: datetime(expires), account } })
}

fn backend(error: impl Into<StoreError>) -> Error {
    Error::Backend(error.into().to_string())
}

impl Sessions {
    async fn write(&self, text: &'static str, variables: Variables) -> std::result::Result<(), StoreError> {
        retrying(|| async { self.0.database().query(text).bind(variables.clone()).await?.check().map(drop) }).await
    }
}

impl Records {
    /// What a session is called in [`OpenSession`].
    pub fn session_key(id: &Id) -> String {
        key(id)
    }

    /// All sessions of an account that have not expired.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn sessions_of(&self, account: Uuid) -> std::result::Result<Vec<OpenSession>, StoreError> {
        let text = "SELECT id, data FROM session WHERE account = $account AND expires > time::now()";
        let rows: Vec<Listed> =
            self.database().query(text).bind(("account", accounts::record(account))).await?.take(0)?;
        rows.into_iter()
            .map(|row| {
                let RecordIdKey::String(key) = row.id.key else {
                    return Err(StoreError::Broken("session: unknown id".to_owned()));
                };
                let data = serde_json::from_slice(&row.data).map_err(|error| StoreError::broken("session", &error))?;
                Ok(OpenSession { key, data })
            })
            .collect()
    }

    /// Ends one session of an account; nothing happens when it is none of its sessions.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn end_session(&self, account: Uuid, key: &str) -> std::result::Result<(), StoreError> {
        let variables = vars! { id: RecordId::new("session", key), account: accounts::record(account) };
        self.change("DELETE $id WHERE account = $account RETURN NONE", variables).await
    }

    /// Ends all sessions of an account but the one of this key.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn end_other_sessions(&self, account: Uuid, keep: &str) -> std::result::Result<(), StoreError> {
        let variables = vars! { account: accounts::record(account), keep: keep.to_owned() };
        self.change("DELETE session WHERE account = $account AND record::id(id) != $keep RETURN NONE", variables).await
    }
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, session: &mut Record) -> Result<()> {
        loop {
            match self.write("CREATE ONLY $id CONTENT $row RETURN NONE", variables(session)?).await {
                Err(StoreError::Taken) => session.id = Id::default(),
                outcome => return outcome.map_err(backend),
            }
        }
    }

    async fn save(&self, session: &Record) -> Result<()> {
        // No new record: a session that was ended while a request was under way stays ended.
        self.write("UPDATE $id CONTENT $row RETURN NONE", variables(session)?).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let found = async {
            let text = "SELECT * FROM $id WHERE expires > time::now()";
            self.0.database().query(text).bind(("id", record(id))).await?.take::<Option<Row>>(0)
        };
        let Some(row) = found.await.map_err(backend)? else { return Ok(None) };
        let expires = row.expires.into_inner();
        let expiry_date = OffsetDateTime::from_unix_timestamp(expires.timestamp())
            .and_then(|time| time.replace_nanosecond(expires.timestamp_subsec_nanos()))
            .map_err(|error| Error::Decode(error.to_string()))?;
        let data = serde_json::from_slice(&row.data).map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.write("DELETE $id RETURN NONE", vars! { id: record(id) }).await.map_err(backend)
    }
}
