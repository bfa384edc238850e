//! Our own JSON.

use exchange::{Format, ImportError};

use crate::{file, read};

fn ours(text: &str) -> Result<exchange::Imported, ImportError> {
    exchange::import(text.as_bytes(), None, "befragung.json")
}

#[test]
fn what_was_imported_reads_back_the_same() {
    let rows = ["Q\tM\tm\t1\tM\t\tde\t\t\tY\tY", "SQ\t\ta\t\tA\t\tde", "Q\tS\ts\tm_a != 'Y'\tS\t\tde"];
    let survey = read(&file(&rows)).expect("imports").survey;
    let mut json = serde_json::to_value(&survey).expect("a survey is JSON");
    let back = ours(&json.to_string()).expect("reads back");
    assert_eq!(back.survey, survey);
    json["format"] = "teilhabe-survey-1".into();
    assert_eq!(ours(&json.to_string()).expect("the mark is tolerated").survey, survey);
    json["format"] = "teilhabe-survey-9".into();
    assert!(ours(&json.to_string()).is_err());
}

#[test]
fn faults_are_listed_all() {
    let rows = ["Q\tS\ts\t1\tS\t\tde"];
    let mut json = serde_json::to_value(read(&file(&rows)).expect("imports").survey).expect("JSON");
    json["slug"] = "Mit Leerzeichen".into();
    json["fallback"] = "tr".into();
    let message = ours(&json.to_string()).expect_err("faulty").to_string();
    assert!(message.contains("Mit Leerzeichen") && message.contains("„tr“"), "{message}");
    let error = exchange::import("{\n\"slug\": 5".as_bytes(), Some(Format::Teilhabe), "x").expect_err("broken");
    assert_eq!(error.line(), Some(2), "{error}");
}
