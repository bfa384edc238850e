//! Figures that are held back: where it is known who may answer and promised that nobody will know who said what, a figure
//! that moves must not tell who has just answered.
//!
//! Such figures move by as many responses as the survey's smallest cell at least, or once a day. What was shown last is kept
//! in a file outside the database, so that a restart shows nothing more.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::results::Results;
use serde::{Deserialize, Serialize};

/// What held figures need to know of the world.
#[derive(Clone)]
pub struct Holding {
    /// Where what was shown last is kept; nowhere for a database that is gone at the end.
    pub folder: Option<PathBuf>,
    /// Today's date.
    pub today: Arc<dyn Fn() -> NaiveDate + Send + Sync>,
}

impl std::fmt::Debug for Holding {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Holding").field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// What is shown of one survey.
#[derive(Debug, Serialize, Deserialize)]
struct Shown {
    day: NaiveDate,
    results: Arc<Results>,
}

/// The held figures of one survey.
#[derive(Debug)]
pub(crate) struct Held {
    cell: u32,
    holding: Holding,
    path: Option<PathBuf>,
    shown: Option<Shown>,
    /// Responses that came, went or were changed since. One that moves often is one: who changes an own answer again and again
    /// must not bring out what somebody else has just said.
    since: HashSet<u128>,
}

impl Held {
    pub(crate) fn new(survey: &str, cell: u32, holding: &Holding) -> Self {
        let path = holding.folder.as_ref().map(|folder| folder.join(format!("shown-{survey}.json")));
        Self { cell, holding: holding.clone(), path, shown: None, since: HashSet::new() }
    }

    /// Nothing has been shown.
    pub(crate) fn forget(&mut self) {
        self.shown = None;
        self.since.clear();
    }

    /// This response has come, gone or changed.
    pub(crate) fn count(&mut self, response: u128) {
        self.since.insert(response);
    }

    /// What may be shown while the figures are `live`; `empty` are those without any response.
    pub(crate) fn show(&mut self, live: &Arc<Results>, empty: impl FnOnce() -> Results) -> Arc<Results> {
        let today = (self.holding.today)();
        let shown = self.shown.take().or_else(|| self.remembered());
        let shown = shown.unwrap_or_else(|| Shown { day: today, results: Arc::new(empty()) });
        // After a start it is not known which ones have moved, but so many have at least.
        let moved = live.responses.abs_diff(shown.results.responses).max(self.since.len() as u64);
        let due = moved >= u64::from(self.cell) || (shown.day < today && moved > 0);
        let shown = if due {
            self.since.clear();
            let shown = Shown { day: today, results: live.clone() };
            self.remember(&shown);
            shown
        } else {
            shown
        };
        let results = shown.results.clone();
        self.shown = Some(shown);
        results
    }

    fn remembered(&self) -> Option<Shown> {
        serde_json::from_slice(&std::fs::read(self.path.as_ref()?).ok()?).ok()
    }

    /// A failure is logged: figures are right all the same, and after a restart they begin anew.
    fn remember(&self, shown: &Shown) {
        let Some(path) = &self.path else { return };
        let aside = path.with_extension("new");
        let written = serde_json::to_vec(shown)
            .map_err(std::io::Error::other)
            .and_then(|json| std::fs::write(&aside, json))
            .and_then(|()| std::fs::rename(&aside, path));
        if let Err(error) = written {
            tracing::warn!(%error, "what was shown of a survey could not be kept");
        }
    }
}

/// Deletes the file of what was shown of a survey. A failure is logged.
pub(crate) fn forget(survey: &str, holding: &Holding) {
    let Some(folder) = &holding.folder else { return };
    match std::fs::remove_file(folder.join(format!("shown-{survey}.json"))) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            tracing::error!(%error, "what was shown of an erased survey could not be deleted");
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    fn results(responses: u64) -> Arc<Results> {
        Arc::new(Results { survey: "s".to_owned(), responses, questions: Vec::new() })
    }

    #[test]
    fn figures_move_by_cells_or_once_a_day_and_a_restart_shows_nothing_more() {
        let folder = tempfile::tempdir().expect("a folder");
        let day = Arc::new(AtomicU32::new(1));
        let today = {
            let day = day.clone();
            Arc::new(move || NaiveDate::from_ymd_opt(2026, 12, day.load(Ordering::Relaxed)).expect("a day"))
        };
        let holding = Holding { folder: Some(folder.path().to_owned()), today };
        let empty = || Results { survey: "s".to_owned(), responses: 0, questions: Vec::new() };
        let mut held = Held::new("s", 5, &holding);
        let mut shown = Vec::new();
        for responses in 1..=7 {
            held.count(u128::from(responses));
            shown.push(held.show(&results(responses), empty).responses);
        }
        assert_eq!(shown, [0, 0, 0, 0, 5, 5, 5]);
        let mut restarted = Held::new("s", 5, &holding);
        assert_eq!(restarted.show(&results(7), empty).responses, 5);
        day.store(2, Ordering::Relaxed);
        assert_eq!(restarted.show(&results(7), empty).responses, 7);
        restarted.count(8);
        assert_eq!(restarted.show(&results(8), empty).responses, 7, "once a day");
        let mut restarted = Held::new("s", 5, &holding);
        assert_eq!(restarted.show(&results(13), empty).responses, 13, "as many as a cell");
    }

    #[test]
    fn who_changes_an_own_answer_often_brings_nothing_out() {
        let today: Arc<dyn Fn() -> NaiveDate + Send + Sync> = Arc::new(NaiveDate::default);
        let mut held = Held::new("s", 5, &Holding { folder: None, today });
        let empty = || Results { survey: "s".to_owned(), responses: 0, questions: Vec::new() };
        for response in 1..=4 {
            held.count(response);
        }
        for _ in 0..20 {
            held.count(1);
            assert_eq!(held.show(&results(4), empty).responses, 0);
        }
        held.count(5);
        assert_eq!(held.show(&results(5), empty).responses, 5);
    }
}
