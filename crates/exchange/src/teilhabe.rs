//! Our own JSON: the survey as serde writes it, checked like any other file before it is let in.

use domain::definition;
use domain::survey::{Kind, Survey, TextFormat};

use crate::{
    Counts, ImportError, Imported, MAX_CELL, MAX_MARKS, MAX_QUESTIONS, Report, dependence, patterns, sanitise,
};

/// The value of the optional field `format`.
const MARK: &str = "teilhabe-survey-1";

pub(crate) fn read(text: &str) -> Result<Imported, ImportError> {
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let mut value: serde_json::Value = serde_json::from_str(text).map_err(|cause| broken(&cause))?;
    if let Some(mark) = value.as_object_mut().and_then(|object| object.remove("format"))
        && mark != MARK
    {
        return Err(json_at_start(format!("das Feld „format“ nennt {mark}, lesbar ist „{MARK}“")));
    }
    // Read again from the text: only so does an error know its line.
    let mut survey: Survey = serde_json::from_str(text).map_err(|cause| broken(&cause))?;
    let questions = survey.questions().count();
    if questions > MAX_QUESTIONS {
        return Err(json_at_start(format!(
            "die Befragung hat {questions} Fragen, höchstens {MAX_QUESTIONS} sind erlaubt"
        )));
    }
    if let Some(reason) = dependence::too_much(&survey) {
        return Err(json_at_start(reason));
    }
    for question in survey.questions() {
        if let Kind::ShortText { format: Some(TextFormat::Pattern(pattern)), .. } = &question.kind
            && let Err(reason) = patterns::compiles(pattern)
        {
            return Err(json_at_start(format!("Frage „{}“: {reason}", question.code)));
        }
    }
    if let Some(reason) = too_much_text(&mut survey) {
        return Err(json_at_start(reason));
    }
    let faults = definition::check(&survey);
    if !faults.is_empty() {
        return Err(ImportError::Faults(faults));
    }
    let counts = counts(&survey);
    Ok(Imported { survey, report: Report { counts, remarks: Vec::new() } })
}

/// Texts that would cost too much to sanitise on every page that shows them.
fn too_much_text(survey: &mut Survey) -> Option<String> {
    let (mut longest, mut most, mut total) = (0, 0, 0);
    survey.each_text(&mut |text, _| {
        for words in text.0.values() {
            let marks = sanitise::marks(words);
            (longest, most, total) = (longest.max(words.len()), most.max(marks), total + marks);
        }
    });
    let (of_text, of_file) = MAX_MARKS;
    (longest > MAX_CELL || most > of_text || total > of_file).then(|| {
        format!(
            "ein Text ist länger als {} kB oder hat mehr als {of_text} HTML-Auszeichnungen, oder alle zusammen mehr als {of_file}",
            MAX_CELL / 1000
        )
    })
}

fn counts(survey: &Survey) -> Counts {
    let mut counts = Counts { pages: survey.pages.len(), ..Counts::default() };
    for question in survey.questions() {
        counts.questions += 1;
        let options = question.kind.choices().0.len();
        match question.kind {
            Kind::MultipleChoice { .. } => counts.subquestions += options,
            _ => counts.answers += options,
        }
    }
    definition::each_condition(survey, &mut |_, _| counts.conditions += 1);
    counts
}

fn json_at_start(reason: String) -> ImportError {
    ImportError::Json { line: 1, column: 1, reason }
}

fn broken(cause: &serde_json::Error) -> ImportError {
    let whole = cause.to_string();
    let reason = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(reason, _)| reason).to_owned();
    ImportError::Json {
        line: u64::try_from(cause.line()).unwrap_or(u64::MAX).max(1),
        column: u64::try_from(cause.column()).unwrap_or(u64::MAX),
        reason,
    }
}
