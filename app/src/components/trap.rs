//! A field that people neither see nor reach, and programs fill in: in place of riddles for people. When something has filled it in
//! for a person all the same, it is shown, so that they can empty it.

use domain::form::TRAP;
use leptos::prelude::*;

use crate::language::reader_texts;

#[component]
pub fn Trap(#[prop(into)] shown: Signal<bool>, #[prop(optional)] problem: Option<&'static str>) -> impl IntoView {
    let hidden = move |value: &'static str| (!shown.get()).then_some(value);
    view! {
        <div class="field" class:visually-hidden=move || !shown.get() aria-hidden=move || hidden("true")>
            <label for=TRAP>{reader_texts().trap}</label>
            <input type="text" id=TRAP name=TRAP autocomplete="off" maxlength="200" tabindex=move || hidden("-1")
                aria-describedby=move || shown.get().then_some(problem).flatten()
                aria-invalid=move || shown.get().then_some("true")/>
        </div>
    }
}
