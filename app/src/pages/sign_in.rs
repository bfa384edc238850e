//! Signing in: address and password.

use domain::permission::Action;
use leptos::prelude::*;

use crate::account_texts::account_texts;
use crate::calls::account::{SignIn as SignInCall, SignOut, SignedIn, current_person};
use crate::components::account_form::just_done;
use crate::components::frame::Site;
use crate::error::CallError;
use crate::language::{reader_language, reader_texts};
use crate::texts::fill;

#[component]
pub fn SignIn() -> impl IntoView {
    let t = reader_texts();
    let own = account_texts(&reader_language());
    let query = leptos_router::hooks::use_query_map();
    let next = Signal::derive(move || query.read().get("next").unwrap_or_default());
    let person = Resource::new(|| (), |()| current_person());
    let sign_in = ServerAction::<SignInCall>::new();
    let sign_out = ServerAction::<SignOut>::new();
    let refusal = move || match sign_in.value().get() {
        Some(Err(CallError::TooMany)) => Some(t.sign_in_too_many),
        Some(Err(CallError::WrongCredentials)) => Some(t.sign_in_wrong),
        Some(Err(_)) => Some(t.failed_lead),
        _ => None,
    };
    let described = move || refusal().map(|_| "problem");
    let invalid = move || matches!(sign_in.value().get(), Some(Err(CallError::WrongCredentials))).then_some("true");
    let said = just_done(Signal::derive(move || refusal().is_some()));
    let done = move || match said.read().as_deref() {
        Some("password") => Some(own.done_password_by_link),
        Some("email") => Some(own.done_email_by_link),
        Some("second-step") => Some(own.done_second_replaced),
        Some("erased") => Some(own.done_erased),
        _ => None,
    };
    view! {
        <Site title=t.sign_in_title languages=true>
            <Suspense>
                {move || Suspend::new(async move {
                    person.await.ok().flatten().map(|person| view! { <Already person sign_out/> })
                })}
            </Suspense>
            <ActionForm action=sign_in attr:class="sign-in">
                <h1 class="begins">{t.sign_in_title}</h1>
                <p class="quiet">{t.sign_in_lead}</p>
                {move || done().map(|words| view! { <p class="notice" role="status">{words}</p> })}
                {move || refusal().map(|words| view! { <p class="notice danger" role="alert" id="problem">{words}</p> })}
                <input type="hidden" name="next" value=next/>
                <div class="field">
                    <label for="email">{t.email}</label>
                    <input type="email" id="email" name="email" autocomplete="username" required maxlength="254"
                        aria-describedby=described aria-invalid=invalid/>
                </div>
                <div class="field">
                    <label for="password">{t.password}</label>
                    <input
                        type="password"
                        id="password"
                        name="password"
                        autocomplete="current-password"
                        required
                        maxlength="200"
                        aria-describedby=described
                        aria-invalid=invalid
                    />
                </div>
                <button class="button primary">{t.sign_in}</button>
                <p><a href="/sign-in/forgotten">{own.forgotten}</a></p>
            </ActionForm>
        </Site>
    }
}

/// For somebody who is signed in and was led here: the page they wanted is not for them.
#[component]
fn Already(person: SignedIn, sign_out: ServerAction<SignOut>) -> impl IntoView {
    let own = account_texts(&reader_language());
    view! {
        <div class="notice already" role="status">
            <p>{fill(own.signed_in_already, &[("name", &person.name)])}</p>
            <div class="button-row">
                <a class="button quiet-button" href="/account">{own.to_account}</a>
                {person.may(Action::SeeResults).then(|| view! { <a class="button quiet-button" href="/office">{own.to_office}</a> })}
                <ActionForm action=sign_out>
                    <button class="button quiet-button">{own.sign_out}</button>
                </ActionForm>
            </div>
        </div>
    }
}
