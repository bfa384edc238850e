//! Whether mails reach an address, for staff: said beside it, with a button for what staff know better.

use leptos::prelude::*;

use crate::texts::{fill, office_mail as t};

/// `back`: the page to come back to, a path of ours.
#[component]
pub fn Reach(#[prop(into)] address: String, unreachable: bool, #[prop(into)] back: String) -> impl IntoView {
    let (go, words) = if unreachable { ("reachable", t::MARK_REACHABLE) } else { ("unreachable", t::MARK_UNREACHABLE) };
    let to = fill(t::TO_ADDRESS, &[("address", &address)]);
    view! {
        {unreachable.then(|| view! { <p><span class="state closed">{t::UNREACHABLE}</span></p> })}
        <form method="post" action="/office/mail">
            <input type="hidden" name="address" value=address/>
            <input type="hidden" name="back" value=back/>
            <button class="button quiet-button" name="go" value=go>
                {words}<span class="visually-hidden">{to}</span>
            </button>
        </form>
    }
}
