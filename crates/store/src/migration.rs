//! The schema, brought up to date when the program starts: ordered files, each applied once in one transaction.
//!
//! To change the schema add a file `migrations/NNNN_what.surql` and a line to [`KNOWN`]; never edit an applied one.

use std::time::Duration;

use chrono::{DateTime, Utc};
use rand::Rng;
use sha2::{Digest, Sha256};
use surrealdb::Surreal;
use surrealdb::engine::any::Any;
use surrealdb::types::{Datetime, RecordId, SurrealValue, vars};

use crate::StoreError;
use crate::transaction::{all_or_nothing, retrying};

/// One step of the schema.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Migration {
    pub(crate) number: u32,
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
}

/// All of them, in order, numbered from 1 without gaps.
pub(crate) const KNOWN: &[Migration] = &[
    migration(1, "0001_surveys_and_accounts", include_str!("../migrations/0001_surveys_and_accounts.surql")),
    migration(2, "0002_audit_and_mail", include_str!("../migrations/0002_audit_and_mail.surql")),
    migration(3, "0003_people", include_str!("../migrations/0003_people.surql")),
    migration(4, "0004_organisations", include_str!("../migrations/0004_organisations.surql")),
    migration(5, "0005_invitations", include_str!("../migrations/0005_invitations.surql")),
    migration(6, "0006_protection", include_str!("../migrations/0006_protection.surql")),
    migration(7, "0007_mail", include_str!("../migrations/0007_mail.surql")),
    migration(8, "0008_consultation", include_str!("../migrations/0008_consultation.surql")),
    migration(9, "0009_undated_responses", include_str!("../migrations/0009_undated_responses.surql")),
    migration(10, "0010_invitation_lists", include_str!("../migrations/0010_invitation_lists.surql")),
];

const fn migration(number: u32, name: &'static str, text: &'static str) -> Migration {
    Migration { number, name, text }
}

/// What the runner itself needs.
const BOOTSTRAP: &str = include_str!("../migrations/bootstrap.surql");
/// The lock is free again after this time, should its holder die. Counted on the database's clock, which all processes share.
const LEASE: Duration = Duration::from_mins(1);
/// How long to wait for another process.
const PATIENCE: Duration = Duration::from_mins(5);
/// How often to look whether it is done.
const GLANCE: Duration = Duration::from_millis(250);

#[derive(Debug, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Applied {
    number: u32,
    checksum: String,
}

/// Applies what is missing of `known`, in order.
///
/// The lock only spares processes from doing the same work at once. What keeps a migration from being applied twice is the
/// record created in the same transaction.
pub(crate) async fn bring_up_to_date(
    database: &Surreal<Any>,
    known: &[Migration],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if missing(database, known).await?.is_empty() {
        return Ok(());
    }
    retrying(|| async { database.query(BOOTSTRAP).await?.check().map(drop) }).await?;
    #[expect(
        clippy::disallowed_methods,
        reason = "tells processes apart for seconds; nothing that lasts depends on it"
    )]
    let holder = format!("{:032x}", rand::rng().random::<u128>());
    let waiting = async {
        loop {
            if missing(database, known).await?.is_empty() {
                return Ok(());
            }
            if lock(database, &holder).await? {
                let outcome = apply_missing(database, known, &holder, now).await;
                unlock(database, &holder).await?;
                return outcome;
            }
            tracing::info!("waiting for another process that is migrating the database");
            tokio::time::sleep(GLANCE).await;
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.unwrap_or(Err(StoreError::MigrationBlocked))
}

async fn apply_missing(
    database: &Surreal<Any>,
    known: &[Migration],
    holder: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for migration in missing(database, known).await? {
        tracing::info!(migration = migration.name, "migrating the database");
        // Renewed for each, so that a long row of them does not outlive the lease.
        lock(database, holder).await?;
        let note = vars! {
            id: RecordId::new("migration", i64::from(migration.number)),
            name: migration.name.to_owned(),
            checksum: checksum(migration.text),
            now: Datetime::from(now),
        };
        let text = format!(
            "CREATE ONLY $id SET name = $name, checksum = $checksum, applied = $now RETURN NONE;\n{}",
            migration.text
        );
        match all_or_nothing(database, &text, &note).await {
            // A process whose lease ran out has done it meanwhile.
            Ok(()) | Err(StoreError::Taken) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// What has to be applied; checks what has been.
async fn missing<'a>(database: &Surreal<Any>, known: &'a [Migration]) -> Result<Vec<&'a Migration>, StoreError> {
    let applied = applied(database).await?;
    let newest = known.last().map_or(0, |migration| migration.number);
    if let Some(found) = applied.iter().map(|done| done.number).filter(|number| *number > newest).max() {
        return Err(StoreError::NewerDatabase { found, known: newest });
    }
    let mut missing = Vec::new();
    for migration in known {
        match applied.iter().find(|done| done.number == migration.number) {
            None => missing.push(migration),
            Some(done) if done.checksum == checksum(migration.text) => {}
            Some(_) => {
                return Err(StoreError::ChangedMigration { number: migration.number, name: migration.name.to_owned() });
            }
        }
    }
    Ok(missing)
}

async fn applied(database: &Surreal<Any>) -> Result<Vec<Applied>, StoreError> {
    let found = async { database.query("SELECT record::id(id) AS number, checksum FROM migration").await?.take(0) };
    match found.await {
        // A new database has no such table.
        Err(error) if error.is_not_found() => Ok(Vec::new()),
        found => Ok(found?),
    }
}

/// Takes or renews the lock; false when another process has it.
async fn lock(database: &Surreal<Any>, holder: &str) -> Result<bool, StoreError> {
    let variables = vars! {
        id: RecordId::new("migration_lock", "one"),
        holder: holder.to_owned(),
        lease: LEASE,
    };
    let created = retrying(|| async {
        let text = "CREATE ONLY $id SET holder = $holder, expires = time::now() + $lease RETURN NONE";
        database.query(text).bind(variables.clone()).await?.check().map(drop)
    })
    .await;
    match created {
        Ok(()) => return Ok(true),
        Err(StoreError::Taken) => {}
        Err(error) => return Err(error),
    }
    let taken_over: Vec<String> = retrying(|| async {
        let text = "UPDATE $id SET holder = $holder, expires = time::now() + $lease \
                    WHERE holder = $holder OR expires < time::now() RETURN VALUE holder";
        database.query(text).bind(variables.clone()).await?.take(0)
    })
    .await?;
    Ok(!taken_over.is_empty())
}

async fn unlock(database: &Surreal<Any>, holder: &str) -> Result<(), StoreError> {
    let variables = vars! { id: RecordId::new("migration_lock", "one"), holder: holder.to_owned() };
    retrying(|| async {
        database.query("DELETE $id WHERE holder = $holder").bind(variables.clone()).await?.check().map(drop)
    })
    .await
}

fn checksum(text: &str) -> String {
    crate::hexadecimal(&Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Migration =
        Migration { number: 1, name: "0001_first", text: "DEFINE TABLE first SCHEMAFULL; CREATE first:one" };
    const SECOND: Migration = Migration { number: 2, name: "0002_second", text: "CREATE second:one" };
    const FAILING: Migration = Migration { number: 2, name: "0002_failing", text: "CREATE second:one; THROW 'no'" };

    fn run(test: impl Future<Output = ()>) {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        builder.enable_all().thread_stack_size(10 * 1024 * 1024).build().expect("a runtime").block_on(test);
    }

    async fn in_memory() -> Surreal<Any> {
        let database = surrealdb::engine::any::connect("mem://").await.expect("a database");
        database.use_ns("test").use_db("test").await.expect("a place");
        database
    }

    async fn numbers(database: &Surreal<Any>) -> Vec<u32> {
        applied(database).await.expect("readable").into_iter().map(|done| done.number).collect()
    }

    #[test]
    fn of_many_processes_at_once_one_migrates_and_the_others_wait() {
        run(async {
            let database = in_memory().await;
            let processes = (0..6).map(|_| bring_up_to_date(&database, &[FIRST, SECOND], DateTime::UNIX_EPOCH));
            for outcome in futures::future::join_all(processes).await {
                outcome.expect("each finds a database it can use");
            }
            assert_eq!(numbers(&database).await, [1, 2]);
        });
    }

    #[test]
    fn a_failing_migration_leaves_nothing_and_the_next_start_goes_on() {
        run(async {
            let database = in_memory().await;
            let failed = bring_up_to_date(&database, &[FIRST, FAILING], DateTime::UNIX_EPOCH).await;
            assert!(matches!(failed, Err(StoreError::Refused)), "{failed:?}");
            assert_eq!(numbers(&database).await, [1]);
            bring_up_to_date(&database, &[FIRST, SECOND], DateTime::UNIX_EPOCH).await.expect("the lock is free again");
            assert_eq!(numbers(&database).await, [1, 2]);
        });
    }

    #[test]
    fn a_lock_whose_holder_died_is_taken_over_when_its_lease_is_over() {
        run(async {
            let database = in_memory().await;
            database.query(BOOTSTRAP).await.and_then(surrealdb::IndexedResults::check).expect("bootstrap");
            assert!(lock(&database, "dead").await.expect("locked"));
            assert!(!lock(&database, "next").await.expect("refused"));
            assert!(lock(&database, "dead").await.expect("renewed"));
            let text = "UPDATE migration_lock:one SET expires = time::now() - 1s";
            database.query(text).await.and_then(surrealdb::IndexedResults::check).expect("time goes by");
            assert!(lock(&database, "next").await.expect("taken over"));
        });
    }
}
