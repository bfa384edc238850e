//! Secret addresses of feeds: for calendars and readers of news that cannot sign in.
//!
//! The secret is derived from a random number in the database and a key outside of it; the database keeps only its hash. So the
//! person can look it up again, and whoever has the database cannot.

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::sealing::fingerprint;
use store::{FeedSecret, StoreError};
use uuid::Uuid;

use crate::services::people::Person;
use crate::services::{Services, chance};
use domain::account::usable;

const KEY: &str = "feeds";
const BYTES: usize = 24;

fn secret(services: &Services, of: &FeedSecret) -> io::Result<String> {
    let thing = format!("{} {} {}", of.account, of.thing, of.serial);
    let bytes: [u8; BYTES] = services.vault.key(KEY)?.derive("feed", thing.as_bytes());
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// Makes a secret address for the feeds of a thing; an older one of the same person ends.
///
/// # Errors
///
/// Those of the database and of the vault.
pub async fn make_secret(services: &Services, account: Uuid, thing: &str) -> Result<(), StoreError> {
    let made = FeedSecret { account, thing: thing.to_owned(), serial: chance::uuid() };
    let secret = secret(services, &made).map_err(file)?;
    services.records.keep_feed_secret(&made, &fingerprint(secret.as_bytes()), services.clock.now()).await
}

/// The addresses of the calendar, where there is one, and of the news.
///
/// # Errors
///
/// Those of the vault.
pub fn addresses(services: &Services, of: &FeedSecret, calendar: bool) -> io::Result<(Option<String>, String)> {
    let base = format!("{}/feeds/secret/{}", services.settings.public_url, secret(services, of)?);
    Ok((calendar.then(|| format!("{base}.ics")), format!("{base}.atom")))
}

/// Whose secret this is, with the rights of this moment, and what it is for; nothing when nobody's.
///
/// # Errors
///
/// Those of the database.
pub async fn owner(services: &Services, secret: &str) -> Result<Option<(Person, String)>, StoreError> {
    let Some(found) = services.records.feed_secret(&fingerprint(secret.as_bytes())).await? else { return Ok(None) };
    let account = services.records.account(found.account).await?;
    let account = account.filter(|account| usable(account.standing, account.ends, services.clock.today()));
    Ok(account.map(|account| (account.into(), found.thing)))
}

fn file(error: io::Error) -> StoreError {
    StoreError::File { path: "the keys".to_owned(), source: error }
}
