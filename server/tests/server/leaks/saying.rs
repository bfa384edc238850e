//! What people say and do about a text: discussions with moderation, positions and votes, meetings, decisions and answers.

use crate::leaks::things::{Crew, Level, Things, done};
use crate::meetings;
use crate::support::Client;
use crate::{consultation::Site, outcome};

/// The body that decides; it is known to everybody.
pub const BODY: &str = "00000000-0000-0000-0000-0000000000b0";

/// Says something about the first paragraph.
async fn say(things: &Things, client: &mut Client, id: &str, body: &str, more: &[(&str, &str)]) {
    let (text, paragraph) = (things.name("text"), things.name("paragraph"));
    let mut fields = vec![
        ("comment[id]", id),
        ("comment[text]", &text),
        ("comment[paragraph]", &paragraph),
        ("comment[kind]", "question"),
        ("comment[body]", body),
    ];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend(more);
    done(client, "send-comment", &fields).await;
}

async fn rule(chair: &mut Client, id: &str, version: &str, shown: &str, reason: &str) {
    let fields = [("id", id), ("version", version), ("shown", shown), ("reason", reason)];
    done(chair, "rule-on-comment", &fields).await;
}

/// Comments on words, on the whole text, answers, somebody addressed, and what moderation keeps from members.
pub async fn talk(things: &mut Things, crew: &mut Crew) {
    let (comment, body) = (things.id(Level::Inside, "comment").to_string(), things.word(Level::Inside, "kommentar"));
    let quote = format!("{}absatz", things.name("word"));
    say(things, &mut crew.author, &comment, &body, &[("comment[quote]", &quote)]).await;
    done(&mut crew.other, "think-of-comment", &[("id", &comment), ("opinion", "agree")]).await;
    let (reply, body) = (things.id(Level::Inside, "reply").to_string(), things.word(Level::Inside, "antwort"));
    let body = format!("{body} @{}anna", things.name("word"));
    say(things, &mut crew.other, &reply, &body, &[("comment[parent]", &comment)]).await;
    let (whole, body) = (things.id(Level::Inside, "whole").to_string(), things.word(Level::Inside, "ganzes"));
    say(things, &mut crew.other, &whole, &body, &[("comment[paragraph]", "")]).await;
    let words = things.word(Level::Inside, "erledigung");
    let fields = [("id", whole.as_str()), ("version", "1"), ("outcome", "answered"), ("words", &words)];
    done(&mut crew.chair, "settle-comment", &fields).await;

    // Hidden; hidden and said otherwise, which waits; and the same shown again.
    let (hidden, body) = (things.id(Level::Chairs, "hidden").to_string(), things.word(Level::Chairs, "verstecktes"));
    say(things, &mut crew.author, &hidden, &body, &[]).await;
    rule(&mut crew.chair, &hidden, "1", "false", &things.word(Level::Chairs, "spruch")).await;
    for (level, name, before, after) in [
        (Level::Chairs, "waiting", "gesperrtes", "wartendes"),
        (Level::Inside, "restored", "zurueckgehaltenes", "freigegebenes"),
    ] {
        let (id, body) = (things.id(level, name).to_string(), things.word(Level::Chairs, before));
        say(things, &mut crew.author, &id, &body, &[]).await;
        rule(&mut crew.chair, &id, "1", "false", "So nicht.").await;
        let body = things.word(level, after);
        let change = [("id", id.as_str()), ("version", "2"), ("kind", "for"), ("body", &body)];
        done(&mut crew.author, "change-comment", &change).await;
    }
    rule(&mut crew.chair, &things.name("restored"), "3", "true", "").await;
}

async fn take(client: &mut Client, text: &str, group: &str, id: &str, number: &str, position: &str, reason: &str) {
    let fields = [
        ("id", id),
        ("text", text),
        ("group", group),
        ("number", number),
        ("position", position),
        ("reason", reason),
        ("about", ""),
    ];
    done(client, "take-position", &fields).await;
}

async fn announce(things: &mut Things, chair: &mut Client, text: &str, name: &'static str, how: &[(&str, &str)]) {
    let (id, question) = (things.id(Level::Inside, name).to_string(), things.word(Level::Inside, name));
    let group = things.group.to_string();
    let mut fields = vec![
        ("id", id.as_str()),
        ("text", text),
        ("group", &group),
        ("question", &question),
        ("how[opens]", ""),
        ("how[closes]", "2027-01-10T10:00"),
        ("how[majority]", "simple"),
        ("how[quorum]", "half"),
        ("how[least]", ""),
        ("how[from]", ""),
    ];
    fields.retain(|(name, _)| !how.iter().any(|(other, _)| other == name));
    fields.extend(how);
    done(chair, "announce-vote", &fields).await;
}

/// Positions, an objection and what becomes of it, votes: open, secret, and with a result whose moment is to come.
pub async fn agree(things: &mut Things, crew: &mut Crew) {
    let (text, group) = (things.name("text"), things.group.to_string());
    take(&mut crew.author, &text, &group, &things.name("text"), "4", "agree", "").await;
    let (id, reason) = (things.id(Level::Inside, "objection").to_string(), things.word(Level::Inside, "einwand"));
    take(&mut crew.other, &text, &group, &id, "4", "object", &reason).await;
    let words = things.word(Level::Inside, "gehoert");
    let fields = [("objection", id.as_str()), ("seen", "1"), ("step", "hear"), ("words", &words)];
    done(&mut crew.chair, "move-objection", &fields).await;
    announce(things, &mut crew.chair, &text, "vote", &[("how[shown]", "always")]).await;
    done(&mut crew.author, "cast-vote", &[("vote", &things.name("vote")), ("choice", "yes")]).await;
    let secret = [("how[shown]", "after_close"), ("how[secret]", "true")];
    announce(things, &mut crew.chair, &text, "secretvote", &secret).await;
    done(&mut crew.author, "cast-vote-secretly", &[("vote", &things.name("secretvote")), ("choice", "no")]).await;
    let later = [("how[shown]", "from"), ("how[from]", "2027-02-01T10:00")];
    announce(things, &mut crew.chair, &text, "latervote", &later).await;
    done(&mut crew.author, "cast-vote", &[("vote", &things.name("latervote")), ("choice", "yes")]).await;
}

/// What the group says of the report, which everybody reads: that it does is not for everybody.
pub async fn on_report(things: &mut Things, site: &mut Site, crew: &mut Crew) {
    let (report, group) = (things.name("report"), things.group.to_string());
    take(&mut crew.author, &report, &group, &report, "1", "agree", "").await;
    let (id, reason) =
        (things.id(Level::Inside, "reportobjection").to_string(), things.word(Level::Inside, "berichtseinwand"));
    take(&mut crew.other, &report, &group, &id, "1", "object", &reason).await;
    announce(things, &mut crew.chair, &report, "reportvote", &[("how[shown]", "always")]).await;
    done(&mut crew.other, "cast-vote", &[("vote", &things.name("reportvote")), ("choice", "no")]).await;
    let answer = things.id(Level::Inside, "reportanswer").to_string();
    let (unit, words) = (things.word(Level::Inside, "berichtsamt"), things.word(Level::Inside, "berichtsantwort"));
    keep_answer(&mut site.staff, &answer, &report, &id, &unit, &words).await;
}

async fn keep_answer(staff: &mut Client, answer: &str, text: &str, to: &str, unit: &str, words: &str) {
    let fields = [
        ("id", answer),
        ("version", "0"),
        ("text", text),
        ("to", to),
        ("unit", unit),
        ("due", "2026-12-30"),
        ("words", words),
    ];
    done(staff, "keep-answer", &fields).await;
}

/// A meeting with everything that can be written, somebody who comes, speaks and was there.
pub async fn meet(things: &mut Things, crew: &mut Crew) {
    let meeting = things.id(Level::Inside, "meeting").to_string();
    let item = things.id(Level::Inside, "item").to_string();
    let written = [
        ("form[title]", "sitzung"),
        ("form[place]", "ort"),
        ("form[minutes]", "protokoll"),
        ("form[items][0][title]", "tagesordnung"),
        ("form[items][0][speaker]", "vortrag"),
        ("form[items][0][decision]", "beschluss"),
        ("form[documents][0][name]", "unterlage"),
    ];
    let mut fields: Vec<(&str, String)> =
        written.iter().map(|(field, what)| (*field, things.word(Level::Inside, what))).collect();
    for (field, what) in [("form[link]", "einwahl"), ("form[documents][0][link]", "ablage")] {
        fields.push((field, format!("https://video.example/{}", things.word(Level::Inside, what))));
    }
    fields.extend([
        ("form[id]", meeting.clone()),
        ("form[starts]", "2026-12-15T18:00".to_owned()),
        ("form[ends]", "2026-12-15T20:00".to_owned()),
        ("form[items][0][id]", item.clone()),
        ("form[items][0][text]", things.name("text")),
    ]);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(field, value)| (*field, value.as_str())).collect();
    let fields = meetings::form(Some(things.group), 0, &fields);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    done(&mut crew.chair, "keep-meeting", &fields).await;
    let of_it = ("meeting", meeting.as_str());
    let author = crew.ids[0].to_string();
    done(&mut crew.author, "register-for-meeting", &[of_it, ("comes", "true")]).await;
    for client in [&mut crew.author, &mut crew.other] {
        done(client, "ask-to-speak", &[of_it, ("wants", "true")]).await;
    }
    done(&mut crew.chair, "call-speaker", &[of_it, ("after", ""), ("account", &author)]).await;
    done(&mut crew.chair, "note-attendance", &[of_it, ("present[]", &author)]).await;
    done(&mut crew.chair, "move-meeting", &[of_it, ("item", &item)]).await;
    let paragraph = things.name("paragraph");
    done(&mut crew.chair, "move-meeting", &[of_it, ("item", &item), ("paragraph", &paragraph)]).await;
}

/// Survey questions behind a paragraph, a decision, an official answer, and what members follow.
pub async fn conclude(things: &mut Things, site: &mut Site, crew: &mut Crew) {
    let (text, paragraph) = (things.name("text"), things.name("paragraph"));
    let question = things.name("question");
    let fields = [("text", text.as_str()), ("paragraph", &paragraph), ("question", &question)];
    done(&mut crew.chair, "add-source", &fields).await;
    let decision = things.id(Level::Inside, "decision").to_string();
    let (paper, conditions) = (things.word(Level::Inside, "drucksache"), things.word(Level::Inside, "auflage"));
    let fields = [
        ("id", decision.as_str()),
        ("text", &text),
        ("body", BODY),
        ("version", "4"),
        ("paper", &paper),
        ("day", "2026-11-20"),
        ("yes", "30"),
        ("no", "12"),
        ("abstain", "3"),
        ("majority", "simple"),
        ("outcome", "accepted"),
        ("conditions", &conditions),
    ];
    done(&mut site.staff, "enter-decision", &fields).await;
    let (answer, comment) = (things.id(Level::Inside, "answer").to_string(), things.name("comment"));
    let (unit, words) = (things.word(Level::Inside, "fachamt"), things.word(Level::Inside, "stellungnahme"));
    keep_answer(&mut site.staff, &answer, &text, &comment, &unit, &words).await;
    let group = things.group.to_string();
    for client in [&mut crew.author, &mut crew.other] {
        follow(client, &group, "at_once").await;
        follow(client, &text, "daily").await;
    }
    done(&mut crew.author, "make-feed-secret", &[("thing", &group)]).await;
    let feed = secret_feed(&mut crew.author).await;
    things.names.insert("feed", feed);
}

pub async fn follow(client: &mut Client, thing: &str, rhythm: &str) {
    done(client, "follow", &[("thing", thing), ("rhythm", rhythm)]).await;
}

/// The secret in the addresses of somebody's feeds.
pub async fn secret_feed(client: &mut Client) -> String {
    let page = client.get("/account/following").await.body;
    let (_, rest) = page.split_once("/feeds/secret/").expect("an address");
    rest.split('.').next().unwrap_or_default().to_owned()
}

/// Enters the body that decides.
pub async fn keep_body(staff: &mut Client) {
    let fields = [
        ("id", BODY),
        ("version", "0"),
        ("name", "Rat der Stadt"),
        ("kind", "Rat"),
        ("right", "decide"),
        ("from", "2025-11-01"),
        ("to", ""),
        ("successor", ""),
    ];
    let kept = outcome::post(staff, "/calls/keep-body", &crate::support::pairs(&fields)).await;
    assert_eq!(kept.location(), "/bodies", "{kept:?}");
}
