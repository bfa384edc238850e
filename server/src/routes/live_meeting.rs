//! That something changed in a meeting, live: for whoever may see it, asked anew each time.

use std::convert::Infallible;
use std::time::Duration;

use app::services::Services;
use app::services::consultation::meetings;
use app::services::people;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::{Stream, StreamExt as _};
use store::StoreError;
use tokio_stream::wrappers::BroadcastStream;
use tower_sessions::Session;
use uuid::Uuid;

use super::failure::{Failure, Refused};

/// A comment so often keeps proxies from closing a quiet stream.
const COMMENT_EVERY: Duration = Duration::from_secs(15);
/// How long browsers wait before they connect again.
const RETRY: Duration = Duration::from_secs(2);
/// A stream ends after this time; a big screen shows a meeting for hours, and the browser connects again.
const LONGEST_STREAM: Duration = Duration::from_mins(10);

/// Events `changed`, four times a second at most, that say nothing else: the page reads what its reader may see.
///
/// # Errors
///
/// 404 when there is no such meeting for the reader, 503 when too many listen.
#[utoipa::path(get, path = "/live/meetings/{meeting}", tag = "consultations",
    params(("meeting" = String, Path, description = "Identity of the meeting")),
    security((), ("session" = [])),
    responses(
        (status = 200, description = "Events `changed`; the page says what changed", content_type = "text/event-stream"),
        (status = 404, description = "No such meeting for this reader", body = Failure),
        (status = 503, description = "Too many listeners; come back later", body = Failure),
    ))]
pub async fn changes(
    State(services): State<Services>,
    Path(meeting): Path<String>,
    session: Session,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Refused> {
    let nothing = || Refused::new(StatusCode::NOT_FOUND, "no_such_meeting", "there is no such meeting");
    let id: Uuid = meeting.parse().map_err(|_| nothing())?;
    let frames = services.happenings.listen(id);
    if !sees(&services, id, &session).await? {
        return Err(nothing());
    }
    let place = services.limits.listen().ok_or_else(|| {
        Refused::new(StatusCode::SERVICE_UNAVAILABLE, "too_many_listeners", "too many are listening just now")
    })?;
    let closing = services.closing.clone();
    let end = Box::pin(async move {
        tokio::select! {
            () = closing.announced() => {}
            () = tokio::time::sleep(LONGEST_STREAM) => {}
        }
    });
    // Who is not a member any more hears nothing more, not even that something happened.
    let asked = (services, session, place);
    let events =
        futures::stream::unfold((BroadcastStream::new(frames).take_until(end), asked), move |(mut frames, asked)| {
            async move {
                // What was missed is read anew like what was heard.
                let _ = frames.next().await?;
                match sees(&asked.0, id, &asked.1).await {
                    Ok(true) => {
                        Some((Ok(Event::default().event("changed").retry(RETRY).data("meeting")), (frames, asked)))
                    }
                    Ok(false) | Err(_) => None,
                }
            }
        });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(COMMENT_EVERY)))
}

async fn sees(services: &Services, meeting: Uuid, session: &Session) -> Result<bool, StoreError> {
    let person = people::current(services, session).await?;
    Ok(meetings::find(services, meeting, person.as_ref()).await?.is_some())
}
