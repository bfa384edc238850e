//! Files that are refused: the error names line and reason. And faults that are taken in with a mark.

use exchange::{Format, FormatError, ImportError, RemarkKind};

use crate::{HEADER, file, question, read, read_rows, refused, says};

#[test]
fn every_refusal_names_line_and_reason() {
    let good = "Q\tS\tq\t1\tFrage\t\tde";
    for (text, line, reason) in [
        (String::new(), 1, "leer"),
        (" \n \n".to_owned(), 1, "leer"),
        ("class\tname\ttext\nQ\tq\tx\n".to_owned(), 1, "„type/scale“"),
        ("class\ttype/scale\tname\ttext\ttext\n".to_owned(), 1, "zweimal"),
        (format!("{HEADER}\n"), 1, "ohne eine einzige Frage"),
        (format!("{HEADER}\n{good}\n"), 2, "vor der ersten Fragengruppe"),
        (file(&["SQ\t\ta\t\tA\t\tde"]), 4, "ohne Frage"),
        (file(&["A\t\ta\t\tA\t\tde"]), 4, "ohne Frage"),
        (file(&[good, "Q\tS\t\t1\tFrage\t\tde"]), 5, "keinen Code"),
        (file(&["Q\tS\tzwei worte\t1\tFrage\t\tde"]), 4, "Leer- oder Sonderzeichen"),
        (file(&[good, good]), 5, "gibt es schon in Zeile 4"),
        (file(&["Q\tM\tm\t1\tM\t\tde", "SQ\t\ta\t\tA\t\tde", "SQ\t\ta\t\tB\t\tde"]), 6, "gibt es schon in Zeile 5"),
        (file(&["G\t1\tNoch einmal\t1\t\t\tde"]), 4, "gibt es schon in Zeile 3"),
        (file(&[good, "Q\tS\tr"]), 5, "abgeschnitten"),
        (file(&[good, "XX\tS\tr\t1\tx\t\tde"]), 5, "„XX“"),
        (file(&[good, "Q\tS\tr\t1\tx\t\tde\t\t\t\t\t\t\t\tzu viel"]), 5, "15 Felder"),
        (file(&[good, "Q\tS\tr\t1\t\"offen\t\tde", "Q\tS\ts\t1\tx\t\tde"]), 5, "nicht geschlossen"),
        (file(&[good, "Q\tS\tr\t1\tx\t\tk l"]), 5, "Sprachkürzel"),
        (file(&[&format!("Q\tS\tr\t1\t{}\t\tde", "x".repeat(100_001))]), 4, "größer als 100 kB"),
        (file(&["Q\tR\tr\t1\tx\t\tde"]), 4, "keine der Fragen"),
        (
            file(&[&format!("Q\tF\t{}\t1\tx\t\tde", "t".repeat(60)), "SQ\t\tzeile\t\tx\t\tde", "A\t\ta\t\tA\t\tde"]),
            5,
            "64 Zeichen",
        ),
    ] {
        let (named, message) = refused(&text);
        assert!(message.contains(reason), "{reason} is not in: {message}");
        assert_eq!(named, line, "{message}");
        assert!(message.starts_with(&format!("Zeile {line}")), "{message}");
    }
}

#[test]
fn a_file_cut_off_in_a_row_is_noticed() {
    let whole = format!(
        "{HEADER}\nSL\t\tsurveyls_title\t\tProbe\t\tde\t\t\t\t\t\t\t\nG\t1\tSeite\t1\t\t\tde\t\t\t\t\t\t\t\nQ\tS\tq\t1\tEine Frage\t\tde\t\t\t\t\t\t\t"
    );
    assert!(read(&whole).is_ok());
    let (line, message) = refused(&whole[..whole.len() - 12]);
    assert_eq!(line, 4);
    assert!(message.contains("bricht hier mitten in der Zeile ab"), "{message}");
}

#[test]
fn marks_of_order_and_line_ends_do_not_matter() {
    let text = file(&["Q\tS\tq\t1\t\"Eine \"\"Frage\"\"\nin zwei Zeilen\"\t\tde", "Q\tS\tr\t1\tx\t\tde"]);
    let plain = read(&text).expect("imports");
    assert_eq!(question(&plain, "q").text.only(), "Eine \"Frage\"\nin zwei Zeilen");
    let windows = format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
    let imported = read(&windows).expect("imports");
    assert_eq!(imported.survey.questions().count(), 2);
    let twice = windows.replace("\tr\t", "\tq\t");
    assert_eq!(refused(&twice).0, 6, "lines inside a cell count");
    let empty_lines = windows.replace("\r\nQ\tS\tr", "\r\n\r\n\r\nQ\tS\tq");
    assert_eq!(refused(&empty_lines).0, 8, "and empty lines");
}

#[test]
fn circles_are_broken_and_marked() {
    let imported = read_rows(&[
        "Q\tS\ta\tb == 'x'\tA\t\tde",
        "Q\tS\tb\tc == 'x'\tB\t\tde",
        "Q\tS\tc\ta == 'x' or d == 'x'\tC\t\tde",
        "Q\tS\td\t1\tD\t\tde",
        "Q\tS\tselbst\tselbst != 'x'\tS\t\tde",
        "Q\tS\tdanach\ta == 'x'\tD\t\tde",
    ]);
    for code in ["a", "b", "c", "selbst"] {
        assert!(says(&imported, RemarkKind::Fault, Some(code), "im Kreis"), "{code}: {}", imported.report);
        assert!(!question(&imported, code).faults.is_empty());
    }
    assert!(question(&imported, "danach").faults.is_empty());
    let mut page = file(&["Q\tS\ta\t1\tA\t\tde"]).replace("Seite\t1", "Seite\ta == 'x'");
    page.push_str("G\t2\tZwei\ta == 'y'\t\t\tde\nQ\tS\tb\t1\tB\t\tde\n");
    let imported = read(&page).expect("imports");
    assert!(says(&imported, RemarkKind::Fault, Some("a"), "im Kreis"));
    assert!(question(&imported, "b").faults.is_empty());
    assert_eq!(imported.report.counts.conditions, 2);
}

#[test]
fn formats_by_name_and_by_content() {
    assert_eq!("ls-tsv".parse(), Ok(Format::LimesurveyTsv));
    assert_eq!("teilhabe".parse(), Ok(Format::Teilhabe));
    assert_eq!(Format::Teilhabe.to_string(), "teilhabe");
    for name in ["lss", "xlsform", "surveyjs"] {
        assert_eq!(name.parse::<Format>(), Err(FormatError::NotYet(name.to_owned())));
    }
    assert!(matches!("doc".parse::<Format>(), Err(FormatError::Unknown(_))));
    let guessed = |content: &str, name: &str| exchange::import(content.as_bytes(), None, name);
    assert!(guessed(&file(&["Q\tS\tq\t1\tF\t\tde"]), "beliebig.txt").is_ok());
    for (content, name) in [
        ("<?xml version=\"1.0\"?><document/>", "lss"),
        ("{\"pages\": [{\"elements\": []}]}", "surveyjs"),
        ("PK\u{3}\u{4}…", "xlsform"),
    ] {
        let error = guessed(content, "x").expect_err("not yet");
        assert!(matches!(&error, ImportError::Format(FormatError::NotYet(found)) if found == name), "{error}");
    }
    assert!(guessed("Guten Tag", "brief.txt").is_err());
}
