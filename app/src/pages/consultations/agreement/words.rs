//! A field for a longer text that survives everything: what is typed is kept on the device until it was sent.

use leptos::html::Textarea;
use leptos::prelude::*;

/// A labelled text field. `key` names what is kept on the device; `sent` counts how often it was sent: then it is empty again.
#[component]
pub fn Words(
    #[prop(into)] id: String,
    name: &'static str,
    label: &'static str,
    #[prop(optional)] hint: &'static str,
    #[prop(into)] key: String,
    longest: usize,
    sent: Signal<usize>,
    /// The id of what says why it was refused.
    #[prop(into)]
    problem: String,
) -> impl IntoView {
    let field = NodeRef::<Textarea>::new();
    let hint_id = format!("{id}-hint");
    let described = if hint.is_empty() { problem } else { format!("{hint_id} {problem}") };
    #[cfg(feature = "hydrate")]
    {
        let key = key.clone();
        Effect::new(move |before: Option<usize>| {
            let sent = sent.get();
            let Some(field) = field.get() else { return sent };
            match before {
                Some(before) if before != sent => {
                    crate::browser::forget_words(&key);
                    field.set_value("");
                }
                None if field.value().is_empty() => {
                    field.set_value(&crate::browser::kept_words(&key).unwrap_or_default());
                }
                _ => {}
            }
            sent
        });
    }
    let keep = move |event: leptos::ev::Event| {
        #[cfg(feature = "hydrate")]
        crate::browser::keep_words(&key, &event_target_value(&event));
        #[cfg(not(feature = "hydrate"))]
        let _ = (&event, &key, sent);
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="help" id=hint_id>{hint}</p> })}
            <textarea
                id=id
                name=name
                rows="4"
                maxlength=longest.to_string()
                aria-describedby=described
                node_ref=field
                on:input=keep
            ></textarea>
        </div>
    }
}
