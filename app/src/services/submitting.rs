//! Taking a response, by whichever door it comes: checked, kept once, answered with its receipt.

use domain::answer::Answers;
use domain::answering::{check, kept, read};
use domain::language::Language;
use domain::problem::Problem;
use domain::receipt::{receipt, response_key};
use serde_json::{Map, Value};
use store::{Kept, Response, StoreError, SurveyState};
use uuid::Uuid;

use super::Services;

/// A response that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submitted {
    /// The code for the respondent; the same for the same submission.
    pub receipt: String,
    /// False when this submission had been kept before.
    pub new: bool,
}

/// Why a response is not kept.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// No such survey, or one that is not open yet.
    NotFound,
    /// The survey takes no responses any more.
    Closed,
    /// What is wrong with the answers, all of it.
    Problems(Vec<Problem>),
    /// The database is not there for us; logged already. The same submission again is safe.
    Unavailable,
}

/// Takes answers in the shape of the API.
///
/// The same submission again gives the same receipt, whatever it holds and even when the survey has closed since.
///
/// # Errors
///
/// See [`Refusal`]; nothing is kept then, except perhaps with [`Refusal::Unavailable`].
pub async fn submit(
    services: &Services,
    slug: &str,
    submission: Uuid,
    language: &Language,
    sent: &Map<String, Value>,
) -> Result<Submitted, Refusal> {
    let (answers, misshapen) = read(sent);
    take(services, slug, submission, language, &answers, misshapen).await
}

/// Takes answers that are answers already, such as a draft's. Otherwise like [`submit`].
///
/// # Errors
///
/// As [`submit`].
pub async fn submit_answers(
    services: &Services,
    slug: &str,
    submission: Uuid,
    language: &Language,
    answers: &Answers,
) -> Result<Submitted, Refusal> {
    take(services, slug, submission, language, answers, Vec::new()).await
}

async fn take(
    services: &Services,
    slug: &str,
    submission: Uuid,
    language: &Language,
    answers: &Answers,
    mut problems: Vec<Problem>,
) -> Result<Submitted, Refusal> {
    let shelved = services.surveys.get(slug).await.map_err(unavailable)?.ok_or(Refusal::NotFound)?;
    let stored = &shelved.stored;
    let receipt = receipt(slug, submission);
    let key = response_key(slug, &receipt);

    let obstacle = match stored.state {
        SurveyState::Draft => Some(Refusal::NotFound),
        SurveyState::Closed => Some(Refusal::Closed),
        SurveyState::Open => {
            // A value of a foreign shape is one problem, not also a missing answer.
            let misshapen: Vec<String> = problems.iter().map(|problem| problem.question.clone()).collect();
            problems.extend(
                check(&stored.survey, answers).into_iter().filter(|problem| !misshapen.contains(&problem.question)),
            );
            (!problems.is_empty()).then_some(Refusal::Problems(problems))
        }
    };
    if let Some(refusal) = obstacle {
        let known = services.records.response_kept(slug, &key).await.map_err(unavailable)?;
        return if known { Ok(Submitted { receipt, new: false }) } else { Err(refusal) };
    }

    let response = Response {
        key,
        survey: slug.to_owned(),
        version: stored.version,
        day: services.clock.today(),
        language: stored.survey.language_or_fallback(language),
        demo: stored.survey.demo,
        answers: kept(&stored.survey, answers),
    };
    let outcome = services.records.keep_response(&response).await.map_err(unavailable)?;
    Ok(Submitted { receipt, new: outcome == Kept::New })
}

/// Logs once, here; the text of a [`StoreError`] holds no values.
fn unavailable(error: StoreError) -> Refusal {
    tracing::error!(%error, "a response could not be kept");
    Refusal::Unavailable
}
