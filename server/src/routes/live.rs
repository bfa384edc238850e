//! Live results: the tally of a survey as server-sent events, for whoever may see the results.

use std::convert::Infallible;
use std::sync::Arc;

use app::services::Services;
use app::services::addresses::Neighbourhood;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, Sse};
use futures::Stream;
use store::StoreError;
use tokio_stream::wrappers::WatchStream;
use tower_sessions::Session;

use super::access;
use super::failure::{Failure, Refused};
use super::line::{self, Reader};

/// The tally of a survey, at once and with every change, four times a second at most.
///
/// # Errors
///
/// As described below.
#[utoipa::path(get, path = "/live/surveys/{slug}", tag = "results",
    params(("slug" = String, Path, description = "Address of the survey")),
    security(("key" = ["read:results"]), ("session" = [])),
    responses(
        (status = 200, description = "Events `tally`, each with the results object as data", content_type = "text/event-stream"),
        (status = 401, description = "No key, no session, or one that is not known", body = Failure),
        (status = 403, description = "The key or the account may not see results", body = Failure),
        (status = 404, description = "No such survey", body = Failure),
        (status = 503, description = "Too many listeners; come back later", body = Failure),
    ))]
pub async fn tally(
    State(services): State<Services>,
    Path(slug): Path<String>,
    Extension(address): Extension<Neighbourhood>,
    session: Session,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Refused> {
    access::may_see_results(&services, &headers, &session, address).await?;
    let frames = services.tallies.subscribe(&slug).await?.ok_or_else(Refused::no_survey)?;
    let listener = Listener { services: services.clone(), headers, session };
    line::open(services, WatchStream::new(frames), listener)
}

/// Whoever may see results.
struct Listener {
    services: Services,
    headers: HeaderMap,
    session: Session,
}

impl Reader for Listener {
    type Frame = Arc<str>;

    const EVENT: &'static str = "tally";

    async fn look_again(&mut self) -> Result<bool, StoreError> {
        access::still_sees_results(&self.services, &self.headers, &self.session).await
    }

    fn told(&self, frame: Arc<str>) -> Option<impl AsRef<str> + use<>> {
        // Empty until the first count is done.
        (!frame.is_empty()).then_some(frame)
    }
}
