//! Every kind of thing in a closed group × every way out × everybody outside: nothing. And what is kept from members: not for them.
//!
//! A closed and an open group are filled by the same forms ([`things`], [`saying`]), with a word of its own in every field. All doors
//! of the site are asked ([`ways`], [`calls`]; a door without a row fails), in three ways:
//!
//! - Before and after the closed group is filled, about everything else: no answer, list, count or file may differ.
//! - About the closed group's things, and about things that never were: both are answered alike.
//! - In no answer, frame or mail stands a word of it, or an identity that was not sent along.
//!
//! Members, chairs and authors ask the same and find every word, so that none of this passes because nothing was there.

mod calls;
mod reading;
mod saying;
mod things;
mod ways;
mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use app::services::consultation::notices::tell_due;
use app::services::mail::late::{Late, late_parameters};

use crate::live::{Frames, listening};
use crate::support::{Client, run};
use reading::{Told, found};
use things::{Level, Secret, Things, done};
use ways::{Ask, Asker, Scope, Way, ask_all, asks, wrong_rows};
use world::{ADDRESSEE, LEADS_ELSEWHERE, LEFT, OUTSIDE, World};

/// Answers that are new each time for another reason, and which.
const EACH_TIME_NEW: &[(&str, &str)] = &[
    ("/account/data", "the log in it counts how often it was asked for"),
    ("/account/second-factor", "a new secret for the second step"),
    ("/sign-in/second-factor", "a new secret for the second step"),
];

/// Lists and counts that move for members when the group is filled.
const MOVING: &[&str] =
    &["/consultations", "/calls/consultations", "/calls/load-tagged", "/feeds/{file}", "/account/following"];

/// Who wrote what is hidden.
const AUTHOR: &str = "the author";
/// Who is a member and leads nothing.
const PLAIN: &str = "a plain member";

/// Whoever left follows the group still, and is told so: they may leave that, too.
fn knowingly(who: &str, ask: &Ask) -> bool {
    who == LEFT && ask.door == "/calls/follow-state"
}

/// What went wrong, all of it.
#[derive(Default)]
struct Leaks(BTreeSet<String>);

impl Leaks {
    fn note(&mut self, who: &str, ask: &Ask, what: &str) {
        self.0.insert(format!("{who}: {}: {what}", ask.called()));
    }

    /// No secret in what somebody was told, but what they sent themselves or know rightly.
    fn search(&mut self, who: &str, knows: &[String], asked: (&[Ask], &[Told]), secrets: &[&Secret]) {
        for (ask, told) in asked.0.iter().zip(asked.1) {
            let sent = |secret: &Secret| ask.path.contains(&secret.word) || ask.body.contains(&secret.word);
            let hidden = secrets.iter().copied().filter(|secret| !sent(secret) && !knows.contains(&secret.word));
            for secret in found(&told.words(), hidden) {
                self.note(who, ask, &format!("tells {} ({:?})", secret.what, secret.level));
            }
        }
    }

    /// Nobody is told a result before its moment, the office neither; after it everybody inside is.
    fn results(&mut self, who: &str, things: &Things, asks: &[Ask], told: &[Told]) {
        let of_votes = |ask: &Ask| ["/calls/load-vote", "/api/v1/votes/{id}"].contains(&ask.door);
        for (ask, told) in asks.iter().zip(told).filter(|(ask, told)| of_votes(ask) && told.status == 200) {
            let later = ["secretvote", "latervote"].map(|vote| things.name(vote));
            let is_later = later.iter().any(|vote| ask.path.contains(vote) || ask.body.contains(vote));
            if told.words().contains("\"result\":null") != is_later {
                self.note(who, ask, if is_later { "tells a result before its moment" } else { "tells no result" });
            }
        }
    }

    /// For members lists and counts do move.
    fn counts_move(&mut self, asks: &[Ask], before: &[Told], after: &[Told]) {
        for door in MOVING {
            let mut of_it = asks.iter().zip(before.iter().zip(after)).filter(|(ask, _)| ask.door == *door);
            if !of_it.any(|(_, (before, after))| before.bytes != after.bytes) {
                self.0.insert(format!("{door} does not move for members"));
            }
        }
    }

    /// The same told for both.
    fn compare(&mut self, who: &str, asks: &[Ask], one: &[Told], other: &[Told], changing: &[&str], when: &str) {
        assert_eq!((asks.len(), asks.len()), (one.len(), other.len()), "the same questions");
        let is_asked = |told: &Told| told.status != 0;
        let both = asks.iter().zip(one.iter().zip(other)).filter(|(_, (one, other))| is_asked(one) && is_asked(other));
        for (ask, (one, other)) in both {
            let (one, other) = (one.alike(changing), other.alike(changing));
            let expected = EACH_TIME_NEW.iter().any(|(door, _)| *door == ask.door) || knowingly(who, ask);
            if one != other && !expected {
                self.note(who, ask, &format!("{when}: {}", difference(&one, &other)));
            }
        }
    }
}

/// Where two answers begin to differ.
fn difference(one: &(u16, String, String, Vec<u8>), other: &(u16, String, String, Vec<u8>)) -> String {
    if (one.0, &one.1, &one.2) != (other.0, &other.1, &other.2) {
        return format!("{:?} and {:?}", (one.0, &one.1, &one.2), (other.0, &other.1, &other.2));
    }
    let at = one.3.iter().zip(&other.3).take_while(|(one, other)| one == other).count();
    let around = |bytes: &[u8]| {
        let (from, to) = (at.saturating_sub(60), bytes.len().min(at + 60));
        String::from_utf8_lossy(&bytes[from.min(to)..to]).into_owned()
    };
    format!("“{}” and “{}”", around(&one.3), around(&other.3))
}

fn secrets_above(world: &World, level: Level) -> Vec<Secret> {
    world.closed.secrets.iter().filter(|secret| secret.level > level).cloned().collect()
}

fn all(secrets: &[Secret]) -> Vec<&Secret> {
    secrets.iter().collect()
}

/// Somebody with the session of a client.
fn same(world: &World, name: &'static str, client: &Client) -> Asker {
    let mut copy = world.site.server.client();
    copy.cookies.clone_from(&client.cookies);
    Asker::new(name, "", copy)
}

#[test]
fn nothing_of_a_closed_group_comes_out() {
    run(async {
        let mut world = World::start().await;
        let mut leaks = Leaks::default();
        let everything = asks(&world.open.names, Scope::Everything);
        let mut before = ask_all(&mut world.outsiders, &everything, &world.open.names).await;
        let mut plain = vec![same(&world, PLAIN, &world.members.other)];
        let lists: Vec<Ask> = everything.iter().filter(|ask| MOVING.contains(&ask.door)).cloned().collect();
        let lists_before = ask_all(&mut plain, &lists, &world.open.names).await.remove(0);

        let World { site, closed, members, .. } = &mut world;
        closed.fill(site, members).await;
        saying::on_report(closed, site, members).await;
        leaks.counts_move(&lists, &lists_before, &ask_all(&mut plain, &lists, &world.open.names).await[0]);
        // Members hide something from each other: for the others nothing moves.
        world.closed.plan_to_hide();
        let inside = asks(&world.closed.names, Scope::Consultations);
        let plain_before = ask_all(&mut plain, &inside, &world.closed.names).await.remove(0);
        world.closed.hide(&mut world.members).await;
        let inside = asks(&world.closed.names, Scope::Consultations);
        let plain_after = ask_all(&mut plain, &inside, &world.closed.names).await.remove(0);
        leaks.compare(PLAIN, &inside, &plain_before, &plain_after, &[], "moves by what is hidden from members");

        let secrets = world.closed.secrets.clone();
        let after = ask_all(&mut world.outsiders, &everything, &world.open.names).await;
        for (asker, (before, after)) in world.outsiders.iter().zip(before.drain(..).zip(after)) {
            leaks.compare(asker.name, &everything, &before, &after, &[], "moves by what happens inside");
            leaks.search(asker.name, &asker.knows, (&everything, &after), &all(&secrets));
        }
        outsiders_ask_about_it(&mut world, &mut leaks, &secrets).await;
        insiders_find_it(&mut world, &mut leaks, plain_after, &secrets).await;
        listen(&mut world, &mut leaks).await;
        read_mails(&mut world, &mut leaks).await;

        leaks.0.extend(wrong_rows(&[&world.closed.names, &world.open.names]));
        let leaks: Vec<String> = leaks.0.into_iter().collect();
        assert!(leaks.is_empty(), "{} leaks\n{}", leaks.len(), leaks.join("\n"));
    });
}

/// The closed group's things are asked for, and things that never were.
async fn outsiders_ask_about_it(world: &mut World, leaks: &mut Leaks, secrets: &[Secret]) {
    let never = world.closed.never();
    let (about, nowhere) = (asks(&world.closed.names, Scope::Doing), asks(&never, Scope::Doing));
    let mut changing: Vec<&str> = ["word", "tag"]
        .iter()
        .flat_map(|name| [&world.closed.names[name], &never[name]])
        .map(|value| value.trim_start_matches("topic:"))
        .collect();
    // One may begin like another: the longest first.
    changing.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let told = ask_all(&mut world.outsiders, &about, &world.closed.names).await;
    // Whoever left is answered like a member of another group.
    let at = world.outsiders.iter().position(|asker| asker.name == LEFT).expect("one of them");
    let left = world.outsiders.remove(at);
    let mut nothing = ask_all(&mut world.outsiders, &nowhere, &never).await;
    let like = world.outsiders.iter().position(|asker| asker.name == LEADS_ELSEWHERE).expect("one of them");
    nothing.insert(at, nothing[like].clone());
    world.outsiders.insert(at, left);
    for (asker, (told, nothing)) in world.outsiders.iter().zip(told.iter().zip(&nothing)) {
        leaks.compare(asker.name, &about, told, nothing, &changing, "not answered as if it had never been");
        leaks.search(asker.name, &asker.knows, (&about, told), &all(secrets));
    }
    // Whose account is over is a stranger, whatever session the browser still has.
    let reading = asks(&world.closed.names, Scope::About);
    let over = ask_all(&mut world.over, &reading, &world.closed.names).await;
    let is_read = |ask: &Ask| reading.iter().any(|known| known.called() == ask.called());
    let stranger: Vec<Told> =
        about.iter().zip(&told[0]).filter(|(ask, _)| is_read(ask)).map(|(_, told)| told.clone()).collect();
    for (asker, told) in world.over.iter().zip(&over) {
        leaks.compare(asker.name, &reading, told, &stranger, &[], "not answered like a stranger");
        leaks.search(asker.name, &[], (&reading, told), &all(secrets));
    }
}

/// Members, chairs, authors and the office find every word; and nobody more than is for them.
async fn insiders_find_it(world: &mut World, leaks: &mut Leaks, plain: Vec<Told>, secrets: &[Secret]) {
    let mut askers = vec![
        same(world, AUTHOR, &world.members.author),
        same(world, "who leads the group", &world.members.chair),
        same(world, "the office", &world.site.staff).only(Ask::is_call),
    ];
    let everything = asks(&world.closed.names, Scope::Consultations);
    let mut told = ask_all(&mut askers, &everything, &world.closed.names).await;
    askers.push(same(world, PLAIN, &world.members.other));
    told.push(plain);
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut ways: BTreeMap<Way, usize> = BTreeMap::new();
    for (asker, told) in askers.iter().zip(&told) {
        let hidden = match asker.name {
            PLAIN => secrets_above(world, Level::Inside),
            AUTHOR => Vec::new(),
            _ => secrets_above(world, Level::Chairs),
        };
        leaks.search(asker.name, &[], (&everything, told), &all(&hidden));
        leaks.results(asker.name, &world.closed, &everything, told);
        for (ask, told) in everything.iter().zip(told).filter(|(_, told)| told.status == 200) {
            let known = found(&told.words(), secrets.iter());
            *ways.entry(ask.way).or_default() += known.len();
            seen.extend(known.iter().map(|secret| secret.word.as_str()));
        }
    }
    let unseen: Vec<&str> = secrets
        .iter()
        .filter(|secret| secret.word.parse::<uuid::Uuid>().is_err() && !seen.contains(secret.word.as_str()))
        .map(|secret| secret.what.as_str())
        .collect();
    if !unseen.is_empty() {
        leaks.0.insert(format!("nobody finds {unseen:?}"));
    }
    let empty: Vec<Way> = Way::ALL.into_iter().filter(|way| ways.get(way).is_none_or(|count| *count == 0)).collect();
    if !empty.is_empty() {
        leaks.0.insert(format!("nothing comes out for members by {empty:?}"));
    }
}

/// Live lines while something happens inside.
async fn listen(world: &mut World, leaks: &mut Leaks) {
    let (report, open, closed) = (world.open.name("report"), world.open.name("text"), world.closed.name("text"));
    // Whoever follows something hears of what comes later.
    world.site.server.clock.advance(Duration::from_secs(1));
    let mut lines = Vec::new();
    for asker in &mut world.outsiders {
        for text in [&open, &report] {
            lines.push((asker.name, text.clone(), listening(&mut asker.client, &format!("/live/texts/{text}")).await));
        }
    }
    let mut member = listening(&mut world.members.other, &format!("/live/texts/{closed}")).await;
    let World { site, closed: things, members, .. } = &mut *world;
    saying::talk(things, members).await;
    things.plan_to_hide();
    things.hide(members).await;
    saying::on_report(things, site, members).await;
    let said = things.name("comment");
    let last = "00000000-0000-0000-0000-00000000e0d0";
    for (number, (client, text)) in [
        (&mut world.neighbours.author, &open),
        (&mut world.neighbours.other, &report),
        (&mut world.members.author, &closed),
    ]
    .into_iter()
    .enumerate()
    {
        let id = format!("{}{number}", &last[..35]);
        let fields = [
            ("comment[id]", id.as_str()),
            ("comment[text]", text),
            ("comment[kind]", "for"),
            ("comment[body]", "Das war alles."),
        ];
        done(client, "send-comment", &fields).await;
    }
    let secrets = world.closed.secrets.clone();
    for (who, text, mut frames) in lines {
        let heard = heard(&mut frames, &last[..35]).await;
        for secret in found(&heard, secrets.iter()) {
            leaks.0.insert(format!("{who}: live line of {text}: tells {}", secret.what));
        }
        let quiet = text == open && heard.matches("\"kind\"").count() > 1;
        if quiet {
            leaks.0.insert(format!("{who}: live line of {text}: moves: {heard}"));
        }
    }
    let heard = heard(&mut member, &last[..35]).await;
    assert!(heard.contains(&said), "members hear what is said: {heard}");
    // What is hidden now was told while it could be read.
    let was_shown = |secret: &Secret| ["hidden", "waiting"].contains(&secret.what.as_str());
    for secret in found(&heard, secrets_above(world, Level::Inside).iter().filter(|secret| !was_shown(secret))) {
        leaks.0.insert(format!("a plain member: live line: tells {}", secret.what));
    }
}

/// Everything up to the frame with this in it.
async fn heard(frames: &mut Frames, last: &str) -> String {
    let mut heard = String::new();
    while !heard.contains(last) {
        heard.push_str(&frames.next().await.expect("the line goes on"));
    }
    heard
}

/// All digests and notices, as they would go.
async fn read_mails(world: &mut World, leaks: &mut Leaks) {
    let server = &world.site.server;
    // Until Monday after seven, so that every rhythm has had its turn.
    server.clock.advance(Duration::from_secs(10));
    tell_due(&server.services).await.expect("the database works");
    server.clock.advance(Duration::from_hours(6 * 24));
    tell_due(&server.services).await.expect("the database works");
    let now = server.clock.now();
    let mut to: BTreeMap<String, String> = BTreeMap::new();
    for id in server.services.records.due_mails(now, 999).await.expect("readable") {
        let lease = now + chrono::TimeDelta::minutes(9);
        let taken = server.services.records.take_mail(id, "test", lease, now).await.expect("readable");
        let mail = taken.expect("nobody else takes it");
        let mut words: Vec<String> = mail.parameters.values().cloned().collect();
        match late_parameters(&server.services, &mail.template, &mail.parameters).await.expect("readable") {
            Late::Ready(late) => words.extend(late.into_values()),
            Late::Gone => {}
        }
        to.entry(mail.recipient).or_default().push_str(&words.join("\n").to_lowercase());
    }
    let outer = world.closed.secrets.clone();
    for address in OUTSIDE {
        for secret in found(to.get(address).map_or("", String::as_str), outer.iter()) {
            leaks.0.insert(format!("mail to {address}: tells {}", secret.what));
        }
    }
    for address in
        ["nora@example.org", "gast@example.org", ADDRESSEE].into_iter().filter(|address| !to.contains_key(*address))
    {
        leaks.0.insert(format!("no mail goes to {address}, only to {:?}", to.keys()));
    }
    for address in ["anna@example.org", "bela@example.org"] {
        let known = found(to.get(address).map_or("", String::as_str), outer.iter());
        if !known.iter().any(|secret| secret.what == "titel") {
            leaks.0.insert(format!("{address} does not hear of the text: {known:?}"));
        }
    }
    for secret in
        found(to.get("bela@example.org").map_or("", String::as_str), secrets_above(world, Level::Inside).iter())
    {
        leaks.0.insert(format!("mail to a plain member: tells {}", secret.what));
    }
}
