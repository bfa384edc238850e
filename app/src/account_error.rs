//! What a person may be told when something about an account does not work. Details stay in the log.

use leptos::prelude::*;
use leptos::server_fn::codec::JsonEncoding;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::error::CallError;

/// How a password can become better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hint {
    /// It, or the like of it, is used by many.
    Common,
    /// Repeats, sequences, rows of keys.
    Pattern,
    /// Years and dates.
    Date,
    /// The person's name or address.
    Personal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Error)]
pub enum AccountError {
    /// What every call may answer.
    #[error("{0}")]
    Call(CallErrorKind),
    #[error("the password is wrong")]
    WrongPassword,
    #[error("the code is wrong")]
    WrongCode,
    /// Too long ago: the first step has to be done once more.
    #[error("sign in once more")]
    SignInAgain,
    /// Used, too old, replaced or mistyped.
    #[error("the link is over")]
    LinkOver,
    #[error("the password is too short")]
    TooShort,
    #[error("the password is too long")]
    TooLong,
    #[error("the password is easy to guess")]
    TooWeak(Hint),
    #[error("this is no e-mail address")]
    NotAnEmail,
    #[error("the address has an account")]
    EmailTaken,
    #[error("a name is missing")]
    NameMissing,
    #[error("a last day in the future is missing")]
    EndMissing,
    #[error("nobody would be left who can administer")]
    LastAdministrator,
    /// Who asks a second step of others has one.
    #[error("not without a second step of one's own")]
    OwnSecondStepFirst,
    /// The account of the demo is for everybody.
    #[error("not with the account of the demo")]
    Demo,
}

/// The kinds of [`CallError`] that calls about accounts answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Error)]
pub enum CallErrorKind {
    #[error("not allowed")]
    Forbidden,
    #[error("not found")]
    NotFound,
    #[error("too many attempts")]
    TooMany,
    #[error("no connection")]
    Connection,
    #[error("failed")]
    Failed,
}

impl From<CallError> for AccountError {
    fn from(error: CallError) -> Self {
        Self::Call(match error {
            CallError::Forbidden => CallErrorKind::Forbidden,
            CallError::NotFound => CallErrorKind::NotFound,
            CallError::TooMany => CallErrorKind::TooMany,
            CallError::Connection => CallErrorKind::Connection,
            CallError::WrongCredentials => return Self::WrongPassword,
            CallError::Failed => CallErrorKind::Failed,
        })
    }
}

impl From<AccountError> for CallError {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Call(CallErrorKind::Forbidden) => Self::Forbidden,
            AccountError::Call(CallErrorKind::NotFound) => Self::NotFound,
            AccountError::Call(CallErrorKind::TooMany) => Self::TooMany,
            AccountError::Call(CallErrorKind::Connection) => Self::Connection,
            _ => Self::Failed,
        }
    }
}

impl FromServerFnError for AccountError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        CallError::from_server_fn_error(error).into()
    }
}

#[cfg(feature = "ssr")]
impl From<crate::services::passwords::Unfit> for AccountError {
    fn from(unfit: crate::services::passwords::Unfit) -> Self {
        use crate::services::passwords::Unfit;
        match unfit {
            Unfit::TooShort => Self::TooShort,
            Unfit::TooLong => Self::TooLong,
            Unfit::TooWeak(hint) => Self::TooWeak(hint),
        }
    }
}
