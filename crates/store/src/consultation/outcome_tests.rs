//! Fates, answers, bodies, decisions and sources on the real engine in memory. Comments and amendments are written as their tables say.

use domain::agreement::objection::ObjectionState;
use domain::majority::{Count, Majority, Outcome};
use domain::process::body::{Body, BodyRight, Decision};
use domain::process::fate::Fates;
use domain::process::space::Standing;
use domain::text::blocks::Block;
use domain::text::document::{Content, Making, Version, paragraphs};
use domain::text::kind::{TextKind, TextStage};

use super::*;
use crate::consultation::sources::TextSource;
use crate::consultation::texts::TextHead;
use crate::{Connection, datetime};

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).expect("a time")
}

fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(10 * 1024 * 1024)
        .build()
        .expect("a runtime")
        .block_on(test);
}

fn happening(number: u128, kind: &str) -> Happening {
    Happening {
        id: id(1_000 + number),
        at: now(),
        conference: "konferenz".into(),
        group: Some(id(1)),
        text: Some(id(50)),
        thing: id(50),
        kind: kind.into(),
        deed: "new".into(),
        standing: Standing::Published,
        by: Some(id(9)),
    }
}

/// A text in two versions, open.
async fn with_text() -> (Records, Version) {
    let records = Records::open(&Connection::new("mem://"), now()).await.expect("a database");
    let content = |words: &str| Content {
        title: "Räume".into(),
        paragraphs: paragraphs([Block::paragraph(words)], &mut || id(70)),
    };
    let making = |reason: &str| Making { author: id(9), at: now(), reason: reason.into() };
    let first = Version::first(id(50), content("Eins"), making("")).expect("a version");
    let head = TextHead {
        id: id(50),
        conference: "konferenz".into(),
        group: Some(id(1)),
        kind: TextKind::Recommendation,
        stage: TextStage::Open,
        title: "Räume".into(),
        current: 1,
        author: id(9),
        changed: now(),
    };
    records.create_text(&head, &first, &happening(1, "text")).await.expect("kept");
    let second = first.next(content("Zwei"), making("genauer")).expect("a version");
    assert_eq!(records.add_version(&second, &happening(2, "text")).await.expect("kept"), Changed::Done);
    (records, second)
}

async fn comment_row(records: &Records, number: u128, parent: Option<u128>, standing: &str) {
    let variables = vars! {
        id: comment(id(number)), text: surrealdb::types::Uuid::from(id(50)), paragraph: surrealdb::types::Uuid::from(id(70)),
        parent: parent.map(|parent| surrealdb::types::Uuid::from(id(parent))), author: surrealdb::types::Uuid::from(id(9)),
        at: datetime(now() + chrono::TimeDelta::seconds(i64::try_from(number).expect("small"))), standing: standing.to_owned(),
        fate: to_json("fate", &Fate::Open).expect("JSON"),
    };
    let text = "CREATE ONLY $id CONTENT { text: $text, paragraph: $paragraph, anchor: '', parent: $parent, kind: 'question', \
        body: 'Wann?', author: $author, at: $at, standing: $standing, history: '[]', fate: $fate, ruling: 'null', version: 1 } RETURN NONE";
    records.database().query(text).bind(variables).await.expect("asked").check().expect("kept");
}

#[test]
fn what_was_said_in_the_open_is_listed_and_counted_and_nothing_else() {
    run(async {
        let (records, _) = with_text().await;
        comment_row(&records, 100, None, "published").await;
        comment_row(&records, 101, Some(100), "published").await;
        comment_row(&records, 102, None, "withheld").await;
        comment_row(&records, 103, None, "private").await;
        let said = records.comment_fates(id(50)).await.expect("read");
        assert_eq!(said.iter().map(|one| one.id).collect::<Vec<_>>(), [id(100)]);
        assert_eq!(records.comment_fate_counts(id(50)).await.expect("read"), Fates { open: 1, ..Fates::default() });
        for (number, state) in [(200, r#"{"state":"draft"}"#), (201, r#"{"state":"accepted","version":2}"#)] {
            // Without its supporters, as the table says.
            let entry = format!(
                r#"{{"id":"{0}","target":{{"version":1}},"author":"{1}","reason":"Darum.","wishes":[{{"delete":{{"paragraph":"{2}"}}}}],"state":{state}}}"#,
                id(number),
                id(9),
                id(70)
            );
            let variables = vars! {
                id: by_identity("amendment", id(number)), text: surrealdb::types::Uuid::from(id(50)), entry: entry,
                author: surrealdb::types::Uuid::from(id(9)), at: datetime(now()),
            };
            let text = "CREATE ONLY $id CONTENT { text: $text, entry: $entry, author: $author, at: $at, state: 'x', version: 1 } RETURN NONE";
            records.database().query(text).bind(variables).await.expect("asked").check().expect("kept");
        }
        let amendments = records.amendment_fates(id(50)).await.expect("read");
        assert_eq!(amendments.len(), 1);
        assert_eq!(Fate::of_amendment(&amendments[0].state), Some(Fate::TakenOver { version: 2 }));
        assert_eq!(amendments[0].wishes[0].paragraph(), Some(id(70)));
        let objection = Objection {
            id: id(300),
            group: id(1),
            by: id(9),
            paragraph: None,
            reason: "Zu teuer".into(),
            blocks: false,
            state: ObjectionState::Open,
        };
        let variables = vars! {
            id: by_identity("objection", id(300)), text: surrealdb::types::Uuid::from(id(50)),
            entry: to_json("objection", &objection).expect("JSON"), at: datetime(now()),
        };
        let text = "CREATE ONLY $id CONTENT { text: $text, number: 1, entry: $entry, at: $at, version: 1 } RETURN NONE";
        records.database().query(text).bind(variables).await.expect("asked").check().expect("kept");
        assert_eq!(records.objection_fates(id(50)).await.expect("read"), [objection]);
    });
}

#[test]
fn an_answer_is_promised_then_given_and_answers_its_comment() {
    run(async {
        let (records, _) = with_text().await;
        comment_row(&records, 100, None, "published").await;
        let owed =
            Answer { id: id(400), to: id(100), unit: Some("Amt".into()), due: Some(now().date_naive()), given: None };
        for number in [20, 21] {
            // Sent twice, it is one.
            assert_eq!(
                records.keep_answer(id(50), &owed, 0, &happening(number, "answer")).await.expect("kept"),
                Changed::Done
            );
        }
        assert_eq!(records.comment_fate_counts(id(50)).await.expect("read").open, 1);
        assert_eq!(records.answers(id(50)).await.expect("read"), [Stored { value: owed.clone(), version: 1 }]);
        let given = Answer { given: Some((now(), "Im Mai.".into())), ..owed };
        let keep = async |seen, number| {
            records.keep_answer(id(50), &given, seen, &happening(number, "answer")).await.expect("asked")
        };
        assert_eq!(keep(1, 22).await, Changed::Done);
        assert_eq!(keep(1, 23).await, Changed::Outdated);
        assert_eq!(records.answers(id(50)).await.expect("read"), [Stored { value: given.clone(), version: 2 }]);
        assert_eq!(records.comment_fates(id(50)).await.expect("read")[0].fate, Fate::Answered { answer: id(400) });
    });
}

#[test]
fn a_decision_freezes_the_newest_version_and_no_other() {
    run(async {
        let (records, second) = with_text().await;
        let body = Body {
            id: id(600),
            name: "Rat".into(),
            kind: "Rat".into(),
            right: BodyRight::Decide,
            from: None,
            to: None,
            successor: None,
        };
        for _ in 0..2 {
            assert_eq!(records.keep_body(&body, 0, now()).await.expect("kept"), Changed::Done);
        }
        let renamed = Body { name: "Rat der Stadt".into(), ..body };
        assert_eq!(records.keep_body(&renamed, 1, now()).await.expect("kept"), Changed::Done);
        assert_eq!(records.keep_body(&renamed, 1, now()).await.expect("asked"), Changed::Outdated);
        assert_eq!(records.bodies().await.expect("read"), [Stored { value: renamed, version: 2 }]);

        let decision = Decision {
            body: id(600),
            text: id(50),
            version: 1,
            hash: second.hash.clone(),
            paper: "27-0123".into(),
            day: now().date_naive(),
            vote: Some(Count { yes: 3, no: 1, abstain: 0 }),
            majority: Majority::Simple,
            outcome: Outcome::Accepted,
            conditions: vec!["Bericht nach einem Jahr".into()],
            entered: now(),
        };
        let enter = async |number: u128, decision: &Decision, settled| {
            records.enter_decision(id(number), decision, settled, &happening(number, "decision")).await.expect("asked")
        };
        assert_eq!(enter(700, &decision, true).await, Changed::Outdated, "version 1 is not the newest");
        assert_eq!(records.decisions(id(50)).await.expect("read"), []);
        let newest = Decision { version: 2, ..decision.clone() };
        assert_eq!(enter(701, &decision, false).await, Changed::Done);
        assert_eq!(enter(702, &newest, true).await, Changed::Done);
        assert_eq!(enter(702, &newest, true).await, Changed::Done, "the same again is one");
        assert_eq!(records.decisions(id(50)).await.expect("read").len(), 2);
        assert_eq!(records.text(id(50)).await.expect("read").expect("there").stage, TextStage::Settled);
        let content = Content { title: "Räume".into(), paragraphs: vec![] };
        let making = Making { author: id(9), at: now(), reason: "später".into() };
        let third = second.next(content, making).expect("a version");
        assert_eq!(records.add_version(&third, &happening(30, "text")).await.expect("asked"), Changed::Outdated);
    });
}

#[test]
fn sources_are_named_once_and_found_from_both_ends() {
    run(async {
        let (records, _) = with_text().await;
        let source = |question: &str| TextSource {
            text: id(50),
            paragraph: id(70),
            survey: "bedarf".into(),
            question: question.into(),
        };
        for question in ["b", "a", "a"] {
            records.add_source(&source(question)).await.expect("kept");
        }
        assert_eq!(records.sources(id(50)).await.expect("read"), [source("a"), source("b")]);
        assert_eq!(records.sources_from("bedarf").await.expect("read"), [source("a"), source("b")]);
        assert_eq!(records.sources_from("andere").await.expect("read"), []);
        records.remove_source(&source("a")).await.expect("gone");
        records.remove_source(&source("a")).await.expect("still gone");
        assert_eq!(records.sources(id(50)).await.expect("read"), [source("b")]);
        let versions = records.whole_versions(id(50)).await.expect("read");
        assert_eq!(versions.iter().map(|version| version.number).collect::<Vec<_>>(), [1, 2]);
        assert!(records.names_of(&[id(9)]).await.expect("read").is_empty());
    });
}
