//! Sections of one's own account that each change one thing.

use leptos::prelude::*;

use crate::account_texts::account_texts;
use crate::calls::own_account::{ChangeEmail, ChangePassword, EraseMe, RenameMe};
use crate::components::account_form::{Field, Refusal, refusal};
use crate::language::reader_language;
use crate::texts::fill;

#[component]
pub fn Name(name: String, action: ServerAction<RenameMe>) -> impl IntoView {
    let own = account_texts(&reader_language());
    let error = refusal(action);
    view! {
        <section class="panel" aria-labelledby="name-title">
            <h2 id="name-title">{own.name_title}</h2>
            <ActionForm action=action attr:class="account-form">
                <Refusal error id="name-problem"/>
                <Field
                    id="name"
                    name="name"
                    label=own.name
                    kind="text"
                    autocomplete="name"
                    value=name
                    problem="name-problem"
                    error
                />
                <button class="button">{own.save}</button>
            </ActionForm>
        </section>
    }
}

#[component]
pub fn Email(email: String, action: ServerAction<ChangeEmail>) -> impl IntoView {
    let own = account_texts(&reader_language());
    let error = refusal(action);
    view! {
        <section class="panel" aria-labelledby="email-title">
            <h2 id="email-title">{own.email_change_title}</h2>
            <p>{fill(own.email_now, &[("email", &email)])}</p>
            <ActionForm action=action attr:class="account-form">
                <Refusal error id="email-problem"/>
                <Field
                    id="email"
                    name="email"
                    label=own.email_new
                    kind="email"
                    autocomplete="email"
                    hint=own.email_hint
                    problem="email-problem"
                    error
                />
                <Field
                    id="email-password"
                    name="password"
                    label=own.password_now
                    kind="password"
                    autocomplete="current-password"
                    problem="email-problem"
                    error
                />
                <button class="button">{own.email_change}</button>
            </ActionForm>
        </section>
    }
}

#[component]
pub fn Password(email: String, action: ServerAction<ChangePassword>) -> impl IntoView {
    let own = account_texts(&reader_language());
    let error = refusal(action);
    view! {
        <section class="panel" aria-labelledby="password-title">
            <h2 id="password-title">{own.password_title}</h2>
            <ActionForm action=action attr:class="account-form">
                <Refusal error id="password-problem"/>
                // For the browser's list of passwords; no field of the form.
                <input type="text" class="visually-hidden" autocomplete="username" value=email readonly tabindex="-1" aria-hidden="true"/>
                <Field
                    id="password-old"
                    name="old"
                    label=own.password_now
                    kind="password"
                    autocomplete="current-password"
                    problem="password-problem"
                    error
                />
                <Field
                    id="password-new"
                    name="password"
                    label=own.password_new
                    kind="password"
                    autocomplete="new-password"
                    hint=own.password_hint
                    problem="password-problem"
                    error
                />
                <button class="button">{own.password_change}</button>
            </ActionForm>
        </section>
    }
}

/// `left`: how many recovery codes are left, where the second step is on. The `demo` cannot have one.
#[component]
pub fn SecondStep(left: Option<u64>, demo: bool) -> impl IntoView {
    let own = account_texts(&reader_language());
    let t = crate::language::reader_texts();
    let (state, go) =
        if left.is_some() { (own.second_on, own.second_manage) } else { (own.second_off, own.second_set_up) };
    view! {
        <section class="panel" aria-labelledby="second-title">
            <h2 id="second-title">{own.second_title}</h2>
            <p>{state}</p>
            {left.map(|left| view! { <p>{t.count(&own.codes_left, left)}</p> })}
            {(!demo).then(|| view! { <a class="button" href="/account/second-factor">{go}</a> })}
        </section>
    }
}

#[component]
pub fn Data() -> impl IntoView {
    let own = account_texts(&reader_language());
    view! {
        <section class="panel" aria-labelledby="data-title">
            <h2 id="data-title">{own.data_title}</h2>
            <p>{own.data_lead}</p>
            <a class="button" href="/account/data" rel="external" download>{own.data_download}</a>
        </section>
    }
}

#[component]
pub fn Erase(action: ServerAction<EraseMe>) -> impl IntoView {
    let own = account_texts(&reader_language());
    let error = refusal(action);
    view! {
        <section class="panel" aria-labelledby="erase-title">
            <h2 id="erase-title">{own.erase_title}</h2>
            <p>{own.erase_lead}</p>
            <ActionForm action=action attr:class="account-form">
                <Refusal error id="erase-problem"/>
                <Field
                    id="erase-password"
                    name="password"
                    label=own.password_now
                    kind="password"
                    autocomplete="current-password"
                    problem="erase-problem"
                    error
                />
                <button class="button danger">{own.erase}</button>
            </ActionForm>
        </section>
    }
}
