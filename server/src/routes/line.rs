//! Live lines: what all of them have in common. A place among the listeners, an end when the process closes or after a while, and
//! rights that are looked at again while somebody listens.

use std::convert::Infallible;
use std::future::Future;
use std::time::Duration;

use app::services::Services;
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::{Stream, StreamExt as _};
use store::StoreError;

use super::failure::Refused;

/// A comment so often keeps proxies from closing a quiet line.
const COMMENT_EVERY: Duration = Duration::from_secs(15);
/// How long browsers wait before they connect again.
const RETRY: Duration = Duration::from_secs(2);
/// A line ends after this time, and the browser connects again: a quiet one would stay open for who left long ago.
const LONGEST: Duration = Duration::from_mins(10);

/// Who listens.
pub trait Reader: Send + 'static {
    /// What they listen to.
    type Frame: Send;

    /// The name of their events.
    const EVENT: &'static str;

    /// How long rights hold that were looked at. A frame after that is told only when they were looked at again.
    const RIGHTS_HOLD: Duration = Duration::from_secs(5);

    /// Looks again at who they are and what they may know; whether that is anything.
    fn look_again(&mut self) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// What they are told of a frame, if anything.
    fn told(&self, frame: Self::Frame) -> Option<impl AsRef<str> + use<Self>>;
}

/// Tells a reader, whose rights were looked at just now, of these frames.
///
/// # Errors
///
/// 503 when too many listen.
pub fn open<R: Reader>(
    services: Services,
    frames: impl Stream<Item = R::Frame> + Send + 'static,
    reader: R,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Refused> {
    let place = services.limits.listen().ok_or_else(|| {
        Refused::new(StatusCode::SERVICE_UNAVAILABLE, "too_many_listeners", "too many are listening just now")
    })?;
    let closing = services.closing;
    let frames = Box::pin(frames.take_until(Box::pin(async move {
        tokio::select! {
            () = closing.announced() => {}
            () = tokio::time::sleep(LONGEST) => {}
        }
    })));
    let clock = services.clock;
    let looked = clock.elapsed();
    // The place is free again when the stream is dropped.
    let line = (frames, reader, looked, place);
    let events = futures::stream::unfold(line, move |(mut frames, mut reader, mut looked, place)| {
        let clock = clock.clone();
        async move {
            loop {
                let frame = frames.next().await?;
                if clock.elapsed().saturating_sub(looked) >= R::RIGHTS_HOLD {
                    looked = clock.elapsed();
                    match reader.look_again().await {
                        Ok(true) => {}
                        Ok(false) => return None,
                        Err(error) => {
                            tracing::warn!(%error, "a live line ends: who listens cannot be looked up");
                            return None;
                        }
                    }
                }
                if let Some(data) = reader.told(frame) {
                    let event = Event::default().event(R::EVENT).retry(RETRY).data(data);
                    return Some((Ok(event), (frames, reader, looked, place)));
                }
            }
        }
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(COMMENT_EVERY)))
}
