//! The texts of the public directory, in all languages of the public pages.

use domain::language::Language;

use crate::texts::Plural;

#[path = "../locales/ar/directory.rs"]
mod ar;
#[path = "../locales/de/directory.rs"]
mod de;
#[path = "../locales/en/directory.rs"]
mod en;
#[path = "../locales/tr/directory.rs"]
mod tr;

/// Everything a visitor reads in the directory; a text missing in a language does not compile.
#[derive(Debug)]
pub struct DirectoryTexts {
    pub title: &'static str,
    pub lead: &'static str,
    pub search: &'static str,
    pub search_name: &'static str,
    pub show: &'static str,
    pub all: &'static str,
    pub topic: &'static str,
    pub topics: &'static str,
    pub language: &'static str,
    pub languages: &'static str,
    pub district: &'static str,
    pub districts: &'static str,
    pub contact: &'static str,
    pub found: Plural,
    pub nothing: &'static str,
    pub nothing_hint: &'static str,
    pub show_all: &'static str,
    pub demo: &'static str,
    pub page_of: &'static str,
    pub pages: &'static str,
    pub earlier: &'static str,
    pub later: &'static str,
}

/// The texts for a reader; German where Teilhabe does not speak the language.
pub fn directory_texts(language: &Language) -> &'static DirectoryTexts {
    match language.as_str() {
        "ar" => &ar::TEXTS,
        "en" => &en::TEXTS,
        "tr" => &tr::TEXTS,
        _ => &de::TEXTS,
    }
}
