//! The queue of mails: what has to go to whom, until a mail server has taken it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::language::Language;
use surrealdb::types::{Datetime, RecordId, SurrealValue, vars};
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
struct Row {
    recipient: String,
    template: String,
    language: String,
    parameters: String,
    state: String,
    due: Datetime,
    attempts: i64,
    trouble: String,
    queued: Datetime,
}

impl Records {
    /// Puts a mail into the queue; one with the same id stays as it is.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] and [`StoreError::Unreachable`] leave open whether it was kept: the same call again is safe.
    pub async fn queue_mail(&self, mail: &NewMail, now: DateTime<Utc>) -> Result<(), StoreError> {
        let row = Row {
            recipient: mail.recipient.clone(),
            template: mail.template.clone(),
            language: mail.language.as_str().to_owned(),
            parameters: serde_json::to_string(&mail.parameters)
                .map_err(|error| StoreError::broken("parameters of a mail", &error))?,
            state: "waiting".to_owned(),
            due: datetime(mail.due),
            attempts: 0,
            trouble: String::new(),
            queued: datetime(now),
        };
        let variables = vars! { id: RecordId::new("mail", surrealdb::types::Uuid::from(mail.id)), row: row };
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
}
