//! Whom mails reach: addresses at which nobody can be reached, because a server said so or because staff know it.
//!
//! What staff know is kept under a hash of the address until they say otherwise; what a server said stands with the mail.

use std::collections::{BTreeMap, BTreeSet};

use domain::mail::bounce;
use store::StoreError;

use super::stop::StopHash;
use crate::services::Services;

fn hash(services: &Services, address: &str) -> Result<String, StoreError> {
    let hash = StopHash::of_unreachable(&services.vault, address);
    Ok(hash.map_err(|source| StoreError::File { path: "the keys".to_owned(), source })?.text())
}

/// Those of these addresses, in lower case, at which nobody can be reached.
///
/// # Errors
///
/// Those of the database and of the vault.
pub async fn unreachable_among(services: &Services, addresses: &[&str]) -> Result<BTreeSet<String>, StoreError> {
    let mut unreachable = services.records.bounced_among(addresses).await?;
    let mut hashes = BTreeMap::new();
    for address in addresses {
        hashes.insert(hash(services, address)?, address.trim().to_lowercase());
    }
    let names: Vec<String> = hashes.keys().cloned().collect();
    for marked in services.records.mails_stopped_among(&names).await? {
        unreachable.extend(hashes.remove(&marked));
    }
    Ok(unreachable)
}

/// Whether staff know that nobody can be reached at this address.
///
/// # Errors
///
/// Those of the database and of the vault.
pub async fn is_marked(services: &Services, address: &str) -> Result<bool, StoreError> {
    services.records.mail_stopped(&hash(services, address)?).await
}

/// Notes that nobody can be reached at this address: no invitation, reminder or news goes there any more.
///
/// # Errors
///
/// Those of the database and of the vault.
pub async fn mark(services: &Services, address: &str) -> Result<(), StoreError> {
    services.records.stop_mails_to(&hash(services, address)?, services.clock.now()).await
}

/// Takes that back, and forgets what servers said before.
///
/// # Errors
///
/// Those of the database and of the vault.
pub async fn unmark(services: &Services, address: &str) -> Result<(), StoreError> {
    services.records.resume_mails_to(&hash(services, address)?).await?;
    services.records.forget_bounces(address).await
}

/// Notes what a message says that came back; how many mails it was about. Others than those we sent, to the address that the
/// message names, are left alone.
///
/// # Errors
///
/// Those of the database; the same again is safe.
pub async fn note_returned(services: &Services, message: &[u8]) -> Result<u32, StoreError> {
    let Some(report) = bounce::read(&String::from_utf8_lossy(message)) else { return Ok(0) };
    let mut noted = 0;
    for mail in report.mails {
        for one in &report.undelivered {
            let now = services.clock.now();
            noted += u32::from(services.records.note_bounce(mail, &one.addresses, &one.words, now).await?);
        }
    }
    Ok(noted)
}
