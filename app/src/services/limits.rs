//! Rate limits: who does too much is told when to come back. A restart forgets none: what is frequent is remembered by
//! [`super::visits`], attempts at accounts and codes by [`super::attempts`].

use std::sync::Arc;
use std::time::Duration;

use store::{Records, StoreError};
use thiserror::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

use super::addresses::Neighbourhood;
use super::attempts::{Attempts, Bucket};
use super::clock::Clock;
use super::settings::Quotas;
use super::vault::Vault;
use super::visits::Visits;

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
    quotas: Quotas,
    visits: Visits,
    attempts: Attempts,
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
const DAY: Duration = Duration::from_hours(24);
/// Changes of drafts that one address may make in a row, and how soon each of them comes back. Every step of a form is one;
/// nobody fills sixty pages a minute.
const CHANGES_FROM_ADDRESS: u32 = 400;
const CHANGE: Duration = Duration::from_millis(100);

impl Limits {
    /// What was done before the process began is known of addresses at once, and of attempts after [`Self::remember`].
    pub fn new(quotas: &Quotas, clock: &Clock, vault: &Vault) -> Self {
        Self(Arc::new(Inner {
            quotas: *quotas,
            visits: Visits::new(clock, vault),
            attempts: Attempts::new(clock, vault),
            listeners: Arc::new(Semaphore::new(usize::try_from(quotas.listeners).unwrap_or(Semaphore::MAX_PERMITS))),
        }))
    }

    /// Before a response is taken from this address without a key.
    ///
    /// # Errors
    ///
    /// [`TooMany`]; so with all of these.
    pub fn response_from(&self, address: Neighbourhood) -> Result<(), TooMany> {
        let burst = self.0.quotas.responses_burst.get();
        let each = Duration::from_mins(1) / self.0.quotas.responses_per_minute.get();
        self.0.visits.take(&[Bucket::new("response", &[&address.bytes()], burst, each * burst)])
    }

    /// Before a draft is changed from this address.
    ///
    /// # Errors
    ///
    /// [`TooMany`].
    pub fn change_from(&self, address: Neighbourhood) -> Result<(), TooMany> {
        let (count, period) = (CHANGES_FROM_ADDRESS, CHANGE * CHANGES_FROM_ADDRESS);
        self.0.visits.take(&[Bucket::new("change", &[&address.bytes()], count, period)])
    }

    /// Before a new draft is kept for somebody at this address. Drafts stay for weeks, so there may not be any number of them.
    ///
    /// # Errors
    ///
    /// [`TooMany`].
    pub fn draft_from(&self, address: Neighbourhood) -> Result<(), TooMany> {
        let count = self.0.quotas.drafts_per_day.get();
        self.0.visits.take(&[Bucket::new("draft", &[&address.bytes()], count, DAY)])
    }

    /// Before something is done with the key of this hash.
    ///
    /// # Errors
    ///
    /// [`TooMany`].
    pub fn use_of_key(&self, hash: &str) -> Result<(), TooMany> {
        let count = self.0.quotas.key_per_second.get();
        self.0.visits.take(&[Bucket::new("key", &[hash.as_bytes()], count, Duration::from_secs(1))])
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
                Bucket::new("sign in, address", &[&address], self.0.quotas.sign_ins.get(), FIVE_MINUTES),
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

    /// Keeps what was done since the last time. Called every few seconds, and when the process ends.
    ///
    /// # Errors
    ///
    /// Those of the database and the file system; the next call keeps it then.
    pub async fn keep(&self, records: &Records) -> Result<(), StoreError> {
        let visits = self.0.visits.keep();
        self.0.attempts.keep(records).await?;
        visits.map_err(|source| StoreError::File { path: "the visits".to_owned(), source })
    }

    /// A place among the listeners to live results, free again when dropped.
    pub fn listen(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.0.listeners).try_acquire_owned().ok()
    }

    /// Forgets everybody who has long done nothing. Called by the housekeeping.
    pub fn forget_idle(&self) {
        self.0.visits.forget_idle();
        self.0.attempts.forget_idle();
    }
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
