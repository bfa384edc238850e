//! Errors of the API, for programs and the people who write them: one shape, no internals, the request's id to ask about.

use app::services::limits::TooMany;
use axum::Json;
use axum::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use store::StoreError;
use utoipa::ToSchema;

/// What is sent instead of the thing asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Failure {
    /// Stable word for programs, such as `not_found`.
    pub error: String,
    /// For people, in English.
    pub message: String,
    /// What is wrong with the answers, all of it; only with status 422.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problems: Option<Vec<ProblemObject>>,
}

/// One thing that is wrong with one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProblemObject {
    /// Code of the question, as sent when there is no such question.
    pub question: String,
    /// Stable word for programs, such as `required` or `too_long`.
    pub kind: String,
    /// For people, in the language of the response.
    pub message: String,
}

/// A status with its [`Failure`].
#[derive(Debug, Clone)]
pub struct Refused {
    status: StatusCode,
    failure: Failure,
    retry_after_seconds: Option<u64>,
}

impl Refused {
    /// Any refusal.
    pub fn new(status: StatusCode, error: &str, message: impl Into<String>) -> Self {
        let failure = Failure { error: error.to_owned(), message: message.into(), problems: None };
        Self { status, failure, retry_after_seconds: None }
    }

    /// 404: no such survey.
    pub fn no_survey() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "there is no such survey")
    }

    /// 401: who are you?
    pub fn unknown_caller() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthorised", "a valid key or a staff session is needed")
    }

    /// 403: we know who you are.
    pub fn not_allowed(message: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", message)
    }

    /// 503: try again, it is safe.
    pub fn unavailable() -> Self {
        let refused = Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "please try again; repeating is safe");
        Self { retry_after_seconds: Some(2), ..refused }
    }

    /// 422: these problems.
    pub fn problems(problems: Vec<ProblemObject>) -> Self {
        let mut refused =
            Self::new(StatusCode::UNPROCESSABLE_ENTITY, "problems", "the answers do not fit the questions");
        refused.failure.problems = Some(problems);
        refused
    }
}

impl From<TooMany> for Refused {
    fn from(too_many: TooMany) -> Self {
        let refused = Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many", too_many.to_string());
        Self { retry_after_seconds: Some(too_many.after_seconds), ..refused }
    }
}

/// Logs once, here, what the caller does not get to see.
impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the database failed a request");
        Self::unavailable()
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.failure)).into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = self.retry_after_seconds {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
