//! One's own data: the file holds all that is stored with the person and nothing of others, and what nobody else sees goes with
//! the account.

use app::services::chance;
use app::services::mail::stop::StopHash;
use domain::account::Role;
use domain::language::Language;
use domain::mail::Template;
use serde_json::Value;
use store::{MailTextKey, NewMail};
use uuid::Uuid;

use crate::agreement::{Group, done, post, say};
use crate::amendments::Form;
use crate::people::{account, call};
use crate::support::{EMAIL, PASSWORD, TestServer, pairs, run};

/// How many entries a part of the file has.
fn count(data: &Value, part: &str) -> usize {
    data[part].as_array().unwrap_or_else(|| panic!("no part {part}: {data}")).len()
}

#[test]
fn the_file_holds_what_one_wrote_said_and_got() {
    run(async {
        let Group { site, group, text, mut anna, mut bela, .. } = Group::start(1).await;
        let records = &site.server.services.records;
        let id = account(&site.server, "bela@example.org").await.id;
        let of = (text, group, 1);
        done(&say(&mut bela, of, 900, "object", "Zu teuer für uns").await);
        done(&say(&mut anna, of, 901, "object", "Geheimnis von Anna").await);
        let version = records.version(text, 1).await.expect("readable").expect("there");
        let paragraph = version.content.paragraphs[1].id;
        for (client, number, words) in [(&mut bela, 500, "Und am Abend?"), (&mut anna, 501, "Annas Frage")] {
            let (number, text, paragraph) =
                (Uuid::from_u128(number).to_string(), text.to_string(), paragraph.to_string());
            let fields = [
                ("comment[id]", number.as_str()),
                ("comment[text]", &text),
                ("comment[paragraph]", &paragraph),
                ("comment[kind]", "question"),
                ("comment[body]", words),
            ];
            done(&post(client, "/", "/calls/send-comment", &fields).await);
        }
        Form::rewrite(text, 700, paragraph, "Vereine brauchen große Räume.").send(&mut bela).await;
        site.server.add_account("chefin@example.org", Role::Administrator).await;
        let mut office = site.server.client();
        office.sign_in("chefin@example.org", PASSWORD).await;
        call(&mut office, "change-role", &[("account", &id.to_string()), ("role", "chair"), ("ends", "")]).await;
        for recipient in ["Bela@example.org", "anna@example.org"] {
            let parameters = pairs(&[("subject", "Sitzung"), ("text", "Am Montag")]);
            let mail = NewMail {
                id: chance::uuid(),
                recipient: recipient.to_owned(),
                template: "notice".to_owned(),
                language: Language::new("de"),
                parameters: parameters.into_iter().collect(),
                due: site.server.clock.now(),
            };
            records.queue_mail(&mail, site.server.clock.now()).await.expect("queued");
        }
        let hash = StopHash::of(&site.server.services.vault, "bela@example.org").expect("a hash");
        records.stop_mails_to(&hash.text(), site.server.clock.now()).await.expect("stopped");

        let file = bela.get("/account/data").await;
        let data = file.json();
        for (part, expected) in [("seats", 1), ("comments", 1), ("positions", 1), ("objections", 1), ("amendments", 1)]
        {
            assert_eq!(count(&data, part), expected, "{part}: {data}");
        }
        assert_eq!(data["comments"][0]["body"], "Und am Abend?");
        assert_eq!(data["objections"][0]["entry"]["reason"], "Zu teuer für uns");
        assert!(data["amendments"][0]["entry"].is_object(), "{data}");
        assert_eq!(data["mails"][0]["parameters"]["text"], "Am Montag");
        assert_eq!(count(&data, "mails"), 1);
        assert_eq!(
            (&data["mails_stopped"]["invitations"], &data["mails_stopped"]["news"]),
            (&true.into(), &false.into())
        );
        let by_others = data["audit_log_by_others"].to_string();
        assert!(by_others.contains("account.role-changed") && by_others.contains("somebody else"), "{by_others}");
        for others in ["Anna", "anna@", "chefin", "argon2"] {
            assert!(!file.body.contains(others), "{others} in {}", file.body);
        }
    });
}

#[test]
fn drafts_that_nobody_else_sees_go_with_the_account() {
    run(async {
        let server = TestServer::start().await;
        let mut person = server.staff().await;
        let id = account(&server, EMAIL).await.id;
        let draft = [
            ("template", "invitation"),
            ("language", "de"),
            ("survey", ""),
            ("revision", "0"),
            ("go", "draft"),
            ("subject", "Mein Entwurf"),
            ("body", "Noch nicht fertig"),
        ];
        person.post_form("/office/mail/template", &pairs(&draft)).await;
        let note = [("id", "00000000-0000-4000-8000-000000000001"), ("name", "")];
        person.post_form("/office/organisations/new", &pairs(&note)).await;
        let data = person.get("/account/data").await.json();
        assert_eq!(data["drafts_of_mail_texts"][0]["subject"], "Mein Entwurf", "{data}");
        assert_eq!(count(&data, "unfinished_forms"), 1);

        call(&mut person, "erase-me", &[("password", PASSWORD)]).await;
        let key = MailTextKey { template: Template::Invitation, language: Language::new("de"), survey: None };
        assert_eq!(server.services.records.mail_draft(&key, id).await.expect("readable"), None);
        let left = server.services.records.own_data(id, EMAIL).await.expect("readable");
        assert_eq!(left["unfinished_forms"].as_array().map(Vec::len), Some(0));
    });
}
