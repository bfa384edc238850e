//! Every server function and route, called as a stranger: nothing about responses or people comes out.

use axum::http::{Method, Request};
use demo::Generator;

use crate::support::{EMAIL, TestServer, pairs, responses_path, run, submission};

const MARK: &str = "Verein-der-geheimen-Sterne";

/// Open to everybody, on purpose.
const PUBLIC: [&str; 17] = [
    "/calls/load-answering",
    "/calls/current-person",
    "/calls/search-directory",
    "/calls/keep-draft",
    "/calls/keep-sealed-draft",
    "/calls/load-sealed-draft",
    "/calls/look-up-invitation",
    "/calls/report-done",
    "/calls/response-exists",
    "/calls/request-ballot",
    "/calls/load-letter",
    "/calls/mail-stop-state",
    "/calls/open-surveys",
    "/calls/send-response",
    "/calls/sign-in",
    "/calls/site-responsible",
    "/calls/survey-notice",
];

#[test]
fn strangers_learn_nothing_from_any_server_function() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        server.staff().await;
        let body = submission(app::services::chance::uuid(), &Generator::new(&survey, 9).response());
        server.client().post_json(&responses_path(&survey), &body).await;
        let mut stranger = server.client();
        let mut seen = 0;
        for (path, method) in leptos::server_fn::axum::server_fn_paths() {
            assert!(path.starts_with("/calls/"), "{path} lies elsewhere");
            seen += 1;
            let fields = pairs(&[("slug", &survey.slug), ("email", EMAIL), ("password", MARK)]);
            let request = Request::builder().method(method.clone()).uri(path);
            let request = if method == Method::GET {
                request
            } else {
                request.header("content-type", "application/x-www-form-urlencoded")
            };
            let answer = stranger.send(request, &crate::support::form(&fields)).await;
            assert!(!answer.body.contains("\"asked\""), "{path} tells figures");
            assert!(!answer.body.contains(EMAIL) || PUBLIC.contains(&path), "{path} tells an address");
            if !PUBLIC.contains(&path) && path != "/calls/sign-out" {
                assert!(
                    answer.status.is_client_error() || answer.status.is_server_error(),
                    "{path} answers {}",
                    answer.status
                );
            }
        }
        assert!(seen >= PUBLIC.len(), "server functions are registered");
    });
}

#[test]
fn pages_of_the_office_tell_strangers_nothing() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        for path in [
            "/office".to_owned(),
            "/office/audit".to_owned(),
            "/office/protection".to_owned(),
            "/office/surveys".to_owned(),
            format!("/office/surveys/{}", survey.slug),
            format!("/office/surveys/{}/protection", survey.slug),
        ] {
            let answer = server.client().get(&path).await;
            assert!(!answer.body.contains("\"asked\"") && !answer.body.contains("answered"), "{path}");
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        }
    });
}
