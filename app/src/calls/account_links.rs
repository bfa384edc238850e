//! Following a link from a mail: setting a password, confirming an address. Open to everybody who has the link; who brings
//! wrong ones is limited by address.

#[cfg(feature = "ssr")]
use domain::account::is_over;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::request;
use crate::account_error::AccountError;
#[cfg(feature = "ssr")]
use crate::error::CallError;
#[cfg(feature = "ssr")]
use crate::services::account_links::{self, LinkError, Recipient};
#[cfg(feature = "ssr")]
use crate::services::{Services, people};

/// What a link is for, as its page needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    Invitation,
    Reset,
    Email,
}

/// A good link.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkView {
    pub purpose: Purpose,
    /// Name of the person.
    pub name: String,
    /// The address the account has, or will have; browsers keep passwords by it.
    pub email: String,
}

/// Without name and address: what is printed may land in a log.
impl std::fmt::Debug for LinkView {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("LinkView").field("purpose", &self.purpose).finish_non_exhaustive()
    }
}

/// What a link is for, while it is good. Looking at it does not use it up: mail programs look, too.
#[server(prefix = "/calls", endpoint = "opened-link")]
pub async fn opened_link(link: String) -> Result<LinkView, AccountError> {
    let (services, found) = find(&link).await?;
    let account = owner(&services, &found).await?;
    let purpose = match found.purpose {
        store::LinkPurpose::Invitation => Purpose::Invitation,
        store::LinkPurpose::Reset => Purpose::Reset,
        store::LinkPurpose::Email => Purpose::Email,
    };
    let email = if purpose == Purpose::Email { found.email } else { account.email };
    Ok(LinkView { purpose, name: account.name, email })
}

/// Sets the password of an invited person, or a new one; ends all sessions of the account. The browser is known from then on: who
/// cannot sign in because others have tried too often comes in this way.
#[server(prefix = "/calls", endpoint = "set-password-by-link")]
pub async fn set_password_by_link(link: String, password: String) -> Result<(), AccountError> {
    let (services, found) = find(&link).await?;
    if found.purpose == store::LinkPurpose::Email {
        return Err(AccountError::LinkOver);
    }
    let account = owner(&services, &found).await?;
    let hash = services.passwords.hash_chosen(&password, &[&account.name, &account.email]).await?;
    services.records.set_password_by_link(&found, &hash, services.clock.now()).await.map_err(over)?;
    let deed = if found.purpose == store::LinkPurpose::Invitation {
        "account.invitation-accepted"
    } else {
        "account.password-reset"
    };
    people::note(&services, store::Actor::Account(account.id), deed, account.id, "").await;
    super::account::remember_browser(&services, account.id, request::visitor()?.device.as_deref());
    leptos_axum::redirect("/sign-in?done=password");
    Ok(())
}

/// The account has the new address from now on; the old one is told.
#[server(prefix = "/calls", endpoint = "confirm-email")]
pub async fn confirm_email(link: String) -> Result<(), AccountError> {
    let (services, found) = find(&link).await?;
    if found.purpose != store::LinkPurpose::Email {
        return Err(AccountError::LinkOver);
    }
    let account = owner(&services, &found).await?;
    // The session of this browser goes on, when it is one of this account.
    let keep = people::key(&request::session()?);
    let changed =
        services.records.change_email_by_link(&found, &account.email, keep.as_deref(), services.clock.now()).await;
    changed.map_err(over)?;
    let to = Recipient { account: account.id, name: &account.name, email: &account.email, language: &account.language };
    account_links::send_notice(&services, to).await.map_err(request::failed)?;
    people::note(&services, store::Actor::Account(account.id), "account.email-changed", account.id, "").await;
    leptos_axum::redirect("/sign-in?done=email");
    Ok(())
}

/// Whose link it is, unless the account is over: its link then leads nowhere.
#[cfg(feature = "ssr")]
async fn owner(services: &Services, link: &store::AccountLink) -> Result<store::Account, AccountError> {
    let account = services.records.account(link.account).await.map_err(request::failed)?;
    account.filter(|account| !is_over(account.ends, services.clock.today())).ok_or(AccountError::LinkOver)
}

#[cfg(feature = "ssr")]
async fn find(link: &str) -> Result<(Services, store::AccountLink), AccountError> {
    let services = request::services()?;
    let found = account_links::find(&services, link).await.map_err(|error| match error {
        LinkError::Store(error) => request::failed(error),
        LinkError::Key(error) => {
            tracing::error!(%error, "the key of the accounts cannot be read");
            CallError::Failed
        }
    })?;
    let Some(found) = found else {
        // Only wrong links count: nobody behind the same address keeps others from a good one.
        services.limits.code_from(request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
        return Err(AccountError::LinkOver);
    };
    Ok((services, found))
}

/// Somebody else was faster: with the link, or with the address.
#[cfg(feature = "ssr")]
fn over(error: store::StoreError) -> AccountError {
    match error {
        store::StoreError::Refused | store::StoreError::Taken => AccountError::LinkOver,
        error => request::failed(error).into(),
    }
}
