//! A merge put together for the chair: everything that is wanted of each paragraph, with what collides and what was decided.

use std::collections::BTreeMap;

use domain::amendment::base::wanted;
use domain::amendment::protocol::{Decision, Protocol};
use domain::amendment::wish::{MergedContent, Wish, merge_all};
use domain::amendment::{Amendment, Target, written};
use domain::text::blocks::BlockKind;
use domain::text::document::Content;
use domain::text::words::Op;
use store::{FiledAmendment, TextHead};
use uuid::Uuid;

use super::amendments::{name, view as amendment_view, wishes as wish_views};
use super::merging::{CollisionView, MergePlace, MergeView, PlacedWish, ResultParagraph, Variant};
use super::texts::TextPlace;
use crate::services::consultation::Space;
use crate::services::consultation::amendments::Amendments;
use crate::services::consultation::merging::{MODE, pairs};

/// Everything about a merge but what can be undone.
pub(super) fn view(
    space: &Space,
    head: &TextHead,
    place: TextPlace,
    amendments: &Amendments,
    protocol: &Protocol,
) -> MergeView {
    let content = &amendments.version.content;
    let filed = amendments.for_merge();
    let all: Vec<&Amendment> = filed.iter().map(|one| &one.value).collect();
    let pairs = pairs(&all);
    let merge = Merge {
        space,
        head,
        amendments,
        protocol,
        filed: &filed,
        together: merge_all(content, &pairs, MODE),
        draft: protocol.draft(content, &pairs, MODE),
    };
    let numbers = content.numbers();
    let start = merge.place(None, content);
    let places = content.paragraphs.iter().zip(numbers).filter_map(|(known, number)| {
        let place = merge.place(Some(known.id), content)?;
        Some(MergePlace { paragraph: Some((known.id, number)), before: known.block.text.clone(), ..place })
    });
    let places: Vec<MergePlace> = start.into_iter().chain(places).collect();
    let wishes = || places.iter().flat_map(|place| &place.wishes);
    let decided = (wishes().filter(|wish| wish.decision.is_some()).count(), wishes().count());
    let merged: Vec<Uuid> = all.iter().map(|one| one.id).collect();
    let waits = |one: &&FiledAmendment| one.value.state.is_open() && !merged.contains(&one.value.id);
    MergeView {
        seen: protocol.entries().len(),
        result: result(&merge.draft),
        unsettled: merge.draft.collisions.len(),
        waiting: amendments.seen(space).filter(waits).map(|one| amendment_view(space, head, amendments, one)).collect(),
        decided,
        places,
        place,
        undo: None,
    }
}

struct Merge<'a> {
    space: &'a Space,
    head: &'a TextHead,
    amendments: &'a Amendments,
    protocol: &'a Protocol,
    filed: &'a [&'a FiledAmendment],
    /// All open amendments as they are, whatever was decided.
    together: MergedContent,
    /// As decided so far.
    draft: MergedContent,
}

impl Merge<'_> {
    /// A place with everything wanted of it; nothing when nobody wants anything.
    fn place(&self, paragraph: Option<Uuid>, content: &Content) -> Option<MergePlace> {
        let decisions = self.protocol.decisions();
        let mut wishes = Vec::new();
        for filed in self.filed {
            for (at, wish) in filed.value.wishes.iter().enumerate().filter(|(_, wish)| wish.paragraph() == paragraph) {
                let decision = decisions.get(&(filed.value.id, at)).map(|decision| (*decision).clone());
                wishes.push(self.wish(filed, at, wish, content, decision)?);
            }
        }
        if wishes.is_empty() {
            return None;
        }
        let settled = paragraph.and_then(|id| self.protocol.settled().get(&id).copied());
        let merged = self.together.paragraphs.iter().find(|merged| merged.id.is_some() && merged.id == paragraph);
        let together = merged.map(|merged| {
            merged.pieces.iter().filter(|run| run.piece.op != Op::Deleted).map(|run| run.piece.text.as_str()).collect()
        });
        Some(MergePlace {
            paragraph: None,
            before: String::new(),
            wishes,
            collisions: paragraph.map(|id| self.collisions(id)).unwrap_or_default(),
            together: together.unwrap_or_default(),
            settled: settled.map(|(text, reason)| (text.to_owned(), reason.to_owned())),
        })
    }

    fn wish(
        &self,
        filed: &FiledAmendment,
        at: usize,
        wish: &Wish,
        content: &Content,
        decision: Option<Decision>,
    ) -> Option<PlacedWish> {
        let before =
            wish.paragraph().and_then(|id| content.find(id)).map_or("", |(_, known)| known.block.text.as_str());
        let one = |wish: &Wish| wish_views(content, std::slice::from_ref(wish)).into_iter().next();
        let words = |wish: &Wish| match wish {
            Wish::Delete { .. } => before.to_owned(),
            wish => written::words(before, std::slice::from_ref(wish)),
        };
        let instead = match &decision {
            Some(Decision::Modify { instead, .. }) => Some(instead),
            _ => None,
        };
        let step = domain::amendment::state::Step::Accept { version: self.amendments.version.number + 1 };
        Some(PlacedWish {
            at,
            amendment: amendment_view(self.space, self.head, self.amendments, filed),
            wish: one(wish)?,
            words: words(instead.unwrap_or(wish)),
            instead: instead.and_then(one),
            decidable: filed.value.decided(&step, self.amendments.rule, self.space.now).is_ok(),
            variants: self.variants(filed, wish),
            decision,
        })
    }

    /// What open amendments to this one make of the paragraph.
    fn variants(&self, filed: &FiledAmendment, wish: &Wish) -> Vec<Variant> {
        let Wish::Rewrite { paragraph, .. } = wish else { return Vec::new() };
        let by_id: BTreeMap<Uuid, &Amendment> = self.amendments.by_id();
        self.amendments
            .seen(self.space)
            .filter(|one| one.value.target == Target::Amendment(filed.value.id) && one.value.state.is_open())
            .filter_map(|one| {
                let content = wanted(&one.value, &by_id, &self.amendments.contents)?;
                let (_, known) = content.find(*paragraph)?;
                let author = name(&one.author);
                Some(Variant { amendment: one.value.id, author, words: known.block.text.clone() })
            })
            .collect()
    }

    fn collisions(&self, paragraph: Uuid) -> Vec<CollisionView> {
        let author =
            |id: Uuid| name(self.filed.iter().find(|one| one.value.id == id).map_or("", |one| one.author.as_str()));
        let here = |merged: &MergedContent| -> Vec<_> {
            merged.collisions.iter().filter(|collision| collision.paragraph == paragraph).cloned().collect()
        };
        let pressing = here(&self.draft);
        let mut all = pressing.clone();
        all.extend(
            here(&self.together)
                .into_iter()
                .filter(|collision| !pressing.iter().any(|known| known.between == collision.between)),
        );
        all.into_iter()
            .map(|found| CollisionView {
                between: (author(found.between.0), author(found.between.1)),
                pressing: pressing.contains(&found),
                base: found.collision.base,
                first: found.collision.first,
                second: found.collision.second,
            })
            .collect()
    }
}

fn result(draft: &MergedContent) -> Vec<ResultParagraph> {
    let one = |merged: &domain::amendment::wish::MergedParagraph| ResultParagraph {
        paragraph: merged.id,
        pieces: merged.pieces.iter().map(|run| run.piece.clone()).collect(),
        stays: merged.stays,
        heading: matches!(merged.kind, BlockKind::Heading(_)),
    };
    draft.paragraphs.iter().map(one).collect()
}
