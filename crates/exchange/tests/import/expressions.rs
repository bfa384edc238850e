//! Conditions: the neutral table of `LimeSurvey` expressions, and the rules for missing values in words.

use domain::answer::{Answer, Answers};
use domain::answering;
use domain::condition::Condition;
use exchange::RemarkKind;
use serde_json::Value;

use crate::{file, question, read, read_rows, say, says, shared};

/// The survey of one row of the table: a question for each variable, and one with the expression.
fn survey_of(row: &Value) -> (String, Answers) {
    let mut rows = Vec::new();
    let mut answers = Answers::new();
    for (code, value) in row["variables"].as_object().into_iter().flatten() {
        let text = value["code"].as_str().or(value.as_str()).unwrap_or_default();
        let relevance = if value["relevant"] == Value::Bool(false) { "0" } else { "1" };
        if let Some(label) = value["shown"].as_str() {
            rows.push(format!("Q\tL\t{code}\t{relevance}\tFrage\t\tde"));
            rows.push(format!("A\t\t{text}\t\t{label}\t\tde"));
        } else {
            rows.push(format!("Q\tS\t{code}\t{relevance}\tFrage\t\tde"));
        }
        answers.insert(code.clone(), Answer::Text(text.to_owned()));
    }
    let expression = row["expression"].as_str().unwrap_or_default().replace('"', "\"\"");
    rows.push(format!("Q\tX\tziel\t\"{expression}\"\tZiel\t\tde"));
    (file(&rows.iter().map(String::as_str).collect::<Vec<_>>()), answers)
}

#[test]
fn the_neutral_table() {
    let Some(text) = shared("tables/limesurvey-expressions.json") else { return };
    let rows: Vec<Value> = serde_json::from_str(&text).expect("the table is JSON");
    let (mut right, mut wrong, mut open) = (0, Vec::new(), Vec::new());
    for row in rows.iter().filter(|row| row["kind"] == "condition") {
        let (text, answers) = survey_of(row);
        let imported = read(&text).expect("the table's surveys import");
        let mut unresolved = false;
        if let Some(condition) = &question(&imported, "ziel").visible_if {
            condition.each_leaf(&mut |leaf| unresolved |= matches!(leaf, Condition::Unresolved { .. }));
        }
        let shown = answering::visible(&imported.survey, &answers).contains("ziel");
        let words = format!("{} {} -> {}", row["id"], row["expression"], row["result"]);
        if unresolved {
            assert!(!shown, "what is not understood is never true: {words}");
            open.push(words);
        } else if Value::Bool(shown) == row["result"] {
            right += 1;
        } else {
            wrong.push(words);
        }
    }
    say(&format!("{right} as stated, {} not representable:\n{}", open.len(), open.join("\n")));
    assert_eq!(wrong, Vec::<String>::new());
    assert!(right >= 60, "{right}");
}

/// Shown for these answers? `a` is always shown, `b` only when `a` is `ja`; both are single choices of ja and nein.
fn shows(expression: &str, answers: &[(&str, &str)]) -> bool {
    let choice = ["A\t\tja\t\tJa\t\tde", "A\t\tnein\t\tNein\t\tde"];
    let target = format!("Q\tX\tziel\t{expression}\tZiel\t\tde");
    let imported = read_rows(&[
        "Q\tL\ta\t1\tA\t\tde",
        choice[0],
        choice[1],
        "Q\tL\tb\ta == 'ja'\tB\t\tde",
        choice[0],
        choice[1],
        "Q\tM\tm\t1\tM\t\tde\t\t\t\tY",
        "SQ\t\tx\t\tX\t\tde",
        "SQ\t\ty_z\t\tY\t\tde",
        "Q\tN\tn\t1\tN\t\tde",
        &target,
    ]);
    let answers: Answers = answers
        .iter()
        .map(|(code, value)| {
            let answer = match *code {
                "n" => Answer::Number(value.parse().expect("a number")),
                "m" if *value == "other" => Answer::Choices { codes: Vec::new(), other: Some("frei".to_owned()) },
                "m" => Answer::Choices { codes: value.split(' ').map(str::to_owned).collect(), other: None },
                _ => Answer::choice(value),
            };
            ((*code).to_owned(), answer)
        })
        .collect();
    answering::visible(&imported.survey, &answers).contains("ziel")
}

#[test]
fn a_missing_answer_differs_from_every_value() {
    assert!(shows("a != 'ja'", &[]), "shown and unanswered: LimeSurvey compares the empty text");
    assert!(shows("a != 'ja'", &[("a", "nein")]));
    assert!(!shows("a != 'ja'", &[("a", "ja")]));
    assert!(shows("!(n > 3)", &[]));
    assert!(!shows("n < 3", &[]), "but no ordering holds for it");
    assert!(!shows("n <= 3", &[]));
}

#[test]
fn a_hidden_question_makes_a_comparison_false_unless_naok() {
    assert!(!shows("b != 'ja'", &[]), "b is hidden");
    assert!(shows("b.NAOK != 'ja'", &[]));
    assert!(shows("b != 'ja'", &[("a", "ja")]), "b is shown and unanswered");
    assert!(!shows("is_empty(b)", &[("a", "nein")]));
    assert!(shows("is_empty(b.NAOK)", &[("a", "nein")]));
    assert!(!shows("!(b == 'ja')", &[]));
    assert!(!shows("b == 'ja'", &[("a", "nein"), ("b", "ja")]), "an answer given before it was hidden does not count");
    assert!(shows("b == 'ja' or a == 'nein'", &[("a", "nein")]), "only that comparison is false, not the whole");
}

#[test]
fn boxes_of_a_multiple_choice() {
    assert!(shows("m_x == 'Y'", &[("m", "x")]));
    assert!(!shows("m_x.NAOK == 'Y'", &[("m", "y_z")]));
    assert!(shows("m_y_z == \"Y\"", &[("m", "y_z")]));
    assert!(shows("m_x != 'Y'", &[("m", "y_z")]));
    assert!(shows("m_x != 'Y'", &[]));
    assert!(shows("is_empty(m_x)", &[]));
    assert!(shows("m_other != ''", &[("m", "other")]));
    assert!(shows("!is_empty(m_other.NAOK)", &[("m", "other")]));
    assert!(!shows("m_other != ''", &[("m", "x")]));
}

#[test]
fn and_binds_tighter_than_or() {
    let expression = "a == 'ja' and n == 1 or n == 2";
    assert!(shows(expression, &[("a", "nein"), ("n", "2")]));
    assert!(!shows("a == 'ja' and (n == 1 or n == 2)", &[("a", "nein"), ("n", "2")]));
    let mixed = |expression: &str| {
        let row = format!("Q\tX\tziel\t{expression}\tZiel\t\tde");
        let imported = read_rows(&["Q\tN\tn\t1\tN\t\tde", &row]);
        says(&imported, RemarkKind::Fault, Some("ziel"), "Klammern fehlen wohl")
    };
    assert!(mixed("n == 1 and n == 2 or n == 3"));
    assert!(mixed("(n == 1 || n == 2 && n == 3)"));
    assert!(!mixed("(n == 1 and n == 2) or n == 3"));
    assert!(!mixed("n == 1 or n == 2"));
}

#[test]
fn what_is_not_understood_is_kept_and_never_true() {
    for (expression, kind, words) in [
        ("x == 1", RemarkKind::Fault, "die Frage „x“ gibt es nicht"),
        ("a == 'vielleicht'", RemarkKind::Fault, "die Antwortoption „vielleicht“ der Frage „a“ gibt es nicht"),
        ("a != 'vielleicht'", RemarkKind::Fault, "die Antwortoption „vielleicht“ der Frage „a“ gibt es nicht"),
        ("a == 'ja", RemarkKind::Fault, "nicht geschlossen"),
        ("(a == 'ja'", RemarkKind::Fault, "Klammer wird nicht geschlossen"),
        ("a == 'ja' a == 'nein'", RemarkKind::Fault, "Verknüpfung"),
        ("a = 'ja'", RemarkKind::Fault, "Zuweisung"),
        ("countif('ja', a) > 0", RemarkKind::Lost, "countif()"),
        ("a * 2 == 4", RemarkKind::Lost, "Rechnungen"),
        ("a.gid == 4", RemarkKind::Lost, ".gid"),
        ("563168X136X5376 == 'ja'", RemarkKind::Fault, "563168X136X5376"),
    ] {
        let row = format!("Q\tX\tziel\t{expression}\tZiel\t\tde");
        let imported = read_rows(&["Q\tL\ta\t1\tA\t\tde", "A\t\tja\t\tJa\t\tde", &row]);
        assert!(says(&imported, kind, Some("ziel"), words), "{expression}: {}", imported.report);
        assert!(!question(&imported, "ziel").faults.is_empty(), "{expression}");
        if !expression.contains(" = ") {
            assert!(answering::visible(&imported.survey, &Answers::new()).len() == 1, "{expression}");
        }
    }
}

#[test]
fn constants() {
    assert!(shows("1 == 1", &[]));
    assert!(!shows("0", &[]));
    assert!(shows("", &[]), "no expression is no condition");
    assert!(shows("1", &[]));
}
