//! Mails that came back, and addresses at which nobody can be reached: who may say so, and what follows.

use app::services::inviting::{Letter, Plan, plan};
use app::services::mail::compose::{NotComposed, compose};
use app::services::mail::late::Late;
use app::services::mail::settings::{Encryption, MailServer};
use axum::http::{Request, StatusCode};
use domain::invitation::Window;
use domain::language::Language;
use domain::mail::{MailState, Trouble};
use domain::survey::Mode;
use domain::terms::Terms;
use store::{AttemptEnd, NewMail};
use uuid::Uuid;

use crate::guests::{by_invitation, invite};
use crate::support::{Answer, Client, TestServer, pairs, run};

const ADDRESS: &str = "Verein0@example.org";

/// A mail that a server has taken.
async fn sent(server: &TestServer, template: &str) -> Uuid {
    let (records, now, id) = (&server.services.records, server.clock.now(), app::services::chance::uuid());
    let mail = NewMail {
        id,
        recipient: ADDRESS.to_owned(),
        template: template.to_owned(),
        language: Language::new("de"),
        parameters: pairs(&[("url", "https://teilhabe.test/i/a"), ("survey", "Bedarf")]).into_iter().collect(),
        due: now,
    };
    records.queue_mail(&mail, now).await.expect("queued");
    records.take_mail(id, "a", now, now).await.expect("works").expect("due");
    assert!(records.end_attempt(id, "a", &AttemptEnd::Sent, now).await.expect("works"));
    id
}

fn report(mail: Uuid, address: &str, status: &str) -> String {
    format!(
        "Subject: Undelivered\r\nContent-Type: multipart/report; report-type=\"delivery-status\"; boundary=b\r\n\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n\
         Final-Recipient: rfc822; {address}\r\nAction: failed\r\nStatus: {status}\r\n\
         Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{mail}@amt.example>\r\n\r\n--b--\r\n"
    )
}

async fn bring(client: &mut Client, key: &str, message: &str) -> Answer {
    let request = Request::post("/api/v1/bounces").header("authorization", format!("Bearer {key}"));
    client.send(request.header("content-type", "message/rfc822"), message).await
}

async fn state(server: &TestServer, id: Uuid) -> (MailState, Option<String>) {
    let all = server.services.records.mails(None, 100).await.expect("readable");
    let mail = all.into_iter().find(|mail| mail.id == id).expect("it is there");
    (mail.state, mail.answer)
}

/// Who would be invited by mail today.
async fn mails_planned(server: &TestServer, slug: &str) -> Plan {
    let stored = server.services.records.survey(slug).await.expect("readable").expect("a survey");
    plan(&server.services, &stored, Letter::Invitation, server.clock.today()).await.expect("readable")
}

#[test]
fn a_mail_that_came_back_counts_as_not_arrived_and_only_that_one() {
    run(async {
        let server = TestServer::start().await;
        let (mail, other) = (sent(&server, "invitation").await, sent(&server, "invitation").await);
        let key = server.add_key(&["write:bounces"]).await;
        let wrong = server.add_key(&["read:results"]).await;
        let mut program = server.client();
        let good = report(mail, "verein0@example.org", "5.1.1");
        assert_eq!(bring(&mut program, "thk_x", &good).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(bring(&mut program, &wrong, &good).await.status, StatusCode::FORBIDDEN);
        for nothing in [
            report(mail, "andere@example.org", "5.1.1"),
            report(app::services::chance::uuid(), "verein0@example.org", "5.1.1"),
            report(mail, "verein0@example.org", "4.2.2"),
            String::new(),
            "\u{0}\u{fffd}<<<>>>\r\n\r\n".repeat(1_000),
        ] {
            let answer = bring(&mut program, &key, &nothing).await;
            assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, "{\"noted\":0}"));
        }
        assert_eq!(state(&server, mail).await.0, MailState::Sent);
        server.clock.advance(std::time::Duration::from_mins(1));
        assert_eq!(bring(&mut program, &key, &good).await.body, "{\"noted\":1}");
        assert_eq!(state(&server, mail).await, (MailState::Failed, Some("550 5.1.1 User unknown".to_owned())));
        assert_eq!(state(&server, other).await.0, MailState::Sent);
        assert!(server.services.records.bounced(ADDRESS).await.expect("readable"));
        assert_eq!(bring(&mut program, &key, &good).await.body, "{\"noted\":0}", "once");

        let mut staff = server.staff().await;
        assert!(staff.get("/office/mail").await.body.contains("value=\"reachable\""));
        let back = pairs(&[("go", "reachable"), ("address", ADDRESS), ("back", "/office/mail?state=failed")]);
        assert_eq!(staff.post_form("/office/mail", &back).await.location(), "/office/mail?state=failed");
        assert!(!server.services.records.bounced(ADDRESS).await.expect("readable"), "staff know better");
    });
}

#[test]
fn staff_mark_an_address_and_nothing_that_can_be_stopped_goes_there() {
    run(async {
        let server = TestServer::start().await;
        let survey = by_invitation(&server, Mode::Named, Terms::default()).await;
        invite(&server, &survey, 2, Window::default()).await;
        let mut staff = server.staff().await;
        let page = format!("/office/surveys/{}/invitations", survey.slug);
        // The button that takes it back stands where it is said.
        let says = "value=\"reachable\"";
        assert!(!staff.get(&page).await.body.contains(says));
        let mark = |go, back| pairs(&[("go", go), ("address", ADDRESS), ("back", back)]);
        assert_eq!(staff.post_form("/office/mail", &mark("unreachable", &page)).await.location(), page);
        let away = staff.post_form("/office/mail", &mark("unreachable", "//evil.example")).await;
        assert_eq!(away.location(), "/office/mail?outcome=done", "twice is once, and never to another site");
        let planned = mails_planned(&server, &survey.slug).await;
        assert_eq!((planned.to.len(), planned.unreachable), (1, 1));
        let shown = staff.get(&page).await.body;
        assert_eq!(shown.matches(says).count(), 1, "{shown}");

        let sender = MailServer {
            url: "smtp://127.0.0.1".parse().expect("a server"),
            encryption: Encryption::None,
            credentials: None,
            sender: "amt@example.org".parse().expect("an address"),
        };
        for (template, goes) in [("invitation", false), ("password-reset", true)] {
            let now = server.clock.now();
            let mail = NewMail {
                id: app::services::chance::uuid(),
                recipient: ADDRESS.to_owned(),
                template: template.to_owned(),
                language: Language::new("de"),
                parameters: pairs(&[("url", "https://teilhabe.test/a")]).into_iter().collect(),
                due: now,
            };
            server.services.records.queue_mail(&mail, now).await.expect("queued");
            let taken = server.services.records.take_mail(mail.id, "a", now, now).await.expect("works").expect("due");
            let composed = compose(&server.services, &sender, &taken, Late::Ready(taken.parameters.clone())).await;
            match composed {
                Ok(_) => assert!(goes, "{template}"),
                Err(why) => assert_eq!((goes, why), (false, NotComposed::NotWanted(Trouble::MarkedUnreachable))),
            }
        }
        staff.post_form("/office/mail", &mark("reachable", &page)).await;
        let planned = mails_planned(&server, &survey.slug).await;
        assert_eq!((planned.to.len(), planned.unreachable), (2, 0));
        let odd = pairs(&[("go", "unreachable"), ("address", "kein@@ding")]);
        assert_eq!(staff.post_form("/office/mail", &odd).await.status, StatusCode::NOT_FOUND);
    });
}
