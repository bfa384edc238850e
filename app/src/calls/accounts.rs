//! The accounts in the office: who has one, inviting people, roles, deactivating. And the table of rights.

use chrono::NaiveDate;
#[cfg(feature = "ssr")]
use domain::account::is_over;
use domain::account::{Role, Standing};
#[cfg(feature = "ssr")]
use domain::permission::Action;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::{own_account, request};
use crate::account_error::AccountError;
#[cfg(feature = "ssr")]
use crate::account_error::CallErrorKind;
#[cfg(feature = "ssr")]
use crate::error::CallError;
#[cfg(feature = "ssr")]
use crate::services::account_links::{self, Recipient};
#[cfg(feature = "ssr")]
use crate::services::people::{self, Person};
#[cfg(feature = "ssr")]
use crate::services::{Services, chance};

/// The list of accounts, and the rule for staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accounts {
    pub rows: Vec<AccountRow>,
    /// Staff need a second step.
    pub second_step_required: bool,
    /// Whether the reader may change anything here.
    pub may_manage: bool,
    /// The first day that an account for reading can end.
    pub tomorrow: NaiveDate,
}

/// A line of the list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountRow {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub standing: Standing,
    pub ends: Option<NaiveDate>,
    /// The last day is over.
    pub over: bool,
    pub second_step: bool,
    pub since: NaiveDate,
    /// The reader's own.
    pub own: bool,
}

/// Without name and address: what is printed may land in a log.
impl std::fmt::Debug for AccountRow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("AccountRow").field("id", &self.id).finish_non_exhaustive()
    }
}

#[server(prefix = "/calls", endpoint = "account-rows")]
pub async fn account_rows() -> Result<Accounts, AccountError> {
    let person = request::authorised(Action::SeeAccounts).await?;
    let services = request::services()?;
    let rows = services.records.accounts().await.map_err(request::failed)?;
    people::note(&services, store::Actor::Account(person.id), "accounts.read", person.id, "").await;
    let rule = services.records.account_rule(people::STAFF_NEED_SECOND_STEP).await.map_err(request::failed)?;
    let today = services.clock.today();
    let rows = rows
        .into_iter()
        // Erased accounts are nobody's any more.
        .filter(|row| !row.account.email.is_empty())
        .map(|row| AccountRow {
            own: row.account.id == person.id,
            id: row.account.id,
            name: row.account.name,
            email: row.account.email,
            role: row.account.role,
            standing: row.account.standing,
            ends: row.account.ends,
            over: is_over(row.account.ends, today),
            second_step: row.second_factor,
            since: row.created.date_naive(),
        })
        .collect();
    Ok(Accounts {
        rows,
        second_step_required: rule,
        may_manage: person.may(Action::ManageAccounts),
        tomorrow: today.succ_opt().unwrap_or_default(),
    })
}

#[server(prefix = "/calls", endpoint = "invite-person")]
pub async fn invite_person(
    name: String,
    email: String,
    role: String,
    ends: String,
    language: String,
) -> Result<(), AccountError> {
    let person = request::authorised(Action::ManageAccounts).await?;
    let services = request::services()?;
    let name = own_account::tidy_name(&name)?;
    if !domain::account::plausible_email(email.trim()) {
        return Err(AccountError::NotAnEmail);
    }
    let (role, ends) = role_and_end(&services, &role, &ends)?;
    let spoken = crate::texts::LANGUAGES.iter().any(|(tag, _)| *tag == language);
    let language = domain::language::Language::new(if spoken { &language } else { "de" });
    let invited = store::Invited { email: email.trim().to_owned(), name, role, ends, language };
    let id = chance::uuid();
    services.records.invite_account(&invited, id, services.clock.now()).await.map_err(|error| match error {
        store::StoreError::Taken => AccountError::EmailTaken,
        error => request::failed(error).into(),
    })?;
    let to = Recipient { account: id, name: &invited.name, email: &invited.email, language: &invited.language };
    account_links::send(&services, store::LinkPurpose::Invitation, to).await.map_err(request::failed)?;
    people::note(&services, store::Actor::Account(person.id), "account.invited", id, role.name()).await;
    done("invited");
    Ok(())
}

#[server(prefix = "/calls", endpoint = "change-role")]
pub async fn change_role(account: Uuid, role: String, ends: String) -> Result<(), AccountError> {
    let (services, person, found) = managed(account).await?;
    let (role, ends) = role_and_end(&services, &role, &ends)?;
    services.records.set_account_role(account, role, ends).await.map_err(last_administrator)?;
    let remark = format!("{} -> {}", found.role.name(), role.name());
    people::note(&services, store::Actor::Account(person.id), "account.role-changed", account, &remark).await;
    done("role");
    Ok(())
}

#[server(prefix = "/calls", endpoint = "deactivate-account")]
pub async fn deactivate_account(account: Uuid) -> Result<(), AccountError> {
    let (services, person, _) = managed(account).await?;
    services.records.deactivate_account(account).await.map_err(last_administrator)?;
    people::note(&services, store::Actor::Account(person.id), "account.deactivated", account, "").await;
    done("deactivated");
    Ok(())
}

#[server(prefix = "/calls", endpoint = "reactivate-account")]
pub async fn reactivate_account(account: Uuid) -> Result<(), AccountError> {
    let (services, person, _) = managed(account).await?;
    services.records.reactivate_account(account).await.map_err(request::failed)?;
    people::note(&services, store::Actor::Account(person.id), "account.reactivated", account, "").await;
    done("reactivated");
    Ok(())
}

#[server(prefix = "/calls", endpoint = "resend-invitation")]
pub async fn resend_invitation(account: Uuid) -> Result<(), AccountError> {
    let (services, person, found) = managed(account).await?;
    if found.standing != Standing::Invited {
        return Err(AccountError::Call(CallErrorKind::NotFound));
    }
    if is_over(found.ends, services.clock.today()) {
        return Err(AccountError::EndMissing);
    }
    let to = Recipient { account, name: &found.name, email: &found.email, language: &found.language };
    account_links::send(&services, store::LinkPurpose::Invitation, to).await.map_err(request::failed)?;
    people::note(&services, store::Actor::Account(person.id), "account.invited-again", account, "").await;
    done("invited");
    Ok(())
}

/// For somebody who has lost telephone and recovery codes. All sessions of the account end.
#[server(prefix = "/calls", endpoint = "remove-second-factor-of")]
pub async fn remove_second_factor_of(account: Uuid) -> Result<(), AccountError> {
    let (services, person, _) = managed(account).await?;
    services.records.remove_second_factor(account).await.map_err(request::failed)?;
    let keep = if account == person.id { people::key(&request::session()?) } else { None };
    let ended = services.records.end_other_sessions(account, keep.as_deref().unwrap_or_default()).await;
    ended.map_err(request::failed)?;
    people::note(&services, store::Actor::Account(person.id), "account.second-step-removed", account, "").await;
    done("second-step-removed");
    Ok(())
}

/// Whether staff and administrators need a second step. Who has none is signed out everywhere, and sets one up at the next sign-in;
/// who makes the rule has one.
#[server(prefix = "/calls", endpoint = "require-second-factor")]
pub async fn require_second_factor(required: bool) -> Result<(), AccountError> {
    let person = request::authorised(Action::ManageAccounts).await?;
    let services = request::services()?;
    let own = services.records.second_factor(person.id).await.map_err(request::failed)?;
    if required && !own.is_some_and(|factor| factor.confirmed) && !people::is_demo(&services, &person.email) {
        return Err(AccountError::OwnSecondStepFirst);
    }
    services.records.set_account_rule(people::STAFF_NEED_SECOND_STEP, required).await.map_err(request::failed)?;
    let deed = if required { "accounts.second-step-required" } else { "accounts.second-step-optional" };
    people::note(&services, store::Actor::Account(person.id), deed, person.id, "").await;
    done("rule");
    Ok(())
}

/// Whether the reader may see the table of rights, which is part of the program.
#[server(prefix = "/calls", endpoint = "rights")]
pub async fn rights() -> Result<(), AccountError> {
    request::authorised(Action::SeeRights).await?;
    Ok(())
}

#[cfg(feature = "ssr")]
fn done(what: &str) {
    leptos_axum::redirect(&format!("/office/accounts?done={what}"));
}

/// Who is asking, when they may, and the account it is about: one that somebody has.
#[cfg(feature = "ssr")]
async fn managed(account: Uuid) -> Result<(Services, Person, store::Account), AccountError> {
    let person = request::authorised(Action::ManageAccounts).await?;
    let services = request::services()?;
    let found = services.records.account(account).await.map_err(request::failed)?;
    let found = found.filter(|found| !found.email.is_empty()).ok_or(CallError::NotFound)?;
    Ok((services, person, found))
}

/// Accounts for reading have a last day in the future, others have none.
#[cfg(feature = "ssr")]
fn role_and_end(services: &Services, role: &str, ends: &str) -> Result<(Role, Option<NaiveDate>), AccountError> {
    let role = Role::from_name(role).ok_or(CallError::NotFound)?;
    if role != Role::Reader {
        return Ok((role, None));
    }
    let ends = domain::local_time::day(ends).filter(|day| *day > services.clock.today());
    Ok((role, Some(ends.ok_or(AccountError::EndMissing)?)))
}

#[cfg(feature = "ssr")]
fn last_administrator(error: store::StoreError) -> AccountError {
    match error {
        store::StoreError::Refused => AccountError::LastAdministrator,
        error => request::failed(error).into(),
    }
}
