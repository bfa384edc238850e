//! That something changed in a meeting, live: for whoever may see it, asked anew each time.

use std::convert::Infallible;
use std::time::Duration;

use app::services::Services;
use app::services::consultation::happenings::Frame;
use app::services::consultation::meetings;
use app::services::people;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use futures::Stream;
use store::StoreError;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;
use tower_sessions::Session;
use uuid::Uuid;

use super::failure::{Failure, Refused};
use super::line::{self, Reader};

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
    let mut listener = Listener { services: services.clone(), meeting: id, session };
    if !listener.look_again().await? {
        return Err(nothing());
    }
    line::open(services, BroadcastStream::new(frames), listener)
}

/// Whoever may see the meeting.
struct Listener {
    services: Services,
    meeting: Uuid,
    session: Session,
}

impl Reader for Listener {
    type Frame = Result<Frame, BroadcastStreamRecvError>;

    const EVENT: &'static str = "changed";

    /// Who is not a member any more hears nothing more, not even that something happened.
    const RIGHTS_HOLD: Duration = Duration::ZERO;

    async fn look_again(&mut self) -> Result<bool, StoreError> {
        let person = people::again(&self.services, &self.session).await?;
        Ok(meetings::find(&self.services, self.meeting, person.as_ref()).await?.is_some())
    }

    fn told(&self, _: Self::Frame) -> Option<impl AsRef<str> + use<>> {
        // What was missed is read anew like what was heard.
        Some("meeting".to_owned())
    }
}
