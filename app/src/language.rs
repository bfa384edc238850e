//! The reader's language: asked for in the address, remembered in a cookie, told by the browser, else German.

use domain::language::Language;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::services::cookies;
use crate::texts::{InvitationTexts, LANGUAGES, Texts, invitation_texts, texts};

/// The language of the page being rendered. On the server from the request; in the browser from `<html lang>`.
pub fn reader_language() -> Language {
    #[cfg(feature = "ssr")]
    return use_context::<http::request::Parts>()
        .map_or_else(|| Language::new("de"), |parts| from_request(&parts.headers, parts.uri.query()));
    #[cfg(not(feature = "ssr"))]
    return document()
        .document_element()
        .and_then(|element| element.get_attribute("lang"))
        .map_or_else(|| Language::new("de"), |tag| Language::new(&tag));
}

/// The interface texts for the reader.
pub fn reader_texts() -> &'static Texts {
    texts(&reader_language())
}

/// The texts about invitations and receipts for the reader.
pub fn reader_invitation_texts() -> &'static InvitationTexts {
    invitation_texts(&reader_language())
}

/// The language asked for with `?language=…`, when it is one we speak.
#[cfg(feature = "ssr")]
pub fn asked_for(query: Option<&str>) -> Option<Language> {
    query?.split('&').find_map(|pair| pair.strip_prefix("language=")).map(Language::new).filter(spoken)
}

#[cfg(feature = "ssr")]
pub fn from_request(headers: &http::HeaderMap, query: Option<&str>) -> Language {
    let remembered = || cookies::read(headers, cookies::LANGUAGE).map(Language::new).filter(spoken);
    // Browsers list their languages by preference; weights only repeat that order.
    let told = || {
        let preferred =
            headers.get(http::header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        preferred.split(',').filter_map(|part| part.split([';', '-']).next()).map(Language::new).find(spoken)
    };
    asked_for(query).or_else(remembered).or_else(told).unwrap_or_else(|| Language::new("de"))
}

#[cfg(feature = "ssr")]
fn spoken(language: &Language) -> bool {
    LANGUAGES.iter().any(|(tag, _)| *tag == language.as_str())
}

/// The name of a language in itself; its tag when we do not know it.
pub fn own_name(language: &Language) -> String {
    LANGUAGES
        .iter()
        .find(|(tag, _)| *tag == language.as_str())
        .map_or_else(|| language.to_string(), |(_, name)| (*name).to_owned())
}
