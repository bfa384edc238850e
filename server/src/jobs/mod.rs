//! What happens beside the requests: forgetting what has expired, sending mails.

use std::time::Duration;

use app::services::Services;

pub mod mail;

const EVERY_MINUTE: Duration = Duration::from_mins(1);
const EVERY_HOUR: Duration = Duration::from_hours(1);

/// Keeps house until it is dropped: expired drafts and sessions hourly, idle limits every minute.
pub async fn keep_house(services: Services) {
    let mut minutes = tokio::time::interval(EVERY_MINUTE);
    let mut hours = tokio::time::interval(EVERY_HOUR);
    loop {
        tokio::select! {
            _ = minutes.tick() => services.limits.forget_idle(),
            _ = hours.tick() => {
                forget_expired(&services).await;
                mail::forget(&services).await;
            }
        }
    }
}

async fn forget_expired(services: &Services) {
    match services.records.delete_expired(services.clock.now()).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "forgot expired drafts and sessions"),
        Err(error) => tracing::error!(%error, "expired drafts and sessions could not be deleted"),
    }
}
