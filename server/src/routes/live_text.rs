//! What happens to a text, live: for whoever may see it, and of each thing only what they may see.

use std::convert::Infallible;
use std::time::Duration;

use app::services::Services;
use app::services::consultation::Space;
use app::services::consultation::happenings::Frame;
use app::services::people;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use domain::process::space::ThingKind;
use futures::{Stream, StreamExt as _};
use store::Happening;
use tokio_stream::wrappers::BroadcastStream;
use tower_sessions::Session;
use uuid::Uuid;

use super::failure::{Failure, Refused};

/// A comment so often keeps proxies from closing a quiet stream.
const COMMENT_EVERY: Duration = Duration::from_secs(15);
/// How long browsers wait before they connect again.
const RETRY: Duration = Duration::from_secs(2);
/// A stream ends after this time; the browser connects again and its rights are looked at anew.
const LONGEST_STREAM: Duration = Duration::from_mins(2);

/// What happened to a text, four times a second at most: events `changed` with the kinds and identities of the things. An empty list
/// means that something may have been missed.
///
/// # Errors
///
/// As described below.
#[utoipa::path(get, path = "/live/texts/{text}", tag = "consultation",
    params(("text" = String, Path, description = "Identity of the text")),
    responses(
        (status = 200, description = "Events `changed`, each with a list of kind, deed and thing as data", content_type = "text/event-stream"),
        (status = 404, description = "No such text for the reader", body = Failure),
        (status = 503, description = "Too many listeners; come back later", body = Failure),
    ))]
pub async fn changes(
    State(services): State<Services>,
    Path(text): Path<String>,
    session: Session,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Refused> {
    let person = people::current(&services, &session).await?;
    let nothing = || Refused::new(StatusCode::NOT_FOUND, "no_such_text", "there is no such text");
    let id: Uuid = text.parse().map_err(|_| nothing())?;
    let frames = services.happenings.listen(id);
    let (space, _) = Space::of_text(&services, id, person.as_ref()).await?.ok_or_else(nothing)?;
    let place = services.limits.listen().ok_or_else(|| {
        Refused::new(StatusCode::SERVICE_UNAVAILABLE, "too_many_listeners", "too many are listening just now")
    })?;
    let clock = services.clock.clone();
    let end = Box::pin(async move {
        tokio::select! {
            () = services.closing.announced() => {}
            () = tokio::time::sleep(LONGEST_STREAM) => {}
        }
    });
    let events = BroadcastStream::new(frames).take_until(end).filter_map(move |frame| {
        // The place is free again when the stream is dropped.
        let _place = &place;
        // Phases switch while somebody listens.
        let now = Space { now: clock.now(), ..space.clone() };
        let data = match frame {
            Ok(Frame { happenings }) if happenings.is_empty() => Some("[]".to_owned()),
            Ok(Frame { happenings }) => told(&now, &happenings),
            // Too slow to hear everything.
            Err(_) => Some("[]".to_owned()),
        };
        let event = data.map(|data| Ok(Event::default().event("changed").retry(RETRY).data(data)));
        futures::future::ready(event)
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(COMMENT_EVERY)))
}

/// What of this the reader may know, as JSON; nothing when that is nothing.
fn told(space: &Space, happenings: &[Happening]) -> Option<String> {
    let seen: Vec<serde_json::Value> = happenings
        .iter()
        // What happens in a group with a text of the whole conference: who listens here need not know of the group.
        .filter(|happening| happening.group == space.group_id())
        .filter(|happening| space.sees(kind(&happening.kind), happening.standing, happening.by))
        .map(
            |happening| serde_json::json!({ "kind": happening.kind, "deed": happening.deed, "thing": happening.thing }),
        )
        .collect();
    (!seen.is_empty()).then(|| serde_json::Value::from(seen).to_string())
}

/// What kind of thing a happening is about.
fn kind(name: &str) -> ThingKind {
    match name {
        "text" | "merge" | "decision" | "answer" => ThingKind::Text,
        "comment" => ThingKind::Comment,
        "amendment" => ThingKind::Amendment,
        "position" => ThingKind::Positions,
        "objection" => ThingKind::Objection,
        "vote" => ThingKind::Vote,
        "meeting" => ThingKind::Meeting,
        // What is not named here is for those inside only.
        _ => ThingKind::Members,
    }
}
