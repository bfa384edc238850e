//! The store through its public door, on the real engine: in memory, or in a folder where that matters.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::future::Future;
use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};
use domain::answer::{Answer, Answers};
use domain::language::{Language, Localised};
use domain::survey::{Letter, Mode, Survey};
use store::{Connection, Holding, Records, Response, StoreError};

mod accounts;
mod agreement;
mod amendments;
mod audit;
mod comments;
mod consultation;
mod folder;
mod hostile;
mod invitations;
mod live;
mod mail;
mod meetings;
mod migrations;
mod organisations;
mod people;
mod protection;
mod responses;
mod sessions;
mod surveys;
mod tallies;

/// Runs a test in a runtime with the stacks the database needs.
fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(4)
        .enable_all()
        .thread_stack_size(10 * 1024 * 1024)
        .build()
        .expect("a runtime")
        .block_on(test);
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).expect("a time")
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")
}

fn holding() -> Holding {
    Holding { folder: None, today: std::sync::Arc::new(today) }
}

async fn in_memory() -> Records {
    Records::open(&Connection::new("mem://"), now()).await.expect("a database in memory")
}

fn in_folder(path: &Path) -> Connection {
    Connection::new(format!("surrealkv://{}", path.display()))
}

async fn open(connection: &Connection) -> Result<Records, StoreError> {
    Records::open(connection, now()).await
}

fn survey(slug: &str) -> Survey {
    let german = Language::new("de");
    Survey {
        slug: slug.to_owned(),
        title: Localised::one(&german, "Bedarf der Vereine"),
        languages: vec![german.clone()],
        fallback: german,
        letter: Letter::default(),
        mode: Mode::Anonymous,
        pages: Vec::new(),
        farewell: Localised::default(),
        demo: false,
    }
}

/// The nth response of a survey, with the usual kinds of answers.
fn response(survey: &str, number: u64) -> Response {
    let mut answers = Answers::new();
    answers.insert(
        "activities".to_owned(),
        Answer::Choices {
            codes: vec!["sport".to_owned(), "language".to_owned()],
            other: Some("Nähkurs – \"ücretsiz\"".to_owned()),
        },
    );
    answers.insert("legal_form".to_owned(), Answer::choice("registered"));
    answers.insert("members".to_owned(), Answer::Number(14.0));
    answers.insert("share".to_owned(), Answer::Number(0.25));
    answers.insert("wishes".to_owned(), Answer::Text("Räume, die am Wochenende offen sind".to_owned()));
    for question in 0..15 {
        answers.insert(format!("q{question:02}"), Answer::choice("often"));
    }
    Response {
        origin: None,
        assisted: false,
        // Spread over the whole range, as hashes are.
        key: format!("{:064x}", u128::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835)),
        survey: survey.to_owned(),
        version: 1,
        day: Some(today()),
        language: Some(Language::new("de")),
        demo: false,
        answers,
    }
}
