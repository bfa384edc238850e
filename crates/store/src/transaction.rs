//! Transactions that others get in the way of: repeated here and nowhere else.

use std::time::Duration;

use rand::Rng;
use surrealdb::Surreal;
use surrealdb::engine::any::Any;
use surrealdb::types::{ErrorDetails, QueryError, Variables};

use crate::StoreError;

/// How often a conflicting transaction is tried in all.
const TRIES: u32 = 8;
/// The first pause in milliseconds; each further one is twice as long.
const SHORTEST: u64 = 10;
/// The longest pause in milliseconds.
const LONGEST: u64 = 300;

/// Does `attempt` until it no longer conflicts with others, eight times at most.
///
/// Only a conflict the database is sure about is repeated: then nothing was written. Any other error is
/// returned at once, because its outcome may be unknown.
pub(crate) async fn retrying<T, F, A>(mut attempt: F) -> Result<T, StoreError>
where
    F: FnMut() -> A,
    A: Future<Output = Result<T, surrealdb::Error>>,
{
    for tried in 0..TRIES {
        match attempt().await {
            Err(error) if error.query_details() == Some(&QueryError::TransactionConflict) => {
                let longest = (SHORTEST << tried).min(LONGEST);
                #[expect(clippy::disallowed_methods, reason = "spreads those who collided; no result depends on it")]
                let pause = rand::rng().random_range(longest / 2..=longest);
                tokio::time::sleep(Duration::from_millis(pause)).await;
            }
            result => return result.map_err(StoreError::from),
        }
    }
    Err(StoreError::Conflict)
}

/// Runs all statements of `text` or none of them, repeated as in [`retrying`].
///
/// As one request and not through the SDK's `begin`: its `commit` reports a conflict of the embedded engine as a mere text.
pub(crate) async fn all_or_nothing(
    database: &Surreal<Any>,
    text: &str,
    variables: &Variables,
) -> Result<(), StoreError> {
    let text = format!("BEGIN;\n{text};\nCOMMIT;");
    retrying(|| async {
        let mut answer = database.query(text.as_str()).bind(variables.clone()).await?;
        match answer.take_errors().into_values().max_by_key(telling) {
            None => Ok(()),
            Some(error) => Err(error),
        }
    })
    .await
}

/// How much an error says about why a transaction failed: most of its statements only report that others did.
fn telling(error: &surrealdb::Error) -> u8 {
    match error.details() {
        ErrorDetails::Query(Some(QueryError::TransactionConflict)) => 3,
        ErrorDetails::AlreadyExists(_) => 2,
        ErrorDetails::Query(Some(QueryError::NotExecuted | QueryError::Cancelled)) => 0,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn conflict() -> surrealdb::Error {
        surrealdb::Error::query("busy".to_owned(), QueryError::TransactionConflict)
    }

    #[tokio::test]
    async fn conflicts_are_repeated_and_other_errors_are_not() {
        let tries = Cell::new(0);
        let outcome = retrying(|| async {
            tries.set(tries.get() + 1);
            if tries.get() < 4 { Err(conflict()) } else { Ok(tries.get()) }
        })
        .await;
        assert_eq!(outcome.expect("the fourth try succeeds"), 4);

        tries.set(0);
        let outcome: Result<(), _> = retrying(|| async {
            tries.set(tries.get() + 1);
            Err(surrealdb::Error::internal("connection lost while committing".to_owned()))
        })
        .await;
        assert!(matches!(outcome, Err(StoreError::Database(_))));
        assert_eq!(tries.get(), 1, "an unknown outcome is never repeated");

        tries.set(0);
        let outcome: Result<(), _> = retrying(|| async {
            tries.set(tries.get() + 1);
            Err(conflict())
        })
        .await;
        assert!(matches!(outcome, Err(StoreError::Conflict)));
        assert_eq!(tries.get(), TRIES);
    }
}
