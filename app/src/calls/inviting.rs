//! Invitations to a survey, its terms and its letters, as the office sees them. What changes something is posted as a plain
//! form (`server/src/routes/office_invitations.rs`, `office_terms.rs`).

use std::collections::BTreeMap;

#[cfg(feature = "ssr")]
use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::invitation::Progress;
use domain::language::Language;
use domain::survey::Mode;
use domain::terms::Terms;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use domain::invitation::Standing;
#[cfg(feature = "ssr")]
use domain::organisation::Filter;
#[cfg(feature = "ssr")]
use domain::permission::Action;
#[cfg(feature = "ssr")]
use store::{Actor, Deed, Invitation};

use super::organisations::Search;
#[cfg(feature = "ssr")]
use super::request;
use super::results::State;
use crate::error::CallError;
#[cfg(feature = "ssr")]
use crate::services::mail::reach::unreachable_among;
#[cfg(feature = "ssr")]
use crate::services::{invitations, inviting, register};

/// What is wrong with a day that somebody typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BadDay {
    /// It cannot be read.
    NoDay,
    /// It lies before today.
    Past,
    /// The last day lies before the first.
    BeforeFirst,
}

/// What somebody wrote to invite with, kept when not all of it could be used.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitingSlip {
    /// Who was ticked in the register; nobody for a pasted list.
    pub chosen: Vec<Uuid>,
    /// The lines that are left, as they were written.
    pub list: String,
    /// What is wrong with each of them; nothing when only a day was.
    pub lines: Vec<BadLine>,
    pub from: String,
    pub until: String,
    pub bad_from: Option<BadDay>,
    pub bad_until: Option<BadDay>,
}

/// A line of a pasted list that cannot be used.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BadLine {
    /// As it was written.
    pub text: String,
    /// What is wrong, in German.
    pub reason: String,
}

/// What somebody wrote about how a survey is run, kept when a day of it could not be used.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsSlip {
    /// By the names of the fields.
    pub typed: BTreeMap<String, String>,
    pub problems: BTreeMap<String, BadDay>,
}

/// Somebody of the register who can be invited.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    pub id: Uuid,
    pub name: String,
    pub chosen: bool,
}

/// Says nothing of names: what is printed may land in a log.
macro_rules! hidden {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}

hidden!(BadLine, Candidate, InvitationList, InvitationRow, InvitingSlip, PaperLetter, TermsSlip, TermsView);

/// All invitations to a survey.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Whom the filter in the address finds, when somebody has looked.
    pub candidates: Option<Vec<Candidate>>,
    pub slip: InvitingSlip,
}

/// Who would get a mail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailPlan {
    pub mails: usize,
    pub without_address: usize,
    pub unreachable: usize,
    pub unsubscribed: usize,
    pub expired: usize,
    /// Of those who would get one: organisations of the register that did not agree to be written to by mail.
    pub without_consent: usize,
}

/// One invitation in the list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationRow {
    pub id: String,
    pub name: String,
    pub email: Option<String>,
    /// Nobody can be reached at this address.
    pub unreachable: bool,
    pub language: Language,
    pub progress: Progress,
    pub last_sent: Option<NaiveDate>,
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    /// Its last day is over.
    pub expired: bool,
}

/// How a survey is run.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsView {
    pub slug: String,
    pub title: String,
    pub state: State,
    pub mode: Mode,
    pub terms: Terms,
    pub version: u32,
    /// There is a response: mode and door stay as they are.
    pub fixed: bool,
    /// What was typed and could not be saved.
    pub slip: TermsSlip,
}

/// A letter to print.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperLetter {
    /// The invitation.
    pub id: String,
    /// Identity in the register, if there is one.
    pub organisation: Option<String>,
    pub language: Language,
    pub name: String,
    pub address: Vec<String>,
    pub survey: String,
    pub responsible: String,
    pub contact: String,
    /// The first day, where it is still to come.
    pub from: Option<NaiveDate>,
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

/// The list; with `look` whom of the register `search` finds, with `slip` what could not be used of a form.
#[server(prefix = "/calls", endpoint = "load-invitations")]
pub async fn load_invitations(
    slug: String,
    #[server(default)] search: Search,
    #[server(default)] look: bool,
    #[server(default)] slip: String,
) -> Result<InvitationList, CallError> {
    let person = request::authorised(Action::SeeInvitations).await?;
    let (services, stored, title) = german(&slug).await?;
    let deed = Deed {
        actor: Actor::Account(person.id),
        deed: "invitation.seen",
        subject: format!("survey:{slug}"),
        note: String::new(),
    };
    services.records.note_deed(&deed, services.clock.now()).await.map_err(request::failed)?;
    let slip: InvitingSlip = slip_of(&services, &slip, "inviting", person.id).await?;
    let today = services.clock.today();
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
        let plan = inviting::plan(&services, &stored, letter, today).await.map_err(request::failed)?;
        plans.push(MailPlan {
            mails: plan.to.len(),
            without_address: plan.without_address,
            unreachable: plan.unreachable,
            unsubscribed: plan.unsubscribed,
            expired: plan.expired,
            without_consent: plan.to.iter().filter(|one| !welcoming(one)).count(),
        });
    }
    let search = if slip.chosen.is_empty() { search } else { Search::default() };
    let candidates = if look || !slip.chosen.is_empty() {
        let found = inviting::uninvited(&services, &slug, &search.filter()).await.map_err(request::failed)?;
        let candidate =
            |id: Uuid, name| Candidate { chosen: slip.chosen.is_empty() || slip.chosen.contains(&id), id, name };
        Some(found.into_iter().map(|one| candidate(one.id, one.name)).collect())
    } else {
        None
    };
    Ok(InvitationList {
        has_letters: invitations::has_key(&services, &slug).map_err(request::failed)?,
        to_remind: plans.pop().unwrap_or_default(),
        to_invite: plans.pop().unwrap_or_default(),
        title,
        mode: stored.survey.mode,
        state: stored.state.into(),
        invited: stored.terms.door == domain::terms::Door::Invited,
        rows: rows.into_iter().map(|invitation| row(invitation, today, &unreachable)).collect(),
        candidates,
        slip,
        slug,
    })
}

#[cfg(feature = "ssr")]
fn row(invitation: Invitation, today: NaiveDate, unreachable: &BTreeSet<String>) -> InvitationRow {
    let address = invitation.email.as_ref().map(|email| email.trim().to_lowercase());
    InvitationRow {
        unreachable: address.is_some_and(|address| unreachable.contains(&address)),
        progress: invitation.progress(),
        last_sent: invitation.sent.last().copied(),
        from: invitation.window.from,
        until: invitation.window.until,
        expired: invitation.window.standing(today) == Standing::Expired,
        id: invitation.id,
        name: invitation.name,
        email: invitation.email,
        language: invitation.language,
    }
}

/// What lies on the desk of this account under this name; empty when there is nothing.
#[cfg(feature = "ssr")]
async fn slip_of<T: Default + for<'a> Deserialize<'a>>(
    services: &crate::services::Services,
    slip: &str,
    part: &str,
    owner: Uuid,
) -> Result<T, CallError> {
    let Ok(id) = slip.parse() else { return Ok(T::default()) };
    Ok(register::kept(services, id, part, owner).await.map_err(request::failed)?.unwrap_or_default())
}

#[server(prefix = "/calls", endpoint = "load-terms")]
pub async fn load_terms(slug: String, #[server(default)] slip: String) -> Result<TermsView, CallError> {
    let person = request::authorised(Action::ManageSurveys).await?;
    let (services, stored, title) = german(&slug).await?;
    let fixed = services.records.promise_is_fixed(&slug).await.map_err(request::failed)?;
    Ok(TermsView {
        slug,
        title,
        state: stored.state.into(),
        mode: stored.survey.mode,
        terms: stored.terms,
        version: stored.version,
        fixed,
        slip: slip_of(&services, &slip, "terms", person.id).await?,
    })
}

/// The letters of all invitations that stand and are not over, or of those of them to whom nothing was sent yet.
#[server(prefix = "/calls", endpoint = "load-letters")]
pub async fn load_letters(slug: String, only_new: bool) -> Result<Vec<PaperLetter>, CallError> {
    let person = request::authorised(Action::ManageInvitations).await?;
    let (services, stored, _) = german(&slug).await?;
    let survey = &stored.survey;
    let today = services.clock.today();
    let mut letters = Vec::new();
    for invitation in services.records.invitations(&slug).await.map_err(request::failed)? {
        let standing = invitation.window.standing(today);
        let wanted = match invitation.progress() {
            _ if standing == Standing::Expired => false,
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
            from: invitation.window.from.filter(|_| standing == Standing::TooEarly),
            until: [invitation.window.until, stored.terms.closes].into_iter().flatten().min(),
            code: access.code(),
            site: format!("{}/i", services.settings.public_url),
            qr: crate::services::qr::picture(&invitations::link(&services, &access)).ok_or(CallError::Failed)?,
            address: inviting::postal_address(&services, &invitation).await.map_err(request::failed)?,
            id: invitation.id,
            organisation: invitation.organisation,
            name: invitation.name,
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
