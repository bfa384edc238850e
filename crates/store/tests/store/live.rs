//! Live queries: creations and deletions arrive, whoever makes them.

use std::time::Duration;

use futures::{Stream, StreamExt};
use store::{ChangeKind, Connection, ResponseChange, StoreError};

use crate::{in_folder, in_memory, open, response, run};

async fn next(changes: &mut (impl Stream<Item = Result<ResponseChange, StoreError>> + Unpin)) -> ResponseChange {
    tokio::time::timeout(Duration::from_secs(10), changes.next())
        .await
        .expect("it arrives in time")
        .expect("the stream goes on")
        .expect("it can be read")
}

#[test]
fn creations_arrive_at_every_listener() {
    run(async {
        let records = in_memory().await;
        records.keep_response(&response("before", 0)).await.unwrap();
        let mut one = records.watch_responses().await.unwrap();
        let mut two = records.watch_responses().await.unwrap();
        let sent = response("bedarf", 1);
        records.keep_response(&sent).await.unwrap();
        records.keep_response(&sent).await.unwrap();
        let many: Vec<_> = (2..40).map(|number| response("bedarf", number)).collect();
        records.keep_responses(&many).await.unwrap();
        for listener in [&mut one, &mut two] {
            assert_eq!(next(listener).await, ResponseChange { kind: ChangeKind::Created, response: sent.clone() });
            for _ in &many {
                let change = next(listener).await;
                assert_eq!(change.kind, ChangeKind::Created);
                assert!(many.contains(&change.response));
            }
        }
        let silence = tokio::time::timeout(Duration::from_millis(200), one.next()).await;
        assert!(silence.is_err(), "a duplicate is no change: {silence:?}");
    });
}

#[test]
fn deletions_arrive_with_what_was() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let records = open(&in_folder(folder.path())).await.unwrap();
        let mut changes = records.watch_responses().await.unwrap();
        let sent = response("bedarf", 1);
        records.keep_response(&sent).await.unwrap();
        assert!(records.delete_response("bedarf", &sent.key).await.unwrap());
        assert!(!records.delete_response("bedarf", &sent.key).await.unwrap());
        assert_eq!(next(&mut changes).await, ResponseChange { kind: ChangeKind::Created, response: sent.clone() });
        assert_eq!(next(&mut changes).await, ResponseChange { kind: ChangeKind::Deleted, response: sent });
        drop(changes);
        records.close().await;
    });
}

#[test]
fn a_listener_who_left_is_forgotten() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let connection: Connection = in_folder(folder.path());
        let records = open(&connection).await.unwrap();
        let gone = records.watch_responses().await.unwrap();
        let mut stays = records.watch_responses().await.unwrap();
        drop(gone);
        records.keep_response(&response("bedarf", 1)).await.unwrap();
        assert_eq!(next(&mut stays).await.kind, ChangeKind::Created);
        drop(stays);
        // Listeners hold the engine; that closing succeeds at once shows that none is left.
        let closing = tokio::time::timeout(Duration::from_secs(5), records.close());
        closing.await.expect("nothing keeps the database open");
        open(&connection).await.unwrap().close().await;
    });
}
