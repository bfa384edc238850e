//! Server functions, one file per area. Each reads: who is asking, may they, what does the domain say, keep it, answer.

pub mod account;
pub mod account_links;
pub mod accounts;
pub mod answering;
pub mod audit;
pub mod consultation;
pub mod invitations;
pub mod inviting;
pub mod mail;
pub mod organisations;
pub mod own_account;
pub mod privacy;
pub mod protection;
pub mod results;
pub mod second_factor;
pub mod surveys;

#[cfg(feature = "ssr")]
mod request {
    //! What server functions share: the request, the session, the services.

    use domain::permission::Action;
    use http::request::Parts;
    use leptos::prelude::*;
    use store::StoreError;
    use tower_sessions::Session;

    use crate::error::CallError;
    use crate::services::Services;
    use crate::services::addresses::Neighbourhood;
    use crate::services::people::{self, Person};

    pub fn services() -> Result<Services, CallError> {
        use_context().ok_or(CallError::Failed)
    }

    pub fn parts() -> Result<Parts, CallError> {
        use_context().ok_or(CallError::Failed)
    }

    pub fn session() -> Result<Session, CallError> {
        parts()?.extensions.get::<Session>().cloned().ok_or(CallError::Failed)
    }

    /// Where the request comes from, for rate limits only.
    pub fn neighbourhood() -> Result<Neighbourhood, CallError> {
        parts()?.extensions.get::<Neighbourhood>().copied().ok_or(CallError::Failed)
    }

    /// Who wants to sign in, and from where.
    pub fn visitor() -> Result<people::Visitor, CallError> {
        people::Visitor::of(&services()?, &parts()?).ok_or(CallError::Failed)
    }

    /// Who is asking; nobody when nobody is signed in.
    pub async fn person() -> Result<Option<Person>, CallError> {
        people::current(&services()?, &session()?).await.map_err(failed)
    }

    /// Who is asking, when they may do this.
    pub async fn authorised(action: Action) -> Result<Person, CallError> {
        person().await?.filter(|person| person.may(action)).ok_or(CallError::Forbidden)
    }

    /// Leads on to another page; the browser's half goes there without loading everything anew.
    pub fn see(path: &str) {
        leptos_axum::redirect(path);
    }

    /// Logged once, here; people are told that it did not work.
    pub fn failed(error: StoreError) -> CallError {
        tracing::error!(%error, "a server function failed");
        CallError::Failed
    }

    pub fn set_cookie(cookie: &str) {
        if let (Some(response), Ok(cookie)) =
            (use_context::<leptos_axum::ResponseOptions>(), http::HeaderValue::from_str(cookie))
        {
            response.append_header(http::header::SET_COOKIE, cookie);
        }
    }
}
