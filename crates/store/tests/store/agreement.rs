//! Positions, objections and votes: what is kept together, what is refused, and what nothing joins.

use std::collections::BTreeMap;

use domain::agreement::consent::Position;
use domain::agreement::objection::{Objection, ObjectionState};
use domain::agreement::vote::{Choice, Rules, Shown};
use domain::majority::{Count, Majority, Quorum};
use domain::process::space::Standing;
use domain::text::blocks::{Block, BlockKind};
use domain::text::document::{Content, Making, Version, paragraphs};
use domain::text::kind::{TextKind, TextStage};
use store::{Changed, Happening, PollStep, Records, StoreError, Stored, TextHead, Vote};
use uuid::Uuid;

use crate::{in_memory, now, run};

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

const TEXT: u128 = 50;
const GROUP: u128 = 1;
const ME: u128 = 9;

fn happening(number: u128, kind: &str, deed: &str) -> Happening {
    Happening {
        id: id(1_000 + number),
        at: now() + chrono::TimeDelta::seconds(i64::try_from(number).expect("small")),
        conference: "konferenz".into(),
        group: Some(id(GROUP)),
        text: Some(id(TEXT)),
        thing: id(TEXT),
        kind: kind.into(),
        deed: deed.into(),
        standing: Standing::Published,
        by: None,
    }
}

async fn with_text() -> Records {
    let records = in_memory().await;
    let block = Block { kind: BlockKind::Paragraph, text: "Eins".into() };
    let content = Content { title: "Räume".into(), paragraphs: paragraphs([block], &mut || id(70)) };
    let first = Version::first(id(TEXT), content, Making { author: id(ME), at: now(), reason: String::new() });
    let head = TextHead {
        id: id(TEXT),
        conference: "konferenz".into(),
        group: Some(id(GROUP)),
        kind: TextKind::Recommendation,
        stage: TextStage::Open,
        title: "Räume".into(),
        current: 1,
        author: id(ME),
        changed: now(),
    };
    records.create_text(&head, &first.expect("a version"), &happening(1, "text", "new")).await.expect("kept");
    records
}

fn step(number: u32) -> PollStep {
    PollStep {
        text: id(TEXT),
        number,
        position: None,
        raised: None,
        moved: Vec::new(),
        happenings: Vec::new(),
        now: now(),
    }
}

fn objection(number: u128) -> Objection {
    Objection {
        id: id(number),
        group: id(GROUP),
        by: id(ME),
        paragraph: Some(id(70)),
        reason: "Zu wenig Platz.".into(),
        blocks: false,
        state: ObjectionState::Open,
    }
}

#[test]
fn a_position_and_its_objection_are_kept_together_or_not_at_all() {
    run(async {
        let records = with_text().await;
        let object = PollStep {
            position: Some((id(GROUP), id(ME), Position::Object)),
            raised: Some(objection(80)),
            happenings: vec![happening(2, "position", "new"), happening(3, "objection", "new")],
            ..step(1)
        };
        assert_eq!(records.keep_poll_step(&object).await.expect("kept"), Changed::Done);
        // Sent twice: told so, and nothing happened twice.
        assert!(matches!(records.keep_poll_step(&object).await, Err(StoreError::Taken)));
        let positions = records.positions(id(TEXT)).await.expect("read");
        assert_eq!(positions.len(), 1);
        assert_eq!((positions[0].number, positions[0].position), (1, Position::Object));
        let raised = records.objections(id(TEXT)).await.expect("read");
        assert_eq!(raised.len(), 1);
        assert_eq!((raised[0].number, &raised[0].objection.value), (1, &objection(80)));
        // A version that is not the newest is outdated, and nothing of the step is kept.
        let late = PollStep { position: Some((id(GROUP), id(ME), Position::Agree)), ..step(2) };
        assert_eq!(records.keep_poll_step(&late).await.expect("read"), Changed::Outdated);
        assert_eq!(records.positions(id(TEXT)).await.expect("read"), positions);
        let kinds = records.happenings("konferenz", now(), 10).await.expect("read");
        let kinds: Vec<&str> = kinds.iter().map(|one| one.kind.as_str()).collect();
        assert_eq!(kinds, ["text", "position", "objection"]);
    });
}

#[test]
fn of_two_who_move_an_objection_the_slower_is_told_and_their_position_stays_too() {
    run(async {
        let records = with_text().await;
        let raise = PollStep { raised: Some(objection(80)), ..step(1) };
        assert_eq!(records.keep_poll_step(&raise).await.expect("kept"), Changed::Done);
        let back = Objection { state: ObjectionState::TakenBack, ..objection(80) };
        let moved = |value: Objection| PollStep {
            position: Some((id(GROUP), id(ME), Position::Abstain)),
            moved: vec![Stored { value, version: 1 }],
            ..step(1)
        };
        assert_eq!(records.keep_poll_step(&moved(back.clone())).await.expect("kept"), Changed::Done);
        let slower = Objection { state: ObjectionState::Integrated { version: 2 }, ..objection(80) };
        let slower = PollStep { position: Some((id(GROUP), id(2), Position::Agree)), ..moved(slower) };
        assert_eq!(records.keep_poll_step(&slower).await.expect("read"), Changed::Outdated);
        let kept = records.objection(id(80)).await.expect("read").expect("there");
        assert_eq!((kept.objection.value, kept.objection.version, kept.text), (back, 2, id(TEXT)));
        assert_eq!(records.positions(id(TEXT)).await.expect("read").len(), 1);
    });
}

fn vote(number: u128, secret: bool) -> Vote {
    let closes = now() + chrono::TimeDelta::hours(1);
    let (majority, quorum, shown) = (Majority::Simple, Quorum::Half, Shown::AfterClose);
    Vote {
        id: id(number),
        text: id(TEXT),
        group: id(GROUP),
        number: 1,
        question: "Einverstanden?".into(),
        rules: Rules { opens: now(), closes, secret, majority, quorum, shown },
        entitled: 3,
        created: now(),
    }
}

#[test]
fn each_choice_in_an_open_vote_is_its_own_and_the_last_one_counts() {
    run(async {
        let records = with_text().await;
        records.create_vote(&vote(90, false), &[happening(2, "vote", "new")]).await.expect("kept");
        let again = records.create_vote(&vote(90, false), &[happening(3, "vote", "new")]).await;
        assert!(matches!(again, Err(StoreError::Taken)));
        let other = Vote { created: now() + chrono::TimeDelta::seconds(1), ..vote(91, false) };
        records.create_vote(&other, &[happening(4, "vote", "new")]).await.expect("kept");
        for (number, voter, choice) in [(5, 1, Choice::Yes), (6, 2, Choice::No), (7, 1, Choice::Abstain)] {
            let cast = happening(number, "vote", "cast");
            records.keep_choice(id(90), id(voter), choice, &[cast]).await.expect("kept");
        }
        let expected = BTreeMap::from([(id(1), Choice::Abstain), (id(2), Choice::No)]);
        assert_eq!(records.choices(id(90)).await.expect("read"), expected);
        assert_eq!(records.choice(id(90), id(1)).await.expect("read"), Some(Choice::Abstain));
        assert_eq!(records.choices(id(91)).await.expect("read"), BTreeMap::new());
        assert_eq!(records.count_voters(&vote(90, false)).await.expect("read"), 2);
        assert_eq!(records.vote(id(90)).await.expect("read"), Some(vote(90, false)));
        assert_eq!(records.votes(id(TEXT)).await.expect("read"), [vote(90, false), other]);
        assert_eq!(records.votes(id(51)).await.expect("read"), []);
    });
}

#[test]
fn a_secret_vote_has_voters_and_papers_and_nothing_between_them() {
    run(async {
        let records = with_text().await;
        records.create_vote(&vote(90, true), &[happening(2, "vote", "new")]).await.expect("kept");
        assert!(records.note_voter(id(90), id(1), "one").await.expect("kept"));
        assert!(records.note_voter(id(90), id(1), "one").await.expect("the same again"));
        assert!(!records.note_voter(id(90), id(1), "another").await.expect("another request"));
        assert!(records.note_voter(id(90), id(2), "two").await.expect("kept"));
        assert_eq!(records.count_voters(&vote(90, true)).await.expect("read"), 2);
        let papers = BTreeMap::from([(id(500), Choice::Yes), (id(400), Choice::No)]);
        records.keep_papers(id(90), &papers).await.expect("kept");
        let more = BTreeMap::from([(id(500), Choice::No), (id(600), Choice::Yes)]);
        records.keep_papers(id(90), &more).await.expect("kept, and what was there stays");
        let count = records.count_papers(id(90)).await.expect("read");
        assert_eq!(count, Count { yes: 2, no: 1, abstain: 0 });
        assert_eq!(records.paper(id(90), id(500)).await.expect("read"), Some(Choice::Yes));
        assert_eq!(records.paper(id(90), id(1)).await.expect("read"), None);
        // Nothing tells that or when somebody took part.
        let told = records.happenings("konferenz", now(), 10).await.expect("read");
        assert_eq!(told.iter().filter(|one| one.kind == "vote").count(), 1);
    });
}
