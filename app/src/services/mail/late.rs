//! What is added to a mail only when it goes: the secrets of links, which are never in the queue, and news, which only those get
//! who may see them at that moment.

use std::collections::BTreeMap;

use store::StoreError;

use crate::services::account_links::LinkError;
use crate::services::consultation::notices;
use crate::services::{Services, account_links, invitations};

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
        // What names no invitation and no link has no secret of ours to be added.
        "invitation" | "reminder" if parameters.contains_key("invitation") => {
            Ok(invitations::late_parameters(services, parameters).await?.map_or(Late::Gone, Late::Ready))
        }
        "account-invitation" | "password-reset" | "email-change" if parameters.contains_key("link") => {
            let link = parameters.get("link").map(String::as_str).unwrap_or_default();
            match account_links::late_parameters(services, link).await {
                Ok(values) => Ok(values.map_or(Late::Gone, Late::Ready)),
                Err(LinkError::Store(error)) => Err(error),
                Err(LinkError::Key(source)) => Err(StoreError::File { path: "the keys".to_owned(), source }),
            }
        }
        "digest" => Ok(notices::late_parameters(services, parameters).await?.map_or(Late::Gone, Late::Ready)),
        _ => Ok(Late::Ready(BTreeMap::new())),
    }
}
