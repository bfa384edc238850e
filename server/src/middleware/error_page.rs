//! Plain pages for what goes wrong outside our own pages: in German and English, without scripts, styles or internals.

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};

/// The page for this status.
pub fn page(status: StatusCode) -> Response {
    let (german, english) = words(status);
    saying(status, german, english)
}

/// A page for this status with a sentence of its own, in German and English.
pub fn saying(status: StatusCode, german: &str, english: &str) -> Response {
    let code = status.as_u16();
    let html = format!(
        "<!DOCTYPE html><html lang=\"de\"><head><meta charset=\"utf-8\"><title>{german}</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"></head><body><main>\
         <h1>{german}</h1><p lang=\"en\">{english}</p><p>{code}</p><p><a href=\"/\">Startseite</a></p></main></body></html>"
    );
    (status, Html(html)).into_response()
}

fn words(status: StatusCode) -> (&'static str, &'static str) {
    match status {
        StatusCode::BAD_REQUEST => ("Das haben wir nicht verstanden.", "We did not understand this request."),
        StatusCode::FORBIDDEN => (
            "Diese Anfrage kam von einer anderen Seite und wurde nicht ausgeführt.",
            "This request came from another site and was not carried out.",
        ),
        StatusCode::NOT_FOUND => (
            "Das gibt es hier nicht, oder Sie können es nicht sehen.",
            "There is no such thing here, or you may not see it.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => ("Das ist zu viel auf einmal.", "This is too much at once."),
        StatusCode::TOO_MANY_REQUESTS => (
            "Gerade kommen sehr viele Anfragen von Ihrem Anschluss. Bitte versuchen Sie es gleich noch einmal.",
            "There are very many requests from your connection. Please try again in a moment.",
        ),
        StatusCode::SERVICE_UNAVAILABLE => (
            "Wir sind gerade überlastet. Bitte versuchen Sie es gleich noch einmal; Ihr Entwurf bleibt erhalten.",
            "We are overloaded just now. Please try again in a moment; your draft is kept.",
        ),
        _ => ("Da ist uns ein Fehler unterlaufen.", "Something went wrong on our side."),
    }
}
