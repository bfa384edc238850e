//! Every case of `samples/amendment-cases` (situations of real amendments with their expected outcome): word and block difference,
//! merge, carrying over, line numbers, majorities. Every case is run and counted; a file without cases fails.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use domain::majority::{Count, Majority, Outcome, Quorum, outcome};
use domain::text::blocks::{self, Block, BlockKind, List, Row, RowOp};
use domain::text::carry::{self, Carried};
use domain::text::merge::{self, Collision, Mode};
use domain::text::words::{self, Op, Piece};
use domain::text::{lines, merge_blocks};
use serde_json::Value;

#[expect(clippy::print_stdout, reason = "a person reads how many cases were run")]
fn cases(file: &str, check: impl Fn(&Value) -> usize) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples/amendment-cases");
    if !folder.is_dir() {
        println!("{file}: skipped, there are no samples beside this repository");
        return;
    }
    let text = std::fs::read_to_string(folder.join(file)).unwrap_or_else(|problem| panic!("{file}: {problem}"));
    let list: Vec<Value> = serde_json::from_str(&text).unwrap_or_else(|problem| panic!("{file}: {problem}"));
    assert!(!list.is_empty(), "{file} has no cases");
    let mut failed = Vec::new();
    for case in &list {
        let name = format!("{file} {}", case["id"].as_str().unwrap_or("without a name"));
        match std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check(case))) {
            Ok(0) => failed.push(format!("{name}: nothing was checked")),
            Ok(_) => {}
            Err(_) => failed.push(name),
        }
    }
    println!("{file}: {} of {} cases pass", list.len() - failed.len(), list.len());
    assert!(failed.is_empty(), "{failed:#?}");
}

fn string<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("{name} is no text in {value}"))
}

fn strings(value: &Value) -> Vec<&str> {
    let list = value.as_array().unwrap_or_else(|| panic!("no list: {value}"));
    list.iter().map(|item| item.as_str().unwrap_or_else(|| panic!("no text: {item}"))).collect()
}

fn pairs(value: &Value) -> Vec<(&str, &str)> {
    let list = value.as_array().unwrap_or_else(|| panic!("no list: {value}"));
    list.iter().map(|pair| (pair[0].as_str().expect("an op"), pair[1].as_str().expect("a text"))).collect()
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap_or_else(|| panic!("no number: {value}"))).expect("a small number")
}

fn sign(op: Op) -> &'static str {
    match op {
        Op::Kept => "=",
        Op::Deleted => "-",
        Op::Inserted => "+",
    }
}

/// `p:Text`, `li:Text`, `ol.a:Text`: what stands in front says what the block is.
fn block(text: &str) -> Block {
    let (kind, text) = text.split_once(':').unwrap_or_else(|| panic!("a block without a kind: {text}"));
    let item = |list| BlockKind::Item { list, depth: 0 };
    let kind = match kind {
        "p" => BlockKind::Paragraph,
        "li" => item(List::Bullets),
        "ol" | "ol.1" => item(List::Numbers),
        "ol.a" => item(List::Letters),
        "quote" | "blockquote" => BlockKind::Quote,
        "pre" => BlockKind::Verbatim,
        heading => BlockKind::Heading(heading.strip_prefix('h').and_then(|n| n.parse().ok()).expect("a known kind")),
    };
    Block { kind, text: text.to_owned() }
}

fn list(value: &Value) -> Vec<Block> {
    strings(value).into_iter().map(block).collect()
}

#[test]
fn word_difference() {
    cases("word-diff.json", |case| {
        let (before, after) = (string(case, "before"), string(case, "after"));
        let mark = case["ignore_marker"].as_str().unwrap_or_default();
        let found = match case["granularity"].as_str() {
            Some("paragraph") => words::paragraph(before, after),
            Some(other) => panic!("unknown granularity {other}"),
            None => words::words_beside_marks(before, after, mark),
        };
        assert_eq!(words::old_text(&found), before);
        let plain = |text: String| if mark.is_empty() { text } else { text.replace(mark, "") };
        assert_eq!(plain(words::new_text(&found)), plain(after.to_owned()));
        let mut checked = 0;
        if !case["segments"].is_null() {
            let shown: Vec<(&str, &str)> = found.iter().map(|piece| (sign(piece.op), piece.text.as_str())).collect();
            assert_eq!(shown, pairs(&case["segments"]));
            checked += 1;
        }
        if !case["max_changes"].is_null() {
            assert!(
                found.iter().filter(|piece| piece.op != Op::Kept).count() <= number(&case["max_changes"]),
                "{found:?}"
            );
            checked += 1;
        }
        if !case["must_equal_prefix"].is_null() {
            let first = found.first().filter(|piece| piece.op == Op::Kept).map(|piece| piece.text.as_str());
            let prefix = string(case, "must_equal_prefix");
            assert!(first.is_some_and(|first| first.starts_with(prefix)), "{found:?}");
            checked += 1;
        }
        checked
    });
}

/// A comparison as a list of signs and blocks: what is changed was deleted and inserted.
fn flat(rows: &[Row]) -> Vec<(&'static str, Block)> {
    let mut found = Vec::new();
    for row in rows {
        let was = || Block { kind: row.before.expect("an old kind"), text: words::old_text(&row.pieces) };
        let is = || Block { kind: row.after.expect("a new kind"), text: words::new_text(&row.pieces) };
        match row.op {
            RowOp::Kept => found.push(("=", is())),
            RowOp::Changed => found.extend([("-", was()), ("+", is())]),
            RowOp::Deleted | RowOp::MovedAway => found.push(("-", was())),
            RowOp::Inserted | RowOp::MovedHere => found.push(("+", is())),
        }
    }
    found
}

#[test]
fn block_difference() {
    cases("block-diff.json", |case| {
        let (before, after) = (list(&case["before"]), list(&case["after"]));
        let rows = blocks::difference(&before, &after);
        assert_eq!(blocks::apply(&rows, &before).as_ref(), Ok(&after));
        let shown = flat(&rows);
        let only = |wanted: &str| -> Vec<Block> {
            shown.iter().filter(|(op, _)| *op == wanted).map(|(_, block)| block.clone()).collect()
        };
        let moved: Vec<Block> = rows
            .iter()
            .filter(|row| row.op == RowOp::MovedHere)
            .map(|row| Block { kind: row.after.expect("a kind"), text: words::new_text(&row.pieces) })
            .collect();
        let expected = &case["blocks"];
        let mut checked = 0;
        if expected.is_array() {
            let expected: Vec<_> = pairs(expected).into_iter().map(|(op, text)| (op.to_owned(), block(text))).collect();
            let shown: Vec<_> = shown.iter().map(|(op, block)| ((*op).to_owned(), block.clone())).collect();
            assert_eq!(shown, expected);
            checked += 1;
        }
        for place in [expected, case] {
            for (name, found) in
                [("deleted", only("-")), ("inserted", only("+")), ("equal", only("=")), ("moved", moved.clone())]
            {
                if place[name].is_array() {
                    assert_eq!(found, list(&place[name]), "{name}");
                    checked += 1;
                }
            }
        }
        checked
    });
}

/// What a merge of texts and one of blocks have in common.
struct Result {
    collisions: Vec<Collision>,
    text: Vec<Block>,
    applied: Vec<(usize, String, String)>,
}

fn merge(case: &Value, mode: Mode) -> Result {
    let amendments = case["amendments"].as_object().expect("amendments");
    if let Some(base) = case["base"].as_str() {
        let texts: Vec<&str> = amendments.values().map(|text| text.as_str().expect("a text")).collect();
        let merged = merge::paragraph(base, &texts, mode);
        let applied =
            merged.applied.into_iter().map(|change| (change.amendment, change.deleted, change.inserted)).collect();
        return Result { collisions: merged.collisions, text: vec![Block::paragraph(merged.text)], applied };
    }
    let texts: Vec<Vec<Block>> = amendments.values().map(list).collect();
    let texts: Vec<&[Block]> = texts.iter().map(Vec::as_slice).collect();
    let merged = merge_blocks::text(&list(&case["base"]), &texts, mode);
    let applied = vec![];
    let text = merged.text();
    Result { collisions: merged.collisions.into_iter().map(|found| found.collision).collect(), text, applied }
}

fn merge_expectations(case: &Value, expected: &Value, mode: Mode) -> usize {
    let names: Vec<&String> = case["amendments"].as_object().expect("amendments").keys().collect();
    let result = merge(case, mode);
    let mut checked = 0;
    if let Some(conflicts) = expected["conflicts"].as_array() {
        assert_eq!(result.collisions.len(), conflicts.len(), "{:?}", result.collisions);
        for (conflict, collision) in conflicts.iter().zip(&result.collisions) {
            let between = strings(if conflict.is_array() { conflict } else { &conflict["between"] });
            let (first, second) = (names[collision.between.0].as_str(), names[collision.between.1].as_str());
            assert_eq!([first, second].as_slice(), between.as_slice());
            let said = [
                ("piece_of", second),
                ("base", &collision.base),
                (first, &collision.first),
                (second, &collision.second),
            ];
            for (name, found) in said.into_iter().filter(|(name, _)| conflict[*name].is_string()) {
                assert_eq!(found, string(conflict, name));
            }
        }
        checked += 1;
    }
    if !expected["conflicts_min"].is_null() {
        assert!(result.collisions.len() >= number(&expected["conflicts_min"]));
        checked += 1;
    }
    for name in ["accept_all", "text"] {
        if expected[name].is_string() {
            assert_eq!(result.text, vec![Block::paragraph(string(expected, name))]);
            checked += 1;
        } else if expected[name].is_array() {
            assert_eq!(result.text, list(&expected[name]));
            checked += 1;
        }
    }
    for (name, texts) in expected["applies"].as_object().into_iter().flatten() {
        let [deleted, inserted] = strings(texts)[..] else { panic!("applies takes two texts: {texts}") };
        let wanted =
            (names.iter().position(|known| *known == name).expect("an amendment"), deleted.into(), inserted.into());
        assert!(result.applied.contains(&wanted), "{:?}", result.applied);
        checked += 1;
    }
    for insertion in expected["same_position"].as_array().into_iter().flatten() {
        let (who, text) = (string_at(insertion, 0), string_at(insertion, 1));
        let who = names.iter().position(|known| *known == who).expect("an amendment");
        assert!(result.applied.iter().any(|(by, gone, come)| *by == who && gone.is_empty() && come.trim() == text));
        checked += 1;
    }
    checked
}

fn string_at(list: &Value, at: usize) -> &str {
    list[at].as_str().expect("a text")
}

#[test]
fn merging() {
    cases("merge.json", |case| {
        let mut checked = merge_expectations(case, case, Mode::Strict);
        // A collision too big to be woven in stays one also where small ones are woven in.
        if !case["conflicts_min"].is_null() {
            checked += merge_expectations(case, case, Mode::USUAL_WEAVE);
        }
        for (name, mode) in [("mode_strict", Mode::Strict), ("mode_merge", Mode::USUAL_WEAVE)] {
            checked += match &case[name] {
                Value::Null => 0,
                Value::String(word) => {
                    let collides = !merge(case, mode).collisions.is_empty();
                    assert_eq!(collides, word.contains("conflict") && !word.starts_with("no"), "{name}: {word}");
                    1
                }
                expected => merge_expectations(case, expected, mode),
            };
        }
        checked
    });
}

#[test]
fn carrying_over() {
    cases("rebase.json", |case| {
        let (old, new, amended) = (list(&case["old_base"]), list(&case["new_base"]), list(&case["amended_old"]));
        let expected = case["rebasable"].as_bool().expect("a verdict");
        let found = carry::text(&old, &new, &amended);
        match &found {
            Carried::Over(text) => {
                assert!(expected, "carried over to {text:?}");
                if !case["amended_new"].is_null() {
                    assert_eq!(*text, list(&case["amended_new"]));
                }
            }
            Carried::Collided(collisions) => assert!(!expected && !collisions.is_empty(), "{collisions:?}"),
        }
        if case["symmetric"] == true {
            assert_eq!(matches!(carry::text(&old, &amended, &new), Carried::Over(_)), expected);
        }
        1
    });
}

#[test]
fn line_numbers() {
    cases("line-numbers.json", |case| {
        let longest = NonZeroUsize::new(number(&case["max"])).expect("a length");
        assert_eq!(lines::split(string(case, "text"), longest), strings(&case["lines"]));
        1
    });
}

#[test]
fn majorities() {
    cases("majorities.json", |case| {
        let majority: Majority = serde_json::from_value(case["rule"].clone()).expect("a rule");
        let count: Count = serde_json::from_value(case.clone()).expect("a count");
        let result: Outcome = serde_json::from_value(case["result"].clone()).expect("an outcome");
        assert_eq!(outcome(majority, Quorum::None, count, 0), result);
        1
    });
}

/// What comes out, and the shortest of several times: the others tell what else the machine was doing.
fn quickest<T>(work: impl Fn() -> T) -> (T, std::time::Duration) {
    let once = || {
        #[expect(clippy::disallowed_methods, reason = "a duration is measured")]
        let start = std::time::Instant::now();
        let result = std::hint::black_box(work());
        (result, start.elapsed())
    };
    let (mut result, mut shortest) = once();
    // Only optimised code is measured; otherwise once is enough to see that it is right.
    let repetitions = if cfg!(debug_assertions) { 0 } else { 9 };
    for _ in 0..repetitions {
        let (again, time) = once();
        (result, shortest) = (again, shortest.min(time));
    }
    (result, shortest)
}

/// The difference of two texts of about 100 pages each, and of one such text in a single block, within the promised 100 ms.
/// The bound holds for optimised code; otherwise the difference is only checked for being right.
#[test]
#[expect(clippy::print_stdout, reason = "a person reads how long it took")]
fn a_hundred_pages() {
    let mut seed = 42_u64;
    let mut next = move |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut texts = (Vec::new(), Vec::new());
    for paragraph in 0..500 {
        let old: Vec<String> = (0..100).map(|_| format!("wort{}", next(3000))).collect();
        let mut new = old.clone();
        for _ in 0..next(4) {
            let place = usize::try_from(next(90)).expect("small");
            match next(3) {
                0 => drop(new.remove(place)),
                1 => new.insert(place, format!("neu{}", next(3000))),
                _ => new[place] = format!("anders{}", next(3000)),
            }
        }
        texts.0.push(Block::paragraph(old.join(" ")));
        let place = if paragraph % 50 == 49 { paragraph / 2 } else { texts.1.len() };
        if paragraph % 40 != 39 {
            texts.1.insert(place, Block::paragraph(new.join(" ")));
        }
    }
    let joined = |blocks: &[Block]| blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join(" ");
    let (old, new) = (joined(&texts.0), joined(&texts.1));
    let (rows, in_blocks) = quickest(|| blocks::difference(&texts.0, &texts.1));
    let (pieces, in_one): (Vec<Piece>, _) = quickest(|| words::words(&old, &new));
    println!("100 pages: {in_blocks:?} in 500 blocks, {in_one:?} in a single one");
    assert_eq!(blocks::apply(&rows, &texts.0).as_ref(), Ok(&texts.1));
    assert_eq!(words::apply(&pieces, &old).as_ref(), Ok(&new));
    if !cfg!(debug_assertions) {
        assert!(in_blocks.as_millis() < 100, "{in_blocks:?}");
        assert!(in_one.as_millis() < 100, "{in_one:?}");
    }
}
