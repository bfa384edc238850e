//! Where mails are handed over, and in whose name.

use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

pub use lettre::Address;
use thiserror::Error;

/// A password among the settings.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

impl FromStr for Secret {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

/// Where a mail server is: `smtp://HOST[:PORT]` (587 is usual) or `smtps://HOST[:PORT]` (465).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerUrl {
    /// Name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Encrypted from the first byte (`smtps`).
    pub wrapped: bool,
}

/// The text names no mail server.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "it has to look like smtp://mail.example.org:587 or smtps://mail.example.org; user and password have their own settings"
)]
pub struct NotAServer;

impl FromStr for ServerUrl {
    type Err = NotAServer;

    fn from_str(text: &str) -> Result<Self, NotAServer> {
        let (scheme, rest) = text.trim().trim_end_matches('/').split_once("://").ok_or(NotAServer)?;
        let (wrapped, usual) = match scheme.to_ascii_lowercase().as_str() {
            "smtp" => (false, 587),
            "smtps" => (true, 465),
            _ => return Err(NotAServer),
        };
        // An IPv6 address stands in brackets.
        let end_of_host = rest.rfind(']').map_or(0, |bracket| bracket + 1);
        let (host, port) = match rest[end_of_host..].find(':') {
            Some(colon) => {
                let (host, port) = rest.split_at(end_of_host + colon);
                (host, port[1..].parse().map_err(|_| NotAServer)?)
            }
            None => (rest, usual),
        };
        let host = host.trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
        let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | ':' | '_');
        if host.is_empty() || !host.chars().all(plain) || port == 0 {
            return Err(NotAServer);
        }
        Ok(Self { host, port, wrapped })
    }
}

impl ServerUrl {
    /// Whether it is on this machine, so that nobody can listen on the way.
    pub fn is_here(&self) -> bool {
        self.host == "localhost" || self.host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

/// How the way to the mail server is kept from listeners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encryption {
    /// From the first byte.
    Wrapped,
    /// By STARTTLS, or no mail goes.
    Required,
    /// Not at all: the server is on this machine, or the operator wants it so.
    None,
}

/// A mail server and how we are known there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailServer {
    /// Where it is.
    pub url: ServerUrl,
    /// How the way there is protected.
    pub encryption: Encryption,
    /// User and password, where the server wants them.
    pub credentials: Option<(String, Secret)>,
    /// Whom mails come from.
    pub sender: Address,
}

/// Everything about sending mails.
#[derive(Debug, Clone, Default)]
pub struct MailSettings {
    /// Without one, mails wait.
    pub server: Option<MailServer>,
    /// Name beside the sender's address.
    pub sender_name: String,
    /// Where answers go, if not to the sender.
    pub reply_to: Option<Address>,
    /// Where the mail system's own messages go (the envelope's sender), if not to the sender.
    pub bounces: Option<Address>,
    /// How long we wait for the server.
    pub patience: Patience,
}

/// How long we wait for the mail server; the values are those of RFC 5321, section 4.5.3.2, shortened where that is safe.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For the connection.
    pub connecting: Duration,
    /// For the answer to a command.
    pub command: Duration,
    /// For the answer to a whole mail. Who gives up here too early sends mails twice.
    pub handover: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { connecting: Duration::from_secs(30), command: Duration::from_mins(2), handover: Duration::from_mins(10) }
    }
}

impl Patience {
    /// How long one attempt takes at most, with room: so long no other process takes the mail.
    pub fn lease(&self) -> Duration {
        self.command.saturating_mul(4) + self.handover + Duration::from_mins(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_server_is_a_scheme_a_host_and_a_port() {
        let read =
            |text: &str| text.parse::<ServerUrl>().map(|url| (url.host.clone(), url.port, url.wrapped, url.is_here()));
        assert_eq!(read("smtp://Mail.example.org"), Ok(("mail.example.org".to_owned(), 587, false, false)));
        assert_eq!(read("smtps://mail.example.org/"), Ok(("mail.example.org".to_owned(), 465, true, false)));
        assert_eq!(read("smtp://127.0.0.1:2525"), Ok(("127.0.0.1".to_owned(), 2525, false, true)));
        assert_eq!(read("smtp://[::1]:25"), Ok(("::1".to_owned(), 25, false, true)));
        for wrong in
            ["mail.example.org", "http://a", "smtp://", "smtp://u:p@a", "smtp://a:x", "smtp://a:0", "smtp://a/b"]
        {
            assert_eq!(read(wrong), Err(NotAServer), "{wrong}");
        }
    }
}
