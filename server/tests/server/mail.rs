//! Mails, sent to a real mail server: each arrives, once, in its language, unless nobody wants it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use app::services::chance;
use app::services::mail::compose::{NotComposed, compose};
use app::services::mail::late::Late;
use app::services::mail::sending::{Pass, send_due};
use app::services::settings::Settings;
use domain::language::Language;
use domain::mail::{MailState, Trouble};
use serde_json::Value;
use store::{MailEntry, NewMail};
use uuid::Uuid;

use crate::smtp::MailBox;
use crate::support::{TestServer, run};

const RECIPIENT: &str = "verein@example.org";
const LINK: &str = "https://teilhabe.test/i/abc#geheim";

fn parameters(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

async fn queue(server: &TestServer, template: &str, language: &str, recipient: &str, pairs: &[(&str, &str)]) -> Uuid {
    let mail = NewMail {
        id: chance::uuid(),
        recipient: recipient.to_owned(),
        template: template.to_owned(),
        language: Language::new(language),
        parameters: parameters(pairs),
        due: server.clock.now(),
    };
    server.services.records.queue_mail(&mail, server.clock.now()).await.expect("queued");
    mail.id
}

async fn invite(server: &TestServer, recipient: &str) -> Uuid {
    queue(server, "invitation", "de", recipient, &[("url", LINK), ("survey", "Bedarf"), ("organisation", "Verein")])
        .await
}

async fn entry(server: &TestServer, id: Uuid) -> MailEntry {
    let all = server.services.records.mails(None, 1_000).await.expect("readable");
    all.into_iter().find(|mail| mail.id == id).expect("it is there")
}

async fn send(server: &TestServer) -> Pass {
    send_due(&server.services).await.expect("the database works")
}

fn header<'a>(mail: &'a Value, name: &str) -> &'a str {
    mail["headers"][name].as_str().unwrap_or_default()
}

fn body(mail: &Value) -> &str {
    mail["body"].as_str().unwrap_or_default()
}

#[test]
fn a_mail_arrives_in_each_language_with_all_that_belongs_to_it() {
    run(async {
        let Some(mailbox) = MailBox::open() else { return };
        let server = TestServer::with(mailbox.settings()).await;
        for (language, survey) in
            [("de", "Bedarf"), ("tr", "İhtiyaç"), ("ar", "الاحتياجات"), ("en", "Needs"), ("ku", "Pêdivî")]
        {
            let pairs = [("url", LINK), ("survey", survey), ("organisation", "Verein Ägäis"), ("code", "K7MX-3FQT")];
            let to = format!("{language}@example.org");
            let id = queue(&server, "invitation", language, &to, &pairs).await;
            assert_eq!(send(&server).await, Pass::Done(1));
            let mail = mailbox.mails().pop().expect("it arrived");
            assert_eq!(mail["to"], serde_json::json!([to]));
            assert_eq!(mail["from"], "zurueck@amt.example", "returned mails go to an address of their own");
            assert_eq!(header(&mail, "Message-ID"), format!("<{id}@amt.example>"));
            assert!(header(&mail, "From").contains("Referat für Integration"), "{}", header(&mail, "From"));
            assert!(header(&mail, "From").ends_with("<befragung@amt.example>"));
            assert_eq!(header(&mail, "Reply-To"), "antwort@amt.example");
            assert_eq!(header(&mail, "To"), to);
            assert_eq!(header(&mail, "Date"), "Sun, 22 Nov 2026 08:00:00 +0000");
            assert_eq!(header(&mail, "Auto-Submitted"), "auto-generated");
            let spoken = if language == "ku" { "de" } else { language };
            assert_eq!(header(&mail, "Content-Language"), spoken);
            assert_eq!((mail["type"].as_str(), mail["charset"].as_str()), (Some("text/plain"), Some("utf-8")));
            assert!(header(&mail, "Subject").contains(survey), "{}", header(&mail, "Subject"));
            assert!(
                body(&mail).contains(&format!("\n{LINK}\n")) && body(&mail).contains("K7MX-3FQT"),
                "{}",
                body(&mail)
            );
            assert!(body(&mail).contains("Verein Ägäis") && !body(&mail).contains('{'));
            assert_eq!(body(&mail).starts_with('\u{200F}'), language == "ar");
            let stop = header(&mail, "List-Unsubscribe");
            assert!(
                stop.starts_with("<https://teilhabe.test/mail/stop/")
                    && stop.ends_with(&format!("?language={spoken}>"))
            );
            assert!(body(&mail).trim_end().ends_with(stop.trim_matches(['<', '>'])));
            assert_eq!(header(&mail, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
            assert!(mail["raw"].as_str().expect("text").is_ascii(), "encoded for every server on the way");
            assert_eq!(entry(&server, id).await.state, MailState::Sent);
        }
        queue(&server, "password-reset", "de", RECIPIENT, &[("url", LINK), ("name", "Ayşe")]).await;
        assert_eq!(send(&server).await, Pass::Done(1));
        let mail = mailbox.mails().pop().expect("it arrived");
        assert_eq!(header(&mail, "List-Unsubscribe"), "", "mails about one's own account cannot be stopped");
        assert!(body(&mail).starts_with("Guten Tag Ayşe,\n") && !body(&mail).contains("gilt bis"));
    });
}

#[test]
fn while_the_server_is_down_no_mail_is_touched_and_then_each_arrives_once() {
    run(async {
        let Some(mut mailbox) = MailBox::open() else { return };
        let server = TestServer::with(mailbox.settings()).await;
        let id = invite(&server, RECIPIENT).await;
        mailbox.go_down();
        for _ in 0..6 {
            assert_eq!(send(&server).await, Pass::KeptBack(Trouble::Unreachable));
            server.clock.advance(Duration::from_mins(10));
        }
        assert!(server.services.mail.trouble().is_some(), "the office can say so");
        let waiting = entry(&server, id).await;
        assert_eq!((waiting.state, waiting.attempts), (MailState::Waiting, 0));
        mailbox.come_up();
        assert_eq!(send(&server).await, Pass::Done(1));
        assert_eq!(send(&server).await, Pass::Done(0));
        assert_eq!(mailbox.mails().len(), 1);
        assert!(server.services.mail.trouble().is_none());
    });
}

#[test]
fn without_a_mail_server_mails_wait() {
    run(async {
        let server = TestServer::start().await;
        let id = invite(&server, RECIPIENT).await;
        assert_eq!(send(&server).await, Pass::NoServer);
        assert_eq!(entry(&server, id).await.state, MailState::Waiting);
    });
}

#[test]
fn who_cannot_be_reached_is_noted_and_who_is_put_off_is_tried_again() {
    run(async {
        let Some(mailbox) = MailBox::open() else { return };
        let server = TestServer::with(mailbox.settings()).await;
        let unknown = invite(&server, "unbekannt@example.org").await;
        let no_address = invite(&server, "kein Verein").await;
        let forbidden = invite(&server, "verboten@example.org").await;
        let fine = invite(&server, RECIPIENT).await;
        assert_eq!(send(&server).await, Pass::Done(1), "one refusal does not hold up the others");
        assert_eq!(entry(&server, fine).await.state, MailState::Sent);
        for (id, trouble) in [
            (unknown, Trouble::RecipientRefused),
            (no_address, Trouble::AddressInvalid),
            (forbidden, Trouble::ContentRefused),
        ] {
            let failed = entry(&server, id).await;
            assert_eq!((failed.state, failed.trouble, failed.attempts), (MailState::Failed, Some(trouble), 1));
        }
        assert_eq!(entry(&server, unknown).await.answer.as_deref(), Some("550 5.1.1 no such user here"));
        let records = &server.services.records;
        assert!(records.bounced("Unbekannt@example.org").await.expect("readable"));
        assert!(records.bounced("kein Verein").await.expect("readable"));
        assert!(
            !records.bounced("verboten@example.org").await.expect("readable"),
            "a rule says nothing of the address"
        );

        mailbox.behave("later");
        let put_off = invite(&server, "spaeter@example.org").await;
        assert_eq!(send(&server).await, Pass::Done(0));
        let waiting = entry(&server, put_off).await;
        assert_eq!((waiting.state, waiting.trouble, waiting.attempts), (MailState::Waiting, Some(Trouble::Busy), 1));
        let pause = (waiting.due - server.clock.now()).num_seconds();
        assert!((45..=75).contains(&pause), "{pause}");
        mailbox.behave("ok");
        assert_eq!(send(&server).await, Pass::Done(0), "not yet");
        server.clock.advance(Duration::from_mins(2));
        assert_eq!(send(&server).await, Pass::Done(1));
        assert_eq!(entry(&server, put_off).await.attempts, 2);
    });
}

#[test]
fn patience_with_one_mail_ends_after_three_days() {
    run(async {
        let Some(mailbox) = MailBox::open() else { return };
        let server = TestServer::with(mailbox.settings()).await;
        mailbox.behave("later");
        let id = invite(&server, RECIPIENT).await;
        let mut rounds = 0;
        while entry(&server, id).await.state == MailState::Waiting {
            send(&server).await;
            server.clock.advance(Duration::from_hours(6));
            rounds += 1;
            assert!(rounds < 20, "it ends");
        }
        let given_up = entry(&server, id).await;
        assert_eq!((given_up.state, given_up.trouble), (MailState::Failed, Some(Trouble::Busy)));
        assert!((12..=14).contains(&rounds), "{rounds} rounds of six hours");
        assert!(!server.services.records.bounced(RECIPIENT).await.expect("readable"));

        mailbox.behave("content");
        assert!(server.services.records.repeat_mail(id, server.clock.now()).await.expect("works"));
        send(&server).await;
        assert_eq!(entry(&server, id).await.trouble, Some(Trouble::ContentRefused));
    });
}

#[test]
fn a_process_that_dies_while_it_hands_a_mail_over_neither_loses_nor_hides_it() {
    run(async {
        let Some(mut mailbox) = MailBox::open() else { return };
        let server = TestServer::with(mailbox.settings()).await;
        let lease = server.services.settings.mail.patience.lease();
        for (behaviour, arrived) in [("hang", 1), ("lost", 2)] {
            let before = mailbox.mails().len();
            mailbox.behave(behaviour);
            let id = invite(&server, RECIPIENT).await;
            let services = server.services.clone();
            let dying = tokio::spawn(async move { send_due(&services).await });
            while entry(&server, id).await.state != MailState::Sending
                || (behaviour == "lost" && mailbox.mails().len() == before)
            {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            // Long enough to be in the midst of the text.
            tokio::time::sleep(Duration::from_millis(200)).await;
            dying.abort();
            assert!(dying.await.is_err());

            mailbox.go_down();
            mailbox.behave("ok");
            mailbox.come_up();
            assert_eq!(send(&server).await, Pass::Done(0), "somebody else may be at it");
            server.clock.advance(lease);
            assert_eq!(send(&server).await, Pass::Done(1));
            assert_eq!(send(&server).await, Pass::Done(0));
            let mails = mailbox.mails();
            let names: BTreeSet<&str> = mails[before..].iter().map(|mail| header(mail, "Message-ID")).collect();
            assert_eq!(mails.len() - before, arrived, "{behaviour}");
            assert_eq!(names.len(), 1, "a mail that may come twice has one name");
            assert_eq!(entry(&server, id).await.attempts, 2);
        }
    });
}

#[test]
fn a_server_that_falls_silent_is_given_up_in_time() {
    run(async {
        let Some(mailbox) = MailBox::open() else { return };
        let mut settings = mailbox.settings();
        settings.mail.patience.handover = Duration::from_millis(300);
        let server = TestServer::with(settings).await;
        mailbox.behave("hang");
        let id = invite(&server, RECIPIENT).await;
        assert_eq!(send(&server).await, Pass::Done(0));
        let waiting = entry(&server, id).await;
        assert_eq!((waiting.state, waiting.trouble), (MailState::Waiting, Some(Trouble::TimedOut)));
        mailbox.behave("ok");
        server.clock.advance(Duration::from_mins(2));
        assert_eq!(send(&server).await, Pass::Done(1));
        assert_eq!(mailbox.mails().len(), 1);
    });
}

#[test]
fn five_hundred_mails_and_two_workers_each_arrives_once_and_in_no_order() {
    run(async {
        let Some(mailbox) = MailBox::open() else { return };
        let server = TestServer::with(mailbox.settings()).await;
        let mut expected = Vec::new();
        for number in 0..500 {
            let to = format!("verein{number:03}@example.org");
            invite(&server, &to).await;
            expected.push(to);
        }
        let work = || {
            let services = server.services.clone();
            tokio::spawn(async move { send_due(&services).await })
        };
        let (first, second) = (work(), work());
        let mut sent = 0;
        for worker in [first, second] {
            match worker.await.expect("no panic").expect("the database works") {
                Pass::Done(count) => sent += count,
                other => panic!("{other:?}"),
            }
        }
        // One may have stopped looking while the other had the rest.
        if let Pass::Done(count) = send(&server).await {
            sent += count;
        }
        assert_eq!(sent, 500);
        let arrived: Vec<String> =
            mailbox.mails().iter().map(|mail| mail["to"][0].as_str().unwrap_or_default().to_owned()).collect();
        assert_ne!(arrived, expected, "their order tells nothing");
        let mut sorted = arrived;
        sorted.sort();
        assert_eq!(sorted, expected);
        let counts = server.services.records.count_mails().await.expect("readable");
        assert_eq!(counts, BTreeMap::from([(MailState::Sent, 500)]));
    });
}

#[test]
fn nothing_that_is_filled_in_becomes_a_header() {
    run(async {
        let Some(mailbox) = MailBox::open() else { return };
        let server = TestServer::with(mailbox.settings()).await;
        let hostile = "Verein\r\nBcc: boese@example.org\r\n\r\nGewonnen!\u{202E}\n.\n";
        let names = ["organisation", "survey", "code", "until", "responsible", "contact", "name", "subject", "text"];
        let mut pairs: Vec<(&str, &str)> = names.iter().map(|name| (*name, hostile)).collect();
        pairs.push(("url", LINK));
        for template in ["invitation", "reminder", "account-invitation", "email-changed-notice", "notice"] {
            for language in ["de", "ar"] {
                queue(&server, template, language, RECIPIENT, &pairs).await;
                assert_eq!(send(&server).await, Pass::Done(1), "{template}");
                let mail = mailbox.mails().pop().expect("it arrived");
                assert_eq!(mail["to"], serde_json::json!([RECIPIENT]));
                let names: Vec<&str> =
                    mail["names"].as_array().expect("names").iter().filter_map(Value::as_str).collect();
                assert!(!names.iter().any(|name| name.eq_ignore_ascii_case("bcc")), "{names:?}");
                assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
                assert!(!header(&mail, "Subject").contains(['\r', '\n']));
                assert!(!body(&mail).contains('\u{202E}'));
            }
        }
        for url in ["https://a.example/\r\nBcc: x@example.org", "javascript:alert(1)"] {
            let id = queue(&server, "invitation", "de", RECIPIENT, &[("url", url)]).await;
            send(&server).await;
            assert_eq!(entry(&server, id).await.trouble, Some(Trouble::ValueMissing));
        }
    });
}

#[test]
fn who_stops_invitations_gets_none_until_they_want_them_again() {
    run(async {
        let Some(mailbox) = MailBox::open() else { return };
        let server = TestServer::with(mailbox.settings()).await;
        invite(&server, RECIPIENT).await;
        send(&server).await;
        let mails = mailbox.mails();
        let link = header(&mails[0], "List-Unsubscribe").trim_matches(['<', '>']).to_owned();
        let path = link.strip_prefix("https://teilhabe.test").expect("our link").to_owned();

        let mut reader = server.client();
        let page = reader.get(&path).await;
        assert!(page.body.contains("Keine Einladungen mehr schicken") && !page.body.contains(RECIPIENT));
        let invited = invite(&server, RECIPIENT).await;
        send(&server).await;
        assert_eq!(entry(&server, invited).await.state, MailState::Sent, "looking changes nothing");

        // As mail programs do it: from nowhere, without cookies, in either form.
        let one_click = axum::http::Request::post(&path).header("content-type", "application/x-www-form-urlencoded");
        let answer = server.client().send(one_click, "List-Unsubscribe=One-Click").await;
        assert_eq!(answer.status, axum::http::StatusCode::OK, "no redirect: {answer:?}");
        let multipart = axum::http::Request::post(&path).header("content-type", "multipart/form-data; boundary=x");
        let parts = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
        assert_eq!(server.client().send(multipart, parts).await.status, axum::http::StatusCode::OK);

        let stopped = invite(&server, "VEREIN@example.org").await;
        let account = queue(&server, "password-reset", "de", RECIPIENT, &[("url", LINK)]).await;
        let other = invite(&server, "andere@example.org").await;
        assert_eq!(send(&server).await, Pass::Done(2));
        let entry_of_stopped = entry(&server, stopped).await;
        assert_eq!(
            (entry_of_stopped.state, entry_of_stopped.trouble),
            (MailState::Stopped, Some(Trouble::Unsubscribed))
        );
        assert_eq!(entry(&server, account).await.state, MailState::Sent);
        assert_eq!(entry(&server, other).await.state, MailState::Sent);

        assert!(reader.get(&path).await.body.contains("Doch wieder Einladungen schicken"));
        let answer = reader.post_form(&path, &crate::support::pairs(&[("go", "resume")])).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (303, path.as_str()));
        let again = invite(&server, RECIPIENT).await;
        send(&server).await;
        assert_eq!(entry(&server, again).await.state, MailState::Sent);

        for (tag, words) in
            [("tr", "Artık davet gönderme"), ("ar", "عدم إرسال دعوات"), ("en", "Send no more invitations")]
        {
            let page = reader.get(&path.replace("language=de", &format!("language={tag}"))).await;
            assert!(page.body.contains(words), "{tag}");
        }
        let forged = reader.get("/mail/stop/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA?language=de").await;
        assert_eq!(forged.status.as_u16(), 404);
        assert!(forged.body.contains("Dieser Link passt nicht."));
    });
}

#[test]
fn a_mail_whose_link_is_gone_is_not_wanted() {
    run(async {
        let server = TestServer::with(Settings::default()).await;
        let id = invite(&server, RECIPIENT).await;
        let now = server.clock.now();
        let taken = server.services.records.take_mail(id, "a", now + chrono::TimeDelta::hours(1), now).await;
        let mail = taken.expect("the database works").expect("due");
        let sender = app::services::mail::settings::MailServer {
            url: "smtp://127.0.0.1".parse().expect("a server"),
            encryption: app::services::mail::settings::Encryption::None,
            credentials: None,
            sender: "amt@example.org".parse().expect("an address"),
        };
        let gone = compose(&server.services, &sender, &mail, Late::Gone).await.expect_err("no message");
        assert_eq!(gone, NotComposed::NotWanted(Trouble::LinkGone));
        let late = Late::Ready(parameters(&[("url", "https://teilhabe.test/i/spaet")]));
        let composed = compose(&server.services, &sender, &mail, late).await.expect("a message");
        let text = String::from_utf8(composed.message).expect("text");
        assert!(text.contains("https://teilhabe.test/i/spaet") && !text.contains("geheim"), "late values win");
    });
}

#[test]
fn who_got_a_mail_is_forgotten_after_thirty_days() {
    run(async {
        let Some(mailbox) = MailBox::open() else { return };
        let server = TestServer::with(mailbox.settings()).await;
        let sent = invite(&server, RECIPIENT).await;
        let failed = invite(&server, "unbekannt@example.org").await;
        send(&server).await;
        server.clock.advance(Duration::from_hours(24 * 29));
        let waiting = invite(&server, RECIPIENT).await;
        server::jobs::mail::forget(&server.services).await;
        assert_eq!(entry(&server, sent).await.recipient, RECIPIENT);
        server.clock.advance(Duration::from_hours(25));
        server::jobs::mail::forget(&server.services).await;
        for id in [sent, failed] {
            let mail = entry(&server, id).await;
            assert_eq!((mail.recipient.as_str(), mail.answer), ("", None));
        }
        assert_eq!(entry(&server, waiting).await.recipient, RECIPIENT);
    });
}
