//! Texts of the page by which somebody stops invitations and reminders.

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

/// The texts of a language; German where Teilhabe does not speak it.
pub fn stop_texts(language: &Language) -> &'static StopTexts {
    match language.as_str() {
        "ar" => &ar::STOP,
        "en" => &en::STOP,
        "tr" => &tr::STOP,
        _ => &de::STOP,
    }
}
