//! Papers of secret votes: held outside the database as a set without order until the vote closes, and then brought into it all at
//! once. So neither a copy of the database nor the engine's own logs tell in which order, or when, papers came.
//!
//! # What a secret vote holds against
//!
//! A voter gets a ballot for a number that the server does not learn (see [`domain::ballot`]), and hands in the paper with that number
//! in a second call, for which nobody has to be signed in. Of the first step the database keeps that this account got a ballot; of the
//! second one nothing until the vote has closed, and then a number and a choice. No moment is kept with either, no happening tells
//! of them, and what ballots are signed with lies outside the database and is destroyed when the vote closes. Who has the database,
//! its files, logs and backups, and the program's logs, cannot tell who chose what.
//!
//! It does not hold against whoever *changes the running program* while the vote is open: it could watch which session asks for a
//! ballot, and which paper comes from the same address a moment later. *Without scripts* the server does the voter's part: it
//! derives the number from the vote's key and the account, signs, hands in and forgets, all in one request. What is stored is the
//! same; but for the moment of the request the program has person and choice before it, and until the vote closes whoever has the
//! key *and* the held papers could derive the numbers of those who voted without scripts. The page says so beside the button.
//! Copies of the held papers, made again and again while the vote is open, would show in which order papers came.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::agreement::vote::Choice;
use store::{Records, StoreError};
use uuid::Uuid;

use super::clock::Clock;
use super::vault::Vault;

/// Papers by vote, then by number.
type Papers = BTreeMap<Uuid, BTreeMap<Uuid, Choice>>;

/// The papers of all secret votes that have not closed. Cheap to clone; clones share them.
#[derive(Clone)]
pub struct HeldPapers(Arc<Inner>);

/// Without the papers: what is printed may land in a log.
impl std::fmt::Debug for HeldPapers {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("HeldPapers(…)")
    }
}

struct Inner {
    path: Option<PathBuf>,
    papers: Mutex<Papers>,
}

/// What became of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handed {
    /// It is held.
    New,
    /// There is one of this number already; this stands on it, and stays.
    Before(Choice),
    /// Too late.
    Closed,
}

impl HeldPapers {
    /// Goes on with the papers in the vault's folder. A file that cannot be read stays where it is under another name: papers
    /// are never written over.
    pub fn new(vault: &Vault) -> Self {
        let path = vault.folder().map(|folder| folder.join("papers.json"));
        let papers = path.as_ref().map(read).unwrap_or_default();
        Self(Arc::new(Inner { path, papers: Mutex::new(papers) }))
    }

    /// Begins to hold papers of this vote.
    ///
    /// # Errors
    ///
    /// Those of the file system.
    pub fn open(&self, vote: Uuid) -> io::Result<()> {
        let mut papers = self.papers();
        let mut next = papers.clone();
        next.entry(vote).or_default();
        self.keep(&next)?;
        *papers = next;
        Ok(())
    }

    /// Takes a paper, unless the vote has closed: that is decided here, so that a paper is in time or not, and never half.
    ///
    /// # Errors
    ///
    /// Those of the file system; the paper is not held then, and handing it in again is safe.
    pub fn hand_in(
        &self,
        vote: Uuid,
        number: Uuid,
        choice: Choice,
        in_time: impl FnOnce() -> bool,
    ) -> io::Result<Handed> {
        let mut papers = self.papers();
        if let Some(before) = papers.get(&vote).and_then(|papers| papers.get(&number)) {
            return Ok(Handed::Before(*before));
        }
        if !in_time() || !papers.contains_key(&vote) {
            return Ok(Handed::Closed);
        }
        let mut next = papers.clone();
        next.entry(vote).or_default().insert(number, choice);
        self.keep(&next)?;
        *papers = next;
        Ok(Handed::New)
    }

    /// Brings the papers of votes that have closed into the database and destroys what their ballots were signed with. Broken
    /// off in between, the next call goes on.
    ///
    /// # Errors
    ///
    /// Those of the database and the file system.
    pub async fn bring_in(&self, records: &Records, vault: &Vault, clock: &Clock) -> Result<(), StoreError> {
        let votes: Vec<Uuid> = self.papers().keys().copied().collect();
        for id in votes {
            let Some(vote) = records.vote(id).await? else { continue };
            // Looked at under the lock that papers are taken under: from here on no paper of this vote is taken.
            let papers = {
                let papers = self.papers();
                if clock.now() < vote.rules.closes {
                    continue;
                }
                papers.get(&id).cloned().unwrap_or_default()
            };
            records.keep_papers(id, &papers).await?;
            vault.destroy(&key_name(id)).map_err(file)?;
            let mut held = self.papers();
            let mut next = held.clone();
            next.remove(&id);
            self.keep(&next).map_err(file)?;
            *held = next;
        }
        Ok(())
    }

    /// Whether papers of this vote are held, and not in the database yet.
    pub fn holds(&self, vote: Uuid) -> bool {
        self.papers().contains_key(&vote)
    }

    fn papers(&self) -> MutexGuard<'_, Papers> {
        self.0.papers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Written aside, onto the disk, and into place: a voter who was thanked stays counted.
    fn keep(&self, papers: &Papers) -> io::Result<()> {
        let Some(path) = &self.0.path else { return Ok(()) };
        let aside = path.with_extension("new");
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&aside)?;
        file.write_all(&serde_json::to_vec(papers).map_err(io::Error::other)?)?;
        file.sync_all()?;
        std::fs::rename(&aside, path)
    }
}

fn read(path: &PathBuf) -> Papers {
    let found = match std::fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Papers::default(),
        found => found.and_then(|bytes| serde_json::from_slice(&bytes).map_err(io::Error::other)),
    };
    found.unwrap_or_else(|error| {
        tracing::error!(%error, "the papers of secret votes cannot be read; they are kept aside");
        if let Err(error) = std::fs::rename(path, path.with_extension("damaged")) {
            tracing::error!(%error, "the papers of secret votes cannot be kept aside");
        }
        Papers::default()
    })
}

/// The name of the key that a vote's ballots are signed with.
pub fn key_name(vote: Uuid) -> String {
    format!("vote-{vote}")
}

fn file(source: io::Error) -> StoreError {
    StoreError::File { path: "the papers".to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_outlast_a_restart_once_each_and_in_no_order() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::open(folder.path()).expect("a vault");
        let (vote, numbers) = (Uuid::from_u128(1), [9_u128, 3, 7].map(Uuid::from_u128));
        let held = HeldPapers::new(&vault);
        let hand_in = |held: &HeldPapers, number, choice, in_time| {
            held.hand_in(vote, number, choice, move || in_time).expect("kept")
        };
        assert_eq!(hand_in(&held, numbers[0], Choice::Yes, true), Handed::Closed, "not opened");
        held.open(vote).expect("kept");
        assert_eq!(hand_in(&held, numbers[0], Choice::Yes, true), Handed::New);
        assert_eq!(hand_in(&held, numbers[1], Choice::No, true), Handed::New);
        assert_eq!(hand_in(&held, numbers[2], Choice::No, false), Handed::Closed);
        let again = HeldPapers::new(&vault);
        assert!(again.holds(vote));
        assert_eq!(hand_in(&again, numbers[0], Choice::No, true), Handed::Before(Choice::Yes));
        assert_eq!(hand_in(&again, numbers[0], Choice::No, false), Handed::Before(Choice::Yes), "safe to repeat");
        let kept = std::fs::read_to_string(folder.path().join("papers.json")).expect("readable");
        let place = |number: Uuid| kept.find(&number.to_string()).expect("there");
        assert!(place(numbers[1]) < place(numbers[0]), "in the order of numbers");
    }

    #[test]
    fn damaged_papers_are_kept_aside() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::open(folder.path()).expect("a vault");
        std::fs::write(folder.path().join("papers.json"), "{\"half").expect("written");
        let held = HeldPapers::new(&vault);
        held.open(Uuid::from_u128(1)).expect("kept");
        let aside = std::fs::read_to_string(folder.path().join("papers.damaged")).expect("still there");
        assert_eq!(aside, "{\"half");
    }
}
