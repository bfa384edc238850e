//! Figures for staff: the list of surveys and the results of one.

use domain::language::Language;
#[cfg(feature = "ssr")]
use domain::permission::Action;
use domain::results::Results;
use domain::survey::Survey;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::request;
use crate::error::CallError;

/// A row of the list of surveys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyRow {
    pub slug: String,
    pub title: String,
    pub state: State,
    pub responses: u64,
    pub questions: u64,
    pub languages: Vec<Language>,
    pub demo: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    Draft,
    Open,
    Closed,
}

/// The results page of a survey.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResultsView {
    /// Narrowed to German, import faults kept.
    pub survey: Survey,
    pub state: State,
    pub results: Results,
}

#[server(prefix = "/calls", endpoint = "survey-rows")]
pub async fn survey_rows() -> Result<Vec<SurveyRow>, CallError> {
    request::authorised(Action::SeeResults).await?;
    let services = request::services()?;
    let german = Language::new("de");
    let mut rows = Vec::new();
    for stored in services.records.surveys().await.map_err(request::failed)? {
        let survey = stored.survey;
        let results = services.tallies.results(&survey.slug).await.map_err(request::failed)?;
        rows.push(SurveyRow {
            title: survey.title.text(&german, &survey.fallback).to_owned(),
            state: stored.state.into(),
            responses: results.map(|results| results.responses).unwrap_or_default(),
            questions: survey.questions().filter(|question| question.kind.takes_answer()).count() as u64,
            languages: survey.languages.clone(),
            demo: survey.demo,
            slug: survey.slug,
        });
    }
    Ok(rows)
}

#[server(prefix = "/calls", endpoint = "survey-results")]
pub async fn survey_results(slug: String) -> Result<ResultsView, CallError> {
    request::authorised(Action::SeeResults).await?;
    let services = request::services()?;
    let shelved = services.surveys.get(&slug).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    let results = services.tallies.results(&slug).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    let mut survey = Survey::clone(&shelved.narrowed(&Language::new("de")));
    for (shown, stored) in survey.pages.iter_mut().zip(&shelved.stored.survey.pages) {
        for (shown, stored) in shown.questions.iter_mut().zip(&stored.questions) {
            shown.faults.clone_from(&stored.faults);
        }
    }
    Ok(ResultsView { survey, state: shelved.stored.state.into(), results: Results::clone(&results) })
}

#[cfg(feature = "ssr")]
impl From<store::SurveyState> for State {
    fn from(state: store::SurveyState) -> Self {
        match state {
            store::SurveyState::Draft => Self::Draft,
            store::SurveyState::Open => Self::Open,
            store::SurveyState::Closed => Self::Closed,
        }
    }
}
