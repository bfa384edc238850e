//! Filled surveys: kept once each, counted, and read in pages for tallies and exports.

use std::ops::Bound;

use chrono::NaiveDate;
use domain::answer::Answers;
use domain::language::Language;
use surrealdb::types::{Array, RecordId, RecordIdKey, RecordIdKeyRange, SurrealValue, Value, vars};

use crate::transaction::{all_or_nothing, retrying};
use crate::{Records, StoreError};

/// How many responses go into one transaction of [`Records::keep_responses`].
const BATCH: usize = 500;
const TABLE: &str = "response";

/// One filled survey.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// 64 hexadecimal digits, chosen by the caller; the same for the same submission.
    pub key: String,
    /// Slug of the survey.
    pub survey: String,
    /// The survey's version that was answered.
    pub version: u32,
    /// The day it came; nothing finer is kept, and not even that where [`StoredSurvey::hides_moments`](crate::StoredSurvey):
    /// who was reminded on a day had not answered before it.
    pub day: Option<NaiveDate>,
    /// The language it was answered in; nothing in such a survey, where one invitation may be the only one in its language.
    pub language: Option<Language>,
    /// Demo content, not a real answer.
    pub demo: bool,
    /// One value per question.
    pub answers: Answers,
    /// In a named survey the invitation it came with, in a pseudonymous one the pseudonym; nothing in an anonymous one.
    pub origin: Option<String>,
    /// Filled in with or for somebody by a helper.
    pub assisted: bool,
}

/// What became of a response that was to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is kept now.
    New,
    /// One with the same key was kept before; that one stays as it is.
    Already,
}

/// A response as the database has it; the id carries survey and key.
#[derive(Debug, Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
pub(crate) struct Row {
    id: RecordId,
    version: u32,
    day: Option<String>,
    language: Option<String>,
    demo: bool,
    answers: String,
    origin: Option<String>,
    assisted: Option<bool>,
}

impl Row {
    fn of(response: &Response) -> Result<Self, StoreError> {
        Ok(Self {
            id: record(&response.survey, &response.key),
            version: response.version,
            day: response.day.map(|day| day.to_string()),
            language: response.language.as_ref().map(|language| language.as_str().to_owned()),
            demo: response.demo,
            answers: serde_json::to_string(&response.answers).map_err(|error| StoreError::broken("answers", &error))?,
            origin: response.origin.clone(),
            assisted: response.assisted.then_some(true),
        })
    }

    pub(crate) fn read(self) -> Result<Response, StoreError> {
        let (survey, key) =
            survey_and_key(self.id.key).ok_or_else(|| StoreError::Broken("response: unknown id".to_owned()))?;
        Ok(Response {
            key,
            survey,
            version: self.version,
            day: self
                .day
                .map(|day| day.parse().map_err(|error| StoreError::broken("day of a response", &error)))
                .transpose()?,
            language: self.language.as_deref().map(Language::new),
            demo: self.demo,
            answers: serde_json::from_str(&self.answers).map_err(|error| StoreError::broken("answers", &error))?,
            origin: self.origin,
            assisted: self.assisted.unwrap_or_default(),
        })
    }
}

fn survey_and_key(id: RecordIdKey) -> Option<(String, String)> {
    let RecordIdKey::Array(parts) = id else { return None };
    match <[Value; 2]>::try_from(parts.into_inner()) {
        Ok([Value::String(survey), Value::String(key)]) => Some((survey, key)),
        _ => None,
    }
}

fn key_of(survey: &str, second: Value) -> RecordIdKey {
    RecordIdKey::Array(Array::from(vec![Value::String(survey.to_owned()), second]))
}

pub(crate) fn record(survey: &str, key: &str) -> RecordId {
    RecordId::new(TABLE, key_of(survey, Value::String(key.to_owned())))
}

/// So many responses are read at a time, more or less.
const SHARE: u64 = 1_000;

/// The responses of one survey whose keys begin like this; all of them for an empty beginning.
pub(crate) fn range(survey: &str, beginning: &str) -> RecordId {
    let second = |text: &str| key_of(survey, Value::String(text.to_owned()));
    let end = if beginning.is_empty() {
        // Lists come after all texts in the database's order.
        key_of(survey, Value::Array(Array::new()))
    } else {
        // Behind every hexadecimal digit.
        second(&format!("{beginning}g"))
    };
    RecordId::new(TABLE, RecordIdKeyRange { start: Bound::Included(second(beginning)), end: Bound::Excluded(end) })
}

impl Records {
    /// Keeps a response; one with the same survey and key stays as it is. The hot path: one statement, no reading before.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] and [`StoreError::Unreachable`] leave open whether it was kept: the same call again is safe.
    pub async fn keep_response(&self, response: &Response) -> Result<Kept, StoreError> {
        let row = Row::of(response)?;
        let kept = retrying(|| async {
            let text = "CREATE ONLY $row.id CONTENT $row RETURN NONE";
            self.database().query(text).bind(("row", row.clone())).await?.check().map(drop)
        })
        .await;
        match kept {
            Ok(()) => Ok(Kept::New),
            Err(StoreError::Taken) => Ok(Kept::Already),
            Err(error) => Err(error),
        }
    }

    /// Keeps many responses, 500 in a transaction; those already there stay as they are. Says how many are new.
    ///
    /// # Errors
    ///
    /// As [`Self::keep_response`]; some of the transactions may have been done.
    pub async fn keep_responses(&self, responses: &[Response]) -> Result<u64, StoreError> {
        let mut kept = 0;
        for batch in responses.chunks(BATCH) {
            let rows = batch.iter().map(Row::of).collect::<Result<Vec<_>, _>>()?;
            let new: Vec<RecordId> = retrying(|| async {
                let text = "INSERT IGNORE INTO response $rows RETURN VALUE id";
                self.database().query(text).bind(("rows", rows.clone())).await?.take(0)
            })
            .await?;
            kept += new.len() as u64;
        }
        Ok(kept)
    }

    /// Whether the response of this key is kept in this survey.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn response_kept(&self, survey: &str, key: &str) -> Result<bool, StoreError> {
        let found: Vec<RecordId> =
            self.database().query("SELECT VALUE id FROM $id").bind(("id", record(survey, key))).await?.take(0)?;
        Ok(!found.is_empty())
    }

    /// The response of this key.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when the stored response cannot be read.
    pub async fn response(&self, survey: &str, key: &str) -> Result<Option<Response>, StoreError> {
        let found: Option<Row> =
            self.database().query("SELECT * FROM $id").bind(("id", record(survey, key))).await?.take(0)?;
        found.map(Row::read).transpose()
    }

    /// Puts other answers in the place of a response's; false when there is no response of this key. Day, origin and version
    /// are those of `response`.
    ///
    /// Deleted and created again in one transaction: so whoever counts along learns what to take away and what to add.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when it keeps changing.
    pub async fn replace_response(&self, response: &Response) -> Result<bool, StoreError> {
        let variables = vars! { row: Row::of(response)? };
        let text = "IF (SELECT VALUE id FROM $row.id) = [] { THROW 'gone' };
            DELETE $row.id RETURN NONE;
            CREATE ONLY $row.id CONTENT $row RETURN NONE";
        match all_or_nothing(self.database(), text, &variables).await {
            Ok(()) => Ok(true),
            Err(StoreError::Refused) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Forgets a response; false when there is none of this key.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when it keeps changing.
    pub async fn delete_response(&self, survey: &str, key: &str) -> Result<bool, StoreError> {
        let gone: Vec<RecordId> = retrying(|| async {
            let text = "DELETE $id RETURN VALUE $before.id";
            self.database().query(text).bind(("id", record(survey, key))).await?.take(0)
        })
        .await?;
        Ok(!gone.is_empty())
    }

    /// Beginnings of keys, in order, that share out the responses of a survey, about a thousand each. Keys are as good as random
    /// hexadecimal digits. The engine reads a range to its end whatever the limit, so pages have to be ranges of their own.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn shares_of_responses(&self, survey: &str) -> Result<Vec<String>, StoreError> {
        let count = self.count_responses(survey).await?;
        let digits = (0..4_u32).find(|digits| count >> (4 * digits) <= SHARE).unwrap_or(4);
        if digits == 0 {
            return Ok(vec![String::new()]);
        }
        let width = usize::try_from(digits).unwrap_or_default();
        Ok((0..16_u32.pow(digits)).map(|share| format!("{share:0width$x}")).collect())
    }

    /// The responses whose keys begin like this, in the order of keys; all of them for an empty beginning.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a stored response cannot be read.
    pub async fn responses_beginning(&self, survey: &str, beginning: &str) -> Result<Vec<Response>, StoreError> {
        let range = range(survey, beginning);
        let found: Vec<Row> = self.database().query("SELECT * FROM $range").bind(("range", range)).await?.take(0)?;
        found.into_iter().map(Row::read).collect()
    }

    /// How many responses a survey has. Reads their keys: milliseconds for thousands, so keep the number where it is
    /// needed often.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn count_responses(&self, survey: &str) -> Result<u64, StoreError> {
        let text = "SELECT count() FROM $range GROUP ALL";
        let mut answer = self.database().query(text).bind(("range", range(survey, ""))).await?;
        let count: Option<u64> = answer.take((0, "count"))?;
        Ok(count.unwrap_or(0))
    }
}
