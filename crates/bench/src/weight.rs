//! What a respondent's browser has to load: before the page can be used, and in all.
//!
//! Bodies as they are sent to a browser that takes brotli; heads of the answers (about 0.5 kB each) are not counted.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, ensure};

use crate::pages::BROWSER;
use crate::release::Running;

/// The most files that are followed.
const MOST_FILES: usize = 60;

/// Bytes by what they are for.
#[derive(Debug, Default)]
pub struct Weight {
    pub html: u64,
    pub css: u64,
    pub scripts: u64,
    pub program: u64,
    pub fonts: u64,
    pub other: u64,
    /// Texts and programs that were sent without compression.
    pub uncompressed: Vec<String>,
}

impl Weight {
    /// The pages are plain forms: with structure and style they can be filled.
    pub fn usable(&self) -> u64 {
        self.html + self.css
    }

    pub fn all(&self) -> u64 {
        self.usable() + self.scripts + self.program + self.fonts + self.other
    }

    fn add(&mut self, path: &str, bytes: u64, compressed: bool) {
        let ending = ending(path);
        let sum = match ending {
            "css" => &mut self.css,
            "js" | "mjs" => &mut self.scripts,
            "wasm" => &mut self.program,
            "woff2" => &mut self.fonts,
            _ => &mut self.other,
        };
        *sum += bytes;
        if !compressed && matches!(ending, "css" | "js" | "mjs" | "wasm" | "svg") {
            self.uncompressed.push(path.to_owned());
        }
    }
}

/// Without query and point: `css`.
fn ending(path: &str) -> &str {
    path.split('?').next().and_then(|path| path.rsplit_once('.')).map_or("", |(_, ending)| ending)
}

/// Weighs a page and everything it names: styles, scripts and what they import, the program, the icon, and the fonts for
/// German text in both weights.
pub async fn measure(server: &Running, page: &str) -> Result<Weight> {
    let mut weight = Weight::default();
    let (html, bytes, compressed) = load(server, page).await?;
    weight.html = bytes;
    if !compressed {
        weight.uncompressed.push(page.to_owned());
    }
    let mut known: BTreeSet<String> = linked(&html).into_iter().collect();
    let mut waiting: Vec<String> = known.iter().cloned().collect();
    while let Some(path) = waiting.pop() {
        ensure!(known.len() <= MOST_FILES, "{page} leads to more than {MOST_FILES} files");
        let (text, bytes, compressed) = load(server, &path).await.with_context(|| format!("named by {page}"))?;
        weight.add(&path, bytes, compressed);
        let further = match ending(&path) {
            "css" => fonts(&text),
            "js" | "mjs" => imports(&text, &path),
            _ => Vec::new(),
        };
        waiting.extend(further.into_iter().filter(|path| known.insert(path.clone())));
    }
    for (what, bytes) in
        [("style", weight.css), ("script", weight.scripts), ("program", weight.program), ("font", weight.fonts)]
    {
        ensure!(bytes > 0, "{page} names no {what}: is the folder site beside the program?");
    }
    Ok(weight)
}

/// The text as it is, the bytes as they are sent compressed, and whether they were.
async fn load(server: &Running, path: &str) -> Result<(String, u64, bool)> {
    let plain = server.get(path, BROWSER).await?;
    let sent = server.get(path, &format!("{BROWSER}accept-encoding: br\r\n")).await?;
    let compressed = sent.header("content-encoding") == Some("br");
    Ok((String::from_utf8_lossy(&plain.body).into_owned(), sent.body.len() as u64, compressed))
}

/// The local files that links and scripts of a page name.
fn linked(html: &str) -> Vec<String> {
    const LOADED: [&str; 4] = ["stylesheet", "icon", "preload", "modulepreload"];
    let tags = |name: &str| -> Vec<String> {
        let begin = format!("<{name} ");
        let parts = html.split(begin.as_str()).skip(1);
        parts.map(|part| format!(" {}", part.split('>').next().unwrap_or_default())).collect()
    };
    let links = tags("link")
        .into_iter()
        .filter(|tag| attribute(tag, "rel").is_some_and(|rel| rel.split(' ').any(|word| LOADED.contains(&word))));
    let links = links.filter_map(|tag| attribute(&tag, "href").map(str::to_owned));
    let scripts = tags("script").into_iter().filter_map(|tag| attribute(&tag, "src").map(str::to_owned));
    links.chain(scripts).map(|path| path.replace("&amp;", "&")).filter(|path| is_local(path)).collect()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let value = tag.split_once(&format!(" {name}=\""))?.1;
    value.split('"').next()
}

fn is_local(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//")
}

/// The font files that a German text in the weights 400 and 600 needs.
fn fonts(css: &str) -> Vec<String> {
    let faces = css.split("@font-face").skip(1).filter_map(|part| part.split('}').next());
    faces
        .filter(|face| matches!(property(face, "font-weight"), Some("400" | "600")))
        .filter(|face| property(face, "font-style").is_none_or(|style| style == "normal"))
        .filter(|face| property(face, "unicode-range").is_none_or(|ranges| covers(ranges, u32::from('A'))))
        .filter_map(|face| Some(face.split_once("url(")?.1.split(')').next()?.trim_matches(['"', '\''])))
        .filter(|path| is_local(path))
        .map(str::to_owned)
        .collect()
}

fn property<'a>(face: &'a str, name: &str) -> Option<&'a str> {
    let declarations = face.trim_start_matches([' ', '{']).split(';');
    declarations
        .filter_map(|line| line.split_once(':'))
        .find(|(found, _)| found.trim() == name)
        .map(|(_, value)| value.trim())
}

/// Whether `U+0000-00FF, U+131, U+4??` holds the letter.
fn covers(ranges: &str, letter: u32) -> bool {
    ranges.split(',').filter_map(|range| range.trim().strip_prefix(['U', 'u'])?.strip_prefix('+')).any(|range| {
        let (from, to) = range.split_once('-').unwrap_or((range, range));
        let number = |digits: &str, open: &str| u32::from_str_radix(&digits.replace('?', open), 16);
        matches!((number(from, "0"), number(to, "F")), (Ok(from), Ok(to)) if (from..=to).contains(&letter))
    })
}

/// The files that a script imports before it runs. What it imports later, with `import(`, is not among them.
fn imports(script: &str, own: &str) -> Vec<String> {
    let folder = own.split('?').next().and_then(|own| own.rsplit_once('/')).map_or("", |(folder, _)| folder);
    let mut found = Vec::new();
    for word in ["from", "import"] {
        for rest in script.split(word).skip(1) {
            let rest = rest.trim_start();
            let Some(quote) = rest.chars().next().filter(|letter| matches!(letter, '"' | '\'')) else { continue };
            let Some(path) = rest[1..].split(quote).next() else { continue };
            if let Some(beside) = path.strip_prefix("./") {
                found.push(format!("{folder}/{beside}"));
            } else if is_local(path) {
                found.push(path.to_owned());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_its_files() {
        let html = r#"<link rel="icon" href="/favicon.svg"><link id="style" rel="stylesheet" href="/pkg/a.css?v=1&amp;b">
            <link rel="modulepreload" href="/pkg/a.js" crossorigin><link rel="alternate" href="/other">
            <link rel="preload" as="fetch" href="/pkg/a.wasm"/><script src="/b.js"></script><script>import("/c.js")</script>"#;
        assert_eq!(linked(html), ["/favicon.svg", "/pkg/a.css?v=1&b", "/pkg/a.js", "/pkg/a.wasm", "/b.js"]);
    }

    #[test]
    fn german_needs_the_latin_fonts_of_two_weights() {
        let css = r#"@font-face{font-family:F;font-weight:400;src:url(/f/latin.woff2) format("woff2");unicode-range:U+0000-00FF,U+0131}
            @font-face { font-weight: 600; src: url("/f/bold.woff2"); unicode-range: U+??, U+131; }
            @font-face{font-weight:400;src:url(/f/ext.woff2);unicode-range:U+0100-02BA}
            @font-face{font-weight:100 900;src:url(/f/arabic.woff2);unicode-range:U+0600-06FF}
            @font-face{font-family:G;font-weight:400;src:local("Arial")}"#;
        assert_eq!(fonts(css), ["/f/latin.woff2", "/f/bold.woff2"]);
    }

    #[test]
    fn scripts_import_what_lies_beside_them() {
        let script = r#"import*as a from"./snippets/a.js";import './b.js';const c=()=>import("/later.js");"#;
        assert_eq!(imports(script, "/pkg/main.js"), ["/pkg/snippets/a.js", "/pkg/b.js"]);
    }
}
