//! Data protection through the public door: retention, notices, erasing, the register, the audit log and who may see them.

use std::time::Duration;

use app::services::chance;
use axum::http::{Request, StatusCode};
use demo::Generator;
use domain::account::Role;
use domain::audit::{Check, Entry};
use domain::survey::Survey;
use serde_json::Value;
use store::{Actor, Cause, Deed, SurveyState};

use crate::support::{Answer, Client, PASSWORD, TestServer, pairs, responses_path, run, submission};

const DAY: Duration = Duration::from_hours(24);

async fn signed_in(server: &TestServer, role: Role) -> Client {
    let email = format!("{}@example.org", role.name());
    server.add_account(&email, role).await;
    let mut client = server.client();
    client.sign_in(&email, PASSWORD).await;
    assert!(client.cookies.contains_key("teilhabe"));
    client
}

async fn respond(server: &TestServer, survey: &Survey, count: u64) {
    let mut generator = Generator::new(survey, 5);
    for _ in 0..count {
        let body = submission(chance::uuid(), &generator.response());
        let sent = server.client().post_json(&responses_path(survey), &body).await;
        assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.body);
    }
}

async fn keep(client: &mut Client, slug: &str, version: &str, retention: &str, german: &str) -> Answer {
    let fields = [("slug", slug), ("version", version), ("retention", retention), ("notices[de]", german)];
    client.post_form("/calls/keep-survey-protection", &pairs(&fields)).await
}

async fn deeds(server: &TestServer) -> Vec<String> {
    let entries = server.services.records.audit_after(0).await.expect("the database works");
    entries.into_iter().map(|entry| entry.deed).filter(|deed| !deed.starts_with("account.")).collect()
}

#[test]
fn responses_go_when_their_last_day_is_over_and_the_record_stays() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let mut staff = server.staff().await;
        respond(&server, &survey, 4).await;
        let saved = keep(&mut staff, &survey.slug, "0", "2026-11-24", "").await;
        assert!(saved.body.contains("Saved"), "{saved:?}");
        for _ in 0..2 {
            server::jobs::retention::erase_due(&server.services).await;
            assert_eq!(server.count(&survey).await, 4, "the last day is still to come");
            server.clock.advance(DAY);
        }
        server::jobs::retention::erase_due(&server.services).await;
        assert_eq!(server.count(&survey).await, 4, "the last day belongs to them");
        server.clock.advance(DAY);
        server::jobs::retention::erase_due(&server.services).await;
        server::jobs::retention::erase_due(&server.services).await;
        assert_eq!(server.count(&survey).await, 0);
        let stored = server.services.records.survey(&survey.slug).await.expect("readable").expect("it stays");
        assert_eq!(stored.state, SurveyState::Closed, "nothing can arrive behind the erasure");
        let erasures = server.services.records.erasures(None).await.expect("readable");
        assert_eq!(erasures.len(), 1);
        assert_eq!((erasures[0].responses, erasures[0].cause), (4, Cause::Retention));
        assert_eq!(
            deeds(&server).await,
            ["survey.protection-changed", "survey.closed-by-retention", "survey.erased-by-retention"]
        );
        // Days have gone by, and so has the session.
        staff.sign_in(crate::support::EMAIL, PASSWORD).await;
        let page = staff.get(&format!("/office/surveys/{}/protection", survey.slug)).await;
        assert!(page.body.contains("25.11.2026") && page.body.contains("Löschfrist"), "the office shows the record");
    });
}

#[test]
fn who_edits_at_the_same_time_overwrites_nothing() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let mut one = server.staff().await;
        let mut other = signed_in(&server, Role::Administrator).await;
        assert!(keep(&mut one, &survey.slug, "0", "", "Erster").await.body.contains("Saved"));
        assert!(keep(&mut other, &survey.slug, "0", "", "Zweiter").await.body.contains("Stale"));
        assert!(keep(&mut other, &survey.slug, "1", "2020-01-01", "").await.body.contains("Past"));
        assert!(keep(&mut other, &survey.slug, "1", "morgen", "").await.body.contains("NoDate"));
        assert!(keep(&mut other, &survey.slug, "1", "", &"x".repeat(20_001)).await.body.contains("TooLong"));
        let kept = server.services.records.protection(&survey.slug).await.expect("readable");
        assert_eq!((kept.notices.only(), kept.version), ("Erster", 1));
        assert!(keep(&mut one, &survey.slug, "1", "", "Erster").await.body.contains("Saved"), "twice is once");
        assert_eq!(server.services.records.protection(&survey.slug).await.expect("readable").version, 1);
        assert_eq!(keep(&mut one, "nirgends", "0", "", "x").await.status, StatusCode::INTERNAL_SERVER_ERROR);
    });
}

#[test]
fn plain_forms_are_led_back_to_the_page_with_the_outcome() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let mut staff = server.staff().await;
        let body =
            crate::support::form(&pairs(&[("slug", &survey.slug), ("version", "0"), ("retention", "2020-01-01")]));
        let request = Request::post("/calls/keep-survey-protection")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", "text/html,application/xhtml+xml")
            .header("sec-fetch-site", "same-origin");
        let answer = staff.send(request, &body).await;
        assert!(answer.status.is_redirection(), "{answer:?}");
        assert!(answer.location().ends_with("/protection?outcome=past"), "{}", answer.location());
        let page = staff.get(answer.location()).await;
        assert!(page.body.contains("Dieses Datum ist schon vorbei."), "the page says so");
    });
}

#[test]
fn erasing_by_hand_needs_an_administrator_and_the_title() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        respond(&server, &survey, 3).await;
        let title = survey.title.text(&domain::language::Language::new("de"), &survey.fallback).to_owned();
        let mut staff = server.staff().await;
        let mut administrator = signed_in(&server, Role::Administrator).await;
        let fields = |title: &str| pairs(&[("slug", &survey.slug), ("title", title)]);
        let call = "/calls/erase-survey-responses";
        assert!(!staff.post_form(call, &fields(&title)).await.status.is_success(), "staff may not");
        let wrong = administrator.post_form(call, &fields("etwas anderes")).await;
        assert!(wrong.body.contains("WrongTitle"), "{wrong:?}");
        assert_eq!(server.count(&survey).await, 3);
        let done = administrator.post_form(call, &fields(&format!("  {title} "))).await;
        assert_eq!(done.json()["Erased"], 3, "{done:?}");
        let again = administrator.post_form(call, &fields(&title)).await;
        assert_eq!(again.json()["Erased"], 0, "a double click erases nothing twice");
        assert_eq!(server.count(&survey).await, 0);
        assert_eq!(deeds(&server).await, ["survey.erased"]);
        let page = staff.get(&format!("/office/surveys/{}/protection", survey.slug)).await;
        assert!(!page.body.contains("id=\"erase-form\""), "staff do not see the form");
        assert!(page.body.contains("von Hand"));
    });
}

#[test]
fn a_notice_is_read_in_ones_language_or_said_to_be_in_another() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let path = format!("/surveys/{}/privacy", survey.slug);
        for (language, words) in
            [("de", "Wer verantwortlich ist"), ("tr", "Haklarınız"), ("ar", "حقوقك"), ("en", "Your rights")]
        {
            let page = server.client().get(&format!("{path}?language={language}")).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.body.contains(words), "{language}: made from the survey's facts");
            let start = server.client().get(&format!("/surveys/{}?language={language}", survey.slug)).await;
            assert!(start.body.contains(&format!("href=\"{path}\"")), "the start page leads there");
        }
        let mut staff = server.staff().await;
        let hostile = "# Hinweis\n\nText <script>alert(1)</script> **wichtig** [x](javascript:alert(1))";
        let fields = [
            ("slug", survey.slug.as_str()),
            ("version", "0"),
            ("retention", "2027-06-30"),
            ("notices[de]", hostile),
            ("notices[tr]", "Türkçe bilgi"),
            ("notices[xx]", "nobody's"),
        ];
        staff.post_form("/calls/keep-survey-protection", &pairs(&fields)).await;
        let german = server.client().get(&format!("{path}?language=de")).await;
        assert!(german.body.contains("<h2>Hinweis</h2>") && german.body.contains("<strong>wichtig</strong>"));
        assert!(!german.body.contains("<script>alert") && !german.body.contains("href=\"javascript"));
        let turkish = server.client().get(&format!("{path}?language=tr")).await;
        assert!(turkish.body.contains("Türkçe bilgi") && !turkish.body.contains("wichtig"));
        let english = server.client().get(&format!("{path}?language=en")).await;
        assert!(english.body.contains("wichtig"), "the survey's own language stands in");
        assert!(english.body.contains("This text is not available in English. You are reading it in Deutsch."));
        assert_eq!(server.client().get("/surveys/nirgends/privacy").await.status, StatusCode::NOT_FOUND);
        server.set_state(&survey, SurveyState::Draft).await;
        assert_eq!(server.client().get(&path).await.status, StatusCode::NOT_FOUND, "drafts are nobody's business");
    });
}

#[test]
fn pages_and_files_are_for_those_with_the_right() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let mut staff = server.staff().await;
        let mut reader = signed_in(&server, Role::Reader).await;
        let mut member = signed_in(&server, Role::Member).await;
        let mut stranger = server.client();
        let protection = format!("/office/surveys/{}/protection", survey.slug);
        for (path, mark) in [
            ("/office/audit", "audit/export.csv"),
            ("/office/protection", "Antwortbögen"),
            (protection.as_str(), "name=\"retention\""),
        ] {
            assert!(staff.get(path).await.body.contains(mark), "{path}");
            for (who, client) in [("reader", &mut reader), ("member", &mut member), ("stranger", &mut stranger)] {
                let page = client.get(path).await;
                assert!(!page.body.contains(mark), "{who} sees {path}");
            }
        }
        for (path, mark) in [
            ("/office/audit/export.csv", "number,at,"),
            ("/office/audit/export.jsonl", "\"hash\""),
            ("/office/protection/register.csv", "Antwortbögen"),
        ] {
            let file = staff.get(path).await;
            assert!(file.body.contains(mark), "{path}: {}", file.body);
            assert!(file.header("content-disposition").starts_with("attachment"), "{path}");
            assert_eq!(file.header("cache-control"), "no-store", "{path}");
            assert_eq!(reader.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
            assert_eq!(member.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
            assert!(stranger.get(path).await.leads_to_sign_in(), "{path}");
        }
    });
}

fn entry(object: &Value) -> Entry {
    serde_json::from_value(object.clone()).expect("an entry")
}

#[test]
fn an_outsider_can_check_the_exported_log_and_finds_the_export_in_it() {
    run(async {
        let server = TestServer::start().await;
        let mut staff = server.staff().await;
        for number in 0..1_200 {
            let deed = Deed {
                actor: Actor::Program,
                deed: "survey.opened",
                subject: format!("survey:{number}"),
                note: "ein \"Wort\", noch; eins\nund eine Zeile".to_owned(),
            };
            server.services.records.note_deed(&deed, server.clock.now()).await.expect("noted");
        }
        let file = staff.get("/office/audit/export.jsonl").await;
        let mut check = Check::default();
        let mut last = None;
        for line in file.body.lines() {
            let object: Value = serde_json::from_str(line).expect("JSON");
            assert_eq!(object["milliseconds"], entry(&object).at.timestamp_millis());
            check.follow(&entry(&object)).expect("it fits");
            last = Some(entry(&object));
        }
        let last = last.expect("entries");
        assert_eq!((last.number, last.deed.as_str()), (1_202, "audit.exported"));
        assert!(last.actor.starts_with("account:"));
        assert_eq!(check.finish().expect("whole"), last.head());
        let table = staff.get("/office/audit/export.csv").await;
        assert_eq!(table.body.matches("\r\n").count(), 1 + 1_203);
        assert!(table.body.contains("\"ein \"\"Wort\"\", noch; eins\nund eine Zeile\""));
    });
}

#[test]
fn the_log_is_searched_by_the_address_and_checked_on_demand() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let mut staff = server.staff().await;
        keep(&mut staff, &survey.slug, "0", "2027-01-31", "").await;
        staff.get("/office/audit/export.csv").await;
        let all = staff.get("/office/audit").await.body;
        assert!(all.contains("hat den Datenschutz einer Befragung geändert (bis 31.01.2027)"), "{all}");
        assert!(all.contains("hat das Protokoll heruntergeladen") && all.contains(">Amt<"), "with the actor's name");
        let some = staff.get("/office/audit?area=survey.&from=2026-11-22&until=2026-11-22").await.body;
        assert!(some.contains("hat den Datenschutz") && !some.contains("hat das Protokoll heruntergeladen"));
        let none = staff.get("/office/audit?from=2026-11-23&before=99999999999999999999&who=%27%3B").await.body;
        assert!(none.contains("Dazu steht nichts im Protokoll."));
        let checked = staff.get("/office/audit?check=1").await.body;
        assert!(checked.contains("3 Einträge passen lückenlos zusammen"), "{checked}");
        let wrong = format!("/office/audit?check=1&number=1&hash={}", "a".repeat(64));
        assert!(staff.get(&wrong).await.body.contains("Das Protokoll wurde verändert."));
    });
}

#[test]
fn the_sites_own_page_says_who_is_responsible_in_every_language() {
    run(async {
        let settings = app::services::settings::Settings {
            responsible: "Amt für <Beispiele>".to_owned(),
            contact: Some("Telefon 0203 000".to_owned()),
            ..app::services::settings::Settings::default()
        };
        let server = TestServer::with(settings).await;
        for (language, title) in
            [("de", "Datenschutz"), ("tr", "Verilerinizin korunması"), ("ar", "حماية البيانات"), ("en", "Privacy")]
        {
            let page = server.client().get(&format!("/privacy?language={language}")).await;
            assert!(page.body.contains(title) && page.body.contains("Amt für &lt;Beispiele&gt;"), "{language}");
            assert!(page.body.contains("Telefon 0203 000") && page.body.contains("365"), "{language}");
            assert!(page.body.contains("href=\"/privacy\""), "the footer leads there");
        }
    });
}

#[test]
fn the_overview_reminds_of_what_is_erased_soon() {
    run(async {
        let (server, survey) = TestServer::with_survey().await;
        let mut staff = server.staff().await;
        respond(&server, &survey, 1).await;
        keep(&mut staff, &survey.slug, "0", "2026-12-20", "").await;
        assert!(!staff.get("/office").await.body.contains("nach dem 20.12.2026"), "not yet");
        server.clock.advance(DAY * 21);
        staff.sign_in(crate::support::EMAIL, PASSWORD).await;
        assert!(staff.get("/office").await.body.contains("nach dem 20.12.2026"));
    });
}
