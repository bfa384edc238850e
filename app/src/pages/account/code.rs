//! The second step of signing in: a code of the app, or a recovery code.

use leptos::prelude::*;

use crate::account_error::AccountError;
use crate::account_texts::account_texts;
use crate::calls::account::SignInCode;
use crate::components::account_form::{CodeField, Refusal, refusal};
use crate::components::frame::Site;
use crate::language::reader_language;

#[component]
pub fn Code() -> impl IntoView {
    let own = account_texts(&reader_language());
    let send = ServerAction::<SignInCode>::new();
    let error = refusal(send);
    view! {
        <Site title=own.code_title languages=true>
            <ActionForm action=send attr:class="sign-in">
                <h1 class="begins">{own.code_title}</h1>
                <p class="quiet">{own.code_lead}</p>
                <Refusal error id="problem"/>
                {move || {
                    (error.get() == Some(AccountError::SignInAgain))
                        .then(|| view! { <p><a href="/sign-in">{own.to_sign_in}</a></p> })
                }}
                <CodeField label=own.code problem="problem" error/>
                <button class="button primary">{own.code_send}</button>
                <p class="quiet">{own.code_recovery}</p>
            </ActionForm>
        </Site>
    }
}
