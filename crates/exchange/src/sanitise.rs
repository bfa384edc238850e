//! Makes foreign HTML harmless: a few marks for reading stay, everything that could act or look like something else goes.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

/// What a rich text may hold.
const TAGS: [&str; 11] = ["p", "br", "strong", "b", "em", "i", "u", "ul", "ol", "li", "a"];
/// Marks that only arrange or decorate: their words stay and nobody misses them.
const DECORATION: [&str; 16] = [
    "span", "div", "font", "small", "big", "center", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6", "html",
    "body",
];

static RICH: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .tags(HashSet::from(TAGS))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"]))]))
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer"));
    builder
});

/// Of a longer text of our own making there are headings, too.
static DOCUMENT: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .tags(TAGS.into_iter().chain(["h2", "h3", "h4", "blockquote", "hr"]).collect())
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"]))]))
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer"));
    builder
});

static PLAIN: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder.generic_attributes(HashSet::new());
    builder
});

/// The harmless part of an HTML fragment: `p br strong b em i u ul ol li`, and `a` to http, https and mailto.
///
/// Headings become strong paragraphs. Sanitising twice changes nothing.
pub fn sanitise(html: &str) -> String {
    if !html.contains(['<', '&', '>']) {
        return html.to_owned();
    }
    RICH.clean(&prepared(html)).to_string()
}

/// The harmless part of HTML that was made from Markdown: as [`sanitise`], and `h2 h3 h4 blockquote hr`.
pub fn sanitise_document(html: &str) -> String {
    DOCUMENT.clean(html).to_string()
}

/// The words alone: marks stripped, entities decoded, blanks and line breaks joined. For titles and labels.
pub(crate) fn words(html: &str) -> String {
    let mut text = html.to_owned();
    if html.contains(['<', '&']) {
        let spaced = each_tag(html, |tag| {
            let breaks = matches!(tag.name.as_str(), "br" | "p" | "div" | "li" | "td" | "tr");
            Some(format!("{}<{}{}>", if breaks { " " } else { "" }, if tag.closing { "/" } else { "" }, tag.name))
        });
        text = PLAIN
            .clean(&spaced)
            .to_string()
            .replace("&nbsp;", " ")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What [`sanitise`] takes away that carries meaning or could act, as a German list; `None` when nothing was.
pub(crate) fn removed(html: &str) -> Option<String> {
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    let mut note = |what: String| *found.entry(what).or_default() += 1;
    let mut links = 0_usize;
    each_tag(html, |tag| {
        if !tag.closing {
            let name = tag.name.as_str();
            if !TAGS.contains(&name) && !DECORATION.contains(&name) {
                note(format!("<{}>", name.chars().take(30).collect::<String>()));
            }
            let attributes = tag.source.to_lowercase();
            if attributes.contains("style=") {
                note("Gestaltung (style)".to_owned());
            }
            let acts = attributes.split(|sign: char| sign.is_whitespace() || sign == '/').skip(1);
            if acts.into_iter().any(|word| word.starts_with("on") && word.contains('=')) {
                note("Programmcode (on…)".to_owned());
            }
            links += usize::from(name == "a" && attributes.contains("href"));
        }
        None
    });
    let kept = sanitise(html).matches("<a href=").count();
    if links > kept {
        found.insert("Verweis mit nicht erlaubter Adresse".to_owned(), links - kept);
    }
    if html.contains("<!--") {
        found.insert("Kommentar".to_owned(), html.matches("<!--").count());
    }
    let list: Vec<String> = found
        .into_iter()
        .map(|(what, count)| if count == 1 { what } else { format!("{what} ({count}-mal)") })
        .collect();
    (!list.is_empty()).then(|| list.join(", "))
}

/// Headings as strong paragraphs, and no attributes but those of links: a parser has to open every element again whose
/// attributes differ, which lets a small hostile text grow to gigabytes.
fn prepared(html: &str) -> String {
    each_tag(html, |tag| match tag.name.as_str() {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            Some(if tag.closing { "</strong></p>" } else { "<p><strong>" }.to_owned())
        }
        "a" if !tag.closing => None,
        name => Some(if tag.closing { format!("</{name}>") } else { format!("<{name}>") }),
    })
}

struct Tag<'a> {
    /// Lower case.
    name: String,
    closing: bool,
    source: &'a str,
}

/// Gives back `html` with each tag as `replace` says (`None`: as it is). A rough scan: safety comes from ammonia after it.
fn each_tag(html: &str, mut replace: impl FnMut(&Tag<'_>) -> Option<String>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let inside = &rest[1..];
        let closing = inside.starts_with('/');
        let named = inside.strip_prefix('/').unwrap_or(inside);
        let length = named.find(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '-')).unwrap_or(named.len());
        if length == 0 || !named.starts_with(|sign: char| sign.is_ascii_alphabetic()) {
            out.push('<');
            rest = inside;
            continue;
        }
        let Some(end) = end_of_tag(rest, named[..length].eq_ignore_ascii_case("a")) else { break };
        let source = &rest[..=end];
        let tag = Tag { name: named[..length].to_ascii_lowercase(), closing, source };
        match replace(&tag) {
            Some(other) => out.push_str(&other),
            None => out.push_str(source),
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out
}

/// The place of the `>` that closes a tag. Inside quotes it does not, except in a link: its tag goes on to the parser as
/// it is, and must then never hold another one.
fn end_of_tag(rest: &str, link: bool) -> Option<usize> {
    let first = rest.find('>')?;
    let mut quote = None;
    for (at, sign) in rest.bytes().enumerate().filter(|_| !link) {
        match (quote, sign) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(sign),
            (Some(open), _) if open == sign => quote = None,
            _ => {}
        }
    }
    Some(first)
}

/// Marks and entities, which cost time to read: how many a text has.
pub(crate) fn marks(html: &str) -> usize {
    html.bytes().filter(|sign| matches!(sign, b'<' | b'&')).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_acts_goes_and_what_reads_stays() {
        assert_eq!(sanitise("a < b"), "a &lt; b");
        assert_eq!(sanitise("<script>alert(1)</script>Guten <b onclick=x()>Tag</b>"), "Guten <b>Tag</b>");
        assert_eq!(sanitise("<a href='javascript:x()'>hier</a>"), "<a rel=\"noopener noreferrer\">hier</a>");
        assert_eq!(
            sanitise("<a href=\"https://example.org\" target=\"_blank\">hier</a>"),
            "<a href=\"https://example.org\" rel=\"noopener noreferrer\">hier</a>"
        );
        assert_eq!(sanitise("<h3 class=x>Teil A</h3><img src=x onerror=y>"), "<p><strong>Teil A</strong></p>");
    }

    #[test]
    fn a_sign_inside_an_attribute_ends_no_tag() {
        assert_eq!(sanitise("<img alt=\"a>b\" src=x>Text"), "Text");
        assert_eq!(sanitise("<p title='<b x=1>'>Text</p>"), "<p>Text</p>");
        assert_eq!(words("<span title='>'>Ja</span>"), "Ja");
    }

    #[test]
    fn a_small_text_stays_small() {
        let opened = (0..900).map(|number| format!("<b x{number}>")).collect::<Vec<_>>().concat();
        for start in ["", "<a \"", "<p x=\"", "<x '"] {
            let html = format!("{start}<p>{opened}</p>{}", "<p>x".repeat(900));
            assert!(sanitise(&html).len() < 200_000, "{start}");
        }
    }

    #[test]
    fn a_document_keeps_its_headings_and_nothing_that_acts() {
        let html = "<h2 id=x onclick=y>Titel</h2><blockquote><p>Text</p></blockquote><iframe src=x></iframe><a href=tel:110>an</a>";
        assert_eq!(
            sanitise_document(html),
            "<h2>Titel</h2><blockquote><p>Text</p></blockquote><a href=\"tel:110\" rel=\"noopener noreferrer\">an</a>"
        );
    }

    #[test]
    fn what_was_taken_is_named() {
        assert_eq!(removed("<p>Guten <strong>Tag</strong><br></p>"), None);
        assert_eq!(removed("5 < 6"), None);
        let taken = removed("<img src=x onerror=y><script>z</script><p style='a'><a href='javascript:x'>h</a>")
            .expect("much was taken");
        assert_eq!(
            taken,
            "<img>, <script>, Gestaltung (style), Programmcode (on…), Verweis mit nicht erlaubter Adresse"
        );
    }

    #[test]
    fn words_are_plain() {
        assert_eq!(words("Ja<br>oder &amp; &lt;nein&gt; &auml;"), "Ja oder & <nein> ä");
        assert_eq!(words("Migrant*innen  &nbsp;x"), "Migrant*innen x");
        assert_eq!(words("&amp;lt;"), "&lt;");
    }

    proptest! {
        #[test]
        fn twice_is_once(html in "(<[a-z1-6/]{1,6}( [a-z]{1,4}=['\"a-z:]{0,9})?>|[<>&a-z ;\"']){0,12}") {
            let once = sanitise(&html);
            prop_assert_eq!(sanitise(&once), once.clone());
            prop_assert!(!once.contains("<script") && !once.contains("javascript:"));
            let _ = (words(&html), removed(&html));
        }
    }
}
