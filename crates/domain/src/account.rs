//! Accounts of people who work with the platform, and the roles they have. What a role may do is said in [`crate::permission`].

use serde::{Deserialize, Serialize};

/// What an account is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, accounts and keys included.
    Administrator,
    /// Staff of the office: surveys, consultations, moderation, publication.
    Staff,
    /// Somebody of an Amt, who keeps its own figures.
    UnitEditor,
    /// Leads a working group.
    Chair,
    /// Belongs to a working group.
    Member,
    /// Speaks for an organisation.
    Delegate,
    /// Integrationslotse: fills in with or for somebody, and what comes of it is marked so.
    Helper,
    /// Somebody from outside who may read until a day that stands in the account.
    Reader,
}

impl Role {
    /// All roles, the most powerful first.
    pub const ALL: [Self; 8] = [
        Self::Administrator,
        Self::Staff,
        Self::UnitEditor,
        Self::Chair,
        Self::Member,
        Self::Delegate,
        Self::Helper,
        Self::Reader,
    ];

    /// The word in files and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Staff => "staff",
            Self::UnitEditor => "unit_editor",
            Self::Chair => "chair",
            Self::Member => "member",
            Self::Delegate => "delegate",
            Self::Helper => "helper",
            Self::Reader => "reader",
        }
    }

    /// The role of this word.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_back_to_their_roles() {
        for role in Role::ALL {
            assert_eq!(Role::from_name(role.name()), Some(role));
            assert_eq!(serde_json::to_value(role).expect("a word"), role.name());
        }
        assert_eq!(Role::from_name("root"), None);
    }
}
