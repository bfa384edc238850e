//! The consent poll on a text: which groups are asked, what their members say, and whether all of them agree.

use domain::agreement::consent::{GroupPoll, Positions, is_agreed};
use domain::agreement::objection::Objection;
use domain::process::conference::WorkingGroup;
use domain::process::space::{Standing, ThingKind};
use domain::text::kind::{TextKind, TextStage};
use store::{GroupMember, Happening, RaisedObjection, StoreError, TakenPosition, TextHead};
use uuid::Uuid;

use super::{Services, Space, standing};
use crate::services::people::Person;

/// A group that is asked.
#[derive(Debug, Clone)]
pub struct Poll {
    /// The group.
    pub group: WorkingGroup,
    /// The group as the person meets it; nothing when the person may not know of it.
    pub space: Option<Space>,
    /// Its members.
    pub members: Vec<GroupMember>,
    /// What they say about any version.
    pub positions: Vec<TakenPosition>,
    /// Objections raised in it.
    pub objections: Vec<Objection>,
}

impl Poll {
    /// What its members of today say about this version.
    pub fn positions(&self, number: u32) -> Positions {
        let counts = |taken: &&TakenPosition| taken.number == number && self.is_member(taken.account);
        Positions::of(self.positions.iter().filter(counts).map(|taken| taken.position))
    }

    /// Whether this account is a member.
    pub fn is_member(&self, account: Uuid) -> bool {
        self.members.iter().any(|member| member.account == account)
    }

    /// How many members it has.
    pub fn size(&self) -> u32 {
        u32::try_from(self.members.len()).unwrap_or(u32::MAX)
    }

    /// Whether the person sees a kind of thing of this group.
    pub fn sees(&self, kind: ThingKind) -> bool {
        self.space.as_ref().is_some_and(|space| space.sees(kind, Standing::Published, None))
    }

    /// As the rule looks at it, for this version.
    pub fn at(&self, number: u32) -> GroupPoll<'_> {
        GroupPoll {
            group: self.group.id,
            rule: self.group.rule,
            members: self.size(),
            positions: self.positions(number),
            objections: &self.objections,
        }
    }
}

/// What happens in a group with a text (kind, deed and thing), told without a name. With a text of the whole conference it is told
/// to those who see the group; those who follow the text hear that something changed, and neither what nor where.
pub fn told(
    text_space: &Space,
    space: &Space,
    head: &TextHead,
    (kind, deed, thing): (&str, &str, Uuid),
) -> Vec<Happening> {
    let unnamed = |happening: Happening| Happening { by: None, ..happening };
    let standing = standing(head);
    if text_space.group.is_some() {
        return vec![unnamed(space.happening(kind, deed, thing, Some(head.id), standing))];
    }
    vec![
        unnamed(space.happening(kind, deed, thing, None, standing)),
        unnamed(text_space.happening("position", "changed", head.id, Some(head.id), standing)),
    ]
}

/// The poll on a text as one person meets it.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// Where the text stands.
    pub space: Space,
    /// The text.
    pub head: TextHead,
    /// All groups that are asked, also those the person may not know of: they count, and are not shown.
    pub polls: Vec<Poll>,
    /// All objections to the text, the oldest first, also those the person may not see.
    pub objections: Vec<RaisedObjection>,
}

impl Agreement {
    /// The poll on this text; nothing when the person may not see the text.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn of(services: &Services, text: Uuid, person: Option<&Person>) -> Result<Option<Self>, StoreError> {
        let Some((space, head)) = Space::of_text(services, text, person).await? else { return Ok(None) };
        let records = &services.records;
        let groups = match (&space.group, head.kind) {
            (Some(group), _) => vec![group.value.clone()],
            // The report is everybody's.
            (None, TextKind::Report) => {
                records.groups(&head.conference).await?.into_iter().map(|group| group.value).collect()
            }
            (None, _) => Vec::new(),
        };
        let positions = records.positions(text).await?;
        let objections = records.objections(text).await?;
        let mut polls = Vec::with_capacity(groups.len());
        for group in groups {
            polls.push(Poll {
                space: Space::of_group(services, group.id, person).await?,
                members: records.members(group.id).await?,
                positions: positions.iter().filter(|taken| taken.group == group.id).cloned().collect(),
                objections: objections
                    .iter()
                    .map(|raised| &raised.objection.value)
                    .filter(|objection| objection.group == group.id)
                    .cloned()
                    .collect(),
                group,
            });
        }
        Ok(Some(Self { space, head, polls, objections }))
    }

    /// Whether the groups are asked now: a draft is not for everybody yet.
    pub fn is_asked(&self) -> bool {
        self.head.stage != TextStage::Draft && !self.polls.is_empty()
    }

    /// Whether every group that is asked agrees to the newest version.
    pub fn is_agreed(&self) -> bool {
        let polls: Vec<GroupPoll<'_>> = self.polls.iter().map(|poll| poll.at(self.head.current)).collect();
        is_agreed(&polls)
    }

    /// What happens in the poll of this group. Who takes a position or raises an objection is told on the page, to members: outsiders
    /// see counts only.
    pub fn told(&self, group: Uuid, kind: &str, deed: &str, thing: Uuid) -> Vec<Happening> {
        let space = self.poll(group).and_then(|poll| poll.space.as_ref()).unwrap_or(&self.space);
        told(&self.space, space, &self.head, (kind, deed, thing))
    }

    /// The poll of this group.
    pub fn poll(&self, group: Uuid) -> Option<&Poll> {
        self.polls.iter().find(|poll| poll.group.id == group)
    }

    /// Whether the person sees this objection.
    pub fn shows(&self, raised: &RaisedObjection) -> bool {
        let objection = &raised.objection.value;
        self.poll(objection.group)
            .and_then(|poll| poll.space.as_ref())
            .is_some_and(|space| space.sees(ThingKind::Objection, Standing::Published, Some(objection.by)))
    }
}
