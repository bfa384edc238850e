//! Coming with a code by plain forms, without scripts: the server does the respondent's part, keeps nothing of it, and sends
//! the browser on with a cookie that only leads to the sealed draft. Also seeing, changing and withdrawing by receipt.

use app::services::addresses::Neighbourhood;
use app::services::{Services, chance, drafts, invitations, submitting};
use axum::Extension;
use axum::extract::{Form, Path, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::Response;
use domain::access::{Access, Mistyped};
use domain::ballot::Request;
use domain::draft::{Ballot, Draft};
use domain::invitation::Standing;
use domain::receipt::{as_given, receipt};
use serde::Deserialize;

use super::answer_form::{Trouble, see, with_cookie};
use super::filled_form::again;
use crate::state::AppState;

/// What somebody types who has a letter.
#[derive(Deserialize)]
pub struct Code {
    code: String,
}

/// Without the code: what is printed may land in a log.
impl std::fmt::Debug for Code {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Code(…)")
    }
}

/// Opens an invitation.
///
/// # Errors
///
/// See [`Trouble`].
pub async fn open(
    State(state): State<AppState>,
    Extension(address): Extension<Neighbourhood>,
    parts: Parts,
    Form(Code { code }): Form<Code>,
) -> Result<Response, Trouble> {
    let services = &state.services;
    services.limits.response_from(address)?;
    let access = match Access::parse(&code) {
        Ok(access) => access,
        Err(Mistyped::Length) => return Ok(again(&state, parts, &code, "length").await),
        Err(Mistyped::Letter) => return Ok(again(&state, parts, &code, "letter").await),
    };
    let Some(found) = invitations::find(services, access.invitation()).await? else {
        return Ok(again(&state, parts, &code, "unknown").await);
    };
    match found.standing {
        Standing::Valid => {}
        Standing::TooEarly => return Ok(see("/i?problem=too-early")),
        Standing::Expired => return Ok(see("/i?problem=expired")),
        Standing::Revoked => return Ok(see("/i?problem=revoked")),
        Standing::Replaced => {
            give_back_ballot(services, &parts.headers, &found.invitation).await?;
            return Ok(see("/i?problem=replaced"));
        }
        Standing::SurveyClosed => return Ok(see(&format!("/surveys/{}", found.invitation.survey))),
    }
    if !invitations::is_genuine(services, &found.invitation, &access)? {
        return Ok(again(&state, parts, &code, "letter").await);
    }
    let slug = found.invitation.survey.as_str();
    let secret = access.draft_secret(slug);
    let kept = services.records.draft(&secret.record(slug), services.clock.now()).await?;
    let mut draft = match kept.and_then(|sealed| secret.open(slug, &sealed)) {
        // A receipt whose response was withdrawn leads nowhere any more.
        Some(draft) if !gone(services, slug, &draft).await? => draft,
        kept => {
            if kept.is_none() {
                services.limits.draft_from(address)?;
            }
            first_draft(services, &parts.headers, slug, &access).await?
        }
    };
    if draft.receipt.is_none() && invitations::is_answered_before(services, &found.invitation).await? {
        return Ok(see("/i?problem=answered"));
    }
    if draft.ballot.is_none() && draft.receipt.is_none() {
        draft.ballot = ballot(services, &found.invitation, &access)?;
    }
    // Whoever sent it may not have come to say so: the line broke, or the page was closed.
    if draft.receipt.is_some()
        && !found.invitation.done
        && let Err(error) = services.done.note(slug, &found.invitation.id, services.clock.today())
    {
        tracing::warn!(%error, "a note could not be kept; somebody may be reminded once too often");
    }
    drafts::save(services, &secret, slug, &draft).await?;
    Ok(with_cookie(see(&format!("/surveys/{slug}")), &drafts::cookie(services, &secret, slug)))
}

/// What was begun in this browser with an invitation that was replaced goes on with the new one.
async fn give_back_ballot(
    services: &Services,
    headers: &HeaderMap,
    invitation: &store::Invitation,
) -> Result<(), store::StoreError> {
    let slug = invitation.survey.as_str();
    match drafts::load(services, headers, slug).await? {
        Some((secret, draft)) if draft.ballot.as_ref().is_some_and(|ballot| ballot.invitation == invitation.id) => {
            drafts::save(services, &secret, slug, &Draft { ballot: None, ..draft }).await
        }
        _ => Ok(()),
    }
}

async fn gone(services: &Services, slug: &str, draft: &Draft) -> Result<bool, store::StoreError> {
    match &draft.receipt {
        Some(receipt) => Ok(submitting::own(services, slug, receipt).await?.is_none()),
        None => Ok(false),
    }
}

/// A draft of the access's own submission. It goes on with what this browser has begun without a code, and it knows when a
/// response was given already.
async fn first_draft(
    services: &Services,
    headers: &HeaderMap,
    slug: &str,
    access: &Access,
) -> Result<Draft, store::StoreError> {
    let mut draft = Draft::new(access.submission(slug));
    let receipt = receipt(slug, draft.submission);
    if submitting::own(services, slug, &receipt).await?.is_some() {
        draft.receipt = Some(receipt);
    } else if let Some((_, begun)) = drafts::load(services, headers, slug).await?
        && begun.ballot.is_none()
        && begun.receipt.is_none()
        && begun.changes.is_none()
    {
        draft.answers = begun.answers;
    }
    Ok(draft)
}

fn ballot(
    services: &Services,
    invitation: &store::Invitation,
    access: &Access,
) -> Result<Option<Ballot>, store::StoreError> {
    let signer = invitations::signer(services, &invitation.survey)?;
    let request = Request::new(access, &invitation.survey);
    Ok(signer.zip(request).and_then(|(signer, request)| {
        let answer = signer.sign(request.message(), chance::bytes())?;
        let token = request.ballot(&answer, &signer.public_key())?;
        Some(Ballot { token, invitation: invitation.id.clone() })
    }))
}

/// What somebody sends who has a receipt.
#[derive(Deserialize)]
pub struct ByReceipt {
    receipt: String,
    #[serde(default)]
    go: String,
    #[serde(default)]
    sure: Option<String>,
}

/// Without the receipt: what is printed may land in a log.
impl std::fmt::Debug for ByReceipt {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ByReceipt(…)")
    }
}

/// Shows, changes or withdraws the response of a receipt.
///
/// # Errors
///
/// See [`Trouble`].
pub async fn by_receipt(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    Extension(address): Extension<Neighbourhood>,
    parts: Parts,
    Form(form): Form<ByReceipt>,
) -> Result<Response, Trouble> {
    let services = &state.services;
    services.limits.response_from(address)?;
    let start = format!("/surveys/{slug}");
    let Some(own) = submitting::own(services, &slug, &form.receipt).await? else {
        return Ok(again(&state, parts, &form.receipt, "unknown").await);
    };
    if form.go == "withdraw" {
        if form.sure.is_none() {
            return Ok(again(&state, parts, &form.receipt, "unsure").await);
        }
        submitting::withdraw(services, &slug, &form.receipt).await?;
        let gone = see(&format!("{start}/receipt?withdrawn=1"));
        return Ok(with_cookie(gone, &drafts::no_cookie(services, &slug)));
    }
    services.limits.draft_from(address)?;
    let (secret, draft) = drafts::new();
    let draft = Draft { answers: own.answers, changes: Some(as_given(&form.receipt)), ..draft };
    drafts::save(services, &secret, &slug, &draft).await?;
    // When it is too late for changes, the answers are there to be read.
    let to = see(&format!("{start}/{}", if own.open { "1" } else { "review" }));
    Ok(with_cookie(to, &drafts::cookie(services, &secret, &slug)))
}
