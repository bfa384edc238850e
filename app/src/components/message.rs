//! A page that says one thing: not found, closed, failed, please wait.

use leptos::prelude::*;

use crate::error::CallError;
use crate::language::reader_texts;

#[component]
pub fn Message(#[prop(into)] title: String, #[prop(into)] lead: String) -> impl IntoView {
    let t = reader_texts();
    view! {
        <div class="message-page">
            <h1 class="begins">{title}</h1>
            <p>{lead}</p>
            <a class="button primary" href="/" rel="external">{t.to_home}</a>
        </div>
    }
}

/// Says what happened, and sets the status of the response when it is rendered on the server.
#[component]
pub fn Failure(error: CallError) -> impl IntoView {
    let t = reader_texts();
    let (status, title, lead) = match error {
        CallError::NotFound => (404, t.not_found_title, t.not_found_lead),
        CallError::TooMany => (429, t.too_many_title, t.too_many_lead),
        CallError::Forbidden | CallError::WrongCredentials => (403, t.sign_in_title, t.sign_in_lead),
        CallError::Connection => (503, t.failed_title, t.offline),
        CallError::Failed => (500, t.failed_title, t.failed_lead),
    };
    set_status(status);
    view! { <Message title lead/> }
}

/// Sets the status of the response being rendered; nothing in the browser.
pub fn set_status(status: u16) {
    #[cfg(feature = "ssr")]
    if let (Some(response), Ok(status)) =
        (use_context::<leptos_axum::ResponseOptions>(), http::StatusCode::from_u16(status))
    {
        response.set_status(status);
    }
    #[cfg(not(feature = "ssr"))]
    let _ = status;
}
