//! The queue of mails as people see it: what is put in, what became of it, and what is forgotten in the end.
//! How mails are taken and handed over is in `mail_delivery.rs`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::language::Language;
use domain::mail::{MailState, Trouble};
use surrealdb::types::{Datetime, RecordId, RecordIdKey, SurrealValue, vars};
use uuid::Uuid;

use crate::transaction::retrying;
use crate::{Records, StoreError, datetime};

/// A mail to be sent.
#[derive(Clone, PartialEq, Eq)]
pub struct NewMail {
    /// Chosen by the caller: the same again is the same mail, sent once.
    pub id: Uuid,
    /// Address of who gets it.
    pub recipient: String,
    /// Which text, such as `account-invitation`.
    pub template: String,
    /// In which language.
    pub language: Language,
    /// What is filled into the text. No secrets: those of links are derived when the mail goes.
    pub parameters: BTreeMap<String, String>,
    /// Not before this time.
    pub due: DateTime<Utc>,
}

/// Without the address: what is printed may land in a log.
impl std::fmt::Debug for NewMail {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("NewMail")
            .field("id", &self.id)
            .field("template", &self.template)
            .finish_non_exhaustive()
    }
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
pub(crate) struct Row {
    recipient: String,
    address: String,
    template: String,
    language: String,
    parameters: String,
    state: String,
    due: Datetime,
    attempts: i64,
    trouble: String,
    queued: Datetime,
}

impl Row {
    /// A mail that waits.
    pub(crate) fn of(mail: &NewMail, now: DateTime<Utc>) -> Result<Self, StoreError> {
        Ok(Self {
            recipient: mail.recipient.clone(),
            address: address(&mail.recipient),
            template: mail.template.clone(),
            language: mail.language.as_str().to_owned(),
            parameters: serde_json::to_string(&mail.parameters)
                .map_err(|error| StoreError::broken("parameters of a mail", &error))?,
            state: "waiting".to_owned(),
            due: datetime(mail.due),
            attempts: 0,
            trouble: String::new(),
            queued: datetime(now),
        })
    }
}

/// A mail as the office lists it.
#[derive(Clone, PartialEq, Eq)]
pub struct MailEntry {
    /// Its identity.
    pub id: Uuid,
    /// Who gets it; empty once forgotten.
    pub recipient: String,
    /// Which text.
    pub template: String,
    /// In which language.
    pub language: Language,
    /// How far it is.
    pub state: MailState,
    /// How often it was tried.
    pub attempts: u32,
    /// What kept it, if anything did.
    pub trouble: Option<Trouble>,
    /// What the mail server said.
    pub answer: Option<String>,
    /// When it was put in.
    pub queued: DateTime<Utc>,
    /// When it is tried (again).
    pub due: DateTime<Utc>,
    /// When it was sent, given up or stopped.
    pub ended: Option<DateTime<Utc>>,
}

/// Without the address: what is printed may land in a log.
impl std::fmt::Debug for MailEntry {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("MailEntry")
            .field("id", &self.id)
            .field("template", &self.template)
            .field("state", &self.state)
            .field("attempts", &self.attempts)
            .field("trouble", &self.trouble)
            .finish_non_exhaustive()
    }
}

/// How many mails are in which state.
pub type MailCounts = BTreeMap<MailState, u64>;

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct EntryRow {
    id: RecordId,
    recipient: String,
    template: String,
    language: String,
    state: String,
    attempts: u32,
    trouble: String,
    answer: Option<String>,
    queued: Datetime,
    due: Datetime,
    ended: Option<Datetime>,
}

impl EntryRow {
    fn read(self) -> Result<MailEntry, StoreError> {
        Ok(MailEntry {
            id: identity(&self.id)?,
            recipient: self.recipient,
            template: self.template,
            language: Language::new(&self.language),
            state: state(&self.state)?,
            attempts: self.attempts,
            trouble: Trouble::from_name(&self.trouble),
            answer: self.answer,
            queued: self.queued.into(),
            due: self.due.into(),
            ended: self.ended.map(Into::into),
        })
    }
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Counted {
    state: String,
    count: u64,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Outcome {
    address: String,
    bounced: Option<bool>,
}

pub(crate) fn record(id: Uuid) -> RecordId {
    RecordId::new("mail", surrealdb::types::Uuid::from(id))
}

pub(crate) fn identity(id: &RecordId) -> Result<Uuid, StoreError> {
    match &id.key {
        RecordIdKey::Uuid(id) => Ok((*id).into()),
        _ => Err(StoreError::Broken("mail: not an identity".to_owned())),
    }
}

fn state(name: &str) -> Result<MailState, StoreError> {
    MailState::from_name(name).ok_or_else(|| StoreError::Broken("mail: unknown state".to_owned()))
}

/// By which mails to one address are found, in whatever case it is written.
fn address(recipient: &str) -> String {
    recipient.trim().to_lowercase()
}

impl Records {
    /// Puts a mail into the queue; one with the same id stays as it is.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] and [`StoreError::Unreachable`] leave open whether it was kept: the same call again is safe.
    pub async fn queue_mail(&self, mail: &NewMail, now: DateTime<Utc>) -> Result<(), StoreError> {
        let variables = vars! { id: record(mail.id), row: Row::of(mail, now)? };
        let kept = retrying(|| async {
            let text = "CREATE ONLY $id CONTENT $row RETURN NONE";
            self.database().query(text).bind(variables.clone()).await?.check().map(drop)
        })
        .await;
        match kept {
            Err(StoreError::Taken) => Ok(()),
            outcome => outcome,
        }
    }

    /// The newest mails, of one state or of all, `limit` at most.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a stored mail cannot be read.
    pub async fn mails(&self, state: Option<MailState>, limit: u32) -> Result<Vec<MailEntry>, StoreError> {
        let text = match state {
            Some(_) => "SELECT * FROM mail WHERE state = $state ORDER BY queued DESC LIMIT $limit",
            None => "SELECT * FROM mail ORDER BY queued DESC LIMIT $limit",
        };
        let variables = vars! { state: state.map_or("", MailState::name).to_owned(), limit: limit };
        let found: Vec<EntryRow> = self.database().query(text).bind(variables).await?.take(0)?;
        found.into_iter().map(EntryRow::read).collect()
    }

    /// How many mails are in which state; states without mails are absent.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a stored mail cannot be read.
    pub async fn count_mails(&self) -> Result<MailCounts, StoreError> {
        let text = "SELECT state, count() AS count FROM mail GROUP BY state";
        let found: Vec<Counted> = self.database().query(text).await?.take(0)?;
        found.into_iter().map(|counted| Ok((state(&counted.state)?, counted.count))).collect()
    }

    /// Tries a mail again that was given up, as if it were new; false when it is not one of those, or its recipient is
    /// forgotten.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when others keep changing it.
    pub async fn repeat_mail(&self, id: Uuid, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let text = "UPDATE $id SET state = 'waiting', due = $now, attempts = 0, tried = NONE, ended = NONE, trouble = '', \
                    answer = NONE, bounced = NONE WHERE state = 'failed' AND address != NONE RETURN VALUE state";
        self.change_mail(id, text, now).await
    }

    /// Stops a mail that waits; false when it does not wait (any more).
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when others keep changing it.
    pub async fn stop_mail(&self, id: Uuid, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let text = "UPDATE $id SET state = 'stopped', ended = $now, trouble = 'by_staff' WHERE state = 'waiting' \
                    RETURN VALUE state";
        self.change_mail(id, text, now).await
    }

    async fn change_mail(&self, id: Uuid, text: &str, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let variables = vars! { id: record(id), now: datetime(now) };
        let changed: Vec<String> =
            retrying(|| async { self.database().query(text).bind(variables.clone()).await?.take(0) }).await?;
        Ok(!changed.is_empty())
    }

    /// Whether the last mail to this address that came to an end did so because nobody can be reached there.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn bounced(&self, recipient: &str) -> Result<bool, StoreError> {
        Ok(!self.bounced_among(&[recipient]).await?.is_empty())
    }

    /// Those of these addresses (in lower case) for which [`Self::bounced`] holds.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn bounced_among(&self, recipients: &[&str]) -> Result<BTreeSet<String>, StoreError> {
        let addresses: Vec<String> = recipients.iter().map(|recipient| address(recipient)).collect();
        let text = "SELECT address, bounced, ended FROM mail WHERE address IN $addresses AND state IN ['sent', 'failed'] \
                    ORDER BY ended";
        let found: Vec<Outcome> = self.database().query(text).bind(("addresses", addresses)).await?.take(0)?;
        // The last one of each address wins.
        let last: BTreeMap<String, bool> =
            found.into_iter().map(|mail| (mail.address, mail.bounced == Some(true))).collect();
        Ok(last.into_iter().filter(|(_, bounced)| *bounced).map(|(address, _)| address).collect())
    }

    /// Forgets who got mails that ended before this time, and what was in them; says how many.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when they keep changing meanwhile; the next call gets them.
    pub async fn forget_mails(&self, before: DateTime<Utc>) -> Result<u64, StoreError> {
        let text = "UPDATE mail SET recipient = '', address = NONE, parameters = '{}', answer = NONE \
                    WHERE state IN ['sent', 'failed', 'stopped'] AND ended < $before AND recipient != '' RETURN VALUE id";
        let gone: Vec<RecordId> =
            retrying(|| async { self.database().query(text).bind(("before", datetime(before))).await?.take(0) })
                .await?;
        Ok(gone.len() as u64)
    }
}
