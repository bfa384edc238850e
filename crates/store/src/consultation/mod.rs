//! Consultations: conferences, their groups and members, texts and what is said about them.

use serde::Serialize;
use serde::de::DeserializeOwned;
use surrealdb::types::{Array, RecordId, RecordIdKey, Value};
use uuid::Uuid;

use crate::StoreError;

pub(crate) mod agreement;
pub(crate) mod amendments;
pub(crate) mod bodies;
pub(crate) mod comment_reports;
pub(crate) mod comment_rows;
pub(crate) mod comments;
pub(crate) mod conferences;
pub(crate) mod followings;
pub(crate) mod groups;
pub(crate) mod happenings;
pub(crate) mod marks;
pub(crate) mod meetings;
pub(crate) mod merging;
pub(crate) mod outcome;
pub(crate) mod sources;
pub(crate) mod texts;
pub(crate) mod votes;

/// A value with the number of its version: who changes an older one is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored<T> {
    pub value: T,
    /// Counts up with every change, from 1.
    pub version: u32,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Changed {
    /// It stands.
    Done,
    /// Somebody else was faster: nothing was changed.
    Outdated,
}

/// A record whose id is an identity.
pub(crate) fn by_identity(table: &str, id: Uuid) -> RecordId {
    RecordId::new(table, surrealdb::types::Uuid::from(id))
}

/// A record whose id has several parts.
pub(crate) fn by_parts(table: &str, parts: impl IntoIterator<Item = Value>) -> RecordId {
    RecordId::new(table, RecordIdKey::Array(Array::from(parts.into_iter().collect::<Vec<Value>>())))
}

/// The slug in a conference's id.
pub(crate) fn slug_of(id: RecordId) -> Result<String, StoreError> {
    match id.key {
        RecordIdKey::String(slug) => Ok(slug),
        _ => Err(StoreError::Broken("an unknown kind of id".to_owned())),
    }
}

pub(crate) fn to_json<T: Serialize>(what: &str, value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::broken(what, &error))
}

pub(crate) fn from_json<T: DeserializeOwned>(what: &str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::broken(what, &error))
}

/// The name that serde gives a variant without fields.
pub(crate) fn word<T: Serialize>(what: &str, value: &T) -> Result<String, StoreError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        _ => Err(StoreError::Broken(format!("{what}: not a word"))),
    }
}

/// The variant of this name.
pub(crate) fn from_word<T: DeserializeOwned>(what: &str, word: String) -> Result<T, StoreError> {
    serde_json::from_value(serde_json::Value::String(word)).map_err(|error| StoreError::broken(what, &error))
}
