//! The release under test: its databases, its commands, and `teilhabe serve` as a process that is ready.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use tokio::task::JoinHandle;

use crate::http::{Answer, Connection, bearer, request};
use crate::now;
use crate::process::{Process, blocking, memory_of, output};

/// How long a command or a start may take.
const LIMIT: Duration = Duration::from_mins(2);
/// Beyond what any measurement needs.
const QUOTAS: [&str; 4] = ["--key-per-second", "1000000", "--listeners", "2000"];
/// Everybody may come from an address of their own.
const PROXIES: [&str; 2] = ["--trusted-proxies", "127.0.0.1"];
/// Settings of the person at the terminal that would change what is measured.
const NOT_INHERITED: [&str; 8] = [
    "TEILHABE_ADDRESS",
    "TEILHABE_DATABASE",
    "TEILHABE_DATABASE_NAME",
    "TEILHABE_DATABASE_NAMESPACE",
    "TEILHABE_DEMO",
    "TEILHABE_PUBLIC_URL",
    "TEILHABE_SITE",
    "TEILHABE_TRUSTED_PROXIES",
];

/// The program, and where its databases may lie.
#[derive(Debug, Clone)]
pub struct Release {
    program: PathBuf,
    work: PathBuf,
    survey_file: PathBuf,
}

/// A database with the survey and a key that may send responses and read results.
#[derive(Debug)]
pub struct Prepared {
    pub folder: PathBuf,
    pub key: String,
}

impl Release {
    pub fn new(program: &Path, work: &Path, survey_file: &Path) -> Result<Self> {
        let program = program
            .canonicalize()
            .with_context(|| format!("there is no program {}; make release makes it", program.display()))?;
        Ok(Self { program, work: work.to_owned(), survey_file: survey_file.to_owned() })
    }

    fn command(&self, database: &Path) -> Command {
        let mut command = Command::new(&self.program);
        for variable in NOT_INHERITED {
            command.env_remove(variable);
        }
        command
            .current_dir(&self.work)
            .stdin(Stdio::null())
            .args(["--database", &format!("surrealkv://{}", database.display())]);
        command
    }

    /// A new database in the folder of this name.
    pub async fn prepare(&self, name: &str) -> Result<Prepared> {
        let folder = self.work.join(name);
        let mut import = self.command(&folder);
        import.args(["import", "survey"]).arg(&self.survey_file).env("TEILHABE_LOG", "warn");
        blocking(move || output(&mut import, LIMIT)).await.context("teilhabe import survey")?;
        let mut create_key = self.command(&folder);
        create_key
            .args(["create-key", "--name", "bench", "--scope", "read:results,write:responses"])
            .env("TEILHABE_LOG", "warn");
        let key = blocking(move || output(&mut create_key, LIMIT)).await.context("teilhabe create-key")?;
        Ok(Prepared { folder, key: key.trim().to_owned() })
    }

    /// Makes an account that may do everything.
    pub async fn create_administrator(&self, prepared: &Prepared, email: &str, password: &str) -> Result<()> {
        let file = prepared.folder.with_extension("password");
        std::fs::write(&file, password)?;
        let mut command = self.command(&prepared.folder);
        command.args(["create-administrator", "--email", email]).env("TEILHABE_LOG", "warn").stdin(File::open(&file)?);
        blocking(move || output(&mut command, LIMIT)).await.context("teilhabe create-administrator")?;
        Ok(())
    }

    /// Serves the database on a free port; returns when it is ready.
    pub async fn serve(&self, prepared: &Prepared) -> Result<Running> {
        let log = prepared.folder.with_extension("log");
        let mut command = self.command(&prepared.folder);
        command.args(["serve", "--address", "127.0.0.1:0"]).args(QUOTAS).args(PROXIES);
        let started = begin(command, log.clone(), prepared.key.clone()).await;
        started.with_context(|| format!("teilhabe serve; its log ends with:\n{}", end_of(&log)))
    }
}

fn end_of(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(5)..].join("\n")
}

async fn begin(mut command: Command, log: PathBuf, key: String) -> Result<Running> {
    let start = now();
    let (process, address) = blocking(move || {
        let log = File::create(&log).with_context(|| format!("{} cannot be written", log.display()))?;
        let mut process = Process::spawn(command.stdout(Stdio::piped()).stderr(log))?;
        let out = process.0.stdout.take().context("no standard output")?;
        let (tell, told) = mpsc::channel();
        // Read to its end, so that the pipe never is full.
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                if let Some(address) = line.strip_prefix("Teilhabe is ready at http://") {
                    // Nobody waits any more when this took too long.
                    let _ = tell.send(address.to_owned());
                }
            }
        });
        let address = told.recv_timeout(LIMIT).context("it has not said in time that it is ready")?;
        Ok((process, address))
    })
    .await?;
    ensure!(address.starts_with("127.0.0.1:"), "it listens at {address}");
    let mut running = Running { process, address, key, ready: Duration::ZERO };
    running.wait_until_ready(start).await?;
    Ok(running)
}

/// `teilhabe serve`, ready; killed when dropped.
#[derive(Debug)]
pub struct Running {
    process: Process,
    pub address: String,
    key: String,
    /// From the start of the process to the first 200 of /health/ready.
    pub ready: Duration,
}

impl Running {
    async fn wait_until_ready(&mut self, start: Instant) -> Result<()> {
        let request = request("GET", "/health/ready", "", b"");
        let mut connection = Connection::open(&self.address).await?;
        while connection.send(&request).await?.status != 200 {
            ensure!(start.elapsed() < LIMIT, "/health/ready is not 200 within {LIMIT:?}");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        self.ready = start.elapsed();
        Ok(())
    }

    /// The header line of its key.
    pub fn key(&self) -> String {
        bearer(&self.key)
    }

    /// One request with the key on a new connection; the answer has to be 200.
    pub async fn get(&self, path: &str, headers: &str) -> Result<Answer> {
        let request = request("GET", path, &format!("{}{headers}", self.key()), b"");
        let answer = Connection::open(&self.address).await?.send(&request).await?;
        ensure!(answer.status == 200, "GET {path} was answered {}", answer.brief());
        Ok(answer)
    }

    /// How many responses the results count.
    pub async fn counted(&self, slug: &str) -> Result<u64> {
        let answer = self.get(&format!("/api/v1/surveys/{slug}/results"), "").await?;
        let results: serde_json::Value = serde_json::from_slice(&answer.body).context("the results are no JSON")?;
        results["responses"].as_u64().context("the results have no number of responses")
    }

    /// Resident memory in bytes.
    pub fn memory(&self) -> Result<u64> {
        self.process.memory()
    }

    /// Watches the memory until the watch is asked for its peak.
    pub fn watch_memory(&self) -> MemoryWatch {
        let peak = Arc::new(AtomicU64::new(0));
        let (id, seen) = (self.process.0.id(), peak.clone());
        let task = tokio::spawn(async move {
            while let Ok(bytes) = memory_of(id) {
                seen.fetch_max(bytes, Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        });
        MemoryWatch { peak, task }
    }

    /// Tells it to end, and waits until it has closed its database.
    pub async fn end(self) -> Result<()> {
        blocking(move || self.process.end()).await.context("teilhabe serve, told to end")
    }
}

/// The largest memory seen so far.
#[derive(Debug)]
pub struct MemoryWatch {
    peak: Arc<AtomicU64>,
    task: JoinHandle<()>,
}

impl MemoryWatch {
    /// In bytes.
    pub fn peak(&self) -> u64 {
        self.peak.load(Ordering::Relaxed)
    }
}

impl Drop for MemoryWatch {
    fn drop(&mut self) {
        self.task.abort();
    }
}
