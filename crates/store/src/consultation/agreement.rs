//! Positions of members on texts, and objections with what became of them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::agreement::consent::Position;
use domain::agreement::objection::Objection;
use surrealdb::types::{Datetime, RecordId, SurrealValue, Value, vars};
use uuid::Uuid;

use super::happenings::{self, Happening};
use super::{Changed, Stored, by_identity, by_parts, from_json, from_word, to_json, word};
use crate::accounts::identity;
use crate::transaction::all_or_nothing;
use crate::{Records, StoreError, datetime};

/// Larger than the number of any version.
const BEYOND: i64 = 4_294_967_295;

/// What a member says about a version of a text.
#[derive(Clone, PartialEq, Eq)]
pub struct TakenPosition {
    /// The version it is about.
    pub number: u32,
    pub group: Uuid,
    pub account: Uuid,
    /// Of the account; empty when it was erased.
    pub name: String,
    pub position: Position,
    pub at: DateTime<Utc>,
}

/// Without the name: what is printed may land in a log.
impl std::fmt::Debug for TakenPosition {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("TakenPosition").field("number", &self.number).finish_non_exhaustive()
    }
}

/// An objection with what is kept around it.
#[derive(Clone, PartialEq, Eq)]
pub struct RaisedObjection {
    pub objection: Stored<Objection>,
    /// The text it is about.
    pub text: Uuid,
    /// The version it was raised against.
    pub number: u32,
    pub at: DateTime<Utc>,
    /// Of the account that raised it; empty when it was erased.
    pub name: String,
}

/// Without name and words: what is printed may land in a log.
impl std::fmt::Debug for RaisedObjection {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("RaisedObjection").field("id", &self.objection.value.id).finish_non_exhaustive()
    }
}

/// What somebody does in a consent poll: all of it is kept, or nothing.
#[derive(Clone)]
pub struct PollStep {
    pub text: Uuid,
    /// The version it is about; an older one than the newest is outdated.
    pub number: u32,
    /// Group, account and what the member says from now on.
    pub position: Option<(Uuid, Uuid, Position)>,
    /// A new objection.
    pub raised: Option<Objection>,
    /// Objections that go on, with the version that was seen.
    pub moved: Vec<Stored<Objection>>,
    pub happenings: Vec<Happening>,
    pub now: DateTime<Utc>,
}

/// Without words: what is printed may land in a log.
impl std::fmt::Debug for PollStep {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("PollStep").field("text", &self.text).finish_non_exhaustive()
    }
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct NewPosition {
    text: surrealdb::types::Uuid,
    number: u32,
    group: surrealdb::types::Uuid,
    account: surrealdb::types::Uuid,
    position: String,
    at: Datetime,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct PositionRow {
    number: u32,
    group: surrealdb::types::Uuid,
    account: surrealdb::types::Uuid,
    name: Option<String>,
    position: String,
    at: Datetime,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct NewObjection {
    text: surrealdb::types::Uuid,
    number: u32,
    entry: String,
    at: Datetime,
    version: u32,
}

/// An objection that goes on, for the loop in the transaction.
#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Moved {
    id: RecordId,
    entry: String,
    seen: u32,
}

/// A record to be written, for loops in transactions.
#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct PositionItem {
    id: RecordId,
    row: NewPosition,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct ObjectionItem {
    id: RecordId,
    row: NewObjection,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Name {
    id: RecordId,
    name: String,
}

impl NewObjection {
    fn read(self, name: impl FnOnce(Uuid) -> String) -> Result<RaisedObjection, StoreError> {
        let value: Objection = from_json("objection", &self.entry)?;
        Ok(RaisedObjection {
            name: name(value.by),
            text: self.text.into_inner(),
            number: self.number,
            at: self.at.into(),
            objection: Stored { value, version: self.version },
        })
    }
}

fn position(text: Uuid, number: u32, group: Uuid, account: Uuid) -> RecordId {
    let [text, group, account] = [text, group, account].map(|id| Value::Uuid(id.into()));
    by_parts("position", [text, Value::Number(i64::from(number).into()), group, account])
}

impl Records {
    /// Keeps a step of a consent poll.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] when the new objection is there already: it was sent twice.
    pub async fn keep_poll_step(&self, step: &PollStep) -> Result<Changed, StoreError> {
        let mut positions = Vec::new();
        if let Some((group, account, said)) = step.position {
            let row = NewPosition {
                text: step.text.into(),
                number: step.number,
                group: group.into(),
                account: account.into(),
                position: word("position", &said)?,
                at: datetime(step.now),
            };
            positions.push(PositionItem { id: position(step.text, step.number, group, account), row });
        }
        let mut raised = Vec::new();
        if let Some(objection) = &step.raised {
            let row = NewObjection {
                text: step.text.into(),
                number: step.number,
                entry: to_json("objection", objection)?,
                at: datetime(step.now),
                version: 1,
            };
            raised.push(ObjectionItem { id: by_identity("objection", objection.id), row });
        }
        let mut moved = Vec::new();
        for Stored { value, version } in &step.moved {
            let entry = to_json("objection", value)?;
            moved.push(Moved { id: by_identity("objection", value.id), entry, seen: *version });
        }
        let variables = vars! {
            text: by_identity("text", step.text), number: step.number, positions: positions, raised: raised,
            moved: moved, happenings: happenings::rows(&step.happenings)?,
        };
        let text = format!(
            "IF (SELECT VALUE current FROM ONLY $text) != $number {{ THROW 'outdated' }}; \
             FOR $item IN $moved {{ \
                LET $done = (UPDATE $item.id SET entry = $item.entry, version += 1 WHERE version = $item.seen RETURN VALUE version); \
                IF array::len($done) = 0 {{ THROW 'outdated' }}; \
             }}; \
             FOR $item IN $positions {{ UPSERT ONLY $item.id CONTENT $item.row RETURN NONE; }}; \
             FOR $item IN $raised {{ CREATE ONLY $item.id CONTENT $item.row RETURN NONE; }}; \
             {}",
            happenings::KEEP_ALL
        );
        match all_or_nothing(self.database(), &text, &variables).await {
            Ok(()) => Ok(Changed::Done),
            Err(StoreError::Refused) => Ok(Changed::Outdated),
            Err(error) => Err(error),
        }
    }

    /// What members of all groups say about a text, the oldest version first, in no order of time.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn positions(&self, text: Uuid) -> Result<Vec<TakenPosition>, StoreError> {
        let query = "SELECT number, group, account, position, at, type::record('account', account).name AS name \
            FROM position:[$text, 0]..=[$text, $beyond]";
        let variables = vars! { text: surrealdb::types::Uuid::from(text), beyond: BEYOND };
        let found: Vec<PositionRow> = self.database().query(query).bind(variables).await?.take(0)?;
        let read = |row: PositionRow| -> Result<TakenPosition, StoreError> {
            Ok(TakenPosition {
                number: row.number,
                group: row.group.into_inner(),
                account: row.account.into_inner(),
                name: row.name.unwrap_or_default(),
                position: from_word("position", row.position)?,
                at: row.at.into(),
            })
        };
        found.into_iter().map(read).collect()
    }

    /// All objections to a text, the oldest first.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn objections(&self, text: Uuid) -> Result<Vec<RaisedObjection>, StoreError> {
        let query = "SELECT text, number, entry, at, version, id FROM objection WHERE text = $text ORDER BY at, id";
        let text = surrealdb::types::Uuid::from(text);
        let found: Vec<NewObjection> = self.database().query(query).bind(("text", text)).await?.take(0)?;
        let mut raised =
            found.into_iter().map(|row| row.read(|_| String::new())).collect::<Result<Vec<RaisedObjection>, _>>()?;
        let accounts: Vec<RecordId> = raised.iter().map(|one| by_identity("account", one.objection.value.by)).collect();
        let names: Vec<Name> =
            self.database().query("SELECT id, name FROM $accounts").bind(("accounts", accounts)).await?.take(0)?;
        let names = names.into_iter().map(|row| Ok((identity(&row.id)?, row.name)));
        let names = names.collect::<Result<BTreeMap<Uuid, String>, StoreError>>()?;
        for one in &mut raised {
            one.name = names.get(&one.objection.value.by).cloned().unwrap_or_default();
        }
        Ok(raised)
    }

    /// The objection of this identity, without the name of who raised it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when it cannot be read.
    pub async fn objection(&self, id: Uuid) -> Result<Option<RaisedObjection>, StoreError> {
        let query = "SELECT text, number, entry, at, version FROM $id";
        let id = by_identity("objection", id);
        let found: Option<NewObjection> = self.database().query(query).bind(("id", id)).await?.take(0)?;
        found.map(|row| row.read(|_| String::new())).transpose()
    }
}
