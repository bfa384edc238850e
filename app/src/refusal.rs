//! What a person may be told when something in a consultation is not done. Details stay in the log.

use leptos::prelude::*;
use leptos::server_fn::codec::JsonEncoding;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::account_error::CallErrorKind;
use crate::error::CallError;

/// Why something is not done. What was typed stays with who typed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Error)]
pub enum Refusal {
    /// What every call may answer.
    #[error("{0}")]
    Call(CallErrorKind),
    /// A sentence for the reader: what happened, what is safe, what to do. Consultations speak German.
    #[error("{0}")]
    Because(String),
}

impl Refusal {
    /// This sentence.
    pub fn because(sentence: &str) -> Self {
        Self::Because(sentence.to_owned())
    }
}

impl From<CallError> for Refusal {
    fn from(error: CallError) -> Self {
        Self::Call(match error {
            CallError::Forbidden | CallError::WrongCredentials => CallErrorKind::Forbidden,
            CallError::NotFound => CallErrorKind::NotFound,
            CallError::TooMany => CallErrorKind::TooMany,
            CallError::Connection => CallErrorKind::Connection,
            CallError::Failed => CallErrorKind::Failed,
        })
    }
}

impl FromServerFnError for Refusal {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        CallError::from_server_fn_error(error).into()
    }
}
