//! What keeps programs away from surveys that are open to everybody: a field that people do not see, the time that people take,
//! and limits by address that outlive a restart. Whoever meets one of them loses nothing.

use std::num::NonZeroU32;
use std::time::Duration;

use app::services::chance;
use app::services::settings::{Quotas, Settings};
use app::services::vault::Vault;
use axum::http::StatusCode;
use demo::Generator;
use domain::draft::Draft;
use serde_json::{Value, json};
use store::SurveyState;

use crate::forms::small;
use crate::support::{Answer, Client, TestServer, pairs, responses_path, run, submission};

/// A site with the small survey, and somebody who has answered it without scripts in no time.
async fn answered() -> (TestServer, Client) {
    let server = TestServer::start().await;
    server.services.records.create_survey(&small(), SurveyState::Open, server.clock.now()).await.expect("new");
    let mut client = server.client();
    client.cookies.insert("language".to_owned(), "de".to_owned());
    client.post_form("/surveys/klein", &pairs(&[("go", "begin")])).await;
    client.post_form("/surveys/klein/1", &pairs(&[("shown", "a"), ("q.a", "no"), ("go", "next")])).await;
    client.post_form("/surveys/klein/3", &pairs(&[("shown", "d"), ("q.d", "Ein Dach"), ("go", "next")])).await;
    (server, client)
}

#[test]
fn who_is_quicker_than_people_are_sends_once_more_and_loses_nothing() {
    run(async {
        let (server, mut client) = answered().await;
        let submit = pairs(&[("go", "submit")]);
        let sent = client.post_form("/surveys/klein/review", &submit).await;
        assert_eq!(sent.location(), "/surveys/klein/review?told=too-quick");
        let page = client.get(sent.location()).await.body;
        assert!(page.contains("Das ging sehr schnell.") && page.contains("Ein Dach"), "{page}");
        assert_eq!(server.count(&small()).await, 0);
        client.take_time();
        assert_eq!(client.post_form("/surveys/klein/review", &submit).await.location(), "/surveys/klein/thanks");
        assert_eq!(server.count(&small()).await, 1);
    });
}

#[test]
fn what_fills_in_the_field_that_people_do_not_see_is_told_and_can_send_without() {
    run(async {
        let (server, mut client) = answered().await;
        client.take_time();
        let hidden = client.get("/surveys/klein/review").await.body;
        let field = |page: &str| {
            let start = page.find("<label for=\"subject\"").expect("the field");
            let from = page[..start].rfind("<div").expect("its place");
            page[from..].split("</div>").next().expect("its end").to_owned()
        };
        for sign in ["visually-hidden", "aria-hidden=\"true\"", "tabindex=\"-1\"", "autocomplete=\"off\""] {
            assert!(field(&hidden).contains(sign), "{sign} in {}", field(&hidden));
        }
        let filled = pairs(&[("subject", "Buy now"), ("go", "submit")]);
        let sent = client.post_form("/surveys/klein/review", &filled).await;
        assert_eq!(sent.location(), "/surveys/klein/review?told=trapped");
        let shown = client.get(sent.location()).await.body;
        assert!(shown.contains("Das Feld „Bitte leer lassen“ war ausgefüllt") && shown.contains("Ein Dach"));
        assert!(!field(&shown).contains("hidden") && !field(&shown).contains("tabindex"), "{}", field(&shown));
        assert_eq!(server.count(&small()).await, 0);
        let emptied = pairs(&[("subject", ""), ("go", "submit")]);
        assert_eq!(client.post_form("/surveys/klein/review", &emptied).await.location(), "/surveys/klein/thanks");
        assert_eq!(server.count(&small()).await, 1);

        let asked = pairs(&[("email", "a@example.org"), ("subject", "Buy now")]);
        let refused = client.post_form("/calls/forgotten-password", &asked).await;
        assert_eq!(refused.location(), "/sign-in/forgotten?trapped=1");
        let page = client.get(refused.location()).await.body;
        assert!(page.contains("war ausgefüllt") && !field(&page).contains("aria-hidden"), "{page}");
    });
}

async fn send(client: &mut Client, draft: &Draft, trap: &str) -> Value {
    let body = json!({ "slug": "klein", "draft": draft, "trap": trap });
    client.post_json("/calls/send-response", &body).await.json()
}

#[test]
fn with_scripts_the_beginning_comes_with_the_page_and_cannot_be_made_up() {
    run(async {
        let server = TestServer::start().await;
        server.services.records.create_survey(&small(), SurveyState::Open, server.clock.now()).await.expect("new");
        let mut client = server.client();
        let loaded = client.post_form("/calls/load-answering", &pairs(&[("slug", "klein")])).await.json();
        let mut draft: Draft = serde_json::from_value(loaded["fresh"].clone()).expect("a draft to begin with");
        draft.answers.insert("a".to_owned(), domain::answer::Answer::choice("no"));
        draft.answers.insert("d".to_owned(), domain::answer::Answer::Text("Ein Dach".to_owned()));

        let mut made_up = Draft::new(chance::uuid());
        made_up.answers.clone_from(&draft.answers);
        made_up.begun.clone_from(&draft.begun);
        client.take_time();
        let refused = send(&mut client, &made_up, "").await;
        assert_ne!(refused["TooQuick"]["seal"], Value::Null, "of another draft: {refused}");
        made_up.begun = serde_json::from_value(refused["TooQuick"].clone()).expect("a beginning");
        assert!(send(&mut client, &made_up, "").await.get("TooQuick").is_some(), "it begins with the refusal");

        assert_eq!(send(&mut client, &draft, "Buy now").await, json!("Trapped"));
        assert_eq!(server.count(&small()).await, 0);
        assert!(send(&mut client, &draft, "").await.get("Stored").is_some());
        client.take_time();
        assert!(send(&mut client, &made_up, "").await.get("Stored").is_some());
        // The same once more is the same response, however it looks.
        assert!(send(&mut client, &Draft { begun: None, ..draft.clone() }, "x").await.get("Stored").is_some());
        assert_eq!(server.count(&small()).await, 2);
    });
}

#[test]
fn a_survey_that_changed_under_an_open_page_leads_to_what_it_asks_now() {
    run(async {
        let server = TestServer::start().await;
        server.services.records.create_survey(&small(), SurveyState::Open, server.clock.now()).await.expect("new");
        let mut client = server.client();
        let loaded = client.post_form("/calls/load-answering", &pairs(&[("slug", "klein")])).await.json();
        let mut draft: Draft = serde_json::from_value(loaded["fresh"].clone()).expect("a draft to begin with");
        client.take_time();
        draft.answers.insert("a".to_owned(), domain::answer::Answer::choice("no"));
        draft.answers.insert("gone".to_owned(), domain::answer::Answer::Text("nicht mehr gefragt".to_owned()));
        let refused = send(&mut client, &draft, "").await;
        assert_eq!(refused, json!({ "Problems": { "page": 2 } }), "with the page of what is missing");
        draft.answers.insert("d".to_owned(), domain::answer::Answer::Text("Ein Dach".to_owned()));
        assert!(
            send(&mut client, &draft, "").await.get("Stored").is_some(),
            "what is not asked any more holds nobody up"
        );
    });
}

#[test]
fn programs_need_neither_time_nor_field() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let body = submission(chance::uuid(), &Generator::new(&survey, 4).response());
        let sent = server.client().post_json(&responses_path(&survey), &body).await;
        assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.body);
    });
}

fn few(number: u32) -> Settings {
    let few = NonZeroU32::new(number).expect("above zero");
    let quotas = Quotas { responses_burst: few, drafts_per_day: few, ..Quotas::default() };
    Settings { public_url: "http://teilhabe.test".to_owned(), quotas, ..Settings::default() }
}

#[test]
fn an_address_keeps_as_many_new_drafts_as_people_need_and_changes_them_freely() {
    run(async {
        let server = TestServer::with(few(3)).await;
        server.services.records.create_survey(&small(), SurveyState::Open, server.clock.now()).await.expect("new");
        let mut client = server.client();
        let keep = |number: usize| json!({ "record": format!("{number:064x}"), "sealed": "00".repeat(40) });
        for number in [1, 2, 1, 2, 1] {
            let kept = client.post_json("/calls/keep-sealed-draft", &keep(number)).await;
            assert!(!kept.is_refused(), "{}", kept.body);
        }
        let own = client.post_form("/surveys/klein", &pairs(&[("go", "begin")])).await;
        assert_eq!(own.location(), "/surveys/klein/1");
        assert!(client.post_json("/calls/keep-sealed-draft", &keep(3)).await.is_refused(), "one too many");
        assert!(!client.post_json("/calls/keep-sealed-draft", &keep(2)).await.is_refused());
        let fields = pairs(&[("shown", "a"), ("q.a", "no"), ("go", "next")]);
        assert_eq!(client.post_form("/surveys/klein/1", &fields).await.location(), "/surveys/klein/3");
        let mut stranger = server.client();
        for (path, fields) in [("/surveys/klein", &[][..]), ("/surveys/klein/1", &fields)] {
            let refused: Answer = stranger.post_form(path, fields).await;
            assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "{path}");
            assert!(!refused.header("retry-after").is_empty());
        }
        let draft = json!({ "slug": "klein", "draft": Draft::new(chance::uuid()) });
        assert!(stranger.post_json("/calls/keep-draft", &draft).await.is_refused());
        server.clock.advance(Duration::from_hours(24));
        assert!(!client.post_json("/calls/keep-sealed-draft", &keep(3)).await.is_refused());
    });
}

#[test]
fn a_restart_resets_no_limit_and_nothing_kept_for_it_names_an_address() {
    run(async {
        let folder = tempfile::tempdir().expect("a folder");
        let at = async || {
            let vault = Vault::open(folder.path()).expect("a vault");
            TestServer::at("mem://", vault, few(5)).await
        };
        let statuses = async |server: &TestServer, count: usize| {
            let survey = server.add_survey().await;
            let mut all = Vec::new();
            for number in 0..count {
                let answers = Generator::new(&survey, number as u64).response();
                let sent =
                    server.client().post_json(&responses_path(&survey), &submission(chance::uuid(), &answers)).await;
                all.push(sent.status);
            }
            all
        };
        let before = at().await;
        assert!(statuses(&before, 5).await.iter().all(|status| *status == StatusCode::CREATED));
        server::jobs::keep_attempts(&before.services).await;
        drop(before);
        let text = std::fs::read_to_string(folder.path().join("visits.json")).expect("a file");
        assert!(!text.contains("127.0.0.1") && !text.contains("response"), "{text}");

        let after = at().await;
        assert_eq!(statuses(&after, 1).await, [StatusCode::TOO_MANY_REQUESTS]);
    });
}
