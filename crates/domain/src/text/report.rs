//! The texts of several groups made into one report, every paragraph with its origin.

use uuid::Uuid;

use super::blocks::Block;
use super::document::{Content, Paragraph, Version};
use super::report_update::lowered;

/// A group's part of a report.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// The heading over it.
    pub heading: &'a str,
    /// The version that is taken in.
    pub version: &'a Version,
}

/// A report of these parts, in this order: each under a heading, its own headings one level lower. Paragraphs get new identities, so that
/// the report and its sources can be changed apart, and remember where they came from, tags included.
pub fn report(title: &str, parts: &[Part<'_>], ids: &mut impl FnMut() -> Uuid) -> Content {
    let mut paragraphs = Vec::new();
    for Part { heading, version } in parts {
        paragraphs.push(Paragraph::new(ids(), Block::heading(1, *heading)));
        for paragraph in &version.content.paragraphs {
            let mut taken = paragraph.into_report(ids(), version.text, version.number);
            taken.block.kind = lowered(taken.block.kind);
            paragraphs.push(taken);
        }
    }
    Content { title: title.to_owned(), paragraphs }
}

/// The paragraphs of a report that were changed since they were taken from this version of their source: (in the report, in the source).
pub fn changed_since<'a>(report: &'a Content, source: &'a Version) -> Vec<(&'a Paragraph, &'a Paragraph)> {
    let from = |paragraph: &'a Paragraph| {
        let origin = paragraph.origin.filter(|origin| (origin.text, origin.version) == (source.text, source.number))?;
        let (_, before) = source.content.find(origin.paragraph)?;
        (before.block.text != paragraph.block.text).then_some((paragraph, before))
    };
    report.paragraphs.iter().filter_map(from).collect()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::text::blocks::BlockKind;
    use crate::text::document::{Making, paragraphs};

    #[test]
    fn every_paragraph_of_a_report_knows_where_it_came_from() {
        let mut next = 0;
        let mut ids = || {
            next += 1;
            Uuid::from_u128(next)
        };
        let content = Content {
            title: "Sprache".into(),
            paragraphs: paragraphs([Block::heading(1, "Ziel"), Block::paragraph("Mehr Kurse.")], &mut ids),
        };
        let making = Making { author: Uuid::nil(), at: DateTime::UNIX_EPOCH, reason: String::new() };
        let source = Version::first(Uuid::from_u128(99), content, making).expect("a version");
        let mut report = report("Bericht", &[Part { heading: "Gruppe 1", version: &source }], &mut ids);
        let kinds: Vec<BlockKind> = report.paragraphs.iter().map(|paragraph| paragraph.block.kind).collect();
        assert_eq!(kinds, [BlockKind::Heading(1), BlockKind::Heading(2), BlockKind::Paragraph]);
        let origin = report.paragraphs[2].origin.expect("an origin");
        assert_eq!((origin.text, origin.version, origin.paragraph), (source.text, 1, source.content.paragraphs[1].id));
        assert_ne!(report.paragraphs[2].id, origin.paragraph);
        assert_eq!(changed_since(&report, &source), []);
        report.paragraphs[2].block.text = "Viel mehr Kurse.".into();
        assert_eq!(changed_since(&report, &source).len(), 1);
    }
}
