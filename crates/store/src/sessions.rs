//! Browsers' sessions for tower-sessions, kept in the database so that they outlive a restart and serve all processes.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use surrealdb::types::{Bytes, Datetime, RecordId, SurrealValue, Variables, vars};
use time::OffsetDateTime;
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};

use crate::transaction::retrying;
use crate::{Records, StoreError, datetime};

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
}

fn record(id: &Id) -> RecordId {
    RecordId::new("session", crate::hexadecimal(&Sha256::digest(id.0.to_le_bytes())))
}

fn variables(session: &Record) -> Result<Variables> {
    let data = serde_json::to_vec(&session.data).map_err(|error| Error::Encode(error.to_string()))?;
    let expires =
        DateTime::<Utc>::from_timestamp(session.expiry_date.unix_timestamp(), session.expiry_date.nanosecond())
            .ok_or_else(|| Error::Encode("expiry beyond all calendars".to_owned()))?;
    Ok(vars! { id: record(&session.id), row: Row { data: data.into(), expires: datetime(expires) } })
}

fn backend(error: impl Into<StoreError>) -> Error {
    Error::Backend(error.into().to_string())
}

impl Sessions {
    async fn write(&self, text: &'static str, variables: Variables) -> std::result::Result<(), StoreError> {
        retrying(|| async { self.0.database().query(text).bind(variables.clone()).await?.check().map(drop) }).await
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
        self.write("UPSERT ONLY $id CONTENT $row RETURN NONE", variables(session)?).await.map_err(backend)
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
