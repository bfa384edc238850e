//! A version of a text with all that is printed with it: what every file format writes.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use domain::text::blocks::{Block, BlockKind, List};
use domain::text::document::{Content, Number, Paragraph, Version};
use domain::text::lines::{self, Line};
use domain::text::vocabulary::in_order;
use domain::text::wording::words;
use domain::text::words::{Op, Piece, new_text, old_text, paragraph};
use uuid::Uuid;

/// An amendment that is printed under its paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embedded {
    /// How it is cited: "Ä 12".
    pub label: String,
    /// Who asks for it, as it may be shown.
    pub author: String,
    /// Why; may be empty.
    pub reason: String,
    /// The difference between the paragraph and what it should say.
    pub pieces: Vec<Piece>,
}

/// What is written into a file. All words it adds are German.
#[derive(Debug, Clone)]
pub struct Paper<'a> {
    /// The text.
    pub version: &'a Version,
    /// How the author of the version is named, where that may be told.
    pub author: Option<String>,
    /// Lines under the title, name and value. [`Paper::new`] gives version, address and hash; paper number, date and vote are added
    /// by the caller as they should be read.
    pub facts: Vec<(String, String)>,
    /// Amendments by paragraph, in the order in which they are printed.
    pub amendments: BTreeMap<Uuid, Vec<Embedded>>,
    /// Numbers of comments by paragraph, where they are to be shown.
    pub comments: BTreeMap<Uuid, usize>,
    /// Letters in a numbered line.
    pub line_length: NonZeroUsize,
}

impl<'a> Paper<'a> {
    /// The text alone, with lines of the usual length.
    pub fn new(version: &'a Version) -> Self {
        let fact = |name: &str, value: String| (name.to_owned(), value);
        Self {
            version,
            author: None,
            facts: vec![
                fact("Fassung", version.number.to_string()),
                fact("Adresse", version.address()),
                fact("Prüfsumme (SHA-256)", version.hash.clone()),
            ],
            amendments: BTreeMap::new(),
            comments: BTreeMap::new(),
            line_length: lines::USUAL,
        }
    }

    pub(super) fn title(&self) -> String {
        one_line(&self.version.content.title)
    }

    /// The paragraphs in order, with everything that is printed with them.
    pub(super) fn rows(&self) -> Vec<Row<'_>> {
        let content = &self.version.content;
        let numbers = content.numbers();
        let labels = labels(content);
        let mut lines: BTreeMap<usize, Vec<Line>> = BTreeMap::new();
        for line in numbered_lines(content, self.line_length) {
            lines.entry(line.block).or_default().push(line);
        }
        let none: &[Embedded] = &[];
        content
            .paragraphs
            .iter()
            .zip(numbers)
            .zip(labels)
            .enumerate()
            .map(|(place, ((paragraph, number), (count, label)))| Row {
                paragraph,
                number: match number {
                    Number::Heading(outline) => outline.iter().map(u32::to_string).collect::<Vec<_>>().join("."),
                    Number::Paragraph(count) => count.to_string(),
                },
                label,
                count,
                lines: lines.remove(&place).unwrap_or_default(),
                tags: in_order(&paragraph.tags).map(|tag| one_line(&tag.name())).collect::<Vec<_>>().join(", "),
                comments: self.comments.get(&paragraph.id).copied().unwrap_or(0),
                amendments: self.amendments.get(&paragraph.id).map_or(none, Vec::as_slice),
            })
            .collect()
    }
}

/// A paragraph and what is printed with it.
#[derive(Debug)]
pub(super) struct Row<'a> {
    pub paragraph: &'a Paragraph,
    /// "2.1" of a heading, "17" of anything else.
    pub number: String,
    /// What stands in front of an item; empty for everything else.
    pub label: String,
    /// How many items of its list stand in front of it, with itself; 0 for everything else.
    pub count: u32,
    pub lines: Vec<Line>,
    pub tags: String,
    pub comments: usize,
    pub amendments: &'a [Embedded],
}

impl Row<'_> {
    pub(super) fn block(&self) -> &Block {
        &self.paragraph.block
    }

    /// "12" or "12–14".
    pub(super) fn line_range(&self) -> String {
        match (self.lines.first(), self.lines.last()) {
            (Some(first), Some(last)) if first.number < last.number => format!("{}–{}", first.number, last.number),
            (Some(only), _) => only.number.to_string(),
            (None, _) => String::new(),
        }
    }

    /// The mark in front of a paragraph in files that break their lines themselves.
    pub(super) fn mark(&self) -> String {
        format!("[{} · Z. {}] ", self.number, self.line_range())
    }

    /// Tags and comments, as lines under the paragraph.
    pub(super) fn remarks(&self) -> Vec<String> {
        let tags = (!self.tags.is_empty()).then(|| format!("Schlagworte: {}", self.tags));
        let comments = (self.comments > 0).then(|| format!("Kommentare: {}", self.comments));
        tags.into_iter().chain(comments).collect()
    }
}

impl Embedded {
    pub(super) fn heading(&self, row: &Row<'_>) -> String {
        let what = if matches!(row.block().kind, BlockKind::Heading(_)) { "Überschrift" } else { "Absatz" };
        let (label, author) = (one_line(&self.label), one_line(&self.author));
        format!("Änderungsantrag {label} von {author} zu {what} {}", row.number)
    }

    /// The difference in the words as they stand, so that it can be read without colours and by ear. Blanks stand outside of the
    /// brackets. Where only emphasis changes, its marks are shown.
    pub(super) fn spelled(&self, row: &Row<'_>) -> Vec<(Op, String)> {
        let (old, new) = (old_text(&self.pieces), new_text(&self.pieces));
        let (old_words, new_words) = (words(&old), words(&new));
        let as_written = row.block().kind == BlockKind::Verbatim || old_words == new_words;
        let pieces = if as_written { self.pieces.clone() } else { paragraph(&old_words, &new_words) };
        let mut spelled = Vec::new();
        for piece in &pieces {
            let core = piece.text.trim();
            let start = piece.text.len() - piece.text.trim_start().len();
            let word = match piece.op {
                Op::Deleted => "gestrichen",
                Op::Inserted => "neu",
                Op::Kept => "",
            };
            if word.is_empty() || core.is_empty() {
                spelled.push((Op::Kept, piece.text.clone()));
                continue;
            }
            spelled.push((Op::Kept, piece.text[..start].to_owned()));
            spelled.push((piece.op, format!("[{word}: {core}]")));
            spelled.push((Op::Kept, piece.text[start + core.len()..].to_owned()));
        }
        spelled.retain(|(_, text)| !text.is_empty());
        spelled
    }

    pub(super) fn because(&self) -> Option<String> {
        (!self.reason.trim().is_empty()).then(|| format!("Begründung: {}", self.reason.trim()))
    }
}

/// The words of a block as they stand on a page and in every file: without the marks of Markdown; tables and code as they are.
pub fn standing(block: &Block) -> String {
    if block.kind == BlockKind::Verbatim { block.text.clone() } else { words(&block.text) }
}

/// The numbered lines of a text: the same on screen, in print and in quotations wherever this function counts them.
pub fn numbered_lines(content: &Content, longest: NonZeroUsize) -> Vec<Line> {
    let texts: Vec<String> = content.paragraphs.iter().map(|paragraph| standing(&paragraph.block)).collect();
    lines::number(texts.iter().map(String::as_str), 1, longest)
}

/// Of each item its number as Markdown counts it, and what stands in front: a dot, a number or a letter.
fn labels(content: &Content) -> Vec<(u32, String)> {
    let mut counters: Vec<u32> = Vec::new();
    let label = |paragraph: &Paragraph| {
        let BlockKind::Item { list, depth } = paragraph.block.kind else {
            counters.clear();
            return (0, String::new());
        };
        let depth = usize::from(depth);
        counters.resize(depth + 1, 0);
        counters[depth] += 1;
        let count = counters[depth];
        let letter = u8::try_from(count.min(26)).map_or('z', |count| char::from(b'a' - 1 + count));
        let label = match list {
            List::Bullets => "•".to_owned(),
            List::Numbers => format!("{count}."),
            List::Letters => format!("{letter})"),
        };
        (count, label)
    };
    content.paragraphs.iter().map(label).collect()
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
