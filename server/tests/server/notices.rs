//! Following and what comes of it: mails to exactly those who follow and may see, once, and feeds with the same rights.

use std::collections::BTreeMap;
use std::time::Duration;

use app::services::consultation::notices::{late_parameters, tell_due};
use app::services::mail::stop::StopHash;
use axum::http::{Request, StatusCode};
use uuid::Uuid;

use crate::consultation::{Site, begin};
use crate::meetings::plan;
use crate::support::{Client, TestServer, pairs, run};

const MINUTE: Duration = Duration::from_mins(1);
const DAY: Duration = Duration::from_hours(24);

async fn follow(client: &mut Client, thing: &str, rhythm: &str) {
    let answer = client.post_form("/calls/follow", &pairs(&[("thing", thing), ("rhythm", rhythm)])).await;
    assert_eq!(answer.location(), "/account/following", "{answer:?}");
}

async fn stage(client: &mut Client, id: Uuid, stage: &str) {
    client.post_form("/calls/stage-text", &pairs(&[("id", &id.to_string()), ("stage", stage)])).await;
}

async fn write(client: &mut Client, id: Uuid, seen: u32, body: &str) {
    let (id, seen) = (id.to_string(), seen.to_string());
    let fields = [("id", id.as_str()), ("seen", &seen), ("title", "Räume für alle"), ("body", body), ("reason", "neu")];
    let answer = client.post_form("/calls/write-text", &pairs(&fields)).await;
    assert!(answer.location().contains("/compare"), "{answer:?}");
}

/// Lets what happened settle and tells it; how many mails that made.
async fn tell(server: &TestServer) -> usize {
    server.clock.advance(Duration::from_secs(10));
    tell_due(&server.services).await.expect("the database works")
}

/// Sends the mails that wait: to whom, and what goes now.
async fn waiting(server: &TestServer) -> Vec<(String, Option<BTreeMap<String, String>>)> {
    let (records, now) = (&server.services.records, server.clock.now());
    let mut found = Vec::new();
    for id in records.due_mails(now, 99).await.expect("readable") {
        let lease = now + chrono::TimeDelta::minutes(9);
        let Some(mail) = records.take_mail(id, "test", lease, now).await.expect("readable") else { continue };
        assert_eq!(mail.template, "digest");
        // The queue holds identities, no words.
        assert!(mail.parameters.keys().eq(["account", "happenings"]), "{:?}", mail.parameters);
        let late = late_parameters(&server.services, &mail.parameters).await.expect("readable");
        let ended = records.end_attempt(id, "test", &store::AttemptEnd::Sent, now).await.expect("kept");
        assert!(ended, "nobody else had it");
        found.push((mail.recipient, late));
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
}

fn text(mail: &(String, Option<BTreeMap<String, String>>)) -> &str {
    mail.1.as_ref().map(|values| values["text"].as_str()).unwrap_or_default()
}

#[test]
fn who_follows_at_once_hears_of_others_deeds_once_and_never_of_their_own() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[0];
        let (_, mut anna) = site.member("anna", Some(group), false).await;
        let (_, mut bela) = site.member("bela", Some(group), false).await;
        let (_, mut cem) = site.member("cem", Some(group), false).await;
        follow(&mut anna, &group.to_string(), "at_once").await;
        follow(&mut bela, &group.to_string(), "at_once").await;
        follow(&mut cem, &group.to_string(), "never").await;
        assert_eq!(tell(&site.server).await, 0, "nothing to say means no mail");

        let id = Uuid::from_u128(77);
        begin(&mut anna, group, id, "Streng vertrauliche Worte.").await;
        assert_eq!(tell(&site.server).await, 0, "a draft is nobody's news");
        stage(&mut anna, id, "open").await;
        write(&mut anna, id, 1, "Andere vertrauliche Worte.").await;
        assert_eq!(tell(&site.server).await, 1);
        assert_eq!(tell(&site.server).await, 0, "told once");
        let mails = waiting(&site.server).await;
        let [mail] = &mails[..] else { panic!("one mail: {mails:?}") };
        assert_eq!(mail.0, "bela@example.org");
        let words = text(mail);
        assert!(words.contains("Räume für alle (Geschlossen)") && words.contains("Eine neue Fassung"), "{words}");
        assert!(words.contains(&format!("http://teilhabe.test/texts/{id}")), "{words}");
        assert!(words.contains("/account/following") && !words.contains("vertraulich"), "{words}");
        assert_eq!(mail.1.as_ref().expect("there")["subject"], "Neu: Räume für alle");
    });
}

#[test]
fn two_processes_and_a_broken_one_tell_the_same_once() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[0];
        let (_, mut anna) = site.member("anna", Some(group), false).await;
        let (_, mut bela) = site.member("bela", Some(group), false).await;
        follow(&mut bela, &group.to_string(), "at_once").await;
        assert_eq!(tell(&site.server).await, 0);
        let id = Uuid::from_u128(77);
        begin(&mut anna, group, id, "Worte.").await;
        stage(&mut anna, id, "open").await;
        site.server.clock.advance(MINUTE);
        let (one, other) = tokio::join!(tell_due(&site.server.services), tell_due(&site.server.services));
        assert_eq!(one.expect("works") + other.expect("works"), 1);
        // As if a process had died before it moved the mark: everything is looked at once more.
        let records = &site.server.services.records;
        let rhythm = domain::process::notice::Rhythm::AtOnce;
        let mark = records.notice_mark(rhythm).await.expect("readable");
        let back = site.server.clock.now() - chrono::TimeDelta::hours(1);
        let moved = records.move_notice_mark(rhythm, mark, back, false).await.expect("kept");
        assert_eq!(moved, store::Changed::Done);
        assert_eq!(tell(&site.server).await, 0);
        assert_eq!(records.mails(None, 99).await.expect("readable").len(), 1);
    });
}

#[test]
fn digests_go_at_seven_and_on_mondays_with_everything_since() {
    run(async {
        // Sunday, 22 November 2026, nine o'clock in Germany.
        let mut site = Site::start().await;
        let group = site.groups[0];
        let (_, mut anna) = site.member("anna", Some(group), false).await;
        let (_, mut bela) = site.member("bela", Some(group), false).await;
        let (_, mut cem) = site.member("cem", Some(group), false).await;
        let (_, mut dora) = site.member("dora", Some(group), false).await;
        follow(&mut bela, &group.to_string(), "daily").await;
        follow(&mut cem, "konferenz", "weekly").await;
        site.server.clock.advance(MINUTE);
        // The text outranks the conference.
        let id = Uuid::from_u128(77);
        begin(&mut anna, group, id, "Worte.").await;
        stage(&mut anna, id, "open").await;
        follow(&mut dora, "konferenz", "weekly").await;
        follow(&mut dora, &id.to_string(), "never").await;
        assert_eq!(tell(&site.server).await, 0);
        // 6:59 on Monday, then seven.
        site.server.clock.advance(Duration::from_hours(22) - Duration::from_mins(2));
        assert_eq!(tell_due(&site.server.services).await.expect("works"), 0);
        site.server.clock.advance(MINUTE);
        assert_eq!(tell(&site.server).await, 2);
        assert_eq!(tell(&site.server).await, 0);
        let mails = waiting(&site.server).await;
        let to: Vec<&str> = mails.iter().map(|mail| mail.0.as_str()).collect();
        assert_eq!(to, ["bela@example.org", "cem@example.org"]);
        assert!(text(&mails[1]).contains("Räume für alle"), "{}", text(&mails[1]));

        // Tuesday: only the daily one, and only when there is something.
        site.server.clock.advance(DAY);
        assert_eq!(tell(&site.server).await, 0);
        write(&mut anna, id, 1, "Andere Worte.").await;
        site.server.clock.advance(DAY);
        assert_eq!(tell(&site.server).await, 1);
        // From weekly to at once: what was to come on Monday comes now, and not again on Monday.
        follow(&mut cem, "konferenz", "at_once").await;
        assert_eq!(tell(&site.server).await, 1);
        site.server.clock.advance(DAY * 7);
        assert_eq!(tell(&site.server).await, 0);
        // Who wrote a text follows it without having said so.
        write(&mut bela, id, 2, "Ganz andere Worte.").await;
        site.server.clock.advance(DAY);
        tell(&site.server).await;
        let mails = waiting(&site.server).await;
        assert!(mails.iter().any(|mail| mail.0 == "anna@example.org"), "{mails:?}");
        let page = anna.get("/account/following").await.body;
        assert!(page.contains("Räume für alle") && page.contains("von selbst"), "{page}");
        // A change to `never` is heeded, and outlives new deeds.
        follow(&mut anna, &id.to_string(), "never").await;
        write(&mut bela, id, 3, "Noch ganz andere Worte.").await;
        site.server.clock.advance(DAY);
        tell(&site.server).await;
        assert!(!waiting(&site.server).await.iter().any(|mail| mail.0 == "anna@example.org"));
    });
}

#[test]
fn who_left_a_group_gets_nothing_more_not_even_what_waits() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[0];
        let (_, mut anna) = site.member("anna", Some(group), true).await;
        let (bela_id, mut bela) = site.member("bela", Some(group), false).await;
        follow(&mut bela, &group.to_string(), "at_once").await;
        follow(&mut bela, "konferenz", "daily").await;
        bela.post_form("/calls/make-feed-secret", &pairs(&[("thing", &group.to_string())])).await;
        site.server.clock.advance(MINUTE);
        let page = bela.get("/account/following").await.body;
        let secret = address(&page, ".ics");
        let news = address(&page, ".atom");
        let id = Uuid::from_u128(77);
        begin(&mut anna, group, id, "Worte.").await;
        stage(&mut anna, id, "open").await;
        plan(&mut anna, Some(group)).await;
        assert_eq!(tell(&site.server).await, 1);
        let mut program = site.server.client();
        assert!(program.get(&secret).await.body.contains("SUMMARY:Erste Sitzung"));
        assert!(program.get(&news).await.body.contains("Räume für alle"));

        // The mail waits; the membership ends before it goes.
        let fields = [("id", group.to_string()), ("account", bela_id.to_string())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        site.staff.post_form("/calls/unseat-member", &pairs(&fields)).await;
        let mails = waiting(&site.server).await;
        assert_eq!(mails, [("bela@example.org".to_owned(), None)], "it is stopped");
        write(&mut anna, id, 1, "Andere Worte.").await;
        site.server.clock.advance(DAY);
        assert_eq!(tell(&site.server).await, 0);
        for path in [&secret, &news] {
            assert_eq!(program.get(path).await.status, StatusCode::NOT_FOUND);
        }
        let page = bela.get("/account/following").await.body;
        assert!(page.contains("nicht mehr sehen") && !page.contains("Geschlossen"), "{page}");
        // What is not seen any more can still be left.
        bela.post_form("/calls/unfollow", &pairs(&[("thing", &group.to_string())])).await;
        assert!(!bela.get("/account/following").await.body.contains("nicht mehr sehen"));
    });
}

#[test]
fn a_thread_that_is_followed_is_named_by_what_was_said() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[0];
        let (_, mut anna) = site.member("anna", Some(group), true).await;
        let (id, comment) = (Uuid::from_u128(77), Uuid::from_u128(78).to_string());
        begin(&mut anna, group, id, "Worte.").await;
        stage(&mut anna, id, "open").await;
        let text = id.to_string();
        let fields = [
            ("comment[id]", comment.as_str()),
            ("comment[text]", &text),
            ("comment[kind]", "for"),
            ("comment[body]", "Auch **sonntags** brauchen wir Räume."),
        ];
        anna.post_form("/calls/send-comment", &pairs(&fields)).await;
        follow(&mut anna, &comment, "daily").await;
        let page = anna.get("/account/following").await.body;
        assert!(page.contains("„Auch sonntags brauchen wir Räume.“, Gespräch zu „"), "{page}");
        assert!(page.contains(&format!("/texts/{id}/discussion?comment={comment}#c-{comment}")), "{page}");
    });
}

/// The secret address on the page that ends so, without the site.
fn address(page: &str, end: &str) -> String {
    let at = page.match_indices("/feeds/secret/").map(|(at, _)| &page[at..]);
    let all = at.map(|rest| rest.split('<').next().unwrap_or_default().to_owned());
    all.into_iter().find(|path| path.ends_with(end)).unwrap_or_else(|| panic!("no address: {page}"))
}

#[test]
fn who_stops_the_mails_of_an_address_stops_them_and_invitations_go_on() {
    run(async {
        let mut site = Site::start().await;
        let (_, mut anna) = site.member("anna", Some(site.groups[0]), false).await;
        let vault = &site.server.services.vault;
        let hash = StopHash::of_news(vault, "anna@example.org").expect("a hash");
        let path = format!("/mail/stop/{}", hash.token(vault).expect("a token"));
        assert!(site.server.client().get(&path).await.body.contains("Keine Nachrichten mehr schicken"));
        site.server.client().post_form(&path, &pairs(&[("List-Unsubscribe", "One-Click")])).await;
        let records = &site.server.services.records;
        assert!(records.mail_stopped(&hash.text()).await.expect("readable"));
        let invitations = StopHash::of(vault, "anna@example.org").expect("a hash");
        assert!(!records.mail_stopped(&invitations.text()).await.expect("readable"));
        let page = anna.get("/account/following").await.body;
        assert!(page.contains("abbestellt") && page.contains(&path), "{page}");
    });
}

#[test]
fn feeds_tell_what_their_reader_sees_and_are_not_sent_twice() {
    run(async {
        let mut site = Site::start().await;
        let [closed, _, public] = site.groups[..] else { panic!("three groups") };
        let (_, mut anna) = site.member("anna", Some(closed), true).await;
        let (_, mut cem) = site.member("cem", Some(public), true).await;
        let (hidden, open) = (Uuid::from_u128(1), Uuid::from_u128(3));
        begin(&mut anna, closed, hidden, "Worte.").await;
        stage(&mut anna, hidden, "open").await;
        begin(&mut cem, public, open, "Worte.").await;
        stage(&mut cem, open, "open").await;
        plan(&mut anna, Some(closed)).await;
        site.server.clock.advance(DAY * 61);

        let mut stranger = site.server.client();
        let feed = stranger.get("/feeds/konferenz.atom").await;
        assert_eq!((feed.status, feed.header("content-type")), (StatusCode::OK, "application/atom+xml; charset=utf-8"));
        assert_eq!((feed.header("cache-control"), feed.header("vary")), ("private, no-cache", "cookie"));
        assert!(feed.body.contains(&format!("/texts/{open}")), "{}", feed.body);
        assert!(!feed.body.contains(&hidden.to_string()) && !feed.body.contains("Geschlossen"), "{}", feed.body);
        let again = Request::get("/feeds/konferenz.atom").header("if-none-match", feed.header("etag"));
        let again = stranger.send(again, "").await;
        assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
        assert!(!feed.header("last-modified").is_empty());
        assert!(stranger.get(&format!("/feeds/groups/{public}.atom")).await.body.contains("Räume für alle"));
        assert!(stranger.get(&format!("/feeds/texts/{open}.atom")).await.body.contains("Räume für alle"));
        for path in [
            format!("/feeds/texts/{hidden}.atom"),
            format!("/feeds/texts/{open}.ics"),
            format!("/feeds/groups/{closed}.atom"),
            "/feeds/konferenz.html".to_owned(),
            "/feeds/andere.atom".to_owned(),
            "/feeds/secret/x.ics".to_owned(),
        ] {
            assert_eq!(stranger.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }

        // Who is inside sees more, with the session.
        let feed = anna.get("/feeds/konferenz.atom").await.body;
        assert!(feed.contains(&hidden.to_string()) && feed.contains("Eine neue Sitzung"), "{feed}");
        let calendar = anna.get(&format!("/feeds/groups/{closed}.ics")).await;
        assert_eq!(calendar.header("content-type"), "text/calendar; charset=utf-8");
        for words in
            ["SUMMARY:Erste Sitzung", "DTSTART:20261124T170000Z", "STATUS:CONFIRMED", "Phase beginnt: ", "UID:meeting-"]
        {
            assert!(calendar.body.replace("\r\n ", "").contains(words), "{words}: {}", calendar.body);
        }

        // A secret address: for a program without a session, until it is renewed or taken back.
        let thing = closed.to_string();
        follow(&mut anna, &thing, "weekly").await;
        anna.post_form("/calls/make-feed-secret", &pairs(&[("thing", &thing)])).await;
        let first = address(&anna.get("/account/following").await.body, ".ics");
        assert!(stranger.get(&first).await.body.contains("SUMMARY:Erste Sitzung"));
        anna.post_form("/calls/make-feed-secret", &pairs(&[("thing", &thing)])).await;
        let second = address(&anna.get("/account/following").await.body, ".ics");
        assert_eq!(stranger.get(&first).await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.get(&second).await.status, StatusCode::OK);
        anna.post_form("/calls/revoke-feed-secret", &pairs(&[("thing", &thing)])).await;
        assert_eq!(stranger.get(&second).await.status, StatusCode::NOT_FOUND);
        assert!(!anna.get("/account/following").await.body.contains("/feeds/secret/"));
    });
}
