//! Health, for those who run Teilhabe: does the process live, and can it work?

use app::services::Services;
use axum::extract::State;
use axum::http::StatusCode;

/// 200 as long as the process answers at all.
#[utoipa::path(get, path = "/health/live", tag = "health", responses((status = 200, description = "The process answers")))]
pub async fn live() -> &'static str {
    "live\n"
}

/// 200 when the database answers, too; 503 otherwise.
#[utoipa::path(get, path = "/health/ready", tag = "health", responses(
    (status = 200, description = "The database answers"),
    (status = 503, description = "The database does not answer"),
))]
pub async fn ready(State(services): State<Services>) -> (StatusCode, &'static str) {
    if services.records.is_ready().await {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
    }
}
