//! A merge for reading: what is wanted of each paragraph, what was decided, what comes of it; and the protocols of all merges.

use chrono::{DateTime, Utc};
use domain::amendment::protocol::{Act, Decision};
use domain::text::document::Number;
use domain::text::words::Piece;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::amendments::{AmendmentView, WishView};
use super::texts::TextPlace;
use crate::error::CallError;

#[cfg(feature = "ssr")]
use super::super::request;
#[cfg(feature = "ssr")]
use super::amendments::{may, name};
#[cfg(feature = "ssr")]
use super::merge_view;
#[cfg(feature = "ssr")]
use super::texts::{found, place};
#[cfg(feature = "ssr")]
use crate::services::Services;
#[cfg(feature = "ssr")]
use crate::services::consultation::{Space, amendments::Amendments};
#[cfg(feature = "ssr")]
use domain::amendment::protocol::{Entry, Protocol};
#[cfg(feature = "ssr")]
use domain::permission::Action;
#[cfg(feature = "ssr")]
use domain::process::phase::Activity;

/// A merge as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MergeView {
    pub place: TextPlace,
    /// How many entries its protocol has: who decides on fewer is told.
    pub seen: usize,
    /// The places of the text that are amended, in its order.
    pub places: Vec<MergePlace>,
    /// The text as decided so far.
    pub result: Vec<ResultParagraph>,
    /// How many wishes are decided about, and how many there are.
    pub decided: (usize, usize),
    /// How many collisions of accepted wishes are still to be settled.
    pub unsettled: usize,
    /// The last step that can be undone.
    pub undo: Option<ProtocolLine>,
    /// Open amendments that cannot be merged: they collide with this version, or amend another amendment.
    pub waiting: Vec<AmendmentView>,
}

/// A paragraph and everything that is wanted of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MergePlace {
    /// Its identity and what stands in front of it; none for the start of the text.
    pub paragraph: Option<(Uuid, Number)>,
    pub before: String,
    pub wishes: Vec<PlacedWish>,
    /// Who wants different things of the same words.
    pub collisions: Vec<CollisionView>,
    /// Everything together, as far as it does not collide.
    pub together: String,
    /// The words it was settled to, and why.
    pub settled: Option<(String, String)>,
}

/// One thing that an amendment wants of a paragraph.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlacedWish {
    /// Its place in the amendment's list.
    pub at: usize,
    pub amendment: AmendmentView,
    pub wish: WishView,
    /// Its words, for changing them.
    pub words: String,
    pub decision: Option<Decision>,
    /// What stands there instead, where it was accepted in other words.
    pub instead: Option<WishView>,
    /// Enough people support it.
    pub decidable: bool,
    /// Amendments to this one: their authors and the words they want instead.
    pub variants: Vec<Variant>,
}

/// What an amendment to an amendment would make of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    pub amendment: Uuid,
    pub author: String,
    pub words: String,
}

/// Without names: what is printed may land in a log.
impl std::fmt::Debug for Variant {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Variant").field("amendment", &self.amendment).finish_non_exhaustive()
    }
}

/// Two amendments that want different things of the same words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollisionView {
    /// Their authors.
    pub between: (String, String),
    pub base: String,
    pub first: String,
    pub second: String,
    /// Both were accepted: it has to be settled.
    pub pressing: bool,
}

/// Without names: what is printed may land in a log.
impl std::fmt::Debug for CollisionView {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("CollisionView").field("pressing", &self.pressing).finish_non_exhaustive()
    }
}

/// A paragraph of the text as decided so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultParagraph {
    /// None for a new one.
    pub paragraph: Option<Uuid>,
    pub pieces: Vec<Piece>,
    pub stays: bool,
    pub heading: bool,
}

/// An entry of a protocol, for reading.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProtocolLine {
    /// Its place, from 0.
    pub entry: usize,
    pub at: DateTime<Utc>,
    pub by: String,
    pub act: Act,
    /// Nobody undid it.
    pub counts: bool,
    /// The author of the amendment it is about.
    pub author: Option<String>,
    /// What stands in front of the paragraph it is about.
    pub number: Option<Number>,
}

/// Without names: what is printed may land in a log.
impl std::fmt::Debug for ProtocolLine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ProtocolLine")
            .field("entry", &self.entry)
            .field("act", &self.act)
            .finish_non_exhaustive()
    }
}

/// The protocols of all merges of a text, by the version they began with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protocols {
    pub place: TextPlace,
    /// The newest first.
    pub merges: Vec<(u32, Vec<ProtocolLine>)>,
}

/// A merge, for those who lead it; the others read its protocol.
#[server(prefix = "/calls", endpoint = "load-merge")]
pub async fn load_merge(text: String) -> Result<MergeView, CallError> {
    request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let (space, head) = found(&services, &text).await?;
    if !space.seat.leads() {
        return Err(CallError::NotFound);
    }
    let amendments = Amendments::load(&services, &space, &head).await.map_err(request::failed)?;
    let protocol = services.records.merge_protocol(head.id, head.current).await.map_err(request::failed)?;
    let mut place = place(&space, &head);
    place.may.merge &= may(&space, &head, Activity::Merge);
    let undo = match protocol.last_undoable() {
        Some(entry) => lines(&services, &space, &amendments, &protocol).await?.into_iter().nth(entry),
        None => None,
    };
    // Long texts take a while: not on the threads that everybody waits for.
    let made = tokio::task::spawn_blocking(move || merge_view::view(&space, &head, place, &amendments, &protocol));
    let view = made.await.map_err(|_| CallError::Failed)?;
    Ok(MergeView { undo, ..view })
}

#[server(prefix = "/calls", endpoint = "load-protocols")]
pub async fn load_protocols(text: String) -> Result<Protocols, CallError> {
    let services = request::services()?;
    let (space, head) = found(&services, &text).await?;
    let amendments = Amendments::load(&services, &space, &head).await.map_err(request::failed)?;
    let mut merges = Vec::new();
    for version in (1..=head.current).rev() {
        let protocol = services.records.merge_protocol(head.id, version).await.map_err(request::failed)?;
        if !protocol.entries().is_empty() {
            merges.push((version, lines(&services, &space, &amendments, &protocol).await?));
        }
    }
    Ok(Protocols { place: place(&space, &head), merges })
}

/// A protocol for reading.
#[cfg(feature = "ssr")]
async fn lines(
    services: &Services,
    space: &Space,
    amendments: &Amendments,
    protocol: &Protocol,
) -> Result<Vec<ProtocolLine>, CallError> {
    let who: Vec<Uuid> = protocol.entries().iter().map(|entry| entry.by).collect();
    let names = services.records.names_of(&who).await.map_err(request::failed)?;
    let content = &amendments.version.content;
    let numbers = content.numbers();
    let number = |id: Uuid| content.find(id).map(|(at, _)| numbers[at].clone());
    let line = |(at, (entry, counts)): (usize, (&Entry, bool))| {
        let about = match &entry.act {
            Act::Decide { wish, .. } => amendments.find(space, wish.0).map(|filed| (filed, wish.1)),
            _ => None,
        };
        let paragraph = match &entry.act {
            Act::Settle { paragraph, .. } => Some(*paragraph),
            _ => about.and_then(|(filed, at)| filed.value.wishes.get(at)?.paragraph()),
        };
        ProtocolLine {
            entry: at,
            at: entry.at,
            by: name(names.get(&entry.by).map(String::as_str).unwrap_or_default()),
            act: entry.act.clone(),
            counts,
            author: about.map(|(filed, _)| name(&filed.author)),
            number: paragraph.and_then(number),
        }
    };
    Ok(protocol.entries().iter().zip(protocol.counting()).enumerate().map(line).collect())
}
