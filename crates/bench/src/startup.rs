//! How long a start takes, with an empty database and with a full one.

use anyhow::{Context as _, Result, ensure};
use store::{Connection, Records};

use crate::material::{DAY, Material};
use crate::release::{Prepared, Release};
use crate::statistics::{median_of, milliseconds};
use crate::{note, now};

/// Responses made at a time while filling.
const BATCH: u64 = 5_000;

/// Medians over some starts, in milliseconds and bytes.
#[derive(Debug)]
pub struct Start {
    /// From the start of the process to the first 200 of /health/ready.
    pub ready: f64,
    /// The first results after that, for which all responses are read once.
    pub first_results: f64,
    /// Memory after that.
    pub memory: f64,
}

/// Starts and ends the server some times on a database that was closed properly and holds `stored` responses.
pub async fn measure(release: &Release, prepared: &Prepared, slug: &str, stored: u64, times: usize) -> Result<Start> {
    let mut starts = Vec::new();
    for _ in 0..times {
        let server = release.serve(prepared).await?;
        let ready = milliseconds(server.ready);
        let asked = now();
        let counted = server.counted(slug).await?;
        let first_results = milliseconds(asked.elapsed());
        ensure!(counted == stored, "the results count {counted} responses, {stored} are stored");
        let memory = crate::statistics::float(server.memory()?);
        server.end().await?;
        starts.push(Start { ready, first_results, memory });
    }
    Ok(Start {
        ready: median_of(&starts, |start| start.ready),
        first_results: median_of(&starts, |start| start.first_results),
        memory: median_of(&starts, |start| start.memory),
    })
}

/// Keeps `count` responses as the server would, but many in a transaction.
pub async fn fill(prepared: &Prepared, material: &Material, count: u64) -> Result<()> {
    let start = now();
    let connection = Connection::new(format!("surrealkv://{}", prepared.folder.display()));
    let begun = format!("{DAY}T08:00:00Z").parse().context("the time of opening")?;
    let records = Records::open(&connection, begun).await.context("the database to fill")?;
    let outcome = fill_with(&records, material, count).await;
    records.close().await;
    outcome.context("filling the database")?;
    note(&format!("{count} responses stored in {:.1} s", start.elapsed().as_secs_f64()));
    Ok(())
}

async fn fill_with(records: &Records, material: &Material, count: u64) -> Result<()> {
    let mut kept = 0;
    while kept < count {
        let batch = material.stored(kept, BATCH.min(count - kept))?;
        let new = records.keep_responses(&batch).await?;
        ensure!(new == batch.len() as u64, "of {} responses {new} are new", batch.len());
        kept += new;
    }
    Ok(())
}
