//! Signing in, for staff.

use leptos::prelude::*;

use crate::calls::account::SignIn as SignInCall;
use crate::components::frame::Site;
use crate::error::CallError;
use crate::language::reader_texts;

#[component]
pub fn SignIn() -> impl IntoView {
    let t = reader_texts();
    let sign_in = ServerAction::<SignInCall>::new();
    let refusal = move || match sign_in.value().get() {
        Some(Err(CallError::TooMany)) => Some(t.sign_in_too_many),
        Some(Err(CallError::WrongCredentials)) => Some(t.sign_in_wrong),
        Some(Err(_)) => Some(t.failed_lead),
        _ => None,
    };
    view! {
        <Site title=t.sign_in_title languages=true>
            <ActionForm action=sign_in attr:class="sign-in">
                <h1 class="begins">{t.sign_in_title}</h1>
                <p class="quiet">{t.sign_in_lead}</p>
                {move || refusal().map(|words| view! { <p class="notice danger" role="alert">{words}</p> })}
                <div class="field">
                    <label for="email">{t.email}</label>
                    <input type="email" id="email" name="email" autocomplete="username" required maxlength="254"/>
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
                    />
                </div>
                <button class="button primary">{t.sign_in}</button>
            </ActionForm>
        </Site>
    }
}
