//! Conferences: the list, one with its groups and texts, and the office's work on its frame.

#![expect(clippy::too_many_arguments, reason = "the fields of a form")]

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::process::conference::Conference;
#[cfg(feature = "ssr")]
use domain::process::conference::{FrameProblem, GroupTemplate};
#[cfg(feature = "ssr")]
use domain::process::phase::{Phase, Schedule};
use domain::process::space::Openness;
use domain::text::kind::{TextKind, TextStage};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::super::request;
use crate::error::CallError;
use crate::refusal::Refusal;
#[cfg(feature = "ssr")]
use crate::services::consultation::Space;
#[cfg(feature = "ssr")]
use crate::services::{Services, chance, markdown, people::Person};
#[cfg(feature = "ssr")]
use crate::texts::consultation as t;
#[cfg(feature = "ssr")]
use domain::permission::Action;

/// A conference in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConferenceCard {
    pub slug: String,
    pub title: String,
    pub days: Option<(NaiveDate, NaiveDate)>,
    pub phase: Option<PhaseNow>,
    /// How many texts the reader finds in it.
    pub texts: u64,
    pub published: bool,
}

/// All conferences, and whether the reader may set up more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conferences {
    pub cards: Vec<ConferenceCard>,
    pub may_manage: bool,
}

/// The phase that runs, or the pause before the next one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseNow {
    /// Empty in a pause.
    pub name: String,
    /// When it ends, or the next one starts.
    pub until: Option<DateTime<Utc>>,
}

/// A conference's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConferenceView {
    pub conference: Conference,
    /// Of the entry, for changing it.
    pub version: u32,
    pub purpose_html: String,
    pub programme_html: String,
    pub phase: Option<PhaseNow>,
    pub groups: Vec<GroupCard>,
    /// Texts of the whole conference: reports and guidelines.
    pub texts: Vec<TextCard>,
    pub may_manage: bool,
}

/// A working group in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupCard {
    pub id: Uuid,
    pub name: String,
    pub openness: Openness,
    /// Whether the reader is a member.
    pub mine: bool,
    /// The texts that the reader may see.
    pub texts: Vec<TextCard>,
}

/// A text in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextCard {
    pub id: Uuid,
    pub title: String,
    pub kind: TextKind,
    pub stage: TextStage,
    pub current: u32,
    pub changed: DateTime<Utc>,
}

/// A phase as the form has it; moments as a clock in Germany shows them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseForm {
    #[serde(default)]
    pub id: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub starts: String,
    #[serde(default)]
    pub ends: String,
    /// Who may do what, by the names of activity and audience; empty for nobody.
    #[serde(default)]
    pub rights: BTreeMap<String, String>,
}

#[cfg(feature = "ssr")]
impl From<store::TextHead> for TextCard {
    fn from(head: store::TextHead) -> Self {
        Self {
            id: head.id,
            title: head.title,
            kind: head.kind,
            stage: head.stage,
            current: head.current,
            changed: head.changed,
        }
    }
}

#[server(prefix = "/calls", endpoint = "consultations")]
pub async fn consultations() -> Result<Conferences, CallError> {
    let services = request::services()?;
    let person = request::person().await?;
    let mut cards = Vec::new();
    for conference in services.records.conferences().await.map_err(request::failed)? {
        let slug = conference.value.slug.clone();
        let Some(space) = Space::of_conference(&services, &slug, person.as_ref()).await.map_err(request::failed)?
        else {
            continue;
        };
        let (groups, texts) = shelves(&services, &space, person.as_ref()).await.map_err(request::failed)?;
        let in_groups: usize = groups.iter().map(|group| group.texts.len()).sum();
        cards.push(ConferenceCard {
            slug,
            title: space.conference.value.title.clone(),
            days: space.conference.value.days,
            phase: phase_now(space.schedule(), space.now),
            texts: (in_groups + texts.len()) as u64,
            published: space.conference.value.published,
        });
    }
    Ok(Conferences { cards, may_manage: person.is_some_and(|person| person.may(Action::ManageConsultations)) })
}

#[server(prefix = "/calls", endpoint = "load-conference")]
pub async fn load_conference(slug: String) -> Result<ConferenceView, CallError> {
    let services = request::services()?;
    let person = request::person().await?;
    let space = Space::of_conference(&services, &slug, person.as_ref()).await.map_err(request::failed)?;
    let space = space.ok_or(CallError::NotFound)?;
    let (groups, texts) = shelves(&services, &space, person.as_ref()).await.map_err(request::failed)?;
    let conference = space.conference.value.clone();
    Ok(ConferenceView {
        purpose_html: markdown::to_html(&conference.purpose),
        programme_html: markdown::to_html(&conference.programme),
        phase: phase_now(space.schedule(), space.now),
        version: space.conference.version,
        groups,
        texts,
        may_manage: person.is_some_and(|person| person.may(Action::ManageConsultations)),
        conference,
    })
}

/// The groups and the conference's own texts, as far as the person sees them.
#[cfg(feature = "ssr")]
async fn shelves(
    services: &Services,
    space: &Space,
    person: Option<&Person>,
) -> Result<(Vec<GroupCard>, Vec<TextCard>), store::StoreError> {
    let slug = &space.conference.value.slug;
    let heads = services.records.texts(slug).await?;
    let mine: Vec<Uuid> = match person {
        Some(person) => services.records.memberships(person.id).await?.into_iter().map(|(group, _)| group).collect(),
        None => Vec::new(),
    };
    let mut groups = Vec::new();
    for group in services.records.groups(slug).await? {
        let id = group.value.id;
        let Some(inner) = Space::of_group(services, id, person).await? else { continue };
        let texts = heads.iter().filter(|head| head.group == Some(id) && inner.sees_text(head));
        groups.push(GroupCard {
            id,
            openness: group.value.openness,
            mine: mine.contains(&id),
            texts: texts.cloned().map(TextCard::from).collect(),
            name: group.value.name,
        });
    }
    let own = heads.into_iter().filter(|head| head.group.is_none() && space.sees_text(head)).map(TextCard::from);
    Ok((groups, own.collect()))
}

/// The running phase, or the next one.
#[cfg(feature = "ssr")]
pub(super) fn phase_now(schedule: &Schedule, now: DateTime<Utc>) -> Option<PhaseNow> {
    use domain::process::phase::Next;
    if let Some(phase) = schedule.phase_at(now) {
        return Some(PhaseNow { name: phase.name.clone(), until: Some(phase.ends) });
    }
    let (at, next) = schedule.next_switch(now)?;
    matches!(next, Next::Starts(_)).then(|| PhaseNow { name: String::new(), until: Some(at) })
}

/// Keeps a conference: a new one when `version` is 0.
#[server(prefix = "/calls", endpoint = "keep-conference")]
pub async fn keep_conference(
    slug: String,
    version: u32,
    title: String,
    purpose: String,
    programme: String,
    place: String,
    first: String,
    last: String,
    #[server(default)] published: bool,
) -> Result<(), Refusal> {
    let person = request::authorised(Action::ManageConsultations).await?;
    let services = request::services()?;
    let now = services.clock.now();
    let before = services.records.conference(&slug).await.map_err(request::failed)?;
    let schedule = match &before {
        Some(before) => before.value.schedule.clone(),
        None => Schedule::suggested(now, chance::uuid),
    };
    let typed = domain::local_time::day;
    let days = match (typed(&first), typed(&last)) {
        (Some(first), last) => Some((first, last.unwrap_or(first))),
        (None, _) => None,
    };
    let conference = Conference {
        slug: slug.trim().to_owned(),
        title: title.trim().to_owned(),
        purpose,
        programme,
        place: place.trim().to_owned(),
        days,
        schedule,
        published,
    };
    refuse(&conference.problems())?;
    if version == 0 {
        match services.records.create_conference(&conference, now).await {
            // Sent twice: it is there.
            Err(store::StoreError::Taken) if before.is_some_and(|before| before.value.title == conference.title) => {}
            Err(store::StoreError::Taken) => return Err(Refusal::because(t::SLUG_TAKEN)),
            other => other.map_err(request::failed)?,
        }
        note(&services, &person, "conference.created", &conference.slug).await?;
    } else {
        let changed = services.records.change_conference(&conference, version, now).await.map_err(request::failed)?;
        done(changed)?;
        note(&services, &person, "conference.changed", &conference.slug).await?;
    }
    request::see(&format!("/consultations/{}", conference.slug));
    Ok(())
}

/// Makes groups from one template in one step: a line of `names` each.
#[server(prefix = "/calls", endpoint = "create-groups")]
pub async fn create_groups(
    slug: String,
    names: String,
    openness: Openness,
    minutes_form: String,
    #[server(default)] review: bool,
    support: u32,
) -> Result<(), Refusal> {
    let person = request::authorised(Action::ManageConsultations).await?;
    let services = request::services()?;
    services.records.conference(&slug).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    let known = services.records.groups(&slug).await.map_err(request::failed)?;
    let mut template = GroupTemplate { openness, minutes_form, review, ..GroupTemplate::default() };
    template.support.least = support;
    let names: Vec<&str> = names.lines().map(str::trim).filter(|name| !name.is_empty()).collect();
    // The same list sent twice makes no second groups of the same names.
    let new = names.iter().filter(|name| known.iter().all(|group| group.value.name != **name));
    let places = known.len()..;
    let groups: Vec<_> = new
        .zip(places)
        .map(|(name, place)| template.group(chance::uuid(), &slug, name, u32::try_from(place).unwrap_or(u32::MAX)))
        .collect();
    if names.is_empty() {
        return Err(Refusal::because(t::NO_NAMES));
    }
    for group in &groups {
        refuse(&group.problems())?;
    }
    services.records.create_groups(&groups, services.clock.now()).await.map_err(request::failed)?;
    note(&services, &person, "groups.created", &slug).await?;
    request::see(&format!("/consultations/{slug}#groups"));
    Ok(())
}

/// Keeps the phases of a conference, or of a group of its own.
#[server(prefix = "/calls", endpoint = "keep-phases")]
pub async fn keep_phases(
    slug: String,
    #[server(default)] group: Option<Uuid>,
    version: u32,
    #[server(default)] phases: Vec<PhaseForm>,
) -> Result<(), Refusal> {
    let person = request::authorised(Action::ManageConsultations).await?;
    let services = request::services()?;
    let now = services.clock.now();
    let schedule = read_phases(phases)?;
    if let Some(id) = group {
        let mut group = services.records.group(id).await.map_err(request::failed)?.ok_or(CallError::NotFound)?.value;
        group.schedule = (!schedule.phases.is_empty()).then_some(schedule);
        refuse(&group.problems())?;
        done(services.records.change_group(&group, version, now).await.map_err(request::failed)?)?;
        note(&services, &person, "group.phases", &id.to_string()).await?;
        request::see(&format!("/groups/{id}"));
    } else {
        let mut conference =
            services.records.conference(&slug).await.map_err(request::failed)?.ok_or(CallError::NotFound)?.value;
        conference.schedule = schedule;
        refuse(&conference.problems())?;
        done(services.records.change_conference(&conference, version, now).await.map_err(request::failed)?)?;
        note(&services, &person, "conference.phases", &slug).await?;
        request::see(&format!("/consultations/{slug}"));
    }
    Ok(())
}

/// The phases of the form in the order of time; a row without name and times is none.
#[cfg(feature = "ssr")]
fn read_phases(rows: Vec<PhaseForm>) -> Result<Schedule, Refusal> {
    fn known<T: serde::de::DeserializeOwned>(word: &str) -> Option<T> {
        serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
    }
    let mut phases = Vec::new();
    for row in rows {
        let name = row.name.trim().to_owned();
        if name.is_empty() && row.starts.is_empty() && row.ends.is_empty() {
            continue;
        }
        let moment = |text: &str| {
            let clock = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").ok()?;
            domain::local_time::moment(clock).first()
        };
        let (Some(starts), Some(ends)) = (moment(&row.starts), moment(&row.ends)) else {
            return Err(Refusal::because(t::NOT_A_MOMENT));
        };
        let rights = row.rights.iter().filter_map(|(activity, who)| Some((known(activity)?, known(who)?))).collect();
        phases.push(Phase { id: row.id.parse().unwrap_or_else(|_| chance::uuid()), name, starts, ends, rights });
    }
    phases.sort_by_key(|phase| phase.starts);
    Ok(Schedule { phases })
}

/// All problems in one sentence each.
#[cfg(feature = "ssr")]
pub(super) fn refuse(problems: &[FrameProblem]) -> Result<(), Refusal> {
    if problems.is_empty() {
        return Ok(());
    }
    let sentences: Vec<&str> = problems.iter().map(|problem| t::problem(*problem)).collect();
    Err(Refusal::Because(sentences.join(" ")))
}

#[cfg(feature = "ssr")]
pub(super) fn done(changed: store::Changed) -> Result<(), Refusal> {
    match changed {
        store::Changed::Done => Ok(()),
        store::Changed::Outdated => Err(Refusal::because(t::OUTDATED)),
    }
}

/// An entry in the audit log.
#[cfg(feature = "ssr")]
pub(super) async fn note(
    services: &Services,
    person: &Person,
    deed: &'static str,
    subject: &str,
) -> Result<(), CallError> {
    let deed =
        store::Deed { actor: store::Actor::Account(person.id), deed, subject: subject.to_owned(), note: String::new() };
    services.records.note_deed(&deed, services.clock.now()).await.map_err(request::failed)
}
