//! What stands in a text area, as the server writes it. Leptos leaves it as it is (tachys does not escape children of
//! `textarea`), so a `</textarea>` that somebody typed would end the field and begin something else.

/// The text as a child of a `<textarea>`. Only the server writes it as HTML; the browser takes it as it is.
pub fn in_textarea(text: &str) -> String {
    if !cfg!(feature = "ssr") {
        return text.to_owned();
    }
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    // The parser drops a line break right behind the tag.
    if escaped.starts_with('\n') { format!("\n{escaped}") } else { escaped }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::*;

    use super::*;

    #[test]
    fn what_somebody_typed_does_not_end_the_text_area() {
        let typed = "\na & b</textarea><script>alert(1)</script>";
        let html = view! { <textarea>{in_textarea(typed)}</textarea> }.to_html();
        assert_eq!(html, "<textarea>\n\na &amp; b&lt;/textarea>&lt;script>alert(1)&lt;/script></textarea>");
    }
}
