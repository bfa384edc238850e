//! Plays the attacker on an anonymous survey: somebody with a full copy of the database's files, the engine's own logs among
//! them, of all tables, of what lies beside the database, and of the program's log. A hundred are invited and answer one after the other,
//! in random order, a quarter of them without scripts. The attacker may not do better than chance at telling whose response is whose.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::services::chance;
use app::services::vault::Vault;
use demo::Generator;
use domain::access::Access;
use domain::invitation::Window;
use domain::receipt::{receipt, response_key};
use domain::survey::{Mode, Survey};
use domain::terms::Terms;
use store::Invitation;
use tracing_subscriber::layer::SubscriberExt as _;

use crate::forms::walk;
use crate::guests::{by_invitation, finish_in_browser, generous, invite, open_in_browser, send_from_browser};
use crate::support::{TestServer, pairs};

const GUESTS: usize = 100;
/// Right guesses out of a hundred that chance explains: one is expected, eight come once in a hundred thousand times.
const CHANCE: usize = 7;

/// What the program logs, at the finest level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Names in the order in which something mentions them, each at its first or its last place.
type Order = Vec<String>;

/// Every order in which the bytes mention the names, if they mention them all.
fn orders(bytes: &[u8], names: &[String]) -> Vec<Order> {
    let wanted: BTreeMap<&[u8], &String> = names.iter().map(|name| (name.as_bytes(), name)).collect();
    let length = names.first().map_or(1, String::len);
    let mut first: BTreeMap<&String, usize> = BTreeMap::new();
    let mut last: BTreeMap<&String, usize> = BTreeMap::new();
    for (place, window) in bytes.windows(length).enumerate() {
        if let Some(name) = wanted.get(window) {
            first.entry(name).or_insert(place);
            last.insert(name, place);
        }
    }
    if first.len() < names.len() {
        return Vec::new();
    }
    [first, last]
        .into_iter()
        .map(|places| {
            let mut order: Vec<(usize, &String)> = places.into_iter().map(|(name, place)| (place, name)).collect();
            order.sort_unstable();
            order.into_iter().map(|(_, name)| name.clone()).collect()
        })
        .collect()
}

/// The most right guesses when the two kinds are matched by the order in which they are mentioned, forwards or backwards.
fn best_by_order(invitations: &[Order], others: &[Order], truth: &BTreeMap<String, String>) -> usize {
    let right = |pairs: &mut dyn Iterator<Item = (&String, &String)>| {
        pairs.filter(|(invitation, other)| truth.get(*invitation) == Some(other)).count()
    };
    let mut best = 0;
    for one in invitations {
        for other in others {
            best = best.max(right(&mut one.iter().zip(other)));
            best = best.max(right(&mut one.iter().zip(other.iter().rev())));
        }
    }
    best
}

/// Right guesses when each response is given to the invitation mentioned nearest to it.
fn by_nearness(bytes: &[u8], invitations: &[String], others: &[String], truth: &BTreeMap<String, String>) -> usize {
    let places = |names: &[String]| -> Vec<(usize, String)> {
        let wanted: BTreeMap<&[u8], &String> = names.iter().map(|name| (name.as_bytes(), name)).collect();
        let length = names.first().map_or(1, String::len);
        bytes
            .windows(length)
            .enumerate()
            .filter_map(|(place, window)| wanted.get(window).map(|name| (place, (*name).clone())))
            .collect()
    };
    let known = places(invitations);
    places(others)
        .into_iter()
        .filter_map(|(place, other)| {
            let nearest = known.iter().min_by_key(|(at, _)| at.abs_diff(place))?;
            Some((nearest.1.clone(), other))
        })
        .filter(|(invitation, other)| truth.get(invitation) == Some(other))
        .map(|(_, other)| other)
        .collect::<std::collections::BTreeSet<String>>()
        .len()
}

/// Right guesses when an invitation and a response share a rare piece of text of six letters and digits.
fn by_shared_text(
    invitations: &[(String, String)],
    others: &[(String, String)],
    truth: &BTreeMap<String, String>,
) -> usize {
    let pieces = |text: &str| -> std::collections::BTreeSet<Vec<u8>> {
        text.as_bytes()
            .windows(6)
            .filter(|window| window.iter().all(u8::is_ascii_alphanumeric) && window.iter().any(u8::is_ascii_digit))
            .map(<[u8]>::to_vec)
            .collect()
    };
    let of_others: Vec<_> = others.iter().map(|(name, text)| (name, pieces(text))).collect();
    invitations
        .iter()
        .filter(|(invitation, text)| {
            let own = pieces(text);
            let shared = |pieces: &std::collections::BTreeSet<Vec<u8>>| own.intersection(pieces).count();
            let most = of_others.iter().max_by_key(|(_, pieces)| shared(pieces));
            most.is_some_and(|(other, pieces)| shared(pieces) > 0 && truth.get(invitation) == Some(*other))
        })
        .count()
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.display().to_string(), std::fs::read(&path).expect("readable")));
        }
    }
    found.sort();
    found
}

/// One guest answers from opening to thanks, right after the one before.
async fn answer(server: &TestServer, survey: &Survey, access: &Access, with_scripts: bool, generator: &mut Generator) {
    let mut client = server.client();
    let answers = generator.response();
    if with_scripts {
        let draft = open_in_browser(&mut client, access, &survey.slug).await;
        let secret = access.draft_secret(&survey.slug);
        let sealed = domain::sealing::hexadecimal(&secret.seal(&survey.slug, chance::bytes(), &draft));
        let body = serde_json::json!({ "record": secret.record(&survey.slug), "sealed": sealed });
        assert!(client.post_json("/calls/keep-sealed-draft", &body).await.status.is_success());
        let sent = send_from_browser(&mut client, survey, &draft, &answers).await;
        assert!(sent.body.contains("Stored"), "{}", sent.body);
        finish_in_browser(&mut client, access, survey).await;
    } else {
        let start = format!("/surveys/{}", survey.slug);
        client.post_form("/i", &pairs(&[("code", &access.code())])).await;
        walk(&mut client, survey, &answers).await;
        let sent = client.post_form(&format!("{start}/review"), &pairs(&[("go", "submit")])).await;
        assert_eq!(sent.location(), format!("{start}/thanks"));
    }
}

#[test]
fn who_has_everything_that_is_stored_and_logged_guesses_no_better_than_chance() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::registry()
        .with(tracing_subscriber::filter::LevelFilter::DEBUG)
        .with(tracing_subscriber::fmt::layer().with_ansi(false).with_writer(move || writer.clone()));
    // One thread, so that everything on it is logged here and nothing of other tests.
    let played = std::thread::Builder::new().stack_size(64 << 20).spawn(move || {
        // With a single subscriber, whatever another thread logs first would be silent here, too: tracing remembers for each
        // place whether anybody listens, and asks the thread that came first. Two make it ask again.
        let _second = tracing::Dispatch::new(tracing_subscriber::registry());
        let _logging = tracing::subscriber::set_default(subscriber);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(play(log));
    });
    played.expect("a thread").join().expect("the attacker finds nothing");
}

async fn play(log: Log) {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, keys) = (folder.path().join("data"), folder.path().join("keys"));
    let database = format!("surrealkv://{}", data.display());
    let vault = Vault::open(&keys).expect("a vault");
    let server = TestServer::at(&database, vault, generous()).await;
    let survey = by_invitation(&server, Mode::Anonymous, Terms::default()).await;
    let guests = invite(&server, &survey, GUESTS, Window::default()).await;

    let mut order: Vec<usize> = (0..GUESTS).collect();
    for place in (1..GUESTS).rev() {
        let other = usize::from(u16::from_be_bytes(chance::bytes())) % (place + 1);
        order.swap(place, other);
    }
    let mut generator = Generator::new(&survey, 77);
    for (turn, place) in order.iter().enumerate() {
        answer(&server, &survey, &guests[*place].1, turn % 4 != 0, &mut generator).await;
        server.clock.advance(Duration::from_secs(61));
    }
    assert_eq!(server.count(&survey).await, GUESTS as u64);
    // Whatever happens the day after belongs to what the attacker sees.
    server.clock.advance(Duration::from_hours(24));
    let services = &server.services;
    services.done.bring_in(&services.records, server.clock.today()).await.expect("brought in");
    let invitations = services.records.invitations(&survey.slug).await.expect("readable");
    // So many stay behind for the survey's end.
    let cell = usize::try_from(Terms::default().smallest_cell).expect("small");
    assert_eq!(invitations.iter().filter(|invitation| invitation.done).count(), GUESTS - cell);
    let responses = services.records.responses_beginning(&survey.slug, "").await.expect("readable");
    services.tallies.stop().await;
    let records = services.records.clone();
    drop(server);
    records.close().await;

    let key = |access: &Access| response_key(&survey.slug, &receipt(&survey.slug, access.submission(&survey.slug)));
    let record = |access: &Access| access.draft_secret(&survey.slug).record(&survey.slug);
    let whose = |of: &dyn Fn(&Access) -> String| -> BTreeMap<String, String> {
        guests.iter().map(|(invitation, access)| (invitation.id.clone(), of(access))).collect()
    };
    let (truth, drafts) = (whose(&key), whose(&record));
    let names: Vec<String> = truth.keys().cloned().collect();
    let mut copies = files(&data);
    copies.extend(
        files(&keys).into_iter().filter(|(path, _)| Path::new(path).extension().is_none_or(|ending| ending != "key")),
    );
    copies.push(("the log".to_owned(), log.0.lock().unwrap_or_else(PoisonError::into_inner).clone()));

    for (kind, truth) in [("responses", &truth), ("drafts", &drafts)] {
        let others: Vec<String> = truth.values().cloned().collect();
        let known: Vec<Order> = copies.iter().flat_map(|(_, bytes)| orders(bytes, &names)).collect();
        let seen: Vec<Order> = copies.iter().flat_map(|(_, bytes)| orders(bytes, &others)).collect();
        assert!(!known.is_empty() && !seen.is_empty(), "the attacker reads the engine's files");
        let best = best_by_order(&known, &seen, truth);
        assert!(best <= CHANCE, "{best} {kind} of {GUESTS} found by order");
        for (path, bytes) in &copies {
            let best = by_nearness(bytes, &names, &others, truth);
            assert!(best <= CHANCE, "{best} {kind} of {GUESTS} found by nearness in {path}");
        }
    }
    // The tables, as an export would show them.
    let table: Vec<String> = responses.iter().map(|response| response.key.clone()).collect();
    let listed: Vec<String> = invitations.iter().map(|invitation| invitation.id.clone()).collect();
    assert!(best_by_order(&[listed, names.clone()], &[table], &truth) <= CHANCE, "found by the order of the tables");
    let rows: Vec<(String, String)> = invitations.iter().map(|one| (one.id.clone(), everything(one))).collect();
    let texts: Vec<(String, String)> =
        responses.iter().map(|one| (one.key.clone(), format!("{one:?} {}", one.key))).collect();
    let best = by_shared_text(&rows, &texts, &truth);
    assert!(best <= CHANCE, "{best} of {GUESTS} found by text that both share");
    assert!(responses.iter().all(|response| response.origin.is_none()));
    // An invitation may be the only one in its language, and who was reminded on a day had not answered before it.
    assert!(responses.iter().all(|response| response.day.is_none() && response.language.is_none()));

    let text = String::from_utf8_lossy(&log.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned();
    assert!(text.contains("/calls/send-response"), "requests are logged");
    for (invitation, access) in &guests {
        let code = access.code();
        let secrets = [&invitation.id, &invitation.name, &code, &access.fragment(), &key(access), &record(access)];
        for secret in secrets {
            assert!(!text.contains(secret.as_str()), "the log tells {secret}");
        }
        assert!(!text.contains(&receipt(&survey.slug, access.submission(&survey.slug))), "the log tells a receipt");
    }
    assert!(!text.contains("@example.org") && !text.contains("127.0.0.1"), "the log tells an address");
    // What stays with the respondent is in none of the files.
    for (path, bytes) in &copies {
        for (_, access) in &guests {
            for secret in [access.fragment(), access.code(), access.submission(&survey.slug).to_string()] {
                let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
                assert!(!found, "{path} holds a second half");
            }
        }
    }
}

fn everything(invitation: &Invitation) -> String {
    format!(
        "{} {:?} {} {:?} {:?}",
        invitation.id, invitation.email, invitation.request, invitation.sent, invitation.address
    )
}

#[test]
fn the_attacker_finds_what_is_not_hidden() {
    let names: Vec<String> = (0..GUESTS).map(|number| format!("INVIT{number:03}")).collect();
    let others: Vec<String> = (0..GUESTS).map(|number| format!("{:064x}", (number * 7919) % 100_003)).collect();
    let truth: BTreeMap<String, String> = names.iter().cloned().zip(others.iter().cloned()).collect();
    // A program that notes the invitation when it is opened, and the response soon after.
    let mut leaky = Vec::new();
    for (name, other) in names.iter().zip(&others) {
        leaky.extend_from_slice(format!("{name} is used; something else; {other} is stored; ").as_bytes());
    }
    let order = best_by_order(&orders(&leaky, &names), &orders(&leaky, &others), &truth);
    assert_eq!(order, GUESTS);
    assert!(by_nearness(&leaky, &names, &others, &truth) > GUESTS / 2);
    // A program that keeps a key they share.
    let tagged = |names: &[String]| -> Vec<(String, String)> {
        names.iter().enumerate().map(|(number, name)| (name.clone(), format!("tag{:06}", number * 997))).collect()
    };
    assert!(by_shared_text(&tagged(&names), &tagged(&others), &truth) > GUESTS / 2);
}
