//! The session store of tower-sessions.

use std::collections::HashMap;

use store::Sessions;
use time::{Duration, OffsetDateTime};
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};

use crate::{in_folder, in_memory, open, run};

fn session(id: i128, lives: Duration) -> Record {
    let data = HashMap::from([("account".to_owned(), serde_json::json!({"id": "7", "since": 12}))]);
    Record { id: Id(id), data, expiry_date: OffsetDateTime::now_utc() + lives }
}

#[test]
fn a_session_makes_the_round_trip() {
    run(async {
        let sessions = Sessions(in_memory().await);
        let mut record = session(-5, Duration::hours(1));
        sessions.create(&mut record).await.unwrap();
        assert_eq!(record.id, Id(-5));
        assert_eq!(sessions.load(&record.id).await.unwrap(), Some(record.clone()));

        record.data.insert("language".to_owned(), "tr".into());
        sessions.save(&record).await.unwrap();
        assert_eq!(sessions.load(&record.id).await.unwrap(), Some(record.clone()));
        assert_eq!(sessions.load(&Id(5)).await.unwrap(), None);

        let mut collision = session(-5, Duration::hours(1));
        sessions.create(&mut collision).await.unwrap();
        assert_ne!(collision.id, Id(-5), "a taken id is replaced");

        sessions.delete(&record.id).await.unwrap();
        assert_eq!(sessions.load(&record.id).await.unwrap(), None);
        assert!(sessions.load(&collision.id).await.unwrap().is_some());
    });
}

#[test]
fn an_expired_session_is_gone() {
    run(async {
        let sessions = Sessions(in_memory().await);
        let mut old = session(1, Duration::seconds(-1));
        let mut young = session(2, Duration::hours(1));
        sessions.create(&mut old).await.unwrap();
        sessions.create(&mut young).await.unwrap();
        assert_eq!(sessions.load(&old.id).await.unwrap(), None);
        let now = chrono::DateTime::from_timestamp(OffsetDateTime::now_utc().unix_timestamp(), 0).unwrap();
        assert_eq!(sessions.0.delete_expired(now).await.unwrap(), 1);
        assert!(sessions.load(&young.id).await.unwrap().is_some());
    });
}

#[test]
fn the_cookie_is_not_in_the_files() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let records = open(&in_folder(folder.path())).await.unwrap();
        let mut record = session(0x1234_5678_9abc_def0_1234_5678_9abc_def0, Duration::hours(1));
        Sessions(records.clone()).create(&mut record).await.unwrap();
        records.close().await;
        let cookie = record.id.to_string();
        let mut found = Vec::new();
        files(folder.path(), &mut found);
        let holds = |wanted: &[u8]| {
            found.iter().any(|file| std::fs::read(file).unwrap().windows(wanted.len()).any(|part| part == wanted))
        };
        assert!(!holds(cookie.as_bytes()) && !holds(&record.id.0.to_le_bytes()) && !holds(&record.id.0.to_be_bytes()));
    });
}

fn files(folder: &std::path::Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}
