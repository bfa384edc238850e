//! POST responses: what is kept, what is refused and why, once and only once.

use app::services::chance;
use axum::http::{Request, StatusCode};
use demo::Generator;
use serde_json::{Value, json};
use store::SurveyState;

use crate::support::{Answer, TestServer, responses_path, run, submission};

#[test]
fn two_hundred_valid_responses_are_kept_and_two_hundred_broken_ones_refused_with_every_problem() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let key = server.add_key(&["write:responses"]).await;
        let mut client = server.client();
        let mut send = async |body: &Value| -> Answer {
            let request = Request::post(responses_path(&survey))
                .header("content-type", "application/json")
                .header("authorization", format!("Bearer {key}"));
            client.send(request, &body.to_string()).await
        };
        let mut generator = Generator::new(&survey, 1);
        for number in 0..200 {
            let answer = send(&submission(chance::uuid(), &generator.response())).await;
            assert_eq!(answer.status, StatusCode::CREATED, "response {number}: {}", answer.body);
        }
        for number in 0..200 {
            let (answers, mut expected) = generator.invalid();
            let answer = send(&json!({ "submission": chance::uuid(), "language": "de", "answers": answers })).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "broken response {number}");
            let told = answer.json();
            let problems = told["problems"].as_array().expect("a list");
            let mut found: Vec<(String, String)> =
                problems.iter().map(|problem| (word(problem, "question"), word(problem, "kind"))).collect();
            found.sort();
            expected.sort();
            let expected: Vec<(String, String)> =
                expected.into_iter().map(|(question, kind)| (question, kind.to_owned())).collect();
            assert_eq!(found, expected, "broken response {number}: {answers:?}");
            assert!(problems.iter().all(|problem| !word(problem, "message").is_empty()));
        }
        assert_eq!(server.count(&survey).await, 200);
    });
}

fn word(problem: &Value, name: &str) -> String {
    problem[name].as_str().unwrap_or_default().to_owned()
}

#[test]
fn problems_are_told_in_the_language_of_the_response() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let mut messages = Vec::new();
        for language in ["de", "tr", "ar", "en"] {
            let body = json!({ "submission": chance::uuid(), "language": language, "answers": {} });
            let told = server.client().post_json(&responses_path(&survey), &body).await.json();
            messages.push(word(&told["problems"][0], "message"));
        }
        messages.sort();
        messages.dedup();
        assert_eq!(messages.len(), 4, "{messages:?}");
    });
}

#[test]
fn the_same_submission_again_gives_the_same_receipt_even_after_the_survey_has_closed() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let mut client = server.client();
        let id = chance::uuid();
        let body = submission(id, &Generator::new(&survey, 2).response());
        let first = client.post_json(&responses_path(&survey), &body).await;
        assert_eq!(first.status, StatusCode::CREATED);
        let again = client.post_json(&responses_path(&survey), &body).await;
        assert_eq!((again.status, &again.body), (StatusCode::OK, &first.body));
        // Whatever it holds this time.
        let other = client.post_json(&responses_path(&survey), &json!({ "submission": id, "answers": {} })).await;
        assert_eq!((other.status, &other.body), (StatusCode::OK, &first.body));

        server.set_state(&survey, SurveyState::Closed).await;
        let late = client.post_json(&responses_path(&survey), &body).await;
        assert_eq!((late.status, &late.body), (StatusCode::OK, &first.body));
        let too_late = submission(chance::uuid(), &Generator::new(&survey, 3).response());
        let refused = client.post_json(&responses_path(&survey), &too_late).await;
        assert_eq!((refused.status, &refused.json()["error"]), (StatusCode::CONFLICT, &json!("closed")));
        assert_eq!(server.count(&survey).await, 1);
    });
}

#[test]
fn fifty_times_the_same_at_once_is_one_response() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let body = submission(chance::uuid(), &Generator::new(&survey, 4).response());
        let mut sending = tokio::task::JoinSet::new();
        for _ in 0..50 {
            let (mut client, body, path) = (server.client(), body.clone(), responses_path(&survey));
            sending.spawn(async move { client.post_json(&path, &body).await });
        }
        let answers = sending.join_all().await;
        let created = answers.iter().filter(|answer| answer.status == StatusCode::CREATED).count();
        assert_eq!(created, 1);
        assert!(answers.iter().all(|answer| answer.status.is_success() && answer.body == answers[0].body));
        assert_eq!(server.count(&survey).await, 1);
    });
}

#[test]
fn drafts_of_surveys_and_unknown_surveys_take_nothing() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let body = submission(chance::uuid(), &Generator::new(&survey, 5).response());
        let unknown = server.client().post_json("/api/v1/surveys/nirgends/responses", &body).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        assert_eq!(unknown.json()["error"], "not_found");
        server.set_state(&survey, SurveyState::Draft).await;
        assert_eq!(server.client().post_json(&responses_path(&survey), &body).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn what_is_no_response_is_refused_with_a_reason() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let path = responses_path(&survey);
        let id = chance::uuid();
        let mut client = server.client();
        for (body, status, error) in [
            (String::new(), StatusCode::BAD_REQUEST, "broken_json"),
            ("{\"submission\":".to_owned(), StatusCode::BAD_REQUEST, "broken_json"),
            ("[]".to_owned(), StatusCode::UNPROCESSABLE_ENTITY, "wrong_shape"),
            ("{}".to_owned(), StatusCode::UNPROCESSABLE_ENTITY, "wrong_shape"),
            (json!({ "submission": "12", "answers": {} }).to_string(), StatusCode::UNPROCESSABLE_ENTITY, "wrong_shape"),
            (json!({ "submission": id, "answers": [] }).to_string(), StatusCode::UNPROCESSABLE_ENTITY, "wrong_shape"),
            (
                json!({ "submission": id, "answers": {}, "admin": true }).to_string(),
                StatusCode::UNPROCESSABLE_ENTITY,
                "wrong_shape",
            ),
            (
                format!("{{\"submission\":\"{id}\",\"answers\":{{\"a\":{}", "[".repeat(20_000)),
                StatusCode::BAD_REQUEST,
                "broken_json",
            ),
        ] {
            let request = Request::post(&path).header("content-type", "application/json");
            let answer = client.send(request, &body).await;
            assert_eq!((answer.status, &answer.json()["error"]), (status, &json!(error)), "{body:.60}");
        }
        let plain = client.send(Request::post(&path).header("content-type", "text/plain"), "{}").await;
        assert_eq!(plain.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        assert_eq!(server.count(&survey).await, 0);
    });
}

#[test]
fn too_large_a_body_is_not_read() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let body = json!({ "submission": chance::uuid(), "answers": { "frage": "x".repeat(300_000) } });
        let answer = server.client().post_json(&responses_path(&survey), &body).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    });
}

#[test]
fn hostile_answers_are_problems_or_plain_text() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let path = responses_path(&survey);
        let mut client = server.client();
        for answers in [
            json!({ "'; DROP TABLE response; --": "x" }),
            json!({ "__proto__": { "other": "x" } }),
            json!({ "\u{0}": "\u{0}" }),
            json!({ "a": { "other": { "other": "x" } } }),
            json!({ "a": 1e308, "b": -0.0, "c": null, "d": true }),
        ] {
            let body = json!({ "submission": chance::uuid(), "language": "<script>", "answers": answers });
            let answer = client.post_json(&path, &body).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        }
        for slug in ["%27", "..%2F..", "a%00b", "%F0%9F%92%A3", "A%20B"] {
            let answer = client
                .post_json(
                    &format!("/api/v1/surveys/{slug}/responses"),
                    &json!({ "submission": chance::uuid(), "answers": {} }),
                )
                .await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{slug}");
        }
        assert_eq!(server.count(&survey).await, 0);
    });
}

#[test]
fn keys_have_their_own_quota_and_addresses_theirs() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let path = responses_path(&survey);
        let mut client = server.client();
        let body = json!({ "submission": chance::uuid(), "answers": {} });
        let mut held_back = None;
        for _ in 0..61 {
            let answer = client.post_json(&path, &body).await;
            if answer.status == StatusCode::TOO_MANY_REQUESTS {
                held_back = Some(answer);
            }
        }
        let held_back = held_back.expect("sixty in a row, not sixty-one");
        assert!(held_back.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0), "{held_back:?}");

        let (writer, reader) = (server.add_key(&["write:responses"]).await, server.add_key(&["read:results"]).await);
        for (key, status) in [
            (writer.as_str(), StatusCode::UNPROCESSABLE_ENTITY),
            (reader.as_str(), StatusCode::FORBIDDEN),
            // Guessing keys counts against the address, which is held back already.
            ("thk_guessed", StatusCode::TOO_MANY_REQUESTS),
        ] {
            let request = Request::post(&path)
                .header("content-type", "application/json")
                .header("authorization", format!("bearer {key}"));
            assert_eq!(client.send(request, &body.to_string()).await.status, status, "{key:.4}");
        }
    });
}
