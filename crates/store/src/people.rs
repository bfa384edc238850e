//! What becomes of accounts: invited, changed, deactivated, erased. The last administrator stays one.

use chrono::{DateTime, NaiveDate, Utc};
use domain::account::{Role, Standing};
use domain::language::Language;
use surrealdb::types::{Datetime, RecordId, SurrealValue, Variables, vars};
use uuid::Uuid;

use crate::accounts::{NewRow, Row, address, day, identity, record};
use crate::transaction::{all_or_nothing, retrying};
use crate::{Account, Records, StoreError, datetime};

/// Fits no password.
const NO_PASSWORD: &str = "!";

/// Somebody who is to get an account.
#[derive(Clone, PartialEq, Eq)]
pub struct Invited {
    /// As it is written; unique without regard to case.
    pub email: String,
    /// The person's name.
    pub name: String,
    /// What the account may do.
    pub role: Role,
    /// Its last day, if it has one.
    pub ends: Option<NaiveDate>,
    /// The language of mails to the person.
    pub language: Language,
}

/// Without address and name: what is printed may land in a log.
impl std::fmt::Debug for Invited {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Invited").field("role", &self.role).finish_non_exhaustive()
    }
}

/// A line of the list of accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// The account.
    pub account: Account,
    /// Since when it exists.
    pub created: DateTime<Utc>,
    /// Whether signing in takes a second step.
    pub second_factor: bool,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Created {
    id: RecordId,
    created: Datetime,
}

/// Refuses a change after which no administrator could sign in, when one could before. Reads `$id`.
const BEFORE: &str = "UPDATE account_guard:administrators SET changes += 1 RETURN NONE; \
    LET $was = (SELECT VALUE id FROM $id WHERE role = 'administrator' AND standing = 'active')";
const AFTER: &str = "LET $left = (SELECT VALUE id FROM account \
    WHERE role = 'administrator' AND standing = 'active' AND password_hash != '!'); \
    IF array::len($was) > 0 AND array::len($left) = 0 { THROW 'the last administrator' }";

impl Records {
    /// Keeps the account of somebody who is invited: without a password, until one is set.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] when the address, in whatever case, or the id has an account; nothing is kept then.
    pub async fn invite_account(&self, invited: &Invited, id: Uuid, now: DateTime<Utc>) -> Result<(), StoreError> {
        let row = NewRow {
            email: invited.email.trim().to_owned(),
            name: invited.name.trim().to_owned(),
            role: invited.role.name().to_owned(),
            password_hash: NO_PASSWORD.to_owned(),
            created: datetime(now),
            standing: Standing::Invited.name().to_owned(),
            ends: day(invited.ends),
            language: invited.language.as_str().to_owned(),
        };
        let text = "CREATE ONLY $address SET account = $id RETURN NONE; CREATE ONLY $id CONTENT $row RETURN NONE";
        let variables = vars! { address: address(&invited.email), id: record(id), row: row };
        all_or_nothing(self.database(), text, &variables).await
    }

    /// All accounts, by name.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a stored account cannot be read.
    pub async fn accounts(&self) -> Result<Vec<AccountRow>, StoreError> {
        let text = "SELECT * FROM account ORDER BY name; SELECT id, created FROM account; \
                    SELECT VALUE record::id(id) FROM second_factor WHERE confirmed = true";
        let mut answer = self.database().query(text).await?;
        let rows: Vec<Row> = answer.take(0)?;
        let created: Vec<Created> = answer.take(1)?;
        let factors: Vec<surrealdb::types::Uuid> = answer.take(2)?;
        let factors: Vec<Uuid> = factors.into_iter().map(surrealdb::types::Uuid::into_inner).collect();
        let mut since = std::collections::BTreeMap::new();
        for row in created {
            since.insert(identity(&row.id)?, row.created.into_inner());
        }
        rows.into_iter()
            .map(|row| {
                let account = row.read()?;
                Ok(AccountRow {
                    created: since.get(&account.id).copied().unwrap_or_default(),
                    second_factor: factors.contains(&account.id),
                    account,
                })
            })
            .collect()
    }

    /// Gives an account another role, and with it an end or none.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] when nobody would be left who can administer.
    pub async fn set_account_role(&self, id: Uuid, role: Role, ends: Option<NaiveDate>) -> Result<(), StoreError> {
        let variables = vars! { id: record(id), role: role.name().to_owned(), ends: day(ends) };
        self.guarded("UPDATE $id SET role = $role, ends = $ends RETURN NONE", variables).await
    }

    /// Deactivates an account, ends its sessions and makes its links worthless.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] when nobody would be left who can administer.
    pub async fn deactivate_account(&self, id: Uuid) -> Result<(), StoreError> {
        let text = "UPDATE $id SET standing = 'deactivated' RETURN NONE; \
                    DELETE session WHERE account = $id RETURN NONE; DELETE account_link WHERE account = $id RETURN NONE";
        self.guarded(text, vars! { id: record(id) }).await
    }

    /// Makes a deactivated account usable again; without a password it is invited once more.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn reactivate_account(&self, id: Uuid) -> Result<(), StoreError> {
        let text = "UPDATE $id SET standing = IF password_hash = '!' { 'invited' } ELSE { 'active' } \
                    WHERE standing = 'deactivated' AND email != '' RETURN NONE";
        self.change(text, vars! { id: record(id) }).await
    }

    /// Changes the name.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn rename_account(&self, id: Uuid, name: &str) -> Result<(), StoreError> {
        self.change("UPDATE $id SET name = $name RETURN NONE", vars! { id: record(id), name: name.to_owned() }).await
    }

    /// Sets a new password and ends all sessions but the one that is kept (its key as in [`crate::OpenSession`]). All links of the
    /// account are worthless then, also one that would confirm a new address.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn set_password(&self, id: Uuid, password_hash: &str, keep: Option<&str>) -> Result<(), StoreError> {
        let text = "UPDATE $id SET password_hash = $hash RETURN NONE; \
                    DELETE session WHERE account = $id AND record::id(id) != $keep RETURN NONE; \
                    DELETE account_link WHERE account = $id RETURN NONE";
        let variables =
            vars! { id: record(id), hash: password_hash.to_owned(), keep: keep.unwrap_or_default().to_owned() };
        all_or_nothing(self.database(), text, &variables).await
    }

    /// Erases what an account says about its person, and the notes and drafts that only the person saw. The account stays, deactivated, for texts
    /// that refer to it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] when nobody would be left who can administer.
    pub async fn erase_account(&self, account: &Account, name: &str) -> Result<(), StoreError> {
        let text = "UPDATE $id SET standing = 'deactivated', name = $name, email = '', password_hash = '!', ends = '' \
                    RETURN NONE; DELETE $address RETURN NONE; DELETE $factor RETURN NONE; \
                    DELETE comment WHERE author = record::id($id) AND standing = 'private' RETURN NONE; \
                    DELETE mail_draft WHERE string::ends_with(record::id(id), <string> $account) RETURN NONE; \
                    DELETE organisation_slip WHERE owner = $account RETURN NONE; \
                    DELETE session WHERE account = $id RETURN NONE; DELETE account_link WHERE account = $id RETURN NONE; \
                    DELETE following:[$account, NONE]..=[$account, ..] RETURN NONE; \
                    DELETE feed_secret:[$account, NONE]..=[$account, ..] RETURN NONE; \
                    DELETE mail WHERE recipient = $email AND template IN \
                    ['account-invitation', 'password-reset', 'email-change', 'email-change-asked', 'email-changed-notice', 'digest'] RETURN NONE";
        let variables = vars! {
            id: record(account.id),
            account: surrealdb::types::Uuid::from(account.id),
            name: name.to_owned(),
            address: address(&account.email),
            factor: crate::second_factors::record(account.id),
            email: account.email.clone(),
        };
        self.guarded(text, variables).await
    }

    /// Whether a rule of the office holds; those never set do not.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn account_rule(&self, name: &str) -> Result<bool, StoreError> {
        let id = RecordId::new("account_rule", name);
        let found: Option<bool> =
            self.database().query("SELECT VALUE holds FROM ONLY $id").bind(("id", id)).await?.take(0)?;
        Ok(found.unwrap_or(false))
    }

    /// Sets a rule of the office.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn set_account_rule(&self, name: &str, holds: bool) -> Result<(), StoreError> {
        let variables = vars! { id: RecordId::new("account_rule", name), holds: holds };
        self.change("UPSERT ONLY $id SET holds = $holds RETURN NONE", variables).await
    }

    /// Does a change that the last administrator must survive.
    async fn guarded(&self, text: &str, variables: Variables) -> Result<(), StoreError> {
        all_or_nothing(self.database(), &format!("{BEFORE}; {text}; {AFTER}"), &variables).await
    }

    /// Does a change of one record.
    pub(crate) async fn change(&self, text: &str, variables: Variables) -> Result<(), StoreError> {
        retrying(|| async { self.database().query(text).bind(variables.clone()).await?.check().map(drop) }).await
    }
}
