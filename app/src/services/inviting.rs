//! Writing to those who are invited: who would get a mail, and putting the mails into the queue. Also closing surveys whose
//! last day is over, and reminding on the days the office has set.

use domain::invitation::Progress;
use domain::language::Language;
use domain::organisation::Filter;
use domain::terms::Door;
use sha2::{Digest as _, Sha256};
use store::{Invitation, NewMail, StoreError, StoredSurvey, SurveyState};

use super::Services;
use super::invitations::{self, Guest};
use super::mail::reach::unreachable_among;

/// The most lines of a list that is pasted.
pub const LONGEST_LIST: usize = 5_000;

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
}

/// Looks who would get a mail today. Nobody is written to twice on a day, and nobody who is done.
///
/// # Errors
///
/// Those of the database.
pub async fn plan(services: &Services, survey: &str, letter: Letter) -> Result<Plan, StoreError> {
    let today = services.clock.today();
    let wanted = |invitation: &Invitation| match letter {
        Letter::Invitation => invitation.progress() == Progress::Created,
        Letter::Reminder => {
            matches!(invitation.progress(), Progress::Invited | Progress::Reminded)
                && invitation.sent.last().is_none_or(|last| *last < today)
        }
    };
    let mut plan = Plan::default();
    let candidates: Vec<Invitation> = services.records.invitations(survey).await?.into_iter().filter(wanted).collect();
    let addresses: Vec<&str> = candidates.iter().filter_map(|invitation| invitation.email.as_deref()).collect();
    let bounced = unreachable_among(services, &addresses).await?;
    for invitation in candidates {
        match &invitation.email {
            None => plan.without_address += 1,
            Some(email) if bounced.contains(&email.trim().to_lowercase()) => plan.unreachable += 1,
            Some(_) => plan.to.push(invitation),
        }
    }
    Ok(plan)
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

/// Those of the register whom the filter finds, as guests. Archived organisations are never invited.
///
/// # Errors
///
/// Those of the database.
pub async fn guests_of_register(services: &Services, filter: &Filter) -> Result<Vec<Guest>, StoreError> {
    let found = services.records.organisations(&Filter { archived: false, ..filter.clone() }).await?;
    Ok(found
        .into_iter()
        .map(|stored| {
            let organisation = stored.organisation;
            let contact = organisation.contacts.iter().find(|contact| !contact.email.is_empty());
            let language = contact
                .and_then(|contact| contact.language.clone())
                .or_else(|| organisation.languages.first().cloned())
                .filter(|language| crate::texts::LANGUAGES.iter().any(|(tag, _)| *tag == language.as_str()));
            let address = &organisation.address;
            let place = format!("{} {}", address.postcode, address.city);
            Guest {
                organisation: Some(organisation.id.to_string()),
                email: contact.map(|contact| contact.email.clone()),
                address: [address.extra.clone(), address.street.clone(), place.trim().to_owned()]
                    .into_iter()
                    .filter(|line| !line.is_empty())
                    .collect(),
                language: language.unwrap_or_else(|| Language::new("de")),
                name: organisation.name,
            }
        })
        .collect())
}

/// A line of a pasted list that cannot be used, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// Counted from 1.
    pub number: usize,
}

/// Reads a pasted list: a line per guest, `Name; E-Mail; Sprache`, the last two may be left out. Tabs separate, too, so that
/// a part of a spreadsheet can be pasted. Lines that cannot be used are named, the others are taken.
pub fn read_list(text: &str) -> (Vec<Guest>, Vec<BadLine>) {
    let (mut guests, mut bad) = (Vec::new(), Vec::new());
    for (place, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let mut parts = line.split(['\t', ';']).map(str::trim);
        let name = parts.next().unwrap_or_default();
        let email = parts.next().unwrap_or_default();
        let language = parts.next().unwrap_or_default();
        let language = if language.is_empty() { Some(Language::new("de")) } else { domain::tongue::meant(language) };
        let mail_is_fine = email.is_empty() || looks_like_an_address(email);
        match language {
            Some(language)
                if !name.is_empty() && name.chars().count() <= 200 && mail_is_fine && place < LONGEST_LIST =>
            {
                guests.push(Guest {
                    organisation: None,
                    name: name.to_owned(),
                    email: (!email.is_empty()).then(|| email.to_owned()),
                    address: Vec::new(),
                    language,
                });
            }
            _ => bad.push(BadLine { number: place + 1 }),
        }
    }
    (guests, bad)
}

fn looks_like_an_address(text: &str) -> bool {
    let plain = text.len() <= 254 && text.chars().all(|letter| !letter.is_whitespace() && !letter.is_control());
    plain
        && text
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
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
    let mut done = Vec::new();
    for StoredSurvey { survey, state, terms, .. } in services.records.surveys().await? {
        let slug = survey.slug;
        match state {
            SurveyState::Open if !terms.takes_responses_on(today) => {
                close(services, &slug).await?;
                done.push(("survey.closed", slug, 0));
            }
            // Closed by another way.
            SurveyState::Closed if invitations::has_key(services, &slug)? => {
                close(services, &slug).await?;
            }
            SurveyState::Open if terms.door == Door::Invited && terms.reminders.contains(&today) => {
                let plan = plan(services, &slug, Letter::Reminder).await?;
                let count = write(services, &plan, Letter::Reminder).await?;
                if count > 0 {
                    done.push(("invitation.reminded", slug, count));
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
        let text = "Verein der Sterne; sterne@example.org; Türkisch\n\nKulturbrücke\tbruecke@example.org\nNur Name\n;ohne@name.de\nFalsch; keine-adresse\nFremd; a@example.org; Klingonisch";
        let (guests, bad) = read_list(text);
        let names: Vec<(&str, Option<&str>, &str)> =
            guests.iter().map(|guest| (guest.name.as_str(), guest.email.as_deref(), guest.language.as_str())).collect();
        assert_eq!(
            names,
            [
                ("Verein der Sterne", Some("sterne@example.org"), "tr"),
                ("Kulturbrücke", Some("bruecke@example.org"), "de"),
                ("Nur Name", None, "de"),
            ]
        );
        assert_eq!(bad.iter().map(|line| line.number).collect::<Vec<_>>(), [5, 6, 7]);
    }
}
