//! What a trace needs beside the texts: the survey questions that paragraphs rest on, all versions at once, and who wrote.

use std::collections::BTreeMap;

use domain::text::document::Version;
use surrealdb::types::{RecordId, SurrealValue, Value, vars};
use uuid::Uuid;

use super::{by_identity, by_parts, from_json};
use crate::organisations::identity;
use crate::transaction::all_or_nothing;
use crate::{Records, StoreError};

/// A survey question that a paragraph rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextSource {
    pub text: Uuid,
    pub paragraph: Uuid,
    /// Slug of the survey.
    pub survey: String,
    /// Code of the question.
    pub question: String,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    text: surrealdb::types::Uuid,
    paragraph: surrealdb::types::Uuid,
    survey: String,
    question: String,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Named {
    id: RecordId,
    name: String,
}

impl Row {
    fn read(self) -> TextSource {
        let Self { text, paragraph, survey, question } = self;
        TextSource { text: text.into_inner(), paragraph: paragraph.into_inner(), survey, question }
    }
}

fn record(source: &TextSource) -> RecordId {
    let parts = [
        Value::Uuid(source.text.into()),
        Value::Uuid(source.paragraph.into()),
        Value::String(source.survey.clone()),
        Value::String(source.question.clone()),
    ];
    by_parts("text_source", parts)
}

impl Records {
    /// Keeps that a paragraph rests on a question; the same again is one.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn add_source(&self, source: &TextSource) -> Result<(), StoreError> {
        let row = Row {
            text: source.text.into(),
            paragraph: source.paragraph.into(),
            survey: source.survey.clone(),
            question: source.question.clone(),
        };
        let variables = vars! { id: record(source), row: row };
        match all_or_nothing(self.database(), "CREATE ONLY $id CONTENT $row RETURN NONE", &variables).await {
            Ok(()) | Err(StoreError::Taken) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Forgets that a paragraph rests on a question; nothing happens when it does not.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn remove_source(&self, source: &TextSource) -> Result<(), StoreError> {
        all_or_nothing(self.database(), "DELETE $id RETURN NONE", &vars! { id: record(source) }).await
    }

    /// What the paragraphs of a text rest on.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn sources(&self, text: Uuid) -> Result<Vec<TextSource>, StoreError> {
        let query = "SELECT text, paragraph, survey, question FROM text_source WHERE text = $text";
        let found: Vec<Row> =
            self.database().query(query).bind(("text", surrealdb::types::Uuid::from(text))).await?.take(0)?;
        let mut sources: Vec<TextSource> = found.into_iter().map(Row::read).collect();
        sources.sort();
        Ok(sources)
    }

    /// All paragraphs that rest on a question of this survey.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn sources_from(&self, survey: &str) -> Result<Vec<TextSource>, StoreError> {
        let query = "SELECT text, paragraph, survey, question FROM text_source WHERE survey = $survey";
        let found: Vec<Row> = self.database().query(query).bind(("survey", survey.to_owned())).await?.take(0)?;
        let mut sources: Vec<TextSource> = found.into_iter().map(Row::read).collect();
        sources.sort_by(|one, other| {
            (&one.question, one.text, one.paragraph).cmp(&(&other.question, other.text, other.paragraph))
        });
        Ok(sources)
    }

    /// All versions of a text with what they say, the oldest first.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read, or its hash is not that of its content.
    pub async fn whole_versions(&self, text: Uuid) -> Result<Vec<Version>, StoreError> {
        let query = "SELECT VALUE entry FROM text_version:[$text, 0]..=[$text, 4294967295]";
        let found: Vec<String> =
            self.database().query(query).bind(("text", surrealdb::types::Uuid::from(text))).await?.take(0)?;
        let read = |entry: String| -> Result<Version, StoreError> {
            let version: Version = from_json("version", &entry)?;
            if version.is_intact() { Ok(version) } else { Err(StoreError::Broken("version: another hash".into())) }
        };
        found.into_iter().map(read).collect()
    }

    /// The names of these accounts; one that is gone has none.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn names_of(&self, accounts: &[Uuid]) -> Result<BTreeMap<Uuid, String>, StoreError> {
        let ids: Vec<RecordId> = accounts.iter().map(|id| by_identity("account", *id)).collect();
        let found: Vec<Named> = self.database().query("SELECT id, name FROM $ids").bind(("ids", ids)).await?.take(0)?;
        found.into_iter().map(|row| Ok((identity(row.id)?, row.name))).collect()
    }
}
