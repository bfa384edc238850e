//! A conference with a closed group and an open one, their people, and those who are not, not any more, or never were inside.

use app::services::settings::Settings;
use domain::account::Role;
use uuid::Uuid;

use crate::consultation::Site;
use crate::guests::generous;
use crate::leaks::saying::{follow, keep_body, on_report, secret_feed};
use crate::leaks::things::{Crew, Level, Secret, Things, done, phase_fields};
use crate::leaks::ways::{Asker, Way};
use crate::support::{Client, EMAIL, PASSWORD, TestServer, pairs};

/// In front of every word of the closed group.
pub const CLOSED: &str = "quitten";
/// In front of every word of the open one.
const OPEN: &str = "birnen";
/// Whom a report of discrimination is told; not a member of anything.
pub const ADDRESSEE: &str = "gleichbehandlung@example.org";

/// The world.
pub struct World {
    pub site: Site,
    /// The closed group: nothing in it but the text that the report takes up, until it is filled.
    pub closed: Things,
    /// The open group, filled.
    pub open: Things,
    pub members: Crew,
    pub neighbours: Crew,
    /// Who is outside and may sign in, and a stranger.
    pub outsiders: Vec<Asker>,
    /// Who was inside, and whose account is over: their browsers still hold their sessions. And a program that has a key to surveys.
    pub over: Vec<Asker>,
}

/// Who has most rights of all outside.
pub const LEADS_ELSEWHERE: &str = "who leads the other group";
/// Who was a member.
pub const LEFT: &str = "who left the group";

/// Addresses to which no mail may tell anything of the closed group.
pub const OUTSIDE: [&str; 8] = [
    "gast@example.org",
    "nora@example.org",
    "bert@example.org",
    "berta@example.org",
    "frueher@example.org",
    "ende@example.org",
    "still@example.org",
    ADDRESSEE,
];

impl World {
    pub async fn start() -> Self {
        let trusted = "0.0.0.0/0".parse().expect("a network");
        let settings =
            Settings { trusted_proxies: vec![trusted], discrimination_email: Some(ADDRESSEE.to_owned()), ..generous() };
        let mut site = Site::on(TestServer::with(settings).await).await;
        let survey = site.server.add_survey().await;
        let question = survey.questions().find(|question| question.kind.takes_answer()).expect("a question");
        let question = format!("{}/{}", survey.slug, question.code);
        let [closed, _, open] = site.groups[..] else { panic!("three groups") };
        let mut fields = phase_fields("Beratung");
        fields.extend(pairs(&[("slug", "konferenz"), ("version", "1")]));
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        done(&mut site.staff, "keep-phases", &fields).await;
        keep_body(&mut site.staff).await;
        let mut members = crew(&mut site, closed, ["anna", "bela", "clara"]).await;
        let neighbours = crew(&mut site, open, ["bert", "berta", "nora"]).await;
        let mut closed = Things::new(closed, CLOSED, 0xa11c_e000_0000_0000_0000_0000_0000);
        let mut open = Things::new(open, OPEN, 0xb0b0_0000_0000_0000_0000_0000_0000);
        for things in [&mut closed, &mut open] {
            things.names.extend([("question", question.clone()), ("survey", survey.slug.clone())]);
        }
        let ground = ground(&mut closed, &mut members.author).await;
        let (outsiders, over) = others(&mut site, &closed, ground).await;
        let mut world = Self { site, closed, open, members, neighbours, outsiders, over };
        // The last day of one account is over then, and sessions of all others have to be begun anew.
        world.site.server.clock.advance(std::time::Duration::from_hours(48));
        world.sign_in().await;
        world.open.fill(&mut world.site, &mut world.neighbours).await;
        world.report(ground).await;
        on_report(&mut world.open, &mut world.site, &mut world.neighbours).await;
        world.follow_all(ground).await;
        world
    }

    async fn sign_in(&mut self) {
        let site = &mut self.site;
        site.staff.sign_in(EMAIL, PASSWORD).await;
        let (members, neighbours) = (&mut self.members, &mut self.neighbours);
        for (name, client) in [
            ("anna", &mut members.author),
            ("bela", &mut members.other),
            ("clara", &mut members.chair),
            ("bert", &mut neighbours.author),
            ("berta", &mut neighbours.other),
            ("nora", &mut neighbours.chair),
        ] {
            client.sign_in(&format!("{name}@example.org"), PASSWORD).await;
        }
        for asker in &mut self.outsiders {
            if !asker.email.is_empty() {
                asker.client.sign_in(asker.email, PASSWORD).await;
            }
        }
        let mut nora = site.server.client();
        nora.cookies.clone_from(&self.neighbours.chair.cookies);
        self.outsiders.push(Asker::new(LEADS_ELSEWHERE, "nora@example.org", nora).only(|ask| ask.of_consultations));
    }

    /// A report that everybody reads, with words of both groups, and a meeting of the conference about a text of the closed one.
    async fn report(&mut self, ground: Uuid) {
        let report = Uuid::from_u128(0x0b0e_0000_0000_0000_0000_0000_0000);
        let (id, from_open, from_closed) = (report.to_string(), self.open.name("text"), ground.to_string());
        let fields = [
            ("conference", "konferenz"),
            ("id", &id),
            ("title", "Bericht der Konferenz"),
            ("parts[0][text]", &from_open),
            ("parts[0][place]", "1"),
            ("parts[0][heading]", "Erster Teil"),
            ("parts[1][text]", &from_closed),
            ("parts[1][place]", "2"),
            ("parts[1][heading]", "Zweiter Teil"),
        ];
        let staff = &mut self.site.staff;
        done(staff, "make-report", &fields).await;
        done(staff, "stage-text", &[("id", &id), ("stage", "open")]).await;
        for things in [&mut self.open, &mut self.closed] {
            things.names.insert("report", id.clone());
        }
        let paragraphs = self.site.server.services.records.version(report, 1).await.expect("readable").expect("there");
        let taken = paragraphs.content.paragraphs.iter().find(|one| one.origin.is_some_and(|from| from.text == ground));
        self.open.names.insert("taken", taken.expect("a paragraph of the closed group").id.to_string());
        let meeting = Uuid::from_u128(0x0bee_0000_0000_0000_0000_0000_0000).to_string();
        self.open.names.insert("plenary", meeting.clone());
        let fields = [
            ("form[id]", meeting.as_str()),
            ("form[starts]", "2026-12-16T18:00"),
            ("form[ends]", "2026-12-16T20:00"),
            ("form[items][0][text]", &from_closed),
        ];
        let fields = crate::meetings::form(None, 0, &fields);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        done(&mut self.site.staff, "keep-meeting", &fields).await;
    }

    /// Those outside follow all they can.
    async fn follow_all(&mut self, ground: Uuid) {
        let (group, text, report) = (self.open.group.to_string(), self.open.name("text"), self.open.name("report"));
        for (asker, rhythm) in
            self.outsiders.iter_mut().filter(|asker| !asker.email.is_empty()).zip(["at_once", "daily", "weekly"])
        {
            for thing in ["konferenz", group.as_str(), &text, &report] {
                follow(&mut asker.client, thing, rhythm).await;
            }
        }
        // Who left is called like who leads the other group, so that what both are told can be compared.
        let name = format!("{OPEN}clara");
        for asker in self.outsiders.iter_mut().filter(|asker| asker.name == LEFT) {
            done(&mut asker.client, "rename-me", &[("name", &name)]).await;
        }
        self.closed.names.insert("ground", ground.to_string());
        // They hear of what comes later.
        self.site.server.clock.advance(std::time::Duration::from_secs(1));
    }
}

async fn crew(site: &mut Site, group: Uuid, names: [&'static str; 3]) -> Crew {
    let (author_id, author) = site.member(names[0], Some(group), false).await;
    let (other_id, other) = site.member(names[1], Some(group), false).await;
    let (chair_id, chair) = site.member(names[2], Some(group), true).await;
    Crew { author, other, chair, ids: [author_id, other_id, chair_id] }
}

/// A text of the closed group that the report will take up: its words become public by that, nothing else of it.
async fn ground(closed: &mut Things, author: &mut Client) -> Uuid {
    let id = Uuid::from_u128(0x0a00_0000_0000_0000_0000_0000_0000);
    let (group, text, title) = (closed.group.to_string(), id.to_string(), closed.word(Level::Inside, "grundtitel"));
    let body = "Aus der ersten Gruppe kommt dieser Satz.\n";
    let fields = [("group", group.as_str()), ("id", &text), ("title", &title), ("body", body)];
    done(author, "begin-text", &fields).await;
    done(author, "stage-text", &[("id", &text), ("stage", "open")]).await;
    closed.secrets.push(Secret { word: text, what: "ground".into(), level: Level::Inside });
    id
}

/// Those outside, and those whose accounts are over.
async fn others(site: &mut Site, closed: &Things, ground: Uuid) -> (Vec<Asker>, Vec<Asker>) {
    site.server.add_account("verwaltung@example.org", Role::Administrator).await;
    let mut administrator = site.server.client();
    administrator.sign_in("verwaltung@example.org", PASSWORD).await;
    let (guest_id, guest) = site.member("gast", None, false).await;
    let (former_id, mut former) = site.member("frueher", Some(closed.group), false).await;
    let (ended_id, mut ended) = site.member("ende", Some(closed.group), false).await;
    let (silent_id, mut silent) = site.member("still", Some(closed.group), false).await;
    let (group, text) = (closed.group.to_string(), ground.to_string());
    for client in [&mut former, &mut ended, &mut silent] {
        for thing in ["konferenz", group.as_str(), &text] {
            follow(client, thing, "at_once").await;
        }
        done(client, "make-feed-secret", &[("thing", &group)]).await;
    }
    let body = format!("Ein Satz von früher {}", former_id.simple());
    for (id, note) in [("00000000-0000-0000-0000-0000000000f1", ""), ("00000000-0000-0000-0000-0000000000f2", "note")] {
        let fields = [
            ("comment[id]", id),
            ("comment[text]", &text),
            ("comment[kind]", "for"),
            ("comment[body]", &body),
            ("comment[note]", note),
        ];
        done(&mut former, "send-comment", &fields).await;
    }
    let feeds = [secret_feed(&mut former).await, secret_feed(&mut ended).await, secret_feed(&mut silent).await];
    done(&mut site.staff, "unseat-member", &[("id", &group), ("account", &former_id.to_string())]).await;
    for (id, ends) in [(guest_id, "2027-06-30"), (ended_id, "2026-11-23")] {
        let fields = [("account", id.to_string()), ("role", "reader".to_owned()), ("ends", ends.to_owned())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        done(&mut administrator, "change-role", &fields).await;
    }
    done(&mut administrator, "deactivate-account", &[("account", &silent_id.to_string())]).await;
    let [of_former, of_ended, of_silent] = feeds;
    let mut left = Asker::new(LEFT, "frueher@example.org", former).with_feed(of_former);
    left = left.only(|ask| ask.of_consultations);
    // What they followed they still find in what is stored about them.
    left.knows = vec![group, text];
    let stranger = Asker::new("a stranger", "", site.server.client());
    let guest = Asker::new("a reader without a seat", "gast@example.org", guest);
    let key = site.server.add_key(&["read:results", "write:responses"]).await;
    let over = vec![
        Asker::new("a program with a key", "", site.server.client()).with_key(key).only(|ask| ask.way != Way::Page),
        Asker::new("a reader whose time is over", "", ended).with_feed(of_ended),
        Asker::new("whose account was deactivated", "", silent).with_feed(of_silent),
    ];
    (vec![stranger, guest, left], over)
}
