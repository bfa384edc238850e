//! Comments' words: what is kept of them, where quoted words stand, who is addressed.

use proptest::prelude::*;

use super::*;

fn names(list: &[(u128, &str)]) -> Vec<(Uuid, String)> {
    list.iter().map(|(id, name)| (Uuid::from_u128(*id), (*name).to_owned())).collect()
}

#[test]
fn a_comment_is_kept_without_what_nobody_sees() {
    assert_eq!(tidy("\n\n Gut so. \r\n\r\n\r\n\u{202e}Weiter\u{0}!\t\n\n", 99), Ok(" Gut so.\n\nWeiter!".into()));
    assert_eq!(tidy(" \n\t\u{202e}", 99), Err(WordsProblem::Empty));
    assert_eq!(tidy("ääää", 3), Err(WordsProblem::TooLong));
    assert_eq!(tidy("äää", 3), Ok("äää".into()));
}

#[test]
fn quoted_words_are_found_behind_marks_and_line_breaks() {
    let text = "Für **Ältere** gibt es [Beratung](https://beratung.example/aeltere) in allen Bezirken. Die Beratung ist kostenlos.";
    let at = |quote: &str, before| {
        find_quote(text, quote, before)
            .map(|range| text.chars().skip(range.start).take(range.len()).collect::<String>())
    };
    assert_eq!(
        at("ältere gibt es\nBeratung in", None).as_deref(),
        Ok("Ältere** gibt es [Beratung](https://beratung.example/aeltere) in")
    );
    assert_eq!(at("„Die Beratung ist“", None).as_deref(), Ok("Die Beratung ist"));
    assert_eq!(at("Beratung", None), Err(QuoteProblem::Several));
    let second = find_quote(text, "Beratung", Some(50)).expect("found");
    assert_eq!(
        second.start,
        text.chars().collect::<String>().rfind("Beratung").map(|at| text[..at].chars().count()).expect("there")
    );
    assert_eq!(at("Sportplatz", None), Err(QuoteProblem::Missing));
    assert_eq!(at(" „…“ ", None), Err(QuoteProblem::Missing));
    assert_eq!(at("beratung.example", None), Err(QuoteProblem::Missing), "addresses are not read");
}

#[test]
fn people_are_addressed_by_their_whole_name() {
    let names = names(&[(1, "Ana"), (2, "Ana Kovač"), (3, "Ali"), (4, "Ali"), (5, " ")]);
    let (pieces, accounts) = addressed("@Ana Kovač, und @Ali: info@Ana.example, @Anastasia @ @Ana", &names);
    let marked: Vec<&str> = pieces.iter().filter(|piece| piece.marked).map(|piece| piece.text.as_str()).collect();
    assert_eq!(marked, ["@Ana Kovač", "@Ali", "@Ana"]);
    assert_eq!(accounts, [2, 3, 4, 1].map(Uuid::from_u128));
}

#[test]
fn an_extract_shows_the_words_that_were_found() {
    let body = format!("{} Räume im Stadtteil {}", "a ".repeat(100), "b ".repeat(100));
    let pieces = extract(&body, &["räume".into(), "stadt".into()]);
    let marked: Vec<&str> = pieces.iter().filter(|piece| piece.marked).map(|piece| piece.text.as_str()).collect();
    assert_eq!(marked, ["Räume", "Stadt"]);
    let all: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    assert!(all.starts_with("… a") && all.ends_with("b …") && all.chars().count() < 260, "{all}");
    assert_eq!(extract("kurz", &["lang".into()]), [Piece { text: "kurz".into(), marked: false }]);
}

proptest! {
    #[test]
    fn no_letter_of_a_comment_is_lost_in_pieces(body in "[@A-Cä \\n]{0,30}") {
        let (pieces, _) = addressed(&body, &names(&[(1, "A"), (2, "AB"), (3, "C ä")]));
        prop_assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(), body);
        prop_assert!(pieces.iter().all(|piece| !piece.text.is_empty()));
    }

    #[test]
    fn selected_words_are_found_where_they_were_selected(text in "[ab* _.]{1,40}", start in 0..40_usize, length in 1..10_usize) {
        let quote: String = text.chars().skip(start).take(length).collect();
        let letters = |text: &str| text.chars().filter(|sign| sign.is_alphanumeric()).count();
        if letters(&quote) > 0 {
            let before = letters(&text.chars().take(start).collect::<String>());
            let found = find_quote(&text, &quote, Some(before)).expect("it is there");
            prop_assert!(found.start >= start && found.end <= start + length);
        }
    }

    #[test]
    fn tidying_twice_changes_nothing(text in "[a \\n\\r\\t\\x00]{0,30}") {
        if let Ok(once) = tidy(&text, 99) {
            prop_assert_eq!(tidy(&once, 99), Ok(once.clone()));
        }
    }
}
