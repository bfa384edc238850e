//! The second step of signing in: sealed secrets, used time steps, hashed recovery codes.

use surrealdb::types::{Bytes, RecordId, SurrealValue, vars};
use uuid::Uuid;

use crate::transaction::retrying;
use crate::{Records, StoreError};

/// What is kept of an account's second step.
#[derive(Clone, PartialEq, Eq)]
pub struct SecondFactor {
    /// The shared secret, sealed.
    pub sealed: Vec<u8>,
    /// Whether a first code has been right.
    pub confirmed: bool,
    /// Hashes of the recovery codes that are left.
    pub recovery: Vec<String>,
    /// The recovery codes, sealed, until they have been noted; then empty.
    pub fresh: Vec<u8>,
}

/// Without secrets and hashes.
impl std::fmt::Debug for SecondFactor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SecondFactor").field("confirmed", &self.confirmed).finish_non_exhaustive()
    }
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    sealed: Bytes,
    confirmed: bool,
    last_step: i64,
    recovery: Vec<String>,
    fresh: Bytes,
}

pub(crate) fn record(account: Uuid) -> RecordId {
    RecordId::new("second_factor", surrealdb::types::Uuid::from(account))
}

impl Records {
    /// The second factor of an account, confirmed or not.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn second_factor(&self, account: Uuid) -> Result<Option<SecondFactor>, StoreError> {
        let found: Option<Row> =
            self.database().query("SELECT * FROM $id").bind(("id", record(account))).await?.take(0)?;
        Ok(found.map(|row| SecondFactor {
            sealed: row.sealed.into_inner().to_vec(),
            confirmed: row.confirmed,
            recovery: row.recovery,
            fresh: row.fresh.into_inner().to_vec(),
        }))
    }

    /// Begins a second factor with a sealed secret, unless one has been begun.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn begin_second_factor(&self, account: Uuid, sealed: &[u8]) -> Result<(), StoreError> {
        let row = Row {
            sealed: sealed.to_vec().into(),
            confirmed: false,
            last_step: 0,
            recovery: Vec::new(),
            fresh: Vec::new().into(),
        };
        let variables = vars! { id: record(account), row: row };
        match self.change("CREATE ONLY $id CONTENT $row RETURN NONE", variables).await {
            Err(StoreError::Taken) => Ok(()),
            outcome => outcome,
        }
    }

    /// Confirms a second factor with its first code, and keeps its recovery codes; false when that has been done already.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn confirm_second_factor(
        &self,
        account: Uuid,
        step: u64,
        recovery: &[String],
        fresh: &[u8],
    ) -> Result<bool, StoreError> {
        let text = "UPDATE $id SET confirmed = true, last_step = $step, recovery = $recovery, fresh = $fresh \
                    WHERE confirmed = false RETURN VALUE confirmed";
        self.changed(account, text, step, recovery, fresh).await
    }

    /// Takes the code of a time step as used; false when it, or a later one, was used before.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn use_step(&self, account: Uuid, step: u64) -> Result<bool, StoreError> {
        let text =
            "UPDATE $id SET last_step = $step WHERE confirmed = true AND last_step < $step RETURN VALUE confirmed";
        self.changed(account, text, step, &[], &[]).await
    }

    /// Takes a recovery code as used; false when there is none of this hash.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn use_recovery_code(&self, account: Uuid, hash: &str) -> Result<bool, StoreError> {
        let text = "UPDATE $id SET recovery -= $recovery[0] WHERE confirmed = true AND recovery CONTAINS $recovery[0] \
                    RETURN VALUE confirmed";
        self.changed(account, text, 0, &[hash.to_owned()], &[]).await
    }

    /// Replaces all recovery codes.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn renew_recovery_codes(
        &self,
        account: Uuid,
        recovery: &[String],
        fresh: &[u8],
    ) -> Result<bool, StoreError> {
        let text = "UPDATE $id SET recovery = $recovery, fresh = $fresh WHERE confirmed = true RETURN VALUE confirmed";
        self.changed(account, text, 0, recovery, fresh).await
    }

    /// Forgets the recovery codes themselves: the person has noted them.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn forget_fresh_codes(&self, account: Uuid) -> Result<(), StoreError> {
        self.changed(account, "UPDATE $id SET fresh = $fresh RETURN VALUE confirmed", 0, &[], &[]).await.map(drop)
    }

    /// Removes a second factor.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn remove_second_factor(&self, account: Uuid) -> Result<(), StoreError> {
        self.change("DELETE $id RETURN NONE", vars! { id: record(account) }).await
    }

    /// Does a change of one record; whether there was one to change.
    async fn changed(
        &self,
        account: Uuid,
        text: &str,
        step: u64,
        recovery: &[String],
        fresh: &[u8],
    ) -> Result<bool, StoreError> {
        let variables = vars! {
            id: record(account),
            step: i64::try_from(step).unwrap_or(i64::MAX),
            recovery: recovery.to_vec(),
            fresh: Bytes::from(fresh.to_vec()),
        };
        let changed: Vec<bool> =
            retrying(|| async { self.database().query(text).bind(variables.clone()).await?.take(0) }).await?;
        Ok(!changed.is_empty())
    }
}
