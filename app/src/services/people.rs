//! Who is signed in: checking passwords, beginning and ending sessions, and the account behind a session.

use std::time::Duration;

use domain::account::Role;
use domain::permission::{Action, may};
use store::{Account, StoreError};
use thiserror::Error;
use tower_sessions::Session;
use uuid::Uuid;

use super::Services;
use super::addresses::Neighbourhood;
use super::limits::TooMany;

/// The one thing a session says about a person; everything else is read from the account.
const ACCOUNT: &str = "account";
/// When the session was last used, in steps of [`STEP`] since 1970: changing it moves the session's end on.
const SEEN: &str = "seen";
const STEP: Duration = Duration::from_mins(5);

/// Somebody who is signed in.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// Identity of the account.
    pub id: Uuid,
    /// Address of the account.
    pub email: String,
    /// Name.
    pub name: String,
    /// What the person may do.
    pub role: Role,
}

impl Person {
    /// Whether the person may do this to some thing of the kind; where its state matters, ask [`may`] with it.
    pub fn may(&self, action: Action) -> bool {
        may(Some(self.role), action, None)
    }
}

/// Without address and name: what is printed may land in a log.
impl std::fmt::Debug for Person {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Person").field("id", &self.id).field("role", &self.role).finish_non_exhaustive()
    }
}

impl From<Account> for Person {
    fn from(account: Account) -> Self {
        Self { id: account.id, email: account.email, name: account.name, role: account.role }
    }
}

/// Why somebody is not signed in.
#[derive(Debug, Error)]
pub enum SignInError {
    /// Unknown address or wrong password; which of the two is not told.
    #[error("address or password are wrong")]
    Wrong,
    /// Too many attempts.
    #[error(transparent)]
    TooMany(#[from] TooMany),
    /// The database is not there for us; logged already.
    #[error("the database does not answer")]
    Unavailable,
}

/// Signs in: on success the session gets a new identity, so that one planted before is worth nothing.
///
/// # Errors
///
/// See [`SignInError`]; an unknown address takes as long as a wrong password.
pub async fn sign_in(
    services: &Services,
    session: &Session,
    email: &str,
    password: &str,
    address: Neighbourhood,
) -> Result<Person, SignInError> {
    services.limits.sign_in(email, address)?;
    let account = services.records.account_by_email(email).await.map_err(|error| unavailable(&error))?;
    let demo = services.settings.demo.as_ref();
    let hash = account.as_ref().map(|account| match demo {
        Some(demo) if demo.email == account.email => demo.password_hash.as_str(),
        _ => account.password_hash.as_str(),
    });
    let fits = services.passwords.matches(password, hash).await;
    let account = account.filter(|_| fits).ok_or(SignInError::Wrong)?;
    begin(services, session, account.id).await.map_err(|error| unavailable(&error))?;
    Ok(account.into())
}

async fn begin(services: &Services, session: &Session, account: Uuid) -> Result<(), tower_sessions::session::Error> {
    session.clear().await;
    session.cycle_id().await?;
    session.insert(ACCOUNT, account).await?;
    session.insert(SEEN, step(services)).await
}

/// Ends the session, here and in the database.
///
/// # Errors
///
/// [`SignInError::Unavailable`] when the database does not answer: the session may still be good then.
pub async fn sign_out(session: &Session) -> Result<(), SignInError> {
    session.flush().await.map_err(|error| unavailable(&error))
}

/// Who is signed in, with the rights of this moment. Nobody, when the account is gone.
///
/// # Errors
///
/// Those of the database, which the caller logs.
pub async fn current(services: &Services, session: &Session) -> Result<Option<Person>, StoreError> {
    let broken = |error: tower_sessions::session::Error| StoreError::Database(error.to_string());
    let Some(id) = session.get::<Uuid>(ACCOUNT).await.map_err(broken)? else { return Ok(None) };
    let Some(account) = services.records.account(id).await? else { return Ok(None) };
    let now = step(services);
    if session.get::<i64>(SEEN).await.map_err(broken)? != Some(now) {
        session.insert(SEEN, now).await.map_err(broken)?;
    }
    Ok(Some(account.into()))
}

fn step(services: &Services) -> i64 {
    services.clock.now().timestamp() / i64::try_from(STEP.as_secs()).unwrap_or(300)
}

fn unavailable(error: &dyn std::fmt::Display) -> SignInError {
    tracing::error!(%error, "signing in or out failed");
    SignInError::Unavailable
}
