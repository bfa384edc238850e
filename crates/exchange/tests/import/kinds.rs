//! Question types, checks of answers, texts and settings.

use domain::survey::{Kind, TextFormat};
use exchange::RemarkKind;

use crate::{HEADER, question, read, read_rows, says};

#[test]
fn simple_types() {
    let imported = read_rows(&[
        "Q\t!\tliste\t1\tL\t\tde\t\t\tY\tY",
        "A\t\ta\t\tA <b>fett</b> &amp; mehr\t\tde",
        "Q\tY\tja\t1\tJ\t\tde\t\t\tS",
        "Q\t5\tfuenf\t1\tF\t\tde",
        "Q\tD\ttag\t1\tD\t\tde",
        "Q\tU\tlang\t1\tU\t\tde",
        "Q\tX\thinweis\t1\tX\t\tde\t\t\tY",
    ]);
    let list = question(&imported, "liste");
    assert!(list.required && !question(&imported, "hinweis").required && question(&imported, "ja").required);
    let Kind::SingleChoice { options, other: Some(other), dropdown: true } = &list.kind else { panic!("{list:?}") };
    assert_eq!((options[0].label.only(), other.only()), ("A fett & mehr", "Sonstiges"));
    let codes: Vec<&str> =
        question(&imported, "ja").kind.choices().0.iter().map(|option| option.code.as_str()).collect();
    assert_eq!(codes, ["Y", "N"]);
    assert!(matches!(question(&imported, "fuenf").kind, Kind::Scale { from: 1, to: 5, .. }));
    assert!(matches!(question(&imported, "tag").kind, Kind::Date { earliest: None, latest: None }));
    assert!(matches!(question(&imported, "lang").kind, Kind::LongText { max_length: None }));
}

#[test]
fn tables_become_one_question_per_row() {
    let imported = read_rows(&[
        "Q\tF\ttab\t1\tWie oft?\t\tde",
        "SQ\t0\tr1\t\tTreffen\t\tde",
        "SQ\t0\tr2\ttab_r1 == 'oft'\tBriefe\t\tde",
        "A\t0\toft\t\tOft\t\tde",
        "A\t0\tnie\t\tNie\t\tde",
        "Q\tQ\tnamen\t1\tNamen\t\tde",
        "SQ\t\tvor\t\tVorname\t\tde",
        "SQ\t\tnach\t\tNachname\t\tde",
        "Q\tK\tzahlen\t1\tZahlen\t\tde",
        "SQ\t\tfrauen\t\tFrauen\t\tde",
        "Q\t;\traster\t1\tR\t\tde",
        "SQ\t0\tz\t\tZ\t\tde",
        "SQ\t1\ts1\t\tS1\t\tde",
        "SQ\t1\ts2\t\tS2\t\tde",
        "Q\tX\tende\ttab_r2 == 'nie'\tEnde\t\tde",
    ]);
    let codes: Vec<&str> = imported.survey.questions().map(|question| question.code.as_str()).collect();
    let wanted = ["tab_r1", "tab_r2", "namen_vor", "namen_nach", "zahlen_frauen", "raster_z_s1", "raster_z_s2", "ende"];
    assert_eq!(codes, wanted);
    assert_eq!(question(&imported, "tab_r1").text.only(), "Wie oft?<br><strong>Treffen</strong>");
    assert!(question(&imported, "tab_r2").visible_if.is_some(), "the row's own condition");
    assert!(question(&imported, "ende").faults.is_empty());
    assert!(matches!(question(&imported, "zahlen_frauen").kind, Kind::Number { .. }));
    assert!(says(&imported, RemarkKind::Changed, Some("tab"), "2 einzelnen Fragen"));
}

#[test]
fn what_cannot_be_carried_is_named() {
    let imported = read_rows(&[
        "Q\tR\trang\t1\tR\t\tde",
        "A\t\ta\t\tA\t\tde",
        "Q\t|\tdatei\t1\tD\t\tde",
        "Q\t*\tsumme\t1\t{n * 2}\t\tde",
        "Q\tO\tauswahl\t1\tA\t\tde\t\t\t\t\ta",
        "A\t\ta\t\tA\t\tde",
        "Q\tS\tversteckt\t1\tHallo {TOKEN:FIRSTNAME}\t\tde\t\t\t\t\t\t\t1",
        "Q\tL\tleer\t1\tL\t\tde",
        "Q\tX\tende\trang_1 == 'a'\tEnde\t\tde",
    ]);
    assert_eq!(imported.survey.questions().count(), 4);
    assert_eq!(imported.report.counts.questions, 7);
    for (kind, code, words) in [
        (RemarkKind::Lost, "rang", "Rangfolge"),
        (RemarkKind::Lost, "datei", "Hochladen"),
        (RemarkKind::Lost, "summe", "Berechnung"),
        (RemarkKind::Lost, "auswahl", "Kommentarfeld"),
        (RemarkKind::Lost, "auswahl", "Vorbelegung „a“"),
        (RemarkKind::Changed, "versteckt", "verborgen"),
        (RemarkKind::Lost, "versteckt", "{TOKEN:FIRSTNAME}"),
        (RemarkKind::Fault, "leer", "keine Antwortoptionen"),
        (RemarkKind::Fault, "ende", "die Frage „rang“ wurde nicht übernommen"),
    ] {
        assert!(says(&imported, kind, Some(code), words), "{code}: {words}\n{}", imported.report);
    }
    let visible = domain::answering::visible(&imported.survey, &domain::answer::Answers::new());
    assert!(!visible.contains("versteckt") && visible.contains("leer"));
}

#[test]
fn checks_of_answers() {
    let imported = read_rows(&[
        "Q\tS\tplz\t1\tP\t\tde\t/^\\d{5}$/",
        "Q\tS\tmail\t1\tM\t\tde\t\tis_empty(self) or regexMatch('/^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$/', self)",
        "Q\tS\tschlimm\t1\tS\t\tde\t/(?<=a)b/",
        "Q\tN\talter\t1\tA\t\tde\t\tself >= 18 and self <= 120",
        "Q\tN\tdoppelt\t1\tA\t\tde\t\tself >= alter * 2",
    ]);
    let format = |code: &str| match &question(&imported, code).kind {
        Kind::ShortText { format, .. } => format.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(format("plz"), Some(TextFormat::Pattern("^\\d{5}$".to_owned())));
    assert_eq!(format("mail"), Some(TextFormat::Email));
    assert_eq!(format("schlimm"), None);
    assert!(says(&imported, RemarkKind::Lost, Some("schlimm"), "nicht ausführen"));
    assert!(matches!(question(&imported, "alter").kind, Kind::Number { min: Some(18.0), max: Some(120.0), .. }));
    assert!(says(&imported, RemarkKind::Lost, Some("doppelt"), "self >= alter * 2"));
}

#[test]
fn attributes_are_read_or_reported_once_per_column() {
    let text = format!(
        "{HEADER}\tmin_answers\tmax_answers\texclude_all_others\trandom_order\n\
         SL\t\tsurveyls_title\t\tProbe\t\tde\n\
         S\t\tallowprev\t\tN\n\
         G\t1\tSeite\t1\t\t\tde\n\
         Q\tM\tm\t1\tM\t\tde\t\t\t\t\t\t\t\t1\t2\tkeine\t1\n\
         SQ\t\ta\t\tA\t\tde\n\
         SQ\t\tkeine\t\tKeine\t\tde\n\
         Q\tM\tm2\t1\tM\t\tde\t\t\t\t\t\t\t\t\t\t\t1\n\
         SQ\t\ta\t\tA\t\tde\n"
    );
    let imported = read(&text).expect("imports");
    let Kind::MultipleChoice { options, min: Some(1), max: Some(2), .. } = &question(&imported, "m").kind else {
        panic!("{:?}", question(&imported, "m"))
    };
    assert_eq!(options.iter().map(|option| option.exclusive).collect::<Vec<_>>(), [false, true]);
    assert!(says(&imported, RemarkKind::Lost, None, "Spalte „random_order“ wird nicht übernommen: 2 Werte"));
    assert!(says(&imported, RemarkKind::Lost, None, "allowprev = N"));
}

#[test]
fn texts_are_made_harmless_and_the_report_says_so() {
    let imported = read_rows(&[
        "Q\tS\tbild\t1\tBitte <img src=x onerror=alert(1)><script>alert(2)</script><iframe src=y></iframe> lesen\t\tde",
    ]);
    assert_eq!(question(&imported, "bild").text.only(), "Bitte  lesen");
    for what in ["<img>", "<script>", "<iframe>", "Programmcode"] {
        assert!(says(&imported, RemarkKind::Lost, Some("bild"), what), "{what}");
    }
}

#[test]
fn translations_without_group_keys_and_in_one_block() {
    let text = format!(
        "{HEADER}\nS\t\tlanguage\t\tde\nS\t\tadditional_languages\t\ttr ar\nSL\t\tsurveyls_title\t\tProbe\t\tde\n\
         G\t\tSeite A\t1\t\t\tde\nQ\tL\tq\t1\tFrage\t\tde\nA\t\ta\t\tJa\t\tde\n\
         G\t\tSayfa A\t1\t\t\ttr\nQ\tL\tq\t1\tSoru\t\ttr\nA\t\ta\t\tEvet\t\ttr\n"
    );
    let imported = read(&text).expect("imports");
    let tags: Vec<&str> = imported.survey.languages.iter().map(domain::language::Language::as_str).collect();
    assert_eq!(tags, ["de", "tr"]);
    assert_eq!(imported.survey.pages.len(), 1);
    assert_eq!(question(&imported, "q").kind.choices().0[0].label.0.len(), 2);
    assert!(says(&imported, RemarkKind::Changed, None, "die Sprache „ar“"));
}
