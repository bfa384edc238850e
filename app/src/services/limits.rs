//! Rate limits: who does too much is told when to come back. Those of frequent things live in memory and forget within
//! minutes; attempts at accounts and codes are kept, see [`super::attempts`].

use std::hash::Hash;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use sha2::{Digest as _, Sha256};
use store::{Records, StoreError};
use thiserror::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

use super::addresses::Neighbourhood;
use super::attempts::{Attempts, Bucket};
use super::clock::Clock;
use super::settings::Quotas;
use super::vault::Vault;

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
    attempts: Attempts,
    sign_ins: u32,
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
/// Second steps of one account within five minutes. Only who knows the password gets there.
const SECOND_STEPS: u32 = 6;
/// Mails that one address, or one account, may cause within an hour.
const MAILS_FROM_ADDRESS: u32 = 20;
const MAILS_TO_ACCOUNT: u32 = 5;
/// Links and codes that one address may try within ten minutes.
const CODES_FROM_ADDRESS: u32 = 40;
const TEN_MINUTES: Duration = Duration::from_mins(10);

impl Limits {
    /// Fresh limits: nobody has done anything yet.
    pub fn new(quotas: &Quotas, clock: &Clock, vault: &Vault) -> Self {
        let per_minute = Quota::per_minute(quotas.responses_per_minute).allow_burst(quotas.responses_burst);
        // Every step of a form is one change; nobody fills sixty pages a minute.
        let changes = Quota::per_second(at_least_one(10)).allow_burst(at_least_one(400));
        Self(Arc::new(Inner {
            clock: clock.clone(),
            responses: limiter(per_minute, clock),
            changes: limiter(changes, clock),
            keys: limiter(Quota::per_second(quotas.key_per_second), clock),
            attempts: Attempts::new(clock, vault),
            sign_ins: quotas.sign_ins.get(),
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

    /// Before a password is checked. A browser from which the person has signed in before (`device`) counts for itself: what
    /// others try, from wherever, cannot lock the person out there. A new browser becomes known by a link from a mail, which no
    /// attempt at a password keeps from coming.
    ///
    /// # Errors
    ///
    /// [`TooMany`].
    pub fn sign_in(&self, email: &str, address: Neighbourhood, device: Option<&str>) -> Result<(), TooMany> {
        let account = email.trim().to_lowercase();
        let (account, address) = (account.as_bytes(), address.bytes());
        match device {
            Some(device) => self.0.attempts.take(&[Bucket::new(
                "sign in, known browser",
                &[account, device.as_bytes()],
                ACCOUNT_FROM_ADDRESS,
                FIVE_MINUTES,
            )]),
            None => self.0.attempts.take(&[
                Bucket::new("sign in, address", &[&address], self.0.sign_ins, FIVE_MINUTES),
                Bucket::new("sign in, account and address", &[account, &address], ACCOUNT_FROM_ADDRESS, FIVE_MINUTES),
                Bucket::new("sign in, account", &[account], ACCOUNT, HOUR),
            ]),
        }
    }

    /// Before a code of the second step, or the password of somebody who is signed in, is checked.
    ///
    /// # Errors
    ///
    /// [`TooMany`].
    pub fn second_step(&self, account: Uuid) -> Result<(), TooMany> {
        let account = account.as_bytes();
        self.0.attempts.take(&[Bucket::new("second step", &[account], SECOND_STEPS, FIVE_MINUTES)])
    }

    /// Before a mail is sent to somebody whose address a stranger has given.
    ///
    /// # Errors
    ///
    /// [`TooMany`] for an address from which too much comes. That an account has had enough mails is told by `Ok(false)`, and to
    /// nobody else.
    pub fn mail_to(&self, email: &str, address: Neighbourhood) -> Result<bool, TooMany> {
        let account = email.trim().to_lowercase();
        self.0.attempts.take(&[Bucket::new("mail, address", &[&address.bytes()], MAILS_FROM_ADDRESS, HOUR)])?;
        let to_account = Bucket::new("mail, account", &[account.as_bytes()], MAILS_TO_ACCOUNT, HOUR);
        Ok(self.0.attempts.take(&[to_account]).is_ok())
    }

    /// Before a code that somebody brings is looked up, and after a link that was wrong.
    ///
    /// # Errors
    ///
    /// [`TooMany`].
    pub fn code_from(&self, address: Neighbourhood) -> Result<(), TooMany> {
        self.0.attempts.take(&[Bucket::new("code, address", &[&address.bytes()], CODES_FROM_ADDRESS, TEN_MINUTES)])
    }

    /// Takes up what was attempted before the process began. Called once, before requests come.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn remember(&self, records: &Records) -> Result<(), StoreError> {
        self.0.attempts.remember(records).await
    }

    /// Keeps what was attempted since the last time. Called every few seconds, and when the process ends.
    ///
    /// # Errors
    ///
    /// Those of the database; the next call keeps it then.
    pub async fn keep(&self, records: &Records) -> Result<(), StoreError> {
        self.0.attempts.keep(records).await
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
        self.0.attempts.forget_idle();
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
        (Limits::new(&Quotas::default(), &clock, &Vault::in_memory()), clock)
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
            assert!(limits.sign_in("a@example.org", from(1), None).is_ok());
        }
        assert!(limits.sign_in(" A@Example.org", from(1), None).is_err());
        assert!(limits.sign_in("a@example.org", from(1), Some("her browser")).is_ok(), "behind the same address, too");
        assert!(limits.sign_in("a@example.org", from(2), None).is_ok());
        clock.advance(FIVE_MINUTES);
        assert!(limits.sign_in("a@example.org", from(1), None).is_ok());
        limits.forget_idle();
    }

    #[test]
    fn guessing_from_everywhere_ends_and_leaves_known_browsers_alone() {
        let (limits, _clock) = limits();
        let guesses = (0..=255).flat_map(|last| std::iter::repeat_n(from(last), 2));
        let refused = guesses.filter(|address| limits.sign_in("a@example.org", *address, None).is_err()).count();
        assert_eq!(refused, 512 - 300);
        assert!(limits.sign_in("a@example.org", from(1), Some("her browser")).is_ok());
        for _ in 1..ACCOUNT_FROM_ADDRESS {
            assert!(limits.sign_in("a@example.org", from(1), Some("her browser")).is_ok());
        }
        assert!(
            limits.sign_in("a@example.org", from(1), Some("her browser")).is_err(),
            "a stolen cookie is limited, too"
        );
    }
}
