//! Signing in and out, asking for a new password, and who is asking.

use domain::account::Role;
use domain::permission::{Action, may};
#[cfg(feature = "ssr")]
use domain::way_back::way_back;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::request;
use crate::account_error::AccountError;
#[cfg(feature = "ssr")]
use crate::account_error::CallErrorKind;
use crate::error::CallError;
#[cfg(feature = "ssr")]
use crate::services::account_links::{self, Recipient};
#[cfg(feature = "ssr")]
use crate::services::people::{self, Entered, Person, SignInError};
#[cfg(feature = "ssr")]
use crate::services::{Services, devices};

/// What the page needs to know of who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    pub name: String,
    pub role: Role,
}

impl SignedIn {
    /// Whether the person may do this to some thing of the kind.
    pub fn may(&self, action: Action) -> bool {
        may(Some(self.role), action, None)
    }
}

#[server(prefix = "/calls", endpoint = "current-person")]
pub async fn current_person() -> Result<Option<SignedIn>, CallError> {
    let person = request::person().await?;
    Ok(person.map(|person| SignedIn { name: person.name, role: person.role }))
}

/// Leads on: to where the person was going (`next`, as an address says it), to the office or the own account, or to the second step.
#[server(prefix = "/calls", endpoint = "sign-in")]
pub async fn sign_in(email: String, password: String, #[server(default)] next: String) -> Result<(), CallError> {
    let (services, session, visitor) = (request::services()?, request::session()?, request::visitor()?);
    let entered = people::sign_in(&services, &session, &email, &password, &visitor).await;
    let entered = entered.map_err(|error| match error {
        SignInError::TooMany(_) => CallError::TooMany,
        SignInError::Unavailable => CallError::Failed,
        SignInError::Wrong | SignInError::WrongCode | SignInError::Again => CallError::WrongCredentials,
    })?;
    let second = match entered {
        Entered::In(person) => {
            let_in(&services, &person, visitor.device.as_deref(), Some(&next));
            return Ok(());
        }
        Entered::HalfWay => "/sign-in/code",
        Entered::SettingUp => "/sign-in/second-factor",
    };
    people::keep_way_back(&session, way_back(&next).unwrap_or_default()).await.map_err(request::failed)?;
    leptos_axum::redirect(second);
    Ok(())
}

/// The second step, with a code of the app or a recovery code.
#[server(prefix = "/calls", endpoint = "sign-in-code")]
pub async fn sign_in_code(code: String) -> Result<(), AccountError> {
    let (services, session, visitor) = (request::services()?, request::session()?, request::visitor()?);
    let next = people::kept_way_back(&session).await.map_err(request::failed)?;
    let person = people::second_step(&services, &session, &code, &visitor).await.map_err(|error| match error {
        SignInError::WrongCode | SignInError::Wrong => AccountError::WrongCode,
        SignInError::Again => AccountError::SignInAgain,
        SignInError::TooMany(_) => AccountError::Call(CallErrorKind::TooMany),
        SignInError::Unavailable => AccountError::Call(CallErrorKind::Failed),
    })?;
    let_in(&services, &person, visitor.device.as_deref(), next.as_deref());
    Ok(())
}

/// Remembers the browser, and shows the way: to where the person was going, when that is a page of ours.
#[cfg(feature = "ssr")]
pub(super) fn let_in(services: &Services, person: &Person, brought: Option<&str>, next: Option<&str>) {
    remember_browser(services, person.id, brought);
    let usual = if person.may(Action::SeeResults) { "/office" } else { "/account" };
    leptos_axum::redirect(next.and_then(way_back).unwrap_or(usual));
}

/// What others try, from wherever, cannot keep the person from signing in from this browser.
#[cfg(feature = "ssr")]
pub(super) fn remember_browser(services: &Services, account: uuid::Uuid, brought: Option<&str>) {
    let known = devices::known(services, brought, account);
    if let Some(cookie) = devices::cookie(services, known, account) {
        request::set_cookie(&cookie);
    }
}

#[server(prefix = "/calls", endpoint = "sign-out")]
pub async fn sign_out() -> Result<(), CallError> {
    people::sign_out(&request::session()?).await.map_err(|_| CallError::Failed)?;
    leptos_axum::redirect("/");
    Ok(())
}

/// Sends a link for a new password to an address that has an account. `subject` is the field that people do not see. The answer is the same for every address, and takes as
/// long.
#[server(prefix = "/calls", endpoint = "forgotten-password")]
pub async fn forgotten_password(email: String, subject: Option<String>) -> Result<(), AccountError> {
    let services = request::services()?;
    if subject.is_some_and(|subject| !subject.is_empty()) {
        leptos_axum::redirect("/sign-in/forgotten?trapped=1");
        return Ok(());
    }
    let allowed = services.limits.mail_to(&email, request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
    let work = async { if allowed { send_reset(&services, &email).await } else { Ok(()) } };
    // Longer than the work takes, so that nobody hears from the time whether there was any.
    let (done, ()) = tokio::join!(work, tokio::time::sleep(ANSWER_AFTER));
    done.map_err(request::failed)?;
    leptos_axum::redirect("/sign-in/forgotten?sent=1");
    Ok(())
}

#[cfg(feature = "ssr")]
const ANSWER_AFTER: std::time::Duration = std::time::Duration::from_millis(400);

#[cfg(feature = "ssr")]
async fn send_reset(services: &Services, email: &str) -> Result<(), store::StoreError> {
    use domain::account::{Standing, is_over};
    use store::LinkPurpose::{Invitation, Reset};

    let Some(account) = services.records.account_by_email(email).await? else { return Ok(()) };
    // Who cannot sign in with a new password does not get one.
    if is_over(account.ends, services.clock.today()) {
        return Ok(());
    }
    let purpose = match account.standing {
        Standing::Active if !people::is_demo(services, &account.email) => Reset,
        Standing::Invited => Invitation,
        Standing::Active | Standing::Deactivated => return Ok(()),
    };
    let to = Recipient {
        account: account.id,
        name: &account.name,
        email: &account.email,
        language: &crate::language::reader_language(),
    };
    account_links::send(services, purpose, to).await?;
    people::note(services, store::Actor::Stranger, "account.link-asked-for", account.id, "").await;
    Ok(())
}
