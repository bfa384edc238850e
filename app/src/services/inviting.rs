//! Writing to those who are invited: who would get a mail, and putting the mails into the queue. Also closing surveys whose
//! last day is over, and reminding on the days the office has set.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::account::plausible_email;
use domain::invitation::{Progress, Standing};
use domain::language::Language;
use domain::organisation::{Address, Filter, Organisation};
use domain::terms::Door;
use domain::words;
use sha2::{Digest as _, Sha256};
use store::{Invitation, NewMail, StoreError, StoredSurvey, SurveyState};
use uuid::Uuid;

use super::Services;
use super::invitations::{self, Guest, Known};
use super::mail::reach::unreachable_among;
use super::mail::stop::StopHash;
use crate::calls::inviting::BadLine;
use crate::texts::inviting as t;

/// The most lines of a list that is pasted.
pub const LONGEST_LIST: usize = 5_000;
/// The longest name, and the longest line of an address, in letters.
const LONGEST_NAME: usize = 200;
/// As many fit into the window of an envelope below the name.
const MOST_ADDRESS_LINES: usize = 5;

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letter {
    /// The first mail.
    Invitation,
    /// A further one, to who is not done.
    Reminder,
}

impl Letter {
    fn template(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reminder => "reminder",
        }
    }
}

/// Who would get a mail.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// These would.
    pub to: Vec<Invitation>,
    /// So many have no address to write to.
    pub without_address: usize,
    /// So many have one at which mails do not arrive.
    pub unreachable: usize,
    /// So many have asked us not to write.
    pub unsubscribed: usize,
    /// So many have an invitation that is over.
    pub expired: usize,
}

/// Looks who would get a mail now: all of these, and nobody else, will find it wanted when it is sent. Nobody is written to twice
/// on a day, and nobody who is done. A reminder is for those who were last written to `before` a day.
///
/// # Errors
///
/// Those of the database and the file system.
pub async fn plan(
    services: &Services,
    stored: &StoredSurvey,
    letter: Letter,
    before: NaiveDate,
) -> Result<Plan, StoreError> {
    let today = services.clock.today();
    let mut plan = Plan::default();
    if !stored.takes_responses_on(today) {
        return Ok(plan);
    }
    let wanted = |invitation: &Invitation| match letter {
        Letter::Invitation => invitation.progress() == Progress::Created,
        Letter::Reminder => {
            matches!(invitation.progress(), Progress::Invited | Progress::Reminded)
                && invitation.sent.last().is_none_or(|last| *last < before)
        }
    };
    let mut candidates = services.records.invitations(&stored.survey.slug).await?;
    candidates.retain(wanted);
    let addresses: Vec<&str> = candidates.iter().filter_map(|invitation| invitation.email.as_deref()).collect();
    let bounced = unreachable_among(services, &addresses).await?;
    let hashes = addresses.iter().map(|address| stop_hash(services, address)).collect::<Result<Vec<_>, _>>()?;
    let stopped = services.records.mails_stopped_among(&hashes).await?;
    for invitation in candidates {
        match (invitation.window.standing(today), &invitation.email) {
            (Standing::Expired, _) => plan.expired += 1,
            // Who cannot answer yet is invited, but not reminded.
            (Standing::TooEarly, _) if letter == Letter::Reminder => {}
            (_, None) => plan.without_address += 1,
            (_, Some(email)) if bounced.contains(&email.trim().to_lowercase()) => plan.unreachable += 1,
            (_, Some(email)) if stopped.contains(&stop_hash(services, email)?) => plan.unsubscribed += 1,
            _ => plan.to.push(invitation),
        }
    }
    Ok(plan)
}

fn stop_hash(services: &Services, email: &str) -> Result<String, StoreError> {
    let hash = StopHash::of(&services.vault, email);
    hash.map(|hash| hash.text()).map_err(|source| StoreError::File { path: "the keys".to_owned(), source })
}

/// Puts a mail to each into the queue, and notes the day. Twice on a day is once: a mail's id is made of invitation, kind and day.
///
/// # Errors
///
/// Those of the database; the same call again is safe.
pub async fn write(services: &Services, plan: &Plan, letter: Letter) -> Result<usize, StoreError> {
    let (now, today) = (services.clock.now(), services.clock.today());
    for invitation in &plan.to {
        let Some(recipient) = invitation.email.clone() else { continue };
        let name = Sha256::digest(format!("{} {} {today}", letter.template(), invitation.id));
        let mut id = [0; 16];
        id.copy_from_slice(&name[..16]);
        let mail = NewMail {
            id: uuid::Builder::from_custom_bytes(id).into_uuid(),
            recipient,
            template: letter.template().to_owned(),
            language: invitation.language.clone(),
            parameters: [("invitation", &invitation.id), ("slug", &invitation.survey)]
                .map(|(name, value)| (name.to_owned(), value.clone()))
                .into(),
            due: now,
        };
        services.records.queue_mail(&mail, now).await?;
    }
    let ids: Vec<String> = plan.to.iter().map(|invitation| invitation.id.clone()).collect();
    for some in ids.chunks(200) {
        services.records.note_sent(some, today).await?;
    }
    Ok(ids.len())
}

/// An organisation of the register as a guest. Archived ones are never invited.
fn guest(organisation: Organisation) -> Guest {
    let contact = organisation.contacts.iter().find(|contact| !contact.email.is_empty());
    let language = contact
        .and_then(|contact| contact.language.clone())
        .or_else(|| organisation.languages.first().cloned())
        .filter(|language| crate::texts::LANGUAGES.iter().any(|(tag, _)| *tag == language.as_str()));
    Guest {
        organisation: Some(organisation.id.to_string()),
        email: contact.map(|contact| contact.email.clone()),
        address: postal(&organisation.address),
        language: language.unwrap_or_else(|| Language::new("de")),
        name: organisation.name,
    }
}

/// The lines of a postal address.
fn postal(address: &Address) -> Vec<String> {
    let place = format!("{} {}", address.postcode, address.city);
    let lines = [&address.extra, &address.street, &place];
    lines.into_iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// Where a letter to this invitation goes: the address it was made with, or what the register knows by now. Empty when nobody
/// knows one.
///
/// # Errors
///
/// Those of the database.
pub async fn postal_address(services: &Services, invitation: &Invitation) -> Result<Vec<String>, StoreError> {
    let Some(Ok(id)) = invitation.organisation.as_ref().map(|id| id.parse()) else {
        return Ok(invitation.address.clone());
    };
    if !invitation.address.is_empty() {
        return Ok(invitation.address.clone());
    }
    let found = services.records.organisation(id).await?;
    Ok(found.map(|stored| postal(&stored.organisation.address)).unwrap_or_default())
}

/// Those of the register whom the filter finds and who have no invitation that stands: whom one would invite.
///
/// # Errors
///
/// Those of the database.
pub async fn uninvited(services: &Services, survey: &str, filter: &Filter) -> Result<Vec<Organisation>, StoreError> {
    let found = services.records.organisations(&Filter { archived: false, ..filter.clone() }).await?;
    let invitations = services.records.invitations(survey).await?;
    let mut known = Known::of(&invitations);
    Ok(found
        .into_iter()
        .map(|stored| stored.organisation)
        .filter(|organisation| known.add(Some(&organisation.id.to_string()), &organisation.name))
        .collect())
}

/// These organisations of the register as guests; archived ones and those that are gone are left out.
///
/// # Errors
///
/// Those of the database.
pub async fn guests_of_register(services: &Services, chosen: &BTreeSet<Uuid>) -> Result<Vec<Guest>, StoreError> {
    let all = services.records.organisations(&Filter::default()).await?;
    let organisations = all.into_iter().map(|stored| stored.organisation);
    Ok(organisations.filter(|organisation| chosen.contains(&organisation.id)).map(guest).collect())
}

/// Finds guests of a list in the register: by their name, or by an e-mail address that one organisation alone has. What the list
/// says about them stands; what it leaves out is taken from there.
///
/// # Errors
///
/// Those of the database.
pub async fn recognise(services: &Services, guests: Vec<Guest>) -> Result<Vec<Guest>, StoreError> {
    let all = services.records.organisations(&Filter::default()).await?;
    let mut by_name: BTreeMap<String, &Organisation> = BTreeMap::new();
    let mut by_email: BTreeMap<String, Vec<&Organisation>> = BTreeMap::new();
    for organisation in all.iter().map(|stored| &stored.organisation) {
        by_name.insert(words::key(&organisation.name), organisation);
        let addresses: BTreeSet<String> =
            organisation.contacts.iter().map(|contact| contact.email.trim().to_lowercase()).collect();
        for address in addresses.into_iter().filter(|address| !address.is_empty()) {
            by_email.entry(address).or_default().push(organisation);
        }
    }
    let found = |one: &Guest| {
        let of_address = || match by_email.get(&one.email.as_ref()?.trim().to_lowercase())?.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        by_name.get(&words::key(&one.name)).copied().or_else(of_address)
    };
    Ok(guests
        .into_iter()
        .map(|one| match found(&one) {
            None => one,
            Some(organisation) => {
                let known = guest(organisation.clone());
                Guest {
                    organisation: known.organisation,
                    email: one.email.or(known.email),
                    address: if one.address.is_empty() { known.address } else { one.address },
                    ..one
                }
            }
        })
        .collect())
}

/// Reads a pasted list: a line per guest, `Name; E-Mail; Sprache; Anschrift`, all but the first may be left out. Tabs separate,
/// too, so that a part of a spreadsheet can be pasted; the address may go on in further cells, and commas end its lines.
/// Lines that cannot be used come back with the reason, the others are taken.
pub fn read_list(text: &str) -> (Vec<Guest>, Vec<BadLine>) {
    let (mut guests, mut bad) = (Vec::new(), Vec::new());
    for (place, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match if place < LONGEST_LIST { read_line(line) } else { Err(t::LIST_TOO_LONG) } {
            Ok(guest) => guests.push(guest),
            Err(reason) => bad.push(BadLine { text: line.trim_end().to_owned(), reason: reason.to_owned() }),
        }
    }
    (guests, bad)
}

fn read_line(line: &str) -> Result<Guest, &'static str> {
    let mut parts = line.split(['\t', ';']).map(str::trim);
    let mut next = || parts.next().unwrap_or_default();
    let (name, email, language) = (next(), next(), next());
    if name.is_empty() {
        return Err(t::LINE_NO_NAME);
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(t::LINE_LONG_NAME);
    }
    if !email.is_empty() && !plausible_email(email) {
        return Err(t::LINE_NO_EMAIL);
    }
    let language = if language.is_empty() { Some(Language::new("de")) } else { domain::tongue::meant(language) };
    let address: Vec<String> = parts
        .flat_map(|part| part.split(','))
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    if address.len() > MOST_ADDRESS_LINES || address.iter().any(|line| line.chars().count() > LONGEST_NAME) {
        return Err(t::LINE_LONG_ADDRESS);
    }
    Ok(Guest {
        organisation: None,
        name: name.to_owned(),
        email: (!email.is_empty()).then(|| email.to_owned()),
        address,
        language: language.ok_or(t::LINE_NO_LANGUAGE)?,
    })
}

/// Ends a survey: no more responses, and its key is destroyed. Who is done may be known then.
///
/// # Errors
///
/// Those of the database and the file system.
pub async fn close(services: &Services, slug: &str) -> Result<bool, StoreError> {
    let closed = services.records.set_survey_state(slug, SurveyState::Closed).await?;
    services.done.bring_in(&services.records, services.clock.today()).await?;
    invitations::destroy_key(services, slug)?;
    Ok(closed)
}

/// What the calendar asks for: ends surveys whose last day is over, and reminds on the days that are set. Safe to repeat.
/// Gives what was done, for the audit log: the deed, the survey, and how many.
///
/// # Errors
///
/// Those of the database and the file system; the next call goes on.
pub async fn keep_dates(services: &Services) -> Result<Vec<(&'static str, String, usize)>, StoreError> {
    let today = services.clock.today();
    let clock = domain::local_time::clock(services.clock.now());
    let mut done = Vec::new();
    for stored in services.records.surveys().await? {
        let slug = &stored.survey.slug;
        match stored.state {
            SurveyState::Open if !stored.takes_responses_on(today) => {
                close(services, slug).await?;
                done.push(("survey.closed", slug.clone(), 0));
            }
            // Closed by another way.
            SurveyState::Closed if invitations::has_key(services, slug)? => {
                close(services, slug).await?;
            }
            SurveyState::Open if stored.terms.door == Door::Invited => {
                let Some(due) = stored.terms.reminder_due(clock) else { continue };
                let plan = plan(services, &stored, Letter::Reminder, due).await?;
                let count = write(services, &plan, Letter::Reminder).await?;
                if count > 0 {
                    done.push(("invitation.reminded", slug.clone(), count));
                }
            }
            _ => {}
        }
    }
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_list_is_taken_line_by_line() {
        let text = "Verein der Sterne; sterne@example.org; Türkisch; Am Markt 1, 47051 Duisburg\n\n\
                    Kulturbrücke\tbruecke@example.org\t\tHaus 3\tAm Ring 2\t47053 Duisburg\nNur Name\n;ohne@name.de\n\
                    Falsch; keine-adresse\nFremd; a@example.org; Klingonisch\nLang;;;1,2,3,4,5,6";
        let (guests, bad) = read_list(text);
        let names: Vec<(&str, Option<&str>, &str, String)> = guests
            .iter()
            .map(|guest| {
                (guest.name.as_str(), guest.email.as_deref(), guest.language.as_str(), guest.address.join("/"))
            })
            .collect();
        assert_eq!(
            names,
            [
                ("Verein der Sterne", Some("sterne@example.org"), "tr", "Am Markt 1/47051 Duisburg".to_owned()),
                ("Kulturbrücke", Some("bruecke@example.org"), "de", "Haus 3/Am Ring 2/47053 Duisburg".to_owned()),
                ("Nur Name", None, "de", String::new()),
            ]
        );
        let refused: Vec<(&str, &str)> = bad.iter().map(|line| (line.text.as_str(), line.reason.as_str())).collect();
        assert_eq!(
            refused,
            [
                (";ohne@name.de", t::LINE_NO_NAME),
                ("Falsch; keine-adresse", t::LINE_NO_EMAIL),
                ("Fremd; a@example.org; Klingonisch", t::LINE_NO_LANGUAGE),
                ("Lang;;;1,2,3,4,5,6", t::LINE_LONG_ADDRESS),
            ]
        );
    }
}
