//! Signing in: the same answer for unknown people and wrong passwords, a new session each time, limits.

use std::time::Duration;

use axum::http::StatusCode;
use domain::account::Role;

use crate::support::{EMAIL, PASSWORD, TestServer, results_path, run};

#[test]
fn unknown_people_and_wrong_passwords_get_the_same_answer() {
    run(async {
        let server = TestServer::start().await;
        server.add_account(EMAIL, Role::Staff).await;
        let wrong = server.client().sign_in(EMAIL, "ein falsches Kennwort").await;
        let unknown = server.client().sign_in("nobody@example.org", PASSWORD).await;
        assert!(!wrong.status.is_success());
        assert_eq!((wrong.status, &wrong.body), (unknown.status, &unknown.body));
        assert!(!wrong.headers.contains_key("set-cookie") && !unknown.headers.contains_key("set-cookie"));
    });
}

#[test]
fn a_session_begins_anew_at_sign_in_and_ends_at_sign_out() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let mut client = server.staff().await;
        let first = client.cookies["teilhabe"].clone();
        assert_eq!(client.get(&results_path(&survey)).await.status, StatusCode::OK);

        client.sign_in(EMAIL, PASSWORD).await;
        let second = client.cookies["teilhabe"].clone();
        assert_ne!(first, second, "a planted session would be worth nothing");
        let mut old = server.client();
        old.cookies.insert("teilhabe".to_owned(), first);
        assert_eq!(old.get(&results_path(&survey)).await.status, StatusCode::UNAUTHORIZED);

        client.post_form("/calls/sign-out", &[]).await;
        let mut kept = server.client();
        kept.cookies.insert("teilhabe".to_owned(), second);
        assert_eq!(kept.get(&results_path(&survey)).await.status, StatusCode::UNAUTHORIZED);
    });
}

#[test]
fn the_session_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    run(async {
        let server = TestServer::start().await;
        server.add_account(EMAIL, Role::Staff).await;
        let answer = server.client().sign_in(EMAIL, PASSWORD).await;
        let cookies = answer.headers.get_all("set-cookie").into_iter().filter_map(|value| value.to_str().ok());
        let cookie = cookies.into_iter().find(|cookie| cookie.starts_with("teilhabe=")).unwrap_or_default();
        for part in ["teilhabe=", "HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(part), "{part} in {cookie}");
        }
    });
}

#[test]
fn guessing_ends_soon_and_becomes_possible_again_later() {
    run(async {
        let server = TestServer::start().await;
        server.add_account(EMAIL, Role::Staff).await;
        let mut client = server.client();
        let mut last = client.sign_in(EMAIL, "falsch").await;
        for _ in 0..10 {
            last = client.sign_in(EMAIL, "falsch").await;
        }
        let held_back = client.sign_in(EMAIL, PASSWORD).await;
        assert_eq!(held_back.body, last.body);
        assert!(!client.cookies.contains_key("teilhabe"), "even the right password has to wait");
        server.clock.advance(Duration::from_mins(5));
        client.sign_in(EMAIL, PASSWORD).await;
        assert!(client.cookies.contains_key("teilhabe"));
    });
}

#[test]
fn the_demo_password_is_that_of_this_process_only() {
    run(async {
        let server = TestServer::start().await;
        let account =
            server::demonstration::load(&server.services.records, &server.clock).await.expect("the demo loads");
        let again = server::demonstration::load(&server.services.records, &server.clock).await.expect("it loads twice");
        assert_ne!(account.password, again.password);
        let survey = demo::needs_survey();
        assert_eq!(server.count(&survey).await, 120, "loaded once");

        let mut without = server.client();
        without.sign_in(&account.email, &account.password).await;
        assert!(!without.cookies.contains_key("teilhabe"), "this process runs without the demo");

        let mut services = server.services.clone();
        let mut settings = app::services::settings::Settings::clone(&services.settings);
        settings.demo = Some(again.clone());
        services.settings = std::sync::Arc::new(settings);
        let visitor = app::services::people::Visitor {
            address: std::net::IpAddr::from([127, 0, 0, 1]).into(),
            device: None,
            browser: String::new(),
        };
        for (password, fits) in [(&account.password, false), (&again.password, true)] {
            let store = std::sync::Arc::new(store::Sessions(services.records.clone()));
            let session = tower_sessions::Session::new(None, store, None);
            let outcome = app::services::people::sign_in(&services, &session, &again.email, password, &visitor).await;
            assert_eq!(outcome.is_ok(), fits);
        }
    });
}
