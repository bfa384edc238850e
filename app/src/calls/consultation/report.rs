//! The report: put together from the groups' texts, and brought up to their newer versions.

use domain::text::document::Number;
use domain::text::report_update::Update;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::super::request;
#[cfg(feature = "ssr")]
use super::conferences::done;
use crate::error::CallError;
use crate::refusal::Refusal;
#[cfg(feature = "ssr")]
use crate::services::consultation::outcome::short;
#[cfg(feature = "ssr")]
use crate::services::consultation::{Space, standing};
#[cfg(feature = "ssr")]
use crate::services::{Services, chance, people::Person};
#[cfg(feature = "ssr")]
use crate::texts::{consultation, fill, outcome as t};
#[cfg(feature = "ssr")]
use domain::permission::Action;
#[cfg(feature = "ssr")]
use domain::text::document::{Making, Version};
#[cfg(feature = "ssr")]
use domain::text::kind::{TextKind, TextStage};
#[cfg(feature = "ssr")]
use domain::text::{report, report_update};
#[cfg(feature = "ssr")]
use store::{StoreError, TextHead};

/// The longest title or heading, in characters.
pub const LONGEST_TITLE: usize = 200;

/// The page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportDesk {
    pub conference: String,
    pub conference_title: String,
    /// Identity of the next report.
    pub id: Uuid,
    /// Texts that can be taken in.
    pub rows: Vec<ReportRow>,
    pub reports: Vec<ReportView>,
}

/// A text that can be taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRow {
    pub text: Uuid,
    pub title: String,
    pub group: String,
    pub current: u32,
}

/// A report that is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportView {
    pub id: Uuid,
    pub title: String,
    pub current: u32,
    pub settled: bool,
    /// Sources with newer versions.
    pub newer: Vec<NewerSource>,
    pub paragraphs: Vec<ReportParagraph>,
}

/// A source that went on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewerSource {
    pub text: Uuid,
    pub title: String,
    pub taken: u32,
    pub newest: u32,
    pub updates: Vec<Update>,
}

/// A paragraph of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportParagraph {
    pub id: Uuid,
    pub number: Number,
    /// Its beginning.
    pub words: String,
    /// Where it came from: title, version, address.
    pub origin: Option<(String, u32, String)>,
    /// Whether it was changed in the report.
    pub edited: bool,
}

/// A line of the form: a text, its place (nothing: left out) and the heading over it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartForm {
    pub text: Uuid,
    #[serde(default)]
    pub place: String,
    #[serde(default)]
    pub heading: String,
}

#[server(prefix = "/calls", endpoint = "load-report-desk")]
pub async fn load_report_desk(conference: String) -> Result<ReportDesk, CallError> {
    let person = request::authorised(Action::ManageConsultations).await?;
    let services = request::services()?;
    let space = space(&services, &conference, &person).await?;
    let heads = services.records.texts(&conference).await.map_err(request::failed)?;
    let groups = services.records.groups(&conference).await.map_err(request::failed)?;
    let place = |head: &TextHead| groups.iter().position(|group| Some(group.value.id) == head.group);
    let mut open: Vec<&TextHead> =
        heads.iter().filter(|head| head.kind == TextKind::Recommendation && head.stage != TextStage::Draft).collect();
    open.sort_by_key(|head| place(head));
    let rows = open
        .into_iter()
        .map(|head| ReportRow {
            text: head.id,
            title: head.title.clone(),
            group: place(head).map(|at| groups[at].value.name.clone()).unwrap_or_default(),
            current: head.current,
        })
        .collect();
    let mut reports = Vec::new();
    for head in heads.iter().filter(|head| head.kind == TextKind::Report) {
        reports.push(report_view(&services, head, &heads).await.map_err(request::failed)?);
    }
    let conference_title = space.conference.value.title.clone();
    Ok(ReportDesk { conference, conference_title, id: chance::uuid(), rows, reports })
}

/// Puts a report together as a draft; sent twice, it is one.
#[server(prefix = "/calls", endpoint = "make-report")]
pub async fn make_report(
    conference: String,
    id: Uuid,
    title: String,
    #[server(default)] parts: Vec<PartForm>,
) -> Result<(), Refusal> {
    let person = request::authorised(Action::ManageConsultations).await?;
    let services = request::services()?;
    let space = space(&services, &conference, &person).await?;
    let title = domain::organisation::one_line(&title);
    if title.is_empty() || title.chars().count() > LONGEST_TITLE {
        return Err(Refusal::because(t::REPORT_NO_TITLE));
    }
    let heads = services.records.texts(&conference).await.map_err(request::failed)?;
    let mut chosen: Vec<(u32, String, Version)> = Vec::new();
    for part in parts.iter().filter(|part| !part.place.trim().is_empty()) {
        let place = part.place.trim().parse().map_err(|_| Refusal::because(t::REPORT_BAD_PLACE))?;
        let head = heads.iter().find(|head| {
            head.id == part.text && head.kind == TextKind::Recommendation && head.stage != TextStage::Draft
        });
        let head = head.ok_or(CallError::NotFound)?;
        let version = services.records.version(head.id, head.current).await.map_err(request::failed)?;
        let heading: String = domain::organisation::one_line(&part.heading).chars().take(LONGEST_TITLE).collect();
        let heading = if heading.is_empty() { head.title.clone() } else { heading };
        chosen.push((place, heading, version.ok_or(CallError::NotFound)?));
    }
    if chosen.is_empty() {
        return Err(Refusal::because(t::REPORT_NONE_CHOSEN));
    }
    chosen.sort_by_key(|(place, ..)| *place);
    let parts: Vec<report::Part<'_>> =
        chosen.iter().map(|(_, heading, version)| report::Part { heading, version }).collect();
    let content = report::report(&title, &parts, &mut chance::uuid);
    let making = Making { author: person.id, at: space.now, reason: String::new() };
    let first = Version::first(id, content, making)
        .map_err(|problem| Refusal::because(consultation::version_problem(problem)))?;
    let head = TextHead {
        id,
        conference,
        group: None,
        kind: TextKind::Report,
        stage: TextStage::Draft,
        title,
        current: 1,
        author: person.id,
        changed: space.now,
    };
    let happening = space.happening("text", "new", id, Some(id), standing(&head));
    match services.records.create_text(&head, &first, &happening).await {
        Ok(()) | Err(StoreError::Taken) => {}
        Err(error) => return Err(request::failed(error).into()),
    }
    request::see(&format!("/texts/{id}"));
    Ok(())
}

/// Takes what is newer in a source into a report: from version `taken` of the source to its version `newest`, on version `seen` of
/// the report.
#[server(prefix = "/calls", endpoint = "update-report")]
pub async fn update_report(report: Uuid, seen: u32, source: Uuid, taken: u32, newest: u32) -> Result<(), Refusal> {
    let person = request::authorised(Action::ManageConsultations).await?;
    let services = request::services()?;
    let (space, head) = super::texts::found(&services, &report.to_string()).await?;
    if head.kind != TextKind::Report {
        return Err(CallError::NotFound.into());
    }
    if head.stage == TextStage::Settled {
        return Err(Refusal::because(t::SETTLED));
    }
    if head.current != seen {
        return Err(Refusal::because(consultation::OUTDATED));
    }
    let from = services.records.text(source).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    let get = async |text: Uuid, number: u32| -> Result<Version, Refusal> {
        let version = services.records.version(text, number).await.map_err(request::failed)?;
        Ok(version.ok_or(CallError::NotFound)?)
    };
    let (now, old, new) = (get(report, seen).await?, get(source, taken).await?, get(source, newest).await?);
    let content = report_update::take_in(&now.content, &old, &new, &mut chance::uuid);
    let reason = fill(t::REPORT_REASON, &[("title", &from.title), ("version", &newest.to_string())]);
    let next = now.next(content, Making { author: person.id, at: space.now, reason });
    let next = next.map_err(|problem| Refusal::because(consultation::version_problem(problem)))?;
    let happening = space.happening("text", "changed", report, Some(report), standing(&head));
    done(services.records.add_version(&next, &happening).await.map_err(request::failed)?)?;
    request::see(&format!("/texts/{report}/compare?old={seen}&new={}", next.number));
    Ok(())
}

#[cfg(feature = "ssr")]
async fn space(services: &Services, conference: &str, person: &Person) -> Result<Space, CallError> {
    let space = Space::of_conference(services, conference, Some(person)).await.map_err(request::failed)?;
    space.ok_or(CallError::NotFound)
}

/// A report with its origins, and what is newer in them.
#[cfg(feature = "ssr")]
async fn report_view(services: &Services, head: &TextHead, heads: &[TextHead]) -> Result<ReportView, StoreError> {
    let version = services.records.version(head.id, head.current).await?;
    let version = version.ok_or_else(|| StoreError::Broken("a text without its newest version".to_owned()))?;
    let mut taken: Vec<(Uuid, u32)> = Vec::new();
    for origin in version.content.paragraphs.iter().filter_map(|paragraph| paragraph.origin) {
        if !taken.contains(&(origin.text, origin.version)) {
            taken.push((origin.text, origin.version));
        }
    }
    let (mut newer, mut edited) = (Vec::new(), Vec::new());
    for (text, number) in taken {
        let Some(source) = heads.iter().find(|head| head.id == text) else { continue };
        let Some(old) = services.records.version(text, number).await? else { continue };
        edited.extend(report::changed_since(&version.content, &old).into_iter().map(|(here, _)| here.id));
        if source.current > number
            && let Some(new) = services.records.version(text, source.current).await?
        {
            newer.push(NewerSource {
                text,
                title: source.title.clone(),
                taken: number,
                newest: source.current,
                updates: report_update::updates(&version.content, &old, &new),
            });
        }
    }
    let origin = |origin: domain::text::document::Origin| {
        let title = heads.iter().find(|head| head.id == origin.text)?.title.clone();
        let address = format!("/texts/{}/versions/{}#p-{}", origin.text, origin.version, origin.paragraph);
        Some((title, origin.version, address))
    };
    let paragraphs = version
        .content
        .paragraphs
        .iter()
        .zip(version.content.numbers())
        .map(|(paragraph, number)| ReportParagraph {
            id: paragraph.id,
            number,
            words: short(&paragraph.block.text),
            origin: paragraph.origin.and_then(origin),
            edited: edited.contains(&paragraph.id),
        })
        .collect();
    let settled = head.stage == TextStage::Settled;
    Ok(ReportView { id: head.id, title: head.title.clone(), current: head.current, settled, newer, paragraphs })
}
