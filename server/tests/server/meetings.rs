//! Meetings through the real site, with plain forms: planning, registering, speaking, minutes, and who learns nothing of them.

use std::time::Duration;

use axum::http::{Request, StatusCode};
use uuid::Uuid;

use crate::consultation::{Site, begin};
use crate::support::{Answer, Client, pairs, run};

const MEETING: Uuid = Uuid::from_u128(500);
const ITEM: Uuid = Uuid::from_u128(501);
const DAY: u64 = 24 * 60 * 60;

/// The form as a browser without scripts sends it.
pub fn form(group: Option<Uuid>, version: u32, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields = pairs(&[
        ("form[id]", &MEETING.to_string()),
        ("form[conference]", "konferenz"),
        ("form[group]", &group.map(|group| group.to_string()).unwrap_or_default()),
        ("form[version]", &version.to_string()),
        ("form[title]", "Erste Sitzung"),
        ("form[place]", "Raum 1"),
        ("form[link]", "https://video.example/raum"),
        ("form[starts]", "2026-11-24T18:00"),
        ("form[ends]", "2026-11-24T20:00"),
        ("form[state]", "planned"),
        ("form[minutes]", ""),
        ("form[items][0][id]", &ITEM.to_string()),
        ("form[items][0][title]", "Räume"),
        ("form[items][0][minutes]", "30"),
        ("form[items][0][text]", ""),
        ("form[items][0][speaker]", ""),
        ("form[items][0][decision]", ""),
        ("form[items][1][id]", ""),
        ("form[items][1][title]", ""),
        ("form[items][1][minutes]", ""),
        ("form[items][1][text]", ""),
        ("form[items][1][speaker]", ""),
        ("form[items][1][decision]", ""),
        ("form[documents][0][name]", ""),
        ("form[documents][0][link]", ""),
    ]);
    for (name, value) in more {
        match fields.iter_mut().find(|(known, _)| known == name) {
            Some(field) => (*value).clone_into(&mut field.1),
            None => fields.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    fields
}

pub async fn plan(client: &mut Client, group: Option<Uuid>) {
    let answer = post(client, "/calls/keep-meeting", &form(group, 0, &[])).await;
    assert_eq!(answer.location(), format!("/meetings/{MEETING}"), "{answer:?}");
}

/// As a browser without scripts posts a form: it wants a page, so that a refusal leads back with its reason.
pub async fn post(client: &mut Client, path: &str, fields: &[(String, String)]) -> Answer {
    let request = Request::post(path)
        .header("accept", "text/html,application/xhtml+xml")
        .header("referer", format!("http://teilhabe.test/meetings/{MEETING}"))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin");
    client.send(request, &crate::support::form(fields)).await
}

fn refused(answer: &Answer) -> bool {
    let refused = answer.location().contains("__err=");
    assert!(refused || answer.location().starts_with("/meetings/"), "{answer:?}");
    refused
}

async fn call(client: &mut Client, name: &str, fields: &[(&str, &str)]) -> Answer {
    let meeting = MEETING.to_string();
    let fields = [&[("meeting", meeting.as_str())], fields].concat();
    post(client, &format!("/calls/{name}"), &pairs(&fields)).await
}

async fn named(client: &mut Client, name: &str) {
    client.post_form("/calls/rename-me", &pairs(&[("name", name)])).await;
}

#[test]
fn those_who_lead_plan_a_meeting_and_write_its_minutes() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[0];
        let (_, mut chair) = site.member("leitung", Some(group), true).await;
        let (_, mut anna) = site.member("anna", Some(group), false).await;
        let text = Uuid::from_u128(77);
        begin(&mut chair, group, text, "Vereine brauchen Räume.").await;
        chair.post_form("/calls/stage-text", &pairs(&[("id", &text.to_string()), ("stage", "open")])).await;

        let stored = site.server.services.records.group(group).await.expect("readable").expect("there");
        let with_form = domain::process::conference::WorkingGroup {
            minutes_form: "## Anwesend\n\n## Beschlüsse".into(),
            room: "Raum 12".into(),
            ..stored.value
        };
        let now = site.server.clock.now();
        let changed = site.server.services.records.change_group(&with_form, stored.version, now).await.expect("kept");
        assert_eq!(changed, store::Changed::Done);
        let page = chair.get(&format!("/groups/{group}/meetings/new")).await;
        assert!(page.body.contains("## Anwesend") && page.body.contains("Raum 12"), "{}", page.body);
        assert!(page.body.contains("Räume für alle"), "the text can be chosen: {}", page.body);

        // Sent twice it is one.
        plan(&mut chair, Some(group)).await;
        plan(&mut chair, Some(group)).await;
        assert_eq!(site.server.services.records.meetings("konferenz").await.expect("readable").len(), 1);
        let page = anna.get(&format!("/meetings/{MEETING}")).await;
        assert_eq!(page.status, StatusCode::OK);
        for words in
            ["Erste Sitzung", "24.11.2026, 18:00 Uhr", "20:00 Uhr", "Raum 1", "Räume", "30 Minuten", "video.example"]
        {
            assert!(page.body.contains(words), "{words}: {}", page.body);
        }
        assert!(!page.body.contains("Sitzung ändern"), "{}", page.body);

        // What is wrong is said in sentences, and nothing changes.
        let wrong = [("form[title]", " "), ("form[ends]", "2026-11-24T17:00"), ("form[link]", "javascript:alert(1)")];
        assert!(refused(&post(&mut chair, "/calls/keep-meeting", &form(Some(group), 1, &wrong)).await));
        let minutes = [
            ("form[state]", "held"),
            ("form[minutes]", "Alle waren **einig**.<script>alert(1)</script>"),
            ("form[items][0][decision]", "Wir fragen die *Schulen*."),
            ("form[items][0][text]", &text.to_string()),
            ("form[documents][0][name]", "Raumplan"),
            ("form[documents][0][link]", "https://plan.example/1"),
        ];
        let done = post(&mut chair, "/calls/keep-meeting", &form(Some(group), 1, &minutes)).await;
        assert_eq!(done.location(), format!("/meetings/{MEETING}"), "{done:?}");
        let late = post(&mut chair, "/calls/keep-meeting", &form(Some(group), 1, &[])).await;
        assert!(refused(&late), "somebody was faster: {late:?}");
        let page = anna.get(&format!("/meetings/{MEETING}")).await.body;
        for words in
            ["<strong>einig</strong>", "<em>Schulen</em>", "Raumplan", "hat stattgefunden", &format!("/texts/{text}")]
        {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(!page.contains("<script>alert"), "{page}");
        let edit = chair.get(&format!("/meetings/{MEETING}/edit")).await;
        assert!(edit.body.contains("Wir fragen die *Schulen*."), "{}", edit.body);

        // Members do not plan.
        assert!(refused(&post(&mut anna, "/calls/keep-meeting", &form(Some(group), 2, &minutes)).await));
        let other = [("form[id]", "00000000-0000-0000-0000-000000000999")];
        assert!(refused(&post(&mut anna, "/calls/keep-meeting", &form(Some(group), 0, &other)).await));
        assert!(refused(&post(&mut anna, "/calls/keep-meeting", &form(None, 0, &other)).await));
        assert_eq!(site.server.services.records.meetings("konferenz").await.expect("readable").len(), 1);
    });
}

#[test]
fn people_register_speak_in_their_order_and_the_screen_follows() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[0];
        let (_, mut chair) = site.member("leitung", Some(group), true).await;
        let (anna_id, mut anna) = site.member("anna", Some(group), false).await;
        let (bela_id, mut bela) = site.member("bela", Some(group), false).await;
        named(&mut anna, "Anna Eins").await;
        named(&mut bela, "Bela Zwei").await;
        plan(&mut chair, Some(group)).await;

        call(&mut anna, "register-for-meeting", &[("comes", "true")]).await;
        let page = bela.get(&format!("/meetings/{MEETING}")).await.body;
        assert!(page.contains("1 Person ist angemeldet.") && page.contains("Anna Eins"), "{page}");
        assert!(anna.get(&format!("/meetings/{MEETING}")).await.body.contains("Ich komme doch nicht"));

        call(&mut bela, "ask-to-speak", &[("wants", "true")]).await;
        site.server.clock.advance(Duration::from_secs(1));
        call(&mut anna, "ask-to-speak", &[("wants", "true")]).await;
        assert!(anna.get(&format!("/meetings/{MEETING}")).await.body.contains("Sie stehen auf Platz 2."));
        let (first, second) = (bela_id.to_string(), anna_id.to_string());
        assert!(refused(&call(&mut bela, "call-speaker", &[("account", &first)]).await), "only those who lead call");
        call(&mut chair, "call-speaker", &[("after", ""), ("account", &first)]).await;
        // The same press again, and a second chair at the same moment, call nobody else.
        assert!(refused(&call(&mut chair, "call-speaker", &[("after", ""), ("account", &second)]).await));
        let screen = anna.get(&format!("/meetings/{MEETING}/screen")).await.body;
        assert!(screen.contains("Es spricht: Bela Zwei") && screen.contains("<li>Anna Eins"), "{screen}");
        assert!(bela.get(&format!("/meetings/{MEETING}")).await.body.contains("Sie haben das Wort."));

        call(&mut chair, "move-meeting", &[("item", &ITEM.to_string())]).await;
        let screen = anna.get(&format!("/meetings/{MEETING}/screen")).await.body;
        assert!(screen.contains("1. Räume") && screen.contains("Bela Zwei"), "{screen}");
        call(&mut chair, "call-speaker", &[("after", &first), ("account", &second)]).await;
        call(&mut chair, "call-speaker", &[("after", &second), ("account", "")]).await;
        let screen = anna.get(&format!("/meetings/{MEETING}/screen")).await.body;
        assert!(!screen.contains("Es spricht") && screen.contains("Niemand steht auf der Redeliste."), "{screen}");
        assert!(refused(&call(&mut anna, "move-meeting", &[("item", "")]).await));

        // Attendance: only those whom the form offers, noted by those who lead.
        let stranger = Uuid::from_u128(9).to_string();
        let present = [("present[]", second.as_str()), ("present[]", stranger.as_str())];
        assert!(refused(&call(&mut anna, "note-attendance", &present).await));
        let done = call(&mut chair, "note-attendance", &present).await;
        assert!(!refused(&done), "{done:?}");
        let guests = site.server.services.records.meeting_guests(MEETING).await.expect("readable");
        let attended: Vec<Uuid> = guests.iter().filter(|guest| guest.attended).map(|guest| guest.account).collect();
        assert_eq!(attended, [anna_id]);

        // Once it is over nobody registers or asks any more; not coming can still be said before.
        call(&mut anna, "register-for-meeting", &[("comes", "false")]).await;
        assert!(bela.get(&format!("/meetings/{MEETING}")).await.body.contains("Noch ist niemand angemeldet."));
        site.server.clock.advance(Duration::from_secs(4 * DAY));
        assert!(refused(&call(&mut anna, "register-for-meeting", &[("comes", "true")]).await));
        assert!(refused(&call(&mut anna, "ask-to-speak", &[("wants", "true")]).await));
    });
}

#[test]
fn the_screen_shows_the_paragraph_that_is_talked_about() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[0];
        let (_, mut chair) = site.member("leitung", Some(group), true).await;
        let (_, mut anna) = site.member("anna", Some(group), false).await;
        let text = Uuid::from_u128(77);
        begin(&mut chair, group, text, "Vereine brauchen Räume.\n\nAuch am Abend.").await;
        let linked = [("form[items][0][text]", text.to_string())];
        let linked: Vec<(&str, &str)> = linked.iter().map(|(name, value)| (*name, value.as_str())).collect();
        post(&mut chair, "/calls/keep-meeting", &form(Some(group), 0, &linked)).await;
        let version = site.server.services.records.version(text, 1).await.expect("readable").expect("there");
        let paragraph = version.content.paragraphs[1].id.to_string();
        let item = ITEM.to_string();
        call(&mut chair, "move-meeting", &[("item", &item)]).await;
        assert!(chair.get(&format!("/meetings/{MEETING}")).await.body.contains(&paragraph), "it can be chosen");
        call(&mut chair, "move-meeting", &[("item", &item), ("paragraph", &paragraph)]).await;
        let screen = chair.get(&format!("/meetings/{MEETING}/screen")).await.body;
        assert!(screen.contains("Auch am Abend.") && screen.contains("Räume für alle"), "{screen}");
        // The text is a draft still: whoever does not see it does not see its words here either.
        let screen = anna.get(&format!("/meetings/{MEETING}/screen")).await.body;
        assert!(screen.contains("1. Räume") && !screen.contains("Auch am Abend."), "{screen}");
        assert!(!screen.contains("Räume für alle"), "{screen}");
    });
}

#[test]
fn who_is_not_inside_learns_nothing_of_the_meetings_of_a_closed_group() {
    run(async {
        let mut site = Site::start().await;
        let [closed, visible, public] = site.groups[..] else { panic!("three groups") };
        let (_, mut chair) = site.member("leitung", Some(closed), true).await;
        let (_, mut bela) = site.member("bela", Some(visible), true).await;
        let (_, mut guest) = site.member("gast", None, false).await;
        named(&mut chair, "Clara Leitung").await;
        plan(&mut chair, Some(closed)).await;
        call(&mut chair, "register-for-meeting", &[("comes", "true")]).await;
        call(&mut chair, "ask-to-speak", &[("wants", "true")]).await;
        let mut stranger = site.server.client();
        for client in [&mut stranger, &mut guest, &mut bela] {
            let pages = [
                format!("/meetings/{MEETING}"),
                format!("/meetings/{MEETING}/screen"),
                format!("/meetings/{MEETING}/edit"),
                format!("/groups/{closed}/meetings/new"),
                format!("/live/meetings/{MEETING}"),
                format!("/feeds/groups/{closed}.ics"),
                format!("/feeds/groups/{closed}.atom"),
            ];
            for page in pages {
                let answer = client.get(&page).await;
                let away = answer.status == StatusCode::NOT_FOUND || answer.leads_to_sign_in();
                assert!(away, "{page}: {}", answer.status);
                assert!(!answer.body.contains("Erste Sitzung") && !answer.body.contains("Clara"), "{page}");
            }
            for page in ["/feeds/konferenz.ics", "/feeds/konferenz.atom", "/consultations/konferenz"] {
                let answer = client.get(page).await;
                assert_eq!(answer.status, StatusCode::OK, "{page}");
                assert!(!answer.body.contains("Erste Sitzung") && !answer.body.contains("Geschlossen"), "{page}");
            }
            for (name, fields) in [
                ("load-meeting", format!("meeting={MEETING}")),
                ("list-meetings", format!("conference=konferenz&group={closed}")),
                ("list-meetings", "conference=konferenz".to_owned()),
                ("meeting-to-edit", format!("meeting={MEETING}")),
                ("new-meeting", format!("conference=&group={closed}")),
                ("register-for-meeting", format!("meeting={MEETING}&comes=true")),
                ("ask-to-speak", format!("meeting={MEETING}&wants=true")),
                ("call-speaker", format!("meeting={MEETING}")),
                ("move-meeting", format!("meeting={MEETING}")),
                ("note-attendance", format!("meeting={MEETING}")),
                ("follow", format!("thing={MEETING}&rhythm=daily")),
                ("follow", format!("thing={closed}&rhythm=daily")),
                ("make-feed-secret", format!("thing={closed}")),
            ] {
                let request = Request::post(format!("/calls/{name}"))
                    .header("content-type", "application/x-www-form-urlencoded")
                    .header("sec-fetch-site", "same-origin");
                let answer = client.send(request, &fields).await;
                assert!(!answer.body.contains("Erste Sitzung") && !answer.body.contains("Clara"), "{name}");
                if !fields.starts_with("conference=konferenz") || fields.contains("group=") {
                    let away = answer.body.contains("NotFound") || answer.body.contains("Forbidden");
                    assert!(away, "{name}: {}", answer.body);
                }
            }
        }
        let guests = site.server.services.records.meeting_guests(MEETING).await.expect("readable");
        assert_eq!(guests.len(), 1, "nobody else got onto a list");

        // In the open phase everybody sees a public group's meeting, but neither names nor the way in.
        let (_, mut cem) = site.member("cem", Some(public), true).await;
        named(&mut cem, "Cem Leitung").await;
        let other = "00000000-0000-0000-0000-000000000777";
        let fields = [("form[id]", other), ("form[starts]", "2027-01-25T18:00"), ("form[ends]", "2027-01-25T20:00")];
        post(&mut cem, "/calls/keep-meeting", &form(Some(public), 0, &fields)).await;
        cem.post_form("/calls/ask-to-speak", &pairs(&[("meeting", other), ("wants", "true")])).await;
        assert_eq!(stranger.get(&format!("/meetings/{other}")).await.status, StatusCode::NOT_FOUND, "not yet");
        site.server.clock.advance(Duration::from_secs(61 * DAY));
        let page = stranger.get(&format!("/meetings/{other}")).await.body;
        assert!(page.contains("Erste Sitzung") && page.contains("1 Person möchte sprechen."), "{page}");
        assert!(!page.contains("Cem") && !page.contains("video.example"), "{page}");
        let screen = stranger.get(&format!("/meetings/{other}/screen")).await.body;
        assert!(screen.contains("Räume") && !screen.contains("Cem"), "{screen}");
        // A guest who registers is shown the way in, still no names, and may ask to speak.
        guest.post_form("/calls/register-for-meeting", &pairs(&[("meeting", other), ("comes", "true")])).await;
        let page = guest.get(&format!("/meetings/{other}")).await.body;
        assert!(
            page.contains("video.example") && page.contains("Ich möchte sprechen") && !page.contains("Cem"),
            "{page}"
        );
        assert!(!stranger.get("/feeds/konferenz.ics").await.body.contains("video.example"));
        assert!(stranger.get("/feeds/konferenz.ics").await.body.contains("Erste Sitzung"));
    });
}
