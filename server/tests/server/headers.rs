//! Headers on every answer, and requests of other sites.

use app::services::settings::Settings;
use axum::http::{Request, StatusCode};

use crate::support::{Client, TestServer, responses_path, run};

const EVERYWHERE: [&str; 7] = [
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "x-request-id",
];

#[test]
fn every_answer_is_guarded_also_errors() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let mut client = server.client();
        for path in [
            "/",
            "/no/such/page",
            "/health/live",
            "/api/v1/openapi.json",
            "/api/v1/nothing",
            "/no-such-file.txt",
            &results(&survey.slug),
        ] {
            let answer = client.get(path).await;
            for name in EVERYWHERE {
                assert!(!answer.header(name).is_empty(), "{name} on {path}");
            }
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
            assert_eq!(answer.header("strict-transport-security"), "", "only over https");
        }
        assert!(client.cookies.is_empty(), "looking around leaves no cookie");
    });
}

fn results(slug: &str) -> String {
    format!("/api/v1/surveys/{slug}/results")
}

#[test]
fn a_page_has_a_nonce_policy_that_its_scripts_carry() {
    run(async {
        let mut client = TestServer::start().await.client();
        let (first, second) = (client.get("/").await, client.get("/").await);
        assert_eq!(first.status, StatusCode::OK);
        let policy = first.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "'strict-dynamic'",
            "'wasm-unsafe-eval'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(part), "{part} in {policy}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
        let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce");
        assert!(first.body.contains(&format!("nonce=\"{nonce}\"")), "the page's scripts carry {nonce}");
        assert!(!second.body.contains(nonce), "each page has its own");
        assert!(!first.body.contains(" style=\""), "no inline styles");
    });
}

#[test]
fn over_https_cookies_and_pages_stay_with_https() {
    run(async {
        let settings = Settings { public_url: "https://teilhabe.test".to_owned(), secure: true, ..Settings::default() };
        let server = TestServer::with(settings).await;
        let mut client = server.staff().await;
        assert!(client.cookies.contains_key("__Host-teilhabe"), "{:?}", client.cookies.keys());
        assert!(client.get("/").await.header("strict-transport-security").contains("max-age"));
    });
}

async fn post_as(client: &mut Client, path: &str, headers: &[(&str, &str)]) -> StatusCode {
    let mut request = Request::post(path).header("host", "teilhabe.test").header("content-type", "application/json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    client.send(request, "{}").await.status
}

#[test]
fn other_sites_cannot_act_for_a_visitor() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let mut client = server.client();
        let slug = &survey.slug;
        for path in [
            &responses_path(&survey),
            "/calls/sign-in",
            "/calls/sign-out",
            &format!("/surveys/{slug}"),
            &format!("/surveys/{slug}/1"),
        ] {
            for foreign in [
                &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")][..],
                &[("sec-fetch-site", "same-site")],
                &[("origin", "https://evil.example")],
                &[("origin", "null")],
            ] {
                assert_eq!(post_as(&mut client, path, foreign).await, StatusCode::FORBIDDEN, "{path} {foreign:?}");
            }
            for own in [&[("sec-fetch-site", "same-origin")][..], &[("origin", "http://teilhabe.test")], &[]] {
                assert_ne!(post_as(&mut client, path, own).await, StatusCode::FORBIDDEN, "{path} {own:?}");
            }
        }
    });
}
