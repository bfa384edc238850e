//! What can go wrong with the database, for callers to tell a person's mistake from a fault.

use surrealdb::types::{ErrorDetails, NotAllowedError, QueryError};

/// Every failure of this crate. No text holds a password, an address with credentials or a stored value.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The embedded database belongs to another process (or another handle in this one).
    #[error("the database in {path} is in use by another process")]
    InUse {
        /// The folder of the database.
        path: String,
    },
    /// A newer program has migrated this database; nothing was changed.
    #[error("the database has seen migration {found}, this program knows {known}: use a newer version of the program")]
    NewerDatabase {
        /// Number of the newest migration the database has seen.
        found: u32,
        /// Number of the newest migration this program knows.
        known: u32,
    },
    /// A migration that was applied differs from the one in this program; nothing was changed.
    #[error("migration {number} ({name}) was changed after it had been applied to this database")]
    ChangedMigration {
        /// Number of the migration.
        number: u32,
        /// Name of its file in this program.
        name: String,
    },
    /// Another process holds the migration lock for longer than we wait.
    #[error("another process has been migrating the database for too long")]
    MigrationBlocked,
    /// The folder holds something, but no database.
    #[error("the folder {path} is not empty and holds no database")]
    NotADatabase {
        /// The folder.
        path: String,
    },
    /// The address of the database cannot be understood; the text says why.
    #[error("wrong database address: {0}")]
    Address(&'static str),
    /// The database does not answer.
    #[error("the database cannot be reached")]
    Unreachable,
    /// The database refuses the user or what the user wants to do.
    #[error("the database refuses this user")]
    Unauthorised,
    /// Others changed the same records again and again; the caller may try later.
    #[error("others are changing the same records; all retries are used up")]
    Conflict,
    /// A record of this identity exists already.
    #[error("it exists already")]
    Taken,
    /// It is fixed since the first response.
    #[error("it is fixed since the first response")]
    Fixed,
    /// There is no such record any more.
    #[error("it is gone")]
    Gone,
    /// A statement of ours found that the change may not be made; nothing was changed.
    #[error("the change may not be made")]
    Refused,
    /// A stored record is not what this program would have written.
    #[error("a stored record cannot be read: {0}")]
    Broken(String),
    /// A file or folder of the embedded database cannot be used.
    #[error("{path}: {source}")]
    File {
        /// The file or folder.
        path: String,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// Anything else the database reports. Whether a write took place is unknown.
    #[error("database: {0}")]
    Database(String),
}

impl StoreError {
    pub(crate) fn broken(what: &str, error: &dyn std::fmt::Display) -> Self {
        Self::Broken(format!("{what}: {}", without_values(&error.to_string())))
    }

    pub(crate) fn file(path: &std::path::Path, source: std::io::Error) -> Self {
        Self::File { path: path.display().to_string(), source }
    }
}

impl From<surrealdb::Error> for StoreError {
    fn from(error: surrealdb::Error) -> Self {
        let text = without_values(error.message());
        match error.details() {
            ErrorDetails::Query(Some(QueryError::TransactionConflict)) => Self::Conflict,
            ErrorDetails::AlreadyExists(_) => Self::Taken,
            ErrorDetails::Thrown => Self::Refused,
            ErrorDetails::Connection(_) => {
                tracing::debug!(reason = text, "the database cannot be reached");
                Self::Unreachable
            }
            ErrorDetails::NotAllowed(Some(NotAllowedError::Auth(_))) => Self::Unauthorised,
            ErrorDetails::Serialization(_) => Self::Broken(text),
            _ => Self::Database(text),
        }
    }
}

/// Drops quoted parts and addresses from a message of the database: they can be stored values or credentials.
fn without_values(message: &str) -> String {
    let mut kept = String::with_capacity(message.len());
    let mut closing = None;
    for letter in message.chars() {
        match closing {
            Some(end) if letter == end => closing = None,
            Some(_) => {}
            None if matches!(letter, '\'' | '"' | '`') => {
                kept.push('…');
                closing = Some(letter);
            }
            None => kept.push(letter),
        }
    }
    let words: Vec<&str> = kept
        .split_whitespace()
        .map(|word| if word.contains("://") || word.contains('@') { "…" } else { word })
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_lose_values_and_addresses() {
        assert_eq!(
            without_values("Found 'Aşağı \"x\"' for field `a`, but expected a number at ws://u:p@host/rpc"),
            "Found … for field …, but expected a number at …"
        );
    }
}
