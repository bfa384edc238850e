//! The survey that is measured with, and valid responses to it, made before anything is measured.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context as _, Result, ensure};
use demo::Generator;
use domain::answer::Answers;
use domain::answering::check;
use domain::language::Language;
use domain::receipt::{receipt, response_key};
use domain::survey::Survey;
use serde_json::Value;
use store::Response;
use uuid::Uuid;

use crate::note;

const SEED: u64 = 2026;
/// The day of responses that are not sent but prepared.
pub const DAY: &str = "2026-11-22";

/// A survey and responses to it. Every submission taken from here is a new one.
#[derive(Debug)]
pub struct Material {
    pub slug: String,
    pub questions: usize,
    /// What `teilhabe import survey` is given.
    pub file: PathBuf,
    given: Vec<(Language, Answers)>,
    /// The same, as the API takes them.
    sent: Vec<String>,
    next: AtomicU64,
}

impl Material {
    /// From the file when there is one, else from the demo survey, which is written into `work` then.
    pub fn load(file: Option<&Path>, work: &Path, count: usize) -> Result<Self> {
        let (survey, file) = survey(file, work)?;
        let given = responses(&survey, count)?;
        let sent: Vec<String> = given
            .iter()
            .map(|(language, answers)| {
                let answers = Value::Object(demo::answers_to_json(answers));
                format!("\"language\":\"{language}\",\"answers\":{answers}}}")
            })
            .collect();
        let different: BTreeSet<&String> = sent.iter().collect();
        let length = sent.iter().map(String::len).sum::<usize>() / sent.len().max(1);
        note(&format!("{count} responses, {} of them different, {length} bytes each on average", different.len()));
        let questions = survey.questions().filter(|question| question.kind.takes_answer()).count();
        Ok(Self { slug: survey.slug, questions, file, given, sent, next: AtomicU64::new(0) })
    }

    /// The body of a submission that was never sent before.
    pub fn submission(&self) -> Vec<u8> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let id = Uuid::from_u64_pair(SEED, number);
        format!("{{\"submission\":\"{id}\",{}", turn(&self.sent, number)).into_bytes()
    }

    /// Responses as the server would have kept them, from the one numbered `from` on.
    pub fn stored(&self, from: u64, count: u64) -> Result<Vec<Response>> {
        (from..from + count)
            .map(|number| {
                let (language, answers) = turn(&self.given, number);
                Ok(Response {
                    origin: None,
                    assisted: false,
                    key: key(&self.slug, number),
                    survey: self.slug.clone(),
                    version: 1,
                    day: Some(DAY.parse().context("the day of the responses")?),
                    language: Some(language.clone()),
                    demo: false,
                    answers: answers.clone(),
                })
            })
            .collect()
    }

    /// Writes all responses down for the bare engine's process: the slug, then language and answers of each.
    pub fn write(&self, to: &Path) -> Result<()> {
        let rows: Vec<(&str, &Answers)> =
            self.given.iter().map(|(language, answers)| (language.as_str(), answers)).collect();
        let text = serde_json::to_vec(&(&self.slug, rows))?;
        std::fs::write(to, text).with_context(|| format!("{} cannot be written", to.display()))
    }
}

/// The key of the response numbered so, as long and as scattered as those of the server.
pub fn key(slug: &str, number: u64) -> String {
    response_key(slug, &receipt(slug, Uuid::from_u64_pair(!SEED, number)))
}

/// All in turn, and from the beginning again.
pub fn turn<T>(all: &[T], number: u64) -> &T {
    let place = number % (all.len() as u64).max(1);
    &all[usize::try_from(place).unwrap_or_default()]
}

fn survey(file: Option<&Path>, work: &Path) -> Result<(Survey, PathBuf)> {
    if let Some(file) = file.filter(|file| file.exists()) {
        let place = file.canonicalize()?;
        let name = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let reader = std::fs::File::open(&place).with_context(|| format!("{} cannot be opened", place.display()))?;
        let imported =
            exchange::import(reader, None, &name).with_context(|| format!("{} cannot be read", place.display()))?;
        return Ok((imported.survey, place));
    }
    let missing =
        file.map_or_else(|| "no survey was named".to_owned(), |file| format!("there is no file {}", file.display()));
    note(&format!("{missing}: measuring with the demo survey"));
    let survey = demo::needs_survey();
    let place = work.join("survey.json");
    std::fs::write(&place, serde_json::to_vec(&survey)?).context("the demo survey cannot be written")?;
    Ok((survey, place))
}

fn responses(survey: &Survey, count: usize) -> Result<Vec<(Language, Answers)>> {
    let mut generator = Generator::new(survey, SEED);
    // A pattern that the generator cannot meet leaves a required question empty; such a response is not used.
    let valid: Vec<(Language, Answers)> = (0..count * 2)
        .map(|_| {
            let language = generator.language();
            let answers = generator.response_in(&language);
            (language, answers)
        })
        .filter(|(_, answers)| check(survey, answers).is_empty())
        .take(count)
        .collect();
    ensure!(
        valid.len() == count,
        "only {} of {} generated responses to {} are valid",
        valid.len(),
        count * 2,
        survey.slug
    );
    Ok(valid)
}
