//! Entries of the register: what the public sees, what is tidied, what is refused.

use proptest::prelude::*;

use super::*;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")
}

fn sound() -> Organisation {
    Organisation {
        name: "Elternverein Marxloh".to_owned(),
        languages: vec![Language::new("tr"), Language::new("de")],
        topics: BTreeSet::from([Topic::Education]),
        districts: District::meant("Marxloh").into_iter().collect(),
        contacts: vec![
            Contact {
                name: "Ayşe Yılmaz".to_owned(),
                email: "ayse@example.org".to_owned(),
                public: true,
                ..Contact::default()
            },
            Contact { name: "Ali Kaya".to_owned(), phone: "+49 203 123-45".to_owned(), ..Contact::default() },
        ],
        consent: Some(Consent { given: today(), directory: true, contact: true, mail: false }),
        ..Organisation::new(Uuid::from_u128(1))
    }
}

#[test]
fn the_public_sees_what_the_consent_names_and_nothing_else() {
    let organisation = sound();
    let entry = organisation.directory_entry().expect("it agreed");
    let names: Vec<&str> = entry.contacts.iter().map(|contact| contact.name.as_str()).collect();
    assert_eq!(names, ["Ayşe Yılmaz"]);

    let mut without_contact = organisation.clone();
    without_contact.consent = Some(Consent { given: today(), directory: true, contact: false, mail: false });
    assert_eq!(without_contact.directory_entry().map(|entry| entry.contacts), Some(Vec::new()));
    let mail_alone = Consent { given: today(), directory: false, contact: false, mail: true };
    let written_to = Organisation { consent: Some(mail_alone), ..organisation.clone() };
    assert_eq!((written_to.directory_entry(), check(&written_to, today())), (None, Vec::new()), "a purpose of its own");
    assert!(written_to.welcomes_mail() && !without_contact.welcomes_mail());
    let before = r#"{"given":"2026-01-02","directory":true,"contact":false}"#;
    assert!(!serde_json::from_str::<Consent>(before).expect("as kept before there was this purpose").mail);
    let withdrawn = Organisation { consent: None, ..organisation.clone() };
    assert_eq!(withdrawn.directory_entry(), None);
    let archived = Organisation { archived: true, ..organisation };
    assert_eq!(archived.directory_entry(), None);
}

#[test]
fn flaws_name_their_place() {
    assert_eq!(check(&sound(), today()), []);
    let mut bad = sound();
    bad.name = " – ".to_owned();
    bad.contacts[0].email = "ayse@example".to_owned();
    bad.contacts[1].phone = "ruf mich an".to_owned();
    bad.contacts[1].name = String::new();
    bad.address.postcode = "4705".to_owned();
    bad.languages.push(Language::new("x-elbisch"));
    bad.consent =
        Some(Consent { given: today().succ_opt().expect("a day"), directory: false, contact: true, mail: false });
    bad.umbrella = Some(bad.id);
    let flaws = check(&bad.tidied(), today());
    for flaw in [
        (Place::Name, Flaw::Missing),
        (Place::ContactEmail(0), Flaw::NotAnEmail),
        (Place::ContactName(1), Flaw::Missing),
        (Place::ContactPhone(1), Flaw::NotAPhone),
        (Place::Postcode, Flaw::NotAPostcode),
        (Place::Languages, Flaw::UnknownLanguage),
        (Place::Consent, Flaw::InTheFuture),
        (Place::Consent, Flaw::ContactWithoutDirectory),
        (Place::Umbrella, Flaw::ItsOwnUmbrella),
    ] {
        assert!(flaws.contains(&flaw), "{flaw:?} in {flaws:?}");
    }
    assert_eq!(flaws.len(), 9, "{flaws:?}");
}

#[test]
fn nothing_is_too_long_or_too_many_unsaid() {
    let mut long = sound();
    long.name = "ä".repeat(LONGEST_NAME + 1);
    long.address.street = "a".repeat(LONGEST_LINE + 1);
    long.contacts = vec![Contact { name: "A".to_owned(), ..Contact::default() }; MOST_CONTACTS + 1];
    let flaws = check(&long, today());
    assert!(flaws.contains(&(Place::Name, Flaw::TooLong(LONGEST_NAME))));
    assert!(flaws.contains(&(Place::Street, Flaw::TooLong(LONGEST_LINE))));
    assert!(flaws.contains(&(Place::Contacts, Flaw::TooMany(MOST_CONTACTS))));
    long.name.pop();
    assert!(!check(&long, today()).iter().any(|(place, _)| *place == Place::Name), "letters count, not bytes");
}

#[test]
fn debug_output_tells_no_names() {
    let shown = format!("{:?} {:?}", sound(), sound().directory_entry().map(|entry| entry.contacts));
    assert!(!shown.contains("Ay") && !shown.contains("example.org"), "{shown}");
}

proptest! {
    #[test]
    fn tidying_twice_is_tidying_once(name in ".{0,40}", contact in ".{0,20}", phone in ".{0,20}") {
        let mut organisation = sound();
        organisation.name = name;
        organisation.contacts.push(Contact { name: contact, phone, ..Contact::default() });
        organisation.languages.push(Language::new("de"));
        let once = organisation.tidied();
        prop_assert_eq!(once.languages.len(), 2);
        prop_assert!(once.contacts.iter().all(|contact| !contact.is_empty()));
        prop_assert!(!once.name.contains(char::is_control) && once.name.trim() == once.name);
        prop_assert_eq!(once.clone().tidied(), once);
    }

    #[test]
    fn an_entry_is_the_same_after_keeping_and_reading(name in "\\PC{1,40}", archived: bool) {
        let organisation = Organisation { name, archived, ..sound() };
        let text = serde_json::to_string(&organisation).expect("text");
        prop_assert_eq!(serde_json::from_str::<Organisation>(&text).expect("an organisation"), organisation);
    }
}
