//! Amendments for reading: those of a text or a paragraph, and one with its history.

use chrono::{DateTime, Utc};
use domain::amendment::carrying::CarryCollision;
#[cfg(feature = "ssr")]
use domain::amendment::carrying::carry_over;
use domain::amendment::state::{State, SupportRule};
#[cfg(feature = "ssr")]
use domain::amendment::{Amendment, Target, state::Step, wish::Wish};
#[cfg(feature = "ssr")]
use domain::process::phase::Activity;
use domain::text::document::Number;
use domain::text::words::Piece;
#[cfg(feature = "ssr")]
use domain::text::{carry::Carried, document::Content};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use store::{FiledAmendment, TextHead};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::super::request;
use super::texts::TextPlace;
#[cfg(feature = "ssr")]
use super::texts::{found, place};
use crate::error::CallError;
#[cfg(feature = "ssr")]
use crate::services::Services;
#[cfg(feature = "ssr")]
use crate::services::consultation::{Space, amendments::Amendments};
#[cfg(feature = "ssr")]
use crate::texts::consultation as t;

/// What is done to a paragraph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Want {
    /// Other words.
    #[default]
    Rewrite,
    /// New paragraphs behind it.
    Insert,
    /// Away.
    Delete,
}

/// One thing an amendment wants, for reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WishView {
    /// The paragraph, and what stands in front of it in the text that is amended; none at the start of the text.
    pub paragraph: Option<(Uuid, Number)>,
    pub want: Want,
    /// Old and new words.
    pub pieces: Vec<Piece>,
}

/// An amendment as one reader meets it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct AmendmentView {
    pub id: Uuid,
    pub text: Uuid,
    /// Counts up with every change.
    pub version: u32,
    pub at: DateTime<Utc>,
    pub author: String,
    /// Written by the reader.
    pub own: bool,
    pub reason: String,
    pub state: State,
    pub wishes: Vec<WishView>,
    /// The amendment it amends, and its author.
    pub parent: Option<(Uuid, String)>,
    pub supporters: Vec<String>,
    /// The reader supports it.
    pub supports: bool,
    pub rule: SupportRule,
    /// Its time for supporters ran out with too few of them.
    pub lapsed: bool,
    pub may: AmendmentRights,
}

/// Without names: what is printed may land in a log.
impl std::fmt::Debug for AmendmentView {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AmendmentView")
            .field("id", &self.id)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

/// What the reader may do with an amendment now.
#[expect(clippy::struct_excessive_bools, reason = "each right stands alone")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmendmentRights {
    /// Support it, or take support back.
    pub support: bool,
    pub withdraw: bool,
    /// Go on with a draft, or fit it to the new version after a collision.
    pub rework: bool,
    /// Amend it.
    pub amend: bool,
    pub admit: bool,
    pub reject: bool,
}

/// Amendments of a text or a paragraph.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AmendmentList {
    pub place: TextPlace,
    /// In the order they were begun.
    pub rows: Vec<AmendmentView>,
    /// Every paragraph of the newest version that is amended, in its order: its identity and what stands in front of it.
    pub paragraphs: Vec<(Uuid, Number)>,
}

/// One amendment with everything about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AmendmentPage {
    pub place: TextPlace,
    pub amendment: AmendmentView,
    pub history: Vec<Past>,
    /// Amendments to it.
    pub children: Vec<AmendmentView>,
    /// With what it collides, when it does.
    pub collisions: Vec<CarryCollision>,
}

/// Something that happened to an amendment.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    pub at: DateTime<Utc>,
    pub deed: String,
    pub by: String,
}

/// Without names: what is printed may land in a log.
impl std::fmt::Debug for Past {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Past").field("deed", &self.deed).finish_non_exhaustive()
    }
}

/// The amendments of a text that the reader sees; with a `paragraph` only those about it.
#[server(prefix = "/calls", endpoint = "text-amendments")]
pub async fn text_amendments(text: String, paragraph: String) -> Result<AmendmentList, CallError> {
    let services = request::services()?;
    let (space, head) = found(&services, &text).await?;
    let about: Option<Uuid> = match paragraph.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| CallError::NotFound)?),
    };
    let amendments = Amendments::load(&services, &space, &head).await.map_err(request::failed)?;
    let is_about = |one: &FiledAmendment| {
        about.is_none_or(|about| one.value.wishes.iter().any(|wish| wish.paragraph() == Some(about)))
    };
    let rows: Vec<AmendmentView> =
        amendments.seen(&space).filter(|one| is_about(one)).map(|one| view(&space, &head, &amendments, one)).collect();
    let content = &amendments.version.content;
    let mentioned = |id: Uuid| {
        rows.iter()
            .flat_map(|row| &row.wishes)
            .any(|wish| wish.paragraph.as_ref().is_some_and(|(known, _)| *known == id))
    };
    let paragraphs = content.paragraphs.iter().zip(content.numbers());
    let paragraphs = paragraphs.map(|(known, number)| (known.id, number)).filter(|(id, _)| mentioned(*id)).collect();
    Ok(AmendmentList { place: place(&space, &head), rows, paragraphs })
}

#[server(prefix = "/calls", endpoint = "load-amendment")]
pub async fn load_amendment(id: String) -> Result<AmendmentPage, CallError> {
    let services = request::services()?;
    let (space, head, amendments, id) = find(&services, &id).await?;
    let filed = amendments.find(&space, id).ok_or(CallError::NotFound)?;
    let happened = services.records.happenings_to(head.id, id).await.map_err(request::failed)?;
    let accounts: Vec<Uuid> = happened.iter().filter_map(|past| past.by).collect();
    let names = services.records.names_of(&accounts).await.map_err(request::failed)?;
    let history = happened.into_iter().map(|past| Past {
        at: past.at,
        by: name(past.by.and_then(|by| names.get(&by)).map(String::as_str).unwrap_or_default()),
        deed: past.deed,
    });
    let child = |one: &&FiledAmendment| one.value.target == Target::Amendment(id);
    let collisions = match (&filed.value.state, amendments.base(&filed.value)) {
        (State::Collided { .. }, Some(base)) => {
            match carry_over(&base, &amendments.version.content, &filed.value.wishes) {
                Carried::Collided(collisions) => collisions,
                Carried::Over(_) => Vec::new(),
            }
        }
        _ => Vec::new(),
    };
    Ok(AmendmentPage {
        place: place(&space, &head),
        amendment: view(&space, &head, &amendments, filed),
        history: history.collect(),
        children: amendments.seen(&space).filter(child).map(|one| view(&space, &head, &amendments, one)).collect(),
        collisions,
    })
}

/// The space, the text and all amendments around one that the reader sees.
#[cfg(feature = "ssr")]
pub(super) async fn find(services: &Services, id: &str) -> Result<(Space, TextHead, Amendments, Uuid), CallError> {
    let id: Uuid = id.parse().map_err(|_| CallError::NotFound)?;
    let filed = services.records.amendment(id).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    let (space, head) = found(services, &filed.text.to_string()).await?;
    let amendments = Amendments::load(services, &space, &head).await.map_err(request::failed)?;
    amendments.find(&space, id).ok_or(CallError::NotFound)?;
    Ok((space, head, amendments, id))
}

/// The name of an account as readers see it.
#[cfg(feature = "ssr")]
pub(super) fn name(name: &str) -> String {
    if name.is_empty() { t::FORMER_ACCOUNT.to_owned() } else { name.to_owned() }
}

/// Whether anything of a text may be amended, supported or merged now.
#[cfg(feature = "ssr")]
pub(super) fn may(space: &Space, head: &TextHead, activity: Activity) -> bool {
    use domain::text::kind::{TextKind, TextStage};
    head.stage != TextStage::Settled && head.kind != TextKind::Guideline && space.may(activity)
}

/// An amendment as the reader meets it.
#[cfg(feature = "ssr")]
pub(super) fn view(space: &Space, head: &TextHead, amendments: &Amendments, filed: &FiledAmendment) -> AmendmentView {
    let one = &filed.value;
    let account = space.seat.account();
    let own = account == Some(one.author);
    let can = |step: &Step| one.after(step, amendments.rule, space.now).is_ok();
    let supports = account.is_some_and(|account| one.supporters.contains(&account));
    let leads = space.seat.leads() && may(space, head, Activity::Merge);
    let amends = may(space, head, Activity::Amend);
    let rights = AmendmentRights {
        support: may(space, head, Activity::Support) && account.is_some_and(|account| can(&Step::Support { account })),
        withdraw: own && amends && one.state.is_open(),
        rework: own
            && amends
            && matches!(one.state, State::Draft | State::Collided { .. })
            && still_there(amendments, one),
        amend: amends && amendable(one),
        admit: leads && can(&Step::Admit),
        reject: leads && one.state.is_open(),
    };
    let parent = match one.target {
        Target::Amendment(id) => amendments.find(space, id).map(|parent| (id, name(&parent.author))),
        Target::Version(_) => None,
    };
    AmendmentView {
        id: one.id,
        text: filed.text,
        version: filed.version,
        at: filed.at,
        author: name(&filed.author),
        own,
        reason: one.reason.clone(),
        state: one.state.clone(),
        wishes: amendments.base(one).map(|base| wishes(&base, &one.wishes)).unwrap_or_default(),
        parent,
        supporters: filed.supporters.iter().map(|supporter| name(supporter)).collect(),
        supports,
        rule: amendments.rule,
        lapsed: one.has_lapsed(amendments.rule, space.now),
        may: rights,
    }
}

/// Whether the paragraph it is about can still be written on.
#[cfg(feature = "ssr")]
fn still_there(amendments: &Amendments, one: &Amendment) -> bool {
    let about = one.wishes.iter().find_map(Wish::paragraph);
    match one.target {
        Target::Version(_) => about.is_some_and(|id| amendments.version.content.find(id).is_some()),
        Target::Amendment(_) => one.state == State::Draft,
    }
}

/// Whether there are words of it that others may want otherwise.
#[cfg(feature = "ssr")]
pub(super) fn amendable(one: &Amendment) -> bool {
    one.state.is_open()
        && !matches!(one.state, State::Collided { .. })
        && one.wishes.iter().any(|wish| !matches!(wish, Wish::Delete { .. }))
}

/// What is wanted of a text, for reading.
#[cfg(feature = "ssr")]
pub(super) fn wishes(base: &Content, wishes: &[Wish]) -> Vec<WishView> {
    let numbers = base.numbers();
    let one = |wish: &Wish| {
        let at = wish.paragraph().and_then(|id| base.find(id));
        let want = match wish {
            Wish::Rewrite { .. } => Want::Rewrite,
            Wish::Delete { .. } => Want::Delete,
            Wish::Insert { .. } => Want::Insert,
        };
        let paragraph = at.map(|(place, known)| (known.id, numbers[place].clone()));
        WishView { paragraph, want, pieces: wish.difference(base) }
    };
    wishes.iter().map(one).collect()
}
