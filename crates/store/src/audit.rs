//! The audit log: who did what to what. Entries are only ever added, and each holds a hash over the one before it.

use chrono::{DateTime, Utc};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use surrealdb::types::{Datetime, RecordId, SurrealValue, vars};
use uuid::Uuid;

use crate::transaction::retrying;
use crate::{Records, StoreError, datetime};

/// How often the place behind the last entry is looked for, while other processes take it.
const TRIES: u32 = 32;

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Somebody with an account.
    Account(Uuid),
    /// A program with the key of this name.
    Key(String),
    /// The program itself: jobs and commands.
    Program,
    /// Somebody who is not signed in; nothing is known of them.
    Stranger,
}

impl Actor {
    fn text(&self) -> String {
        match self {
            Self::Account(id) => format!("account:{id}"),
            Self::Key(name) => format!("key:{name}"),
            Self::Program => "program".to_owned(),
            Self::Stranger => "stranger".to_owned(),
        }
    }
}

/// Something that was done. No names, addresses or answers: identities lead to those who may look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// Who did it.
    pub actor: Actor,
    /// A verb of the program, such as `survey.opened`.
    pub deed: &'static str,
    /// What it was done to, such as `survey:bedarf`.
    pub subject: String,
    /// What else a reader needs, or nothing.
    pub note: String,
}

#[derive(Debug, Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    at: Datetime,
    actor: String,
    deed: String,
    subject: String,
    note: String,
    hash: String,
}

#[derive(Debug, Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Head {
    number: i64,
    hash: String,
}

/// The hash of an entry: over the one before it, and over everything the entry says.
fn chained(before: &str, number: i64, at: DateTime<Utc>, deed: &Deed) -> String {
    let said = json!([number, at.timestamp_millis(), deed.actor.text(), deed.deed, deed.subject, deed.note]);
    crate::hexadecimal(&Sha256::new().chain_update(before).chain_update([0]).chain_update(said.to_string()).finalize())
}

impl Records {
    /// What somebody did, the newest first: when, the deed, what to, and the note.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn deeds_of(&self, actor: &Actor) -> Result<Vec<(DateTime<Utc>, String, String, String)>, StoreError> {
        let text = "SELECT * OMIT id FROM audit WHERE actor = $actor ORDER BY at DESC";
        let rows: Vec<Row> = self.database().query(text).bind(("actor", actor.text())).await?.take(0)?;
        Ok(rows.into_iter().map(|row| (row.at.into_inner(), row.deed, row.subject, row.note)).collect())
    }

    /// Adds an entry to the audit log.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many add entries at once.
    pub async fn note_deed(&self, deed: &Deed, now: DateTime<Utc>) -> Result<(), StoreError> {
        for _ in 0..TRIES {
            let text = "SELECT record::id(id) AS number, hash FROM audit ORDER BY id DESC LIMIT 1";
            let last: Option<Head> = self.database().query(text).await?.take(0)?;
            let last = last.unwrap_or(Head { number: 0, hash: String::new() });
            let number = last.number + 1;
            let row = Row {
                at: datetime(now),
                actor: deed.actor.text(),
                deed: deed.deed.to_owned(),
                subject: deed.subject.clone(),
                note: deed.note.clone(),
                hash: chained(&last.hash, number, now, deed),
            };
            let variables = vars! { id: RecordId::new("audit", number), row: row };
            let kept = retrying(|| async {
                let text = "CREATE ONLY $id CONTENT $row RETURN NONE";
                self.database().query(text).bind(variables.clone()).await?.check().map(drop)
            })
            .await;
            match kept {
                Err(StoreError::Taken | StoreError::Conflict) => {}
                outcome => return outcome,
            }
        }
        Err(StoreError::Conflict)
    }
}
