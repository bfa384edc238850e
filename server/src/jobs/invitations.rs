//! What surveys by invitation need beside the requests: their dates, who is done, and figures that were held back.

use app::services::{Services, inviting};
use store::{Actor, Deed};

/// Ends surveys whose last day is over, reminds, brings in who is done, shows what was held back. Called every hour; all of it
/// is safe to repeat. Failures are logged, and the next call goes on.
pub async fn look_after(services: &Services) {
    match inviting::keep_dates(services).await {
        Ok(done) => {
            for (deed, survey, count) in done {
                let note = if count > 0 { count.to_string() } else { String::new() };
                let deed = Deed { actor: Actor::Program, deed, subject: format!("survey:{survey}"), note };
                if let Err(error) = services.records.note_deed(&deed, services.clock.now()).await {
                    tracing::error!(%error, "a deed could not be noted");
                }
            }
        }
        Err(error) => tracing::error!(%error, "the dates of surveys could not be kept"),
    }
    if let Err(error) = services.done.bring_in(&services.records, services.clock.today()).await {
        tracing::error!(%error, "who is done could not be brought in");
    }
    services.tallies.look_again().await;
}
