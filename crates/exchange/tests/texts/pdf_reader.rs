//! Reads back the PDF files we write, as far as the tests ask: objects, structure, words. Not a reader for the PDFs of others.

use std::collections::BTreeMap;
use std::io::Read as _;

use flate2::read::ZlibDecoder;
use regex_lite::Regex;

/// A PDF file taken apart.
pub(crate) struct Pdf {
    /// Dictionaries and arrays as they were written.
    objects: BTreeMap<u32, String>,
    /// Unpacked.
    streams: BTreeMap<u32, Vec<u8>>,
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn captures(pattern: &str, text: &str) -> Vec<String> {
    let pattern = Regex::new(pattern).expect("a pattern");
    pattern.captures_iter(text).map(|found| found[1].to_owned()).collect()
}

impl Pdf {
    pub(crate) fn read(file: &[u8]) -> Self {
        let mut read = Self { objects: BTreeMap::new(), streams: BTreeMap::new() };
        let mut rest = file;
        while let Some(start) = find(rest, b" 0 obj\n") {
            let number = rest[..start].rsplit(|byte| *byte == b'\n').next().expect("a line");
            let number = String::from_utf8_lossy(number).parse().expect("the number of an object");
            let body = &rest[start + 7..];
            let end = find(body, b"\nendobj").expect("the end of an object");
            let stream = find(&body[..end], b"\nstream\n");
            let text = String::from_utf8_lossy(&body[..stream.unwrap_or(end)]).into_owned();
            let mut length = end;
            if let Some(stream) = stream {
                let size: usize = captures(r"/Length (\d+)", &text)[0].parse().expect("a length");
                let data = &body[stream + 8..stream + 8 + size];
                let mut content = Vec::new();
                if text.contains("/FlateDecode") {
                    ZlibDecoder::new(data).read_to_end(&mut content).expect("a stream");
                } else {
                    content = data.to_vec();
                }
                length = stream + 8 + size;
                read.streams.insert(number, content);
            }
            read.objects.insert(number, text);
            rest = &body[length..];
        }
        read
    }

    /// The first object that holds this.
    pub(crate) fn with(&self, wanted: &str) -> &str {
        self.objects.values().find(|text| text.contains(wanted)).map_or("", String::as_str)
    }

    /// How many objects hold this.
    pub(crate) fn count(&self, wanted: &str) -> usize {
        self.objects.values().filter(|text| text.contains(wanted)).count()
    }

    /// Whether something stands in a stream.
    pub(crate) fn draws(&self, wanted: &str) -> bool {
        self.streams.values().any(|content| find(content, wanted.as_bytes()).is_some())
    }

    pub(crate) fn pages(&self) -> Vec<u32> {
        references(&captures(r"/Kids\[([^\]]*)\]", self.with("/Type/Pages"))[0])
    }

    /// The kinds of the structure, as `L(LI(Lbl LBody))`.
    pub(crate) fn structure(&self) -> String {
        let roots = captures(r"/K\[([^\]]*)\]", self.with("/Type/StructTreeRoot"));
        references(&roots[0]).into_iter().map(|root| self.node(root)).collect()
    }

    fn node(&self, number: u32) -> String {
        let text = &self.objects[&number];
        let kind = captures(r"/S/(\w+)", text).concat();
        let kids = captures(r"/K\[([^\]]*)\]", text).concat();
        let nested = Regex::new("<<[^>]*>>").expect("a pattern").replace_all(&kids, "").into_owned();
        let inner: Vec<String> = references(&nested).into_iter().map(|kid| self.node(kid)).collect();
        if inner.is_empty() { kind } else { format!("{kind}({})", inner.join(" ")) }
    }

    /// All words in the order in which they are drawn, with one blank between them.
    pub(crate) fn words(&self) -> String {
        let mut words = String::new();
        for page in self.pages() {
            let page = &self.objects[&page];
            let resources = references(&captures(r"/Resources (\d+ 0 R)", page)[0])[0];
            let fonts = captures(r"/Font<<([^>]*)>>", &self.objects[&resources]).concat();
            let names = captures(r"/(f\d+) ", &fonts);
            let maps: BTreeMap<String, BTreeMap<u16, String>> =
                names.into_iter().zip(references(&fonts)).map(|(name, font)| (name, self.letters(font))).collect();
            let content = references(&captures(r"/Contents (\d+ 0 R)", page)[0])[0];
            show(&self.streams[&content], &maps, &mut words);
        }
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What the glyphs of a font stand for.
    fn letters(&self, font: u32) -> BTreeMap<u16, String> {
        let map = references(&captures(r"/ToUnicode (\d+ 0 R)", &self.objects[&font])[0])[0];
        let map = String::from_utf8_lossy(&self.streams[&map]).into_owned();
        let pairs = Regex::new("(?m)^<([0-9A-F]{4})> <([0-9A-F]+)>$").expect("a pattern");
        let unit = |digits: &str| u16::from_str_radix(digits, 16).expect("four digits");
        pairs
            .captures_iter(&map)
            .map(|pair| {
                let units: Vec<u16> =
                    pair[2].as_bytes().chunks(4).map(|four| unit(&String::from_utf8_lossy(four))).collect();
                (unit(&pair[1]), String::from_utf16_lossy(&units))
            })
            .collect()
    }
}

fn references(text: &str) -> Vec<u32> {
    captures(r"(\d+) 0 R", text).iter().map(|number| number.parse().expect("a number")).collect()
}

/// Adds the words of a page: strings between `Tf` (which font) and `ET` (the end of a piece).
fn show(content: &[u8], maps: &BTreeMap<String, BTreeMap<u16, String>>, words: &mut String) {
    let mut font = None;
    let mut place = 0;
    while place < content.len() {
        match content[place] {
            b'(' => {
                let (string, after) = string(content, place + 1);
                let map: &BTreeMap<u16, String> = font.expect("a font was chosen");
                for pair in string.chunks(2) {
                    words.push_str(map.get(&u16::from_be_bytes([pair[0], pair[1]])).map_or("", String::as_str));
                }
                place = after;
                continue;
            }
            b'/' => {
                let name = content[place + 1..].split(u8::is_ascii_whitespace).next().unwrap_or_default();
                font = maps.get(String::from_utf8_lossy(name).as_ref()).or(font);
            }
            b'<' if content[place + 1] != b'<' && content[place - 1] != b'<' => {
                let end = place + find(&content[place..], b">").expect("the end of a string");
                // Text to be read aloud instead has the mark of UTF-16 in front.
                assert!(content[place + 1..].starts_with(b"FEFF"), "a string in hexadecimal digits is drawn");
                place = end;
            }
            b'E' if content[place..].starts_with(b"ET\n") => words.push(' '),
            _ => {}
        }
        place += 1;
    }
}

/// A string in brackets, and where it ends.
fn string(content: &[u8], start: usize) -> (Vec<u8>, usize) {
    let (mut string, mut place) = (Vec::new(), start);
    while content[place] != b')' {
        let mut byte = content[place];
        place += 1;
        if byte == b'\\' {
            let escaped = content[place];
            let digits = content[place..].iter().take(3).take_while(|digit| (b'0'..b'8').contains(*digit)).count();
            byte = match escaped {
                b'n' => b'\n',
                b'r' => b'\r',
                b't' => b'\t',
                b'b' => 8,
                b'f' => 12,
                _ if digits > 0 => {
                    let octal = String::from_utf8_lossy(&content[place..place + digits]);
                    u8::from_str_radix(&octal, 8).expect("an octal number")
                }
                other => other,
            };
            place += digits.max(1);
        }
        string.push(byte);
    }
    (string, place + 1)
}
