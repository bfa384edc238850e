//! Live results: how long it takes from sending a response until the frame that counts it has reached the listeners.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use tokio::task::JoinSet;

use crate::http::{Connection, request};
use crate::material::Material;
use crate::now;
use crate::release::Running;
use crate::statistics::{milliseconds, percentile};

/// Between two responses, about: frames come every 250 ms, and always the same distance would always hit the same moment.
const PAUSES: [u64; 5] = [250, 217, 283, 234, 266];
/// How long a frame may take before it counts as missing.
const PATIENCE: Duration = Duration::from_secs(10);
/// The longest frame, in bytes.
const LONGEST_FRAME: usize = 16 * 1024 * 1024;

/// In milliseconds, over all listeners and all responses.
#[derive(Debug)]
pub struct Delays {
    pub p50: f64,
    pub p95: f64,
    /// Pairs of listener and response without a frame.
    pub missing: usize,
    /// Bytes of the last frame.
    pub frame: usize,
}

/// When which count had arrived.
pub type Seen = Vec<(u64, Instant)>;

/// Sends `submissions`, one after the other, while so many listen.
pub async fn measure(server: &Running, material: &Material, listeners: usize, submissions: usize) -> Result<Delays> {
    let mut open = Vec::new();
    for number in 1..=listeners {
        let listener = Listener::open(server, &material.slug).await;
        open.push(listener.with_context(|| format!("listener {number} of {listeners}"))?);
    }
    let before = open.first().map_or(0, |listener| listener.count);
    ensure!(open.iter().all(|listener| listener.count == before), "listeners begin with different counts");
    let all = before + submissions as u64;
    let mut listening = JoinSet::new();
    for listener in open {
        listening.spawn(listener.listen_until(all));
    }
    let sent = send(server, material, submissions).await?;
    let end = tokio::time::Instant::from_std(now() + PATIENCE);
    let (mut delays, mut arrived, mut frame) = (Vec::new(), 0, 0);
    while let Ok(Some(outcome)) = tokio::time::timeout_at(end, listening.join_next()).await {
        let (seen, length) = outcome??;
        arrived += 1;
        frame = length;
        delays.extend(delays_of(&seen, before, &sent));
    }
    ensure!(arrived > 0, "no listener has seen all {submissions} responses within {PATIENCE:?}");
    let missing = listeners * submissions - delays.len();
    delays.sort_unstable();
    let of = |percent| milliseconds(percentile(&delays, percent));
    Ok(Delays { p50: of(50), p95: of(95), missing, frame })
}

/// For each that was sent (the counts after `before`) the time until a frame counted at least so many; nothing for the last
/// ones when no frame did.
pub fn delays_of(seen: &Seen, before: u64, sent: &[Instant]) -> Vec<Duration> {
    let mut frames = seen.iter().peekable();
    let mut delays = Vec::new();
    for (count, sent) in (before + 1..).zip(sent) {
        while frames.peek().is_some_and(|(seen, _)| *seen < count) {
            frames.next();
        }
        if let Some((_, arrived)) = frames.peek() {
            delays.push(arrived.saturating_duration_since(*sent));
        }
    }
    delays
}

async fn send(server: &Running, material: &Material, submissions: usize) -> Result<Vec<Instant>> {
    let path = format!("/api/v1/surveys/{}/responses", material.slug);
    let headers = format!("{}content-type: application/json\r\n", server.key());
    let mut connection = Connection::open(&server.address).await?;
    let mut sent = Vec::new();
    for pause in PAUSES.iter().cycle().take(submissions) {
        let request = request("POST", &path, &headers, &material.submission());
        let start = now();
        let answer = connection.send(&request).await?;
        ensure!(answer.status == 201, "a response was answered {}", answer.brief());
        sent.push(start);
        tokio::time::sleep(Duration::from_millis(*pause).saturating_sub(start.elapsed())).await;
    }
    Ok(sent)
}

/// Reads one stream of events.
struct Listener {
    connection: Connection,
    read: Vec<u8>,
    /// Responses in the last frame.
    count: u64,
    /// Bytes of the last frame.
    length: usize,
}

impl Listener {
    /// Listens, and has the first frame.
    async fn open(server: &Running, slug: &str) -> Result<Self> {
        let path = format!("/live/surveys/{slug}");
        let mut connection = Connection::open(&server.address).await?;
        connection.begin(&request("GET", &path, &server.key(), b"")).await?;
        let mut listener = Self { connection, read: Vec::new(), count: 0, length: 0 };
        tokio::time::timeout(PATIENCE, listener.frame()).await.context("there is no first frame")??;
        Ok(listener)
    }

    async fn listen_until(mut self, all: u64) -> Result<(Seen, usize)> {
        let mut seen = Seen::new();
        while self.count < all {
            self.frame().await?;
            seen.push((self.count, now()));
        }
        Ok((seen, self.length))
    }

    /// The next frame; comments are passed over.
    async fn frame(&mut self) -> Result<()> {
        loop {
            while let Some(end) = find(&self.read, b"\n\n") {
                let count = responses(&self.read[..end]);
                self.read.drain(..end + 2);
                if let Some(count) = count {
                    (self.count, self.length) = (count, end + 2);
                    return Ok(());
                }
            }
            ensure!(self.read.len() <= LONGEST_FRAME, "a frame is too long");
            ensure!(self.connection.chunk(&mut self.read).await?, "the stream has ended");
        }
    }
}

/// The number of responses in an event, which stands near its beginning; nothing in comments.
fn responses(event: &[u8]) -> Option<u64> {
    const FIELD: &[u8] = b"\"responses\":";
    let digits = &event[find(event, FIELD)? + FIELD.len()..];
    let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&digits[..length]).ok()?.parse().ok()
}

/// Where `wanted` begins.
pub fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_tell_their_count_and_comments_do_not() {
        let frame = b"event: tally\nretry: 2000\ndata: {\"survey\":\"a\",\"responses\":120,\"questions\":[]}";
        assert_eq!(responses(frame), Some(120));
        assert_eq!(responses(b": "), None);
    }

    #[test]
    fn a_frame_with_a_higher_count_has_all_responses_before() {
        let start = now();
        let at = |milliseconds| start + Duration::from_millis(milliseconds);
        let seen = vec![(10, at(5)), (12, at(300)), (13, at(600))];
        let delays = delays_of(&seen, 10, &[at(0), at(200), at(400), at(700)]);
        assert_eq!(delays, [300, 100, 200].map(Duration::from_millis));
    }
}
