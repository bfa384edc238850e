//! A response on its way: what a browser or the server remembers until it is sent.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::answer::Answers;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Made when answering begins; the same submission twice is one response.
    pub submission: Uuid,
    /// Grows with every change, so that of two copies the newer one is known.
    pub revision: u32,
    pub answers: Answers,
    /// Set once the response is stored: the draft is then only the way to the receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// Where only those who are invited may answer: the right to do so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ballot: Option<Ballot>,
    /// The receipt of the response that this draft changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<String>,
    /// Somebody fills this in for somebody else.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub assisted: bool,
    /// In surveys that are open to everybody: when answering began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begun: Option<Beginning>,
}

/// When answering began, as the server saw it. It goes with the draft and is forgotten with it: nothing of it comes to the
/// response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beginning {
    /// Seconds since 1970.
    pub at: i64,
    /// The server's seal on it, for this submission only.
    pub seal: String,
}

/// The right to give the one response of an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// See [`crate::ballot`]; for the draft's submission and no other.
    pub token: String,
    /// Which invitation it came from. In an anonymous survey it never travels together with the answers.
    pub invitation: String,
}

impl Draft {
    pub fn new(submission: Uuid) -> Self {
        Self {
            submission,
            revision: 0,
            answers: Answers::new(),
            receipt: None,
            ballot: None,
            changes: None,
            assisted: false,
            begun: None,
        }
    }

    /// Of the server's and the browser's copy, the one to go on with: the browser's, when the server has none, when it is of
    /// the same submission and at least as new, or when it alone has the right to answer or changes a response. In the last
    /// case what the server's copy holds beyond is kept, too.
    #[must_use]
    pub fn newer(server: Option<Self>, browser: Option<Self>) -> Option<Self> {
        match (server, browser) {
            (Some(server), Some(browser))
                if browser.submission == server.submission
                    && server.receipt.is_none()
                    && browser.revision >= server.revision =>
            {
                Some(browser)
            }
            (Some(server), Some(browser))
                if server.receipt.is_none()
                    && server.ballot.is_none()
                    && server.changes.is_none()
                    && (browser.ballot.is_some() || browser.changes.is_some()) =>
            {
                let mut answers = server.answers;
                answers.extend(browser.answers);
                Some(Self { answers, ..browser })
            }
            (Some(server), _) => Some(server),
            (None, browser) => browser,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newer_copy_of_one_submission_wins_and_a_receipt_ends_it() {
        let mine = Draft { revision: 3, ..Draft::new(Uuid::from_u128(1)) };
        let older = Draft { revision: 2, ..mine.clone() };
        let other = Draft { revision: 9, ..Draft::new(Uuid::from_u128(2)) };
        let sent = Draft { receipt: Some("A".to_owned()), ..older.clone() };
        assert_eq!(Draft::newer(Some(older.clone()), Some(mine.clone())), Some(mine.clone()));
        assert_eq!(Draft::newer(Some(mine.clone()), Some(older.clone())), Some(mine.clone()));
        assert_eq!(Draft::newer(Some(older.clone()), Some(other)), Some(older.clone()));
        assert_eq!(Draft::newer(None, Some(mine.clone())), Some(mine.clone()));
        assert_eq!(Draft::newer(Some(sent.clone()), Some(mine)), Some(sent));

        let ballot = Some(Ballot { token: "t".to_owned(), invitation: "i".to_owned() });
        let invited = Draft { ballot, ..Draft::new(Uuid::from_u128(3)) };
        assert_eq!(Draft::newer(Some(older), Some(invited.clone())), Some(invited));
    }
}
