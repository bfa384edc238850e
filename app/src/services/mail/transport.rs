//! Talks to the mail server: one connection, mail after mail, and for each a clear answer.
//!
//! Step by step and not through lettre's `send`: which command was refused tells whether the recipient is unknown, the text
//! is not wanted, or we are not; and each step has a patience of its own.

use std::future::Future;
use std::time::Duration;

use domain::mail::Trouble;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Quit, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};

use super::compose::Composed;
use super::settings::{Encryption, MailServer, Patience};

/// So many letters of what a server says are kept.
const LONGEST_ANSWER: usize = 300;

/// A connection to the mail server, ready for mails.
pub struct Line {
    connection: AsyncSmtpConnection,
    patience: Patience,
    sent: u32,
    broken: bool,
}

impl std::fmt::Debug for Line {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Line").field("sent", &self.sent).field("broken", &self.broken).finish_non_exhaustive()
    }
}

/// What keeps a mail, or all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// In our word.
    pub trouble: Trouble,
    /// In the server's words, if it said something.
    pub answer: Option<String>,
    /// For good.
    pub permanent: bool,
}

impl Refusal {
    fn later(trouble: Trouble, answer: Option<String>) -> Self {
        Self { trouble, answer, permanent: false }
    }

    fn never(trouble: Trouble, answer: Option<String>) -> Self {
        Self { trouble, answer, permanent: true }
    }
}

/// What a step failed with: the server's answer, or none in time.
enum Failed {
    Said(Error),
    NoAnswer,
}

impl Failed {
    fn is_permanent(&self) -> bool {
        matches!(self, Self::Said(error) if error.is_permanent())
    }

    fn code(&self) -> Option<u16> {
        match self {
            Self::Said(error) => error.status().map(u16::from),
            Self::NoAnswer => None,
        }
    }

    /// What the server said, as one line.
    fn answer(&self) -> Option<String> {
        let Self::Said(error) = self else { return None };
        let words = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
        let text = self.code().map_or_else(|| words.clone(), |code| format!("{code} {words}"));
        let line: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        Some(line.trim().chars().take(LONGEST_ANSWER).collect()).filter(|line: &String| !line.is_empty())
    }

    /// Later: busy, gone, or silent.
    fn later(&self) -> Refusal {
        let trouble = match self {
            Self::NoAnswer => Trouble::TimedOut,
            Self::Said(error) if error.status().is_some() => Trouble::Busy,
            Self::Said(_) => Trouble::ConnectionLost,
        };
        Refusal::later(trouble, self.answer())
    }
}

async fn within<T>(patience: Duration, step: impl Future<Output = Result<T, Error>>) -> Result<T, Failed> {
    match tokio::time::timeout(patience, step).await {
        Ok(outcome) => outcome.map_err(Failed::Said),
        Err(_elapsed) => Err(Failed::NoAnswer),
    }
}

impl Line {
    /// Connects, encrypts and signs in.
    ///
    /// # Errors
    ///
    /// What keeps all mails back just now.
    pub async fn open(server: &MailServer, patience: Patience) -> Result<Self, Refusal> {
        let hello = ClientId::default();
        let tls = || {
            TlsParameters::new(server.url.host.clone())
                .map_err(|error| Refusal::later(Trouble::NotEncrypted, Failed::Said(error).answer()))
        };
        let wrapped = if server.encryption == Encryption::Wrapped { Some(tls()?) } else { None };
        let place = (server.url.host.as_str(), server.url.port);
        let connecting = AsyncSmtpConnection::connect_tokio1(place, Some(patience.connecting), &hello, wrapped, None);
        let mut connection =
            within(patience.connecting + patience.command, connecting).await.map_err(|failed| match &failed {
                Failed::Said(error) if error.is_tls() => Refusal::later(Trouble::NotEncrypted, failed.answer()),
                Failed::Said(error) if error.status().is_some() => failed.later(),
                _ => Refusal::later(Trouble::Unreachable, failed.answer()),
            })?;
        if server.encryption == Encryption::Required {
            within(patience.command, connection.starttls(tls()?, &hello))
                .await
                .map_err(|failed| Refusal::later(Trouble::NotEncrypted, failed.answer()))?;
        }
        if let Some((user, password)) = &server.credentials {
            let credentials = Credentials::new(user.clone(), password.0.clone());
            let signing_in = connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials);
            within(patience.command, signing_in).await.map_err(|failed| match &failed {
                Failed::Said(error) if error.is_permanent() || error.is_client() => {
                    Refusal::later(Trouble::SignInRefused, failed.answer())
                }
                _ => failed.later(),
            })?;
        }
        Ok(Self { connection, patience, sent: 0, broken: false })
    }

    /// Whether another mail can go this way. A fresh connection now and then suits servers that count.
    pub fn is_good(&self) -> bool {
        !self.broken && self.sent < 50
    }

    /// Hands a mail over.
    ///
    /// # Errors
    ///
    /// [`Refusal`]: permanent ones are about this mail; after others it should be tried again. After [`Trouble::TimedOut`]
    /// and [`Trouble::ConnectionLost`] nobody knows whether the server has taken it.
    pub async fn hand_over(&mut self, mail: &Composed) -> Result<(), Refusal> {
        self.sent += 1;
        let outcome = self.steps(mail).await;
        if let Err(refusal) = &outcome {
            let gone = matches!(refusal.trouble, Trouble::ConnectionLost | Trouble::TimedOut);
            // 421: the server closes the line.
            let closing = refusal.answer.as_ref().is_some_and(|answer| answer.starts_with("421"));
            self.broken =
                gone || closing || within(self.patience.command, self.connection.command(Rset)).await.is_err();
        }
        outcome
    }

    async fn steps(&mut self, mail: &Composed) -> Result<(), Refusal> {
        let (from, to): (&str, &str) = (mail.from.as_ref(), mail.to.as_ref());
        let mut parameters = Vec::new();
        if !from.is_ascii() || !to.is_ascii() || !mail.message.is_ascii() {
            if !self.connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(Refusal::never(Trouble::AddressInvalid, None));
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        let patience = self.patience.command;
        let sender = Mail::new(Some(mail.from.clone()), parameters);
        within(patience, self.connection.command(sender)).await.map_err(|failed| {
            if failed.is_permanent() {
                // About us, not about this mail: somebody has to look after it.
                Refusal::later(Trouble::SenderRefused, failed.answer())
            } else {
                failed.later()
            }
        })?;
        let recipient = Rcpt::new(mail.to.clone(), Vec::new());
        within(patience, self.connection.command(recipient)).await.map_err(|failed| refused_recipient(&failed))?;
        let refused_content = |failed: Failed| {
            if failed.is_permanent() {
                Refusal::never(Trouble::ContentRefused, failed.answer())
            } else {
                failed.later()
            }
        };
        within(patience, self.connection.command(Data)).await.map_err(refused_content)?;
        let message = self.connection.message(&mail.message);
        within(self.patience.handover, message).await.map_err(refused_content)?;
        Ok(())
    }

    /// Says goodbye; whether the server answers does not matter.
    pub async fn close(mut self) {
        if !self.broken {
            let _ = within(Duration::from_secs(5), self.connection.command(Quit)).await;
        }
    }
}

/// A recipient refused for good is a bounce, unless the server refuses us: signing in is missing, or a rule forbids it.
fn refused_recipient(failed: &Failed) -> Refusal {
    if !failed.is_permanent() {
        return failed.later();
    }
    let answer = failed.answer();
    let by_rule = answer.as_ref().is_some_and(|answer| answer.get(4..).is_some_and(|words| words.starts_with("5.7.")));
    match failed.code() {
        Some(530 | 535) => Refusal::later(Trouble::SignInRefused, answer),
        _ if by_rule => Refusal::never(Trouble::ContentRefused, answer),
        _ => Refusal::never(Trouble::RecipientRefused, answer),
    }
}
