//! Merging through the real site, with plain forms: collisions, two chairs at once, undo, and what becomes of every amendment.

use domain::amendment::state::State;
use domain::text::blocks::Block;
use domain::text::document::{Content, Making, Version, paragraphs};
use uuid::Uuid;

use crate::amendments::{Form, post, state, text};
use crate::consultation::Site;
use crate::support::{Answer, Client, run};

const TEXT: Uuid = Uuid::from_u128(77);

/// Posts a step of a merge of version 1.
async fn merge(client: &mut Client, call: &str, seen: usize, more: &[(&str, &str)]) -> Answer {
    let (text, seen) = (TEXT.to_string(), seen.to_string());
    let mut fields = vec![("text", text.as_str()), ("version", "1"), ("seen", seen.as_str())];
    fields.extend_from_slice(more);
    post(client, call, &fields).await
}

async fn decide(client: &mut Client, seen: usize, amendment: Uuid, decision: &str, words: &str, reason: &str) -> bool {
    let amendment = amendment.to_string();
    let fields =
        [("amendment", amendment.as_str()), ("at", "0"), ("decision", decision), ("words", words), ("reason", reason)];
    let answer = merge(client, "decide-wish", seen, &fields).await;
    !answer.location().contains("__err=")
}

fn words(version: &Version) -> Vec<&str> {
    version.content.paragraphs.iter().map(|paragraph| paragraph.block.text.as_str()).collect()
}

#[test]
fn colliding_amendments_become_one_version_and_nothing_is_lost() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[0];
        let (_, mut anna) = site.member("anna", Some(group), true).await;
        let (_, mut bela) = site.member("bela", Some(group), false).await;
        let id = TEXT;
        let [first, second] = text(&mut anna, &site, group, id).await;
        let cheap = Form::rewrite(id, 0x50_00, first, "Vereine brauchen günstige Räume.");
        let halls = Form::rewrite(id, 0x51_00, first, "Vereine brauchen Hallen.");
        let gone = Form { want: "delete", ..Form::rewrite(id, 0x52_00, second, "") };
        let helps = Form::rewrite(id, 0x53_00, second, "Die Stadt hilft sofort.");
        let more = Form { want: "insert", ..Form::rewrite(id, 0x54_00, first, "Auch am Abend.") };
        let also = Form::rewrite(id, 0x55_00, first, "Viele Vereine brauchen Räume.");
        for form in [cheap, halls, gone, helps, more, also] {
            form.send(&mut bela).await;
        }
        let records = site.server.services.records.clone();
        let page = anna.get(&format!("/texts/{id}/merge")).await.body;
        for said in ["0 von 6 entschieden", "passen nicht zusammen", "günstige Räume", "Hallen", "Annehmen"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert_eq!(bela.get(&format!("/texts/{id}/merge")).await.status, axum::http::StatusCode::NOT_FOUND);
        assert!(!decide(&mut bela, 0, cheap.id, "accept", "", "").await, "members do not merge");

        assert!(decide(&mut anna, 0, cheap.id, "accept", "", "").await);
        assert!(decide(&mut anna, 0, cheap.id, "accept", "", "").await, "sent twice it is one");
        // The second chair saw nothing of it: told, nothing changed.
        assert!(!decide(&mut site.staff, 0, halls.id, "accept", "", "").await);
        assert!(decide(&mut site.staff, 1, halls.id, "accept", "", "").await);
        assert!(!decide(&mut anna, 2, gone.id, "reject", "", " ").await, "a reason is missing");
        assert!(decide(&mut anna, 2, gone.id, "reject", "", "Ein Irrtum").await);
        assert!(decide(&mut anna, 3, more.id, "modify", "Auch abends.", "Kürzer").await);
        let undo = merge(&mut anna, "undo-merge-step", 4, &[("entry", "2")]).await;
        assert!(!undo.location().contains("__err="), "{undo:?}");
        let again = merge(&mut anna, "undo-merge-step", 5, &[("entry", "2")]).await;
        assert!(again.location().contains("__err="), "{again:?}");
        assert!(decide(&mut anna, 5, gone.id, "reject", "", "Der Satz wird gebraucht").await);

        // What collides has to be settled first.
        let reason = [("reason", "Anträge zusammengeführt")];
        let early = merge(&mut anna, "finish-merge", 6, &reason).await;
        assert!(early.location().contains("__err="), "{early:?}");
        assert!(anna.get(&format!("/texts/{id}/merge")).await.body.contains("Beide sind angenommen."));
        let paragraph = first.to_string();
        let settled = [
            ("paragraph", paragraph.as_str()),
            ("words", "Vereine brauchen günstige Hallen."),
            ("reason", "Beides gemeint"),
        ];
        let settle = merge(&mut anna, "settle-paragraph", 6, &settled).await;
        assert!(!settle.location().contains("__err="), "{settle:?}");
        for (seen, reason) in [(6, "zu spät"), (7, " ")] {
            let refused = merge(&mut site.staff, "finish-merge", seen, &[("reason", reason)]).await;
            assert!(refused.location().contains("__err="), "{refused:?}");
        }
        assert_eq!(records.text(id).await.expect("readable").expect("there").current, 1);
        let done = merge(&mut anna, "finish-merge", 7, &reason).await;
        assert_eq!(done.location(), format!("/texts/{id}/compare?old=1&new=2"), "{done:?}");
        let late = merge(&mut site.staff, "finish-merge", 7, &reason).await;
        assert!(late.location().contains("__err="), "{late:?}");

        let version = records.version(id, 2).await.expect("readable").expect("there");
        assert_eq!(words(&version), ["Warum", "Vereine brauchen günstige Hallen.", "Auch abends.", "Die Stadt hilft."]);
        assert_eq!(version.content.paragraphs[2].id, domain::amendment::base::paragraph_ids(more.id)());
        let version = 2;
        for (form, became) in [
            (cheap, State::Modified { version, reason: "Beides gemeint".into() }),
            (halls, State::Modified { version, reason: "Beides gemeint".into() }),
            (gone, State::Rejected { reason: "Der Satz wird gebraucht".into() }),
            (more, State::Modified { version, reason: "Kürzer".into() }),
            (helps, State::CarriedOver { version, admitted: false }),
            (also, State::CarriedOver { version, admitted: false }),
        ] {
            assert_eq!(state(&site, form.id).await, became, "{}", form.words);
        }
        let carried = records.amendment(also.id).await.expect("readable").expect("there").value;
        assert_eq!(
            carried.wishes,
            [domain::amendment::wish::Wish::Rewrite {
                paragraph: first,
                text: "Viele Vereine brauchen günstige Hallen.".into()
            }]
        );
        let protocol = bela.get(&format!("/texts/{id}/protocol")).await.body;
        for said in ["Ein Irrtum", "rückgängig gemacht", "Beides gemeint", "Fassung 2 gemacht", "Absatz 1"] {
            assert!(protocol.contains(said), "{said}: {protocol}");
        }
        let page = bela.get(&format!("/amendments/{}", cheap.id)).await.body;
        assert!(page.contains("Beides gemeint") && page.contains(&format!("/texts/{id}/compare?old=1")), "{page}");
    });
}

#[test]
fn what_no_longer_fits_is_listed_with_its_collision_and_can_be_reworked() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[0];
        let (_, mut anna) = site.member("anna", Some(group), true).await;
        let (_, mut bela) = site.member("bela", Some(group), false).await;
        let [first, _] = text(&mut anna, &site, group, TEXT).await;
        let cheap = Form::rewrite(TEXT, 0x50_00, first, "Vereine brauchen günstige Räume.");
        let halls = Form::rewrite(TEXT, 0x51_00, first, "Vereine brauchen Hallen.");
        for form in [cheap, halls] {
            form.send(&mut bela).await;
        }
        let parent = cheap.id.to_string();
        let child = Form {
            amendment: &parent,
            ..Form::rewrite(TEXT, 0x52_00, first, "Vereine brauchen günstige helle Räume.")
        };
        child.send(&mut anna).await;
        let early = merge(&mut anna, "finish-merge", 0, &[("reason", "x")]).await;
        assert!(early.location().contains("__err="), "nothing is decided: {early:?}");
        assert!(decide(&mut anna, 0, cheap.id, "accept", "", "").await);
        let done = merge(&mut anna, "finish-merge", 1, &[("reason", "Günstig")]).await;
        assert_eq!(done.location(), format!("/texts/{TEXT}/compare?old=1&new=2"), "{done:?}");
        assert_eq!(state(&site, cheap.id).await, State::Accepted { version: 2 });
        assert_eq!(state(&site, halls.id).await, State::Collided { version: 2 });
        // What amended the accepted one amends the text now.
        assert_eq!(state(&site, child.id).await, State::CarriedOver { version: 2, admitted: false });

        let page = bela.get(&format!("/amendments/{}", halls.id)).await.body;
        assert!(page.contains("passt nicht mehr dazu") && page.contains("An die neue Fassung anpassen"), "{page}");
        let page = anna.get(&format!("/texts/{TEXT}/merge")).await.body;
        assert!(page.contains("die hier nicht dabei sind") && page.contains("Hallen"), "{page}");
        let there = format!("/texts/{TEXT}/amend/{first}?draft={}", halls.id);
        let page = bela.get(&there).await.body;
        assert!(page.contains("Hallen") && page.contains(&format!("value=\"{}\"", halls.id)), "{page}");
        let old = halls.id.to_string();
        let new = Form {
            version: 2,
            replaces: &old,
            ..Form::rewrite(TEXT, 0x53_00, first, "Vereine brauchen günstige Hallen.")
        };
        new.send(&mut bela).await;
        assert_eq!(state(&site, halls.id).await, State::Withdrawn, "the new one has its place");
        assert_eq!(state(&site, new.id).await, State::Supported);

        // Who wrote on the old version loses nothing: kept, and shown on the new one.
        let late = Form::rewrite(TEXT, 0x54_00, first, "Alle Vereine brauchen Räume.");
        let answer = late.go(&mut bela, "check").await;
        let page = bela.get(answer.location()).await.body;
        assert!(page.contains("Alle Vereine brauchen günstige Räume."), "{page}");
    });
}

#[test]
fn amendments_of_a_text_of_a_hundred_pages_are_merged() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[0];
        let (account, mut anna) = site.member("anna", Some(group), true).await;
        text(&mut anna, &site, group, TEXT).await;
        let records = site.server.services.records.clone();
        let first = records.version(TEXT, 1).await.expect("readable").expect("there");
        // About 2,500 letters a page.
        let sentence = "Die Stadt fördert Treffen, damit Nachbarschaft gelingt. ";
        let blocks =
            (0..1_000).map(|number| Block::paragraph(format!("Punkt {number}: {}", sentence.repeat(5).trim_end())));
        let content = Content {
            title: first.content.title.clone(),
            paragraphs: paragraphs(blocks, &mut app::services::chance::uuid),
        };
        let making = Making { author: account, at: site.server.clock.now(), reason: "lang".into() };
        let long = first.next(content, making).expect("a version");
        let told = store::Happening {
            id: app::services::chance::uuid_in_order(site.server.clock.now()),
            at: site.server.clock.now(),
            conference: "konferenz".into(),
            group: Some(group),
            text: Some(TEXT),
            thing: TEXT,
            kind: "text".into(),
            deed: "changed".into(),
            standing: domain::process::space::Standing::Published,
            by: Some(account),
        };
        assert_eq!(records.add_version(&long, &told).await.expect("kept"), store::Changed::Done);
        for (number, paragraph) in long.content.paragraphs.iter().enumerate().step_by(100) {
            let words = paragraph.block.text.replacen("fördert", "fördert und begleitet", 1);
            let id = 0x1_0000 + (u128::try_from(number).expect("small") << 8);
            Form { version: 2, ..Form::rewrite(TEXT, id, paragraph.id, &words) }.send(&mut anna).await;
        }
        let page = anna.get(&format!("/texts/{TEXT}/merge")).await.body;
        assert!(page.contains("0 von 10 entschieden") && !page.contains("passen nicht zusammen"), "ten apart");
        let compared = domain::text::compare::compare(&first.content, &long.content);
        assert!(compared.len() >= 1_000);
    });
}
