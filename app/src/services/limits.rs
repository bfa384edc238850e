//! Rate limits: who does too much is told when to come back. All of them live in memory and forget within minutes.

use std::hash::Hash;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use sha2::{Digest as _, Sha256};
use thiserror::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::addresses::Neighbourhood;
use super::clock::Clock;
use super::settings::Quotas;

type Limiter<K> = RateLimiter<K, DashMapStateStore<K>, Clock, NoOpMiddleware<Duration>>;
/// Of something that is not kept in clear, such as an e-mail address.
type Fingerprint = [u8; 16];

/// Too much; come back later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("too many requests; try again in {after_seconds} seconds")]
pub struct TooMany {
    /// When trying again makes sense.
    pub after_seconds: u64,
}

/// All limits of the process. Cheap to clone; clones count together.
#[derive(Clone)]
pub struct Limits(Arc<Inner>);

struct Inner {
    clock: Clock,
    responses: Limiter<Neighbourhood>,
    changes: Limiter<Neighbourhood>,
    keys: Limiter<Fingerprint>,
    sign_ins: Limiter<Neighbourhood>,
    sign_ins_to_account_from: Limiter<(Fingerprint, Neighbourhood)>,
    sign_ins_to_account: Limiter<Fingerprint>,
    listeners: Arc<Semaphore>,
}

impl std::fmt::Debug for Limits {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Limits(…)")
    }
}

const FIVE_MINUTES: Duration = Duration::from_mins(5);
const HOUR: Duration = Duration::from_hours(1);
/// Attempts for one account from one address within five minutes.
const ACCOUNT_FROM_ADDRESS: u32 = 10;
/// Attempts for one account from everywhere within an hour: high, so that nobody locks another person out, and low
/// enough that guessing stays hopeless.
const ACCOUNT: u32 = 300;

impl Limits {
    /// Fresh limits: nobody has done anything yet.
    pub fn new(quotas: &Quotas, clock: &Clock) -> Self {
        let per_minute = Quota::per_minute(quotas.responses_per_minute).allow_burst(quotas.responses_burst);
        // Every step of a form is one change; nobody fills sixty pages a minute.
        let changes = Quota::per_second(at_least_one(10)).allow_burst(at_least_one(400));
        Self(Arc::new(Inner {
            clock: clock.clone(),
            responses: limiter(per_minute, clock),
            changes: limiter(changes, clock),
            keys: limiter(Quota::per_second(quotas.key_per_second), clock),
            sign_ins: limiter(within(FIVE_MINUTES, quotas.sign_ins), clock),
            sign_ins_to_account_from: limiter(within(FIVE_MINUTES, at_least_one(ACCOUNT_FROM_ADDRESS)), clock),
            sign_ins_to_account: limiter(within(HOUR, at_least_one(ACCOUNT)), clock),
            listeners: Arc::new(Semaphore::new(usize::try_from(quotas.listeners).unwrap_or(Semaphore::MAX_PERMITS))),
        }))
    }

    /// Before a response is taken from this address without a key.
    ///
    /// # Errors
    ///
    /// [`TooMany`]; so with all of these.
    pub fn response_from(&self, address: Neighbourhood) -> Result<(), TooMany> {
        self.check(&self.0.responses, &address)
    }

    /// Before a draft is changed from this address.
    ///
    /// # Errors
    ///
    /// [`TooMany`].
    pub fn change_from(&self, address: Neighbourhood) -> Result<(), TooMany> {
        self.check(&self.0.changes, &address)
    }

    /// Before something is done with the key of this hash.
    ///
    /// # Errors
    ///
    /// [`TooMany`].
    pub fn use_of_key(&self, hash: &str) -> Result<(), TooMany> {
        self.check(&self.0.keys, &fingerprint(hash))
    }

    /// Before a password is checked.
    ///
    /// # Errors
    ///
    /// [`TooMany`].
    pub fn sign_in(&self, email: &str, address: Neighbourhood) -> Result<(), TooMany> {
        let account = fingerprint(&email.trim().to_lowercase());
        self.check(&self.0.sign_ins, &address)?;
        self.check(&self.0.sign_ins_to_account_from, &(account, address))?;
        self.check(&self.0.sign_ins_to_account, &account)
    }

    /// A place among the listeners to live results, free again when dropped.
    pub fn listen(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.0.listeners).try_acquire_owned().ok()
    }

    /// Forgets everybody who has long done nothing. Called by the housekeeping.
    pub fn forget_idle(&self) {
        self.0.responses.retain_recent();
        self.0.changes.retain_recent();
        self.0.keys.retain_recent();
        self.0.sign_ins.retain_recent();
        self.0.sign_ins_to_account_from.retain_recent();
        self.0.sign_ins_to_account.retain_recent();
    }

    fn check<K: Hash + Eq + Clone>(&self, limiter: &Limiter<K>, key: &K) -> Result<(), TooMany> {
        limiter.check_key(key).map_err(|early| {
            let wait = early.wait_time_from(self.0.clock.elapsed());
            TooMany { after_seconds: wait.as_secs() + 1 }
        })
    }
}

fn limiter<K: Hash + Eq + Clone>(quota: Quota, clock: &Clock) -> Limiter<K> {
    RateLimiter::new(quota, DashMapStateStore::default(), clock.clone())
}

/// `count` in a row, all of them available again after `period`.
fn within(period: Duration, count: NonZeroU32) -> Quota {
    Quota::with_period(period / count.get()).map_or_else(|| Quota::per_second(count), |quota| quota.allow_burst(count))
}

fn at_least_one(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN)
}

fn fingerprint(text: &str) -> Fingerprint {
    let mut fingerprint = [0; 16];
    fingerprint.copy_from_slice(&Sha256::digest(text)[..16]);
    fingerprint
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    fn from(last: u8) -> Neighbourhood {
        IpAddr::from([192, 0, 2, last]).into()
    }

    fn limits() -> (Limits, Clock) {
        let clock = Clock::standing_at(chrono::DateTime::UNIX_EPOCH);
        (Limits::new(&Quotas::default(), &clock), clock)
    }

    #[test]
    fn an_office_behind_one_address_can_answer_at_once_and_a_flood_cannot() {
        let (limits, clock) = limits();
        assert!((0..60).all(|_| limits.response_from(from(1)).is_ok()));
        let refused = limits.response_from(from(1)).expect_err("one too many");
        assert!((1..=2).contains(&refused.after_seconds));
        assert!(limits.response_from(from(2)).is_ok(), "others are not held back");
        clock.advance(Duration::from_secs(refused.after_seconds));
        assert!(limits.response_from(from(1)).is_ok());
    }

    #[test]
    fn guessing_at_one_account_does_not_lock_its_owner_out_elsewhere() {
        let (limits, clock) = limits();
        for _ in 0..ACCOUNT_FROM_ADDRESS {
            assert!(limits.sign_in("a@example.org", from(1)).is_ok());
        }
        assert!(limits.sign_in(" A@Example.org", from(1)).is_err());
        assert!(limits.sign_in("a@example.org", from(2)).is_ok());
        clock.advance(FIVE_MINUTES);
        assert!(limits.sign_in("a@example.org", from(1)).is_ok());
        limits.forget_idle();
    }
}
