//! Erases responses and invitations of surveys whose retention date is over. Broken off in between, the next hour goes on; done twice,
//! the second time finds nothing.

use app::services::{Services, inviting};
use store::{Actor, Cause, Deed, Erasing, StoreError, SurveyState};

/// Ends and empties every survey whose last day of retention is over. What goes wrong with one does not keep the others.
pub async fn erase_due(services: &Services) {
    let due = match services.records.retentions_before(services.clock.today()).await {
        Ok(due) => due,
        Err(error) => {
            tracing::error!(%error, "surveys beyond their retention date could not be looked for");
            return;
        }
    };
    for (slug, _) in due {
        match erase(services, &slug).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(survey = slug, count, "erased what was beyond its retention date"),
            Err(error) => {
                tracing::error!(survey = slug, %error, "what a survey has brought could not be erased in time");
            }
        }
    }
}

async fn erase(services: &Services, slug: &str) -> Result<u64, StoreError> {
    let records = &services.records;
    let note = |deed, note: String| Deed { actor: Actor::Program, deed, subject: format!("survey:{slug}"), note };
    // Closed first, so that nothing arrives behind the erasure.
    if records.survey(slug).await?.is_some_and(|stored| stored.state == SurveyState::Open) {
        inviting::close(services, slug).await?;
        services.surveys.forget(slug);
        records.note_deed(&note("survey.closed-by-retention", String::new()), services.clock.now()).await?;
    }
    let erasing = Erasing { day: services.clock.today(), cause: Cause::Retention, actor: Actor::Program };
    let erased = records.erase_responses(slug, &erasing).await?;
    services.tallies.forget(slug);
    if erased > 0 {
        records.note_deed(&note("survey.erased-by-retention", erased.to_string()), services.clock.now()).await?;
    }
    let invitations = records.erase_invitations(slug, &erasing, services.clock.now()).await?;
    if invitations > 0 {
        let deed = note("invitation.erased-by-retention", invitations.to_string());
        records.note_deed(&deed, services.clock.now()).await?;
    }
    Ok(erased + invitations)
}
