//! The audit log: who did what to what. Entries are only ever added, and each holds a hash over the one before it.
//!
//! No method here changes or deletes an entry, and the table refuses it, too. [`domain::audit`] says how the chain is made
//! and what it can and cannot show.

use std::collections::BTreeMap;
use std::ops::Bound;

use chrono::{DateTime, SubsecRound as _, Utc};
use domain::audit::{Check, Entry, Fault, Head};
use surrealdb::types::{Datetime, RecordId, RecordIdKey, RecordIdKeyRange, SurrealValue, vars};
use uuid::Uuid;

use crate::transaction::retrying;
use crate::{Records, StoreError, datetime};

/// How often the place behind the last entry is looked for, while other processes take it.
const TRIES: u32 = 32;
/// Entries looked through at a time.
const CHUNK: u64 = 1_000;

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Somebody with an account.
    Account(Uuid),
    /// A program with the key of this name.
    Key(String),
    /// The program itself: jobs and commands.
    Program,
    /// Somebody who is not signed in; nothing is known of them.
    Stranger,
}

impl Actor {
    /// As it is kept: `account:UUID`, `key:NAME`, `program` or `stranger`.
    pub fn text(&self) -> String {
        match self {
            Self::Account(id) => format!("account:{id}"),
            Self::Key(name) => format!("key:{name}"),
            Self::Program => "program".to_owned(),
            Self::Stranger => "stranger".to_owned(),
        }
    }

    /// The actor of this text; nothing when it is none.
    pub fn read(text: &str) -> Option<Self> {
        match text.split_once(':') {
            Some(("account", id)) => id.parse().ok().map(Self::Account),
            Some(("key", name)) => Some(Self::Key(name.to_owned())),
            None if text == "program" => Some(Self::Program),
            None if text == "stranger" => Some(Self::Stranger),
            _ => None,
        }
    }
}

/// Something that was done. No names, addresses or answers: identities lead to those who may look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// Who did it.
    pub actor: Actor,
    /// A verb of the program, such as `survey.opened`.
    pub deed: &'static str,
    /// What it was done to, such as `survey:bedarf`.
    pub subject: String,
    /// What else a reader needs, or nothing.
    pub note: String,
}

/// Which entries are asked for; the default asks for all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// By this actor.
    pub actor: Option<Actor>,
    /// Deeds that begin so, such as `survey.`.
    pub deed: String,
    /// To exactly this thing; empty: to anything.
    pub subject: String,
    /// Not before this time.
    pub from: Option<DateTime<Utc>>,
    /// Before this time.
    pub until: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct NewRow {
    at: Datetime,
    actor: String,
    deed: String,
    subject: String,
    note: String,
    hash: String,
}

#[derive(Debug, Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    number: i64,
    at: Datetime,
    actor: String,
    deed: String,
    subject: String,
    note: String,
    hash: String,
}

impl Row {
    fn read(self) -> Result<Entry, StoreError> {
        Ok(Entry {
            number: number(self.number)?,
            at: self.at.into(),
            actor: self.actor,
            deed: self.deed,
            subject: self.subject,
            note: self.note,
            hash: self.hash,
        })
    }
}

#[derive(Debug, Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct HeadRow {
    id: RecordId,
    hash: String,
}

impl HeadRow {
    fn read(self) -> Result<Head, StoreError> {
        match self.id.key {
            RecordIdKey::Number(found) => Ok(Head { number: number(found)?, hash: self.hash }),
            _ => Err(StoreError::Broken("audit: unknown id".to_owned())),
        }
    }
}

/// An entry as its actor may have it.
#[derive(Debug, Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct OwnRow {
    at: Datetime,
    deed: String,
    subject: String,
    note: String,
}

#[derive(Debug, Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct NamedAccount {
    id: RecordId,
    name: String,
}

fn number(stored: i64) -> Result<u64, StoreError> {
    u64::try_from(stored).map_err(|error| StoreError::broken("number of an audit entry", &error))
}

fn key(number: u64) -> RecordIdKey {
    RecordIdKey::Number(i64::try_from(number).unwrap_or(i64::MAX))
}

/// The entries with `from <= number < end`.
fn range(from: u64, end: u64) -> RecordId {
    RecordId::new("audit", RecordIdKeyRange { start: Bound::Included(key(from)), end: Bound::Excluded(key(end)) })
}

impl Records {
    /// What somebody did, the newest first: when, the deed, what to, and the note.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn deeds_of(&self, actor: &Actor) -> Result<Vec<(DateTime<Utc>, String, String, String)>, StoreError> {
        let text = "SELECT at, deed, subject, note FROM audit WHERE actor = $actor ORDER BY at DESC";
        let rows: Vec<OwnRow> = self.database().query(text).bind(("actor", actor.text())).await?.take(0)?;
        Ok(rows.into_iter().map(|row| (row.at.into_inner(), row.deed, row.subject, row.note)).collect())
    }

    /// Adds an entry to the audit log. Within a process one after the other; several processes notice each other by the
    /// number, which only one of them gets.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many other processes add entries at once. [`StoreError::Database`] and
    /// [`StoreError::Unreachable`] leave open whether it was added: the same again may add it twice.
    pub async fn note_deed(&self, deed: &Deed, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut remembered = self.audit_head().lock().await;
        for _ in 0..TRIES {
            // Forgotten until this succeeds: whoever breaks off in between leaves nothing wrong behind.
            let last = match remembered.take() {
                Some(head) => head,
                None => self.read_head().await?,
            };
            let entry = Entry {
                number: last.number + 1,
                at: now.trunc_subsecs(3),
                actor: deed.actor.text(),
                deed: deed.deed.to_owned(),
                subject: deed.subject.clone(),
                note: deed.note.clone(),
                hash: String::new(),
            }
            .chained(&last.hash);
            match self.add_entry(&entry).await {
                Ok(()) => {
                    *remembered = Some(entry.head());
                    return Ok(());
                }
                Err(StoreError::Taken | StoreError::Conflict) => *remembered = Some(self.head_after(last).await?),
                Err(error) => return Err(error),
            }
        }
        Err(StoreError::Conflict)
    }

    async fn add_entry(&self, entry: &Entry) -> Result<(), StoreError> {
        let row = NewRow {
            at: datetime(entry.at),
            actor: entry.actor.clone(),
            deed: entry.deed.clone(),
            subject: entry.subject.clone(),
            note: entry.note.clone(),
            hash: entry.hash.clone(),
        };
        let variables = vars! { id: RecordId::new("audit", key(entry.number)), row: row };
        retrying(|| async {
            let text = "CREATE ONLY $id CONTENT $row RETURN NONE";
            self.database().query(text).bind(variables.clone()).await?.check().map(drop)
        })
        .await
    }

    /// The end of the log as the database has it: looks at the whole table, so it is asked once per process.
    async fn read_head(&self) -> Result<Head, StoreError> {
        let text = "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1";
        let last: Option<HeadRow> = self.database().query(text).await?.take(0)?;
        last.map_or_else(|| Ok(Head::default()), HeadRow::read)
    }

    /// The end of the log, when `known` was it a moment ago.
    async fn head_after(&self, known: Head) -> Result<Head, StoreError> {
        let later = range(known.number + 1, u64::MAX);
        let found: Vec<HeadRow> =
            self.database().query("SELECT id, hash FROM $later").bind(("later", later)).await?.take(0)?;
        let heads = found.into_iter().map(HeadRow::read).collect::<Result<Vec<_>, _>>()?;
        Ok(heads.into_iter().max_by_key(|head| head.number).unwrap_or(known))
    }

    /// The end of the log: note it elsewhere, and [`Self::verify_audit`] can tell later that everything up to it is still
    /// as it was.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn audit_end(&self) -> Result<Head, StoreError> {
        let mut remembered = self.audit_head().lock().await;
        let head = match remembered.clone() {
            Some(known) => self.head_after(known).await?,
            None => self.read_head().await?,
        };
        Ok(remembered.insert(head).clone())
    }

    /// At most `limit` entries before the number `before` (from the end when there is none), the newest first. Pass the
    /// last number of a page to get the next one; an empty page is the end.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a stored entry cannot be read.
    pub async fn audit_entries(
        &self,
        filter: &AuditFilter,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        let newest = self.audit_end().await?.number + 1;
        let mut end = before.map_or(newest, |before| before.min(newest));
        // Mostly the first few are enough; with a narrow filter the steps become longer.
        let mut step = u64::try_from(limit).unwrap_or(CHUNK).clamp(1, CHUNK);
        let mut found: Vec<Entry> = Vec::new();
        while end > 1 && found.len() < limit {
            let start = end.saturating_sub(step).max(1);
            step = (step * 2).min(CHUNK);
            let variables = vars! {
                range: range(start, end),
                actor: filter.actor.as_ref().map(Actor::text).unwrap_or_default(),
                deed: filter.deed.clone(),
                subject: filter.subject.clone(),
                from: datetime(filter.from.unwrap_or(DateTime::UNIX_EPOCH)),
                until: datetime(filter.until.unwrap_or(LATEST)),
            };
            let text = "SELECT record::id(id) AS number, at, actor, deed, subject, note, hash FROM $range \
                        WHERE ($actor = '' OR actor = $actor) AND string::starts_with(deed, $deed) \
                        AND ($subject = '' OR subject = $subject) AND at >= $from AND at < $until";
            let rows: Vec<Row> = self.database().query(text).bind(variables).await?.take(0)?;
            let mut entries = rows.into_iter().map(Row::read).collect::<Result<Vec<_>, _>>()?;
            entries.sort_unstable_by_key(|entry| std::cmp::Reverse(entry.number));
            found.extend(entries);
            end = start;
        }
        found.truncate(limit);
        Ok(found)
    }

    /// At most 1,000 entries behind the number `after`, in their order: for export and verification. An empty page is the
    /// end.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a stored entry cannot be read.
    pub async fn audit_after(&self, after: u64) -> Result<Vec<Entry>, StoreError> {
        // Numbers have no gaps. With a limit instead the engine would read everything behind `after`, page after page.
        let page = range(after + 1, (after + 1).saturating_add(CHUNK));
        let text = "SELECT record::id(id) AS number, at, actor, deed, subject, note, hash FROM $range";
        let rows: Vec<Row> = self.database().query(text).bind(("range", page)).await?.take(0)?;
        rows.into_iter().map(Row::read).collect()
    }

    /// Reads the whole log and says whether every entry is as it was written: its end when it is, else the first number
    /// that does not fit. What this process has written itself must be there, and every end of the log in `noted`.
    ///
    /// A cut-off end shows only against what this process remembers or somebody noted; see [`domain::audit`].
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a stored entry cannot be read.
    pub async fn verify_audit(&self, noted: &[Head]) -> Result<Result<Head, Fault>, StoreError> {
        let own = self.audit_head().lock().await.clone();
        let mut check = Check::against(noted.iter().cloned().chain(own).collect());
        let mut after = 0;
        loop {
            let entries = self.audit_after(after).await?;
            let Some(last) = entries.last() else { return Ok(check.finish()) };
            after = last.number;
            for entry in &entries {
                if let Err(fault) = check.follow(entry) {
                    return Ok(Err(fault));
                }
            }
        }
    }

    /// The names of all accounts, for showing who an actor is. Names are looked up when somebody reads, never kept with
    /// an entry.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn account_names(&self) -> Result<BTreeMap<Uuid, String>, StoreError> {
        let found: Vec<NamedAccount> = self.database().query("SELECT id, name FROM account").await?.take(0)?;
        Ok(found
            .into_iter()
            .filter_map(|account| match account.id.key {
                RecordIdKey::Uuid(id) => Some((id.into_inner(), account.name)),
                _ => None,
            })
            .collect())
    }
}

/// Later than anything that is noted.
const LATEST: DateTime<Utc> = DateTime::<Utc>::from_timestamp(253_402_300_799, 0).expect("the year 9999 exists");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Connection;

    #[test]
    fn a_process_that_has_missed_the_entries_of_others_finds_the_end_again() {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        let runtime = builder.enable_all().thread_stack_size(10 * 1024 * 1024).build().expect("a runtime");
        runtime.block_on(async {
            let now = DateTime::UNIX_EPOCH;
            let records = Records::open(&Connection::new("mem://"), now).await.expect("a database in memory");
            let deed =
                Deed { actor: Actor::Program, deed: "survey.opened", subject: String::new(), note: String::new() };
            for _ in 0..5 {
                records.note_deed(&deed, now).await.expect("noted");
            }
            let second = records.audit_after(1).await.expect("entries")[0].head();
            for stale in [Some(second), Some(Head::default()), None] {
                *records.audit_head().lock().await = stale;
                records.note_deed(&deed, now).await.expect("noted behind the others' entries");
            }
            let head = records.verify_audit(&[]).await.expect("readable").expect("one whole chain");
            assert_eq!(head.number, 8);
        });
    }
}
