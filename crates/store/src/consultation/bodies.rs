//! Bodies that advise or decide, and what they decided about texts.

use chrono::{DateTime, Utc};
use domain::process::body::{Body, Decision};
use surrealdb::types::{Datetime, RecordId, SurrealValue, vars};
use uuid::Uuid;

use super::happenings::{self, Happening};
use super::{Changed, Stored, by_identity, from_json, to_json};
use crate::organisations::identity;
use crate::transaction::{all_or_nothing, retrying};
use crate::{Records, StoreError, datetime};

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct NewBody {
    entry: String,
    changed: Datetime,
    version: u32,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct BodyRow {
    entry: String,
    version: u32,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct NewDecision {
    text: surrealdb::types::Uuid,
    entry: String,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct DecisionRow {
    id: RecordId,
    entry: String,
}

impl Records {
    /// All bodies, by name.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn bodies(&self) -> Result<Vec<Stored<Body>>, StoreError> {
        let found: Vec<BodyRow> = self.database().query("SELECT entry, version FROM body").await?.take(0)?;
        let read = |row: BodyRow| -> Result<Stored<Body>, StoreError> {
            Ok(Stored { value: from_json("body", &row.entry)?, version: row.version })
        };
        let mut bodies = found.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
        bodies.sort_by_cached_key(|body| (body.value.name.to_lowercase(), body.value.id));
        Ok(bodies)
    }

    /// Keeps a body: a new one when `seen` is 0 (the same again is the same body), otherwise in the place of that version.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn keep_body(&self, body: &Body, seen: u32, now: DateTime<Utc>) -> Result<Changed, StoreError> {
        let id = by_identity("body", body.id);
        let entry = to_json("body", body)?;
        if seen == 0 {
            let row = NewBody { entry, changed: datetime(now), version: 1 };
            let text = "CREATE ONLY $id CONTENT $row RETURN NONE";
            return match all_or_nothing(self.database(), text, &vars! { id: id, row: row }).await {
                Ok(()) | Err(StoreError::Taken) => Ok(Changed::Done),
                Err(error) => Err(error),
            };
        }
        let variables = vars! { id: id, entry: entry, seen: seen, now: datetime(now) };
        let text =
            "UPDATE $id SET entry = $entry, changed = $now, version += 1 WHERE version = $seen RETURN VALUE version";
        let changed: Vec<u32> =
            retrying(|| async { self.database().query(text).bind(variables.clone()).await?.take(0) }).await?;
        Ok(if changed.is_empty() { Changed::Outdated } else { Changed::Done })
    }

    /// Keeps what a body decided; the same again is one decision. When it is `settled`, the text is no longer changed from now on: that
    /// works only while the version decided on is the newest one.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn enter_decision(
        &self,
        id: Uuid,
        decision: &Decision,
        settled: bool,
        happening: &Happening,
    ) -> Result<Changed, StoreError> {
        let row = NewDecision { text: decision.text.into(), entry: to_json("decision", decision)? };
        let variables = vars! {
            id: by_identity("decision", id), row: row, settled: settled, text: by_identity("text", decision.text),
            number: decision.version, happening: happenings::Row::of(happening)?,
        };
        let text = format!(
            "IF $settled {{ \
                LET $frozen = (UPDATE $text SET stage = 'settled' WHERE current = $number RETURN VALUE current); \
                IF array::len($frozen) = 0 {{ THROW 'outdated' }}; \
             }}; \
             CREATE ONLY $id CONTENT $row RETURN NONE; {}",
            happenings::KEEP
        );
        match all_or_nothing(self.database(), &text, &variables).await {
            Ok(()) | Err(StoreError::Taken) => Ok(Changed::Done),
            Err(StoreError::Refused) => Ok(Changed::Outdated),
            Err(error) => Err(error),
        }
    }

    /// What was decided about a text, in the order of the meetings.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn decisions(&self, text: Uuid) -> Result<Vec<(Uuid, Decision)>, StoreError> {
        let query = "SELECT id, entry FROM decision WHERE text = $text";
        let found: Vec<DecisionRow> =
            self.database().query(query).bind(("text", surrealdb::types::Uuid::from(text))).await?.take(0)?;
        let read = |row: DecisionRow| Ok((identity(row.id)?, from_json::<Decision>("decision", &row.entry)?));
        let mut decisions = found.into_iter().map(read).collect::<Result<Vec<_>, StoreError>>()?;
        decisions.sort_by_key(|(id, decision)| (decision.day, decision.entered, *id));
        Ok(decisions)
    }
}
