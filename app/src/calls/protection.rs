//! Data protection for staff: retention and notices of a survey, erasing by hand, and the register of what is stored.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::language::Language;
#[cfg(feature = "ssr")]
use domain::permission::Action;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::audit::Who;
#[cfg(feature = "ssr")]
use super::request;
use crate::error::CallError;

/// The page of one survey's data protection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProtectionView {
    pub slug: String,
    pub title: String,
    /// The last day on which responses are kept.
    pub retention: Option<NaiveDate>,
    /// What was read: whoever saves says so.
    pub version: u32,
    /// One per language of the survey: what staff wrote, as Markdown.
    pub notices: Vec<(Language, String)>,
    /// Our own German text as harmless HTML.
    pub usual_notice: String,
    pub today: NaiveDate,
    pub responses: u64,
    pub may_erase: bool,
    pub erasures: Vec<ErasureRow>,
}

/// A line of the record of erasures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasureRow {
    pub survey: String,
    pub day: NaiveDate,
    pub responses: u64,
    pub invitations: u64,
    pub cause: Cause,
    pub who: Who,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    Retention,
    Hand,
    Receipt,
}

/// What became of saving or erasing. Without scripts its word stands in the address of the page that is shown next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    Saved,
    /// Somebody else has changed it since it was read.
    Stale,
    /// The date lies before today.
    Past,
    /// It is no date.
    NoDate,
    TooLong,
    WrongTitle,
    /// So many responses.
    Erased(u64),
}

impl Outcome {
    pub fn word(self) -> String {
        match self {
            Self::Saved => "saved".to_owned(),
            Self::Stale => "stale".to_owned(),
            Self::Past => "past".to_owned(),
            Self::NoDate => "no-date".to_owned(),
            Self::TooLong => "too-long".to_owned(),
            Self::WrongTitle => "wrong-title".to_owned(),
            Self::Erased(count) => format!("erased-{count}"),
        }
    }

    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Saved, Self::Stale, Self::Past, Self::NoDate, Self::TooLong, Self::WrongTitle]
            .into_iter()
            .find(|outcome| outcome.word() == word)
            .or_else(|| word.strip_prefix("erased-")?.parse().ok().map(Self::Erased))
    }
}

/// A survey in the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProtectedSurvey {
    pub slug: String,
    pub title: String,
    pub responses: u64,
    pub retention: Option<NaiveDate>,
    /// Whether staff wrote a notice.
    pub own_notice: bool,
}

/// What the register says beside the definitions of the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    pub surveys: Vec<ProtectedSurvey>,
    pub erasures: Vec<ErasureRow>,
}

/// A survey whose responses are erased soon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    pub slug: String,
    pub title: String,
    pub day: NaiveDate,
}

#[server(prefix = "/calls", endpoint = "survey-protection")]
pub async fn survey_protection(slug: String) -> Result<ProtectionView, CallError> {
    let person = request::authorised(Action::ManageSurveys).await?;
    let services = request::services()?;
    let shelved = services.surveys.get(&slug).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    let survey = &shelved.stored.survey;
    let protection = services.records.protection(&slug).await.map_err(request::failed)?;
    let responses = shown_count(&services, &shelved.stored).await?;
    let written = |language: &Language| protection.notices.0.get(language).cloned().unwrap_or_default();
    let german = Language::new("de");
    Ok(ProtectionView {
        title: survey.title.text(&german, &survey.fallback).to_owned(),
        retention: protection.retention,
        version: protection.version,
        notices: survey.languages.iter().map(|language| (language.clone(), written(language))).collect(),
        usual_notice: super::privacy::usual_notice(
            &services,
            &shelved.narrowed(&german),
            shelved.stored.hides_moments(),
            protection.retention,
            &german,
        ),
        today: services.clock.today(),
        responses,
        may_erase: person.may(Action::Erase),
        erasures: erasure_rows(Some(&slug)).await?,
        slug,
    })
}

/// Keeps date and notices, unless somebody else has changed them since `version` was read. Empty notices are none.
#[server(prefix = "/calls", endpoint = "keep-survey-protection")]
pub async fn keep_survey_protection(
    slug: String,
    version: u32,
    retention: String,
    #[server(default)] notices: BTreeMap<String, String>,
) -> Result<Outcome, CallError> {
    use domain::language::Localised;
    use domain::protection::LONGEST_NOTICE;
    use store::{Actor, Deed, Protection, StoreError};

    let person = request::authorised(Action::ManageSurveys).await?;
    let services = request::services()?;
    let shelved = services.surveys.get(&slug).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    let before = services.records.protection(&slug).await.map_err(request::failed)?;
    let retention = match retention.trim() {
        "" => None,
        day => match domain::local_time::day(day) {
            Some(day) => Some(day),
            None => return answered(&slug, Outcome::NoDate),
        },
    };
    if retention != before.retention && retention.is_some_and(|day| day < services.clock.today()) {
        return answered(&slug, Outcome::Past);
    }
    if notices.values().any(|text| text.chars().count() > LONGEST_NOTICE) {
        return answered(&slug, Outcome::TooLong);
    }
    // Notices in languages that the survey no longer has stay as they are.
    let mut kept: Localised = before.notices.clone();
    for language in &shelved.stored.survey.languages {
        match notices.get(language.as_str()).map(|text| text.replace("\r\n", "\n")) {
            Some(text) if text.trim().is_empty() => drop(kept.0.remove(language)),
            Some(text) => kept.set(language, text),
            None => {}
        }
    }
    let changed_date = retention != before.retention;
    let changed_words = kept != before.notices;
    if !changed_date && !changed_words && version == before.version {
        return answered(&slug, Outcome::Saved);
    }
    match services.records.keep_protection(&slug, &Protection { retention, notices: kept, version }).await {
        Err(StoreError::Taken) => return answered(&slug, Outcome::Stale),
        outcome => outcome.map_err(request::failed)?,
    }
    let date = retention.map_or_else(|| "ohne Löschfrist".to_owned(), |day| format!("bis {}", day.format("%d.%m.%Y")));
    let note = match (changed_date, changed_words) {
        (true, true) => format!("{date}, Hinweise"),
        (true, false) => date,
        (false, _) => "Hinweise".to_owned(),
    };
    let subject = format!("survey:{slug}");
    let deed = Deed { actor: Actor::Account(person.id), deed: "survey.protection-changed", subject, note };
    services.records.note_deed(&deed, services.clock.now()).await.map_err(request::failed)?;
    answered(&slug, Outcome::Saved)
}

/// Erases all responses of a survey at once; `title` is typed by the person as a confirmation.
#[server(prefix = "/calls", endpoint = "erase-survey-responses")]
pub async fn erase_survey_responses(slug: String, title: String) -> Result<Outcome, CallError> {
    use store::{Actor, Deed, Erasing};

    let person = request::authorised(Action::Erase).await?;
    let services = request::services()?;
    let expected = self::title(&slug).await?.ok_or(CallError::NotFound)?;
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    if tidy(&title) != tidy(&expected) {
        return answered(&slug, Outcome::WrongTitle);
    }
    let actor = Actor::Account(person.id);
    let erasing = Erasing { day: services.clock.today(), cause: store::Cause::Hand, actor: actor.clone() };
    let erased = services.records.erase_responses(&slug, &erasing).await.map_err(request::failed)?;
    services.tallies.forget(&slug);
    if erased > 0 {
        let subject = format!("survey:{slug}");
        let deed = Deed { actor, deed: "survey.erased", subject, note: erased.to_string() };
        services.records.note_deed(&deed, services.clock.now()).await.map_err(request::failed)?;
    }
    answered(&slug, Outcome::Erased(erased))
}

/// How many responses a survey has, as far as the office may know: where a figure that moves would tell who has just answered,
/// it is the one that the results show.
#[cfg(feature = "ssr")]
async fn shown_count(services: &crate::services::Services, stored: &store::StoredSurvey) -> Result<u64, CallError> {
    let slug = &stored.survey.slug;
    if stored.hides_moments() {
        let results = services.tallies.results(slug).await.map_err(request::failed)?;
        return Ok(results.map(|results| results.responses).unwrap_or_default());
    }
    services.records.count_responses(slug).await.map_err(request::failed)
}

/// All surveys with their dates, and all erasures.
#[server(prefix = "/calls", endpoint = "protection-register")]
pub async fn protection_register() -> Result<Register, CallError> {
    request::authorised(Action::SeeProtection).await?;
    let services = request::services()?;
    let german = Language::new("de");
    let mut surveys = Vec::new();
    for stored in services.records.surveys().await.map_err(request::failed)? {
        let responses = shown_count(&services, &stored).await?;
        let survey = stored.survey;
        let protection = services.records.protection(&survey.slug).await.map_err(request::failed)?;
        surveys.push(ProtectedSurvey {
            title: survey.title.text(&german, &survey.fallback).to_owned(),
            responses,
            retention: protection.retention,
            own_notice: !protection.notices.is_empty(),
            slug: survey.slug,
        });
    }
    Ok(Register { surveys, erasures: erasure_rows(None).await? })
}

/// Surveys whose responses are erased within the next days, the first one first.
#[server(prefix = "/calls", endpoint = "retention-deadlines")]
pub async fn retention_deadlines() -> Result<Vec<Deadline>, CallError> {
    use domain::protection::REMINDER_DAYS;

    request::authorised(Action::ManageSurveys).await?;
    let services = request::services()?;
    let end = services.clock.today() + chrono::TimeDelta::days(i64::from(REMINDER_DAYS) + 1);
    let mut deadlines = Vec::new();
    for (slug, day) in services.records.retentions_before(end).await.map_err(request::failed)? {
        // What is over and empty needs nobody.
        let any = services.records.count_responses(&slug).await.map_err(request::failed)? > 0
            || !services.records.invitations(&slug).await.map_err(request::failed)?.is_empty();
        if any && let Some(title) = title(&slug).await? {
            deadlines.push(Deadline { slug, title, day });
        }
    }
    Ok(deadlines)
}

/// The German title of a survey, or the one it has; nothing when there is no such survey.
#[cfg(feature = "ssr")]
pub(super) async fn title(slug: &str) -> Result<Option<String>, CallError> {
    let shelved = request::services()?.surveys.get(slug).await.map_err(request::failed)?;
    Ok(shelved.map(|shelved| {
        let survey = &shelved.stored.survey;
        survey.title.text(&Language::new("de"), &survey.fallback).to_owned()
    }))
}

#[cfg(feature = "ssr")]
async fn erasure_rows(survey: Option<&str>) -> Result<Vec<ErasureRow>, CallError> {
    use store::Actor;

    let records = request::services()?.records;
    let names = records.account_names().await.map_err(request::failed)?;
    let mut rows = Vec::new();
    for erasure in records.erasures(survey).await.map_err(request::failed)? {
        rows.push(ErasureRow {
            survey: title(&erasure.survey).await?.unwrap_or_default(),
            day: erasure.day,
            responses: erasure.responses,
            invitations: erasure.invitations,
            cause: match erasure.cause {
                store::Cause::Retention => Cause::Retention,
                store::Cause::Hand => Cause::Hand,
                store::Cause::Receipt => Cause::Receipt,
            },
            who: match erasure.actor {
                Actor::Account(id) => names.get(&id).cloned().map_or(Who::Former, Who::Person),
                Actor::Key(name) => Who::Key(name),
                Actor::Program => Who::Program,
                Actor::Stranger => Who::Stranger,
            },
        });
    }
    Ok(rows)
}

/// With scripts the page shows the outcome where it is; a plain form is led back to the page with the outcome's word.
#[cfg(feature = "ssr")]
fn answered(slug: &str, outcome: Outcome) -> Result<Outcome, CallError> {
    let accepted = request::parts()?.headers.get(http::header::ACCEPT).cloned();
    if accepted.is_some_and(|accepted| accepted.to_str().is_ok_and(|accepted| accepted.contains("text/html"))) {
        leptos_axum::redirect(&format!("/office/surveys/{slug}/protection?outcome={}", outcome.word()));
    }
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_back_to_their_outcomes() {
        for outcome in [
            Outcome::Saved,
            Outcome::Stale,
            Outcome::Past,
            Outcome::NoDate,
            Outcome::TooLong,
            Outcome::WrongTitle,
            Outcome::Erased(12),
        ] {
            assert_eq!(Outcome::of_word(&outcome.word()), Some(outcome));
        }
        assert_eq!(Outcome::of_word("erased-many"), None);
    }
}
