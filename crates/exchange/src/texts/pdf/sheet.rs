//! What is laid out on pages: lines with their places, and what they mean.

use domain::text::blocks::List;

use super::shape::Shaped;

/// A4, in points.
pub(super) const PAGE: (f32, f32) = (595.28, 841.89);
pub(super) const LEFT: f32 = 82.0;
pub(super) const RIGHT: f32 = 50.0;

/// What a piece of the text is for those who have it read aloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// Its level, 1 the title's, and its words.
    Heading(u16, String),
    Text,
    Item(List, u8),
    Quote,
    Code,
    /// A paragraph of an amendment; the first one starts it.
    Amendment {
        starts: bool,
    },
}

/// A piece of the text.
#[derive(Debug, Clone)]
pub(super) struct Element {
    pub role: Role,
    /// Its words in the order of reading, where that is not the order on the page: in scripts from right to left.
    pub aloud: Option<String>,
    /// Where it starts.
    pub page: usize,
    pub top: f32,
}

/// A line under or through words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    Through,
    Under,
}

/// Words of one look inside a line.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    pub shaped: Vec<Shaped>,
    pub rule: Option<Rule>,
}

impl Segment {
    pub(super) fn width(&self) -> f32 {
        self.shaped.iter().map(|shaped| shaped.width).sum()
    }
}

/// A line on a page.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub element: usize,
    pub page: usize,
    pub x: f32,
    /// Of its foot.
    pub y: f32,
    pub size: f32,
    pub segments: Vec<Segment>,
    /// In the margin.
    pub number: Option<Segment>,
    /// In front of an item: where, and what.
    pub label: Option<(f32, Segment)>,
    /// The paragraph's number in the other margin, and how it is read aloud.
    pub cited: Option<(Segment, Option<String>)>,
}

/// All pages.
#[derive(Debug)]
pub(super) struct Laid {
    pub title: String,
    pub elements: Vec<Element>,
    pub lines: Vec<Placed>,
    /// At the foot of each page: on the left and on the right.
    pub feet: Vec<(Segment, Segment)>,
}
