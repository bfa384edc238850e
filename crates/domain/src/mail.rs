//! Mails: which there are, what may stand in their texts, and when a mail that did not get through is tried again.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

pub mod bounce;
pub mod text;
pub mod trouble;

#[cfg(test)]
#[path = "mail_tests.rs"]
mod tests;

pub use text::{Fault, Filled, MissingValue, check, fill};
pub use trouble::Trouble;

/// A kind of mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Template {
    /// Somebody gets an account.
    AccountInvitation,
    /// Somebody has forgotten the password.
    PasswordReset,
    /// Somebody confirms a new address.
    EmailChange,
    /// Tells the present address that somebody wants another one for the account.
    EmailChangeAsked,
    /// Tells the old address that the account has a new one.
    EmailChangedNotice,
    /// An organisation is invited to a survey.
    Invitation,
    /// An organisation that has not answered is reminded.
    Reminder,
    /// Anything short: a subject and a text.
    Notice,
    /// What is new in consultations that somebody follows. Written when it goes, by what its reader may see then.
    Digest,
}

/// What a placeholder's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// Words of one line.
    Words,
    /// An address that is opened; kept free of marks, so that mail programs find its end.
    Link,
    /// Something that is typed or copied letter by letter.
    Code,
    /// Words of several lines.
    Lines,
}

/// Something in a text that is filled in when the mail goes: `{name}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placeholder {
    /// Its name, as written in braces.
    pub name: &'static str,
    /// What its value is.
    pub kind: ValueKind,
    /// The text must hold it, and the mail does not go without its value.
    pub required: bool,
}

const fn words(name: &'static str) -> Placeholder {
    Placeholder { name, kind: ValueKind::Words, required: false }
}

const LINK: Placeholder = Placeholder { name: "url", kind: ValueKind::Link, required: true };
const OF_ACCOUNTS: &[Placeholder] = &[words("name"), LINK, words("until")];
const OF_WARNINGS: &[Placeholder] = &[words("name"), LINK];
const OF_SURVEYS: &[Placeholder] = &[
    words("organisation"),
    words("survey"),
    LINK,
    Placeholder { name: "code", kind: ValueKind::Code, required: false },
    words("until"),
    words("responsible"),
    words("contact"),
];
const OF_NOTICES: &[Placeholder] = &[
    Placeholder { name: "subject", kind: ValueKind::Words, required: true },
    Placeholder { name: "text", kind: ValueKind::Lines, required: true },
];

impl Template {
    /// All there are.
    pub const ALL: [Self; 9] = [
        Self::AccountInvitation,
        Self::PasswordReset,
        Self::EmailChange,
        Self::EmailChangeAsked,
        Self::EmailChangedNotice,
        Self::Invitation,
        Self::Reminder,
        Self::Notice,
        Self::Digest,
    ];
    /// Those whose texts staff may change.
    pub const EDITABLE: [Self; 2] = [Self::Invitation, Self::Reminder];

    /// The name under which the queue keeps it.
    pub fn name(self) -> &'static str {
        match self {
            Self::AccountInvitation => "account-invitation",
            Self::PasswordReset => "password-reset",
            Self::EmailChange => "email-change",
            Self::EmailChangeAsked => "email-change-asked",
            Self::EmailChangedNotice => "email-changed-notice",
            Self::Invitation => "invitation",
            Self::Reminder => "reminder",
            Self::Notice => "notice",
            Self::Digest => "digest",
        }
    }

    /// The template of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.name() == name)
    }

    /// What may be filled in.
    pub fn placeholders(self) -> &'static [Placeholder] {
        match self {
            Self::AccountInvitation | Self::PasswordReset | Self::EmailChange => OF_ACCOUNTS,
            Self::EmailChangeAsked => OF_WARNINGS,
            Self::EmailChangedNotice => &OF_ACCOUNTS[..1],
            Self::Invitation | Self::Reminder => OF_SURVEYS,
            Self::Notice | Self::Digest => OF_NOTICES,
        }
    }

    /// Whether staff may change the text.
    pub fn is_editable(self) -> bool {
        Self::EDITABLE.contains(&self)
    }

    /// Whether the recipient can stop mails of this kind with one click. Mails about one's own account cannot be stopped.
    pub fn can_be_stopped(self) -> bool {
        matches!(self, Self::Invitation | Self::Reminder | Self::Digest)
    }
}

/// How far a mail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailState {
    /// Waits for its time, or for the next attempt.
    Waiting,
    /// A process is handing it over just now.
    Sending,
    /// A mail server has taken it.
    Sent,
    /// It was given up.
    Failed,
    /// It is not wanted any more.
    Stopped,
}

impl MailState {
    /// All there are, in the order of a mail's life.
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Sending, Self::Sent, Self::Failed, Self::Stopped];

    /// The name under which the queue keeps it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Stopped => "stopped",
        }
    }

    /// The state of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// The pause after the first attempt that failed.
const SHORTEST_PAUSE: Duration = Duration::from_mins(1);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_hours(6);
/// After this time since the first attempt a mail is given up.
const PATIENCE: TimeDelta = TimeDelta::days(3);

/// How long to wait after the `attempts`th attempt that failed: a minute, then twice as long each time, six hours at most.
/// `chance` (0 to 1) spreads it by a quarter to both sides, so that mails that failed together do not come back together.
pub fn pause(attempts: u32, chance: f64) -> Duration {
    let doubled = SHORTEST_PAUSE.saturating_mul(1 << attempts.saturating_sub(1).min(16)).min(LONGEST_PAUSE);
    doubled.mul_f64(0.75 + 0.5 * chance.clamp(0.0, 1.0)).min(LONGEST_PAUSE)
}

/// Whether a mail that was first tried at this time and has failed again is given up.
pub fn is_given_up(first_tried: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - first_tried >= PATIENCE
}
