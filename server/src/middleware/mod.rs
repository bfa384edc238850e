//! What surrounds every route, in one place and in this order, the outermost first:
//!
//! 1. request log: gives the request its id, writes one line when it is answered;
//! 2. headers: security and caching, on every answer, also on those of the layers below;
//! 3. panics become a 500 page;
//! 4. load: beyond so many requests at a time, 503 at once;
//! 5. time: an answer has to begin within half a minute (live streams begin at once and then go on);
//! 6. compression of what is not compressed and no stream;
//! 7. cross-site requests that would change something are refused;
//! 8. address: for limits only;
//! 9. session: read when asked for; only signing in begins one;
//! 10. size of the body: larger for files;
//! 11. forms sent after a session's end: what was written is shown;
//! 12. isolation: what Leptos knows of one request stays away from all others.

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use domain::protection::SESSION_IDLE_HOURS;
use store::Sessions;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer};

use crate::state::AppState;

mod address;
pub mod error_page;
mod headers;
mod isolation;
mod load;
pub mod request_log;
pub mod written;

/// The longest body: a survey full of long texts in a script of several bytes a letter, and room.
pub const LONGEST_BODY: usize = 256 * 1024;
const LONGEST_WAIT: Duration = Duration::from_secs(30);
const SESSION_IDLE: time::Duration = time::Duration::hours(SESSION_IDLE_HOURS as i64);

/// The longest body that brings a file, with what a form puts around it.
pub const LONGEST_UPLOAD: usize = 21 * 1024 * 1024;

/// Puts the layers around the routes, those that take files and all others. A later `layer` lies further outside.
pub fn around(routes: Router, uploads: Router, state: &AppState) -> Router {
    let settings = &state.services.settings;
    let session_name = if settings.secure { "__Host-teilhabe" } else { "teilhabe" };
    let sessions = SessionManagerLayer::new(Sessions(state.services.records.clone()))
        .with_name(session_name)
        .with_secure(settings.secure)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(SESSION_IDLE));

    // Not cut off by a layer: who brings too much gets a page that says so.
    let uploads = uploads.layer(DefaultBodyLimit::max(LONGEST_UPLOAD));
    routes
        .layer(from_fn(isolation::isolate))
        .layer(from_fn(written::show))
        .layer(RequestBodyLimitLayer::new(LONGEST_BODY))
        .merge(uploads)
        .layer(sessions)
        .layer(from_fn_with_state(state.clone(), address::note))
        .layer(same_site(&settings.public_url))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST_WAIT))
        .layer(from_fn_with_state(load::Places::default(), load::limit))
        .layer(CatchPanicLayer::custom(|_panic| error_page::page(StatusCode::INTERNAL_SERVER_ERROR)))
        .layer(from_fn_with_state(state.clone(), headers::add))
        .layer(from_fn(request_log::log))
}

/// Refuses what another site's page sends. Programs, which send neither `Origin` nor `Sec-Fetch-Site`, are not meant: they
/// have no cookies to misuse. Behind a proxy that changes `Host`, the public address is the origin that counts.
fn same_site(
    public_url: &str,
) -> CsrfLayer<impl Fn(ProtectionError) -> axum::response::Response + Clone + Send + Sync + 'static> {
    let layer = CsrfLayer::new();
    let layer = layer.clone().add_trusted_origin(public_url).unwrap_or(layer);
    layer.with_rejection_response(|_error: ProtectionError| error_page::page(StatusCode::FORBIDDEN))
}
