//! Answering a survey in the browser: the questionnaire with its draft, keeping the draft, sending the response.
//!
//! Everybody may answer an open survey; what may be done too often is limited by address.

use domain::draft::Draft;
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
    pub open: bool,
    /// Only those who are invited may answer.
    pub invited: bool,
    /// The draft on the server, when this browser has one.
    pub draft: Option<Draft>,
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
    /// The server sees problems that the browser does not: the survey has changed meanwhile.
    Problems,
}

#[server(prefix = "/calls", endpoint = "load-answering")]
pub async fn load_answering(slug: String) -> Result<Answering, CallError> {
    let services = request::services()?;
    let shelved = services.surveys.get(&slug).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    if shelved.stored.state == store::SurveyState::Draft {
        return Err(CallError::NotFound);
    }
    let draft = drafts::load(&services, &request::parts()?.headers, &slug).await.map_err(request::failed)?;
    Ok(Answering {
        survey: Survey::clone(&shelved.narrowed(&crate::language::reader_language())),
        open: shelved.stored.takes_responses_on(services.clock.today()),
        invited: shelved.stored.terms.door == domain::terms::Door::Invited,
        draft: draft.map(|(_, draft)| draft),
    })
}

/// Keeps the browser's copy of a draft on the server, unless the server's is newer.
#[server(prefix = "/calls", endpoint = "keep-draft", input = Json)]
pub async fn keep_draft(slug: String, draft: Draft) -> Result<(), CallError> {
    let services = request::services()?;
    services.limits.change_from(request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
    let shelved = services.surveys.get(&slug).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    if !shelved.stored.takes_responses_on(services.clock.today()) {
        return Ok(());
    }
    let known = drafts::load(&services, &request::parts()?.headers, &slug).await.map_err(request::failed)?;
    let (secret, server) = known.map_or_else(|| (drafts::new().0, None), |(secret, server)| (secret, Some(server)));
    let mut answers = draft.answers;
    answers.retain(|code, _| shelved.stored.survey.question(code).is_some());
    let draft = Draft { answers, receipt: None, ..draft };
    if Draft::newer(server, Some(draft.clone())).as_ref() == Some(&draft) {
        drafts::save(&services, &secret, &slug, &draft).await.map_err(request::failed)?;
        request::set_cookie(&drafts::cookie(&services, &secret, &slug));
    }
    Ok(())
}

/// Stores the response; the same submission again gives the same receipt.
#[server(prefix = "/calls", endpoint = "send-response", input = Json)]
pub async fn send_response(slug: String, draft: Draft) -> Result<Outcome, CallError> {
    let services = request::services()?;
    // Whoever has this right and is signed in fills in for somebody else; nothing more is kept of them.
    let assisted =
        request::person().await?.is_some_and(|person| person.may(domain::permission::Action::AnswerForSomebody));
    let draft = Draft { assisted, ..draft };
    services.limits.response_from(request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
    let language = crate::language::reader_language();
    let sent = submitting::submit_draft(&services, &slug, &language, &draft).await;
    let receipt = match sent {
        Ok(submitted) => submitted.receipt,
        Err(submitting::Refusal::NotFound) => return Err(CallError::NotFound),
        Err(submitting::Refusal::Closed) => return Ok(Outcome::Closed),
        Err(submitting::Refusal::NotInvited) => return Ok(Outcome::NotInvited),
        Err(submitting::Refusal::Answered { receipt }) => return Ok(Outcome::Answered { receipt }),
        Err(submitting::Refusal::Problems(_)) => return Ok(Outcome::Problems),
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
