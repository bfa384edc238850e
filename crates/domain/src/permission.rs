//! Who may do what: one table of role × action × state of the thing. Every server function and every route asks it,
//! and the office shows it.

use serde::{Deserialize, Serialize};

use crate::account::Role::{self, Administrator, Chair, Delegate, Helper, Member, Reader, Staff, UnitEditor};

/// Something a person may want to do. A row of [`TABLE`] says who may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Read what is meant for everybody: home page, start pages, the directory of those who agreed.
    ReadPublic,
    /// Answer a survey, keep a draft, come back by receipt.
    Answer,
    /// Sign in, ask for a new password, follow a link from a mail.
    SignIn,
    /// Work on one's own account: password, address, second factor, sessions, export, erasure.
    ManageOwnAccount,
    /// Answer for somebody else: whoever has this right and is signed in while answering does so, and the response is marked.
    AnswerForSomebody,
    /// See the surveys in the office and their results.
    SeeResults,
    /// Decide how a survey is run: mode, dates, retention, notices.
    ManageSurveys,
    /// Read the register of organisations with contact persons.
    SeeOrganisations,
    /// Change the register: edit, import, note cases.
    ManageOrganisations,
    /// Read who is invited to what, and how far that is.
    SeeInvitations,
    /// Invite, remind, revoke, replace, print letters.
    ManageInvitations,
    /// Read what mails wait and what became of them.
    SeeMail,
    /// Change templates, stop or repeat mails.
    ManageMail,
    /// Read the list of accounts.
    SeeAccounts,
    /// Invite people, change roles, deactivate accounts.
    ManageAccounts,
    /// Read the table of rights.
    SeeRights,
    /// Read and export the audit log.
    SeeAudit,
    /// Read what is stored where, why and until when.
    SeeProtection,
    /// Erase by hand what the law asks to erase.
    Erase,
    /// Read consultations, as far as each space is open to the reader: see [`crate::process::space`].
    ReadConsultations,
    /// Comment, amend, take a position, vote: as far as seat and phase allow it, see [`crate::process::conference::Seat`].
    TakePart,
    /// Set up conferences and groups, seat members, enter decisions.
    ManageConsultations,
}

/// How far the thing is that an action is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Not yet to be seen by the public.
    Draft,
    /// Running.
    Open,
    /// Over.
    Closed,
}

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Right {
    /// What may be done.
    pub action: Action,
    /// Also by people who are not signed in.
    pub everybody: bool,
    /// By accounts of these roles.
    pub roles: &'static [Role],
    /// Only to things in these states; empty where states do not matter.
    pub states: &'static [State],
}

const EVERY_ROLE: &[Role] = &Role::ALL;
const OFFICE: &[Role] = &[Administrator, Staff];
const READERS: &[Role] = &[Administrator, Staff, Reader];
const ADMINISTRATORS: &[Role] = &[Administrator];

const fn everybody(action: Action, states: &'static [State]) -> Right {
    Right { action, everybody: true, roles: EVERY_ROLE, states }
}

const fn only(roles: &'static [Role], action: Action) -> Right {
    Right { action, everybody: false, roles, states: &[] }
}

/// All rights, one row per action.
pub const TABLE: &[Right] = &[
    everybody(Action::ReadPublic, &[State::Open, State::Closed]),
    everybody(Action::Answer, &[State::Open]),
    everybody(Action::SignIn, &[]),
    only(EVERY_ROLE, Action::ManageOwnAccount),
    Right { states: &[State::Open], ..only(&[Administrator, Staff, Helper], Action::AnswerForSomebody) },
    only(READERS, Action::SeeResults),
    only(OFFICE, Action::ManageSurveys),
    only(OFFICE, Action::SeeOrganisations),
    only(OFFICE, Action::ManageOrganisations),
    only(OFFICE, Action::SeeInvitations),
    only(OFFICE, Action::ManageInvitations),
    only(OFFICE, Action::SeeMail),
    only(OFFICE, Action::ManageMail),
    only(OFFICE, Action::SeeAccounts),
    only(ADMINISTRATORS, Action::ManageAccounts),
    only(&[Administrator, Staff, UnitEditor, Chair, Member, Delegate, Helper, Reader], Action::SeeRights),
    only(OFFICE, Action::SeeAudit),
    only(OFFICE, Action::SeeProtection),
    only(ADMINISTRATORS, Action::Erase),
    everybody(Action::ReadConsultations, &[]),
    only(EVERY_ROLE, Action::TakePart),
    only(OFFICE, Action::ManageConsultations),
];

/// Whether somebody (nobody signed in: `None`) may do this to a thing in this state. Where an action is about no particular
/// thing, or its state is checked elsewhere, `state` is `None`. What has no row is forbidden.
pub fn may(role: Option<Role>, action: Action, state: Option<State>) -> bool {
    TABLE.iter().filter(|right| right.action == action).any(|right| {
        role.map_or(right.everybody, |role| right.roles.contains(&role))
            && (right.states.is_empty() || state.is_none_or(|state| right.states.contains(&state)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_one_row_and_administrators_may_do_everything() {
        for (place, right) in TABLE.iter().enumerate() {
            assert!(right.roles.contains(&Administrator), "{:?}", right.action);
            assert!(!TABLE[..place].iter().any(|other| other.action == right.action), "{:?} twice", right.action);
        }
    }

    #[test]
    fn strangers_and_members_learn_nothing_of_the_office() {
        for role in [None, Some(Member), Some(Delegate), Some(Helper), Some(Chair), Some(UnitEditor)] {
            for action in [Action::SeeResults, Action::SeeOrganisations, Action::SeeAccounts, Action::SeeAudit] {
                assert!(!may(role, action, None), "{role:?} {action:?}");
            }
        }
        assert!(may(None, Action::Answer, Some(State::Open)));
        assert!(!may(None, Action::Answer, Some(State::Closed)));
        assert!(may(Some(Reader), Action::SeeResults, None) && !may(Some(Reader), Action::ManageSurveys, None));
    }
}
