//! Sheds load: better a quick "come back" for some than a slow nothing for all.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use tokio::sync::Semaphore;

use super::error_page;

/// Requests worked on at a time. Live streams count until their answer begins.
const AT_A_TIME: usize = 1_024;

#[derive(Clone)]
pub struct Places(Arc<Semaphore>);

impl Default for Places {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_A_TIME)))
    }
}

pub async fn limit(State(places): State<Places>, request: Request, next: Next) -> Response {
    // Who asks whether we live gets an answer also when we are busy.
    let asks_for_health = request.uri().path().starts_with("/health/");
    let Ok(_place) = places.0.try_acquire() else {
        if asks_for_health {
            return next.run(request).await;
        }
        let mut response = error_page::page(StatusCode::SERVICE_UNAVAILABLE);
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("2"));
        return response;
    };
    next.run(request).await
}
