//! What stands in a cell about an organisation, and what an organisation becomes by a cell.

use chrono::NaiveDate;
use domain::district::District;
use domain::language::Language;
use domain::organisation::{Contact, Organisation, one_line};
use domain::tongue;
use domain::topic::Topic;

use super::column::{Column, Part};
use super::write::Names;

/// What stands in the cell.
pub(super) fn cell_of(organisation: &Organisation, column: Column, names: &Names) -> String {
    let consent = organisation.consent.as_ref();
    match column {
        Column::Id => organisation.id.to_string(),
        Column::Name => organisation.name.clone(),
        Column::Languages => listed(organisation.languages.iter().map(language_name)),
        Column::Topics => listed(organisation.topics.iter().map(|topic| topic.words().de.to_owned())),
        Column::Districts => listed(organisation.districts.iter().map(|district| district.name().to_owned())),
        Column::Contact(number, part) => {
            organisation.contacts.get(number).map(|contact| contact_cell(contact, part)).unwrap_or_default()
        }
        Column::Extra => organisation.address.extra.clone(),
        Column::Street => organisation.address.street.clone(),
        Column::Postcode => organisation.address.postcode.clone(),
        Column::City => organisation.address.city.clone(),
        Column::ConsentGiven => consent.map(|consent| consent.given.format("%d.%m.%Y").to_string()).unwrap_or_default(),
        Column::ConsentDirectory => yes(consent.is_some_and(|consent| consent.directory)),
        Column::ConsentContact => yes(consent.is_some_and(|consent| consent.contact)),
        Column::ConsentMail => yes(consent.is_some_and(|consent| consent.mail)),
        Column::Umbrella => name(organisation.umbrella.and_then(|id| names.organisations.get(&id))),
        Column::Caretaker => name(organisation.caretaker.and_then(|id| names.caretakers.get(&id))),
        Column::Archived => yes(organisation.archived),
    }
}

fn contact_cell(contact: &Contact, part: Part) -> String {
    match part {
        Part::Name => contact.name.clone(),
        Part::Role => contact.role.clone(),
        Part::Email => contact.email.clone(),
        Part::Phone => contact.phone.clone(),
        Part::Language => contact.language.as_ref().map(language_name).unwrap_or_default(),
        Part::Public => yes(contact.public),
    }
}

fn language_name(language: &Language) -> String {
    tongue::name(language, &Language::new("de")).map_or_else(|| language.to_string(), str::to_owned)
}

fn listed(names: impl Iterator<Item = String>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

fn yes(yes: bool) -> String {
    if yes { "ja" } else { "nein" }.to_owned()
}

fn name(name: Option<&String>) -> String {
    name.cloned().unwrap_or_default()
}

/// The consent as the cells of a row say it, until all of them are read.
#[derive(Debug, Default)]
pub(super) struct ConsentCells {
    pub given: Option<NaiveDate>,
    pub directory: bool,
    pub contact: bool,
    pub mail: bool,
}

/// Writes a cell into an entry. Umbrella, caretaker and identity are found by the caller, who knows the register.
///
/// # Errors
///
/// What is wrong with the text, in German.
pub(super) fn take(
    organisation: &mut Organisation,
    consent: &mut ConsentCells,
    column: Column,
    text: &str,
) -> Result<(), String> {
    match column {
        Column::Id | Column::Umbrella | Column::Caretaker => {}
        Column::Name => organisation.name = one_line(text),
        Column::Languages => {
            organisation.languages = several(text, tongue::meant, "Die Sprache")?;
        }
        Column::Topics => {
            organisation.topics = several(text, Topic::meant, "Das Thema")?.into_iter().collect();
        }
        Column::Districts => {
            organisation.districts = several(text, District::meant, "Den Stadtteil")?.into_iter().collect();
        }
        Column::Contact(number, part) => {
            if organisation.contacts.len() <= number {
                organisation.contacts.resize(number + 1, Contact::default());
            }
            take_contact(&mut organisation.contacts[number], part, text)?;
        }
        Column::Extra => organisation.address.extra = one_line(text),
        Column::Street => organisation.address.street = one_line(text),
        Column::Postcode => organisation.address.postcode = one_line(text),
        Column::City => organisation.address.city = one_line(text),
        Column::ConsentGiven => consent.given = if text.is_empty() { None } else { Some(day(text)?) },
        Column::ConsentDirectory => consent.directory = answer(text)?,
        Column::ConsentContact => consent.contact = answer(text)?,
        Column::ConsentMail => consent.mail = answer(text)?,
        Column::Archived => organisation.archived = answer(text)?,
    }
    Ok(())
}

fn take_contact(contact: &mut Contact, part: Part, text: &str) -> Result<(), String> {
    match part {
        Part::Name => contact.name = one_line(text),
        Part::Role => contact.role = one_line(text),
        Part::Email => contact.email = one_line(text),
        Part::Phone => contact.phone = one_line(text),
        Part::Public => contact.public = answer(text)?,
        Part::Language => {
            contact.language = several(text, tongue::meant, "Die Sprache")?.into_iter().next();
        }
    }
    Ok(())
}

fn several<T>(text: &str, meant: impl Fn(&str) -> Option<T>, what: &str) -> Result<Vec<T>, String> {
    text.split([',', ';', '|', '\n'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| meant(part).ok_or_else(|| format!("{what} „{}“ kennen wir nicht.", shortened(part))))
        .collect()
}

fn shortened(text: &str) -> String {
    let text = one_line(text);
    if text.chars().count() <= 60 { text } else { text.chars().take(60).chain(['…']).collect() }
}

fn answer(text: &str) -> Result<bool, String> {
    match text.to_lowercase().as_str() {
        "" | "nein" | "n" | "0" | "false" | "falsch" | "no" | "-" => Ok(false),
        "ja" | "j" | "x" | "1" | "true" | "wahr" | "yes" => Ok(true),
        _ => Err(format!("Hier kann „ja“ oder „nein“ stehen, nicht „{}“.", shortened(text))),
    }
}

fn day(text: &str) -> Result<NaiveDate, String> {
    domain::local_time::day(text)
        .filter(|day| *day >= NaiveDate::from_ymd_opt(1990, 1, 1).unwrap_or(NaiveDate::MIN))
        .ok_or_else(|| format!("„{}“ ist kein Datum wie 24.12.2025.", shortened(text)))
}
