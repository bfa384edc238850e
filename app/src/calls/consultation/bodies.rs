//! Bodies that advise or decide: the list for everybody, and the office's work on it.

#![expect(clippy::too_many_arguments, reason = "the fields of a form")]

use chrono::NaiveDate;
use domain::process::body::{Body, BodyRight};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::super::request;
#[cfg(feature = "ssr")]
use super::conferences::{done, note};
use crate::error::CallError;
use crate::refusal::Refusal;
#[cfg(feature = "ssr")]
use crate::services::chance;
#[cfg(feature = "ssr")]
use crate::texts::outcome as t;
#[cfg(feature = "ssr")]
use domain::permission::Action;
#[cfg(feature = "ssr")]
use domain::process::conference::LONGEST_NAME;

/// All bodies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodiesView {
    /// Each with the version that a change replaces.
    pub bodies: Vec<(Body, u32)>,
    /// Identity of the next one, when the reader may enter it.
    pub new: Option<Uuid>,
    pub today: NaiveDate,
}

#[server(prefix = "/calls", endpoint = "load-bodies")]
pub async fn load_bodies() -> Result<BodiesView, CallError> {
    let services = request::services()?;
    let person = request::person().await?;
    let bodies = services.records.bodies().await.map_err(request::failed)?;
    Ok(BodiesView {
        bodies: bodies.into_iter().map(|body| (body.value, body.version)).collect(),
        new: person.filter(|person| person.may(Action::ManageConsultations)).map(|_| chance::uuid()),
        today: services.clock.today(),
    })
}

/// Keeps a body: a new one when `version` is 0.
#[server(prefix = "/calls", endpoint = "keep-body")]
pub async fn keep_body(
    id: Uuid,
    version: u32,
    name: String,
    kind: String,
    right: BodyRight,
    from: String,
    to: String,
    successor: String,
) -> Result<(), Refusal> {
    let person = request::authorised(Action::ManageConsultations).await?;
    let services = request::services()?;
    let [name, kind] = [name, kind].map(|words| domain::organisation::one_line(&words));
    if [&name, &kind].iter().any(|words| words.is_empty() || words.chars().count() > LONGEST_NAME) {
        return Err(Refusal::because(t::BODY_NO_NAME));
    }
    let (from, to) = (day(&from)?, day(&to)?);
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        return Err(Refusal::because(t::BODY_DAYS));
    }
    let successor: Option<Uuid> = successor.parse().ok();
    if successor == Some(id) {
        return Err(Refusal::because(t::BODY_ITSELF));
    }
    let bodies = services.records.bodies().await.map_err(request::failed)?;
    let successor = successor.filter(|wanted| bodies.iter().any(|body| body.value.id == *wanted));
    let body = Body { id, name, kind, right, from, to, successor };
    done(services.records.keep_body(&body, version, services.clock.now()).await.map_err(request::failed)?)?;
    note(&services, &person, "body.kept", &format!("body:{id}")).await?;
    request::see("/bodies");
    Ok(())
}

/// A day as a form has it; none when nothing is written.
#[cfg(feature = "ssr")]
pub(super) fn day(text: &str) -> Result<Option<NaiveDate>, Refusal> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    domain::local_time::day(text).map(Some).ok_or_else(|| Refusal::because(t::NOT_A_DAY))
}
