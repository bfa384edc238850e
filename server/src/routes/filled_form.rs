//! Answers a form that needs something else with its page as it was filled in.

use app::typed::Typed;
use axum::body::Body;
use axum::extract::Request;
use axum::http::Method;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::response::Response;
use leptos::prelude::provide_context;
use leptos_axum::render_app_async_with_context;

use crate::state::AppState;

/// The page at the address that the form was sent to, with what was typed and what is wrong with it.
pub async fn again(state: &AppState, parts: Parts, text: &str, problem: &str) -> Response {
    let mut request = Request::from_parts(parts, Body::empty());
    *request.method_mut() = Method::GET;
    request.headers_mut().remove(CONTENT_TYPE);
    request.headers_mut().remove(CONTENT_LENGTH);
    let (services, options) = (state.services.clone(), state.options.clone());
    let typed = Typed { text: text.to_owned(), problem: problem.to_owned() };
    let context = move || {
        provide_context(services.clone());
        provide_context(typed.clone());
    };
    render_app_async_with_context(context, move || app::document::document(options.clone()))(request).await
}
