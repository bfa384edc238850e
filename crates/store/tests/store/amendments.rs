//! Amendments, their supporters, the protocol of a merge, and the version that comes of it.

use std::collections::BTreeSet;

use domain::amendment::protocol::{Act, Decision, Entry};
use domain::amendment::state::State;
use domain::amendment::wish::Wish;
use domain::amendment::{Amendment, Target};
use domain::process::conference::{Conference, GroupTemplate};
use domain::process::phase::Schedule;
use domain::process::space::Standing;
use domain::text::blocks::Block;
use domain::text::document::{Content, Making, Version, paragraphs};
use domain::text::kind::{TextKind, TextStage};
use store::{Changed, FinishedMerge, Happening, Records, StoreError, TextHead};
use uuid::Uuid;

use crate::{in_memory, now, run};

const TEXT: u128 = 50;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn happening(number: u128, thing: u128, deed: &str) -> Happening {
    Happening {
        id: id(1_000 + number),
        at: now(),
        conference: "konferenz".into(),
        group: Some(id(1)),
        text: Some(id(TEXT)),
        thing: id(thing),
        kind: "amendment".into(),
        deed: deed.into(),
        standing: Standing::Published,
        by: Some(id(9)),
    }
}

fn content(words: [&str; 2]) -> Content {
    let mut next = 70;
    let mut ids = || {
        next += 1;
        id(next)
    };
    Content { title: "Räume".into(), paragraphs: paragraphs(words.map(Block::paragraph), &mut ids) }
}

fn amendment(number: u128, state: State) -> Amendment {
    Amendment {
        id: id(number),
        target: Target::Version(1),
        author: id(9),
        reason: "Darum.".into(),
        wishes: vec![Wish::Rewrite { paragraph: id(71), text: "Anders.".into() }],
        state,
        supporters: vec![],
    }
}

async fn with_text() -> (Records, Version) {
    let records = in_memory().await;
    let conference = Conference {
        slug: "konferenz".into(),
        title: "Integrationskonferenz".into(),
        purpose: String::new(),
        programme: String::new(),
        place: String::new(),
        days: None,
        schedule: Schedule::default(),
        published: true,
    };
    records.create_conference(&conference, now()).await.expect("kept");
    let group = GroupTemplate::default().group(id(1), "konferenz", "Wohnen", 0);
    records.create_groups(&[group], now()).await.expect("kept");
    let head = TextHead {
        id: id(TEXT),
        conference: "konferenz".into(),
        group: Some(id(1)),
        kind: TextKind::Recommendation,
        stage: TextStage::Open,
        title: "Räume".into(),
        current: 1,
        author: id(9),
        changed: now(),
    };
    let making = Making { author: id(9), at: now(), reason: String::new() };
    let first = Version::first(id(TEXT), content(["Eins.", "Zwei."]), making).expect("a version");
    records.create_text(&head, &first, &happening(0, TEXT, "new")).await.expect("kept");
    (records, first)
}

#[test]
fn drafts_are_kept_quietly_and_sent_aloud() {
    run(async {
        let (records, _) = with_text().await;
        let draft = amendment(60, State::Draft);
        records.file_amendment(id(TEXT), &draft, now(), None).await.expect("kept");
        assert!(matches!(records.file_amendment(id(TEXT), &draft, now(), None).await, Err(StoreError::Taken)));
        assert_eq!(records.happenings_to(id(TEXT), id(60)).await.expect("read"), []);
        assert_eq!(records.amendment_counts(id(TEXT)).await.expect("read"), []);
        let sent = Amendment { state: State::Supported, ..draft.clone() };
        let told = [happening(1, 60, "supported")];
        assert_eq!(records.change_amendments(&[(sent.clone(), 1)], &told).await.expect("kept"), Changed::Done);
        // The slower of two changes nothing, and nothing happened.
        let late = [happening(2, 60, "withdrawn")];
        let withdrawn = Amendment { state: State::Withdrawn, ..draft };
        assert_eq!(records.change_amendments(&[(withdrawn, 1)], &late).await.expect("read"), Changed::Outdated);
        let filed = records.amendment(id(60)).await.expect("read").expect("there");
        assert_eq!((filed.value, filed.version, filed.text), (sent, 2, id(TEXT)));
        assert_eq!(records.happenings_to(id(TEXT), id(60)).await.expect("read"), told);
        assert_eq!(records.amendment_counts(id(TEXT)).await.expect("read"), [(id(71), 1)]);
        // What was sent is not discarded; a draft is, by its author only.
        records.discard_amendment(id(60), id(9)).await.expect("nothing");
        records.file_amendment(id(TEXT), &amendment(61, State::Draft), now(), None).await.expect("kept");
        records.discard_amendment(id(61), id(8)).await.expect("nothing");
        let all = |all: Vec<store::FiledAmendment>| all.iter().map(|one| one.value.id).collect::<BTreeSet<_>>();
        assert_eq!(all(records.amendments(id(TEXT)).await.expect("read")), [id(60), id(61)].into());
        records.discard_amendment(id(61), id(9)).await.expect("gone");
        assert_eq!(all(records.amendments(id(TEXT)).await.expect("read")), [id(60)].into());
        assert_eq!(all(records.amendments(id(51)).await.expect("read")), [].into());
    });
}

#[test]
fn supporters_count_once_and_go() {
    run(async {
        let (records, _) = with_text().await;
        records.file_amendment(id(TEXT), &amendment(60, State::Submitted), now(), None).await.expect("kept");
        for (number, account) in [(1, 20), (2, 21), (3, 20)] {
            let told = happening(number, 60, "backed");
            let at = now() + chrono::TimeDelta::seconds(i64::try_from(account).expect("small"));
            records.support_amendment(id(TEXT), id(60), id(account), at, &told).await.expect("kept");
        }
        let filed = records.amendment(id(60)).await.expect("read").expect("there");
        assert_eq!((&filed.value.supporters[..], filed.version), (&[id(20), id(21)][..], 1));
        assert_eq!(records.amendments(id(TEXT)).await.expect("read"), [filed]);
        for number in [4, 5] {
            records.unsupport_amendment(id(60), id(20), &happening(number, 60, "unbacked")).await.expect("gone");
        }
        let filed = records.amendment(id(60)).await.expect("read").expect("there");
        assert_eq!(filed.value.supporters, [id(21)]);
        let deeds = records.happenings_to(id(TEXT), id(60)).await.expect("read");
        let deeds: Vec<&str> = deeds.iter().map(|one| one.deed.as_str()).collect();
        assert_eq!(deeds, ["backed", "backed", "unbacked"], "what changed nothing did not happen");
    });
}

fn entry(by: u128, act: Act) -> Entry {
    Entry { by: id(by), at: now(), act }
}

fn accept(amendment: u128) -> Act {
    Act::Decide { wish: (id(amendment), 0), decision: Decision::Accept }
}

#[test]
fn of_two_chairs_the_slower_is_told_and_a_merge_ends_as_a_whole() {
    run(async {
        let (records, first) = with_text().await;
        for number in [60, 61] {
            records.file_amendment(id(TEXT), &amendment(number, State::Supported), now(), None).await.expect("kept");
        }
        let add = |number: usize, told: u128, act: Act| {
            let (records, entry) = (records.clone(), entry(9, act));
            async move {
                let told = happening(told, TEXT, "changed");
                records.add_merge_entry(id(TEXT), 1, number, &entry, &told).await.expect("an answer")
            }
        };
        // At the same time: exactly one is first.
        let (one, other) = tokio::join!(add(0, 1, accept(60)), add(0, 2, accept(61)));
        assert_ne!(one, other);
        assert_eq!(add(1, 3, accept(61)).await, Changed::Done);
        let protocol = records.merge_protocol(id(TEXT), 1).await.expect("read");
        assert_eq!(protocol.entries().len(), 2);

        let making = Making { author: id(9), at: now(), reason: "zusammengeführt".into() };
        let next = first.next(content(["Anders.", "Zwei."]), making).expect("a version");
        let last = entry(9, Act::Finish { version: 2, reason: "zusammengeführt".into() });
        let taken = Amendment { state: State::Accepted { version: 2 }, ..amendment(60, State::Draft) };
        let merge = |number, seen, told: u128| FinishedMerge {
            version: &next,
            entry: &last,
            number,
            amendments: vec![(taken.clone(), seen)],
            happenings: vec![happening(told, TEXT, "changed"), happening(told + 1, 60, "accepted")],
        };
        // A step was added, or an amendment was changed meanwhile: nothing of it stays.
        for (number, seen, told) in [(1, 1, 20), (2, 7, 30)] {
            assert_eq!(records.finish_merge(&merge(number, seen, told)).await.expect("read"), Changed::Outdated);
            assert_eq!(records.text(id(TEXT)).await.expect("read").expect("there").current, 1);
            assert_eq!(records.version(id(TEXT), 2).await.expect("read"), None);
            assert_eq!(records.amendment(id(60)).await.expect("read").expect("there").value.state, State::Supported);
            assert_eq!(records.merge_protocol(id(TEXT), 1).await.expect("read"), protocol);
            assert_eq!(records.happenings_to(id(TEXT), id(60)).await.expect("read"), []);
        }
        assert_eq!(records.finish_merge(&merge(2, 1, 40)).await.expect("kept"), Changed::Done);
        assert_eq!(records.version(id(TEXT), 2).await.expect("read"), Some(next.clone()));
        assert_eq!(records.amendment(id(60)).await.expect("read").expect("there").value, taken);
        assert!(records.merge_protocol(id(TEXT), 1).await.expect("read").is_finished());
        assert_eq!(records.happenings_to(id(TEXT), id(60)).await.expect("read").len(), 1);
        // Finished twice, or gone on with: too late.
        assert_eq!(records.finish_merge(&merge(3, 2, 50)).await.expect("read"), Changed::Outdated);
        assert_eq!(add(3, 60, accept(61)).await, Changed::Outdated);
        assert_eq!(records.merge_protocol(id(TEXT), 2).await.expect("read").entries(), []);
    });
}

#[test]
fn names_are_told_as_far_as_there_are_any() {
    run(async {
        let (records, _) = with_text().await;
        let account = store::NewAccount {
            email: "person@verein.example".into(),
            name: "Person".into(),
            password_hash: String::new(),
            role: domain::account::Role::Member,
        };
        records.create_account(&account, id(9), now()).await.expect("kept");
        records.file_amendment(id(TEXT), &amendment(60, State::Submitted), now(), None).await.expect("kept");
        let told = happening(1, 60, "backed");
        records.support_amendment(id(TEXT), id(60), id(20), now(), &told).await.expect("kept");
        let names = records.names_of(&[id(9), id(20)]).await.expect("read");
        assert_eq!(names.into_iter().collect::<Vec<_>>(), [(id(9), "Person".to_owned())]);
        let filed = records.amendment(id(60)).await.expect("read").expect("there");
        assert_eq!((filed.author.as_str(), filed.supporters), ("Person", vec![String::new()]));
    });
}
