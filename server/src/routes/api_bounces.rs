//! Mails that came back, as the mail server for the address of returned mails passes them on.

use app::services::addresses::Neighbourhood;
use app::services::keys::WRITE_BOUNCES;
use app::services::mail::reach;
use app::services::{Services, people};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::{Extension, Json};
use domain::permission::Action;
use serde::Serialize;
use tower_sessions::Session;
use utoipa::ToSchema;

use super::access;
use super::failure::{Failure, Refused};

/// What a message led to.
#[derive(Debug, Serialize, ToSchema)]
pub struct Noted {
    /// How many mails are known now not to have arrived; 0 when it is no report, about a delay, or not about mails of ours.
    noted: u32,
}

/// Takes one message as it came, with all its headers. The mail it is about counts as not arrived then, and its address gets no
/// more invitations and reminders until staff say otherwise.
///
/// # Errors
///
/// As described below.
#[utoipa::path(post, path = "/api/v1/bounces", tag = "mail",
    request_body(content = Vec<u8>, content_type = "message/rfc822", description = "A report of RFC 3464; others change nothing"),
    security(("key" = ["write:bounces"]), ("session" = [])),
    responses(
        (status = 200, description = "Read", body = Noted),
        (status = 401, description = "No key, no session, or one that is not known", body = Failure),
        (status = 403, description = "The key or the account may not change mails", body = Failure),
        (status = 413, description = "Longer than 256 kB"),
        (status = 429, description = "Too many; Retry-After says when to come back", body = Failure),
        (status = 503, description = "Try again, it is safe", body = Failure),
    ))]
pub async fn note(
    State(services): State<Services>,
    Extension(address): Extension<Neighbourhood>,
    session: Session,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Noted>, Refused> {
    match access::key(&services, &headers, address).await? {
        Some(key) if key.may(WRITE_BOUNCES) => {}
        Some(_) => return Err(Refused::not_allowed("this key has no scope write:bounces")),
        None => match people::current(&services, &session).await? {
            Some(person) if person.may(Action::ManageMail) => {}
            Some(_) => return Err(Refused::not_allowed("this account may not change mails")),
            None => return Err(Refused::unknown_caller()),
        },
    }
    Ok(Json(Noted { noted: reach::note_returned(&services, &body).await? }))
}
