//! Agreement on a text through the real site, with plain forms: positions, objections and what becomes of them, who sees what of it.

use axum::http::{Request, StatusCode};
use uuid::Uuid;

use crate::consultation::{Site, begin};
use crate::support::{Answer, Client, form, pairs, run};

/// A text of the group at this place, shown to the group by a member, with its members and a chair.
#[expect(clippy::struct_field_names, reason = "a group has an identity")]
pub struct Group {
    pub site: Site,
    pub group: Uuid,
    pub text: Uuid,
    pub anna: Client,
    pub bela: Client,
    pub chair: Client,
}

impl Group {
    pub async fn start(place: usize) -> Self {
        Self::on(Site::start().await, place).await
    }

    /// The same on a site that is there.
    pub async fn on(mut site: Site, place: usize) -> Self {
        let group = site.groups[place];
        let (_, mut anna) = site.member("anna", Some(group), false).await;
        let (_, bela) = site.member("bela", Some(group), false).await;
        let (_, chair) = site.member("leitung", Some(group), true).await;
        let text = Uuid::from_u128(77);
        begin(&mut anna, group, text, "# Warum\n\nVereine brauchen Räume.\n").await;
        open(&mut anna, text).await;
        Self { site, group, text, anna, bela, chair }
    }
}

pub async fn open(client: &mut Client, text: Uuid) {
    let answer = post(client, "/", "/calls/stage-text", &[("id", &text.to_string()), ("stage", "open")]).await;
    assert!(!answer.location().contains("__err="), "{answer:?}");
}

async fn next_version(client: &mut Client, text: Uuid, seen: u32, body: &str) {
    let (text, seen) = (text.to_string(), seen.to_string());
    let fields =
        [("id", text.as_str()), ("seen", &seen), ("title", "Räume für alle"), ("body", body), ("reason", "besser")];
    let answer = post(client, "/", "/calls/write-text", &fields).await;
    assert!(answer.location().contains("compare"), "{answer:?}");
}

/// Takes a position by the plain form; `id` is that of the objection.
pub async fn say(client: &mut Client, of: (Uuid, Uuid, u32), id: u128, position: &str, reason: &str) -> Answer {
    let (text, group, number) = (of.0.to_string(), of.1.to_string(), of.2.to_string());
    let id = Uuid::from_u128(id).to_string();
    let fields = [
        ("id", id.as_str()),
        ("text", &text),
        ("group", &group),
        ("number", &number),
        ("position", position),
        ("reason", reason),
        ("about", ""),
    ];
    post(client, "/", "/calls/take-position", &fields).await
}

async fn go_on(client: &mut Client, objection: u128, seen: u32, step: &str, more: &[(&str, &str)]) -> Answer {
    let (id, seen) = (Uuid::from_u128(objection).to_string(), seen.to_string());
    let mut fields = vec![("objection", id.as_str()), ("seen", &seen), ("step", step)];
    fields.extend(more);
    post(client, "/", "/calls/move-objection", &fields).await
}

#[track_caller]
pub fn refused(answer: &Answer) {
    assert!(answer.location().contains("__err="), "not refused: {answer:?}");
}

#[track_caller]
pub fn done(answer: &Answer) {
    assert!(answer.status.is_redirection() && !answer.location().contains("__err="), "refused: {answer:?}");
}

/// Sends a plain form as a browser without scripts does from this page.
pub async fn post(client: &mut Client, page: &str, call: &str, fields: &[(&str, &str)]) -> Answer {
    let request = Request::post(call)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .header("accept", "text/html")
        .header("referer", format!("http://teilhabe.test{page}"));
    client.send(request, &form(&pairs(fields))).await
}

/// What the page shows to somebody whose form was refused: a browser goes back there.
pub async fn shown_after(client: &mut Client, page: &str, call: &str, fields: &[(&str, &str)]) -> String {
    let answer = post(client, page, call, fields).await;
    refused(&answer);
    let back = answer.location().trim_start_matches("http://teilhabe.test").to_owned();
    assert!(back.starts_with(page), "back to the page: {back}");
    client.get(&back).await.body
}

/// What a call answers to a form.
pub async fn call(client: &mut Client, call: &str, fields: &str) -> Answer {
    let request = Request::post(format!("/calls/{call}"))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin");
    client.send(request, fields).await
}

#[test]
fn an_objection_is_heard_upheld_and_taken_back_and_only_then_does_the_group_agree() {
    run(async {
        let Group { site: _site, group, text, mut anna, mut bela, mut chair } = Group::start(1).await;
        let page = format!("/texts/{text}/agreement");
        let of = (text, group, 1);
        let first = anna.get(&page).await;
        assert_eq!(first.status, StatusCode::OK);
        // Three members, more than half have to say something.
        assert!(first.body.contains("Noch 2 von 3 müssen sich äußern."), "{}", first.body);
        done(&say(&mut anna, of, 1, "agree", "").await);
        assert!(anna.get(&page).await.body.contains("Noch 1 von 3 muss sich äußern."));

        // An objection needs a reason, and the same sent twice is one.
        let (id, at, group_id) = (Uuid::from_u128(900).to_string(), text.to_string(), group.to_string());
        let empty = [
            ("id", id.as_str()),
            ("text", at.as_str()),
            ("group", group_id.as_str()),
            ("number", "1"),
            ("position", "object"),
            ("reason", "  "),
            ("about", ""),
        ];
        let shown = shown_after(&mut bela, &page, "/calls/take-position", &empty).await;
        assert!(shown.contains("Bitte schreiben Sie, warum."), "{shown}");
        for _ in 0..2 {
            done(&say(&mut bela, of, 900, "object", "Zu teuer für <b>uns</b>").await);
        }
        let shown = anna.get(&page).await.body;
        assert!(shown.contains("1 Einwand ist noch nicht erledigt."), "{shown}");
        assert!(shown.contains("Zu teuer für &lt;b>uns") || shown.contains("Zu teuer für &lt;b&gt;uns"), "{shown}");
        assert_eq!(shown.matches("class=\"panel objection\"").count(), 1, "the second one is the same: {shown}");

        // Only the chair notes what the group said; only who raised it holds on to it, and not before.
        refused(&go_on(&mut anna, 900, 1, "hear", &[("words", "Besprochen")]).await);
        refused(&go_on(&mut bela, 900, 1, "uphold", &[("words", "Bleibt")]).await);
        refused(&go_on(&mut chair, 900, 1, "hear", &[("words", " ")]).await);
        done(&go_on(&mut chair, 900, 1, "hear", &[("words", "Am 3. besprochen")]).await);
        // Who saw the state before is told.
        refused(&go_on(&mut bela, 900, 1, "uphold", &[("words", "Bleibt")]).await);
        refused(&go_on(&mut anna, 900, 2, "uphold", &[("words", "Bleibt")]).await);
        refused(&go_on(&mut chair, 900, 2, "agree", &[]).await);
        done(&go_on(&mut bela, 900, 2, "uphold", &[("words", "Bleibt zu teuer")]).await);
        let shown = anna.get(&page).await.body;
        assert!(shown.contains("1 Einwand wird aufrechterhalten.") && shown.contains("Bleibt zu teuer"), "{shown}");
        assert!(!shown.contains("Alle Gruppen haben zugestimmt."));

        done(&go_on(&mut bela, 900, 3, "agree", &[]).await);
        let shown = anna.get(&page).await.body;
        assert!(shown.contains("Alle Gruppen haben zugestimmt.") && shown.contains("zurückgenommen"), "{shown}");
        refused(&go_on(&mut chair, 900, 4, "hear", &[("words", "Noch einmal")]).await);
    });
}

#[test]
fn a_new_version_asks_again_and_takes_objections_in() {
    run(async {
        let Group { site: _site, group, text, mut anna, mut bela, mut chair } = Group::start(1).await;
        let page = format!("/texts/{text}/agreement");
        done(&say(&mut anna, (text, group, 1), 1, "agree", "").await);
        done(&say(&mut bela, (text, group, 1), 900, "block", "So nicht").await);
        let shown = anna.get(&page).await.body;
        assert!(shown.contains("1 Stopp steht dagegen."), "{shown}");
        // Not before there is a later version.
        refused(&go_on(&mut chair, 900, 1, "integrate", &[("version", "1")]).await);
        next_version(&mut anna, text, 1, "# Warum\n\nVereine brauchen günstige Räume.\n").await;
        let shown = anna.get(&page).await.body;
        assert!(
            shown.contains("Noch 2 von 3 müssen sich äußern.") && shown.contains("1 Stopp steht dagegen."),
            "{shown}"
        );
        assert!(shown.contains("Zu Fassung 1 war Ihre Haltung: Zustimmung."), "{shown}");
        refused(&say(&mut anna, (text, group, 1), 1, "agree", "").await);
        done(&say(&mut anna, (text, group, 2), 1, "agree", "").await);
        done(&say(&mut chair, (text, group, 2), 1, "abstain", "").await);
        refused(&go_on(&mut anna, 900, 1, "integrate", &[("version", "2")]).await);
        refused(&go_on(&mut chair, 900, 1, "integrate", &[("version", "3")]).await);
        done(&go_on(&mut chair, 900, 1, "integrate", &[("version", "2")]).await);
        assert!(anna.get(&page).await.body.contains("Alle Gruppen haben zugestimmt."));
        // Who raised it finds that it is not in there: it stands again, and so does the block.
        refused(&go_on(&mut bela, 900, 2, "reopen", &[("words", "")]).await);
        done(&go_on(&mut bela, 900, 2, "reopen", &[("words", "Der Preis fehlt")]).await);
        let shown = bela.get(&page).await.body;
        assert!(shown.contains("1 Stopp steht dagegen.") && shown.contains("Der Preis fehlt"), "{shown}");
        assert!(shown.contains("Ihre Haltung zu Fassung 2: Stopp."), "{shown}");
        // Who agrees takes back what stands of theirs.
        done(&say(&mut bela, (text, group, 2), 901, "agree", "").await);
        let shown = bela.get(&page).await.body;
        assert!(shown.contains("Alle Gruppen haben zugestimmt.") && shown.contains("zurückgenommen"), "{shown}");
    });
}

#[test]
fn a_report_is_agreed_only_when_the_rule_of_each_group_holds() {
    run(async {
        use domain::agreement::consent::{GroupRule, Way};
        use domain::majority::{Majority, Quorum};
        use domain::process::space::Standing;
        use domain::text::blocks::Block;
        use domain::text::document::{Content, Making, Version, paragraphs};
        use domain::text::kind::{TextKind, TextStage};

        let mut site = Site::start().await;
        let [closed, visible, public] = site.groups[..] else { panic!("three groups") };
        let mut clients = Vec::new();
        for (name, group) in [("anna", closed), ("bela", visible), ("cem", public), ("dilan", public)] {
            clients.push(site.member(name, Some(group), false).await);
        }
        let (_, mut guest) = site.member("gast", None, false).await;
        let records = &site.server.services.records;
        // The public group votes, by two thirds of all.
        let stored = records.group(public).await.expect("readable").expect("there");
        let rule = GroupRule { quorum: Quorum::AtLeast(2), way: Way::Vote(Majority::TwoThirds) };
        let changed = domain::process::conference::WorkingGroup { rule, ..stored.value };
        let now = site.server.clock.now();
        let _ = records.change_group(&changed, stored.version, now).await.expect("kept");
        let text = Uuid::from_u128(88);
        let author = clients[0].0;
        let content = Content {
            title: "Bericht".into(),
            paragraphs: paragraphs([Block::paragraph("Alles")], &mut || Uuid::from_u128(5)),
        };
        let first =
            Version::first(text, content, Making { author, at: now, reason: String::new() }).expect("a version");
        let head = store::TextHead {
            id: text,
            conference: "konferenz".into(),
            group: None,
            kind: TextKind::Report,
            stage: TextStage::Open,
            title: "Bericht".into(),
            current: 1,
            author,
            changed: now,
        };
        let happening = store::Happening {
            id: app::services::chance::uuid_in_order(now),
            at: now,
            conference: "konferenz".into(),
            group: None,
            text: Some(text),
            thing: text,
            kind: "text".into(),
            deed: "new".into(),
            standing: Standing::Published,
            by: None,
        };
        records.create_text(&head, &first, &happening).await.expect("kept");
        let page = format!("/texts/{text}/agreement");
        let agreed = "Alle Gruppen haben zugestimmt.";
        for (place, group) in [(0, closed), (1, visible), (2, public)] {
            let client = &mut clients[place].1;
            assert!(!client.get(&page).await.body.contains(agreed));
            done(&say(client, (text, group, 1), 1, "agree", "").await);
            // Nobody speaks for a group that is not theirs, nor learns of it that a closed one is there.
            let other = if group == closed { public } else { closed };
            refused(&say(client, (text, other, 1), 1, "agree", "").await);
        }
        let shown = clients[1].1.get(&page).await.body;
        assert!(!shown.contains(agreed) && shown.contains("Sichtbar") && !shown.contains("Geschlossen"), "{shown}");
        done(&say(&mut clients[3].1, (text, public, 1), 901, "object", "Zu spät").await);
        assert!(!clients[2].1.get(&page).await.body.contains(agreed), "one against one is no two thirds");
        done(&say(&mut clients[3].1, (text, public, 1), 902, "agree", "").await);
        for (_, client) in &mut clients {
            assert!(client.get(&page).await.body.contains(agreed));
        }
        // What happened in the closed group is told to no line but its own.
        let told = records.happenings("konferenz", now - chrono::TimeDelta::days(1), 100).await.expect("readable");
        assert!(
            told.iter().filter(|one| one.group == Some(closed) && one.kind == "position").all(|one| one.text.is_none())
        );
        assert!(told.iter().filter(|one| one.kind == "position").all(|one| one.by.is_none()));
        // A guest is not asked.
        refused(&say(&mut guest, (text, public, 1), 1, "agree", "").await);
        refused(&say(&mut site.staff, (text, public, 1), 1, "agree", "").await);
    });
}

#[test]
fn outsiders_learn_nothing_of_a_closed_group_and_only_counts_of_a_public_one() {
    run(async {
        let Group { mut site, group, text, mut anna, mut bela, chair: _ } = Group::start(0).await;
        done(&say(&mut anna, (text, group, 1), 1, "agree", "").await);
        done(&say(&mut bela, (text, group, 1), 900, "object", "Geheimer Grund").await);
        let (_, mut guest) = site.member("gast", None, false).await;
        let (_, mut other) = site.member("nachbar", Some(site.groups[1]), false).await;
        let page = format!("/texts/{text}/agreement");
        let mut stranger = site.server.client();
        for client in [&mut stranger, &mut guest, &mut other] {
            let answer = client.get(&page).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
            let read = call(client, "load-agreement", &format!("text={text}")).await;
            assert!(read.body.contains("NotFound"), "{}", read.body);
            for answer in [answer, read] {
                assert!(!answer.body.contains("Geheimer Grund") && !answer.body.contains("Räume für alle"));
            }
            refused(&say(client, (text, group, 1), 1, "agree", "").await);
            refused(&go_on(client, 900, 1, "agree", &[]).await);
        }
        // The public group, in its public phase: figures and objections, and no name.
        let public = site.groups[2];
        let (_, mut cem) = site.member("cem", Some(public), false).await;
        let text = Uuid::from_u128(78);
        begin(&mut cem, public, text, "Worte").await;
        open(&mut cem, text).await;
        done(&say(&mut cem, (text, public, 1), 910, "object", "Öffentlicher Grund").await);
        site.server.clock.advance(std::time::Duration::from_hours(60 * 24));
        let page = format!("/texts/{text}/agreement");
        let shown = stranger.get(&page).await.body;
        assert!(shown.contains("Öffentlicher Grund") && shown.contains("einem Mitglied"), "{shown}");
        assert!(!shown.contains("Wer sagt was?"), "{shown}");
        let read = call(&mut stranger, "load-agreement", &format!("text={text}")).await;
        assert!(read.body.contains("\"object\":1") && read.body.contains("\"named\":[]"), "{}", read.body);
    });
}
