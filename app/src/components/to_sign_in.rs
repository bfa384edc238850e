//! The way to the sign-in, and from there back to the page one came from.

use domain::way_back::sign_in_from;
use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_location;

/// The address of the sign-in that leads back to the page being looked at.
pub fn sign_in_here() -> Signal<String> {
    let place = use_location();
    Signal::derive(move || {
        let (path, search) = (place.pathname.read(), place.search.read());
        let search = search.trim_start_matches('?');
        sign_in_from(&if search.is_empty() { path.clone() } else { format!("{}?{search}", *path) })
    })
}

/// Leads somebody who may not see the page to the sign-in.
#[component]
pub fn ToSignIn() -> impl IntoView {
    view! { <Redirect path=sign_in_here().get_untracked()/> }
}
