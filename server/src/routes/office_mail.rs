//! The office's forms about mails: repeating and stopping them, and writing their texts.

use app::services::mail::{reach, texts};
use app::services::people::Person;
use app::services::{Services, chance};
use app::texts::office_mail;
use axum::extract::{Form, State};
use axum::response::Response;
use domain::account::plausible_email;
use domain::language::Language;
use domain::mail::text::{LONGEST_BODY, LONGEST_SUBJECT};
use domain::mail::{MailState, Template, check};
use domain::permission::Action;
use domain::way_back::way_back;
use store::{MailDraft, MailText, MailTextKey, NewMail, StoreError};
use tower_sessions::Session;
use uuid::Uuid;

use super::office_form::{Fields, Trouble, authorised, field, note, see};

/// Drafts may be too long to be used, but not without end.
const LONGEST_DRAFT: usize = 4 * (LONGEST_BODY + LONGEST_SUBJECT);

/// Repeats a mail that did not arrive (`go=repeat`), stops one that waits (`stop`), or sends one to the person (`test`). Notes that
/// nobody can be reached at an `address` (`unreachable`), or takes that back (`reachable`), and leads `back`.
///
/// # Errors
///
/// See [`Trouble`].
pub async fn change(
    State(services): State<Services>,
    session: Session,
    Form(fields): Form<Fields>,
) -> Result<Response, Trouble> {
    let person = authorised(&services, &session, Action::ManageMail).await?;
    let (id, now) = (field(&fields, "id").parse::<Uuid>().unwrap_or_default(), services.clock.now());
    let (deed, changed) = match field(&fields, "go") {
        "repeat" => ("mail.repeated", services.records.repeat_mail(id, now).await?),
        "stop" => ("mail.halted", services.records.stop_mail(id, now).await?),
        "test" => {
            test(&services, &person).await?;
            return Ok(see("/office/mail?outcome=test"));
        }
        go @ ("unreachable" | "reachable") => return reach(&services, &person, &fields, go == "unreachable").await,
        _ => ("", false),
    };
    if changed {
        note(&services, &person, deed, format!("mail:{id}"), String::new()).await?;
    }
    let state = MailState::from_name(field(&fields, "state")).map(|state| format!("&state={}", state.name()));
    let outcome = if changed { "done" } else { "late" };
    Ok(see(&format!("/office/mail?outcome={outcome}{}", state.unwrap_or_default())))
}

async fn reach(services: &Services, person: &Person, fields: &Fields, unreachable: bool) -> Result<Response, Trouble> {
    let address = field(fields, "address").trim();
    if !plausible_email(address) {
        return Err(Trouble::NotFound);
    }
    let deed = if unreachable {
        reach::mark(services, address).await?;
        "mail.marked_unreachable"
    } else {
        reach::unmark(services, address).await?;
        "mail.marked_reachable"
    };
    note(services, person, deed, "mail".to_owned(), String::new()).await?;
    Ok(see(way_back(field(fields, "back")).unwrap_or("/office/mail?outcome=done")))
}

/// A mail to the person who asks: shows whether mails arrive.
async fn test(services: &Services, person: &Person) -> Result<(), StoreError> {
    let (id, now) = (chance::uuid(), services.clock.now());
    let words = [("subject", office_mail::TEST_SUBJECT), ("text", office_mail::TEST_TEXT)];
    let mail = NewMail {
        id,
        recipient: person.email.clone(),
        template: Template::Notice.name().to_owned(),
        language: Language::new("de"),
        parameters: words.map(|(name, words)| (name.to_owned(), words.to_owned())).into(),
        due: now,
    };
    services.records.queue_mail(&mail, now).await?;
    note(services, person, "mail.tested", format!("mail:{id}"), String::new()).await
}

/// Keeps a draft (`go=draft`), puts it in force (`use`), forgets it (`discard`), or forgets what is in force (`reset`).
///
/// # Errors
///
/// See [`Trouble`].
pub async fn write(
    State(services): State<Services>,
    session: Session,
    Form(fields): Form<Fields>,
) -> Result<Response, Trouble> {
    let person = authorised(&services, &session, Action::ManageMail).await?;
    let found =
        texts::key(&services, field(&fields, "template"), field(&fields, "language"), field(&fields, "survey")).await?;
    let Some((key, _)) = found else { return Ok(see("/office/mail/templates")) };
    let outcome = match field(&fields, "go") {
        "draft" => keep_draft(&services, &person, &key, &fields).await?,
        "use" => put_in_force(&services, &person, &key, &fields).await?,
        "discard" => {
            services.records.discard_mail_draft(&key, person.id).await?;
            ""
        }
        "reset" => {
            services.records.reset_mail_text(&key).await?;
            note(&services, &person, "mail_text.reset", subject(&key), String::new()).await?;
            "reset"
        }
        _ => "",
    };
    let survey = key.survey.as_deref().unwrap_or_default();
    let place =
        format!("/office/mail/template?template={}&language={}&survey={survey}", key.template.name(), key.language);
    Ok(see(&if outcome.is_empty() { place } else { format!("{place}&outcome={outcome}") }))
}

async fn keep_draft(
    services: &Services,
    person: &Person,
    key: &MailTextKey,
    fields: &Fields,
) -> Result<&'static str, StoreError> {
    // Browsers send line ends of two letters.
    let text = MailText {
        subject: field(fields, "subject").trim().to_owned(),
        body: field(fields, "body").replace("\r\n", "\n").replace('\r', "\n"),
    };
    if text.subject.chars().count() + text.body.chars().count() > LONGEST_DRAFT {
        return Ok("long");
    }
    // Who goes on with a draft has seen what changed meanwhile.
    let draft = MailDraft { text, revision: field(fields, "revision").parse().unwrap_or_default() };
    services.records.keep_mail_draft(key, person.id, &draft).await?;
    Ok("")
}

async fn put_in_force(
    services: &Services,
    person: &Person,
    key: &MailTextKey,
    fields: &Fields,
) -> Result<&'static str, StoreError> {
    let Some(draft) = services.records.mail_draft(key, person.id).await? else { return Ok("") };
    if !check(key.template, &draft.text.subject, &draft.text.body).is_empty() {
        return Ok("");
    }
    // The revision that the person has seen: the page shows a newer one beside the draft.
    let seen = field(fields, "revision").parse().unwrap_or_default();
    if !services.records.keep_mail_text(key, &draft.text, seen).await? {
        return Ok("");
    }
    services.records.discard_mail_draft(key, person.id).await?;
    note(services, person, "mail_text.changed", subject(key), String::new()).await?;
    Ok("used")
}

fn subject(key: &MailTextKey) -> String {
    let survey = key.survey.as_ref().map(|slug| format!(":{slug}")).unwrap_or_default();
    format!("mail_text:{}:{}{survey}", key.template.name(), key.language)
}
