//! The versioned API: other programs send responses and read results.

use app::services::Services;
use app::services::addresses::Neighbourhood;
use app::services::keys::WRITE_RESPONSES;
use app::services::submitting::{self, Refusal, Sending, Submitted};
use app::texts;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use domain::draft::Ballot;
use domain::language::Language;
use domain::problem::Problem;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tower_sessions::Session;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access;
use super::failure::{Failure, ProblemObject, Refused};
use super::openapi::ResultsObject;

/// A response on its way in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// Made by the sender, random; the same one again is the same response.
    #[serde(rename = "submission")]
    #[schema(value_type = String, format = "uuid")]
    id: Uuid,
    /// Language it was answered in; the survey's fallback when it is missing or unknown.
    #[serde(default)]
    language: Option<String>,
    /// Value by question code: an option's code; a list of codes; `{"other": text}`, alone or in such a list; a number; a
    /// text; a date as ISO 8601.
    #[schema(value_type = Object)]
    answers: Map<String, Value>,
    /// Where only those who are invited may answer: the ballot for this submission.
    #[serde(default)]
    ballot: Option<BallotObject>,
}

/// The right to give the one response of an invitation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct BallotObject {
    /// 128 hexadecimal digits.
    token: String,
    /// Which invitation it came from; to be left out in anonymous surveys.
    #[serde(default)]
    invitation: String,
}

/// The answer to a response that is kept.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Receipt {
    /// Code for the respondent.
    pub receipt: String,
}

/// Takes a response.
///
/// Forms that people fill in hold a field they do not see and count the seconds; programs need neither. What programs without a key
/// send is limited by address alone.
///
/// # Errors
///
/// As described below.
#[utoipa::path(post, path = "/api/v1/surveys/{slug}/responses", tag = "responses",
    params(("slug" = String, Path, description = "Address of the survey")),
    request_body = Submission,
    security((), ("key" = ["write:responses"])),
    responses(
        (status = 201, description = "Kept", body = Receipt),
        (status = 200, description = "This submission had been kept before; nothing was changed", body = Receipt),
        (status = 400, description = "No JSON", body = Failure),
        (status = 401, description = "Unknown key", body = Failure),
        (status = 403, description = "The key has no scope write:responses, or only those who are invited may answer", body = Failure),
        (status = 404, description = "No such survey", body = Failure),
        (status = 409, description = "The survey is closed, or other answers came with the same ballot", body = Failure),
        (status = 413, description = "Longer than 256 kB"),
        (status = 415, description = "The content type is not application/json", body = Failure),
        (status = 422, description = "The answers do not fit; `problems` names everything that is wrong", body = Failure),
        (status = 429, description = "Too many; Retry-After says when to come back", body = Failure),
        (status = 503, description = "Try again, it is safe", body = Failure),
    ))]
pub async fn submit(
    State(services): State<Services>,
    Path(slug): Path<String>,
    Extension(address): Extension<Neighbourhood>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refused> {
    match access::key(&services, &headers, address).await? {
        None => services.limits.response_from(address)?,
        Some(key) if key.may(WRITE_RESPONSES) => {}
        Some(_) => return Err(Refused::not_allowed("this key has no scope write:responses")),
    }
    let sent = read(&headers, &body)?;
    let language = Language::new(sent.language.as_deref().unwrap_or_default());
    let ballot = sent.ballot.map(|ballot| Ballot { token: ballot.token, invitation: ballot.invitation });
    let sending = Sending { submission: sent.id, language: language.clone(), ballot, assisted: false, doubt: None };
    match submitting::submit(&services, &slug, &sending, &sent.answers).await {
        Ok(Submitted { receipt, new }) => {
            let status = if new { StatusCode::CREATED } else { StatusCode::OK };
            Ok((status, Json(Receipt { receipt })).into_response())
        }
        // Programs change no responses, and are asked for no time.
        Err(Refusal::NotFound | Refusal::Withdrawn | Refusal::Doubtful(_)) => Err(Refused::no_survey()),
        Err(Refusal::Closed) => {
            Err(Refused::new(StatusCode::CONFLICT, "closed", "this survey takes no responses any more"))
        }
        Err(Refusal::NotInvited) => Err(Refused::new(
            StatusCode::FORBIDDEN,
            "invitation_needed",
            "this survey is answered by invitation; send the ballot for this submission",
        )),
        Err(Refusal::Answered { .. }) => Err(Refused::new(
            StatusCode::CONFLICT,
            "answered",
            "other answers came with the same ballot before; they are kept",
        )),
        Err(Refusal::Problems(problems)) => {
            Err(Refused::problems(problems.into_iter().map(|problem| object(&language, problem)).collect()))
        }
        Err(Refusal::Unavailable) => Err(Refused::unavailable()),
    }
}

fn read(headers: &HeaderMap, body: &[u8]) -> Result<Submission, Refused> {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json") {
        let message = "send JSON with the header Content-Type: application/json";
        return Err(Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json", message));
    }
    serde_json::from_slice(body).map_err(|error| {
        if error.is_data() {
            Refused::new(StatusCode::UNPROCESSABLE_ENTITY, "wrong_shape", error.to_string())
        } else {
            Refused::new(StatusCode::BAD_REQUEST, "broken_json", error.to_string())
        }
    })
}

fn object(language: &Language, problem: Problem) -> ProblemObject {
    let message = texts::problem(language, &problem.kind);
    ProblemObject { kind: problem.kind.name().to_owned(), message, question: problem.question }
}

/// The results of a survey, of this moment.
///
/// # Errors
///
/// As described below.
#[utoipa::path(get, path = "/api/v1/surveys/{slug}/results", tag = "results",
    params(("slug" = String, Path, description = "Address of the survey")),
    security(("key" = ["read:results"]), ("session" = [])),
    responses(
        (status = 200, description = "The results", body = ResultsObject),
        (status = 401, description = "No key, no session, or one that is not known", body = Failure),
        (status = 403, description = "The key or the account may not see results", body = Failure),
        (status = 404, description = "No such survey", body = Failure),
        (status = 429, description = "Too many; Retry-After says when to come back", body = Failure),
        (status = 503, description = "Try again", body = Failure),
    ))]
pub async fn results(
    State(services): State<Services>,
    Path(slug): Path<String>,
    Extension(address): Extension<Neighbourhood>,
    session: Session,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    access::may_see_results(&services, &headers, &session, address).await?;
    let results = services.tallies.results(&slug).await?.ok_or_else(Refused::no_survey)?;
    Ok(Json(&*results).into_response())
}

/// Whatever else is asked for below `/api`: JSON as everywhere there, not a page.
pub async fn unknown() -> Refused {
    Refused::new(StatusCode::NOT_FOUND, "not_found", "there is nothing at this address; see /api/v1/openapi.json")
}
