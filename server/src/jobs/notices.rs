//! Tells people what happened to what they follow, for as long as the process lives.

use std::time::Duration;

use app::services::Services;
use app::services::consultation::notices;
use futures::future::{Either, select};

/// How often to look for news: who wants to hear of them at once hears within a minute.
const EVERY: Duration = Duration::from_secs(20);

/// Queues mails about news until the process closes. What is begun then is finished by the next process.
pub async fn tell(services: Services) {
    while !services.closing.is_announced() {
        match notices::tell_due(&services).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "queued mails about news"),
            Err(error) => tracing::error!(%error, "people could not be told of news; it is tried again"),
        }
        let closing = std::pin::pin!(services.closing.clone().announced());
        match select(closing, std::pin::pin!(tokio::time::sleep(EVERY))).await {
            Either::Left(_) | Either::Right(_) => {}
        }
    }
}
