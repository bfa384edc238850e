//! Surveys as the public sees them: what is open, and a survey's start page.

use domain::language::Language;
use domain::survey::Survey;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::request;
use crate::error::CallError;

/// A card on the home page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSurvey {
    pub slug: String,
    pub title: String,
    /// The language of the title.
    pub language: Language,
    pub minutes: u16,
    pub questions: u64,
    pub languages: u64,
    pub demo: bool,
}

/// A survey's start page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Letter {
    /// Narrowed to the reader's language, without its pages.
    pub survey: Survey,
    pub stage: Stage,
    /// Only those who are invited may answer.
    pub invited: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    Open,
    /// This browser has a draft on the server.
    Begun,
    /// This browser has sent a response.
    Sent,
    Closed,
}

#[server(prefix = "/calls", endpoint = "open-surveys")]
pub async fn open_surveys() -> Result<Vec<OpenSurvey>, CallError> {
    let language = crate::language::reader_language();
    let services = request::services()?;
    let today = services.clock.today();
    let surveys = services.records.surveys().await.map_err(request::failed)?;
    Ok(surveys
        .into_iter()
        .filter(|stored| stored.takes_responses_on(today))
        .map(|stored| {
            let survey = stored.survey;
            let (found, title) = survey.title.find(&language, &survey.fallback).unwrap_or((&language, ""));
            OpenSurvey {
                title: title.to_owned(),
                language: found.clone(),
                minutes: survey.letter.minutes,
                questions: survey.questions().filter(|question| question.kind.takes_answer()).count() as u64,
                languages: survey.languages.len() as u64,
                demo: survey.demo,
                slug: survey.slug.clone(),
            }
        })
        .collect())
}

#[server(prefix = "/calls", endpoint = "load-letter")]
pub async fn load_letter(slug: String) -> Result<Letter, CallError> {
    let services = request::services()?;
    let shelved = services.surveys.get(&slug).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    let draft =
        crate::services::drafts::load(&services, &request::parts()?.headers, &slug).await.map_err(request::failed)?;
    let sent = draft.as_ref().is_some_and(|(_, draft)| draft.receipt.is_some());
    let invited = shelved.stored.terms.door == domain::terms::Door::Invited;
    let stage = match shelved.stored.state {
        store::SurveyState::Draft => return Err(CallError::NotFound),
        _ if sent => Stage::Sent,
        _ if !shelved.stored.takes_responses_on(services.clock.today()) => Stage::Closed,
        _ if draft.is_some_and(|(_, draft)| !invited || draft.ballot.is_some() || draft.changes.is_some()) => {
            Stage::Begun
        }
        _ => Stage::Open,
    };
    let mut survey = Survey::clone(&shelved.narrowed(&crate::language::reader_language()));
    survey.pages.clear();
    Ok(Letter { survey, stage, invited })
}
