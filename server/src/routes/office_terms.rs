//! The office's forms about how a survey is run: its terms, opening and closing.

use app::calls::inviting::{BadDay, TermsSlip};
use app::services::{Services, chance, inviting, register};
use axum::extract::{Form, Path, State};
use axum::response::Response;
use chrono::NaiveDate;
use domain::local_time;
use domain::permission::Action;
use domain::survey::{Mode, Survey};
use domain::terms::{Door, Terms};
use store::{StoreError, SurveyState};
use tower_sessions::Session;

use super::office_form::{Fields, Trouble, authorised, note, see, word};

const REMINDERS: [&str; 3] = ["reminder1", "reminder2", "reminder3"];

/// Saves how a survey is run (`go=save`), opens it, or closes it when somebody is `sure`.
///
/// # Errors
///
/// See [`Trouble`].
pub async fn change(
    State(services): State<Services>,
    Path(slug): Path<String>,
    session: Session,
    Form(fields): Form<Fields>,
) -> Result<Response, Trouble> {
    let person = authorised(&services, &session, Action::ManageSurveys).await?;
    let page = format!("/office/surveys/{slug}/terms");
    let Some(stored) = services.records.survey(&slug).await? else { return Ok(see(&page)) };
    let subject = format!("survey:{slug}");
    let today = services.clock.today();
    let outcome = match word(&fields, "go") {
        "open" if stored.state == SurveyState::Closed && stored.terms.door == Door::Invited => "no-key",
        // It would be closed again within the hour.
        "open" if !stored.terms.takes_responses_on(today) => "over",
        "open" => {
            services.records.set_survey_state(&slug, SurveyState::Open).await?;
            note(&services, &person, "survey.opened", subject, String::new()).await?;
            "opened"
        }
        "close" if word(&fields, "sure").is_empty() => "unsure#close",
        "close" => {
            inviting::close(&services, &slug).await?;
            note(&services, &person, "survey.closed", subject, String::new()).await?;
            "closed"
        }
        _ => match read_terms(&fields, &stored.terms, today) {
            Err(slip) => {
                let id = chance::uuid();
                register::keep(&services, id, "terms", person.id, &slip).await?;
                return Ok(see(&format!("{page}?outcome=date&slip={id}")));
            }
            Ok((mode, terms)) => {
                let survey = Survey { mode: mode.unwrap_or(stored.survey.mode), ..stored.survey };
                let version = word(&fields, "version").parse().unwrap_or_default();
                match services.records.change_terms(&survey, &terms, version).await {
                    Ok(()) => {
                        note(&services, &person, "survey.terms", subject, String::new()).await?;
                        services.tallies.look_again().await;
                        "saved"
                    }
                    Err(StoreError::Fixed) => "fixed",
                    Err(StoreError::Conflict) => "changed",
                    Err(error) => return Err(error.into()),
                }
            }
        },
    };
    Ok(see(&format!("{page}?outcome={outcome}")))
}

/// What was written, or what is wrong with its days: a day that was not there before must not lie in the past. What is fixed is
/// not among the fields and stays.
fn read_terms(fields: &Fields, before: &Terms, today: NaiveDate) -> Result<(Option<Mode>, Terms), TermsSlip> {
    let mode = match word(fields, "mode") {
        "named" => Some(Mode::Named),
        "pseudonymous" => Some(Mode::Pseudonymous),
        "anonymous" => Some(Mode::Anonymous),
        _ => None,
    };
    let door = match word(fields, "door") {
        "everybody" => Door::Everybody,
        "invited" => Door::Invited,
        _ => before.door,
    };
    let mut slip = TermsSlip::default();
    let mut day = |name: &str, before: &[NaiveDate]| {
        let text = word(fields, name);
        let read = local_time::day(text);
        let bad = match read {
            None if !text.is_empty() => BadDay::NoDay,
            Some(day) if day < today && !before.contains(&day) => BadDay::Past,
            _ => return read,
        };
        slip.problems.insert(name.to_owned(), bad);
        None
    };
    let closes = day("closes", before.closes.as_slice());
    let changes_until = day("changes_until", before.changes_until.as_slice());
    let mut reminders: Vec<NaiveDate> = REMINDERS.into_iter().filter_map(|name| day(name, &before.reminders)).collect();
    if !slip.problems.is_empty() {
        slip.typed = fields.iter().cloned().collect();
        return Err(slip);
    }
    reminders.sort_unstable();
    reminders.dedup();
    // Fewer than three tell too much.
    let smallest_cell = word(fields, "smallest_cell").parse().unwrap_or(before.smallest_cell).clamp(3, 100);
    Ok((mode, Terms { door, closes, changes_until, reminders, smallest_cell }))
}
