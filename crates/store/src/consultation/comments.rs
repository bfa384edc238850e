//! Comments on texts and their paragraphs.

use domain::process::fate::Answer;
use surrealdb::types::{RecordId, vars};
use uuid::Uuid;

use super::comment_rows::{AnswerItem, AnswerRow, Comment, CommentHead, Entry, HeadRow, Row};
use super::happenings::{self, Happening};
use super::{Changed, by_identity, from_json, to_json};
use crate::transaction::all_or_nothing;
use crate::{Records, StoreError};

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
        let outcome = all_or_nothing(self.database(), &text, &variables).await;
        self.count_anew(comment.text).await;
        outcome
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
        let mut row = Entry::of(comment)?;
        row.version = seen + 1;
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
        let outcome = all_or_nothing(self.database(), &text, &variables).await;
        self.count_anew(comment.text).await;
        match outcome {
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
