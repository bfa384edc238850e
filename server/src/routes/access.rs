//! Who may read results by API and live: a key with the scope, or somebody of the staff who is signed in.

use app::services::addresses::Neighbourhood;
use app::services::keys::{Key, READ_RESULTS, bearer};
use app::services::{Services, people};
use axum::http::HeaderMap;
use domain::permission::Action;
use store::StoreError;
use tower_sessions::Session;

use super::failure::Refused;

/// The key that a request brings, within its quota; nothing when it brings none.
///
/// # Errors
///
/// 401 for a key that does not exist (counted against the address, so that guessing ends soon), 429 beyond the quota.
pub async fn key(services: &Services, headers: &HeaderMap, address: Neighbourhood) -> Result<Option<Key>, Refused> {
    let Some(secret) = bearer(headers) else { return Ok(None) };
    let Some(key) = services.keys.find(secret).await? else {
        services.limits.response_from(address)?;
        return Err(Refused::unknown_caller());
    };
    services.limits.use_of_key(&key.hash)?;
    Ok(Some(key))
}

/// Whether this caller may see results.
///
/// # Errors
///
/// 401 for strangers, 403 for others without the right, 429 beyond a key's quota.
pub async fn may_see_results(
    services: &Services,
    headers: &HeaderMap,
    session: &Session,
    address: Neighbourhood,
) -> Result<(), Refused> {
    if let Some(key) = key(services, headers, address).await? {
        return if key.may(READ_RESULTS) {
            Ok(())
        } else {
            Err(Refused::not_allowed("this key has no scope read:results"))
        };
    }
    match people::current(services, session).await? {
        None => Err(Refused::unknown_caller()),
        Some(person) if person.may(Action::SeeResults) => Ok(()),
        Some(_) => Err(Refused::not_allowed("this account may not see results")),
    }
}

/// The same looked at again while somebody listens; a key's quota is not used up by that.
///
/// # Errors
///
/// Those of the database.
pub async fn still_sees_results(
    services: &Services,
    headers: &HeaderMap,
    session: &Session,
) -> Result<bool, StoreError> {
    if let Some(secret) = bearer(headers) {
        return Ok(services.keys.find(secret).await?.is_some_and(|key| key.may(READ_RESULTS)));
    }
    Ok(people::again(services, session).await?.is_some_and(|person| person.may(Action::SeeResults)))
}
