//! The office's forms about a survey's invitations and terms.

use app::services::inviting::{self, Letter};
use app::services::{Services, invitations};
use axum::extract::{Form, Path, State};
use axum::response::Response;
use chrono::NaiveDate;
use domain::district::District;
use domain::invitation::Window;
use domain::language::Language;
use domain::organisation::Filter;
use domain::permission::Action;
use domain::survey::{Mode, Survey};
use domain::terms::{Door, Terms};
use domain::topic::Topic;
use store::{InvitationState, StoreError, SurveyState};
use tower_sessions::Session;

use super::office_form::{Fields, Trouble, authorised, note, see, word};

/// Invites (`go=register` by filter, `list` pasted), writes to the invited (`send`, `remind`), or takes one back (`revoke`,
/// `replace` with an `id`).
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
    let person = authorised(&services, &session, Action::ManageInvitations).await?;
    let page = format!("/office/surveys/{slug}/invitations");
    let Some(stored) = services.records.survey(&slug).await? else { return Ok(see(&page)) };
    if stored.terms.door != Door::Invited || stored.state == SurveyState::Closed {
        return Ok(see(&format!("{page}?outcome=closed")));
    }
    let subject = format!("survey:{slug}");
    let outcome = match word(&fields, "go") {
        go @ ("register" | "list") => {
            let Ok(until) = day(word(&fields, "until")) else { return Ok(see(&format!("{page}?outcome=date"))) };
            let (guests, bad) = if go == "list" {
                inviting::read_list(word(&fields, "list"))
            } else {
                (inviting::guests_of_register(&services, &filter(&fields)).await?, Vec::new())
            };
            let made = invitations::invite(&services, &slug, guests, Window { from: None, until }).await?.len();
            note(&services, &person, "invitation.made", subject, made.to_string()).await?;
            let lines: Vec<String> = bad.iter().take(20).map(|line| line.number.to_string()).collect();
            format!("made&n={made}&lines={}", lines.join("-"))
        }
        go @ ("send" | "remind") => {
            let letter = if go == "send" { Letter::Invitation } else { Letter::Reminder };
            let plan = inviting::plan(&services, &slug, letter).await?;
            let sent = inviting::write(&services, &plan, letter).await?;
            let deed = if go == "send" { "invitation.sent" } else { "invitation.reminded" };
            note(&services, &person, deed, subject, sent.to_string()).await?;
            format!("sent&n={sent}")
        }
        "printed" => {
            // What was printed counts as sent: those letters are on their way.
            let ids: Vec<String> = services
                .records
                .invitations(&slug)
                .await?
                .into_iter()
                .filter(|invitation| invitation.progress() == domain::invitation::Progress::Created)
                .map(|invitation| invitation.id)
                .collect();
            services.records.note_sent(&ids, services.clock.today()).await?;
            note(&services, &person, "invitation.sent", subject, ids.len().to_string()).await?;
            format!("printed&n={}", ids.len())
        }
        go @ ("revoke" | "replace") => {
            let id = word(&fields, "id");
            let belongs = services.records.invitation(id).await?.is_some_and(|invitation| invitation.survey == slug);
            let changed = match go {
                _ if !belongs => false,
                "revoke" => services.records.end_invitation(id, InvitationState::Revoked).await?,
                _ => invitations::replace(&services, id).await?.is_some(),
            };
            if changed {
                let deed = if go == "revoke" { "invitation.revoked" } else { "invitation.replaced" };
                note(&services, &person, deed, format!("invitation:{id}"), String::new()).await?;
            }
            if changed { go.to_owned() } else { "late".to_owned() }
        }
        _ => "late".to_owned(),
    };
    Ok(see(&format!("{page}?outcome={outcome}")))
}

fn filter(fields: &Fields) -> Filter {
    Filter {
        text: word(fields, "text").chars().take(100).collect(),
        topic: Topic::coded(word(fields, "topic")),
        language: Some(word(fields, "language")).filter(|tag| !tag.is_empty()).map(Language::new),
        district: word(fields, "district").parse().ok().and_then(District::numbered),
        ..Filter::default()
    }
}

/// Nothing for an empty field.
fn day(text: &str) -> Result<Option<NaiveDate>, chrono::ParseError> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some) }
}

/// Saves how a survey is run (`go=save`), opens it or closes it.
///
/// # Errors
///
/// See [`Trouble`].
pub async fn terms(
    State(services): State<Services>,
    Path(slug): Path<String>,
    session: Session,
    Form(fields): Form<Fields>,
) -> Result<Response, Trouble> {
    let person = authorised(&services, &session, Action::ManageSurveys).await?;
    let page = format!("/office/surveys/{slug}/terms");
    let Some(stored) = services.records.survey(&slug).await? else { return Ok(see(&page)) };
    let subject = format!("survey:{slug}");
    let outcome = match word(&fields, "go") {
        "open" if stored.state == SurveyState::Closed && stored.terms.door == Door::Invited => "no-key",
        "open" => {
            services.records.set_survey_state(&slug, SurveyState::Open).await?;
            note(&services, &person, "survey.opened", subject, String::new()).await?;
            "opened"
        }
        "close" => {
            inviting::close(&services, &slug).await?;
            note(&services, &person, "survey.closed", subject, String::new()).await?;
            "closed"
        }
        _ => match read_terms(&fields, &stored.terms) {
            None => "date",
            Some((mode, terms)) => {
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

/// Nothing when a date is none. What is fixed is not among the fields and stays.
fn read_terms(fields: &Fields, before: &Terms) -> Option<(Option<Mode>, Terms)> {
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
    let mut reminders = Vec::new();
    for name in ["reminder1", "reminder2", "reminder3"] {
        reminders.extend(day(word(fields, name)).ok()?);
    }
    reminders.sort_unstable();
    reminders.dedup();
    Some((
        mode,
        Terms {
            door,
            closes: day(word(fields, "closes")).ok()?,
            changes_until: day(word(fields, "changes_until")).ok()?,
            reminders,
            // Fewer than three tell too much.
            smallest_cell: word(fields, "smallest_cell").parse().unwrap_or(before.smallest_cell).clamp(3, 100),
        },
    ))
}
