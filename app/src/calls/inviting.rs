//! Invitations to a survey, its terms and its letters, as the office sees them. What changes something is posted as a plain
//! form (`server/src/routes/office_invitations.rs`).

#[cfg(feature = "ssr")]
use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::invitation::Progress;
use domain::language::Language;
use domain::survey::Mode;
use domain::terms::Terms;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use domain::organisation::Filter;
#[cfg(feature = "ssr")]
use domain::permission::Action;
#[cfg(feature = "ssr")]
use store::{Actor, Deed};

#[cfg(feature = "ssr")]
use super::request;
use super::results::State;
use crate::error::CallError;
#[cfg(feature = "ssr")]
use crate::services::mail::reach::unreachable_among;
#[cfg(feature = "ssr")]
use crate::services::{invitations, inviting};

/// All invitations to a survey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationList {
    pub slug: String,
    pub title: String,
    pub mode: Mode,
    pub state: State,
    pub invited: bool,
    pub rows: Vec<InvitationRow>,
    /// Who would get a first mail now, and a reminder.
    pub to_invite: MailPlan,
    pub to_remind: MailPlan,
    /// Letters can be made: the survey's key has not been destroyed.
    pub has_letters: bool,
}

/// Who would get a mail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailPlan {
    pub mails: usize,
    pub without_address: usize,
    pub unreachable: usize,
    /// Of those who would get one: organisations of the register that did not agree to be written to by mail.
    pub without_consent: usize,
}

/// One invitation in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationRow {
    pub id: String,
    pub name: String,
    pub email: Option<String>,
    /// Nobody can be reached at this address.
    pub unreachable: bool,
    pub language: Language,
    pub progress: Progress,
    pub last_sent: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

/// How a survey is run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsView {
    pub slug: String,
    pub title: String,
    pub state: State,
    pub mode: Mode,
    pub terms: Terms,
    pub version: u32,
    /// There is a response: mode and door stay as they are.
    pub fixed: bool,
}

/// A letter to print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperLetter {
    pub language: Language,
    pub name: String,
    pub address: Vec<String>,
    pub survey: String,
    pub responsible: String,
    pub contact: String,
    pub until: Option<NaiveDate>,
    pub code: String,
    /// Where the code can be typed.
    pub site: String,
    /// The link as a picture.
    pub qr: String,
}

#[cfg(feature = "ssr")]
async fn german(slug: &str) -> Result<(crate::services::Services, store::StoredSurvey, String), CallError> {
    let services = request::services()?;
    let stored = services.records.survey(slug).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    let title = stored.survey.title.text(&Language::new("de"), &stored.survey.fallback).to_owned();
    Ok((services, stored, title))
}

#[server(prefix = "/calls", endpoint = "load-invitations")]
pub async fn load_invitations(slug: String) -> Result<InvitationList, CallError> {
    let person = request::authorised(Action::SeeInvitations).await?;
    let (services, stored, title) = german(&slug).await?;
    let deed = Deed {
        actor: Actor::Account(person.id),
        deed: "invitation.seen",
        subject: format!("survey:{slug}"),
        note: String::new(),
    };
    services.records.note_deed(&deed, services.clock.now()).await.map_err(request::failed)?;
    let rows = services.records.invitations(&slug).await.map_err(request::failed)?;
    let addresses: Vec<&str> = rows.iter().filter_map(|one| one.email.as_deref()).collect();
    let unreachable = unreachable_among(&services, &addresses).await.map_err(request::failed)?;
    let register = services.records.organisations(&Filter::default()).await.map_err(request::failed)?;
    let reserved: BTreeSet<String> = register
        .into_iter()
        .filter(|stored| !stored.organisation.welcomes_mail())
        .map(|stored| stored.organisation.id.to_string())
        .collect();
    let welcoming = |one: &store::Invitation| one.organisation.as_ref().is_none_or(|id| !reserved.contains(id));
    let mut plans = Vec::new();
    for letter in [inviting::Letter::Invitation, inviting::Letter::Reminder] {
        let plan = inviting::plan(&services, &slug, letter).await.map_err(request::failed)?;
        plans.push(MailPlan {
            mails: plan.to.len(),
            without_address: plan.without_address,
            unreachable: plan.unreachable,
            without_consent: plan.to.iter().filter(|one| !welcoming(one)).count(),
        });
    }
    Ok(InvitationList {
        has_letters: invitations::has_key(&services, &slug).map_err(request::failed)?,
        to_remind: plans.pop().unwrap_or_default(),
        to_invite: plans.pop().unwrap_or_default(),
        title,
        mode: stored.survey.mode,
        state: stored.state.into(),
        invited: stored.terms.door == domain::terms::Door::Invited,
        rows: rows
            .into_iter()
            .map(|invitation| InvitationRow {
                unreachable: invitation
                    .email
                    .as_ref()
                    .is_some_and(|email| unreachable.contains(&email.trim().to_lowercase())),
                progress: invitation.progress(),
                last_sent: invitation.sent.last().copied(),
                until: invitation.window.until,
                id: invitation.id,
                name: invitation.name,
                email: invitation.email,
                language: invitation.language,
            })
            .collect(),
        slug,
    })
}

#[server(prefix = "/calls", endpoint = "load-terms")]
pub async fn load_terms(slug: String) -> Result<TermsView, CallError> {
    request::authorised(Action::ManageSurveys).await?;
    let (services, stored, title) = german(&slug).await?;
    let responses = services.records.count_responses(&slug).await.map_err(request::failed)?;
    Ok(TermsView {
        slug,
        title,
        state: stored.state.into(),
        mode: stored.survey.mode,
        terms: stored.terms,
        version: stored.version,
        fixed: responses > 0,
    })
}

/// The letters of all invitations that stand, or of those to whom nothing was sent yet.
#[server(prefix = "/calls", endpoint = "load-letters")]
pub async fn load_letters(slug: String, only_new: bool) -> Result<Vec<PaperLetter>, CallError> {
    let person = request::authorised(Action::ManageInvitations).await?;
    let (services, stored, _) = german(&slug).await?;
    let survey = &stored.survey;
    let mut letters = Vec::new();
    for invitation in services.records.invitations(&slug).await.map_err(request::failed)? {
        let wanted = match invitation.progress() {
            Progress::Created => true,
            Progress::Invited | Progress::Reminded => !only_new,
            Progress::Done | Progress::Ended => false,
        };
        let access = invitations::access(&services, &invitation).map_err(request::failed)?;
        let Some(access) = access.filter(|_| wanted) else { continue };
        let language = survey.language_or_fallback(&invitation.language);
        let text = |localised: &domain::language::Localised| localised.text(&language, &survey.fallback).to_owned();
        letters.push(PaperLetter {
            survey: text(&survey.title),
            responsible: text(&survey.letter.responsible),
            contact: text(&survey.letter.contact),
            until: [invitation.window.until, stored.terms.closes].into_iter().flatten().min(),
            code: access.code(),
            site: format!("{}/i", services.settings.public_url),
            qr: crate::services::qr::picture(&invitations::link(&services, &access)).ok_or(CallError::Failed)?,
            name: invitation.name,
            address: invitation.address,
            language: invitation.language,
        });
    }
    let deed = Deed {
        actor: Actor::Account(person.id),
        deed: "invitation.printed",
        subject: format!("survey:{slug}"),
        note: letters.len().to_string(),
    };
    services.records.note_deed(&deed, services.clock.now()).await.map_err(request::failed)?;
    Ok(letters)
}
