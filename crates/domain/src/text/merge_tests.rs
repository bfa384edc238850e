//! The laws of merging, and its decisions in doubtful cases.

use proptest::prelude::*;

use super::*;
use crate::text::carry::{self, Carried};

#[test]
fn new_words_are_read_behind_those_they_replace() {
    let merged = paragraph(
        "Die große Stadt hilft.",
        &["Die kleine Gemeinde hilft.", "Die große Stadt hilft gern."],
        Mode::Strict,
    );
    let read: Vec<(Op, &str)> = merged.pieces.iter().map(|run| (run.piece.op, run.piece.text.trim())).collect();
    let expected = [
        (Op::Kept, "Die"),
        (Op::Deleted, "große Stadt"),
        (Op::Inserted, "kleine Gemeinde"),
        (Op::Kept, "hilft"),
        (Op::Inserted, "gern"),
        (Op::Kept, "."),
    ];
    assert_eq!(read, expected);
}

#[test]
fn words_deleted_by_both_are_deleted_once() {
    let merged = paragraph("a b c d e", &["a d e", "a b e"], Mode::Strict);
    assert_eq!((merged.text.as_str(), merged.collisions.len()), ("a e", 0));
    let both: Vec<_> = merged.pieces.iter().filter(|run| run.by == [0, 1]).map(|run| run.piece.text.as_str()).collect();
    assert_eq!(both, ["c "]);
}

#[test]
fn the_same_change_is_made_once_and_names_both() {
    let merged = paragraph("a b c", &["a x c", "a x c", "a b y c"], Mode::Strict);
    assert_eq!(merged.text, "a x y c");
    assert_eq!(merged.pieces.iter().filter(|run| run.by == [0, 1]).count(), 2);
}

#[test]
fn what_stands_beside_a_replacement_is_woven_in_only_when_wanted_short_and_plain() {
    let base = "Wir planen drei Treffen im Jahr.";
    let amended = ["Wir planen vier Treffen im Jahr.", "Wir planen mindestens drei Treffen im Jahr."];
    assert_eq!(paragraph(base, &amended, Mode::Strict).collisions.len(), 1);
    let woven = paragraph(base, &amended, Mode::USUAL_WEAVE);
    assert_eq!(woven.text, "Wir planen mindestens vier Treffen im Jahr.");
    assert!(woven.applied.iter().any(|change| change.woven));
    assert_eq!(paragraph(base, &amended, Mode::Weave { longest: 5 }).collisions.len(), 1);
    let bold = [amended[0], "Wir planen **mindestens** drei Treffen im Jahr."];
    assert_eq!(paragraph(base, &bold, Mode::USUAL_WEAVE).collisions.len(), 1);
}

#[test]
fn a_collision_shows_what_both_make_of_the_same_words() {
    let merged = paragraph("a b c d e", &["a x c y e", "a z e"], Mode::Strict);
    let collision = &merged.collisions[0];
    assert_eq!((collision.base.as_str(), collision.first.as_str(), collision.second.as_str()), ("b c d", "x c y", "z"));
    assert_eq!(merged.text, "a x c y e");
}

/// A base of different words, and changes of it at places at least two words apart, each made by one of two amendments.
fn apart() -> impl Strategy<Value = (String, Vec<String>, String)> {
    let change = (0..4_u8, 0..3_usize);
    prop::collection::vec(change, 1..15).prop_map(|changes| {
        let write = |who: Option<usize>| {
            let mut words = Vec::new();
            for (place, (kind, by)) in changes.iter().enumerate() {
                let mine = who.is_none_or(|who| who == *by);
                words.push(format!("fest{place}"));
                words.push(format!("halt{place}"));
                match kind {
                    _ if !mine => words.push(format!("wort{place}")),
                    0 => words.push(format!("anders{place}")),
                    1 => {}
                    2 => words.extend([format!("wort{place}"), format!("neu{place}")]),
                    _ => words.push(format!("wort{place}")),
                }
                words.push(format!("rand{place}"));
            }
            words.join(" ")
        };
        (write(Some(9)), (0..3).map(|who| write(Some(who))).collect(), write(None))
    })
}

proptest! {
    #[test]
    fn changes_apart_merge_in_any_order((base, amended, all) in apart(), order in Just(vec![0, 1, 2]).prop_shuffle()) {
        let texts: Vec<&str> = order.iter().map(|who: &usize| amended[*who].as_str()).collect();
        for mode in [Mode::Strict, Mode::USUAL_WEAVE] {
            let merged = paragraph(&base, &texts, mode);
            prop_assert_eq!(&merged.text, &all);
            prop_assert!(merged.collisions.is_empty());
        }
        // Carried over one after the other, they give the same.
        prop_assert_eq!(carry::paragraph(&base, texts[0], texts[1]), carry::paragraph(&base, texts[1], texts[0]));
    }

    #[test]
    fn one_amendment_is_simply_made(base in "[ab. ]{0,20}", amended in "[ab. ]{0,20}", other in "[ab. ]{0,20}") {
        let merged = paragraph(&base, &[&amended], Mode::Strict);
        prop_assert_eq!(&merged.text, &amended);
        prop_assert_eq!(paragraph(&base, &[&amended, &amended], Mode::Strict).text, amended.clone());
        prop_assert_eq!(paragraph(&base, &[&base, &amended], Mode::Strict).text, amended.clone());
        prop_assert_eq!(carry::paragraph(&base, &base, &amended), Carried::Over(amended.clone()));
        prop_assert_eq!(carry::paragraph(&base, &amended, &base), Carried::Over(amended.clone()));
        // Whether two collide does not depend on who came first, and a merge is a difference of its ground.
        let one = paragraph(&base, &[&amended, &other], Mode::Strict);
        let two = paragraph(&base, &[&other, &amended], Mode::Strict);
        prop_assert_eq!(one.collisions.is_empty(), two.collisions.is_empty());
        prop_assert_eq!(crate::text::words::old_text(&plain_pieces(&one)), base);
        // Nor does the text, where nothing collides and nothing was put at one and the same place.
        let places = |who: usize| -> Vec<usize> {
            one.applied.iter().filter(|made| made.amendment == who && made.deleted.is_empty()).map(|made| made.place.start).collect()
        };
        let shared = places(0).iter().any(|place| places(1).contains(place));
        if one.collisions.is_empty() && !shared {
            prop_assert_eq!(one.text, two.text);
        }
    }
}

#[test]
fn without_anybody_looking_two_insertions_at_one_place_collide() {
    assert_eq!(paragraph("a b", &["a x b", "a y b"], Mode::Strict).text, "a x y b");
    assert!(matches!(carry::paragraph("a b", "a x b", "a y b"), Carried::Collided(_)));
    assert_eq!(carry::paragraph("a b", "a x b", "a x b"), Carried::Over("a x b".into()));
}
