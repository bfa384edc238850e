//! Open amendments of a text that moves on.

use super::*;
use crate::amendment::base::paragraph_ids;
use crate::amendment::wish::{Wish, apply};
use crate::text::blocks::Block;
use crate::text::document::paragraphs;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn content(texts: [&str; 2]) -> Content {
    let mut next = 0;
    let mut ids = || {
        next += 1;
        id(next)
    };
    Content { title: "T".into(), paragraphs: paragraphs(texts.map(Block::paragraph), &mut ids) }
}

fn amendment(number: u128, target: Target, wish: Wish) -> Amendment {
    Amendment {
        id: id(number),
        target,
        author: id(7),
        reason: "Darum.".into(),
        wishes: vec![wish],
        state: State::Supported,
        supporters: vec![],
    }
}

fn rewrite(paragraph: u128, text: &str) -> Wish {
    Wish::Rewrite { paragraph: id(paragraph), text: text.into() }
}

fn states(all: &[Amendment]) -> Vec<State> {
    all.iter().map(|one| one.state.clone()).collect()
}

#[test]
fn each_moves_on_collides_or_is_fulfilled() {
    let old = content(["Die Fachstelle berät Vereine im Bezirk.", "Drei Treffen finden statt."]);
    let new = content(["Die Fachstelle berät Vereine im Stadtbezirk.", "Vier Treffen finden statt."]);
    let versions = BTreeMap::from([(1, old), (2, new)]);
    let first = Target::Version(1);
    let all = [
        amendment(0x1_00, first, rewrite(1, "Die neue Fachstelle berät Vereine im Bezirk.")),
        amendment(0x2_00, first, rewrite(2, "Fünf Treffen finden statt.")),
        amendment(0x3_00, first, rewrite(2, "Vier Treffen finden statt.")),
        Amendment { state: State::Withdrawn, ..amendment(0x4_00, first, rewrite(2, "x")) },
        // Amends the first, and comes with it.
        amendment(
            0x5_00,
            Target::Amendment(id(0x1_00)),
            rewrite(1, "Die neue Fachstelle berät alle Vereine im Bezirk."),
        ),
    ];
    let moved = brought_up(&all, &versions, 2, SupportRule::default());
    let over = State::CarriedOver { version: 2, admitted: false };
    assert_eq!(
        states(&moved),
        [over.clone(), State::Collided { version: 2 }, State::Accepted { version: 2 }, State::Withdrawn, over]
    );
    assert_eq!((moved[0].target, moved[4].target), (Target::Version(2), Target::Amendment(id(0x1_00))));
    assert_eq!(moved[4].wishes, [rewrite(1, "Die neue Fachstelle berät alle Vereine im Stadtbezirk.")]);
    assert_eq!(brought_up(&moved, &versions, 2, SupportRule::default()), moved);
}

#[test]
fn an_amendment_to_a_decided_one_amends_the_text_it_became() {
    let old = content(["Eins.", "Zwei."]);
    let parent = amendment(
        0x1_00,
        Target::Version(1),
        Wish::Insert { behind: Some(id(1)), blocks: vec![Block::paragraph("Die Stadt fördert Treffen.")] },
    );
    let new = apply(&old, &parent.wishes, &mut paragraph_ids(parent.id)).expect("it fits");
    let inserted = new.paragraphs[1].id;
    let child = Wish::Rewrite { paragraph: inserted, text: "Die Stadt fördert regelmäßige Treffen.".into() };
    let child = amendment(0x2_00, Target::Amendment(parent.id), child);
    let versions = BTreeMap::from([(1, old), (2, new)]);
    let taken = Amendment { state: State::Accepted { version: 2 }, ..parent };
    let moved = brought_up(&[taken.clone(), child.clone()], &versions, 2, SupportRule::default());
    assert_eq!((moved[1].target, &moved[1].wishes), (Target::Version(2), &child.wishes));
    // Rejected: there is no such paragraph.
    let versions = BTreeMap::from([(1, versions[&1].clone()), (2, content(["Eins.", "Zwei!"]))]);
    let rejected = Amendment { state: State::Rejected { reason: "Nein.".into() }, ..taken };
    let moved = brought_up(&[rejected, child], &versions, 2, SupportRule::default());
    assert_eq!(moved[1].state, State::Collided { version: 2 });
}

#[test]
fn support_counts_as_the_rule_says_now() {
    let versions = BTreeMap::from([(1, content(["Eins.", "Zwei."]))]);
    let one = amendment(0x1_00, Target::Version(1), rewrite(1, "Zwei."));
    let rule = SupportRule { least: 1, until: None };
    assert_eq!(states(&brought_up(std::slice::from_ref(&one), &versions, 1, rule)), [State::Submitted]);
    let supported = Amendment { supporters: vec![id(8)], ..one };
    assert_eq!(states(&brought_up(&[supported], &versions, 1, rule)), [State::Supported]);
}
