//! The laws of the block difference, moves, and how long two texts of 100 pages take.

use proptest::prelude::*;

use super::RowOp::{Kept, MovedAway, MovedHere};
use super::*;

fn paragraphs(texts: &[&str]) -> Vec<Block> {
    texts.iter().map(|text| Block::paragraph(*text)).collect()
}

fn ops(difference: &[Row]) -> Vec<RowOp> {
    difference.iter().map(|row| row.op).collect()
}

#[test]
fn a_moved_paragraph_is_shown_as_moved_also_when_it_was_edited() {
    let old = paragraphs(&["Der erste Absatz bleibt hier stehen.", "Zwei steht hier.", "Drei.", "Vier."]);
    let new = paragraphs(&["Zwei steht hier.", "Drei.", "Der erste Absatz bleibt hier nicht stehen.", "Vier."]);
    let difference = difference(&old, &new);
    assert_eq!(ops(&difference), [MovedAway, Kept, Kept, MovedHere, Kept]);
    assert_eq!((difference[0].old, difference[0].new), (Some(0), Some(2)));
    assert_eq!(difference[3].pieces[1], Piece::inserted("nicht "));
    assert_eq!(apply(&difference, &old), Ok(new));
}

#[test]
fn what_has_little_in_common_is_another_block() {
    let (old, new) = (paragraphs(&["Der Rat tagt."]), paragraphs(&["Ganz anderer Inhalt"]));
    assert_eq!(ops(&difference(&old, &new)), [RowOp::Deleted, RowOp::Inserted]);
    assert_eq!(ops(&difference(&old, &[])), [RowOp::Deleted]);
    assert_eq!(apply(&difference(&old, &new), &new), Err(OtherText));
}

fn some_blocks() -> impl Strategy<Value = Vec<Block>> {
    let text = prop::sample::select(vec!["", "A b c d e", "A b c d f", "B", "C c", "Eins zwei drei vier fünf sechs"]);
    let kind = prop::sample::select(vec![BlockKind::Paragraph, BlockKind::Heading(2), Block::item("").kind]);
    prop::collection::vec((kind, text).prop_map(|(kind, text)| Block { kind, text: text.into() }), 0..12)
}

proptest! {
    #[test]
    fn applied_it_gives_the_new_text_and_every_block_once(old in some_blocks(), new in some_blocks()) {
        let found = difference(&old, &new);
        prop_assert_eq!(apply(&found, &old), Ok(new.clone()));
        let places: Vec<_> = found.iter().filter(|row| row.is_old()).filter_map(|row| row.old).collect();
        prop_assert_eq!(places, (0..old.len()).collect::<Vec<_>>());
        for row in found.iter().filter(|row| row.op == RowOp::Changed || row.op == RowOp::MovedHere) {
            prop_assert_eq!(row.before, row.after);
        }
        prop_assert_eq!(old == new, changes_only(&found).next().is_none());
    }

    #[test]
    fn shuffled_blocks_only_move(order in Just((0..12_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let text = |n: &usize| Block::paragraph(format!("Absatz {n}"));
        let old: Vec<Block> = (0..12).map(|n| text(&n)).collect();
        let new: Vec<Block> = order.iter().map(text).collect();
        let found = difference(&old, &new);
        prop_assert!(found.iter().all(|row| matches!(row.op, RowOp::Kept | RowOp::MovedAway | RowOp::MovedHere)));
        prop_assert_eq!(apply(&found, &old), Ok(new));
    }
}
