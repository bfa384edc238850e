//! Who is signed in: checking passwords, the second step, beginning and ending sessions, and the account behind a session.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::account::{Role, usable};
use domain::permission::{Action, may};
use http::request::Parts;
use store::{Account, Actor, Deed, StoreError};
use thiserror::Error;
use tower_sessions::Session;
use uuid::Uuid;

use super::addresses::Neighbourhood;
use super::limits::TooMany;
use super::{Services, devices, second_factor};

/// Whose session it is; everything else about the person is read from the account. The store looks for this, too.
const ACCOUNT: &str = "account";
/// When the session was last used, in steps of [`STEP`] since 1970: changing it moves the session's end on.
const SEEN: &str = "seen";
const STEP: Duration = Duration::from_mins(5);
/// When the session began, in seconds since 1970.
const BEGUN: &str = "begun";
/// The coarse name of the browser.
const BROWSER: &str = "browser";
/// The password was right and the second step is still to come. Such a session may do nothing else.
const HALF_WAY: &str = "half-way";
/// The password was right and a second step has to be set up. Such a session may do nothing else.
const SETTING_UP: &str = "setting-up";
/// Whose password was right, in both cases. The store looks for this, too, so that a new password ends such a session.
const PASSWORD_OF: &str = "password-of";
/// Where the person was going, over the second step: a path of this site.
const NEXT: &str = "next";
/// How long the one or the other may take.
const PATIENCE: TimeDelta = TimeDelta::minutes(15);
/// Name of the rule that staff have a second step.
pub const STAFF_NEED_SECOND_STEP: &str = "second-step-for-staff";

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

/// Where somebody comes from who wants to sign in.
#[derive(Clone)]
pub struct Visitor {
    /// For limits.
    pub address: Neighbourhood,
    /// What the browser's cookie says, see [`devices`].
    pub device: Option<String>,
    /// Coarse name of the browser.
    pub browser: String,
}

impl Visitor {
    /// The visitor behind a request; nothing when the request has lost its address on the way.
    pub fn of(services: &Services, parts: &Parts) -> Option<Self> {
        Some(Self {
            address: *parts.extensions.get::<Neighbourhood>()?,
            device: devices::brought(services, &parts.headers),
            browser: devices::name(&parts.headers),
        })
    }
}

/// Without what the cookie says.
impl std::fmt::Debug for Visitor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Visitor").finish_non_exhaustive()
    }
}

/// How far somebody got with a right password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entered {
    /// Signed in.
    In(Person),
    /// The second step is to come.
    HalfWay,
    /// A second step has to be set up first.
    SettingUp,
}

/// Why somebody is not signed in.
#[derive(Debug, Error)]
pub enum SignInError {
    /// Unknown address or wrong password, or an account that cannot be used; which of these is not told.
    #[error("address or password are wrong")]
    Wrong,
    /// The code of the second step is wrong or was used before.
    #[error("the code is wrong")]
    WrongCode,
    /// The first step is too long ago, or was never done.
    #[error("the first step has to be done once more")]
    Again,
    /// Too many attempts.
    #[error(transparent)]
    TooMany(#[from] TooMany),
    /// The database is not there for us; logged already.
    #[error("the database does not answer")]
    Unavailable,
}

/// Signs in, or begins to where there is a second step. The session gets a new identity, so that one planted before is worth
/// nothing.
///
/// # Errors
///
/// See [`SignInError`]; an unknown address takes as long as a wrong password.
pub async fn sign_in(
    services: &Services,
    session: &Session,
    email: &str,
    password: &str,
    visitor: &Visitor,
) -> Result<Entered, SignInError> {
    let account = services.records.account_by_email(email).await.map_err(|error| unavailable(&error))?;
    let known = account.as_ref().and_then(|account| devices::known(services, visitor.device.as_deref(), account.id));
    services.limits.sign_in(email, visitor.address, known.as_deref())?;
    let hash = account.as_ref().map(|account| {
        let demo = services.settings.demo.as_ref().filter(|demo| demo.email == account.email);
        demo.map_or(account.password_hash.as_str(), |demo| demo.password_hash.as_str())
    });
    let fits = services.passwords.matches(password, hash).await;
    let Some(account) = account else { return Err(SignInError::Wrong) };
    if !fits || !usable(account.standing, account.ends, services.clock.today()) {
        // Beside the answer, which must not take longer for addresses that have an account.
        let (services, id) = (services.clone(), account.id);
        tokio::spawn(async move { note(&services, Actor::Stranger, "account.sign-in-failed", id, "").await });
        return Err(SignInError::Wrong);
    }
    enter(services, session, account, &visitor.browser).await.map_err(|error| unavailable(&error))
}

async fn enter(services: &Services, session: &Session, account: Account, browser: &str) -> Result<Entered, StoreError> {
    let half = if has_second_step(services, account.id).await? && !is_demo(services, &account.email) {
        HALF_WAY
    } else if lacks_second_step(services, &account).await? {
        SETTING_UP
    } else {
        begin(services, session, account.id, browser).await?;
        return Ok(Entered::In(account.into()));
    };
    session.clear().await;
    session.cycle_id().await.map_err(broken)?;
    session.insert(PASSWORD_OF, account.id).await.map_err(broken)?;
    session.insert(half, (account.id, services.clock.now() + PATIENCE)).await.map_err(broken)?;
    Ok(if half == HALF_WAY { Entered::HalfWay } else { Entered::SettingUp })
}

async fn has_second_step(services: &Services, account: Uuid) -> Result<bool, StoreError> {
    Ok(services.records.second_factor(account).await?.is_some_and(|factor| factor.confirmed))
}

/// Whether the office asks a second step of this account. Not of the demo's: what one sets up there would lock the others out.
///
/// # Errors
///
/// Those of the database.
pub async fn second_step_required(services: &Services, role: Role, email: &str) -> Result<bool, StoreError> {
    Ok(role.is_staff() && !is_demo(services, email) && services.records.account_rule(STAFF_NEED_SECOND_STEP).await?)
}

async fn lacks_second_step(services: &Services, account: &Account) -> Result<bool, StoreError> {
    Ok(second_step_required(services, account.role, &account.email).await?
        && !has_second_step(services, account.id).await?)
}

/// Keeps where the person was going while the second step is to come.
///
/// # Errors
///
/// Those of the database, which the caller logs.
pub async fn keep_way_back(session: &Session, path: &str) -> Result<(), StoreError> {
    session.insert(NEXT, path).await.map_err(broken)
}

/// Where the person was going, as kept; to be asked before a session begins.
///
/// # Errors
///
/// Those of the database, which the caller logs.
pub async fn kept_way_back(session: &Session) -> Result<Option<String>, StoreError> {
    session.get(NEXT).await.map_err(broken)
}

/// Finishes signing in with a code of the second step.
///
/// # Errors
///
/// See [`SignInError`].
pub async fn second_step(
    services: &Services,
    session: &Session,
    code: &str,
    visitor: &Visitor,
) -> Result<Person, SignInError> {
    let waiting = waiting(services, session, HALF_WAY).await.map_err(|error| unavailable(&error))?;
    let account = waiting.ok_or(SignInError::Again)?;
    services.limits.second_step(account.id)?;
    let right = second_factor::check(services, account.id, code).await.map_err(|error| unavailable(&error))?;
    if !right {
        note(services, Actor::Stranger, "account.second-step-failed", account.id, "").await;
        return Err(SignInError::WrongCode);
    }
    begin(services, session, account.id, &visitor.browser).await.map_err(|error| unavailable(&error))?;
    Ok(account.into())
}

/// Who has to set up a second step before anything else.
///
/// # Errors
///
/// Those of the database, which the caller logs.
pub async fn setting_up(services: &Services, session: &Session) -> Result<Option<Person>, StoreError> {
    Ok(waiting(services, session, SETTING_UP).await?.map(Person::from))
}

async fn waiting(services: &Services, session: &Session, half: &str) -> Result<Option<Account>, StoreError> {
    let found = session.get::<(Uuid, DateTime<Utc>)>(half).await.map_err(broken)?;
    let Some((id, _)) = found.filter(|(_, until)| *until > services.clock.now()) else { return Ok(None) };
    let account = services.records.account(id).await?;
    Ok(account.filter(|account| usable(account.standing, account.ends, services.clock.today())))
}

/// Begins a session of this account, with a new identity.
///
/// # Errors
///
/// Those of the database, which the caller logs.
pub async fn begin(services: &Services, session: &Session, account: Uuid, browser: &str) -> Result<(), StoreError> {
    session.clear().await;
    session.cycle_id().await.map_err(broken)?;
    session.insert(ACCOUNT, account).await.map_err(broken)?;
    session.insert(SEEN, step(services)).await.map_err(broken)?;
    session.insert(BEGUN, services.clock.now().timestamp()).await.map_err(broken)?;
    session.insert(BROWSER, browser).await.map_err(broken)?;
    note(services, Actor::Account(account), "account.signed-in", account, "").await;
    Ok(())
}

/// Ends the session, here and in the database.
///
/// # Errors
///
/// [`SignInError::Unavailable`] when the database does not answer: the session may still be good then.
pub async fn sign_out(session: &Session) -> Result<(), SignInError> {
    session.flush().await.map_err(|error| unavailable(&error))
}

/// Who is signed in, with the rights of this moment. Nobody, when the account is gone or may not be used any more, or when it needs a
/// second step since the rule or the role was changed: signing in leads to setting it up.
///
/// # Errors
///
/// Those of the database, which the caller logs.
pub async fn current(services: &Services, session: &Session) -> Result<Option<Person>, StoreError> {
    let Some(id) = session.get::<Uuid>(ACCOUNT).await.map_err(broken)? else { return Ok(None) };
    let Some(account) = services.records.account(id).await? else { return Ok(None) };
    if !usable(account.standing, account.ends, services.clock.today()) {
        return Ok(None);
    }
    if lacks_second_step(services, &account).await? {
        return Ok(None);
    }
    let now = step(services);
    if session.get::<i64>(SEEN).await.map_err(broken)? != Some(now) {
        session.insert(SEEN, now).await.map_err(broken)?;
    }
    Ok(Some(account.into()))
}

/// The same asked again while a request goes on, for one that goes on for long: a session may have been ended meanwhile.
///
/// # Errors
///
/// Those of the database.
pub async fn again(services: &Services, session: &Session) -> Result<Option<Person>, StoreError> {
    if session.id().is_some() {
        session.load().await.map_err(broken)?;
    }
    current(services, session).await
}

/// A session of a person, as that person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Names the session; opens nothing.
    pub key: String,
    /// When it began.
    pub begun: DateTime<Utc>,
    /// When it was last used, within five minutes.
    pub last: DateTime<Utc>,
    /// Coarse name of the browser.
    pub browser: String,
    /// The session of this request.
    pub this: bool,
}

/// All sessions in which somebody is signed in with an account, the newest first.
///
/// # Errors
///
/// Those of the database.
pub async fn sessions(services: &Services, session: &Session, account: Uuid) -> Result<Vec<Seen>, StoreError> {
    let here = key(session);
    let number = |data: &std::collections::HashMap<String, serde_json::Value>, name: &str| {
        data.get(name).and_then(serde_json::Value::as_i64).unwrap_or_default()
    };
    let time = |seconds| DateTime::from_timestamp(seconds, 0).unwrap_or_default();
    let mut all: Vec<Seen> = services
        .records
        .sessions_of(account)
        .await?
        .into_iter()
        .filter(|open| open.data.contains_key(ACCOUNT))
        .map(|open| Seen {
            begun: time(number(&open.data, BEGUN)),
            last: time(number(&open.data, SEEN) * step_seconds()),
            browser: open.data.get(BROWSER).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned(),
            this: here.as_deref() == Some(open.key.as_str()),
            key: open.key,
        })
        .collect();
    all.sort_by_key(|seen| (!seen.this, std::cmp::Reverse(seen.last), std::cmp::Reverse(seen.begun)));
    Ok(all)
}

/// What this session is called in the database.
pub fn key(session: &Session) -> Option<String> {
    session.id().map(|id| store::Records::session_key(&id))
}

/// Whether this is the account that everybody may use in a demo: it keeps its password, its address and its place.
pub fn is_demo(services: &Services, email: &str) -> bool {
    services.settings.demo.as_ref().is_some_and(|demo| demo.email == email)
}

/// Adds an entry about an account to the audit log. That it could not be added is logged; what was done stays done.
pub async fn note(services: &Services, actor: Actor, deed: &'static str, account: Uuid, remark: &str) {
    let entry = Deed { actor, deed, subject: format!("account:{account}"), note: remark.to_owned() };
    if let Err(error) = services.records.note_deed(&entry, services.clock.now()).await {
        tracing::error!(%error, deed, "an entry of the audit log is missing");
    }
}

fn step_seconds() -> i64 {
    i64::try_from(STEP.as_secs()).unwrap_or(300)
}

fn step(services: &Services) -> i64 {
    services.clock.now().timestamp() / step_seconds()
}

fn broken(error: tower_sessions::session::Error) -> StoreError {
    StoreError::Database(error.to_string())
}

fn unavailable(error: &dyn std::fmt::Display) -> SignInError {
    tracing::error!(%error, "signing in or out failed");
    SignInError::Unavailable
}
