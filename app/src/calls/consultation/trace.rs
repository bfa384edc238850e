//! Traces: from a survey's question over a paragraph to the decision, and back.

use chrono::{DateTime, Utc};
use domain::process::fate::Fate;
use domain::text::document::Number;
use domain::text::words::Piece;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::super::request;
use super::outcome::DecisionView;
#[cfg(feature = "ssr")]
use super::texts::found;
use crate::error::CallError;
use crate::refusal::Refusal;
#[cfg(feature = "ssr")]
use crate::services::Services;
#[cfg(feature = "ssr")]
use crate::services::consultation::Space;
#[cfg(feature = "ssr")]
use crate::services::consultation::outcome::short;
#[cfg(feature = "ssr")]
use crate::services::consultation::trace::Material;
#[cfg(feature = "ssr")]
use crate::texts::outcome as t;
#[cfg(feature = "ssr")]
use domain::language::{Language, plain};
#[cfg(feature = "ssr")]
use domain::permission::Action;
#[cfg(feature = "ssr")]
use store::{StoreError, SurveyState, TextSource};

/// A paragraph in the list, with the number of its steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceRow {
    pub id: Uuid,
    pub number: Number,
    /// Its beginning.
    pub words: String,
    pub sources: usize,
    pub amendments: usize,
    pub changes: usize,
    pub reports: usize,
}

/// A survey question that a paragraph rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceView {
    pub survey: String,
    pub question: String,
    pub survey_title: String,
    pub question_text: String,
}

/// Where a paragraph of a report came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginView {
    pub text: Uuid,
    pub title: String,
    pub version: u32,
    pub paragraph: Uuid,
}

/// An amendment of the paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceAmendment {
    pub id: Uuid,
    pub name: String,
    pub at: DateTime<Utc>,
    pub reason: String,
    pub fate: Fate,
}

/// What a version did with the paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    Began,
    Changed,
    Ended,
}

/// A version in which the paragraph changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceVersion {
    pub number: u32,
    pub at: DateTime<Utc>,
    pub reason: String,
    pub change: Change,
    pub pieces: Vec<Piece>,
}

/// The paragraph in a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceReport {
    pub text: Uuid,
    pub title: String,
    pub version: u32,
    pub paragraph: Uuid,
    pub number: Number,
}

/// All steps of one paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceOf {
    pub paragraph: Uuid,
    pub number: Number,
    pub words: String,
    /// The last version that has it.
    pub last_version: u32,
    /// Whether the newest version has it.
    pub is_there: bool,
    pub sources: Vec<SourceView>,
    /// Where it came from; `Some(None)`: from a text that the reader may not see.
    pub origin: Option<Option<OriginView>>,
    pub amendments: Vec<TraceAmendment>,
    pub versions: Vec<TraceVersion>,
    pub reports: Vec<TraceReport>,
    pub decisions: Vec<DecisionView>,
}

/// A survey whose questions can be named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyChoice {
    pub slug: String,
    pub title: String,
    /// Code and text.
    pub questions: Vec<(String, String)>,
}

/// The page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceView {
    pub text: Uuid,
    pub title: String,
    pub conference: String,
    pub conference_title: String,
    /// All paragraphs, when none is chosen.
    pub rows: Vec<TraceRow>,
    pub chosen: Option<TraceOf>,
    /// What can be named, for those who lead.
    pub surveys: Option<Vec<SurveyChoice>>,
    /// Whether the reader sees figures of surveys.
    pub sees_results: bool,
}

/// A paragraph that rests on a survey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BecameOf {
    /// Text of the question.
    pub question: String,
    pub title: String,
    /// Beginning of the paragraph.
    pub words: String,
    /// Where its trace is.
    pub address: String,
}

#[server(prefix = "/calls", endpoint = "load-trace")]
pub async fn load_trace(id: String, paragraph: String) -> Result<TraceView, CallError> {
    let services = request::services()?;
    let person = request::person().await?;
    let (space, head) = found(&services, &id).await?;
    let material = Material::of(&services, &space, head.clone(), person.as_ref()).await.map_err(request::failed)?;
    let chosen = if paragraph.is_empty() {
        None
    } else {
        let paragraph = paragraph.parse().map_err(|_| CallError::NotFound)?;
        let trace = material.trace(&services, person.as_ref(), paragraph).await.map_err(request::failed)?;
        Some(trace.ok_or(CallError::NotFound)?)
    };
    let leads = space.seat.leads() && chosen.as_ref().is_some_and(|chosen| chosen.is_there);
    Ok(TraceView {
        text: head.id,
        title: head.title,
        conference: head.conference,
        conference_title: space.conference.value.title.clone(),
        rows: if chosen.is_none() { material.rows() } else { Vec::new() },
        chosen,
        surveys: if leads { Some(surveys(&services).await.map_err(request::failed)?) } else { None },
        sees_results: person.is_some_and(|person| person.may(Action::SeeResults)),
    })
}

/// Names a question that a paragraph rests on. `question` is the survey's slug, a slash, and the question's code.
#[server(prefix = "/calls", endpoint = "add-source")]
pub async fn add_source(text: Uuid, paragraph: Uuid, question: String) -> Result<(), Refusal> {
    request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let (space, head) = found(&services, &text.to_string()).await?;
    if !space.seat.leads() {
        return Err(CallError::Forbidden.into());
    }
    let newest = services.records.version(text, head.current).await.map_err(request::failed)?;
    if newest.is_none_or(|newest| newest.content.find(paragraph).is_none()) {
        return Err(Refusal::because(t::TRACE_SOURCE_PARAGRAPH));
    }
    let unknown = || Refusal::because(t::TRACE_SOURCE_UNKNOWN);
    let (survey, question) = question.split_once('/').ok_or_else(unknown)?;
    let shelved = services.surveys.get(survey).await.map_err(request::failed)?.ok_or_else(unknown)?;
    let asked = |known: &domain::survey::Question| known.code == question && known.kind.takes_answer();
    if shelved.stored.state == SurveyState::Draft || !shelved.stored.survey.questions().any(asked) {
        return Err(unknown());
    }
    let source = TextSource { text, paragraph, survey: survey.to_owned(), question: question.to_owned() };
    services.records.add_source(&source).await.map_err(request::failed)?;
    request::see(&format!("/texts/{text}/trace?paragraph={paragraph}"));
    Ok(())
}

/// Takes back that a paragraph rests on a question.
#[server(prefix = "/calls", endpoint = "remove-source")]
pub async fn remove_source(text: Uuid, paragraph: Uuid, survey: String, question: String) -> Result<(), Refusal> {
    request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let (space, _) = found(&services, &text.to_string()).await?;
    if !space.seat.leads() {
        return Err(CallError::Forbidden.into());
    }
    services.records.remove_source(&TextSource { text, paragraph, survey, question }).await.map_err(request::failed)?;
    request::see(&format!("/texts/{text}/trace?paragraph={paragraph}"));
    Ok(())
}

/// What rests on a survey, as far as the reader may see the texts.
#[server(prefix = "/calls", endpoint = "survey-outcomes")]
pub async fn survey_outcomes(slug: String) -> Result<Vec<BecameOf>, CallError> {
    let person = request::authorised(Action::SeeResults).await?;
    let services = request::services()?;
    let shelved = services.surveys.get(&slug).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    let survey = shelved.narrowed(&Language::new("de"));
    let mut became = Vec::new();
    for source in services.records.sources_from(&slug).await.map_err(request::failed)? {
        let seen = Space::of_text(&services, source.text, Some(&person)).await.map_err(request::failed)?;
        let Some((_, head)) = seen else { continue };
        let version = services.records.version(head.id, head.current).await.map_err(request::failed)?;
        let words = version.as_ref().and_then(|version| version.content.find(source.paragraph));
        let question = survey.questions().find(|question| question.code == source.question);
        became.push(BecameOf {
            question: question.map(|question| plain(question.text.only())).unwrap_or_default(),
            words: words.map(|(_, known)| short(&known.block.text)).unwrap_or_default(),
            title: head.title,
            address: format!("/texts/{}/trace?paragraph={}", source.text, source.paragraph),
        });
    }
    Ok(became)
}

/// The surveys that are for the public, with their questions.
#[cfg(feature = "ssr")]
async fn surveys(services: &Services) -> Result<Vec<SurveyChoice>, StoreError> {
    let mut choices = Vec::new();
    for stored in services.records.surveys().await? {
        if stored.state == SurveyState::Draft {
            continue;
        }
        let Some(shelved) = services.surveys.get(&stored.survey.slug).await? else { continue };
        let survey = shelved.narrowed(&Language::new("de"));
        let questions = survey.questions().filter(|question| question.kind.takes_answer());
        choices.push(SurveyChoice {
            slug: survey.slug.clone(),
            title: survey.title.only().to_owned(),
            questions: questions.map(|question| (question.code.clone(), plain(question.text.only()))).collect(),
        });
    }
    Ok(choices)
}
