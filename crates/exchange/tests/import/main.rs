//! Importing surveys through the public door, for everybody who changes the importer.

mod expressions;
mod faults;
mod hostile;
mod kinds;
mod organisations;
mod real;
mod teilhabe;

use std::path::PathBuf;

use domain::definition;
use domain::survey::Question;
use exchange::{Format, ImportError, Imported, RemarkKind};

const HEADER: &str = "class\ttype/scale\tname\trelevance\ttext\thelp\tlanguage\tvalidation\tem_validation_q\tmandatory\tother\tdefault\tsame_default\thidden";

/// A file of the folder beside the repository; `None` (and a printed line) when it is not there.
fn shared(path: &str) -> Option<String> {
    let file = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/samples")).join(path);
    let text = std::fs::read_to_string(&file).ok();
    if text.is_none() {
        say(&format!("skipped: {} is not there", file.display()));
    }
    text
}

#[expect(clippy::print_stdout, reason = "tests say what they skipped and counted")]
fn say(text: &str) {
    println!("{text}");
}

/// Header, a title, a group, then the rows given (cells joined by tabs).
fn file(rows: &[&str]) -> String {
    let mut text = format!("{HEADER}\nSL\t\tsurveyls_title\t\tProbe\t\tde\nG\t1\tSeite\t1\t\t\tde\n");
    for row in rows {
        text.push_str(row);
        text.push('\n');
    }
    text
}

fn read(text: &str) -> Result<Imported, ImportError> {
    let outcome = exchange::import(text.as_bytes(), Some(Format::LimesurveyTsv), "probe.tsv");
    if let Ok(imported) = &outcome {
        assert_eq!(definition::check(&imported.survey), [], "an imported survey is always sound");
    }
    outcome
}

fn read_rows(rows: &[&str]) -> Imported {
    read(&file(rows)).expect("this file is good enough")
}

fn refused(text: &str) -> (u64, String) {
    let error = read(text).expect_err("this file is not good enough");
    (error.line().expect("an error names its line"), error.to_string())
}

fn question<'a>(imported: &'a Imported, code: &str) -> &'a Question {
    imported.survey.question(code).unwrap_or_else(|| panic!("there is a question {code}"))
}

/// Whether the report says something with these words about this question.
fn says(imported: &Imported, kind: RemarkKind, code: Option<&str>, words: &str) -> bool {
    imported
        .report
        .remarks
        .iter()
        .any(|remark| remark.kind == kind && remark.question.as_deref() == code && remark.text.contains(words))
}
