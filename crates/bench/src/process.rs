//! Processes that always end: waited for with a limit, killed when dropped.

use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};

use crate::now;

/// How long something that is told to end may take.
const ENDING: Duration = Duration::from_secs(40);

/// Killed when dropped.
#[derive(Debug)]
pub struct Process(pub Child);

impl Drop for Process {
    fn drop(&mut self) {
        // An error means that it has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Process {
    pub fn spawn(command: &mut Command) -> Result<Self> {
        let name = command.get_program().display().to_string();
        command.spawn().map(Self).with_context(|| format!("{name} cannot be started"))
    }

    /// Waits until it ends well by itself.
    fn wait(&mut self, limit: Duration) -> Result<()> {
        let start = now();
        while start.elapsed() < limit {
            match self.0.try_wait()? {
                Some(status) if status.success() => return Ok(()),
                Some(status) => bail!("it ended with {status}"),
                None => std::thread::sleep(Duration::from_millis(10)),
            }
        }
        bail!("it does not end within {limit:?}")
    }

    /// Asks it to end, and waits for that.
    pub fn end(mut self) -> Result<()> {
        let id = self.0.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status().context("the command kill cannot be started")?;
        anyhow::ensure!(told.success(), "it cannot be told to end");
        self.wait(ENDING)
    }

    /// Its resident memory in bytes (Linux only).
    pub fn memory(&self) -> Result<u64> {
        memory_of(self.0.id())
    }
}

/// What a command that ends by itself writes to standard output.
pub fn output(command: &mut Command, limit: Duration) -> Result<String> {
    let mut process = Process::spawn(command.stdout(Stdio::piped()))?;
    let mut out = process.0.stdout.take().context("no standard output")?;
    // Read all the time: a full pipe would hold it up.
    let reader = std::thread::spawn(move || {
        let mut text = String::new();
        out.read_to_string(&mut text).map(|_| text)
    });
    process.wait(limit)?;
    let text = reader.join().map_err(|_| anyhow!("its standard output cannot be read"))?;
    text.context("its standard output is no text")
}

/// Does what waits on a thread where that harms nobody.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await?
}

pub fn memory_of(id: u32) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).context("no memory figure from /proc")?;
    let kilobytes = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
    Ok(kilobytes.context("no VmRSS in /proc")? * 1024)
}
