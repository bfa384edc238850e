//! A report and its sources moving on apart: what a newer version of a source means for the report, and the report with it taken in.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::blocks::{Block, BlockKind};
use super::carry::{self, Carried};
use super::document::{Content, Origin, Paragraph, Version};

/// What a newer version of a source means for one paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Update {
    /// The source says it in other words.
    Changed {
        /// The paragraph of the report.
        paragraph: Uuid,
        /// What the report says.
        before: String,
        /// What the source says now.
        source: String,
        /// What the report would say; `None` when it was changed in the report too, and both do not fit together.
        after: Option<String>,
    },
    /// The source no longer has it.
    Gone {
        /// The paragraph of the report.
        paragraph: Uuid,
        /// What the report says.
        before: String,
        /// Whether it was changed in the report: then it stays.
        stays: bool,
    },
    /// The source has it in addition.
    Added {
        /// The paragraph of the source.
        paragraph: Uuid,
        /// What it says.
        text: String,
    },
}

impl Update {
    /// Whether nobody has to decide: it is taken in as it is.
    pub fn fits(&self) -> bool {
        match self {
            Self::Changed { after, .. } => after.is_some(),
            Self::Gone { stays, .. } => !stays,
            Self::Added { .. } => true,
        }
    }
}

/// What is newer in `new` than in `old`, a version of the same source that the report was made of; in the order of the report, then
/// what is added. Empty when nothing changed that the report has or could have.
pub fn updates(report: &Content, old: &Version, new: &Version) -> Vec<Update> {
    let mut found = Vec::new();
    for (paragraph, before) in taken(report, old) {
        match new.content.find(before.id) {
            None => {
                let stays = paragraph.block.text != before.block.text;
                found.push(Update::Gone { paragraph: paragraph.id, before: paragraph.block.text.clone(), stays });
            }
            Some((_, now)) if now.block == before.block => {}
            Some((_, now)) => found.push(Update::Changed {
                paragraph: paragraph.id,
                before: paragraph.block.text.clone(),
                source: now.block.text.clone(),
                after: merged(paragraph, before, now),
            }),
        }
    }
    found.extend(added(report, old, new).map(|now| Update::Added { paragraph: now.id, text: now.block.text.clone() }));
    found
}

/// The report with everything taken in that [`Update::fits`]. What does not fit stays as it is, with its old origin, so that it is
/// still told next time.
pub fn take_in(report: &Content, old: &Version, new: &Version, ids: &mut impl FnMut() -> Uuid) -> Content {
    let mut paragraphs = Vec::with_capacity(report.paragraphs.len());
    let mut added: Vec<&Paragraph> = added(report, old, new).collect();
    for paragraph in &report.paragraphs {
        let Some(before) = source_of(paragraph, old) else {
            paragraphs.push(paragraph.clone());
            continue;
        };
        let origin = Origin { text: new.text, version: new.number, paragraph: before.id };
        match new.content.find(before.id) {
            None if paragraph.block.text == before.block.text => {}
            None => paragraphs.push(paragraph.clone()),
            Some((at, now)) => {
                match merged(paragraph, before, now) {
                    None => paragraphs.push(paragraph.clone()),
                    Some(text) => {
                        let block = Block { kind: lowered(now.block.kind), text };
                        paragraphs.push(Paragraph { block, origin: Some(origin), ..paragraph.clone() });
                    }
                }
                // What is new behind this paragraph in the source stands behind it here, too.
                for follower in &new.content.paragraphs[at + 1..] {
                    let Some(place) = added.iter().position(|one| one.id == follower.id) else { break };
                    paragraphs.push(taken_over(added.remove(place), new, ids));
                }
            }
        }
    }
    // New at the very start of the source: in front of what came from it first.
    let first = paragraphs.iter().position(|known| known.origin.is_some_and(|origin| origin.text == new.text));
    let at = first.unwrap_or(paragraphs.len());
    for (offset, one) in added.into_iter().enumerate() {
        paragraphs.insert(at + offset, taken_over(one, new, ids));
    }
    Content { title: report.title.clone(), paragraphs }
}

/// The paragraphs of the report that came from this version, with what they were there.
fn taken<'a>(report: &'a Content, old: &'a Version) -> impl Iterator<Item = (&'a Paragraph, &'a Paragraph)> {
    report.paragraphs.iter().filter_map(|paragraph| Some((paragraph, source_of(paragraph, old)?)))
}

fn source_of<'a>(paragraph: &Paragraph, old: &'a Version) -> Option<&'a Paragraph> {
    let origin = paragraph.origin.filter(|origin| (origin.text, origin.version) == (old.text, old.number))?;
    old.content.find(origin.paragraph).map(|(_, before)| before)
}

/// What the source has now, had not then, and the report has from no version.
fn added<'a>(report: &Content, old: &Version, new: &'a Version) -> impl Iterator<Item = &'a Paragraph> {
    let here: BTreeSet<Uuid> = report
        .paragraphs
        .iter()
        .filter_map(|paragraph| paragraph.origin)
        .filter(|origin| origin.text == new.text)
        .map(|origin| origin.paragraph)
        .collect();
    let then: BTreeSet<Uuid> = old.content.paragraphs.iter().map(|paragraph| paragraph.id).collect();
    new.content.paragraphs.iter().filter(move |now| !here.contains(&now.id) && !then.contains(&now.id))
}

/// What the paragraph of the report says with the newer words of its source.
fn merged(paragraph: &Paragraph, before: &Paragraph, now: &Paragraph) -> Option<String> {
    match carry::paragraph(&before.block.text, &now.block.text, &paragraph.block.text) {
        Carried::Over(text) => Some(text),
        Carried::Collided(_) => None,
    }
}

fn taken_over(paragraph: &Paragraph, new: &Version, ids: &mut impl FnMut() -> Uuid) -> Paragraph {
    let mut taken = paragraph.into_report(ids(), new.text, new.number);
    taken.block.kind = lowered(taken.block.kind);
    taken
}

/// Headings stand one level lower in a report, under the heading of their part.
pub(super) fn lowered(kind: BlockKind) -> BlockKind {
    match kind {
        BlockKind::Heading(level) => BlockKind::Heading(level.saturating_add(1).min(6)),
        kind => kind,
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::text::document::Making;
    use crate::text::report::{Part, report};

    fn making(reason: &str) -> Making {
        Making { author: Uuid::nil(), at: DateTime::UNIX_EPOCH, reason: reason.into() }
    }

    fn paragraph(id: u128, text: &str) -> Paragraph {
        Paragraph::new(Uuid::from_u128(id), Block::paragraph(text))
    }

    fn source(paragraphs: Vec<Paragraph>) -> Version {
        let content = Content { title: "Sprache".into(), paragraphs };
        Version::first(Uuid::from_u128(99), content, making("")).expect("a version")
    }

    fn counter() -> impl FnMut() -> Uuid {
        let mut next = 1_000;
        move || {
            next += 1;
            Uuid::from_u128(next)
        }
    }

    fn words(content: &Content) -> Vec<&str> {
        content.paragraphs.iter().map(|paragraph| paragraph.block.text.as_str()).collect()
    }

    #[test]
    fn what_is_newer_in_a_source_is_told_and_taken_in() {
        let mut ids = counter();
        let old = source(vec![paragraph(1, "Mehr Kurse."), paragraph(2, "Weniger Wartezeit."), paragraph(3, "Räume.")]);
        let next = Content {
            title: "Sprache".into(),
            paragraphs: vec![
                paragraph(4, "Zuerst."),
                paragraph(1, "Viel mehr Kurse."),
                paragraph(5, "Dazu Kinderbetreuung."),
                paragraph(3, "Räume."),
            ],
        };
        let new = old.next(next, making("ergänzt")).expect("a version");
        let before = report("Bericht", &[Part { heading: "Gruppe", version: &old }], &mut ids);
        let updates = updates(&before, &old, &new);
        assert_eq!(updates.len(), 4, "{updates:?}");
        assert!(updates.iter().all(Update::fits));
        let after = take_in(&before, &old, &new, &mut ids);
        assert_eq!(words(&after), ["Gruppe", "Zuerst.", "Viel mehr Kurse.", "Dazu Kinderbetreuung.", "Räume."]);
        assert_eq!(after.paragraphs[2].id, before.paragraphs[1].id, "paragraphs of the report stay the same");
        assert!(
            after.paragraphs[1..].iter().all(|paragraph| paragraph.origin.is_some_and(|origin| origin.version == 2))
        );
        assert_eq!(super::updates(&after, &new, &new), []);
        // Done once more, nothing happens.
        assert_eq!(take_in(&after, &old, &new, &mut ids), after);
    }

    #[test]
    fn what_was_changed_in_both_is_told_again_and_never_overwritten() {
        let mut ids = counter();
        let old = source(vec![paragraph(1, "Die Stadt fördert zehn Kurse."), paragraph(2, "Räume.")]);
        let mut changed = report("Bericht", &[Part { heading: "Gruppe", version: &old }], &mut ids);
        changed.paragraphs[1].block.text = "Die Stadt fördert zwölf Kurse.".into();
        changed.paragraphs[2].block.text = "Gute Räume.".into();
        let next =
            Content { title: "Sprache".into(), paragraphs: vec![paragraph(1, "Die Stadt fördert zwanzig Kurse.")] };
        let new = old.next(next, making("mehr")).expect("a version");
        let told = updates(&changed, &old, &new);
        assert!(told.len() == 2 && !told.iter().any(Update::fits), "{told:?}");
        let after = take_in(&changed, &old, &new, &mut ids);
        assert_eq!(after, changed);
        assert_eq!(updates(&after, &old, &new), told);
    }

    #[test]
    fn changes_beside_each_other_both_stay() {
        let mut ids = counter();
        let old = source(vec![paragraph(1, "Die Stadt fördert Kurse in allen Bezirken und zahlt die Räume.")]);
        let mut changed = report("Bericht", &[Part { heading: "Gruppe", version: &old }], &mut ids);
        changed.paragraphs[1].block.text = "Die Stadt fördert Kurse in allen Bezirken und bezahlt die Räume.".into();
        let text = "Die Stadt Duisburg fördert Kurse in allen Bezirken und zahlt die Räume.";
        let next = Content { title: "Sprache".into(), paragraphs: vec![paragraph(1, text)] };
        let new = old.next(next, making("genauer")).expect("a version");
        let after = take_in(&changed, &old, &new, &mut ids);
        assert_eq!(words(&after)[1], "Die Stadt Duisburg fördert Kurse in allen Bezirken und bezahlt die Räume.");
    }
}
