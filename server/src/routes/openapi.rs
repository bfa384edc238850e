//! The description of the API for programs, `/api/v1/openapi.json`.

use axum::Json;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi, ToSchema};

use super::failure::{Failure, ProblemObject};
use super::{api, api_bounces, api_votes, health, live, live_meeting, live_text};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Teilhabe",
        description = "Surveys and participation for a city's integration office. A key is made with `teilhabe create-key`, \
                       sent as `Authorization: Bearer KEY`, and has its own quota; limits per address are for callers without one."
    ),
    paths(
        api::submit,
        api::results,
        api_bounces::note,
        api_votes::vote,
        live::tally,
        live_meeting::changes,
        live_text::changes,
        health::live,
        health::ready,
        description
    ),
    components(schemas(Failure, ProblemObject, ResultsObject)),
    modifiers(&Schemes)
)]
struct Description;

struct Schemes;

impl Modify for Schemes {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        let components = description.components.get_or_insert_default();
        let key = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("Key made with `teilhabe create-key`"))
            .build();
        components.add_security_scheme("key", SecurityScheme::Http(key));
        let session = ApiKeyValue::with_description("teilhabe", "Session of a person who is signed in");
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(session)));
    }
}

/// This description.
#[utoipa::path(get, path = "/api/v1/openapi.json", tag = "description",
    responses((status = 200, description = "This description", content_type = "application/json")))]
pub async fn description() -> Json<utoipa::openapi::OpenApi> {
    Json(Description::openapi())
}

/// Results of a survey. The shape of [`domain::results::Results`], said again because `domain` knows nothing of `OpenAPI`;
/// a test holds the two together.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes, is never made")]
pub struct ResultsObject {
    /// Address of the survey.
    survey: String,
    /// How many responses are counted.
    responses: u64,
    questions: Vec<QuestionObject>,
}

/// Results of a question.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes, is never made")]
struct QuestionObject {
    code: String,
    /// `single_choice`, `multiple_choice`, `short_text`, `long_text`, `number`, `scale` or `date`.
    kind: String,
    /// Responses in which the question was shown.
    asked: u64,
    /// Those of them with an answer: the base of every percentage.
    answered: u64,
    /// Choices: every option in the survey's order, then `other`. Scales: every step. Dates: every year. Absent when empty.
    options: Option<Vec<OptionObject>>,
    /// Numbers and scales with at least one answer.
    numbers: Option<NumbersObject>,
    /// Free texts in alphabetical order, fifty at most. Absent when empty.
    texts: Option<Vec<TextObject>>,
    /// Different texts beyond those listed. Absent when there are none.
    more_texts: Option<u64>,
}

#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes, is never made")]
struct OptionObject {
    code: String,
    count: u64,
}

#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes, is never made")]
struct NumbersObject {
    mean: f64,
    median: f64,
    min: f64,
    max: f64,
    /// Empty for scales.
    histogram: Vec<BinObject>,
}

/// Counts values with `from <= value < to`; without `to` it is open.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes, is never made")]
struct BinObject {
    from: f64,
    to: Option<f64>,
    count: u64,
}

#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes, is never made")]
struct TextObject {
    text: String,
    count: u64,
}
