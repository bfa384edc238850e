//! The bare engine: inserts of the same content through `SurrealDB`'s SDK, in a process of their own, to measure against.
//!
//! The one place outside `store` with `SurrealQL`: it measures what is there before `store` adds its schema and the server
//! its work.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::{Value as Json, json};
use surrealdb::Surreal;
use surrealdb::engine::any::Any;
use surrealdb::types::{Array, RecordId, RecordIdKey, SurrealValue, Value};
use tokio::task::JoinSet;

use crate::load::Load;
use crate::material::{DAY, key, turn};
use crate::now;
use crate::options::{Bound, Options};
use crate::process::{blocking, output};

/// Opening, reading and closing, beside the inserts themselves.
const BESIDE: Duration = Duration::from_secs(90);

/// What the child's figures are.
#[derive(Debug)]
pub struct Figures {
    /// Inserts a second.
    pub rate: f64,
    /// In milliseconds.
    pub p95: f64,
}

/// Starts this program once more, for the bare engine alone.
pub async fn measure(folder: &Path, answers: &Path, options: &Options) -> Result<Figures> {
    let mut command = Command::new(std::env::current_exe().context("this program's own path")?);
    command.arg("--raw").arg(folder).arg("--answers").arg(answers).stdin(Stdio::null()).stderr(Stdio::inherit());
    if options.quick {
        command.arg("--quick");
    }
    let limit = options.extent().submitting.time + BESIDE;
    let text = blocking(move || output(&mut command, limit)).await.context("the bare engine")?;
    let figures: Json = serde_json::from_str(&text).context("the bare engine's figures")?;
    let figure = |name: &str| figures[name].as_f64().with_context(|| format!("the bare engine tells no {name}"));
    Ok(Figures { rate: figure("rate")?, p95: figure("p95")? })
}

/// What the child process does and prints.
pub async fn child(folder: &Path, options: &Options) -> Result<String> {
    let answers = options.answers.as_deref().context("--answers is missing")?;
    let text = std::fs::read(answers).with_context(|| format!("{} cannot be read", answers.display()))?;
    let (survey, given): (String, Vec<(String, Json)>) = serde_json::from_slice(&text).context("the answers")?;
    let database = surrealdb::engine::any::connect(format!("surrealkv://{}", folder.display())).await?;
    database.query("DEFINE NAMESPACE bench; USE NS bench; DEFINE DATABASE bench").await?.check()?;
    database.use_ns("bench").use_db("bench").await?;
    database.query("DEFINE TABLE response SCHEMALESS").await?.check()?;
    let load = insert(&database, survey, given, options.extent().submitting).await?;
    Ok(json!({ "rate": load.rate, "p95": load.latency(95) }).to_string())
}

/// The fields of a response, as `store` keeps it.
#[derive(Debug, Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    id: RecordId,
    version: u32,
    day: String,
    language: String,
    demo: bool,
    answers: Json,
}

impl Row {
    fn new(survey: &str, number: u64, (language, answers): &(String, Json)) -> Self {
        let id = [survey.to_owned(), key(survey, number)].map(Value::String);
        Self {
            id: RecordId::new("response", RecordIdKey::Array(Array::from(Vec::from(id)))),
            version: 1,
            day: DAY.to_owned(),
            language: language.clone(),
            demo: false,
            answers: answers.clone(),
        }
    }
}

async fn insert(database: &Surreal<Any>, survey: String, given: Vec<(String, Json)>, bound: Bound) -> Result<Load> {
    let (survey, given, begun) = (Arc::new(survey), Arc::new(given), Arc::new(AtomicU64::new(0)));
    let start = now();
    let end = start + bound.time;
    let mut tasks = JoinSet::new();
    for _ in 0..bound.clients {
        let (survey, given, begun, database) = (survey.clone(), given.clone(), begun.clone(), database.clone());
        tasks.spawn(async move {
            let mut latencies = Vec::new();
            while now() < end {
                let number = begun.fetch_add(1, Ordering::Relaxed);
                if number >= bound.count {
                    break;
                }
                let sent = now();
                let row = Row::new(&survey, number, turn(&given, number));
                database.query("CREATE ONLY $row.id CONTENT $row RETURN NONE").bind(("row", row)).await?.check()?;
                latencies.push(sent.elapsed());
            }
            anyhow::Ok(latencies)
        });
    }
    let mut latencies = Vec::new();
    while let Some(outcome) = tasks.join_next().await {
        latencies.extend(outcome??);
    }
    Ok(Load::of(latencies, start.elapsed()))
}
