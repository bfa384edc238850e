//! Migrations seen from outside: a database that does not fit is refused as it is.

use store::{Connection, Records, StoreError};
use surrealdb::Surreal;
use surrealdb::engine::any::Any;

use crate::{in_folder, now, open, response, run};

/// The folder with the engine alone, as another program would see it.
async fn engine(connection: &Connection) -> Surreal<Any> {
    let database = surrealdb::engine::any::connect(&connection.url).await.unwrap();
    database.use_ns(&connection.namespace).use_db(&connection.database).await.unwrap();
    database
}

async fn change(connection: &Connection, text: &str) {
    let database = engine(connection).await;
    database.query(text).await.unwrap().check().unwrap();
}

async fn prepared(connection: &Connection) {
    let records = open(connection).await.unwrap();
    records.keep_response(&response("bedarf", 1)).await.unwrap();
    records.close().await;
}

#[test]
fn a_newer_database_is_refused_and_works_again_with_its_program() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let connection = in_folder(folder.path());
        prepared(&connection).await;
        change(&connection, "CREATE migration:999 SET name = 'later', checksum = 'x', applied = time::now()").await;
        let refused = open(&connection).await;
        let Err(StoreError::NewerDatabase { found: 999, known }) = refused else { panic!("{refused:?}") };
        assert!(known < 999);

        change(&connection, "DELETE migration:999").await;
        let records = open(&connection).await.unwrap();
        assert_eq!(records.count_responses("bedarf").await.unwrap(), 1);
        records.close().await;
    });
}

#[test]
fn a_changed_migration_is_refused() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let connection = in_folder(folder.path());
        prepared(&connection).await;
        change(&connection, "UPDATE migration:1 SET checksum = 'another'").await;
        let refused = open(&connection).await;
        assert!(matches!(refused, Err(StoreError::ChangedMigration { number: 1, .. })), "{refused:?}");
    });
}

#[test]
fn the_time_of_a_migration_is_the_one_given() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let connection = in_folder(folder.path());
        Records::open(&connection, now()).await.unwrap().close().await;
        let database = engine(&connection).await;
        let mut answer = database.query("SELECT VALUE applied FROM migration").await.unwrap();
        let applied: Vec<chrono::DateTime<chrono::Utc>> = answer.take(0).unwrap();
        assert!(!applied.is_empty() && applied.iter().all(|time| *time == now()), "{applied:?}");
    });
}
