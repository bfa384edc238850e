//! The register: entries, two people at once, batches, filters, notes and slips.

use chrono::Duration;
use domain::district::District;
use domain::language::Language;
use domain::organisation::{Consent, ConsentFilter, Contact, Filter, Organisation};
use domain::topic::Topic;
use store::{Draft, NewAccount, NewNote, Records, Written};
use uuid::Uuid;

use crate::{in_memory, now, run, today};

fn organisation(number: u128, name: &str) -> Organisation {
    Organisation { name: name.to_owned(), ..Organisation::new(Uuid::from_u128(number)) }
}

async fn names(records: &Records, filter: Filter) -> Vec<String> {
    let found = records.organisations(&filter).await.unwrap();
    found.into_iter().map(|stored| stored.organisation.name).collect()
}

#[test]
fn an_organisation_comes_back_as_it_was_kept() {
    run(async {
        let records = in_memory().await;
        let full = Organisation {
            languages: vec![Language::new("tr"), Language::new("de")],
            topics: [Topic::Women, Topic::Sport].into(),
            districts: [District::numbered(202).unwrap()].into(),
            contacts: vec![Contact { name: "Ayşe \"Y\" <b>".to_owned(), ..Contact::default() }],
            consent: Some(Consent { given: today(), directory: true, contact: false, mail: false }),
            umbrella: Some(Uuid::from_u128(9)),
            caretaker: Some(Uuid::from_u128(8)),
            ..organisation(1, "Frauen in Bewegung")
        };
        assert_eq!(records.create_organisation(&full, now()).await.unwrap(), Written::Done);
        let stored = records.organisation(full.id).await.unwrap().expect("kept");
        assert_eq!((&stored.organisation, stored.version, stored.changed), (&full, 1, now()));
        assert_eq!(records.organisation_named("FRAUEN  in bewegung").await.unwrap(), Some(stored));
        assert_eq!(records.organisation_named("Frauen").await.unwrap(), None);
        assert_eq!(records.members_of(Uuid::from_u128(9)).await.unwrap().len(), 1);
        assert_eq!(records.organisation(Uuid::from_u128(2)).await.unwrap(), None);
    });
}

#[test]
fn the_same_twice_is_once_and_a_name_belongs_to_one() {
    run(async {
        let records = in_memory().await;
        let first = organisation(1, "Verein A");
        for _ in 0..2 {
            assert_eq!(records.create_organisation(&first, now()).await.unwrap(), Written::Done);
        }
        assert_eq!(records.organisation(first.id).await.unwrap().unwrap().version, 1);
        let same_name = organisation(2, "verein a");
        assert_eq!(records.create_organisation(&same_name, now()).await.unwrap(), Written::NameTaken);
        let same_id = organisation(1, "Verein B");
        assert_eq!(records.create_organisation(&same_id, now()).await.unwrap(), Written::Outdated);
        assert_eq!(names(&records, Filter::default()).await, ["Verein A"]);

        records.create_organisation(&organisation(3, "Verein C"), now()).await.unwrap();
        let stolen = organisation(3, "Verein A");
        assert_eq!(records.change_organisation(&stolen, 1, now()).await.unwrap(), Written::NameTaken);
        assert_eq!(names(&records, Filter::default()).await, ["Verein A", "Verein C"]);
        let renamed = organisation(1, "Verein Z");
        assert_eq!(records.change_organisation(&renamed, 1, now()).await.unwrap(), Written::Done);
        assert_eq!(records.change_organisation(&stolen, 1, now()).await.unwrap(), Written::Done, "the name is free");
    });
}

#[test]
fn of_two_who_change_at_once_the_second_is_told() {
    run(async {
        let records = in_memory().await;
        records.create_organisation(&organisation(1, "Verein"), now()).await.unwrap();
        let attempts: Vec<_> = (0..8)
            .map(|number| {
                let records = records.clone();
                let mine = organisation(1, &format!("Verein {number}"));
                tokio::spawn(async move { records.change_organisation(&mine, 1, now()).await.unwrap() })
            })
            .collect();
        let mut done = 0;
        for attempt in attempts {
            match attempt.await.unwrap() {
                Written::Done => done += 1,
                other => assert_eq!(other, Written::Outdated),
            }
        }
        assert_eq!(done, 1);
        let stored = records.organisation(Uuid::from_u128(1)).await.unwrap().unwrap();
        assert_eq!(stored.version, 2);
        let back = organisation(1, "Verein");
        assert_eq!(records.change_organisation(&back, 1, now()).await.unwrap(), Written::Outdated);
        assert_eq!(records.change_organisation(&back, 2, now()).await.unwrap(), Written::Done);
        let unknown = organisation(5, "Nirgends");
        assert_eq!(records.change_organisation(&unknown, 1, now()).await.unwrap(), Written::Outdated);
    });
}

#[test]
fn many_are_written_in_batches_and_a_bad_one_holds_nothing_up() {
    run(async {
        let records = in_memory().await;
        records.create_organisation(&organisation(7, "Schon da"), now()).await.unwrap();
        let mut drafts: Vec<Draft> = (100..400_u128)
            .map(|number| Draft { organisation: organisation(number, &format!("Verein {number}")), version: None })
            .collect();
        drafts[150].organisation.name = "schon da".to_owned();
        drafts.push(Draft { organisation: organisation(7, "Neu benannt"), version: Some(1) });
        drafts.push(Draft { organisation: organisation(8, "Gibt es nicht"), version: Some(1) });
        let outcomes = records.write_organisations(&drafts, now()).await.unwrap();
        assert_eq!(outcomes.len(), 302);
        assert_eq!(outcomes[150], Written::NameTaken);
        assert_eq!(outcomes[301], Written::Outdated);
        assert_eq!(outcomes.iter().filter(|outcome| **outcome == Written::Done).count(), 300);
        assert_eq!(records.all_organisations().await.unwrap().len(), 300);

        // The name is free now, and everything else is there: the same again adds the one and changes nothing.
        let again = records.write_organisations(&drafts, now()).await.unwrap();
        assert_eq!(again.iter().filter(|outcome| **outcome == Written::Done).count(), 301);
        let versions = records.all_organisations().await.unwrap();
        assert!(versions.iter().all(|stored| stored.version == 1 || stored.organisation.id == Uuid::from_u128(7)));
    });
}

#[test]
fn filters_find_what_they_name() {
    run(async {
        let records = in_memory().await;
        let agreed = Some(Consent { given: today(), directory: true, contact: false, mail: false });
        let tuerkisch = Organisation {
            languages: vec![Language::new("tr")],
            topics: [Topic::Education].into(),
            consent: agreed.clone(),
            ..organisation(1, "Türkischer Elternverein")
        };
        let aramaic = Organisation {
            languages: vec![Language::new("arc")],
            districts: [District::numbered(508).unwrap()].into(),
            ..organisation(2, "Ärztinnen für alle")
        };
        let gone = Organisation { archived: true, consent: agreed, ..organisation(3, "Zuletzt gesehen") };
        for one in [&tuerkisch, &aramaic, &gone] {
            records.create_organisation(one, now()).await.unwrap();
        }
        let all = Filter::default();
        assert_eq!(names(&records, all.clone()).await, ["Ärztinnen für alle", "Türkischer Elternverein"]);
        for (filter, found) in [
            (Filter { text: "TUERK".to_owned(), ..all.clone() }, "Türkischer Elternverein"),
            (Filter { topic: Some(Topic::Education), ..all.clone() }, "Türkischer Elternverein"),
            (Filter { language: Some(Language::new("arc")), ..all.clone() }, "Ärztinnen für alle"),
            (Filter { district: District::numbered(508), ..all.clone() }, "Ärztinnen für alle"),
            (Filter { consent: Some(ConsentFilter::Directory), ..all.clone() }, "Türkischer Elternverein"),
            (Filter { consent: Some(ConsentFilter::Missing), ..all.clone() }, "Ärztinnen für alle"),
            (Filter { archived: true, ..all.clone() }, "Zuletzt gesehen"),
        ] {
            assert_eq!(names(&records, filter.clone()).await, [found], "{filter:?}");
        }
        assert!(names(&records, Filter { text: "' OR true".to_owned(), ..all.clone() }).await.is_empty());
        assert!(names(&records, Filter { language: Some(Language::new("ar")), ..all.clone() }).await.is_empty());
        let (page, count) = records.organisations_from(&all, 1, 1).await.unwrap();
        assert_eq!((page.len(), count), (1, 2));
        assert_eq!(page[0].organisation, tuerkisch);
        let withdrawn = Organisation { consent: None, ..tuerkisch };
        records.change_organisation(&withdrawn, 1, now()).await.unwrap();
        let public = Filter { consent: Some(ConsentFilter::Directory), ..all };
        assert!(names(&records, public).await.is_empty(), "gone at once");
    });
}

#[test]
fn follow_ups_come_back_until_they_are_done() {
    run(async {
        let records = in_memory().await;
        let (me, other) = (Uuid::from_u128(50), Uuid::from_u128(51));
        let mine = Organisation { caretaker: Some(me), ..organisation(1, "Verein") };
        records.create_organisation(&mine, now()).await.unwrap();
        records.create_organisation(&organisation(2, "Zweiter"), now()).await.unwrap();
        let note = |id: u128, organisation: u128, author, days: Option<i64>| NewNote {
            id: Uuid::from_u128(id),
            organisation: Uuid::from_u128(organisation),
            text: "Anrufen".to_owned(),
            author,
            follow_up: days.map(|days| today() + Duration::days(days)),
        };
        for (note, minute) in [
            (note(10, 1, other, Some(0)), 0),
            (note(11, 1, me, Some(1)), 1),
            (note(12, 2, other, Some(-3)), 2),
            (note(13, 1, me, None), 3),
        ] {
            for _ in 0..2 {
                records.add_note(&note, now() + Duration::minutes(minute)).await.unwrap();
            }
        }
        let ids = |notes: Vec<store::Note>| notes.iter().map(|note| note.id.as_u128()).collect::<Vec<_>>();
        assert_eq!(ids(records.notes(Uuid::from_u128(1)).await.unwrap()), [13, 11, 10]);
        let due = |account, days| {
            let records = records.clone();
            async move {
                let found = records.follow_ups_due(today() + Duration::days(days), account).await.unwrap();
                found.into_iter().map(|due| (due.note.id.as_u128(), due.name)).collect::<Vec<_>>()
            }
        };
        let (first, second) = ("Verein".to_owned(), "Zweiter".to_owned());
        assert_eq!(due(None, 0).await, [(12, second.clone()), (10, first.clone())]);
        assert_eq!(due(Some(me), 1).await, [(10, first.clone()), (11, first.clone())]);
        assert!(!records.mark_note(Uuid::from_u128(2), Uuid::from_u128(10), true).await.unwrap(), "another's note");
        assert!(records.mark_note(Uuid::from_u128(1), Uuid::from_u128(10), true).await.unwrap());
        assert_eq!(due(Some(me), 1).await, [(11, first)]);
        assert!(records.mark_note(Uuid::from_u128(1), Uuid::from_u128(10), false).await.unwrap());
        assert_eq!(due(Some(other), 0).await.len(), 2);
    });
}

#[test]
fn a_slip_is_for_its_owner_and_for_a_while() {
    run(async {
        let records = in_memory().await;
        let (id, me, other) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let later = now() + Duration::hours(1);
        assert!(records.keep_slip(id, "form", me, "Text", later).await.unwrap());
        assert!(!records.keep_slip(id, "form", other, "Anderer Text", later).await.unwrap());
        assert!(records.keep_slip(id, "rows-1", me, "Zeilen", later).await.unwrap());
        assert_eq!(records.slip(id, "form", me, now()).await.unwrap().as_deref(), Some("Text"));
        assert_eq!(records.slip(id, "form", other, now()).await.unwrap(), None);
        assert_eq!(records.slip(id, "form", me, later).await.unwrap(), None);
        assert_eq!(records.delete_expired(later).await.unwrap(), 2);
    });
}

#[test]
fn who_looks_after_organisations_belongs_to_the_office() {
    run(async {
        let records = in_memory().await;
        for (number, (name, role)) in [
            ("Zeynep", domain::account::Role::Staff),
            ("Anna", domain::account::Role::Administrator),
            ("Mit", domain::account::Role::Member),
        ]
        .into_iter()
        .enumerate()
        {
            let account = NewAccount {
                email: format!("{number}@example.org"),
                name: name.to_owned(),
                role,
                password_hash: "!".to_owned(),
            };
            records.create_account(&account, Uuid::from_u128(number as u128), now()).await.unwrap();
        }
        let active = async || {
            let all = records.caretakers().await.unwrap();
            assert_eq!(all.len(), 3, "whoever did once is still named");
            all.into_iter().filter(|one| one.active).map(|one| one.name).collect::<Vec<_>>()
        };
        assert_eq!(active().await, ["Anna", "Zeynep"]);
        records.deactivate_account(Uuid::from_u128(0)).await.unwrap();
        assert_eq!(active().await, ["Anna"]);
    });
}
