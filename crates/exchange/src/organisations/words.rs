//! What is wrong with an entry, in plain German.

use domain::organisation::{Flaw, Place};

use super::column::{Column, Part};

/// The title of the column in which something is wrong.
pub fn title_of(place: Place) -> String {
    let column = match place {
        Place::Name => Column::Name,
        Place::Languages => Column::Languages,
        Place::Contacts => return "Kontakte".to_owned(),
        Place::ContactName(number) => Column::Contact(number, Part::Name),
        Place::ContactRole(number) => Column::Contact(number, Part::Role),
        Place::ContactEmail(number) => Column::Contact(number, Part::Email),
        Place::ContactPhone(number) => Column::Contact(number, Part::Phone),
        Place::ContactLanguage(number) => Column::Contact(number, Part::Language),
        Place::Extra => Column::Extra,
        Place::Street => Column::Street,
        Place::Postcode => Column::Postcode,
        Place::City => Column::City,
        Place::Consent => Column::ConsentGiven,
        Place::Umbrella => Column::Umbrella,
    };
    column.title()
}

/// What is wrong and what to do.
pub fn in_german(flaw: Flaw) -> String {
    match flaw {
        Flaw::Missing => "Bitte schreiben Sie hier einen Namen.".to_owned(),
        Flaw::TooLong(most) => format!("Bitte kürzen Sie den Text auf {most} Zeichen."),
        Flaw::TooMany(most) => format!("Es sind höchstens {most} möglich."),
        Flaw::NotAnEmail => "Bitte prüfen Sie die E-Mail-Adresse, zum Beispiel name@verein.de.".to_owned(),
        Flaw::NotAPhone => "Bitte prüfen Sie die Telefonnummer, zum Beispiel 0203 123456.".to_owned(),
        Flaw::NotAPostcode => "Eine Postleitzahl hat fünf Ziffern.".to_owned(),
        Flaw::UnknownLanguage => "Diese Sprache kennen wir nicht.".to_owned(),
        Flaw::InTheFuture => "Dieser Tag liegt in der Zukunft.".to_owned(),
        Flaw::ConsentIncomplete => "Zur Einwilligung gehören ein Datum und mindestens ein Zweck.".to_owned(),
        Flaw::ContactWithoutDirectory => {
            "Kontaktpersonen können nur genannt werden, wenn die Organisation im Verzeichnis steht.".to_owned()
        }
        Flaw::ItsOwnUmbrella => "Eine Organisation kann nicht ihr eigener Dachverband sein.".to_owned(),
    }
}
