//! An organisation of the register: what staff keep about it, what the public may see, and what makes an entry sound.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::answering::is_email;
use crate::district::District;
use crate::language::Language;
use crate::tongue;
use crate::topic::Topic;

/// Longest name, in letters.
pub const LONGEST_NAME: usize = 200;
/// Longest other text of one line, in letters.
pub const LONGEST_LINE: usize = 120;
/// Longest note, in letters.
pub const LONGEST_NOTE: usize = 5_000;
/// Most contact persons.
pub const MOST_CONTACTS: usize = 10;
/// Most languages.
pub const MOST_LANGUAGES: usize = 20;

/// A migrant organisation, or another one the office works with.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Random, and the same for ever.
    pub id: Uuid,
    pub name: String,
    /// What is spoken there, the most important first.
    pub languages: Vec<Language>,
    /// What it works on.
    pub topics: BTreeSet<Topic>,
    /// Where it is active.
    pub districts: BTreeSet<District>,
    /// Whom to turn to, the first one first.
    pub contacts: Vec<Contact>,
    /// For letters.
    pub address: Address,
    /// What it agreed to; nothing when it did not, or no longer does.
    pub consent: Option<Consent>,
    /// The umbrella organisation it belongs to.
    pub umbrella: Option<Uuid>,
    /// Account of the person in the office who looks after it.
    pub caretaker: Option<Uuid>,
    /// No longer active: kept for the records, invited to nothing, shown to nobody.
    pub archived: bool,
    /// Invented, for the demo.
    #[serde(default)]
    pub demo: bool,
}

/// A contact person of an organisation.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub name: String,
    /// What the person does there, such as chair.
    pub role: String,
    pub email: String,
    pub phone: String,
    /// In which language to write to them.
    pub language: Option<Language>,
    /// Whether the consent to be named in the directory is about this person.
    pub public: bool,
}

/// A postal address in Germany.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// A line above the street: care of, house, room.
    pub extra: String,
    /// With the number.
    pub street: String,
    /// Five digits.
    pub postcode: String,
    pub city: String,
}

/// What an organisation agreed to, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub given: NaiveDate,
    /// To stand in the public directory.
    pub directory: bool,
    /// To have the marked contact persons named there.
    pub contact: bool,
    /// To get invitations and reminders by mail. The office may write without it, as part of its task, and is told.
    #[serde(default)]
    pub mail: bool,
}

/// Without names and contacts: what is printed may land in a log.
impl std::fmt::Debug for Organisation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Organisation")
            .field("id", &self.id)
            .field("archived", &self.archived)
            .finish_non_exhaustive()
    }
}

/// Shows nothing: what is printed may land in a log.
impl std::fmt::Debug for Contact {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Contact(…)")
    }
}

/// Shows nothing: what is printed may land in a log.
impl std::fmt::Debug for Address {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Address(…)")
    }
}

impl Contact {
    /// Whether nothing says who it is: such a contact is dropped.
    pub fn is_empty(&self) -> bool {
        self.name.is_empty() && self.role.is_empty() && self.email.is_empty() && self.phone.is_empty()
    }
}

impl Address {
    /// Whether a letter would arrive.
    pub fn is_complete(&self) -> bool {
        !self.street.is_empty() && !self.postcode.is_empty() && !self.city.is_empty()
    }
}

/// What the public directory shows of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectoryEntry {
    pub name: String,
    pub languages: Vec<Language>,
    pub topics: BTreeSet<Topic>,
    pub districts: BTreeSet<District>,
    /// Only those the consent names.
    pub contacts: Vec<PublicContact>,
    /// Invented, for the demo.
    pub demo: bool,
}

/// A contact person as the public sees them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicContact {
    pub name: String,
    pub role: String,
    pub email: String,
    pub phone: String,
}

/// Shows nothing: what is printed may land in a log.
impl std::fmt::Debug for PublicContact {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PublicContact(…)")
    }
}

impl Organisation {
    /// An entry with nothing but its identity.
    pub fn new(id: Uuid) -> Self {
        Self {
            id,
            name: String::new(),
            languages: Vec::new(),
            topics: BTreeSet::new(),
            districts: BTreeSet::new(),
            contacts: Vec::new(),
            address: Address::default(),
            consent: None,
            umbrella: None,
            caretaker: None,
            archived: false,
            demo: false,
        }
    }

    /// Whether it stands in the public directory.
    pub fn is_public(&self) -> bool {
        !self.archived && self.consent.as_ref().is_some_and(|consent| consent.directory)
    }

    /// Whether it agreed to be written to by mail.
    pub fn welcomes_mail(&self) -> bool {
        self.consent.as_ref().is_some_and(|consent| consent.mail)
    }

    /// What the public may see; nothing without consent, and nothing of an archived organisation.
    pub fn directory_entry(&self) -> Option<DirectoryEntry> {
        let consent = self.consent.as_ref().filter(|_| self.is_public())?;
        let named = self.contacts.iter().filter(|contact| consent.contact && contact.public);
        Some(DirectoryEntry {
            name: self.name.clone(),
            languages: self.languages.clone(),
            topics: self.topics.clone(),
            districts: self.districts.clone(),
            contacts: named
                .map(|contact| PublicContact {
                    name: contact.name.clone(),
                    role: contact.role.clone(),
                    email: contact.email.clone(),
                    phone: contact.phone.clone(),
                })
                .collect(),
            demo: self.demo,
        })
    }

    /// The same without what nobody meant to write: blanks around and in rows, invisible signs, empty contacts, a
    /// language twice.
    #[must_use]
    pub fn tidied(mut self) -> Self {
        let lines = [
            &mut self.name,
            &mut self.address.extra,
            &mut self.address.street,
            &mut self.address.postcode,
            &mut self.address.city,
        ];
        let of_contacts = self
            .contacts
            .iter_mut()
            .flat_map(|contact| [&mut contact.name, &mut contact.role, &mut contact.email, &mut contact.phone]);
        for line in lines.into_iter().chain(of_contacts) {
            *line = one_line(line);
        }
        self.contacts.retain(|contact| !contact.is_empty());
        let mut seen = BTreeSet::new();
        self.languages.retain(|language| seen.insert(language.clone()));
        self
    }
}

/// The text on one line, without signs that are not seen.
pub fn one_line(text: &str) -> String {
    let seen: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .filter(|letter| !hidden(*letter))
        .collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Signs that turn the direction of text around or take no room: nothing for a name, good for deceiving.
fn hidden(letter: char) -> bool {
    matches!(letter, '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Where in an entry something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Place {
    Name,
    Languages,
    Contacts,
    /// Of the contact at this place, the first being 0.
    ContactName(usize),
    ContactRole(usize),
    ContactEmail(usize),
    ContactPhone(usize),
    ContactLanguage(usize),
    Extra,
    Street,
    Postcode,
    City,
    Consent,
    Umbrella,
}

/// What is wrong there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Flaw {
    /// It must not be empty.
    Missing,
    /// Longer than so many letters.
    TooLong(usize),
    /// More than so many.
    TooMany(usize),
    NotAnEmail,
    NotAPhone,
    NotAPostcode,
    /// Not a language of the vocabulary.
    UnknownLanguage,
    /// A day that has not come yet.
    InTheFuture,
    /// Purposes without a day, or a day without a purpose.
    ConsentIncomplete,
    /// Contact persons can only be named by who stands in the directory.
    ContactWithoutDirectory,
    /// It cannot be its own umbrella.
    ItsOwnUmbrella,
}

/// Everything that is wrong with an entry that has been [`Organisation::tidied`]; nothing when it may be kept.
pub fn check(organisation: &Organisation, today: NaiveDate) -> Vec<(Place, Flaw)> {
    let mut flaws = Vec::new();
    let mut line = |place, text: &str, longest: usize| {
        if text.chars().count() > longest {
            flaws.push((place, Flaw::TooLong(longest)));
        }
    };
    let address = &organisation.address;
    line(Place::Name, &organisation.name, LONGEST_NAME);
    line(Place::Extra, &address.extra, LONGEST_LINE);
    line(Place::Street, &address.street, LONGEST_LINE);
    line(Place::City, &address.city, LONGEST_LINE);
    for (number, contact) in organisation.contacts.iter().enumerate() {
        line(Place::ContactName(number), &contact.name, LONGEST_LINE);
        line(Place::ContactRole(number), &contact.role, LONGEST_LINE);
        line(Place::ContactEmail(number), &contact.email, 254);
        line(Place::ContactPhone(number), &contact.phone, 40);
    }
    let mut wrong = |is_wrong: bool, place, flaw| {
        if is_wrong {
            flaws.push((place, flaw));
        }
    };
    // A name without a letter or digit could not be told from others.
    wrong(crate::words::key(&organisation.name).is_empty(), Place::Name, Flaw::Missing);
    wrong(organisation.languages.len() > MOST_LANGUAGES, Place::Languages, Flaw::TooMany(MOST_LANGUAGES));
    let unknown = organisation.languages.iter().any(|language| !tongue::known(language));
    wrong(unknown, Place::Languages, Flaw::UnknownLanguage);
    wrong(organisation.contacts.len() > MOST_CONTACTS, Place::Contacts, Flaw::TooMany(MOST_CONTACTS));
    for (number, contact) in organisation.contacts.iter().enumerate() {
        wrong(contact.name.is_empty(), Place::ContactName(number), Flaw::Missing);
        let bad_email = !contact.email.is_empty() && !is_email(&contact.email);
        wrong(bad_email, Place::ContactEmail(number), Flaw::NotAnEmail);
        let bad_phone = !contact.phone.is_empty() && !is_phone(&contact.phone);
        wrong(bad_phone, Place::ContactPhone(number), Flaw::NotAPhone);
        let unknown = contact.language.as_ref().is_some_and(|language| !tongue::known(language));
        wrong(unknown, Place::ContactLanguage(number), Flaw::UnknownLanguage);
    }
    let postcode = &address.postcode;
    let five_digits = postcode.len() == 5 && postcode.bytes().all(|digit| digit.is_ascii_digit());
    wrong(!postcode.is_empty() && !five_digits, Place::Postcode, Flaw::NotAPostcode);
    if let Some(consent) = &organisation.consent {
        wrong(consent.given > today, Place::Consent, Flaw::InTheFuture);
        wrong(!consent.directory && !consent.contact && !consent.mail, Place::Consent, Flaw::ConsentIncomplete);
        wrong(consent.contact && !consent.directory, Place::Consent, Flaw::ContactWithoutDirectory);
    }
    wrong(organisation.umbrella == Some(organisation.id), Place::Umbrella, Flaw::ItsOwnUmbrella);
    flaws
}

/// Digits and what stands between them, at least three of them.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits >= 3 && text.chars().all(|letter| letter.is_ascii_digit() || " +-/().".contains(letter))
}

/// Which organisations somebody wants to see.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// Part of the name, compared as by [`crate::words::key`].
    pub text: String,
    pub topic: Option<Topic>,
    pub language: Option<Language>,
    pub district: Option<District>,
    pub consent: Option<ConsentFilter>,
    /// Only archived ones instead of only active ones.
    pub archived: bool,
}

/// Organisations by what they agreed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentFilter {
    /// Those in the public directory.
    Directory,
    /// Those that agreed to nothing.
    Missing,
}

#[cfg(test)]
#[path = "organisation_tests.rs"]
mod tests;
