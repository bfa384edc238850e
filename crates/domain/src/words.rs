//! Names in the four languages of the public pages, and how names are compared.

use crate::language::Language;

/// One name in German, Turkish, Arabic and English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    pub de: &'static str,
    pub tr: &'static str,
    pub ar: &'static str,
    pub en: &'static str,
}

impl Words {
    /// The name for a reader; German for those of other languages.
    pub fn read_in(&self, language: &Language) -> &'static str {
        match language.as_str() {
            "tr" => self.tr,
            "ar" => self.ar,
            "en" => self.en,
            _ => self.de,
        }
    }
}

/// What is left of a name when it is compared, searched or sorted: lower case, `ae` for `ä`, no accents, one blank for
/// whatever stands between words. Letters of other scripts stay.
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' => key.push_str("ae"),
            'ö' => key.push_str("oe"),
            'ü' => key.push_str("ue"),
            'ß' => key.push_str("ss"),
            'á' | 'à' | 'â' | 'ã' | 'å' | 'ă' | 'ą' => key.push('a'),
            'ç' | 'ć' | 'č' => key.push('c'),
            'đ' => key.push('d'),
            'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ě' => key.push('e'),
            'ğ' => key.push('g'),
            'í' | 'ì' | 'î' | 'ï' | 'ı' => key.push('i'),
            'ł' => key.push('l'),
            'ñ' | 'ń' => key.push('n'),
            'ó' | 'ò' | 'ô' | 'õ' | 'ø' => key.push('o'),
            'ş' | 'ș' | 'š' | 'ś' => key.push('s'),
            'ț' | 'ţ' => key.push('t'),
            'ú' | 'ù' | 'û' => key.push('u'),
            'ž' | 'ź' | 'ż' => key.push('z'),
            // What is left of İ in lower case, and other accents that stand alone.
            '\u{300}'..='\u{36f}' => {}
            letter if letter.is_alphanumeric() => key.push(letter),
            _ if key.is_empty() || key.ends_with(' ') => {}
            _ => key.push(' '),
        }
    }
    key.truncate(key.trim_end().len());
    key
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_that_people_take_for_one_have_one_key() {
        for (left, right) in [
            ("Türkischer  Elternverein e.V.", "tuerkischer elternverein e. v."),
            ("İLERİ – Gençlik", "ileri genclik"),
            ("Straße", "STRASSE"),
        ] {
            assert_eq!(key(left), key(right));
        }
        assert_eq!(key("جمعية الأمل"), "جمعية الأمل");
        assert_eq!(key(" – "), "");
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(text in "\\PC{0,40}") {
            let once = key(&text);
            prop_assert_eq!(key(&once), once.clone());
            prop_assert!(!once.starts_with(' ') && !once.ends_with(' ') && !once.contains("  "));
        }
    }
}
