//! The accounts, for administrators: who has one, inviting people, and the rule for staff. Staff may read it.

use leptos::prelude::*;

use super::account_row::AccountLine;
use crate::account_error::{AccountError, CallErrorKind};
use crate::account_texts::{account_problem, account_texts};
use crate::calls::accounts::{
    AccountRow, Accounts as AccountList, ChangeRole, DeactivateAccount, InvitePerson, ReactivateAccount,
    RemoveSecondFactorOf, RequireSecondFactor, ResendInvitation, account_rows,
};
use crate::components::account_form::{Newest, deed, just_done, newest, refusal};
use crate::components::frame::Office;
use crate::components::message::Failure;
use crate::components::to_sign_in::ToSignIn;
use crate::texts::{LANGUAGES, people};

/// What can be done here. Made once, so that what went wrong stays to be read when the page is drawn anew.
#[derive(Clone, Copy)]
pub struct Actions {
    pub invite: ServerAction<InvitePerson>,
    pub role: ServerAction<ChangeRole>,
    pub deactivate: ServerAction<DeactivateAccount>,
    pub reactivate: ServerAction<ReactivateAccount>,
    pub resend: ServerAction<ResendInvitation>,
    pub remove: ServerAction<RemoveSecondFactorOf>,
    pub require: ServerAction<RequireSecondFactor>,
}

#[component]
pub fn Accounts() -> impl IntoView {
    let rows = Resource::new(|| (), |()| account_rows());
    let actions = Actions {
        invite: ServerAction::new(),
        role: ServerAction::new(),
        deactivate: ServerAction::new(),
        reactivate: ServerAction::new(),
        resend: ServerAction::new(),
        remove: ServerAction::new(),
        require: ServerAction::new(),
    };
    let newest = newest(vec![
        deed(actions.invite),
        deed(actions.role),
        deed(actions.deactivate),
        deed(actions.reactivate),
        deed(actions.resend),
        deed(actions.remove),
        deed(actions.require),
    ]);
    Effect::new(move |_| {
        if newest.done.get() {
            rows.refetch();
        }
    });
    view! {
        <Office title=people::ACCOUNTS here="/office/accounts">
            <div class="page-head"><h1 id="accounts">{people::ACCOUNTS}</h1></div>
            <Transition>
                {move || Suspend::new(async move {
                    match rows.await {
                        Ok(list) => view! { <Whole list actions newest/> }.into_any(),
                        Err(AccountError::Call(CallErrorKind::Forbidden)) => view! { <ToSignIn/> }.into_any(),
                        Err(error) => view! { <Failure error=error.into()/> }.into_any(),
                    }
                })}
            </Transition>
        </Office>
    }
}

#[component]
fn Whole(list: AccountList, actions: Actions, newest: Newest) -> impl IntoView {
    let said = just_done(newest.refused);
    let done = move || match said.read().as_deref() {
        Some("invited") => Some(people::DONE_INVITED),
        Some("role") => Some(people::DONE_ROLE),
        Some("deactivated") => Some(people::DONE_DEACTIVATED),
        Some("reactivated") => Some(people::DONE_REACTIVATED),
        Some("second-step-removed") => Some(people::DONE_SECOND_STEP),
        Some("rule") => Some(people::DONE_RULE),
        _ => None,
    };
    let refused = [
        refusal(actions.role),
        refusal(actions.deactivate),
        refusal(actions.reactivate),
        refusal(actions.resend),
        refusal(actions.remove),
        refusal(actions.require),
    ];
    let refused = move || refused.iter().find_map(Get::get);
    let german = account_texts(&domain::language::Language::new("de"));
    let manage = list.may_manage;
    let tomorrow = list.tomorrow.to_string();
    view! {
        {move || match refused() {
            Some(error) => view! { <p class="notice danger" role="alert">{account_problem(german, error)}</p> }.into_any(),
            None => done().map(|words| view! { <p class="notice" role="status">{words}</p> }).into_any(),
        }}
        <List rows=list.rows manage tomorrow=tomorrow.clone() actions/>
        {manage
            .then(|| view! {
                <div class="panels">
                    <Invite tomorrow action=actions.invite/>
                    <Rule required=list.second_step_required action=actions.require/>
                </div>
            })}
    }
}

#[component]
fn List(rows: Vec<AccountRow>, manage: bool, tomorrow: String, actions: Actions) -> impl IntoView {
    let wanted = RwSignal::new(String::new());
    // Without scripts nothing could search: a name must not stand in an address. The list is complete then.
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    let texts: Vec<String> = rows.iter().map(|row| format!("{} {}", row.name, row.email).to_lowercase()).collect();
    let nobody = {
        let texts = texts.clone();
        move || !texts.iter().any(|text| text.contains(&wanted.read().trim().to_lowercase()))
    };
    let lines = rows
        .into_iter()
        .zip(texts)
        .map(|(row, text)| {
            let hidden = Signal::derive(move || !text.contains(&wanted.read().trim().to_lowercase()));
            view! { <AccountLine row manage tomorrow=tomorrow.clone() hidden actions/> }
        })
        .collect_view();
    view! {
        {move || alive.get().then(|| view! {
            <div class="search" role="search">
                <input
                    type="search"
                    aria-label=people::SEARCH
                    placeholder=people::SEARCH
                    on:input=move |event| wanted.set(event_target_value(&event))
                />
            </div>
        })}
        <div class="table-frame stacked" role="region" aria-labelledby="accounts" tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{people::NAME}</th>
                        <th scope="col">{people::ROLE}</th>
                        <th scope="col">{people::STANDING}</th>
                        <th scope="col">{people::SECOND_STEP}</th>
                        <th scope="col">{people::SINCE}</th>
                        {manage.then(|| view! { <th scope="col"><span class="visually-hidden">{people::CHANGE}</span></th> })}
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
        {move || nobody().then(|| view! { <p role="status">{people::NOBODY_FOUND}</p> })}
    }
}

#[component]
fn Invite(tomorrow: String, action: ServerAction<InvitePerson>) -> impl IntoView {
    let german = account_texts(&domain::language::Language::new("de"));
    let error = refusal(action);
    let described = move || error.get().map(|_| "invite-problem");
    view! {
        <section class="panel" aria-labelledby="invite">
            <h2 id="invite">{people::INVITE}</h2>
            <p>{people::INVITE_LEAD}</p>
            <ActionForm action=action attr:class="account-form">
                {move || {
                    error
                        .get()
                        .map(|error| view! {
                            <p class="notice danger" id="invite-problem" role="alert">{account_problem(german, error)}</p>
                        })
                }}
                <div class="field">
                    <label for="invite-name">{people::NAME}</label>
                    <input type="text" id="invite-name" name="name" required maxlength="120" autocomplete="off" aria-describedby=described/>
                </div>
                <div class="field">
                    <label for="invite-email">{people::EMAIL}</label>
                    <input type="email" id="invite-email" name="email" required maxlength="254" autocomplete="off" aria-describedby=described/>
                </div>
                <div class="field">
                    <label for="invite-role">{people::ROLE}</label>
                    <select id="invite-role" name="role">
                        {super::account_row::roles(domain::account::Role::Member)}
                    </select>
                </div>
                <div class="field">
                    <label for="invite-ends">{people::ENDS}</label>
                    <input type="date" id="invite-ends" name="ends" min=tomorrow aria-describedby=described/>
                </div>
                <div class="field">
                    <label for="invite-language">{people::LANGUAGE}</label>
                    <select id="invite-language" name="language">
                        {LANGUAGES.map(|(tag, name)| view! { <option value=tag lang=tag>{name}</option> }).collect_view()}
                    </select>
                </div>
                <button class="button primary">{people::SEND_INVITATION}</button>
            </ActionForm>
        </section>
    }
}

#[component]
fn Rule(required: bool, action: ServerAction<RequireSecondFactor>) -> impl IntoView {
    let (now, change) =
        if required { (people::REQUIRED, people::DO_NOT_REQUIRE) } else { (people::NOT_REQUIRED, people::REQUIRE) };
    view! {
        <section class="panel" aria-labelledby="rules">
            <h2 id="rules">{people::RULES}</h2>
            <p>{now}</p>
            <ActionForm action=action>
                <input type="hidden" name="required" value=(!required).to_string()/>
                <button class="button">{change}</button>
            </ActionForm>
        </section>
    }
}
