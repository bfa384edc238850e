//! The embedded database in its folder: kept over restarts, one process at a time, nothing foreign touched.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use domain::account::Role;
use store::{Connection, NewAccount, StoreError, SurveyState};
use uuid::Uuid;

use crate::{in_folder, now, open, response, run, survey};

#[test]
fn reopening_keeps_everything() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let connection = in_folder(&folder.path().join("deeper/database"));
        let account = NewAccount {
            email: "a@b.example".to_owned(),
            name: "A".to_owned(),
            role: Role::Staff,
            password_hash: "hash".to_owned(),
        };
        let all: Vec<_> = (0..600).map(|number| response("bedarf", number)).collect();
        let records = open(&connection).await.unwrap();
        records.create_survey(&survey("bedarf"), SurveyState::Open, now()).await.unwrap();
        records.keep_responses(&all).await.unwrap();
        records.create_account(&account, Uuid::from_u128(1), now()).await.unwrap();
        records.create_key("k", &[], "h", now()).await.unwrap();
        records.save_draft("d", b"sealed", now() + chrono::Duration::days(1)).await.unwrap();
        records.close().await;

        for _ in 0..3 {
            let records = open(&connection).await.unwrap();
            assert!(records.is_ready().await);
            assert_eq!(records.survey("bedarf").await.unwrap().unwrap().survey, survey("bedarf"));
            assert_eq!(records.count_responses("bedarf").await.unwrap(), 600);
            assert_eq!(records.responses_beginning("bedarf", "").await.unwrap().len(), 600);
            assert_eq!(records.account_by_email("a@b.example").await.unwrap().unwrap().id, Uuid::from_u128(1));
            assert!(records.key_by_hash("h").await.unwrap().is_some());
            assert!(records.draft("d", now()).await.unwrap().is_some());
            records.close().await;
        }
    });
}

#[test]
fn a_database_that_was_only_dropped_can_be_opened_again() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let connection = in_folder(folder.path());
        for round in 1..=3 {
            let records = open(&connection).await.unwrap();
            records.keep_response(&response("bedarf", round)).await.unwrap();
            assert_eq!(records.count_responses("bedarf").await.unwrap(), round);
            drop(records);
        }
    });
}

#[test]
fn closing_waits_for_other_handles() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let connection = in_folder(folder.path());
        let records = open(&connection).await.unwrap();
        let other = records.clone();
        let writer = tokio::spawn(async move {
            for number in 0..20 {
                other.keep_response(&response("bedarf", number)).await.unwrap();
            }
        });
        records.close().await;
        writer.await.unwrap();
        let records = open(&connection).await.unwrap();
        assert_eq!(records.count_responses("bedarf").await.unwrap(), 20);
        records.close().await;
    });
}

#[test]
fn a_second_user_is_refused_and_changes_nothing() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let connection = in_folder(folder.path());
        let records = open(&connection).await.unwrap();
        records.keep_response(&response("bedarf", 1)).await.unwrap();
        let before = contents(folder.path());
        let refused = open(&connection).await;
        let Err(StoreError::InUse { path }) = refused else { panic!("{refused:?}") };
        assert_eq!(Path::new(&path), folder.path());
        assert_eq!(contents(folder.path()), before);
        records.keep_response(&response("bedarf", 2)).await.unwrap();
        assert_eq!(records.count_responses("bedarf").await.unwrap(), 2);
        records.close().await;
    });
}

#[test]
fn a_folder_of_somebody_else_is_left_alone() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("letter.txt"), "Sehr geehrte Damen und Herren").unwrap();
        let before = contents(folder.path());
        let refused = open(&in_folder(folder.path())).await;
        assert!(matches!(refused, Err(StoreError::NotADatabase { .. })), "{refused:?}");
        assert_eq!(contents(folder.path()), before);

        let refused = open(&in_folder(&folder.path().join("letter.txt"))).await;
        assert!(matches!(refused, Err(StoreError::File { .. })), "{refused:?}");
        assert_eq!(contents(folder.path()), before);
    });
}

#[test]
fn wrong_addresses_are_refused_without_showing_a_password() {
    run(async {
        for url in ["", "/var/lib/teilhabe", "surrealkv://", "postgres://x", "ws://user:geheim@host:8000", "wss://u@h"]
        {
            let refused = open(&Connection::new(url)).await;
            assert!(matches!(refused, Err(StoreError::Address(_))), "{url}: {refused:?}");
        }
        let mut connection = Connection::new("ws://127.0.0.1:9");
        connection.username = Some("teilhabe".to_owned());
        connection.password = Some("geheim".to_owned());
        assert!(!format!("{connection:?}").contains("geheim"));
        let refused = open(&connection).await;
        let Err(error @ StoreError::Unreachable) = &refused else { panic!("{refused:?}") };
        assert!(!error.to_string().contains("geheim"));
        assert!(!format!("{:?}", Connection::new("ws://user:geheim@host")).contains("geheim"));
    });
}

fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(contents(&path));
        } else {
            let bytes = std::fs::read(&path).unwrap();
            found.insert(path, bytes);
        }
    }
    found
}
