//! Taking a response, by whichever door it comes: checked, kept once, answered with its receipt; changed and withdrawn by it.

use domain::answer::Answers;
use domain::answering::{check, forget_removed, kept, read};
use domain::draft::{Ballot, Draft};
use domain::invitation::Standing;
use domain::language::Language;
use domain::problem::Problem;
use domain::receipt::{receipt, response_key};
use domain::survey::Mode;
use domain::terms::Door;
use serde_json::{Map, Value};
use store::{Actor, Cause, Erasing, Kept, Response, StoreError, StoredSurvey, SurveyState};
use uuid::Uuid;

use super::{Services, invitations};

/// What comes with the answers.
#[derive(Debug, Clone)]
pub struct Sending {
    /// Made by the sender; the same submission is one response.
    pub submission: Uuid,
    /// The language it was answered in.
    pub language: Language,
    /// The right to answer, where only those who are invited may.
    pub ballot: Option<Ballot>,
    /// Filled in for somebody else.
    pub assisted: bool,
    /// What speaks against a person having answered; asked of forms that strangers fill in, never of programs.
    pub doubt: Option<Doubt>,
}

/// What speaks against a person having answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The field that people do not see was filled in.
    Trapped,
    /// It took less time than people take.
    TooQuick,
}

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
    /// The response that was to be changed is not there any more.
    Withdrawn,
    /// Only those who are invited may answer, and this sender did not show that.
    NotInvited,
    /// Somebody else with the same invitation was quicker; what they sent is kept under this receipt.
    Answered {
        /// Receipt of the response that is kept.
        receipt: String,
    },
    /// What is wrong with the answers, all of it.
    Problems(Vec<Problem>),
    /// Anybody may answer, and this looks like a program: to be sent once more.
    Doubtful(Doubt),
    /// The database is not there for us; logged already. The same submission again is safe.
    Unavailable,
}

impl From<StoreError> for Refusal {
    /// Logs once, here; the text of a [`StoreError`] holds no values.
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "a response could not be kept");
        Self::Unavailable
    }
}

/// Takes answers in the shape of the API.
///
/// The same submission again gives the same receipt, whatever it holds and even when the survey has closed since. Only where
/// invitations are shared, other answers with the same ballot are [`Refusal::Answered`].
///
/// # Errors
///
/// See [`Refusal`]; nothing is kept then, except perhaps with [`Refusal::Unavailable`].
pub async fn submit(
    services: &Services,
    slug: &str,
    sending: &Sending,
    sent: &Map<String, Value>,
) -> Result<Submitted, Refusal> {
    let (answers, misshapen) = read(sent);
    take(services, slug, sending, &answers, misshapen).await
}

/// Takes a draft: as a new response, or in the place of the one it changes. `trap` is what stood in the field that people do not
/// see. Otherwise like [`submit`].
///
/// # Errors
///
/// As [`submit`].
pub async fn submit_draft(
    services: &Services,
    slug: &str,
    language: &Language,
    draft: &Draft,
    trap: &str,
) -> Result<Submitted, Refusal> {
    if let Some(receipt) = &draft.changes {
        return change(services, slug, receipt, &draft.answers).await;
    }
    let sending = Sending {
        submission: draft.submission,
        language: language.clone(),
        ballot: draft.ballot.clone(),
        assisted: draft.assisted,
        doubt: if !trap.is_empty() {
            Some(Doubt::Trapped)
        } else if services.patience.is_enough(slug, draft) {
            None
        } else {
            Some(Doubt::TooQuick)
        },
    };
    let mut answers = draft.answers.clone();
    if let Some(shelved) = services.surveys.get(slug).await? {
        forget_removed(&shelved.stored.survey, &mut answers);
    }
    take(services, slug, &sending, &answers, Vec::new()).await
}

/// Whether this draft may be sent today: as a new response, or as a change of one.
pub fn takes(services: &Services, stored: &StoredSurvey, draft: &Draft) -> bool {
    match draft.changes {
        Some(_) => open_for_changes(services, stored),
        None => stored.takes_responses_on(services.clock.today()),
    }
}

async fn take(
    services: &Services,
    slug: &str,
    sending: &Sending,
    answers: &Answers,
    mut problems: Vec<Problem>,
) -> Result<Submitted, Refusal> {
    let shelved = services.surveys.get(slug).await?.ok_or(Refusal::NotFound)?;
    let stored = &shelved.stored;
    let receipt = receipt(slug, sending.submission);
    let key = response_key(slug, &receipt);
    let invited = stored.terms.door == Door::Invited;
    let today = services.clock.today();

    let mut origin = None;
    let obstacle = match stored.state {
        SurveyState::Draft => Some(Refusal::NotFound),
        _ if !stored.takes_responses_on(today) => Some(Refusal::Closed),
        _ => {
            if invited {
                origin = right_to_answer(services, stored, sending).await?;
            }
            // A value of a foreign shape is one problem, not also a missing answer.
            let misshapen: Vec<String> = problems.iter().map(|problem| problem.question.clone()).collect();
            problems.extend(
                check(&stored.survey, answers).into_iter().filter(|problem| !misshapen.contains(&problem.question)),
            );
            if problems.is_empty() {
                // An invitation says enough.
                sending.doubt.filter(|_| !invited).map(Refusal::Doubtful)
            } else {
                Some(Refusal::Problems(problems))
            }
        }
    };
    if let Some(refusal) = obstacle {
        let known = services.records.response_kept(slug, &key).await?;
        return if known { Ok(Submitted { receipt, new: false }) } else { Err(refusal) };
    }

    // Where everybody who may answer is known, day and language would narrow down who did.
    let dated = !stored.hides_moments();
    let response = Response {
        key,
        survey: slug.to_owned(),
        version: stored.version,
        day: dated.then(|| services.clock.day_of_responses()),
        language: dated.then(|| stored.survey.language_or_fallback(&sending.language)),
        demo: stored.survey.demo,
        answers: kept(&stored.survey, answers),
        origin,
        assisted: sending.assisted,
    };
    if services.records.keep_response(&response).await? == Kept::New {
        if stored.survey.mode != Mode::Anonymous
            && let Some(ballot) = &sending.ballot
        {
            services.records.note_done(std::slice::from_ref(&ballot.invitation)).await?;
        }
        return Ok(Submitted { receipt, new: true });
    }
    if invited {
        let first = services.records.response(slug, &response.key).await?;
        if first.is_some_and(|first| first.answers != response.answers) {
            return Err(Refusal::Answered { receipt });
        }
    }
    Ok(Submitted { receipt, new: false })
}

/// Checks the ballot; gives what is kept of the sender, which is nothing in an anonymous survey.
async fn right_to_answer(
    services: &Services,
    stored: &StoredSurvey,
    sending: &Sending,
) -> Result<Option<String>, Refusal> {
    let slug = &stored.survey.slug;
    let ballot = sending.ballot.as_ref().ok_or(Refusal::NotInvited)?;
    let signer = invitations::signer(services, slug)?.ok_or(Refusal::Closed)?;
    if !signer.accepts(sending.submission, &ballot.token) {
        return Err(Refusal::NotInvited);
    }
    if stored.survey.mode == Mode::Anonymous {
        return Ok(None);
    }
    let found = invitations::find(services, &ballot.invitation).await?.ok_or(Refusal::NotInvited)?;
    let own = found.invitation.survey == *slug
        && found.standing == Standing::Valid
        && invitations::is_submission_of(services, &found.invitation, sending.submission)?;
    if !own {
        return Err(Refusal::NotInvited);
    }
    Ok(invitations::origin(services, stored.survey.mode, &found.invitation)?)
}

/// A response as its owner sees it again.
#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    /// Its answers.
    pub answers: Answers,
    /// Whether it may be changed today.
    pub open: bool,
}

/// The response of this receipt; nothing when there is none.
///
/// # Errors
///
/// Those of the database.
pub async fn own(services: &Services, slug: &str, receipt: &str) -> Result<Option<Own>, StoreError> {
    let Some(shelved) = services.surveys.get(slug).await? else { return Ok(None) };
    let found = services.records.response(slug, &response_key(slug, receipt)).await?;
    Ok(found.map(|response| Own { answers: response.answers, open: open_for_changes(services, &shelved.stored) }))
}

/// Withdraws the response of this receipt, and leaves a record that one was; false when there is none. That may be done as long as
/// the response is kept, whatever became of the survey.
///
/// # Errors
///
/// Those of the database.
pub async fn withdraw(services: &Services, slug: &str, receipt: &str) -> Result<bool, StoreError> {
    let erasing = Erasing { day: services.clock.day_of_responses(), cause: Cause::Receipt, actor: Actor::Stranger };
    services.records.erase_response(slug, &response_key(slug, receipt), &erasing).await
}

async fn change(services: &Services, slug: &str, receipt: &str, answers: &Answers) -> Result<Submitted, Refusal> {
    let shelved = services.surveys.get(slug).await?.ok_or(Refusal::NotFound)?;
    let stored = &shelved.stored;
    if !open_for_changes(services, stored) {
        return Err(Refusal::Closed);
    }
    let before = services.records.response(slug, &response_key(slug, receipt)).await?.ok_or(Refusal::Withdrawn)?;
    let mut answers = answers.clone();
    forget_removed(&stored.survey, &mut answers);
    let problems = check(&stored.survey, &answers);
    if !problems.is_empty() {
        return Err(Refusal::Problems(problems));
    }
    let after = Response { version: stored.version, answers: kept(&stored.survey, &answers), ..before };
    if services.records.replace_response(&after).await? {
        Ok(Submitted { receipt: receipt.to_owned(), new: false })
    } else {
        Err(Refusal::Withdrawn)
    }
}

fn open_for_changes(services: &Services, stored: &StoredSurvey) -> bool {
    stored.state != SurveyState::Draft
        && stored.terms.allows_changes_on(services.clock.today(), stored.state == SurveyState::Open)
}
