//! A form of the office that was sent after the session had ended: what was written is shown, so that it can be copied.
//!
//! It is not kept and sent by itself later: whoever signs in next at this browser may be somebody else.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Form, FromRequest as _, Request};
use axum::http::header::{CONTENT_TYPE, REFERER};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse as _, Response};
use domain::way_back::sign_in_from;

use super::{LONGEST_BODY, error_page};

/// Stands in an answer: the form was refused because nobody is signed in.
#[derive(Debug, Clone, Copy)]
pub struct SignedOut;

/// Answers with what was written, where it was refused for want of a session.
pub async fn show(request: Request, next: Next) -> Response {
    let form = |headers: &HeaderMap| {
        let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
    };
    let office = request.uri().path().starts_with("/office/");
    if request.method() != Method::POST || !office || !form(request.headers()) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LONGEST_BODY).await else {
        return error_page::page(StatusCode::PAYLOAD_TOO_LARGE);
    };
    let page = came_from(&parts.headers);
    let answer = next.run(Request::from_parts(parts, Body::from(body.clone()))).await;
    if answer.extensions().get::<SignedOut>().is_none() {
        return answer;
    }
    match written(body).await {
        words if words.is_empty() => answer,
        words => signed_out(&words, &page),
    }
}

/// The page with the form, when the browser says it.
fn came_from(headers: &HeaderMap) -> String {
    let from = headers.get(REFERER).and_then(|from| from.to_str().ok()?.parse::<Uri>().ok());
    from.and_then(|from| Some(from.path_and_query()?.as_str().to_owned())).unwrap_or_default()
}

/// What a person wrote or chose, field by field; not what the page added for itself.
async fn written(body: Bytes) -> Vec<String> {
    let request = Request::post("/").header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(body));
    let Ok(request) = request else { return Vec::new() };
    let Ok(Form(fields)) = Form::<Vec<(String, String)>>::from_request(request, &()).await else { return Vec::new() };
    fields
        .into_iter()
        .map(|(_, value)| value.replace("\r\n", "\n").trim().to_owned())
        .filter(|value| value.chars().count() > 3 && !value.chars().all(is_of_code))
        .collect()
}

/// Ticks and choices are words of the program, and made again in no time.
fn is_of_code(letter: char) -> bool {
    letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_".contains(letter)
}

fn signed_out(words: &[String], page: &str) -> Response {
    let escaped = words.join("\n\n").replace('&', "&amp;").replace('<', "&lt;");
    let sign_in = sign_in_from(page);
    let html = format!(
        "<!DOCTYPE html><html lang=\"de\"><head><meta charset=\"utf-8\"><title>Sie sind nicht mehr angemeldet</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"></head><body><main>\
         <h1>Sie sind nicht mehr angemeldet</h1>\
         <p>Deshalb ist nichts gespeichert. Was Sie geschrieben haben, steht noch hier: Kopieren Sie es, melden Sie sich an, und \
         fügen Sie es wieder ein.</p>\
         <p><label for=\"written\">Was Sie geschrieben haben</label></p>\
         <p><textarea id=\"written\" rows=\"16\" cols=\"70\" readonly>\n{escaped}</textarea></p>\
         <p><a href=\"{sign_in}\" target=\"_blank\">Anmelden in einem neuen Fenster</a></p></main></body></html>"
    );
    (StatusCode::UNAUTHORIZED, Html(html)).into_response()
}
