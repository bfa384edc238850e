//! XML of text documents, in and out: only what text programs write is read, and no letter is written that XML does not allow.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use super::error::TextFileError;

/// Whose vocabulary a name is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// `WordprocessingML`, in both of its namespaces.
    Word,
    /// Formulas of either kind.
    Math,
    /// Old pictures of Word.
    Vml,
    /// What is offered to readers of different age.
    Compatibility,
    /// `OpenDocument`: all of its own vocabularies, whose local names do not collide where they are read.
    OpenText,
    OpenTable,
    OpenDraw,
    OpenOffice,
    OpenStyle,
    Other,
}

fn space(name: &ResolveResult<'_>) -> Space {
    let ResolveResult::Bound(namespace) = name else { return Space::Other };
    match namespace.into_inner() {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Space::Word,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math"
        | "http://www.w3.org/1998/Math/MathML" => Space::Math,
        "urn:schemas-microsoft-com:vml" => Space::Vml,
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Space::Compatibility,
        "urn:oasis:names:tc:opendocument:xmlns:text:1.0" => Space::OpenText,
        "urn:oasis:names:tc:opendocument:xmlns:table:1.0" => Space::OpenTable,
        "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" => Space::OpenDraw,
        "urn:oasis:names:tc:opendocument:xmlns:office:1.0" => Space::OpenOffice,
        "urn:oasis:names:tc:opendocument:xmlns:style:1.0" => Space::OpenStyle,
        _ => Space::Other,
    }
}

/// An element that opens.
#[derive(Debug)]
pub(super) struct Element {
    pub space: Space,
    pub name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// An attribute by its name without a prefix.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn is(&self, space: Space, name: &str) -> bool {
        self.space == space && self.name == name
    }
}

/// What comes next.
#[derive(Debug)]
pub(super) enum Node {
    Open(Element),
    Close(Space, String),
    Text(String),
}

/// Reads a part node by node.
pub(super) struct Reader<'a> {
    inner: NsReader<&'a [u8]>,
    /// For errors.
    part: &'a str,
}

impl<'a> Reader<'a> {
    pub(super) fn new(part: &'a str, content: &'a [u8]) -> Result<Self, TextFileError> {
        let content = content.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(content);
        let content = std::str::from_utf8(content).map_err(|_| TextFileError::damaged(part))?;
        let mut inner = NsReader::from_str(content);
        inner.config_mut().expand_empty_elements = true;
        Ok(Self { inner, part })
    }

    /// The next node; nothing at the end.
    pub(super) fn next(&mut self) -> Result<Option<Node>, TextFileError> {
        let damaged = |_| TextFileError::damaged(self.part);
        loop {
            let (name, event) = self.inner.read_resolved_event().map_err(damaged)?;
            let space = space(&name);
            return Ok(Some(match event {
                Event::Start(start) | Event::Empty(start) => Node::Open(self.element(space, &start)?),
                Event::End(end) => Node::Close(space, end.local_name().into_inner().to_owned()),
                Event::Text(text) => Node::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Node::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(name) => {
                    let sign = name.resolve_char_ref().map_err(|_| TextFileError::damaged(self.part))?;
                    let sign = sign.or_else(|| predefined(&name)).ok_or(TextFileError::Suspicious)?;
                    Node::Text(sign.to_string())
                }
                Event::DocType(_) => return Err(TextFileError::Suspicious),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
                Event::Eof => return Ok(None),
            }));
        }
    }

    fn element(&self, space: Space, start: &BytesStart<'_>) -> Result<Element, TextFileError> {
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| TextFileError::damaged(self.part))?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| TextFileError::Suspicious)?;
            attributes.push((attribute.key.local_name().into_inner().to_owned(), value.into_owned()));
        }
        Ok(Element { space, name: start.local_name().into_inner().to_owned(), attributes })
    }

    /// Goes past the end of the element that was opened last; `met` sees what opens inside.
    pub(super) fn skip(&mut self, mut met: impl FnMut(&Element)) -> Result<(), TextFileError> {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.next()? {
                Some(Node::Open(element)) => {
                    depth += 1;
                    met(&element);
                }
                Some(Node::Close(..)) => depth -= 1,
                Some(Node::Text(_)) => {}
                None => return Err(TextFileError::damaged(self.part)),
            }
        }
        Ok(())
    }
}

fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "apos" => '\'',
        "quot" => '"',
        _ => return None,
    })
}

/// Words as XML: marks escaped, letters that XML does not know replaced.
pub(super) fn escaped(words: &str) -> String {
    let mut written = String::with_capacity(words.len());
    for sign in words.chars() {
        match sign {
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '&' => written.push_str("&amp;"),
            '"' => written.push_str("&quot;"),
            '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => written.push(sign),
            _ => written.push('\u{fffd}'),
        }
    }
    written
}
