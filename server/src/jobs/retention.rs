//! Erases the responses of surveys whose retention date is over. Broken off in between, the next hour goes on; done twice,
//! the second time finds nothing.

use app::services::Services;
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
            Ok(responses) => tracing::info!(survey = slug, responses, "erased what was beyond its retention date"),
            Err(error) => {
                tracing::error!(survey = slug, %error, "the responses of a survey could not be erased in time");
            }
        }
    }
}

async fn erase(services: &Services, slug: &str) -> Result<u64, StoreError> {
    let records = &services.records;
    let note = |deed, note: String| Deed { actor: Actor::Program, deed, subject: format!("survey:{slug}"), note };
    // Closed first, so that nothing arrives behind the erasure.
    if records.survey(slug).await?.is_some_and(|stored| stored.state == SurveyState::Open) {
        records.set_survey_state(slug, SurveyState::Closed).await?;
        services.surveys.forget(slug);
        records.note_deed(&note("survey.closed-by-retention", String::new()), services.clock.now()).await?;
    }
    let erasing = Erasing { day: services.clock.today(), cause: Cause::Retention, actor: Actor::Program };
    let erased = records.erase_responses(slug, &erasing).await?;
    services.tallies.forget(slug);
    if erased > 0 {
        records.note_deed(&note("survey.erased-by-retention", erased.to_string()), services.clock.now()).await?;
    }
    Ok(erased)
}
