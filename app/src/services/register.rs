//! The register as forms and files need it: names behind identities, what a form says, slips on a desk.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};
use domain::district::District;
use domain::organisation::{Consent, Contact, MOST_CONTACTS, Organisation, Place, check};
use domain::topic::Topic;
use domain::{tongue, words};
use exchange::organisations::{Names, Planned, PlannedRow, Register, in_german};
use serde::{Deserialize, Serialize};
use store::{StoreError, StoredOrganisation};
use uuid::Uuid;

use super::Services;
use crate::texts::organisations as t;

/// How long a slip stays on a desk.
const SLIPS_STAY: TimeDelta = TimeDelta::days(1);
/// Rows of a preview on one page, and in one part of its slip.
const ROWS_A_PART: usize = 100;

/// What somebody wrote into the form of an organisation, kept when it could not be saved.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct FormSlip {
    /// As written, but for blanks around.
    pub organisation: Organisation,
    /// The version that was seen; 0 for a new organisation.
    pub version: u32,
    /// As written.
    pub umbrella: String,
    /// As written.
    pub consent_given: String,
    /// What is wrong, where, in German.
    pub problems: Vec<(Place, String)>,
    /// Whether somebody else was faster.
    pub outdated: bool,
}

/// A note that could not be kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteSlip {
    pub text: String,
    pub follow_up: String,
    pub problem: String,
}

/// The first part of an import that waits to be confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportHead {
    pub file: String,
    /// Titles of columns that are not used.
    pub unused: Vec<String>,
    pub new: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub refused: usize,
    /// How many parts of rows follow.
    pub parts: usize,
}

/// What an import did.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    pub created: usize,
    pub changed: usize,
    /// Rows that could not be written: number, name, reason.
    pub left_out: Vec<(usize, String, String)>,
}

/// Says nothing of what was written: what is printed may land in a log.
macro_rules! hidden {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}

hidden!(FormSlip, NoteSlip, ImportReport);

/// All names that lists and forms show.
///
/// # Errors
///
/// Those of the database.
pub async fn names(services: &Services) -> Result<Names, StoreError> {
    let stored = services.records.all_organisations().await?;
    names_of(services, &stored).await
}

async fn names_of(services: &Services, stored: &[StoredOrganisation]) -> Result<Names, StoreError> {
    let people = services.records.caretakers().await?;
    Ok(Names {
        organisations: stored.iter().map(|one| (one.organisation.id, one.organisation.name.clone())).collect(),
        former: people.iter().filter(|person| !person.active).map(|person| person.id).collect(),
        caretakers: people.into_iter().map(|person| (person.id, person.name)).collect(),
    })
}

/// The whole register, to compare a list with.
///
/// # Errors
///
/// Those of the database.
pub async fn register(services: &Services) -> Result<Register, StoreError> {
    let stored = services.records.all_organisations().await?;
    let names = names_of(services, &stored).await?;
    Ok(Register { organisations: stored.into_iter().map(|one| (one.organisation, one.version)).collect(), names })
}

/// Puts something on the desk of an account, as JSON; false when that part lies there already.
///
/// # Errors
///
/// Those of the database.
pub async fn keep<T: Serialize>(
    services: &Services,
    id: Uuid,
    part: &str,
    owner: Uuid,
    what: &T,
) -> Result<bool, StoreError> {
    let text = serde_json::to_string(what).map_err(|error| StoreError::Broken(format!("a slip: {error}")))?;
    services.records.keep_slip(id, part, owner, &text, services.clock.now() + SLIPS_STAY).await
}

/// What lies on the desk of an account.
///
/// # Errors
///
/// Those of the database, and a slip of another kind.
pub async fn kept<T: for<'a> Deserialize<'a>>(
    services: &Services,
    id: Uuid,
    part: &str,
    owner: Uuid,
) -> Result<Option<T>, StoreError> {
    let text = services.records.slip(id, part, owner, services.clock.now()).await?;
    // The text of an error of the reader may show what could not be read.
    let broken = |_| StoreError::Broken("a slip of the register".to_owned());
    text.map(|text| serde_json::from_str(&text).map_err(broken)).transpose()
}

/// Keeps a preview: refused rows first, then what changes, then the rest.
///
/// # Errors
///
/// Those of the database.
pub async fn keep_import(
    services: &Services,
    id: Uuid,
    owner: Uuid,
    file: &str,
    unused: Vec<String>,
    mut rows: Vec<PlannedRow>,
) -> Result<(), StoreError> {
    rows.sort_by_key(|row| match row.planned {
        Planned::Refused(_) => 0,
        Planned::Changed { .. } => 1,
        Planned::New(_) => 2,
        Planned::Unchanged => 3,
    });
    let count = |kind: fn(&Planned) -> bool| rows.iter().filter(|row| kind(&row.planned)).count();
    let head = ImportHead {
        file: file.to_owned(),
        unused,
        new: count(|planned| matches!(planned, Planned::New(_))),
        changed: count(|planned| matches!(planned, Planned::Changed { .. })),
        unchanged: count(|planned| matches!(planned, Planned::Unchanged)),
        refused: count(|planned| matches!(planned, Planned::Refused(_))),
        parts: rows.len().div_ceil(ROWS_A_PART),
    };
    for (number, part) in rows.chunks(ROWS_A_PART).enumerate() {
        keep(services, id, &format!("rows-{number}"), owner, &part).await?;
    }
    // Last, so that a preview that is there is complete.
    keep(services, id, "head", owner, &head).await.map(drop)
}

/// What a form says about an organisation that was like `before`, as written.
pub fn read_form(fields: &[(String, String)], before: &Organisation) -> FormSlip {
    let one = |name: &str| fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str());
    let all =
        |name: &'static str| fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str());
    let ticked = |name: &str| !one(name).is_empty();
    let chosen: Vec<_> = all("language").filter_map(tongue::meant).collect();
    // The most important first: those that stay keep their order.
    let mut languages: Vec<_> = before.languages.iter().filter(|language| chosen.contains(language)).cloned().collect();
    languages.extend(chosen.into_iter().filter(|language| !before.languages.contains(language)));
    let contacts = (0..MOST_CONTACTS)
        .map(|number| {
            let part = |part: &str| one(&format!("contact-{number}-{part}")).to_owned();
            Contact {
                name: part("name"),
                role: part("role"),
                email: part("email"),
                phone: part("phone"),
                language: tongue::meant(&part("language")),
                public: !part("public").is_empty(),
            }
        })
        .filter(|contact| !contact.is_empty())
        .collect();
    let organisation = Organisation {
        name: one("name").to_owned(),
        languages,
        topics: all("topic").filter_map(Topic::coded).collect(),
        districts: all("district").filter_map(District::meant).collect(),
        contacts,
        address: domain::organisation::Address {
            extra: one("extra").to_owned(),
            street: one("street").to_owned(),
            postcode: one("postcode").to_owned(),
            city: one("city").to_owned(),
        },
        consent: None,
        umbrella: None,
        caretaker: one("caretaker").parse().ok(),
        archived: ticked("archived"),
        ..before.clone()
    };
    let mut slip = FormSlip {
        organisation,
        version: one("version").parse().unwrap_or(0),
        umbrella: one("umbrella").to_owned(),
        consent_given: one("consent-given").trim().to_owned(),
        problems: Vec::new(),
        outdated: false,
    };
    let given = slip.consent_given.as_str();
    let (directory, contact, mail) = (ticked("consent-directory"), ticked("consent-contact"), ticked("consent-mail"));
    match domain::local_time::day(given) {
        Some(given) => slip.organisation.consent = Some(Consent { given, directory, contact, mail }),
        None if given.is_empty() && !directory && !contact && !mail => {}
        None => {
            // Kept, so that the ticks are there again; it cannot be saved like this.
            slip.organisation.consent = Some(Consent { given: NaiveDate::default(), directory, contact, mail });
            slip.problems.push((Place::Consent, t::NOT_A_DAY.to_owned()));
        }
    }
    slip
}

/// Finds what the form names and checks all of it; problems come into the slip. `before` is who looked after the organisation.
pub fn check_form(slip: &mut FormSlip, names: &Names, before: Option<Uuid>, today: NaiveDate) {
    let wanted = words::key(&slip.umbrella);
    if !wanted.is_empty() {
        let by_name: BTreeMap<String, Uuid> =
            names.organisations.iter().map(|(id, name)| (words::key(name), *id)).collect();
        slip.organisation.umbrella = by_name.get(&wanted).copied();
        if slip.organisation.umbrella.is_none() {
            slip.problems.push((Place::Umbrella, t::UMBRELLA_UNKNOWN.to_owned()));
        }
    }
    // Nobody else than the office looks after organisations, whatever a form says.
    slip.organisation.caretaker = slip.organisation.caretaker.filter(|id| names.may_look_after(*id, before));
    slip.organisation = slip.organisation.clone().tidied();
    let flaws = check(&slip.organisation, today);
    slip.problems.extend(flaws.into_iter().map(|(place, flaw)| (place, in_german(flaw))));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_form_becomes_an_entry_and_wrong_words_stay_as_written() {
        let mut before = Organisation::new(Uuid::from_u128(1));
        before.languages = ["tr", "de"].into_iter().filter_map(tongue::meant).collect();
        let form = fields(&[
            ("name", " Verein "),
            ("language", "de"),
            ("language", "ar"),
            ("language", "tr"),
            ("topic", "women"),
            ("topic", "nonsense"),
            ("district", "202"),
            ("contact-0-name", "Ayşe"),
            ("contact-0-email", "keine"),
            ("contact-1-public", "1"),
            ("consent-given", "gestern"),
            ("consent-directory", "1"),
            ("umbrella", "Nirgends"),
            ("caretaker", "00000000-0000-0000-0000-000000000009"),
            ("version", "3"),
        ]);
        let mut slip = read_form(&form, &before);
        assert_eq!((slip.version, slip.organisation.name.as_str()), (3, " Verein "));
        check_form(&mut slip, &Names::default(), None, NaiveDate::MAX);
        let tags: Vec<&str> = slip.organisation.languages.iter().map(domain::language::Language::as_str).collect();
        assert_eq!(tags, ["tr", "de", "ar"]);
        assert_eq!(slip.organisation.contacts.len(), 1);
        assert_eq!(slip.organisation.caretaker, None);
        let places: Vec<Place> = slip.problems.iter().map(|(place, _)| *place).collect();
        assert_eq!(places, [Place::Consent, Place::Umbrella, Place::ContactEmail(0)]);
        assert_eq!((slip.umbrella.as_str(), slip.consent_given.as_str()), ("Nirgends", "gestern"));
    }
}
