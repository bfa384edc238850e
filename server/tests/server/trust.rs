//! What an account's owner can rely on: a new password ends what others have begun, mails warn in time, there is always a way in.

use std::time::Duration;

use app::services::account_links::late_parameters;
use app::services::mail::compose::compose;
use app::services::mail::late;
use app::services::mail::settings::{Encryption, MailServer};
use app::services::passwords::Passwords;
use app::services::settings::{DemoAccount, Settings};
use axum::http::Request;
use domain::account::Role;
use domain::mail::MailState;
use store::LinkPurpose;
use uuid::Uuid;

use crate::people::{NEW, account, call, code, set_up, signed_in};
use crate::support::{Client, EMAIL, PASSWORD, TestServer, form, pairs, run};

/// The account's good link of this purpose, as its mail will carry it.
async fn link_for(server: &TestServer, account: Uuid, purpose: LinkPurpose) -> String {
    let links = server.services.records.account_links_of(account, server.clock.now()).await.expect("readable");
    let link = links.iter().find(|link| link.purpose == purpose).expect("there is one");
    let late = late_parameters(&server.services, &link.id.to_string()).await.expect("works").expect("good");
    late["url"].strip_prefix("http://teilhabe.test/account/link/").expect("our address").to_owned()
}

/// Templates and recipients of all mails that wait.
async fn mails(server: &TestServer) -> Vec<(String, String)> {
    let waiting = server.services.records.mails(Some(MailState::Waiting), 100).await.expect("readable");
    waiting.into_iter().map(|mail| (mail.template, mail.recipient)).collect()
}

#[test]
fn a_new_password_ends_every_way_in_that_somebody_else_has_opened() {
    run(async {
        for by_link in [true, false] {
            let server = TestServer::start().await;
            let mut owner = server.staff().await;
            let staff = account(&server, EMAIL).await;
            let mut thief = server.client();
            thief.sign_in(EMAIL, PASSWORD).await;
            call(&mut thief, "change-email", &[("email", "dieb@example.org"), ("password", PASSWORD)]).await;
            let warned = ("email-change-asked".to_owned(), EMAIL.to_owned());
            assert!(mails(&server).await.contains(&warned), "the present address is told at once");
            let link = link_for(&server, staff.id, LinkPurpose::Email).await;
            let (secret, _) = set_up(&server, &mut owner).await;
            server.clock.advance(Duration::from_mins(6));
            let mut half = server.client();
            assert_eq!(half.sign_in(EMAIL, PASSWORD).await.location(), "/sign-in/code");

            if by_link {
                call(&mut server.client(), "forgotten-password", &[("email", EMAIL)]).await;
                let reset = link_for(&server, staff.id, LinkPurpose::Reset).await;
                call(&mut server.client(), "set-password-by-link", &[("link", &reset), ("password", NEW)]).await;
            } else {
                call(&mut owner, "change-password", &[("old", PASSWORD), ("password", NEW)]).await;
                assert!(signed_in(&mut owner).await);
            }

            let late = call(&mut server.client(), "confirm-email", &[("link", &link)]).await;
            assert!(late.body.contains("LinkOver"), "{}", late.body);
            assert_eq!(account(&server, EMAIL).await.id, staff.id, "the address stays");
            let right = code(&server, &secret);
            assert!(call(&mut half, "sign-in-code", &[("code", &right)]).await.body.contains("SignInAgain"));
        }
    });
}

#[test]
fn a_sign_in_on_its_way_is_none_of_the_places_where_one_is_signed_in() {
    run(async {
        let server = TestServer::start().await;
        let mut owner = server.staff().await;
        set_up(&server, &mut owner).await;
        server.client().sign_in(EMAIL, PASSWORD).await;
        let own = call(&mut owner, "own-account", &[]).await.json();
        assert_eq!(own["sessions"].as_array().map(Vec::len), Some(1));
    });
}

#[test]
fn a_mail_with_a_link_says_until_when_it_is_good() {
    run(async {
        let server = TestServer::start().await;
        server.add_account(EMAIL, Role::Staff).await;
        call(&mut server.client(), "forgotten-password", &[("email", EMAIL)]).await;
        let (now, records) = (server.clock.now(), &server.services.records);
        let id = records.mails(None, 1).await.expect("readable")[0].id;
        let mail = records.take_mail(id, "a", now, now).await.expect("works").expect("due");
        let late = late::late_parameters(&server.services, &mail.template, &mail.parameters).await.expect("works");
        let sender = MailServer {
            url: "smtp://127.0.0.1".parse().expect("a server"),
            encryption: Encryption::None,
            credentials: None,
            sender: "amt@example.org".parse().expect("an address"),
        };
        let composed = compose(&server.services, &sender, &mail, late).await.expect("a message");
        let text = String::from_utf8(composed.message).expect("text");
        assert!(
            text.contains("Der Link gilt bis: 22.11.2026, 11:00"),
            "two hours, as clocks in Duisburg show them: {text}"
        );
    });
}

/// The page that a browser without scripts shows after a form on the page `from` was sent.
async fn after_form(client: &mut Client, name: &str, from: &str, fields: &[(&str, &str)]) -> String {
    let request = Request::post(format!("/calls/{name}"))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .header("accept", "text/html")
        .header("referer", format!("http://teilhabe.test{from}"));
    let sent = client.send(request, &form(&pairs(fields))).await;
    let next = sent.location().replace("http://teilhabe.test", "");
    assert!(!next.is_empty(), "{sent:?}");
    client.get(&next).await.body
}

/// An administrator who has a second step and has made it the rule.
async fn strict_office(server: &TestServer) -> Client {
    server.add_account("chefin@example.org", Role::Administrator).await;
    let mut office = server.client();
    office.sign_in("chefin@example.org", PASSWORD).await;
    let refused = call(&mut office, "require-second-factor", &[("required", "true")]).await;
    assert!(refused.body.contains("OwnSecondStepFirst"), "she would lock herself out: {}", refused.body);
    set_up(server, &mut office).await;
    let done = call(&mut office, "require-second-factor", &[("required", "true")]).await;
    assert_eq!(done.location(), "/office/accounts?done=rule");
    office
}

#[test]
fn the_rule_of_a_second_step_holds_for_sessions_that_have_begun() {
    run(async {
        let server = TestServer::start().await;
        let mut old = server.staff().await;
        let mut office = strict_office(&server).await;
        assert!(signed_in(&mut office).await);
        assert!(!signed_in(&mut old).await, "begun with the password alone");
        assert!(call(&mut old, "own-account", &[]).await.body.contains("Forbidden"));
        let mut person = server.client();
        assert_eq!(person.sign_in(EMAIL, PASSWORD).await.location(), "/sign-in/second-factor");
        set_up(&server, &mut person).await;
        assert!(signed_in(&mut person).await);
        assert!(!signed_in(&mut old).await, "not awake again by the new second step");
    });
}

#[test]
fn a_member_who_becomes_staff_needs_the_second_step_at_once() {
    run(async {
        let server = TestServer::start().await;
        server.add_account("mitglied@example.org", Role::Member).await;
        let mut office = strict_office(&server).await;
        let mut member = server.client();
        member.sign_in("mitglied@example.org", PASSWORD).await;
        assert!(signed_in(&mut member).await, "members need none");
        let id = account(&server, "mitglied@example.org").await.id.to_string();
        call(&mut office, "change-role", &[("account", &id), ("role", "staff"), ("ends", "")]).await;
        assert!(!signed_in(&mut member).await);
        assert!(member.get("/office/surveys").await.location().starts_with("/sign-in"));
        assert_eq!(member.sign_in("mitglied@example.org", PASSWORD).await.location(), "/sign-in/second-factor");
    });
}

#[test]
fn where_a_second_step_is_required_it_is_replaced_and_not_switched_off() {
    run(async {
        let server = TestServer::start().await;
        let mut office = strict_office(&server).await;
        let page = office.get("/account/second-factor").await.body;
        assert!(page.contains("Neu einrichten") && !page.contains("Danach genügt das Passwort"), "{page}");
        let gone = call(&mut office, "remove-second-factor", &[("password", PASSWORD)]).await;
        assert_eq!(gone.location(), "/sign-in?done=second-step");
        assert!(!signed_in(&mut office).await);
        assert_eq!(office.sign_in("chefin@example.org", PASSWORD).await.location(), "/sign-in/second-factor");
        set_up(&server, &mut office).await;
        assert!(signed_in(&mut office).await);
    });
}

#[test]
fn the_account_of_the_demo_takes_no_second_step_so_that_the_next_visitor_comes_in() {
    run(async {
        let demo = DemoAccount {
            email: "demo@example.org".to_owned(),
            password: PASSWORD.to_owned(),
            password_hash: Passwords::default().hash(PASSWORD).await.expect("long enough"),
        };
        let public_url = "http://teilhabe.test".to_owned();
        let server = TestServer::with(Settings { public_url, demo: Some(demo), ..Settings::default() }).await;
        server.add_account("demo@example.org", Role::Administrator).await;
        let mut visitor = server.client();
        visitor.sign_in("demo@example.org", PASSWORD).await;
        assert!(call(&mut visitor, "second-factor", &[]).await.body.contains("Demo"));
        assert!(call(&mut visitor, "confirm-second-factor", &[("code", "123456")]).await.body.contains("Demo"));
        let page = visitor.get("/account/second-factor").await;
        assert!(page.status.is_success() && page.body.contains("Mit dem Beispielkonto geht das nicht."));
        call(&mut visitor, "require-second-factor", &[("required", "true")]).await;
        assert!(signed_in(&mut visitor).await, "the rule is not for the demo");
        assert_eq!(server.client().sign_in("demo@example.org", PASSWORD).await.location(), "/office");
    });
}

#[test]
fn who_is_locked_out_by_others_comes_in_by_a_link() {
    run(async {
        let server = TestServer::start().await;
        server.add_account(EMAIL, Role::Staff).await;
        let staff = account(&server, EMAIL).await;
        let limits = &server.services.limits;
        let from = |last: u8| std::net::IpAddr::from([192, 0, 2, last]).into();
        while (0..=255).any(|last| limits.sign_in(EMAIL, from(last), None).is_ok()) {}
        // And somebody behind the owner's own address.
        let mut neighbour = server.client();
        while !call(&mut neighbour, "opened-link", &[("link", "x")]).await.body.contains("TooMany") {}

        let mut owner = server.client();
        let page = after_form(&mut owner, "sign-in", "/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
        assert!(page.contains("lassen Sie sich unter „Passwort vergessen?“ einen Link schicken"), "{page}");
        assert_eq!(
            call(&mut owner, "forgotten-password", &[("email", EMAIL)]).await.location(),
            "/sign-in/forgotten?sent=1"
        );
        let link = link_for(&server, staff.id, LinkPurpose::Reset).await;
        assert!(owner.get(&format!("/account/link/{link}")).await.status.is_success());
        let set = call(&mut owner, "set-password-by-link", &[("link", &link), ("password", NEW)]).await;
        assert_eq!(set.location(), "/sign-in?done=password");
        assert_eq!(owner.sign_in(EMAIL, NEW).await.location(), "/office", "at once");
        assert!(server.client().sign_in(EMAIL, NEW).await.body.contains("TooMany"), "other browsers still wait");
    });
}

#[test]
fn an_account_whose_last_day_is_over_gets_no_link_and_is_shown_so() {
    run(async {
        let server = TestServer::start().await;
        server.add_account("chefin@example.org", Role::Administrator).await;
        let mut office = server.client();
        office.sign_in("chefin@example.org", PASSWORD).await;
        let invite = [
            ("name", "L"),
            ("email", "leser@uni.example"),
            ("role", "reader"),
            ("ends", "2026-11-23"),
            ("language", "de"),
        ];
        call(&mut office, "invite-person", &invite).await;
        let reader = account(&server, "leser@uni.example").await;
        let invitation = link_for(&server, reader.id, LinkPurpose::Invitation).await;
        call(&mut server.client(), "set-password-by-link", &[("link", &invitation), ("password", NEW)]).await;
        server.clock.advance(Duration::from_mins(38 * 60 + 30));
        call(&mut server.client(), "forgotten-password", &[("email", "leser@uni.example")]).await;
        let reset = link_for(&server, reader.id, LinkPurpose::Reset).await;
        server.clock.advance(Duration::from_mins(100));

        let late =
            call(&mut server.client(), "set-password-by-link", &[("link", &reset), ("password", PASSWORD)]).await;
        assert!(late.body.contains("LinkOver"), "a password that opens nothing is not set: {}", late.body);
        let before = mails(&server).await.len();
        call(&mut server.client(), "forgotten-password", &[("email", "leser@uni.example")]).await;
        assert_eq!(mails(&server).await.len(), before, "no mail that leads nowhere");
        office.sign_in("chefin@example.org", PASSWORD).await;
        let page = office.get("/office/accounts").await.body;
        assert!(page.contains("abgelaufen"), "{page}");
    });
}
