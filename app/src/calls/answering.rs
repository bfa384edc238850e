//! Answering a survey in the browser: the questionnaire with its draft, keeping the draft, sending the response.
//!
//! Everybody may answer an open survey; what may be done too often is limited by address.

use domain::draft::{Beginning, Draft};
use domain::survey::Survey;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::request;
use crate::error::CallError;
#[cfg(feature = "ssr")]
use crate::services::{drafts, submitting};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answering {
    /// Narrowed to the reader's language.
    pub survey: Survey,
    /// Whether the draft, or a new one, may be sent today.
    pub open: bool,
    /// Only those who are invited may answer.
    pub invited: bool,
    /// The draft on the server, when this browser has one.
    pub draft: Option<Draft>,
    /// To begin with, when there is none.
    pub fresh: Draft,
}

/// What became of a response that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    Stored {
        receipt: String,
    },
    Closed,
    /// Only those who are invited may answer.
    NotInvited,
    /// Somebody with the same invitation was quicker.
    Answered {
        receipt: String,
    },
    /// The response that was to be changed is not there any more.
    Withdrawn,
    /// The server sees problems that the browser does not: the survey has changed meanwhile. With the page of the first.
    Problems {
        page: Option<usize>,
    },
    /// Quicker than people are; with when the draft began.
    TooQuick(Option<Beginning>),
    /// The field that people do not see was filled in.
    Trapped,
}

#[server(prefix = "/calls", endpoint = "load-answering")]
pub async fn load_answering(slug: String) -> Result<Answering, CallError> {
    let services = request::services()?;
    let shelved = services.surveys.get(&slug).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    if shelved.stored.state == store::SurveyState::Draft {
        return Err(CallError::NotFound);
    }
    let draft = drafts::load(&services, &request::parts()?.headers, &slug).await.map_err(request::failed)?;
    let invited = shelved.stored.terms.door == domain::terms::Door::Invited;
    let mut fresh = drafts::new().1;
    if !invited {
        services.patience.begin(&slug, &mut fresh);
    }
    let draft = draft.map(|(_, draft)| draft);
    Ok(Answering {
        survey: Survey::clone(&shelved.narrowed(&crate::language::reader_language())),
        open: submitting::takes(&services, &shelved.stored, draft.as_ref().unwrap_or(&fresh)),
        invited,
        draft,
        fresh,
    })
}

/// Keeps the browser's copy of a draft on the server, unless the server's is newer.
#[server(prefix = "/calls", endpoint = "keep-draft", input = Json)]
pub async fn keep_draft(slug: String, draft: Draft) -> Result<(), CallError> {
    let services = request::services()?;
    services.limits.change_from(request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
    let shelved = services.surveys.get(&slug).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    if !submitting::takes(&services, &shelved.stored, &draft) {
        return Ok(());
    }
    let known = drafts::load(&services, &request::parts()?.headers, &slug).await.map_err(request::failed)?;
    if known.is_none() {
        services.limits.draft_from(request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
    }
    let (secret, server) = known.map_or_else(|| (drafts::new().0, None), |(secret, server)| (secret, Some(server)));
    let mut answers = draft.answers;
    domain::answering::forget_removed(&shelved.stored.survey, &mut answers);
    let draft = Draft { answers, receipt: None, ..draft };
    if Draft::newer(server, Some(draft.clone())).as_ref() == Some(&draft) {
        drafts::save(&services, &secret, &slug, &draft).await.map_err(request::failed)?;
        request::set_cookie(&drafts::cookie(&services, &secret, &slug));
    }
    Ok(())
}

/// Stores the response; the same submission again gives the same receipt. `trap` is the field that people do not see.
#[server(prefix = "/calls", endpoint = "send-response", input = Json)]
pub async fn send_response(slug: String, draft: Draft, trap: Option<String>) -> Result<Outcome, CallError> {
    let services = request::services()?;
    // Whoever has this right and is signed in fills in for somebody else; nothing more is kept of them.
    let assisted =
        request::person().await?.is_some_and(|person| person.may(domain::permission::Action::AnswerForSomebody));
    let mut draft = Draft { assisted, ..draft };
    services.limits.response_from(request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
    let language = crate::language::reader_language();
    let sent = submitting::submit_draft(&services, &slug, &language, &draft, &trap.unwrap_or_default()).await;
    let receipt = match sent {
        Ok(submitted) => submitted.receipt,
        Err(submitting::Refusal::NotFound) => return Err(CallError::NotFound),
        Err(submitting::Refusal::Closed) => return Ok(Outcome::Closed),
        Err(submitting::Refusal::NotInvited) => return Ok(Outcome::NotInvited),
        Err(submitting::Refusal::Answered { receipt }) => return Ok(Outcome::Answered { receipt }),
        Err(submitting::Refusal::Withdrawn) => return Ok(Outcome::Withdrawn),
        Err(submitting::Refusal::Problems(problems)) => {
            let shelved = services.surveys.get(&slug).await.map_err(request::failed)?;
            let page = shelved.and_then(|shelved| domain::answering::page_of_first(&shelved.stored.survey, &problems));
            return Ok(Outcome::Problems { page });
        }
        Err(submitting::Refusal::Doubtful(submitting::Doubt::Trapped)) => return Ok(Outcome::Trapped),
        Err(submitting::Refusal::Doubtful(submitting::Doubt::TooQuick)) => {
            services.patience.begin(&slug, &mut draft);
            return Ok(Outcome::TooQuick(draft.begun));
        }
        Err(submitting::Refusal::Unavailable) => return Err(CallError::Failed),
    };
    // The draft becomes the way to the receipt, so that a reload shows the thanks again. The response is stored either way.
    let known = drafts::load(&services, &request::parts()?.headers, &slug).await.unwrap_or_default();
    let secret = known.map_or_else(|| drafts::new().0, |(secret, _)| secret);
    if drafts::finish(&services, &secret, &slug, draft, &receipt).await.is_ok() {
        request::set_cookie(&drafts::cookie(&services, &secret, &slug));
    }
    Ok(Outcome::Stored { receipt })
}
