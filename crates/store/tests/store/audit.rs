//! The audit log: gapless under concurrency, readable by filter, and every tampering with the stored log is found.

use std::time::Duration;

use chrono::TimeDelta;
use domain::audit::{Entry, Fault, Head, Misfit};
use store::{Actor, AuditFilter, Deed, Records, StoreError};
use surrealdb::Surreal;
use surrealdb::engine::any::Any;
use uuid::Uuid;

use crate::{in_folder, in_memory, now, open, run};

fn deed(actor: Actor, deed: &'static str, subject: &str) -> Deed {
    Deed { actor, deed, subject: subject.to_owned(), note: String::new() }
}

async fn all(records: &Records) -> Vec<Entry> {
    records.audit_after(0).await.unwrap()
}

async fn fill(records: &Records, count: u64) {
    for number in 0..count {
        let entry = deed(Actor::Program, "survey.opened", &format!("survey:{number}"));
        records.note_deed(&entry, now() + TimeDelta::nanoseconds(i64::try_from(number).unwrap())).await.unwrap();
    }
}

/// The folder with the engine alone, as somebody with all rights over the files has it.
async fn engine(folder: &tempfile::TempDir) -> Surreal<Any> {
    let database = surrealdb::engine::any::connect(&in_folder(folder.path()).url).await.unwrap();
    database.use_ns("teilhabe").use_db("teilhabe").await.unwrap();
    database
}

#[test]
fn entries_at_the_same_time_stay_one_chain() {
    run(async {
        let records = in_memory().await;
        let writers: Vec<_> = (0..8)
            .map(|writer| {
                let records = records.clone();
                tokio::spawn(async move {
                    for number in 0..40 {
                        let subject = format!("survey:{writer}-{number}");
                        records.note_deed(&deed(Actor::Program, "survey.opened", &subject), now()).await.unwrap();
                    }
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        let entries = all(&records).await;
        assert_eq!(entries.iter().map(|entry| entry.number).collect::<Vec<_>>(), (1..=320).collect::<Vec<_>>());
        let head = records.audit_end().await.unwrap();
        assert_eq!(head, entries[319].head());
        assert_eq!(records.verify_audit(&[]).await.unwrap(), Ok(head));
    });
}

#[test]
fn a_writer_who_breaks_off_leaves_the_chain_whole() {
    run(async {
        let records = in_memory().await;
        for number in 0..60_u64 {
            let entry = deed(Actor::Stranger, "session.refused", "");
            let broken_off = Duration::from_micros(number * 40);
            let _ = tokio::time::timeout(broken_off, records.note_deed(&entry, now())).await;
        }
        fill(&records, 3).await;
        assert!(records.verify_audit(&[]).await.unwrap().is_ok());
    });
}

#[test]
fn a_log_goes_on_where_another_process_left_it() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        for times in 1..=3_u64 {
            let records = open(&in_folder(folder.path())).await.unwrap();
            fill(&records, 4).await;
            assert_eq!(records.verify_audit(&[]).await.unwrap().unwrap().number, times * 4);
            records.close().await;
        }
    });
}

#[test]
fn filters_and_pages_show_the_newest_first() {
    run(async {
        let records = in_memory().await;
        let anna = Actor::Account(Uuid::from_u128(7));
        for number in 0..130_i64 {
            let actor = if number % 10 == 0 { anna.clone() } else { Actor::Program };
            let what = if number % 2 == 0 { "survey.opened" } else { "account.invited" };
            let entry = deed(actor, what, &format!("survey:{}", number % 3));
            records.note_deed(&entry, now() + TimeDelta::minutes(number)).await.unwrap();
        }
        let everything = AuditFilter::default();
        let mut numbers = Vec::new();
        loop {
            let page = records.audit_entries(&everything, numbers.last().copied(), 50).await.unwrap();
            if page.is_empty() {
                break;
            }
            assert!(page.len() <= 50);
            numbers.extend(page.iter().map(|entry| entry.number));
        }
        assert_eq!(numbers, (1..=130).rev().collect::<Vec<_>>());
        assert_eq!(records.audit_entries(&everything, Some(u64::MAX), 3).await.unwrap()[0].number, 130);

        let found = |filter: AuditFilter| {
            let records = records.clone();
            async move {
                let entries = records.audit_entries(&filter, None, 200).await.unwrap();
                assert!(entries.is_sorted_by(|one, next| one.number > next.number));
                entries
            }
        };
        let by_anna = found(AuditFilter { actor: Some(anna), ..AuditFilter::default() }).await;
        assert_eq!(by_anna.len(), 13);
        assert!(by_anna.iter().all(|entry| entry.actor == format!("account:{}", Uuid::from_u128(7))));
        let invited = found(AuditFilter { deed: "account.".to_owned(), ..AuditFilter::default() }).await;
        assert_eq!(invited.len(), 65);
        let one = found(AuditFilter { subject: "survey:1".to_owned(), ..AuditFilter::default() }).await;
        assert_eq!(one.len(), 43);
        let (from, until) = (now() + TimeDelta::minutes(10), now() + TimeDelta::minutes(20));
        let within = found(AuditFilter { from: Some(from), until: Some(until), ..AuditFilter::default() }).await;
        assert_eq!(within.iter().map(|entry| entry.number).collect::<Vec<_>>(), (11..=20).rev().collect::<Vec<_>>());
        let hostile = found(AuditFilter { deed: "' OR true --".to_owned(), ..AuditFilter::default() }).await;
        assert!(hostile.is_empty());
    });
}

#[test]
fn the_database_itself_refuses_changes_and_deletions() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let records = open(&in_folder(folder.path())).await.unwrap();
        fill(&records, 3).await;
        let before = all(&records).await;
        records.close().await;
        let database = engine(&folder).await;
        for text in [
            "UPDATE audit:2 SET note = 'nothing'",
            "UPDATE audit SET actor = 'stranger'",
            "UPSERT audit:2 SET note = 'nothing'",
            "DELETE audit:3",
            "DELETE audit",
        ] {
            let outcome = database.query(text).await.unwrap().check();
            assert!(outcome.is_err(), "{text}");
        }
        drop(database);
        tokio::time::sleep(Duration::from_millis(300)).await;
        let records = open(&in_folder(folder.path())).await.unwrap();
        assert_eq!(all(&records).await, before);
        records.close().await;
    });
}

#[test]
fn tampering_by_somebody_with_all_rights_is_found() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let records = open(&in_folder(folder.path())).await.unwrap();
        fill(&records, 6).await;
        let head = records.audit_end().await.unwrap();
        records.close().await;
        // Each puts back what it did before the next one.
        let attempts = [
            (
                "UPDATE audit:2 SET note = 'x'",
                "UPDATE audit:2 SET note = ''",
                Fault { number: 2, misfit: Misfit::Changed },
            ),
            (
                "UPDATE audit:5 SET at = at + 1ns",
                "UPDATE audit:5 SET at = at - 1ns",
                Fault { number: 5, misfit: Misfit::Changed },
            ),
            (
                "UPDATE audit:1 SET actor = 'stranger'",
                "UPDATE audit:1 SET actor = 'program'",
                Fault { number: 1, misfit: Misfit::Changed },
            ),
            (
                "CREATE backup:3 CONTENT (SELECT * OMIT id FROM ONLY audit:3); DELETE audit:3",
                "CREATE audit:3 CONTENT (SELECT * OMIT id FROM ONLY backup:3)",
                Fault { number: 3, misfit: Misfit::Missing },
            ),
            ("DELETE audit:6", "", Fault { number: 6, misfit: Misfit::CutOff }),
        ];
        for (attempt, back, fault) in attempts {
            let database = engine(&folder).await;
            let text = format!("REMOVE EVENT IF EXISTS only_grows ON audit; {attempt}");
            database.query(text).await.unwrap().check().unwrap();
            drop(database);
            tokio::time::sleep(Duration::from_millis(300)).await;
            let records = open(&in_folder(folder.path())).await.unwrap();
            let noted = [Head { number: 2, ..Head::default() }];
            assert!(records.verify_audit(&noted).await.unwrap().is_err(), "a wrong note fits nothing");
            assert_eq!(records.verify_audit(std::slice::from_ref(&head)).await.unwrap(), Err(fault), "{attempt}");
            records.close().await;
            if !back.is_empty() {
                let database = engine(&folder).await;
                database.query(back).await.unwrap().check().unwrap();
                drop(database);
                tokio::time::sleep(Duration::from_millis(300)).await;
            }
        }
    });
}

#[test]
fn actors_are_read_as_they_were_written() {
    let id = Uuid::from_u128(9);
    for actor in [Actor::Account(id), Actor::Key("a:b".to_owned()), Actor::Program, Actor::Stranger] {
        assert_eq!(Actor::read(&actor.text()), Some(actor));
    }
    for wrong in ["", "account:x", "somebody", "program:1"] {
        assert_eq!(Actor::read(wrong), None, "{wrong}");
    }
}

#[test]
fn a_full_house_of_writers_gives_up_with_a_conflict_at_most() {
    run(async {
        let records = in_memory().await;
        let outcomes = futures::future::join_all((0..200).map(|_| {
            let records = records.clone();
            async move { records.note_deed(&deed(Actor::Program, "survey.opened", "survey:a"), now()).await }
        }))
        .await;
        assert!(outcomes.iter().all(|outcome| matches!(outcome, Ok(()) | Err(StoreError::Conflict))));
        let kept = outcomes.iter().filter(|outcome| outcome.is_ok()).count() as u64;
        assert_eq!(records.verify_audit(&[]).await.unwrap().unwrap().number, kept);
    });
}
