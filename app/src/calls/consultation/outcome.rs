//! What became of a text and of everything said about it: decisions, fates, official answers.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::majority::{Count, Outcome};
use domain::process::body::{BodyRight, Label};
use domain::process::fate::{Fate, Fates};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::super::request;
#[cfg(feature = "ssr")]
use super::texts::found;
use crate::error::CallError;
#[cfg(feature = "ssr")]
use crate::services::chance;
#[cfg(feature = "ssr")]
use crate::services::consultation::outcome as service;
#[cfg(feature = "ssr")]
use domain::permission::Action;
#[cfg(feature = "ssr")]
use domain::text::kind::TextStage;

/// Contributions on one page.
pub const A_PAGE: usize = 50;

/// What kind of thing somebody said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContributionKind {
    Comment,
    Amendment,
    Objection,
}

/// Something somebody said, and what became of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contribution {
    pub id: Uuid,
    pub kind: ContributionKind,
    /// Stays on the server; readers get the name.
    #[serde(skip)]
    pub author: Uuid,
    pub name: String,
    pub paragraph: Option<Uuid>,
    pub words: String,
    pub fate: Fate,
}

/// Without words and name: what is printed may land in a log.
impl std::fmt::Debug for Contribution {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Contribution").field("id", &self.id).finish_non_exhaustive()
    }
}

/// What a body said about a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionView {
    pub text: Uuid,
    pub body: String,
    /// None when the body is no longer known.
    pub label: Option<Label>,
    pub outcome: Outcome,
    pub version: u32,
    pub paper: String,
    pub day: NaiveDate,
    pub vote: Option<Count>,
    pub conditions: Vec<String>,
}

/// An official answer, owed or given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerView {
    pub id: Uuid,
    pub to: Uuid,
    /// What it answers.
    pub words: String,
    pub unit: String,
    pub due: Option<NaiveDate>,
    pub given: Option<(DateTime<Utc>, String)>,
    pub overdue: bool,
    /// For changing it.
    pub version: u32,
}

/// What the office needs to enter a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionDesk {
    /// Identity of the next decision.
    pub id: Uuid,
    pub bodies: Vec<(Uuid, String, BodyRight)>,
}

/// What the office needs to answer one contribution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContributionDesk {
    pub about: Contribution,
    /// Identity of the next answer.
    pub answer: Uuid,
    /// An answer that is owed for it already.
    pub owed: Option<AnswerView>,
}

/// What is asked of the page, as it stands in its address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// The name of a fate; empty for all.
    pub fate: String,
    pub page: String,
    /// The contribution that is worked on.
    pub open: String,
}

/// The page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeView {
    pub text: Uuid,
    pub title: String,
    pub conference: String,
    pub conference_title: String,
    pub current: u32,
    pub draft: bool,
    pub settled: bool,
    pub decisions: Vec<DecisionView>,
    pub fates: Fates,
    /// One page of those wanted.
    pub said: Vec<Contribution>,
    /// How many are wanted, on all pages.
    pub count: usize,
    pub page: usize,
    /// Given answers by identity.
    pub given: BTreeMap<Uuid, String>,
    pub answers: Vec<AnswerView>,
    /// Whether the reader may write official answers.
    pub may_answer: bool,
    pub desk: Option<DecisionDesk>,
    pub open: Option<ContributionDesk>,
}

/// The same in short, for the text's own page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeSummary {
    pub text: Uuid,
    /// Number of the newest version.
    pub current: u32,
    pub decisions: Vec<DecisionView>,
    pub fates: Fates,
    /// Whether the reader may replace the text by a file.
    pub may_replace: bool,
}

#[server(prefix = "/calls", endpoint = "outcome-summary")]
pub async fn summarise_outcome(id: String) -> Result<OutcomeSummary, CallError> {
    let services = request::services()?;
    let person = request::person().await?;
    let (space, head) = found(&services, &id).await?;
    let fates = service::counted(&services, &space, &head, person.as_ref()).await.map_err(request::failed)?;
    Ok(OutcomeSummary {
        text: head.id,
        current: head.current,
        decisions: service::decisions(&services, head.id).await.map_err(request::failed)?,
        fates,
        may_replace: head.stage != TextStage::Settled && space.may(domain::process::phase::Activity::Write),
    })
}

#[server(prefix = "/calls", endpoint = "load-outcome")]
pub async fn load_outcome(id: String, wanted: Wanted) -> Result<OutcomeView, CallError> {
    let services = request::services()?;
    let person = request::person().await?;
    let (space, head) = found(&services, &id).await?;
    let all = service::contributions(&services, &space, &head, person.as_ref()).await.map_err(request::failed)?;
    let answers = service::answers(&services, head.id, &all).await.map_err(request::failed)?;
    let office = person.as_ref().is_some_and(|person| person.may(Action::ManageConsultations));
    let chosen: Vec<&Contribution> =
        all.iter().filter(|one| wanted.fate.is_empty() || fate_word(&one.fate) == wanted.fate).collect();
    let pages = chosen.len().div_ceil(A_PAGE).max(1);
    let page = wanted.page.parse::<usize>().unwrap_or(1).clamp(1, pages);
    let mut said: Vec<Contribution> =
        chosen.iter().skip((page - 1) * A_PAGE).take(A_PAGE).map(|one| (*one).clone()).collect();
    service::name(&services, &mut said).await.map_err(request::failed)?;
    let wanted_one = wanted.open.parse().ok().filter(|_| office);
    let about: Option<&Contribution> = wanted_one.and_then(|id: Uuid| all.iter().find(|one| one.id == id));
    let mut about: Vec<Contribution> = about.into_iter().cloned().collect();
    service::name(&services, &mut about).await.map_err(request::failed)?;
    let open = about.pop().map(|about| ContributionDesk {
        answer: chance::uuid(),
        owed: answers.iter().find(|answer| answer.to == about.id && answer.given.is_none()).cloned(),
        about,
    });
    let desk = if office {
        let bodies = services.records.bodies().await.map_err(request::failed)?;
        let bodies = bodies.into_iter().map(|body| (body.value.id, body.value.name, body.value.right)).collect();
        Some(DecisionDesk { id: chance::uuid(), bodies })
    } else {
        None
    };
    Ok(OutcomeView {
        text: head.id,
        title: head.title.clone(),
        conference: head.conference.clone(),
        conference_title: space.conference.value.title.clone(),
        current: head.current,
        draft: head.stage == TextStage::Draft,
        settled: head.stage == TextStage::Settled,
        decisions: service::decisions(&services, head.id).await.map_err(request::failed)?,
        fates: service::count(&all),
        count: chosen.len(),
        page,
        said,
        given: answers.iter().filter_map(|answer| Some((answer.id, answer.given.as_ref()?.1.clone()))).collect(),
        answers,
        may_answer: office,
        desk,
        open,
    })
}

/// The name of a fate in addresses.
pub fn fate_word(fate: &Fate) -> &'static str {
    match fate {
        Fate::Open => "open",
        Fate::TakenOver { .. } => "taken_over",
        Fate::Answered { .. } => "answered",
        Fate::Rejected { .. } => "rejected",
        Fate::TakenBack => "taken_back",
    }
}
