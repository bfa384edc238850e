//! Setting up the second step of signing in, and its recovery codes. Also for those who must do so before they are let in.

use leptos::prelude::*;

use crate::account_error::{AccountError, CallErrorKind};
use crate::account_texts::account_texts;
use crate::calls::second_factor::{
    ConfirmSecondFactor, RecoveryCodesNoted, RemoveSecondFactor, RenewRecoveryCodes, SecondFactorView, second_factor,
};
use crate::components::account_form::{CodeField, Field, Refusal, refusal};
use crate::components::frame::Site;
use crate::components::message::Failure;
use crate::components::to_sign_in::ToSignIn;
use crate::language::{reader_language, reader_texts};

#[derive(Clone, Copy)]
struct Actions {
    confirm: ServerAction<ConfirmSecondFactor>,
    noted: ServerAction<RecoveryCodesNoted>,
    renew: ServerAction<RenewRecoveryCodes>,
    remove: ServerAction<RemoveSecondFactor>,
}

/// The page for who is signed in. Others are led to the sign-in.
#[component]
pub fn SecondFactor() -> impl IntoView {
    view! { <Page must=false/> }
}

/// The page for who has to set up a second step before being let in.
#[component]
pub fn SetUpFirst() -> impl IntoView {
    view! { <Page must=true/> }
}

#[component]
fn Page(must: bool) -> impl IntoView {
    let own = account_texts(&reader_language());
    let factor = Resource::new(|| (), |()| second_factor());
    let actions = Actions {
        confirm: ServerAction::new(),
        noted: ServerAction::new(),
        renew: ServerAction::new(),
        remove: ServerAction::new(),
    };
    Effect::new(move |_| {
        let done = [actions.confirm.value().get(), actions.renew.value().get()];
        if done.into_iter().flatten().any(|outcome| outcome.is_ok()) {
            factor.refetch();
        }
    });
    view! {
        <Site title=own.set_up_title languages=true>
            <Transition>
                {move || Suspend::new(async move {
                    match factor.await {
                        Ok(SecondFactorView::Begun { secret, image }) => {
                            view! { <SetUp secret image must confirm=actions.confirm/> }.into_any()
                        }
                        Ok(SecondFactorView::On { fresh, .. }) if !fresh.is_empty() => {
                            view! { <Codes codes=fresh noted=actions.noted/> }.into_any()
                        }
                        Ok(SecondFactorView::On { left, required, .. }) => view! { <Manage left required actions/> }.into_any(),
                        Err(AccountError::Demo) => view! { <NotForTheDemo/> }.into_any(),
                        Err(AccountError::Call(CallErrorKind::Forbidden)) if must => view! { <SignInFirst/> }.into_any(),
                        Err(AccountError::Call(CallErrorKind::Forbidden)) => {
                            view! { <ToSignIn/> }.into_any()
                        }
                        Err(error) => view! { <Failure error=error.into()/> }.into_any(),
                    }
                })}
            </Transition>
        </Site>
    }
}

#[component]
fn SignInFirst() -> impl IntoView {
    let own = account_texts(&reader_language());
    view! {
        <div class="message-page">
            <h1 class="begins">{own.set_up_title}</h1>
            <p>{own.set_up_sign_in}</p>
            <a class="button primary" href="/sign-in">{own.to_sign_in}</a>
        </div>
    }
}

#[component]
fn NotForTheDemo() -> impl IntoView {
    let own = account_texts(&reader_language());
    view! {
        <div class="message-page">
            <h1 class="begins">{own.second_title}</h1>
            <p>{own.demo_refused}</p>
            <p><a href="/account">{own.to_account}</a></p>
        </div>
    }
}

#[component]
fn SetUp(secret: String, image: String, must: bool, confirm: ServerAction<ConfirmSecondFactor>) -> impl IntoView {
    let own = account_texts(&reader_language());
    let error = refusal(confirm);
    view! {
        <div class="account">
            <h1 class="begins">{own.set_up_title}</h1>
            {must.then(|| view! { <p class="notice">{own.set_up_must}</p> })}
            <p>{own.set_up_lead}</p>
            <ol class="steps">
                <li>
                    <p>{own.set_up_scan}</p>
                    <img class="scan" src=image alt=own.set_up_image width="240" height="240"/>
                    <p>{own.set_up_secret}</p>
                    <p><code class="secret" dir="ltr">{secret}</code></p>
                </li>
                <li>
                    <p>{own.set_up_type}</p>
                    <ActionForm action=confirm attr:class="account-form">
                        <Refusal error id="problem"/>
                        <CodeField label=own.code problem="problem" error/>
                        <button class="button primary">{own.set_up_confirm}</button>
                    </ActionForm>
                </li>
            </ol>
        </div>
    }
}

#[component]
fn Codes(codes: Vec<String>, noted: ServerAction<RecoveryCodesNoted>) -> impl IntoView {
    let own = account_texts(&reader_language());
    view! {
        <div class="account">
            <h1 class="begins">{own.codes_title}</h1>
            <p>{own.codes_lead}</p>
            <ul class="codes" dir="ltr">
                {codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}
            </ul>
            <Refusal error=refusal(noted) id="problem"/>
            <ActionForm action=noted>
                <button class="button primary">{own.codes_noted}</button>
            </ActionForm>
        </div>
    }
}

#[component]
fn Manage(left: u64, required: bool, actions: Actions) -> impl IntoView {
    let (t, own) = (reader_texts(), account_texts(&reader_language()));
    let (renew, remove) = (refusal(actions.renew), refusal(actions.remove));
    let (title, lead, button) = if required {
        (own.replace_title, own.replace_lead, own.replace)
    } else {
        (own.remove_title, own.remove_lead, own.remove)
    };
    view! {
        <div class="account">
            <h1 class="begins">{own.second_title}</h1>
            <p>{own.second_on}</p>
            <p>{t.count(&own.codes_left, left)}</p>
            <section class="panel" aria-labelledby="renew-title">
                <h2 id="renew-title">{own.codes_renew_title}</h2>
                <p>{own.codes_renew_lead}</p>
                <ActionForm action=actions.renew attr:class="account-form">
                    <Refusal error=renew id="renew-problem"/>
                    <Field
                        id="renew-password"
                        name="password"
                        label=own.password_now
                        kind="password"
                        autocomplete="current-password"
                        problem="renew-problem"
                        error=renew
                    />
                    <button class="button">{own.codes_renew}</button>
                </ActionForm>
            </section>
            <section class="panel" aria-labelledby="remove-title">
                <h2 id="remove-title">{title}</h2>
                <p>{lead}</p>
                <ActionForm action=actions.remove attr:class="account-form">
                    <Refusal error=remove id="remove-problem"/>
                    <Field
                        id="remove-password"
                        name="password"
                        label=own.password_now
                        kind="password"
                        autocomplete="current-password"
                        problem="remove-problem"
                        error=remove
                    />
                    <button class="button danger">{button}</button>
                </ActionForm>
            </section>
            <p><a href="/account">{own.to_account}</a></p>
        </div>
    }
}
