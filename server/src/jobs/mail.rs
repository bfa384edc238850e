//! Sends mails for as long as the process lives, and forgets who got them.

use std::time::Duration;

use app::services::Services;
use app::services::mail::sending::{Pass, send_due};
use chrono::TimeDelta;
use futures::future::{Either, select};

/// How often to look for mails that are due.
const EVERY: Duration = Duration::from_secs(2);
/// How often, while there is no mail server.
const WITHOUT_SERVER: Duration = Duration::from_mins(1);
/// The longest pause while something keeps all mails back.
const LONGEST: Duration = Duration::from_mins(5);
/// Who got a mail, and what was in it, is known for so long.
const KEPT: TimeDelta = TimeDelta::days(30);

/// Sends what is due until the process closes; the mail that is being handed over then is finished.
pub async fn send_mails(services: Services) {
    let mut in_vain = 0;
    while !services.closing.is_announced() {
        let pause = match send_due(&services).await {
            Ok(Pass::Done(_) | Pass::Closing) => {
                in_vain = 0;
                EVERY
            }
            Ok(Pass::NoServer) => WITHOUT_SERVER,
            Ok(Pass::KeptBack(trouble)) => {
                if in_vain == 0 {
                    tracing::warn!(trouble = trouble.name(), "the mail server takes nothing; mails wait");
                }
                in_vain += 1;
                waiting(in_vain)
            }
            Err(error) => {
                tracing::error!(%error, "the queue of mails cannot be read");
                in_vain += 1;
                waiting(in_vain)
            }
        };
        let closing = std::pin::pin!(services.closing.clone().announced());
        match select(closing, std::pin::pin!(tokio::time::sleep(pause))).await {
            Either::Left(_) | Either::Right(_) => {}
        }
    }
}

/// Twice as long each time.
fn waiting(in_vain: u32) -> Duration {
    EVERY.saturating_mul(1 << in_vain.min(16)).min(LONGEST)
}

/// Forgets recipients and contents of mails that came to their end thirty days ago.
pub async fn forget(services: &Services) {
    match services.records.forget_mails(services.clock.now() - KEPT).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "forgot who got old mails"),
        Err(error) => tracing::error!(%error, "old mails could not be forgotten"),
    }
}
