//! Comments: kept once, changed by one at a time, counted, found, reported.
use domain::bridging::Opinion;
use domain::comment::CommentKind;
use domain::commenting::{ReportReason, Ruling, Wording};
use domain::process::fate::{Answer, Fate};
use domain::process::space::Standing;
use domain::text::anchor::{Anchor, Selection};
use store::{Changed, Comment, CommentOpinion, CommentReport, Happening, NewAccount, Records, StoreError};
use uuid::Uuid;

use crate::{in_memory, now, run};

const TEXT: u128 = 50;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn comment(number: u128, paragraph: Option<u128>) -> Comment {
    Comment {
        id: id(number),
        text: id(TEXT),
        paragraph: paragraph.map(id),
        anchor: paragraph.map(|paragraph| Anchor {
            paragraph: id(paragraph),
            version: 1,
            selection: Selection::of("Räume für alle", 0..5).ok(),
        }),
        parent: None,
        kind: CommentKind::For,
        body: "Die Räume 'fehlen'; DELETE comment".into(),
        author: id(9),
        name: String::new(),
        at: now() + chrono::TimeDelta::seconds(i64::try_from(number).expect("small")),
        standing: Standing::Published,
        history: vec![],
        fate: Fate::Open,
        ruling: None,
        version: 1,
    }
}

fn happening(number: u128, deed: &str) -> Happening {
    Happening {
        id: id(10_000 + number),
        at: now() + chrono::TimeDelta::seconds(i64::try_from(number).expect("small")),
        conference: "konferenz".into(),
        group: None,
        text: Some(id(TEXT)),
        thing: id(number),
        kind: "comment".into(),
        deed: deed.into(),
        standing: Standing::Published,
        by: Some(id(9)),
    }
}

async fn deeds(records: &Records) -> Vec<String> {
    let deeds = records.happenings("konferenz", now(), 1_000).await.expect("read");
    deeds.into_iter().map(|one| one.deed).collect()
}

#[test]
fn a_comment_is_kept_once_and_belongs_to_who_wrote_it() {
    run(async {
        let records = in_memory().await;
        let account = NewAccount {
            email: "person@verein.example".into(),
            name: "Ana Kovač".into(),
            password_hash: String::new(),
            role: domain::account::Role::Member,
        };
        records.create_account(&account, id(9), now()).await.expect("kept");
        let first = comment(1, Some(70));
        for _ in 0..2 {
            records.create_comment(&first, &[happening(1, "new")]).await.expect("kept");
        }
        let read = records.comment(id(1)).await.expect("read").expect("there");
        assert_eq!(read, Comment { name: "Ana Kovač".into(), ..first.clone() });
        let foreign = Comment { author: id(8), ..first };
        assert!(matches!(records.create_comment(&foreign, &[]).await, Err(StoreError::Refused)));
        assert_eq!(deeds(&records).await, ["new"], "said once");
        assert_eq!(records.comment(id(2)).await.expect("read"), None);
    });
}

#[test]
fn a_private_note_becomes_a_comment_and_a_comment_stays_one() {
    run(async {
        let records = in_memory().await;
        let note = Comment { standing: Standing::Private, ..comment(1, Some(70)) };
        records.create_comment(&note, &[]).await.expect("kept");
        assert!(records.comment_marks(id(TEXT)).await.expect("read").is_empty());
        let said = Comment { body: "Jetzt für alle".into(), ..comment(1, Some(70)) };
        records.create_comment(&said, &[happening(1, "new")]).await.expect("kept");
        records.create_comment(&note, &[]).await.expect("no change");
        let read = records.comment(id(1)).await.expect("read").expect("there");
        assert_eq!((read.standing, read.body.as_str()), (Standing::Published, "Jetzt für alle"));
        assert_eq!(deeds(&records).await, ["new"]);
    });
}

#[test]
fn with_an_account_its_private_notes_go_and_what_it_said_stays_without_its_name() {
    run(async {
        let records = in_memory().await;
        let account = NewAccount {
            email: "person@verein.example".into(),
            name: "Ana Kovač".into(),
            password_hash: String::new(),
            role: domain::account::Role::Member,
        };
        records.create_account(&account, id(9), now()).await.expect("kept");
        let note = Comment { standing: Standing::Private, ..comment(1, Some(70)) };
        let foreign = Comment { author: id(8), ..note.clone() };
        for one in [note, comment(2, Some(70)), Comment { id: id(3), ..foreign }] {
            records.create_comment(&one, &[]).await.expect("kept");
        }
        let account = records.account(id(9)).await.expect("read").expect("there");
        records.erase_account(&account, "Ehemaliges Konto").await.expect("erased");
        assert_eq!(records.comment(id(1)).await.expect("read"), None);
        assert_eq!(records.comment(id(2)).await.expect("read").expect("there").name, "Ehemaliges Konto");
        assert!(records.comment(id(3)).await.expect("read").is_some(), "notes of others stay");
    });
}

#[test]
fn the_slower_of_two_changes_nothing_and_nothing_happens() {
    run(async {
        let records = in_memory().await;
        let first = comment(1, Some(70));
        records.create_comment(&first, &[happening(1, "new")]).await.expect("kept");
        let wording = Wording { until: now(), body: first.body.clone(), withheld: false };
        let edited = Comment { body: "Genauer".into(), history: vec![wording], ..first.clone() };
        assert_eq!(records.change_comment(&edited, 1, &[happening(2, "changed")]).await.expect("kept"), Changed::Done);
        let late = records.change_comment(&first, 1, &[happening(3, "changed")]).await.expect("read");
        assert_eq!(late, Changed::Outdated);
        let read = records.comment(id(1)).await.expect("read").expect("there");
        assert_eq!(read, Comment { version: 2, ..edited });
        assert_eq!(deeds(&records).await, ["new", "changed"]);
    });
}

#[test]
fn paragraphs_are_listed_and_counted_apart_and_only_what_is_published_counts() {
    run(async {
        let records = in_memory().await;
        let reply = Comment { parent: Some(id(1)), ..comment(2, Some(70)) };
        let held = Comment { standing: Standing::Withheld, ..comment(3, Some(70)) };
        let elsewhere = Comment { text: id(51), ..comment(6, Some(70)) };
        let all = [comment(1, Some(70)), reply, held, comment(4, Some(71)), comment(5, None), elsewhere];
        for one in &all {
            records.create_comment(one, &[]).await.expect("kept");
        }
        for (paragraph, expected) in [(Some(70), vec![1, 2, 3]), (Some(71), vec![4]), (None, vec![5])] {
            let heads = records.comment_heads(id(TEXT), paragraph.map(id)).await.expect("read");
            let mut ids: Vec<u128> = heads.iter().map(|head| head.id.as_u128()).collect();
            ids.sort_unstable();
            assert_eq!(ids, expected);
        }
        let mut counts: Vec<_> = records.comment_marks(id(TEXT)).await.expect("read").into_iter().collect();
        counts.sort_unstable();
        assert_eq!(counts, [(None, 1), (Some(id(70)), 2), (Some(id(71)), 1)]);
        // Neither the reply nor what is withheld.
        assert_eq!(records.comment_fates(id(TEXT)).await.expect("read").len(), 3);
        let waiting = records.waiting_comments(10).await.expect("read");
        assert_eq!(waiting.iter().map(|one| one.id).collect::<Vec<_>>(), [id(3)]);
    });
}

#[test]
fn an_opinion_is_one_per_person_and_can_be_taken_back() {
    run(async {
        let records = in_memory().await;
        for (account, opinion) in [(1, Opinion::Agree), (2, Opinion::Pass), (1, Opinion::Disagree)] {
            records.think_of_comment(id(7), id(TEXT), id(account), Some(opinion)).await.expect("kept");
        }
        records.think_of_comment(id(8), id(TEXT), id(1), Some(Opinion::Agree)).await.expect("kept");
        records.think_of_comment(id(7), id(TEXT), id(2), None).await.expect("taken back");
        let expected = CommentOpinion { comment: id(7), account: id(1), opinion: Opinion::Disagree };
        assert_eq!(records.comment_opinions(&[id(7)]).await.expect("read"), [expected]);
        assert_eq!(records.comment_opinions(&[id(7), id(8)]).await.expect("read").len(), 2);
        assert_eq!(records.comment_opinions(&[]).await.expect("read"), []);
    });
}

#[test]
fn a_decision_closes_all_reports_of_its_comment_and_of_no_other() {
    run(async {
        let records = in_memory().await;
        let report = |comment: u128, by: u128| CommentReport {
            comment: id(comment),
            text: id(TEXT),
            reason: ReportReason::Insult,
            words: "So nicht".into(),
            by: id(by),
            at: now(),
        };
        for (number, by) in [(1, 3), (1, 4), (2, 3), (1, 3)] {
            records.create_comment(&comment(number, Some(70)), &[]).await.expect("kept");
            records.report_comment(&report(number, by)).await.expect("kept");
        }
        assert_eq!(records.open_reports(10).await.expect("read").len(), 3, "one per person");
        let ruling = Ruling { shown: false, reason: "Beleidigung".into(), by: id(3), at: now() };
        let hidden = Comment { standing: Standing::Withheld, ruling: Some(ruling), ..comment(1, Some(70)) };
        let changed = records.rule_on_comment(&hidden, 1, &[happening(1, "hidden")]).await.expect("kept");
        assert_eq!(changed, Changed::Done);
        assert_eq!(records.open_reports(10).await.expect("read"), [report(2, 3)]);
        assert_eq!(records.waiting_comments(10).await.expect("read"), [], "decided already");
        // Who reports it again is heard again.
        records.report_comment(&report(1, 3)).await.expect("kept");
        assert_eq!(records.open_reports(10).await.expect("read").len(), 2);
    });
}

#[test]
fn what_became_of_a_comment_is_kept_with_its_answer() {
    run(async {
        let records = in_memory().await;
        records.create_comment(&comment(1, None), &[]).await.expect("kept");
        let answer = Answer {
            id: id(90),
            to: id(1),
            unit: None,
            due: None,
            given: Some((now(), "Das steht in Absatz 4.".into())),
        };
        let settled = Comment { fate: Fate::Answered { answer: id(90) }, ..comment(1, None) };
        let changed = records.settle_comment(&settled, 1, Some(&answer), &[happening(1, "answered")]).await;
        assert_eq!(changed.expect("kept"), Changed::Done);
        let late = Answer { id: id(91), ..answer.clone() };
        assert_eq!(records.settle_comment(&settled, 1, Some(&late), &[]).await.expect("read"), Changed::Outdated);
        assert_eq!(records.answers_to_comments(&[id(90), id(91)]).await.expect("read"), [answer]);
        let fates: Vec<Fate> =
            records.comment_fates(id(TEXT)).await.expect("read").into_iter().map(|one| one.fate).collect();
        assert_eq!(fates, [Fate::Answered { answer: id(90) }]);
    });
}

#[test]
fn comments_are_found_by_all_their_words_in_the_texts_that_are_asked_for() {
    run(async {
        let records = in_memory().await;
        let said = |number, body: &str| Comment { body: body.into(), ..comment(number, None) };
        records.create_comment(&said(1, "Mehr RÄUME im Stadtteil"), &[]).await.expect("kept");
        records.create_comment(&said(2, "Räume sind teuer"), &[]).await.expect("kept");
        let hidden = Comment { standing: Standing::Withheld, ..said(3, "Räume im Stadtteil") };
        records.create_comment(&hidden, &[]).await.expect("kept");
        let found = async |texts: &[Uuid], words: &[&str]| -> Vec<u128> {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            let found = records.find_comments(texts, &words, 10).await.expect("read");
            found.iter().map(|one| one.id.as_u128()).collect()
        };
        assert_eq!(found(&[id(TEXT)], &["räume"]).await, [2, 1]);
        assert_eq!(found(&[id(TEXT)], &["räume", "stadtteil"]).await, [1]);
        assert_eq!(found(&[id(51)], &["räume"]).await, [] as [u128; 0]);
        assert_eq!(found(&[], &["räume"]).await, [] as [u128; 0]);
    });
}

#[test]
fn of_five_thousand_comments_on_a_text_only_one_paragraph_is_read() {
    run(async {
        let records = in_memory().await;
        for number in 0..5_000_u128 {
            let one = comment(100 + number, Some(100_000 + number % 200));
            records.create_comment(&one, &[]).await.expect("kept");
        }
        for paragraph in 0..20 {
            let heads = records.comment_heads(id(TEXT), Some(id(100_000 + paragraph))).await.expect("read");
            let ids: Vec<Uuid> = heads.iter().map(|head| head.id).collect();
            let found = records.comments(&ids[..20]).await.expect("read");
            records.comment_opinions(&ids[..20]).await.expect("read");
            assert_eq!((heads.len(), found.len()), (25, 20));
        }
        assert_eq!(records.comment_marks(id(TEXT)).await.expect("read").len(), 200);
    });
}
