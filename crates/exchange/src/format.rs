//! The formats by their names on the command line, and guessing which one a file has.

use std::str::FromStr;

use thiserror::Error;

/// A format that can be read today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `ls-tsv`: `LimeSurvey`'s tab-separated structure export.
    LimesurveyTsv,
    /// `teilhabe`: our own JSON, [`domain::survey::Survey`] as serde writes it.
    Teilhabe,
}

/// Why a format was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FormatError {
    /// A known name whose reader does not exist yet.
    #[error("Das Format „{0}“ wird noch nicht unterstützt; lesbar sind ls-tsv und teilhabe.")]
    NotYet(String),
    #[error("Das Format „{0}“ ist nicht bekannt; lesbar sind ls-tsv und teilhabe.")]
    Unknown(String),
    #[error(
        "Zeile 1: Das Format der Datei ist nicht zu erkennen; eine LimeSurvey-Tabelle beginnt mit der Kopfzeile \
         „class, type/scale, name, …“ und Tabulatoren, eine eigene Datei mit „{{“."
    )]
    NotRecognised,
}

impl Format {
    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::LimesurveyTsv => "ls-tsv",
            Self::Teilhabe => "teilhabe",
        }
    }

    pub(crate) fn guess(text: &str, file_name: &str) -> Result<Self, FormatError> {
        let not_yet = |name: &str| Err(FormatError::NotYet(name.to_owned()));
        let start = text.trim_start();
        if start.starts_with('{') {
            return if looks_like_surveyjs(start) { not_yet("surveyjs") } else { Ok(Self::Teilhabe) };
        }
        if start.starts_with("<?xml") || start.starts_with("<document") {
            return not_yet("lss");
        }
        let header = start.lines().next().unwrap_or_default().to_lowercase();
        if header.contains('\t') && header.split('\t').any(|cell| cell.trim().trim_matches('"') == "class") {
            return Ok(Self::LimesurveyTsv);
        }
        let ending = file_name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
        match ending.as_str() {
            "tsv" => Ok(Self::LimesurveyTsv),
            "json" => Ok(Self::Teilhabe),
            "lss" => not_yet("lss"),
            "xls" | "xlsx" => not_yet("xlsform"),
            _ => Err(FormatError::NotRecognised),
        }
    }
}

/// Both are JSON with pages; only ours has a slug.
fn looks_like_surveyjs(text: &str) -> bool {
    serde_json::from_str::<serde_json::Value>(text).is_ok_and(|value| {
        let has = |key| value.get(key).is_some();
        let elements = |page: &serde_json::Value| page.get("elements").is_some();
        let in_pages = value["pages"].as_array().is_some_and(|pages| pages.iter().any(elements));
        !has("slug") && !has("format") && (has("elements") || in_pages)
    })
}

impl std::fmt::Display for Format {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = FormatError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "ls-tsv" => Ok(Self::LimesurveyTsv),
            "teilhabe" => Ok(Self::Teilhabe),
            "lss" | "xlsform" | "surveyjs" => Err(FormatError::NotYet(name.to_owned())),
            _ => Err(FormatError::Unknown(name.to_owned())),
        }
    }
}
