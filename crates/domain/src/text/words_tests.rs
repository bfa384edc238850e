//! The laws of the word difference, and what it looks like where taste decides.

use proptest::prelude::*;

use super::*;

fn shown(pieces: &[Piece]) -> String {
    let mark = |piece: &Piece| match piece.op {
        Op::Kept => piece.text.clone(),
        Op::Deleted => format!("[-{}]", piece.text),
        Op::Inserted => format!("[+{}]", piece.text),
    };
    pieces.iter().map(mark).collect()
}

#[test]
fn a_change_is_shown_where_a_reader_expects_it() {
    let cases = [
        ("Rote Autos fahren.", "Blaue Busse fahren.", "[-Rote Autos][+Blaue Busse] fahren."),
        ("Der Rat beschließt.", "Der Rat, der tagt, beschließt.", "Der Rat[+, der tagt,] beschließt."),
        ("Eins. Zwei. Drei.", "Eins. Drei.", "Eins. [-Zwei. ]Drei."),
        ("Es gilt A. Es gilt B. Es gilt C.", "Es gilt A. Es gilt C.", "Es gilt A. [-Es gilt B. ]Es gilt C."),
        ("Eine Beratung.", "Eine Beratungen.", "Eine Beratung[+en]."),
        ("der Rat", "die Rat", "[-der][+die] Rat"),
        ("[mehr](https://a.de/x)", "[mehr](https://a.de/y)", "[mehr[-](https://a.de/x)][+](https://a.de/y)]"),
        ("", "Neu.", "[+Neu.]"),
        ("", "", ""),
    ];
    for (old, new, expected) in cases {
        assert_eq!(shown(&words(old, new)), expected);
    }
}

#[test]
fn marks_are_never_deleted() {
    let pieces = words_beside_marks("{N}a b {N}c d {N}e", "a e", "{N}");
    assert_eq!(shown(&pieces), "{N}a [-b ]{N}[-c d ]{N}e");
    assert_eq!(shown(&words_beside_marks("a b{N}", "a", "{N}")), "a[- b]{N}");
}

#[test]
fn a_difference_fits_only_its_own_text() {
    let pieces = words("a b", "a c");
    assert_eq!(apply(&pieces, "a b").as_deref(), Ok("a c"));
    assert_eq!(apply(&pieces, "a x"), Err(OtherText));
}

/// Two texts of few words, so that they have much in common, with emoji, links and breaks.
fn texts() -> impl Strategy<Value = (String, String)> {
    let word = prop::sample::select(vec![
        "der",
        "Rat",
        "tagt",
        ".",
        " ",
        " ",
        "\n",
        ",",
        "Integrationsbeirat",
        "👋🏼",
        "👋🏾",
        "**",
        "<b>",
    ]);
    let list = prop::collection::vec(word, 0..30);
    (list.clone(), list).prop_map(|(old, new)| (old.concat(), new.concat()))
}

const MARK: &str = "{N}";

proptest! {
    #[test]
    fn applied_it_gives_the_new_text_and_reversed_the_old((old, new) in texts()) {
        for pieces in [words(&old, &new), paragraph(&old, &new)] {
            prop_assert_eq!(apply(&pieces, &old), Ok(new.clone()));
            prop_assert_eq!(apply(&reversed(&pieces), &new), Ok(old.clone()));
            prop_assert_eq!(reversed(&reversed(&pieces)), pieces.clone());
            prop_assert!(pieces.iter().all(|piece| !piece.text.is_empty()));
            prop_assert!(pieces.windows(2).all(|two| two[0].op != two[1].op));
            prop_assert_eq!(old == new, pieces.iter().all(|piece| piece.op == Op::Kept));
        }
    }

    #[test]
    fn any_two_texts_differ_by_what_leads_from_one_to_the_other(old in "\\PC{0,40}", new in "\\PC{0,40}") {
        prop_assert_eq!(apply(&words(&old, &new), &old), Ok(new));
    }

    #[test]
    fn marks_stay((old, new) in texts(), places in prop::collection::vec(0..30_usize, 0..5)) {
        let cut: Vec<&str> = tokens(&old).iter().map(|token| token.text).collect();
        let mut marked = String::new();
        for (at, text) in cut.iter().enumerate() {
            marked.push_str(if places.contains(&at) { MARK } else { "" });
            marked.push_str(text);
        }
        let pieces = words_beside_marks(&marked, &new, MARK);
        prop_assert_eq!(old_text(&pieces), marked);
        prop_assert_eq!(new_text(&pieces).replace(MARK, ""), new);
        prop_assert!(pieces.iter().all(|piece| piece.op == Op::Kept || !piece.text.contains(MARK)));
    }
}
