//! The chain of the audit log: what an entry's hash is made of, and how anybody can find out that the log was changed.
//!
//! An entry's hash is SHA-256 over the hash of the entry before it (64 hexadecimal digits; nothing for the first entry), one
//! zero byte, and the compact JSON list `[number, milliseconds since 1970, actor, deed, subject, note]` in UTF-8. So a
//! changed, removed, inserted or moved entry shows at the first number that no longer fits. Two things a chain alone cannot
//! show: that its end was cut off, and that somebody wrote everything anew from some entry on. Both show against a [`Head`]
//! that was noted elsewhere before.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// An entry of the audit log as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Counts from 1 without gaps.
    pub number: u64,
    /// When it was done, in whole milliseconds.
    pub at: DateTime<Utc>,
    /// Who did it: `account:UUID`, `key:NAME`, `program` or `stranger`.
    pub actor: String,
    /// What was done, a verb of the program.
    pub deed: String,
    /// What it was done to.
    pub subject: String,
    /// What else a reader needs.
    pub note: String,
    /// 64 hexadecimal digits, see [`Entry::expected_hash`].
    pub hash: String,
}

/// The end of the log at some time: whoever noted it can tell later whether everything up to it is still as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Number of the last entry; 0 when there is none.
    pub number: u64,
    /// Its hash; empty when there is no entry.
    pub hash: String,
}

impl Entry {
    /// The hash this entry must have behind an entry with the hash `before`.
    pub fn expected_hash(&self, before: &str) -> String {
        let said = json!([self.number, self.at.timestamp_millis(), self.actor, self.deed, self.subject, self.note])
            .to_string();
        let digest = Sha256::new().chain_update(before).chain_update([0]).chain_update(said).finalize();
        digest.iter().fold(String::with_capacity(64), |mut text, byte| {
            use std::fmt::Write as _;
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    /// The same entry with its hash behind an entry with the hash `before`.
    #[must_use]
    pub fn chained(self, before: &str) -> Self {
        Self { hash: self.expected_hash(before), ..self }
    }

    /// The end of a log whose last entry is this one.
    pub fn head(&self) -> Head {
        Head { number: self.number, hash: self.hash.clone() }
    }
}

/// What does not fit at a number of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Misfit {
    /// There is no entry of this number, but there are later ones.
    Missing,
    /// The entry is not what it was: its hash does not follow from what it says and from the entry before.
    Changed,
    /// The chain fits, but another hash was noted for this number: everything up to here may have been written anew.
    Rewritten,
    /// The log ends before this number, but an entry of this number has been noted.
    CutOff,
}

/// The first place at which a log does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Number of the first entry that does not fit.
    pub number: u64,
    /// What is wrong with it.
    pub misfit: Misfit,
}

/// Follows a log entry by entry, in the order of their numbers.
#[derive(Debug, Clone, Default)]
pub struct Check {
    head: Head,
    noted: Vec<Head>,
}

impl Check {
    /// Begins before the first entry; `noted` are ends of the log that were noted elsewhere, in any order.
    pub fn against(noted: Vec<Head>) -> Self {
        Self { head: Head::default(), noted }
    }

    /// Takes the next entry.
    ///
    /// # Errors
    ///
    /// The fault, when it does not fit; whatever comes later says nothing any more.
    pub fn follow(&mut self, entry: &Entry) -> Result<(), Fault> {
        let number = self.head.number + 1;
        if entry.number > number {
            return Err(Fault { number, misfit: Misfit::Missing });
        }
        let whole_milliseconds = entry.at.timestamp_subsec_nanos().is_multiple_of(1_000_000);
        if entry.number < number || !whole_milliseconds || entry.hash != entry.expected_hash(&self.head.hash) {
            return Err(Fault { number: entry.number, misfit: Misfit::Changed });
        }
        if self.noted.iter().any(|noted| noted.number == number && noted.hash != entry.hash) {
            return Err(Fault { number, misfit: Misfit::Rewritten });
        }
        self.head = entry.head();
        Ok(())
    }

    /// After the last entry: the end of the log.
    ///
    /// # Errors
    ///
    /// The fault, when a later end was noted.
    pub fn finish(self) -> Result<Head, Fault> {
        if self.noted.iter().any(|noted| noted.number > self.head.number) {
            return Err(Fault { number: self.head.number + 1, misfit: Misfit::CutOff });
        }
        Ok(self.head)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry(number: u64, words: &[String; 4], millis: i64) -> Entry {
        let [actor, deed, subject, note] = words.clone();
        let at = DateTime::from_timestamp_millis(millis).expect("a time");
        Entry { number, at, actor, deed, subject, note, hash: String::new() }
    }

    fn chain(entries: &[([String; 4], i64)]) -> Vec<Entry> {
        let mut log: Vec<Entry> = Vec::new();
        for (place, (words, millis)) in entries.iter().enumerate() {
            let before = log.last().map_or("", |last| last.hash.as_str()).to_owned();
            log.push(entry(place as u64 + 1, words, *millis).chained(&before));
        }
        log
    }

    fn check(log: &[Entry], noted: Vec<Head>) -> Result<Head, Fault> {
        let mut check = Check::against(noted);
        log.iter().try_for_each(|entry| check.follow(entry))?;
        check.finish()
    }

    fn some_log() -> impl Strategy<Value = Vec<Entry>> {
        let words = prop::array::uniform4("[a-zÄ\"\\\\,\n\u{0}\u{1}ع]{0,8}");
        prop::collection::vec((words, 0_i64..4_000_000_000_000), 2..12).prop_map(|entries| chain(&entries))
    }

    #[test]
    fn the_hash_is_the_one_that_the_documentation_promises() {
        let words = ["program", "survey.erased", "survey:bedarf", "ä\"\n"].map(str::to_owned);
        let first = chain(&[(words, 1_790_000_000_123)]).remove(0);
        // python3: hashlib.sha256(b"\0" + json.dumps([1, 1790000000123, "program", "survey.erased", "survey:bedarf",
        // "ä\"\n"], ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
        assert_eq!(first.hash, "46dac632cb2798b1e0cbf88192c51cf20f2771c05293d89d627e2e46563e3330");
    }

    #[test]
    fn an_empty_log_fits_unless_something_was_noted() {
        assert_eq!(check(&[], Vec::new()), Ok(Head::default()));
        let noted = Head { number: 3, hash: "a".to_owned() };
        assert_eq!(check(&[], vec![noted]), Err(Fault { number: 1, misfit: Misfit::CutOff }));
    }

    proptest! {
        #[test]
        fn an_untouched_log_fits_and_so_does_every_end_it_ever_had(log in some_log()) {
            let noted: Vec<Head> = log.iter().map(Entry::head).collect();
            prop_assert_eq!(check(&log, noted), Ok(log.last().expect("entries").head()));
        }

        #[test]
        fn any_change_of_any_field_is_found(
            log in some_log(),
            place in any::<prop::sample::Index>(),
            field in 0..7_u8,
            text in "[a-z0-9é]{1,64}",
            by in prop_oneof![1_i64..1_000, 1_000_000_i64..1_000_000_000],
        ) {
            let mut changed = log.clone();
            let place = place.index(log.len());
            let entry = &mut changed[place];
            match field {
                0 => entry.number += u64::try_from(by).expect("above zero"),
                1 => entry.at += chrono::TimeDelta::nanoseconds(by),
                2 => entry.actor.push_str(&text),
                3 => entry.deed.insert_str(0, &text),
                4 => entry.subject.clone_from(&format!("{text}{}", entry.subject)),
                5 => entry.note.push_str(&text),
                _ => entry.hash.clone_from(&text),
            }
            let fault = check(&changed, Vec::new()).expect_err("a change");
            let misfit = if field == 0 { Misfit::Missing } else { Misfit::Changed };
            prop_assert_eq!(fault, Fault { number: place as u64 + 1, misfit });
        }

        #[test]
        fn a_removed_entry_is_found_and_so_is_a_removed_end_once_noted(log in some_log(), place in any::<prop::sample::Index>()) {
            let place = place.index(log.len());
            let mut changed = log.clone();
            changed.remove(place);
            let number = place as u64 + 1;
            if place + 1 < log.len() {
                prop_assert_eq!(check(&changed, Vec::new()), Err(Fault { number, misfit: Misfit::Missing }));
            } else {
                let noted = vec![log[place].head()];
                prop_assert_eq!(check(&changed, noted), Err(Fault { number, misfit: Misfit::CutOff }));
            }
        }

        #[test]
        fn entries_that_changed_places_are_found(log in some_log(), one in any::<prop::sample::Index>(), other in any::<prop::sample::Index>()) {
            let (one, other) = (one.index(log.len()), other.index(log.len()));
            prop_assume!(one != other);
            let mut changed = log.clone();
            changed.swap(one, other);
            prop_assert!(check(&changed, Vec::new()).is_err());
            // With their numbers put right, too.
            for (place, entry) in changed.iter_mut().enumerate() {
                entry.number = place as u64 + 1;
            }
            prop_assert!(check(&changed, Vec::new()).is_err());
        }

        #[test]
        fn a_log_written_anew_is_found_against_a_noted_end(log in some_log(), place in any::<prop::sample::Index>()) {
            let place = place.index(log.len());
            let mut entries: Vec<([String; 4], i64)> = log
                .iter()
                .map(|entry| {
                    let words = [&entry.actor, &entry.deed, &entry.subject, &entry.note].map(Clone::clone);
                    (words, entry.at.timestamp_millis())
                })
                .collect();
            entries[place].0[3].push_str(" and more");
            let anew = chain(&entries);
            prop_assert!(check(&anew, Vec::new()).is_ok());
            let noted = vec![log.last().expect("entries").head()];
            prop_assert_eq!(
                check(&anew, noted),
                Err(Fault { number: log.len() as u64, misfit: Misfit::Rewritten })
            );
        }
    }
}
