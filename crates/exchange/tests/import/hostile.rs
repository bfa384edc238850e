//! Files that want to do harm, and files that chance made: never a panic, never silence, never minutes.

use std::fmt::Write as _;
use std::io::Read;
use std::time::{Duration, Instant};

use domain::answer::{Answer, Answers};
use domain::{answering, definition};
use exchange::{Format, ImportError, RemarkKind};
use proptest::prelude::*;

use crate::{HEADER, file, read, refused, says, shared};

/// Endless rows; counts what was asked for.
struct Endless(u64);

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        buffer.fill(b'\n');
        self.0 += buffer.len() as u64;
        Ok(buffer.len())
    }
}

#[test]
fn a_huge_file_is_not_read_to_its_end() {
    let mut endless = Endless(0);
    let error = exchange::import(&mut endless, Some(Format::LimesurveyTsv), "x").expect_err("too large");
    assert!(matches!(error, ImportError::TooLarge { limit: exchange::MAX_FILE, .. }), "{error}");
    assert!(endless.0 < 2 * exchange::MAX_FILE + 1_000_000, "{} bytes were read", endless.0);
}

#[test]
fn bytes_that_are_no_text_name_their_line() {
    for (bytes, line) in
        [(&b"class\n\xFFx"[..], 2), (&b"a\nb\n\0"[..], 3), (&b"\xFF\xFEc\0l\0"[..], 1), (&b"caf\xE9"[..], 1)]
    {
        let error = exchange::import(bytes, None, "x.tsv").expect_err("no text");
        assert_eq!(error.line(), Some(line), "{error}");
    }
}

#[test]
fn deep_brackets_stay_unresolved() {
    for expression in [
        format!("{}a == 1{}", "(".repeat(40_000), ")".repeat(40_000)),
        format!("{}a == 1", "!".repeat(5_000)),
        format!("a == {}1", "-".repeat(5_000)),
        format!("{}a{}", "is_empty(".repeat(2_000), ")".repeat(2_000)),
        format!("a == 1{}", " or a == 1".repeat(1_900)),
    ] {
        let row = format!("Q\tS\tb\t{expression}\tB\t\tde");
        let imported = read(&file(&["Q\tN\ta\t1\tA\t\tde", &row])).expect("imports");
        assert_eq!(answering::visible(&imported.survey, &Answers::new()).len(), 1);
        assert!(!imported.survey.question("b").expect("b").faults.is_empty());
    }
}

#[test]
fn a_long_chain_of_conditions_is_cut() {
    let mut rows = vec!["Q\tS\tq0\t1\tF\t\tde".to_owned()];
    rows.extend((1..2_000).map(|number| format!("Q\tS\tq{number}\tq{} == 'x'\tF\t\tde", number - 1)));
    let imported = read(&file(&rows.iter().map(String::as_str).collect::<Vec<_>>())).expect("imports");
    assert!(says(&imported, RemarkKind::Fault, Some("q1999"), "zu langen Kette"));
    let answers: Answers = (0..2_000).map(|number| (format!("q{number}"), Answer::choice("x"))).collect();
    assert!(answering::visible(&imported.survey, &answers).len() >= 300);
    // The same chain as a circle.
    rows[0] = "Q\tS\tq0\tq1999 == 'x'\tF\t\tde".to_owned();
    assert!(read(&file(&rows.iter().map(String::as_str).collect::<Vec<_>>())).is_ok());
}

#[test]
fn limits_name_the_line() {
    let many: Vec<String> = (0..2_001).map(|number| format!("Q\tS\tq{number}\t1\tF\t\tde")).collect();
    let (line, message) = refused(&file(&many.iter().map(String::as_str).collect::<Vec<_>>()));
    assert!(line == 2_004 && message.contains("2000 Fragen"), "{message}");
    let mut rows = vec!["Q\t;\tr\t1\tF\t\tde".to_owned()];
    for scale in [0, 1] {
        rows.extend((0..5_000).map(|number| format!("SQ\t{scale}\ts{number}\t\tS\t\tde")));
    }
    assert_eq!(refused(&file(&rows.iter().map(String::as_str).collect::<Vec<_>>())).0, 4);
    let too_many = format!("{HEADER}\n{}", "S\t\tx\t1\ty\n".repeat(20_001));
    assert_eq!(refused(&too_many).0, 20_002);
}

#[test]
fn costly_texts_take_no_minutes() {
    #[expect(clippy::disallowed_methods, reason = "measures a duration")]
    let start = Instant::now();
    let pieces = [
        "<b><p>",
        "<a href=x>",
        "<a",
        "< ",
        "<!--",
        "{a",
        "&amp;",
        "<b><i><u><table>",
        "<h1>",
        "<svg><math>",
        "<ul><li>",
    ];
    for piece in pieces {
        let marks = piece.matches(['<', '&']).count().max(1);
        let text = piece.repeat((2_000 / marks).min(99_000 / piece.len()));
        let row = format!("Q\tS\tq\t1\t{text}\t\tde");
        let _ = read(&file(&[&row])).expect(piece);
        crate::say(&format!("{piece}: {:?} so far", start.elapsed()));
        let row = format!("Q\tS\tq\t1\t{}\t\tde", piece.repeat(99_000 / piece.len()));
        assert!(piece == "{a" || refused(&file(&[&row])).1.contains("HTML-Auszeichnungen"));
    }
    assert!(start.elapsed() < Duration::from_mins(1), "{:?}", start.elapsed());
}

/// Rows made of parts that belong into such files, in any order.
fn any_file() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        Just(String::new()),
        Just("1".to_owned()),
        Just("de".to_owned()),
        Just("q".to_owned()),
        Just("r".to_owned()),
        Just("other".to_owned()),
        Just("Y".to_owned()),
        Just("q_r == 'Y' or r != 1".to_owned()),
        Just("!is_empty(q)".to_owned()),
        Just("\"".to_owned()),
        Just("<b>x".to_owned()),
        "[a-zäß<>&'\"(){}=!0-9 ]{0,12}",
    ];
    let class = prop_oneof![
        Just("S"),
        Just("SL"),
        Just("G"),
        Just("Q"),
        Just("Q"),
        Just("Q"),
        Just("SQ"),
        Just("A"),
        Just("A")
    ];
    let letter = prop::sample::select("L!OYG5MPSTUNDXFABCEH1;:QKR|*I0?".chars().map(String::from).collect::<Vec<_>>());
    let row = (class, letter, prop::collection::vec(cell, 12))
        .prop_map(|(class, letter, cells)| format!("{class}\t{letter}\t{}\n", cells.join("\t")));
    prop::collection::vec(row, 0..14).prop_map(|rows| {
        let mut text = format!("{HEADER}\nG\t7\tSeite\t1\t\t\tde\nQ\tM\tq\t1\tFrage\t\tde\nSQ\t0\tr\t1\tZ\t\tde\n");
        for row in rows {
            let _ = write!(text, "{row}");
        }
        text
    })
}

fn sound_or_with_line(bytes: &[u8]) {
    match exchange::import(bytes, Some(Format::LimesurveyTsv), "x.tsv") {
        Ok(imported) => {
            assert_eq!(definition::check(&imported.survey), []);
            let _ = imported.report.to_string();
        }
        Err(error) => {
            assert!(error.line().is_some_and(|line| line > 0), "{error}");
            assert!(error.to_string().starts_with("Zeile "), "{error}");
            assert!(!error.to_string().contains("nicht stimmig"), "faults are found where they stand: {error}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        sound_or_with_line(&bytes);
        let _ = exchange::import(bytes.as_slice(), None, "x");
        let _ = exchange::import(bytes.as_slice(), Some(Format::Teilhabe), "x");
    }

    #[test]
    fn random_rows(text in any_file()) {
        sound_or_with_line(text.as_bytes());
    }

    #[test]
    fn random_expressions(expression in "(a|b|m_x|m_|'|\"|1|0| and | or |!|\\(|\\)|==|!=|<=|>|is_empty\\(|,|\\.NAOK| |ü|-|=){0,20}") {
        let quoted = expression.replace('"', "\"\"");
        let row = format!("Q\tS\tb\t\"{quoted}\"\tB\t\tde");
        let text = file(&["Q\tN\ta\t1\tA\t\tde", "Q\tM\tm\t1\tM\t\tde", "SQ\t\tx\t\tX\t\tde", &row]);
        prop_assert!(read(&text).is_ok());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn mutations_of_the_real_file(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..30),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let Some(text) = shared("limesurvey/mso_bedarfserhebung_sachsen.tsv") else { return Ok(()) };
        let mut bytes = text.into_bytes();
        for (place, byte, how) in changes {
            let at = place.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes[at] = b"\t\n\"'<>"[usize::from(byte) % 6],
                2 => { bytes.remove(at); }
                _ => { bytes.insert(at, byte & 0x7F); }
            }
        }
        if let Some(cut) = cut {
            let end = cut.index(bytes.len());
            bytes.truncate(end);
        }
        sound_or_with_line(&bytes);
    }
}
