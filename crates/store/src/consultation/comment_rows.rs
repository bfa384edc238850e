//! Comments as they are handed out and as they are kept.

use chrono::{DateTime, Utc};
use domain::comment::CommentKind;
use domain::commenting::{Ruling, Wording};
use domain::process::fate::Fate;
use domain::process::space::Standing;
use domain::text::anchor::Anchor;
use surrealdb::types::{Datetime, RecordId, SurrealValue};
use uuid::Uuid;

use super::{from_json, from_word, to_json, word};
use crate::organisations::identity;
use crate::{StoreError, datetime};

/// A comment.
#[derive(Clone, PartialEq, Eq)]
pub struct Comment {
    pub id: Uuid,
    pub text: Uuid,
    /// The paragraph it is about; none: the whole text.
    pub paragraph: Option<Uuid>,
    /// Where it was set; none for the whole text.
    pub anchor: Option<Anchor>,
    /// The comment it answers.
    pub parent: Option<Uuid>,
    pub kind: CommentKind,
    pub body: String,
    /// The account that wrote it.
    pub author: Uuid,
    /// What that account is called; not kept with the comment.
    pub name: String,
    pub at: DateTime<Utc>,
    pub standing: Standing,
    /// What it said before, the oldest first.
    pub history: Vec<Wording>,
    pub fate: Fate,
    /// What moderation decided last.
    pub ruling: Option<Ruling>,
    /// Counts up with every change, from 1.
    pub version: u32,
}

/// Without words and names: what is printed may land in a log.
impl std::fmt::Debug for Comment {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Comment").field("id", &self.id).field("version", &self.version).finish_non_exhaustive()
    }
}

/// A comment without what it says: to put many in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommentHead {
    pub id: Uuid,
    pub parent: Option<Uuid>,
    pub author: Uuid,
    pub at: DateTime<Utc>,
    pub standing: Standing,
}

/// Fields named as in the schema.
#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
pub(super) struct Entry {
    text: surrealdb::types::Uuid,
    paragraph: Option<surrealdb::types::Uuid>,
    anchor: String,
    parent: Option<surrealdb::types::Uuid>,
    kind: String,
    body: String,
    author: surrealdb::types::Uuid,
    at: Datetime,
    standing: String,
    history: String,
    fate: String,
    ruling: String,
    pub(super) version: u32,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
pub(super) struct Row {
    id: RecordId,
    text: surrealdb::types::Uuid,
    paragraph: Option<surrealdb::types::Uuid>,
    anchor: String,
    parent: Option<surrealdb::types::Uuid>,
    kind: String,
    body: String,
    author: surrealdb::types::Uuid,
    name: Option<String>,
    at: Datetime,
    standing: String,
    history: String,
    fate: String,
    ruling: String,
    version: u32,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
pub(super) struct HeadRow {
    id: RecordId,
    parent: Option<surrealdb::types::Uuid>,
    author: surrealdb::types::Uuid,
    at: Datetime,
    standing: String,
}

/// An official answer that is given with what became of a comment.
#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
pub(super) struct AnswerRow {
    pub(super) text: surrealdb::types::Uuid,
    pub(super) entry: String,
    pub(super) version: u32,
}

/// A new answer for the loop in the transaction.
#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
pub(super) struct AnswerItem {
    pub(super) id: RecordId,
    pub(super) row: AnswerRow,
}

impl Entry {
    pub(super) fn of(comment: &Comment) -> Result<Self, StoreError> {
        Ok(Self {
            text: comment.text.into(),
            paragraph: comment.paragraph.map(Into::into),
            anchor: comment.anchor.as_ref().map(|anchor| to_json("anchor", anchor)).transpose()?.unwrap_or_default(),
            parent: comment.parent.map(Into::into),
            kind: word("kind of comment", &comment.kind)?,
            body: comment.body.clone(),
            author: comment.author.into(),
            at: datetime(comment.at),
            standing: word("standing", &comment.standing)?,
            history: to_json("history", &comment.history)?,
            fate: to_json("fate", &comment.fate)?,
            ruling: to_json("ruling", &comment.ruling)?,
            version: comment.version,
        })
    }
}

impl Row {
    pub(super) fn read(self) -> Result<Comment, StoreError> {
        let anchor = if self.anchor.is_empty() { None } else { Some(from_json("anchor", &self.anchor)?) };
        Ok(Comment {
            id: identity(self.id)?,
            text: self.text.into_inner(),
            paragraph: self.paragraph.map(surrealdb::types::Uuid::into_inner),
            anchor,
            parent: self.parent.map(surrealdb::types::Uuid::into_inner),
            kind: from_word("kind of comment", self.kind)?,
            body: self.body,
            author: self.author.into_inner(),
            name: self.name.unwrap_or_default(),
            at: self.at.into(),
            standing: from_word("standing", self.standing)?,
            history: from_json("history", &self.history)?,
            fate: from_json("fate", &self.fate)?,
            ruling: from_json("ruling", &self.ruling)?,
            version: self.version,
        })
    }
}

impl HeadRow {
    pub(super) fn read(self) -> Result<CommentHead, StoreError> {
        Ok(CommentHead {
            id: identity(self.id)?,
            parent: self.parent.map(surrealdb::types::Uuid::into_inner),
            author: self.author.into_inner(),
            at: self.at.into(),
            standing: from_word("standing", self.standing)?,
        })
    }
}
