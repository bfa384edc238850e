//! Handing mails over: one process takes a mail for one attempt, and writes down what came of it.
//!
//! What is written before an attempt keeps others away until its lease is over; what is written after it ends the mail or
//! moves it on. A process that dies in between leaves a mail `sending`: when the lease is over, somebody takes it again.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::language::Language;
use domain::mail::Trouble;
use surrealdb::types::{Datetime, RecordId, SurrealValue, vars};
use uuid::Uuid;

use crate::mail::{identity, record};
use crate::transaction::retrying;
use crate::{Records, StoreError, datetime};

/// A mail that this process, and no other, sends just now.
#[derive(Clone, PartialEq, Eq)]
pub struct TakenMail {
    /// Its identity.
    pub id: Uuid,
    /// Address of who gets it.
    pub recipient: String,
    /// Which text.
    pub template: String,
    /// In which language.
    pub language: Language,
    /// What is filled into the text.
    pub parameters: BTreeMap<String, String>,
    /// Which attempt this is; the first is 1.
    pub attempts: u32,
    /// When the first attempt was made.
    pub tried: DateTime<Utc>,
}

/// Without the address: what is printed may land in a log.
impl std::fmt::Debug for TakenMail {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("TakenMail")
            .field("id", &self.id)
            .field("template", &self.template)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

/// What came of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttemptEnd {
    /// A mail server has taken it.
    Sent,
    /// Not now; again at this time.
    Delayed {
        /// When.
        until: DateTime<Utc>,
        /// Why.
        trouble: Trouble,
        /// What the mail server said, if it did.
        answer: Option<String>,
    },
    /// Never.
    Failed {
        /// Why; a [bounce](Trouble::is_bounce) is noted.
        trouble: Trouble,
        /// What the mail server said, if it did.
        answer: Option<String>,
    },
    /// It is not wanted any more.
    Stopped {
        /// Why.
        trouble: Trouble,
    },
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    id: RecordId,
    recipient: String,
    template: String,
    language: String,
    parameters: String,
    attempts: u32,
    tried: Datetime,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Due {
    id: RecordId,
}

impl Records {
    /// Mails whose time has come and those whose attempt was broken off, the longest due first, `limit` of each at most.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn due_mails(&self, now: DateTime<Utc>, limit: u32) -> Result<Vec<Uuid>, StoreError> {
        let text = "SELECT id, due FROM mail WHERE state = 'waiting' AND due <= $now ORDER BY due LIMIT $limit; \
                    SELECT id, lease FROM mail WHERE state = 'sending' AND lease <= $now ORDER BY lease LIMIT $limit";
        let mut answer = self.database().query(text).bind(vars! { now: datetime(now), limit: limit }).await?;
        let (waiting, broken_off): (Vec<Due>, Vec<Due>) = (answer.take(0)?, answer.take(1)?);
        waiting.iter().chain(&broken_off).map(|due| identity(&due.id)).collect()
    }

    /// Takes a due mail for one attempt; until the lease is over no other process gets it. Nothing when it is not due, or
    /// somebody else was faster.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when many want it at once; [`StoreError::Broken`] when it cannot be read.
    pub async fn take_mail(
        &self,
        id: Uuid,
        attempt: &str,
        lease: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Option<TakenMail>, StoreError> {
        let text = "UPDATE $id SET state = 'sending', attempt = $attempt, lease = $lease, attempts += 1, \
                    tried = tried ?? $now WHERE (state = 'waiting' AND due <= $now) OR (state = 'sending' AND lease <= $now)";
        let variables =
            vars! { id: record(id), attempt: attempt.to_owned(), lease: datetime(lease), now: datetime(now) };
        let taken: Option<Row> =
            retrying(|| async { self.database().query(text).bind(variables.clone()).await?.take(0) }).await?;
        let Some(row) = taken else { return Ok(None) };
        Ok(Some(TakenMail {
            id: identity(&row.id)?,
            recipient: row.recipient,
            template: row.template,
            language: Language::new(&row.language),
            parameters: serde_json::from_str(&row.parameters)
                .map_err(|error| StoreError::broken("parameters of a mail", &error))?,
            attempts: row.attempts,
            tried: row.tried.into(),
        }))
    }

    /// Writes down what came of an attempt; false when the mail has been taken by somebody else since.
    ///
    /// # Errors
    ///
    /// Those of the database; the same call again is safe.
    pub async fn end_attempt(
        &self,
        id: Uuid,
        attempt: &str,
        end: &AttemptEnd,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let (state, ended, due, trouble, answer) = match end {
            AttemptEnd::Sent => ("sent", Some(now), None, None, None),
            AttemptEnd::Delayed { until, trouble, answer } => {
                ("waiting", None, Some(*until), Some(*trouble), answer.clone())
            }
            AttemptEnd::Failed { trouble, answer } => ("failed", Some(now), None, Some(*trouble), answer.clone()),
            AttemptEnd::Stopped { trouble } => ("stopped", Some(now), None, Some(*trouble), None),
        };
        let variables = vars! {
            id: record(id),
            attempt: attempt.to_owned(),
            state: state.to_owned(),
            ended: ended.map(datetime),
            due: due.map(datetime),
            trouble: trouble.map_or("", Trouble::name).to_owned(),
            answer: answer,
            bounced: trouble.is_some_and(Trouble::is_bounce),
        };
        let text = "UPDATE $id SET state = $state, ended = $ended, due = $due ?? due, trouble = $trouble, answer = $answer, \
                    bounced = $bounced, lease = NONE, attempt = NONE WHERE state = 'sending' AND attempt = $attempt \
                    RETURN VALUE state";
        let written: Vec<String> =
            retrying(|| async { self.database().query(text).bind(variables.clone()).await?.take(0) }).await?;
        Ok(!written.is_empty())
    }

    /// Stops mails to the address of this hash.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when it is being changed again and again.
    pub async fn stop_mails_to(&self, hash: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
        let variables = vars! { id: RecordId::new("mail_stop", hash), now: datetime(now) };
        retrying(|| async {
            let text = "UPSERT ONLY $id SET since = since ?? $now RETURN NONE";
            self.database().query(text).bind(variables.clone()).await?.check().map(drop)
        })
        .await
    }

    /// Lets mails to the address of this hash go again.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when it is being changed again and again.
    pub async fn resume_mails_to(&self, hash: &str) -> Result<(), StoreError> {
        let id = RecordId::new("mail_stop", hash);
        retrying(|| async {
            self.database().query("DELETE $id RETURN NONE").bind(("id", id.clone())).await?.check().map(drop)
        })
        .await
    }

    /// Notes that a mail which a server had taken did not arrive after all, when it went to one of these addresses (in lower case);
    /// false when there is no such mail.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when it is being changed again and again.
    pub async fn note_bounce(
        &self,
        id: Uuid,
        addresses: &[String],
        answer: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let text = "UPDATE $id SET state = 'failed', ended = $now, trouble = $trouble, answer = $answer, bounced = true \
                    WHERE state = 'sent' AND address IN $addresses RETURN VALUE state";
        let variables = vars! {
            id: record(id),
            addresses: addresses.to_vec(),
            answer: answer.to_owned(),
            trouble: Trouble::RecipientRefused.name().to_owned(),
            now: datetime(now),
        };
        let noted: Vec<String> =
            retrying(|| async { self.database().query(text).bind(variables.clone()).await?.take(0) }).await?;
        Ok(!noted.is_empty())
    }

    /// Forgets that mails to this address did not arrive.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when they are being changed again and again.
    pub async fn forget_bounces(&self, recipient: &str) -> Result<(), StoreError> {
        let address = recipient.trim().to_lowercase();
        let text = "UPDATE mail SET bounced = false WHERE address = $address AND bounced = true RETURN NONE";
        self.change(text, vars! { address: address }).await
    }

    /// Whether mails to the address of this hash are stopped.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn mail_stopped(&self, hash: &str) -> Result<bool, StoreError> {
        Ok(!self.mails_stopped_among(&[hash.to_owned()]).await?.is_empty())
    }

    /// Those of these hashes for which [`Self::mail_stopped`] holds.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn mails_stopped_among(&self, hashes: &[String]) -> Result<BTreeSet<String>, StoreError> {
        let ids: Vec<RecordId> = hashes.iter().map(|hash| RecordId::new("mail_stop", hash.as_str())).collect();
        let found: Vec<String> =
            self.database().query("SELECT VALUE record::id(id) FROM $ids").bind(("ids", ids)).await?.take(0)?;
        Ok(found.into_iter().collect())
    }
}
