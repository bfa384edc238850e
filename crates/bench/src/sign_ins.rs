//! Sign-ins: how many a second, what the check of one password costs, and what others feel of eight people signing in all
//! the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use app::services::passwords::Passwords;
use tokio::task::JoinSet;

use crate::http::{Answer, Connection, request};
use crate::load::Load;
use crate::now;
use crate::options::Extent;
use crate::pages::BROWSER;
use crate::release::Running;
use crate::statistics::{median, milliseconds};

/// Who signs in: many accounts, because one account has a limit an hour.
pub const ACCOUNTS: u64 = 8;
/// People who sign in at the same time, again and again.
pub const AT_ONCE: u64 = 8;
/// Readers meanwhile, each asking for a page after this pause: a busy hour, not a full machine.
const READERS: u64 = 4;
const PAUSE: Duration = Duration::from_millis(20);
/// Reading alone and beside sign-ins take turns: what else goes on at the machine falls on all of them.
pub const TURN: Duration = Duration::from_secs(2);
const PASSWORD: &str = "sieben Kraniche ziehen nach Ruhrort";

/// What came of it.
#[derive(Debug)]
pub struct SignIns {
    pub load: Load,
    /// Pages read while nobody signs in; in a [`TURN`] in which [`AT_ONCE`] people do at once; and while they do without a pause.
    pub alone: Load,
    pub once: Load,
    pub beside: Load,
}

/// Address and password of an account.
pub fn account(number: u64) -> (String, &'static str) {
    (format!("person{}@bench.example", number % ACCOUNTS), PASSWORD)
}

/// What one check of a password costs, in milliseconds, with nothing else going on.
pub async fn one_check() -> Result<f64> {
    let passwords = Passwords::default();
    let hash = passwords.hash(PASSWORD).await?;
    let mut times = Vec::new();
    for _ in 0..20 {
        let start = now();
        ensure!(passwords.matches(PASSWORD, Some(&hash)).await, "the right password does not match");
        times.push(milliseconds(start.elapsed()));
    }
    Ok(median(times))
}

/// The server has to believe this machine's X-Forwarded-For: everybody comes from an address of their own.
pub async fn measure(server: &Running, path: &str, extent: Extent) -> Result<SignIns> {
    let attempts = Arc::new(AtomicU64::new(0));
    let (mut load, mut alone, mut once, mut beside) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let start = now();
    while start.elapsed() < extent.signing_in {
        alone.push(read(server, path).await?);
        let (_, pages) = read_beside(server, path, &attempts, true).await?;
        once.push(pages);
        let (people, pages) = read_beside(server, path, &attempts, false).await?;
        load.push(people);
        beside.push(pages);
    }
    let [load, alone, once, beside] = [load, alone, once, beside].map(Load::together);
    Ok(SignIns { load, alone, once, beside })
}

/// The sign-ins, and pages read meanwhile.
async fn read_beside(server: &Running, path: &str, attempts: &Arc<AtomicU64>, once: bool) -> Result<(Load, Load)> {
    let over = Arc::new(AtomicBool::new(false));
    let people = tokio::spawn(sign_in_until(server.address.clone(), over.clone(), attempts.clone(), once));
    let pages = read(server, path).await;
    over.store(true, Ordering::Relaxed);
    Ok((people.await??, pages?))
}

async fn sign_in_until(address: String, over: Arc<AtomicBool>, attempts: Arc<AtomicU64>, once: bool) -> Result<Load> {
    let start = now();
    let mut people = JoinSet::new();
    for _ in 0..AT_ONCE {
        let (address, over, attempts) = (address.clone(), over.clone(), attempts.clone());
        people.spawn(async move {
            let mut connection = Connection::open(&address).await?;
            let mut latencies = Vec::new();
            while !over.load(Ordering::Relaxed) {
                latencies.push(sign_in(&mut connection, attempts.fetch_add(1, Ordering::Relaxed)).await?);
                if once {
                    break;
                }
            }
            anyhow::Ok(latencies)
        });
    }
    let mut latencies = Vec::new();
    while let Some(outcome) = people.join_next().await {
        latencies.extend(outcome??);
    }
    Ok(Load::of(latencies, start.elapsed()))
}

async fn sign_in(connection: &mut Connection, attempt: u64) -> Result<Duration> {
    let (email, password) = account(attempt);
    let (answer, took) = self::attempt(connection, &email, password, attempt).await?;
    let location = answer.header("location").context("a sign-in leads nowhere")?;
    ensure!(answer.status == 302 && location == "/office", "a sign-in was answered {} to {location}", answer.brief());
    Ok(took)
}

/// One attempt, from an address of its own; the answer, and how long it took.
pub async fn attempt(
    connection: &mut Connection,
    email: &str,
    password: &str,
    attempt: u64,
) -> Result<(Answer, Duration)> {
    let body = format!("email={}&password={}", email.replace('@', "%40"), password.replace(' ', "+"));
    let address = format!("10.{}.{}.{}", attempt >> 16 & 255, attempt >> 8 & 255, attempt & 255);
    let headers = format!("{BROWSER}content-type: application/x-www-form-urlencoded\r\nx-forwarded-for: {address}\r\n");
    let start = now();
    let answer = connection.send(&request("POST", "/calls/sign-in", &headers, body.as_bytes())).await?;
    Ok((answer, start.elapsed()))
}

/// A turn of reading.
async fn read(server: &Running, path: &str) -> Result<Load> {
    let start = now();
    let bytes = request("GET", path, &format!("{BROWSER}accept-encoding: gzip, deflate, br\r\n"), b"");
    let mut readers = JoinSet::new();
    for _ in 0..READERS {
        let (address, bytes) = (server.address.clone(), bytes.clone());
        readers.spawn(async move {
            let mut connection = Connection::open(&address).await?;
            let mut latencies = Vec::new();
            while start.elapsed() < TURN {
                let sent = now();
                let answer = connection.send(&bytes).await?;
                latencies.push(sent.elapsed());
                ensure!(answer.status == 200, "a page was answered {}", answer.brief());
                tokio::time::sleep(PAUSE).await;
            }
            anyhow::Ok(latencies)
        });
    }
    let mut latencies = Vec::new();
    while let Some(outcome) = readers.join_next().await {
        latencies.extend(outcome??);
    }
    Ok(Load::of(latencies, start.elapsed()))
}
