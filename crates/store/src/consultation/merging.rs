//! Merges: their protocols, and the version that comes of one.

use domain::amendment::Amendment;
use domain::amendment::protocol::{Entry, Protocol};
use domain::text::document::Version;
use surrealdb::types::{RecordId, Value, vars};
use uuid::Uuid;

use super::amendments::{MOVE_ALL, Move, changed};
use super::happenings::{self, Happening};
use super::{Changed, by_parts, from_json, texts, to_json};
use crate::transaction::all_or_nothing;
use crate::{Records, StoreError};

/// A merge that is over: everything changes together, or nothing.
#[derive(Debug)]
pub struct FinishedMerge<'a> {
    /// The next version of the text.
    pub version: &'a Version,
    /// The last entry of the protocol.
    pub entry: &'a Entry,
    /// How many entries stood before it.
    pub number: usize,
    /// The amendments as they are now, each with the version it is made of.
    pub amendments: Vec<(Amendment, u32)>,
    /// What happened to the text and to each amendment.
    pub happenings: Vec<Happening>,
}

fn entry_record(text: Uuid, version: u32, number: usize) -> RecordId {
    let numbers = [i64::from(version), i64::try_from(number).unwrap_or(i64::MAX)];
    let numbers = numbers.map(|number| Value::Number(number.into()));
    by_parts("merge_entry", std::iter::once(Value::Uuid(text.into())).chain(numbers))
}

impl Records {
    /// What was decided so far about the amendments of a version.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when an entry cannot be read.
    pub async fn merge_protocol(&self, text: Uuid, version: u32) -> Result<Protocol, StoreError> {
        let query = "SELECT VALUE entry FROM merge_entry:[$text, $version, NONE]..=[$text, $version, ..]";
        let variables = vars! { text: surrealdb::types::Uuid::from(text), version: i64::from(version) };
        let found: Vec<String> = self.database().query(query).bind(variables).await?.take(0)?;
        let entries: Result<Vec<Entry>, StoreError> =
            found.iter().map(|entry| from_json("merge entry", entry)).collect();
        Ok(Protocol::of(entries?))
    }

    /// Adds an entry behind the first `number` entries of a merge, when there is none yet and the version is still the newest:
    /// of two chairs at once, the slower one is told.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn add_merge_entry(
        &self,
        text: Uuid,
        version: u32,
        number: usize,
        entry: &Entry,
        happening: &Happening,
    ) -> Result<Changed, StoreError> {
        let variables = vars! {
            text: texts::record(text), version: version, id: entry_record(text, version, number),
            entry: to_json("merge entry", entry)?, happening: happenings::Row::of(happening)?,
        };
        let query = format!(
            "IF (SELECT VALUE current FROM ONLY $text) != $version {{ THROW 'outdated' }}; \
             CREATE ONLY $id SET entry = $entry RETURN NONE; {}",
            happenings::KEEP
        );
        changed(all_or_nothing(self.database(), &query, &variables).await)
    }

    /// Keeps the version that comes of a merge, and what became of the amendments, all in one.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn finish_merge(&self, merge: &FinishedMerge<'_>) -> Result<Changed, StoreError> {
        let version = merge.version;
        let moves: Result<Vec<Move>, StoreError> =
            merge.amendments.iter().map(|(amendment, seen)| Move::of(amendment, *seen)).collect();
        let happenings: Result<Vec<happenings::Row>, StoreError> =
            merge.happenings.iter().map(happenings::Row::of).collect();
        let mut variables = texts::version_variables(version)?;
        variables.extend(vars! {
            entry_id: entry_record(version.text, version.number - 1, merge.number),
            entry: to_json("merge entry", merge.entry)?, moves: moves?, happenings: happenings?,
        });
        let query = format!(
            "{}; CREATE ONLY $entry_id SET entry = $entry RETURN NONE; {MOVE_ALL}; \
             FOR $happening IN $happenings {{ {} }}",
            texts::ADD_VERSION,
            happenings::KEEP
        );
        changed(all_or_nothing(self.database(), &query, &variables).await)
    }
}
