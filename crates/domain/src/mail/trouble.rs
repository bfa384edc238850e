//! Why a mail has not gone, as a word for the queue; the office says it in plain German.

use serde::{Deserialize, Serialize};

/// What kept a mail from going.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// No connection to the mail server.
    Unreachable,
    /// The mail server does not encrypt, or its certificate is not good.
    NotEncrypted,
    /// The mail server refuses our user or password.
    SignInRefused,
    /// The mail server says: later.
    Busy,
    /// The connection broke in between.
    ConnectionLost,
    /// The mail server did not answer in time.
    TimedOut,
    /// The mail server refuses the address we send from.
    SenderRefused,
    /// The mail server refuses the recipient for good.
    RecipientRefused,
    /// The recipient's address is none.
    AddressInvalid,
    /// The mail server refuses the text for good.
    ContentRefused,
    /// The program knows no text of this name.
    TemplateUnknown,
    /// Something that has to be filled in is missing.
    ValueMissing,
    /// Our own database or keys did not answer.
    OwnFault,
    /// The recipient wants no such mails.
    Unsubscribed,
    /// Staff know that nobody can be reached at the address.
    MarkedUnreachable,
    /// The link in it would lead nowhere any more.
    LinkGone,
    /// Staff stopped it.
    ByStaff,
}

const NAMES: [(Trouble, &str); 17] = [
    (Trouble::Unreachable, "unreachable"),
    (Trouble::NotEncrypted, "not_encrypted"),
    (Trouble::SignInRefused, "sign_in_refused"),
    (Trouble::Busy, "busy"),
    (Trouble::ConnectionLost, "connection_lost"),
    (Trouble::TimedOut, "timed_out"),
    (Trouble::SenderRefused, "sender_refused"),
    (Trouble::RecipientRefused, "recipient_refused"),
    (Trouble::AddressInvalid, "address_invalid"),
    (Trouble::ContentRefused, "content_refused"),
    (Trouble::TemplateUnknown, "template_unknown"),
    (Trouble::ValueMissing, "value_missing"),
    (Trouble::OwnFault, "own_fault"),
    (Trouble::Unsubscribed, "unsubscribed"),
    (Trouble::MarkedUnreachable, "marked_unreachable"),
    (Trouble::LinkGone, "link_gone"),
    (Trouble::ByStaff, "by_staff"),
];

impl Trouble {
    /// The word for it.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(trouble, _)| *trouble == self).map_or("", |(_, name)| name)
    }

    /// The trouble of this word; nothing for an empty one.
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, known)| *known == name).map(|(trouble, _)| *trouble)
    }

    /// Whether the recipient cannot be reached at this address: the bounce is noted.
    pub fn is_bounce(self) -> bool {
        matches!(self, Self::RecipientRefused | Self::AddressInvalid)
    }
}
