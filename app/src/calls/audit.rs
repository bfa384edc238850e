//! The audit log for staff: searching it, and checking that nobody has changed it.

use chrono::NaiveDateTime;
use domain::audit::{Fault, Head};
#[cfg(feature = "ssr")]
use domain::permission::Action;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::request;
use crate::error::CallError;

/// What somebody looks for; empty fields ask for nothing. It stands in the address of the page, so it holds identities and
/// words of the program only.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditSearch {
    /// As in the log, such as `account:UUID`.
    pub who: String,
    /// How the deed begins.
    pub area: String,
    /// Exactly this thing.
    pub thing: String,
    /// Day in Germany, ISO 8601.
    pub from: String,
    /// Day in Germany, ISO 8601, itself included.
    pub until: String,
    /// Only entries before this number: the next page.
    pub before: String,
}

/// A page of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    pub rows: Vec<AuditRow>,
    /// The number to go on before, when there may be older entries.
    pub older: Option<u64>,
    /// Who can be searched for: the actor as in the log, and the name.
    pub people: Vec<(String, String)>,
    /// The end of the log, for noting it elsewhere.
    pub end: Head,
}

/// An entry as staff read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRow {
    pub number: u64,
    /// In German wall-clock time.
    pub at: NaiveDateTime,
    pub who: Who,
    pub deed: String,
    pub note: String,
    pub subject: String,
    /// The name of what it was done to, where it has one and still exists.
    pub name: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Who {
    Person(String),
    /// The account does not exist any more.
    Former,
    Key(String),
    Program,
    Stranger,
}

#[cfg(feature = "ssr")]
const PAGE: usize = 50;

#[server(prefix = "/calls", endpoint = "load-audit")]
pub async fn load_audit(search: AuditSearch) -> Result<AuditPage, CallError> {
    use domain::local_time::clock;
    use store::Actor;

    request::authorised(Action::SeeAudit).await?;
    let records = request::services()?.records;
    let names = records.account_names().await.map_err(request::failed)?;
    let entries =
        records.audit_entries(&filter(&search), search.before.parse().ok(), PAGE + 1).await.map_err(request::failed)?;
    let older = (entries.len() > PAGE).then(|| entries[PAGE - 1].number);
    let mut titles = std::collections::BTreeMap::new();
    let mut rows = Vec::with_capacity(PAGE);
    for entry in entries.into_iter().take(PAGE) {
        let name_of = |id: &uuid::Uuid| names.get(id).cloned();
        let who = match Actor::read(&entry.actor) {
            Some(Actor::Account(id)) => name_of(&id).map_or(Who::Former, Who::Person),
            Some(Actor::Key(name)) => Who::Key(name),
            Some(Actor::Program) => Who::Program,
            Some(Actor::Stranger) | None => Who::Stranger,
        };
        let name = match entry.subject.split_once(':') {
            Some(("survey", slug)) => {
                if !titles.contains_key(slug) {
                    titles.insert(slug.to_owned(), super::protection::title(slug).await?);
                }
                titles.get(slug).cloned().flatten()
            }
            Some(("account", id)) => id.parse().ok().and_then(|id| name_of(&id)),
            _ => None,
        };
        let at = clock(entry.at);
        let (deed, note, subject) = (entry.deed, entry.note, entry.subject);
        rows.push(AuditRow { number: entry.number, at, who, deed, note, subject, name });
    }
    let mut people: Vec<(String, String)> =
        names.into_iter().map(|(id, name)| (Actor::Account(id).text(), name)).collect();
    people.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(AuditPage { rows, older, people, end: records.audit_end().await.map_err(request::failed)? })
}

/// Follows the whole log. `number` and `hash` are a noted end of it, or empty.
#[server(prefix = "/calls", endpoint = "check-audit")]
pub async fn check_audit(number: String, hash: String) -> Result<Result<Head, Fault>, CallError> {
    request::authorised(Action::SeeAudit).await?;
    let hash: String = hash.split_whitespace().collect::<String>().to_lowercase();
    let noted = number.trim().parse().ok().filter(|_| !hash.is_empty()).map(|number| Head { number, hash });
    let noted: Vec<Head> = noted.into_iter().collect();
    request::services()?.records.verify_audit(&noted).await.map_err(request::failed)
}

#[cfg(feature = "ssr")]
fn filter(search: &AuditSearch) -> store::AuditFilter {
    let day = |text: &str| text.parse::<chrono::NaiveDate>().ok();
    store::AuditFilter {
        actor: store::Actor::read(&search.who),
        deed: search.area.clone(),
        subject: search.thing.clone(),
        from: day(&search.from).map(domain::local_time::start_of_day),
        until: day(&search.until).and_then(|day| day.succ_opt()).map(domain::local_time::start_of_day),
    }
}
