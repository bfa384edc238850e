//! Casting a vote. In a secret one the browser asks for a ballot as somebody, and hands in the paper as nobody: two calls that share
//! nothing. Without scripts one call does both, and the page says what that costs.

use domain::agreement::vote::Choice;
use domain::ballot::Signed;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
#[cfg(feature = "ssr")]
use {
    crate::calls::request,
    crate::error::CallError,
    crate::services::Services,
    crate::services::consultation::voting::{self, Booth, NotCast},
    crate::services::people::Person,
    crate::texts::votes as words,
    domain::permission::Action,
};

use crate::refusal::Refusal;

#[cfg(feature = "ssr")]
impl From<NotCast> for Refusal {
    fn from(error: NotCast) -> Self {
        match error {
            NotCast::Rules(problem) => Self::because(words::problem(problem)),
            NotCast::NotAllowed => Self::because(words::NOT_ALLOWED),
            NotCast::Elsewhere => Self::because(words::ELSEWHERE),
            NotCast::Store(error) => request::failed(error).into(),
        }
    }
}

/// Who wants to vote, and where they stand in it.
#[cfg(feature = "ssr")]
async fn booth(vote: &str) -> Result<(Services, Person, Booth), Refusal> {
    let person = request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let id = vote.parse().map_err(|_| CallError::NotFound)?;
    let booth = Booth::of(&services, id, Some(&person)).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    Ok((services, person, booth))
}

/// Casts a vote in the open; the last one counts. What arrives after the end by the server's clock is refused.
#[server(prefix = "/calls", endpoint = "cast-vote")]
pub async fn cast_vote(vote: String, #[server(default)] choice: Option<Choice>) -> Result<(), Refusal> {
    let (services, person, booth) = booth(&vote).await?;
    let choice = choice.ok_or_else(|| Refusal::because(words::NO_CHOICE))?;
    booth.cast(&services, person.id, choice).await?;
    request::see(&format!("/votes/{}?done=cast", booth.vote.id));
    Ok(())
}

/// Casts a secret vote for somebody without scripts: derives, signs, hands in and forgets, in one request.
#[server(prefix = "/calls", endpoint = "cast-vote-secretly")]
pub async fn cast_vote_secretly(vote: String, #[server(default)] choice: Option<Choice>) -> Result<(), Refusal> {
    let (services, person, booth) = booth(&vote).await?;
    let choice = choice.ok_or_else(|| Refusal::because(words::NO_CHOICE))?;
    booth.cast_secretly(&services, person.id, choice).await?;
    request::see(&format!("/votes/{}?done=cast", booth.vote.id));
    Ok(())
}

/// Signs the one request for a ballot that a voter may make. The same request again gets the same signature.
#[server(prefix = "/calls", endpoint = "request-vote-ballot", input = Json)]
pub async fn request_vote_ballot(vote: String, message: String) -> Result<Signed, Refusal> {
    let (services, person, booth) = booth(&vote).await?;
    Ok(booth.ballot(&services, person.id, &message).await?)
}

/// Hands in the paper of a secret vote. Everybody may who has its ballot; nobody is asked who they are.
#[server(prefix = "/calls", endpoint = "hand-in-vote-paper", input = Json)]
pub async fn hand_in_vote_paper(vote: String, number: String, ballot: String, choice: Choice) -> Result<(), Refusal> {
    let services = request::services()?;
    services.limits.change_from(request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
    // That there is no such vote is told like a ballot that does not fit.
    let not_genuine = || Refusal::because(words::NOT_GENUINE);
    let (Ok(id), Ok(number)) = (vote.parse(), number.parse()) else { return Err(not_genuine()) };
    let vote = services.records.vote(id).await.map_err(request::failed)?;
    let vote = vote.filter(|vote| vote.rules.secret).ok_or_else(not_genuine)?;
    match voting::hand_in(&services, &vote, number, &ballot, choice).await {
        Err(NotCast::NotAllowed) => Err(not_genuine()),
        handed => Ok(handed?),
    }
}
