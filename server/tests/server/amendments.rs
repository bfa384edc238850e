//! Amendments through the real site, with plain forms: writing in two steps, supporting, taking back, and who sees nothing of it.

use std::time::Duration;

use axum::http::StatusCode;
use domain::amendment::state::{State, SupportRule};
use uuid::Uuid;

use crate::consultation::{Site, begin, stage};
use crate::support::{Answer, Client, form, pairs, run};

const BODY: &str = "# Warum\n\nVereine brauchen Räume.\n\nDie Stadt hilft.\n";

/// A text of a group, open for its members, and its two paragraphs.
pub async fn text(client: &mut Client, site: &Site, group: Uuid, id: Uuid) -> [Uuid; 2] {
    begin(client, group, id, BODY).await;
    stage(client, id, "open").await;
    let version = site.server.services.records.version(id, 1).await.expect("readable").expect("there");
    let ids: Vec<Uuid> = version.content.paragraphs.iter().map(|paragraph| paragraph.id).collect();
    [ids[1], ids[2]]
}

/// What somebody fills into the form of an amendment.
#[derive(Clone, Copy)]
pub struct Form<'a> {
    pub text: Uuid,
    pub id: Uuid,
    pub version: u32,
    pub paragraph: Uuid,
    pub want: &'a str,
    pub words: &'a str,
    pub reason: &'a str,
    pub amendment: &'a str,
    pub replaces: &'a str,
}

impl<'a> Form<'a> {
    pub fn rewrite(text: Uuid, id: u128, paragraph: Uuid, words: &'a str) -> Self {
        Self {
            text,
            id: Uuid::from_u128(id),
            version: 1,
            paragraph,
            want: "rewrite",
            words,
            reason: "Weil es klarer ist.",
            amendment: "",
            replaces: "",
        }
    }

    /// Presses a button of the form.
    pub async fn go(self, client: &mut Client, go: &str) -> Answer {
        let (text, id) = (self.text.to_string(), self.id.to_string());
        let (version, paragraph) = (self.version.to_string(), self.paragraph.to_string());
        let words = if self.want == "insert" { ("fresh", self.words) } else { ("words", self.words) };
        let fields = [
            ("text", text.as_str()),
            ("id", &id),
            ("version", &version),
            ("paragraph", &paragraph),
            ("amendment", self.amendment),
            ("replaces", self.replaces),
            ("want", self.want),
            words,
            ("reason", self.reason),
            ("go", go),
        ];
        post(client, "write-amendment", &fields).await
    }

    /// Both steps.
    pub async fn send(self, client: &mut Client) {
        self.go(client, "check").await;
        let sent = self.go(client, "send").await;
        assert_eq!(sent.location(), format!("/amendments/{}", self.id), "{sent:?}");
    }
}

/// Sends a form as a browser without scripts does, which is led on by the answer.
pub async fn post(client: &mut Client, call: &str, fields: &[(&str, &str)]) -> Answer {
    let request = axum::http::Request::post(format!("/calls/{call}"))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("accept", "text/html,application/xhtml+xml")
        .header("referer", "http://teilhabe.test/consultations")
        .header("sec-fetch-site", "same-origin");
    let answer = client.send(request, &form(&pairs(fields))).await;
    assert!(answer.status.is_redirection(), "{call}: {answer:?}");
    answer
}

pub async fn state(site: &Site, id: Uuid) -> State {
    site.server.services.records.amendment(id).await.expect("readable").expect("there").value.state
}

async fn step(client: &mut Client, call: &str, id: Uuid) -> Answer {
    post(client, call, &[("id", &id.to_string()), ("reason", "Darum.")]).await
}

fn refused(answer: &Answer) -> bool {
    answer.location().contains("__err=")
}

#[test]
fn an_amendment_is_shown_before_it_is_sent_and_only_its_author_sees_the_draft() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[0];
        let (_, mut anna) = site.member("anna", Some(group), false).await;
        let (_, mut bela) = site.member("bela", Some(group), false).await;
        let id = Uuid::from_u128(77);
        let [first, second] = text(&mut anna, &site, group, id).await;
        let page = bela.get(&format!("/texts/{id}/amend/{first}")).await.body;
        assert!(page.contains("Vereine brauchen Räume.") && page.contains("name=\"want\""), "{page}");

        // Nothing changed, no reason: said on the page, with everything typed still there.
        let form = Form::rewrite(id, 500, first, "Vereine brauchen Räume.");
        let there = format!("/texts/{id}/amend/{first}?draft={}", form.id);
        assert_eq!(form.go(&mut bela, "send").await.location(), there, "never sent unseen");
        assert!(bela.get(&there).await.body.contains("noch nichts geändert"));
        let form = Form { words: "Vereine brauchen <b>günstige</b> Räume.", reason: " ", ..form };
        assert_eq!(form.go(&mut bela, "check").await.location(), there);
        let page = bela.get(&there).await.body;
        assert!(page.contains("Bitte schreiben Sie, warum") && page.contains("günstige"), "{page}");
        assert!(page.contains("<ins") && !page.contains("<b>günstige"), "{page}");
        assert!(refused(&form.go(&mut bela, "send").await), "a reason is missing");
        let long = "x".repeat(20_001);
        assert!(refused(&Form { words: &long, ..form }.go(&mut bela, "check").await));

        let form = Form { words: "Vereine brauchen günstige Räume.", reason: "Sonst nutzt es nichts.", ..form };
        assert_eq!(form.go(&mut bela, "send").await.location(), there, "changed since it was shown");
        assert!(bela.get(&there).await.body.contains("value=\"send\""));
        let own = bela.get(&format!("/texts/{id}/amendments")).await.body;
        assert!(own.contains("Entwurf") && own.contains("günstige"), "{own}");
        for client in [&mut anna, &mut site.staff] {
            assert_eq!(client.get(&format!("/amendments/{}", form.id)).await.status, StatusCode::NOT_FOUND);
            assert!(!client.get(&format!("/texts/{id}/amendments")).await.body.contains("günstige"));
            assert!(!client.get(&there).await.body.contains("günstige"));
            let file = client.get(&format!("/texts/{id}/versions/1/files/text.md?amendments=true")).await;
            assert!(
                file.status == StatusCode::OK && !file.body.contains("günstige"),
                "a draft is in no file: {file:?}"
            );
            let answer = Form { id: form.id, ..Form::rewrite(id, 0, first, "Fremde Feder.") }.go(client, "check").await;
            assert!(refused(&answer), "somebody else's draft: {answer:?}");
        }
        for _ in 0..2 {
            let sent = form.go(&mut bela, "send").await;
            assert_eq!(sent.location(), format!("/amendments/{}", form.id), "sent twice it is one: {sent:?}");
        }
        let page = anna.get(&format!("/amendments/{}", form.id)).await.body;
        for words in ["günstige", "Sonst nutzt es nichts.", "eingereicht", "Was bisher geschah", "visually-hidden"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let beside = anna.get(&format!("/texts/{id}/paragraphs/{first}")).await.body;
        assert!(beside.contains("Änderungsanträge zu diesem Absatz") && beside.contains("günstige"), "{beside}");
        let counts = site.server.services.records.amendment_counts(id).await.expect("readable");
        assert_eq!(counts, [(first, 1)]);

        // Somebody who wants nearly the same is told, and may support that one instead.
        let same = Form::rewrite(id, 501, first, "Vereine brauchen günstige große Räume.");
        same.go(&mut anna, "check").await;
        let page = anna.get(&format!("/texts/{id}/amend/{first}?draft={}", same.id)).await.body;
        assert!(page.contains("ganz ähnlich") && page.contains("Sonst nutzt es nichts."), "{page}");
        let (one, other) = (form.id.to_string(), same.id.to_string());
        let instead = post(&mut anna, "support-amendment", &[("id", &one), ("draft", &other)]).await;
        assert_eq!(instead.location(), format!("/amendments/{}", form.id));
        assert!(site.server.services.records.amendment(same.id).await.expect("readable").is_none());

        // New paragraphs, and one away.
        let insert = Form { want: "insert", ..Form::rewrite(id, 502, second, "Neu eins.\r\n\r\nNeu zwei.") };
        insert.send(&mut bela).await;
        Form { want: "delete", ..Form::rewrite(id, 503, second, "") }.send(&mut bela).await;
        let page = anna.get(&format!("/texts/{id}/amendments")).await.body;
        assert!(page.contains("Neu zwei.") && page.contains("Absatz 2 streichen"), "{page}");
        // In files they stand under their paragraphs for whoever wants that.
        let file = anna.get(&format!("/texts/{id}/versions/1/files/text.md?amendments=true")).await;
        for words in [
            "Änderungsantrag Ä 1 von Amt zu Absatz 1",
            "[neu: günstige]",
            "Ä 2 (neuer Absatz danach)",
            "[gestrichen: Die Stadt hilft.]",
            "Sonst nutzt es nichts.",
        ] {
            assert!(file.body.contains(words), "{words}: {}", file.body);
        }
        let plain = anna.get(&format!("/texts/{id}/versions/1/files/text.md")).await;
        assert!(!plain.body.contains("Änderungsantrag") && file.header("content-disposition").contains("-antraege.md"));
        // An amendment to an amendment, on its words.
        let parent = insert.id.to_string();
        let page = anna.get(&format!("/amendments/{parent}/amend")).await.body;
        assert!(page.contains("Neu eins.") && !page.contains("Neu zwei.</textarea>"), "{page}");
        let new = domain::amendment::base::paragraph_ids(insert.id)();
        Form { amendment: &parent, ..Form::rewrite(id, 504, new, "Ganz neu eins.") }.send(&mut anna).await;
        let page = bela.get(&format!("/amendments/{parent}")).await.body;
        assert!(page.contains("Änderungen zu diesem Antrag") && page.contains("Ganz "), "{page}");
    });
}

#[test]
fn support_counts_as_the_group_has_agreed_and_ends_in_time() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[0];
        let (_, mut anna) = site.member("anna", Some(group), false).await;
        let (_, mut bela) = site.member("bela", Some(group), false).await;
        let (_, mut cem) = site.member("cem", Some(group), false).await;
        let id = Uuid::from_u128(77);
        let [first, _] = text(&mut anna, &site, group, id).await;
        let records = site.server.services.records.clone();
        let mut stored = records.group(group).await.expect("readable").expect("there");
        let until = Some(site.server.clock.now() + chrono::TimeDelta::days(2));
        stored.value.support = SupportRule { least: 2, until };
        let changed = records.change_group(&stored.value, stored.version, site.server.clock.now()).await;
        assert_eq!(changed.expect("kept"), store::Changed::Done);

        let form = Form::rewrite(id, 500, first, "Vereine brauchen günstige Räume.");
        form.send(&mut bela).await;
        assert!(refused(&step(&mut bela, "support-amendment", form.id).await), "authors do not count");
        assert!(refused(&step(&mut site.staff, "admit-amendment", form.id).await), "too few");
        for _ in 0..2 {
            assert!(!refused(&step(&mut anna, "support-amendment", form.id).await));
        }
        let page = anna.get(&format!("/amendments/{}", form.id)).await.body;
        assert!(page.contains("1 Person unterstützt ihn.") && page.contains("Nötig sind 2."), "{page}");
        assert!(page.contains("sucht Unterstützung") && page.contains("Sie unterstützen diesen Antrag."), "{page}");
        assert!(!refused(&step(&mut cem, "support-amendment", form.id).await));
        assert!(anna.get(&format!("/amendments/{}", form.id)).await.body.contains("eingereicht"));
        assert!(!refused(&step(&mut cem, "unsupport-amendment", form.id).await));
        assert!(anna.get(&format!("/amendments/{}", form.id)).await.body.contains("sucht Unterstützung"));

        site.server.clock.advance(Duration::from_hours(48));
        assert!(refused(&step(&mut cem, "support-amendment", form.id).await), "too late");
        assert!(anna.get(&format!("/amendments/{}", form.id)).await.body.contains("Die Zeit ist um"));

        // Only its author takes it back, only a chair rejects, and with a reason.
        assert!(refused(&step(&mut anna, "withdraw-amendment", form.id).await));
        assert!(refused(&step(&mut anna, "reject-amendment", form.id).await));
        assert!(!refused(&step(&mut bela, "withdraw-amendment", form.id).await));
        assert_eq!(state(&site, form.id).await, State::Withdrawn);
        let other = Form::rewrite(id, 501, first, "Vereine brauchen Hilfe.");
        other.send(&mut bela).await;
        let one = other.id.to_string();
        assert!(refused(&post(&mut site.staff, "reject-amendment", &[("id", &one), ("reason", " ")]).await));
        assert!(!refused(&step(&mut site.staff, "reject-amendment", other.id).await));
        assert_eq!(state(&site, other.id).await, State::Rejected { reason: "Darum.".into() });
        let page = anna.get(&format!("/texts/{id}/amendments?state=decided")).await.body;
        assert!(page.contains("zurückgezogen") && page.contains("abgelehnt") && page.contains("Darum."), "{page}");
    });
}

#[test]
fn who_is_not_inside_learns_nothing_of_amendments() {
    run(async {
        let mut site = Site::start().await;
        let [closed, visible, _] = site.groups[..] else { panic!("three groups") };
        let (_, mut anna) = site.member("anna", Some(closed), true).await;
        let (_, mut bela) = site.member("bela", Some(visible), true).await;
        let (_, mut guest) = site.member("gast", None, false).await;
        let id = Uuid::from_u128(77);
        let [first, _] = text(&mut anna, &site, closed, id).await;
        let form = Form { reason: "Geheimer Grund", ..Form::rewrite(id, 500, first, "Geheime Worte.") };
        form.send(&mut anna).await;
        let (one, text) = (form.id.to_string(), id.to_string());
        let pages = [
            format!("/amendments/{one}"),
            format!("/amendments/{one}/amend"),
            format!("/texts/{id}/amendments"),
            format!("/texts/{id}/amend/{first}"),
            format!("/texts/{id}/amend/{first}?draft={one}"),
            format!("/texts/{id}/protocol"),
            format!("/texts/{id}/paragraphs/{first}"),
            format!("/texts/{id}/merge"),
        ];
        let reading = [
            ("text-amendments", format!("text={text}&paragraph=")),
            ("text-amendments", format!("text={text}&paragraph={first}")),
            ("load-amendment", format!("id={one}")),
            ("load-amending", format!("text={text}&paragraph={first}&amendment=&draft=")),
            ("load-amending", format!("text=&paragraph=&amendment={one}&draft={one}")),
            ("load-protocols", format!("text={text}")),
            ("load-merge", format!("text={text}")),
        ];
        let merge = format!(
            "text={text}&version=1&seen=0&reason=x&words=x&entry=0&at=0&decision=accept&amendment={one}&paragraph={first}"
        );
        let write =
            format!("text={text}&id={}&version=1&paragraph={first}&want=delete&reason=x&go=check", Uuid::from_u128(9));
        let doing = [
            ("write-amendment", write),
            ("discard-amendment", format!("id={one}")),
            ("support-amendment", format!("id={one}")),
            ("unsupport-amendment", format!("id={one}")),
            ("withdraw-amendment", format!("id={one}")),
            ("admit-amendment", format!("id={one}")),
            ("reject-amendment", format!("id={one}&reason=x")),
            ("decide-wish", merge.clone()),
            ("settle-paragraph", merge.clone()),
            ("undo-merge-step", merge.clone()),
            ("finish-merge", merge),
        ];
        let mut stranger = site.server.client();
        for (signed_in, client) in [(false, &mut stranger), (true, &mut guest), (true, &mut bela)] {
            for page in &pages {
                let answer = client.get(page).await;
                let away = answer.status == StatusCode::NOT_FOUND || (!signed_in && answer.leads_to_sign_in());
                assert!(away, "{page}: {} {}", answer.status, answer.location());
                assert!(!answer.body.contains("Geheim") && !answer.body.contains("Räume für alle"), "{page}");
            }
            for (call, fields) in reading.iter().chain(&doing) {
                let request = axum::http::Request::post(format!("/calls/{call}"))
                    .header("content-type", "application/x-www-form-urlencoded")
                    .header("accept", "application/json")
                    .header("sec-fetch-site", "same-origin");
                let answer = client.send(request, fields).await;
                let nothing = answer.body.contains("NotFound") || (!signed_in && answer.body.contains("Forbidden"));
                assert!(nothing && !answer.body.contains("Geheim"), "{call}: {}", answer.body);
            }
        }
        let filed = site.server.services.records.amendment(form.id).await.expect("readable").expect("there");
        assert!(filed.value.state == State::Supported && filed.value.supporters.is_empty() && filed.version == 2);
        assert!(site.server.services.records.merge_protocol(id, 1).await.expect("readable").entries().is_empty());
    });
}
