//! Reading an answer as somebody would who looks for secrets in it: unpacked, decoded, without what is new in every answer.

use crate::leaks::things::Secret;

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
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
        // Compressed parts of PDF and ZIP are no words; what such files hold is compared byte by byte.
        let document = exchange::texts::read("datei", &self.bytes).ok().filter(|_| self.bytes.starts_with(b"PK"));
        let inside: String =
            document.iter().flat_map(|read| &read.blocks).map(|block| format!("{}\n", block.text)).collect();
        let plain = decoded(&text);
        format!("{}\n{text}\n{plain}\n{}\n{inside}", self.location, without_marks(&plain)).to_lowercase()
    }

    /// The same for comparing: identities and `changing` (which differ between two questions or two moments) are taken out.
    pub fn alike(&self, changing: &[&str]) -> (u16, String, String, Vec<u8>) {
        if self.bytes.starts_with(b"PK") || self.bytes.starts_with(b"%PDF") {
            return (self.status, self.location.clone(), self.kind.clone(), self.bytes.clone());
        }
        let neutral = |text: &str| {
            let text = changing.iter().fold(text.to_owned(), |text, word| text.replace(word, "#"));
            without_identities(&text)
        };
        let body = neutral(&String::from_utf8_lossy(&self.bytes));
        (self.status, neutral(&self.location), self.kind.clone(), body.into_bytes())
    }
}

/// The secrets that stand in these words.
pub fn found<'a>(words: &str, secrets: impl Iterator<Item = &'a Secret>) -> Vec<&'a Secret> {
    // Not as the beginning of another one.
    let ends = |end: usize| !words[end..].starts_with(|next: char| next.is_ascii_lowercase());
    let stands = |secret: &&Secret| words.match_indices(&secret.word).any(|(at, word)| ends(at + word.len()));
    secrets.filter(stands).collect()
}

/// Lines of calendars and mails unfolded; escapes of addresses, JSON, HTML and mails as the letters they mean.
fn decoded(text: &str) -> String {
    let text = text.replace("\r\n ", "").replace("=\r\n", "");
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(sign) = rest.chars().next() {
        let (letter, length) = escape(rest).unwrap_or((sign, sign.len_utf8()));
        out.push(letter);
        rest = &rest[length..];
    }
    out
}

/// The letter that an escape at the beginning means, and how long the escape is. Only plain letters are looked for.
fn escape(text: &str) -> Option<(char, usize)> {
    let hex = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    let letter = if let Some(code) = text.strip_prefix("\\u") {
        (hex(code.get(..4)?)?, 6)
    } else if let Some(code) = text.strip_prefix("&#") {
        let end = code.find(';').filter(|end| *end < 8)?;
        let number = &code[..end];
        let letter = match number.strip_prefix(['x', 'X']) {
            Some(digits) => hex(digits)?,
            None => number.parse().ok().and_then(char::from_u32)?,
        };
        (letter, end + 3)
    } else {
        let code = text.strip_prefix('%').or_else(|| text.strip_prefix('='))?;
        (hex(code.get(..2)?)?, 3)
    };
    letter.0.is_ascii_graphic().then_some(letter)
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

/// With `#` in place of every identity: forms bring new ones each time.
fn without_identities(text: &str) -> String {
    const LENGTH: usize = 36;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let is_identity = sign.is_ascii_hexdigit()
            && rest
                .get(..LENGTH)
                .is_some_and(|start| start.bytes().nth(8) == Some(b'-') && uuid::Uuid::try_parse(start).is_ok());
        if is_identity {
            out.push('#');
            rest = &rest[LENGTH..];
        } else {
            out.push(sign);
            rest = &rest[sign.len_utf8()..];
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
        "quitten=\r\ntitel",
        "quitten=74itel",
    ] {
        let told = Told { status: 200, location: String::new(), kind: String::new(), bytes: text.into() };
        assert_eq!(found(&told.words(), std::iter::once(&secret)).len(), 1, "{text}");
    }
    let id = "<a href=\"/texts/00000000-0000-4000-8000-000000000001\">birne</a>";
    let told = Told { status: 200, location: String::new(), kind: String::new(), bytes: id.into() };
    assert_eq!(told.alike(&["birne"]).3, b"<a href=\"/texts/#\">#</a>");
}
