//! What people do with an amendment that is there: support it, take it back, put it up for decision, reject it.

use leptos::prelude::*;
use uuid::Uuid;

use crate::refusal::Refusal;

#[cfg(feature = "ssr")]
use super::super::request;
#[cfg(feature = "ssr")]
use super::amendments::{find, may};
#[cfg(feature = "ssr")]
use super::conferences::done;
#[cfg(feature = "ssr")]
use crate::error::CallError;
#[cfg(feature = "ssr")]
use crate::services::Services;
#[cfg(feature = "ssr")]
use crate::services::consultation::amendments::{deed, standing};
#[cfg(feature = "ssr")]
use crate::texts::{amendments as t, consultation};
#[cfg(feature = "ssr")]
use domain::amendment::state::{State, Step};
#[cfg(feature = "ssr")]
use domain::permission::Action;
#[cfg(feature = "ssr")]
use domain::process::phase::Activity;

/// Takes away a draft of one's own.
#[server(prefix = "/calls", endpoint = "discard-amendment")]
pub async fn discard_amendment(id: Uuid) -> Result<(), Refusal> {
    let person = request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let (_, head, _, id) = find(&services, &id.to_string()).await?;
    services.records.discard_amendment(id, person.id).await.map_err(request::failed)?;
    request::see(&format!("/texts/{}/amendments", head.id));
    Ok(())
}

/// Supports an amendment. With a `draft`, which wanted nearly the same, that one is given up for it.
#[server(prefix = "/calls", endpoint = "support-amendment")]
pub async fn support_amendment(id: Uuid, #[server(default)] draft: String) -> Result<(), Refusal> {
    let person = request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let (space, head, amendments, id) = find(&services, &id.to_string()).await?;
    let filed = amendments.find(&space, id).ok_or(CallError::NotFound)?;
    if !may(&space, &head, Activity::Support) {
        return Err(Refusal::because(consultation::NOT_NOW));
    }
    let after = filed.value.after(&Step::Support { account: person.id }, amendments.rule, space.now);
    let after = after.map_err(|problem| Refusal::because(t::step_problem(problem)))?;
    let word =
        if after.state == State::Supported && filed.value.state != after.state { deed(&after.state) } else { "backed" };
    let happening = space.happening("amendment", word, id, Some(head.id), standing(&after));
    let kept = services.records.support_amendment(head.id, id, person.id, space.now, &happening).await;
    kept.map_err(request::failed)?;
    if let Ok(draft) = draft.parse::<Uuid>() {
        services.records.discard_amendment(draft, person.id).await.map_err(request::failed)?;
        request::see(&format!("/amendments/{id}"));
    }
    Ok(())
}

#[server(prefix = "/calls", endpoint = "unsupport-amendment")]
pub async fn unsupport_amendment(id: Uuid) -> Result<(), Refusal> {
    let person = request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let (space, head, amendments, id) = find(&services, &id.to_string()).await?;
    let filed = amendments.find(&space, id).ok_or(CallError::NotFound)?;
    if !may(&space, &head, Activity::Support) {
        return Err(Refusal::because(consultation::NOT_NOW));
    }
    let after = filed.value.after(&Step::Unsupport { account: person.id }, amendments.rule, space.now);
    let after = after.map_err(|problem| Refusal::because(t::step_problem(problem)))?;
    let happening = space.happening("amendment", "unbacked", id, Some(head.id), standing(&after));
    Ok(services.records.unsupport_amendment(id, person.id, &happening).await.map_err(request::failed)?)
}

/// Its author takes an amendment back that was sent.
#[server(prefix = "/calls", endpoint = "withdraw-amendment")]
pub async fn withdraw_amendment(id: Uuid) -> Result<(), Refusal> {
    request::authorised(Action::TakePart).await?;
    step(&request::services()?, id, Step::Withdraw).await
}

/// A chair puts an amendment up for decision: its supporters are counted, and stay.
#[server(prefix = "/calls", endpoint = "admit-amendment")]
pub async fn admit_amendment(id: Uuid) -> Result<(), Refusal> {
    request::authorised(Action::TakePart).await?;
    step(&request::services()?, id, Step::Admit).await
}

/// A chair rejects an amendment at once, outside of a merge.
#[server(prefix = "/calls", endpoint = "reject-amendment")]
pub async fn reject_amendment(id: Uuid, reason: String) -> Result<(), Refusal> {
    request::authorised(Action::TakePart).await?;
    let reason = reason.replace("\r\n", "\n").trim().to_owned();
    if reason.chars().count() > super::amending::LONGEST_REASON {
        return Err(Refusal::because(consultation::TOO_LONG));
    }
    step(&request::services()?, id, Step::Reject { reason }).await
}

/// Takes a step that changes the amendment itself.
#[cfg(feature = "ssr")]
async fn step(services: &Services, id: Uuid, step: Step) -> Result<(), Refusal> {
    let (space, head, amendments, id) = find(services, &id.to_string()).await?;
    let filed = amendments.find(&space, id).ok_or(CallError::NotFound)?;
    let own = space.seat.account() == Some(filed.value.author);
    let allowed = match step {
        // A draft is discarded: taken back it would be there for everybody to see.
        Step::Withdraw => own && filed.value.state.is_open() && may(&space, &head, Activity::Amend),
        _ => space.seat.leads() && may(&space, &head, Activity::Merge),
    };
    if !allowed {
        return Err(Refusal::because(consultation::NOT_NOW));
    }
    let after = filed.value.after(&step, amendments.rule, space.now);
    let after = after.map_err(|problem| Refusal::because(t::step_problem(problem)))?;
    let happening = space.happening("amendment", deed(&after.state), id, Some(head.id), standing(&after));
    done(services.records.change_amendments(&[(after, filed.version)], &[happening]).await.map_err(request::failed)?)
}
