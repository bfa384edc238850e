//! A version of a text as a file, for whoever may see it: what is printed beside the words, and which formats there are.
//!
//! The same data give the same bytes: nothing in here depends on the time, on chance, or on who asks, but two things in JSON: the
//! author's name, which only those inside read, and origins in texts that the reader does not see, which are sealed.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use domain::local_time;
use domain::process::body::{Body, Decision, label};
use domain::text::document::Version;
use exchange::texts::{self, Embedded, Fonts, Paper};
use store::StoreError;
use thiserror::Error;
use uuid::Uuid;

use super::Space;
use crate::services::Services;
use crate::texts::{fill, outcome as t};

/// Folder of the fonts for print, below the site's files.
const FONTS: &str = "generated/fonts/print";

/// What a text is taken along as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextFile {
    Pdf,
    Docx,
    Odt,
    Markdown,
    Csv,
    Json,
}

impl TextFile {
    /// The kind of file that is asked for by this name, as it stands in addresses.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "text.pdf" => Some(Self::Pdf),
            "text.docx" => Some(Self::Docx),
            "text.odt" => Some(Self::Odt),
            "text.md" => Some(Self::Markdown),
            "text.csv" => Some(Self::Csv),
            "text.json" => Some(Self::Json),
            _ => None,
        }
    }

    /// Its ending.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Markdown => "md",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// What browsers call it.
    pub fn media(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
        }
    }
}

/// Why a file cannot be written.
#[derive(Debug, Error)]
pub enum FileTrouble {
    /// The fonts for print are not on this machine.
    #[error("the fonts for print are missing")]
    NoFonts,
    /// Anything else; the log knows more.
    #[error("{0}")]
    Failed(String),
}

/// What stands beside the words of all versions of a text.
#[derive(Debug)]
pub struct Beside {
    /// All bodies.
    pub bodies: Vec<Body>,
    /// What was decided about the text.
    pub decisions: Vec<(Uuid, Decision)>,
    /// Names of those who made versions.
    pub names: BTreeMap<Uuid, String>,
}

/// A version with all that is printed with it.
#[derive(Debug, Clone)]
pub struct Sheet {
    version: Version,
    author: Option<String>,
    facts: Vec<(String, String)>,
    line_length: NonZeroUsize,
    /// Those printed under their paragraphs; `None` when none were asked for.
    amendments: Option<BTreeMap<Uuid, Vec<Embedded>>>,
}

impl Sheet {
    /// A version as a person in this space may take it along. `amendments` are those printed under their paragraphs.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn of(
        services: &Services,
        space: &Space,
        version: Version,
        amendments: Option<BTreeMap<Uuid, Vec<Embedded>>>,
    ) -> Result<Self, StoreError> {
        let bodies = services.records.bodies().await?.into_iter().map(|body| body.value).collect();
        let decisions = services.records.decisions(version.text).await?;
        let names = services.records.names_of(&[version.author]).await?;
        Ok(Self::beside(&Beside { bodies, decisions, names }, services, space, version, amendments))
    }

    /// The same when what stands beside the words was read already.
    pub fn beside(
        beside: &Beside,
        services: &Services,
        space: &Space,
        version: Version,
        amendments: Option<BTreeMap<Uuid, Vec<Embedded>>>,
    ) -> Self {
        let author = beside.names.get(&version.author).filter(|_| space.seat.is_inside()).cloned();
        let fact = |name: &str, value: String| (name.to_owned(), value);
        let mut facts = vec![fact("Konferenz", space.conference.value.title.clone())];
        facts.extend(space.group.as_ref().map(|group| fact("Arbeitsgruppe", group.value.name.clone())));
        facts.push(fact("Fassung", version.number.to_string()));
        facts.push(fact("Vom", moment(version.at)));
        let here = beside.decisions.iter().map(|(_, decision)| decision);
        let here = here.filter(|decision| decision.version == version.number);
        facts.extend(here.map(|decision| decision_fact(decision, &beside.bodies)));
        facts.push(fact("Adresse", format!("{}{}", services.settings.public_url, version.address())));
        facts.push(fact("Prüfsumme (SHA-256)", version.hash.clone()));
        Self { version, author, facts, line_length: services.settings.line_length, amendments }
    }

    /// The file. Long texts take a while: call it where nobody else waits. `site` is the folder of the site's files.
    ///
    /// # Errors
    ///
    /// See [`FileTrouble`].
    pub fn write(&self, file: TextFile, site: &Path) -> Result<Vec<u8>, FileTrouble> {
        let paper = Paper {
            author: self.author.clone(),
            facts: self.facts.clone(),
            amendments: self.amendments.clone().unwrap_or_default(),
            line_length: self.line_length,
            ..Paper::new(&self.version)
        };
        let failed = |error: &dyn std::fmt::Display| FileTrouble::Failed(error.to_string());
        match file {
            TextFile::Pdf => {
                let fonts = fonts(site).ok_or(FileTrouble::NoFonts)?;
                Ok(texts::pdf(&paper, &fonts).map_err(|error| failed(&error))?.bytes)
            }
            TextFile::Docx => texts::docx(&paper).map_err(|error| failed(&error)),
            TextFile::Odt => texts::odt(&paper).map_err(|error| failed(&error)),
            TextFile::Markdown => Ok(texts::markdown(&paper).into_bytes()),
            TextFile::Csv => Ok(texts::csv(&paper)),
            TextFile::Json => texts::json(&paper).map_err(|error| failed(&error)),
        }
    }

    /// What the file is called when it is saved: `raeume-fassung-3.pdf`, `raeume-fassung-3-antraege.pdf`.
    pub fn file_name(&self, file: TextFile) -> String {
        let amended = if self.amendments.is_some() { "-antraege" } else { "" };
        format!("{}-fassung-{}{amended}.{}", file_word(&self.version.content.title), self.version.number, file.ending())
    }
}

/// The fonts that are embedded, when they are on this machine.
fn fonts(site: &Path) -> Option<Fonts> {
    let folder = site.join(FONTS);
    let font = |name: &str| std::fs::read(folder.join(name)).ok().map(Arc::new);
    Some(Fonts {
        regular: font("FiraSans_400Regular.ttf")?,
        bold: font("FiraSans_700Bold.ttf")?,
        others: font("NotoSansArabic_400Regular.ttf").into_iter().collect(),
    })
}

/// A decision as it is printed: "Drucksache 27-0123" and what came of it.
fn decision_fact(decision: &Decision, bodies: &[Body]) -> (String, String) {
    let body = bodies.iter().find(|body| body.id == decision.body);
    let name = body.map_or_else(String::new, |body| format!("{}: ", body.name));
    let word = body.map_or_else(|| t::outcome(decision.outcome), |body| t::label(label(body.right, decision.outcome)));
    let mut words = vec![format!("{name}{word} am {}", day(decision.day))];
    words.extend(decision.vote.map(|vote| {
        let counts = [("yes", vote.yes), ("no", vote.no), ("abstain", vote.abstain)].map(|(at, n)| (at, n.to_string()));
        let counts = counts.each_ref().map(|(name, count)| (*name, count.as_str()));
        fill(t::DECISION_VOTE, &counts)
    }));
    if !decision.conditions.is_empty() {
        words.push(format!("{}: {}", t::DECISION_CONDITIONS, decision.conditions.join("; ")));
    }
    (fill(t::DECISION_PAPER, &[("paper", &decision.paper)]), words.join("; "))
}

/// A day as people in Germany read it.
pub(super) fn day(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

/// A moment as people in Germany read it.
pub(super) fn moment(at: DateTime<Utc>) -> String {
    local_time::clock(at).format("%d.%m.%Y, %H:%M Uhr").to_string()
}

/// A title as part of a file's name: small letters, digits and hyphens, never empty, at most 60 of them.
pub(super) fn file_word(title: &str) -> String {
    let mut word = String::new();
    for letter in title.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' => word.push_str("ae"),
            'ö' => word.push_str("oe"),
            'ü' => word.push_str("ue"),
            'ß' => word.push_str("ss"),
            letter if letter.is_ascii_alphanumeric() => word.push(letter),
            _ if word.ends_with('-') || word.is_empty() => {}
            _ => word.push('-'),
        }
    }
    word.truncate(60);
    let word = word.trim_matches('-');
    if word.is_empty() { "text".to_owned() } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_names_of_files() {
        assert_eq!(file_word("Räume & „Begegnung“"), "raeume-begegnung");
        assert_eq!(file_word("../../etc/passwd"), "etc-passwd");
        assert_eq!(file_word("مرحبا"), "text");
        assert!(file_word(&"ä".repeat(500)).len() <= 60);
    }
}
