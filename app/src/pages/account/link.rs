//! What a link from a mail leads to: setting a password, or confirming an address.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::account_error::AccountError;
use crate::account_texts::account_texts;
use crate::calls::account_links::{ConfirmEmail, LinkView, Purpose, SetPasswordByLink, opened_link};
use crate::components::account_form::{Field, Refusal, refusal};
use crate::components::frame::Site;
use crate::components::message::{Failure, set_status};
use crate::language::reader_language;
use crate::texts::fill;

#[component]
pub fn Link() -> impl IntoView {
    let own = account_texts(&reader_language());
    let params = use_params_map();
    let link = Memo::new(move |_| params.read().get("link").unwrap_or_default());
    let found = Resource::new(move || link.get(), opened_link);
    let set = ServerAction::<SetPasswordByLink>::new();
    let confirm = ServerAction::<ConfirmEmail>::new();
    view! {
        <Site title=own.account_title languages=true>
            <Suspense>
                {move || Suspend::new(async move {
                    let link = link.get_untracked();
                    match found.await {
                        Ok(found) if found.purpose == Purpose::Email => view! { <Confirm link found confirm/> }.into_any(),
                        Ok(found) => view! { <Password link found set/> }.into_any(),
                        Err(AccountError::LinkOver) => view! { <Over/> }.into_any(),
                        Err(error) => view! { <Failure error=error.into()/> }.into_any(),
                    }
                })}
            </Suspense>
        </Site>
    }
}

#[component]
fn Over() -> impl IntoView {
    let own = account_texts(&reader_language());
    set_status(404);
    view! {
        <div class="message-page">
            <h1 class="begins">{own.link_over_title}</h1>
            <p>{own.link_over_lead}</p>
            <a class="button primary" href="/sign-in/forgotten">{own.forgotten_send}</a>
        </div>
    }
}

#[component]
fn Password(link: String, found: LinkView, set: ServerAction<SetPasswordByLink>) -> impl IntoView {
    let own = account_texts(&reader_language());
    let error = refusal(set);
    let (title, lead) = match found.purpose {
        Purpose::Invitation => (own.invitation_title, own.invitation_lead),
        Purpose::Reset | Purpose::Email => (own.reset_title, own.reset_lead),
    };
    view! {
        <ActionForm action=set attr:class="sign-in">
            <h1 class="begins">{fill(title, &[("name", &found.name)])}</h1>
            <p class="quiet">{lead}</p>
            <Refusal error id="problem"/>
            <input type="hidden" name="link" value=link/>
            // For the browser's list of passwords; no field of the form.
            <input type="text" class="visually-hidden" autocomplete="username" value=found.email readonly tabindex="-1" aria-hidden="true"/>
            <Field
                id="password"
                name="password"
                label=own.password_new
                kind="password"
                autocomplete="new-password"
                hint=own.password_hint
                problem="problem"
                error
            />
            <button class="button primary">{own.set_password}</button>
        </ActionForm>
    }
}

#[component]
fn Confirm(link: String, found: LinkView, confirm: ServerAction<ConfirmEmail>) -> impl IntoView {
    let own = account_texts(&reader_language());
    let error = refusal(confirm);
    view! {
        <ActionForm action=confirm attr:class="sign-in">
            <h1 class="begins">{own.email_title}</h1>
            <p>{fill(own.email_lead, &[("email", &found.email)])}</p>
            <Refusal error id="problem"/>
            <input type="hidden" name="link" value=link/>
            <button class="button primary">{own.email_confirm}</button>
        </ActionForm>
    }
}
