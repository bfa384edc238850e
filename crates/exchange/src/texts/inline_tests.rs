use domain::text::blocks::List;
use domain::text::wording::words;
use proptest::prelude::*;

use super::*;

fn run(text: &str, bold: bool, italic: bool) -> Run {
    Run { text: text.into(), look: Look { bold, italic, ..Look::default() } }
}

#[test]
fn emphasis_and_links_are_read_and_written() {
    let expected = [
        run("Ein ", false, false),
        run("fetter", true, false),
        run(" und ", false, false),
        run("betonter", false, true),
        run(" Text mit ", false, false),
        Run { text: "Ziel".into(), look: Look { link: Some("https://a.de/b".into()), ..Look::default() } },
        run(".", false, false),
    ];
    let markdown = "Ein **fetter** und *betonter* Text mit [Ziel](https://a.de/b).";
    assert_eq!(runs(markdown), expected);
    assert_eq!(text(&expected, BlockKind::Paragraph), markdown);
    assert_eq!(runs("__a__ _b_ ***c***")[4], run("c", true, true));
    assert_eq!(runs("![Bild](b.png)"), [run("Bild", false, false)]);
}

#[test]
fn what_only_looks_like_a_mark_stays_words() {
    for (plain, expected) in [
        ("Bewohner*innen kaufen 2 * 3", "Bewohner*innen kaufen 2 * 3"),
        ("- kein Punkt", "\\- kein Punkt"),
        ("1. Januar", "1\\. Januar"),
        ("# Raute\n---", "\\# Raute\n\\---"),
        ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
        ("-5 Grad & C:\\Daten", "-5 Grad & C:\\Daten"),
        ("zwei\n\n\n Zeilen ", "zwei\nZeilen"),
        ("Fußnote [1]", "Fußnote [1]"),
    ] {
        assert_eq!(text(&[run(plain, false, false)], BlockKind::Paragraph), expected);
    }
    assert_eq!(text(&[run("Teil C #", true, false)], BlockKind::Heading(2)), "Teil C \\#");
    // What Markdown cannot say is left out; no word is.
    assert_eq!(text(&[run("Inte", false, false), run("gration", false, true)], BlockKind::Paragraph), "Integration");
    assert_eq!(text(&[run("a ", true, false), run("b", false, true)], BlockKind::Paragraph), "**a** *b*");
}

fn looks() -> impl Strategy<Value = Look> {
    let link = prop::option::weighted(0.2, Just("https://a.de".to_owned()));
    (any::<bool>(), any::<bool>(), prop::bool::weighted(0.2), link).prop_map(|(bold, italic, code, link)| Look {
        bold,
        italic,
        code,
        link,
    })
}

proptest! {
    #[test]
    fn runs_are_the_words_that_are_quoted(text in "[a-c *_`~!<>/\\[\\]()\\\\\n]{0,40}|\\PC{0,40}") {
        let joined: String = runs(&text).iter().map(|run| run.text.as_str()).collect();
        prop_assert_eq!(joined, words(&text));
    }

    #[test]
    fn no_word_is_lost_in_writing_and_what_is_written_is_one_block(
        some in prop::collection::vec(("[a-c *_`~!<>/\\[\\]()\\\\#.1|=•+-]{0,12}|[a-zäß ,.]{0,12}", looks()), 0..5),
        kind in prop::sample::select(vec![
            BlockKind::Paragraph, BlockKind::Heading(2), BlockKind::Quote, BlockKind::Item { list: List::Numbers, depth: 0 },
        ]),
    ) {
        let some: Vec<Run> = some.into_iter().map(|(text, look)| Run { text, look }).collect();
        let plain: String = some.iter().map(|run| run.text.as_str()).collect();
        let written = text(&some, kind);
        let letters = |text: &str| text.chars().filter(|sign| !sign.is_whitespace()).map(|sign| if sign == '•' { '·' } else { sign }).collect::<String>();
        prop_assert_eq!(letters(&words(&written)), letters(&plain), "{}", written);
        if !written.is_empty() {
            prop_assert!(is_one(&Block { kind, text: written.clone() }), "{:?}", written);
        }
        // Written once, it stays.
        prop_assert_eq!(text(&runs(&written), kind), written);
    }
}
