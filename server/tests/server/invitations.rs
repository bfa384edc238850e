//! Surveys by invitation: one response per invitation, in three modes, with helpful words for every code that leads nowhere.

use std::time::Duration;

use app::services::invitations;
use axum::http::StatusCode;
use chrono::Days;
use demo::Generator;
use domain::account::Role;
use domain::answering::kept;
use domain::invitation::{Progress, Window};
use domain::permission::{Action, State, may};
use domain::receipt::{receipt as receipt_of, response_key};
use domain::survey::Mode;
use domain::terms::Terms;
use futures::future::join_all;
use serde_json::json;

use crate::forms::{fields, walk};
use crate::guests::{by_invitation, finish_in_browser, generous, invite, open_in_browser, receipt, send_from_browser};
use crate::support::{TestServer, pairs, responses_path, run};

#[test]
fn a_hundred_submissions_with_one_invitation_store_one_response() {
    run(async {
        for mode in [Mode::Anonymous, Mode::Pseudonymous, Mode::Named] {
            let server = TestServer::with(generous()).await;
            let survey = by_invitation(&server, mode, Terms::default()).await;
            let (_, access) = invite(&server, &survey, 1, Window::default()).await.remove(0);
            let draft = open_in_browser(&mut server.client(), &access, &survey.slug).await;
            let mut generator = Generator::new(&survey, 5);
            let answers: Vec<_> = (0..100).map(|_| generator.response()).collect();
            let sent = join_all(answers.iter().map(|answers| {
                let (mut client, draft, survey) = (server.client(), draft.clone(), survey.clone());
                async move { send_from_browser(&mut client, &survey, &draft, answers).await }
            }))
            .await;
            let stored = sent.iter().filter(|answer| answer.body.contains("Stored")).count();
            let beaten = sent.iter().filter(|answer| answer.body.contains("Answered")).count();
            assert_eq!((stored >= 1, stored + beaten), (true, 100), "{mode:?}");
            assert_eq!(server.count(&survey).await, 1, "{mode:?}");
            // Whoever won: their answers and nobody else's are there, and the others have the way to them.
            let all = server.services.records.responses_beginning(&survey.slug, "").await.expect("readable");
            let won: Vec<usize> = (0..100).filter(|place| kept(&survey, &answers[*place]) == all[0].answers).collect();
            assert!(won.iter().any(|place| sent[*place].body.contains("Stored")));
        }
    });
}

#[test]
fn the_origin_of_a_response_is_kept_as_the_mode_says() {
    run(async {
        let server = TestServer::with(generous()).await;
        for (mode, name) in [(Mode::Named, true), (Mode::Pseudonymous, true), (Mode::Anonymous, false)] {
            let server = if mode == Mode::Named { &server } else { &TestServer::with(generous()).await };
            let survey = by_invitation(server, mode, Terms::default()).await;
            let (invitation, access) = invite(server, &survey, 1, Window::default()).await.remove(0);
            let mut client = server.client();
            let draft = open_in_browser(&mut client, &access, &survey.slug).await;
            let answers = Generator::new(&survey, 3).response();
            receipt(&send_from_browser(&mut client, &survey, &draft, &answers).await);
            let all = server.services.records.responses_beginning(&survey.slug, "").await.expect("readable");
            assert_eq!(all[0].origin.is_some(), name, "{mode:?}");
            if mode == Mode::Pseudonymous {
                assert_ne!(all[0].origin.as_deref(), Some(invitation.id.as_str()), "a pseudonym is no name");
            }
            let again = server.services.records.invitation(&invitation.id).await.expect("readable").expect("there");
            assert_eq!(again.progress() == Progress::Done, mode != Mode::Anonymous, "{mode:?}");
        }
    });
}

#[test]
fn nobody_answers_without_a_ballot_or_with_somebody_elses() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = by_invitation(&server, Mode::Anonymous, Terms::default()).await;
        let guests = invite(&server, &survey, 2, Window::default()).await;
        let answers = Generator::new(&survey, 3).response();
        let mut client = server.client();
        let draft = open_in_browser(&mut client, &guests[0].1, &survey.slug).await;
        let other = open_in_browser(&mut client, &guests[1].1, &survey.slug).await;
        let without = domain::draft::Draft::new(draft.submission);
        let swapped = domain::draft::Draft { submission: other.submission, ..draft.clone() };
        for wrong in [&without, &swapped] {
            let answer = send_from_browser(&mut client, &survey, wrong, &answers).await;
            assert!(answer.body.contains("NotInvited"), "{}", answer.body);
        }
        let body = crate::support::submission(draft.submission, &answers);
        assert_eq!(client.post_json(&responses_path(&survey), &body).await.status, StatusCode::FORBIDDEN);
        let mut body = body;
        body["ballot"] = json!({ "token": draft.ballot.clone().expect("a ballot").token });
        assert_eq!(client.post_json(&responses_path(&survey), &body).await.status, StatusCode::CREATED);
        assert_eq!(server.count(&survey).await, 1);

        // An invitation makes one request and no other.
        let foreign = domain::ballot::Request::new(&guests[1].1, &survey.slug).expect("a request");
        let asked = json!({ "invitation": guests[0].0.id, "message": foreign.message() });
        assert!(!client.post_json("/calls/request-ballot", &asked).await.status.is_success());
        let asked = json!({ "invitation": guests[0].0.id, "proof": guests[1].1.proof(&survey.slug) });
        assert!(!client.post_json("/calls/report-done", &asked).await.status.is_success());
    });
}

#[test]
fn a_code_that_leads_nowhere_gets_its_own_helpful_page() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = by_invitation(&server, Mode::Anonymous, Terms::default()).await;
        let today = server.clock.today();
        let before = Window { from: None, until: today.checked_sub_days(Days::new(1)) };
        let later = Window { from: today.checked_add_days(Days::new(1)), until: None };
        let mut cases = Vec::new();
        let guests = invite(&server, &survey, 3, Window::default()).await;
        let code = guests[0].1.code();
        cases.push(("length", code[..20].to_owned(), "24 Zeichen"));
        let swapped = format!("{}{}", &code[..28], if code.ends_with('7') { '8' } else { '7' });
        cases.push(("letter", swapped, "Ein Zeichen stimmt nicht"));
        let foreign = domain::access::Access::new("ZZZZZZZZ", [1; 10]);
        cases.push(("unknown", foreign.code(), "kennen wir nicht"));
        let guessed = domain::access::Access::new(&guests[2].0.id, [1; 10]);
        cases.push(("letter", guessed.code(), "Ein Zeichen stimmt nicht"));
        server.services.records.revoke_invitation(&guests[0].0.id).await.expect("revoked");
        cases.push(("revoked", code, "gilt nicht mehr"));
        let old = guests[1].1.code();
        let new = invitations::replace(&server.services, &guests[1].0.id).await.expect("replaced").expect("a new one");
        assert_ne!(new.id, guests[1].0.id);
        cases.push(("replaced", old, "neueren Code"));
        for (word, window) in [("expired", before), ("too-early", later)] {
            let guests = app::services::invitations::Guest {
                organisation: None,
                name: format!("Verein {word}"),
                email: None,
                address: Vec::new(),
                language: domain::language::Language::new("de"),
            };
            let made =
                invitations::invite(&server.services, &survey.slug, vec![guests], window).await.expect("invited");
            let access = invitations::access(&server.services, &made[0]).expect("readable").expect("a key");
            cases.push((word, access.code(), if word == "expired" { "Zeit für Ihre Antwort" } else { "beginnt bald" }));
        }
        for (word, code, words) in cases {
            let mut client = server.client();
            client.cookies.insert("language".to_owned(), "de".to_owned());
            let sent = client.post_form("/i", &pairs(&[("code", &code)])).await;
            let page = if matches!(word, "length" | "letter" | "unknown") {
                assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
                let field = sent.body.split("id=\"code\"").nth(1).and_then(|rest| rest.split('>').next());
                let field = field.expect("the field");
                for sign in [&format!("value=\"{code}\""), "\"code-problem code-hint\"", "aria-invalid=\"true\""] {
                    assert!(field.contains(sign), "{word}: no {sign} in {field}");
                }
                sent
            } else {
                assert_eq!(sent.status, StatusCode::SEE_OTHER);
                assert_eq!(sent.location(), format!("/i?problem={word}"));
                let page = client.get(sent.location()).await;
                assert!(!page.body.contains(&code));
                page
            };
            assert!(page.body.contains(words), "{word}: no {words:?} on the page");
            assert!(!client.cookies.keys().any(|name| name.contains("draft") || name.contains("code")));
        }
    });
}

#[test]
fn without_scripts_a_typed_code_resumes_on_another_device_and_a_receipt_changes_and_withdraws() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = by_invitation(&server, Mode::Anonymous, Terms::default()).await;
        let (_, access) = invite(&server, &survey, 1, Window::default()).await.remove(0);
        let code = pairs(&[("code", &access.code().to_lowercase())]);
        let start = format!("/surveys/{}", survey.slug);

        // Without a code the way leads to the form for it.
        let mut stranger = server.client();
        let begun = stranger.post_form(&start, &pairs(&[("go", "begin")])).await;
        assert_eq!(begun.location(), "/i?problem=needed");

        let wanted = Generator::new(&survey, 11).response();
        let mut first = server.client();
        first.cookies.insert("language".to_owned(), "de".to_owned());
        assert_eq!(first.post_form("/i", &code).await.location(), start);
        walk(&mut first, &survey, &wanted).await;

        let mut second = server.client();
        assert_eq!(second.post_form("/i", &code).await.location(), start);
        let review = second.get(&format!("{start}/review")).await;
        assert_eq!(review.status, StatusCode::OK);
        let sent = second.post_form(&format!("{start}/review"), &pairs(&[("go", "submit")])).await;
        assert_eq!(sent.location(), format!("{start}/thanks"));
        let all = server.services.records.responses_beginning(&survey.slug, "").await.expect("readable");
        assert_eq!(all.len(), 1);
        assert_eq!(
            all[0].answers,
            kept(&survey, &wanted),
            "what was typed on the first device was sent from the second"
        );

        // The first device sends the same: it has come. Nothing is stored twice.
        let sent = first.post_form(&format!("{start}/review"), &pairs(&[("go", "submit")])).await;
        assert_eq!(sent.location(), format!("{start}/thanks"));
        assert_eq!(server.count(&survey).await, 1);

        // The code leads to the receipt again; the receipt to the response.
        let mut third = server.client();
        assert_eq!(third.post_form("/i", &code).await.location(), start);
        let receipt = receipt_of(&survey.slug, access.submission(&survey.slug));
        assert!(third.get(&format!("{start}/thanks")).await.body.contains(&receipt));
        let by_receipt = format!("{start}/receipt");
        let changed = third.post_form(&by_receipt, &pairs(&[("receipt", &receipt), ("go", "change")])).await;
        assert_eq!(changed.location(), format!("{start}/1"));
        let other = Generator::new(&survey, 12).response();
        walk_on(&mut third, &survey, &other).await;
        let sent = third.post_form(&format!("{start}/review"), &pairs(&[("go", "submit")])).await;
        assert_eq!(sent.location(), format!("{start}/thanks"));
        let all = server.services.records.responses_beginning(&survey.slug, "").await.expect("readable");
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].answers, kept(&survey, &other));

        let mut fourth = server.client();
        fourth.cookies.insert("language".to_owned(), "de".to_owned());
        let (unknown, unsure) = ("Zu diesem Beleg finden wir keine Antwort", "Bitte setzen Sie zuerst das Häkchen");
        let mistyped = "0000-0000-0000-0000";
        for (typed, fields, words, field, problem) in [
            (mistyped, pairs(&[("go", "change")]), unknown, "id=\"receipt\"", "receipt-problem"),
            (&receipt, pairs(&[("go", "withdraw")]), unsure, "name=\"sure\"", "sure-problem"),
            (&receipt, pairs(&[("go", "withdraw"), ("sure", "yes")]), "", "", ""),
            (&receipt, pairs(&[("go", "withdraw"), ("sure", "yes")]), unknown, "id=\"receipt\"", "receipt-problem"),
        ] {
            let fields = [pairs(&[("receipt", typed)]), fields].concat();
            let answer = fourth.post_form(&by_receipt, &fields).await;
            if words.is_empty() {
                assert_eq!(answer.location(), format!("{by_receipt}?withdrawn=1"));
                assert_eq!(fourth.get(answer.location()).await.status, StatusCode::OK);
                continue;
            }
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.body.contains(words) && answer.body.contains(&format!("value=\"{typed}\"")), "{words}");
            let field = answer.body.split(field).nth(1).and_then(|rest| rest.split('>').next()).expect("the field");
            assert!(field.contains(problem) && field.contains("aria-invalid=\"true\""), "{field}");
        }
        assert_eq!(server.count(&survey).await, 0);
        // Who has withdrawn may answer anew.
        let mut fifth = server.client();
        assert_eq!(fifth.post_form("/i", &code).await.location(), start);
        walk(&mut fifth, &survey, &wanted).await;
        fifth.post_form(&format!("{start}/review"), &pairs(&[("go", "submit")])).await;
        assert_eq!(server.count(&survey).await, 1);
    });
}

/// Fills the pages anew, over the answers that are there.
pub async fn walk_on(
    client: &mut crate::support::Client,
    survey: &domain::survey::Survey,
    wanted: &domain::answer::Answers,
) {
    let start = format!("/surveys/{}", survey.slug);
    for position in 1..=survey.pages.len() {
        let page = &survey.pages[position - 1];
        let questions: Vec<_> = page.questions.iter().collect();
        client.post_form(&format!("{start}/{position}"), &fields(&questions, wanted, "next")).await;
    }
}

#[test]
fn who_is_done_is_known_from_the_next_day_on_and_only_of_enough_at_once() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = by_invitation(&server, Mode::Anonymous, Terms::default()).await;
        let guests = invite(&server, &survey, 13, Window::default()).await;
        let mut generator = Generator::new(&survey, 1);
        let services = &server.services;
        let done = async || {
            let today = server.clock.today();
            services.done.bring_in(&services.records, today).await.expect("brought in");
            let all = services.records.invitations(&survey.slug).await.expect("readable");
            all.iter().filter(|invitation| invitation.done).count()
        };
        let shown =
            async || services.tallies.results(&survey.slug).await.expect("figures").expect("a survey").responses;
        assert_eq!(shown().await, 0);
        for (place, (_, access)) in guests[..4].iter().enumerate() {
            let mut client = server.client();
            let draft = open_in_browser(&mut client, access, &survey.slug).await;
            receipt(&send_from_browser(&mut client, &survey, &draft, &generator.response()).await);
            finish_in_browser(&mut client, access, &survey).await;
            settle(&server, &survey.slug, place as u64 + 1).await;
            assert_eq!((done().await, shown().await), (0, 0), "after {} responses", place + 1);
        }
        server.clock.advance(Duration::from_hours(24));
        assert_eq!(
            (done().await, shown().await),
            (0, 4),
            "figures move with the day, but four are too few to be named"
        );
        for (_, access) in &guests[4..] {
            let mut client = server.client();
            let draft = open_in_browser(&mut client, access, &survey.slug).await;
            receipt(&send_from_browser(&mut client, &survey, &draft, &generator.response()).await);
            finish_in_browser(&mut client, access, &survey).await;
        }
        settle(&server, &survey.slug, 13).await;
        assert_eq!(shown().await, 13);
        server.clock.advance(Duration::from_hours(24));
        assert_eq!(done().await, 8, "as many as a cell stay behind for the last time");
        app::services::inviting::close(services, &survey.slug).await.expect("closed");
        assert_eq!(done().await, 13);
    });
}

#[test]
fn where_fewer_than_a_cell_have_answered_nobody_learns_who_even_when_it_is_over() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = by_invitation(&server, Mode::Anonymous, Terms::default()).await;
        let guests = invite(&server, &survey, 4, Window::default()).await;
        let mut generator = Generator::new(&survey, 1);
        for (_, access) in &guests {
            let mut client = server.client();
            let draft = open_in_browser(&mut client, access, &survey.slug).await;
            receipt(&send_from_browser(&mut client, &survey, &draft, &generator.response()).await);
            finish_in_browser(&mut client, access, &survey).await;
        }
        server.clock.advance(Duration::from_hours(24));
        app::services::inviting::close(&server.services, &survey.slug).await.expect("closed");
        let all = server.services.records.invitations(&survey.slug).await.expect("readable");
        assert!(all.iter().all(|invitation| !invitation.done));
    });
}

/// Waits until the live query must have told everything.
async fn settle(server: &TestServer, slug: &str, responses: u64) {
    for _ in 0..100 {
        if server.services.records.count_responses(slug).await.expect("readable") == responses {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
}

#[test]
fn mode_and_door_are_fixed_when_somebody_is_invited_and_a_closed_survey_has_no_key() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = by_invitation(&server, Mode::Anonymous, Terms::default()).await;
        let (invitation, access) = invite(&server, &survey, 1, Window::default()).await.remove(0);
        let records = &server.services.records;
        let version = records.survey(&survey.slug).await.expect("readable").expect("there").version;
        let terms = Terms { door: domain::terms::Door::Invited, ..Terms::default() };
        let named = domain::survey::Survey { mode: Mode::Named, ..survey.clone() };
        let refused = records.change_terms(&named, &terms, version).await;
        assert!(matches!(refused, Err(store::StoreError::Fixed)), "{refused:?}");
        let open = Terms::default();
        let refused = records.change_terms(&survey, &open, version).await;
        assert!(matches!(refused, Err(store::StoreError::Fixed)), "{refused:?}");
        let until = Terms { closes: Some(server.clock.today()), ..terms };
        records.change_terms(&survey, &until, version).await.expect("the rest may change");
        let stale = records.change_terms(&survey, &until, version).await;
        assert!(matches!(stale, Err(store::StoreError::Conflict)), "{stale:?}");

        let mut client = server.client();
        let draft = open_in_browser(&mut client, &access, &survey.slug).await;
        let sent = send_from_browser(&mut client, &survey, &draft, &Generator::new(&survey, 2).response()).await;
        let receipt = receipt(&sent);
        invitations::destroy_key(&server.services, &survey.slug).expect("destroyed");
        assert!(invitations::access(&server.services, &invitation).expect("readable").is_none());
        server.clock.advance(Duration::from_hours(24));
        let mut late = server.client();
        let refused = late.post_form("/i", &pairs(&[("code", &access.code())])).await;
        assert_eq!(refused.location(), format!("/surveys/{}", survey.slug), "its page says that it has ended");
        assert_eq!(late.get(refused.location()).await.status, StatusCode::GONE);
        let key = response_key(&survey.slug, &receipt);
        assert!(records.response(&survey.slug, &key).await.expect("readable").is_some());
    });
}

#[test]
fn what_is_sent_for_somebody_else_is_marked_and_says_nothing_of_who_helped() {
    run(async {
        let server = TestServer::with(generous()).await;
        let survey = by_invitation(&server, Mode::Anonymous, Terms::default()).await;
        let roles = [None, Some(Role::Helper), Some(Role::Staff), Some(Role::Administrator), Some(Role::Delegate)];
        let guests = invite(&server, &survey, roles.len(), Window::default()).await;
        for (role, (_, access)) in roles.into_iter().zip(&guests) {
            let marked = may(role, Action::AnswerForSomebody, Some(State::Open));
            assert_eq!(marked, matches!(role, Some(Role::Helper | Role::Staff | Role::Administrator)));
            let mut client = server.client();
            if let Some(role) = role {
                let email = format!("{}@example.org", role.name());
                server.add_account(&email, role).await;
                client.sign_in(&email, crate::support::PASSWORD).await;
            }
            let draft = open_in_browser(&mut client, access, &survey.slug).await;
            // What a browser claims of itself does not count.
            let draft = domain::draft::Draft { assisted: !marked, ..draft };
            receipt(&send_from_browser(&mut client, &survey, &draft, &Generator::new(&survey, 9).response()).await);
            let code = receipt_of(&survey.slug, access.submission(&survey.slug));
            let key = response_key(&survey.slug, &code);
            let kept = server.services.records.response(&survey.slug, &key).await.expect("readable").expect("kept");
            assert_eq!((kept.assisted, kept.origin), (marked, None), "{role:?}");
        }
    });
}
