//! Votes through the real site: plain forms and the browser's part, results no earlier than promised, and secret votes in which nothing
//! joins a person to a choice.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use app::services::consultation::voting;
use app::services::papers::{Handed, HeldPapers};
use app::services::vault::Vault;
use app::services::{chance, people};
use axum::http::StatusCode;
use chrono::DateTime;
use domain::access::{Access, invitation_name};
use domain::account::Role;
use domain::agreement::vote::Choice;
use domain::ballot::{Request, Signed};
use domain::majority::Count;
use serde_json::{Value, json};
use store::NewAccount;
use uuid::Uuid;

use crate::agreement::{Group, call, done, post, refused, shown_after};
use crate::consultation::Site;
use crate::guests::generous;
use crate::support::{Answer, Client, TestServer, run};

/// The clock of tests stands at 9:00 in Germany; the vote closes at 10:00.
const CLOSES: &str = "2026-11-22T10:00";
const HOUR: Duration = Duration::from_hours(1);

async fn announce(client: &mut Client, of: &(Uuid, Uuid), id: Uuid, more: &[(&str, &str)]) -> Answer {
    let (text, group, id) = (of.0.to_string(), of.1.to_string(), id.to_string());
    let mut fields = vec![
        ("id", id.as_str()),
        ("text", &text),
        ("group", &group),
        ("question", "Nehmen wir den Text an?"),
        ("how[opens]", ""),
        ("how[closes]", CLOSES),
        ("how[majority]", "simple"),
        ("how[quorum]", "half"),
        ("how[least]", ""),
        ("how[from]", ""),
    ];
    for (name, value) in more {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    post(client, "/", "/calls/announce-vote", &fields).await
}

async fn cast(client: &mut Client, vote: Uuid, choice: &str) -> Answer {
    post(client, "/", "/calls/cast-vote", &[("vote", &vote.to_string()), ("choice", choice)]).await
}

async fn cast_secretly(client: &mut Client, vote: Uuid, choice: &str) -> Answer {
    post(client, "/", "/calls/cast-vote-secretly", &[("vote", &vote.to_string()), ("choice", choice)]).await
}

/// The result in page, call and API: whether each of them shows one.
async fn shows(client: &mut Client, vote: Uuid) -> [bool; 3] {
    let page = client.get(&format!("/votes/{vote}")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let there = ["Angenommen</strong>", "Abgelehnt</strong>", "Ungültig: ", "Zwischenstand"];
    let call = call(client, "load-vote", &format!("vote={vote}")).await.json();
    let api = client.get(&format!("/api/v1/votes/{vote}")).await.json();
    [
        there.iter().any(|words| page.body.contains(words)) || page.body.contains("id=\"vote-result\""),
        call["result"] != Value::Null,
        api["result"] != Value::Null,
    ]
}

#[test]
fn a_vote_in_the_closing_second_counts_or_is_told_that_it_does_not() {
    run(async {
        let Group { site, group, text, mut anna, mut bela, mut chair } = Group::start(1).await;
        let vote = Uuid::from_u128(500);
        refused(&announce(&mut anna, &(text, group), vote, &[("how[shown]", "after_close")]).await);
        refused(
            &announce(&mut chair, &(text, group), vote, &[("how[shown]", "after_close"), ("how[closes]", "morgen")])
                .await,
        );
        refused(
            &announce(
                &mut chair,
                &(text, group),
                vote,
                &[("how[shown]", "after_close"), ("how[closes]", "2026-11-22T08:59")],
            )
            .await,
        );
        refused(
            &announce(&mut chair, &(text, group), vote, &[("how[shown]", "always"), ("how[secret]", "true")]).await,
        );
        refused(&announce(&mut chair, &(text, group), vote, &[("how[shown]", "after_close"), ("question", " ")]).await);
        for _ in 0..2 {
            let answer = announce(&mut chair, &(text, group), vote, &[("how[shown]", "after_close")]).await;
            assert_eq!(answer.location(), format!("/votes/{vote}?done=announced"), "{answer:?}");
        }
        let page = anna.get(&format!("/texts/{text}/agreement")).await.body;
        assert_eq!(page.matches("href=\"/votes/").count(), 1, "{page}");
        site.server.clock.advance(HOUR.saturating_sub(Duration::from_millis(1)));
        done(&cast(&mut anna, vote, "yes").await);
        done(&cast(&mut anna, vote, "no").await);
        done(&cast(&mut chair, vote, "yes").await);
        site.server.clock.advance(Duration::from_millis(1));
        refused(&cast(&mut bela, vote, "yes").await);
        let (id, page) = (vote.to_string(), format!("/votes/{vote}"));
        let late = [("vote", id.as_str()), ("choice", "yes")];
        let said = shown_after(&mut bela, &page, "/calls/cast-vote", &late).await;
        assert!(said.contains("Die Abstimmung ist beendet. Ihre Stimme kam nach dem Ende an"), "{said}");
        let result = anna.get(&format!("/api/v1/votes/{vote}")).await.json();
        assert_eq!(
            result["result"],
            json!({ "yes": 1, "no": 1, "abstain": 0, "outcome": "rejected" }),
            "the last one counts"
        );
        assert_eq!((&result["entitled"], &result["cast"]), (&json!(3), &json!(2)));
        let page = bela.get(&format!("/votes/{vote}")).await.body;
        assert!(page.contains("Abgelehnt") && page.contains("2 abgegebene Stimmen, 3 Stimmberechtigte"), "{page}");
    });
}

#[test]
fn nobody_sees_a_result_before_its_moment_not_even_staff() {
    run(async {
        let Group { mut site, group, text, mut anna, mut bela, mut chair } = Group::start(1).await;
        let (from, of) = ("2026-11-22T11:00", (text, group));
        let votes = [
            (500, "after_close", "false"),
            (501, "from", "false"),
            (502, "from", "true"),
            (503, "after_own_vote", "false"),
        ];
        for (id, shown, secret) in votes {
            let more = [("how[shown]", shown), ("how[secret]", secret), ("how[from]", from)];
            done(&announce(&mut chair, &of, Uuid::from_u128(id), &more).await);
            let id = Uuid::from_u128(id);
            if secret == "true" {
                done(&cast_secretly(&mut anna, id, "yes").await);
                refused(&cast(&mut anna, id, "yes").await);
            } else {
                done(&cast(&mut anna, id, "yes").await);
                refused(&cast_secretly(&mut anna, id, "yes").await);
            }
        }
        let [closing, later, secret, own] = votes.map(|(id, _, _)| Uuid::from_u128(id));
        let mut staff = site.server.client();
        std::mem::swap(&mut staff, &mut site.staff);
        for client in [&mut anna, &mut bela, &mut chair, &mut staff] {
            for vote in [closing, later, secret] {
                assert_eq!(shows(client, vote).await, [false; 3]);
            }
        }
        assert_eq!(shows(&mut anna, own).await, [true; 3], "who has voted may look, by this rule");
        assert_eq!(shows(&mut staff, own).await, [false; 3]);
        site.server.clock.advance(HOUR);
        for client in [&mut anna, &mut staff] {
            assert_eq!(shows(client, closing).await, [true; 3]);
            assert_eq!(shows(client, own).await, [true; 3]);
            for vote in [later, secret] {
                assert_eq!(shows(client, vote).await, [false; 3]);
            }
        }
        site.server.clock.advance(HOUR);
        for client in [&mut anna, &mut staff] {
            for vote in [later, secret] {
                assert_eq!(shows(client, vote).await, [true; 3]);
            }
        }
    });
}

#[test]
fn who_was_no_member_when_the_vote_was_announced_does_not_vote_and_others_see_nothing() {
    run(async {
        let Group { mut site, group, text, mut anna, bela: _, mut chair } = Group::start(0).await;
        let vote = Uuid::from_u128(500);
        done(&announce(&mut chair, &(text, group), vote, &[("how[shown]", "always")]).await);
        done(&cast(&mut anna, vote, "yes").await);
        site.server.clock.advance(Duration::from_secs(1));
        let (_, mut late) = site.member("neu", Some(group), false).await;
        let (_, mut guest) = site.member("gast", None, false).await;
        let (_, mut other) = site.member("nachbar", Some(site.groups[2]), false).await;
        assert_eq!(shows(&mut late, vote).await, [true; 3]);
        refused(&cast(&mut late, vote, "yes").await);
        // Staff see it and are no members.
        refused(&cast(&mut site.staff, vote, "yes").await);
        let mut stranger = site.server.client();
        for client in [&mut stranger, &mut guest, &mut other] {
            for address in [format!("/votes/{vote}"), format!("/api/v1/votes/{vote}")] {
                let answer = client.get(&address).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
                assert!(!answer.body.contains("Nehmen wir"), "{address}");
            }
            for (name, fields) in [("load-vote", format!("vote={vote}")), ("text-votes", format!("text={text}"))] {
                let answer = call(client, name, &fields).await;
                assert!(answer.body.contains("NotFound"), "{name}: {}", answer.body);
            }
            refused(&cast(client, vote, "yes").await);
        }
        let api = anna.get(&format!("/api/v1/votes/{vote}")).await.json();
        assert_eq!(api["result"]["yes"], 1);
    });
}

/// What the page does: draws an access, gets a ballot, and hands in the paper without a session.
async fn vote_in_browser(
    client: &mut Client,
    outside: &mut Client,
    vote: Uuid,
    drawn: u8,
    choice: &str,
) -> (Uuid, Answer) {
    let view = call(client, "load-vote", &format!("vote={vote}")).await.json();
    let access = Access::new(&invitation_name([drawn; 5]), [drawn; 10]);
    let request = Request::new(&access, &format!("vote-{vote}")).expect("a request");
    let asked = json!({ "vote": vote, "message": request.message() });
    let signed = client.post_json("/calls/request-vote-ballot", &asked).await;
    if !signed.status.is_success() {
        return (request.submission(), signed);
    }
    let signed: Signed = serde_json::from_value(signed.json()).expect("signed");
    let ballot = request.ballot(&signed, view["public_key"].as_str().expect("a key")).expect("the proof holds");
    let paper = json!({ "vote": vote, "number": request.submission(), "ballot": ballot, "choice": choice });
    (request.submission(), outside.post_json("/calls/hand-in-vote-paper", &paper).await)
}

#[test]
fn in_a_secret_vote_nothing_joins_a_person_to_a_choice_and_everybody_has_one_paper() {
    run(async {
        let Group { site, group, text, mut anna, mut bela, mut chair } = Group::start(1).await;
        let vote = Uuid::from_u128(500);
        done(
            &announce(&mut chair, &(text, group), vote, &[("how[shown]", "after_close"), ("how[secret]", "true")])
                .await,
        );
        let page = anna.get(&format!("/votes/{vote}")).await.body;
        assert!(page.contains("Ohne JavaScript erledigt unser Server beides"), "{page}");
        let mut outside = site.server.client();
        let (number, handed) = vote_in_browser(&mut anna, &mut outside, vote, 1, "yes").await;
        assert!(handed.status.is_success(), "{}", handed.body);
        // The same again is the same paper; another choice, or another request, is no second one.
        let (_, again) = vote_in_browser(&mut anna, &mut outside, vote, 1, "yes").await;
        assert!(again.status.is_success(), "{}", again.body);
        let (_, changed) = vote_in_browser(&mut anna, &mut outside, vote, 1, "no").await;
        assert!(changed.body.contains("diese Stimme zählt"), "{}", changed.body);
        let (_, other) = vote_in_browser(&mut anna, &mut outside, vote, 2, "no").await;
        assert!(other.body.contains("in einem anderen Browser"), "{}", other.body);
        refused(&cast_secretly(&mut anna, vote, "no").await);
        // Without scripts, twice.
        done(&cast_secretly(&mut bela, vote, "no").await);
        done(&cast_secretly(&mut bela, vote, "no").await);
        refused(&cast_secretly(&mut bela, vote, "yes").await);
        // Made up.
        let paper = json!({ "vote": vote, "number": Uuid::from_u128(9), "ballot": "00".repeat(64), "choice": "yes" });
        let forged = outside.post_json("/calls/hand-in-vote-paper", &paper).await;
        assert!(forged.body.contains("nicht gültig"), "{}", forged.body);
        let nowhere =
            json!({ "vote": Uuid::from_u128(1), "number": Uuid::from_u128(9), "ballot": "00", "choice": "yes" });
        let unknown = outside.post_json("/calls/hand-in-vote-paper", &nowhere).await;
        assert_eq!(unknown.body, forged.body, "that there is no such vote is not told");

        let records = &site.server.services.records;
        // While it is open the database has no paper at all, whatever it is asked for.
        assert_eq!(records.count_papers(vote).await.expect("readable"), Count::default());
        assert_eq!(records.paper(vote, number).await.expect("readable"), None);
        site.server.clock.advance(HOUR);
        let result = anna.get(&format!("/api/v1/votes/{vote}")).await.json();
        assert_eq!(result["result"], json!({ "yes": 1, "no": 1, "abstain": 0, "outcome": "rejected" }));
        assert_eq!(records.paper(vote, number).await.expect("readable"), Some(Choice::Yes));
        assert!(records.choices(vote).await.expect("readable").is_empty(), "nothing under an account");
        let told = records.happenings("konferenz", DateTime::UNIX_EPOCH, 1_000).await.expect("readable");
        let told: Vec<&str> = told.iter().filter(|one| one.thing == vote).map(|one| one.deed.as_str()).collect();
        assert_eq!(told, ["new"], "nothing tells when somebody voted");
        // What ballots were made with is gone.
        let key = site.server.services.vault.existing(&format!("vote-{vote}")).expect("readable");
        assert!(key.is_none());
        // Handing in once more is safe, and too late for anybody else.
        let paper = json!({ "vote": vote, "number": number, "ballot": "kept", "choice": "yes" });
        let late = outside.post_json("/calls/hand-in-vote-paper", &paper).await;
        assert!(late.status.is_success(), "{}", late.body);
        refused(&cast_secretly(&mut chair, vote, "yes").await);
    });
}

/// Right guesses out of forty that chance explains: one is expected, eight come once in a hundred thousand times.
const CHANCE: usize = 7;
const VOTERS: usize = 40;

/// Somebody of this account, signed in.
async fn signed_in(server: &TestServer, account: Uuid) -> Client {
    let mut client = server.client();
    let sessions = std::sync::Arc::new(store::Sessions(server.services.records.clone()));
    let session = tower_sessions::Session::new(None, sessions, None);
    people::begin(&server.services, &session, account, "").await.expect("a session");
    session.save().await.expect("kept");
    client.cookies.insert("teilhabe".to_owned(), session.id().expect("saved").to_string());
    client
}

fn files(folder: &Path) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(std::fs::read(&path).expect("readable")) }
    }
    found
}

/// The orders in which the bytes mention the numbers, each at its first or its last place; none when they do not mention them all.
fn orders(bytes: &[u8], names: &BTreeMap<Vec<u8>, Uuid>) -> Vec<Vec<Uuid>> {
    let length = names.keys().next().map_or(1, Vec::len);
    let (mut first, mut last): (BTreeMap<Uuid, usize>, BTreeMap<Uuid, usize>) = (BTreeMap::new(), BTreeMap::new());
    for (place, window) in bytes.windows(length).enumerate() {
        if let Some(number) = names.get(window) {
            first.entry(*number).or_insert(place);
            last.insert(*number, place);
        }
    }
    if first.len() < names.len() {
        return Vec::new();
    }
    let order = |places: BTreeMap<Uuid, usize>| {
        let mut order: Vec<(usize, Uuid)> = places.into_iter().map(|(number, place)| (place, number)).collect();
        order.sort_unstable();
        order.into_iter().map(|(_, number)| number).collect()
    };
    vec![order(first), order(last)]
}

#[test]
fn who_copies_all_files_and_knows_in_which_order_people_voted_cannot_tell_whose_paper_is_whose() {
    run(async {
        let folder = tempfile::tempdir().expect("a folder");
        let (data, keys) = (folder.path().join("data"), folder.path().join("keys"));
        let vault = Vault::open(&keys).expect("a vault");
        let server = TestServer::at(&format!("surrealkv://{}", data.display()), vault.clone(), generous()).await;
        let Group { site, group, text, mut chair, .. } = Group::on(Site::on(server).await, 1).await;
        let services = site.server.services.clone();
        let records = &services.records;
        let room = records.group(group).await.expect("readable").expect("there").value;
        let mut accounts = Vec::new();
        for number in 0..VOTERS {
            let id = chance::uuid();
            let (email, name) = (format!("mitglied{number}@example.org"), format!("Mitglied {number}"));
            let account = NewAccount { email, name, role: Role::Member, password_hash: String::new() };
            records.create_account(&account, id, site.server.clock.now()).await.expect("kept");
            records.seat_member(&room, id, false, site.server.clock.now()).await.expect("kept");
            accounts.push(id);
        }
        let vote = Uuid::from_u128(500);
        done(
            &announce(&mut chair, &(text, group), vote, &[("how[shown]", "after_close"), ("how[secret]", "true")])
                .await,
        );
        let name = format!("vote-{vote}");
        let key = vault.existing(&name).expect("readable").expect("a key");
        // The numbers in the order in which people voted, every other without scripts.
        let mut voted = Vec::new();
        let mut outside = site.server.client();
        for (turn, account) in accounts.iter().enumerate() {
            let mut client = signed_in(&site.server, *account).await;
            let choice = ["yes", "no", "abstain"][turn % 3];
            if turn % 2 == 0 {
                let drawn = u8::try_from(turn).expect("few");
                let (number, handed) = vote_in_browser(&mut client, &mut outside, vote, drawn, choice).await;
                assert!(handed.status.is_success(), "{}", handed.body);
                voted.push(number);
            } else {
                done(&cast_secretly(&mut client, vote, choice).await);
                let access = Access::new(&account.simple().to_string(), key.derive("voter", account.as_bytes()));
                voted.push(access.submission(&name));
            }
            site.server.clock.advance(Duration::from_secs(7));
        }
        // The vault while papers are held, and everything at the end.
        let held = std::fs::read(keys.join("papers.json")).expect("readable");
        let restarted = HeldPapers::new(&vault);
        let again = restarted.hand_in(vote, voted[0], Choice::No, || true).expect("readable");
        assert_eq!(again, Handed::Before(Choice::Yes), "a restart keeps what was handed in");
        site.server.clock.advance(HOUR);
        voting::close_due(&services).await.expect("brought in");
        assert_eq!(records.count_papers(vote).await.expect("readable").cast(), 40);
        let records = records.clone();
        services.tallies.stop().await;
        drop((site, services, chair, outside));
        records.close().await;
        let in_text = voted.iter().map(|number| (number.to_string().into_bytes(), *number)).collect();
        let in_keys = voted.iter().map(|number| (number.as_bytes().to_vec(), *number)).collect();
        let mut seen = orders(&held, &in_text);
        assert!(!seen.is_empty(), "the attacker reads the held papers");
        let before = seen.len();
        for copy in files(&data) {
            seen.extend(orders(&copy, &in_keys).into_iter().chain(orders(&copy, &in_text)));
        }
        assert!(seen.len() > before, "the attacker reads the engine's files");
        for order in seen {
            let right = |order: &mut dyn Iterator<Item = &Uuid>| {
                voted.iter().zip(order).filter(|(one, other)| one == other).count()
            };
            let best = right(&mut order.iter()).max(right(&mut order.iter().rev()));
            assert!(best <= CHANCE, "{best} papers found by order");
        }
    });
}

#[test]
fn the_attacker_finds_papers_that_are_written_as_they_come() {
    let voted: Vec<Uuid> = (1..=40_u128).map(|number| Uuid::from_u128(number * 0x9E37_79B9_7F4A_7C15_F39C)).collect();
    let names = voted.iter().map(|number| (number.as_bytes().to_vec(), *number)).collect();
    let leaky: Vec<u8> = voted.iter().flat_map(|number| [b"paper ".as_slice(), number.as_bytes()].concat()).collect();
    assert!(orders(&leaky, &names).contains(&voted));
}
