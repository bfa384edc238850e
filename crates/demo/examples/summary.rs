//! Prints what the generated responses to the demo survey look like, for whoever tunes `texts/habits.json`.
//!
//! `cargo run -p demo --example summary -- [count] [seed]`

use std::collections::BTreeMap;
use std::io::{Write, stdout};

use domain::answer::Answer;
use domain::answering::visible;
use domain::language::{Language, plain};

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1).filter_map(|argument| argument.parse::<u64>().ok());
    let count = arguments.next().and_then(|count| usize::try_from(count).ok()).unwrap_or(120);
    let survey = demo::needs_survey();
    let responses = demo::demo_responses(&survey, count, arguments.next().unwrap_or(2026));
    let german = Language::new("de");
    let mut out = stdout().lock();
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    for (language, _) in &responses {
        *languages.entry(language.as_str()).or_default() += 1;
    }
    writeln!(out, "{count} responses, {languages:?}")?;
    for question in survey.questions().filter(|question| question.kind.takes_answer()) {
        let asked =
            responses.iter().filter(|(_, answers)| visible(&survey, answers).contains(question.code.as_str())).count();
        let given: Vec<&Answer> = responses.iter().filter_map(|(_, answers)| answers.get(&question.code)).collect();
        let text = plain(question.text.text(&german, &german));
        writeln!(
            out,
            "\n{} ({}): {text}\n  asked {asked}, answered {}",
            question.code,
            question.kind.name(),
            given.len()
        )?;
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut numbers: Vec<f64> = Vec::new();
        for answer in given {
            match answer {
                Answer::Number(number) => numbers.push(*number),
                Answer::Text(text) => *counts.entry(text.clone()).or_default() += 1,
                Answer::Choices { codes, other } => {
                    for code in codes.iter().chain(other) {
                        *counts.entry(code.clone()).or_default() += 1;
                    }
                }
            }
        }
        numbers.sort_by(f64::total_cmp);
        if !numbers.is_empty() {
            writeln!(out, "  {numbers:?}")?;
        }
        let mut sorted: Vec<(String, usize)> = counts.into_iter().collect();
        sorted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        for (value, count) in sorted {
            writeln!(out, "  {count:4}  {value}")?;
        }
    }
    Ok(())
}
