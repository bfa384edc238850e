//! How much comes from each address, remembered over restarts: in memory, and every few seconds as one file beside the keys.
//!
//! Not in the database: its files tell in which order things were written, so a row about an address would say whose response
//! stands beside it. The file is written whole, in the order of hashes, holds nothing of who has long been quiet, and costs no
//! response a write of its own. An address is known by a hash with a key that lives for a day: then key and hashes are destroyed
//! and everybody begins anew.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::attempts::{Bucket, Levels};
use super::clock::Clock;
use super::limits::TooMany;
use super::vault::{Key, Vault};

/// Name of the key of the day.
const KEY: &str = "visits";

/// What was done from which address today.
pub struct Visits {
    clock: Clock,
    vault: Vault,
    today: Mutex<Today>,
}

impl std::fmt::Debug for Visits {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Visits(…)")
    }
}

struct Today {
    day: NaiveDate,
    key: Key,
    levels: Levels,
    /// As it stands in the file.
    written: Vec<u8>,
}

/// The file.
#[derive(Serialize, Deserialize)]
struct Page {
    day: NaiveDate,
    /// By hash: seconds since 1970 when all is available again.
    free: BTreeMap<String, i64>,
}

impl Visits {
    /// Takes up what the file knows of today.
    pub fn new(clock: &Clock, vault: &Vault) -> Self {
        let day = clock.today();
        let mut levels = Levels::default();
        let known = file(vault).and_then(|path| std::fs::read(path).ok());
        let known = known.and_then(|bytes| serde_json::from_slice::<Page>(&bytes).ok()).filter(|page| page.day == day);
        let key = if let Some(page) = known {
            let time = |(hash, seconds)| Some((hash, DateTime::from_timestamp(seconds, 0)?));
            levels.remember(page.free.into_iter().filter_map(time));
            vault.key(KEY)
        } else {
            new_key(vault)
        };
        let key = or_random(key);
        let today = Mutex::new(Today { day, key, levels, written: Vec::new() });
        Self { clock: clock.clone(), vault: vault.clone(), today }
    }

    /// Takes one from each bucket, or none of them when one is empty.
    ///
    /// # Errors
    ///
    /// [`TooMany`] says when the emptiest has one again.
    pub fn take(&self, buckets: &[Bucket]) -> Result<(), TooMany> {
        let now = self.clock.now();
        let mut today = self.today(now);
        let Today { key, levels, .. } = &mut *today;
        levels.take(key, now, buckets).map(drop)
    }

    /// Writes the file, if there is something new to say.
    ///
    /// # Errors
    ///
    /// Those of the file system; the next call writes it then.
    pub fn keep(&self) -> io::Result<()> {
        let Some(path) = file(&self.vault) else { return Ok(()) };
        let now = self.clock.now();
        let mut today = self.today(now);
        today.levels.forget_idle(now);
        // Not finer than limits need it.
        let free = today.levels.all().map(|(hash, free)| (hash.clone(), free.timestamp() + 1)).collect();
        let text = serde_json::to_vec(&Page { day: today.day, free }).map_err(io::Error::other)?;
        if text != today.written {
            let aside = path.with_extension("new");
            std::fs::write(&aside, &text)?;
            std::fs::rename(&aside, path)?;
            today.written = text;
        }
        Ok(())
    }

    /// Forgets who has long done nothing.
    pub fn forget_idle(&self) {
        let now = self.clock.now();
        self.today(now).levels.forget_idle(now);
    }

    /// What counts today; on a new day with a new key.
    fn today(&self, now: DateTime<Utc>) -> MutexGuard<'_, Today> {
        let mut today = self.today.lock().unwrap_or_else(PoisonError::into_inner);
        if today.day != now.date_naive() {
            let key = or_random(new_key(&self.vault));
            *today = Today { day: now.date_naive(), key, levels: Levels::default(), written: Vec::new() };
        }
        today
    }
}

fn file(vault: &Vault) -> Option<PathBuf> {
    Some(vault.folder()?.join("visits.json"))
}

/// The key of yesterday ends, one for today begins.
fn new_key(vault: &Vault) -> io::Result<Key> {
    vault.destroy(KEY)?;
    vault.key(KEY)
}

fn or_random(key: io::Result<Key>) -> Key {
    key.unwrap_or_else(|error| {
        tracing::error!(%error, "the key of the day cannot be kept: limits of addresses will not outlive this process");
        Key::random()
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const DAY: Duration = Duration::from_hours(24);

    fn visit() -> [Bucket; 1] {
        [Bucket::new("test", &[&[192, 0, 2, 1]], 2, DAY)]
    }

    #[test]
    fn a_restart_forgets_nobody_and_a_new_day_everybody() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::open(folder.path()).expect("a vault");
        let clock = Clock::standing_at("2026-11-22T08:00:00Z".parse().expect("a time"));
        let visits = Visits::new(&clock, &vault);
        assert!((0..2).all(|_| visits.take(&visit()).is_ok()) && visits.take(&visit()).is_err());
        let first = vault.existing(KEY).expect("readable").expect("a key");
        visits.keep().expect("written");
        drop(visits);
        let again = Visits::new(&clock, &vault);
        assert!(again.take(&visit()).is_err(), "remembered");
        assert!(vault.existing(KEY).expect("readable").is_some_and(|key| key == first));
        clock.advance(DAY);
        assert!(again.take(&visit()).is_ok());
        assert!(vault.existing(KEY).expect("readable").is_some_and(|key| key != first), "destroyed with its day");
        clock.advance(DAY);
        assert!((0..2).all(|_| Visits::new(&clock, &vault).take(&visit()).is_ok()), "an old file says nothing");
    }

    #[test]
    fn the_file_knows_no_address_and_nobody_who_is_quiet() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::open(folder.path()).expect("a vault");
        let clock = Clock::standing_at("2026-11-22T08:00:00.75Z".parse().expect("a time"));
        let visits = Visits::new(&clock, &vault);
        let text = || {
            visits.keep().expect("written");
            std::fs::read_to_string(folder.path().join("visits.json")).expect("a file")
        };
        visits.take(&[Bucket::new("response", &[b"192.0.2.1"], 60, Duration::from_mins(1))]).expect("the first");
        let page: Page = serde_json::from_str(&text()).expect("a page");
        assert_eq!(page.free.len(), 1);
        assert!(!text().contains("192.0.2.1") && !text().contains("response"));
        clock.advance(Duration::from_secs(2));
        let page: Page = serde_json::from_str(&text()).expect("a page");
        assert_eq!(page.free.len(), 0);
    }
}
