//! Languages and texts in several languages: what a reader sees when their language is missing is stated, not left to chance.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A BCP 47 language tag in lower case, such as `de`, `ar` or `de-simple`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Language(String);

impl Language {
    /// Takes any tag; letters become lower case so that `DE` and `de` are one language.
    pub fn new(tag: &str) -> Self {
        Self(tag.trim().to_ascii_lowercase())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The value of the HTML attribute `dir`. Source: the scripts listed as right-to-left in Unicode CLDR.
    pub fn direction(&self) -> &'static str {
        match self.0.split('-').next().unwrap_or_default() {
            "ar" | "fa" | "he" | "ur" | "ps" | "ckb" | "sd" | "yi" | "dv" => "rtl",
            _ => "ltr",
        }
    }
}

impl std::fmt::Display for Language {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// One text in several languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Localised(pub BTreeMap<Language, String>);

impl Localised {
    /// A text known in one language only.
    pub fn one(language: &Language, text: impl Into<String>) -> Self {
        Self(BTreeMap::from([(language.clone(), text.into())]))
    }

    pub fn set(&mut self, language: &Language, text: impl Into<String>) {
        self.0.insert(language.clone(), text.into());
    }

    pub fn is_empty(&self) -> bool {
        self.0.values().all(|text| text.trim().is_empty())
    }

    /// The text in `language`; else in `fallback`; else in any language there is; else nothing.
    /// The language found comes with it, so that a page can mark a foreign text as such.
    pub fn find<'a>(&'a self, language: &Language, fallback: &Language) -> Option<(&'a Language, &'a str)> {
        let filled = |wanted: &Language| self.0.get_key_value(wanted).filter(|(_, text)| !text.trim().is_empty());
        filled(language)
            .or_else(|| filled(fallback))
            .or_else(|| self.0.iter().find(|(_, text)| !text.trim().is_empty()))
            .map(|(found, text)| (found, text.as_str()))
    }

    /// Like [`Self::find`], the text alone; empty when there is none in any language.
    pub fn text<'a>(&'a self, language: &Language, fallback: &Language) -> &'a str {
        self.find(language, fallback).map_or("", |(_, text)| text)
    }

    /// The one text left after [`crate::survey::Survey::narrowed_to`]; the first language's otherwise.
    pub fn only(&self) -> &str {
        self.0.values().next().map_or("", String::as_str)
    }
}

/// The words of a sanitised HTML fragment without its marks, for charts, headings of tables and screen readers.
pub fn plain(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    let mut inside_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => inside_tag = true,
            '>' if inside_tag => {
                inside_tag = false;
                words.push(' ');
            }
            _ if !inside_tag => words.push(letter),
            _ => {}
        }
    }
    let decoded = words
        .replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    let mut tidy = decoded.split_whitespace().collect::<Vec<_>>().join(" ");
    for sign in [".", ",", "?", "!", ":", ";", ")", "؟", "،", "؛"] {
        tidy = tidy.replace(&format!(" {sign}"), sign);
    }
    tidy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back_in_the_stated_order() {
        let (de, tr, ar) = (Language::new("de"), Language::new("TR"), Language::new("ar"));
        let mut text = Localised::one(&tr, "Merhaba");
        assert_eq!(text.find(&ar, &de), Some((&tr, "Merhaba")));
        text.set(&de, "Guten Tag");
        assert_eq!(text.text(&ar, &de), "Guten Tag");
        text.set(&ar, "  ");
        assert_eq!(text.text(&ar, &de), "Guten Tag", "an empty translation is none");
    }

    #[test]
    fn plain_words_of_a_fragment() {
        assert_eq!(plain("Wie viele <strong>ehrenamtlich</strong>?"), "Wie viele ehrenamtlich?");
        assert_eq!(plain("<p>A &amp; B</p><br /><p>C</p>"), "A & B C");
    }
}
