//! Passwords: long and hard to guess, without rules on what they are made of; hashed with Argon2id on threads that stand back, on at
//! most half of the cores.

use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use thiserror::Error;
use thread_priority::{ThreadPriority, ThreadPriorityValue, set_current_thread_priority};
use tokio::sync::{Semaphore, oneshot};
use zxcvbn::feedback::Warning;
use zxcvbn::{Score, zxcvbn};

use super::chance;
pub use crate::account_error::Hint;

/// Fewest characters of a password.
pub const SHORTEST: usize = 12;
/// Most characters of a password; longer ones only cost time.
pub const LONGEST: usize = 128;
/// Most bytes that are looked at at all.
const LONGEST_BYTES: usize = LONGEST * 4;

/// First choice of the OWASP Password Storage Cheat Sheet for Argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// So many at a time at most, however many cores there are: each takes its 19 MiB.
const MOST_AT_ONCE: usize = 8;

/// Why a password cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Unfit {
    /// Fewer characters than [`SHORTEST`].
    #[error("the password needs at least {SHORTEST} characters")]
    TooShort,
    /// Longer than anybody types.
    #[error("the password is longer than {LONGEST} characters")]
    TooLong,
    /// Soon guessed.
    #[error("the password is easy to guess: take several words that do not belong together")]
    TooWeak(Hint),
}

/// Hashes and checks passwords. Cheap to clone; clones share the places.
#[derive(Debug, Clone)]
pub struct Passwords {
    places: Arc<Semaphore>,
    /// What unknown accounts are checked against: the same work, never a match.
    nobody: Arc<str>,
}

impl Default for Passwords {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self {
            places: Arc::new(Semaphore::new((cores / 2).clamp(1, MOST_AT_ONCE))),
            nobody: hash(&chance::text::<32>()).into(),
        }
    }
}

impl Passwords {
    /// The PHC string of a new password.
    ///
    /// # Errors
    ///
    /// [`Unfit`] when it breaks the rules.
    pub async fn hash(&self, password: &str) -> Result<String, Unfit> {
        right_length(password)?;
        let password = password.to_owned();
        Ok(self.beside(move || hash(&password)).await)
    }

    /// The PHC string of a password that a person has chosen: hard to guess also for who knows the person (`about`: name,
    /// address).
    ///
    /// # Errors
    ///
    /// [`Unfit`] when it breaks the rules.
    pub async fn hash_chosen(&self, password: &str, about: &[&str]) -> Result<String, Unfit> {
        right_length(password)?;
        let password = password.to_owned();
        let about: Vec<String> = about.iter().flat_map(|text| words(text)).collect();
        self.beside(move || hard_to_guess(&password, &about).map(|()| hash(&password))).await
    }

    /// Whether `password` belongs to `stored`; without a stored hash it takes as long and is false.
    pub async fn matches(&self, password: &str, stored: Option<&str>) -> bool {
        let known = stored.is_some();
        let stored = stored.unwrap_or(&self.nobody).to_owned();
        let password: String = if password.len() > LONGEST_BYTES { String::new() } else { password.to_owned() };
        let fits = self
            .beside(move || {
                PasswordHash::new(&stored)
                    .is_ok_and(|stored| argon2().verify_password(password.as_bytes(), &stored).is_ok())
            })
            .await;
        fits && known
    }

    /// Works on a thread of its own that stands back: who reads a page does not wait for who signs in.
    async fn beside<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let place = Arc::clone(&self.places).acquire_owned().await;
        let (finished, done) = oneshot::channel();
        let thread = std::thread::Builder::new().name("password".to_owned()).spawn(move || {
            let _place = place;
            stand_back();
            // Nobody waits any more when a connection was lost.
            let _ = finished.send(catch_unwind(AssertUnwindSafe(work)));
        });
        if let Err(error) = thread {
            panic!("no thread for a password: {error}");
        }
        match done.await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(panicked)) => resume_unwind(panicked),
            Err(_) => unreachable!("the thread sends before it ends"),
        }
    }
}

/// This thread gets a tenth of the time of others where they want it, and all of it where they do not. Where that cannot be asked
/// for, it runs like them.
fn stand_back() {
    // A niceness of 9. Only when nothing else runs at all (SCHED_IDLE) is no better for readers, and on a machine that is busy
    // without a pause it makes a sign-in take seconds.
    if let Ok(low) = ThreadPriorityValue::try_from(25) {
        let _ = set_current_thread_priority(ThreadPriority::Crossplatform(low));
    }
}

fn right_length(password: &str) -> Result<(), Unfit> {
    match password.chars().count() {
        length if length < SHORTEST => Err(Unfit::TooShort),
        length if length > LONGEST => Err(Unfit::TooLong),
        _ => Ok(()),
    }
}

/// A text, and the words in it that are long enough to matter.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|letter: char| !letter.is_alphanumeric()).filter(|part| part.chars().count() >= 3);
    std::iter::once(text).chain(parts).map(str::to_lowercase).collect()
}

fn hard_to_guess(password: &str, about: &[String]) -> Result<(), Unfit> {
    let known: Vec<&str> =
        about.iter().map(String::as_str).chain(["teilhabe", "duisburg", "passwort", "kennwort"]).collect();
    let estimate = zxcvbn(password, &known);
    if estimate.score() >= Score::Three {
        return Ok(());
    }
    let lower = password.to_lowercase();
    let personal = about.iter().any(|word| word.chars().count() >= 4 && lower.contains(word.as_str()));
    let warning = estimate.feedback().and_then(zxcvbn::feedback::Feedback::warning);
    Err(Unfit::TooWeak(match warning {
        _ if personal => Hint::Personal,
        Some(
            Warning::RepeatsLikeAaaAreEasyToGuess
            | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess
            | Warning::SequencesLikeAbcAreEasyToGuess
            | Warning::StraightRowsOfKeysAreEasyToGuess
            | Warning::ShortKeyboardPatternsAreEasyToGuess,
        ) => Hint::Pattern,
        Some(Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess) => Hint::Date,
        _ => Hint::Common,
    }))
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).unwrap_or(Params::DEFAULT);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash(password: &str) -> String {
    argon2()
        .hash_password_with_salt(password.as_bytes(), &chance::bytes::<16>())
        .unwrap_or_else(|error| panic!("argon2 with constant parameters: {error}"))
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only() {
        let passwords = Passwords::default();
        let stored = passwords.hash("ein langes Kennwort").await.expect("long enough");
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(passwords.matches("ein langes Kennwort", Some(&stored)).await);
        assert!(!passwords.matches("ein anderes Kennwort", Some(&stored)).await);
        assert!(!passwords.matches("ein langes Kennwort", None).await);
        assert!(!passwords.matches("ein langes Kennwort", Some("no hash at all")).await);
        assert_eq!(passwords.hash("kurz").await, Err(Unfit::TooShort));
        assert_eq!(passwords.hash(&"ä".repeat(129)).await, Err(Unfit::TooLong));
    }

    #[test]
    fn long_is_not_enough() {
        let about: Vec<String> = ["Ayşe Yılmaz", "ayse.yilmaz@verein.example"].into_iter().flat_map(words).collect();
        let hint = |password: &str| match hard_to_guess(password, &about) {
            Err(Unfit::TooWeak(hint)) => Some(hint),
            _ => None,
        };
        assert_eq!(hint("aaaaaaaaaaaaaaaa"), Some(Hint::Pattern));
        assert_eq!(hint("yilmazyilmaz"), Some(Hint::Personal));
        assert_eq!(hint("password1234"), Some(Hint::Common));
        assert_eq!(hint("duisburgteilhabe"), Some(Hint::Common));
        assert_eq!(hint("vier Igel tanzen Montags"), None);
        assert_eq!(hint("kırmızı bisiklet uçuyor"), None);
    }
}
