//! Drafts on the server, for answering without scripts and across crashes.
//!
//! A cookie holds a secret per survey, random or derived from an invitation's access. Record id and key of the draft are
//! derived from it, and the draft is sealed: who has the database without the cookie can neither read a draft nor tell whose it is.

use chrono::{NaiveTime, TimeDelta};
use domain::draft::Draft;
use domain::protection::DRAFT_DAYS;
use domain::sealing::Secret;
use http::HeaderMap;
use store::StoreError;

use super::{Services, chance, cookies};

/// The draft that the request's cookie leads to; nothing when there is none or it cannot be opened.
///
/// # Errors
///
/// Those of the database.
pub async fn load(services: &Services, headers: &HeaderMap, slug: &str) -> Result<Option<(Secret, Draft)>, StoreError> {
    let Some(secret) = cookies::read(headers, &cookie_name(services, slug)).and_then(Secret::read) else {
        return Ok(None);
    };
    let sealed = services.records.draft(&secret.record(slug), services.clock.now()).await?;
    Ok(sealed.and_then(|sealed| secret.open(slug, &sealed)).map(|draft| (secret, draft)))
}

/// A new way to a new draft of a new submission; not saved yet.
pub fn new() -> (Secret, Draft) {
    (Secret::from_bytes(chance::bytes()), Draft::new(chance::uuid()))
}

/// Keeps the draft for another thirty days. Send [`cookie`] along.
///
/// # Errors
///
/// Those of the database.
pub async fn save(services: &Services, secret: &Secret, slug: &str, draft: &Draft) -> Result<(), StoreError> {
    save_sealed(services, &secret.record(slug), &secret.seal(slug, chance::bytes(), draft)).await
}

/// Keeps a draft that was sealed elsewhere, for another thirty days.
///
/// # Errors
///
/// Those of the database.
pub async fn save_sealed(services: &Services, record: &str, sealed: &[u8]) -> Result<(), StoreError> {
    // A whole day: a moment would tell when the response was sent, after which the draft is kept for the last time.
    let last = services.clock.now().date_naive() + TimeDelta::days(i64::from(DRAFT_DAYS) + 1);
    services.records.save_draft(record, sealed, last.and_time(NaiveTime::MIN).and_utc()).await
}

/// After sending: forgets the answers and keeps the way to the receipt.
///
/// # Errors
///
/// Those of the database.
pub async fn finish(
    services: &Services,
    secret: &Secret,
    slug: &str,
    draft: Draft,
    receipt: &str,
) -> Result<Draft, StoreError> {
    let sent = Draft {
        answers: domain::answer::Answers::new(),
        receipt: Some(receipt.to_owned()),
        changes: None,
        begun: None,
        revision: draft.revision + 1,
        ..draft
    };
    save(services, secret, slug, &sent).await?;
    Ok(sent)
}

/// The `Set-Cookie` value that leads back to this draft. Its path is the whole site, as server functions need it, too.
pub fn cookie(services: &Services, secret: &Secret, slug: &str) -> String {
    let max_age = u64::from(DRAFT_DAYS) * 24 * 3600;
    cookies::write(&services.settings, &cookie_name(services, slug), &secret.text(), max_age)
}

/// The `Set-Cookie` value that forgets the way to a draft.
pub fn no_cookie(services: &Services, slug: &str) -> String {
    cookies::write(&services.settings, &cookie_name(services, slug), "", 0)
}

fn cookie_name(services: &Services, slug: &str) -> String {
    cookies::name(&services.settings, &format!("draft-{slug}"))
}
