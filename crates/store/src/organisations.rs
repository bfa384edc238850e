//! The register of organisations: kept one by one or in batches, found by identity, name or filter.
//!
//! Whoever changes an entry says which version they have seen; of two at once the second is told.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::organisation::{ConsentFilter, Filter, Organisation};
use domain::words::key;
use surrealdb::types::{Datetime, RecordId, RecordIdKey, SurrealValue, Variables, vars};
use uuid::Uuid;

use crate::transaction::all_or_nothing;
use crate::{Records, StoreError, datetime};

/// How many entries go into one transaction of [`Records::write_organisations`].
const BATCH: usize = 100;

/// An entry with what the database knows about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredOrganisation {
    /// The entry.
    pub organisation: Organisation,
    /// 1 at first; counts up with every change.
    pub version: u32,
    /// When it was changed last.
    pub changed: DateTime<Utc>,
}

/// An entry as it shall be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The entry, tidied and checked.
    pub organisation: Organisation,
    /// The version that was seen; nothing for a new entry.
    pub version: Option<u32>,
}

/// Somebody who looks after organisations, or did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caretaker {
    /// Their account.
    pub id: Uuid,
    /// Their name, or what is left of it.
    pub name: String,
    /// Belongs to the office and can sign in.
    pub active: bool,
}

/// What became of an entry that was to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It stands in the register; also when the same had been written before.
    Done,
    /// Somebody else changed it meanwhile, or it is gone; nothing was written.
    Outdated,
    /// Another organisation has this name; nothing was written.
    NameTaken,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    entry: String,
    key: String,
    topics: Vec<String>,
    languages: Vec<String>,
    districts: Vec<i64>,
    consented: bool,
    directory: bool,
    archived: bool,
    umbrella: Option<surrealdb::types::Uuid>,
    caretaker: Option<surrealdb::types::Uuid>,
    changed: Datetime,
    version: u32,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Found {
    entry: String,
    key: String,
    version: u32,
    changed: Datetime,
}

/// One entry of a batch, for the loop in the transaction.
#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Item {
    id: RecordId,
    row: Row,
    new: bool,
    /// The version that must be there.
    seen: u32,
    created: Datetime,
    old_name: RecordId,
    new_name: RecordId,
    renamed: bool,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Person {
    id: RecordId,
    name: String,
    active: bool,
}

impl Row {
    fn of(organisation: &Organisation, version: u32, now: DateTime<Utc>) -> Result<Self, StoreError> {
        Ok(Self {
            entry: entry(organisation)?,
            key: key(&organisation.name),
            topics: organisation.topics.iter().map(|topic| topic.code().to_owned()).collect(),
            languages: organisation.languages.iter().map(|language| language.as_str().to_owned()).collect(),
            districts: organisation.districts.iter().map(|district| i64::from(district.number())).collect(),
            consented: organisation.consent.is_some(),
            directory: organisation.is_public(),
            archived: organisation.archived,
            umbrella: organisation.umbrella.map(Into::into),
            caretaker: organisation.caretaker.map(Into::into),
            changed: datetime(now),
            version,
        })
    }
}

impl Found {
    fn read(self) -> Result<StoredOrganisation, StoreError> {
        Ok(StoredOrganisation {
            organisation: serde_json::from_str(&self.entry)
                .map_err(|error| StoreError::broken("organisation", &error))?,
            version: self.version,
            changed: self.changed.into(),
        })
    }
}

fn entry(organisation: &Organisation) -> Result<String, StoreError> {
    serde_json::to_string(organisation).map_err(|error| StoreError::broken("organisation", &error))
}

pub(crate) fn record(id: Uuid) -> RecordId {
    RecordId::new("organisation", surrealdb::types::Uuid::from(id))
}

fn name(name: &str) -> RecordId {
    RecordId::new("organisation_name", key(name))
}

/// The identity in a record's id.
pub(crate) fn identity(id: RecordId) -> Result<Uuid, StoreError> {
    match id.key {
        RecordIdKey::Uuid(id) => Ok(id.into_inner()),
        _ => Err(StoreError::Broken("an unknown kind of id".to_owned())),
    }
}

const MATCHING: &str = "archived = $archived AND ($text = '' OR string::contains(key, $text)) \
    AND ($topic = NONE OR topics CONTAINS $topic) AND ($language = NONE OR languages CONTAINS $language) \
    AND ($district = NONE OR districts CONTAINS $district) \
    AND ($consent = NONE OR ($consent = 'directory' AND directory) OR ($consent = 'missing' AND !consented))";

fn matching(filter: &Filter) -> Variables {
    vars! {
        archived: filter.archived,
        text: key(&filter.text),
        topic: filter.topic.map(|topic| topic.code().to_owned()),
        language: filter.language.as_ref().map(|language| language.as_str().to_owned()),
        district: filter.district.map(|district| i64::from(district.number())),
        consent: filter.consent.map(|consent| match consent {
            ConsentFilter::Directory => "directory".to_owned(),
            ConsentFilter::Missing => "missing".to_owned(),
        }),
    }
}

impl Records {
    /// Keeps a new organisation.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn create_organisation(
        &self,
        organisation: &Organisation,
        now: DateTime<Utc>,
    ) -> Result<Written, StoreError> {
        self.write_one(&Draft { organisation: organisation.clone(), version: None }, now).await
    }

    /// Puts an organisation in the place of its version `seen`.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn change_organisation(
        &self,
        organisation: &Organisation,
        seen: u32,
        now: DateTime<Utc>,
    ) -> Result<Written, StoreError> {
        self.write_one(&Draft { organisation: organisation.clone(), version: Some(seen) }, now).await
    }

    /// Writes many, a hundred in a transaction, and says of each what became of it, in order. What cannot be written holds
    /// nothing else up; writing the same again changes nothing.
    ///
    /// # Errors
    ///
    /// Those of the database; some may have been written then, and the same call again is safe.
    pub async fn write_organisations(&self, drafts: &[Draft], now: DateTime<Utc>) -> Result<Vec<Written>, StoreError> {
        let mut outcomes = Vec::with_capacity(drafts.len());
        for batch in drafts.chunks(BATCH) {
            match self.write(batch, now).await {
                Ok(written) => outcomes.extend(written),
                // One of them is in the way of all: one by one it is found.
                Err(StoreError::Taken) => {
                    for draft in batch {
                        outcomes.push(self.write_one(draft, now).await?);
                    }
                }
                Err(error) => return Err(error),
            }
        }
        Ok(outcomes)
    }

    async fn write_one(&self, draft: &Draft, now: DateTime<Utc>) -> Result<Written, StoreError> {
        match self.write(std::slice::from_ref(draft), now).await {
            Ok(written) => Ok(written.first().copied().unwrap_or(Written::Outdated)),
            Err(StoreError::Taken) => Ok(match self.organisation(draft.organisation.id).await? {
                Some(stored) if stored.organisation == draft.organisation => Written::Done,
                Some(_) if draft.version.is_none() => Written::Outdated,
                _ => Written::NameTaken,
            }),
            Err(error) => Err(error),
        }
    }

    async fn write(&self, batch: &[Draft], now: DateTime<Utc>) -> Result<Vec<Written>, StoreError> {
        let ids: Vec<Uuid> = batch.iter().map(|draft| draft.organisation.id).collect();
        let before = self.organisations_of(&ids).await?;
        let mut items = Vec::with_capacity(batch.len());
        for Draft { organisation, version } in batch {
            let old = before.get(&organisation.id);
            if old.is_some_and(|old| old.organisation == *organisation) || (version.is_some() && old.is_none()) {
                continue;
            }
            let (old_name, new_name) =
                (name(old.map_or("", |old| old.organisation.name.as_str())), name(&organisation.name));
            items.push(Item {
                id: record(organisation.id),
                row: Row::of(organisation, version.unwrap_or(0) + 1, now)?,
                new: version.is_none(),
                seen: version.unwrap_or(0),
                created: datetime(now),
                renamed: old_name != new_name,
                old_name,
                new_name,
            });
        }
        let text = "FOR $item IN $items { \
            IF $item.new { \
                CREATE ONLY $item.new_name SET organisation = $item.id RETURN NONE; \
                CREATE ONLY $item.id CONTENT object::extend($item.row, { created: $item.created }) RETURN NONE; \
            } ELSE { \
                LET $changed = (UPDATE $item.id MERGE $item.row WHERE version = $item.seen RETURN VALUE version); \
                IF array::len($changed) > 0 AND $item.renamed { \
                    DELETE $item.old_name RETURN NONE; \
                    CREATE ONLY $item.new_name SET organisation = $item.id RETURN NONE; \
                }; \
            }; \
        }";
        if !items.is_empty() {
            all_or_nothing(self.database(), text, &vars! { items: items }).await?;
        }
        let after = self.organisations_of(&ids).await?;
        Ok(batch
            .iter()
            .map(|draft| match after.get(&draft.organisation.id) {
                Some(stored) if stored.organisation == draft.organisation => Written::Done,
                _ => Written::Outdated,
            })
            .collect())
    }

    async fn organisations_of(&self, ids: &[Uuid]) -> Result<BTreeMap<Uuid, StoredOrganisation>, StoreError> {
        let ids: Vec<RecordId> = ids.iter().map(|id| record(*id)).collect();
        let found: Vec<Found> = self.database().query("SELECT * FROM $ids").bind(("ids", ids)).await?.take(0)?;
        found.into_iter().map(|row| row.read().map(|stored| (stored.organisation.id, stored))).collect()
    }

    /// The organisation of this identity.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when the stored entry cannot be read.
    pub async fn organisation(&self, id: Uuid) -> Result<Option<StoredOrganisation>, StoreError> {
        let found: Option<Found> =
            self.database().query("SELECT * FROM $id").bind(("id", record(id))).await?.take(0)?;
        found.map(Found::read).transpose()
    }

    /// The organisation of this name, as [`domain::words::key`] compares names.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when the stored entry cannot be read.
    pub async fn organisation_named(&self, text: &str) -> Result<Option<StoredOrganisation>, StoreError> {
        let query = "SELECT * FROM (SELECT VALUE organisation FROM $name)";
        let found: Option<Found> = self.database().query(query).bind(("name", name(text))).await?.take(0)?;
        found.map(Found::read).transpose()
    }

    /// All organisations that a filter lets through, by name.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a stored entry cannot be read.
    pub async fn organisations(&self, filter: &Filter) -> Result<Vec<StoredOrganisation>, StoreError> {
        Ok(self.organisations_from(filter, 0, usize::MAX).await?.0)
    }

    /// `limit` organisations that a filter lets through, by name, beginning with the one at `start`; and how many there
    /// are in all.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a stored entry cannot be read.
    pub async fn organisations_from(
        &self,
        filter: &Filter,
        start: usize,
        limit: usize,
    ) -> Result<(Vec<StoredOrganisation>, u64), StoreError> {
        let number = |number: usize| i64::try_from(number).unwrap_or(i64::from(u32::MAX));
        let text = format!(
            "SELECT entry, key, version, changed FROM organisation WHERE {MATCHING} ORDER BY key LIMIT $limit START $start; \
             SELECT count() FROM organisation WHERE {MATCHING} GROUP ALL"
        );
        let page = vars! { start: number(start), limit: number(limit).min(i64::from(u32::MAX)) };
        let mut answer = self.database().query(text).bind(matching(filter)).bind(page).await?;
        let found: Vec<Found> = answer.take(0)?;
        let count: Option<u64> = answer.take((1, "count"))?;
        Ok((found.into_iter().map(Found::read).collect::<Result<_, _>>()?, count.unwrap_or(0)))
    }

    /// All organisations there are, active and archived.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a stored entry cannot be read.
    pub async fn all_organisations(&self) -> Result<Vec<StoredOrganisation>, StoreError> {
        let text = "SELECT entry, key, version, changed FROM organisation ORDER BY key";
        let found: Vec<Found> = self.database().query(text).await?.take(0)?;
        found.into_iter().map(Found::read).collect()
    }

    /// The organisations that name this one as their umbrella, by name.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a stored entry cannot be read.
    pub async fn members_of(&self, umbrella: Uuid) -> Result<Vec<StoredOrganisation>, StoreError> {
        let text = "SELECT entry, key, version, changed FROM organisation WHERE umbrella = $umbrella ORDER BY key";
        let umbrella = surrealdb::types::Uuid::from(umbrella);
        let found: Vec<Found> = self.database().query(text).bind(("umbrella", umbrella)).await?.take(0)?;
        found.into_iter().map(Found::read).collect()
    }

    /// Everybody who can look after organisations, or could once: whoever has left the office is still named.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a stored account cannot be read.
    pub async fn caretakers(&self) -> Result<Vec<Caretaker>, StoreError> {
        let text = "SELECT id, name, role IN ['administrator', 'staff'] AND standing = 'active' AS active FROM account \
                    ORDER BY name";
        let found: Vec<Person> = self.database().query(text).await?.take(0)?;
        found.into_iter().map(|Person { id, name, active }| Ok(Caretaker { id: identity(id)?, name, active })).collect()
    }
}
