//! A life of an amendment: support, merge with collisions and undo, carrying over.

use chrono::{DateTime, Utc};
use proptest::prelude::*;

use super::carrying::carry_over;
use super::protocol::{Act, Decision, Entry, Protocol, ProtocolProblem};
use super::state::{Step, StepProblem, SupportRule};
use super::wish::{apply, check, merge_all};
use super::*;
use crate::text::blocks::Block;
use crate::text::carry::Carried;
use crate::text::document::paragraphs;
use crate::text::merge::Mode;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn time(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(second, 0).expect("a time")
}

fn fresh(from: u128) -> impl FnMut() -> Uuid {
    let mut next = from;
    move || {
        next += 1;
        id(next)
    }
}

/// Paragraphs 1, 2, 3.
fn content() -> Content {
    let texts = ["Die Fachstelle berät Vereine im Bezirk.", "Drei Treffen finden statt.", "Zum Schluss ein Satz."];
    Content { title: "T".into(), paragraphs: paragraphs(texts.map(Block::paragraph), &mut fresh(0)) }
}

fn rewrite(paragraph: u128, text: &str) -> Wish {
    Wish::Rewrite { paragraph: id(paragraph), text: text.into() }
}

fn amendment(wishes: Vec<Wish>) -> Amendment {
    Amendment {
        id: id(50),
        target: Target::Version(1),
        author: id(7),
        reason: "Darum.".into(),
        wishes,
        state: State::Draft,
        supporters: vec![],
    }
}

#[test]
fn an_amendment_fits_its_text_and_changes_something() {
    let content = content();
    assert_eq!(check(&content, &[rewrite(9, "x")]), Err(Unfit::Missing(id(9))));
    assert_eq!(check(&content, &[rewrite(1, "x"), Wish::Delete { paragraph: id(1) }]), Err(Unfit::Twice(id(1))));
    assert_eq!(check(&content, &[rewrite(2, "Drei Treffen finden statt.")]), Err(Unfit::Nothing));
    let insert = Wish::Insert { behind: Some(id(1)), blocks: vec![Block::item("Neu")] };
    let first = [insert, Wish::Delete { paragraph: id(2) }];
    let second = [rewrite(101, "Neu und gut"), rewrite(3, "Ende.")];
    let text = amended(&content, &[&first, &second], &mut fresh(100)).expect("a text");
    let texts: Vec<&str> = text.paragraphs.iter().map(|paragraph| paragraph.block.text.as_str()).collect();
    assert_eq!(texts, ["Die Fachstelle berät Vereine im Bezirk.", "Neu und gut", "Ende."]);
    assert!(text.paragraphs.iter().map(|paragraph| paragraph.id.as_u128()).eq([1, 101, 3]));
}

#[test]
fn it_needs_its_supporters_in_time_and_is_decided_once() {
    let rule = SupportRule { least: 2, until: Some(time(100)) };
    let step = |amendment: &Amendment, step: Step, second| amendment.after(&step, rule, time(second));
    let support = |account| Step::Support { account: id(account) };
    let sent = step(&amendment(vec![]), Step::Submit, 1).expect("sent");
    assert_eq!(sent.state, State::Submitted);
    assert_eq!(step(&sent, support(7), 2), Err(StepProblem::OwnAmendment));
    let one = step(&step(&sent, support(1), 2).expect("one"), support(1), 3).expect("still one");
    assert_eq!((one.supporters.len(), &one.state), (1, &State::Submitted));
    assert_eq!(step(&one, Step::Admit, 4), Err(StepProblem::TooFewSupporters));
    assert_eq!(step(&one, support(2), 100), Err(StepProblem::TooLate));
    assert!(one.has_lapsed(rule, time(100)) && !one.has_lapsed(rule, time(99)));
    let two = step(&one, support(2), 99).expect("two");
    assert_eq!(two.state, State::Supported);
    let back = step(&two, Step::Unsupport { account: id(1) }, 99).expect("one again");
    assert_eq!(back.state, State::Submitted);
    let admitted = step(&two, Step::Admit, 200).expect("admitted");
    assert_eq!(step(&two, Step::Accept { version: 2 }, 200), Err(StepProblem::NotNow));
    assert_eq!(step(&admitted, Step::Reject { reason: " ".into() }, 200), Err(StepProblem::NoReason));
    let carried = step(&admitted, Step::CarryOver { version: 2 }, 200).expect("carried over");
    let accepted = step(&carried, Step::Accept { version: 3 }, 201).expect("accepted");
    assert!(!accepted.state.is_open());
    for last in [Step::Withdraw, Step::Submit, Step::Admit, support(3), Step::Collide { version: 4 }] {
        assert_eq!(step(&accepted, last, 10), Err(StepProblem::NotNow));
    }
    let collided = step(&sent, Step::Collide { version: 2 }, 5).expect("collided");
    assert_eq!(step(&collided, Step::Submit, 6).expect("reworked").state, State::Submitted);
}

#[test]
fn similar_amendments_are_found_by_what_they_change() {
    let content = content();
    let mut other = amendment(vec![rewrite(2, "Vier Treffen im Jahr finden statt.")]);
    assert_eq!(similar(&content, &[rewrite(2, "Vier Treffen finden statt.")], [&other])[0].0, id(50));
    other.wishes = vec![rewrite(2, "Drei Treffen finden niemals statt.")];
    assert_eq!(similar(&content, &[rewrite(2, "Vier Treffen finden statt.")], [&other]), []);
}

#[test]
fn a_merge_is_decided_undone_and_finished_by_entries() {
    let content = content();
    let (a, b) = (
        [rewrite(2, "Vier Treffen finden statt.")],
        [rewrite(2, "Zwei Treffen finden jährlich statt."), Wish::Delete { paragraph: id(3) }],
    );
    let amendments: [(Uuid, &[Wish]); 2] = [(id(11), &a), (id(12), &b)];
    let mut protocol = Protocol::default();
    let add = |protocol: &mut Protocol, act| {
        let seen = protocol.entries().len();
        protocol.add(seen, Entry { by: id(1), at: time(0), act })
    };
    let accept = |amendment, at| Act::Decide { wish: (id(amendment), at), decision: Decision::Accept };
    let open = protocol.finish(&content, &amendments, &mut fresh(100)).expect_err("still open");
    assert_eq!(open.undecided, [(id(11), 0), (id(12), 0), (id(12), 1)]);
    for (amendment, at) in [(11, 0), (12, 0), (12, 1)] {
        add(&mut protocol, accept(amendment, at)).expect("an entry");
    }
    let open = protocol.finish(&content, &amendments, &mut fresh(100)).expect_err("a collision");
    assert_eq!((open.collisions.len(), open.collisions[0].between), (1, (id(11), id(12))));
    assert_eq!(open.collisions[0].collision.base, "Drei");

    // Somebody who has not seen all of it is told what happened meanwhile.
    let late = Entry { by: id(2), at: time(1), act: accept(11, 0) };
    assert_eq!(protocol.add(1, late), Err(ProtocolProblem::Meanwhile(protocol.entries()[1..].to_vec())));

    let text = "Mehrere Treffen finden jährlich statt.".into();
    let settle = Act::Settle { paragraph: id(2), text, reason: "Beides gemeint.".into() };
    add(&mut protocol, settle).expect("an entry");
    let text = protocol.finish(&content, &amendments, &mut fresh(100)).expect("a text");
    let texts: Vec<&str> = text.paragraphs.iter().map(|paragraph| paragraph.block.text.as_str()).collect();
    assert_eq!(texts, ["Die Fachstelle berät Vereine im Bezirk.", "Mehrere Treffen finden jährlich statt."]);

    let before = protocol.decisions().len();
    let last = protocol.last_undoable().expect("something");
    assert_eq!(last, 3);
    add(&mut protocol, Act::Undo { entry: last }).expect("undone");
    assert!(protocol.finish(&content, &amendments, &mut fresh(100)).is_err() && protocol.settled().is_empty());
    assert_eq!(add(&mut protocol, Act::Undo { entry: last }), Err(ProtocolProblem::NothingToUndo));
    add(&mut protocol, Act::Undo { entry: 4 }).expect("redone");
    assert_eq!((protocol.settled().len(), protocol.decisions().len()), (1, before));
    let silent = Act::Decide { wish: (id(12), 0), decision: Decision::Reject { reason: String::new() } };
    assert_eq!(add(&mut protocol, silent), Err(ProtocolProblem::NoReason));
    let kept: Protocol = serde_json::from_value(serde_json::to_value(&protocol).expect("json")).expect("a protocol");
    assert_eq!(kept, protocol);
}

#[test]
fn an_open_amendment_moves_on_is_fulfilled_or_collides() {
    let old = content();
    let new =
        apply(&old, &[rewrite(2, "Vier Treffen finden statt."), Wish::Delete { paragraph: id(3) }], &mut fresh(100));
    let new = new.expect("a version");
    let behind = Wish::Insert { behind: Some(id(3)), blocks: vec![Block::paragraph("Neu.")] };
    let Carried::Over(over) = carry_over(&old, &new, &[rewrite(2, "Drei Treffen finden jährlich statt."), behind])
    else {
        panic!("collided")
    };
    let moved = Wish::Insert { behind: Some(id(2)), blocks: vec![Block::paragraph("Neu.")] };
    assert_eq!(over.wishes, [rewrite(2, "Vier Treffen finden jährlich statt."), moved]);
    let same = [rewrite(2, "Vier Treffen finden statt."), Wish::Delete { paragraph: id(3) }];
    let Carried::Over(over) = carry_over(&old, &new, &same) else { panic!("collided") };
    assert_eq!((over.wishes.len(), over.fulfilled.len()), (0, 2));
    let against = [rewrite(2, "Fünf Treffen finden statt."), rewrite(3, "Anders."), Wish::Delete { paragraph: id(2) }];
    let Carried::Collided(collisions) = carry_over(&old, &new, &against) else { panic!("carried over") };
    assert_eq!(collisions.len(), 3);
    assert_eq!((collisions[0].collisions[0].first.as_str(), collisions[1].now.as_deref()), ("Vier", None));
}

proptest! {
    #[test]
    fn amendments_of_different_paragraphs_merge_in_any_order(order in Just(vec![0_usize, 1, 2]).prop_shuffle()) {
        let content = content();
        let wishes = [vec![rewrite(1, "Neu.")], vec![Wish::Delete { paragraph: id(2) }], vec![rewrite(3, "Aus.")]];
        let list: Vec<(Uuid, &[Wish])> = order.iter().map(|at| (id(*at as u128), wishes[*at].as_slice())).collect();
        let merged = merge_all(&content, &list, Mode::Strict);
        prop_assert!(merged.collisions.is_empty());
        let text = merged.content(&content, &mut Uuid::nil);
        prop_assert_eq!(text.paragraphs.iter().map(|one| one.block.text.as_str()).collect::<Vec<_>>(), ["Neu.", "Aus."]);
    }

    #[test]
    fn a_protocol_undone_from_the_end_is_empty(decisions in prop::collection::vec((0..3_u128, 0..2_usize), 0..10)) {
        let mut protocol = Protocol::default();
        for (amendment, at) in decisions {
            let act = Act::Decide { wish: (id(amendment), at), decision: Decision::Accept };
            protocol.add(protocol.entries().len(), Entry { by: id(1), at: time(0), act }).expect("an entry");
        }
        while let Some(entry) = protocol.last_undoable() {
            protocol.add(protocol.entries().len(), Entry { by: id(1), at: time(0), act: Act::Undo { entry } }).expect("undone");
        }
        prop_assert!(protocol.decisions().is_empty() && protocol.settled().is_empty());
    }
}
