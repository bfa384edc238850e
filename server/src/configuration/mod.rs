//! Every setting: its flag, its variable, its default and its meaning. `teilhabe settings` prints them.

use std::net::SocketAddr;
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::PathBuf;

use app::services::addresses::Network;
use app::services::settings::{ANSWERING_SECONDS, DemoAccount, Quotas, RESPONSIBLE, Settings};
use clap::{Args, ValueEnum};
use domain::text::lines;
use store::Connection;

mod mail;

pub use mail::Mailing;

/// Where the database is. Valid for every command.
#[derive(Clone, Args)]
pub struct Database {
    /// Where the data are: `surrealkv://FOLDER`, `mem://` (gone at the end), `ws://HOST:PORT` or `wss://HOST` (a server)
    #[arg(long, env = "TEILHABE_DATABASE", value_name = "URL", default_value = "surrealkv://./data", global = true)]
    pub database: String,
    /// Namespace in the database
    #[arg(long, env = "TEILHABE_DATABASE_NAMESPACE", value_name = "NAME", default_value = "teilhabe", global = true)]
    pub database_namespace: String,
    /// Name of the database in its namespace
    #[arg(long, env = "TEILHABE_DATABASE_NAME", value_name = "NAME", default_value = "teilhabe", global = true)]
    pub database_name: String,
    /// User at a database server
    #[arg(long, env = "TEILHABE_DATABASE_USER", value_name = "NAME", hide_env_values = true, global = true)]
    pub database_user: Option<String>,
    /// Password of this user; better given by its variable, as command lines can be seen by others
    #[arg(long, env = "TEILHABE_DATABASE_PASSWORD", value_name = "PASSWORD", hide_env_values = true, global = true)]
    pub database_password: Option<String>,
}

/// Without user and password.
impl std::fmt::Debug for Database {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Database").field(&self.connection()).finish()
    }
}

impl Database {
    /// What the store needs to open it.
    pub fn connection(&self) -> Connection {
        Connection {
            namespace: self.database_namespace.clone(),
            database: self.database_name.clone(),
            username: self.database_user.clone(),
            password: self.database_password.clone(),
            ..Connection::new(self.database.clone())
        }
    }
}

/// What is written to standard error. Valid for every command.
#[derive(Debug, Clone, Args)]
pub struct Logging {
    /// What is logged, in the language of tracing's filters
    #[arg(
        long,
        env = "TEILHABE_LOG",
        value_name = "FILTER",
        default_value = "info,surrealdb=warn,surrealdb_core=warn,surrealkv=warn,tower_sessions_core=warn",
        global = true
    )]
    pub log: String,
    /// How it is logged: text for people, json for machines
    #[arg(long, env = "TEILHABE_LOG_FORMAT", value_name = "FORMAT", default_value = "text", global = true)]
    pub log_format: LogFormat,
}

/// How the log looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

/// What `teilhabe serve` needs besides the database.
#[derive(Debug, Clone, Args)]
pub struct Serving {
    /// Where to listen
    #[arg(long, env = "TEILHABE_ADDRESS", value_name = "HOST:PORT", default_value = "127.0.0.1:3000")]
    pub address: SocketAddr,
    /// Where people reach us; with https, cookies are secure and browsers are told to stay with https. Default: `http://ADDRESS`
    #[arg(long, env = "TEILHABE_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    pub public_url: Option<String>,
    /// Load the demo survey with 120 made-up responses and a demo conference, and open a demo account
    #[arg(long, env = "TEILHABE_DEMO")]
    pub demo: bool,
    /// Proxies whose X-Forwarded-For is believed: addresses or networks, separated by commas
    #[arg(long, env = "TEILHABE_TRUSTED_PROXIES", value_name = "NETWORKS", value_delimiter = ',')]
    pub trusted_proxies: Vec<Network>,
    /// Folder of scripts, styles and fonts. Default: `site` beside the program, else target/site
    #[arg(long, env = "TEILHABE_SITE", value_name = "FOLDER")]
    pub site: Option<PathBuf>,
    /// Folder of the keys that must not be in the database. Default: beside an embedded database, `FOLDER-keys`; else `./keys`
    #[arg(long, env = "TEILHABE_KEYS", value_name = "FOLDER")]
    pub keys: Option<PathBuf>,
    /// The office responsible for this site, as it stands on the privacy page
    #[arg(long, env = "TEILHABE_RESPONSIBLE", value_name = "NAME", default_value = RESPONSIBLE)]
    pub responsible: String,
    /// How to reach it with questions about privacy: address, telephone, e-mail. Default: the page says that none is known
    #[arg(long, env = "TEILHABE_CONTACT", value_name = "TEXT")]
    pub contact: Option<String>,
    /// Who is told by mail when a comment is reported as discriminating. Default: those who moderate are asked to tell the office's
    /// own addressee
    #[arg(long, env = "TEILHABE_DISCRIMINATION_EMAIL", value_name = "ADDRESS")]
    pub discrimination_email: Option<String>,
    /// Letters in a numbered line of a text, 40 to 90. Another length gives all lines other numbers, also those that were cited
    #[arg(long, env = "TEILHABE_LINE_LENGTH", value_name = "N", default_value_t = lines::USUAL, value_parser = line_length)]
    pub line_length: NonZeroUsize,
    /// Responses in a row from one address
    #[arg(long, env = "TEILHABE_RESPONSES_BURST", value_name = "N", default_value_t = Quotas::default().responses_burst)]
    pub responses_burst: NonZeroU32,
    /// Responses a minute from one address after that
    #[arg(long, env = "TEILHABE_RESPONSES_PER_MINUTE", value_name = "N", default_value_t = Quotas::default().responses_per_minute)]
    pub responses_per_minute: NonZeroU32,
    /// Seconds that answering a survey open to everybody takes at least; who is quicker is asked to send once more
    #[arg(long, env = "TEILHABE_ANSWERING_SECONDS", value_name = "N", default_value_t = ANSWERING_SECONDS)]
    pub answering_seconds: u32,
    /// New drafts within a day from one address
    #[arg(long, env = "TEILHABE_DRAFTS_PER_DAY", value_name = "N", default_value_t = Quotas::default().drafts_per_day)]
    pub drafts_per_day: NonZeroU32,
    /// Requests a second with one key
    #[arg(long, env = "TEILHABE_KEY_PER_SECOND", value_name = "N", default_value_t = Quotas::default().key_per_second)]
    pub key_per_second: NonZeroU32,
    /// Attempts to sign in from one address within five minutes
    #[arg(long, env = "TEILHABE_SIGN_INS", value_name = "N", default_value_t = Quotas::default().sign_ins)]
    pub sign_ins: NonZeroU32,
    /// Listeners to live results at a time
    #[arg(long, env = "TEILHABE_LISTENERS", value_name = "N", default_value_t = Quotas::default().listeners)]
    pub listeners: u32,
    /// Sending mails.
    #[command(flatten)]
    pub mail: Mailing,
}

impl Serving {
    /// Where people reach us.
    pub fn public_url(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.address))
    }

    /// Where the keys are; nowhere for a database that is gone at the end, unless a folder is named.
    pub fn keys_folder(&self, database: &str) -> Option<PathBuf> {
        let usual = || match database.split_once("://") {
            Some(("mem", _)) => None,
            Some(("surrealkv", folder)) => Some(PathBuf::from(format!("{}-keys", folder.trim_end_matches('/')))),
            _ => Some(PathBuf::from("keys")),
        };
        self.keys.clone().or_else(usual)
    }

    /// The part of the settings that pages and services see.
    pub fn settings(&self, demo: Option<DemoAccount>) -> Settings {
        let public_url = self.public_url();
        Settings {
            secure: public_url.starts_with("https://"),
            public_url,
            demo,
            trusted_proxies: self.trusted_proxies.clone(),
            responsible: self.responsible.clone(),
            contact: self.contact.clone().filter(|contact| !contact.trim().is_empty()),
            discrimination_email: self.discrimination_email.clone().filter(|address| !address.trim().is_empty()),
            line_length: self.line_length,
            quotas: Quotas {
                responses_burst: self.responses_burst,
                responses_per_minute: self.responses_per_minute,
                drafts_per_day: self.drafts_per_day,
                key_per_second: self.key_per_second,
                sign_ins: self.sign_ins,
                listeners: self.listeners,
            },
            answering_seconds: self.answering_seconds,
            mail: self.mail.settings(),
        }
    }
}

/// `http://HOST[:PORT]` or `https://HOST[:PORT]`, a slash at the end is dropped. The site has its host to itself.
fn public_url(text: &str) -> Result<String, String> {
    let url = text.trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | ':' | '[' | ']');
    match host {
        Some(host) if !host.is_empty() && host.chars().all(plain) => Ok(url.to_ascii_lowercase()),
        _ => Err("it has to look like https://teilhabe.example.org, without a path".to_owned()),
    }
}

/// As many letters as a page of paper holds in a row.
fn line_length(text: &str) -> Result<NonZeroUsize, String> {
    let length = text.parse().ok().filter(|length: &NonZeroUsize| (40..=90).contains(&length.get()));
    length.ok_or_else(|| "it has to be a number from 40 to 90".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_is_a_scheme_and_a_host() {
        assert_eq!(public_url("https://Teilhabe.example.org/").as_deref(), Ok("https://teilhabe.example.org"));
        assert_eq!(line_length("60").map(NonZeroUsize::get), Ok(60));
        assert!(["39", "91", "x"].iter().all(|wrong| line_length(wrong).is_err()));
        for wrong in ["teilhabe.example.org", "https://", "ftp://a", "https://a/path", "https://a@b"] {
            assert!(public_url(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn printing_settings_shows_no_password() {
        let database = Database {
            database: "ws://127.0.0.1:8000".into(),
            database_namespace: "teilhabe".into(),
            database_name: "teilhabe".into(),
            database_user: Some("teilhabe".into()),
            database_password: Some("geheim".into()),
        };
        assert!(!format!("{database:?}").contains("geheim"));
    }
}
