//! What an amendment amends: a version, or a version as other amendments would have it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use uuid::Uuid;

use super::wish::{MergedContent, apply};
use super::{Amendment, Target};
use crate::text::document::Content;

/// So deep amendments amend each other at most; deeper ones have no base.
const DEEPEST: usize = 8;

/// Identities for the paragraphs an amendment puts in, made of its own: the same each time, so that others can amend them, and kept
/// when a version takes them over.
pub fn paragraph_ids(amendment: Uuid) -> impl FnMut() -> Uuid {
    let mut number = 0_u128;
    move || {
        number += 1;
        Uuid::from_u128(amendment.as_u128().wrapping_add(number))
    }
}

/// Identities for the new paragraphs of a merged text, in its order: those of [`paragraph_ids`] of the first amendment behind each.
pub fn merged_ids(merged: &MergedContent, amendments: &[Uuid]) -> impl FnMut() -> Uuid + use<> {
    let mut made: BTreeMap<Uuid, Box<dyn FnMut() -> Uuid>> = BTreeMap::new();
    let new = merged.paragraphs.iter().filter(|paragraph| paragraph.stays && paragraph.id.is_none());
    let ids: Vec<Uuid> = new
        .map(|paragraph| {
            let by = paragraph.pieces.iter().flat_map(|piece| &piece.by).next();
            let by = by.and_then(|place| amendments.get(*place)).copied().unwrap_or_default();
            made.entry(by).or_insert_with(|| Box::new(paragraph_ids(by)))()
        })
        .collect();
    let mut ids = ids.into_iter();
    move || ids.next().unwrap_or_default()
}

/// The text that an amendment amends. `None` when the version or an amendment in between is not at hand, or one in between does not
/// fit what it amends.
pub fn base<'a>(
    amendment: &Amendment,
    all: &BTreeMap<Uuid, &Amendment>,
    versions: &'a BTreeMap<u32, Content>,
) -> Option<Cow<'a, Content>> {
    deep_base(amendment.target, all, versions, DEEPEST)
}

/// The text as an amendment would have it. `None` as for [`base`], or when it does not fit.
pub fn wanted(
    amendment: &Amendment,
    all: &BTreeMap<Uuid, &Amendment>,
    versions: &BTreeMap<u32, Content>,
) -> Option<Content> {
    apply(&*base(amendment, all, versions)?, &amendment.wishes, &mut paragraph_ids(amendment.id)).ok()
}

fn deep_base<'a>(
    target: Target,
    all: &BTreeMap<Uuid, &Amendment>,
    versions: &'a BTreeMap<u32, Content>,
    left: usize,
) -> Option<Cow<'a, Content>> {
    match target {
        Target::Version(number) => versions.get(&number).map(Cow::Borrowed),
        Target::Amendment(_) if left == 0 => None,
        Target::Amendment(id) => {
            let parent = all.get(&id)?;
            let base = deep_base(parent.target, all, versions, left - 1)?;
            apply(&base, &parent.wishes, &mut paragraph_ids(id)).ok().map(Cow::Owned)
        }
    }
}
