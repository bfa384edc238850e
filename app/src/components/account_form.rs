//! Parts of the forms about accounts: what went wrong, and fields for passwords and codes.

use std::sync::Arc;

use leptos::prelude::*;

use crate::account_error::AccountError;
use crate::account_texts::{account_problem, account_texts};
use crate::language::reader_language;

/// What has just been done, as the address says; nothing when something was refused after it.
pub fn just_done(refused: Signal<bool>) -> Signal<Option<String>> {
    let query = leptos_router::hooks::use_query_map();
    Signal::derive(move || {
        let query = query.read();
        if refused.get() || query.get_str("__err").is_some() { None } else { query.get("done") }
    })
}

/// One of several things that can be done on a page.
#[derive(Clone)]
pub struct Deed {
    begun: Signal<bool>,
    outcome: Signal<Option<Result<(), AccountError>>>,
    forget: Arc<dyn Fn() + Send + Sync>,
}

impl std::fmt::Debug for Deed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Deed(…)")
    }
}

/// What an action does, as [`newest`] takes it.
pub fn deed<S>(action: ServerAction<S>) -> Deed
where
    S: leptos::server_fn::ServerFn<Output = (), Error = AccountError> + Clone + Send + Sync + 'static,
{
    Deed {
        begun: action.pending().into(),
        outcome: Signal::derive(move || action.value().get()),
        forget: Arc::new(move || action.clear()),
    }
}

/// How the newest thing done on a page ended.
#[derive(Debug, Clone, Copy)]
pub struct Newest {
    /// It was refused.
    pub refused: Signal<bool>,
    /// It was done.
    pub done: Signal<bool>,
}

/// Of several deeds only the newest one's outcome stays to be read: what was refused before is forgotten as soon as something
/// else is done.
pub fn newest(deeds: Vec<Deed>) -> Newest {
    for (place, one) in deeds.iter().enumerate() {
        let others: Vec<_> = deeds
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != place)
            .map(|(_, deed)| deed.forget.clone())
            .collect();
        let begun = one.begun;
        Effect::new(move |_| {
            if begun.get() {
                for forget in &others {
                    forget();
                }
            }
        });
    }
    let outcomes: Vec<_> = deeds.into_iter().map(|deed| deed.outcome).collect();
    let any = move |wanted: fn(&Result<(), AccountError>) -> bool| {
        let outcomes = outcomes.clone();
        Signal::derive(move || outcomes.iter().any(|outcome| outcome.get().as_ref().is_some_and(wanted)))
    };
    Newest { refused: any(Result::is_err), done: any(Result::is_ok) }
}

/// What an action was refused for, if it was.
pub fn refusal<S>(action: ServerAction<S>) -> Signal<Option<AccountError>>
where
    S: leptos::server_fn::ServerFn<Output = (), Error = AccountError> + Clone + Send + Sync + 'static,
{
    Signal::derive(move || action.value().get().and_then(Result::err))
}

/// Says what went wrong and what to do. `id` ties it to the field it is about.
#[component]
pub fn Refusal(error: Signal<Option<AccountError>>, id: &'static str) -> impl IntoView {
    let t = account_texts(&reader_language());
    move || {
        error.get().map(|error| view! { <p class="notice danger" id=id role="alert">{account_problem(t, error)}</p> })
    }
}

/// A field with its label. `problem` names the [`Refusal`] and tells whether there is one.
#[component]
pub fn Field(
    id: &'static str,
    name: &'static str,
    label: &'static str,
    kind: &'static str,
    autocomplete: &'static str,
    problem: &'static str,
    error: Signal<Option<AccountError>>,
    #[prop(optional)] hint: Option<&'static str>,
    #[prop(into, optional)] value: String,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let described = {
        let hint_id = hint.map(|_| hint_id.clone());
        move || {
            let parts: Vec<&str> =
                hint_id.as_deref().into_iter().chain(error.get().is_some().then_some(problem)).collect();
            (!parts.is_empty()).then(|| parts.join(" "))
        }
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {hint.map(|hint| view! { <p class="help" id=hint_id>{hint}</p> })}
            <input
                type=kind
                id=id
                name=name
                autocomplete=autocomplete
                required
                maxlength="254"
                value=value
                aria-describedby=described
                aria-invalid=move || error.get().map(|_| "true")
            />
        </div>
    }
}

/// The field for a code: digits of the app, or letters of a recovery code.
#[component]
pub fn CodeField(label: &'static str, problem: &'static str, error: Signal<Option<AccountError>>) -> impl IntoView {
    view! {
        <div class="field">
            <label for="code">{label}</label>
            <input
                type="text"
                id="code"
                name="code"
                class="short"
                autocomplete="one-time-code"
                autocapitalize="characters"
                spellcheck="false"
                required
                maxlength="20"
                aria-describedby=move || error.get().map(|_| problem)
                aria-invalid=move || error.get().map(|_| "true")
            />
        </div>
    }
}
