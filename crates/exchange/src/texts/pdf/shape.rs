//! Words become glyphs: which font has a letter, how letters join, and in which direction they run.

use std::collections::BTreeSet;
use std::ops::Range;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, UnicodeBuffer};
use unicode_bidi::{BidiInfo, Level};

use super::{Fonts, PdfError};

/// Glyphs of one font, from left to right.
#[derive(Debug, Clone)]
pub(super) struct Shaped {
    /// Which of the fonts.
    pub font: usize,
    /// What the glyphs stand for.
    pub text: String,
    pub glyphs: Vec<KrillaGlyph>,
    /// In parts of the size.
    pub width: f32,
}

/// Knows the fonts: regular, bold, and the others.
pub(super) struct Shaper<'a> {
    faces: Vec<Face<'a>>,
    pub fonts: Vec<Font>,
    missing: BTreeSet<char>,
}

impl<'a> Shaper<'a> {
    pub(super) fn new(fonts: &'a Fonts) -> Result<Self, PdfError> {
        let mut shaper = Self { faces: Vec::new(), fonts: Vec::new(), missing: BTreeSet::new() };
        let all = [&fonts.regular, &fonts.bold].into_iter().chain(&fonts.others);
        for (place, bytes) in all.enumerate() {
            shaper.faces.push(Face::from_slice(bytes, 0).ok_or(PdfError::Font(place))?);
            shaper.fonts.push(Font::new(bytes.clone().into(), 0).ok_or(PdfError::Font(place))?);
        }
        Ok(shaper)
    }

    pub(super) fn into_missing(self) -> BTreeSet<char> {
        self.missing
    }

    /// Whether words of this text run from right to left, by its first letter that tells.
    pub(super) fn runs_left(text: &str) -> bool {
        BidiInfo::new(text, None).paragraphs.first().is_some_and(|paragraph| paragraph.level.is_rtl())
    }

    /// Whether some of these words run from right to left.
    pub(super) fn mixes(text: &str) -> bool {
        !text.is_ascii() && BidiInfo::new(text, Some(Level::ltr())).levels.iter().any(Level::is_rtl)
    }

    /// Words of one line as glyphs, from left to right.
    pub(super) fn shape(&mut self, words: &str, bold: bool, runs_left: bool) -> Vec<Shaped> {
        let words = self.printable(words, bold);
        let level = if runs_left { Level::rtl() } else { Level::ltr() };
        let info = BidiInfo::new(&words, Some(level));
        let mut shaped = Vec::new();
        for paragraph in &info.paragraphs {
            let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
            for run in runs {
                let leftwards = levels[run.start].is_rtl();
                let mut pieces = self.by_font(&words[run], bold);
                if leftwards {
                    pieces.reverse();
                }
                for (font, piece) in pieces {
                    shaped.push(self.piece(font, piece, leftwards));
                }
            }
        }
        shaped
    }

    /// The first font that has a letter.
    fn font_of(&self, sign: char, bold: bool) -> Option<usize> {
        let first = usize::from(bold);
        let order = [first, 1 - first].into_iter().chain(2..self.faces.len());
        order.into_iter().find(|font| self.faces[*font].glyph_index(sign).is_some_and(|glyph| glyph.0 != 0))
    }

    /// The words with letters that can be printed: a question mark stands for those that no font has.
    fn printable(&mut self, words: &str, bold: bool) -> String {
        let mut printable = String::with_capacity(words.len());
        for sign in words.chars() {
            let plain = match sign {
                '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
                other => other,
            };
            let alike = match plain {
                '\u{2011}' | '\u{2010}' => Some('-'),
                '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Some(' '),
                _ => None,
            };
            // Signs without a shape of their own: breaks inside words, marks of direction and the like.
            let shapeless = plain.is_control()
                || matches!(plain, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
            let joins = matches!(plain, '\u{200c}' | '\u{200d}');
            match (shapeless, self.font_of(plain, bold), alike) {
                (true, Some(_), _) if joins => printable.push(plain),
                (true, ..) => {}
                (false, Some(_), _) => printable.push(plain),
                (false, None, Some(alike)) => printable.push(alike),
                (false, None, None) => {
                    self.missing.insert(plain);
                    printable.push('?');
                }
            }
        }
        printable
    }

    /// Pieces of one font each. Marks and blanks stay with the letter before them where its font has them.
    fn by_font<'t>(&self, words: &'t str, bold: bool) -> Vec<(usize, &'t str)> {
        let mut pieces: Vec<(usize, Range<usize>)> = Vec::new();
        for (place, sign) in words.char_indices() {
            let end = place + sign.len_utf8();
            let follows = !sign.is_alphanumeric();
            let last = pieces.last().map(|(font, _)| *font);
            let keeps = |font: &usize| follows && self.faces[*font].glyph_index(sign).is_some_and(|glyph| glyph.0 != 0);
            let font = last.filter(keeps).or_else(|| self.font_of(sign, bold)).unwrap_or(usize::from(bold));
            match pieces.last_mut() {
                Some((known, range)) if *known == font => range.end = end,
                _ => pieces.push((font, place..end)),
            }
        }
        pieces.into_iter().map(|(font, range)| (font, &words[range])).collect()
    }

    fn piece(&mut self, font: usize, text: &str, leftwards: bool) -> Shaped {
        let shaped = self.glyphs(font, text, leftwards);
        if shaped.glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0) {
            return shaped;
        }
        // Letters that the font has one by one but not together.
        let holes: Vec<Range<usize>> = shaped
            .glyphs
            .iter()
            .filter(|glyph| glyph.glyph_id.to_u32() == 0)
            .map(|glyph| glyph.text_range.clone())
            .collect();
        let in_hole = |place: usize| holes.iter().any(|hole| hole.contains(&place));
        self.missing.extend(text.char_indices().filter(|(place, _)| in_hole(*place)).map(|(_, sign)| sign));
        let text: String = text.char_indices().map(|(place, sign)| if in_hole(place) { '?' } else { sign }).collect();
        let mut shaped = self.glyphs(font, &text, leftwards);
        shaped.glyphs.retain(|glyph| glyph.glyph_id.to_u32() != 0);
        shaped.width = shaped.glyphs.iter().map(|glyph| glyph.x_advance).sum();
        shaped
    }

    fn glyphs(&self, font: usize, text: &str, leftwards: bool) -> Shaped {
        let face = &self.faces[font];
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(if leftwards { Direction::RightToLeft } else { Direction::LeftToRight });
        let output = rustybuzz::shape(face, &[], buffer);
        let clusters: BTreeSet<u32> = output.glyph_infos().iter().map(|info| info.cluster).collect();
        let unit = self.fonts[font].units_per_em();
        #[expect(clippy::cast_precision_loss, reason = "advances of fonts are small numbers")]
        let part = |value: i32| value as f32 / unit;
        let byte = |cluster: u32| usize::try_from(cluster).unwrap_or(usize::MAX);
        let glyphs: Vec<KrillaGlyph> = output
            .glyph_infos()
            .iter()
            .zip(output.glyph_positions())
            .map(|(info, place)| {
                let end = clusters.range(info.cluster + 1..).next().map_or(text.len(), |next| byte(*next));
                KrillaGlyph::new(
                    GlyphId::new(info.glyph_id),
                    part(place.x_advance),
                    part(place.x_offset),
                    part(place.y_offset),
                    part(place.y_advance),
                    byte(info.cluster)..end,
                    None,
                )
            })
            .collect();
        let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        Shaped { font, text: text.to_owned(), glyphs, width }
    }
}
