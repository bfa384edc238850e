//! Surveys as staff keep them: the definition, its state and its version.

use chrono::{DateTime, NaiveDate, Utc};
use domain::survey::{Mode, Survey};
use domain::terms::{Door, Terms};
use surrealdb::types::{Datetime, RecordId, SurrealValue, vars};

use crate::transaction::{all_or_nothing, retrying};
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
    /// How it is run.
    pub terms: Terms,
}

impl StoredSurvey {
    /// Whether responses are taken on this day.
    pub fn takes_responses_on(&self, day: NaiveDate) -> bool {
        self.state == SurveyState::Open && self.terms.takes_responses_on(day)
    }

    /// Whether nobody may learn from a moving figure who has just answered: it is known who may, and promised that nobody
    /// will know who said what.
    pub fn hides_moments(&self) -> bool {
        self.survey.mode == Mode::Anonymous && self.terms.door == Door::Invited
    }
}

/// Whether what respondents are promised stands; asks for `$survey` and `$responses`, the range of its responses.
const FIXED: &str = "((SELECT VALUE id FROM $responses LIMIT 1) != []
    OR (SELECT VALUE id FROM invitation WHERE survey = $survey AND state = 'valid' LIMIT 1) != [])";

#[derive(Debug, Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    definition: String,
    state: String,
    created: Datetime,
    version: u32,
    terms: Option<String>,
}

impl Row {
    fn read(self) -> Result<StoredSurvey, StoreError> {
        Ok(StoredSurvey {
            survey: serde_json::from_str(&self.definition).map_err(|error| StoreError::broken("survey", &error))?,
            state: SurveyState::from_name(&self.state)
                .ok_or_else(|| StoreError::Broken("survey: unknown state".to_owned()))?,
            created: self.created.into(),
            version: self.version,
            terms: match &self.terms {
                Some(terms) => serde_json::from_str(terms).map_err(|error| StoreError::broken("terms", &error))?,
                None => Terms::default(),
            },
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
            terms: None,
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

    /// Whether mode and door are fixed: there is a response, or somebody is invited and has been told what happens with answers.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn promise_is_fixed(&self, survey: &str) -> Result<bool, StoreError> {
        let variables = vars! { survey: survey, responses: crate::responses::range(survey, "") };
        let text = format!("RETURN {FIXED}");
        let fixed: Option<bool> = self.database().query(text).bind(variables).await?.take(0)?;
        Ok(fixed.unwrap_or_default())
    }

    /// Changes how a survey is run. Mode and door may change only until [`Self::promise_is_fixed`].
    ///
    /// # Errors
    ///
    /// [`StoreError::Fixed`] when mode or door would change and are fixed; [`StoreError::Conflict`] when somebody else
    /// has changed the survey since `version`.
    pub async fn change_terms(&self, survey: &Survey, terms: &Terms, version: u32) -> Result<(), StoreError> {
        let before = self.survey(&survey.slug).await?.ok_or(StoreError::Gone)?;
        let fixed = before.survey.mode != survey.mode || before.terms.door != terms.door;
        let variables = vars! {
            id: record(&survey.slug),
            definition: serde_json::to_string(survey).map_err(|error| StoreError::broken("survey", &error))?,
            terms: serde_json::to_string(terms).map_err(|error| StoreError::broken("terms", &error))?,
            version: version,
            fixed: fixed,
            survey: survey.slug.clone(),
            responses: crate::responses::range(&survey.slug, ""),
        };
        // Looked at and written in one transaction: two who change it at once do not overwrite one another.
        let text = format!(
            "IF $fixed AND {FIXED} {{ THROW 'fixed' }};
            LET $changed = (UPDATE $id SET definition = $definition, terms = $terms, version = $version + 1
                WHERE version = $version RETURN VALUE id);
            IF $changed = [] {{ THROW 'changed' }}"
        );
        match all_or_nothing(self.database(), &text, &variables).await {
            Err(StoreError::Refused) => {
                let now = self.survey(&survey.slug).await?.map(|stored| stored.version);
                Err(if now == Some(version) { StoreError::Fixed } else { StoreError::Conflict })
            }
            outcome => outcome,
        }
    }
}
