//! How much two texts are alike, for finding an edited paragraph again and for offering similar amendments before one is sent.
//!
//! The measure is Dice's coefficient over words, in lower case, each as often as it stands there:
//! `2 · common / (words of one + words of the other)`; 0 is nothing in common, 1 is the same words in any order.
//! Source: L. R. Dice, Measures of the Amount of Ecologic Association Between Species, Ecology 26 (1945).

use serde::{Deserialize, Serialize};

use super::token::{TokenKind, tokens};

/// The words of a text, ready to be compared many times.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Fingerprint(Vec<u64>);

impl Fingerprint {
    /// Of this text.
    pub fn of(text: &str) -> Self {
        let words = tokens(text).into_iter().filter(|token| token.kind == TokenKind::Word);
        let mut words: Vec<u64> = words.map(|token| hash(token.text)).collect();
        words.sort_unstable();
        Self(words)
    }

    /// Number of words.
    pub fn words(&self) -> usize {
        self.0.len()
    }

    /// From 0 (nothing in common) to 1 (the same words). Two texts without words are the same.
    pub fn similarity(&self, other: &Self) -> f64 {
        if self.0.is_empty() && other.0.is_empty() {
            return 1.0;
        }
        let (mut common, mut a, mut b) = (0, 0, 0);
        while let (Some(one), Some(two)) = (self.0.get(a), other.0.get(b)) {
            match one.cmp(two) {
                std::cmp::Ordering::Less => a += 1,
                std::cmp::Ordering::Greater => b += 1,
                std::cmp::Ordering::Equal => (common, a, b) = (common + 1, a + 1, b + 1),
            }
        }
        share(2 * common, self.0.len() + other.0.len())
    }

    /// The most that [`Self::similarity`] can be, by the number of words alone.
    pub fn at_most(&self, other: &Self) -> f64 {
        let (fewer, more) = (self.0.len().min(other.0.len()), self.0.len().max(other.0.len()));
        if more == 0 { 1.0 } else { share(2 * fewer, fewer + more) }
    }
}

/// How much two texts are alike, from 0 to 1.
pub fn similarity(one: &str, other: &str) -> f64 {
    Fingerprint::of(one).similarity(&Fingerprint::of(other))
}

/// The candidates at least this much like the text, the most similar first; equally similar ones in their order.
pub fn most_similar<T>(
    text: &str,
    candidates: impl IntoIterator<Item = (T, Fingerprint)>,
    least: f64,
) -> Vec<(T, f64)> {
    let wanted = Fingerprint::of(text);
    let mut found: Vec<(T, f64)> = candidates
        .into_iter()
        .map(|(which, candidate)| (which, wanted.similarity(&candidate)))
        .filter(|(_, how)| *how >= least)
        .collect();
    found.sort_by(|one, other| other.1.total_cmp(&one.1));
    found
}

#[expect(clippy::cast_precision_loss, reason = "words of a text are far below 2^52")]
fn share(part: usize, base: usize) -> f64 {
    part as f64 / base as f64
}

/// FNV-1a, 64 bits, of the word in lower case: the same on every machine, and good enough where a clash costs a little likeness.
fn hash(word: &str) -> u64 {
    word.chars().flat_map(char::to_lowercase).fold(0xcbf2_9ce4_8422_2325, |hash, letter| {
        (hash ^ u64::from(u32::from(letter))).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn likeness_counts_words() {
        let alike =
            |one, other, expected: f64| assert!((similarity(one, other) - expected).abs() < 1e-9, "{one} {other}");
        alike("Der Rat tagt.", "der rat tagt", 1.0);
        alike("Stand 4", "Stand 5", 0.5);
        alike("ja ja ja", "ja", 0.5);
        alike("eins", "zwei", 0.0);
        alike("", "", 1.0);
        let candidates = ["eins zwei", "drei", "eins zwei drei"].map(|text| (text, Fingerprint::of(text)));
        let found: Vec<&str> =
            most_similar("eins zwei drei", candidates, 0.5).into_iter().map(|(text, _)| text).collect();
        assert_eq!(found, ["eins zwei drei", "eins zwei", "drei"]);
    }

    proptest! {
        #[test]
        fn likeness_is_symmetric_and_between_nothing_and_all(one in "[ab ]{0,20}", other in "[ab ]{0,20}") {
            let (one, other) = (Fingerprint::of(&one), Fingerprint::of(&other));
            let how = one.similarity(&other);
            prop_assert!((0.0..=1.0).contains(&how) && how <= one.at_most(&other) + 1e-12);
            prop_assert!((how - other.similarity(&one)).abs() < 1e-12);
            prop_assert!((one.similarity(&one) - 1.0).abs() < 1e-12);
        }
    }
}
