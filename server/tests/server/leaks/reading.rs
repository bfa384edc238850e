//! Reading an answer as somebody would who looks for secrets in it: unpacked, decoded, without what is new in every answer.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

use crate::leaks::things::Secret;
use crate::leaks::world::CLOSED;

/// What came back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    pub status: u16,
    pub location: String,
    pub kind: String,
    pub bytes: Vec<u8>,
}

impl Told {
    /// Everything that can be read in it, in small letters: as it came, and with every way of writing undone that could hide a word.
    pub fn words(&self) -> String {
        let text = String::from_utf8_lossy(&self.bytes);
        let plain = decoded(&text);
        let marked = without_marks(&plain);
        [self.location.as_str(), &text, &plain, &marked, &self.unpacked()].join("\n").to_lowercase()
    }

    /// What stands in the parts of an archive, or of a text document that is one. Compressed parts of PDF are no words; such files are
    /// compared byte by byte.
    fn unpacked(&self) -> String {
        let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(self.bytes.as_slice())) else { return String::new() };
        let read = exchange::texts::read("datei", &self.bytes).ok();
        let mut words: Vec<String> = read.into_iter().flat_map(|read| read.blocks).map(|block| block.text).collect();
        for at in 0..archive.len() {
            let mut bytes = Vec::new();
            let mut part = archive.by_index(at).expect("a part");
            part.read_to_end(&mut bytes).expect("readable");
            words.extend([part.name().unwrap_or_default().into_owned(), String::from_utf8_lossy(&bytes).into_owned()]);
        }
        words.join("\n")
    }

    /// The same for comparing: identities and `changing` (which differ between two questions or two moments) are taken out.
    pub fn alike(&self, changing: &[&str]) -> (u16, String, String, Vec<u8>) {
        if self.bytes.starts_with(b"PK") || self.bytes.starts_with(b"%PDF") {
            return (self.status, self.location.clone(), self.kind.clone(), self.bytes.clone());
        }
        let neutral = |text: &str| {
            let text = changing.iter().fold(text.to_owned(), |text, word| text.replace(word, "#"));
            without_seals(&without_identities(&text))
        };
        let body = String::from_utf8_lossy(&self.bytes);
        // The page's own number for its scripts, new in every answer.
        let nonce = body.split_once("nonce=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default();
        let body = neutral(&if nonce.is_empty() { body.into_owned() } else { body.replace(nonce, "#") });
        let body = if self.kind.starts_with("text/html") { without_order_of_loading(&body) } else { body };
        (self.status, neutral(&self.location), self.kind.clone(), body.into_bytes())
    }
}

/// The secrets that stand in these words, which are small letters.
pub fn found<'a>(words: &str, secrets: impl Iterator<Item = &'a Secret>) -> Vec<&'a Secret> {
    let letters = |part: &str| part.find(|sign: char| !sign.is_ascii_lowercase()).unwrap_or(part.len());
    let mut there: BTreeSet<String> =
        words.split(CLOSED).skip(1).map(|part| format!("{CLOSED}{}", &part[..letters(part)])).collect();
    there.extend(identities(words).map(|at| words[at..at + IDENTITY].to_owned()));
    secrets.filter(|secret| there.contains(&secret.word)).collect()
}

/// The length of an identity as it is written.
const IDENTITY: usize = 36;

/// Where identities begin.
fn identities(text: &str) -> impl Iterator<Item = usize> {
    let begins = |at: usize| {
        let start = at.checked_sub(8)?;
        uuid::Uuid::try_parse(text.get(start..start + IDENTITY)?).is_ok().then_some(start)
    };
    text.match_indices('-').filter_map(move |(at, _)| begins(at))
}

/// Lines of calendars unfolded; escapes of addresses, JSON and HTML as the letters they mean.
fn decoded(text: &str) -> String {
    let unfolded = text.replace("\r\n ", "");
    ["%", "\\u", "&#"].iter().fold(unfolded, |text, lead| {
        let mut parts = text.split(lead);
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            match escape(lead, part) {
                Some((letter, length)) => out.extend([letter.to_string().as_str(), &part[length..]]),
                None => out.extend([*lead, part]),
            }
        }
        out
    })
}

/// The letter that is meant behind the beginning of an escape, and how long the rest of the escape is. Only plain letters are looked for.
fn escape(lead: &str, code: &str) -> Option<(char, usize)> {
    let hex = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    let (letter, length) = match lead {
        "%" => (hex(code.get(..2)?)?, 2),
        "\\u" => (hex(code.get(..4)?)?, 4),
        _ => {
            let end = code.find(';').filter(|end| *end < 8)?;
            let letter = match code[..end].strip_prefix(['x', 'X']) {
                Some(digits) => hex(digits)?,
                None => code[..end].parse().ok().and_then(char::from_u32)?,
            };
            (letter, end + 1)
        }
    };
    letter.is_ascii_graphic().then_some((letter, length))
}

/// Without tags: a word of which a part is marked is one word again.
fn without_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split('<');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        match part.split_once('>') {
            Some((_, after)) => out.push_str(after),
            None => out.push_str(part),
        }
    }
    out
}

/// A page with what its scripts hand over in order and once: in which order things load, and how often, chance decides.
fn without_order_of_loading(page: &str) -> String {
    let (mut rest, mut out) = (page, String::with_capacity(page.len()));
    let mut handed: BTreeSet<String> = BTreeSet::new();
    while let Some((before, script)) = rest.split_once("<script") {
        let (script, after) = script.split_once("</script>").unwrap_or((script, ""));
        out.push_str(before);
        let things = script.split("__RESOLVED_RESOURCES[").skip(1).filter_map(|thing| thing.split_once("] = "));
        // What was begun twice may end as a failure the first time.
        let whole = things.map(|(_, thing)| thing).filter(|thing| !thing.contains(r#"{\"Err\":\"Failed\"}"#));
        handed.extend(whole.map(str::to_owned));
        rest = after;
    }
    out.push_str(rest);
    handed.into_iter().fold(out, |out, script| out + "\n" + &script)
}

/// With `#` in place of every identity: forms bring new ones each time.
fn without_identities(text: &str) -> String {
    let (mut out, mut read) = (String::with_capacity(text.len()), 0);
    for at in identities(text) {
        if at >= read {
            out.extend([&text[read..at], "#"]);
            read = at + IDENTITY;
        }
    }
    out + &text[read..]
}

/// With `#` in place of the seals of when a draft was begun: they cover its submission, an identity that is new each time.
fn without_seals(text: &str) -> String {
    const SEAL: usize = 32;
    let mut parts = text.split("seal");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("seal");
        let start = part.find(|letter: char| letter.is_ascii_hexdigit()).unwrap_or(part.len());
        let seal = part.get(start..start + SEAL).filter(|seal| seal.bytes().all(|letter| letter.is_ascii_hexdigit()));
        match seal {
            Some(_) => out.extend([&part[..start], "#", &part[start + SEAL..]]),
            None => out.push_str(part),
        }
    }
    out
}

#[test]
fn words_are_found_however_they_are_written() {
    let secret = Secret { word: "quittentitel".into(), what: "title".into(), level: super::things::Level::Inside };
    for text in [
        "Quittentitel",
        "quitten%74itel",
        r"quitten\u0074itel",
        "quitten&#116;itel",
        "quitten&#x74;itel",
        "quit<mark>ten</mark>titel",
        "SUMMARY:quitten\r\n titel",
        "@quittenanna%20quittentitel",
        "quittentitelquittenanna",
    ] {
        let told = Told { status: 200, location: String::new(), kind: String::new(), bytes: text.into() };
        assert_eq!(found(&told.words(), std::iter::once(&secret)).len(), 1, "{text}");
    }
    let id = "<a href=\"/texts/00000000-0000-4000-8000-000000000001\">birne</a>";
    let told = Told { status: 200, location: String::new(), kind: String::new(), bytes: id.into() };
    assert_eq!(told.alike(&["birne"]).3, b"<a href=\"/texts/#\">#</a>");
}
