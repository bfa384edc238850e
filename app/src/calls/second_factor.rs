//! Setting up the second step of signing in, and its recovery codes.

#[cfg(feature = "ssr")]
use domain::permission::Action;
#[cfg(feature = "ssr")]
use domain::way_back::way_back;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::{account, own_account, request};
use crate::account_error::AccountError;
#[cfg(feature = "ssr")]
use crate::error::CallError;
#[cfg(feature = "ssr")]
use crate::services::people::{self, Person};
#[cfg(feature = "ssr")]
use crate::services::second_factor::{self as factor, State};

/// How far the second step is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SecondFactorView {
    /// The secret waits for a first code.
    Begun { secret: String, image: String },
    /// So many recovery codes are left; they are shown until they are noted. Where the office requires a second step it can be
    /// replaced, and not switched off.
    On { left: u64, fresh: Vec<String>, required: bool },
}

/// Without secrets and codes.
impl std::fmt::Debug for SecondFactorView {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SecondFactorView").finish_non_exhaustive()
    }
}

/// Who may set up a second step: who is signed in, and who must set one up before being let in.
#[cfg(feature = "ssr")]
async fn somebody() -> Result<(Person, bool), AccountError> {
    let waiting = people::setting_up(&request::services()?, &request::session()?).await.map_err(request::failed)?;
    let (person, enters) = match waiting {
        Some(person) => (person, true),
        None => (request::authorised(Action::ManageOwnAccount).await?, false),
    };
    // The demo's account is for everybody: the next visitor would be locked out.
    if people::is_demo(&request::services()?, &person.email) {
        return Err(AccountError::Demo);
    }
    Ok((person, enters))
}

#[server(prefix = "/calls", endpoint = "second-factor")]
pub async fn second_factor() -> Result<SecondFactorView, AccountError> {
    let (person, _) = somebody().await?;
    let services = request::services()?;
    Ok(match factor::state(&services, &person).await.map_err(request::failed)? {
        State::Begun { secret, image } => SecondFactorView::Begun { secret, image },
        State::On { left, fresh } => {
            SecondFactorView::On { left: left as u64, fresh, required: required(&person).await? }
        }
    })
}

#[cfg(feature = "ssr")]
async fn required(person: &Person) -> Result<bool, AccountError> {
    let required = people::second_step_required(&request::services()?, person.role, &person.email).await;
    Ok(required.map_err(request::failed)?)
}

/// The first code shows that the app works. Who had to set it up is signed in then.
#[server(prefix = "/calls", endpoint = "confirm-second-factor")]
pub async fn confirm_second_factor(code: String) -> Result<(), AccountError> {
    let (person, enters) = somebody().await?;
    let services = request::services()?;
    services.limits.second_step(person.id).map_err(|_| CallError::TooMany)?;
    if !factor::confirm(&services, &person, &code).await.map_err(request::failed)? {
        return Err(AccountError::WrongCode);
    }
    let actor = store::Actor::Account(person.id);
    people::note(&services, actor, "account.second-step-set-up", person.id, "").await;
    if enters {
        let visitor = request::visitor()?;
        // Sessions from before the second step were only asleep.
        services.records.end_other_sessions(person.id, "").await.map_err(request::failed)?;
        let session = request::session()?;
        let next = people::kept_way_back(&session).await.map_err(request::failed)?.unwrap_or_default();
        people::begin(&services, &session, person.id, &visitor.browser).await.map_err(request::failed)?;
        // First come the recovery codes.
        people::keep_way_back(&session, &next).await.map_err(request::failed)?;
        account::remember_browser(&services, person.id, visitor.device.as_deref());
    } else {
        let keep = people::key(&request::session()?).unwrap_or_default();
        services.records.end_other_sessions(person.id, &keep).await.map_err(request::failed)?;
    }
    leptos_axum::redirect("/account/second-factor");
    Ok(())
}

#[server(prefix = "/calls", endpoint = "recovery-codes-noted")]
pub async fn recovery_codes_noted() -> Result<(), AccountError> {
    let person = request::authorised(Action::ManageOwnAccount).await?;
    request::services()?.records.forget_fresh_codes(person.id).await.map_err(request::failed)?;
    let session = request::session()?;
    let next = people::kept_way_back(&session).await.map_err(request::failed)?.unwrap_or_default();
    if !next.is_empty() {
        people::keep_way_back(&session, "").await.map_err(request::failed)?;
    }
    leptos_axum::redirect(way_back(&next).unwrap_or("/account?done=codes"));
    Ok(())
}

#[server(prefix = "/calls", endpoint = "renew-recovery-codes")]
pub async fn renew_recovery_codes(password: String) -> Result<(), AccountError> {
    let (services, person) = own_account::confirmed(&password).await?;
    factor::renew_codes(&services, person.id).await.map_err(request::failed)?;
    people::note(&services, store::Actor::Account(person.id), "account.recovery-codes-renewed", person.id, "").await;
    leptos_axum::redirect("/account/second-factor");
    Ok(())
}

/// Switches the second step off; where the office requires one, a new one has to be set up at once.
#[server(prefix = "/calls", endpoint = "remove-second-factor")]
pub async fn remove_second_factor(password: String) -> Result<(), AccountError> {
    let (services, person) = own_account::confirmed(&password).await?;
    services.records.remove_second_factor(person.id).await.map_err(request::failed)?;
    people::note(&services, store::Actor::Account(person.id), "account.second-step-removed", person.id, "").await;
    if required(&person).await? {
        // To the sign-in, which leads to setting up a new one.
        services.records.end_other_sessions(person.id, "").await.map_err(request::failed)?;
        people::sign_out(&request::session()?).await.map_err(|_| CallError::Failed)?;
        leptos_axum::redirect("/sign-in?done=second-step");
    } else {
        leptos_axum::redirect("/account?done=second-step-removed");
    }
    Ok(())
}
