//! What is added to a mail only when it goes: the secrets of links, which are never in the queue.

use std::collections::BTreeMap;

use store::StoreError;

use crate::services::{Services, invitations};

/// What a mail still lacks.
#[derive(Clone, PartialEq, Eq)]
pub enum Late {
    /// These values.
    Ready(BTreeMap<String, String>),
    /// Its link would lead nowhere any more: the mail is stopped.
    Gone,
}

/// Without the values: they are secret.
impl std::fmt::Debug for Late {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Ready(_) => "Ready(…)",
            Self::Gone => "Gone",
        })
    }
}

/// The late values of a mail of this template with these parameters.
///
/// # Errors
///
/// Those of the database and of the vault; the mail is tried again later.
pub async fn late_parameters(
    services: &Services,
    template: &str,
    parameters: &BTreeMap<String, String>,
) -> Result<Late, StoreError> {
    match template {
        "invitation" | "reminder" => {
            Ok(invitations::late_parameters(services, parameters).await?.map_or(Late::Gone, Late::Ready))
        }
        _ => Ok(Late::Ready(BTreeMap::new())),
    }
}
