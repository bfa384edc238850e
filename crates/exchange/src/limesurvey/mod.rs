//! `LimeSurvey`'s tab-separated structure export, for staff who bring a survey from there.
//!
//! The way of a file: [`table`] (rows) → [`outline`] (each thing once, languages merged) → [`kinds`] and [`rows`]
//! (questions) → [`conditions`] with [`relevance`] → a survey that `domain::definition` finds nothing wrong with.

mod attributes;
mod conditions;
mod kinds;
mod notes;
mod outline;
mod reader;
mod relevance;
mod rows;
mod settings;
mod table;
mod tangles;
mod words;

use std::collections::BTreeSet;

use domain::definition;
use domain::language::{Language, Localised};
use domain::survey::{Page, Survey};

use conditions::Draft;
use kinds::Builder;
use notes::{At, Notes};
use outline::Outline;

use crate::faults::in_german;
use crate::{Counts, ImportError, Imported, RemarkKind, Report};

pub(crate) fn read(text: &str, file_name: &str) -> Result<Imported, ImportError> {
    let table = table::read(text)?;
    let mut notes = Notes::default();
    let mut outline = reader::outline(&table, &mut notes)?;
    let mut counts = counts(&outline);
    if counts.questions == 0 {
        return Err(ImportError::row(table.last_line, "die Datei endet ohne eine einzige Frage (Q)"));
    }
    let base = outline.base.clone().unwrap_or_else(|| Language::new("de"));
    let mut languages = std::mem::take(&mut outline.languages);
    if languages.is_empty() {
        languages.push(base.clone());
    }
    let frame = settings::read(&mut outline, &base, file_name, &mut notes);
    let (mut drafts, lost) = drafts(&mut outline, &languages, &mut notes)?;
    counts.conditions = conditions::translate_all(&mut drafts, &lost, &mut notes);
    let lines: Vec<(u64, String)> =
        drafts.iter().flat_map(|draft| &draft.questions).map(|built| (built.line, built.origin.clone())).collect();
    if lines.is_empty() {
        return Err(ImportError::row(table.last_line, "keine der Fragen dieser Datei lässt sich übernehmen"));
    }
    let pages = drafts.into_iter().map(finished).collect();
    let mut survey = Survey {
        slug: definition::slug_from(frame.title.text(&base, &base)),
        title: frame.title,
        languages,
        fallback: base,
        letter: frame.letter,
        mode: domain::survey::Mode::default(),
        pages,
        farewell: frame.farewell,
        demo: false,
    };
    drop_empty_languages(&mut survey, &mut notes);
    tangles::untangle(&mut survey, &lines, &mut notes);
    for (question, (_, origin)) in survey.pages.iter_mut().flat_map(|page| &mut page.questions).zip(&lines) {
        question.faults = notes.marks.get(origin).cloned().unwrap_or_default();
    }
    let left: Vec<String> = definition::check(&survey).iter().map(in_german).collect();
    if !left.is_empty() {
        return Err(ImportError::row(
            table.last_line,
            format!("bis hier gelesen ist die Befragung nicht stimmig: {}", left.join("; ")),
        ));
    }
    if let Some((line, count)) = table.controls {
        notes.file(
            Some(line),
            RemarkKind::Changed,
            format!("{count} Steuerzeichen durch Leerzeichen ersetzt, das erste hier"),
        );
    }
    outline::report_leftovers(&outline, &mut notes);
    let mut remarks = notes.remarks;
    // Remarks about questions in the order of the file, those about the whole file last.
    remarks.sort_by_key(|remark| (remark.question.is_none(), remark.line));
    Ok(Imported { survey, report: Report { counts, remarks } })
}

fn counts(outline: &Outline) -> Counts {
    let questions = || outline.groups.iter().flat_map(|group| &group.questions);
    Counts {
        pages: outline.groups.len(),
        questions: questions().count(),
        subquestions: questions().map(|question| question.subquestions.len()).sum(),
        answers: questions().map(|question| question.answers.len()).sum(),
        conditions: 0,
    }
}

/// The pages with their questions, and the codes of the questions that are lost.
fn drafts(
    outline: &mut Outline,
    languages: &[Language],
    notes: &mut Notes,
) -> Result<(Vec<Draft>, Vec<String>), ImportError> {
    let taken: BTreeSet<String> =
        outline.groups.iter().flat_map(|group| &group.questions).map(|question| question.code.clone()).collect();
    let mut builder = Builder { languages, notes, taken, count: 0 };
    let mut lost = Vec::new();
    let mut drafts = Vec::new();
    for mut group in std::mem::take(&mut outline.groups) {
        let at = At { line: group.line, code: "" };
        let page = Page {
            title: builder.notes.plain(at, &group.title),
            introduction: builder.notes.rich(at, &group.text),
            visible_if: None,
            questions: Vec::new(),
        };
        let mut questions = Vec::new();
        for raw in &mut group.questions {
            let mut built = builder.build(raw)?;
            if built.is_empty() {
                lost.push(raw.code.clone());
            }
            if raw.take("hidden").is_some() && !built.is_empty() {
                hide(&mut built, raw.at(), builder.notes);
            }
            leftover_attributes(outline, raw, builder.notes);
            questions.append(&mut built);
        }
        let first = questions.first().map(|built| built.origin.clone()).unwrap_or_default();
        drafts.push(Draft { line: group.line, page, relevance: group.relevance, questions, first });
    }
    Ok((drafts, lost))
}

/// `LimeSurvey` never shows such a question.
fn hide(built: &mut [kinds::Built], at: At<'_>, notes: &mut Notes) {
    let text = "die Frage ist in LimeSurvey verborgen (hidden) und wird auch hier nie gezeigt";
    notes.changed(at, text);
    notes.mark(at.code, text);
    for built in built {
        built.hidden = true;
    }
}

/// Attributes that nobody took out.
fn leftover_attributes(outline: &mut Outline, raw: &mut outline::Raw, notes: &mut Notes) {
    raw.take("mandatory");
    if let Some(default) = raw.take("default") {
        notes.lost(raw.at(), format!("die Vorbelegung „{}“ wird nicht übernommen", outline::short(&default)));
        raw.take("same_default");
    }
    let texts = raw.text_attributes.keys().map(|column| (column, raw.line));
    for (column, line) in raw.attributes.keys().map(|column| (column, raw.line)).chain(texts) {
        outline.unread.entry(column.clone()).or_insert((line, 0)).1 += 1;
    }
}

fn finished(draft: Draft) -> Page {
    let questions = draft.questions.into_iter().map(|built| built.question).collect();
    Page { questions, ..draft.page }
}

/// Announced languages without a single text go; gaps of the others are told.
fn drop_empty_languages(survey: &mut Survey, notes: &mut Notes) {
    let mut filled = BTreeSet::new();
    survey.each_text(&mut |text: &mut Localised, _| filled.extend(text.0.keys().cloned()));
    let fallback = survey.fallback.clone();
    survey.languages.retain(|language| {
        let kept = filled.contains(language) || *language == fallback;
        if !kept {
            notes.file(
                None,
                RemarkKind::Changed,
                format!("die Sprache „{language}“ ist angekündigt, hat aber keine Texte; sie fällt weg"),
            );
        }
        kept
    });
    for language in &survey.languages {
        let missing = survey.questions().filter(|question| !question.text.0.contains_key(language)).count();
        if missing > 0 {
            let text = format!(
                "in der Sprache „{language}“ fehlt der Text von {}",
                crate::report::counted(missing, "Frage", "Fragen")
            );
            notes.file(None, RemarkKind::Fault, text);
        }
    }
}
