//! What the office's plain forms share: who posts, what was posted, where to look next, and the entry in the audit log.

use app::services::Services;
use app::services::people::{self, Person};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::permission::Action;
use store::{Actor, Deed, StoreError};
use tower_sessions::Session;

pub(super) use super::answer_form::see;
use crate::middleware::error_page;
use crate::middleware::written::SignedOut;

/// What a browser posts, in the order of the page.
pub(super) type Fields = Vec<(String, String)>;

/// Why a form is not worked on.
#[derive(Debug)]
pub enum Trouble {
    /// Nobody is signed in: to the sign-in, or to what was written (see [`SignedOut`]).
    Stranger,
    /// 403.
    Forbidden,
    /// 404.
    NotFound,
    /// 503; nothing was changed, or the same again is safe.
    Unavailable,
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "a form of the office could not be worked on");
        Self::Unavailable
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        match self {
            Self::Stranger => {
                let mut answer = see("/sign-in");
                answer.extensions_mut().insert(SignedOut);
                answer
            }
            Self::Forbidden => error_page::page(StatusCode::FORBIDDEN),
            Self::NotFound => error_page::page(StatusCode::NOT_FOUND),
            Self::Unavailable => error_page::page(StatusCode::SERVICE_UNAVAILABLE),
        }
    }
}

/// The person who posts, when they may do this.
pub(super) async fn authorised(services: &Services, session: &Session, action: Action) -> Result<Person, Trouble> {
    match people::current(services, session).await? {
        None => Err(Trouble::Stranger),
        Some(person) if person.may(action) => Ok(person),
        Some(_) => Err(Trouble::Forbidden),
    }
}

/// An entry in the audit log.
pub(super) async fn note(
    services: &Services,
    person: &Person,
    deed: &'static str,
    subject: String,
    note: String,
) -> Result<(), StoreError> {
    let deed = Deed { actor: Actor::Account(person.id), deed, subject, note };
    services.records.note_deed(&deed, services.clock.now()).await
}

/// A field as it was written; empty when it is missing.
pub(super) fn field<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
}

/// A field without blanks around it.
pub(super) fn word<'a>(fields: &'a Fields, name: &str) -> &'a str {
    field(fields, name).trim()
}
