//! Conferences, groups and texts through the real site, with plain forms: who sees what, and who may do what when.

use std::time::Duration;

use axum::http::StatusCode;
use domain::account::Role;
use domain::process::phase::{Activity, Audience, Phase, Schedule};
use domain::process::space::Openness;
use uuid::Uuid;

use crate::support::{Answer, Client, PASSWORD, TestServer, pairs, run};

const DAY: u64 = 24 * 60 * 60;

/// A site with a published conference of three groups: closed, visible and public, each with a member.
pub struct Site {
    pub server: TestServer,
    pub staff: Client,
    pub groups: Vec<Uuid>,
}

impl Site {
    pub async fn start() -> Self {
        Self::on(TestServer::start().await).await
    }

    /// The same on a site that is there.
    pub async fn on(server: TestServer) -> Self {
        let mut staff = server.staff().await;
        let fields = [
            ("slug", "konferenz"),
            ("version", "0"),
            ("title", "Konferenz 2027"),
            ("purpose", "Zusammen **planen**"),
            ("programme", ""),
            ("place", "Rathaus"),
            ("first", "2027-03-01"),
            ("last", "2027-03-02"),
            ("published", "true"),
        ];
        let answer = staff.post_form("/calls/keep-conference", &pairs(&fields)).await;
        assert_eq!(answer.location(), "/consultations/konferenz", "{answer:?}");
        let mut groups = Vec::new();
        for (name, openness) in [("Geschlossen", "closed"), ("Sichtbar", "visible"), ("Offen", "public")] {
            let fields = [
                ("slug", "konferenz"),
                ("names", name),
                ("openness", openness),
                ("minutes_form", ""),
                ("review", "true"),
                ("support", "0"),
            ];
            let answer = staff.post_form("/calls/create-groups", &pairs(&fields)).await;
            assert_eq!(answer.location(), "/consultations/konferenz#groups", "{answer:?}");
        }
        for group in server.services.records.groups("konferenz").await.expect("readable") {
            groups.push(group.value.id);
        }
        Self { server, staff, groups }
    }

    /// Somebody new, signed in, in this group.
    pub async fn member(&mut self, name: &str, group: Option<Uuid>, chair: bool) -> (Uuid, Client) {
        let email = format!("{name}@example.org");
        self.server.add_account(&email, Role::Member).await;
        let account = self.server.services.records.account_by_email(&email).await.expect("readable").expect("there");
        if let Some(group) = group {
            let (group, id) = (group.to_string(), account.id.to_string());
            let mut fields = vec![("id", group.as_str()), ("account", id.as_str())];
            if chair {
                fields.push(("chair", "true"));
            }
            let answer = self.staff.post_form("/calls/seat-member", &pairs(&fields)).await;
            assert!(answer.location().ends_with("#members"), "{answer:?}");
        }
        let mut client = self.server.client();
        client.sign_in(&email, PASSWORD).await;
        (account.id, client)
    }
}

/// Begins a text; its page when that worked.
pub async fn begin(client: &mut Client, group: Uuid, id: Uuid, body: &str) -> Answer {
    let (group, id) = (group.to_string(), id.to_string());
    let fields = [("group", group.as_str()), ("id", id.as_str()), ("title", "Räume für alle"), ("body", body)];
    client.post_form("/calls/begin-text", &pairs(&fields)).await
}

pub async fn write(client: &mut Client, id: Uuid, seen: u32, body: &str, reason: &str) -> Answer {
    let (id, seen) = (id.to_string(), seen.to_string());
    let fields =
        [("id", id.as_str()), ("seen", &seen), ("title", "Räume für alle"), ("body", body), ("reason", reason)];
    client.post_form("/calls/write-text", &pairs(&fields)).await
}

pub async fn stage(client: &mut Client, id: Uuid, stage: &str) -> Answer {
    client.post_form("/calls/stage-text", &pairs(&[("id", &id.to_string()), ("stage", stage)])).await
}

#[test]
fn a_group_writes_a_text_in_versions_that_can_be_compared() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[0];
        let (_, mut anna) = site.member("anna", Some(group), false).await;
        let (_, mut bela) = site.member("bela", Some(group), false).await;
        let id = Uuid::from_u128(77);
        let body = "# Warum\n\nVereine brauchen Räume.\n\n- am Abend\n- am Wochenende\n";
        for _ in 0..2 {
            let answer = begin(&mut anna, group, id, body).await;
            assert_eq!(answer.location(), format!("/texts/{id}"), "sent twice it is one: {answer:?}");
        }
        let page = anna.get(&format!("/texts/{id}")).await;
        assert!(page.body.contains("Vereine brauchen Räume.") && page.body.contains("Entwurf"), "{}", page.body);
        // A draft is its author's and the chairs'.
        assert_eq!(bela.get(&format!("/texts/{id}")).await.status, StatusCode::NOT_FOUND);
        assert!(!bela.get(&format!("/groups/{group}")).await.body.contains("Räume für alle"));
        stage(&mut bela, id, "open").await;
        assert_eq!(bela.get(&format!("/texts/{id}")).await.status, StatusCode::NOT_FOUND);
        stage(&mut anna, id, "open").await;
        assert_eq!(bela.get(&format!("/texts/{id}")).await.status, StatusCode::OK);
        assert!(bela.get(&format!("/groups/{group}")).await.body.contains("Räume für alle"));

        // The next version keeps the paragraphs; without a reason, or on an old version, nothing happens.
        let next = body.replace("Vereine brauchen Räume.", "Vereine brauchen günstige Räume.");
        let refused = write(&mut bela, id, 1, &next, " ").await;
        assert!(refused.is_refused(), "{refused:?}");
        let answer = write(&mut bela, id, 1, &next, "genauer").await;
        assert_eq!(answer.location(), format!("/texts/{id}/compare?old=1&new=2"), "{answer:?}");
        let refused = write(&mut anna, id, 1, &next, "zu spät").await;
        assert!(refused.is_refused(), "{refused:?}");
        let compared = anna.get(&format!("/texts/{id}/compare?old=1&new=2")).await.body;
        assert!(compared.contains("günstige") && compared.contains("<ins"), "{compared}");
        for view in ["sides", "changes"] {
            let page = anna.get(&format!("/texts/{id}/compare?old=1&new=2&view={view}")).await;
            assert!(page.body.contains("günstige"), "{}", page.body);
        }
        let first = anna.get(&format!("/texts/{id}/versions/1")).await.body;
        assert!(first.contains("ältere Fassung") && !first.contains("günstige"), "{first}");
        let records = &site.server.services.records;
        let version = |number| async move { records.version(id, number).await.expect("readable").expect("there") };
        let ids = |version: domain::text::document::Version| -> Vec<Uuid> {
            version.content.paragraphs.iter().map(|paragraph| paragraph.id).collect()
        };
        assert_eq!(ids(version(1).await), ids(version(2).await), "paragraphs keep their identity");

        // A settled text stays as it is.
        let refused = stage(&mut anna, id, "settled").await;
        assert!(refused.is_refused(), "{refused:?}");
        stage(&mut site.staff, id, "settled").await;
        let refused = write(&mut bela, id, 2, body, "doch wieder").await;
        assert!(refused.is_refused(), "{refused:?}");
        assert!(anna.get(&format!("/texts/{id}")).await.body.contains("ändert sich nicht mehr"));
    });
}

#[test]
fn who_is_not_inside_learns_nothing_of_a_closed_group() {
    run(async {
        let mut site = Site::start().await;
        let [closed, visible, public] = site.groups[..] else { panic!("three groups") };
        let (_, mut anna) = site.member("anna", Some(closed), false).await;
        let (_, mut bela) = site.member("bela", Some(visible), false).await;
        let (_, mut guest) = site.member("gast", None, false).await;
        let (_, mut cem) = site.member("cem", Some(public), false).await;
        let texts = [Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3)];
        for ((client, group), id) in
            [(&mut anna, closed), (&mut bela, visible), (&mut cem, public)].into_iter().zip(texts)
        {
            begin(client, group, id, &format!("Geheimnis {}", id.as_u128())).await;
            stage(client, id, "open").await;
        }
        let pages = |id: Uuid| {
            [
                format!("/texts/{id}"),
                format!("/texts/{id}/versions"),
                format!("/texts/{id}/versions/1"),
                format!("/texts/{id}/compare"),
                format!("/texts/{id}/paragraphs/{id}"),
                format!("/live/texts/{id}"),
            ]
        };
        let mut stranger = site.server.client();
        for client in [&mut stranger, &mut guest, &mut bela] {
            assert_eq!(client.get(&format!("/groups/{closed}")).await.status, StatusCode::NOT_FOUND);
            for page in pages(texts[0]) {
                let answer = client.get(&page).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
                assert!(!answer.body.contains("Geheimnis 1") && !answer.body.contains("Räume für alle"), "{page}");
            }
            let conference = client.get("/consultations/konferenz").await.body;
            assert!(!conference.contains("Geschlossen") && conference.contains("Sichtbar"), "{conference}");
            for (call, fields) in [
                ("load-text", format!("id={}&number=0", texts[0])),
                ("load-versions", format!("id={}", texts[0])),
                ("compare-versions", format!("id={}&old=1&new=1", texts[0])),
                ("load-group", format!("id={closed}")),
            ] {
                let request = axum::http::Request::post(format!("/calls/{call}"))
                    .header("content-type", "application/x-www-form-urlencoded")
                    .header("sec-fetch-site", "same-origin");
                let answer = client.send(request, &fields).await;
                assert!(answer.body.contains("NotFound"), "{call}: {}", answer.body);
            }
        }
        // A visible group: its name, not what is said in it. A public one in a phase for members: neither.
        for client in [&mut stranger, &mut guest, &mut anna] {
            let page = client.get(&format!("/groups/{visible}")).await.body;
            assert!(
                page.contains("Sichtbar") && !page.contains("Räume für alle") && !page.contains("id=\"members\""),
                "{page}"
            );
            for id in &texts[1..] {
                assert_eq!(client.get(&format!("/texts/{id}")).await.status, StatusCode::NOT_FOUND);
            }
        }
        // The public phase comes by itself, at the minute.
        site.server.clock.advance(Duration::from_secs(60 * DAY - 1));
        assert_eq!(stranger.get(&format!("/texts/{}", texts[2])).await.status, StatusCode::NOT_FOUND);
        site.server.clock.advance(Duration::from_secs(1));
        assert!(stranger.get(&format!("/texts/{}", texts[2])).await.body.contains("Geheimnis 3"));
        assert!(stranger.get("/consultations/konferenz").await.body.contains("Räume für alle"));
        assert_eq!(stranger.get(&format!("/texts/{}", texts[1])).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn opening_a_group_lists_first_what_becomes_public() {
    run(async {
        let mut site = Site::start().await;
        let group = site.groups[1];
        let (_, mut bela) = site.member("bela", Some(group), false).await;
        let id = Uuid::from_u128(5);
        begin(&mut bela, group, id, "Worte").await;
        stage(&mut bela, id, "open").await;
        let page = site.staff.get(&format!("/groups/{group}/opening?to=public")).await.body;
        assert!(page.contains("Text mit allen Fassungen („Räume für alle“)"), "{page}");
        let version = site.server.services.records.group(group).await.expect("readable").expect("there").version;
        let (text, version) = (group.to_string(), version.to_string());
        let open =
            |seen: &'static str| pairs(&[("id", &text), ("version", &version), ("to", "public"), ("seen", seen)]);
        let refused = site.staff.post_form("/calls/open-group", &open("0")).await;
        assert!(refused.is_refused(), "more than was shown: {refused:?}");
        let done = site.staff.post_form("/calls/open-group", &open("1")).await;
        assert_eq!(done.location(), format!("/groups/{group}"), "{done:?}");
        let stored = site.server.services.records.group(group).await.expect("readable").expect("there").value;
        assert_eq!(stored.openness, Openness::Public);
        // Members do not decide it.
        let refused = bela.post_form("/calls/open-group", &open("9")).await;
        assert!(refused.is_refused(), "{refused:?}");
    });
}

#[test]
fn phases_are_kept_as_they_are_typed() {
    run(async {
        let mut site = Site::start().await;
        let stored = site.server.services.records.conference("konferenz").await.expect("readable").expect("there");
        let fields = [
            ("slug", "konferenz"),
            ("version", &stored.version.to_string()),
            ("phases[0][id]", ""),
            ("phases[0][name]", "Entwurf"),
            ("phases[0][starts]", "2027-01-10T18:00"),
            ("phases[0][ends]", "2027-07-10T18:00"),
            ("phases[0][rights][read]", "everybody"),
            ("phases[0][rights][comment]", "members"),
            ("phases[0][rights][vote]", ""),
            ("phases[1][id]", ""),
            ("phases[1][name]", ""),
            ("phases[1][starts]", ""),
            ("phases[1][ends]", ""),
        ];
        let done = site.staff.post_form("/calls/keep-phases", &pairs(&fields)).await;
        assert_eq!(done.location(), "/consultations/konferenz", "{done:?}");
        let kept = site.server.services.records.conference("konferenz").await.expect("readable").expect("there");
        let Schedule { phases } = kept.value.schedule;
        let [Phase { name, starts, ends, rights, .. }] = &phases[..] else { panic!("one phase: {phases:?}") };
        // German clocks: an hour before UTC in winter, two in summer.
        assert_eq!(
            (name.as_str(), starts.to_rfc3339(), ends.to_rfc3339()),
            ("Entwurf", "2027-01-10T17:00:00+00:00".to_owned(), "2027-07-10T16:00:00+00:00".to_owned(),)
        );
        let expected = [(Activity::Read, Audience::Everybody), (Activity::Comment, Audience::Members)];
        assert_eq!(rights.iter().map(|(what, who)| (*what, *who)).collect::<Vec<_>>(), expected);
        let again = site.staff.post_form("/calls/keep-phases", &pairs(&fields)).await;
        assert!(again.is_refused(), "an older version: {again:?}");
        let page = site.staff.get("/consultations/konferenz/phases").await.body;
        assert!(page.contains("2027-01-10T18:00"), "{page}");
    });
}
