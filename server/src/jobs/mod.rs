//! What happens beside the requests: sending mails, telling news, closing surveys and reminding the invited, forgetting what has expired,
//! erasing what has been kept long enough, watching the audit log.

use std::time::Duration;

use app::services::Services;

pub mod audit;
pub mod invitations;
pub mod mail;
pub mod notices;
pub mod retention;
pub mod votes;

const EVERY_FEW_SECONDS: Duration = Duration::from_secs(5);
const EVERY_MINUTE: Duration = Duration::from_mins(1);
const EVERY_HOUR: Duration = Duration::from_hours(1);

/// Keeps house until it is dropped: expired drafts and sessions, retention dates and the audit log hourly, idle limits every
/// minute.
pub async fn keep_house(services: Services) {
    let mut seconds = tokio::time::interval(EVERY_FEW_SECONDS);
    let mut minutes = tokio::time::interval(EVERY_MINUTE);
    let mut hours = tokio::time::interval(EVERY_HOUR);
    loop {
        tokio::select! {
            _ = seconds.tick() => {
                keep_attempts(&services).await;
                votes::close_due(&services).await;
            }
            _ = minutes.tick() => services.limits.forget_idle(),
            _ = hours.tick() => {
                invitations::look_after(&services).await;
                forget_expired(&services).await;
                retention::erase_due(&services).await;
                audit::watch(&services).await;
                mail::forget(&services).await;
            }
        }
    }
}

/// Writes down what was attempted at accounts, and how much came from addresses. Called when the process ends, too.
pub async fn keep_attempts(services: &Services) {
    if let Err(error) = services.limits.keep(&services.records).await {
        tracing::error!(%error, "attempts could not be kept");
    }
}

async fn forget_expired(services: &Services) {
    if let Err(error) = services.records.forget_attempts(services.clock.now()).await {
        tracing::error!(%error, "old attempts could not be forgotten");
    }
    match services.records.delete_expired(services.clock.now()).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "forgot expired drafts and sessions"),
        Err(error) => tracing::error!(%error, "expired drafts and sessions could not be deleted"),
    }
}
