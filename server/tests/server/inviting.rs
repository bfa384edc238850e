//! The office's side of invitations: terms, a list, mails to a real mail server, reminders to those who are not done, letters.

use std::time::Duration;

use app::services::mail::sending::{Pass, send_due};
use app::services::settings::Settings;
use axum::http::StatusCode;
use demo::Generator;
use domain::access::Access;
use serde_json::Value;

use crate::guests::{generous, open_in_browser, receipt, send_from_browser};
use crate::smtp::MailBox;
use crate::support::{Client, EMAIL, PASSWORD, TestServer, pairs, run};

/// Signed in anew: sessions end while the clock runs ahead.
async fn staff(server: &TestServer) -> Client {
    let mut client = server.client();
    let answer = client.sign_in(EMAIL, PASSWORD).await;
    assert!(answer.status.is_success() || answer.status.is_redirection(), "{answer:?}");
    client
}

/// The link in a mail, as two halves.
fn link(mail: &Value) -> Access {
    let body = mail["body"].as_str().expect("a body");
    let (_, link) = body.split_once("/i/").expect("a link");
    let (invitation, rest) = link.split_once('#').expect("two halves");
    let half: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    Access::from_link(invitation, &half).expect("a genuine link")
}

#[test]
fn fifty_are_invited_by_mail_one_answers_and_the_other_49_are_reminded() {
    run(async {
        let Some(mailbox) = MailBox::open() else { return };
        let server = TestServer::with(Settings { quotas: generous().quotas, ..mailbox.settings() }).await;
        let survey = server.add_survey().await;
        let base = format!("/office/surveys/{}", survey.slug);
        let invitations = format!("{base}/invitations");
        let mut office = server.staff().await;

        let list: String = (1..=50)
            .map(|number| format!("Verein {number}; verein{number}@example.org; tr"))
            .collect::<Vec<_>>()
            .join("\n");
        let made = pairs(&[("go", "list"), ("list", &list)]);
        let refused = office.post_form(&invitations, &made).await;
        assert!(refused.location().ends_with("outcome=closed"), "open to everybody: nobody is invited");
        let terms =
            pairs(&[("go", "save"), ("version", "1"), ("mode", "named"), ("door", "invited"), ("smallest_cell", "5")]);
        assert!(office.post_form(&format!("{base}/terms"), &terms).await.location().ends_with("outcome=saved"));
        let stale = office.post_form(&format!("{base}/terms"), &terms).await;
        assert!(stale.location().ends_with("outcome=changed"), "{}", stale.location());
        server.clock.advance(Duration::from_secs(3));
        assert!(office.post_form(&invitations, &made).await.location().contains("outcome=made&n=50"));
        assert!(office.post_form(&invitations, &made).await.location().contains("outcome=made&n=0"), "nobody twice");

        let page = office.get(&invitations).await;
        assert!(page.body.contains("50 würden jetzt eine Einladung per E-Mail bekommen."), "the dry run says whom");
        assert!(mailbox.mails().is_empty(), "and sends nothing");
        assert!(office.post_form(&invitations, &pairs(&[("go", "send")])).await.location().contains("sent&n=50"));
        assert!(office.post_form(&invitations, &pairs(&[("go", "send")])).await.location().contains("sent&n=0"));
        // What waits in the queue holds no second half.
        let waiting = server.services.records.mails(None, 100).await.expect("readable");
        assert_eq!(waiting.len(), 50);
        assert_eq!(send_due(&server.services).await.expect("sent"), Pass::Done(50));
        let mails = mailbox.mails();
        assert_eq!(mails.len(), 50);
        assert!(mails.iter().all(|mail| mail["headers"]["Content-Language"] == "tr" || mail["body"].is_string()));

        let access = link(&mails[17]);
        let mut guest = server.client();
        let draft = open_in_browser(&mut guest, &access, &survey.slug).await;
        let survey = server.services.records.survey(&survey.slug).await.expect("readable").expect("there").survey;
        receipt(&send_from_browser(&mut guest, &survey, &draft, &Generator::new(&survey, 4).response()).await);

        let today = office.get(&invitations).await;
        assert!(today.body.contains("fertig"), "in a named survey it is seen at once who is done");
        assert!(!today.body.contains("Erinnerung bekommen"), "nobody is written to twice on a day");
        server.clock.advance(Duration::from_hours(24));
        let mut office = staff(&server).await;
        let page = office.get(&invitations).await;
        assert!(page.body.contains("49 würden jetzt eine Erinnerung bekommen"), "the one who is done is left alone");
        assert!(office.post_form(&invitations, &pairs(&[("go", "remind")])).await.location().contains("sent&n=49"));
        assert_eq!(send_due(&server.services).await.expect("sent"), Pass::Done(49));
        let reminders = &mailbox.mails()[50..];
        assert_eq!(reminders.len(), 49);
        let done = mails[17]["to"].clone();
        assert!(reminders.iter().all(|mail| mail["to"] != done));
        // A reminder carries the same access as the invitation.
        let again = reminders.iter().find(|mail| mail["to"] == mails[3]["to"]).expect("reminded");
        assert_eq!(link(again), link(&mails[3]));
    });
}

#[test]
fn mails_of_a_survey_that_has_ended_are_not_sent_and_letters_are_printed_with_codes_that_work() {
    run(async {
        let Some(mailbox) = MailBox::open() else { return };
        let server = TestServer::with(Settings { quotas: generous().quotas, ..mailbox.settings() }).await;
        let survey = server.add_survey().await;
        let base = format!("/office/surveys/{}", survey.slug);
        let mut office = server.staff().await;
        let terms = pairs(&[("go", "save"), ("version", "1"), ("mode", "anonymous"), ("door", "invited")]);
        office.post_form(&format!("{base}/terms"), &terms).await;
        server.clock.advance(Duration::from_secs(3));
        let made = pairs(&[("go", "list"), ("list", "Verein der Sterne; sterne@example.org; Arabisch\nKulturbrücke")]);
        office.post_form(&format!("{base}/invitations"), &made).await;

        let letters = office.get(&format!("{base}/letters")).await;
        assert_eq!(letters.status, StatusCode::OK);
        assert_eq!(letters.header("cache-control"), "no-store");
        assert_eq!(letters.body.matches("class=\"paper\"").count(), 2);
        assert!(letters.body.contains("dir=\"rtl\"") && letters.body.contains("<svg"));
        let code: String = letters
            .body
            .split("class=\"paper-code\">")
            .nth(1)
            .and_then(|rest| rest.split('<').next())
            .expect("a code")
            .to_owned();
        let mut guest = server.client();
        let opened = guest.post_form("/i", &pairs(&[("code", &code)])).await;
        assert_eq!(opened.location(), format!("/surveys/{}", survey.slug));
        assert!(!office.get(&format!("{base}/invitations")).await.body.contains(&code), "the list shows no codes");

        office.post_form(&format!("{base}/invitations"), &pairs(&[("go", "send")])).await;
        office.post_form(&format!("{base}/terms"), &pairs(&[("go", "close"), ("sure", "yes")])).await;
        server.clock.advance(Duration::from_secs(3));
        assert_eq!(send_due(&server.services).await.expect("looked through"), Pass::Done(0));
        assert!(mailbox.mails().is_empty(), "nobody is invited to what is over");
        let again = office.post_form(&format!("{base}/terms"), &pairs(&[("go", "open")])).await;
        assert!(again.location().ends_with("outcome=no-key"), "the key is gone for good");
        let letters = office.get(&format!("{base}/letters?all=1")).await;
        assert!(!letters.body.contains("paper-code"));
    });
}

#[test]
fn dates_end_a_survey_and_remind_on_the_day_that_is_set() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = server.add_survey().await;
        let base = format!("/office/surveys/{}", survey.slug);
        let mut office = server.staff().await;
        let wrong = pairs(&[("go", "save"), ("version", "1"), ("closes", "bald")]);
        assert!(office.post_form(&format!("{base}/terms"), &wrong).await.location().contains("outcome=date&slip="));
        let terms = pairs(&[
            ("go", "save"),
            ("version", "1"),
            ("mode", "pseudonymous"),
            ("door", "invited"),
            ("reminder1", "2026-11-23"),
            ("closes", "2026-11-24"),
        ]);
        assert!(office.post_form(&format!("{base}/terms"), &terms).await.location().ends_with("outcome=saved"));
        server.clock.advance(Duration::from_secs(3));
        let made = pairs(&[("go", "list"), ("list", "A; a@example.org\nB; b@example.org\nC")]);
        office.post_form(&format!("{base}/invitations"), &made).await;
        office.post_form(&format!("{base}/invitations"), &pairs(&[("go", "send")])).await;
        let services = &server.services;
        assert!(app::services::inviting::keep_dates(services).await.expect("kept").is_empty());
        server.clock.advance(Duration::from_hours(24));
        for expected in [1, 0] {
            let done = app::services::inviting::keep_dates(services).await.expect("kept");
            assert_eq!(done.len(), expected, "{done:?}");
        }
        assert_eq!(
            services.records.mails(None, 100).await.expect("readable").len(),
            4,
            "two invitations, two reminders"
        );
        server.clock.advance(Duration::from_hours(48));
        let done = app::services::inviting::keep_dates(services).await.expect("kept");
        assert_eq!(done.first().map(|(deed, _, _)| *deed), Some("survey.closed"));
        assert!(!app::services::invitations::has_key(services, &survey.slug).expect("readable"));
        assert_eq!(server.client().get(&format!("/surveys/{}", survey.slug)).await.status, StatusCode::GONE);
    });
}
