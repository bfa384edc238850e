//! The HTML document around every page: language, direction, style, scripts, and the policy that guards them.

use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags};

use crate::App;
use crate::language::reader_language;

/// The shell that the server renders; the browser takes over its body.
pub fn document(options: LeptosOptions) -> impl IntoView {
    let language = reader_language();
    #[cfg(feature = "ssr")]
    set_headers(&language);
    view! {
        <!DOCTYPE html>
        <html lang=language.to_string() dir=language.direction()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <HashedStylesheet id="style" options=options.clone()/>
                <HydrationScripts options/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

#[cfg(feature = "ssr")]
fn set_headers(language: &domain::language::Language) {
    use http::{HeaderValue, header};

    use crate::services::{Services, cookies};

    let (Some(response), Some(parts)) =
        (use_context::<leptos_axum::ResponseOptions>(), use_context::<http::request::Parts>())
    else {
        return;
    };
    let nonce = leptos::nonce::use_nonce();
    let policy = crate::services::security::content_security_policy(nonce.as_deref());
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
    if crate::language::asked_for(parts.uri.query()).is_some() {
        let cookie = use_context::<Services>().map(|services| cookies::language(&services.settings, language));
        if let Some(Ok(cookie)) = cookie.map(|cookie| HeaderValue::from_str(&cookie)) {
            response.append_header(header::SET_COOKIE, cookie);
        }
    }
}
