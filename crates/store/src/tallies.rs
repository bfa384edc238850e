//! Live figures: one tally per survey in memory, fed by the database's live query, published at most four times a second.
//!
//! A survey is scanned once, when somebody first asks for its figures; from then on only changes are counted. The live query
//! runs before the scan starts, and a response told by both is counted once. A write that was under way when the live query
//! began is not told by it and may commit after its page was scanned, so a second look follows the scan. When the live query
//! breaks, everything is scanned again: a lost connection ends in a resync, never in a wrong number.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::results::Results;
use domain::survey::Survey;
use domain::tally::Tally;
use futures::StreamExt;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

use crate::held::Held;
use crate::{ChangeKind, Holding, Records, Response, ResponseChange, StoreError, StoredSurvey};

/// Time between two frames of one survey.
const FRAME: Duration = Duration::from_millis(250);
/// From a scan to the second look: longer than any write takes.
const SECOND_LOOK: Duration = Duration::from_secs(2);
/// How long a scan waits for the live query.
const PATIENCE: Duration = Duration::from_secs(10);

/// The figures of all surveys. Cheap to clone; all clones share one live query.
#[derive(Debug, Clone)]
pub struct Tallies(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    records: Records,
    holding: Holding,
    counts: Mutex<HashMap<String, Arc<Count>>>,
    /// Grows with every live query begun; 0 before the first.
    watching: watch::Sender<u64>,
    tasks: Mutex<Vec<JoinHandle<()>>>,
}

/// One survey's figures.
#[derive(Debug)]
struct Count {
    survey: Survey,
    state: Mutex<State>,
    /// Where a moving figure could tell who has just answered.
    held: Option<Mutex<Held>>,
    changed: Notify,
    /// The results as JSON, serialised once for all listeners.
    frame: watch::Sender<Arc<str>>,
    /// Held while scanning, so that two who ask at once scan once.
    scanning: tokio::sync::Mutex<()>,
}

#[derive(Debug)]
struct State {
    tally: Tally,
    /// Which responses are counted, by the second half of their keys.
    counted: HashSet<u128>,
    /// Deleted before the second look ended: a scan may still bring them.
    deleted: HashSet<u128>,
    /// The live query during which the scan was complete.
    complete: Option<u64>,
    /// Whether the second look has followed it.
    settled: bool,
    results: Option<Arc<Results>>,
}

impl Tallies {
    /// Starts watching. Call within a Tokio runtime, and [`Self::stop`] before closing the records.
    pub fn start(records: Records, holding: Holding) -> Self {
        let inner = Arc::new(Inner {
            records,
            holding,
            counts: Mutex::default(),
            watching: watch::Sender::new(0),
            tasks: Mutex::default(),
        });
        let watcher = tokio::spawn(watch_changes(inner.clone()));
        lock(&inner.tasks).push(watcher);
        Self(inner)
    }

    /// Ends all tasks and listeners; the figures stay as they are.
    pub async fn stop(&self) {
        let tasks = std::mem::take(&mut *lock(&self.0.tasks));
        for task in &tasks {
            task.abort();
        }
        for task in tasks {
            // Being aborted is what it should be.
            let _aborted = task.await;
        }
        lock(&self.0.counts).clear();
    }

    /// The figures of a survey; nothing when there is no such survey.
    ///
    /// # Errors
    ///
    /// Those of the database, while scanning for the first time.
    pub async fn results(&self, slug: &str) -> Result<Option<Arc<Results>>, StoreError> {
        Ok(self.count(slug).await?.map(|count| count.results()))
    }

    /// The figures as JSON and every later change of them, at most four a second; nothing when there is no such survey.
    ///
    /// # Errors
    ///
    /// Those of the database, while scanning for the first time.
    pub async fn subscribe(&self, slug: &str) -> Result<Option<watch::Receiver<Arc<str>>>, StoreError> {
        let Some(count) = self.count(slug).await? else { return Ok(None) };
        let receiver = count.frame.subscribe();
        // Frames are not made while nobody listens.
        count.publish();
        Ok(Some(receiver))
    }

    /// Shows what was held back until the day's end, and forgets surveys that are run on other terms now: they are counted
    /// anew when somebody asks. Called by the housekeeping.
    pub async fn look_again(&self) {
        let counts: Vec<Arc<Count>> = lock(&self.0.counts).values().cloned().collect();
        for count in counts {
            let slug = &count.survey.slug;
            match self.0.records.survey(slug).await {
                Ok(Some(stored)) if stored.hides_moments() == count.held.is_some() => count.publish(),
                Ok(_) => drop(lock(&self.0.counts).remove(slug)),
                Err(error) => tracing::warn!(%error, "the terms of a survey cannot be read"),
            }
        }
    }

    /// Forgets what was shown of a survey, here and in the file beside the database: its responses are erased.
    pub fn forget(&self, slug: &str) {
        crate::held::forget(slug, &self.0.holding);
        let count = lock(&self.0.counts).get(slug).cloned();
        if let Some(count) = count {
            if let Some(held) = &count.held {
                lock(held).forget();
            }
            count.publish();
        }
    }

    async fn count(&self, slug: &str) -> Result<Option<Arc<Count>>, StoreError> {
        let known = lock(&self.0.counts).get(slug).cloned();
        let count = if let Some(count) = known {
            count
        } else {
            let Some(stored) = self.0.records.survey(slug).await? else { return Ok(None) };
            self.0.enter(slug, stored)
        };
        count.scan(&self.0).await?;
        Ok(Some(count))
    }
}

impl Inner {
    fn enter(self: &Arc<Self>, slug: &str, stored: StoredSurvey) -> Arc<Count> {
        let mut counts = lock(&self.counts);
        if let Some(count) = counts.get(slug) {
            return count.clone();
        }
        let count = Arc::new(Count {
            state: Mutex::new(State::new(&stored.survey)),
            held: stored
                .hides_moments()
                .then(|| Mutex::new(Held::new(slug, stored.terms.smallest_cell, &self.holding))),
            survey: stored.survey,
            changed: Notify::new(),
            frame: watch::Sender::new(Arc::from("")),
            scanning: tokio::sync::Mutex::default(),
        });
        counts.insert(slug.to_owned(), count.clone());
        lock(&self.tasks).push(tokio::spawn(publish_changes(count.clone())));
        count
    }
}

impl State {
    fn new(survey: &Survey) -> Self {
        Self {
            tally: Tally::new(survey),
            counted: HashSet::new(),
            deleted: HashSet::new(),
            complete: None,
            settled: false,
            results: None,
        }
    }

    /// Counts a response in; says whether it was new.
    fn add(&mut self, survey: &Survey, response: &Response) -> bool {
        let key = half(&response.key);
        let new = !self.deleted.contains(&key) && self.counted.insert(key);
        if new {
            self.tally.add(survey, &response.answers);
        }
        new
    }
}

impl Count {
    /// What may be shown of the figures.
    fn results(&self) -> Arc<Results> {
        let live = self.live();
        match &self.held {
            None => live,
            Some(held) => lock(held).show(&live, || Tally::new(&self.survey).results(&self.survey)),
        }
    }

    fn live(&self) -> Arc<Results> {
        let mut state = lock(&self.state);
        if let Some(results) = &state.results {
            return results.clone();
        }
        let results = Arc::new(state.tally.results(&self.survey));
        state.results = Some(results.clone());
        results
    }

    /// Makes a frame, unless a scan is under way or the figures are those of the last one.
    fn publish(&self) {
        if self.frame.receiver_count() == 0 || lock(&self.state).complete.is_none() {
            return;
        }
        match serde_json::to_string(&*self.results()) {
            Ok(json) => {
                self.frame.send_if_modified(|last| {
                    let news = **last != *json;
                    if news {
                        *last = Arc::from(json);
                    }
                    news
                });
            }
            Err(error) => tracing::error!(survey = self.survey.slug, %error, "results do not serialise"),
        }
    }

    /// Counts everything there is, unless that was done under the present live query.
    async fn scan(self: &Arc<Self>, inner: &Arc<Inner>) -> Result<(), StoreError> {
        let _one_at_a_time = self.scanning.lock().await;
        let mut watching = inner.watching.subscribe();
        let begun = async { watching.wait_for(|times| *times > 0).await.map(|times| *times) };
        let Ok(Ok(times)) = tokio::time::timeout(PATIENCE, begun).await else { return Err(StoreError::Unreachable) };
        {
            let mut state = lock(&self.state);
            if state.complete == Some(times) {
                return Ok(());
            }
            *state = State::new(&self.survey);
        }
        self.read(inner).await?;
        {
            let mut state = lock(&self.state);
            state.complete = Some(times);
            state.results = None;
        }
        self.publish();
        let mut tasks = lock(&inner.tasks);
        tasks.retain(|task| !task.is_finished());
        tasks.push(tokio::spawn(look_twice(inner.clone(), self.clone(), times)));
        Ok(())
    }

    /// Counts in what is stored and not counted yet; gives the second halves of their keys.
    async fn read(&self, inner: &Inner) -> Result<Vec<u128>, StoreError> {
        let mut new = Vec::new();
        for beginning in inner.records.shares_of_responses(&self.survey.slug).await? {
            let share = inner.records.responses_beginning(&self.survey.slug, &beginning).await?;
            let mut state = lock(&self.state);
            new.extend(
                share.iter().filter(|response| state.add(&self.survey, response)).map(|response| half(&response.key)),
            );
        }
        Ok(new)
    }

    /// The second look after a scan.
    async fn settle(&self, inner: &Inner, times: u64) -> Result<(), StoreError> {
        let _one_at_a_time = self.scanning.lock().await;
        if lock(&self.state).complete != Some(times) {
            return Ok(());
        }
        let new = self.read(inner).await?;
        {
            let mut state = lock(&self.state);
            state.settled = true;
            state.deleted = HashSet::new();
            if !new.is_empty() {
                state.results = None;
            }
        }
        if !new.is_empty() {
            self.moved(&new);
        }
        Ok(())
    }

    /// Responses came or went.
    fn moved(&self, keys: &[u128]) {
        if let Some(held) = &self.held {
            let mut held = lock(held);
            for key in keys {
                held.count(*key);
            }
        }
        self.changed.notify_one();
    }

    /// Counts one change in.
    fn take(&self, change: &ResponseChange) {
        let mut state = lock(&self.state);
        state.results = None;
        let key = half(&change.response.key);
        match change.kind {
            ChangeKind::Created => {
                state.deleted.remove(&key);
                let _known = state.add(&self.survey, &change.response);
            }
            ChangeKind::Deleted => {
                if state.counted.remove(&key) {
                    state.tally.remove(&self.survey, &change.response.answers);
                }
                if !state.settled {
                    state.deleted.insert(key);
                }
            }
            // The answers before are not told, so only a new scan knows.
            ChangeKind::Updated => state.complete = None,
        }
        drop(state);
        self.moved(&[key]);
    }
}

/// The last 32 of a key's hexadecimal digits: enough to tell responses apart.
fn half(key: &str) -> u128 {
    key.get(32..).and_then(|digits| u128::from_str_radix(digits, 16).ok()).unwrap_or_default()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn watch_changes(inner: Arc<Inner>) {
    let mut pause = Duration::from_millis(100);
    loop {
        match inner.records.watch_responses().await {
            Ok(mut changes) => {
                inner.watching.send_modify(|times| *times += 1);
                pause = Duration::from_millis(100);
                rescan(&inner);
                while let Some(Ok(change)) = changes.next().await {
                    let count = lock(&inner.counts).get(&change.response.survey).cloned();
                    if let Some(count) = count {
                        count.take(&change);
                        if change.kind == ChangeKind::Updated {
                            tokio::spawn(scan_logged(inner.clone(), count));
                        }
                    }
                }
                tracing::warn!("the live query ended; everything is counted again");
            }
            Err(error) => tracing::warn!(%error, "no live query; trying again"),
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(Duration::from_secs(5));
    }
}

/// After a break: counts all known surveys again, without keeping the live query waiting.
fn rescan(inner: &Arc<Inner>) {
    let counts: Vec<Arc<Count>> = lock(&inner.counts).values().cloned().collect();
    for count in counts {
        tokio::spawn(scan_logged(inner.clone(), count));
    }
}

async fn scan_logged(inner: Arc<Inner>, count: Arc<Count>) {
    if let Err(error) = count.scan(&inner).await {
        tracing::warn!(survey = count.survey.slug, %error, "counting again failed; the next question tries anew");
    }
}

async fn look_twice(inner: Arc<Inner>, count: Arc<Count>, times: u64) {
    tokio::time::sleep(SECOND_LOOK).await;
    if let Err(error) = count.settle(&inner, times).await {
        tracing::warn!(survey = count.survey.slug, %error, "the second look at the responses failed");
    }
}

async fn publish_changes(count: Arc<Count>) {
    loop {
        count.changed.notified().await;
        count.publish();
        tokio::time::sleep(FRAME).await;
    }
}
