//! What became of everything people said about a text, and the official answers that are owed or given.

use chrono::{DateTime, Utc};
use domain::agreement::objection::Objection;
use domain::amendment::state::State;
use domain::amendment::wish::Wish;
use domain::process::fate::{Answer, Fate};
use serde::Deserialize;
use surrealdb::types::{Datetime, RecordId, SurrealValue, vars};
use uuid::Uuid;

use super::happenings::{self, Happening};
use super::{Changed, Stored, by_identity, from_json, to_json};
use crate::organisations::identity;
use crate::transaction::all_or_nothing;
use crate::{Records, StoreError};

/// A published comment, as far as it is asked what became of it.
#[derive(Clone, PartialEq, Eq)]
pub struct CommentFate {
    pub id: Uuid,
    pub paragraph: Option<Uuid>,
    pub body: String,
    pub author: Uuid,
    pub at: DateTime<Utc>,
    pub fate: Fate,
}

/// Without its words: what is printed may land in a log.
impl std::fmt::Debug for CommentFate {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("CommentFate").field("id", &self.id).finish_non_exhaustive()
    }
}

/// An amendment, as far as it is asked what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmendmentFate {
    pub id: Uuid,
    pub author: Uuid,
    pub at: DateTime<Utc>,
    pub reason: String,
    pub wishes: Vec<Wish>,
    pub state: State,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct CommentRow {
    id: RecordId,
    paragraph: Option<surrealdb::types::Uuid>,
    body: String,
    author: surrealdb::types::Uuid,
    at: Datetime,
    fate: String,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct AmendmentRow {
    id: RecordId,
    entry: String,
    author: surrealdb::types::Uuid,
    at: Datetime,
}

/// What is read of an amendment's entry; supporters are kept elsewhere.
#[derive(Deserialize)]
struct AmendmentEntry {
    reason: String,
    wishes: Vec<Wish>,
    state: State,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct NewAnswer {
    text: surrealdb::types::Uuid,
    entry: String,
    version: u32,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct AnswerRow {
    entry: String,
    version: u32,
}

fn comment(id: Uuid) -> RecordId {
    by_identity("comment", id)
}

impl Records {
    /// All published comments on a text with what became of them, the oldest first. Replies are part of the discussion they stand in. What
    /// is withheld or private is not among them: a count of it would tell that it is there.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn comment_fates(&self, text: Uuid) -> Result<Vec<CommentFate>, StoreError> {
        let query = "SELECT id, paragraph, body, author, at, fate FROM comment \
            WHERE text = $text AND standing = 'published' AND parent = NONE ORDER BY at, id";
        let found: Vec<CommentRow> =
            self.database().query(query).bind(("text", surrealdb::types::Uuid::from(text))).await?.take(0)?;
        let read = |row: CommentRow| {
            Ok(CommentFate {
                id: identity(row.id)?,
                paragraph: row.paragraph.map(surrealdb::types::Uuid::into_inner),
                body: row.body,
                author: row.author.into_inner(),
                at: row.at.into(),
                fate: from_json("fate", &row.fate)?,
            })
        };
        found.into_iter().map(read).collect()
    }

    /// All amendments of a text that others may see, the oldest first.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn amendment_fates(&self, text: Uuid) -> Result<Vec<AmendmentFate>, StoreError> {
        let query = "SELECT id, entry, author, at FROM amendment WHERE text = $text ORDER BY at, id";
        let found: Vec<AmendmentRow> =
            self.database().query(query).bind(("text", surrealdb::types::Uuid::from(text))).await?.take(0)?;
        let mut amendments = Vec::with_capacity(found.len());
        for row in found {
            let AmendmentEntry { reason, wishes, state } = from_json("amendment", &row.entry)?;
            if state.is_public() {
                let (id, author, at) = (identity(row.id)?, row.author.into_inner(), row.at.into());
                amendments.push(AmendmentFate { id, author, at, reason, wishes, state });
            }
        }
        Ok(amendments)
    }

    /// All objections to a text, the oldest first.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn objection_fates(&self, text: Uuid) -> Result<Vec<Objection>, StoreError> {
        let query = "SELECT VALUE entry FROM (SELECT entry, at, id FROM objection WHERE text = $text ORDER BY at, id)";
        let found: Vec<String> =
            self.database().query(query).bind(("text", surrealdb::types::Uuid::from(text))).await?.take(0)?;
        found.iter().map(|entry| from_json("objection", entry)).collect()
    }

    /// Keeps an official answer: a new one when `seen` is 0 (the same again is one answer), otherwise in the place of that version. One
    /// that is given also answers the comment it is about, when nothing became of that yet.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn keep_answer(
        &self,
        text: Uuid,
        answer: &Answer,
        seen: u32,
        happening: &Happening,
    ) -> Result<Changed, StoreError> {
        let entry = to_json("answer", answer)?;
        let row = NewAnswer { text: text.into(), entry: entry.clone(), version: 1 };
        let variables = vars! {
            id: by_identity("official_answer", answer.id), row: row, entry: entry, seen: seen,
            given: answer.given.is_some(), comment: comment(answer.to), text: surrealdb::types::Uuid::from(text),
            open: to_json("fate", &Fate::Open)?, fate: to_json("fate", &Fate::Answered { answer: answer.id })?,
            happening: happenings::Row::of(happening)?,
        };
        let keep = if seen == 0 {
            "CREATE ONLY $id CONTENT $row RETURN NONE"
        } else {
            "LET $kept = (UPDATE $id SET entry = $entry, version += 1 WHERE version = $seen AND text = $text \
                RETURN VALUE version); \
             IF array::len($kept) = 0 { THROW 'outdated' }"
        };
        let statements = format!(
            "{keep}; \
             IF $given {{ UPDATE $comment SET fate = $fate, version += 1 WHERE text = $text AND fate = $open RETURN NONE }}; \
             {}",
            happenings::KEEP
        );
        let outcome = all_or_nothing(self.database(), &statements, &variables).await;
        self.count_anew(text).await;
        match outcome {
            Ok(()) => Ok(Changed::Done),
            Err(StoreError::Taken) if seen == 0 => Ok(Changed::Done),
            Err(StoreError::Refused) => Ok(Changed::Outdated),
            Err(error) => Err(error),
        }
    }

    /// All official answers about a text: those that are owed first, by their last day.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn answers(&self, text: Uuid) -> Result<Vec<Stored<Answer>>, StoreError> {
        let query = "SELECT entry, version FROM official_answer WHERE text = $text";
        let found: Vec<AnswerRow> =
            self.database().query(query).bind(("text", surrealdb::types::Uuid::from(text))).await?.take(0)?;
        let read = |row: AnswerRow| -> Result<Stored<Answer>, StoreError> {
            Ok(Stored { value: from_json("answer", &row.entry)?, version: row.version })
        };
        let mut answers = found.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
        answers.sort_by_key(|Stored { value, .. }| {
            let given = value.given.as_ref().map(|(at, _)| *at);
            (given.is_some(), value.due.is_none(), value.due, given, value.id)
        });
        Ok(answers)
    }
}

#[cfg(test)]
#[path = "outcome_tests.rs"]
mod tests;
