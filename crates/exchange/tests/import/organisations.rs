//! Lists of organisations: tolerant to how people keep them, strict about what they say, and the same after a round.

use chrono::NaiveDate;
use domain::district::District;
use domain::language::Language;
use domain::organisation::{Consent, Contact, Organisation, check};
use domain::topic::Topic;
use exchange::organisations::{Names, Planned, PlannedRow, Register, TableError, csv, plan, read, xlsx};
use proptest::prelude::*;
use rust_xlsxwriter::{Formula, Workbook};
use uuid::Uuid;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")
}

fn organisation(number: u128, name: &str) -> Organisation {
    Organisation { name: name.to_owned(), ..Organisation::new(Uuid::from_u128(number)) }
}

fn register(organisations: Vec<Organisation>) -> Register {
    let mut names = Names::default();
    names.organisations.extend(organisations.iter().map(|entry| (entry.id, entry.name.clone())));
    names.caretakers.insert(Uuid::from_u128(77), "Anna Amt".to_owned());
    Register { organisations: organisations.into_iter().map(|entry| (entry, 1)).collect(), names }
}

fn planned(file: &[u8], register: &Register) -> Vec<PlannedRow> {
    let mut next = 1_000;
    let table = read(file).expect("a table");
    plan(&table, register, today(), || {
        next += 1;
        Uuid::from_u128(next)
    })
}

fn reasons(row: &PlannedRow) -> Vec<(&str, &str)> {
    match &row.planned {
        Planned::Refused(reasons) => {
            reasons.iter().map(|reason| (reason.column.as_str(), reason.words.as_str())).collect()
        }
        other => panic!("row {} is not refused: {other:?}", row.number),
    }
}

#[test]
fn a_list_as_people_keep_it() {
    let text = "E-Mail;VEREIN;Telefon;Ansprechpartner;Stadtteil;Sprache;Themen;PLZ;Ort;Straße;Bemerkung\r\n\
                ayse@example.org;\"Elternverein; Marxloh\";+49 203 1;Ayşe Y.;marxloh, Hochfeld;Türkisch, Deutsch;Bildung;47169;Duisburg;Weseler Str. 1;egal\r\n";
    let table = read(text.as_bytes()).expect("a table");
    assert_eq!(table.unused, ["Bemerkung"]);
    let rows = planned(text.as_bytes(), &Register::default());
    let [PlannedRow { number: 2, planned: Planned::New(new), .. }] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!(new.name, "Elternverein; Marxloh");
    assert_eq!(new.languages, [Language::new("tr"), Language::new("de")]);
    assert_eq!(new.districts, [District::numbered(202), District::numbered(508)].into_iter().flatten().collect());
    assert_eq!(new.topics, [Topic::Education].into());
    assert_eq!((new.contacts[0].name.as_str(), new.contacts[0].phone.as_str()), ("Ayşe Y.", "+49 203 1"));
    assert!(new.address.is_complete() && new.consent.is_none());
}

#[test]
fn of_two_columns_that_mean_the_same_the_first_is_taken_and_the_second_named() {
    let text = "Name;Kontaktperson;Telefon;Mobil;Straße;Adresse;PLZ;Ort\n\
                Verein;Ayşe;0203 1;0151 2;Am Markt 1;Postfach 9;47051;Duisburg\n";
    let table = read(text.as_bytes()).expect("a table");
    assert_eq!(table.unused, ["Mobil", "Adresse"]);
    let rows = planned(text.as_bytes(), &Register::default());
    let Planned::New(new) = &rows[0].planned else { panic!("{rows:?}") };
    assert_eq!((new.contacts[0].phone.as_str(), new.address.street.as_str()), ("0203 1", "Am Markt 1"));
}

#[test]
fn a_stored_caretaker_stays_and_nobody_who_has_left_is_chosen_anew() {
    let (stays, twin, left) = (Uuid::from_u128(77), Uuid::from_u128(78), Uuid::from_u128(79));
    let looked_after = |number, name, by| Organisation { caretaker: Some(by), ..organisation(number, name) };
    let mut known = register(vec![
        looked_after(1, "Von Anna", stays),
        looked_after(2, "Von der anderen", twin),
        looked_after(3, "Von Frühers", left),
        organisation(4, "Von niemand"),
    ]);
    known.names.caretakers.extend([(twin, "Anna Amt".to_owned()), (left, "Frida Früher".to_owned())]);
    known.names.former.insert(left);
    let all: Vec<Organisation> = known.organisations.iter().map(|(entry, _)| entry.clone()).collect();
    let rows = planned(&csv(&all, &known.names), &known);
    assert!(rows.iter().all(|row| row.planned == Planned::Unchanged), "what we export comes back: {rows:?}");
    let text = "Name;Betreut von\nVon niemand;Anna Amt\nVon Anna;Frida Früher\n";
    for row in planned(text.as_bytes(), &known) {
        assert_eq!(reasons(&row)[0].0, "Betreut von", "neither guessed between two nor given to who has left");
    }
    // Of two of one name, one has left: the other one is meant.
    known.names.former.insert(twin);
    let rows = planned(b"Name;Betreut von\nVon niemand;Anna Amt\n", &known);
    let Planned::Changed { organisation, .. } = &rows[0].planned else { panic!("{rows:?}") };
    assert_eq!(organisation.caretaker, Some(stays));
}

#[test]
fn encodings_and_separators_of_other_programs() {
    let windows = b"Name,Stra\xDFe,PLZ\nM\xFCtterverein \x96 S\xFCd,K\xF6nigstr. 1,47051\n";
    let rows = planned(windows, &Register::default());
    let Planned::New(new) = &rows[0].planned else { panic!("{rows:?}") };
    assert_eq!((new.name.as_str(), new.address.street.as_str()), ("Mütterverein – Süd", "Königstr. 1"));
    let marked = "\u{feff}Name\tSprachen\nDernek\tTürkisch\n";
    assert!(matches!(planned(marked.as_bytes(), &Register::default())[0].planned, Planned::New(_)));
}

#[test]
fn good_rows_are_taken_beside_bad_ones_which_say_row_column_and_reason() {
    let register = register(vec![organisation(1, "Schon da"), organisation(2, "Zweiter")]);
    let text = format!(
        "Kennung;Name;Sprachen;Stadtteile;Kontakt 1 Name;Kontakt 1 E-Mail;Einwilligung vom;Einwilligung Verzeichnis;Dachverband;Betreut von\n\
         ;Guter Verein;Deutsch;Marxloh;;;01.02.2025;ja;Neuer Dachverband;Anna Amt\n\
         ;Schlechter Verein;Klingonisch;Köln;Ali;keine-adresse;31.02.2025;vielleicht;Gibt es nicht;Niemand\n\
         ;guter verein;;;;;;;;\n\
         {unknown};Fremd;;;;;;;;\n\
         {second};Schon da;;;;;;;;\n\
         ;=HYPERLINK(\"http://x\");;;;;;;;\n\
         ;;Deutsch;;;;;;;\n\
         ;Neuer Dachverband;;;;;;;;\n\
         ;Ohne Datum;;;;;;ja;;\n\
         ;Schon da;;;;;;;;\n",
        unknown = Uuid::from_u128(99),
        second = Uuid::from_u128(2),
    );
    let rows = planned(text.as_bytes(), &register);
    let Planned::New(good) = &rows[0].planned else { panic!("{:?}", rows[0]) };
    assert_eq!(good.caretaker, Some(Uuid::from_u128(77)));
    let Planned::New(umbrella) = &rows[7].planned else { panic!("{:?}", rows[7]) };
    assert_eq!(good.umbrella, Some(umbrella.id), "an umbrella of the same list");

    let bad = reasons(&rows[1]);
    let columns: Vec<&str> = bad.iter().map(|(column, _)| *column).collect();
    for column in [
        "Sprachen",
        "Stadtteile",
        "Kontakt 1 E-Mail",
        "Einwilligung vom",
        "Einwilligung Verzeichnis",
        "Dachverband",
        "Betreut von",
    ] {
        assert!(columns.contains(&column), "{column} in {columns:?}");
    }
    assert_eq!(rows[1].number, 3);
    assert!(bad.contains(&("Sprachen", "Die Sprache „Klingonisch“ kennen wir nicht.")));
    assert_eq!(reasons(&rows[2]), [("Name", "Diese Organisation steht schon in Zeile 2.")]);
    assert_eq!(reasons(&rows[3])[0].0, "Kennung");
    assert_eq!(reasons(&rows[4]), [("Name", "Eine andere Organisation im Register heißt schon so.")]);
    assert!(reasons(&rows[5])[0].1.contains("Formel"));
    assert!(reasons(&rows[6])[0].1.contains("Namen"));
    assert_eq!(reasons(&rows[8]), [("Einwilligung vom", "Zur Einwilligung fehlt das Datum.")]);
    assert_eq!(rows[9].planned, Planned::Unchanged);
}

#[test]
fn changes_are_shown_with_old_and_new_values() {
    let old = Organisation {
        contacts: vec![Contact { name: "Ali".to_owned(), phone: "0203 1".to_owned(), ..Contact::default() }],
        ..organisation(1, "Verein")
    };
    let text = "Name;Kontakt 1 Name;Kontakt 1 Telefon\nverein;Ayşe;\n";
    let rows = planned(text.as_bytes(), &register(vec![old.clone()]));
    let Planned::Changed { organisation, version: 1, changes } = &rows[0].planned else { panic!("{rows:?}") };
    assert_eq!(organisation.id, old.id);
    let shown: Vec<_> =
        changes.iter().map(|change| (change.column.as_str(), change.old.as_str(), change.new.as_str())).collect();
    assert_eq!(
        shown,
        [("Name", "Verein", "verein"), ("Kontakt 1 Name", "Ali", "Ayşe"), ("Kontakt 1 Telefon", "0203 1", "")]
    );
}

#[test]
fn an_umbrella_in_a_refused_row_takes_its_members_along() {
    let text = "Name;Dachverband;PLZ\nDach;;47\nHaus;Dach;\nZimmer;Haus;\nGarten;;\n";
    let rows = planned(text.as_bytes(), &Register::default());
    assert!(rows[..3].iter().all(|row| matches!(row.planned, Planned::Refused(_))), "{rows:?}");
    assert!(matches!(rows[3].planned, Planned::New(_)));
}

#[test]
fn files_that_are_no_lists_are_refused_in_words() {
    assert_eq!(read(b""), Err(TableError::Empty));
    assert_eq!(read(b"\n\n"), Err(TableError::Empty));
    assert_eq!(read(b"Alter;Farbe\n1;2\n"), Err(TableError::NoName));
    assert_eq!(read(b"\xD0\xCF\x11\xE0old excel"), Err(TableError::NotATable));
    assert_eq!(read(b"PK\x03\x04broken"), Err(TableError::Damaged));
    assert_eq!(read(&vec![b'a'; exchange::organisations::MAX_FILE + 1]), Err(TableError::TooLarge));
    let long = format!("Name\n{}", "x\n".repeat(exchange::organisations::MAX_ROWS + 1));
    assert_eq!(read(long.as_bytes()), Err(TableError::TooManyRows));
    assert_eq!(read(format!("Name{}\n", ";a".repeat(300)).as_bytes()), Err(TableError::TooManyColumns));
}

#[test]
fn formulas_and_far_cells_of_a_spreadsheet_do_no_harm() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "Name").expect("a cell");
    sheet.write_string(0, 1, "PLZ").expect("a cell");
    sheet.write_formula(1, 0, Formula::new("=1+1").set_result("2")).expect("a cell");
    sheet.write_string(2, 0, "Verein").expect("a cell");
    sheet.write_number(2, 1, 47169).expect("a cell");
    let rows = planned(&book.save_to_buffer().expect("a file"), &Register::default());
    assert!(reasons(&rows[0])[0].1.contains("Formel"));
    let Planned::New(new) = &rows[1].planned else { panic!("{rows:?}") };
    assert_eq!(new.address.postcode, "47169");

    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "Name").expect("a cell");
    sheet.write_string(1_048_575, 16_383, "weit weg").expect("a cell");
    assert_eq!(read(&book.save_to_buffer().expect("a file")), Err(TableError::TooManyColumns));
}

#[test]
fn nothing_in_an_exported_list_is_computed() {
    let evil = organisation(1, "=cmd|' /C calc'!A0");
    let file = csv(std::slice::from_ref(&evil), &Names::default());
    let text = String::from_utf8(file).expect("text");
    assert!(text.contains(";'=cmd"), "{text}");
    assert!(!text.contains(";=") && !text.contains(";\"="), "{text}");
}

fn any_organisation() -> impl Strategy<Value = Organisation> {
    let word = || "[=+@'-]{0,2}[\\PC]{0,20}";
    (word(), word(), "[+]?[0-9 ]{3,10}", proptest::option::of(any::<bool>()), any::<bool>(), 0_usize..46).prop_map(
        |(name, person, phone, consent, public, district)| {
            Organisation {
                name,
                languages: vec![Language::new("tr"), Language::new("ku")],
                topics: [Topic::Older].into(),
                districts: District::all().skip(district).take(2).collect(),
                contacts: vec![Contact {
                    name: person,
                    phone,
                    public,
                    language: Some(Language::new("ar")),
                    ..Contact::default()
                }],
                consent: consent.map(|contact| Consent { given: today(), directory: true, contact, mail: contact }),
                archived: public,
                ..Organisation::new(Uuid::from_u128(5))
            }
            .tidied()
        },
    )
}

proptest! {
    #[test]
    fn what_is_exported_comes_back_unchanged(entry in any_organisation()) {
        prop_assume!(check(&entry, today()).is_empty());
        let known = register(vec![entry.clone()]);
        let files = [csv(std::slice::from_ref(&entry), &known.names), xlsx(std::slice::from_ref(&entry), &known.names).expect("a file")];
        for file in files {
            let rows = planned(&file, &known);
            prop_assert_eq!(&rows[0].planned, &Planned::Unchanged);
        }
    }

    #[test]
    fn no_file_breaks_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..300), zip: bool) {
        let mut file = if zip { b"PK\x03\x04".to_vec() } else { b"Name;PLZ\n".to_vec() };
        file.extend(bytes);
        if let Ok(table) = read(&file) {
            let rows = plan(&table, &Register::default(), today(), || Uuid::from_u128(1));
            prop_assert_eq!(rows.len(), table.rows.len());
        }
    }
}
