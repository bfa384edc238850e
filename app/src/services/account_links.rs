//! Links in mails to people: `/account/link/ID.TOKEN`. The database and the mail queue hold the id only; the token is derived
//! from a key outside the database, when the mail goes and when the link is followed.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use domain::language::Language;
use domain::local_time::clock;
use sha2::{Digest as _, Sha256};
use store::{AccountLink, LinkPurpose, NewMail, StoreError};
use thiserror::Error;
use uuid::Uuid;

use super::{Services, chance};
use crate::texts::texts;

/// Names of the mails' texts.
const INVITATION: &str = "account-invitation";
const RESET: &str = "password-reset";
const EMAIL_CHANGE: &str = "email-change";
const EMAIL_CHANGE_ASKED: &str = "email-change-asked";
const EMAIL_CHANGED: &str = "email-changed-notice";

/// Why a link cannot be made or looked up.
#[derive(Debug, Error)]
pub enum LinkError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The key outside the database cannot be read.
    #[error("the key of the accounts: {0}")]
    Key(#[from] std::io::Error),
}

/// How long a link is good.
fn life(purpose: LinkPurpose) -> TimeDelta {
    match purpose {
        LinkPurpose::Invitation => TimeDelta::days(14),
        LinkPurpose::Reset => TimeDelta::hours(2),
        LinkPurpose::Email => TimeDelta::days(1),
    }
}

/// Who gets a mail.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient<'a> {
    /// The account it is about.
    pub account: Uuid,
    /// Name of the person.
    pub name: &'a str,
    /// Where the mail goes.
    pub email: &'a str,
    /// Its language.
    pub language: &'a Language,
}

/// Without name and address: what is printed may land in a log.
impl std::fmt::Debug for Recipient<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Recipient").field("account", &self.account).finish_non_exhaustive()
    }
}

/// Makes a link and queues the mail that will carry it. Older links for the same purpose are worthless then.
///
/// # Errors
///
/// Those of the database.
pub async fn send(services: &Services, purpose: LinkPurpose, to: Recipient<'_>) -> Result<Uuid, StoreError> {
    let now = services.clock.now();
    let link = AccountLink {
        id: chance::uuid(),
        purpose,
        account: to.account,
        email: if purpose == LinkPurpose::Email { to.email.to_owned() } else { String::new() },
        expires: now + life(purpose),
    };
    services.records.create_account_link(&link).await?;
    let template = match purpose {
        LinkPurpose::Invitation => INVITATION,
        LinkPurpose::Reset => RESET,
        LinkPurpose::Email => EMAIL_CHANGE,
    };
    let until = clock(link.expires).format("%H:%M");
    let until = format!("{}, {until}", texts(to.language).date(clock(link.expires).date()));
    let parameters = [("link", link.id.to_string()), ("until", until)];
    queue(services, template, &to, parameters.map(|(name, value)| (name.to_owned(), value)).into()).await?;
    Ok(link.id)
}

/// Queues the warning to the present address that somebody wants another one for the account, and what to do then.
///
/// # Errors
///
/// Those of the database.
pub async fn send_warning(services: &Services, to: Recipient<'_>) -> Result<(), StoreError> {
    let url = format!("{}/sign-in/forgotten", services.settings.public_url);
    queue(services, EMAIL_CHANGE_ASKED, &to, [("url".to_owned(), url)].into()).await
}

/// Queues the notice to the old address that the account has a new one.
///
/// # Errors
///
/// Those of the database.
pub async fn send_notice(services: &Services, to: Recipient<'_>) -> Result<(), StoreError> {
    queue(services, EMAIL_CHANGED, &to, BTreeMap::new()).await
}

async fn queue(
    services: &Services,
    template: &str,
    to: &Recipient<'_>,
    mut parameters: BTreeMap<String, String>,
) -> Result<(), StoreError> {
    let now = services.clock.now();
    parameters.insert("account".to_owned(), to.account.to_string());
    parameters.insert("name".to_owned(), to.name.to_owned());
    let mail = NewMail {
        id: chance::uuid(),
        recipient: to.email.to_owned(),
        template: template.to_owned(),
        language: to.language.clone(),
        parameters,
        due: now,
    };
    services.records.queue_mail(&mail, now).await
}

/// What a mail with a link says only at the moment it goes: its `url`. Nothing when the link is no longer good, and the mail
/// need not go.
///
/// # Errors
///
/// [`LinkError`]; try again later.
pub async fn late_parameters(services: &Services, link: &str) -> Result<Option<BTreeMap<String, String>>, LinkError> {
    let Ok(id) = link.parse::<Uuid>() else { return Ok(None) };
    if services.records.account_link(id, services.clock.now()).await?.is_none() {
        return Ok(None);
    }
    let url = format!("{}/account/link/{}.{}", services.settings.public_url, id.simple(), token(services, id)?);
    Ok(Some(BTreeMap::from([("url".to_owned(), url)])))
}

/// The link that a person brings, `ID.TOKEN`, when it is good.
///
/// # Errors
///
/// [`LinkError`].
pub async fn find(services: &Services, text: &str) -> Result<Option<AccountLink>, LinkError> {
    let Some((id, brought)) = text.split_once('.') else { return Ok(None) };
    let Ok(id) = id.parse::<Uuid>() else { return Ok(None) };
    // Compared by their hashes: how long it takes tells nothing.
    if Sha256::digest(brought) != Sha256::digest(token(services, id)?) {
        return Ok(None);
    }
    Ok(services.records.account_link(id, services.clock.now()).await?)
}

fn token(services: &Services, id: Uuid) -> std::io::Result<String> {
    let token: [u8; 24] = services.vault.key("accounts")?.derive("link", id.as_bytes());
    Ok(URL_SAFE_NO_PAD.encode(token))
}
