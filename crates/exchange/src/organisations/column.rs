//! The columns of a list of organisations: their German titles, and how else lists call them.

use domain::words::key;

/// A part of a contact person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    Name,
    Role,
    Email,
    Phone,
    Language,
    Public,
}

impl Part {
    pub(super) const ALL: [Self; 6] = [Self::Name, Self::Role, Self::Email, Self::Phone, Self::Language, Self::Public];

    fn title(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Role => "Aufgabe",
            Self::Email => "E-Mail",
            Self::Phone => "Telefon",
            Self::Language => "Sprache",
            Self::Public => "öffentlich",
        }
    }

    fn meant(key: &str) -> Option<Self> {
        match key {
            "" | "name" => Some(Self::Name),
            "aufgabe" | "rolle" | "funktion" => Some(Self::Role),
            "e mail" | "email" | "mail" | "e mail adresse" => Some(Self::Email),
            "telefon" | "tel" | "telefonnummer" | "mobil" | "handy" => Some(Self::Phone),
            "sprache" => Some(Self::Language),
            "oeffentlich" => Some(Self::Public),
            _ => None,
        }
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    Id,
    Name,
    Languages,
    Topics,
    Districts,
    /// Of the contact person at this place, the first being 0.
    Contact(usize, Part),
    Extra,
    Street,
    Postcode,
    City,
    ConsentGiven,
    ConsentDirectory,
    ConsentContact,
    ConsentMail,
    Umbrella,
    Caretaker,
    Archived,
}

impl Column {
    /// All columns of a list whose organisations have so many contact persons at most.
    pub(super) fn all(contacts: usize) -> Vec<Self> {
        let mut all = vec![Self::Id, Self::Name, Self::Languages, Self::Topics, Self::Districts];
        for number in 0..contacts.max(1) {
            all.extend(Part::ALL.map(|part| Self::Contact(number, part)));
        }
        all.extend([
            Self::Extra,
            Self::Street,
            Self::Postcode,
            Self::City,
            Self::ConsentGiven,
            Self::ConsentDirectory,
            Self::ConsentContact,
            Self::ConsentMail,
            Self::Umbrella,
            Self::Caretaker,
            Self::Archived,
        ]);
        all
    }

    /// What stands above it.
    pub fn title(self) -> String {
        let title = match self {
            Self::Id => "Kennung",
            Self::Name => "Name",
            Self::Languages => "Sprachen",
            Self::Topics => "Themen",
            Self::Districts => "Stadtteile",
            Self::Contact(number, part) => return format!("Kontakt {} {}", number + 1, part.title()),
            Self::Extra => "Adresszusatz",
            Self::Street => "Straße",
            Self::Postcode => "PLZ",
            Self::City => "Ort",
            Self::ConsentGiven => "Einwilligung vom",
            Self::ConsentDirectory => "Einwilligung Verzeichnis",
            Self::ConsentContact => "Einwilligung Kontakt",
            Self::ConsentMail => "Einwilligung E-Mail",
            Self::Umbrella => "Dachverband",
            Self::Caretaker => "Betreut von",
            Self::Archived => "Archiviert",
        };
        title.to_owned()
    }

    /// The column somebody means by a title.
    pub fn meant(title: &str) -> Option<Self> {
        let title = key(title);
        match title.as_str() {
            "kennung" | "id" => Some(Self::Id),
            "name"
            | "organisation"
            | "verein"
            | "vereinsname"
            | "name der organisation"
            | "name des vereins"
            | "mso" => Some(Self::Name),
            "sprachen" | "sprache" => Some(Self::Languages),
            "themen" | "thema" | "schwerpunkt" | "schwerpunkte" | "arbeitsfelder" | "taetigkeitsfelder" => {
                Some(Self::Topics)
            }
            "stadtteile" | "stadtteil" | "aktiv in" => Some(Self::Districts),
            "adresszusatz" | "zusatz" | "c o" => Some(Self::Extra),
            "strasse" | "strasse und hausnummer" | "anschrift" | "adresse" => Some(Self::Street),
            "plz" | "postleitzahl" => Some(Self::Postcode),
            "ort" | "stadt" | "wohnort" => Some(Self::City),
            "einwilligung vom" | "einwilligung am" | "einwilligung" | "datum der einwilligung" => {
                Some(Self::ConsentGiven)
            }
            "einwilligung verzeichnis" | "verzeichnis" => Some(Self::ConsentDirectory),
            "einwilligung kontakt" => Some(Self::ConsentContact),
            "einwilligung e mail" | "einwilligung email" | "einwilligung mail" => Some(Self::ConsentMail),
            "dachverband" | "verband" => Some(Self::Umbrella),
            "betreut von" | "zustaendig" | "betreuung" => Some(Self::Caretaker),
            "archiviert" | "archiv" => Some(Self::Archived),
            "ansprechperson" | "ansprechpartner" | "ansprechpartnerin" | "kontaktperson" => {
                Some(Self::Contact(0, Part::Name))
            }
            other => Self::of_contact(other).or_else(|| Part::meant(other).map(|part| Self::Contact(0, part))),
        }
    }

    /// `kontakt 2 e mail`, `ansprechperson 1`.
    fn of_contact(title: &str) -> Option<Self> {
        let (begin, rest) = title.split_once(' ').unwrap_or((title, ""));
        if !matches!(begin, "kontakt" | "ansprechperson" | "ansprechpartner" | "kontaktperson") {
            return None;
        }
        let (number, part) = rest.split_once(' ').unwrap_or((rest, ""));
        match number.parse::<usize>() {
            Ok(number) if (1..=domain::organisation::MOST_CONTACTS).contains(&number) => {
                Part::meant(part).map(|part| Self::Contact(number - 1, part))
            }
            Ok(_) => None,
            // Without a number the first one is meant.
            Err(_) => Part::meant(rest).map(|part| Self::Contact(0, part)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lead_back_to_their_columns() {
        for column in Column::all(10) {
            assert_eq!(Column::meant(&column.title()), Some(column), "{}", column.title());
        }
        for (written, column) in [
            ("STRASSE", Column::Street),
            (" Verein ", Column::Name),
            ("email", Column::Contact(0, Part::Email)),
            ("Ansprechpartner", Column::Contact(0, Part::Name)),
            ("Kontakt 2 E-Mail", Column::Contact(1, Part::Email)),
            ("Kontakt: Telefon", Column::Contact(0, Part::Phone)),
        ] {
            assert_eq!(Column::meant(written), Some(column), "{written}");
        }
        assert_eq!(Column::meant("Kontakt 11 Name"), None);
        assert_eq!(Column::meant("Kontostand"), None);
    }
}
