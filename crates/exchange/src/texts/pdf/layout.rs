//! Where everything stands on the pages. Lines are cut by their letters and never by their width, so that their numbers are those of
//! the screen; a paragraph with a line too wide for the page is set smaller.

use std::num::NonZeroUsize;

use domain::text::blocks::BlockKind;
use domain::text::lines;
use domain::text::words::Op;

use super::shape::Shaper;
use super::sheet::{Element, LEFT, Laid, PAGE, Placed, RIGHT, Role, Rule, Segment};
use crate::texts::inline;
use crate::texts::paper::{Embedded, Paper, Row};

const TOP: f32 = 60.0;
const BOTTOM: f32 = 70.0;
const SIZE: f32 = 10.5;
const SMALL: f32 = 8.5;
const INDENT: f32 = 20.0;
/// Letters in a line of small print.
const SMALL_LINE: NonZeroUsize = NonZeroUsize::new(100).expect("100 is not zero");

/// Words of one look, before they have glyphs.
struct Words {
    text: String,
    bold: bool,
    rule: Option<Rule>,
}

impl Words {
    fn plain(text: impl Into<String>, bold: bool) -> Self {
        Self { text: text.into(), bold, rule: None }
    }
}

struct Layout<'a, 'f> {
    shaper: &'a mut Shaper<'f>,
    elements: Vec<Element>,
    lines: Vec<Placed>,
    page: usize,
    /// From the top of the page.
    y: f32,
    level: u16,
    longest: NonZeroUsize,
}

/// How a piece of text is set.
struct Setting {
    size: f32,
    indent: f32,
    before: f32,
    /// Free below it, or it goes to the next page.
    keep: f32,
}

pub(super) fn lay_out(paper: &Paper<'_>, shaper: &mut Shaper<'_>) -> Laid {
    let title = Some(paper.title()).filter(|title| !title.is_empty()).unwrap_or_else(|| "Ohne Titel".to_owned());
    let mut layout = Layout {
        shaper,
        elements: Vec::new(),
        lines: Vec::new(),
        page: 0,
        y: TOP,
        level: 1,
        longest: paper.line_length,
    };
    let set = |size, before| Setting { size, indent: 0.0, before, keep: 0.0 };
    layout.free(Role::Heading(1, title.clone()), vec![Words::plain(title.clone(), true)], &set(17.0, 0.0));
    for (name, value) in &paper.facts {
        layout.free(Role::Text, vec![Words::plain(format!("{name}: {value}"), false)], &set(SMALL, 1.0));
    }
    layout.y += 10.0;
    for row in paper.rows() {
        layout.row(&row);
    }
    let Layout { elements, lines, page, shaper, .. } = layout;
    let mut foot = |text: &str| Segment { shaped: shaper.shape(text, false, false), rule: None };
    let short: String = title.chars().take(70).collect();
    let dots = if short.len() < title.len() { "…" } else { "" };
    let feet = (0..=page)
        .map(|at| {
            let left = foot(&format!("{short}{dots} · Fassung {}", paper.version.number));
            (left, foot(&format!("Seite {} von {}", at + 1, page + 1)))
        })
        .collect();
    Laid { title, elements, lines, feet }
}

impl Layout<'_, '_> {
    fn row(&mut self, row: &Row<'_>) {
        let block = row.block();
        let mut set = Setting { size: SIZE, indent: 0.0, before: 7.0, keep: 0.0 };
        let mut heading = false;
        let role = match block.kind {
            BlockKind::Paragraph => Role::Text,
            BlockKind::Heading(level) => {
                heading = true;
                set.size = [15.0, 13.0, 12.0][usize::from(level.clamp(1, 3)) - 1];
                (set.before, set.keep) = (14.0, 40.0);
                // No level is left out on the way down.
                self.level = (u16::from(level) + 1).clamp(2, 6).min(self.level + 1);
                let words: Vec<&str> = row.lines.iter().map(|line| line.text.trim()).collect();
                Role::Heading(self.level, words.join(" "))
            }
            BlockKind::Quote => {
                set.indent = INDENT;
                Role::Quote
            }
            BlockKind::Verbatim => {
                set.size = SMALL;
                Role::Code
            }
            BlockKind::Item { list, depth } => {
                set.indent = INDENT * (f32::from(depth.min(8)) + 1.0);
                set.before = 3.0;
                Role::Item(list, depth)
            }
        };
        let runs = if block.kind == BlockKind::Verbatim { Vec::new() } else { inline::runs(&block.text) };
        // Where words are bold, in bytes of the words as they stand.
        let mut end = 0;
        let bold: Vec<(usize, bool)> = runs
            .iter()
            .map(|run| {
                end += run.text.len();
                (end, run.look.bold)
            })
            .collect();
        let mut start = 0;
        let mut lines = Vec::with_capacity(row.lines.len());
        for line in &row.lines {
            let cuts = bold.iter().map(|(end, bold)| (*end, *bold || heading, None)).collect::<Vec<_>>();
            lines.push((Some(line.number), cut(&line.text, start, &cuts, heading)));
            start += line.text.len();
        }
        let first = self.lines.len();
        let label = (!row.label.is_empty()).then_some(row.label.as_str());
        let is_heading = matches!(role, Role::Heading(..));
        self.element(role, lines, label, &set);
        self.cite(first, row, is_heading);
        for remark in row.remarks() {
            let set = Setting { size: SMALL, indent: set.indent, before: 2.0, keep: 0.0 };
            self.free(Role::Text, vec![Words::plain(remark, false)], &set);
        }
        for amendment in row.amendments {
            self.amendment(amendment, row);
        }
    }

    fn amendment(&mut self, amendment: &Embedded, row: &Row<'_>) {
        let set = |before, keep| Setting { size: 9.5, indent: 2.0 * INDENT, before, keep };
        let mut role = Role::Amendment { starts: true };
        self.free(role, vec![Words::plain(amendment.heading(row), true)], &set(5.0, 30.0));
        let words = amendment.spelled(row).into_iter().map(|(op, text)| Words {
            text,
            bold: false,
            rule: match op {
                Op::Kept => None,
                Op::Deleted => Some(Rule::Through),
                Op::Inserted => Some(Rule::Under),
            },
        });
        role = Role::Amendment { starts: false };
        self.free(role.clone(), words.collect(), &set(1.0, 0.0));
        if let Some(reason) = amendment.because() {
            self.free(role, vec![Words::plain(reason, false)], &set(1.0, 0.0));
        }
    }

    /// Words whose lines have no number.
    fn free(&mut self, role: Role, words: Vec<Words>, set: &Setting) {
        let text: String = words.iter().map(|words| words.text.as_str()).collect();
        let mut end = 0;
        let cuts: Vec<(usize, bool, Option<Rule>)> = words
            .iter()
            .map(|words| {
                end += words.text.len();
                (end, words.bold, words.rule)
            })
            .collect();
        let mut start = 0;
        let mut placed = Vec::new();
        for line in lines::split(&text, if set.size <= SMALL { self.longest.max(SMALL_LINE) } else { self.longest }) {
            placed.push((None, cut(line, start, &cuts, false)));
            start += line.len();
        }
        self.element(role, placed, None, set);
    }

    fn element(&mut self, role: Role, lines: Vec<(Option<usize>, Vec<Words>)>, label: Option<&str>, set: &Setting) {
        let all: String = lines.iter().flat_map(|(_, line)| line.iter().map(|words| words.text.as_str())).collect();
        let runs_left = Shaper::runs_left(&all);
        let aloud = Shaper::mixes(&all).then(|| all.split_whitespace().collect::<Vec<_>>().join(" "));
        let shaped: Vec<(Option<usize>, Vec<Segment>)> =
            lines.into_iter().map(|(number, line)| (number, self.segments(line, runs_left))).collect();
        let width = |line: &[Segment]| line.iter().map(Segment::width).sum::<f32>();
        let widest = shaped.iter().map(|(_, line)| width(line)).fold(0.0, f32::max);
        let room = PAGE.0 - LEFT - RIGHT - set.indent;
        let size = if widest * set.size > room { room / widest } else { set.size };
        // Lines keep their distance when they are set smaller: their numbers need it.
        let height = size.max(SMALL) * 1.38;
        self.y += set.before;
        if self.y + height + set.keep > PAGE.1 - BOTTOM {
            self.turn();
        }
        let element = self.elements.len();
        self.elements.push(Element { role, aloud, page: self.page, top: self.y });
        let mut label = label.map(|label| self.segment(label));
        for (number, segments) in shaped {
            if self.y + height > PAGE.1 - BOTTOM {
                self.turn();
            }
            self.y += height;
            let number = number.map(|number| self.segment(&number.to_string()));
            let start = LEFT + set.indent;
            let x = if runs_left { PAGE.0 - RIGHT - width(&segments) * size } else { start };
            let label = label.take().map(|label| (start - INDENT + 4.0, label));
            self.lines.push(Placed {
                element,
                page: self.page,
                x,
                y: self.y,
                size,
                segments,
                number,
                label,
                cited: None,
            });
        }
    }

    /// Puts a paragraph's number beside its first line, by which it is cited.
    fn cite(&mut self, first: usize, row: &Row<'_>, is_heading: bool) {
        // A heading is found by its words; its number would be read as one of them.
        let aloud = (!is_heading).then(|| format!("Absatz {}: ", row.number));
        let number = if is_heading { row.number.clone() } else { format!("Abs. {}", row.number) };
        let segment = self.segment(&number);
        if let Some(line) = self.lines.get_mut(first) {
            let words = &mut self.elements[line.element].aloud;
            *words = words.take().map(|words| aloud.as_deref().unwrap_or_default().to_owned() + &words);
            line.cited = Some((segment, aloud));
        }
    }

    fn segment(&mut self, text: &str) -> Segment {
        Segment { shaped: self.shaper.shape(text, false, false), rule: None }
    }

    fn segments(&mut self, line: Vec<Words>, runs_left: bool) -> Vec<Segment> {
        if runs_left {
            // Looks would have to be put in order by direction; the words matter more.
            let text: String = line.iter().map(|words| words.text.as_str()).collect();
            let bold = line.first().is_some_and(|words| words.bold);
            return vec![Segment { shaped: self.shaper.shape(&text, bold, true), rule: None }];
        }
        line.into_iter()
            .map(|words| Segment { shaped: self.shaper.shape(&words.text, words.bold, false), rule: words.rule })
            .collect()
    }

    fn turn(&mut self) {
        self.page += 1;
        self.y = TOP;
    }
}

/// The words of a line that starts at this byte of its text, cut where their look changes: `cuts` are ends and looks.
fn cut(line: &str, start: usize, cuts: &[(usize, bool, Option<Rule>)], bold: bool) -> Vec<Words> {
    let mut words: Vec<Words> = Vec::new();
    let mut from = 0;
    for (end, bold, rule) in cuts.iter().filter(|(end, ..)| *end > start) {
        let to = (*end - start).min(line.len());
        if to > from && line.is_char_boundary(to) {
            match words.last_mut() {
                // The fewer pieces, the better the words are copied.
                Some(Words { text, bold: known, rule: before }) if known == bold && before == rule => {
                    text.push_str(&line[from..to]);
                }
                _ => words.push(Words { text: line[from..to].to_owned(), bold: *bold, rule: *rule }),
            }
            from = to;
        }
    }
    if from < line.len() {
        words.push(Words::plain(&line[from..], bold));
    }
    words
}
