//! Discussions through the real site, with plain forms: saying something, moderation, search, and who learns nothing of it.

use std::collections::BTreeSet;
use std::time::Duration;

use app::services::settings::Settings;
use axum::http::header::{ACCEPT, CONTENT_TYPE, REFERER};
use axum::http::{Request, StatusCode};
use domain::comment::CommentKind;
use domain::process::fate::Fate;
use domain::process::space::Standing;
use store::Comment;
use uuid::Uuid;

use crate::consultation::{Site, begin};
use crate::support::{Answer, Client, EMAIL, PASSWORD, TestServer, form, pairs, run};

const DAYS: Duration = Duration::from_hours(24);
const BODY: &str = "Vereine brauchen **Räume** am Abend.\n\nUnd am Wochenende am Abend.\n";

/// Posts as a browser without scripts does.
async fn post(client: &mut Client, call: &str, fields: &[(&str, &str)]) -> Answer {
    let request = Request::post(format!("/calls/{call}"))
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .header(ACCEPT, "text/html")
        .header(REFERER, "http://teilhabe.test/texts");
    client.send(request, &form(&pairs(fields))).await
}

fn refused(answer: &Answer) -> bool {
    answer.location().contains("__err=")
}

/// A text that its group sees, with its two paragraphs.
struct Talk {
    text: Uuid,
    paragraphs: [Uuid; 2],
}

impl Talk {
    async fn begin(site: &Site, author: &mut Client, group: Uuid) -> Self {
        let text = app::services::chance::uuid();
        let begun = begin(author, group, text, BODY).await;
        assert_eq!(begun.location(), format!("/texts/{text}"), "{begun:?}");
        post(author, "stage-text", &[("id", &text.to_string()), ("stage", "open")]).await;
        let version = site.server.services.records.version(text, 1).await.expect("readable").expect("there");
        let [one, other] = &version.content.paragraphs[..] else { panic!("two paragraphs") };
        Self { text, paragraphs: [one.id, other.id] }
    }

    /// Says something about the first paragraph.
    async fn say(&self, client: &mut Client, id: Uuid, body: &str, more: &[(&str, &str)]) -> Answer {
        let (id, text, paragraph) = (id.to_string(), self.text.to_string(), self.paragraphs[0].to_string());
        let mut fields = vec![
            ("comment[id]", id.as_str()),
            ("comment[text]", &text),
            ("comment[paragraph]", &paragraph),
            ("comment[kind]", "question"),
            ("comment[body]", body),
        ];
        fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
        fields.extend(more);
        post(client, "send-comment", &fields).await
    }

    fn page(&self) -> String {
        format!("/texts/{}/paragraphs/{}", self.text, self.paragraphs[0])
    }

    fn place(&self, comment: Uuid) -> String {
        format!("{}?comment={comment}#c-{comment}", self.page())
    }
}

async fn stored(site: &Site, id: Uuid) -> Option<Comment> {
    site.server.services.records.comment(id).await.expect("readable")
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

#[test]
fn people_talk_about_words_of_a_paragraph_without_scripts() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[1];
        let (anna_id, mut anna) = site.member("anna", Some(group), false).await;
        let (_, mut bela) = site.member("bela", Some(group), false).await;
        let talk = Talk::begin(&site, &mut anna, group).await;
        let quote = [("comment[quote]", "brauchen Räume am")];
        for _ in 0..2 {
            let said = talk.say(&mut anna, id(1), "Wo genau?\n<script>alert(1)</script>", &quote).await;
            assert_eq!(said.location(), talk.place(id(1)), "sent twice it is one: {said:?}");
        }
        let anchor = stored(&site, id(1)).await.expect("there").anchor.expect("on words");
        assert_eq!(anchor.selection.expect("words").quote, "brauchen **Räume** am");
        let page = bela.get(&talk.page()).await.body;
        assert!(page.contains("Wo genau?") && page.contains("Zu diesen Wörtern:"), "{page}");
        assert!(!page.contains("<script>alert(1)"), "what people write is no HTML");
        assert_eq!(page.matches("<article").count(), 1, "{page}");

        let open = bela.get(&format!("{}?do=reply&at={}", talk.page(), id(1))).await.body;
        assert!(open.contains(&format!("id=\"body-{}\"", id(1))), "{open}");
        let parent = id(1).to_string();
        let reply = talk.say(&mut bela, id(2), "Im Norden.", &[("comment[parent]", &parent)]).await;
        assert_eq!(reply.location(), talk.place(id(2)), "{reply:?}");
        assert_eq!(stored(&site, id(2)).await.expect("there").parent, Some(id(1)));

        // An opinion is one per person; the same again takes it back.
        let opinions = async || site.server.services.records.comment_opinions(&[id(1)]).await.expect("readable").len();
        post(&mut bela, "think-of-comment", &[("id", &parent), ("opinion", "agree")]).await;
        assert_eq!(opinions().await, 1);
        post(&mut bela, "think-of-comment", &[("id", &parent), ("opinion", "agree")]).await;
        assert_eq!(opinions().await, 0);

        // Its author changes it; what it said before stays readable. Nobody else does, and nobody on an old version.
        let change = |body| [("id", parent.as_str()), ("version", "1"), ("kind", "for"), ("body", body)];
        assert!(refused(&post(&mut bela, "change-comment", &change("Fremd")).await));
        assert_eq!(post(&mut anna, "change-comment", &change("Wo und wann?")).await.location(), talk.place(id(1)));
        assert!(refused(&post(&mut anna, "change-comment", &change("Zu spät")).await));
        let changed = stored(&site, id(1)).await.expect("there");
        assert_eq!((changed.body.as_str(), changed.kind, changed.author), ("Wo und wann?", CommentKind::For, anna_id));
        let history = bela.get(&format!("{}?do=history&at={}", talk.page(), id(1))).await.body;
        assert!(history.contains("Wo genau?") && history.contains("Wo und wann?"), "{history}");
    });
}

#[test]
fn what_cannot_be_said_is_refused_or_kept_for_its_author() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[1];
        let (_, mut anna) = site.member("anna", Some(group), false).await;
        let (_, mut bela) = site.member("bela", Some(group), false).await;
        let talk = Talk::begin(&site, &mut anna, group).await;
        let long = "ä".repeat(5_001);
        let second = talk.paragraphs[1].to_string();
        let wrong: [(&str, &[(&str, &str)]); 6] = [
            (" \n ", &[]),
            (&long, &[]),
            ("Gut", &[("comment[quote]", "Sportplätze")]),
            ("Gut", &[("comment[quote]", "am"), ("comment[paragraph]", &second)]),
            ("Gut", &[("comment[paragraph]", "00000000-0000-4000-8000-000000000009")]),
            ("Gut", &[("comment[parent]", "00000000-0000-4000-8000-000000000009")]),
        ];
        for (body, more) in wrong {
            assert!(refused(&talk.say(&mut bela, id(1), body, more).await), "{more:?}");
            assert!(stored(&site, id(1)).await.is_none(), "{more:?}");
        }
        // Selected with scripts, it is plain which of equal words are meant.
        let chosen = [("comment[quote]", "am"), ("comment[before]", "15"), ("comment[paragraph]", second.as_str())];
        assert!(!refused(&talk.say(&mut bela, id(2), "Gut", &chosen).await));
        let anchor = stored(&site, id(2)).await.expect("there").anchor.expect("on words");
        assert_eq!(anchor.selection.expect("words").start, 18);

        // Somebody takes the paragraph out while it is being talked about.
        let text = talk.text.to_string();
        let next = [
            ("id", text.as_str()),
            ("seen", "1"),
            ("title", "Räume"),
            ("body", "Vereine brauchen **Räume** am Abend."),
            ("reason", "kürzer"),
        ];
        let written = post(&mut anna, "write-text", &next).await;
        assert!(written.location().contains("/compare"), "{written:?}");
        let gone = [("comment[paragraph]", second.as_str())];
        assert!(refused(&talk.say(&mut bela, id(3), "Auch sonntags?", &gone).await));
        let kept = stored(&site, id(3)).await.expect("not lost");
        assert_eq!((kept.standing, kept.body.as_str()), (Standing::Private, "Auch sonntags?"));
        let page = format!("/texts/{}/discussion?gone={second}", talk.text);
        let own = bela.get(&page).await.body;
        assert!(own.contains("Auch sonntags?") && own.contains("Und am Wochenende"), "{own}");
        assert!(!anna.get(&page).await.body.contains("Auch sonntags?"));
        // What was said about it is still there, with its old context, and can be answered.
        let orphans = anna.get(&format!("/texts/{}/discussion", talk.text)).await.body;
        assert!(orphans.contains("Und am Wochenende am Abend.") && orphans.contains("1 Kommentar"), "{orphans}");
        let parent = id(2).to_string();
        let reply = talk.say(&mut anna, id(4), "Ja, schade.", &[("comment[parent]", &parent)]).await;
        assert!(reply.location().starts_with(&format!("/texts/{}/discussion?gone={second}", talk.text)), "{reply:?}");

        // When all phases are over nobody comments any more; what was written is kept for its author.
        site.server.clock.advance(200 * DAYS);
        bela.sign_in("bela@example.org", PASSWORD).await;
        assert!(refused(&talk.say(&mut bela, id(5), "Noch etwas", &[]).await));
        let kept = stored(&site, id(5)).await.expect("not lost");
        assert_eq!((kept.standing, kept.body.as_str()), (Standing::Private, "Noch etwas"));
        assert!(!refused(&talk.say(&mut bela, id(2), "Gut", &[]).await), "what had arrived before had arrived");
    });
}

#[test]
fn what_comes_from_outside_waits_and_moderation_tells_the_author() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[2];
        let (_, mut cem) = site.member("cem", Some(group), false).await;
        let (_, mut guest) = site.member("gast", None, false).await;
        let talk = Talk::begin(&site, &mut cem, group).await;
        site.server.clock.advance(60 * DAYS);
        site.staff.sign_in(EMAIL, PASSWORD).await;
        cem.sign_in("cem@example.org", PASSWORD).await;
        guest.sign_in("gast@example.org", PASSWORD).await;
        let mut stranger = site.server.client();
        assert!(!refused(&talk.say(&mut guest, id(1), "Kaufen Sie hier", &[]).await));
        assert!(guest.get(&talk.page()).await.body.contains("Wird geprüft"));
        for client in [&mut stranger, &mut cem] {
            let page = client.get(&talk.page()).await;
            assert!(page.status == StatusCode::OK && !page.body.contains("Kaufen Sie hier"), "{}", page.body);
        }
        assert!(!cem.get("/moderation").await.body.contains("Kaufen Sie hier"), "members do not moderate");
        assert!(site.staff.get("/moderation").await.body.contains("Kaufen Sie hier"));
        let one = id(1).to_string();
        let rule = async |client: &mut Client, version: &str, shown: &str, reason: &str| {
            post(client, "rule-on-comment", &[("id", &one), ("version", version), ("shown", shown), ("reason", reason)])
                .await
        };
        assert!(refused(&rule(&mut guest, "1", "true", "").await), "not by its author");
        assert!(!refused(&rule(&mut site.staff, "1", "true", "").await));
        assert!(stranger.get(&talk.page()).await.body.contains("Kaufen Sie hier"));
        assert!(refused(&rule(&mut cem, "2", "false", "So nicht").await));
        assert!(refused(&rule(&mut site.staff, "2", "false", " ").await), "a reason is owed");
        assert!(refused(&rule(&mut site.staff, "1", "false", "Werbung").await), "an older version");
        assert!(!refused(&rule(&mut site.staff, "2", "false", "Das ist Werbung.").await));
        assert!(!stranger.get(&talk.page()).await.body.contains("Kaufen Sie hier"));
        let own = guest.get(&talk.page()).await.body;
        assert!(own.contains("Kaufen Sie hier") && own.contains("Das ist Werbung."), "{own}");
        assert!(!site.staff.get("/moderation").await.body.contains("Kaufen Sie hier"), "nothing waits");
        let told = site
            .server
            .services
            .records
            .happenings("konferenz", chrono::DateTime::UNIX_EPOCH, 99)
            .await
            .expect("readable");
        let told: Vec<&str> = told.iter().filter(|one| one.kind == "comment").map(|one| one.deed.as_str()).collect();
        assert_eq!(told.iter().collect::<BTreeSet<_>>(), BTreeSet::from([&"new", &"published", &"hidden"]));
        assert_eq!(told.len(), 3, "each once");
        // What its author says instead is looked at once more.
        let change = [("id", one.as_str()), ("version", "3"), ("kind", "for"), ("body", "Ich komme gern.")];
        assert!(!refused(&post(&mut guest, "change-comment", &change).await));
        assert!(site.staff.get("/moderation").await.body.contains("Ich komme gern."));
        // Nobody answers what others cannot read.
        assert!(refused(&talk.say(&mut guest, id(2), "Hallo?", &[("comment[parent]", &one)]).await));
    });
}

#[test]
fn reports_reach_those_who_lead_there_and_discrimination_comes_first() {
    run(async {
        let addressee = "gleichbehandlung@amt.example";
        let settings = Settings {
            public_url: "http://teilhabe.test".to_owned(),
            discrimination_email: Some(addressee.to_owned()),
            ..Settings::default()
        };
        let mut site = Site::on(TestServer::with(settings).await).await;
        let [_, group, other] = site.groups[..] else { panic!("three groups") };
        let (_, mut anna) = site.member("anna", Some(group), false).await;
        let (_, mut bela) = site.member("bela", Some(group), false).await;
        let (_, mut dora) = site.member("dora", Some(group), true).await;
        let (_, mut emil) = site.member("emil", Some(other), true).await;
        let talk = Talk::begin(&site, &mut anna, group).await;
        talk.say(&mut anna, id(1), "Erster Satz", &[]).await;
        talk.say(&mut anna, id(2), "Zweiter Satz", &[]).await;
        let (one, two) = (id(1).to_string(), id(2).to_string());
        let other_without_words = post(&mut bela, "report-comment", &[("id", &one), ("reason", "other")]).await;
        assert!(refused(&other_without_words));
        post(&mut bela, "report-comment", &[("id", &one), ("reason", "insult"), ("words", "Gemein")]).await;
        site.server.clock.advance(Duration::from_mins(1));
        let records = site.server.services.records.clone();
        assert_eq!(records.mails(None, 9).await.expect("readable").len(), 0, "an insult has no addressee of its own");
        for client in [&mut bela, &mut dora] {
            post(client, "report-comment", &[("id", &two), ("reason", "discrimination")]).await;
        }
        let mails = records.mails(None, 9).await.expect("readable");
        assert_eq!(mails.iter().map(|mail| mail.recipient.as_str()).collect::<Vec<_>>(), [addressee], "told once");
        let queue = dora.get("/moderation").await.body;
        let place = |words: &str| queue.find(words).unwrap_or_else(|| panic!("{words} in {queue}"));
        assert!(
            place("Zweiter Satz") < place("Erster Satz") && place("Diskriminierung gemeldet") < place("Zweiter Satz")
        );
        assert!(queue.contains("Gemein"));
        for client in [&mut emil, &mut anna, &mut bela] {
            assert!(!client.get("/moderation").await.body.contains("Erster Satz"));
        }
        assert!(site.server.client().get("/moderation").await.leads_to_sign_in());
        // It may stay: the report is dealt with, and nothing else changes.
        post(&mut dora, "rule-on-comment", &[("id", &one), ("version", "1"), ("shown", "true")]).await;
        let left = dora.get("/moderation").await.body;
        assert!(!left.contains("Erster Satz") && left.contains("Zweiter Satz"), "{left}");
        assert_eq!(stored(&site, id(1)).await.expect("there").ruling, None);

        // What becomes of it those say who lead.
        let settle = [("id", one.as_str()), ("version", "2"), ("outcome", "rejected"), ("words", "Dafür fehlt Geld.")];
        for client in [&mut anna, &mut emil] {
            assert!(refused(&post(client, "settle-comment", &settle).await));
        }
        let nowhere = [("id", one.as_str()), ("version", "2"), ("outcome", "taken_over"), ("number", "7")];
        assert!(refused(&post(&mut dora, "settle-comment", &nowhere).await));
        assert_eq!(post(&mut dora, "settle-comment", &settle).await.location(), talk.place(id(1)));
        assert!(anna.get(&talk.page()).await.body.contains("Dafür fehlt Geld."));
        let answer = [("id", one.as_str()), ("version", "3"), ("outcome", "answered"), ("words", "Ab Mai geht das.")];
        post(&mut dora, "settle-comment", &answer).await;
        assert!(anna.get(&talk.page()).await.body.contains("Ab Mai geht das."));
        let fates = site.server.services.records.comment_fates(talk.text).await.expect("readable");
        assert_eq!(fates.iter().filter(|one| matches!(one.fate, Fate::Answered { .. })).count(), 1, "{fates:?}");
    });
}

#[test]
fn who_is_not_inside_learns_nothing_of_what_is_said() {
    run(async {
        let mut site = Site::start().await;
        let [closed, visible, _] = site.groups[..] else { panic!("three groups") };
        let (_, mut anna) = site.member("anna", Some(closed), false).await;
        let (_, mut nora) = site.member("nora", Some(closed), true).await;
        let (_, mut bela) = site.member("bela", Some(visible), true).await;
        let (_, mut guest) = site.member("gast", None, false).await;
        let talk = Talk::begin(&site, &mut anna, closed).await;
        talk.say(&mut anna, id(1), "Geheimnis im Saal", &[]).await;
        talk.say(&mut anna, id(2), "Notiz im Heft", &[("comment[note]", "note")]).await;
        let whole = [("comment[paragraph]", "")];
        talk.say(&mut anna, id(3), "Geheimnis im Ganzen", &whole).await;
        post(&mut nora, "report-comment", &[("id", &id(1).to_string()), ("reason", "insult")]).await;
        let search = "/consultations/konferenz/search?q=saal";
        assert!(
            nora.get(search).await.body.contains("Geheimnis")
                && nora.get("/moderation").await.body.contains("Geheimnis")
        );
        // A private note is its author's, whoever leads.
        for client in [&mut nora, &mut site.staff] {
            for page in [talk.page(), search.to_owned(), "/moderation".to_owned()] {
                assert!(!client.get(&page).await.body.contains("Notiz im Heft"), "{page}");
            }
        }
        assert!(anna.get(&talk.page()).await.body.contains("Notiz im Heft"));
        let own = anna.get("/consultations/konferenz/search?q=heft").await.body;
        assert!(!own.contains("Notiz im"), "notes are not searched: {own}");

        let (one, text, paragraph) = (id(1).to_string(), talk.text.to_string(), talk.paragraphs[0].to_string());
        let mut stranger = site.server.client();
        for client in [&mut stranger, &mut guest, &mut bela] {
            for page in [talk.page(), format!("/texts/{text}/discussion"), search.to_owned(), "/moderation".to_owned()]
            {
                let answer = client.get(&page).await.body;
                assert!(!answer.contains("Geheimnis") && !answer.contains("Räume für alle"), "{page}: {answer}");
            }
            let calls: [(&str, Vec<(&str, &str)>); 10] = [
                ("load-comments", vec![("asked[text]", &text), ("asked[paragraph]", &paragraph)]),
                ("load-comment-form", vec![("text", &text)]),
                ("load-text-discussion", vec![("text", &text)]),
                ("load-comment-history", vec![("id", &one)]),
                ("change-comment", vec![("id", &one), ("version", "1"), ("kind", "for"), ("body", "x")]),
                ("think-of-comment", vec![("id", &one), ("opinion", "agree")]),
                ("report-comment", vec![("id", &one), ("reason", "insult")]),
                ("rule-on-comment", vec![("id", &one), ("version", "1"), ("shown", "true")]),
                ("settle-comment", vec![("id", &one), ("version", "1"), ("outcome", "open")]),
                (
                    "send-comment",
                    vec![
                        ("comment[id]", "00000000-0000-4000-8000-000000000077"),
                        ("comment[text]", &text),
                        ("comment[kind]", "for"),
                        ("comment[body]", "x"),
                    ],
                ),
            ];
            for (call, fields) in calls {
                let answer = client.post_form(&format!("/calls/{call}"), &pairs(&fields)).await;
                assert!(
                    answer.body.contains("NotFound") || answer.body.contains("Forbidden"),
                    "{call}: {}",
                    answer.body
                );
                assert!(!answer.body.contains("Geheimnis"), "{call}: {}", answer.body);
            }
            let found = client
                .post_form("/calls/search-conference", &pairs(&[("conference", "konferenz"), ("q", "saal")]))
                .await;
            assert!(found.body.contains("\"comments\":[]"), "{}", found.body);
        }
        let opinions = site.server.services.records.comment_opinions(&[id(1)]).await.expect("readable");
        assert!(opinions.is_empty() && stored(&site, id(0x77)).await.is_none());
    });
}

#[test]
fn who_is_addressed_hears_of_it_and_the_author_does_not() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[1];
        let (_, mut anna) = site.member("anna", Some(group), false).await;
        let (bela_id, _) = site.member("bela", Some(group), false).await;
        let (outside, _) = site.member("gast", None, false).await;
        let talk = Talk::begin(&site, &mut anna, group).await;
        // In these tests everybody has the same name.
        talk.say(&mut anna, id(1), "@Amt, was denken Sie? Mail an x@Amt.example", &[]).await;
        let told = site
            .server
            .services
            .records
            .happenings("konferenz", chrono::DateTime::UNIX_EPOCH, 99)
            .await
            .expect("readable");
        let mentions: Vec<&str> =
            told.iter().filter(|one| one.kind == "mention").map(|one| one.deed.as_str()).collect();
        assert_eq!(mentions, [bela_id.to_string()], "not {outside}");
        let page = anna.get(&talk.page()).await.body;
        let marked =
            page.split("<b ").filter_map(|part| part.split("</b>").next()).filter(|part| part.contains("@Amt")).count();
        assert_eq!(marked, 1, "{page}");
    });
}

#[test]
fn a_long_discussion_comes_in_pages_and_a_comment_is_found_wherever_it_stands() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[1];
        let (_, mut anna) = site.member("anna", Some(group), false).await;
        let talk = Talk::begin(&site, &mut anna, group).await;
        talk.say(&mut anna, id(1), "Der erste", &[]).await;
        let first = stored(&site, id(1)).await.expect("there");
        for number in 2..=45_u128 {
            let at = first.at + chrono::TimeDelta::seconds(i64::try_from(number).expect("small"));
            let parent = (number > 39).then_some(id(1));
            let more = Comment { id: id(number), at, parent, ..first.clone() };
            site.server.services.records.create_comment(&more, &[]).await.expect("kept");
        }
        let shown = async |client: &mut Client, query: &str| {
            let page = client.get(&format!("{}{query}", talk.page())).await.body;
            (page.matches("<article").count(), page.contains(&format!("id=\"c-{}\"", id(1))), page)
        };
        assert_eq!(shown(&mut anna, "").await.0, 20, "a page");
        let (count, there, page) = shown(&mut anna, "?more=2").await;
        // 19 discussions, the oldest of them with three of its six replies.
        assert_eq!((count, there), (22, true), "{page}");
        assert!(page.contains("Noch 3 Antworten zeigen"), "{page}");
        let (count, there, _) = shown(&mut anna, &format!("?thread={}", id(1))).await;
        assert_eq!((count, there), (7, true), "one discussion alone");
        let (_, _, page) = shown(&mut anna, &format!("?comment={}", id(45))).await;
        assert!(page.contains(&format!("id=\"c-{}\"", id(45))), "{page}");
        let (_, there, _) = shown(&mut anna, "?order=discussed").await;
        assert!(there, "most replies first");
        assert!(shown(&mut anna, "?order=oldest").await.1 && shown(&mut anna, "?order=bridging").await.0 >= 20);
    });
}
