//! Accounts of people who work with the platform: what each role may do.

use serde::{Deserialize, Serialize};

/// What an account may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, accounts and keys included.
    Administrator,
    /// Staff of the office: surveys, results, moderation.
    Staff,
    /// A member of an organisation or working group.
    Member,
}

impl Role {
    /// The word in files and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Staff => "staff",
            Self::Member => "member",
        }
    }

    /// The role of this word.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Administrator, Self::Staff, Self::Member].into_iter().find(|role| role.name() == name)
    }

    /// Results of every survey: page, live frames, table.
    pub fn may_see_results(self) -> bool {
        matches!(self, Self::Administrator | Self::Staff)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_back_to_their_roles_and_members_see_no_results() {
        for role in [Role::Administrator, Role::Staff, Role::Member] {
            assert_eq!(Role::from_name(role.name()), Some(role));
            assert_eq!(serde_json::to_value(role).expect("a word"), role.name());
        }
        assert!(Role::Staff.may_see_results() && Role::Administrator.may_see_results());
        assert!(!Role::Member.may_see_results());
    }
}
