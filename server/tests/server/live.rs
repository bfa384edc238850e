//! Live lines: a frame at once, another one after a response, and an end when the process closes or rights do.

use std::time::Duration;

use app::services::chance;
use axum::body::{Body, BodyDataStream};
use axum::http::{Request, StatusCode};
use demo::Generator;
use futures::StreamExt as _;
use serde_json::Value;
use uuid::Uuid;

use crate::amendments::post;
use crate::consultation::{Site, begin, stage};
use crate::support::{Client, TestServer, responses_path, run, submission};

/// Reads frames from a stream of events.
pub struct Frames {
    body: BodyDataStream,
    read: String,
}

impl Frames {
    pub fn of(body: Body) -> Self {
        Self { body: body.into_data_stream(), read: String::new() }
    }

    /// The next event, without comments; nothing when the stream has ended.
    pub async fn next(&mut self) -> Option<String> {
        loop {
            while let Some((event, rest)) = self.read.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.read = rest;
                if event.lines().any(|line| line.starts_with("event:")) {
                    return Some(event);
                }
            }
            let bytes =
                tokio::time::timeout(Duration::from_secs(5), self.body.next()).await.expect("something comes in time");
            let bytes = bytes?.expect("the stream is whole");
            self.read.push_str(&String::from_utf8_lossy(&bytes));
        }
    }

    async fn tally(&mut self) -> Value {
        let event = self.next().await.expect("the stream goes on");
        assert!(event.contains("event: tally"), "{event}");
        let data = event.lines().find_map(|line| line.strip_prefix("data: ")).expect("data in one line");
        serde_json::from_str(data).expect("JSON")
    }
}

#[test]
fn listeners_get_a_frame_at_once_and_one_after_a_response() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let mut staff = server.staff().await;
        let path = format!("/live/surveys/{}", survey.slug);
        let answer = staff.begin(Request::get(&path).header("accept-encoding", "gzip, br"), "").await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        assert!(!answer.headers().contains_key("content-encoding"), "a compressed stream would wait for its buffer");
        let mut frames = Frames::of(answer.into_body());
        assert_eq!(frames.tally().await["responses"], 0);

        let body = submission(chance::uuid(), &Generator::new(&survey, 8).response());
        assert_eq!(server.client().post_json(&responses_path(&survey), &body).await.status, StatusCode::CREATED);
        let second = frames.tally().await;
        assert_eq!((&second["responses"], &second["survey"]), (&1.into(), &Value::from(survey.slug.clone())));

        server.services.closing.announce();
        assert_eq!(frames.next().await, None, "the process closes, the stream ends");
    });
}

#[test]
fn there_are_places_for_so_many_listeners_and_they_become_free_again() {
    run(async {
        let quotas = app::services::settings::Quotas { listeners: 2, ..Default::default() };
        let settings = app::services::settings::Settings { quotas, ..Default::default() };
        let server = TestServer::with(settings).await;
        let survey = server.add_survey().await;
        let mut staff = server.staff().await;
        let path = format!("/live/surveys/{}", survey.slug);
        let first = staff.begin(Request::get(&path), "").await;
        let _second = staff.begin(Request::get(&path), "").await;
        assert_eq!(staff.get(&path).await.status, StatusCode::SERVICE_UNAVAILABLE);
        drop(first);
        assert_eq!(staff.begin(Request::get(&path), "").await.status(), StatusCode::OK);
    });
}

#[test]
fn rights_are_looked_at_again_while_somebody_listens() {
    run(async {
        let mut site = Site::start().await;
        let [closed, ..] = site.groups[..] else { panic!("three groups") };
        let (_, mut chair) = site.member("leitung", Some(closed), true).await;
        let (out, mut unseated) = site.member("bela", Some(closed), false).await;
        let (_, mut gone) = site.member("dora", Some(closed), false).await;
        let text = chance::uuid();
        begin(&mut chair, closed, text, "Räume für alle").await;
        stage(&mut chair, text, "open").await;
        let survey = site.server.add_survey().await;
        let mut charts = listening(&mut site.staff, &format!("/live/surveys/{}", survey.slug)).await;
        assert_eq!(charts.tally().await["responses"], 0);
        let line = format!("/live/texts/{text}");
        let mut lines = [
            listening(&mut unseated, &line).await,
            listening(&mut gone, &line).await,
            listening(&mut chair, &line).await,
        ];
        say(&mut chair, text, 1).await;
        for frames in &mut lines {
            assert!(frames.next().await.expect("a frame").contains(&said(1)));
        }

        let seat = [("id", closed.to_string()), ("account", out.to_string())];
        let seat = seat.each_ref().map(|(name, value)| (*name, value.as_str()));
        post(&mut site.staff, "unseat-member", &seat).await;
        gone.post_form("/calls/sign-out", &[]).await;
        site.server.clock.advance(Duration::from_secs(6));
        say(&mut chair, text, 2).await;
        let [unseated, gone, stays] = &mut lines;
        assert_eq!(unseated.next().await, None, "no member any more");
        assert_eq!(gone.next().await, None, "signed out");
        assert!(stays.next().await.expect("a frame").contains(&said(2)));

        site.staff.post_form("/calls/sign-out", &[]).await;
        let body = submission(chance::uuid(), &Generator::new(&survey, 8).response());
        site.server.client().post_json(&responses_path(&survey), &body).await;
        assert_eq!(charts.next().await, None, "signed out");
    });
}

pub async fn listening(client: &mut Client, line: &str) -> Frames {
    let answer = client.begin(Request::get(line), "").await;
    assert_eq!(answer.status(), StatusCode::OK, "{line}");
    Frames::of(answer.into_body())
}

fn said(number: u128) -> String {
    Uuid::from_u128(number).to_string()
}

async fn say(client: &mut Client, text: Uuid, number: u128) {
    let (id, text) = (said(number), text.to_string());
    let fields = [
        ("comment[id]", id.as_str()),
        ("comment[text]", text.as_str()),
        ("comment[kind]", "for"),
        ("comment[body]", "Das ist gut."),
    ];
    post(client, "send-comment", &fields).await;
}
