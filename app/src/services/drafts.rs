//! Drafts on the server, for answering without scripts and across crashes.
//!
//! A cookie holds a random secret per survey. Record id and key of the draft are derived from it, and the draft is sealed:
//! who has the database without the cookie can neither read a draft nor tell whose it is.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit as _, Nonce};
use chrono::TimeDelta;
use domain::draft::Draft;
use domain::protection::DRAFT_DAYS;
use hkdf::Hkdf;
use http::HeaderMap;
use sha2::Sha256;
use store::StoreError;

use super::{Services, chance, cookies};

const NONCE_BYTES: usize = 12;

/// The way to one draft: 128 random bits that only the respondent's browser has.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 16]);

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

impl Secret {
    fn read(text: &str) -> Option<Self> {
        URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }

    fn derive(&self, purpose: &str, slug: &str) -> [u8; 32] {
        let mut derived = [0; 32];
        let purpose = [purpose.as_bytes(), &[0], slug.as_bytes()];
        Hkdf::<Sha256>::new(None, &self.0)
            .expand_multi_info(&purpose, &mut derived)
            .unwrap_or_else(|error| panic!("32 bytes are a valid length: {error}"));
        derived
    }

    fn record(&self, slug: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.derive("draft id", slug))
    }

    fn cipher(&self, slug: &str) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(&self.derive("draft key", slug).into())
    }
}

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
    Ok(sealed.and_then(|sealed| open(&secret, slug, &sealed)).map(|draft| (secret, draft)))
}

/// Like [`load`]; in place of nothing a new, empty draft of a new submission. It is not saved yet.
///
/// # Errors
///
/// Those of the database.
pub async fn open_or_new(services: &Services, headers: &HeaderMap, slug: &str) -> Result<(Secret, Draft), StoreError> {
    Ok(load(services, headers, slug).await?.unwrap_or_else(new))
}

/// A new way to a new draft of a new submission; not saved yet.
pub fn new() -> (Secret, Draft) {
    (Secret(chance::bytes()), Draft::new(chance::uuid()))
}

/// Keeps the draft for another thirty days. Send [`cookie`] along.
///
/// # Errors
///
/// Those of the database.
pub async fn save(services: &Services, secret: &Secret, slug: &str, draft: &Draft) -> Result<(), StoreError> {
    let sealed = seal(secret, slug, draft);
    let expires = services.clock.now() + TimeDelta::days(i64::from(DRAFT_DAYS));
    services.records.save_draft(&secret.record(slug), &sealed, expires).await
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
        revision: draft.revision + 1,
        ..draft
    };
    save(services, secret, slug, &sent).await?;
    Ok(sent)
}

/// The `Set-Cookie` value that leads back to this draft. Its path is the whole site, as server functions need it, too.
pub fn cookie(services: &Services, secret: &Secret, slug: &str) -> String {
    let max_age = u64::from(DRAFT_DAYS) * 24 * 3600;
    cookies::write(&services.settings, &cookie_name(services, slug), &URL_SAFE_NO_PAD.encode(secret.0), max_age)
}

fn cookie_name(services: &Services, slug: &str) -> String {
    cookies::name(&services.settings, &format!("draft-{slug}"))
}

fn seal(secret: &Secret, slug: &str, draft: &Draft) -> Vec<u8> {
    let nonce: [u8; NONCE_BYTES] = chance::bytes();
    let plain = serde_json::to_vec(draft).unwrap_or_else(|error| panic!("a draft is always JSON: {error}"));
    let payload = Payload { msg: &plain, aad: slug.as_bytes() };
    let sealed = secret
        .cipher(slug)
        .encrypt(Nonce::from_slice(&nonce), payload)
        .unwrap_or_else(|error| panic!("sealing in memory: {error}"));
    [nonce.as_slice(), &sealed].concat()
}

fn open(secret: &Secret, slug: &str, sealed: &[u8]) -> Option<Draft> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE_BYTES)?;
    let payload = Payload { msg: sealed, aad: slug.as_bytes() };
    let plain = secret.cipher(slug).decrypt(Nonce::from_slice(nonce), payload).ok()?;
    serde_json::from_slice(&plain).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_opens_with_its_own_secret_and_survey_only() {
        let (secret, mut draft) = new();
        draft.answers.insert("name".into(), domain::answer::Answer::Text("Verein der Sterne".into()));
        let sealed = seal(&secret, "bedarf", &draft);
        assert_eq!(open(&secret, "bedarf", &sealed), Some(draft));
        assert_eq!(open(&secret, "anders", &sealed), None);
        assert_eq!(open(&new().0, "bedarf", &sealed), None);
        assert_eq!(open(&secret, "bedarf", &sealed[..7]), None);
        assert!(!String::from_utf8_lossy(&sealed).contains("Sterne"));
        assert_ne!(secret.record("bedarf"), secret.record("anders"));
    }
}
