//! The office's pages about mails: what waits and what did not arrive, and the texts that staff write.

use app::services::chance;
use app::services::mail::sending::send_due;
use axum::http::StatusCode;
use domain::account::Role;
use domain::language::Language;
use domain::mail::{MailState, Template, Trouble};
use store::{AttemptEnd, MailTextKey, NewMail};
use uuid::Uuid;

use crate::smtp::MailBox;
use crate::support::{Client, PASSWORD, TestServer, pairs, run};

const RECIPIENT: &str = "verein@example.org";
const PAGE: &str = "/office/mail/template?template=invitation&language=de&survey=";

async fn invite(server: &TestServer, slug: &str) -> Uuid {
    let id = chance::uuid();
    let parameters = pairs(&[("url", "https://teilhabe.test/i/a"), ("survey", "Bedarf"), ("slug", slug)]);
    let mail = NewMail {
        id,
        recipient: RECIPIENT.to_owned(),
        template: "invitation".to_owned(),
        language: Language::new("de"),
        parameters: parameters.into_iter().collect(),
        due: server.clock.now(),
    };
    server.services.records.queue_mail(&mail, server.clock.now()).await.expect("queued");
    id
}

async fn state(server: &TestServer, id: Uuid) -> MailState {
    let all = server.services.records.mails(None, 100).await.expect("readable");
    all.into_iter().find(|mail| mail.id == id).expect("it is there").state
}

async fn write(client: &mut Client, go: &str, survey: &str, revision: &str, subject: &str, body: &str) -> String {
    let fields = pairs(&[
        ("template", "invitation"),
        ("language", "de"),
        ("survey", survey),
        ("revision", revision),
        ("go", go),
        ("subject", subject),
        ("body", body),
    ]);
    let answer = client.post_form("/office/mail/template", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    answer.location().to_owned()
}

#[test]
fn staff_repeat_what_did_not_arrive_and_stop_what_waits() {
    run(async {
        let server = TestServer::start().await;
        let mut staff = server.staff().await;
        assert!(staff.get("/office/mail").await.body.contains("Noch ist kein Mailserver eingestellt."));
        let id = invite(&server, "").await;
        let now = server.clock.now();
        let lease = now + chrono::TimeDelta::hours(1);
        server.services.records.take_mail(id, "a", lease, now).await.expect("works").expect("due");
        let refused = AttemptEnd::Failed {
            trouble: Trouble::RecipientRefused,
            answer: Some("550 <b>no</b> such user".to_owned()),
        };
        server.services.records.end_attempt(id, "a", &refused, now).await.expect("works");
        let page = staff.get("/office/mail?state=failed").await;
        for words in [
            RECIPIENT,
            "Adresse unzustellbar",
            "550 &lt;b&gt;no&lt;/b&gt; such user",
            "Noch einmal senden",
            "22.11.2026, 09:00 Uhr",
        ] {
            assert!(page.body.contains(words), "{words}");
        }
        assert!(!staff.get("/office/mail?state=sent").await.body.contains(RECIPIENT));

        let change = |go: &str| pairs(&[("id", &id.to_string()), ("go", go), ("state", "failed")]);
        let answer = staff.post_form("/office/mail", &change("repeat")).await;
        assert_eq!(answer.location(), "/office/mail?outcome=done&state=failed");
        assert_eq!(state(&server, id).await, MailState::Waiting);
        assert!(staff.post_form("/office/mail", &change("repeat")).await.location().contains("outcome=late"));
        staff.post_form("/office/mail", &change("stop")).await;
        assert_eq!(state(&server, id).await, MailState::Stopped);
        assert!(staff.get("/office/mail?outcome=late").await.body.contains("Stand dieser E-Mail hat sich"));
    });
}

#[test]
fn staff_can_see_for_themselves_whether_mails_arrive() {
    run(async {
        let Some(mailbox) = MailBox::open() else { return };
        let server = TestServer::with(mailbox.settings()).await;
        let mut staff = server.staff().await;
        assert!(staff.get("/office/mail").await.body.contains("Probe-E-Mail an mich senden"));
        let answer = staff.post_form("/office/mail", &pairs(&[("go", "test")])).await;
        assert_eq!(answer.location(), "/office/mail?outcome=test");
        send_due(&server.services).await.expect("the database works");
        let mail = mailbox.mails().pop().expect("it arrived");
        assert_eq!(mail["to"][0], crate::support::EMAIL);
        assert!(mail["body"].as_str().unwrap_or_default().contains("Der Versand funktioniert."));
        assert!(staff.get("/office/mail").await.body.contains("gesendet"));
    });
}

#[test]
fn strangers_and_members_neither_see_nor_change_mails() {
    run(async {
        let server = TestServer::start().await;
        let id = invite(&server, "").await;
        server.add_account("mitglied@example.org", Role::Member).await;
        let mut member = server.client();
        member.sign_in("mitglied@example.org", PASSWORD).await;
        for (mut client, told) in [(server.client(), "/sign-in"), (member, "")] {
            for path in ["/office/mail", "/office/mail/templates", PAGE] {
                let page = client.get(path).await;
                assert!(!page.body.contains(RECIPIENT) && !page.body.contains("{url}"), "{path}");
            }
            for call in ["/calls/load-mails", "/calls/load-mail-texts", "/calls/load-mail-text"] {
                let fields = pairs(&[("state", ""), ("template", "invitation"), ("language", "de"), ("survey", "")]);
                let answer = client.post_form(call, &fields).await;
                assert!(!answer.status.is_success() && !answer.body.contains(RECIPIENT), "{call}");
            }
            let stop = pairs(&[("id", &id.to_string()), ("go", "stop")]);
            assert_eq!(client.post_form("/office/mail", &stop).await.location(), told);
            let text = pairs(&[("template", "invitation"), ("language", "de"), ("go", "draft"), ("body", "b {url}")]);
            let answer = client.post_form("/office/mail/template", &text).await;
            assert!(matches!(answer.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN), "{answer:?}");
        }
        assert_eq!(state(&server, id).await, MailState::Waiting);
        assert!(server.services.records.mail_texts().await.expect("readable").is_empty());
    });
}

#[test]
fn a_text_is_drafted_looked_at_used_and_reset() {
    run(async {
        let Some(mailbox) = MailBox::open() else { return };
        let server = TestServer::with(mailbox.settings()).await;
        let survey = server.add_survey().await;
        let mut staff = server.staff().await;
        let sent = async |slug: &str| {
            invite(&server, slug).await;
            send_due(&server.services).await.expect("the database works");
            mailbox.mails().pop().expect("it arrived")["headers"]["Subject"].as_str().unwrap_or_default().to_owned()
        };
        assert_eq!(sent("").await, "Einladung: Bedarf");
        assert!(staff.get("/office/mail/templates").await.body.contains("mitgeliefert"));

        write(&mut staff, "draft", "", "0", "Neu {wer}", "Ohne Link </textarea><script>").await;
        let page = staff.get(PAGE).await;
        for words in [
            "{wer} kennen wir nicht",
            "{url} fehlt.",
            "Neu {wer}",
            "Ohne Link &lt;/textarea>&lt;script></textarea>",
            "aria-invalid=\"true\"",
        ] {
            assert!(page.body.contains(words), "{words} in {}", page.body);
        }
        assert!(!page.body.contains("So verwenden</button>"));
        write(&mut staff, "use", "", "0", "", "").await;
        assert_eq!(sent("").await, "Einladung: Bedarf", "what is wrong is not used");

        write(&mut staff, "draft", "", "0", "Neu: {survey}", "Hallo {organisation}\r\n{url}\r\n").await;
        let page = staff.get(PAGE).await;
        for words in ["Neu: Was braucht Ihre Organisation?", "Hallo Verein Beispiel e. V.\n", "So verwenden"] {
            assert!(page.body.contains(words), "{words}");
        }
        assert_eq!(sent("").await, "Einladung: Bedarf", "a draft is not used");
        assert!(write(&mut staff, "use", "", "0", "", "").await.ends_with("&outcome=used"));
        assert_eq!(sent("").await, "Neu: Bedarf");

        let slug = survey.slug.as_str();
        write(&mut staff, "draft", slug, "0", "Nur hier: {survey}", "{url}").await;
        write(&mut staff, "use", slug, "0", "", "").await;
        assert_eq!((sent(slug).await, sent("").await), ("Nur hier: Bedarf".to_owned(), "Neu: Bedarf".to_owned()));
        write(&mut staff, "reset", slug, "1", "", "").await;
        assert_eq!(sent(slug).await, "Neu: Bedarf");
        write(&mut staff, "reset", "", "1", "", "").await;
        assert_eq!(sent(slug).await, "Einladung: Bedarf");
        assert_eq!(write(&mut staff, "draft", "gibt-es-nicht", "0", "a", "{url}").await, "/office/mail/templates");
        let endless = "x".repeat(50_000);
        assert!(write(&mut staff, "draft", "", "0", "a", &endless).await.ends_with("outcome=long"));
    });
}

#[test]
fn of_two_who_write_the_same_text_the_second_is_told_and_loses_nothing() {
    run(async {
        let server = TestServer::start().await;
        let mut first = server.staff().await;
        server.add_account("zweite@example.org", Role::Staff).await;
        let mut second = server.client();
        second.sign_in("zweite@example.org", PASSWORD).await;
        write(&mut first, "draft", "", "0", "Erste", "{url}").await;
        write(&mut second, "draft", "", "0", "Zweite", "{url}").await;
        write(&mut first, "use", "", "0", "", "").await;
        write(&mut second, "use", "", "0", "", "").await;
        let page = second.get(PAGE).await;
        for words in ["Inzwischen hat jemand anders diesen Text geändert.", "Erste", "Zweite"] {
            assert!(page.body.contains(words), "{words}");
        }
        let key = MailTextKey { template: Template::Invitation, language: Language::new("de"), survey: None };
        let in_force = server.services.records.mail_text(&key).await.expect("readable").expect("there is one");
        assert_eq!(in_force.text.subject, "Erste");
        write(&mut second, "use", "", "1", "", "").await;
        let in_force = server.services.records.mail_text(&key).await.expect("readable").expect("there is one");
        assert_eq!((in_force.text.subject.as_str(), in_force.revision), ("Zweite", 2));
    });
}
