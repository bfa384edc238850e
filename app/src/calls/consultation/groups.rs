//! Working groups: one group's page, its settings, who sees it, and its members.

#![expect(clippy::too_many_arguments, reason = "the fields of a form")]

use domain::process::conference::WorkingGroup;
use domain::process::phase::Schedule;
use domain::process::space::Openness;
#[cfg(feature = "ssr")]
use domain::process::space::{Standing, Thing, ThingKind, becomes_hidden, becomes_public};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::super::request;
use super::conferences::{PhaseNow, TextCard};
#[cfg(feature = "ssr")]
use super::conferences::{done, note, phase_now, refuse};
use crate::error::CallError;
use crate::refusal::Refusal;
#[cfg(feature = "ssr")]
use crate::services::consultation::{Space, standing};
#[cfg(feature = "ssr")]
use crate::services::{chance, markdown};
#[cfg(feature = "ssr")]
use crate::texts::consultation as t;
#[cfg(feature = "ssr")]
use domain::permission::Action;
#[cfg(feature = "ssr")]
use domain::process::phase::Activity;

/// A group's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupView {
    pub group: WorkingGroup,
    /// Of the entry, for changing it.
    pub version: u32,
    pub conference_title: String,
    pub purpose_html: String,
    pub phase: Option<PhaseNow>,
    /// The phases that hold here, for the form.
    pub schedule: Schedule,
    pub texts: Vec<TextCard>,
    /// Nothing for those who may not know who is in it.
    pub members: Option<Vec<MemberView>>,
    /// Identity for a text that the reader begins; nothing when they may not.
    pub new_text: Option<Uuid>,
    /// Whether the reader leads the group.
    pub leads: bool,
    pub may_manage: bool,
    /// Accounts that could become members; for those who may seat them.
    pub others: Vec<(Uuid, String)>,
}

/// A member in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberView {
    pub account: Uuid,
    pub name: String,
    pub chair: bool,
}

/// What a change of openness would show or hide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    pub name: String,
    pub version: u32,
    pub from: Openness,
    pub to: Openness,
    /// The titles of what strangers would see that they do not see now.
    pub shown: Vec<String>,
    /// The titles of what they would no longer see.
    pub hidden: Vec<String>,
}

#[server(prefix = "/calls", endpoint = "load-group")]
pub async fn load_group(id: String) -> Result<GroupView, CallError> {
    let id: Uuid = id.parse().map_err(|_| CallError::NotFound)?;
    let services = request::services()?;
    let person = request::person().await?;
    let space = Space::of_group(&services, id, person.as_ref()).await.map_err(request::failed)?;
    let space = space.ok_or(CallError::NotFound)?;
    let stored = space.group.clone().ok_or(CallError::NotFound)?;
    let heads = services.records.texts(&space.conference.value.slug).await.map_err(request::failed)?;
    let texts = heads.into_iter().filter(|head| head.group == Some(id) && space.sees_text(head));
    let members = services.records.members(id).await.map_err(request::failed)?;
    let may_manage = person.as_ref().is_some_and(|person| person.may(Action::ManageConsultations));
    let others = if may_manage {
        let accounts = services.records.accounts().await.map_err(request::failed)?;
        let free = accounts.into_iter().filter(|row| !row.account.email.is_empty());
        let free = free.filter(|row| members.iter().all(|member| member.account != row.account.id));
        free.map(|row| (row.account.id, row.account.name)).collect()
    } else {
        Vec::new()
    };
    let named = space.seat.is_inside();
    Ok(GroupView {
        version: stored.version,
        conference_title: space.conference.value.title.clone(),
        purpose_html: markdown::to_html(&stored.value.purpose),
        phase: phase_now(space.schedule(), space.now),
        schedule: space.schedule().clone(),
        texts: texts.map(TextCard::from).collect(),
        members: named.then(|| {
            let view = |one: store::GroupMember| MemberView { account: one.account, name: one.name, chair: one.chair };
            members.into_iter().map(view).collect()
        }),
        new_text: space.may(Activity::Write).then(chance::uuid),
        leads: space.seat.leads(),
        may_manage,
        others,
        group: stored.value,
    })
}

/// Keeps the settings of a group.
#[server(prefix = "/calls", endpoint = "keep-group")]
pub async fn keep_group(
    id: Uuid,
    version: u32,
    name: String,
    purpose: String,
    room: String,
    minutes_form: String,
    #[server(default)] review: bool,
    support: u32,
) -> Result<(), Refusal> {
    let person = request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let space = Space::of_group(&services, id, Some(&person)).await.map_err(request::failed)?;
    let space = space.ok_or(CallError::NotFound)?;
    if !space.seat.leads() {
        return Err(CallError::Forbidden.into());
    }
    let Some(mut group) = space.group.map(|group| group.value) else { return Err(CallError::NotFound.into()) };
    group.name = name.trim().to_owned();
    group.purpose = purpose;
    group.room = room.trim().to_owned();
    group.minutes_form = minutes_form;
    group.review = review;
    group.support.least = support;
    refuse(&group.problems())?;
    let now = services.clock.now();
    done(services.records.change_group(&group, version, now).await.map_err(request::failed)?)?;
    note(&services, &person, "group.changed", &id.to_string()).await?;
    request::see(&format!("/groups/{id}"));
    Ok(())
}

/// What would become public, or stop being so, before anybody decides it.
#[server(prefix = "/calls", endpoint = "look-at-opening")]
pub async fn look_at_opening(id: String, to: Openness) -> Result<Opening, CallError> {
    request::authorised(Action::ManageConsultations).await?;
    let id: Uuid = id.parse().map_err(|_| CallError::NotFound)?;
    let services = request::services()?;
    let stored = services.records.group(id).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    let things = things_of(&services, &stored.value).await.map_err(request::failed)?;
    let from = stored.value.openness;
    let titles = |things: Vec<&Thing>| things.into_iter().map(|thing| thing.title.clone()).collect();
    Ok(Opening {
        name: stored.value.name.clone(),
        version: stored.version,
        from,
        to,
        shown: titles(becomes_public(from, to, &things)),
        hidden: titles(becomes_hidden(from, to, &things)),
    })
}

/// Everything in a group, as far as its openness matters to it.
#[cfg(feature = "ssr")]
async fn things_of(
    services: &crate::services::Services,
    group: &WorkingGroup,
) -> Result<Vec<Thing>, store::StoreError> {
    let thing = |kind, standing, author, title: String| Thing { id: group.id, kind, standing, author, title };
    let mut things =
        vec![thing(ThingKind::Description, Standing::Published, None, t::things(ThingKind::Description, 1))];
    let meetings = services.records.meetings(&group.conference).await?.into_iter().map(|stored| stored.meeting);
    for meeting in meetings.filter(|meeting| meeting.group == Some(group.id)) {
        let title = format!("{} („{}“)", t::things(ThingKind::Meeting, 1), meeting.title);
        things.push(thing(ThingKind::Meeting, Standing::Published, None, title));
    }
    let heads = services.records.texts(&group.conference).await?;
    for head in heads.into_iter().filter(|head| head.group == Some(group.id)) {
        let title = format!("{} („{}“)", t::things(ThingKind::Text, 1), head.title);
        things.push(thing(ThingKind::Text, standing(&head), Some(head.author), title));
        for (kind, count) in services.records.things_said(head.id).await? {
            let title = format!("{} („{}“)", t::things(kind, count), head.title);
            things.push(thing(kind, standing(&head), Some(head.author), title));
        }
    }
    Ok(things)
}

/// Opens or closes a group. `seen` is how many things the person was shown: more since then, and they are asked anew.
#[server(prefix = "/calls", endpoint = "open-group")]
pub async fn open_group(id: Uuid, version: u32, to: Openness, seen: usize) -> Result<(), Refusal> {
    let person = request::authorised(Action::ManageConsultations).await?;
    let services = request::services()?;
    let stored = services.records.group(id).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    let mut group = stored.value;
    let things = things_of(&services, &group).await.map_err(request::failed)?;
    if becomes_public(group.openness, to, &things).len() > seen {
        return Err(Refusal::because(t::MORE_MEANWHILE));
    }
    group.openness = to;
    done(services.records.change_group(&group, version, services.clock.now()).await.map_err(request::failed)?)?;
    note(&services, &person, "group.opened", &id.to_string()).await?;
    request::see(&format!("/groups/{id}"));
    Ok(())
}

/// Makes somebody a member, or changes whether they chair.
#[server(prefix = "/calls", endpoint = "seat-member")]
pub async fn seat_member(id: Uuid, account: Uuid, #[server(default)] chair: bool) -> Result<(), Refusal> {
    let person = request::authorised(Action::ManageConsultations).await?;
    let services = request::services()?;
    let stored = services.records.group(id).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    services.records.account(account).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    let now = services.clock.now();
    services.records.seat_member(&stored.value, account, chair, now).await.map_err(request::failed)?;
    note(&services, &person, "group.member-seated", &format!("{id} {account}")).await?;
    request::see(&format!("/groups/{id}#members"));
    Ok(())
}

/// Ends somebody's membership. What they wrote stays.
#[server(prefix = "/calls", endpoint = "unseat-member")]
pub async fn unseat_member(id: Uuid, account: Uuid) -> Result<(), Refusal> {
    let person = request::authorised(Action::ManageConsultations).await?;
    let services = request::services()?;
    services.records.unseat_member(id, account).await.map_err(request::failed)?;
    note(&services, &person, "group.member-unseated", &format!("{id} {account}")).await?;
    request::see(&format!("/groups/{id}#members"));
    Ok(())
}
