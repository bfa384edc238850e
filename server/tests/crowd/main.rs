//! Many requests at once: what belongs to one never shows in another.
//!
//! A program of its own: while another test in the same process builds its routes, Leptos loads nothing for anybody.

use std::sync::Arc;

use axum::http::{Request, StatusCode};

use support::{Answer, TestServer, run};

#[expect(dead_code, reason = "what the other tests need")]
#[path = "../server/support.rs"]
mod support;

/// Clients at once, and requests of each.
const CLIENTS: usize = 24;
const REQUESTS: usize = 60;

fn is_its_own(path: &str, expected: StatusCode, answer: &Answer) {
    assert_eq!(answer.status, expected, "{path}");
    let policy = answer.header("content-security-policy");
    let nonce = policy.split_once("'nonce-").and_then(|(_, rest)| rest.split_once('\'')).map(|(nonce, _)| nonce);
    let nonce = nonce.unwrap_or_else(|| panic!("{path} has the policy of no page: {policy}"));
    assert!(answer.body.contains(&format!("nonce=\"{nonce}\"")), "{path} has another's policy");
}

#[test]
fn pages_and_calls_at_once_keep_to_themselves() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let pages = Arc::new([
            ("/".to_owned(), StatusCode::OK),
            ("/privacy".to_owned(), StatusCode::OK),
            ("/sign-in".to_owned(), StatusCode::OK),
            ("/organisations?text=Verein".to_owned(), StatusCode::OK),
            ("/office".to_owned(), StatusCode::FOUND),
            ("/account".to_owned(), StatusCode::FOUND),
            ("/office/organisations".to_owned(), StatusCode::FOUND),
            (format!("/surveys/{}", survey.slug), StatusCode::OK),
            (format!("/surveys/{}/1", survey.slug), StatusCode::OK),
            ("/surveys/none".to_owned(), StatusCode::NOT_FOUND),
            ("/nowhere".to_owned(), StatusCode::NOT_FOUND),
            ("/surveys/none/1".to_owned(), StatusCode::NOT_FOUND),
        ]);
        let strictest = app::services::security::STRICTEST_POLICY;
        let calls = ["/calls/current-person", "/calls/open-surveys", "/calls/site-responsible"];
        let clients: Vec<_> = (0..CLIENTS)
            .map(|number| {
                let (mut client, pages) = (server.client(), pages.clone());
                tokio::spawn(async move {
                    for turn in 0..REQUESTS {
                        let at = number * 7 + turn;
                        if at.is_multiple_of(4) {
                            // A file that took a page's headers would take its cookies, too.
                            let file = client.get("/favicon.svg").await;
                            assert_eq!(
                                (file.status, file.header("content-security-policy")),
                                (StatusCode::OK, strictest)
                            );
                        } else if at.is_multiple_of(3) {
                            let path = calls[at / 3 % calls.len()];
                            assert_eq!(client.post_form(path, &[]).await.status, StatusCode::OK, "{path}");
                        } else {
                            let (path, expected) = &pages[at % pages.len()];
                            let request = Request::get(path).header("accept", "text/html");
                            is_its_own(path, *expected, &client.send(request, "").await);
                        }
                    }
                })
            })
            .collect();
        for client in clients {
            client.await.expect("everything is its own");
        }
    });
}
