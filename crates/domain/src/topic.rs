//! What organisations work on: a short vocabulary, so that a search finds what belongs together.
//!
//! Taken, in our own words, from the fields of work in the city's integration concept and from the demo survey.

use serde::{Deserialize, Serialize};

use crate::words::{Words, key};

/// A field of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    Education,
    German,
    FamilyLanguages,
    Work,
    Advice,
    Arriving,
    Health,
    Women,
    Youth,
    Older,
    Culture,
    Sport,
    Religion,
    Discrimination,
    Participation,
}

impl Topic {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 15] = [
        Self::Education,
        Self::German,
        Self::FamilyLanguages,
        Self::Work,
        Self::Advice,
        Self::Arriving,
        Self::Health,
        Self::Women,
        Self::Youth,
        Self::Older,
        Self::Culture,
        Self::Sport,
        Self::Religion,
        Self::Discrimination,
        Self::Participation,
    ];

    /// The word in the database and in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Education => "education",
            Self::German => "german",
            Self::FamilyLanguages => "family_languages",
            Self::Work => "work",
            Self::Advice => "advice",
            Self::Arriving => "arriving",
            Self::Health => "health",
            Self::Women => "women",
            Self::Youth => "youth",
            Self::Older => "older",
            Self::Culture => "culture",
            Self::Sport => "sport",
            Self::Religion => "religion",
            Self::Discrimination => "discrimination",
            Self::Participation => "participation",
        }
    }

    /// The topic of this word.
    pub fn coded(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.code() == code)
    }

    /// The topic somebody means: its word, or its German name or another common one, in whatever case.
    pub fn meant(text: &str) -> Option<Self> {
        let wanted = key(text);
        let also = ALSO.iter().find(|(name, _)| key(name) == wanted).map(|(_, topic)| *topic);
        Self::ALL.into_iter().find(|topic| topic.code() == text.trim() || key(topic.words().de) == wanted).or(also)
    }

    /// Its name.
    pub fn words(self) -> Words {
        let (de, tr, ar, en) = match self {
            Self::Education => ("Bildung und Schule", "Eğitim ve okul", "التعليم والمدرسة", "Education and school"),
            Self::German => ("Deutsch lernen", "Almanca öğrenme", "تعلّم الألمانية", "Learning German"),
            Self::FamilyLanguages => (
                "Familiensprachen pflegen",
                "Ana dilini yaşatma",
                "الحفاظ على لغة الأسرة",
                "Keeping family languages alive",
            ),
            Self::Work => (
                "Arbeit und Ausbildung",
                "İş ve meslek eğitimi",
                "العمل والتدريب المهني",
                "Work and vocational training",
            ),
            Self::Advice => (
                "Beratung und Hilfe im Alltag",
                "Danışmanlık ve günlük yaşamda yardım",
                "المشورة والمساعدة في الحياة اليومية",
                "Advice and help in everyday life",
            ),
            Self::Arriving => (
                "Ankommen und Flucht",
                "Yeni gelenler ve mülteciler",
                "الوافدون الجدد واللاجئون",
                "New arrivals and refugees",
            ),
            Self::Health => ("Gesundheit und Pflege", "Sağlık ve bakım", "الصحة والرعاية", "Health and care"),
            Self::Women => ("Frauen stärken", "Kadınları güçlendirme", "تمكين النساء", "Empowering women"),
            Self::Youth => {
                ("Kinder und Jugendliche", "Çocuklar ve gençler", "الأطفال والشباب", "Children and young people")
            }
            Self::Older => ("Ältere Menschen", "Yaşlılar", "كبار السن", "Older people"),
            Self::Culture => {
                ("Kultur und Begegnung", "Kültür ve buluşma", "الثقافة واللقاء", "Culture and meeting people")
            }
            Self::Sport => ("Sport", "Spor", "الرياضة", "Sport"),
            Self::Religion => ("Religion", "Din", "الدين", "Religion"),
            Self::Discrimination => (
                "Einsatz gegen Rassismus und Diskriminierung",
                "Irkçılık ve ayrımcılıkla mücadele",
                "العمل ضد العنصرية والتمييز",
                "Standing up against racism and discrimination",
            ),
            Self::Participation => (
                "Mitreden in Stadt und Stadtteil",
                "Kentte ve mahallede söz sahibi olma",
                "المشاركة في المدينة والحي",
                "Having a say in city and neighbourhood",
            ),
        };
        Words { de, tr, ar, en }
    }
}

/// How lists out there call them.
const ALSO: [(&str, Topic); 22] = [
    ("Bildung", Topic::Education),
    ("Schule", Topic::Education),
    ("Deutsch", Topic::German),
    ("Sprachkurse", Topic::German),
    ("Familiensprachen", Topic::FamilyLanguages),
    ("Muttersprache", Topic::FamilyLanguages),
    ("Arbeit", Topic::Work),
    ("Ausbildung", Topic::Work),
    ("Beratung", Topic::Advice),
    ("Soziales", Topic::Advice),
    ("Geflüchtete", Topic::Arriving),
    ("Flucht", Topic::Arriving),
    ("Gesundheit", Topic::Health),
    ("Pflege", Topic::Health),
    ("Frauen", Topic::Women),
    ("Jugend", Topic::Youth),
    ("Kinder", Topic::Youth),
    ("Senioren", Topic::Older),
    ("Kultur", Topic::Culture),
    ("Antirassismus", Topic::Discrimination),
    ("Antidiskriminierung", Topic::Discrimination),
    ("Beteiligung", Topic::Participation),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_names_lead_back_to_their_topics() {
        for topic in Topic::ALL {
            assert_eq!(Topic::coded(topic.code()), Some(topic));
            assert_eq!(Topic::meant(topic.words().de), Some(topic));
            assert_eq!(serde_json::to_value(topic).expect("a word"), topic.code());
        }
        assert_eq!(Topic::meant(" senioren"), Some(Topic::Older));
        assert_eq!(Topic::meant("Raumfahrt"), None);
        assert_eq!(Topic::meant(""), None);
    }
}
