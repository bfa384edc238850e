//! Headers of every answer: what browsers may do with it, and how long they may keep it.

use app::services::security::STRICTEST_POLICY;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, STRICT_TRANSPORT_SECURITY};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use crate::state::AppState;

/// Set unless the answer has its own. `same-origin` as referrer: forms need it to come back, others learn nothing.
const ALWAYS: [(&str, &str); 7] = [
    ("content-security-policy", STRICTEST_POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("permissions-policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];
const A_YEAR_OF_HTTPS: &str = "max-age=31536000";

pub async fn add(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let caching = Caching::of(&state, &request);
    let mut response = next.run(request).await;
    let status = response.status();
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        set(headers, HeaderName::from_static(name), value);
    }
    if state.services.settings.secure {
        set(headers, STRICT_TRANSPORT_SECURITY, A_YEAR_OF_HTTPS);
    }
    set(headers, CACHE_CONTROL, caching.value(status, headers));
    debug_assert!(headers.contains_key(CONTENT_SECURITY_POLICY));
    response
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}

/// How long a browser may keep what lies at an address.
#[derive(Clone, Copy)]
enum Caching {
    /// The name or the query holds a hash of the content.
    ForEver,
    /// A file of the site without such a name.
    AWhile,
    /// Pages and data.
    Never,
}

impl Caching {
    fn of(state: &AppState, request: &Request) -> Self {
        let path = request.uri().path();
        let in_package = path.strip_prefix('/').and_then(|path| path.strip_prefix(&*state.options.site_pkg_dir));
        let has_version = request.uri().query().is_some_and(|query| query.starts_with("v="));
        if in_package.is_some_and(|rest| rest.starts_with('/')) {
            if state.options.hash_files { Self::ForEver } else { Self::Never }
        } else if path.starts_with("/generated/") && has_version {
            Self::ForEver
        } else if path.starts_with("/api/") {
            Self::Never
        } else if path.rsplit('/').next().is_some_and(|name| name.contains('.')) {
            Self::AWhile
        } else {
            Self::Never
        }
    }

    fn value(self, status: StatusCode, headers: &HeaderMap) -> &'static str {
        let is_page = headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.starts_with("text/html"));
        match self {
            _ if status != StatusCode::OK || is_page => "no-store",
            Self::ForEver => "public, max-age=31536000, immutable",
            Self::AWhile => "public, max-age=86400",
            Self::Never => "no-store",
        }
    }
}
