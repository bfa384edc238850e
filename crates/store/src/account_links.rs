//! Links in mails to people: what each is for, and that it is used once and in time. The secret of a link is not here.

use chrono::{DateTime, Utc};
use surrealdb::types::{Datetime, RecordId, SurrealValue, vars};
use uuid::Uuid;

use crate::accounts::{address, identity, record};
use crate::transaction::all_or_nothing;
use crate::{Records, StoreError, datetime};

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkPurpose {
    /// An invited person sets the first password.
    Invitation,
    /// Somebody who has forgotten the password sets a new one.
    Reset,
    /// Somebody confirms a new address.
    Email,
}

impl LinkPurpose {
    fn name(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::Email => "email",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Invitation, Self::Reset, Self::Email].into_iter().find(|purpose| purpose.name() == name)
    }
}

/// A link that waits to be followed.
#[derive(Clone, PartialEq, Eq)]
pub struct AccountLink {
    /// Its identity, random.
    pub id: Uuid,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// Whose it is.
    pub account: Uuid,
    /// The address it confirms; empty for other purposes.
    pub email: String,
    /// Until when it is good.
    pub expires: DateTime<Utc>,
}

/// Without the address: what is printed may land in a log.
impl std::fmt::Debug for AccountLink {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("AccountLink").field("purpose", &self.purpose).finish_non_exhaustive()
    }
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    purpose: String,
    account: RecordId,
    email: String,
    expires: Datetime,
    used: bool,
}

fn link(id: Uuid) -> RecordId {
    RecordId::new("account_link", surrealdb::types::Uuid::from(id))
}

/// Marks the link used, or stops the transaction when it is no longer good.
const SPEND: &str = "LET $good = (SELECT VALUE id FROM $link WHERE used = false AND expires > $now AND account = $id); \
    IF array::len($good) = 0 { THROW 'the link is over' }; UPDATE $link SET used = true RETURN NONE";

impl Records {
    /// Keeps a link; older ones of the account for the same purpose are worthless then.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] when there is a link of this identity.
    pub async fn create_account_link(&self, new: &AccountLink) -> Result<(), StoreError> {
        let row = Row {
            purpose: new.purpose.name().to_owned(),
            account: record(new.account),
            email: new.email.clone(),
            expires: datetime(new.expires),
            used: false,
        };
        let text = "DELETE account_link WHERE account = $account AND purpose = $purpose RETURN NONE; \
                    CREATE ONLY $link CONTENT $row RETURN NONE";
        let variables = vars! {
            link: link(new.id),
            account: record(new.account),
            purpose: new.purpose.name().to_owned(),
            row: row,
        };
        all_or_nothing(self.database(), text, &variables).await
    }

    /// The link of this identity, while it is good.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when it cannot be read.
    pub async fn account_link(&self, id: Uuid, now: DateTime<Utc>) -> Result<Option<AccountLink>, StoreError> {
        let text = "SELECT * FROM $link WHERE used = false AND expires > $now";
        let variables = vars! { link: link(id), now: datetime(now) };
        let found: Option<Row> = self.database().query(text).bind(variables).await?.take(0)?;
        let Some(row) = found else { return Ok(None) };
        let purpose = LinkPurpose::from_name(&row.purpose)
            .ok_or_else(|| StoreError::Broken("account link: unknown purpose".to_owned()))?;
        let account = identity(&row.account)?;
        Ok(Some(AccountLink { id, purpose, account, email: row.email, expires: row.expires.into_inner() }))
    }

    /// All links of an account that are good.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn account_links_of(&self, account: Uuid, now: DateTime<Utc>) -> Result<Vec<AccountLink>, StoreError> {
        let text = "SELECT VALUE record::id(id) FROM account_link \
                    WHERE account = $account AND used = false AND expires > $now";
        let variables = vars! { account: record(account), now: datetime(now) };
        let ids: Vec<surrealdb::types::Uuid> = self.database().query(text).bind(variables).await?.take(0)?;
        let mut links = Vec::new();
        for id in ids {
            links.extend(self.account_link(id.into_inner(), now).await?);
        }
        Ok(links)
    }

    /// Spends a link for a password: sets it, makes an invited account active, ends all its sessions and all its other links: who
    /// had got in before must not come back by a new address.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] when the link has been used or is over meanwhile; nothing is changed then.
    pub async fn set_password_by_link(
        &self,
        used: &AccountLink,
        password_hash: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let text = format!(
            "{SPEND}; UPDATE $id SET password_hash = $hash, \
             standing = IF standing = 'invited' {{ 'active' }} ELSE {{ standing }} RETURN NONE; \
             DELETE session WHERE account = $id RETURN NONE; DELETE account_link WHERE account = $id RETURN NONE"
        );
        let variables = vars! {
            link: link(used.id),
            id: record(used.account),
            now: datetime(now),
            hash: password_hash.to_owned(),
        };
        all_or_nothing(self.database(), &text, &variables).await
    }

    /// Spends a link for an address: the account has the new one then, all its sessions but one end, and all its links.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] when the link has been used or is over meanwhile, [`StoreError::Taken`] when the address
    /// belongs to another account meanwhile; nothing is changed then.
    pub async fn change_email_by_link(
        &self,
        used: &AccountLink,
        old: &str,
        keep: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        // Only the case may be different: then the address is ours already.
        let same = address(old) == address(&used.email);
        let addresses =
            if same { "" } else { "CREATE ONLY $new SET account = $id RETURN NONE; DELETE $old RETURN NONE;" };
        let text = format!(
            "{SPEND}; {addresses} UPDATE $id SET email = $email RETURN NONE; \
             DELETE account_link WHERE account = $id RETURN NONE; \
             DELETE session WHERE account = $id AND record::id(id) != $keep RETURN NONE"
        );
        let variables = vars! {
            link: link(used.id),
            id: record(used.account),
            now: datetime(now),
            new: address(&used.email),
            old: address(old),
            email: used.email.clone(),
            keep: keep.unwrap_or_default().to_owned(),
        };
        all_or_nothing(self.database(), &text, &variables).await
    }
}
