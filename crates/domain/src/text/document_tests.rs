//! Versions, their hash and numbers; comparison by identity; replacement that keeps identities.

use proptest::prelude::*;

use super::*;
use crate::text::blocks::RowOp;
use crate::text::compare::{compare, sides, summary};
use crate::text::replace::replace;

fn ids() -> impl FnMut() -> Uuid {
    let mut next = 0;
    move || {
        next += 1;
        Uuid::from_u128(next)
    }
}

fn content(blocks: &[Block]) -> Content {
    Content { title: "Bericht".into(), paragraphs: paragraphs(blocks.iter().cloned(), &mut ids()) }
}

fn making(reason: &str, second: i64) -> Making {
    let at = DateTime::from_timestamp(second, 0).expect("a time");
    Making { author: Uuid::nil(), at, reason: reason.into() }
}

#[test]
fn a_version_needs_a_change_a_reason_and_its_time() {
    let old = content(&[Block::paragraph("Eins.")]);
    let first = Version::first(Uuid::nil(), old.clone(), making("", 10)).expect("a version");
    assert!(first.is_intact() && first.number == 1);
    let new = content(&[Block::paragraph("Zwei.")]);
    assert_eq!(first.next(old.clone(), making("Fehler", 20)), Err(VersionProblem::Unchanged));
    assert_eq!(first.next(new.clone(), making(" ", 20)), Err(VersionProblem::NoReason));
    assert_eq!(first.next(new.clone(), making("Fehler", 9)), Err(VersionProblem::Earlier));
    let mut twice = new.clone();
    twice.paragraphs.push(new.paragraphs[0].clone());
    assert_eq!(first.next(twice, making("Fehler", 20)), Err(VersionProblem::Twice(new.paragraphs[0].id)));
    let second = first.next(new, making("Fehler", 20)).expect("a version");
    assert_eq!((second.number, second.is_intact()), (2, true));
    assert_eq!(second.address(), "/texts/00000000-0000-0000-0000-000000000000/versions/2");
    let mut forged = second;
    forged.content.title.push('!');
    assert!(!forged.is_intact());
}

#[test]
fn the_hash_is_the_same_for_ever() {
    // sha256sum of the form written by hand from its description: of the lines "teilhabe text 1", "7:Bericht", "1:1",
    // "32:00000000000000000000000000000001", "9:paragraph", "5:Eins.", "0:", "1:1", "9:guideline", "1:3".
    let mut text = content(&[Block::paragraph("Eins.")]);
    text.paragraphs[0].tags.insert(Tag { vocabulary: Vocabulary::Guideline, code: "3".into() });
    assert_eq!(text.hash(), "23563e9b2eb643c9adae5adc2f1244cbd5164d07bda4ca2ec9b56692fb68d2a2");
}

#[test]
fn an_origin_is_sealed_for_who_does_not_see_it_and_the_hash_stays() {
    let (open, closed) = (Uuid::from_u128(8), Uuid::from_u128(9));
    let source = content(&[Block::paragraph("Eins."), Block::paragraph("Zwei.")]).paragraphs;
    let taken = [(open, 11), (closed, 12)].into_iter().zip(&source);
    let mut report = content(&[Block::paragraph("Eigenes.")]);
    report.paragraphs.extend(taken.map(|((text, id), from)| from.into_report(Uuid::from_u128(id), text, 3)));
    // sha256sum of "00000000000000000000000000000009 3 00000000000000000000000000000002".
    let seal = "0ab842ae5fe648df8e45ac6520d146c0431926d24c4aa594d60edff5b936b7b5";
    let told = report.clone().sealed_but_for(&BTreeSet::from([open]));
    assert_eq!(told.hash(), report.hash());
    assert_eq!((told.paragraphs[1].origin, &told.paragraphs[1].sealed_origin), (report.paragraphs[1].origin, &None));
    assert_eq!((told.paragraphs[2].origin, told.paragraphs[2].sealed_origin.as_deref()), (None, Some(seal)));
    assert_eq!(told.clone().sealed_but_for(&BTreeSet::new()).hash(), report.hash());
    // Another origin is another text.
    let mut other = report.clone();
    other.paragraphs[2].origin = report.paragraphs[1].origin;
    assert_ne!(other.hash(), report.hash());
}

#[test]
fn headings_are_an_outline_and_paragraphs_are_counted_through() {
    let blocks = [
        Block::heading(1, "A"),
        Block::paragraph("a"),
        Block::heading(2, "B"),
        Block::item("b"),
        Block::heading(2, "C"),
        Block::heading(1, "D"),
    ];
    let expected = [&[1][..], &[], &[1, 1], &[], &[1, 2], &[2]];
    let numbers = content(&blocks).numbers();
    let outline = |number: &Number| if let Number::Heading(outline) = number { outline.clone() } else { vec![] };
    assert_eq!(numbers.iter().map(outline).collect::<Vec<_>>(), expected);
    assert_eq!((&numbers[1], &numbers[3]), (&Number::Paragraph(1), &Number::Paragraph(2)));
}

#[test]
fn a_replaced_text_keeps_identities_and_lists_orphans_with_their_place() {
    let old = content(&[
        Block::heading(1, "Ziele"),
        Block::paragraph("Der erste Absatz spricht von Beratung in allen Bezirken der Stadt."),
        Block::paragraph("Der zweite Absatz fällt weg."),
        Block::paragraph("Zum Schluss."),
    ]);
    let new = [
        Block::paragraph("Zum Schluss."),
        Block::heading(2, "Ziele"),
        Block::paragraph("Der erste Absatz spricht von guter Beratung in allen Bezirken der Stadt."),
        Block::paragraph("Neu ist dies."),
    ];
    let mut fresh = 100;
    let found = replace(&old, &new, &mut || {
        fresh += 1;
        Uuid::from_u128(fresh)
    });
    let kept: Vec<u128> = found.paragraphs.iter().map(|paragraph| paragraph.id.as_u128()).collect();
    assert_eq!(kept, [4, 1, 2, 101]);
    assert_eq!(found.edited, [Uuid::from_u128(1), Uuid::from_u128(2)]);
    assert_eq!(found.added, [Uuid::from_u128(101)]);
    let [orphan] = &found.orphans[..] else { panic!("{:?}", found.orphans) };
    assert_eq!((orphan.paragraph.id, &orphan.number), (Uuid::from_u128(3), &Number::Paragraph(2)));
    assert_eq!((orphan.after.as_deref(), orphan.behind), (Some("Zum Schluss."), Some(Uuid::from_u128(2))));

    let comparison = compare(&old, &Content { paragraphs: found.paragraphs, ..old.clone() });
    let sum = summary(&comparison);
    assert_eq!((sum.kept, sum.changed, sum.deleted, sum.inserted, sum.moved), (0, 2, 1, 1, 1));
    for paragraph in &comparison {
        let (left, right) = sides(&paragraph.row);
        assert_eq!((left.is_some(), right.is_some()), (paragraph.row.is_old(), paragraph.row.is_new()));
    }
    assert!(comparison.iter().any(|one| one.id == Uuid::from_u128(4) && one.row.op == RowOp::MovedHere));
}

fn some_blocks() -> impl Strategy<Value = Vec<Block>> {
    let text = prop::sample::select(vec!["A b c d e f", "A b c d x f", "B", "C c", "Eins zwei drei vier fünf sechs"]);
    let kind = prop::sample::select(vec![BlockKind::Paragraph, BlockKind::Heading(2)]);
    prop::collection::vec((kind, text).prop_map(|(kind, text)| Block { kind, text: text.into() }), 0..10)
}

proptest! {
    #[test]
    fn after_a_replacement_every_identity_is_once_there_or_an_orphan(old in some_blocks(), new in some_blocks()) {
        let old = content(&old);
        let mut fresh = 1000;
        let found = replace(&old, &new, &mut || { fresh += 1; Uuid::from_u128(fresh) });
        let blocks: Vec<Block> = found.paragraphs.iter().map(|paragraph| paragraph.block.clone()).collect();
        prop_assert_eq!(blocks, new);
        let mut all: Vec<Uuid> = found.paragraphs.iter().map(|paragraph| paragraph.id).filter(|id| !found.added.contains(id)).collect();
        all.extend(found.orphans.iter().map(|orphan| orphan.paragraph.id));
        all.sort_unstable();
        prop_assert_eq!(all, old.paragraphs.iter().map(|paragraph| paragraph.id).collect::<Vec<_>>());
        let unchanged: Vec<Block> = old.paragraphs.iter().map(|paragraph| paragraph.block.clone()).collect();
        prop_assert!(replace(&old, &unchanged, &mut Uuid::nil).is_unchanged(&old));
    }

    #[test]
    fn what_is_said_decides_the_hash(one in some_blocks(), other in some_blocks()) {
        prop_assert_eq!(content(&one) == content(&other), content(&one).hash() == content(&other).hash());
    }
}
