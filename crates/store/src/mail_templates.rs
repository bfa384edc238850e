//! Texts of mails that staff wrote in place of the shipped ones, and those they are writing.

use domain::language::Language;
use domain::mail::Template;
use surrealdb::types::{RecordId, SurrealValue, vars};
use uuid::Uuid;

use crate::transaction::retrying;
use crate::{Records, StoreError};

/// A subject and a text with placeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailText {
    /// The subject.
    pub subject: String,
    /// The text.
    pub body: String,
}

/// Which text: of which mail, in which language, for which survey (or for all without one of their own).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MailTextKey {
    /// The kind of mail.
    pub template: Template,
    /// The language.
    pub language: Language,
    /// Slug of the survey, or all.
    pub survey: Option<String>,
}

/// A text that staff wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMailText {
    /// Which.
    pub key: MailTextKey,
    /// What it says.
    pub text: MailText,
    /// 1 at first; counts up with every change.
    pub revision: u32,
}

/// A text that somebody is writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailDraft {
    /// What it says so far; it need not be usable.
    pub text: MailText,
    /// Revision of the text it began with; 0 where there was none.
    pub revision: u32,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    template: String,
    language: String,
    survey: String,
    subject: String,
    body: String,
    revision: u32,
}

impl Row {
    fn read(self) -> Result<StoredMailText, StoreError> {
        Ok(StoredMailText {
            key: MailTextKey {
                template: Template::from_name(&self.template)
                    .ok_or_else(|| StoreError::Broken("text of a mail: unknown kind".to_owned()))?,
                language: Language::new(&self.language),
                survey: Some(self.survey).filter(|survey| !survey.is_empty()),
            },
            text: MailText { subject: self.subject, body: self.body },
            revision: self.revision,
        })
    }
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct DraftRow {
    subject: String,
    body: String,
    revision: u32,
}

fn name(key: &MailTextKey) -> String {
    format!("{}:{}:{}", key.template.name(), key.language.as_str(), key.survey.as_deref().unwrap_or_default())
}

fn record(key: &MailTextKey) -> RecordId {
    RecordId::new("mail_template", name(key))
}

fn draft_record(key: &MailTextKey, account: Uuid) -> RecordId {
    RecordId::new("mail_draft", format!("{}:{account}", name(key)))
}

impl Records {
    /// The text under this key, if staff wrote one.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when it cannot be read.
    pub async fn mail_text(&self, key: &MailTextKey) -> Result<Option<StoredMailText>, StoreError> {
        let found: Option<Row> = self.database().query("SELECT * FROM $id").bind(("id", record(key))).await?.take(0)?;
        found.map(Row::read).transpose()
    }

    /// All texts that staff wrote.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn mail_texts(&self) -> Result<Vec<StoredMailText>, StoreError> {
        let found: Vec<Row> = self.database().query("SELECT * FROM mail_template").await?.take(0)?;
        found.into_iter().map(Row::read).collect()
    }

    /// Keeps a text in place of the one of this revision (0: of none). False when somebody else changed it meanwhile: nothing
    /// is kept then.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when many change it at once.
    pub async fn keep_mail_text(&self, key: &MailTextKey, text: &MailText, revision: u32) -> Result<bool, StoreError> {
        let row = Row {
            template: key.template.name().to_owned(),
            language: key.language.as_str().to_owned(),
            survey: key.survey.clone().unwrap_or_default(),
            subject: text.subject.clone(),
            body: text.body.clone(),
            revision: revision + 1,
        };
        let variables = vars! { id: record(key), row: row, revision: revision };
        if revision == 0 {
            let kept = retrying(|| async {
                let text = "CREATE ONLY $id CONTENT $row RETURN NONE";
                self.database().query(text).bind(variables.clone()).await?.check().map(drop)
            })
            .await;
            return match kept {
                Ok(()) => Ok(true),
                Err(StoreError::Taken) => Ok(false),
                Err(error) => Err(error),
            };
        }
        let changed: Vec<u32> = retrying(|| async {
            let text = "UPDATE $id CONTENT $row WHERE revision = $revision RETURN VALUE revision";
            self.database().query(text).bind(variables.clone()).await?.take(0)
        })
        .await?;
        Ok(!changed.is_empty())
    }

    /// What somebody is writing under this key.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when it cannot be read.
    pub async fn mail_draft(&self, key: &MailTextKey, account: Uuid) -> Result<Option<MailDraft>, StoreError> {
        let id = draft_record(key, account);
        let found: Option<DraftRow> = self.database().query("SELECT * FROM $id").bind(("id", id)).await?.take(0)?;
        Ok(found
            .map(|row| MailDraft { text: MailText { subject: row.subject, body: row.body }, revision: row.revision }))
    }

    /// Keeps what somebody is writing, in place of what they wrote before.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when it is being saved again and again.
    pub async fn keep_mail_draft(&self, key: &MailTextKey, account: Uuid, draft: &MailDraft) -> Result<(), StoreError> {
        let row =
            DraftRow { subject: draft.text.subject.clone(), body: draft.text.body.clone(), revision: draft.revision };
        let variables = vars! { id: draft_record(key, account), row: row };
        retrying(|| async {
            let text = "UPSERT ONLY $id CONTENT $row RETURN NONE";
            self.database().query(text).bind(variables.clone()).await?.check().map(drop)
        })
        .await
    }

    /// Forgets what somebody was writing. Nothing happens when there is nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when it is being saved again and again.
    pub async fn discard_mail_draft(&self, key: &MailTextKey, account: Uuid) -> Result<(), StoreError> {
        let id = draft_record(key, account);
        retrying(|| async {
            self.database().query("DELETE $id RETURN NONE").bind(("id", id.clone())).await?.check().map(drop)
        })
        .await
    }

    /// Forgets a text: the shipped one is in force again. Nothing happens when there is none.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when it is being changed again and again.
    pub async fn reset_mail_text(&self, key: &MailTextKey) -> Result<(), StoreError> {
        retrying(|| async {
            self.database().query("DELETE $id RETURN NONE").bind(("id", record(key))).await?.check().map(drop)
        })
        .await
    }
}
