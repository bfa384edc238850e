//! Draws what was laid out, and remembers which drawing belongs to which piece of the text.

use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag};

use super::PdfError;
use super::shape::Shaper;
use super::sheet::{LEFT, Laid, PAGE, Placed, RIGHT, Rule, Segment};

/// Size of numbers and of the foot of a page.
const SMALL: f32 = 7.5;

/// The drawings of one element.
#[derive(Debug, Default, Clone)]
pub(super) struct Tagged {
    pub label: Option<Identifier>,
    pub words: Vec<Identifier>,
    /// What is read aloud instead of the drawings.
    pub aloud: Option<String>,
}

/// Draws all pages; the drawings by element.
pub(super) fn pages(document: &mut Document, laid: &Laid, shaper: &Shaper<'_>) -> Result<Vec<Tagged>, PdfError> {
    let aloud = |aloud: &Option<String>| Tagged { aloud: aloud.clone(), ..Tagged::default() };
    let mut tagged: Vec<Tagged> = laid.elements.iter().map(|element| aloud(&element.aloud)).collect();
    let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(|| PdfError::Unsound("no page".to_owned()))?;
    let mut lines = laid.lines.iter().peekable();
    for (number, (left, right)) in laid.feet.iter().enumerate() {
        let mut page = document.start_page_with(settings.clone());
        let mut surface = page.surface();
        let mut pen = Pen { surface: &mut surface, shaper };
        while let Some(line) = lines.next_if(|line| line.page == number) {
            pen.line(line, &mut tagged[line.element]);
        }
        let y = PAGE.1 - 36.0;
        pen.artifact(ArtifactType::Footer, |pen| pen.segment(left, LEFT, y, SMALL));
        let x = PAGE.0 - RIGHT - right.width() * SMALL;
        pen.artifact(ArtifactType::PageNumber, |pen| pen.segment(right, x, y, SMALL));
        surface.finish();
        page.finish();
    }
    Ok(tagged)
}

struct Pen<'a, 's, 'f> {
    surface: &'a mut Surface<'s>,
    shaper: &'a Shaper<'f>,
}

impl Pen<'_, '_, '_> {
    fn line(&mut self, line: &Placed, tagged: &mut Tagged) {
        if let Some((number, aloud)) = &line.cited {
            self.cited(number, aloud.as_deref(), line.y, tagged);
        }
        if let Some(number) = &line.number {
            let x = LEFT - 16.0 - number.width() * SMALL;
            self.artifact(ArtifactType::LineNumber, |pen| pen.segment(number, x, line.y, SMALL));
        }
        self.colour(0);
        if let Some((x, label)) = &line.label {
            let identifier = self.surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            self.segment(label, *x, line.y, line.size);
            self.surface.end_tagged();
            tagged.label = Some(identifier);
        }
        if line.segments.iter().all(|segment| segment.shaped.is_empty()) {
            return;
        }
        let identifier = self.surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        let mut x = line.x;
        for segment in &line.segments {
            self.segment(segment, x, line.y, line.size);
            x += segment.width() * line.size;
        }
        self.surface.end_tagged();
        tagged.words.push(identifier);
        let mut x = line.x;
        for segment in &line.segments {
            let width = segment.width() * line.size;
            if let Some(rule) = segment.rule {
                let y = match rule {
                    Rule::Through => line.y - line.size * 0.28,
                    Rule::Under => line.y + line.size * 0.16,
                };
                self.artifact(ArtifactType::Layout, |pen| pen.rule(x, y, width));
            }
            x += width;
        }
    }

    /// The number of a paragraph, in the margin on the right; read aloud before its words.
    fn cited(&mut self, number: &Segment, aloud: Option<&str>, y: f32, tagged: &mut Tagged) {
        let x = PAGE.0 - RIGHT + 6.0;
        let Some(aloud) = aloud else {
            self.artifact(ArtifactType::PaginationOther, |pen| pen.segment(number, x, y, SMALL));
            return;
        };
        let span = SpanTag::empty().with_actual_text(Some(aloud));
        let identifier = self.surface.start_tagged(ContentTag::Span(span));
        self.colour(85);
        self.segment(number, x, y, SMALL);
        self.surface.end_tagged();
        tagged.words.push(identifier);
    }

    /// Something that is not read aloud.
    fn artifact(&mut self, kind: ArtifactType, draw: impl FnOnce(&mut Self)) {
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
        self.colour(85);
        draw(self);
        self.surface.end_tagged();
    }

    fn colour(&mut self, grey: u8) {
        let paint = rgb::Color::new(grey, grey, grey).into();
        self.surface.set_fill(Some(Fill {
            paint,
            opacity: NormalizedF32::ONE,
            rule: krilla::paint::FillRule::default(),
        }));
    }

    fn segment(&mut self, segment: &Segment, x: f32, y: f32, size: f32) {
        let mut x = x;
        for shaped in &segment.shaped {
            let font = self.shaper.fonts[shaped.font].clone();
            self.surface.draw_glyphs(Point::from_xy(x, y), &shaped.glyphs, font, &shaped.text, size, false);
            x += shaped.width * size;
        }
    }

    fn rule(&mut self, x: f32, y: f32, width: f32) {
        let Some(area) = Rect::from_xywh(x, y, width, 0.6) else { return };
        let mut path = PathBuilder::new();
        path.push_rect(area);
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
    }
}
