//! What a person may be told when a server function fails. Details stay in the log.

use leptos::prelude::*;
use leptos::server_fn::codec::JsonEncoding;
use serde::{Deserialize, Serialize};
use thiserror::Error;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Error)]
pub enum CallError {
    /// Nobody is signed in, or the person may not do this.
    #[error("not allowed")]
    Forbidden,
    #[error("not found")]
    NotFound,
    /// E-mail address or password is wrong; which of the two is not said.
    #[error("wrong e-mail address or password")]
    WrongCredentials,
    #[error("too many attempts")]
    TooMany,
    /// The request did not reach the server, or its answer not the browser.
    #[error("no connection")]
    Connection,
    /// Anything else; the log knows more.
    #[error("failed")]
    Failed,
}

impl FromServerFnError for CallError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Connection,
            ServerFnErrorErr::MiddlewareError(_) => Self::TooMany,
            _ => Self::Failed,
        }
    }
}
