//! One's own account: name, address, password, second step, sessions, data.

use leptos::prelude::*;

use super::sections::{Data, Email, Erase, Name, Password, SecondStep};
use super::sessions::Sessions;
use crate::account_error::{AccountError, CallErrorKind};
use crate::account_texts::account_texts;
use crate::calls::account::SignOut;
use crate::calls::own_account::{
    AccountView, ChangeEmail, ChangePassword, EndOtherSessions, EndSession, EraseMe, RenameMe, own_account,
};
use crate::components::account_form::{Newest, deed, just_done, newest};
use crate::components::frame::Site;
use crate::components::message::Failure;
use crate::components::to_sign_in::ToSignIn;
use crate::language::{reader_language, reader_texts};
use crate::texts::fill;

/// What can be done here. Made once, so that what went wrong stays to be read when the page is drawn anew.
#[derive(Clone, Copy)]
pub struct Actions {
    pub rename: ServerAction<RenameMe>,
    pub email: ServerAction<ChangeEmail>,
    pub password: ServerAction<ChangePassword>,
    pub end: ServerAction<EndSession>,
    pub end_others: ServerAction<EndOtherSessions>,
    pub erase: ServerAction<EraseMe>,
}

#[component]
pub fn Account() -> impl IntoView {
    let own = account_texts(&reader_language());
    let account = Resource::new(|| (), |()| own_account());
    let actions = Actions {
        rename: ServerAction::new(),
        email: ServerAction::new(),
        password: ServerAction::new(),
        end: ServerAction::new(),
        end_others: ServerAction::new(),
        erase: ServerAction::new(),
    };
    // After a change the page shows what is now; after a refusal it keeps what was typed. An erased account has nothing to show.
    let newest = newest(vec![
        deed(actions.rename),
        deed(actions.email),
        deed(actions.password),
        deed(actions.end),
        deed(actions.end_others),
        deed(actions.erase),
    ]);
    Effect::new(move |_| {
        if newest.done.get() && actions.erase.value().get_untracked().is_none() {
            account.refetch();
        }
    });
    view! {
        <Site title=own.account_title languages=true>
            <Transition>
                {move || Suspend::new(async move {
                    match account.await {
                        Ok(account) => view! { <Whole account actions newest/> }.into_any(),
                        Err(AccountError::Call(CallErrorKind::Forbidden)) => view! { <ToSignIn/> }.into_any(),
                        Err(error) => view! { <Failure error=error.into()/> }.into_any(),
                    }
                })}
            </Transition>
        </Site>
    }
}

#[component]
fn Whole(account: AccountView, actions: Actions, newest: Newest) -> impl IntoView {
    let (t, own) = (reader_texts(), account_texts(&reader_language()));
    let said = just_done(newest.refused);
    let sign_out = ServerAction::<SignOut>::new();
    let done = move || match said.read().as_deref() {
        Some("name") => Some(own.done_name),
        Some("email") => Some(own.done_email),
        Some("password") => Some(own.done_password),
        Some("session") => Some(own.done_session),
        Some("codes") => Some(own.done_codes),
        Some("second-step-removed") => Some(own.done_second_removed),
        _ => None,
    };
    view! {
        <div class="account">
            <div class="page-head">
                <h1 class="begins">{own.account_title}</h1>
                <div class="button-row">
                    {account
                        .may_see_office
                        .then(|| view! { <a class="button quiet-button" href="/office" rel="external">{own.to_office}</a> })}
                    <ActionForm action=sign_out>
                        <button class="button quiet-button">{own.sign_out}</button>
                    </ActionForm>
                </div>
            </div>
            {move || done().map(|words| view! { <p class="notice" role="status">{words}</p> })}
            {account.demo.then(|| view! { <p class="notice demo">{own.demo}</p> })}
            {account.ends.map(|day| view! { <p class="notice">{fill(own.ends, &[("day", &t.date(day))])}</p> })}
            <Name name=account.name.clone() action=actions.rename/>
            <Email email=account.email.clone() action=actions.email/>
            <Password email=account.email.clone() action=actions.password/>
            <SecondStep left=account.second_step demo=account.demo/>
            <Sessions sessions=account.sessions.clone() end=actions.end end_others=actions.end_others/>
            <Data/>
            <Erase action=actions.erase/>
        </div>
    }
}
