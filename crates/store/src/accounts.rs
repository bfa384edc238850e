//! Accounts of people who work with the platform, found by address or identity.

use chrono::{DateTime, NaiveDate, Utc};
use domain::account::{Role, Standing};
use domain::language::Language;
use surrealdb::types::{Datetime, RecordId, RecordIdKey, SurrealValue, vars};
use uuid::Uuid;

use crate::transaction::all_or_nothing;
use crate::{Records, StoreError, datetime};

/// What a new account begins with.
#[derive(Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// As the person writes it; unique without regard to case.
    pub email: String,
    /// The person's name.
    pub name: String,
    /// What the account may do.
    pub role: Role,
    /// PHC string of the password's hash.
    pub password_hash: String,
}

/// An account.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Its identity.
    pub id: Uuid,
    /// As the person writes it.
    pub email: String,
    /// The person's name.
    pub name: String,
    /// What the account may do.
    pub role: Role,
    /// PHC string of the password's hash; what is no such string fits no password.
    pub password_hash: String,
    /// Whether and how the account may be used.
    pub standing: Standing,
    /// Its last day, if it has one.
    pub ends: Option<NaiveDate>,
    /// The language of mails to the person.
    pub language: Language,
}

/// Without address, name and hash: what is printed may land in a log.
impl std::fmt::Debug for NewAccount {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("NewAccount").field("role", &self.role).finish_non_exhaustive()
    }
}

/// Without address, name and hash: what is printed may land in a log.
impl std::fmt::Debug for Account {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Account").field("id", &self.id).field("role", &self.role).finish_non_exhaustive()
    }
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
pub(crate) struct NewRow {
    pub(crate) email: String,
    pub(crate) name: String,
    pub(crate) role: String,
    pub(crate) password_hash: String,
    pub(crate) created: Datetime,
    pub(crate) standing: String,
    pub(crate) ends: String,
    pub(crate) language: String,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
pub(crate) struct Row {
    id: RecordId,
    email: String,
    name: String,
    role: String,
    password_hash: String,
    standing: String,
    ends: String,
    language: String,
}

impl Row {
    pub(crate) fn read(self) -> Result<Account, StoreError> {
        let broken = |what: &str| StoreError::Broken(format!("account: unknown {what}"));
        Ok(Account {
            id: identity(&self.id)?,
            email: self.email,
            name: self.name,
            role: Role::from_name(&self.role).ok_or_else(|| broken("role"))?,
            password_hash: self.password_hash,
            standing: Standing::from_name(&self.standing).ok_or_else(|| broken("standing"))?,
            ends: match self.ends.as_str() {
                "" => None,
                day => Some(day.parse().map_err(|_| broken("last day"))?),
            },
            language: Language::new(&self.language),
        })
    }
}

/// The account of a record's id.
pub(crate) fn identity(id: &RecordId) -> Result<Uuid, StoreError> {
    match &id.key {
        RecordIdKey::Uuid(id) => Ok((*id).into_inner()),
        _ => Err(StoreError::Broken("account: unknown id".to_owned())),
    }
}

/// The last day as it is kept.
pub(crate) fn day(ends: Option<NaiveDate>) -> String {
    ends.map(|day| day.to_string()).unwrap_or_default()
}

pub(crate) fn record(id: Uuid) -> RecordId {
    RecordId::new("account", surrealdb::types::Uuid::from(id))
}

pub(crate) fn address(email: &str) -> RecordId {
    RecordId::new("account_email", email.trim().to_lowercase())
}

impl Records {
    /// Keeps a new account, active and without an end.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] when the address, in whatever case, or the id has an account; nothing is kept then.
    pub async fn create_account(&self, account: &NewAccount, id: Uuid, now: DateTime<Utc>) -> Result<(), StoreError> {
        let row = NewRow {
            email: account.email.trim().to_owned(),
            name: account.name.clone(),
            role: account.role.name().to_owned(),
            password_hash: account.password_hash.clone(),
            created: datetime(now),
            standing: Standing::Active.name().to_owned(),
            ends: String::new(),
            language: "de".to_owned(),
        };
        let text = "CREATE ONLY $address SET account = $id RETURN NONE; CREATE ONLY $id CONTENT $row RETURN NONE";
        let variables = vars! { address: address(&account.email), id: record(id), row: row };
        all_or_nothing(self.database(), text, &variables).await
    }

    /// The account of this address, in whatever case it is written.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when the stored account cannot be read.
    pub async fn account_by_email(&self, email: &str) -> Result<Option<Account>, StoreError> {
        let text = "SELECT * FROM (SELECT VALUE account FROM $address)";
        let found: Option<Row> = self.database().query(text).bind(("address", address(email))).await?.take(0)?;
        found.map(Row::read).transpose()
    }

    /// The account of this identity.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when the stored account cannot be read.
    pub async fn account(&self, id: Uuid) -> Result<Option<Account>, StoreError> {
        let found: Option<Row> = self.database().query("SELECT * FROM $id").bind(("id", record(id))).await?.take(0)?;
        found.map(Row::read).transpose()
    }

    /// How many accounts there are.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn count_accounts(&self) -> Result<u64, StoreError> {
        let mut answer = self.database().query("SELECT count() FROM account GROUP ALL").await?;
        let count: Option<u64> = answer.take((0, "count"))?;
        Ok(count.unwrap_or(0))
    }
}
