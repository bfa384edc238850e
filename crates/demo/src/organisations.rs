//! A register for the demo: forty invented organisations, spread over the city, its languages and topics.
//!
//! None of them exists. Addresses end in `example.org`, which belongs to nobody, and every entry is marked as demo.

use chrono::NaiveDate;
use domain::district::District;
use domain::language::Language;
use domain::organisation::{Address, Consent, Contact, Organisation};
use domain::topic::Topic;
use uuid::Uuid;

/// Name, tags of languages, topics, numbers of districts.
type Line = (&'static str, &'static str, &'static [Topic], &'static [u16]);

const LINES: [Line; 40] = [
    ("Beispielverein Brückenbogen", "tr de", &[Topic::Education, Topic::Youth], &[202, 203]),
    ("Frauentreff Nordstern (Beispiel)", "ar ku de", &[Topic::Women, Topic::Advice], &[202, 301]),
    ("Elternkreis Lesebaum (Beispiel)", "tr de", &[Topic::Education, Topic::FamilyLanguages], &[508]),
    ("Sportgemeinschaft Rheinwind (Beispiel)", "de tr sq", &[Topic::Sport, Topic::Youth], &[205]),
    ("Kulturhaus Morgenlicht (Beispiel)", "fa prs de", &[Topic::Culture], &[507, 501]),
    ("Bulgarischer Nachbarschaftskreis (Beispiel)", "bg tr de", &[Topic::Advice, Topic::Arriving], &[508, 202]),
    ("Rumänische Runde am Markt (Beispiel)", "ro rom de", &[Topic::Advice, Topic::Health], &[202]),
    ("Tamilische Sprachschule Palmblatt (Beispiel)", "ta de", &[Topic::FamilyLanguages, Topic::Youth], &[601, 602]),
    ("Kurdischer Bildungskreis Zweistrom (Beispiel)", "ku ckb de", &[Topic::Education, Topic::Culture], &[509]),
    ("Ukrainische Werkstatt Sonnenblume (Beispiel)", "uk ru de", &[Topic::Arriving, Topic::German], &[505, 506]),
    ("Seniorentreff Teestube (Beispiel)", "tr de", &[Topic::Older, Topic::Health], &[205, 204]),
    ("Jugendforum Hafenkante (Beispiel)", "de ar tr", &[Topic::Youth, Topic::Participation], &[401]),
    ("Polnischer Chor Weichselklang (Beispiel)", "pl de", &[Topic::Culture], &[402, 403]),
    ("Verein für faire Chancen Duisburg (Beispiel)", "de en", &[Topic::Discrimination, Topic::Participation], &[501]),
    ("Syrische Familienhilfe Jasmin (Beispiel)", "ar de", &[Topic::Arriving, Topic::Advice], &[307, 306]),
    ("Eritreischer Kreis Asmarahaus (Beispiel)", "ti ar de", &[Topic::Arriving, Topic::Culture], &[504]),
    ("Moscheegemeinde Beispielstraße", "tr de", &[Topic::Religion, Topic::Youth], &[301, 302]),
    ("Afrikanische Mütter am Rhein (Beispiel)", "fr en tw de", &[Topic::Women, Topic::Health], &[503]),
    ("Bosnischer Kulturverein Brunnen (Beispiel)", "bs de", &[Topic::Culture, Topic::Older], &[304]),
    ("Albanische Lerninsel (Beispiel)", "sq de", &[Topic::Education, Topic::FamilyLanguages], &[205, 201]),
    ("Lotsenkreis Hochheide (Beispiel)", "de tr ar", &[Topic::Advice, Topic::Arriving], &[403]),
    ("Russischsprachiger Elternrat (Beispiel)", "ru uk de", &[Topic::Education], &[703, 705]),
    ("Griechische Gemeinde Beispielplatz", "el de", &[Topic::Religion, Topic::Older], &[507]),
    ("Italienischer Freundeskreis (Beispiel)", "it de", &[Topic::Culture, Topic::Older], &[602, 603]),
    ("Spanischer Elternverein Rheinhausen (Beispiel)", "es de", &[Topic::Education], &[601]),
    ("Portugiesischer Sportklub (Beispiel)", "pt de", &[Topic::Sport], &[509]),
    ("Vietnamesischer Verein Lotus (Beispiel)", "vi de", &[Topic::Culture, Topic::FamilyLanguages], &[702]),
    ("Chinesischer Akademikerkreis (Beispiel)", "zh de en", &[Topic::Work, Topic::Culture], &[505]),
    ("Aramäischer Kulturkreis (Beispiel)", "arc ar de", &[Topic::Religion, Topic::Culture], &[404]),
    ("Armenischer Schachklub Ararat (Beispiel)", "hy ru de", &[Topic::Sport, Topic::Youth], &[504]),
    ("Berufswege Mentoring (Beispiel)", "de tr ar", &[Topic::Work, Topic::Education], &[501, 508]),
    ("Pakistanischer Nachbarschaftsverein (Beispiel)", "ur en de", &[Topic::Advice, Topic::Sport], &[306]),
    ("Somalische Fraueninitiative (Beispiel)", "so ar de", &[Topic::Women, Topic::German], &[508]),
    ("Marokkanischer Kulturtreff (Beispiel)", "ar zgh fr de", &[Topic::Culture, Topic::Religion], &[604]),
    ("Serbischer Tanzkreis Kolo (Beispiel)", "sr de", &[Topic::Culture, Topic::Youth], &[503]),
    ("Kroatische Gemeinde am Park (Beispiel)", "hr de", &[Topic::Religion, Topic::Older], &[708]),
    ("Netzwerk Pflege in vielen Sprachen (Beispiel)", "de tr ru pl", &[Topic::Health, Topic::Older], &[707, 703]),
    ("Roma-Bildungswerk (Beispiel)", "rom bg ro de", &[Topic::Discrimination, Topic::Education], &[202, 508]),
    ("Gartengruppe Bunte Beete (Beispiel)", "de ar fa", &[Topic::Culture, Topic::Participation], &[106, 105]),
    ("Dachverband Beispielvereine Duisburg", "de", &[Topic::Participation, Topic::Advice], &[501]),
];

const PEOPLE: [(&str, &str); 8] = [
    ("Ayla Muster", "Vorsitzende"),
    ("Karim Beispiel", "Vorsitzender"),
    ("Elena Probe", "Geschäftsführerin"),
    ("Tomasz Vorlage", "Kassenwart"),
    ("Samira Muster", "Schriftführerin"),
    ("Viktor Beispiel", "Ansprechpartner"),
    ("Amina Probe", "Projektleiterin"),
    ("Deniz Vorlage", "Jugendleitung"),
];

/// The invented organisations. The same again are the same, identities included: loading twice changes nothing.
/// Three of four agreed on `given` to stand in the directory, half of them with a contact person.
pub fn organisations(given: NaiveDate) -> Vec<Organisation> {
    let umbrella = identity(LINES.len() - 1);
    LINES
        .iter()
        .enumerate()
        .map(|(number, (name, languages, topics, districts))| {
            let (person, role) = PEOPLE[number % PEOPLE.len()];
            let languages: Vec<Language> = languages.split(' ').map(Language::new).collect();
            let is_umbrella = number == LINES.len() - 1;
            Organisation {
                name: (*name).to_owned(),
                topics: topics.iter().copied().collect(),
                districts: districts.iter().filter_map(|number| District::numbered(*number)).collect(),
                contacts: vec![Contact {
                    name: person.to_owned(),
                    role: role.to_owned(),
                    email: format!("kontakt-{}@example.org", number + 1),
                    // 0203 99 is not in use.
                    phone: format!("0203 99 00 {:02}", number + 1),
                    language: languages.first().cloned(),
                    public: number % 2 == 0,
                }],
                languages,
                address: Address {
                    extra: String::new(),
                    street: format!("Beispielstraße {}", number + 1),
                    postcode: format!("47{:03}", 51 + number * 3),
                    city: "Duisburg".to_owned(),
                },
                consent: (number % 4 != 3).then_some(Consent {
                    given,
                    directory: true,
                    contact: number % 2 == 0,
                    mail: number % 3 != 0,
                }),
                umbrella: (number % 5 == 0 && !is_umbrella).then_some(umbrella),
                demo: true,
                ..Organisation::new(identity(number))
            }
        })
        .collect()
}

/// Laid out as a random identity, but always the same.
fn identity(number: usize) -> Uuid {
    uuid::Builder::from_random_bytes(((0xDE30_u128 << 112) | (number as u128 + 1)).to_be_bytes()).into_uuid()
}

#[cfg(test)]
mod tests {
    use domain::organisation::check;

    use super::*;

    #[test]
    fn every_entry_is_sound_marked_and_nobodys() {
        let day = NaiveDate::from_ymd_opt(2026, 1, 15).expect("a day");
        let all = organisations(day);
        assert_eq!(all.len(), 40);
        assert_eq!(all, organisations(day), "the same every time");
        for (number, one) in all.iter().enumerate() {
            assert_eq!(check(one, day), [], "{}", one.name);
            assert_eq!(one.clone().tidied(), *one);
            assert!(one.demo && one.name.contains("Beispiel"), "{}", one.name);
            assert!(one.contacts.iter().all(|contact| contact.email.ends_with("@example.org")));
            assert!(!all[..number].iter().any(|other| other.id == one.id || other.name == one.name));
            assert!(!one.districts.is_empty() && one.address.is_complete());
        }
        assert_eq!(all.iter().filter(|one| one.is_public()).count(), 30);
    }

    #[test]
    fn the_demo_survey_asks_for_the_districts_of_the_register() {
        let survey = crate::needs_survey();
        let question = survey.questions().find(|question| question.code == "stadtteil").expect("it asks");
        let (options, _) = question.kind.choices();
        let asked: Vec<(String, String)> = options
            .iter()
            .filter(|option| option.code != "000")
            .map(|option| (option.code.clone(), option.label.text(&Language::new("de"), &survey.fallback).to_owned()))
            .collect();
        let known: Vec<(String, String)> =
            District::all().map(|district| (district.number().to_string(), district.name().to_owned())).collect();
        assert_eq!(asked, known);
    }
}
