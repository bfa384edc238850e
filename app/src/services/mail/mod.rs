//! Sending mails: from the queue in the database to a mail server, each once, with what must not be in the queue added last.
//!
//! The way of a mail: `Records::queue_mail` (whoever wants it sent) → [`sending::send_due`] takes it → [`late`] adds the
//! secrets of its links → [`compose`] makes the message → [`transport`] hands it over → what came of it is written down.

use std::sync::{Arc, PoisonError, RwLock};

use domain::mail::Trouble;

pub mod compose;
pub mod late;
pub mod reach;
pub mod sending;
pub mod settings;
mod shipped;
pub mod stop;
pub mod texts;
pub mod transport;

/// How this process gets on with the mail server. Cheap to clone; clones share it.
#[derive(Debug, Clone, Default)]
pub struct Status(Arc<RwLock<Option<(Trouble, String)>>>);

impl Status {
    /// What keeps all mails back just now, with the server's own words.
    pub fn trouble(&self) -> Option<(Trouble, String)> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, trouble: Option<(Trouble, String)>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = trouble;
    }
}
