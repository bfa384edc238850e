//! What is said to the public about data protection, in all languages of the public pages; a text missing does not compile.

use domain::language::Language;

#[path = "../locales/ar/privacy.rs"]
mod ar;
#[path = "../locales/de/privacy.rs"]
mod de;
#[path = "../locales/en/privacy.rs"]
mod en;
#[path = "../locales/tr/privacy.rs"]
mod tr;

/// The texts of the site's privacy page and of a survey's notice when staff wrote none. Braces are filled in.
#[derive(Debug)]
pub struct PrivacyTexts {
    /// In the footer of every page.
    pub link: &'static str,
    pub title: &'static str,
    pub lead: &'static str,
    pub responsible_title: &'static str,
    /// `{responsible}`
    pub responsible: &'static str,
    /// `{contact}`
    pub contact: &'static str,
    pub no_contact: &'static str,
    pub visit_title: &'static str,
    pub visit: &'static str,
    pub cookies_title: &'static str,
    pub cookies_lead: &'static str,
    /// `{days}`
    pub cookie_language: &'static str,
    /// `{days}`
    pub cookie_draft: &'static str,
    /// `{hours}`
    pub cookie_session: &'static str,
    pub cookie_browser: &'static str,
    pub device: &'static str,
    pub surveys_title: &'static str,
    pub surveys: &'static str,
    pub accounts_title: &'static str,
    pub accounts: &'static str,
    pub rights_title: &'static str,
    pub rights: &'static str,
    pub complaint: &'static str,

    /// From a survey's start page to its notice.
    pub notice_link: &'static str,
    pub notice_title: &'static str,
    /// `{wanted}` and `{found}`, the languages' names in themselves.
    pub fallback: &'static str,
    pub to_survey: &'static str,
    pub purpose_title: &'static str,
    pub purpose: &'static str,
    pub stored_title: &'static str,
    pub stored: &'static str,
    /// Where neither day nor language is kept.
    pub stored_undated: &'static str,
    /// `{days}`
    pub drafts: &'static str,
    pub recipients_title: &'static str,
    pub recipients: &'static str,
    pub duration_title: &'static str,
    /// `{day}`
    pub until: &'static str,
    pub no_date: &'static str,
    pub voluntary: &'static str,
    /// Instead of looking somebody up by name.
    pub with_receipt: &'static str,
}

/// The texts of a language; German where Teilhabe does not speak it.
pub fn privacy_texts(language: &Language) -> &'static PrivacyTexts {
    match language.as_str() {
        "ar" => &ar::TEXTS,
        "en" => &en::TEXTS,
        "tr" => &tr::TEXTS,
        _ => &de::TEXTS,
    }
}
