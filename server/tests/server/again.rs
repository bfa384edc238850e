//! Answering with others and later again: two with one invitation, a code that was replaced, a response that is changed, read
//! and withdrawn by its receipt.

use std::time::Duration;

use app::services::{chance, invitations};
use axum::http::StatusCode;
use chrono::Days;
use demo::Generator;
use domain::answer::{Answer, Answers};
use domain::answering::{kept, visible};
use domain::draft::Draft;
use domain::invitation::Window;
use domain::receipt::{receipt as receipt_of, response_key};
use domain::survey::Mode;
use domain::terms::Terms;
use serde_json::json;

use crate::forms::{fields, walk};
use crate::guests::{by_invitation, generous, invite, open_in_browser, receipt, send_from_browser};
use crate::invitations::walk_on;
use crate::support::{TestServer, pairs, responses_path, run, submission};

/// A wish that one of two writes.
fn wish(answers: &Answers, text: &str) -> Answers {
    let mut answers = answers.clone();
    answers.insert("wunsch".to_owned(), Answer::Text(text.to_owned()));
    answers
}

#[test]
fn of_two_without_scripts_one_wins_and_the_other_is_told_and_reads_the_own_answers() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = by_invitation(&server, Mode::Anonymous, Terms::default()).await;
        let (_, access) = invite(&server, &survey, 1, Window::default()).await.remove(0);
        let start = format!("/surveys/{}", survey.slug);
        let review = format!("{start}/review");
        let wanted = Generator::new(&survey, 11).response();
        let (quick, slow) = (wish(&wanted, "Ein Saal am Hafen"), wish(&wanted, "Ein Garten am Rhein"));
        // What the review of each holds, as it was read there.
        let read = |answers: &Answers| {
            let seen = visible(&survey, answers);
            let questions: Vec<_> = survey.questions().filter(|asked| seen.contains(asked.code.as_str())).collect();
            fields(&questions, answers, "submit")
        };
        let mut clients = [server.client(), server.client()];
        for (client, answers) in clients.iter_mut().zip([&slow, &quick]) {
            client.cookies.insert("language".to_owned(), "de".to_owned());
            client.post_form("/i", &pairs(&[("code", &access.code())])).await;
            walk(client, &survey, answers).await;
        }
        let [mut second, mut first] = clients;
        // The review says what it sends.
        let page = first.get(&review).await.body;
        let hidden = "<input type=\"hidden\" name=\"q.wunsch\" value=\"Ein Saal am Hafen\"";
        assert!(page.contains(hidden), "{page}");
        assert_eq!(first.post_form(&review, &read(&quick)).await.location(), format!("{start}/thanks"));

        let told = second.post_form(&review, &read(&slow)).await;
        assert_eq!(told.location(), format!("{review}?told=answered"));
        let page = second.get(told.location()).await.body;
        let receipt = receipt_of(&survey.slug, access.submission(&survey.slug));
        for words in ["Für Ihre Organisation ist schon geantwortet", "Ein Garten am Rhein", &receipt] {
            assert!(page.contains(words), "{words}");
        }
        assert!(!page.contains("Ein Saal am Hafen"), "it is the own copy");
        let all = server.services.records.responses_beginning(&survey.slug, "").await.expect("readable");
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].answers, kept(&survey, &quick));
        let thanks = first.get(&format!("{start}/thanks")).await.body;
        assert!(thanks.contains("Vielen Dank!") && thanks.contains(&receipt), "who won is thanked as before");

        // Also from a page in the middle.
        let mut third = server.client();
        third.cookies.insert("language".to_owned(), "de".to_owned());
        third.post_form("/i", &pairs(&[("code", &access.code())])).await;
        let page = survey.pages.iter().position(|page| page.questions.iter().any(|asked| asked.code == "wunsch"));
        let page = format!("{start}/{}", page.expect("the wish is asked for") + 1);
        let typed = pairs(&[("shown", "wunsch"), ("q.wunsch", "Ein Dach"), ("go", "next")]);
        let told = third.post_form(&page, &typed).await;
        assert_eq!(told.location(), format!("{review}?told=answered"));
        assert!(third.get(told.location()).await.body.contains("Ein Dach"));
    });
}

#[test]
fn in_a_race_who_comes_second_is_told_although_the_shared_draft_does_not_know_yet() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = by_invitation(&server, Mode::Anonymous, Terms::default()).await;
        let (_, access) = invite(&server, &survey, 1, Window::default()).await.remove(0);
        let review = format!("/surveys/{}/review", survey.slug);
        let wanted = Generator::new(&survey, 11).response();
        let mut slow = server.client();
        slow.cookies.insert("language".to_owned(), "de".to_owned());
        slow.post_form("/i", &pairs(&[("code", &access.code())])).await;
        walk(&mut slow, &survey, &wish(&wanted, "Ein Garten am Rhein")).await;
        // With scripts the response comes without a word to the shared draft.
        let mut quick = server.client();
        let draft = open_in_browser(&mut quick, &access, &survey.slug).await;
        receipt(&send_from_browser(&mut quick, &survey, &draft, &wish(&wanted, "Ein Saal am Hafen")).await);
        let told = slow.post_form(&review, &pairs(&[("go", "submit")])).await;
        assert_eq!(told.location(), format!("{review}?told=answered"));
        let page = slow.get(told.location()).await.body;
        assert!(page.contains("schon geantwortet") && page.contains("Ein Garten am Rhein"), "{page}");
        assert_eq!(server.count(&survey).await, 1);
    });
}

#[test]
fn what_was_begun_with_a_code_that_was_replaced_goes_on_with_the_new_one() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = by_invitation(&server, Mode::Named, Terms::default()).await;
        let start = format!("/surveys/{}", survey.slug);
        let guests = invite(&server, &survey, 2, Window::default()).await;
        let wanted = wish(&Generator::new(&survey, 11).response(), "Ein Garten am Rhein");
        for (place, (invitation, access)) in guests.iter().enumerate() {
            let mut client = server.client();
            client.post_form("/i", &pairs(&[("code", &access.code())])).await;
            walk(&mut client, &survey, &wanted).await;
            let services = &server.services;
            let new = invitations::replace(services, &invitation.id).await.expect("replaced").expect("a new one");
            let new = invitations::access(services, &new).expect("readable").expect("a key");
            if place == 0 {
                let sent = client.post_form(&format!("{start}/review"), &pairs(&[("go", "submit")])).await;
                assert_eq!(sent.location(), "/i?problem=needed");
            } else {
                let opened = client.post_form("/i", &pairs(&[("code", &access.code())])).await;
                assert_eq!(opened.location(), "/i?problem=replaced");
            }
            assert_eq!(client.post_form("/i", &pairs(&[("code", &new.code())])).await.location(), start);
            assert!(
                client.get(&format!("{start}/review")).await.body.contains("Ein Garten am Rhein"),
                "kept as promised"
            );
            let sent = client.post_form(&format!("{start}/review"), &pairs(&[("go", "submit")])).await;
            assert_eq!(sent.location(), format!("{start}/thanks"));
            assert_eq!(server.count(&survey).await, place as u64 + 1);
        }
    });
}

#[test]
fn a_response_is_changed_until_its_last_day_and_read_and_withdrawn_as_long_as_it_is_kept() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = server.add_survey().await;
        let (today, records) = (server.clock.today(), &server.services.records);
        let terms = Terms {
            closes: today.checked_add_days(Days::new(1)),
            changes_until: today.checked_add_days(Days::new(5)),
            ..Terms::default()
        };
        records.change_terms(&survey, &terms, 1).await.expect("no response yet");
        server.clock.advance(Duration::from_secs(3));
        let start = format!("/surveys/{}", survey.slug);
        let wanted = Generator::new(&survey, 11).response();
        let body = submission(chance::uuid(), &wanted);
        let receipt = server.client().post_json(&responses_path(&survey), &body).await.json();
        let receipt = receipt["receipt"].as_str().expect("a receipt").to_owned();
        let by_receipt = format!("{start}/receipt");
        let change = pairs(&[("receipt", &receipt), ("go", "change")]);
        let mut client = server.client();
        client.cookies.insert("language".to_owned(), "de".to_owned());

        // The survey has ended, its changes have not.
        server.clock.advance(Duration::from_hours(48));
        assert_eq!(client.get(&start).await.status, StatusCode::GONE);
        assert_eq!(client.post_form(&by_receipt, &change).await.location(), format!("{start}/1"));
        assert_eq!(client.get(&format!("{start}/1")).await.status, StatusCode::OK);
        let loaded = client.post_form("/calls/load-answering", &pairs(&[("slug", &survey.slug)])).await.json();
        assert_eq!(loaded["open"], true);
        walk_on(&mut client, &survey, &wish(&wanted, "Ein Garten am Rhein")).await;
        let sent = client.post_form(&format!("{start}/review"), &pairs(&[("go", "submit")])).await;
        assert_eq!(sent.location(), format!("{start}/thanks"));
        let key = response_key(&survey.slug, &receipt);
        let stored = records.response(&survey.slug, &key).await.expect("readable").expect("kept");
        assert_eq!(stored.answers.get("wunsch"), Some(&Answer::Text("Ein Garten am Rhein".to_owned())));
        // With scripts as well: kept and sent.
        let mut draft: Draft = serde_json::from_value(loaded["draft"].clone()).expect("the draft");
        draft.answers = wish(&wanted, "Ein Saal am Hafen");
        let sent = json!({ "slug": survey.slug, "draft": draft });
        assert!(client.post_json("/calls/send-response", &sent).await.body.contains("Stored"));
        // Nobody answers anew by that way.
        let new = Draft { changes: None, ..draft.clone() };
        let sent = json!({ "slug": survey.slug, "draft": new });
        assert_eq!(client.post_json("/calls/send-response", &sent).await.json(), json!("Closed"));

        // The last day for changes is over: the answers are there to be read, and to be withdrawn.
        server.clock.advance(Duration::from_hours(24 * 5));
        let mut late = server.client();
        late.cookies.insert("language".to_owned(), "de".to_owned());
        assert_eq!(late.post_form(&by_receipt, &change).await.location(), format!("{start}/review"));
        let page = late.get(&format!("{start}/review")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Ein Saal am Hafen") && page.body.contains("Die Zeit für Änderungen ist vorbei"));
        let refused = late.post_form(&format!("{start}/review"), &pairs(&[("go", "submit")])).await;
        assert_eq!(refused.location(), format!("{start}/review"));
        let withdraw = pairs(&[("receipt", &receipt), ("go", "withdraw"), ("sure", "yes")]);
        assert_eq!(late.post_form(&by_receipt, &withdraw).await.location(), format!("{by_receipt}?withdrawn=1"));
        assert_eq!(server.count(&survey).await, 0);
    });
}

#[test]
fn who_changes_a_response_that_was_withdrawn_meanwhile_is_told_so() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = server.add_survey().await;
        let start = format!("/surveys/{}", survey.slug);
        let wanted = wish(&Generator::new(&survey, 11).response(), "Ein Garten am Rhein");
        let body = submission(chance::uuid(), &wanted);
        let receipt = server.client().post_json(&responses_path(&survey), &body).await.json();
        let receipt = receipt["receipt"].as_str().expect("a receipt").to_owned();
        let mut client = server.client();
        client.cookies.insert("language".to_owned(), "de".to_owned());
        let by_receipt = format!("{start}/receipt");
        client.post_form(&by_receipt, &pairs(&[("receipt", &receipt), ("go", "change")])).await;
        let loaded = client.post_form("/calls/load-answering", &pairs(&[("slug", &survey.slug)])).await.json();
        let withdraw = pairs(&[("receipt", &receipt), ("go", "withdraw"), ("sure", "yes")]);
        server.client().post_form(&by_receipt, &withdraw).await;

        let sent = client.post_form(&format!("{start}/review"), &pairs(&[("go", "submit")])).await;
        assert_eq!(sent.location(), format!("{start}/review?told=withdrawn"));
        let page = client.get(sent.location()).await.body;
        assert!(page.contains("wurde inzwischen zurückgezogen") && page.contains("Ein Garten am Rhein"), "{page}");
        let sent = json!({ "slug": survey.slug, "draft": loaded["draft"] });
        assert_eq!(client.post_json("/calls/send-response", &sent).await.json(), json!("Withdrawn"));
        assert_eq!(server.count(&survey).await, 0);
    });
}

#[test]
fn who_sent_and_could_not_say_so_is_noted_when_the_code_is_used_again() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = by_invitation(&server, Mode::Anonymous, Terms::default()).await;
        let (invitation, access) = invite(&server, &survey, 1, Window::default()).await.remove(0);
        let mut client = server.client();
        let draft = open_in_browser(&mut client, &access, &survey.slug).await;
        receipt(&send_from_browser(&mut client, &survey, &draft, &Generator::new(&survey, 3).response()).await);
        let services = &server.services;
        let noted = || services.done.is_noted(&survey.slug, &invitation.id);
        assert!(!noted(), "the line broke before it could be said");
        server.client().post_form("/i", &pairs(&[("code", &access.code())])).await;
        assert!(noted());
    });
}
