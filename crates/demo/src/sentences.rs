//! What respondents write, per language: invented sentences for the demo survey, general ones for every other.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::language::Language;
use serde::Deserialize;

type ByLanguage = BTreeMap<Language, Vec<String>>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentences {
    /// By question code of the demo survey: the texts themselves, or those beside "other".
    demo: BTreeMap<String, ByLanguage>,
    generic: Generic,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Generic {
    short: ByLanguage,
    long: ByLanguage,
    other: ByLanguage,
}

static SENTENCES: LazyLock<Sentences> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../texts/sentences.json")).expect("the sentences are checked by a test")
});

/// Which general sentences fit when a question has none of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Length {
    Short,
    Long,
    Other,
}

/// The sentences for a question; English ones in a language without any.
pub(crate) fn for_question(demo: bool, code: &str, length: Length, language: &Language) -> &'static [String] {
    let generic = match length {
        Length::Short => &SENTENCES.generic.short,
        Length::Long => &SENTENCES.generic.long,
        Length::Other => &SENTENCES.generic.other,
    };
    let own = SENTENCES.demo.get(code).filter(|_| demo).and_then(|texts| texts.get(language));
    own.or_else(|| generic.get(language)).or_else(|| generic.get(&Language::new("en"))).map_or(&[], Vec::as_slice)
}

/// Addresses under a name that no mail ever reaches (RFC 2606), the last one for narrow fields.
pub(crate) fn mails() -> Vec<String> {
    ["kontakt", "info", "verein", "vorstand", "team", "buero"]
        .iter()
        .map(|name| format!("{name}@example.org"))
        .chain(["a@b.example".to_owned()])
        .collect()
}

/// Texts of many shapes, tried on patterns that nobody here has seen before.
pub(crate) fn candidates() -> Vec<String> {
    let mut texts: Vec<String> = [
        "47051",
        "47166",
        "0203 123456",
        "0203/123456",
        "+49 203 123456",
        "+49203123456",
        "0176 12345678",
        "DU-AB 123",
        "2026-03-01",
        "01.03.2026",
        "03/01/2026",
        "03-2026",
        "2026",
        "08:30",
        "18:00:00",
        "12,50",
        "12.50",
        "-1",
        "3.14",
        "12 %",
        "https://www.example.org",
        "http://example.org/",
        "www.example.org",
        "example.org",
        "info@example.org",
        "@verein",
        "#duisburg",
        "Duisburg",
        "Duisburg-Mitte",
        "Marxloh",
        "Anna Beispiel",
        "Beispiel, Anna",
        "A1",
        "B2",
        "AB12",
        "AB-12",
        "AB-1234",
        "A-123",
        "abc123",
        "ABC123",
        "Abc-123",
        "a_b",
        "DE",
        "de-DE",
        "DE89370400440532013000",
        "DE89 3704 0044 0532 0130 00",
        "192.0.2.1",
        "ja",
        "nein",
        "Ja",
        "yes",
        "Y",
        "N",
        "x",
        "Beispielstraße 1",
        "Beispielweg 12a",
        "Das ist ein Beispiel.",
        "one two three",
        "00000000-0000-4000-8000-000000000000",
    ]
    .map(str::to_owned)
    .into();
    for length in 1..=16 {
        texts.push("1234567890123456"[..length].to_owned());
        texts.push("abcdefghijklmnop"[..length].to_owned());
        texts.push("ABCDEFGHIJKLMNOP"[..length].to_owned());
        texts.push("Beispielsammlung"[..length].to_owned());
    }
    texts
}
