//! One's own data as a file, for whoever is signed in.

use app::services::mail::stop::StopHash;
use app::services::{Services, people};
use axum::Json;
use axum::extract::State;
use axum::http::header::CONTENT_DISPOSITION;
use axum::response::{IntoResponse as _, Response};
use domain::permission::Action;
use serde_json::json;
use store::{Actor, StoreError};
use tower_sessions::Session;

use super::failure::Refused;

/// Everything that is stored about the person: account, sessions, second step, what is followed, what was written and said, seats,
/// mails, entries of the audit log by and about the person.
///
/// # Errors
///
/// 401 for strangers, 503 when the database does not answer.
pub async fn download(State(services): State<Services>, session: Session) -> Result<Response, Refused> {
    let person = people::current(&services, &session).await?;
    let person = person.filter(|person| person.may(Action::ManageOwnAccount)).ok_or_else(Refused::unknown_caller)?;
    let records = &services.records;
    let account = records.account(person.id).await?.ok_or_else(Refused::unknown_caller)?;
    let factor = records.second_factor(person.id).await?.filter(|factor| factor.confirmed);
    let sessions: Vec<_> = people::sessions(&services, &session, person.id)
        .await?
        .into_iter()
        .map(|seen| json!({"begun": seen.begun, "last_seen": seen.last.date_naive(), "browser": seen.browser, "this": seen.this}))
        .collect();
    let links: Vec<_> = records
        .account_links_of(person.id, services.clock.now())
        .await?
        .into_iter()
        .map(|link| json!({"new_email": link.email, "good_until": link.expires}))
        .collect();
    let actor = Actor::Account(person.id);
    let deeds: Vec<_> = records
        .deeds_of(&actor)
        .await?
        .into_iter()
        .map(|(at, deed, subject, note)| json!({"at": at, "deed": deed, "subject": subject, "note": note}))
        .collect();
    let followed: Vec<_> = records
        .followings(person.id)
        .await?
        .into_iter()
        .map(|followed| json!({"thing": followed.thing, "rhythm": followed.rhythm, "by_itself": followed.own}))
        .collect();
    let mut data = json!({
        "account": {
            "id": account.id,
            "name": account.name,
            "email": account.email,
            "role": account.role,
            "standing": account.standing,
            "ends": account.ends,
            "language": account.language,
        },
        "second_step": factor.map(|factor| json!({"recovery_codes_left": factor.recovery.len()})),
        "sessions": sessions,
        "links_sent": links,
        "following": followed,
        "audit_log": deeds,
        "mails_stopped": {
            "invitations": stopped(&services, StopHash::of(&services.vault, &account.email)).await?,
            "news": stopped(&services, StopHash::of_news(&services.vault, &account.email)).await?,
        },
    });
    if let Some(data) = data.as_object_mut() {
        data.extend(records.own_data(person.id, &account.email).await?);
    }
    people::note(&services, actor, "account.exported", person.id, "").await;
    Ok(([(CONTENT_DISPOSITION, "attachment; filename=\"teilhabe-meine-daten.json\"")], Json(data)).into_response())
}

/// Whether the person wants no such mails.
async fn stopped(services: &Services, hash: std::io::Result<StopHash>) -> Result<bool, StoreError> {
    let hash = hash.map_err(|source| StoreError::File { path: "the keys".to_owned(), source })?;
    services.records.mail_stopped(&hash.text()).await
}
