//! What people do with their own account: name, address, password, sessions, erasure.

use chrono::{DateTime, NaiveDate, Utc};
use domain::account::Role;
#[cfg(feature = "ssr")]
use domain::permission::Action;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::request;
use crate::account_error::AccountError;
#[cfg(feature = "ssr")]
use crate::error::CallError;
#[cfg(feature = "ssr")]
use crate::services::account_links::{self, Recipient};
#[cfg(feature = "ssr")]
use crate::services::{Services, people};

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 120;
/// What an erased account is called.
#[cfg(feature = "ssr")]
const FORMER: &str = "Ehemaliges Konto";

/// One's own account.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountView {
    pub name: String,
    pub email: String,
    pub role: Role,
    pub ends: Option<NaiveDate>,
    /// Whether signing in takes a second step, and how many recovery codes are left.
    pub second_step: Option<u64>,
    pub sessions: Vec<OwnSession>,
    /// The account of the demo, which is for everybody.
    pub demo: bool,
    pub may_see_office: bool,
}

/// Without name and address: what is printed may land in a log.
impl std::fmt::Debug for AccountView {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("AccountView").field("role", &self.role).finish_non_exhaustive()
    }
}

/// A browser in which one is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnSession {
    pub key: String,
    pub begun: DateTime<Utc>,
    pub last: NaiveDate,
    pub browser: String,
    pub this: bool,
}

#[server(prefix = "/calls", endpoint = "own-account")]
pub async fn own_account() -> Result<AccountView, AccountError> {
    let person = request::authorised(Action::ManageOwnAccount).await?;
    let services = request::services()?;
    let account = services.records.account(person.id).await.map_err(request::failed)?.ok_or(CallError::Forbidden)?;
    let factor = services.records.second_factor(person.id).await.map_err(request::failed)?;
    let sessions = people::sessions(&services, &request::session()?, person.id).await.map_err(request::failed)?;
    Ok(AccountView {
        second_step: factor.filter(|factor| factor.confirmed).map(|factor| factor.recovery.len() as u64),
        sessions: sessions
            .into_iter()
            .map(|seen| OwnSession {
                last: seen.last.date_naive(),
                key: seen.key,
                begun: seen.begun,
                browser: seen.browser,
                this: seen.this,
            })
            .collect(),
        demo: people::is_demo(&services, &account.email),
        may_see_office: person.may(Action::SeeResults),
        name: account.name,
        email: account.email,
        role: account.role,
        ends: account.ends,
    })
}

#[server(prefix = "/calls", endpoint = "rename-me")]
pub async fn rename_me(name: String) -> Result<(), AccountError> {
    let person = request::authorised(Action::ManageOwnAccount).await?;
    let name = tidy_name(&name)?;
    request::services()?.records.rename_account(person.id, &name).await.map_err(request::failed)?;
    leptos_axum::redirect("/account?done=name");
    Ok(())
}

#[server(prefix = "/calls", endpoint = "change-password")]
pub async fn change_password(old: String, password: String) -> Result<(), AccountError> {
    let (services, person) = confirmed(&old).await?;
    let hash = services.passwords.hash_chosen(&password, &[&person.name, &person.email]).await?;
    let keep = people::key(&request::session()?);
    services.records.set_password(person.id, &hash, keep.as_deref()).await.map_err(request::failed)?;
    people::note(&services, store::Actor::Account(person.id), "account.password-changed", person.id, "").await;
    leptos_axum::redirect("/account?done=password");
    Ok(())
}

/// Sends a link to the new address, and a warning to the present one; nothing changes until the link is followed. Whether the
/// address has an account is not told.
#[server(prefix = "/calls", endpoint = "change-email")]
pub async fn change_email(email: String, password: String) -> Result<(), AccountError> {
    let (services, person) = confirmed(&password).await?;
    let email = email.trim();
    if !domain::account::plausible_email(email) {
        return Err(AccountError::NotAnEmail);
    }
    let allowed = services.limits.mail_to(email, request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
    let account = services.records.account(person.id).await.map_err(request::failed)?.ok_or(CallError::Forbidden)?;
    let taken = services.records.account_by_email(email).await.map_err(request::failed)?;
    if allowed {
        // Not in the language of this request: it may come from somebody who has got in.
        let owner =
            Recipient { account: person.id, name: &person.name, email: &account.email, language: &account.language };
        account_links::send_warning(&services, owner).await.map_err(request::failed)?;
    }
    if allowed && taken.is_none_or(|account| account.id == person.id) {
        let language = crate::language::reader_language();
        let to = Recipient { account: person.id, name: &person.name, email, language: &language };
        account_links::send(&services, store::LinkPurpose::Email, to).await.map_err(request::failed)?;
    }
    people::note(&services, store::Actor::Account(person.id), "account.email-change-asked", person.id, "").await;
    leptos_axum::redirect("/account?done=email");
    Ok(())
}

#[server(prefix = "/calls", endpoint = "end-session")]
pub async fn end_session(key: String) -> Result<(), AccountError> {
    let person = request::authorised(Action::ManageOwnAccount).await?;
    let services = request::services()?;
    services.records.end_session(person.id, &key).await.map_err(request::failed)?;
    people::note(&services, store::Actor::Account(person.id), "account.session-ended", person.id, "one").await;
    leptos_axum::redirect("/account?done=session");
    Ok(())
}

#[server(prefix = "/calls", endpoint = "end-other-sessions")]
pub async fn end_other_sessions() -> Result<(), AccountError> {
    let person = request::authorised(Action::ManageOwnAccount).await?;
    let services = request::services()?;
    let keep = people::key(&request::session()?).unwrap_or_default();
    services.records.end_other_sessions(person.id, &keep).await.map_err(request::failed)?;
    people::note(&services, store::Actor::Account(person.id), "account.session-ended", person.id, "all others").await;
    leptos_axum::redirect("/account?done=session");
    Ok(())
}

/// Erases what the account says about the person, and signs out.
#[server(prefix = "/calls", endpoint = "erase-me")]
pub async fn erase_me(password: String) -> Result<(), AccountError> {
    let (services, person) = confirmed(&password).await?;
    let account = services.records.account(person.id).await.map_err(request::failed)?.ok_or(CallError::Forbidden)?;
    services.records.erase_account(&account, FORMER).await.map_err(|error| match error {
        store::StoreError::Refused => AccountError::LastAdministrator,
        error => request::failed(error).into(),
    })?;
    people::note(&services, store::Actor::Account(person.id), "account.erased", person.id, "").await;
    // The session is gone from the database already; this takes the cookie.
    people::sign_out(&request::session()?).await.map_err(|_| CallError::Failed)?;
    leptos_axum::redirect("/sign-in?done=erased");
    Ok(())
}

/// Who is asking, when the password is right; not the demo, whose account is for everybody.
#[cfg(feature = "ssr")]
pub(super) async fn confirmed(password: &str) -> Result<(Services, people::Person), AccountError> {
    let person = request::authorised(Action::ManageOwnAccount).await?;
    let services = request::services()?;
    if people::is_demo(&services, &person.email) {
        return Err(AccountError::Demo);
    }
    services.limits.second_step(person.id).map_err(|_| CallError::TooMany)?;
    let account = services.records.account(person.id).await.map_err(request::failed)?.ok_or(CallError::Forbidden)?;
    if !services.passwords.matches(password, Some(&account.password_hash)).await {
        return Err(AccountError::WrongPassword);
    }
    Ok((services, person))
}

/// A name without needless spaces.
#[cfg(feature = "ssr")]
pub(super) fn tidy_name(name: &str) -> Result<String, AccountError> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name: String = name.chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect();
    if name.is_empty() { Err(AccountError::NameMissing) } else { Ok(name) }
}
