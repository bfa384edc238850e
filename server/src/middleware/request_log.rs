//! One line a request: method, route, status, duration and id. No address, no query, no path with what a person put in.

use std::time::Instant;

use app::services::chance;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

/// Header that carries a request's id to the person, who can tell it to us.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Random name of a request, in the log, in the answer's header and on error pages. Among the request's extensions.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

pub async fn log(mut request: Request, next: Next) -> Response {
    let id = chance::text::<9>();
    request.extensions_mut().insert(RequestId(id.clone()));
    let method = request.method().clone();
    let route =
        request.extensions().get::<MatchedPath>().map_or_else(|| "-".to_owned(), |path| path.as_str().to_owned());
    let span = tracing::info_span!("request", id);
    #[expect(clippy::disallowed_methods, reason = "measures how long the answer takes")]
    let started = Instant::now();
    let mut response = next.run(request).instrument(span).await;
    let milliseconds = started.elapsed().as_secs_f64() * 1e3;
    tracing::info!(%method, route, status = response.status().as_u16(), milliseconds, id, "answered");
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}
