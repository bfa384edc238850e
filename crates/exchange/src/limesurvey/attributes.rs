//! Bounds, lengths and checks of a question, from its columns; what cannot be read stands in the report.

use domain::survey::{Choice, Kind, TextFormat};

use super::notes::Notes;
use super::outline::{Raw, short};
use super::relevance::{Comparison, Node, Tree, parse};
use crate::patterns;

/// `LimeSurvey` keeps ten digits behind the decimal sign.
const DECIMALS: u8 = 10;

pub(super) fn max_length(raw: &mut Raw, notes: &mut Notes) -> Option<u32> {
    let given: u32 = read(raw, "maximum_chars", notes)?;
    let kept = given.clamp(1, 20_000);
    if kept != given {
        notes.changed(raw.at(), format!("höchstens {kept} statt {given} Zeichen"));
    }
    Some(kept)
}

pub(super) fn number(raw: &mut Raw, notes: &mut Notes) -> Kind {
    let whole = raw.take("num_value_int_only").is_some_and(|value| value == "1");
    let min = read(raw, "min_num_value_n", notes).or_else(|| read(raw, "min_num_value", notes));
    let max = read(raw, "max_num_value_n", notes).or_else(|| read(raw, "max_num_value", notes));
    let unit =
        raw.text_attributes.remove("suffix").map(|unit| notes.plain(raw.at(), &unit)).filter(|unit| !unit.is_empty());
    let (min, max) =
        ordered(raw, min.filter(|min: &f64| min.is_finite()), max.filter(|max: &f64| max.is_finite()), notes);
    Kind::Number { unit, min, max, decimals: if whole { 0 } else { DECIMALS } }
}

pub(super) fn date(raw: &mut Raw, notes: &mut Notes) -> Kind {
    let (earliest, latest) = (read(raw, "date_min", notes), read(raw, "date_max", notes));
    let (earliest, latest) = ordered(raw, earliest, latest, notes);
    Kind::Date { earliest, latest }
}

pub(super) fn answer_counts(raw: &mut Raw, notes: &mut Notes) -> (Option<u16>, Option<u16>) {
    let (min, max) = (read(raw, "min_answers", notes), read(raw, "max_answers", notes));
    ordered(raw, min.filter(|min| *min > 0), max.filter(|max| *max > 0), notes)
}

/// The column `exclude_all_others`: codes of options that stand alone, joined by semicolons.
pub(super) fn exclusive(raw: &mut Raw, options: &mut [Choice], notes: &mut Notes) {
    let Some(codes) = raw.take("exclude_all_others") else { return };
    for code in codes.split(';').map(str::trim).filter(|code| !code.is_empty()) {
        match options.iter_mut().find(|option| option.code == code) {
            Some(option) => option.exclusive = true,
            None => notes.fault(raw.at(), format!("die ausschließende Antwortoption „{}“ gibt es nicht", short(code))),
        }
    }
}

fn read<T: std::str::FromStr>(raw: &mut Raw, column: &str, notes: &mut Notes) -> Option<T> {
    let given = raw.take(column)?;
    let read = given.trim().parse().ok();
    if read.is_none() {
        notes.lost(
            raw.at(),
            format!("Spalte „{column}“: „{}“ ist kein fester Wert und wird nicht übernommen", short(&given)),
        );
    }
    read
}

fn ordered<T: PartialOrd>(raw: &Raw, min: Option<T>, max: Option<T>, notes: &mut Notes) -> (Option<T>, Option<T>) {
    if let (Some(low), Some(high)) = (&min, &max)
        && low > high
    {
        notes.fault(raw.at(), "der kleinste Wert liegt über dem größten; beide Grenzen fallen weg");
        return (None, None);
    }
    (min, max)
}

/// Applies the columns `validation` and `em_validation_q`.
pub(super) fn validated(raw: &mut Raw, mut kind: Kind, notes: &mut Notes) -> Kind {
    for column in ["validation", "em_validation_q"] {
        let Some(source) = raw.take(column) else { continue };
        let expression = column == "em_validation_q" || source.to_lowercase().contains("regexmatch");
        let outcome = if expression {
            by_expression(raw, &source, &mut kind, notes)
        } else {
            by_pattern(raw, &source, &mut kind, notes, false)
        };
        if let Err(reason) = outcome {
            notes.lost(raw.at(), format!("die Prüfung „{}“ wird nicht übernommen: {reason}", short(&source)));
        }
    }
    kind
}

fn by_pattern(raw: &Raw, pattern: &str, kind: &mut Kind, notes: &mut Notes, bare: bool) -> Result<(), String> {
    let Kind::ShortText { format, .. } = kind else {
        return Err("Muster gibt es nur bei kurzen Texten".to_owned());
    };
    if format.is_some() {
        return Err("die Frage hat schon ein Muster".to_owned());
    }
    let translated = patterns::translate(pattern)?;
    let email = translated.format == TextFormat::Email;
    *format = Some(translated.format);
    let kept =
        if email { "übernommen als Prüfung auf eine E-Mail-Adresse" } else { "übernommen, wie es gemeint ist" };
    if translated.lacked_delimiters || bare {
        notes.changed(
            raw.at(),
            format!("so geschrieben („{}“) könnte die Prüfung in LimeSurvey nie gelingen; {kept}", short(pattern)),
        );
    } else if email {
        notes.changed(raw.at(), format!("das Muster „{}“ ist {kept}", short(pattern)));
    }
    Ok(())
}

fn by_expression(raw: &Raw, source: &str, kind: &mut Kind, notes: &mut Notes) -> Result<(), String> {
    let parsed = parse(source).map_err(|unreadable| unreadable.reason)?;
    // An empty answer is never checked here, so "empty or …" says no more than "…".
    let rest: Vec<&Node> = match &parsed.root.tree {
        Tree::Or(parts) => parts.iter().filter(|part| !asks_for_empty(&raw.code, part)).collect(),
        _ => vec![&parsed.root],
    };
    let [check] = rest.as_slice() else { return Err("der Ausdruck ist zu verschachtelt".to_owned()) };
    match &check.tree {
        Tree::Call { name, arguments } if name.eq_ignore_ascii_case("regexmatch") => {
            match arguments.iter().map(|argument| &argument.tree).collect::<Vec<_>>().as_slice() {
                [Tree::Text(pattern), variable] if is_self(&raw.code, variable) => {
                    by_pattern(raw, pattern, kind, notes, false)
                }
                // The other way round than LimeSurvey wants it.
                [variable, Tree::Text(pattern)] if is_self(&raw.code, variable) => {
                    by_pattern(raw, pattern, kind, notes, true)
                }
                _ => Err("verstanden wird nur regexMatch('/Muster/', this)".to_owned()),
            }
        }
        Tree::And(parts) => bounds(raw, &parts.iter().collect::<Vec<_>>(), kind, notes),
        _ => bounds(raw, &[check], kind, notes),
    }
}

/// `self >= 18 and self <= 120`
fn bounds(raw: &Raw, parts: &[&Node], kind: &mut Kind, notes: &mut Notes) -> Result<(), String> {
    let not_understood = || "verstanden werden nur Muster und feste Grenzen von Zahlen".to_owned();
    let Kind::Number { min, max, decimals, .. } = kind else { return Err(not_understood()) };
    let (mut low, mut high) = (*min, *max);
    for part in parts {
        let Tree::Compare(comparison, left, right) = &part.tree else { return Err(not_understood()) };
        let (comparison, bound) = match (&left.tree, &right.tree) {
            (variable, Tree::Number(bound)) if is_self(&raw.code, variable) => (*comparison, *bound),
            (Tree::Number(bound), variable) if is_self(&raw.code, variable) => (comparison.mirrored(), *bound),
            _ => return Err(not_understood()),
        };
        // "More than 0" has a smallest number only among whole numbers.
        let step = match comparison {
            Comparison::AtLeast | Comparison::AtMost => 0.0,
            Comparison::More | Comparison::Less if *decimals == 0 && bound.fract() == 0.0 => 1.0,
            _ => return Err(not_understood()),
        };
        match comparison {
            Comparison::AtLeast | Comparison::More => {
                low = Some(low.map_or(bound + step, |low: f64| low.max(bound + step)));
            }
            _ => high = Some(high.map_or(bound - step, |high: f64| high.min(bound - step))),
        }
    }
    (*min, *max) = ordered(raw, low, high, notes);
    Ok(())
}

fn is_self(code: &str, tree: &Tree) -> bool {
    matches!(tree, Tree::Variable { name, attribute: None | Some(_) } if matches!(name.as_str(), "self" | "this") || name == code)
}

fn asks_for_empty(code: &str, node: &Node) -> bool {
    matches!(&node.tree, Tree::Call { name, arguments }
        if name.eq_ignore_ascii_case("is_empty") && arguments.iter().all(|argument| is_self(code, &argument.tree)))
}
