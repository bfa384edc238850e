//! Live results: the tally of a survey as server-sent events, for whoever may see the results.

use std::convert::Infallible;
use std::time::Duration;

use app::services::Services;
use app::services::addresses::Neighbourhood;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::future::{Either, select};
use futures::{Stream, StreamExt as _};
use tokio_stream::wrappers::WatchStream;
use tower_sessions::Session;

use super::access;
use super::failure::{Failure, Refused};

/// A comment so often keeps proxies from closing a quiet stream.
const COMMENT_EVERY: Duration = Duration::from_secs(15);
/// How long browsers wait before they connect again.
const RETRY: Duration = Duration::from_secs(2);
/// A stream ends after this time; the browser connects again and its rights are looked at anew.
const LONGEST_STREAM: Duration = Duration::from_mins(30);

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
    let place = services.limits.listen().ok_or_else(|| {
        Refused::new(StatusCode::SERVICE_UNAVAILABLE, "too_many_listeners", "too many are listening just now")
    })?;
    let end = Box::pin(async move {
        let closing = std::pin::pin!(services.closing.announced());
        match select(closing, std::pin::pin!(tokio::time::sleep(LONGEST_STREAM))).await {
            Either::Left(_) | Either::Right(_) => {}
        }
    });
    let events = WatchStream::new(frames).take_until(end).filter_map(move |frame| {
        // The place is free again when the stream is dropped.
        let _place = &place;
        // Empty until the first count is done.
        let event = (!frame.is_empty()).then(|| Ok(Event::default().event("tally").retry(RETRY).data(frame)));
        futures::future::ready(event)
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(COMMENT_EVERY)))
}
