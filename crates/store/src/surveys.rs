//! Surveys as staff keep them: the definition, its state and its version.

use chrono::{DateTime, Utc};
use domain::survey::Survey;
use surrealdb::types::{Datetime, RecordId, SurrealValue, vars};

use crate::transaction::retrying;
use crate::{Records, StoreError, datetime};

/// Whether a survey takes responses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SurveyState {
    /// Being built; not for respondents.
    Draft,
    /// Takes responses.
    Open,
    /// Takes none any more.
    Closed,
}

impl SurveyState {
    fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Draft, Self::Open, Self::Closed].into_iter().find(|state| state.name() == name)
    }
}

/// A survey with what the database knows about it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredSurvey {
    /// The definition.
    pub survey: Survey,
    /// Whether it takes responses.
    pub state: SurveyState,
    /// When it was created.
    pub created: DateTime<Utc>,
    /// 1 at first; counts up with every change of the definition.
    pub version: u32,
}

#[derive(Debug, Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    definition: String,
    state: String,
    created: Datetime,
    version: u32,
}

impl Row {
    fn read(self) -> Result<StoredSurvey, StoreError> {
        Ok(StoredSurvey {
            survey: serde_json::from_str(&self.definition).map_err(|error| StoreError::broken("survey", &error))?,
            state: SurveyState::from_name(&self.state)
                .ok_or_else(|| StoreError::Broken("survey: unknown state".to_owned()))?,
            created: self.created.into(),
            version: self.version,
        })
    }
}

fn record(slug: &str) -> RecordId {
    RecordId::new("survey", slug)
}

impl Records {
    /// Keeps a new survey as version 1.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] when there is a survey with this slug.
    pub async fn create_survey(
        &self,
        survey: &Survey,
        state: SurveyState,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let row = Row {
            definition: serde_json::to_string(survey).map_err(|error| StoreError::broken("survey", &error))?,
            state: state.name().to_owned(),
            created: datetime(now),
            version: 1,
        };
        let variables = vars! { id: record(&survey.slug), row: row };
        retrying(|| async {
            self.database()
                .query("CREATE ONLY $id CONTENT $row RETURN NONE")
                .bind(variables.clone())
                .await?
                .check()
                .map(drop)
        })
        .await
    }

    /// The survey of this slug, in any state.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when the stored definition cannot be read.
    pub async fn survey(&self, slug: &str) -> Result<Option<StoredSurvey>, StoreError> {
        let found: Option<Row> =
            self.database().query("SELECT * FROM $id").bind(("id", record(slug))).await?.take(0)?;
        found.map(Row::read).transpose()
    }

    /// All surveys, in the order of their slugs.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a stored definition cannot be read.
    pub async fn surveys(&self) -> Result<Vec<StoredSurvey>, StoreError> {
        let found: Vec<Row> = self.database().query("SELECT * FROM survey").await?.take(0)?;
        found.into_iter().map(Row::read).collect()
    }

    /// Opens, closes or withdraws a survey; false when there is none of this slug.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many do so at once.
    pub async fn set_survey_state(&self, slug: &str, state: SurveyState) -> Result<bool, StoreError> {
        let variables = vars! { id: record(slug), state: state.name().to_owned() };
        let changed: Vec<String> = retrying(|| async {
            self.database()
                .query("UPDATE $id SET state = $state RETURN VALUE state")
                .bind(variables.clone())
                .await?
                .take(0)
        })
        .await?;
        Ok(!changed.is_empty())
    }
}
