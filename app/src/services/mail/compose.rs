//! Makes the message: text in the recipient's language, and headers that mail programs and servers expect.

use std::time::SystemTime;

use domain::mail::{Template, Trouble};
use lettre::Address;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, SinglePart};
use store::TakenMail;

use super::late::Late;
use super::settings::{MailServer, MailSettings};
use super::stop::StopHash;
use super::{reach, shipped, texts};
use crate::services::Services;

/// A message, ready to be handed over.
#[derive(Clone)]
pub struct Composed {
    /// Envelope: where the mail system's own messages go.
    pub from: Address,
    /// Envelope: who gets it.
    pub to: Address,
    /// Headers and text.
    pub message: Vec<u8>,
}

/// Without address and text.
impl std::fmt::Debug for Composed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Composed(…)")
    }
}

/// Why there is no message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotComposed {
    /// There never will be.
    Never(Trouble),
    /// It is not wanted any more.
    NotWanted(Trouble),
    /// The database or the vault did not answer; logged already.
    Later,
}

/// The message of a mail, with what came `late`.
///
/// # Errors
///
/// See [`NotComposed`].
pub async fn compose(
    services: &Services,
    server: &MailServer,
    mail: &TakenMail,
    late: Late,
) -> Result<Composed, NotComposed> {
    let template = Template::from_name(&mail.template).ok_or(NotComposed::Never(Trouble::TemplateUnknown))?;
    let to: Address = mail.recipient.trim().parse().map_err(|_| NotComposed::Never(Trouble::AddressInvalid))?;
    let language = shipped::spoken(&mail.language);
    let stop = if template.can_be_stopped() {
        if reach::is_marked(services, &mail.recipient).await.map_err(|error| failed(&error))? {
            return Err(NotComposed::NotWanted(Trouble::MarkedUnreachable));
        }
        let hash = match template {
            Template::Digest => StopHash::of_news(&services.vault, &mail.recipient),
            _ => StopHash::of(&services.vault, &mail.recipient),
        };
        let hash = hash.map_err(|error| failed(&error))?;
        if services.records.mail_stopped(&hash.text()).await.map_err(|error| failed(&error))? {
            return Err(NotComposed::NotWanted(Trouble::Unsubscribed));
        }
        Some(hash.link(services, &language).map_err(|error| failed(&error))?)
    } else {
        None
    };
    let mut values = mail.parameters.clone();
    match late {
        Late::Ready(late) => values.extend(late),
        Late::Gone => return Err(NotComposed::NotWanted(Trouble::LinkGone)),
    }
    // Not a placeholder: says for which survey the text may have been written.
    let survey = values.get("slug").map(String::as_str);
    let (text, _) = texts::in_force(services, template, &language, survey).await.map_err(|error| failed(&error))?;
    let filled = texts::written(template, &language, &text, &values, stop.as_deref())
        .map_err(|_| NotComposed::Never(Trouble::ValueMissing))?;

    let settings = &services.settings.mail;
    let mut message = Message::builder()
        .message_id(Some(message_id(mail, server)))
        .date(SystemTime::from(services.clock.now()))
        .from(Mailbox::new(name(settings), server.sender.clone()))
        .to(Mailbox::new(None, to.clone()))
        .subject(filled.subject)
        .raw_header(header("Content-Language", language.as_str()))
        // Machines that answer mails by themselves should not answer this one.
        .raw_header(header("Auto-Submitted", "auto-generated"));
    if let Some(reply_to) = &settings.reply_to {
        message = message.reply_to(Mailbox::new(None, reply_to.clone()));
    }
    if let Some(link) = stop {
        // RFC 8058: the mail program itself may post to the link when its reader presses "unsubscribe".
        message = message
            .raw_header(header("List-Unsubscribe", &format!("<{link}>")))
            .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
    let message =
        message.singlepart(SinglePart::plain(filled.body)).map_err(|_| NotComposed::Never(Trouble::AddressInvalid))?;
    let from = settings.bounces.clone().unwrap_or_else(|| server.sender.clone());
    Ok(Composed { from, to, message: message.formatted() })
}

/// The same for every attempt: mail programs show a mail that came twice once.
fn message_id(mail: &TakenMail, server: &MailServer) -> String {
    format!("<{}@{}>", mail.id, server.sender.domain())
}

fn name(settings: &MailSettings) -> Option<String> {
    Some(settings.sender_name.clone()).filter(|name| !name.is_empty())
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn failed(error: &dyn std::fmt::Display) -> NotComposed {
    tracing::error!(%error, "a mail could not be composed; it is tried again");
    NotComposed::Later
}
