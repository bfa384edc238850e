//! Amendments and who supports them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::amendment::Amendment;
use domain::amendment::state::State;
use surrealdb::types::{Datetime, RecordId, SurrealValue, Value, vars};
use uuid::Uuid;

use super::happenings::{self, Happening};
use super::{Changed, by_identity, by_parts, from_json, to_json};
use crate::transaction::all_or_nothing;
use crate::{Records, StoreError, datetime};

/// An amendment as it is kept, with what its account says.
#[derive(Clone, PartialEq)]
pub struct FiledAmendment {
    /// The text it is about.
    pub text: Uuid,
    /// The amendment with its supporters, in the order they came.
    pub value: Amendment,
    /// Counts up with every change, from 1; supporters change nothing of it.
    pub version: u32,
    /// When it was begun.
    pub at: DateTime<Utc>,
    /// Name of its author; empty when there is no such account.
    pub author: String,
    /// Names of its supporters, in the same order.
    pub supporters: Vec<String>,
}

/// Without names: what is printed may land in a log.
impl std::fmt::Debug for FiledAmendment {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("FiledAmendment")
            .field("value", &self.value)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
pub(crate) struct NewRow {
    text: surrealdb::types::Uuid,
    entry: String,
    author: surrealdb::types::Uuid,
    at: Datetime,
    state: String,
    version: u32,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    text: surrealdb::types::Uuid,
    entry: String,
    at: Datetime,
    version: u32,
    name: Option<String>,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct SupportRow {
    amendment: surrealdb::types::Uuid,
    account: surrealdb::types::Uuid,
    name: Option<String>,
    at: Datetime,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct NewSupport {
    amendment: surrealdb::types::Uuid,
    text: surrealdb::types::Uuid,
    account: surrealdb::types::Uuid,
    at: Datetime,
}

/// A change of an amendment inside a transaction: whatever it was before, it is this now.
#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
pub(crate) struct Move {
    id: RecordId,
    entry: String,
    state: String,
    seen: u32,
}

impl Move {
    /// `seen` is the version it is made of.
    pub(crate) fn of(amendment: &Amendment, seen: u32) -> Result<Self, StoreError> {
        Ok(Self { id: record(amendment.id), entry: entry_of(amendment)?, state: state_word(&amendment.state)?, seen })
    }
}

/// Statement that makes all changes bound as `$moves`, or throws when one is of an older version.
pub(crate) const MOVE_ALL: &str = "FOR $move IN $moves { \
    LET $moved = (UPDATE $move.id SET entry = $move.entry, state = $move.state, version += 1 \
        WHERE version = $move.seen RETURN VALUE version); \
    IF array::len($moved) = 0 { THROW 'outdated' }; }";

const READ: &str = "SELECT text, entry, at, version, type::record('account', author).name AS name";
const READ_SUPPORT: &str = "SELECT amendment, account, at, type::record('account', account).name AS name";

/// Names of the states in which something is still to be decided; see [`State::is_open`].
const OPEN: [&str; 5] = ["submitted", "supported", "admitted", "carried_over", "collided"];

impl Row {
    fn read(self, supporters: Vec<SupportRow>) -> Result<FiledAmendment, StoreError> {
        let mut value: Amendment = from_json("amendment", &self.entry)?;
        value.supporters = supporters.iter().map(|row| row.account.into_inner()).collect();
        Ok(FiledAmendment {
            text: self.text.into_inner(),
            value,
            version: self.version,
            at: self.at.into(),
            author: self.name.unwrap_or_default(),
            supporters: supporters.into_iter().map(|row| row.name.unwrap_or_default()).collect(),
        })
    }
}

fn record(id: Uuid) -> RecordId {
    by_identity("amendment", id)
}

fn support_record(amendment: Uuid, account: Uuid) -> RecordId {
    by_parts("amendment_support", [amendment, account].map(|id| Value::Uuid(id.into())))
}

/// Supporters have records of their own.
fn entry_of(amendment: &Amendment) -> Result<String, StoreError> {
    to_json("amendment", &Amendment { supporters: Vec::new(), ..amendment.clone() })
}

/// The name that serde gives a state.
fn state_word(state: &State) -> Result<String, StoreError> {
    let value = serde_json::to_value(state).map_err(|error| StoreError::broken("state", &error))?;
    let word = value.get("state").and_then(serde_json::Value::as_str);
    word.map(str::to_owned).ok_or_else(|| StoreError::Broken("state: not a word".to_owned()))
}

/// What a transaction says about a change, as far as somebody else may have been faster.
pub(crate) fn changed(outcome: Result<(), StoreError>) -> Result<Changed, StoreError> {
    match outcome {
        Ok(()) => Ok(Changed::Done),
        Err(StoreError::Refused | StoreError::Taken) => Ok(Changed::Outdated),
        Err(error) => Err(error),
    }
}

impl Records {
    /// Keeps a new amendment. Nobody else learns of a draft: it has no happening.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] when there is one of this identity.
    pub async fn file_amendment(
        &self,
        text: Uuid,
        amendment: &Amendment,
        now: DateTime<Utc>,
        happening: Option<&Happening>,
    ) -> Result<(), StoreError> {
        let row = NewRow {
            text: text.into(),
            entry: entry_of(amendment)?,
            author: amendment.author.into(),
            at: datetime(now),
            state: state_word(&amendment.state)?,
            version: 1,
        };
        let happening: Option<happenings::Row> = happening.map(happenings::Row::of).transpose()?;
        let variables = vars! { id: record(amendment.id), row: row, happening: happening.clone() };
        let mut query = "CREATE ONLY $id CONTENT $row RETURN NONE".to_owned();
        if happening.is_some() {
            query.push_str("; ");
            query.push_str(happenings::KEEP);
        }
        all_or_nothing(self.database(), &query, &variables).await
    }

    /// Puts amendments in the place of their versions, all or none; their supporters stay as they are.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn change_amendments(
        &self,
        amendments: &[(Amendment, u32)],
        happenings: &[Happening],
    ) -> Result<Changed, StoreError> {
        let moves: Result<Vec<Move>, StoreError> =
            amendments.iter().map(|(amendment, seen)| Move::of(amendment, *seen)).collect();
        let happenings: Result<Vec<happenings::Row>, StoreError> = happenings.iter().map(happenings::Row::of).collect();
        let variables = vars! { moves: moves?, happenings: happenings? };
        let text = format!("{MOVE_ALL}; FOR $happening IN $happenings {{ {} }}", happenings::KEEP);
        changed(all_or_nothing(self.database(), &text, &variables).await)
    }

    /// Takes away a draft of this account; nothing happens when it is none, or somebody else's.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn discard_amendment(&self, id: Uuid, author: Uuid) -> Result<(), StoreError> {
        let variables = vars! { id: record(id), author: surrealdb::types::Uuid::from(author) };
        let text = "DELETE $id WHERE state = 'draft' AND author = $author RETURN NONE";
        all_or_nothing(self.database(), text, &variables).await
    }

    /// An account supports an amendment. Twice is once, and happens once.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn support_amendment(
        &self,
        text: Uuid,
        amendment: Uuid,
        account: Uuid,
        now: DateTime<Utc>,
        happening: &Happening,
    ) -> Result<(), StoreError> {
        let row =
            NewSupport { amendment: amendment.into(), text: text.into(), account: account.into(), at: datetime(now) };
        let variables = vars! {
            id: support_record(amendment, account), row: row, happening: happenings::Row::of(happening)?,
        };
        let text = format!("CREATE ONLY $id CONTENT $row RETURN NONE; {}", happenings::KEEP);
        match all_or_nothing(self.database(), &text, &variables).await {
            Err(StoreError::Taken) => Ok(()),
            outcome => outcome,
        }
    }

    /// An account takes its support back. What was not given is not taken back, and nothing happens.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn unsupport_amendment(
        &self,
        amendment: Uuid,
        account: Uuid,
        happening: &Happening,
    ) -> Result<(), StoreError> {
        let variables = vars! { id: support_record(amendment, account), happening: happenings::Row::of(happening)? };
        let text =
            format!("LET $gone = (DELETE $id RETURN BEFORE); IF array::len($gone) > 0 {{ {} }}", happenings::KEEP);
        all_or_nothing(self.database(), &text, &variables).await
    }

    /// The amendment of this identity, drafts too: whoever asks has to look at its state.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when it cannot be read.
    pub async fn amendment(&self, id: Uuid) -> Result<Option<FiledAmendment>, StoreError> {
        let text = format!(
            "{READ} FROM $id; {READ_SUPPORT} FROM amendment_support:[$amendment, NONE]..=[$amendment, ..] ORDER BY at;"
        );
        let variables = vars! { id: record(id), amendment: surrealdb::types::Uuid::from(id) };
        let mut answer = self.database().query(text).bind(variables).await?;
        let (found, supporters): (Option<Row>, Vec<SupportRow>) = (answer.take(0)?, answer.take(1)?);
        found.map(|row| row.read(supporters)).transpose()
    }

    /// All amendments of a text, drafts too, in the order they were begun.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn amendments(&self, text: Uuid) -> Result<Vec<FiledAmendment>, StoreError> {
        let query = format!(
            "SELECT id, text, entry, at, version, type::record('account', author).name AS name FROM amendment \
                WHERE text = $text ORDER BY at, id; \
             {READ_SUPPORT} FROM amendment_support WHERE text = $text ORDER BY at;"
        );
        let mut answer = self.database().query(query).bind(("text", surrealdb::types::Uuid::from(text))).await?;
        let (found, supporters): (Vec<Row>, Vec<SupportRow>) = (answer.take(0)?, answer.take(1)?);
        let mut of: BTreeMap<Uuid, Vec<SupportRow>> = BTreeMap::new();
        for row in supporters {
            of.entry(row.amendment.into_inner()).or_default().push(row);
        }
        let read = |row: Row| {
            let mut filed = row.read(Vec::new())?;
            let supporters = of.get(&filed.value.id).cloned().unwrap_or_default();
            filed.value.supporters = supporters.iter().map(|row| row.account.into_inner()).collect();
            filed.supporters = supporters.into_iter().map(|row| row.name.unwrap_or_default()).collect();
            Ok(filed)
        };
        found.into_iter().map(read).collect()
    }

    /// How many open amendments each paragraph of a text has: those that rewrite it, delete it, or put something behind it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn amendment_counts(&self, text: Uuid) -> Result<Vec<(Uuid, u64)>, StoreError> {
        let query = "SELECT VALUE entry FROM amendment WHERE text = $text AND state IN $open";
        let variables = vars! { text: surrealdb::types::Uuid::from(text), open: OPEN.map(str::to_owned).to_vec() };
        let found: Vec<String> = self.database().query(query).bind(variables).await?.take(0)?;
        let mut counts: BTreeMap<Uuid, u64> = BTreeMap::new();
        for entry in found {
            let amendment: Amendment = from_json("amendment", &entry)?;
            let mut about: Vec<Uuid> =
                amendment.wishes.iter().filter_map(domain::amendment::wish::Wish::paragraph).collect();
            about.sort_unstable();
            about.dedup();
            for paragraph in about {
                *counts.entry(paragraph).or_default() += 1;
            }
        }
        Ok(counts.into_iter().collect())
    }

    /// What happened to one thing of a text, the oldest first.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn happenings_to(&self, text: Uuid, thing: Uuid) -> Result<Vec<Happening>, StoreError> {
        let query = "SELECT * FROM happening WHERE text = $text AND thing = $thing ORDER BY at, id LIMIT 1000";
        let variables = vars! {
            text: surrealdb::types::Uuid::from(text), thing: surrealdb::types::Uuid::from(thing),
        };
        let found: Vec<happenings::Row> = self.database().query(query).bind(variables).await?.take(0)?;
        found.into_iter().map(happenings::Row::read).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_open_states_are_those_of_the_domain() {
        let states = [
            State::Draft,
            State::Submitted,
            State::Supported,
            State::Admitted,
            State::Accepted { version: 1 },
            State::Modified { version: 1, reason: String::new() },
            State::Rejected { reason: String::new() },
            State::Withdrawn,
            State::CarriedOver { version: 1, admitted: false },
            State::Collided { version: 1 },
        ];
        for state in states {
            let word = state_word(&state).expect("a word");
            assert_eq!(OPEN.contains(&word.as_str()), state.is_open(), "{word}");
        }
    }
}
