//! The entries of the fixed vocabularies, with the names that readers see: what a text, a group or a paragraph can be about.
//!
//! Guidelines (Leitlinien) and pillars (Säulen) are the city's own, named here in short words; their wording is the council's.
//! Districts come from [`crate::district`]. The documents name no list of offices: [`UNITS`] holds those that they do name.
//! Codes are kept with texts and are part of their hashes: never change one, add new ones.

use std::collections::BTreeSet;

use super::document::{Tag, Vocabulary};
use crate::district::{BOROUGHS, District};
use crate::organisation::one_line;

/// Most letters of a free word.
pub const LONGEST_TOPIC: usize = 60;
/// Most tags of one paragraph.
pub const MOST_TAGS: usize = 40;

/// An entry of a vocabulary: its code, and how it is called in short.
pub type Entry = (&'static str, &'static str);

/// The fourteen guidelines by their numbers.
pub const GUIDELINES: [Entry; 14] = [
    ("1", "Zusammenleben als Aufgabe der ganzen Stadt"),
    ("2", "Alle Ämter und städtischen Unternehmen arbeiten mit"),
    ("3", "Lebenslage statt Herkunft oder Pass"),
    ("4", "Neu in der Stadt oder schon lange hier"),
    ("5", "Vier Säulen"),
    ("6", "Aufeinander zugehen"),
    ("7", "Frauen stärken"),
    ("8", "Gleicher Zugang zu allen Angeboten"),
    ("9", "Die Stadt als Arbeitgeberin"),
    ("10", "Viele Gruppen beteiligen"),
    ("11", "Vereine und Initiativen unterstützen"),
    ("12", "Gegen Rassismus und für Glaubensfreiheit"),
    ("13", "Offen darüber sprechen"),
    ("14", "Eintreten bei Land und Bund"),
];

/// The integration concept sums the guidelines up in eleven points; these are the guidelines behind each, by their numbers. The
/// thirteenth guideline is in none of them.
pub const SUMMARY: [&[u8]; 11] = [&[1], &[2], &[3], &[4], &[5], &[6], &[7], &[8, 9], &[10, 11], &[12], &[14]];

/// The four pillars. The demo survey asks for them by the same codes.
pub const PILLARS: [Entry; 4] = [
    ("sprachlich", "Sprachliche Integration"),
    ("gesellschaftlich", "Gesellschaftliche Integration"),
    ("beruflich", "Berufliche Integration"),
    ("sozial", "Soziale Beratung und Betreuung"),
];

/// Whom something is for. Nobody is sorted by origin or passport: see the third guideline.
pub const TARGET_GROUPS: [Entry; 9] = [
    ("neu", "Neu in der Stadt"),
    ("lange-hier", "Schon lange hier"),
    ("frauen", "Frauen"),
    ("kinder", "Kinder"),
    ("jugendliche", "Jugendliche"),
    ("eltern", "Eltern"),
    ("aeltere", "Ältere Menschen"),
    ("vereine", "Vereine und Initiativen"),
    ("beschaeftigte", "Beschäftigte der Stadt"),
];

/// Who has to act: offices and others that the documents name.
pub const UNITS: [Entry; 6] = [
    ("integration", "Referat für Integration"),
    ("oberbuergermeister", "Dezernat des Oberbürgermeisters"),
    ("auslaenderbehoerde", "Ausländerbehörde"),
    ("kontaktstelle-mso", "Kontaktstelle für Migrantenselbstorganisationen"),
    ("alle-aemter", "Alle Ämter"),
    ("staedtische-unternehmen", "Städtische Unternehmen"),
];

/// Tags as they are listed: by vocabulary, and in each by the order of its entries; free words last.
pub fn in_order(tags: &BTreeSet<Tag>) -> impl Iterator<Item = &Tag> {
    let mut tags: Vec<&Tag> = tags.iter().collect();
    tags.sort_by_cached_key(|tag| (tag.vocabulary, tag.place()));
    tags.into_iter()
}

impl Vocabulary {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 6] =
        [Self::Guideline, Self::Pillar, Self::TargetGroup, Self::District, Self::Unit, Self::Topic];

    /// What it is called, in German: its entries are many.
    pub fn name(self) -> &'static str {
        match self {
            Self::Guideline => "Leitlinien",
            Self::Pillar => "Säulen",
            Self::District => "Stadtteile und Stadtbezirke",
            Self::TargetGroup => "Zielgruppen",
            Self::Unit => "Ämter und andere Zuständige",
            Self::Topic => "Eigene Schlagworte",
        }
    }

    /// Its entries in order; none of the free words.
    pub fn tags(self) -> Vec<Tag> {
        let of = |entries: &[Entry]| entries.iter().map(|(code, _)| Tag::new(self, *code)).collect();
        match self {
            Self::Guideline => of(&GUIDELINES),
            Self::Pillar => of(&PILLARS),
            Self::TargetGroup => of(&TARGET_GROUPS),
            Self::Unit => of(&UNITS),
            Self::District => BOROUGHS
                .into_iter()
                .flat_map(|borough| {
                    let districts = District::of(borough).map(District::number);
                    std::iter::once(borough.number).chain(districts)
                })
                .map(|number| Tag::new(self, number.to_string()))
                .collect(),
            Self::Topic => Vec::new(),
        }
    }

    /// In addresses and forms.
    fn word(self) -> &'static str {
        match self {
            Self::Guideline => "guideline",
            Self::Pillar => "pillar",
            Self::District => "district",
            Self::TargetGroup => "group",
            Self::Unit => "unit",
            Self::Topic => "topic",
        }
    }
}

impl Tag {
    /// The tag of this code.
    pub fn new(vocabulary: Vocabulary, code: impl Into<String>) -> Self {
        Self { vocabulary, code: code.into() }
    }

    /// A free word; nothing when it is empty, longer than [`LONGEST_TOPIC`], or a list.
    pub fn topic(word: &str) -> Option<Self> {
        let word = one_line(word);
        let fits = !word.is_empty() && word.chars().count() <= LONGEST_TOPIC && !word.contains([',', ';']);
        fits.then(|| Self::new(Vocabulary::Topic, word))
    }

    /// Whether the vocabulary has it; a free word is one when it can be.
    pub fn is_known(&self) -> bool {
        match self.vocabulary {
            Vocabulary::Topic => Self::topic(&self.code).is_some_and(|topic| topic.code == self.code),
            _ => self.entry().is_some(),
        }
    }

    /// How it is called inside its vocabulary, in German; its code when nobody knows it.
    pub fn short_name(&self) -> &str {
        self.entry().unwrap_or(&self.code)
    }

    /// How it is called anywhere, in German: „Leitlinie 7: Frauen stärken“.
    pub fn name(&self) -> String {
        let short = self.short_name();
        match self.vocabulary {
            Vocabulary::Guideline if self.is_known() => format!("Leitlinie {}: {short}", self.code),
            Vocabulary::Guideline => format!("Leitlinie {short}"),
            Vocabulary::Pillar => format!("Säule: {short}"),
            Vocabulary::TargetGroup => format!("Zielgruppe: {short}"),
            Vocabulary::District if self.borough().is_some() => format!("Stadtbezirk {short}"),
            Vocabulary::District => format!("Stadtteil {short}"),
            Vocabulary::Unit | Vocabulary::Topic => short.to_owned(),
        }
    }

    /// As it stands in addresses and forms: `guideline:7`.
    pub fn key(&self) -> String {
        format!("{}:{}", self.vocabulary.word(), self.code)
    }

    /// The tag of a [`key`](Self::key), known or not.
    pub fn of_key(key: &str) -> Option<Self> {
        let (word, code) = key.split_once(':')?;
        let vocabulary = Vocabulary::ALL.into_iter().find(|vocabulary| vocabulary.word() == word)?;
        (!code.is_empty()).then(|| Self::new(vocabulary, code))
    }

    /// The name of its entry.
    fn entry(&self) -> Option<&'static str> {
        let among = |entries: &[Entry]| entries.iter().find(|(code, _)| *code == self.code).map(|(_, name)| *name);
        match self.vocabulary {
            Vocabulary::Guideline => among(&GUIDELINES),
            Vocabulary::Pillar => among(&PILLARS),
            Vocabulary::TargetGroup => among(&TARGET_GROUPS),
            Vocabulary::Unit => among(&UNITS),
            Vocabulary::District => self.borough().or_else(|| {
                let numbered = |district: &District| district.number().to_string() == self.code;
                District::all().find(numbered).map(District::name)
            }),
            Vocabulary::Topic => None,
        }
    }

    /// Its place among the entries of its vocabulary; behind them all when it is none.
    fn place(&self) -> usize {
        let tags = self.vocabulary.tags();
        tags.iter().position(|known| known == self).unwrap_or(tags.len())
    }

    /// The name of the borough, if it is one.
    fn borough(&self) -> Option<&'static str> {
        BOROUGHS.iter().find(|borough| borough.number.to_string() == self.code).map(|borough| borough.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_known_by_its_name_and_found_by_its_key() {
        let sizes = Vocabulary::ALL.map(|vocabulary| vocabulary.tags().len());
        assert_eq!(sizes, [14, 4, 9, 53, 6, 0]);
        let all: Vec<Tag> = Vocabulary::ALL.into_iter().flat_map(Vocabulary::tags).collect();
        let names: BTreeSet<String> = all.iter().map(Tag::name).collect();
        assert_eq!(names.len(), all.len(), "no two are called the same");
        for tag in all {
            assert!(tag.is_known() && tag.short_name() != tag.code, "{tag:?}");
            assert_eq!(Tag::of_key(&tag.key()), Some(tag.clone()));
            // Lists of tags are written with commas between them.
            assert!(!tag.name().contains([',', ';']), "{}", tag.name());
        }
    }

    #[test]
    fn tags_are_called_as_people_speak() {
        let named = |key: &str| Tag::of_key(key).map(|tag| tag.name()).unwrap_or_default();
        let keys = ["guideline:7", "pillar:sozial", "district:202", "district:200", "unit:integration", "topic:Räume"];
        let expected = [
            "Leitlinie 7: Frauen stärken",
            "Säule: Soziale Beratung und Betreuung",
            "Stadtteil Marxloh",
            "Stadtbezirk Hamborn",
            "Referat für Integration",
            "Räume",
        ];
        assert_eq!(keys.map(named), expected);
        for (unknown, name) in [("guideline:99", "Leitlinie 99"), ("district:0202", "Stadtteil 0202")] {
            assert_eq!(named(unknown), name);
            assert!(!Tag::of_key(unknown).is_some_and(|tag| tag.is_known()), "{unknown}");
        }
        for nothing in ["", "guideline", "guideline:", "anything:1"] {
            assert_eq!(Tag::of_key(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn tags_are_listed_in_the_order_of_their_entries() {
        let keys = ["topic:Zoo", "guideline:10", "topic:Amt", "guideline:2", "pillar:beruflich", "pillar:sprachlich"];
        let tags: BTreeSet<Tag> = keys.into_iter().filter_map(Tag::of_key).collect();
        let listed: Vec<String> = in_order(&tags).map(Tag::key).collect();
        assert_eq!(
            listed,
            ["guideline:2", "guideline:10", "pillar:sprachlich", "pillar:beruflich", "topic:Amt", "topic:Zoo"]
        );
    }

    #[test]
    fn a_free_word_is_one_line_and_no_list() {
        assert_eq!(Tag::topic("  Räume \n am Abend ").map(|tag| tag.code), Some("Räume am Abend".to_owned()));
        for nothing in ["", " \t", "a, b", "a;b", &"x".repeat(LONGEST_TOPIC + 1)] {
            assert_eq!(Tag::topic(nothing), None, "{nothing}");
        }
        assert!(!Tag::new(Vocabulary::Topic, " Räume ").is_known());
    }

    #[test]
    fn the_summary_tells_all_guidelines_but_the_thirteenth_once() {
        let mut told: Vec<u8> = SUMMARY.concat();
        told.sort_unstable();
        assert_eq!(told, (1..=14).filter(|number| *number != 13).collect::<Vec<u8>>());
    }
}
