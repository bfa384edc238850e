//! Brings in the papers of secret votes that have closed.

use app::services::Services;
use app::services::consultation::voting;

/// Called every few seconds; safe to repeat. A failure is logged, and the next call goes on.
pub async fn close_due(services: &Services) {
    if let Err(error) = voting::close_due(services).await {
        tracing::error!(%error, "the papers of a secret vote could not be brought in");
    }
}
