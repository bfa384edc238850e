//! The time, for everything on the server that needs it: the system's, or one that a test sets.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate, Utc};

/// Tells the time. Cheap to clone; clones tell the same time.
#[derive(Debug, Clone)]
pub struct Clock(Source);

#[derive(Debug, Clone)]
enum Source {
    /// Running since this instant.
    System(Instant),
    /// Standing at `start`, moved on by as many milliseconds.
    Set { start: DateTime<Utc>, passed: Arc<AtomicI64> },
}

impl Clock {
    /// The system's clock.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the system for the time")]
    pub fn system() -> Self {
        Self(Source::System(Instant::now()))
    }

    /// A clock that stands still until it is moved with [`Self::advance`].
    pub fn standing_at(start: DateTime<Utc>) -> Self {
        Self(Source::Set { start, passed: Arc::default() })
    }

    /// Moves a standing clock on. The system's clock goes its own way.
    pub fn advance(&self, by: Duration) {
        if let Source::Set { passed, .. } = &self.0 {
            passed.fetch_add(i64::try_from(by.as_millis()).unwrap_or(i64::MAX), Ordering::Relaxed);
        }
    }

    /// Now.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the system for the time")]
    pub fn now(&self) -> DateTime<Utc> {
        match &self.0 {
            Source::System(_) => Utc::now(),
            Source::Set { start, passed } => *start + chrono::TimeDelta::milliseconds(passed.load(Ordering::Relaxed)),
        }
    }

    /// Today's date in Duisburg, by which deadlines, windows, reminders and the ends of accounts are judged.
    pub fn today(&self) -> NaiveDate {
        domain::local_time::clock(self.now()).date()
    }

    /// Today's date in UTC: the only time that is kept with a response, and by which figures move. Between midnight and two
    /// o'clock in Duisburg it is still the day before; no figure is finer than that.
    pub fn day_of_responses(&self) -> NaiveDate {
        self.now().date_naive()
    }

    /// How long this clock has been running; never runs backwards, so limits and caches use it.
    pub fn elapsed(&self) -> Duration {
        match &self.0 {
            Source::System(started) => started.elapsed(),
            Source::Set { passed, .. } => {
                Duration::from_millis(u64::try_from(passed.load(Ordering::Relaxed)).unwrap_or_default())
            }
        }
    }
}
