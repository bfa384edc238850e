//! Conferences, groups, members, texts and their versions, and what happened to them.

use domain::process::conference::{Conference, GroupTemplate, WorkingGroup};
use domain::process::phase::Schedule;
use domain::process::space::Standing;
use domain::text::blocks::{Block, BlockKind};
use domain::text::document::{Content, Making, Version, paragraphs};
use domain::text::kind::{TextKind, TextStage};
use futures::StreamExt as _;
use store::{Changed, Happening, NewAccount, Records, StoreError, TextHead};
use uuid::Uuid;

use crate::{in_memory, now, run};

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn conference() -> Conference {
    Conference {
        slug: "konferenz".into(),
        title: "Integrationskonferenz".into(),
        purpose: "Zusammen planen".into(),
        programme: String::new(),
        place: "Rathaus".into(),
        days: None,
        schedule: Schedule::default(),
        published: true,
    }
}

fn group(number: u128, place: u32) -> WorkingGroup {
    GroupTemplate::default().group(id(number), "konferenz", &format!("Gruppe {number}"), place)
}

fn happening(number: u128, deed: &str) -> Happening {
    Happening {
        id: id(1_000 + number),
        at: now() + chrono::TimeDelta::seconds(i64::try_from(number).expect("small")),
        conference: "konferenz".into(),
        group: Some(id(1)),
        text: Some(id(50)),
        thing: id(50),
        kind: "text".into(),
        deed: deed.into(),
        standing: Standing::Published,
        by: Some(id(9)),
    }
}

async fn with_group() -> Records {
    let records = in_memory().await;
    records.create_conference(&conference(), now()).await.expect("kept");
    records.create_groups(&[group(1, 0), group(2, 1)], now()).await.expect("kept");
    records
}

fn head() -> TextHead {
    TextHead {
        id: id(50),
        conference: "konferenz".into(),
        group: Some(id(1)),
        kind: TextKind::Recommendation,
        stage: TextStage::Draft,
        title: "Räume".into(),
        current: 1,
        author: id(9),
        changed: now(),
    }
}

fn content(words: &str) -> Content {
    let block = Block { kind: BlockKind::Paragraph, text: words.into() };
    Content { title: "Räume".into(), paragraphs: paragraphs([block], &mut || id(70)) }
}

fn making(reason: &str) -> Making {
    Making { author: id(9), at: now(), reason: reason.into() }
}

#[test]
fn the_frame_is_kept_and_the_slower_of_two_is_told() {
    run(async {
        let records = with_group().await;
        let again = records.create_conference(&conference(), now()).await;
        assert!(matches!(again, Err(StoreError::Taken)));
        let stored = records.conference("konferenz").await.expect("read").expect("there");
        assert_eq!((stored.value.clone(), stored.version), (conference(), 1));
        let changed = Conference { place: "Kultur- und Freizeitzentrum".into(), ..conference() };
        assert_eq!(records.change_conference(&changed, 1, now()).await.expect("kept"), Changed::Done);
        assert_eq!(records.change_conference(&conference(), 1, now()).await.expect("read"), Changed::Outdated);
        assert_eq!(records.conferences().await.expect("read")[0].value, changed);

        let groups = records.groups("konferenz").await.expect("read");
        assert_eq!(groups.iter().map(|group| group.value.name.as_str()).collect::<Vec<_>>(), ["Gruppe 1", "Gruppe 2"]);
        // All or none.
        let more = [group(3, 2), group(1, 3)];
        assert!(matches!(records.create_groups(&more, now()).await, Err(StoreError::Taken)));
        assert_eq!(records.groups("konferenz").await.expect("read").len(), 2);
        let renamed = WorkingGroup { name: "Sprache".into(), ..group(1, 0) };
        assert_eq!(records.change_group(&renamed, 1, now()).await.expect("kept"), Changed::Done);
        assert_eq!(records.change_group(&renamed, 1, now()).await.expect("read"), Changed::Outdated);
        assert_eq!(records.group(id(1)).await.expect("read").expect("there").value, renamed);
    });
}

#[test]
fn members_are_seated_once_and_leave() {
    run(async {
        let records = with_group().await;
        let account = NewAccount {
            email: "person@verein.example".into(),
            name: "Person".into(),
            password_hash: String::new(),
            role: domain::account::Role::Member,
        };
        records.create_account(&account, id(9), now()).await.expect("kept");
        for chair in [false, true] {
            records.seat_member(&group(1, 0), id(9), chair, now()).await.expect("kept");
            assert_eq!(records.membership(id(1), id(9)).await.expect("read"), Some(chair));
        }
        records.seat_member(&group(1, 0), id(10), false, now()).await.expect("kept");
        let members = records.members(id(1)).await.expect("read");
        assert_eq!(
            members.iter().map(|one| (one.name.as_str(), one.chair)).collect::<Vec<_>>(),
            [("Person", true), ("", false)]
        );
        assert_eq!(records.members(id(2)).await.expect("read"), []);
        assert_eq!(records.memberships(id(9)).await.expect("read"), [(id(1), true)]);
        records.unseat_member(id(1), id(9)).await.expect("gone");
        assert_eq!(records.membership(id(1), id(9)).await.expect("read"), None);
    });
}

#[test]
fn versions_follow_each_other_and_never_change() {
    run(async {
        let records = with_group().await;
        let first = Version::first(id(50), content("Eins"), making("")).expect("a version");
        records.create_text(&head(), &first, &happening(1, "new")).await.expect("kept");
        let second = first.next(content("Zwei"), making("genauer")).expect("a version");
        let other = first.next(content("Anders"), making("anders")).expect("a version");
        assert_eq!(records.add_version(&second, &happening(2, "changed")).await.expect("kept"), Changed::Done);
        assert_eq!(records.add_version(&other, &happening(3, "changed")).await.expect("read"), Changed::Outdated);
        assert_eq!(records.version(id(50), 1).await.expect("read"), Some(first));
        assert_eq!(records.version(id(50), 2).await.expect("read"), Some(second.clone()));
        assert_eq!(records.version(id(50), 3).await.expect("read"), None);
        let heads = records.versions(id(50)).await.expect("read");
        assert_eq!(heads.iter().map(|head| head.reason.as_str()).collect::<Vec<_>>(), ["", "genauer"]);
        records.stage_text(id(50), TextStage::Settled, &happening(4, "settled")).await.expect("kept");
        let third = second.next(content("Drei"), making("noch genauer")).expect("a version");
        assert_eq!(records.add_version(&third, &happening(5, "changed")).await.expect("read"), Changed::Outdated);
        let text = records.text(id(50)).await.expect("read").expect("there");
        assert_eq!((text.current, text.stage), (2, TextStage::Settled));
        assert_eq!(records.texts("konferenz").await.expect("read"), [text]);
        // What did not come about did not happen.
        let deeds = records.happenings("konferenz", now(), 10).await.expect("read");
        assert_eq!(deeds.iter().map(|one| one.deed.as_str()).collect::<Vec<_>>(), ["new", "changed", "settled"]);
    });
}

#[test]
fn happenings_are_told_as_they_come() {
    run(async {
        let records = with_group().await;
        let mut told = records.watch_happenings().await.expect("watched");
        let first = Version::first(id(50), content("Eins"), making("")).expect("a version");
        records.create_text(&head(), &first, &happening(1, "new")).await.expect("kept");
        let next = tokio::time::timeout(std::time::Duration::from_secs(20), told.next()).await;
        assert_eq!(next.expect("in time").expect("open").expect("a happening"), happening(1, "new"));
    });
}
