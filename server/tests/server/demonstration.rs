//! The demo's consultation as a newcomer meets it: loaded once, alive, marked, and told to nobody by mail.

use std::time::Duration;

use app::services::consultation::notices;
use axum::http::StatusCode;
use demo::consultation::{SLUG, consultation};
use domain::account::Standing;
use domain::text::blocks::BlockKind;
use domain::text::document::{Tag, Version};
use domain::text::kind::TextKind;
use server::demonstration;
use store::TextHead;

use crate::support::{TestServer, run};

async fn start() -> TestServer {
    let server = TestServer::start().await;
    load(&server).await;
    server
}

async fn load(server: &TestServer) {
    demonstration::load(&server.services.records, &server.clock).await.expect("the demo loads");
    demonstration::consultation::load(&server.services).await.expect("its consultation loads");
}

/// All texts of the demo with what they say.
async fn texts(server: &TestServer) -> Vec<(TextHead, Version)> {
    let records = &server.services.records;
    let heads = records.texts(SLUG).await.expect("readable");
    let mut versions = records.newest_versions(&heads).await.expect("readable");
    let of = |head: &TextHead, versions: &mut Vec<Version>| {
        let at = versions.iter().position(|version| version.text == head.id).expect("a version");
        versions.swap_remove(at)
    };
    heads
        .into_iter()
        .map(|head| {
            let version = of(&head, &mut versions);
            (head, version)
        })
        .collect()
}

/// How many there are of what can be counted.
async fn counts(server: &TestServer) -> Vec<u64> {
    let records = &server.services.records;
    let mut counts = vec![records.count_accounts().await.expect("readable")];
    let happened = records.happenings(SLUG, chrono::DateTime::UNIX_EPOCH, 10_000).await.expect("readable");
    counts.push(happened.len() as u64);
    counts.push(records.groups(SLUG).await.expect("readable").len() as u64);
    counts.push(records.meetings(SLUG).await.expect("readable").len() as u64);
    for (head, version) in texts(server).await {
        counts.extend([u64::from(version.number), version.content.paragraphs.len() as u64]);
        for (_, count) in records.things_said(head.id).await.expect("readable") {
            counts.push(count);
        }
        counts.push(records.positions(head.id).await.expect("readable").len() as u64);
    }
    counts
}

#[test]
fn the_demo_consultation_is_loaded_once_with_known_tags() {
    run(async {
        let server = start().await;
        let before = counts(&server).await;
        load(&server).await;
        assert_eq!(counts(&server).await, before);
        let items = |version: &Version| {
            let is_item = |kind| matches!(kind, BlockKind::Item { .. });
            version.content.paragraphs.iter().filter(|one| is_item(one.block.kind)).cloned().collect::<Vec<_>>()
        };
        let texts = texts(&server).await;
        let sizes: Vec<(TextKind, usize)> =
            texts.iter().map(|(head, version)| (head.kind, items(version).len())).collect();
        assert!(
            sizes.contains(&(TextKind::Guideline, 14)) && sizes.contains(&(TextKind::Recommendation, 6)),
            "{sizes:?}"
        );
        for (head, version) in &texts {
            for item in items(version) {
                assert!(!item.tags.is_empty() && item.tags.iter().all(Tag::is_known), "{}: {item:?}", head.title);
            }
        }
    });
}

#[test]
fn a_start_that_was_broken_off_goes_on() {
    run(async {
        let whole = counts(&start().await).await;
        let server = TestServer::start().await;
        demonstration::load(&server.services.records, &server.clock).await.expect("the demo loads");
        // It ended behind the first texts.
        let found = consultation(server.clock.now());
        server.services.records.create_conference(&found.conference, server.clock.now()).await.expect("new");
        server.services.records.create_groups(&found.groups, server.clock.now()).await.expect("new");
        server.clock.advance(Duration::from_hours(1));
        demonstration::consultation::load(&server.services).await.expect("it goes on");
        assert_eq!(counts(&server).await, whole);
    });
}

#[test]
fn a_newcomer_finds_the_demo_alive() {
    run(async {
        let server = start().await;
        let mut visitor = server.client();
        let home = visitor.get("/").await.body;
        assert!(
            home.contains("Integrationskonferenz (Demo)") && home.contains("Mitreden: Integrationskonferenz"),
            "{home}"
        );
        assert!(visitor.get("/?language=ar").await.body.contains("شاركوا في النقاش"));
        let page = visitor.get(&format!("/consultations/{SLUG}")).await.body;
        for words in [
            "Arbeitsgruppe 1 (Demo)",
            "Arbeitsgruppe 3 (Demo)",
            "Öffentliche Beratung",
            "erfunden",
            "Sechs Empfehlungen",
            "Zweite Sitzung (Demo)",
        ] {
            assert!(page.contains(words), "{words} is missing in {page}");
        }
        let page = visitor.get(&format!("/consultations/{SLUG}/tags?tag=guideline:2")).await.body;
        assert!(page.contains("Sechs Empfehlungen") && page.contains("Leitlinien, kurz erzählt"), "{page}");
        for (head, _) in texts(&server).await {
            let page = visitor.get(&format!("/texts/{}", head.id)).await;
            assert_eq!(page.status, StatusCode::OK, "{}", head.title);
            assert!(page.body.contains("Leitlinie "), "{}", page.body);
        }
        let recommendations = demo::consultation::consultation(server.clock.now()).positions[0].text;
        let page = visitor.get(&format!("/texts/{recommendations}/amendments")).await.body;
        assert!(page.contains("zweimal") && page.contains("Boris Muster (Demo)"), "{page}");
        let page = visitor.get(&format!("/texts/{recommendations}/discussion")).await;
        assert_eq!(page.status, StatusCode::OK);
        let page = visitor.get(&format!("/texts/{recommendations}/agreement")).await.body;
        assert!(page.contains("noch nicht alle Gruppen") && page.contains("achtet niemand auf das Ganze"), "{page}");
    });
}

#[test]
fn nobody_of_the_demo_signs_in_or_is_written_to() {
    run(async {
        let server = start().await;
        let records = &server.services.records;
        let people = consultation(server.clock.now()).people;
        for person in &people {
            let account = records.account(person.id).await.expect("readable").expect("there");
            assert_eq!((account.standing, account.password_hash.as_str()), (Standing::Deactivated, "!"));
        }
        for _ in 0..9 {
            assert_eq!(notices::tell_due(&server.services).await.expect("it tells"), 0);
            server.clock.advance(Duration::from_hours(24));
        }
    });
}
