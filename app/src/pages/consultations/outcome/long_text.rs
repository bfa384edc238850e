//! A field for a longer text that survives reloads and lost sessions: what is typed is kept on the device until it was sent.

use leptos::html::Textarea;
use leptos::prelude::*;

use crate::refusal::Refusal;

/// A text field. `key` names what is kept on the device, `described` the ids of hint and refusal; see [`sent`].
#[component]
pub fn LongText(
    id: &'static str,
    name: &'static str,
    #[prop(into)] key: String,
    longest: usize,
    described: &'static str,
    sent: Signal<usize>,
) -> impl IntoView {
    let field = NodeRef::<Textarea>::new();
    #[cfg(feature = "hydrate")]
    {
        let key = key.clone();
        Effect::new(move |before: Option<Option<usize>>| {
            let sent = sent.get();
            let field = field.get()?;
            match before.flatten() {
                Some(before) if before != sent && sent > 0 => crate::browser::forget_words(&key),
                None if field.value().is_empty() => {
                    field.set_value(&crate::browser::kept_words(&key).unwrap_or_default());
                }
                _ => {}
            }
            Some(sent)
        });
    }
    let keep = move |event: leptos::ev::Event| {
        #[cfg(feature = "hydrate")]
        crate::browser::keep_words(&key, &event_target_value(&event));
        #[cfg(not(feature = "hydrate"))]
        let _ = (&event, &key, sent);
    };
    view! {
        <textarea
            id=id
            name=name
            rows="5"
            maxlength=longest.to_string()
            aria-describedby=described
            node_ref=field
            on:input=keep
        ></textarea>
    }
}

/// Counts how often an action did what it was asked for; 0 as long as it did not, or was refused the last time.
pub fn sent<S>(action: ServerAction<S>) -> Signal<usize>
where
    S: leptos::server_fn::ServerFn<Error = Refusal> + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
{
    Signal::derive(move || {
        let done = action.value().get().is_some_and(|value| value.is_ok());
        if done { action.version().get() } else { 0 }
    })
}
