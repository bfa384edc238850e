//! The commands as a person at a terminal meets them: what they print, and how they end.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn teilhabe(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_teilhabe"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("TEILHABE_DATABASE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that refuses its arguments does not read.
    let _ = child.stdin.take().expect("standard input").write_all(input.as_bytes());
    child.wait_with_output().expect("the program ends")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("ended by itself")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn administrators_are_made_once_and_with_a_decent_password() {
    let folder = tempfile::tempdir().expect("a folder");
    let make =
        |password: &str| teilhabe(folder.path(), &["create-administrator", "--email", "a@example.org"], password);
    let short = make("kurz\n");
    assert_eq!(code(&short), 1);
    assert!(complained(&short).contains("12"), "{}", complained(&short));
    assert!(!folder.path().join("data").exists(), "nothing was begun");

    let done = make("ein langes Kennwort\n");
    assert_eq!(code(&done), 0, "{}", complained(&done));
    assert!(folder.path().join("data").exists(), "the database lies in the current folder by default");
    let again = make("ein anderes Kennwort\n");
    assert_eq!(code(&again), 1);
    assert!(complained(&again).contains("already"));
    assert!(!complained(&done).contains("langes") && !said(&done).contains("langes"));
}

#[test]
fn keys_are_printed_once_and_unknown_scopes_are_wrong_usage() {
    let folder = tempfile::tempdir().expect("a folder");
    let make = |scope: &str| teilhabe(folder.path(), &["create-key", "--name", "Karte", "--scope", scope], "");
    let done = make("read:results,write:responses");
    assert_eq!(code(&done), 0, "{}", complained(&done));
    let secret = said(&done).trim().to_owned();
    assert!(secret.starts_with("thk_") && secret.len() == 4 + 43, "{secret}");
    assert_ne!(said(&make("read:results")).trim(), secret);
    for wrong in ["everything", "read:results,everything", ""] {
        assert_eq!(code(&make(wrong)), 2, "{wrong}");
    }
}

#[test]
fn wrong_usage_ends_with_two_and_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    for arguments in [
        &["fly"][..],
        &[],
        &["serve", "--address", "somewhere"],
        &["serve", "--public-url", "teilhabe"],
        &["serve", "--trusted-proxies", "10.0.0.0/99"],
        &["create-administrator"],
        &["create-administrator", "--email", "nobody"],
        &["import", "survey"],
        &["import", "survey", "x", "--format", "papyrus"],
    ] {
        assert_eq!(code(&teilhabe(folder.path(), arguments, "")), 2, "{arguments:?}");
    }
    let wrong_database = teilhabe(
        folder.path(),
        &["create-key", "--name", "a", "--scope", "read:results", "--database", "postgres://x"],
        "",
    );
    assert_eq!(code(&wrong_database), 1);
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[test]
fn a_survey_is_imported_once_and_a_broken_file_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path();
    let survey = demo::needs_survey();
    std::fs::write(place.join("survey.json"), serde_json::to_string(&survey).expect("JSON")).expect("written");
    std::fs::write(place.join("broken.json"), "{\"slug\": ").expect("written");
    let large = "x".repeat(1024 * 1024);
    let mut huge = std::fs::File::create(place.join("huge.tsv")).expect("created");
    for _ in 0..100 {
        huge.write_all(large.as_bytes()).expect("written");
    }
    drop(huge);

    for refused in ["broken.json", "huge.tsv", "missing.tsv"] {
        let output = teilhabe(place, &["import", "survey", refused], "");
        assert_eq!(code(&output), 1, "{refused}");
        assert!(complained(&output).contains(refused), "{}", complained(&output));
        assert!(!place.join("data").exists(), "{refused} began a database");
    }
    let done = teilhabe(place, &["import", "survey", "survey.json"], "");
    assert_eq!(code(&done), 0, "{}", complained(&done));
    assert_eq!(said(&done).lines().next(), Some(survey.slug.as_str()));
    let again = teilhabe(place, &["import", "survey", "survey.json"], "");
    assert_eq!(code(&again), 1);
    assert!(complained(&again).contains(&survey.slug));
}

#[test]
fn settings_are_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = teilhabe(folder.path(), &["settings"], "");
    assert_eq!(code(&output), 0);
    assert!(
        said(&output).contains("TEILHABE_DATABASE   --database   default: surrealkv://./data"),
        "{}",
        said(&output)
    );
}
