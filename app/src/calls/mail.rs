//! Mails as the office sees them, and the page by which somebody stops them. What changes something is posted as a plain form
//! (`server/src/routes/office_mail.rs`, `mail_stop.rs`).

use domain::language::Language;
use domain::mail::{Fault, MailState, Template, Trouble};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::request;
use crate::error::CallError;

/// The list of mails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailPage {
    /// How many are in each state, all states in order.
    pub counts: Vec<(MailState, u64)>,
    /// There is no mail server: all wait.
    pub without_server: bool,
    /// What keeps all mails back just now, with the server's words.
    pub kept_back: Option<(Trouble, String)>,
    /// The newest ones.
    pub mails: Vec<MailLine>,
}

/// One mail of the list. Times are those of Duisburg, as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailLine {
    pub id: Uuid,
    /// Nothing once it is forgotten.
    pub recipient: Option<String>,
    pub template: Option<Template>,
    pub language: Language,
    pub state: MailState,
    pub attempts: u32,
    pub trouble: Option<Trouble>,
    pub answer: Option<String>,
    /// When it came to its end, else when it was put in.
    pub when: String,
    /// When it is tried again, if it has been tried.
    pub next: Option<String>,
    /// Nobody can be reached at its address.
    pub unreachable: bool,
}

/// A text among those that staff may change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextLine {
    pub template: Template,
    pub language: Language,
    /// Slug and title of the survey it is for; nothing: for all.
    pub survey: Option<(String, String)>,
    /// Staff wrote it.
    pub custom: bool,
}

/// All texts that staff may change, and the surveys for which they could write one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextList {
    pub lines: Vec<TextLine>,
    /// Slug and title.
    pub surveys: Vec<(String, String)>,
}

/// A subject and a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    pub subject: String,
    pub body: String,
}

/// One text, to be edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextPage {
    pub template: Template,
    pub language: Language,
    /// Slug and title.
    pub survey: Option<(String, String)>,
    /// What mails say.
    pub in_force: Words,
    /// Staff wrote what mails say.
    pub custom: bool,
    /// Revision of it; 0 when staff wrote none.
    pub revision: u32,
    /// What this person is writing.
    pub draft: Option<Words>,
    /// Somebody else changed the text since the draft was begun.
    pub changed: bool,
    /// What is wrong with the draft.
    pub faults: Vec<Fault>,
    /// The draft, or what mails say, with example values.
    pub preview: Option<Words>,
}

/// So many mails are listed.
pub const LISTED: u32 = 100;

/// The newest mails of a state, or of all when it is empty. Whoever looks leaves an entry in the audit log.
#[server(prefix = "/calls", endpoint = "load-mails")]
pub async fn load_mails(state: String) -> Result<MailPage, CallError> {
    use store::{Actor, Deed};

    use crate::services::mail::reach;

    let person = request::authorised(domain::permission::Action::SeeMail).await?;
    let services = request::services()?;
    let found = services.records.mails(MailState::from_name(&state), LISTED).await.map_err(request::failed)?;
    let counted = services.records.count_mails().await.map_err(request::failed)?;
    let addresses: Vec<&str> =
        found.iter().map(|mail| mail.recipient.as_str()).filter(|address| !address.is_empty()).collect();
    let unreachable = reach::unreachable_among(&services, &addresses).await.map_err(request::failed)?;
    let deed = Deed {
        actor: Actor::Account(person.id),
        deed: "mail.list_seen",
        subject: "mail".to_owned(),
        note: String::new(),
    };
    services.records.note_deed(&deed, services.clock.now()).await.map_err(request::failed)?;
    Ok(MailPage {
        counts: MailState::ALL.map(|state| (state, counted.get(&state).copied().unwrap_or_default())).into(),
        without_server: services.settings.mail.server.is_none(),
        kept_back: services.mail.trouble(),
        mails: found
            .into_iter()
            .map(|mail| MailLine {
                id: mail.id,
                unreachable: unreachable.contains(&mail.recipient.trim().to_lowercase()),
                recipient: Some(mail.recipient).filter(|recipient| !recipient.is_empty()),
                template: Template::from_name(&mail.template),
                language: mail.language,
                state: mail.state,
                attempts: mail.attempts,
                trouble: mail.trouble,
                answer: mail.answer,
                when: local_time(mail.ended.unwrap_or(mail.queued)),
                next: (mail.state == MailState::Waiting && mail.attempts > 0).then(|| local_time(mail.due)),
            })
            .collect(),
    })
}

/// The texts that staff may change.
#[server(prefix = "/calls", endpoint = "load-mail-texts")]
pub async fn load_mail_texts() -> Result<TextList, CallError> {
    request::authorised(domain::permission::Action::SeeMail).await?;
    let services = request::services()?;
    let written = services.records.mail_texts().await.map_err(request::failed)?;
    let surveys: Vec<(String, String)> = services
        .records
        .surveys()
        .await
        .map_err(request::failed)?
        .into_iter()
        .map(|stored| (stored.survey.slug.clone(), title(&stored.survey)))
        .collect();
    let mut lines = Vec::new();
    for template in Template::EDITABLE {
        for (tag, _) in crate::texts::LANGUAGES {
            let language = Language::new(tag);
            let here = |survey: Option<&str>| {
                written.iter().any(|text| {
                    text.key.template == template
                        && text.key.language == language
                        && text.key.survey.as_deref() == survey
                })
            };
            lines.push(TextLine { template, language: language.clone(), survey: None, custom: here(None) });
            for survey in surveys.iter().filter(|(slug, _)| here(Some(slug))) {
                let survey = Some(survey.clone());
                lines.push(TextLine { template, language: language.clone(), survey, custom: true });
            }
        }
    }
    Ok(TextList { lines, surveys })
}

/// One text with the person's draft and a preview; `survey` is a slug, or empty.
#[server(prefix = "/calls", endpoint = "load-mail-text")]
pub async fn load_mail_text(template: String, language: String, survey: String) -> Result<TextPage, CallError> {
    use crate::services::mail::texts;

    let person = request::authorised(domain::permission::Action::SeeMail).await?;
    let services = request::services()?;
    let (key, survey) = texts::key(&services, &template, &language, &survey)
        .await
        .map_err(request::failed)?
        .ok_or(CallError::NotFound)?;
    let stored = services.records.mail_text(&key).await.map_err(request::failed)?;
    let draft = services.records.mail_draft(&key, person.id).await.map_err(request::failed)?;
    let revision = stored.as_ref().map_or(0, |stored| stored.revision);
    let custom = stored.is_some();
    let in_force = match stored {
        Some(stored) => stored.text,
        None => texts::beneath(&services, &key).await.map_err(request::failed)?,
    };
    let shown = draft.as_ref().map_or(&in_force, |draft| &draft.text);
    let faults = domain::mail::check(key.template, &shown.subject, &shown.body);
    let preview = if faults.is_empty() { texts::preview(&services, &key, shown) } else { None };
    Ok(TextPage {
        template: key.template,
        language: key.language,
        survey,
        in_force: Words { subject: in_force.subject, body: in_force.body },
        custom,
        revision,
        changed: draft.as_ref().is_some_and(|draft| draft.revision != revision),
        draft: draft.map(|draft| Words { subject: draft.text.subject, body: draft.text.body }),
        faults,
        preview: preview.map(|filled| Words { subject: filled.subject, body: filled.body }),
    })
}

/// What a link that stops mails is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopState {
    /// Whether such mails are stopped.
    pub stopped: bool,
    /// Whether it stops news of consultations; otherwise invitations and reminders.
    pub news: bool,
}

/// Whether mails to the address that this link names are stopped.
#[server(prefix = "/calls", endpoint = "mail-stop-state")]
pub async fn mail_stop_state(token: String) -> Result<StopState, CallError> {
    use crate::services::mail::stop::StopHash;

    let services = request::services()?;
    services.limits.change_from(request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
    let hash = StopHash::read(&services.vault, &token).map_err(|error| {
        tracing::error!(%error, "the vault does not answer");
        CallError::Failed
    })?;
    let hash = hash.ok_or(CallError::NotFound)?;
    let stopped = services.records.mail_stopped(&hash.text()).await.map_err(request::failed)?;
    Ok(StopState { stopped, news: hash.is_of_news() })
}

#[cfg(feature = "ssr")]
fn title(survey: &domain::survey::Survey) -> String {
    survey.title.text(&Language::new("de"), &survey.fallback).to_owned()
}

#[cfg(feature = "ssr")]
fn local_time(time: chrono::DateTime<chrono::Utc>) -> String {
    domain::local_time::clock(time).format("%d.%m.%Y, %H:%M Uhr").to_string()
}
