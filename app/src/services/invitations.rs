//! Invitations: making them, handing out ballots, and what letters and mails need. How accesses and ballots work, and what
//! they hold against, stands in [`domain::ballot`].
//!
//! Every second half is derived from the survey's key, which is kept outside the database and destroyed when the survey closes.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Access, invitation_name};
use domain::ballot::{Request, Signed, Signer};
use domain::invitation::{Standing, Window};
use domain::language::Language;
use domain::sealing::fingerprint;
use domain::survey::Mode;
use domain::words;
use store::{Invitation, InvitationState, MOST_INVITATIONS_AT_ONCE, StoreError, StoredSurvey, SurveyState};
use uuid::Uuid;

use super::vault::Key;
use super::{Services, chance};
use crate::texts::texts;

/// Somebody to be invited.
#[derive(Clone, PartialEq, Eq)]
pub struct Guest {
    /// Identity in the register, if there is one.
    pub organisation: Option<String>,
    /// As it shall stand on the letter.
    pub name: String,
    /// Where mails go.
    pub email: Option<String>,
    /// Lines of the postal address.
    pub address: Vec<String>,
    /// In which language to write.
    pub language: Language,
}

/// Without name and address: what is printed may land in a log.
impl std::fmt::Debug for Guest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Guest(…)")
    }
}

fn key_name(survey: &str) -> String {
    format!("survey-{survey}")
}

fn file(error: std::io::Error) -> StoreError {
    StoreError::File { path: "the keys".to_owned(), source: error }
}

/// The survey's key, unless it was destroyed or never needed.
fn key(services: &Services, survey: &str) -> Result<Option<Key>, StoreError> {
    services.vault.existing(&key_name(survey)).map_err(file)
}

fn derived(key: &Key, invitation: &str) -> Access {
    Access::new(invitation, key.derive("second half", invitation.as_bytes()))
}

/// The whole access of an invitation, for its letter or mail. Nothing once the survey's key is destroyed.
///
/// # Errors
///
/// Those of the file system.
pub fn access(services: &Services, invitation: &Invitation) -> Result<Option<Access>, StoreError> {
    Ok(key(services, &invitation.survey)?.map(|key| derived(&key, &invitation.id)))
}

/// The link that a mail or a QR code holds.
pub fn link(services: &Services, access: &Access) -> String {
    format!("{}/i/{}#{}", services.settings.public_url, access.invitation(), access.fragment())
}

/// Who signs and checks ballots of this survey. Nothing once its key is destroyed.
///
/// # Errors
///
/// Those of the file system.
pub fn signer(services: &Services, survey: &str) -> Result<Option<Signer>, StoreError> {
    Ok(key(services, survey)?.and_then(|key| Signer::new(&key.derive("ballots", survey.as_bytes()), survey)))
}

/// Destroys the key of a survey that has closed. From then on nobody can derive an access.
///
/// # Errors
///
/// Those of the file system; the key may be there still.
pub fn destroy_key(services: &Services, survey: &str) -> Result<(), StoreError> {
    services.vault.destroy(&key_name(survey)).map_err(file)
}

/// Whether the survey's key was made and not destroyed yet.
///
/// # Errors
///
/// Those of the file system.
pub fn has_key(services: &Services, survey: &str) -> Result<bool, StoreError> {
    Ok(key(services, survey)?.is_some())
}

/// Makes an invitation for each guest. Whoever is invited already (the same organisation of the register, or the same name) and
/// whose invitation stands is left out; so is whoever stands in the list twice. Two who invite at once make one of each: the
/// second looks again.
///
/// # Errors
///
/// Those of the database and the file system; some may have been made then, and the same call again makes the rest.
pub async fn invite(
    services: &Services,
    survey: &str,
    guests: Vec<Guest>,
    window: Window,
) -> Result<Vec<Invitation>, StoreError> {
    let key = services.vault.key(&key_name(survey)).map_err(file)?;
    let records = &services.records;
    let mut made: Vec<Invitation> = Vec::new();
    'look: loop {
        let mut version = records.invitation_list_version(survey).await?;
        let mut known = Known::of(&records.invitations(survey).await?);
        let fresh: Vec<&Guest> =
            guests.iter().filter(|guest| known.add(guest.organisation.as_deref(), &guest.name)).collect();
        for some in fresh.chunks(MOST_INVITATIONS_AT_ONCE) {
            let mut new = Vec::with_capacity(some.len());
            for guest in some {
                new.push(invitation(&key, survey, (*guest).clone(), window)?);
            }
            match records.add_invitations(survey, version, &new, None).await {
                Ok(()) => {
                    made.extend(new);
                    version += 1;
                }
                // Somebody else was faster, so it goes on somewhere.
                Err(StoreError::Refused) => continue 'look,
                Err(error) => return Err(error),
            }
        }
        return Ok(made);
    }
}

/// Who has an invitation that stands: by their identities in the register, and by their names.
pub(super) struct Known {
    organisations: BTreeSet<String>,
    names: BTreeSet<String>,
}

impl Known {
    pub(super) fn of(invitations: &[Invitation]) -> Self {
        let mut known = Self { organisations: BTreeSet::new(), names: BTreeSet::new() };
        for invitation in invitations.iter().filter(|invitation| invitation.state == InvitationState::Valid) {
            known.organisations.extend(invitation.organisation.clone());
            known.names.insert(words::key(&invitation.name));
        }
        known
    }

    /// False when this one is among them; is from now on.
    pub(super) fn add(&mut self, organisation: Option<&str>, name: &str) -> bool {
        if organisation.is_some_and(|id| self.organisations.contains(id)) || !self.names.insert(words::key(name)) {
            return false;
        }
        self.organisations.extend(organisation.map(str::to_owned));
        true
    }
}

/// A new invitation, with a name that chance gives.
fn invitation(key: &Key, survey: &str, guest: Guest, window: Window) -> Result<Invitation, StoreError> {
    let id = invitation_name(chance::bytes());
    let request = Request::new(&derived(key, &id), survey)
        .ok_or_else(|| StoreError::Broken("an access makes no request".to_owned()))?;
    Ok(Invitation {
        request: fingerprint(request.message().as_bytes()),
        id,
        survey: survey.to_owned(),
        organisation: guest.organisation,
        name: guest.name,
        email: guest.email,
        address: guest.address,
        language: guest.language,
        window,
        state: InvitationState::Valid,
        sent: Vec::new(),
        done: false,
    })
}

/// Puts a new invitation in the place of one that was lost or fell into wrong hands. The old access ends; a response that was
/// given with it stays, and whoever comes with the new one is told so: [`sign`]. Nothing when the old one stands no longer, or
/// when it is known to be done.
///
/// # Errors
///
/// Those of the database and the file system.
pub async fn replace(services: &Services, id: &str) -> Result<Option<Invitation>, StoreError> {
    let records = &services.records;
    loop {
        let Some(old) = records.invitation(id).await? else { return Ok(None) };
        if old.done || old.state != InvitationState::Valid {
            return Ok(None);
        }
        let key = services.vault.key(&key_name(&old.survey)).map_err(file)?;
        let version = records.invitation_list_version(&old.survey).await?;
        let guest = Guest {
            organisation: old.organisation,
            name: old.name,
            email: old.email,
            address: old.address,
            language: old.language,
        };
        let new = invitation(&key, &old.survey, guest, old.window)?;
        match records.add_invitations(&old.survey, version, std::slice::from_ref(&new), Some(id)).await {
            Ok(()) => return Ok(Some(new)),
            // Somebody else has invited or ended it meanwhile: the next turn sees which.
            Err(StoreError::Refused) => {}
            Err(error) => return Err(error),
        }
    }
}

/// An invitation with its survey, and whether it may be used today.
#[derive(Debug, Clone)]
pub struct Found {
    /// The invitation.
    pub invitation: Invitation,
    /// The survey.
    pub survey: StoredSurvey,
    /// Whether it may be used.
    pub standing: Standing,
}

/// The invitation of this id; nothing when there is none, or when its survey is not out yet.
///
/// # Errors
///
/// Those of the database and the file system.
pub async fn find(services: &Services, id: &str) -> Result<Option<Found>, StoreError> {
    let Some(invitation) = services.records.invitation(&id.to_ascii_uppercase()).await? else { return Ok(None) };
    let Some(shelved) = services.surveys.get(&invitation.survey).await? else { return Ok(None) };
    let survey = shelved.stored.clone();
    let today = services.clock.today();
    let standing = match (survey.state, invitation.state) {
        (SurveyState::Draft, _) => return Ok(None),
        (_, InvitationState::Revoked) => Standing::Revoked,
        (_, InvitationState::Replaced) => Standing::Replaced,
        (SurveyState::Closed, _) => Standing::SurveyClosed,
        _ if !survey.takes_responses_on(today) || !has_key(services, &invitation.survey)? => Standing::SurveyClosed,
        _ => invitation.window.standing(today),
    };
    Ok(Some(Found { invitation, survey, standing }))
}

/// What becomes of a request for a ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signing {
    /// It is signed.
    Signed(Signed),
    /// An earlier invitation of the same organisation has brought a response. Only whoever holds the access learns this.
    Answered,
    /// It is not the one request of this invitation.
    Foreign,
}

/// Signs the one request for a ballot that this invitation may make. Writes nothing.
///
/// # Errors
///
/// Those of the database and the file system.
pub async fn sign(services: &Services, invitation: &Invitation, message: &str) -> Result<Signing, StoreError> {
    if fingerprint(message.as_bytes()) != invitation.request {
        return Ok(Signing::Foreign);
    }
    if is_answered_before(services, invitation).await? {
        return Ok(Signing::Answered);
    }
    let signed = signer(services, &invitation.survey)?.and_then(|signer| signer.sign(message, chance::bytes()));
    Ok(signed.map_or(Signing::Foreign, Signing::Signed))
}

/// Whether a response has come with an invitation in whose place this one stands: one of the same organisation that was
/// replaced, or taken back before it was invited anew. In anonymous surveys the notes that nobody in the office sees yet count.
///
/// # Errors
///
/// Those of the database.
pub async fn is_answered_before(services: &Services, invitation: &Invitation) -> Result<bool, StoreError> {
    let is_done = |one: &Invitation| one.done || services.done.is_noted(&one.survey, &one.id);
    if is_done(invitation) {
        // Its own response; there was none before.
        return Ok(false);
    }
    let ended = services.records.ended_invitations(&invitation.survey).await?;
    let name = words::key(&invitation.name);
    let is_same = |one: &Invitation| {
        (one.organisation.is_some() && one.organisation == invitation.organisation) || words::key(&one.name) == name
    };
    Ok(ended.iter().any(|earlier| is_done(earlier) && is_same(earlier)))
}

/// Whether this is the access that was derived for its invitation.
///
/// # Errors
///
/// Those of the file system.
pub fn is_genuine(services: &Services, invitation: &Invitation, access: &Access) -> Result<bool, StoreError> {
    // Compared as requests are, by their fingerprints: equal or not, it takes the same time.
    let request = Request::new(access, &invitation.survey);
    let key_is_there = has_key(services, &invitation.survey)?;
    Ok(key_is_there && request.is_some_and(|request| fingerprint(request.message().as_bytes()) == invitation.request))
}

/// Whether this submission is the one of this invitation. Asked in named and pseudonymous surveys only.
///
/// # Errors
///
/// Those of the file system.
pub fn is_submission_of(services: &Services, invitation: &Invitation, submission: Uuid) -> Result<bool, StoreError> {
    Ok(access(services, invitation)?.is_some_and(|access| access.submission(&invitation.survey) == submission))
}

/// What is kept of the sender with a response: nothing in an anonymous survey.
///
/// # Errors
///
/// Those of the file system.
pub fn origin(services: &Services, mode: Mode, invitation: &Invitation) -> Result<Option<String>, StoreError> {
    match mode {
        Mode::Anonymous => Ok(None),
        Mode::Named => Ok(Some(invitation.id.clone())),
        Mode::Pseudonymous => {
            let key = services.vault.key("pseudonyms").map_err(file)?;
            let who = invitation.organisation.as_ref().unwrap_or(&invitation.name);
            Ok(Some(domain::sealing::hexadecimal(&key.derive::<10>("pseudonym", who.as_bytes()))))
        }
    }
}

/// What a mail of the templates `invitation` and `reminder` needs at the moment of sending; nothing when it must not go any
/// more: the invitation is taken back, done or over.
///
/// # Errors
///
/// Those of the database and the file system.
pub async fn late_parameters(
    services: &Services,
    parameters: &BTreeMap<String, String>,
) -> Result<Option<BTreeMap<String, String>>, StoreError> {
    let Some(id) = parameters.get("invitation") else { return Ok(None) };
    let Some(found) = find(services, id).await? else { return Ok(None) };
    if found.invitation.done || !matches!(found.standing, Standing::Valid | Standing::TooEarly) {
        return Ok(None);
    }
    let Some(access) = access(services, &found.invitation)? else { return Ok(None) };
    let survey = &found.survey.survey;
    let text = |localised: &domain::language::Localised| {
        localised.text(&found.invitation.language, &survey.fallback).to_owned()
    };
    let until = [found.invitation.window.until, found.survey.terms.closes].into_iter().flatten().min();
    Ok(Some(BTreeMap::from([
        ("organisation".to_owned(), found.invitation.name.clone()),
        ("survey".to_owned(), text(&survey.title)),
        ("responsible".to_owned(), text(&survey.letter.responsible)),
        ("contact".to_owned(), text(&survey.letter.contact)),
        ("url".to_owned(), link(services, &access)),
        ("code".to_owned(), access.code()),
        ("until".to_owned(), until.map(|day| texts(&found.invitation.language).date(day)).unwrap_or_default()),
    ])))
}
