//! For somebody who has forgotten the password: asking for a link.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::account_texts::account_texts;
use crate::calls::account::ForgottenPassword;
use crate::components::account_form::{Field, Refusal, refusal};
use crate::components::frame::Site;
use crate::components::trap::Trap;
use crate::language::{reader_language, reader_texts};

#[component]
pub fn Forgotten() -> impl IntoView {
    let (t, own) = (reader_texts(), account_texts(&reader_language()));
    let query = use_query_map();
    let ask = ServerAction::<ForgottenPassword>::new();
    let error = refusal(ask);
    let trapped = Signal::derive(move || query.read().get_str("trapped").is_some());
    view! {
        <Site title=own.forgotten_title languages=true>
            <ActionForm action=ask attr:class="sign-in">
                <h1 class="begins">{own.forgotten_title}</h1>
                <p class="quiet">{own.forgotten_lead}</p>
                {move || {
                    query.read().get_str("sent").map(|_| view! { <p class="notice" role="status">{own.forgotten_sent}</p> })
                }}
                {move || trapped.get().then(|| view! { <p class="notice warning" role="alert" id="told">{own.forgotten_trapped}</p> })}
                <Refusal error id="problem"/>
                <Field id="email" name="email" label=t.email kind="email" autocomplete="username" problem="problem" error/>
                <Trap shown=trapped problem="told"/>
                <button class="button primary">{own.forgotten_send}</button>
                <p><a href="/sign-in">{own.to_sign_in}</a></p>
            </ActionForm>
        </Site>
    }
}
