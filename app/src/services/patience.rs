//! In place of riddles: in a survey that is open to everybody, answering takes as long as people take at the very least. Whoever
//! was quicker is asked to send once more; nothing is lost.
//!
//! When a draft was begun stands in the draft itself, sealed for its submission. The server remembers nothing, and with the
//! draft the time is forgotten.

use std::sync::Arc;

use domain::draft::{Beginning, Draft};
use domain::sealing::{fingerprint, hexadecimal};

use super::clock::Clock;
use super::vault::{Key, Vault};

/// Knows how long answering takes at least. Cheap to clone.
#[derive(Clone)]
pub struct Patience(Arc<Inner>);

struct Inner {
    clock: Clock,
    key: Key,
    seconds: i64,
}

impl std::fmt::Debug for Patience {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Patience(…)")
    }
}

impl Patience {
    /// Answering takes as many seconds at least.
    pub fn new(seconds: u32, clock: &Clock, vault: &Vault) -> Self {
        let key = vault.key("limits").unwrap_or_else(|error| {
            tracing::error!(%error, "the key of the limits cannot be read: drafts begin anew with the next process");
            Key::random()
        });
        Self(Arc::new(Inner { clock: clock.clone(), key, seconds: i64::from(seconds) }))
    }

    /// Notes in the draft that it begins now, unless it has begun.
    pub fn begin(&self, survey: &str, draft: &mut Draft) {
        if self.begun(survey, draft).is_none() {
            let at = self.now();
            draft.begun = Some(Beginning { at, seal: self.seal(survey, draft, at) });
        }
    }

    /// Whether the draft was begun long enough ago to be sent.
    pub fn is_enough(&self, survey: &str, draft: &Draft) -> bool {
        self.begun(survey, draft).is_some_and(|at| self.now() - at >= self.0.seconds)
    }

    /// When it was begun, if we have sealed that.
    fn begun(&self, survey: &str, draft: &Draft) -> Option<i64> {
        let begun = draft.begun.as_ref()?;
        // Compared by their fingerprints: equal or not, it takes the same time.
        let expected = fingerprint(self.seal(survey, draft, begun.at).as_bytes());
        (expected == fingerprint(begun.seal.as_bytes())).then_some(begun.at)
    }

    fn seal(&self, survey: &str, draft: &Draft, at: i64) -> String {
        let thing = [draft.submission.as_bytes().as_slice(), at.to_le_bytes().as_slice(), survey.as_bytes()].concat();
        hexadecimal(&self.0.key.derive::<16>("beginning", &thing))
    }

    /// Whole seconds: nothing finer is needed.
    fn now(&self) -> i64 {
        self.0.clock.now().timestamp()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_beginning_is_not_made_up_nor_taken_from_another_draft() {
        let clock = Clock::standing_at(chrono::DateTime::UNIX_EPOCH + chrono::TimeDelta::days(20_000));
        let patience = Patience::new(3, &clock, &Vault::in_memory());
        let mut draft = Draft::new(Uuid::from_u128(1));
        assert!(!patience.is_enough("bedarf", &draft));
        patience.begin("bedarf", &mut draft);
        let first = draft.clone();
        clock.advance(Duration::from_secs(2));
        patience.begin("bedarf", &mut draft);
        assert_eq!(draft, first, "it begins once");
        assert!(!patience.is_enough("bedarf", &draft));
        clock.advance(Duration::from_secs(1));
        assert!(patience.is_enough("bedarf", &draft));
        assert!(!patience.is_enough("anders", &draft), "of another survey");
        let other = Draft { submission: Uuid::from_u128(2), ..draft.clone() };
        assert!(!patience.is_enough("bedarf", &other), "of another submission");
        let mut earlier = draft.clone();
        if let Some(begun) = &mut earlier.begun {
            begun.at -= 60;
        }
        assert!(!patience.is_enough("bedarf", &earlier), "made up");
        patience.begin("bedarf", &mut earlier);
        clock.advance(Duration::from_secs(3));
        assert!(patience.is_enough("bedarf", &earlier), "begun anew");
    }
}
