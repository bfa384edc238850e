//! Signing in and out, and who is asking.

#[cfg(feature = "ssr")]
use domain::permission::Action;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::request;
use crate::error::CallError;
#[cfg(feature = "ssr")]
use crate::services::people::{self, SignInError};

/// What the page needs to know of who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    pub name: String,
    pub may_see_results: bool,
}

#[server(prefix = "/calls", endpoint = "current-person")]
pub async fn current_person() -> Result<Option<SignedIn>, CallError> {
    let person = request::person().await?;
    Ok(person.map(|person| SignedIn { may_see_results: person.may(Action::SeeResults), name: person.name }))
}

/// Leads to the office on success.
#[server(prefix = "/calls", endpoint = "sign-in")]
pub async fn sign_in(email: String, password: String) -> Result<(), CallError> {
    let (services, session) = (request::services()?, request::session()?);
    let address = request::neighbourhood()?;
    people::sign_in(&services, &session, &email, &password, address).await.map_err(|error| match error {
        SignInError::Wrong => CallError::WrongCredentials,
        SignInError::TooMany(_) => CallError::TooMany,
        SignInError::Unavailable => CallError::Failed,
    })?;
    leptos_axum::redirect("/office");
    Ok(())
}

#[server(prefix = "/calls", endpoint = "sign-out")]
pub async fn sign_out() -> Result<(), CallError> {
    people::sign_out(&request::session()?).await.map_err(|_| CallError::Failed)?;
    leptos_axum::redirect("/");
    Ok(())
}
