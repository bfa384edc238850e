//! Data protection as the public reads it: the notice of a survey, and who is responsible for this site.

use domain::language::Language;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::request;
use crate::error::CallError;

/// The privacy notice of a survey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub title: String,
    pub title_language: Language,
    /// The language of the text, which may be another one than the reader's.
    pub language: Language,
    /// Harmless HTML.
    pub html: String,
    /// Languages of the survey, for choosing.
    pub languages: Vec<Language>,
}

/// Who is responsible for this site, as the settings say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Responsible {
    pub name: String,
    pub contact: Option<String>,
}

#[server(prefix = "/calls", endpoint = "survey-notice")]
pub async fn survey_notice(slug: String) -> Result<Notice, CallError> {
    let services = request::services()?;
    services.limits.change_from(request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
    let shelved = services.surveys.get(&slug).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    if shelved.stored.state == store::SurveyState::Draft {
        return Err(CallError::NotFound);
    }
    let reader = crate::language::reader_language();
    let survey = &shelved.stored.survey;
    let protection = services.records.protection(&slug).await.map_err(request::failed)?;
    let (language, html) = if let Some((found, markdown)) = protection.notices.find(&reader, &survey.fallback) {
        (found.clone(), crate::services::markdown::to_html(markdown))
    } else {
        let narrowed = shelved.narrowed(&reader);
        (
            reader.clone(),
            usual_notice(&services, &narrowed, shelved.stored.hides_moments(), protection.retention, &reader),
        )
    };
    let (title_language, title) = survey.title.find(&reader, &survey.fallback).unwrap_or((&reader, ""));
    Ok(Notice {
        title: title.to_owned(),
        title_language: title_language.clone(),
        language,
        html,
        languages: survey.languages.clone(),
    })
}

#[server(prefix = "/calls", endpoint = "site-responsible")]
pub async fn site_responsible() -> Result<Responsible, CallError> {
    let services = request::services()?;
    services.limits.change_from(request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
    let settings = &services.settings;
    // Server functions are asynchronous, whether they wait for something or not.
    Ok(std::future::ready(Responsible { name: settings.responsible.clone(), contact: settings.contact.clone() }).await)
}

/// The notice made from what is known about a survey (narrowed to `reader`'s language), as harmless HTML. `undated`: neither day nor
/// language is kept.
#[cfg(feature = "ssr")]
pub(super) fn usual_notice(
    services: &crate::services::Services,
    survey: &domain::survey::Survey,
    undated: bool,
    retention: Option<chrono::NaiveDate>,
    reader: &Language,
) -> String {
    use domain::protection::DRAFT_DAYS;
    use domain::survey::Mode;

    use crate::privacy_texts::privacy_texts;
    use crate::services::markdown::{escaped, to_html};
    use crate::texts::{fill, texts};

    let (p, t) = (privacy_texts(reader), texts(reader));
    let or = |text: &str, otherwise: &str| if text.trim().is_empty() { otherwise.to_owned() } else { text.to_owned() };
    let responsible = or(survey.letter.responsible.only(), &services.settings.responsible);
    let contact = or(survey.letter.contact.only(), services.settings.contact.as_deref().unwrap_or_default());
    let mode = match survey.mode {
        Mode::Named => t.named,
        Mode::Pseudonymous => t.pseudonymous,
        Mode::Anonymous => t.anonymous,
    };
    let until = retention.map_or_else(|| p.no_date.to_owned(), |day| fill(p.until, &[("day", &t.date(day))]));
    let reach =
        if contact.is_empty() { p.no_contact.to_owned() } else { fill(p.contact, &[("contact", &escaped(&contact))]) };
    let by_receipt = if survey.mode == Mode::Anonymous { p.with_receipt } else { "" };
    let parts = [
        (p.responsible_title, format!("{} {reach}", fill(p.responsible, &[("responsible", &escaped(&responsible))]))),
        (p.purpose_title, format!("{} {}", p.purpose, p.voluntary)),
        (p.stored_title, format!("{mode} {}", if undated { p.stored_undated } else { p.stored })),
        (p.recipients_title, p.recipients.to_owned()),
        (p.duration_title, format!("{until} {}", fill(p.drafts, &[("days", &DRAFT_DAYS.to_string())]))),
        (p.rights_title, format!("{} {by_receipt}\n\n{}", p.rights, p.complaint)),
    ];
    to_html(&parts.map(|(title, text)| format!("# {title}\n\n{text}\n")).join("\n"))
}
