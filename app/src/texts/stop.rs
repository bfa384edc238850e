//! Texts of the page by which somebody stops invitations and reminders, or news of consultations.

use domain::language::Language;

#[path = "../../locales/ar/stop.rs"]
mod ar;
#[path = "../../locales/de/stop.rs"]
mod de;
#[path = "../../locales/en/stop.rs"]
mod en;
#[path = "../../locales/tr/stop.rs"]
mod tr;

#[derive(Debug)]
pub struct StopTexts {
    pub title: &'static str,
    pub lead: &'static str,
    /// What does not stop.
    pub stays: &'static str,
    pub stop: &'static str,
    pub stopped_title: &'static str,
    pub stopped_lead: &'static str,
    pub resume: &'static str,
    pub unknown_title: &'static str,
    pub unknown_lead: &'static str,
}

/// The texts of a language, for news of consultations or for invitations; German where Teilhabe does not speak it.
pub fn stop_texts(language: &Language, news: bool) -> &'static StopTexts {
    match (language.as_str(), news) {
        ("ar", false) => &ar::STOP,
        ("ar", true) => &ar::NOTICES,
        ("en", false) => &en::STOP,
        ("en", true) => &en::NOTICES,
        ("tr", false) => &tr::STOP,
        ("tr", true) => &tr::NOTICES,
        (_, false) => &de::STOP,
        (_, true) => &de::NOTICES,
    }
}
