//! Words for texts and comments: German sentences of no great sense, and identities; the same ones every time.

use uuid::Uuid;

const WHO: [&str; 12] = [
    "Die Vereine",
    "Viele Familien",
    "Die Ämter",
    "Junge Menschen",
    "Die Beratungsstellen",
    "Ehrenamtliche",
    "Die Schulen",
    "Ältere Menschen",
    "Die Nachbarschaften",
    "Neu Zugezogene",
    "Die Unternehmen",
    "Eltern",
];
const DO: [&str; 9] =
    ["brauchen", "wünschen sich", "fordern", "planen", "erproben", "unterstützen", "vermissen", "sichern", "empfehlen"];
const WHAT: [&str; 12] = [
    "verlässliche Räume",
    "mehr Zeit für Gespräche",
    "eine gemeinsame Anlaufstelle",
    "Formulare in einfacher Sprache",
    "feste Ansprechpersonen",
    "eine Förderung über mehrere Jahre",
    "Kurse am Abend",
    "einen Ort für Begegnung",
    "bessere Wege in die Ausbildung",
    "eine Übersetzung der Bescheide",
    "einen Beirat mit eigenen Mitteln",
    "offene Sprechstunden",
];
const HOW: [&str; 10] = [
    "in allen Bezirken",
    "vor Ort",
    "bis zum nächsten Sommer",
    "ohne lange Wartezeiten",
    "auch am Wochenende",
    "gemeinsam mit der Stadt",
    "nach dem Vorbild anderer Städte",
    "mit den Organisationen im Stadtteil",
    "für alle Generationen",
    "über das laufende Jahr hinaus",
];

/// Makes them from a seed.
#[derive(Debug, Clone)]
pub struct Prose(u64);

impl Prose {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number (`SplitMix64`).
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    /// A number below this one; 0 below 0.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.number() % (end as u64).max(1)).unwrap_or_default()
    }

    pub fn identity(&mut self) -> Uuid {
        Uuid::from_u64_pair(self.number(), self.number())
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    pub fn sentence(&mut self) -> String {
        let (who, does, what, how) = (self.pick(&WHO), self.pick(&DO), self.pick(&WHAT), self.pick(&HOW));
        format!("{who} {does} {what} {how}.")
    }

    /// A short phrase, for headings and titles.
    pub fn phrase(&mut self) -> String {
        let (what, how) = (self.pick(&WHAT), self.pick(&HOW));
        format!("Für {what} {how}")
    }

    /// Whole sentences of at least so many letters together.
    pub fn letters(&mut self, least: usize) -> String {
        let mut text = self.sentence();
        while text.chars().count() < least {
            text.push(' ');
            text.push_str(&self.sentence());
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_words_and_other_ones_next() {
        let (mut one, mut other) = (Prose::new(7), Prose::new(7));
        let words = one.letters(300);
        assert_eq!(words, other.letters(300));
        assert!((300..400).contains(&words.chars().count()), "{words}");
        assert_ne!(words, one.letters(300));
        assert_ne!(one.identity(), one.identity());
    }
}
