//! Works the queue off: takes what is due, hands it over, writes down what came of it.
//!
//! **Nothing lost:** a mail leaves the queue only when the server has said that it has it, or never will. While the server
//! cannot be reached no mail is touched at all, so an outage costs no mail an attempt, however long it lasts.
//!
//! **Nothing twice:** a mail is marked before its attempt, with a name for the attempt and a lease longer than all patience
//! with the server together; nobody else takes it meanwhile, and only the holder of the name may write what came of it. One
//! gap remains, which SMTP does not close: when the server has taken a mail and we break down (or the line does) before we
//! have heard or written that. Such a mail goes again, when the lease is over, as nobody could tell whether it went. Then at
//! most it arrives twice, with the same `Message-ID`, by which servers and programs recognise it.
//!
//! **In no order:** what is due is shuffled, so that who reads mails in transit learns nothing from their order.

use chrono::{DateTime, TimeDelta, Utc};
use domain::mail::{Trouble, is_given_up, pause};
use store::{AttemptEnd, StoreError, TakenMail};
use uuid::Uuid;

use super::compose::{Composed, NotComposed, compose};
use super::late::late_parameters;
use super::settings::MailServer;
use super::transport::{Line, Refusal};
use crate::services::{Services, chance};

/// So many are looked for at a time, and shuffled.
const AT_A_TIME: u32 = 500;
/// How long to wait between attempts to write down what came of a mail, in seconds.
const WRITING_AGAIN: [u64; 4] = [0, 1, 5, 20];

/// What came of working the queue off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pass {
    /// Nothing that is due is left; so many mails were handed over.
    Done(u32),
    /// No mail server is set: mails wait.
    NoServer,
    /// Something keeps all mails back; none was touched since.
    KeptBack(Trouble),
    /// The process is closing; the rest waits for the next.
    Closing,
}

/// Sends what is due, until nothing is.
///
/// # Errors
///
/// Those of the database, before a mail was taken.
pub async fn send_due(services: &Services) -> Result<Pass, StoreError> {
    let Some(server) = services.settings.mail.server.clone() else { return Ok(Pass::NoServer) };
    let mut post = Post { services, server, line: None, sent: 0 };
    let pass = post.work().await;
    if let Some(line) = post.line.take() {
        line.close().await;
    }
    pass
}

struct Post<'a> {
    services: &'a Services,
    server: MailServer,
    line: Option<Line>,
    sent: u32,
}

impl Post<'_> {
    async fn work(&mut self) -> Result<Pass, StoreError> {
        loop {
            let mut due = self.services.records.due_mails(self.services.clock.now(), AT_A_TIME).await?;
            if due.is_empty() {
                return Ok(Pass::Done(self.sent));
            }
            due.sort_by_cached_key(|_| chance::bytes::<16>());
            let mut taken = 0;
            for id in due {
                if self.services.closing.is_announced() {
                    return Ok(Pass::Closing);
                }
                // First the line, then the mail: without a line none is touched.
                if let Err(refusal) = self.ready().await {
                    return Ok(Pass::KeptBack(refusal.trouble));
                }
                taken += u32::from(self.send(id).await?);
            }
            if taken == 0 {
                // Others were faster with all of them.
                return Ok(Pass::Done(self.sent));
            }
        }
    }

    async fn ready(&mut self) -> Result<(), Refusal> {
        if self.line.as_ref().is_some_and(Line::is_good) {
            return Ok(());
        }
        if let Some(line) = self.line.take() {
            line.close().await;
        }
        match Line::open(&self.server, self.services.settings.mail.patience).await {
            Ok(line) => {
                self.line = Some(line);
                self.services.mail.set(None);
                Ok(())
            }
            Err(refusal) => {
                self.services.mail.set(Some((refusal.trouble, refusal.answer.clone().unwrap_or_default())));
                Err(refusal)
            }
        }
    }

    /// Whether the mail was ours to send.
    async fn send(&mut self, id: Uuid) -> Result<bool, StoreError> {
        let (services, attempt) = (self.services, chance::text::<12>());
        let now = services.clock.now();
        let lease = now + TimeDelta::from_std(services.settings.mail.patience.lease()).unwrap_or(TimeDelta::hours(1));
        let mail = match services.records.take_mail(id, &attempt, lease, now).await {
            Ok(Some(mail)) => mail,
            // Somebody else has it, or wants it just as much.
            Ok(None) | Err(StoreError::Conflict) => return Ok(false),
            Err(error) => return Err(error),
        };
        let end = self.attempt(&mail).await;
        if end == AttemptEnd::Sent {
            self.sent += 1;
        }
        write_down(services, &mail, &attempt, &end).await;
        Ok(true)
    }

    async fn attempt(&mut self, mail: &TakenMail) -> AttemptEnd {
        let composed = match message(self.services, &self.server, mail).await {
            Ok(composed) => composed,
            Err(NotComposed::Never(trouble)) => return AttemptEnd::Failed { trouble, answer: None },
            Err(NotComposed::NotWanted(trouble)) => return AttemptEnd::Stopped { trouble },
            Err(NotComposed::Later) => return self.again(mail, Trouble::OwnFault, None),
        };
        let Some(line) = self.line.as_mut() else { return self.again(mail, Trouble::ConnectionLost, None) };
        match line.hand_over(&composed).await {
            Ok(()) => AttemptEnd::Sent,
            Err(Refusal { trouble, answer, permanent: true }) => AttemptEnd::Failed { trouble, answer },
            Err(Refusal { trouble, answer, permanent: false }) => self.again(mail, trouble, answer),
        }
    }

    /// Later, or never when that has gone on for days.
    fn again(&self, mail: &TakenMail, trouble: Trouble, answer: Option<String>) -> AttemptEnd {
        let now = self.services.clock.now();
        if is_given_up(mail.tried, now) {
            return AttemptEnd::Failed { trouble, answer };
        }
        AttemptEnd::Delayed { until: next(now, mail.attempts), trouble, answer }
    }
}

fn next(now: DateTime<Utc>, attempts: u32) -> DateTime<Utc> {
    let spread = f64::from(u32::from_le_bytes(chance::bytes())) / f64::from(u32::MAX);
    now + TimeDelta::from_std(pause(attempts, spread)).unwrap_or(TimeDelta::hours(6))
}

async fn message(services: &Services, server: &MailServer, mail: &TakenMail) -> Result<Composed, NotComposed> {
    let late = late_parameters(services, &mail.template, &mail.parameters).await.map_err(|error| {
        tracing::error!(%error, "what a mail still lacks could not be read; it is tried again");
        NotComposed::Later
    })?;
    compose(services, server, mail, late).await
}

/// Insists: what is not written down would be sent again.
async fn write_down(services: &Services, mail: &TakenMail, attempt: &str, end: &AttemptEnd) {
    for seconds in WRITING_AGAIN {
        tokio::time::sleep(std::time::Duration::from_secs(seconds)).await;
        match services.records.end_attempt(mail.id, attempt, end, services.clock.now()).await {
            Ok(true) => {
                log(mail, end);
                return;
            }
            Ok(false) => {
                tracing::warn!(mail = %mail.id, "a mail took longer than its lease; another process has it now");
                return;
            }
            Err(error) => tracing::error!(%error, mail = %mail.id, "what came of a mail could not be written down"),
        }
    }
}

/// Identities and words only: no address, no text, nothing a server said.
fn log(mail: &TakenMail, end: &AttemptEnd) {
    let (template, attempts) = (&mail.template, mail.attempts);
    match end {
        AttemptEnd::Sent => tracing::info!(mail = %mail.id, template, attempts, "a mail was handed over"),
        AttemptEnd::Delayed { trouble, .. } => {
            tracing::info!(mail = %mail.id, template, attempts, trouble = trouble.name(), "a mail has to wait");
        }
        AttemptEnd::Failed { trouble, .. } => {
            tracing::warn!(mail = %mail.id, template, attempts, trouble = trouble.name(), "a mail was given up");
        }
        AttemptEnd::Stopped { trouble } => {
            tracing::info!(mail = %mail.id, template, trouble = trouble.name(), "a mail was stopped");
        }
    }
}
