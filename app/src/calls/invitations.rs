//! Coming with an invitation or a receipt. Everybody may; guessing is limited by address, and answers tell no more than the
//! letter does. Which response belongs to which invitation is never asked for in one call: see [`domain::ballot`].

use domain::ballot::Signed;
use domain::invitation::Standing;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::request;
use crate::error::CallError;
#[cfg(feature = "ssr")]
use crate::services::invitations::{self, Signing};
#[cfg(feature = "ssr")]
use crate::services::{Services, drafts, submitting};

/// An invitation as its owner may know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// The survey it is for.
    pub survey: String,
    /// Whether it may be used.
    pub standing: Standing,
    /// To check the ballot with; empty when it may not be used.
    pub public_key: String,
}

/// The largest sealed draft that is kept, in hexadecimal digits.
#[cfg(feature = "ssr")]
const LONGEST_DRAFT: usize = 1 << 19;

#[server(prefix = "/calls", endpoint = "look-up-invitation", input = Json)]
pub async fn look_up_invitation(invitation: String) -> Result<Invited, CallError> {
    let services = request::services()?;
    services.limits.response_from(request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
    let found = invitations::find(&services, &invitation).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    let survey = found.invitation.survey;
    let signer = invitations::signer(&services, &survey).map_err(request::failed)?;
    Ok(Invited {
        public_key: signer.map(|signer| signer.public_key()).unwrap_or_default(),
        standing: found.standing,
        survey,
    })
}

/// Signs the one request of this invitation; nothing when a response has come with an earlier invitation of the same
/// organisation. What an earlier respondent left in this browser ends.
#[server(prefix = "/calls", endpoint = "request-ballot", input = Json)]
pub async fn request_ballot(invitation: String, message: String) -> Result<Option<Signed>, CallError> {
    let services = request::services()?;
    services.limits.response_from(request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
    let found = invitations::find(&services, &invitation).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    if found.standing != Standing::Valid {
        return Err(CallError::Forbidden);
    }
    let signing = invitations::sign(&services, &found.invitation, &message).await.map_err(request::failed)?;
    request::set_cookie(&drafts::no_cookie(&services, &found.invitation.survey));
    match signing {
        Signing::Signed(signed) => Ok(Some(signed)),
        Signing::Answered => Ok(None),
        Signing::Foreign => Err(CallError::NotFound),
    }
}

/// The sealed draft of this id in hexadecimal digits. Only who has the access knows the id, and only they can open it.
#[server(prefix = "/calls", endpoint = "load-sealed-draft", input = Json)]
pub async fn load_sealed_draft(record: String) -> Result<Option<String>, CallError> {
    let services = request::services()?;
    services.limits.change_from(request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
    let sealed = services.records.draft(&record, services.clock.now()).await.map_err(request::failed)?;
    Ok(sealed.map(|sealed| domain::sealing::hexadecimal(&sealed)))
}

/// Keeps a sealed draft in place of an older one.
#[server(prefix = "/calls", endpoint = "keep-sealed-draft", input = Json)]
pub async fn keep_sealed_draft(record: String, sealed: String) -> Result<(), CallError> {
    let services = request::services()?;
    services.limits.change_from(request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
    let is_id = record.len() == 64 && record.bytes().all(|digit| digit.is_ascii_hexdigit());
    let sealed = (is_id && sealed.len() <= LONGEST_DRAFT).then(|| domain::sealing::from_hexadecimal(&sealed)).flatten();
    let sealed = sealed.ok_or(CallError::NotFound)?;
    if services.records.draft(&record, services.clock.now()).await.map_err(request::failed)?.is_none() {
        services.limits.draft_from(request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
    }
    drafts::save_sealed(&services, &record, &sealed).await.map_err(request::failed)
}

/// Notes that this invitation's owner has answered, so that they are not reminded. `proof` shows that the owner says so; it
/// has nothing in common with the response.
#[server(prefix = "/calls", endpoint = "report-done", input = Json)]
pub async fn report_done(invitation: String, proof: String) -> Result<(), CallError> {
    let services = request::services()?;
    services.limits.change_from(request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
    let found = invitations::find(&services, &invitation).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    let access = invitations::access(&services, &found.invitation).map_err(request::failed)?;
    if access.is_none_or(|access| access.proof(&found.invitation.survey) != proof) {
        return Err(CallError::NotFound);
    }
    note_done(&services, &found.invitation.survey, &found.invitation.id)
}

#[cfg(feature = "ssr")]
fn note_done(services: &Services, survey: &str, invitation: &str) -> Result<(), CallError> {
    services.done.note(survey, invitation, services.clock.today()).map_err(|error| {
        tracing::error!(%error, "a note could not be kept");
        CallError::Failed
    })
}

/// Whether there is a response of this receipt.
#[server(prefix = "/calls", endpoint = "response-exists", input = Json)]
pub async fn response_exists(survey: String, receipt: String) -> Result<bool, CallError> {
    let services = request::services()?;
    services.limits.response_from(request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
    Ok(submitting::own(&services, &survey, &receipt).await.map_err(request::failed)?.is_some())
}
