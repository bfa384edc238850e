//! A whole site in memory, and a browser-like client with cookies.

use std::collections::BTreeMap;
use std::future::Future;
use std::time::Duration;

use app::services::Services;
use app::services::clock::Clock;
use app::services::passwords::Passwords;
use app::services::settings::{ANSWERING_SECONDS, Settings};
use app::services::vault::Vault;
use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use chrono::{DateTime, Utc};
use domain::account::Role;
use domain::survey::Survey;
use http_body_util::BodyExt as _;
use leptos::config::LeptosOptions;
use serde_json::Value;
use store::{Connection, NewAccount, Records, SurveyState};
use tower::ServiceExt as _;

pub const EMAIL: &str = "amt@example.org";
pub const PASSWORD: &str = "ein langes Kennwort";

/// Runs a test on threads with the stacks that the database needs.
pub fn run<F: Future<Output = ()> + Send + 'static>(test: F) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_stack_size(10 * 1024 * 1024)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async { tokio::spawn(test).await }).expect("the test passes");
}

/// The site with an empty database in memory.
pub struct TestServer {
    pub services: Services,
    pub clock: Clock,
    router: Router,
}

impl TestServer {
    pub async fn start() -> Self {
        Self::with(Settings { public_url: "http://teilhabe.test".to_owned(), ..Settings::default() }).await
    }

    pub async fn with(settings: Settings) -> Self {
        Self::at("mem://", Vault::in_memory(), settings).await
    }

    /// On this database.
    pub async fn at(database: &str, vault: Vault, settings: Settings) -> Self {
        let start: DateTime<Utc> = "2026-11-22T08:00:00Z".parse().expect("a time");
        let clock = Clock::standing_at(start);
        let records = Records::open(&Connection::new(database), start).await.expect("a database");
        let services = Services::new(records, vault, settings, clock.clone());
        let options = LeptosOptions::builder()
            .output_name("teilhabe")
            .site_root(concat!(env!("CARGO_MANIFEST_DIR"), "/../public"))
            .build();
        let router = server::build(services.clone(), options);
        Self { services, clock, router }
    }

    /// The site with the demo survey, open.
    pub async fn with_survey() -> (Self, Survey) {
        let server = Self::start().await;
        let survey = server.add_survey().await;
        (server, survey)
    }

    pub async fn add_survey(&self) -> Survey {
        let survey = demo::needs_survey();
        self.services
            .records
            .create_survey(&survey, SurveyState::Open, self.clock.now())
            .await
            .expect("the survey is new");
        survey
    }

    /// Sets the state, and waits until the site must have seen it.
    pub async fn set_state(&self, survey: &Survey, state: SurveyState) {
        assert!(self.services.records.set_survey_state(&survey.slug, state).await.expect("the database works"));
        self.clock.advance(Duration::from_secs(3));
    }

    pub async fn add_account(&self, email: &str, role: Role) {
        let password_hash = Passwords::default().hash(PASSWORD).await.expect("long enough");
        let account = NewAccount { email: email.to_owned(), name: "Amt".to_owned(), role, password_hash };
        let id = app::services::chance::uuid();
        self.services.records.create_account(&account, id, self.clock.now()).await.expect("the account is new");
    }

    pub async fn add_key(&self, scopes: &[&str]) -> String {
        let secret = app::services::keys::new_secret();
        let scopes: Vec<String> = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        let hash = app::services::keys::hash(&secret);
        self.services.records.create_key("test", &scopes, &hash, self.clock.now()).await.expect("the key is new");
        secret
    }

    pub fn client(&self) -> Client {
        Client { router: self.router.clone(), cookies: BTreeMap::new(), clock: self.clock.clone() }
    }

    pub async fn staff(&self) -> Client {
        self.add_account(EMAIL, Role::Staff).await;
        let mut client = self.client();
        let answer = client.sign_in(EMAIL, PASSWORD).await;
        assert!(answer.status.is_success() || answer.status.is_redirection(), "{answer:?}");
        client
    }

    pub async fn count(&self, survey: &Survey) -> u64 {
        self.services.records.count_responses(&survey.slug).await.expect("the database works")
    }
}

/// Keeps cookies as a browser does.
pub struct Client {
    router: Router,
    pub cookies: BTreeMap<String, String>,
    clock: Clock,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {}", self.body))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Whether a server function refused what was asked.
    pub fn is_refused(&self) -> bool {
        !self.header("serverfnerror").is_empty()
    }

    /// Whether somebody who may not do this was led to the sign-in.
    pub fn leads_to_sign_in(&self) -> bool {
        self.location() == "/sign-in" || self.location().starts_with("/sign-in?next=")
    }

    pub fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }
}

impl Client {
    /// Takes as long as answering takes at least.
    pub fn take_time(&self) {
        self.clock.advance(Duration::from_secs(ANSWERING_SECONDS.into()));
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), "").await
    }

    pub async fn get_with_key(&mut self, path: &str, key: &str) -> Answer {
        self.send(Request::get(path).header("authorization", format!("Bearer {key}")), "").await
    }

    pub async fn post_json(&mut self, path: &str, body: &Value) -> Answer {
        self.send(Request::post(path).header(CONTENT_TYPE, "application/json"), &body.to_string()).await
    }

    /// As a browser sends a form of the same site.
    pub async fn post_form(&mut self, path: &str, fields: &[(String, String)]) -> Answer {
        let request = Request::post(path)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request, &form(fields)).await
    }

    pub async fn sign_in(&mut self, email: &str, password: &str) -> Answer {
        self.post_form("/calls/sign-in", &pairs(&[("email", email), ("password", password)])).await
    }

    pub async fn send(&mut self, request: axum::http::request::Builder, body: &str) -> Answer {
        Self::read(self.begin(request, body).await).await
    }

    /// Reads an answer to its end.
    pub async fn read(response: axum::response::Response) -> Answer {
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("the answer can be read").to_bytes();
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    /// The answer with its body still to come.
    pub async fn begin(&mut self, mut request: axum::http::request::Builder, body: &str) -> axum::response::Response {
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(COOKIE, cookies.join("; "));
        }
        let request = request.body(Body::from(body.to_owned())).expect("a request");
        let is_get = request.method() == Method::GET;
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        assert!(!(is_get && response.status() == StatusCode::INTERNAL_SERVER_ERROR), "a page must not fail");
        for cookie in response.headers().get_all(SET_COOKIE) {
            let cookie = cookie.to_str().expect("a readable cookie");
            let (name, value) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("name=value");
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        response
    }
}

pub fn pairs(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// `application/x-www-form-urlencoded`.
pub fn form(fields: &[(String, String)]) -> String {
    let escaped = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
                byte => format!("%{byte:02X}"),
            })
            .collect()
    };
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
    fields.join("&")
}

/// A response as the API takes it.
pub fn submission(submission: uuid::Uuid, answers: &domain::answer::Answers) -> Value {
    serde_json::json!({ "submission": submission, "language": "de", "answers": answers })
}

pub fn responses_path(survey: &Survey) -> String {
    format!("/api/v1/surveys/{}/responses", survey.slug)
}

pub fn results_path(survey: &Survey) -> String {
    format!("/api/v1/surveys/{}/results", survey.slug)
}
