//! Title, welcome, thanks and settings of the survey.

use domain::language::{Language, Localised};
use domain::survey::Letter;

use super::notes::{At, Notes};
use super::outline::{Outline, short};
use crate::RemarkKind;

pub(super) struct Frame {
    pub title: Localised,
    pub letter: Letter,
    pub farewell: Localised,
}

pub(super) fn read(outline: &mut Outline, base: &Language, file_name: &str, notes: &mut Notes) -> Frame {
    let mut take = |name: &str| outline.texts.remove(name);
    let at = |line| At { line, code: "" };
    let title = take("surveyls_title").map(|(line, text)| notes.plain(at(line), &text)).unwrap_or_default();
    let mut rich =
        |found: Option<(u64, Localised)>| found.map(|(line, text)| notes.rich(at(line), &text)).unwrap_or_default();
    let mut purpose = rich(take("surveyls_welcometext"));
    if purpose.is_empty() {
        purpose = rich(take("surveyls_description"));
    }
    let use_of_answers = rich(take("surveyls_policy_notice"));
    let farewell = rich(take("surveyls_endtext"));
    let title = if title.is_empty() { title_from(file_name, base, notes) } else { title };
    report(outline, notes);
    Frame { title, letter: Letter { purpose, use_of_answers, ..Letter::default() }, farewell }
}

fn title_from(file_name: &str, base: &Language, notes: &mut Notes) -> Localised {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim();
    let title = if stem.is_empty() { "Befragung" } else { stem };
    notes.file(
        None,
        RemarkKind::Fault,
        format!("die Befragung hat keinen Titel (surveyls_title); sie heißt nun „{}“", short(title)),
    );
    Localised::one(base, title.chars().take(200).collect::<String>())
}

/// One line for all settings, one for all texts that were not carried over.
fn report(outline: &Outline, notes: &mut Notes) {
    let mut settings = Vec::new();
    for (name, value) in &outline.settings {
        match (name.as_str(), value.as_str()) {
            ("format", "G") => {}
            ("format", other) => {
                let what = match other {
                    "A" => "alles auf einer Seite (A)",
                    "S" => "eine Frage je Seite (S)",
                    _ => "eine unbekannte Aufteilung",
                };
                let text = format!("die Datei will {what}; hier ist jede Fragengruppe eine Seite");
                notes.file(Some(outline.settings_line), RemarkKind::Changed, text);
            }
            _ if settings.len() < 100 => settings.push(format!("{} = {}", short(name), short(value))),
            _ => {}
        }
    }
    if !settings.is_empty() {
        let rest = outline.settings.len().saturating_sub(100);
        let more = if rest > 0 { format!(" und {rest} weitere") } else { String::new() };
        let text = format!("Einstellungen der Befragung: {}{more}", settings.join(", "));
        notes.file(Some(outline.settings_line), RemarkKind::Lost, text);
    }
    let texts: Vec<String> = outline.texts.keys().take(50).map(|name| short(name)).collect();
    if let Some((line, _)) = outline.texts.values().next() {
        notes.file(Some(*line), RemarkKind::Lost, format!("Texte der Befragung: {}", texts.join(", ")));
    }
}
