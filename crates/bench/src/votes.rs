//! Votes: many a second, while many readers have the text open and hear of each.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use tokio::sync::watch;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::http::{Connection, request};
use crate::live::{Seen, delays_of, find};
use crate::load::Load;
use crate::material::turn;
use crate::now;
use crate::options::Consultation;
use crate::pages::BROWSER;
use crate::release::Running;
use crate::statistics::{float, milliseconds, percentile};

/// Votes that are sent a second.
pub const A_SECOND: u64 = 65;
/// How long after the last answer a frame may come before it counts as missing.
const PATIENCE: Duration = Duration::from_secs(10);
/// The longest frame, in bytes.
const LONGEST_FRAME: usize = 1024 * 1024;
const SEED: u64 = 65;

/// What is voted about.
#[derive(Debug, Clone, Copy)]
pub struct Ballot {
    pub text: Uuid,
    pub group: Uuid,
    pub vote: Uuid,
}

/// How somebody votes. Whoever votes again has changed their mind: the last one counts.
#[derive(Debug, Clone, Copy)]
pub enum Way {
    /// In an open vote.
    Vote,
    /// By a position in the consent poll.
    Position,
}

/// What came of it.
#[derive(Debug)]
pub struct Votes {
    /// Its rate is that of the answers between the first and the last.
    pub load: Load,
    /// From sending a vote to the frame that tells a reader of it, in milliseconds, over all readers and votes.
    pub p50: f64,
    pub p95: f64,
    /// Pairs of reader and vote without a frame.
    pub missing: usize,
}

impl Way {
    /// What frames call it.
    fn kind(self) -> &'static str {
        match self {
            Self::Vote => "vote",
            Self::Position => "position",
        }
    }

    /// As a browser without scripts sends it.
    fn request(self, ballot: &Ballot, cookie: &str, number: u64) -> Vec<u8> {
        let Ballot { text, group, vote } = ballot;
        let (path, body) = match self {
            Self::Vote => {
                let choice = turn(&["yes", "no", "abstain"], number);
                ("/calls/cast-vote", format!("vote={vote}&choice={choice}"))
            }
            Self::Position => {
                let (id, position) = (Uuid::from_u64_pair(SEED, number), turn(&["agree", "abstain"], number));
                let form = format!("id={id}&text={text}&group={group}&number=1&position={position}&reason=&about=");
                ("/calls/take-position", form)
            }
        };
        let headers = format!(
            "{BROWSER}{cookie}sec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\n"
        );
        request("POST", path, &headers, body.as_bytes())
    }
}

/// Sends votes of everybody with a session in turn, each at its time, while so many read the text.
pub async fn measure(
    server: &Running,
    ballot: &Ballot,
    sessions: &[String],
    way: Way,
    extent: Consultation,
) -> Result<Votes> {
    let mut readers = Vec::new();
    for number in 1..=extent.readers {
        let reader = Reader::open(server, ballot.text).await;
        readers.push(reader.with_context(|| format!("reader {number} of {}", extent.readers))?);
    }
    let (over, told_over) = watch::channel(false);
    let mut listening = JoinSet::new();
    for reader in readers {
        listening.spawn(reader.listen(way, extent.votes, told_over.clone()));
    }
    let mut cast = cast_all(server, ballot, sessions, way, extent.votes).await?;
    let end = tokio::time::Instant::from_std(now() + PATIENCE);
    let mut seen = Vec::new();
    loop {
        match tokio::time::timeout_at(end, listening.join_next()).await {
            Ok(Some(reader)) => seen.push(reader?),
            Ok(None) => break,
            // From now on they only tell what they have.
            Err(_) if !*over.borrow() => {
                over.send_replace(true);
            }
            Err(_) => {
                while let Some(reader) = listening.join_next().await {
                    seen.push(reader?);
                }
            }
        }
    }
    cast.sort_unstable();
    let sent: Vec<Instant> = cast.iter().map(|(sent, _)| *sent).collect();
    let mut delays: Vec<Duration> = seen.iter().flat_map(|seen| delays_of(seen, 0, &sent)).collect();
    delays.sort_unstable();
    let of = |percent| milliseconds(percentile(&delays, percent));
    let (p50, p95) = (of(50), of(95));
    let missing = extent.readers * sent.len() - delays.len();
    let mut load = Load::of(cast.iter().map(|(_, took)| *took).collect(), Duration::ZERO);
    load.rate = rate(&cast);
    Ok(Votes { load, p50, p95, missing })
}

/// When each vote was sent, and how long its answer took.
type Cast = Vec<(Instant, Duration)>;

/// Answers a second between the first and the last: the time that one answer takes is no part of it.
fn rate(cast: &Cast) -> f64 {
    let answered = || cast.iter().map(|(sent, took)| *sent + *took);
    let (Some(first), Some(last)) = (answered().min(), answered().max()) else { return 0.0 };
    float((cast.len() as u64).saturating_sub(1)) / (last - first).as_secs_f64().max(1e-6)
}

async fn cast_all(server: &Running, ballot: &Ballot, sessions: &[String], way: Way, votes: u64) -> Result<Cast> {
    let mut connections = Vec::new();
    for _ in sessions {
        connections.push(Connection::open(&server.address).await?);
    }
    let start = now();
    let mut people = JoinSet::new();
    for (first, (mut connection, cookie)) in (0..).zip(connections.into_iter().zip(sessions.to_vec())) {
        let (ballot, step) = (*ballot, sessions.len());
        people.spawn(async move {
            let mut cast = Cast::new();
            for number in (first..votes).step_by(step) {
                let due = start + Duration::from_micros(number * 1_000_000 / A_SECOND);
                tokio::time::sleep_until(due.into()).await;
                let bytes = way.request(&ballot, &cookie, number);
                let sent = now();
                let answer = connection.send(&bytes).await?;
                cast.push((sent, sent.elapsed()));
                let done = answer.header("location").is_some_and(|location| location.contains("?done="));
                ensure!(answer.status == 302 && done, "a vote was answered {}", answer.brief());
            }
            anyhow::Ok(cast)
        });
    }
    let mut cast = Cast::new();
    while let Some(outcome) = people.join_next().await {
        cast.extend(outcome??);
    }
    Ok(cast)
}

/// Somebody from the public who has the text open.
struct Reader {
    connection: Connection,
    read: Vec<u8>,
}

impl Reader {
    async fn open(server: &Running, text: Uuid) -> Result<Self> {
        let mut connection = Connection::open(&server.address).await?;
        let headers = "accept: text/event-stream\r\n";
        connection.begin(&request("GET", &format!("/live/texts/{text}"), headers, b"")).await?;
        Ok(Self { connection, read: Vec::new() })
    }

    /// How many it was told of, and when; until it is all of them, or over. What a stream that ends does not tell is
    /// missing.
    async fn listen(mut self, way: Way, all: u64, mut over: watch::Receiver<bool>) -> Seen {
        let word = format!("\"kind\":\"{}\"", way.kind());
        let (mut seen, mut told) = (Seen::new(), 0);
        while told < all {
            let event = tokio::select! {
                event = self.event() => event,
                _ = over.wait_for(|over| *over) => break,
            };
            let Ok(event) = event else { break };
            let new = count(&event, word.as_bytes());
            if new > 0 {
                told += new;
                seen.push((told, now()));
            }
        }
        seen
    }

    /// The next event or comment.
    async fn event(&mut self) -> Result<Vec<u8>> {
        loop {
            if let Some(end) = find(&self.read, b"\n\n") {
                return Ok(self.read.drain(..end + 2).collect());
            }
            ensure!(self.read.len() <= LONGEST_FRAME, "a frame is too long");
            ensure!(self.connection.chunk(&mut self.read).await?, "the stream has ended");
        }
    }
}

/// How often the word stands there.
fn count(mut text: &[u8], word: &[u8]) -> u64 {
    let mut count = 0;
    while let Some(place) = find(text, word) {
        count += 1;
        text = &text[place + word.len()..];
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_tells_of_several_votes_and_of_other_things() {
        let frame = br#"event: changed
data: [{"deed":"cast","kind":"vote","thing":"1"},{"deed":"new","kind":"comment","thing":"2"},{"deed":"cast","kind":"vote","thing":"1"}]"#;
        assert_eq!(count(frame, b"\"kind\":\"vote\""), 2);
        assert_eq!(count(b"data: []", b"\"kind\":\"vote\""), 0);
    }

    #[test]
    fn the_rate_is_that_of_answers_whatever_one_of_them_takes() {
        let start = now();
        let sent = |number: u32| start + Duration::from_millis(100) * number;
        let cast = |took| (0..11).map(|number| (sent(number), Duration::from_millis(took))).collect::<Cast>();
        assert!((rate(&cast(5)) - 10.0).abs() < 1e-6);
        assert!((rate(&cast(900)) - 10.0).abs() < 1e-6);
        assert!(rate(&Cast::new()) < 1e-6);
    }
}
