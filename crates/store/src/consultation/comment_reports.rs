//! What people think of comments: opinions, and reports to moderation.

use chrono::{DateTime, Utc};
use domain::bridging::Opinion;
use domain::commenting::ReportReason;
use surrealdb::types::{Datetime, RecordId, SurrealValue, Value, vars};
use uuid::Uuid;

use super::comments::uuids;
use super::conferences::record as conference;
use super::{by_parts, from_word, word};
use crate::transaction::all_or_nothing;
use crate::{Records, StoreError, datetime};

/// What somebody thinks of a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommentOpinion {
    pub comment: Uuid,
    pub account: Uuid,
    pub opinion: Opinion,
}

/// That somebody finds a comment should not stand there.
#[derive(Clone, PartialEq, Eq)]
pub struct CommentReport {
    pub comment: Uuid,
    pub text: Uuid,
    pub reason: ReportReason,
    pub words: String,
    /// The account that reports it.
    pub by: Uuid,
    pub at: DateTime<Utc>,
}

/// Without words: what is printed may land in a log.
impl std::fmt::Debug for CommentReport {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("CommentReport").field("comment", &self.comment).finish_non_exhaustive()
    }
}

/// Somebody who may be addressed in a conference, and the group the person works in.
#[derive(Clone, PartialEq, Eq)]
pub struct Seated {
    pub group: Uuid,
    pub account: Uuid,
    /// Empty when the account was erased.
    pub name: String,
}

/// Without the name: what is printed may land in a log.
impl std::fmt::Debug for Seated {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Seated").field("account", &self.account).finish_non_exhaustive()
    }
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct OpinionRow {
    comment: surrealdb::types::Uuid,
    text: surrealdb::types::Uuid,
    account: surrealdb::types::Uuid,
    opinion: String,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct ReportRow {
    comment: surrealdb::types::Uuid,
    text: surrealdb::types::Uuid,
    reason: String,
    words: String,
    by: surrealdb::types::Uuid,
    at: Datetime,
    closed: bool,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct SeatedRow {
    group: surrealdb::types::Uuid,
    account: surrealdb::types::Uuid,
    name: Option<String>,
}

impl OpinionRow {
    fn read(self) -> Result<CommentOpinion, StoreError> {
        Ok(CommentOpinion {
            comment: self.comment.into_inner(),
            account: self.account.into_inner(),
            opinion: from_word("opinion", self.opinion)?,
        })
    }
}

impl ReportRow {
    fn read(self) -> Result<CommentReport, StoreError> {
        Ok(CommentReport {
            comment: self.comment.into_inner(),
            text: self.text.into_inner(),
            reason: from_word("reason", self.reason)?,
            words: self.words,
            by: self.by.into_inner(),
            at: self.at.into(),
        })
    }
}

/// What belongs to one comment and one account.
fn of_both(table: &str, comment: Uuid, account: Uuid) -> RecordId {
    by_parts(table, [comment, account].map(|id| Value::Uuid(id.into())))
}

impl Records {
    /// Keeps what somebody thinks of a comment; `None` takes it back.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn think_of_comment(
        &self,
        comment: Uuid,
        text: Uuid,
        account: Uuid,
        opinion: Option<Opinion>,
    ) -> Result<(), StoreError> {
        let id = of_both("comment_opinion", comment, account);
        let Some(opinion) = opinion else {
            return all_or_nothing(self.database(), "DELETE $id RETURN NONE", &vars! { id: id }).await;
        };
        let row = OpinionRow {
            comment: comment.into(),
            text: text.into(),
            account: account.into(),
            opinion: word("opinion", &opinion)?,
        };
        let text = "UPSERT ONLY $id CONTENT $row RETURN NONE";
        all_or_nothing(self.database(), text, &vars! { id: id, row: row }).await
    }

    /// What people think of these comments.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when an opinion cannot be read.
    pub async fn comment_opinions(&self, comments: &[Uuid]) -> Result<Vec<CommentOpinion>, StoreError> {
        let query = "SELECT comment, text, account, opinion FROM comment_opinion WHERE comment IN $comments";
        let found: Vec<OpinionRow> = self.database().query(query).bind(("comments", uuids(comments))).await?.take(0)?;
        found.into_iter().map(OpinionRow::read).collect()
    }

    /// Everybody who works in a group of a conference.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn seated(&self, slug: &str) -> Result<Vec<Seated>, StoreError> {
        let query = "SELECT group, account, type::record('account', account).name AS name FROM group_member \
            WHERE conference = $conference";
        let found: Vec<SeatedRow> =
            self.database().query(query).bind(("conference", conference(slug))).await?.take(0)?;
        Ok(found
            .into_iter()
            .map(|row| Seated {
                group: row.group.into_inner(),
                account: row.account.into_inner(),
                name: row.name.unwrap_or_default(),
            })
            .collect())
    }

    /// Keeps a report. Somebody has one report per comment; the newest counts.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn report_comment(&self, report: &CommentReport) -> Result<(), StoreError> {
        let row = ReportRow {
            comment: report.comment.into(),
            text: report.text.into(),
            reason: word("reason", &report.reason)?,
            words: report.words.clone(),
            by: report.by.into(),
            at: datetime(report.at),
            closed: false,
        };
        let variables = vars! { id: of_both("comment_report", report.comment, report.by), row: row };
        all_or_nothing(self.database(), "UPSERT ONLY $id CONTENT $row RETURN NONE", &variables).await
    }

    /// Reports that nobody has dealt with, the oldest first, `limit` at most.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn open_reports(&self, limit: usize) -> Result<Vec<CommentReport>, StoreError> {
        let query = "SELECT * FROM comment_report WHERE closed = false ORDER BY at LIMIT $limit";
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let found: Vec<ReportRow> = self.database().query(query).bind(("limit", limit)).await?.take(0)?;
        found.into_iter().map(ReportRow::read).collect()
    }
}
