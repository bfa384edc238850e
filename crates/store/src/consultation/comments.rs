//! Comments on texts and their paragraphs.

use chrono::{DateTime, Utc};
use domain::comment::CommentKind;
use domain::commenting::{Ruling, Wording};
use domain::process::fate::{Answer, Fate};
use domain::process::space::Standing;
use domain::text::anchor::Anchor;
use surrealdb::types::{Datetime, RecordId, SurrealValue, vars};
use uuid::Uuid;

use super::happenings::{self, Happening};
use super::{Changed, by_identity, from_json, from_word, to_json, word};
use crate::organisations::identity;
use crate::transaction::all_or_nothing;
use crate::{Records, StoreError, datetime};

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
struct Entry {
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
    version: u32,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
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
struct HeadRow {
    id: RecordId,
    parent: Option<surrealdb::types::Uuid>,
    author: surrealdb::types::Uuid,
    at: Datetime,
    standing: String,
}

/// An official answer that is given with what became of a comment.
#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct AnswerRow {
    text: surrealdb::types::Uuid,
    entry: String,
    version: u32,
}

/// A new answer for the loop in the transaction.
#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct AnswerItem {
    id: RecordId,
    row: AnswerRow,
}

impl Entry {
    fn of(comment: &Comment) -> Result<Self, StoreError> {
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
    fn read(self) -> Result<Comment, StoreError> {
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
    fn read(self) -> Result<CommentHead, StoreError> {
        Ok(CommentHead {
            id: identity(self.id)?,
            parent: self.parent.map(surrealdb::types::Uuid::into_inner),
            author: self.author.into_inner(),
            at: self.at.into(),
            standing: from_word("standing", self.standing)?,
        })
    }
}

fn record(id: Uuid) -> RecordId {
    by_identity("comment", id)
}

pub(super) fn uuids(ids: &[Uuid]) -> Vec<surrealdb::types::Uuid> {
    ids.iter().map(|id| (*id).into()).collect()
}

fn rows(happenings: &[Happening]) -> Result<Vec<happenings::Row>, StoreError> {
    happenings.iter().map(happenings::Row::of).collect()
}

/// Keeps several happenings; bind their rows as `$happenings`.
const KEEP_ALL: &str = "FOR $happening IN $happenings { CREATE ONLY $happening.id CONTENT $happening RETURN NONE; }";
/// A comment with the name of who wrote it.
const WITH_NAME: &str = "SELECT *, type::record('account', author).name AS name FROM";

impl Records {
    /// Keeps a new comment. The same again is the same comment; a private note of this identity becomes the comment.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] when somebody else has one of this identity.
    pub async fn create_comment(&self, comment: &Comment, happenings: &[Happening]) -> Result<(), StoreError> {
        let variables = vars! { id: record(comment.id), row: Entry::of(comment)?, happenings: rows(happenings)? };
        let text = format!(
            "LET $known = (SELECT author, standing FROM ONLY $id); \
             IF $known.author != NONE AND $known.author != $row.author {{ THROW 'of somebody else' }}; \
             IF $known.author = NONE OR ($known.standing = 'private' AND $row.standing != 'private') {{ \
                UPSERT ONLY $id CONTENT $row RETURN NONE; {KEEP_ALL} }}"
        );
        all_or_nothing(self.database(), &text, &variables).await
    }

    /// Puts a comment in the place of its version `seen`: wording, kind, standing, fate, ruling.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn change_comment(
        &self,
        comment: &Comment,
        seen: u32,
        happenings: &[Happening],
    ) -> Result<Changed, StoreError> {
        self.replace_comment(comment, seen, None, false, happenings).await
    }

    /// Like [`Records::change_comment`], for a decision of moderation: all reports of the comment are dealt with.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn rule_on_comment(
        &self,
        comment: &Comment,
        seen: u32,
        happenings: &[Happening],
    ) -> Result<Changed, StoreError> {
        self.replace_comment(comment, seen, None, true, happenings).await
    }

    /// Says what became of a comment; an answer is kept with it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn settle_comment(
        &self,
        comment: &Comment,
        seen: u32,
        answer: Option<&Answer>,
        happenings: &[Happening],
    ) -> Result<Changed, StoreError> {
        self.replace_comment(comment, seen, answer, false, happenings).await
    }

    async fn replace_comment(
        &self,
        comment: &Comment,
        seen: u32,
        answer: Option<&Answer>,
        closes_reports: bool,
        happenings: &[Happening],
    ) -> Result<Changed, StoreError> {
        let mut answers = Vec::new();
        if let Some(answer) = answer {
            let row = AnswerRow { text: comment.text.into(), entry: to_json("answer", answer)?, version: 1 };
            answers.push(AnswerItem { id: by_identity("official_answer", answer.id), row });
        }
        let row = Entry { version: seen + 1, ..Entry::of(comment)? };
        let variables = vars! {
            id: record(comment.id), row: row, seen: seen, happenings: rows(happenings)?, answers: answers,
            closes: closes_reports, comment: surrealdb::types::Uuid::from(comment.id),
        };
        let text = format!(
            "LET $changed = (UPDATE $id CONTENT $row WHERE version = $seen RETURN VALUE version); \
             IF array::len($changed) = 0 {{ THROW 'outdated' }}; \
             FOR $answer IN $answers {{ CREATE ONLY $answer.id CONTENT $answer.row RETURN NONE; }}; \
             IF $closes {{ UPDATE comment_report:[$comment, NONE]..=[$comment, ..] SET closed = true RETURN NONE }}; \
             {KEEP_ALL}"
        );
        match all_or_nothing(self.database(), &text, &variables).await {
            Ok(()) => Ok(Changed::Done),
            Err(StoreError::Refused) => Ok(Changed::Outdated),
            Err(error) => Err(error),
        }
    }

    /// The comment of this identity.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when it cannot be read.
    pub async fn comment(&self, id: Uuid) -> Result<Option<Comment>, StoreError> {
        Ok(self.comments(&[id]).await?.pop())
    }

    /// These comments, as far as they are there, in no order.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn comments(&self, ids: &[Uuid]) -> Result<Vec<Comment>, StoreError> {
        let ids: Vec<RecordId> = ids.iter().copied().map(record).collect();
        let found: Vec<Row> = self.database().query(format!("{WITH_NAME} $ids")).bind(("ids", ids)).await?.take(0)?;
        found.into_iter().map(Row::read).collect()
    }

    /// All comments of one paragraph, or (`None`) of the text as a whole, of every standing, in no order.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn comment_heads(&self, text: Uuid, paragraph: Option<Uuid>) -> Result<Vec<CommentHead>, StoreError> {
        let query =
            "SELECT id, parent, author, at, standing FROM comment WHERE text = $text AND paragraph = $paragraph";
        let variables = vars! {
            text: surrealdb::types::Uuid::from(text), paragraph: paragraph.map(surrealdb::types::Uuid::from),
        };
        let found: Vec<HeadRow> = self.database().query(query).bind(variables).await?.take(0)?;
        found.into_iter().map(HeadRow::read).collect()
    }

    /// What became of each published comment of a text. Replies are part of the discussion they stand in: only its first comment counts.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn comment_fates(&self, text: Uuid) -> Result<Vec<Fate>, StoreError> {
        let query = "SELECT VALUE fate FROM comment WHERE text = $text AND standing = 'published' AND parent = NONE";
        let found: Vec<String> =
            self.database().query(query).bind(("text", surrealdb::types::Uuid::from(text))).await?.take(0)?;
        found.iter().map(|fate| from_json("fate", fate)).collect()
    }

    /// Official answers of these identities, as far as they are there.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn answers_to_comments(&self, ids: &[Uuid]) -> Result<Vec<Answer>, StoreError> {
        let ids: Vec<RecordId> = ids.iter().map(|id| by_identity("official_answer", *id)).collect();
        let found: Vec<String> =
            self.database().query("SELECT VALUE entry FROM $ids").bind(("ids", ids)).await?.take(0)?;
        found.iter().map(|entry| from_json("answer", entry)).collect()
    }

    /// Published comments of these texts that hold all of these words, small letters, the newest first, `limit` at most.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn find_comments(
        &self,
        texts: &[Uuid],
        words: &[String],
        limit: usize,
    ) -> Result<Vec<Comment>, StoreError> {
        let query = format!(
            "{WITH_NAME} comment WHERE text IN $texts AND standing = 'published' \
             AND $words.all(|$word| string::contains(string::lowercase(body), $word)) ORDER BY at DESC LIMIT $limit"
        );
        let variables = vars! {
            texts: uuids(texts), words: words.to_vec(), limit: i64::try_from(limit).unwrap_or(i64::MAX),
        };
        let found: Vec<Row> = self.database().query(query).bind(variables).await?.take(0)?;
        found.into_iter().map(Row::read).collect()
    }

    /// Comments that wait for review: withheld, and nothing decided about them. The oldest first, `limit` at most.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn waiting_comments(&self, limit: usize) -> Result<Vec<Comment>, StoreError> {
        let query =
            format!("{WITH_NAME} comment WHERE standing = 'withheld' AND ruling = 'null' ORDER BY at LIMIT $limit");
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let found: Vec<Row> = self.database().query(query).bind(("limit", limit)).await?.take(0)?;
        found.into_iter().map(Row::read).collect()
    }
}
