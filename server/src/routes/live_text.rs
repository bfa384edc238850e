//! What happens to a text, live: for whoever may see it, and of each thing only what they may see.

use std::convert::Infallible;

use app::services::Services;
use app::services::consultation::Space;
use app::services::consultation::happenings::Frame;
use app::services::people;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use domain::process::space::ThingKind;
use futures::Stream;
use store::{Happening, StoreError};
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;
use tower_sessions::Session;
use uuid::Uuid;

use super::failure::{Failure, Refused};
use super::line::{self, Reader};

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
    let listener = Listener { services: services.clone(), text: id, session, space };
    line::open(services, BroadcastStream::new(frames), listener)
}

/// Whoever may see the text.
struct Listener {
    services: Services,
    text: Uuid,
    session: Session,
    space: Space,
}

impl Reader for Listener {
    type Frame = Result<Frame, BroadcastStreamRecvError>;

    const EVENT: &'static str = "changed";

    async fn look_again(&mut self) -> Result<bool, StoreError> {
        let person = people::again(&self.services, &self.session).await?;
        let found = Space::of_text(&self.services, self.text, person.as_ref()).await?;
        Ok(found.map(|(space, _)| self.space = space).is_some())
    }

    fn told(&self, frame: Self::Frame) -> Option<impl AsRef<str> + use<>> {
        // Phases switch while somebody listens.
        let now = Space { now: self.services.clock.now(), ..self.space.clone() };
        match frame {
            Ok(Frame { happenings }) if !happenings.is_empty() => told(&now, &happenings),
            // Something may have been missed, or was too much to hear all of it.
            Ok(_) | Err(_) => Some("[]".to_owned()),
        }
    }
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
