//! Working groups and who belongs to them.

use chrono::{DateTime, Utc};
use domain::process::conference::WorkingGroup;
use surrealdb::types::{Datetime, RecordId, SurrealValue, Value, vars};
use uuid::Uuid;

use super::conferences::record as conference;
use super::{Changed, Stored, by_identity, by_parts, from_json, to_json};
use crate::transaction::{all_or_nothing, retrying};
use crate::{Records, StoreError, datetime};

/// A member of a group, with what the account says.
#[derive(Clone, PartialEq, Eq)]
pub struct GroupMember {
    pub account: Uuid,
    /// Empty when the account was erased.
    pub name: String,
    pub chair: bool,
    pub since: DateTime<Utc>,
}

/// Without the name: what is printed may land in a log.
impl std::fmt::Debug for GroupMember {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("GroupMember").field("account", &self.account).finish_non_exhaustive()
    }
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct NewRow {
    entry: String,
    conference: RecordId,
    place: u32,
    changed: Datetime,
    version: u32,
}

/// A new group for the loop in the transaction.
#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Item {
    id: RecordId,
    row: NewRow,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    entry: String,
    version: u32,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct NewMember {
    group: surrealdb::types::Uuid,
    account: surrealdb::types::Uuid,
    conference: RecordId,
    chair: bool,
    since: Datetime,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Member {
    account: surrealdb::types::Uuid,
    name: Option<String>,
    chair: bool,
    since: Datetime,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Membership {
    group: surrealdb::types::Uuid,
    chair: bool,
}

impl Row {
    fn read(self) -> Result<Stored<WorkingGroup>, StoreError> {
        Ok(Stored { value: from_json("working group", &self.entry)?, version: self.version })
    }
}

fn record(id: Uuid) -> RecordId {
    by_identity("working_group", id)
}

fn member(group: Uuid, account: Uuid) -> RecordId {
    by_parts("group_member", [group, account].map(|id| Value::Uuid(id.into())))
}

impl Records {
    /// Keeps new groups, all or none: made from a template in one step.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] when one of them is there already.
    pub async fn create_groups(&self, groups: &[WorkingGroup], now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut items = Vec::with_capacity(groups.len());
        for group in groups {
            let row = NewRow {
                entry: to_json("working group", group)?,
                conference: conference(&group.conference),
                place: group.place,
                changed: datetime(now),
                version: 1,
            };
            items.push(Item { id: record(group.id), row });
        }
        let text = "FOR $item IN $items { CREATE ONLY $item.id CONTENT $item.row RETURN NONE; }";
        all_or_nothing(self.database(), text, &vars! { items: items }).await
    }

    /// Puts a group in the place of its version `seen`.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn change_group(
        &self,
        group: &WorkingGroup,
        seen: u32,
        now: DateTime<Utc>,
    ) -> Result<Changed, StoreError> {
        let entry = to_json("working group", group)?;
        let variables =
            vars! { id: record(group.id), entry: entry, place: group.place, seen: seen, now: datetime(now) };
        let text = "UPDATE $id SET entry = $entry, place = $place, changed = $now, version += 1 \
            WHERE version = $seen RETURN VALUE version";
        let changed: Vec<u32> =
            retrying(|| async { self.database().query(text).bind(variables.clone()).await?.take(0) }).await?;
        Ok(if changed.is_empty() { Changed::Outdated } else { Changed::Done })
    }

    /// The group of this identity.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when the stored entry cannot be read.
    pub async fn group(&self, id: Uuid) -> Result<Option<Stored<WorkingGroup>>, StoreError> {
        let found: Option<Row> = self.database().query("SELECT * FROM $id").bind(("id", record(id))).await?.take(0)?;
        found.map(Row::read).transpose()
    }

    /// All groups of a conference in their order.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a stored entry cannot be read.
    pub async fn groups(&self, slug: &str) -> Result<Vec<Stored<WorkingGroup>>, StoreError> {
        let text = "SELECT entry, version, place FROM working_group WHERE conference = $conference ORDER BY place";
        let found: Vec<Row> = self.database().query(text).bind(("conference", conference(slug))).await?.take(0)?;
        found.into_iter().map(Row::read).collect()
    }

    /// Makes an account a member of a group, or changes whether it chairs.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn seat_member(
        &self,
        group: &WorkingGroup,
        account: Uuid,
        chair: bool,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let row = NewMember {
            group: group.id.into(),
            account: account.into(),
            conference: conference(&group.conference),
            chair,
            since: datetime(now),
        };
        let variables = vars! { id: member(group.id, account), row: row, chair: chair };
        let text = "IF record::exists($id) { UPDATE $id SET chair = $chair RETURN NONE } \
            ELSE { CREATE ONLY $id CONTENT $row RETURN NONE }";
        all_or_nothing(self.database(), text, &variables).await
    }

    /// Ends a membership; nothing happens when there is none.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn unseat_member(&self, group: Uuid, account: Uuid) -> Result<(), StoreError> {
        let variables = vars! { id: member(group, account) };
        all_or_nothing(self.database(), "DELETE $id RETURN NONE", &variables).await
    }

    /// Everybody in a group, chairs first, then by name.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn members(&self, group: Uuid) -> Result<Vec<GroupMember>, StoreError> {
        let text = "SELECT account, chair, since, type::record('account', account).name AS name FROM \
            group_member:[$group, NONE]..=[$group, ..]";
        let found: Vec<Member> =
            self.database().query(text).bind(("group", surrealdb::types::Uuid::from(group))).await?.take(0)?;
        let mut members: Vec<GroupMember> = found
            .into_iter()
            .map(|row| GroupMember {
                account: row.account.into_inner(),
                name: row.name.unwrap_or_default(),
                chair: row.chair,
                since: row.since.into(),
            })
            .collect();
        members.sort_by(|one, other| (!one.chair, &one.name).cmp(&(!other.chair, &other.name)));
        Ok(members)
    }

    /// Whether an account is a member of a group (`Some`) and chairs it.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn membership(&self, group: Uuid, account: Uuid) -> Result<Option<bool>, StoreError> {
        let text = "SELECT VALUE chair FROM ONLY $id";
        Ok(self.database().query(text).bind(("id", member(group, account))).await?.take(0)?)
    }

    /// Since when an account is a member of a group.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn member_since(&self, group: Uuid, account: Uuid) -> Result<Option<DateTime<Utc>>, StoreError> {
        let text = "SELECT VALUE since FROM ONLY $id";
        let since: Option<Datetime> =
            self.database().query(text).bind(("id", member(group, account))).await?.take(0)?;
        Ok(since.map(Into::into))
    }

    /// Whether an account is a member of any group of a conference.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn sits_in(&self, slug: &str, account: Uuid) -> Result<bool, StoreError> {
        let text = "SELECT VALUE chair FROM group_member WHERE account = $account AND conference = $conference LIMIT 1";
        let variables = vars! { account: surrealdb::types::Uuid::from(account), conference: conference(slug) };
        let found: Vec<bool> = self.database().query(text).bind(variables).await?.take(0)?;
        Ok(!found.is_empty())
    }

    /// All groups an account is a member of, and whether it chairs them.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn memberships(&self, account: Uuid) -> Result<Vec<(Uuid, bool)>, StoreError> {
        let text = "SELECT group, chair FROM group_member WHERE account = $account";
        let found: Vec<Membership> =
            self.database().query(text).bind(("account", surrealdb::types::Uuid::from(account))).await?.take(0)?;
        Ok(found.into_iter().map(|row| (row.group.into_inner(), row.chair)).collect())
    }
}
