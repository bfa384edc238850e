//! The languages organisations speak, by BCP 47 tag, with their names: those one meets in the city.

use crate::language::Language;
use crate::words::{Words, key};

const fn words(de: &'static str, tr: &'static str, ar: &'static str, en: &'static str) -> Words {
    Words { de, tr, ar, en }
}

/// Tag and name, in the order of the German names.
pub const TONGUES: [(&str, Words); 43] = [
    ("sq", words("Albanisch", "Arnavutça", "الألبانية", "Albanian")),
    ("am", words("Amharisch", "Amharca", "الأمهرية", "Amharic")),
    ("ar", words("Arabisch", "Arapça", "العربية", "Arabic")),
    ("arc", words("Aramäisch", "Aramice (Süryanice)", "الآرامية (السريانية)", "Aramaic (Syriac)")),
    ("hy", words("Armenisch", "Ermenice", "الأرمنية", "Armenian")),
    ("az", words("Aserbaidschanisch", "Azerice", "الأذربيجانية", "Azerbaijani")),
    ("bn", words("Bengalisch", "Bengalce", "البنغالية", "Bengali")),
    ("bs", words("Bosnisch", "Boşnakça", "البوسنية", "Bosnian")),
    ("bg", words("Bulgarisch", "Bulgarca", "البلغارية", "Bulgarian")),
    ("zh", words("Chinesisch", "Çince", "الصينية", "Chinese")),
    ("prs", words("Dari", "Darice", "الدارية", "Dari")),
    ("de", words("Deutsch", "Almanca", "الألمانية", "German")),
    ("en", words("Englisch", "İngilizce", "الإنجليزية", "English")),
    ("fr", words("Französisch", "Fransızca", "الفرنسية", "French")),
    ("ka", words("Georgisch", "Gürcüce", "الجورجية", "Georgian")),
    ("el", words("Griechisch", "Yunanca", "اليونانية", "Greek")),
    ("he", words("Hebräisch", "İbranice", "العبرية", "Hebrew")),
    ("hi", words("Hindi", "Hintçe", "الهندية", "Hindi")),
    ("it", words("Italienisch", "İtalyanca", "الإيطالية", "Italian")),
    ("hr", words("Kroatisch", "Hırvatça", "الكرواتية", "Croatian")),
    ("ku", words("Kurdisch (Kurmandschi)", "Kürtçe (Kurmanci)", "الكردية (الكرمانجية)", "Kurdish (Kurmanji)")),
    ("ckb", words("Kurdisch (Sorani)", "Kürtçe (Sorani)", "الكردية (السورانية)", "Kurdish (Sorani)")),
    ("mk", words("Mazedonisch", "Makedonca", "المقدونية", "Macedonian")),
    ("nl", words("Niederländisch", "Felemenkçe", "الهولندية", "Dutch")),
    ("ps", words("Paschtu", "Peştuca", "البشتوية", "Pashto")),
    ("fa", words("Persisch", "Farsça", "الفارسية", "Persian")),
    ("pl", words("Polnisch", "Lehçe", "البولندية", "Polish")),
    ("pt", words("Portugiesisch", "Portekizce", "البرتغالية", "Portuguese")),
    ("rom", words("Romanes", "Romanca (Roman dili)", "لغة الروما", "Romani")),
    ("ro", words("Rumänisch", "Rumence", "الرومانية", "Romanian")),
    ("ru", words("Russisch", "Rusça", "الروسية", "Russian")),
    ("sr", words("Serbisch", "Sırpça", "الصربية", "Serbian")),
    ("so", words("Somali", "Somalice", "الصومالية", "Somali")),
    ("es", words("Spanisch", "İspanyolca", "الإسبانية", "Spanish")),
    ("zgh", words("Tamazight", "Tamazight", "الأمازيغية", "Tamazight")),
    ("ta", words("Tamil", "Tamilce", "التاميلية", "Tamil")),
    ("ti", words("Tigrinya", "Tigrinya", "التغرينية", "Tigrinya")),
    ("tr", words("Türkisch", "Türkçe", "التركية", "Turkish")),
    ("tw", words("Twi", "Tvi", "التوي", "Twi")),
    ("uk", words("Ukrainisch", "Ukraynaca", "الأوكرانية", "Ukrainian")),
    ("hu", words("Ungarisch", "Macarca", "المجرية", "Hungarian")),
    ("ur", words("Urdu", "Urduca", "الأردية", "Urdu")),
    ("vi", words("Vietnamesisch", "Vietnamca", "الفيتنامية", "Vietnamese")),
];

/// Other common names.
const ALSO: [(&str, &str); 8] = [
    ("Kurdisch", "ku"),
    ("Kurmandschi", "ku"),
    ("Sorani", "ckb"),
    ("Farsi", "fa"),
    ("Romani", "rom"),
    ("Syrisch-Aramäisch", "arc"),
    ("Berberisch", "zgh"),
    ("Paschto", "ps"),
];

/// All languages of the vocabulary, in the order of their German names.
pub fn all() -> impl Iterator<Item = Language> {
    TONGUES.iter().map(|(tag, _)| Language::new(tag))
}

/// The name of a language for a reader; nothing when it is not in the vocabulary.
pub fn name(language: &Language, reader: &Language) -> Option<&'static str> {
    TONGUES.iter().find(|(tag, _)| *tag == language.as_str()).map(|(_, words)| words.read_in(reader))
}

/// Whether the vocabulary has it.
pub fn known(language: &Language) -> bool {
    TONGUES.iter().any(|(tag, _)| *tag == language.as_str())
}

/// The language somebody means: by tag or by German name, in whatever case.
pub fn meant(text: &str) -> Option<Language> {
    let wanted = key(text);
    let tag = text.trim().to_ascii_lowercase();
    let also = || ALSO.iter().find(|(name, _)| key(name) == wanted).map(|(_, tag)| *tag);
    TONGUES
        .iter()
        .find(|(known, words)| *known == tag || key(words.de) == wanted)
        .map(|(tag, _)| *tag)
        .or_else(also)
        .map(Language::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_found_by_tag_and_by_name_and_none_stands_twice() {
        for (place, (tag, words)) in TONGUES.iter().enumerate() {
            assert_eq!(meant(tag), Some(Language::new(tag)));
            assert_eq!(meant(words.de), Some(Language::new(tag)));
            assert!(!TONGUES[..place].iter().any(|(other, _)| other == tag), "{tag} twice");
            assert!(known(&Language::new(tag)));
        }
        assert_eq!(meant("TUERKISCH"), Some(Language::new("tr")));
        assert_eq!(meant("Farsi"), Some(Language::new("fa")));
        assert_eq!(meant("Klingonisch"), None);
        assert_eq!(name(&Language::new("tr"), &Language::new("ar")), Some("التركية"));
    }
}
