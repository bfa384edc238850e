//! Signing in leads back to where somebody was going, never to another site; and what was written after the session's end is shown.

use std::time::Duration;

use axum::http::{Request, StatusCode};

use crate::people::{call, code, set_up};
use crate::support::{EMAIL, PASSWORD, TestServer, form, pairs, run};

const HOSTILE: [&str; 8] = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/..//evil.example",
    "javascript:alert(1)",
    "/office\r\nLocation: https://evil.example",
    "/calls/sign-out",
];

#[test]
fn signing_in_leads_back_to_the_page_that_was_wanted() {
    run(async {
        let server = TestServer::start().await;
        drop(server.staff().await);
        let mut person = server.client();
        let away = person.get("/office/mail?state=failed").await;
        assert_eq!(away.location(), "/sign-in?next=/office/mail%3Fstate%3Dfailed");
        let page = person.get(away.location()).await.body;
        assert!(page.contains("name=\"next\" value=\"/office/mail?state=failed\""), "{page}");
        let fields = |next| [("email", EMAIL), ("password", PASSWORD), ("next", next)];
        let back = call(&mut person, "sign-in", &fields("/office/mail?state=failed")).await;
        assert_eq!(back.location(), "/office/mail?state=failed");
        for hostile in HOSTILE {
            let answer = call(&mut server.client(), "sign-in", &fields(hostile)).await;
            assert_eq!(answer.location(), "/office", "{hostile}");
        }
    });
}

#[test]
fn the_way_back_outlives_the_second_step_and_setting_it_up() {
    run(async {
        let server = TestServer::start().await;
        let mut person = server.staff().await;
        let (secret, _) = set_up(&server, &mut person).await;
        for (next, leads_to) in
            HOSTILE.map(|hostile| (hostile, "/office")).into_iter().chain([("/office/audit", "/office/audit")])
        {
            server.clock.advance(Duration::from_mins(6));
            let mut browser = server.client();
            let fields = [("email", EMAIL), ("password", PASSWORD), ("next", next)];
            assert_eq!(call(&mut browser, "sign-in", &fields).await.location(), "/sign-in/code");
            let wrong = call(&mut browser, "sign-in-code", &[("code", "XXXXX-XXXXX")]).await;
            assert!(wrong.body.contains("WrongCode"));
            let right = call(&mut browser, "sign-in-code", &[("code", &code(&server, &secret))]).await;
            assert_eq!(right.location(), leads_to, "{next}");
        }

        server
            .services
            .records
            .set_account_rule(app::services::people::STAFF_NEED_SECOND_STEP, true)
            .await
            .expect("kept");
        call(&mut person, "remove-second-factor", &[("password", PASSWORD)]).await;
        let fields = [("email", EMAIL), ("password", PASSWORD), ("next", "/office/audit")];
        assert_eq!(call(&mut person, "sign-in", &fields).await.location(), "/sign-in/second-factor");
        let begun = call(&mut person, "second-factor", &[]).await.json();
        let secret = begun["Begun"]["secret"].as_str().expect("a secret").to_owned();
        call(&mut person, "confirm-second-factor", &[("code", &code(&server, &secret))]).await;
        assert_eq!(call(&mut person, "recovery-codes-noted", &[]).await.location(), "/office/audit");
        assert_eq!(call(&mut person, "recovery-codes-noted", &[]).await.location(), "/account?done=codes", "once");
    });
}

#[test]
fn what_was_written_after_the_sessions_end_is_shown_and_not_lost() {
    run(async {
        let server = TestServer::start().await;
        let mut stranger = server.client();
        let text = "Anruf am Montag:\r\nFrau Yılmaz bittet um </textarea><script>alert(1)</script> & mehr";
        let id = "00000000-0000-4000-8000-000000000001";
        let request = Request::post(format!("/office/organisations/{id}/notes"))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header("referer", format!("http://teilhabe.test/office/organisations/{id}"));
        let answer = stranger
            .send(request, &form(&pairs(&[("id", id), ("text", text), ("follow-up", "24.12.2026"), ("go", "keep")])))
            .await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        let shown = "Anruf am Montag:\nFrau Yılmaz bittet um &lt;/textarea>&lt;script>alert(1)&lt;/script> &amp; mehr\n\n24.12.2026</textarea>";
        assert!(answer.body.contains(shown), "{}", answer.body);
        assert!(answer.body.contains(&format!("href=\"/sign-in?next=/office/organisations/{id}\"")), "{}", answer.body);
        assert_eq!(answer.header("cache-control"), "no-store");

        let button = stranger.post_form("/office/mail", &pairs(&[("go", "test")])).await;
        assert!(button.leads_to_sign_in(), "nothing was written");
    });
}
