//! Collects what staff have to be told while a file is read: remarks for the report, marks for the questions.

use std::collections::BTreeMap;

use crate::{Remark, RemarkKind, sanitise};
use domain::language::Localised;

#[derive(Default)]
pub(crate) struct Notes {
    pub remarks: Vec<Remark>,
    /// By code of the question in the file: what `Question::faults` gets.
    pub marks: BTreeMap<String, Vec<String>>,
}

/// The question a remark is about.
#[derive(Clone, Copy)]
pub(crate) struct At<'a> {
    pub line: u64,
    pub code: &'a str,
}

impl Notes {
    pub(crate) fn lost(&mut self, at: At<'_>, text: impl Into<String>) {
        self.add(at, RemarkKind::Lost, text.into());
    }

    pub(crate) fn changed(&mut self, at: At<'_>, text: impl Into<String>) {
        self.add(at, RemarkKind::Changed, text.into());
    }

    /// A fault of the file; staff see it at the question too.
    pub(crate) fn fault(&mut self, at: At<'_>, text: impl Into<String>) {
        let text = text.into();
        self.mark(at.code, &text);
        self.add(at, RemarkKind::Fault, text);
    }

    /// Shows a text at the question without another remark.
    pub(crate) fn mark(&mut self, code: &str, text: &str) {
        let marks = self.marks.entry(code.to_owned()).or_default();
        if !marks.iter().any(|mark| mark == text) {
            marks.push(text.to_owned());
        }
    }

    /// About the whole file, or about a line that belongs to no question.
    pub(crate) fn file(&mut self, line: Option<u64>, kind: RemarkKind, text: impl Into<String>) {
        self.remarks.push(Remark { line, question: None, kind, text: text.into() });
    }

    pub(crate) fn add(&mut self, at: At<'_>, kind: RemarkKind, text: String) {
        let question = (!at.code.is_empty()).then(|| at.code.to_owned());
        let remark = Remark { line: Some(at.line), question, kind, text };
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }

    /// A rich text made harmless; what it lost is reported.
    pub(crate) fn rich(&mut self, at: At<'_>, raw: &Localised) -> Localised {
        let mut clean = Localised::default();
        for (language, html) in &raw.0 {
            if let Some(removed) = sanitise::removed(html) {
                self.lost(at, format!("aus dem Text entfernt: {removed}"));
            }
            self.look_into(at, html);
            let harmless = sanitise::sanitise(html);
            if !harmless.trim().is_empty() {
                clean.set(language, harmless);
            }
        }
        clean
    }

    /// A title or label without marks.
    pub(crate) fn plain(&mut self, at: At<'_>, raw: &Localised) -> Localised {
        let mut clean = Localised::default();
        for (language, html) in &raw.0 {
            if let Some(removed) = sanitise::removed(html) {
                self.lost(at, format!("aus der Beschriftung entfernt: {removed}"));
            }
            self.look_into(at, html);
            let words = sanitise::words(html);
            if !words.is_empty() {
                clean.set(language, words);
            }
        }
        clean
    }

    /// Things in a text that only `LimeSurvey` would fill in, or that somebody forgot to.
    fn look_into(&mut self, at: At<'_>, html: &str) {
        if let Some(placeholder) = placeholder(html) {
            self.lost(at, format!("der Platzhalter „{placeholder}“ wird nicht ersetzt, er steht nun wörtlich im Text"));
        }
        if html.split(|sign: char| !sign.is_alphanumeric()).any(|word| word == "TODO") {
            self.add(at, RemarkKind::Fault, "im Text steht noch „TODO“".to_owned());
        }
    }
}

/// `{NAME}` or `{if(…)}`: a brace, directly followed by a letter, and closed.
fn placeholder(html: &str) -> Option<&str> {
    html.match_indices('{').take(100).find_map(|(start, _)| {
        let inside = &html[start + 1..];
        let end = inside.char_indices().take(80).find(|(_, sign)| matches!(sign, '}' | '{'))?;
        let named = inside.starts_with(|sign: char| sign.is_ascii_alphabetic());
        (named && end.1 == '}').then(|| &html[start..start + end.0 + 2])
    })
}
