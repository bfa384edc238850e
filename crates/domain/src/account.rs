//! Accounts of people who work with the platform, and the roles they have. What a role may do is said in [`crate::permission`].

use chrono::NaiveDate;
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

    /// Whether it is for people of the office, who can change what belongs to others: they may have to sign in with a second step.
    pub fn is_staff(self) -> bool {
        matches!(self, Self::Administrator | Self::Staff)
    }

    /// The role of this word.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// How far an account is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The person has been invited and has no password yet.
    Invited,
    /// The person can sign in.
    Active,
    /// Nobody signs in with it any more; texts that refer to it stay.
    Deactivated,
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Invited, Self::Active, Self::Deactivated];

    /// The word in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Deactivated => "deactivated",
        }
    }

    /// The standing of this word.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.name() == name)
    }
}

/// Whether somebody may work with an account on this day: it is active and its last day is not over.
pub fn usable(standing: Standing, ends: Option<NaiveDate>, today: NaiveDate) -> bool {
    standing == Standing::Active && !is_over(ends, today)
}

/// Whether the last day of an account is over, if it has one.
pub fn is_over(ends: Option<NaiveDate>, today: NaiveDate) -> bool {
    ends.is_some_and(|last| last < today)
}

/// The longest address that mail servers accept, in bytes (RFC 5321, erratum 1690).
pub const LONGEST_EMAIL: usize = 254;

/// Whether a text can be an e-mail address: enough to find slips of the pen. That mails arrive is shown by a link in one.
pub fn plausible_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    let odd = |letter: char| letter.is_whitespace() || letter.is_control() || "<>()[],;:\\\"".contains(letter);
    let labels = || host.split('.');
    text.len() <= LONGEST_EMAIL
        && !name.is_empty()
        && name.len() <= 64
        && !text.contains(odd)
        && !name.contains('@')
        && labels().count() >= 2
        && labels().all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_account_is_usable_exactly_until_its_last_day(last in 0_i32..20_000, today in 0_i32..20_000) {
            let day = |number| NaiveDate::from_num_days_from_ce_opt(730_000 + number);
            let (Some(last), Some(today)) = (day(last), day(today)) else { unreachable!("days of this age") };
            prop_assert_eq!(usable(Standing::Active, Some(last), today), today <= last);
            prop_assert!(is_over(Some(last), today) == (today > last) && !is_over(None, today));
            prop_assert!(usable(Standing::Active, None, today));
            prop_assert!(!usable(Standing::Invited, Some(last), today) && !usable(Standing::Deactivated, None, today));
        }

        #[test]
        fn no_text_of_several_lines_is_an_address(before in ".{0,20}", after in ".{0,20}") {
            let text = format!("{before}\n{after}@example.org");
            prop_assert!(!plausible_email(&text));
        }
    }

    #[test]
    fn slips_of_the_pen_are_no_addresses() {
        for good in ["ayse@duisburg.example", "a.b+c@mail.verein.example", "jörg@müller.example"] {
            assert!(plausible_email(good), "{good}");
        }
        for bad in [
            "",
            "ayse",
            "ayse@duisburg",
            "@duisburg.example",
            "a@b@c.example",
            "a b@c.example",
            "a@.example",
            "a@b..example",
        ] {
            assert!(!plausible_email(bad), "{bad}");
        }
        assert!(!plausible_email(&format!("{}@example.org", "a".repeat(65))));
    }

    #[test]
    fn words_lead_back_to_their_standings() {
        for standing in Standing::ALL {
            assert_eq!(Standing::from_name(standing.name()), Some(standing));
        }
        assert_eq!(Standing::from_name("frozen"), None);
    }

    #[test]
    fn words_lead_back_to_their_roles() {
        for role in Role::ALL {
            assert_eq!(Role::from_name(role.name()), Some(role));
            assert_eq!(serde_json::to_value(role).expect("a word"), role.name());
        }
        assert_eq!(Role::from_name("root"), None);
    }
}
