//! Programs' keys: made once, shown once, stored as a hash; what each may do.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use http::HeaderMap;
use http::header::AUTHORIZATION;
use sha2::{Digest as _, Sha256};
use store::{ApiKey, Records, StoreError};

use super::chance;
use super::clock::Clock;

/// Reading the results of every survey.
pub const READ_RESULTS: &str = "read:results";
/// Sending responses with a quota of its own.
pub const WRITE_RESPONSES: &str = "write:responses";
/// Passing on mails that came back.
pub const WRITE_BOUNCES: &str = "write:bounces";
/// All there are.
pub const SCOPES: [&str; 3] = [READ_RESULTS, WRITE_RESPONSES, WRITE_BOUNCES];

/// What every key begins with, so that scanners for leaked secrets know it.
const PREFIX: &str = "thk_";
/// After this time a key is looked up again.
const FRESH: Duration = Duration::from_secs(10);
/// More keys than this are not remembered at once.
const REMEMBERED: usize = 1_000;

/// A new key: 256 random bits. Shown once.
pub fn new_secret() -> String {
    format!("{PREFIX}{}", chance::text::<32>())
}

/// Under which a key is stored. A plain hash is enough for 256 random bits.
pub fn hash(secret: &str) -> String {
    use std::fmt::Write as _;
    Sha256::digest(secret).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The key that a request brings as `Authorization: Bearer KEY`, if it brings anything of the kind.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, secret) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim())
}

/// A key that exists, with the hash that limits count by.
#[derive(Clone)]
pub struct Key {
    /// Hash of its secret.
    pub hash: String,
    stored: Arc<ApiKey>,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Key").field("name", &self.stored.name).finish_non_exhaustive()
    }
}

impl Key {
    /// Whether it has this scope.
    pub fn may(&self, scope: &str) -> bool {
        self.stored.scopes.iter().any(|granted| granted == scope)
    }
}

/// A key and when, on the clock's running time, it was read.
type Known = (Arc<ApiKey>, Duration);

/// Finds keys; remembers them for seconds. Cheap to clone.
#[derive(Clone)]
pub struct Keys {
    records: Records,
    clock: Clock,
    known: Arc<RwLock<HashMap<String, Known>>>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Keys(…)")
    }
}

impl Keys {
    /// Keys in these records.
    pub fn new(records: Records, clock: Clock) -> Self {
        Self { records, clock, known: Arc::default() }
    }

    /// The key of this secret; nothing when there is none. Unknown ones are not remembered.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn find(&self, secret: &str) -> Result<Option<Key>, StoreError> {
        let hash = hash(secret);
        let now = self.clock.elapsed();
        let remembered = self.known.read().unwrap_or_else(PoisonError::into_inner).get(&hash).cloned();
        if let Some((stored, _)) = remembered.filter(|(_, read)| now.saturating_sub(*read) < FRESH) {
            return Ok(Some(Key { hash, stored }));
        }
        let found = self.records.key_by_hash(&hash).await?.map(Arc::new);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        let Some(stored) = found else {
            known.remove(&hash);
            return Ok(None);
        };
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(hash.clone(), (Arc::clone(&stored), now));
        Ok(Some(Key { hash, stored }))
    }
}
