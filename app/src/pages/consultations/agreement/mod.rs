//! The consent poll on a text, its objections and votes: `/texts/:text/agreement`; a compact view of it beside a text; `/votes/:vote`.

pub mod announcing;
pub mod charts;
pub mod objections;
pub mod page;
pub mod panel;
pub mod poll;
#[cfg(feature = "hydrate")]
mod secretly;
pub mod vote;
pub mod vote_result;
pub mod words;

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use crate::components::forum::words as sentence;
use crate::error::CallError;
use crate::refusal::Refusal;

/// Between two looks at what has changed.
const PAUSE: Duration = Duration::from_secs(1);

/// Loads a view anew in the browser whenever `stale` moves, one at a time and no more often than [`PAUSE`] allows: many who act at once
/// do not make everybody ask as often. Only what reads `current` changes: forms stay as they are.
fn refresh<T, S, L, F>(current: RwSignal<T>, stale: S, load: L)
where
    T: Send + Sync + 'static,
    S: Fn() -> u64 + 'static,
    L: Fn() -> F + 'static,
    F: Future<Output = Result<T, CallError>> + 'static,
{
    let (busy, again) = (StoredValue::new(false), StoredValue::new(false));
    let load = Rc::new(load);
    Effect::new(move |before: Option<u64>| {
        let now = stale();
        if before.is_some_and(|before| before != now) {
            look(current, Rc::clone(&load), busy, again);
        }
        now
    });
}

/// Loads once, and once more after the pause when something happened meanwhile. The reader may leave at any time.
fn look<T, L, F>(current: RwSignal<T>, load: Rc<L>, busy: StoredValue<bool>, again: StoredValue<bool>)
where
    T: Send + Sync + 'static,
    L: Fn() -> F + 'static,
    F: Future<Output = Result<T, CallError>> + 'static,
{
    if busy.try_get_value() != Some(false) {
        again.try_set_value(true);
        return;
    }
    busy.set_value(true);
    leptos::task::spawn_local(async move {
        if let Ok(loaded) = load().await {
            #[cfg(feature = "hydrate")]
            crate::browser::keeping_focus(|| drop(current.try_set(loaded)));
            #[cfg(not(feature = "hydrate"))]
            current.try_set(loaded);
        }
        set_timeout(
            move || {
                busy.try_set_value(false);
                if again.try_get_value() == Some(true) {
                    again.set_value(false);
                    look(current, load, busy, again);
                }
            },
            PAUSE,
        );
    });
}

/// Which form of several with the same action was sent last: there stands why it was refused. Without scripts nobody knows; then
/// it stands above all of them.
#[derive(Debug, Clone, Copy)]
pub struct Sent(RwSignal<String>);

impl Sent {
    fn new() -> Self {
        Self(RwSignal::new(String::new()))
    }

    /// Notes that this form is being sent.
    fn by(self, form: &str) -> impl Fn(leptos::ev::SubmitEvent) + Clone + use<> {
        let form = form.to_owned();
        move |_| self.0.set(form.clone())
    }

    /// What was refused, at this form; an empty name stands for the place above all forms.
    fn refused(self, error: Signal<Option<Refusal>>, form: &str) -> Signal<Option<Refusal>> {
        let form = form.to_owned();
        Signal::derive(move || error.get().filter(|_| *self.0.read() == form))
    }
}

/// Says why something was not done, and takes the reader there. `id` ties it to the fields it is about.
#[component]
fn Problem(error: Signal<Option<Refusal>>, #[prop(into)] id: String) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    {
        let id = id.clone();
        Effect::new(move |before: Option<bool>| {
            let refused = error.read().is_some();
            if refused && before.is_some() {
                crate::browser::focus(&id);
            }
            refused
        });
    }
    view! {
        {move || {
            let id = id.clone();
            error.get().map(|error| view! { <p class="notice danger" id=id role="alert" tabindex="-1">{sentence(error)}</p> })
        }}
    }
}

/// Says that something was done, by the word in the address.
#[component]
fn Done(said: &'static [(&'static str, &'static str)]) -> impl IntoView {
    let query = leptos_router::hooks::use_query_map();
    let words = move || {
        let done = query.read().get("done")?;
        said.iter().find(|(word, _)| *word == done).map(|(_, sentence)| *sentence)
    };
    view! { <div role="status">{move || words().map(|words| view! { <p class="notice">{words}</p> })}</div> }
}
