//! Many clients at once, each sending its next request when the last one is answered, until time or count is up.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use tokio::task::JoinSet;

use crate::http::Connection;
use crate::now;
use crate::options::Bound;
use crate::statistics::{float, milliseconds, percentile};

/// What came of it.
#[derive(Debug)]
pub struct Load {
    /// Answers a second, from the first request to the last answer.
    pub rate: f64,
    pub count: u64,
    /// From sending to the whole answer, sorted.
    latencies: Vec<Duration>,
}

impl Load {
    pub fn of(mut latencies: Vec<Duration>, took: Duration) -> Self {
        latencies.sort_unstable();
        let count = latencies.len() as u64;
        Self { rate: float(count) / took.as_secs_f64().max(1e-6), count, latencies }
    }

    /// Several that came one after the other.
    pub fn together(loads: Vec<Self>) -> Self {
        let took: f64 = loads.iter().map(|load| float(load.count) / load.rate.max(1e-6)).sum();
        Self::of(loads.into_iter().flat_map(|load| load.latencies).collect(), Duration::from_secs_f64(took))
    }

    /// A percentile of the latencies, in milliseconds.
    pub fn latency(&self, percent: usize) -> f64 {
        milliseconds(percentile(&self.latencies, percent))
    }
}

/// Sends what `request` makes; every answer has to have the status `expected`.
pub async fn drive<R>(address: &str, bound: Bound, expected: u16, request: R) -> Result<Load>
where
    R: Fn() -> Vec<u8> + Send + Sync + 'static,
{
    let request = Arc::new(request);
    let begun = Arc::new(AtomicU64::new(0));
    let mut connections = Vec::new();
    for _ in 0..bound.clients {
        connections.push(Connection::open(address).await?);
    }
    let start = now();
    let end = start + bound.time;
    let mut clients = JoinSet::new();
    for connection in connections {
        let (request, begun) = (request.clone(), begun.clone());
        let next = move || (now() < end && begun.fetch_add(1, Ordering::Relaxed) < bound.count).then(|| request());
        clients.spawn(client(connection, expected, next));
    }
    let mut latencies = Vec::new();
    while let Some(outcome) = clients.join_next().await {
        latencies.extend(outcome??);
    }
    Ok(Load::of(latencies, start.elapsed()))
}

async fn client(
    mut connection: Connection,
    expected: u16,
    next: impl Fn() -> Option<Vec<u8>>,
) -> Result<Vec<Duration>> {
    let mut latencies = Vec::new();
    while let Some(request) = next() {
        let sent: Instant = now();
        let answer = connection.send(&request).await?;
        latencies.push(sent.elapsed());
        ensure!(answer.status == expected, "expected {expected}, but the answer is {}", answer.brief());
    }
    Ok(latencies)
}
