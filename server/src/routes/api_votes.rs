//! Votes for programs: how they are held, and the result from its moment on. What the page does not show, this does not tell.

use app::services::consultation::voting::{self, Booth};
use app::services::{Services, people};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use domain::agreement::vote::Shown;
use domain::majority::{Majority, Outcome, Quorum};
use serde::Serialize;
use tower_sessions::Session;
use utoipa::ToSchema;
use uuid::Uuid;

use super::failure::{Failure, Refused};

/// A vote of a working group on a version of a text.
#[derive(Debug, Serialize, ToSchema)]
pub struct VoteObject {
    #[schema(value_type = String, format = "uuid")]
    id: Uuid,
    /// The text that is voted on.
    #[schema(value_type = String, format = "uuid")]
    text: Uuid,
    /// The version that is voted on.
    version: u32,
    question: String,
    #[schema(value_type = String, format = "date-time")]
    opens: DateTime<Utc>,
    /// The moment itself is too late.
    #[schema(value_type = String, format = "date-time")]
    closes: DateTime<Utc>,
    /// Whether nothing is kept that joins a person to a choice.
    secret: bool,
    /// `simple`, `two_thirds` or `absolute`.
    #[schema(value_type = String)]
    majority: Majority,
    /// `none`, `half`, `two_thirds` or `{"at_least": n}`.
    #[schema(value_type = Object)]
    quorum: Quorum,
    /// When the result may be seen: `always`, `after_own_vote`, `after_close` or `{"from": moment}`.
    #[schema(value_type = Object)]
    shown: Shown,
    /// How many may vote.
    entitled: u32,
    /// How many have voted or, in a secret vote, got a ballot.
    cast: u64,
    /// Null before its moment, for everybody.
    result: Option<VoteResultObject>,
}

/// The result of a vote.
#[derive(Debug, Serialize, ToSchema)]
struct VoteResultObject {
    yes: u32,
    no: u32,
    abstain: u32,
    /// `accepted`, `rejected` or `quorum_missed`; null while the vote runs.
    #[schema(value_type = Option<String>)]
    outcome: Option<Outcome>,
}

/// A vote, for whoever may see it on its page.
///
/// # Errors
///
/// As described below.
#[utoipa::path(get, path = "/api/v1/votes/{id}", tag = "votes",
    params(("id" = String, Path, description = "Identity of the vote")),
    security((), ("session" = [])),
    responses(
        (status = 200, description = "The vote; `result` is null before its moment, for everybody", body = VoteObject),
        (status = 404, description = "No such vote for this caller", body = Failure),
        (status = 503, description = "Try again", body = Failure),
    ))]
pub async fn vote(
    State(services): State<Services>,
    Path(id): Path<String>,
    session: Session,
) -> Result<Json<VoteObject>, Refused> {
    let nothing = || Refused::new(StatusCode::NOT_FOUND, "not_found", "there is no such vote");
    let person = people::current(&services, &session).await?;
    let id: Uuid = id.parse().map_err(|_| nothing())?;
    let Booth { vote, .. } = Booth::of(&services, id, person.as_ref()).await?.ok_or_else(nothing)?;
    let chosen = match &person {
        Some(person) if !vote.rules.secret => services.records.choice(id, person.id).await?,
        _ => None,
    };
    let result = voting::result(&services, &vote, chosen.is_some()).await?;
    let cast = services.records.count_voters(&vote).await?;
    let rules = vote.rules;
    Ok(Json(VoteObject {
        id,
        text: vote.text,
        version: vote.number,
        question: vote.question,
        opens: rules.opens,
        closes: rules.closes,
        secret: rules.secret,
        majority: rules.majority,
        quorum: rules.quorum,
        shown: rules.shown,
        entitled: vote.entitled,
        cast,
        result: result.map(|result| VoteResultObject {
            yes: result.count.yes,
            no: result.count.no,
            abstain: result.count.abstain,
            outcome: result.outcome,
        }),
    }))
}
