//! What pages and services need to know of the settings; the process reads them (`teilhabe settings` lists all).

use std::num::{NonZeroU32, NonZeroUsize};

use domain::text::lines;

use super::addresses::Network;
use super::mail::settings::MailSettings;

/// Who is responsible when no setting says so.
pub const RESPONSIBLE: &str = "Stadt Duisburg, Referat für Integration";

/// Seconds in which nobody reads a question and answers it.
pub const ANSWERING_SECONDS: u32 = 3;

/// Settings of the running process.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where people reach us, without a slash at the end, such as `https://teilhabe.example.org`.
    pub public_url: String,
    /// People come over https: cookies are `Secure` and their names start with `__Host-`.
    pub secure: bool,
    /// The account of the demo, when the process runs with it.
    pub demo: Option<DemoAccount>,
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// The office responsible for this site, as it stands on the privacy page.
    pub responsible: String,
    /// How to reach it; nothing while nobody has said so.
    pub contact: Option<String>,
    /// Who is told by mail when something is reported as discriminating; nobody while no address is known.
    pub discrimination_email: Option<String>,
    /// Letters in a numbered line of a text. Another length gives all lines other numbers, also those that were cited.
    pub line_length: NonZeroUsize,
    /// How much one client may do.
    pub quotas: Quotas,
    /// Seconds that answering a survey open to everybody takes at least.
    pub answering_seconds: u32,
    /// Sending mails.
    pub mail: MailSettings,
}

/// How much one client may do. A client is an address (IPv4), a /64 network (IPv6) or a key.
#[derive(Debug, Clone, Copy)]
pub struct Quotas {
    /// Responses in a row from one address.
    pub responses_burst: NonZeroU32,
    /// Responses a minute from one address after that. An office behind one address has forty people.
    pub responses_per_minute: NonZeroU32,
    /// New drafts within a day from one address.
    pub drafts_per_day: NonZeroU32,
    /// Requests a second with one key.
    pub key_per_second: NonZeroU32,
    /// Attempts to sign in within five minutes from one address.
    pub sign_ins: NonZeroU32,
    /// Listeners to live results at a time.
    pub listeners: u32,
}

/// A number above zero, for defaults.
const fn number(number: u32) -> NonZeroU32 {
    match NonZeroU32::new(number) {
        Some(number) => number,
        None => NonZeroU32::MIN,
    }
}

impl Default for Quotas {
    fn default() -> Self {
        Self {
            responses_burst: number(60),
            responses_per_minute: number(60),
            drafts_per_day: number(200),
            key_per_second: number(5_000),
            sign_ins: number(20),
            listeners: 2_000,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            public_url: "http://127.0.0.1:3000".to_owned(),
            secure: false,
            demo: None,
            trusted_proxies: Vec::new(),
            responsible: RESPONSIBLE.to_owned(),
            contact: None,
            discrimination_email: None,
            line_length: lines::USUAL,
            quotas: Quotas::default(),
            answering_seconds: ANSWERING_SECONDS,
            mail: MailSettings::default(),
        }
    }
}

/// The demo's administrator. The password is new at every start and known to this process only: the stored account has
/// none, so it cannot be used once the process runs without `--demo`.
#[derive(Clone)]
pub struct DemoAccount {
    /// Its address.
    pub email: String,
    /// Its password, for printing it.
    pub password: String,
    /// PHC string of the password.
    pub password_hash: String,
}

/// Without the password.
impl std::fmt::Debug for DemoAccount {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("DemoAccount").field("email", &self.email).finish_non_exhaustive()
    }
}
