//! How often something was attempted, remembered over restarts: in memory, written to the database in batches.
//!
//! What a bucket is about is known by a hash with a key outside the database, so that no address is in it.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use store::{Records, StoreError};

use super::clock::Clock;
use super::limits::TooMany;
use super::vault::{Key, Vault};

/// One thing that is limited.
pub struct Bucket {
    purpose: &'static str,
    who: Vec<u8>,
    count: u32,
    period: Duration,
}

/// Without who it is about.
impl std::fmt::Debug for Bucket {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Bucket").field("purpose", &self.purpose).finish_non_exhaustive()
    }
}

impl Bucket {
    /// `count` attempts in a row, all of them available again after `period`. `who` is one or several things that count together.
    pub fn new(purpose: &'static str, who: &[&[u8]], count: u32, period: Duration) -> Self {
        // Each part with its length, so that no two lists of parts look alike.
        let who = who.iter().flat_map(|part| [&(part.len() as u64).to_le_bytes(), *part].concat()).collect();
        Self { purpose, who, count: count.max(1), period }
    }
}

/// What was taken from buckets: by keyed hash, when all of it will be available again (the generic cell rate algorithm).
#[derive(Debug, Default)]
pub(super) struct Levels(HashMap<String, DateTime<Utc>>);

impl Levels {
    /// Takes one from each bucket, or none of them when one is empty. Says which have changed.
    ///
    /// # Errors
    ///
    /// [`TooMany`] says when the emptiest has one again.
    pub(super) fn take(&mut self, key: &Key, now: DateTime<Utc>, buckets: &[Bucket]) -> Result<Vec<String>, TooMany> {
        let mut next = Vec::new();
        for bucket in buckets {
            let hash = hash(key, bucket);
            let period = TimeDelta::from_std(bucket.period).unwrap_or(TimeDelta::MAX);
            let each = period / i32::try_from(bucket.count).unwrap_or(i32::MAX);
            let free = self.0.get(&hash).copied().unwrap_or(now).max(now) + each;
            // What division loses must not cost the last attempt.
            let early = free - now - period;
            if early > TimeDelta::zero() {
                let after_seconds = u64::try_from(early.num_seconds()).unwrap_or_default() + 1;
                return Err(TooMany { after_seconds });
            }
            next.push((hash, free));
        }
        let changed = next.iter().map(|(hash, _)| hash.clone()).collect();
        self.0.extend(next);
        Ok(changed)
    }

    /// Takes up what was known before.
    pub(super) fn remember(&mut self, known: impl IntoIterator<Item = (String, DateTime<Utc>)>) {
        for (hash, free) in known {
            let here = self.0.entry(hash).or_insert(free);
            *here = (*here).max(free);
        }
    }

    /// All that are known, in no order.
    pub(super) fn all(&self) -> impl Iterator<Item = (&String, &DateTime<Utc>)> {
        self.0.iter()
    }

    /// Forgets what is free again.
    pub(super) fn forget_idle(&mut self, now: DateTime<Utc>) {
        self.0.retain(|_, free| *free > now);
    }
}

fn hash(key: &Key, bucket: &Bucket) -> String {
    use base64::Engine as _;
    let hash: [u8; 16] = key.derive(bucket.purpose, &bucket.who);
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(hash)
}

/// Attempts at accounts, links and codes.
pub struct Attempts {
    clock: Clock,
    key: Key,
    taken: Mutex<Taken>,
}

impl std::fmt::Debug for Attempts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Attempts(…)")
    }
}

#[derive(Default)]
struct Taken {
    levels: Levels,
    /// What the database does not know yet.
    changed: BTreeSet<String>,
}

impl Attempts {
    /// Nobody has attempted anything yet, as far as we know.
    pub fn new(clock: &Clock, vault: &Vault) -> Self {
        let key = vault.key("limits").unwrap_or_else(|error| {
            tracing::error!(%error, "the key of the limits cannot be read: they will not outlive this process");
            Key::random()
        });
        Self { clock: clock.clone(), key, taken: Mutex::default() }
    }

    /// Takes one attempt from each bucket, or none of them when one is empty.
    ///
    /// # Errors
    ///
    /// [`TooMany`] says when the emptiest has one again.
    pub fn take(&self, buckets: &[Bucket]) -> Result<(), TooMany> {
        let mut taken = self.taken();
        let changed = taken.levels.take(&self.key, self.clock.now(), buckets)?;
        taken.changed.extend(changed);
        Ok(())
    }

    /// Takes up what the database knows.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn remember(&self, records: &Records) -> Result<(), StoreError> {
        let known = records.attempts(self.clock.now()).await?;
        self.taken().levels.remember(known);
        Ok(())
    }

    /// Tells the database what it does not know yet.
    ///
    /// # Errors
    ///
    /// Those of the database; nothing is lost then.
    pub async fn keep(&self, records: &Records) -> Result<(), StoreError> {
        let (hashes, rows) = {
            let mut taken = self.taken();
            let hashes = std::mem::take(&mut taken.changed);
            let known = taken.levels.all().filter(|(hash, _)| hashes.contains(*hash));
            let rows: Vec<_> = known.map(|(hash, free)| (hash.clone(), *free)).collect();
            (hashes, rows)
        };
        let kept = records.keep_attempts(&rows).await;
        if kept.is_err() {
            self.taken().changed.extend(hashes);
        }
        kept
    }

    /// Forgets what is free again.
    pub fn forget_idle(&self) {
        self.taken().levels.forget_idle(self.clock.now());
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_mins(1);

    fn attempts() -> (Attempts, Clock) {
        let clock = Clock::standing_at(DateTime::UNIX_EPOCH);
        (Attempts::new(&clock, &Vault::in_memory()), clock)
    }

    fn bucket(who: &[&[u8]]) -> Bucket {
        Bucket::new("test", who, 3, MINUTE)
    }

    #[test]
    fn attempts_come_back_one_by_one() {
        let (attempts, clock) = attempts();
        assert!((0..3).all(|_| attempts.take(&[bucket(&[b"a"])]).is_ok()));
        let refused = attempts.take(&[bucket(&[b"a"])]).expect_err("one too many");
        assert!((20..=21).contains(&refused.after_seconds), "{refused}");
        assert!(attempts.take(&[bucket(&[b"b"])]).is_ok(), "others are not held back");
        clock.advance(Duration::from_secs(20));
        assert!(attempts.take(&[bucket(&[b"a"])]).is_ok() && attempts.take(&[bucket(&[b"a"])]).is_err());
        clock.advance(MINUTE);
        attempts.forget_idle();
        assert_eq!(attempts.taken().levels.all().count(), 0);
    }

    #[test]
    fn an_attempt_that_is_refused_takes_nothing() {
        let (attempts, _clock) = attempts();
        assert!((0..3).all(|_| attempts.take(&[bucket(&[b"a"])]).is_ok()));
        assert!(attempts.take(&[bucket(&[b"b"]), bucket(&[b"a"])]).is_err());
        assert!((0..3).all(|_| attempts.take(&[bucket(&[b"b"])]).is_ok()));
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        let key = Key::random();
        assert_ne!(hash(&key, &bucket(&[b"ab", b"c"])), hash(&key, &bucket(&[b"a", b"bc"])));
        assert_ne!(hash(&key, &bucket(&[b"a"])), hash(&key, &Bucket::new("other", &[b"a"], 3, MINUTE)));
    }
}
