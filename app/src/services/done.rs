//! Who is done, in anonymous surveys: noted outside the database as a set without order, and brought into it for many at
//! once, so that neither the office nor a copy of the database tells who has just answered.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use store::{Records, StoreError};

use super::chance;
use super::vault::Vault;

/// The notes of all surveys. Cheap to clone; clones share them.
#[derive(Debug, Clone)]
pub struct Done(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    path: Option<PathBuf>,
    notes: Mutex<BTreeMap<String, Notes>>,
}

/// Of one survey.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Notes {
    /// The day of the first note.
    since: NaiveDate,
    /// Invitations, in the order of their ids.
    invitations: BTreeSet<String>,
}

impl Done {
    /// Goes on with the notes that the vault's folder holds.
    pub fn new(vault: &Vault) -> Self {
        let path = vault.folder().map(|folder| folder.join("done.json"));
        let notes = path.as_ref().and_then(|path| std::fs::read(path).ok());
        let notes = notes.and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default();
        Self(Arc::new(Inner { path, notes: Mutex::new(notes) }))
    }

    /// Notes that this invitation is done.
    ///
    /// # Errors
    ///
    /// Those of the file system; the note is kept in memory all the same.
    pub fn note(&self, survey: &str, invitation: &str, today: NaiveDate) -> io::Result<()> {
        let mut notes = self.0.notes.lock().unwrap_or_else(PoisonError::into_inner);
        let of_survey =
            notes.entry(survey.to_owned()).or_insert_with(|| Notes { since: today, invitations: BTreeSet::new() });
        of_survey.invitations.insert(invitation.to_owned());
        self.keep(&notes)
    }

    /// Whether this invitation is noted as done and waits to be brought in. For whoever holds it, never for the office.
    pub fn is_noted(&self, survey: &str, invitation: &str) -> bool {
        let notes = self.0.notes.lock().unwrap_or_else(PoisonError::into_inner);
        notes.get(survey).is_some_and(|notes| notes.invitations.contains(invitation))
    }

    /// Brings the notes of earlier days into the database: of each survey as many as its smallest cell at least, or none. As many
    /// stay behind, chosen by chance, for the last time: when the survey has closed, all of them come, and they are never so few
    /// that their answers could be told from the figures. Where fewer have answered in all, nobody learns who.
    ///
    /// # Errors
    ///
    /// Those of the database and the file system; the next call goes on.
    pub async fn bring_in(&self, records: &Records, today: NaiveDate) -> Result<(), StoreError> {
        let notes = self.0.notes.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for (survey, notes) in notes {
            let Some(stored) = records.survey(&survey).await? else { continue };
            let cell = usize::try_from(stored.terms.smallest_cell).unwrap_or(usize::MAX);
            let closed = !stored.takes_responses_on(today);
            let mut ids: Vec<String> = notes.invitations.into_iter().collect();
            let count = match ids.len() {
                all if closed && all >= cell => all,
                _ if closed => 0,
                all if notes.since < today && all >= cell.saturating_mul(2) => all - cell,
                _ => continue,
            };
            shuffle(&mut ids);
            let staying = ids.split_off(count);
            records.note_done(&ids).await?;
            let over = if closed { staying } else { Vec::new() };
            let mut all = self.0.notes.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(of_survey) = all.get_mut(&survey) {
                of_survey.invitations.retain(|id| !ids.contains(id) && !over.contains(id));
                of_survey.since = today;
                if of_survey.invitations.is_empty() {
                    all.remove(&survey);
                }
            }
            self.keep(&all).map_err(|source| StoreError::File { path: "the notes".to_owned(), source })?;
        }
        Ok(())
    }

    fn keep(&self, notes: &BTreeMap<String, Notes>) -> io::Result<()> {
        let Some(path) = &self.0.path else { return Ok(()) };
        let aside = path.with_extension("new");
        std::fs::write(&aside, serde_json::to_vec(notes).map_err(io::Error::other)?)?;
        std::fs::rename(&aside, path)
    }
}

/// Puts them into an order by chance.
fn shuffle(ids: &mut [String]) {
    ids.sort_by_cached_key(|_| chance::bytes::<16>());
}
