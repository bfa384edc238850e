//! The little of HTTP/1.1 that a browser speaks with our server: connections that stay open, answers with a length or in chunks.

use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// Longest head and longest body of an answer, in bytes.
const LONGEST_HEAD: usize = 64 * 1024;
const LONGEST_BODY: usize = 64 * 1024 * 1024;

/// A whole request: `headers` are lines, each with `\r\n` at its end.
pub fn request(method: &str, path: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = if body.is_empty() { String::new() } else { format!("content-length: {}\r\n", body.len()) };
    let mut request = format!("{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{headers}{length}\r\n").into_bytes();
    request.extend_from_slice(body);
    request
}

/// The header line of a key.
pub fn bearer(key: &str) -> String {
    format!("authorization: Bearer {key}\r\n")
}

/// An answer with its body.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// The names of headers are in lower case.
    head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.head, name)
    }

    /// What the answer puts into a cookie.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let set = self.head.lines().filter_map(|line| line.strip_prefix("set-cookie:"));
        set.filter_map(|line| line.split(';').next()?.trim().split_once('='))
            .find_map(|(found, value)| (found == name).then_some(value))
    }

    /// For messages: the status and how the body begins.
    pub fn brief(&self) -> String {
        let text: String = String::from_utf8_lossy(&self.body).chars().take(300).collect();
        format!("{} {text}", self.status)
    }
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines()
        .find_map(|line| line.split_once(':').filter(|(found, _)| *found == name))
        .map(|(_, value)| value.trim())
}

/// One connection, kept open.
#[derive(Debug)]
pub struct Connection(BufReader<TcpStream>);

impl Connection {
    pub async fn open(address: &str) -> Result<Self> {
        let stream =
            tokio::time::timeout(PATIENCE, TcpStream::connect(address)).await.context("connecting takes too long")?;
        let stream = stream.with_context(|| format!("no connection to {address}"))?;
        stream.set_nodelay(true)?;
        Ok(Self(BufReader::new(stream)))
    }

    /// Sends a whole request, and waits for the whole answer.
    pub async fn send(&mut self, request: &[u8]) -> Result<Answer> {
        let exchange = async {
            self.0.write_all(request).await?;
            let (status, head) = self.head().await?;
            let body = self.body(&head).await?;
            Ok(Answer { status, head, body })
        };
        let outcome: Result<Answer> = tokio::time::timeout(PATIENCE, exchange).await.context("no answer in time")?;
        outcome.with_context(|| first_line(request))
    }

    /// Sends a whole request, and waits for the head of an answer that goes on; [`Self::chunk`] reads that.
    pub async fn begin(&mut self, request: &[u8]) -> Result<()> {
        let exchange = async {
            self.0.write_all(request).await?;
            let (status, head) = self.head().await?;
            if status != 200 || !is_chunked(&head) {
                let body = self.body(&head).await?;
                bail!("no stream: {}", Answer { status, head, body }.brief());
            }
            Ok(())
        };
        tokio::time::timeout(PATIENCE, exchange)
            .await
            .context("no answer in time")?
            .with_context(|| first_line(request))
    }

    /// The next piece is put behind what `into` holds; false at the end.
    pub async fn chunk(&mut self, into: &mut Vec<u8>) -> Result<bool> {
        let line = self.line().await?;
        let length =
            usize::from_str_radix(line.split(';').next().unwrap_or_default().trim(), 16).context("a broken chunk")?;
        ensure!(into.len().saturating_add(length) <= LONGEST_BODY, "the body is too long");
        let before = into.len();
        into.resize(before + length, 0);
        self.0.read_exact(&mut into[before..]).await?;
        // The end of the chunk; there are no trailers.
        self.line().await?;
        Ok(length > 0)
    }

    async fn head(&mut self) -> Result<(u16, String)> {
        let mut head = String::new();
        loop {
            let line = self.line().await?;
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_at(line.find(':').unwrap_or(line.len()));
            head.push_str(&name.to_ascii_lowercase());
            head.push_str(value);
            head.push('\n');
            ensure!(head.len() <= LONGEST_HEAD, "the head is too long");
        }
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).context("no status")?;
        Ok((status, head))
    }

    async fn body(&mut self, head: &str) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        if is_chunked(head) {
            while self.chunk(&mut body).await? {}
            return Ok(body);
        }
        let length = header(head, "content-length").map_or(Ok(0), str::parse).context("a broken length")?;
        ensure!(length <= LONGEST_BODY, "the body is too long");
        body.resize(length, 0);
        self.0.read_exact(&mut body).await?;
        Ok(body)
    }

    /// Without its end.
    async fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        let read = self.0.read_line(&mut line).await?;
        ensure!(read > 0, "the connection was closed");
        line.truncate(line.trim_end_matches(['\r', '\n']).len());
        Ok(line)
    }
}

fn is_chunked(head: &str) -> bool {
    header(head, "transfer-encoding").is_some_and(|encoding| encoding == "chunked")
}

fn first_line(request: &[u8]) -> String {
    let line = request.split(|byte| *byte == b'\r').next().unwrap_or_default();
    String::from_utf8_lossy(line).trim_end_matches(" HTTP/1.1").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_cookies_the_one_of_that_name_is_told_as_it_is() {
        let head =
            "http/1.1 302 Found\nset-cookie: device=x; Path=/\nset-cookie: session=aB_c=; HttpOnly\nlocation: /A\n";
        let answer = Answer { status: 302, head: head.to_owned(), body: Vec::new() };
        assert_eq!((answer.cookie("session"), answer.cookie("sess")), (Some("aB_c="), None));
        assert_eq!(answer.header("location"), Some("/A"));
    }
}
