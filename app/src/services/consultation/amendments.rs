//! All amendments of a text as they stand now, for every page and every step: carried over to the newest version, support counted.

use std::borrow::Cow;
use std::collections::BTreeMap;

use domain::amendment::base::base;
use domain::amendment::onward::brought_up;
use domain::amendment::state::{State, SupportRule};
use domain::amendment::wish::Wish;
use domain::amendment::{Amendment, Target};
use domain::process::space::{Standing, ThingKind};
use domain::text::document::{Content, Version};
use exchange::texts::Embedded;
use store::{FiledAmendment, StoreError, TextHead};
use uuid::Uuid;

use super::Space;
use crate::services::Services;
use crate::texts::consultation::FORMER_ACCOUNT;
use crate::texts::{amendments as t, fill};

/// The amendments of a text.
#[derive(Debug, Clone)]
pub struct Amendments {
    /// The newest version.
    pub version: Version,
    /// What the newest version and those that are amended say.
    pub contents: BTreeMap<u32, Content>,
    /// As they stand now, in the order they were begun; also what the reader does not see.
    pub filed: Vec<FiledAmendment>,
    /// As they are kept, in the same order.
    pub kept: Vec<Amendment>,
    /// What an amendment needs here before it can be put up for decision.
    pub rule: SupportRule,
}

impl Amendments {
    /// Reads them.
    ///
    /// # Errors
    ///
    /// Those of the database, and [`StoreError::Gone`] when the text has lost its newest version.
    pub async fn load(services: &Services, space: &Space, head: &TextHead) -> Result<Self, StoreError> {
        let records = &services.records;
        let mut filed = records.amendments(head.id).await?;
        let version = records.version(head.id, head.current).await?.ok_or(StoreError::Gone)?;
        let mut contents = BTreeMap::from([(version.number, version.content.clone())]);
        for one in &filed {
            if let Target::Version(number) = one.value.target
                && !contents.contains_key(&number)
                && let Some(version) = records.version(head.id, number).await?
            {
                contents.insert(number, version.content);
            }
        }
        let rule = space.group.as_ref().map(|group| group.value.support).unwrap_or_default();
        let kept: Vec<Amendment> = filed.iter().map(|one| one.value.clone()).collect();
        for (one, now) in filed.iter_mut().zip(brought_up(&kept, &contents, head.current, rule)) {
            one.value = now;
        }
        Ok(Self { version, contents, filed, kept, rule })
    }

    /// Those the reader sees.
    pub fn seen<'a>(&'a self, space: &'a Space) -> impl Iterator<Item = &'a FiledAmendment> {
        self.filed.iter().filter(|one| sees(space, &one.value))
    }

    /// The one of this identity, if the reader sees it.
    pub fn find(&self, space: &Space, id: Uuid) -> Option<&FiledAmendment> {
        self.filed.iter().find(|one| one.value.id == id && sees(space, &one.value))
    }

    /// By identity.
    pub fn by_id(&self) -> BTreeMap<Uuid, &Amendment> {
        self.filed.iter().map(|one| (one.value.id, &one.value)).collect()
    }

    /// The text that an amendment amends.
    pub fn base(&self, amendment: &Amendment) -> Option<Cow<'_, Content>> {
        base(amendment, &self.by_id(), &self.contents)
    }

    /// Those about a version that the reader sees, by paragraph, as they are printed under it. Those that want something at the
    /// very beginning stand under the first paragraph. They are numbered in the order in which they were begun.
    pub fn printed(&self, space: &Space, content: &Content, number: u32) -> BTreeMap<Uuid, Vec<Embedded>> {
        let now = number == self.version.number;
        let about = self.filed.iter().zip(&self.kept).filter(|(filed, kept)| {
            let here = if now { filed.value.is_for(number) } else { kept.target == Target::Version(number) };
            here && kept.state.is_public() && kept.state != State::Withdrawn && sees(space, &filed.value)
        });
        let mut printed: BTreeMap<Uuid, Vec<Embedded>> = BTreeMap::new();
        for (place, (filed, _)) in about.enumerate() {
            for wish in &filed.value.wishes {
                let known = wish.paragraph().filter(|id| content.find(*id).is_some());
                let Some(paragraph) = known.or_else(|| content.paragraphs.first().map(|first| first.id)) else {
                    continue;
                };
                let new = matches!(wish, Wish::Insert { .. });
                let at = [("n", (place + 1).to_string())];
                let at = at.each_ref().map(|(name, count)| (*name, count.as_str()));
                printed.entry(paragraph).or_default().push(Embedded {
                    label: fill(if new { t::PRINTED_NEW } else { t::PRINTED }, &at),
                    author: if filed.author.is_empty() { FORMER_ACCOUNT.to_owned() } else { filed.author.clone() },
                    reason: filed.value.reason.clone(),
                    pieces: wish.difference(content),
                });
            }
        }
        printed
    }

    /// Those that a merge of the newest version is about, in the order they were begun.
    pub fn for_merge(&self) -> Vec<&FiledAmendment> {
        self.filed.iter().filter(|one| one.value.is_for(self.version.number)).collect()
    }
}

/// How far an amendment is, as a thing in its space.
pub fn standing(amendment: &Amendment) -> Standing {
    if amendment.state.is_public() { Standing::Published } else { Standing::Private }
}

/// Whether the reader sees an amendment.
pub fn sees(space: &Space, amendment: &Amendment) -> bool {
    space.sees(ThingKind::Amendment, standing(amendment), Some(amendment.author))
}

/// The name of a state, for what is told to have happened.
pub fn deed(state: &State) -> &'static str {
    match state {
        State::Draft => "draft",
        State::Submitted => "submitted",
        State::Supported => "supported",
        State::Admitted => "admitted",
        State::Accepted { .. } => "accepted",
        State::Modified { .. } => "modified",
        State::Rejected { .. } => "rejected",
        State::Withdrawn => "withdrawn",
        State::CarriedOver { .. } => "carried_over",
        State::Collided { .. } => "collided",
    }
}
