//! All amendments of a text as they stand now, for every page and every step: carried over to the newest version, support counted.

use std::borrow::Cow;
use std::collections::BTreeMap;

use domain::amendment::base::base;
use domain::amendment::onward::brought_up;
use domain::amendment::state::{State, SupportRule};
use domain::amendment::{Amendment, Target};
use domain::process::space::{Standing, ThingKind};
use domain::text::document::{Content, Version};
use store::{FiledAmendment, StoreError, TextHead};
use uuid::Uuid;

use super::Space;
use crate::services::Services;

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
