//! GET results: the same figures as an independent count, for those with the right.

use std::collections::BTreeMap;

use app::services::chance;
use axum::http::StatusCode;
use demo::Generator;
use domain::account::Role;
use domain::answer::{Answer, Answers};
use domain::answering::visible;
use domain::survey::Kind;
use serde_json::{Value, json};

use crate::support::{PASSWORD, TestServer, responses_path, results_path, run, submission};

#[test]
fn results_equal_an_independent_count() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let (writer, reader) = (server.add_key(&["write:responses"]).await, server.add_key(&["read:results"]).await);
        let mut client = server.client();
        let mut generator = Generator::new(&survey, 7);
        let responses: Vec<Answers> = (0..150).map(|_| generator.response()).collect();
        for answers in &responses {
            let request = axum::http::Request::post(responses_path(&survey))
                .header("content-type", "application/json")
                .header("authorization", format!("Bearer {writer}"));
            let sent = client.send(request, &submission(chance::uuid(), answers).to_string()).await;
            assert_eq!(sent.status, StatusCode::CREATED);
        }
        let results = settled(&server, &reader, &results_path(&survey), 150).await;
        assert_eq!(results["survey"], survey.slug);
        let questions = results["questions"].as_array().expect("a list");
        let asked: Vec<_> = survey.questions().filter(|question| question.kind.takes_answer()).collect();
        assert_eq!(questions.len(), asked.len());
        for (question, told) in asked.into_iter().zip(questions) {
            let code = &question.code;
            assert_eq!(told["code"], *code);
            let shown = responses.iter().filter(|answers| visible(&survey, answers).contains(code.as_str())).count();
            let given: Vec<&Answer> =
                responses.iter().filter_map(|answers| answers.get(code)).filter(|answer| !answer.is_empty()).collect();
            assert_eq!(told["asked"], json!(shown), "{code}");
            assert_eq!(told["answered"], json!(given.len()), "{code}");
            if matches!(question.kind, Kind::SingleChoice { .. } | Kind::MultipleChoice { .. }) {
                assert_eq!(told_options(told), count_options(&given), "{code}");
            }
            if let Kind::Number { .. } | Kind::Scale { .. } = question.kind {
                let mut numbers: Vec<f64> = given
                    .iter()
                    .filter_map(|answer| if let Answer::Number(number) = answer { Some(*number) } else { None })
                    .collect();
                numbers.sort_by(f64::total_cmp);
                let middle = numbers.len() / 2;
                let median = if numbers.len() % 2 == 1 {
                    numbers[middle]
                } else {
                    f64::midpoint(numbers[middle - 1], numbers[middle])
                };
                assert_eq!(told["numbers"]["median"].as_f64(), Some(median), "{code}");
            }
        }
    });
}

/// Results once they count as many responses; the live query may be a moment behind.
pub async fn settled(server: &TestServer, key: &str, path: &str, responses: u64) -> Value {
    let mut client = server.client();
    for _ in 0..200 {
        let answer = client.get_with_key(path, key).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let results = answer.json();
        if results["responses"] == json!(responses) {
            return results;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("the results never counted {responses} responses");
}

fn told_options(told: &Value) -> BTreeMap<String, u64> {
    let options = told["options"].as_array().expect("a list");
    options
        .iter()
        .map(|option| {
            (option["code"].as_str().unwrap_or_default().to_owned(), option["count"].as_u64().unwrap_or_default())
        })
        .filter(|(_, count)| *count > 0)
        .collect()
}

fn count_options(given: &[&Answer]) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for answer in given {
        let chosen: Vec<&str> = match answer {
            Answer::Text(code) => vec![code],
            Answer::Choices { codes, other } => {
                codes.iter().map(String::as_str).chain(other.as_ref().map(|_| "other")).collect()
            }
            Answer::Number(_) => Vec::new(),
        };
        for code in chosen {
            *counts.entry(code.to_owned()).or_insert(0) += 1;
        }
    }
    counts
}

#[test]
fn only_keys_with_the_scope_and_staff_see_results() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let (writer, reader) = (server.add_key(&["write:responses"]).await, server.add_key(&["read:results"]).await);
        let mut staff = server.staff().await;
        server.add_account("mitglied@example.org", Role::Member).await;
        let mut member = server.client();
        member.sign_in("mitglied@example.org", PASSWORD).await;
        let mut stranger = server.client();
        for path in [results_path(&survey), format!("/live/surveys/{}", survey.slug)] {
            let live = path.starts_with("/live");
            assert_eq!(stranger.get(&path).await.status, StatusCode::UNAUTHORIZED, "{path}");
            assert_eq!(stranger.get_with_key(&path, "thk_no").await.status, StatusCode::UNAUTHORIZED, "{path}");
            assert_eq!(stranger.get_with_key(&path, &writer).await.status, StatusCode::FORBIDDEN, "{path}");
            assert_eq!(member.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
            if !live {
                assert_eq!(staff.get(&path).await.status, StatusCode::OK, "{path}");
                assert_eq!(stranger.get_with_key(&path, &reader).await.status, StatusCode::OK, "{path}");
            }
        }
        assert_eq!(staff.get("/api/v1/surveys/nirgends/results").await.status, StatusCode::NOT_FOUND);
        assert_eq!(staff.get("/live/surveys/nirgends").await.status, StatusCode::NOT_FOUND);
        // Whether a survey exists is nothing for strangers.
        assert_eq!(stranger.get("/api/v1/surveys/nirgends/results").await.status, StatusCode::UNAUTHORIZED);
    });
}
