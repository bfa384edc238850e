//! What protects the responses of a survey: until when they are kept, the notice, and the record of what was erased.

use chrono::{DateTime, NaiveDate, Utc};
use domain::language::Localised;
use surrealdb::types::{Array, RecordId, RecordIdKey, SurrealValue, Value, vars};

use crate::responses::{range, record as response_record};
use crate::transaction::{all_or_nothing, retrying};
use crate::{Actor, Records, StoreError, datetime};

/// Responses erased in one transaction.
const BATCH: usize = 500;

/// What protects the responses of one survey.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Protection {
    /// The last day on which responses are kept; nothing while none is set.
    pub retention: Option<NaiveDate>,
    /// The privacy notice as Markdown, in the languages in which staff wrote one.
    pub notices: Localised,
    /// 0 before the first change; counts up with each.
    pub version: u32,
}

/// Why responses were erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cause {
    /// The survey's retention date had come.
    Retention,
    /// Somebody of the office did it.
    Hand,
    /// A respondent did it with the receipt.
    Receipt,
}

impl Cause {
    const ALL: [Self; 3] = [Self::Retention, Self::Hand, Self::Receipt];

    fn name(self) -> &'static str {
        match self {
            Self::Retention => "retention",
            Self::Hand => "hand",
            Self::Receipt => "receipt",
        }
    }
}

/// An erasure about to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasing {
    /// The day it is made; nothing finer is kept.
    pub day: NaiveDate,
    /// Why.
    pub cause: Cause,
    /// By whom.
    pub actor: Actor,
}

/// The record of what was erased on one day: it stays when the responses are gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// Slug of the survey.
    pub survey: String,
    /// The day.
    pub day: NaiveDate,
    /// How many responses.
    pub responses: u64,
    /// How many invitations.
    pub invitations: u64,
    /// Why.
    pub cause: Cause,
    /// By whom.
    pub actor: Actor,
}

#[derive(Debug, Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    retention: String,
    notices: String,
    version: u32,
}

impl Row {
    fn read(self) -> Result<Protection, StoreError> {
        Ok(Protection {
            retention: read_day(&self.retention)?,
            notices: serde_json::from_str(&self.notices).map_err(|error| StoreError::broken("notices", &error))?,
            version: self.version,
        })
    }
}

#[derive(Debug, Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct DueRow {
    id: RecordId,
    retention: String,
}

#[derive(Debug, Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct ErasureRow {
    survey: String,
    day: String,
    responses: i64,
    invitations: Option<i64>,
    cause: String,
    actor: String,
}

impl ErasureRow {
    fn read(self) -> Result<Erasure, StoreError> {
        let broken = |what: &str| StoreError::Broken(format!("erasure: unknown {what}"));
        Ok(Erasure {
            survey: self.survey,
            day: read_day(&self.day)?.ok_or_else(|| broken("day"))?,
            responses: u64::try_from(self.responses).map_err(|_| broken("count"))?,
            invitations: u64::try_from(self.invitations.unwrap_or_default()).map_err(|_| broken("count"))?,
            cause: Cause::ALL.into_iter().find(|cause| cause.name() == self.cause).ok_or_else(|| broken("cause"))?,
            actor: Actor::read(&self.actor).ok_or_else(|| broken("actor"))?,
        })
    }
}

fn read_day(text: &str) -> Result<Option<NaiveDate>, StoreError> {
    let read = |text: &str| text.parse().map_err(|error| StoreError::broken("day", &error));
    (!text.is_empty()).then(|| read(text)).transpose()
}

fn record(slug: &str) -> RecordId {
    RecordId::new("survey_protection", slug)
}

fn erasure_record(survey: &str, erasing: &Erasing) -> RecordId {
    let parts = [survey.to_owned(), erasing.day.to_string(), erasing.cause.name().to_owned(), erasing.actor.text()];
    let parts: Vec<Value> = parts.into_iter().map(Value::String).collect();
    RecordId::new("erasure", RecordIdKey::Array(Array::from(parts)))
}

impl Records {
    /// What protects the responses of this survey; the default when nobody has said anything.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when the stored record cannot be read.
    pub async fn protection(&self, slug: &str) -> Result<Protection, StoreError> {
        let text = "SELECT retention, notices, version FROM $id";
        let found: Option<Row> = self.database().query(text).bind(("id", record(slug))).await?.take(0)?;
        found.map_or_else(|| Ok(Protection::default()), Row::read)
    }

    /// Keeps what protects the responses of this survey, with the version that was read before the change.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] when somebody else has changed it since; nothing is kept then.
    pub async fn keep_protection(&self, slug: &str, protection: &Protection) -> Result<(), StoreError> {
        let row = Row {
            retention: protection.retention.map(|day| day.to_string()).unwrap_or_default(),
            notices: serde_json::to_string(&protection.notices)
                .map_err(|error| StoreError::broken("notices", &error))?,
            version: protection.version + 1,
        };
        let variables = vars! { id: record(slug), row: row, read: protection.version };
        if protection.version == 0 {
            return retrying(|| async {
                let text = "CREATE ONLY $id CONTENT $row RETURN NONE";
                self.database().query(text).bind(variables.clone()).await?.check().map(drop)
            })
            .await;
        }
        let changed: Vec<u32> = retrying(|| async {
            let text = "UPDATE $id CONTENT $row WHERE version = $read RETURN VALUE version";
            self.database().query(text).bind(variables.clone()).await?.take(0)
        })
        .await?;
        if changed.is_empty() { Err(StoreError::Taken) } else { Ok(()) }
    }

    /// Surveys whose retention date lies before `day`, with that date, the earliest first.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a stored record cannot be read.
    pub async fn retentions_before(&self, day: NaiveDate) -> Result<Vec<(String, NaiveDate)>, StoreError> {
        // ISO dates as text are in the order of time.
        let text = "SELECT id, retention FROM survey_protection WHERE retention != '' AND retention < $day";
        let found: Vec<DueRow> = self.database().query(text).bind(("day", day.to_string())).await?.take(0)?;
        let mut due = Vec::with_capacity(found.len());
        for row in found {
            let RecordIdKey::String(slug) = row.id.key else {
                return Err(StoreError::Broken("survey_protection: unknown id".to_owned()));
            };
            due.extend(read_day(&row.retention)?.map(|day| (slug, day)));
        }
        due.sort_by(|one, other| (one.1, &one.0).cmp(&(other.1, &other.0)));
        Ok(due)
    }

    /// Erases all responses of a survey, some hundreds in a transaction, each together with its share in the record of the
    /// erasure. Broken off in between, the same again goes on. Says how many it found; what several do at the same time is
    /// counted once in the record.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when they keep changing meanwhile; what was erased until then is erased and on record.
    pub async fn erase_responses(&self, survey: &str, erasing: &Erasing) -> Result<u64, StoreError> {
        let mut erased = 0;
        for beginning in self.shares_of_responses(survey).await? {
            let text = "SELECT VALUE id FROM $range";
            let ids: Vec<RecordId> =
                self.database().query(text).bind(("range", range(survey, &beginning))).await?.take(0)?;
            for batch in ids.chunks(BATCH) {
                erased += batch.len() as u64;
                self.erase(survey, "responses", batch.to_vec(), erasing).await?;
            }
        }
        Ok(erased)
    }

    /// Erases all invitations to a survey as [`Self::erase_responses`] does with responses, after whatever names persons in
    /// the mails about them: those that wait are stopped, only those being handed over at this moment are left to
    /// [`Self::forget_mails`].
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when they keep changing meanwhile; what was erased until then is erased and on record.
    pub async fn erase_invitations(
        &self,
        survey: &str,
        erasing: &Erasing,
        now: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        let text = "SELECT VALUE id FROM invitation WHERE survey = $survey";
        let ids: Vec<RecordId> = self.database().query(text).bind(("survey", survey.to_owned())).await?.take(0)?;
        if ids.is_empty() {
            return Ok(0);
        }
        // As the parameters of mails are written: JSON without blanks.
        let slug = serde_json::to_string(survey).map_err(|error| StoreError::broken("slug", &error))?;
        let variables = vars! { about: format!("\"slug\":{slug}"), now: datetime(now) };
        let text = "UPDATE mail SET recipient = '', address = NONE, parameters = '{}', answer = NONE, \
                        trouble = IF state = 'waiting' { 'link_gone' } ELSE { trouble }, \
                        ended = ended ?? $now, state = IF state = 'waiting' { 'stopped' } ELSE { state } \
                    WHERE template IN ['invitation', 'reminder'] AND state != 'sending' \
                        AND string::contains(parameters, $about) RETURN NONE";
        all_or_nothing(self.database(), text, &variables).await?;
        for batch in ids.chunks(BATCH) {
            self.erase(survey, "invitations", batch.to_vec(), erasing).await?;
        }
        Ok(ids.len() as u64)
    }

    /// Erases one response, as [`Self::erase_responses`] does with all; false when there is none of this key.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when it keeps changing.
    pub async fn erase_response(&self, survey: &str, key: &str, erasing: &Erasing) -> Result<bool, StoreError> {
        let there = self.response_kept(survey, key).await?;
        if there {
            self.erase(survey, "responses", vec![response_record(survey, key)], erasing).await?;
        }
        Ok(there)
    }

    /// `counted` names the field of the record in which they are counted.
    async fn erase(
        &self,
        survey: &str,
        counted: &'static str,
        ids: Vec<RecordId>,
        erasing: &Erasing,
    ) -> Result<(), StoreError> {
        let variables = vars! {
            ids: ids,
            erasure: erasure_record(survey, erasing),
            survey: survey.to_owned(),
            day: erasing.day.to_string(),
            cause: erasing.cause.name().to_owned(),
            actor: erasing.actor.text(),
        };
        let text = format!(
            "LET $gone = (DELETE $ids RETURN VALUE $before.id); \
             IF array::len($gone) > 0 {{ \
                 UPSERT $erasure SET survey = $survey, day = $day, cause = $cause, actor = $actor, \
                 responses = responses ?? 0, {counted} = ({counted} ?? 0) + array::len($gone) RETURN NONE \
             }}"
        );
        all_or_nothing(self.database(), &text, &variables).await
    }

    /// What was erased, of one survey or of all, the newest first.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a stored record cannot be read.
    pub async fn erasures(&self, survey: Option<&str>) -> Result<Vec<Erasure>, StoreError> {
        let text = "SELECT survey, day, responses, invitations, cause, actor FROM erasure \
                    WHERE $survey = '' OR survey = $survey";
        let survey = survey.unwrap_or_default().to_owned();
        let found: Vec<ErasureRow> = self.database().query(text).bind(("survey", survey)).await?.take(0)?;
        let mut erasures = found.into_iter().map(ErasureRow::read).collect::<Result<Vec<_>, _>>()?;
        erasures.sort_by(|one, other| other.day.cmp(&one.day).then_with(|| one.survey.cmp(&other.survey)));
        Ok(erasures)
    }
}
