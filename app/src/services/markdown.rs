//! Markdown as staff write it, as harmless HTML for readers.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// Headings begin at the second level, because the page's title is the first. HTML inside the text stays text, pictures
/// are left out (their words stay), and what comes out is sanitised besides.
pub fn to_html(markdown: &str) -> String {
    let events = Parser::new_ext(markdown, Options::empty()).filter_map(|event| match event {
        // Marks of code are of no use to readers of a notice.
        Event::Html(text) | Event::InlineHtml(text) | Event::Code(text) => Some(Event::Text(text)),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::Heading { level, .. }) => {
            Some(Event::Start(Tag::Heading { level: lower(level), id: None, classes: Vec::new(), attrs: Vec::new() }))
        }
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(lower(level)))),
        event => Some(event),
    });
    let mut out = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut out, events);
    exchange::sanitise_document(&out)
}

/// Any text so that it means nothing in Markdown.
pub fn escaped(text: &str) -> CowStr<'static> {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if letter.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(if letter.is_control() { ' ' } else { letter });
    }
    out.into()
}

fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H2,
        HeadingLevel::H2 => HeadingLevel::H3,
        _ => HeadingLevel::H4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_lists_and_links_come_through() {
        let html = to_html("# Zweck\n\nWir **fragen**:\n\n- eins\n- [zwei](https://example.org)\n");
        assert!(html.contains("<h2>Zweck</h2>") && html.contains("<strong>fragen</strong>"), "{html}");
        assert!(html.contains("<li>eins</li>") && html.contains("href=\"https://example.org\""), "{html}");
    }

    #[test]
    fn nothing_hostile_comes_through() {
        for text in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[klick](javascript:alert(1))",
            "![bild](https://anderswo.example/x.png)",
            "<p style=\"x\">a</p>",
            "[a](data:text/html;base64,PHN2Zz4=)",
            "<https://ok.example> <javascript:x>",
        ] {
            let html = to_html(text);
            for bad in ["<script", "<img", "javascript:alert(1)\"", "href=\"javascript", "href=\"data", "style="] {
                assert!(!html.contains(bad) || html.contains("&lt;"), "{text} gives {html}");
            }
            assert!(
                !html.contains("<img") && !html.contains("<script") && !html.contains("href=\"javascript"),
                "{html}"
            );
        }
    }

    #[test]
    fn escaped_text_is_only_text() {
        let text = "# Amt *für* [x](y) <b> `c` 1. & ~ Ä";
        let html = to_html(&escaped(text));
        assert_eq!(html.trim(), "<p># Amt *für* [x](y) &lt;b&gt; `c` 1. &amp; ~ Ä</p>");
    }
}
