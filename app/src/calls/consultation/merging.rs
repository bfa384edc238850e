//! Merging amendments into the next version: what is wanted of each paragraph, what was decided, what comes of it.

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
use crate::refusal::Refusal;

#[cfg(feature = "ssr")]
use super::super::request;
#[cfg(feature = "ssr")]
use super::amending::{LONGEST_REASON, LONGEST_WORDS};
#[cfg(feature = "ssr")]
use super::amendments::{may, name};
#[cfg(feature = "ssr")]
use super::conferences::done;
#[cfg(feature = "ssr")]
use super::merge_view;
#[cfg(feature = "ssr")]
use super::texts::{found, place};
#[cfg(feature = "ssr")]
use crate::services::Services;
#[cfg(feature = "ssr")]
use crate::services::consultation::{
    Space,
    amendments::Amendments,
    merging::{self, NotFinished},
    standing,
};
#[cfg(feature = "ssr")]
use crate::texts::{amendments as t, consultation};
#[cfg(feature = "ssr")]
use domain::amendment::{
    protocol::{Entry, Protocol, ProtocolProblem},
    wish::{Wish, check},
    written,
};
#[cfg(feature = "ssr")]
use domain::permission::Action;
#[cfg(feature = "ssr")]
use domain::process::phase::Activity;
#[cfg(feature = "ssr")]
use domain::text::document::VersionProblem;
#[cfg(feature = "ssr")]
use store::TextHead;

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

/// Decides about one thing an amendment wants: `accept`, `modify` with own words, or `reject`; the last two for a reason.
#[server(prefix = "/calls", endpoint = "decide-wish")]
pub async fn decide_wish(
    text: Uuid,
    version: u32,
    seen: usize,
    amendment: Uuid,
    at: usize,
    decision: String,
    #[server(default)] words: String,
    #[server(default)] reason: String,
) -> Result<(), Refusal> {
    request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let (space, head) = leading(&services, text, version).await?;
    let (words, reason) = bounded(&words, &reason)?;
    let amendments = Amendments::load(&services, &space, &head).await.map_err(request::failed)?;
    let filed = amendments.find(&space, amendment).filter(|filed| filed.value.is_for(version));
    let filed = filed.ok_or_else(|| Refusal::because(consultation::OUTDATED))?;
    let wish = filed.value.wishes.get(at).ok_or(CallError::NotFound)?;
    let content = &amendments.version.content;
    let decision = match decision.as_str() {
        "accept" => Decision::Accept,
        "modify" => {
            let instead = instead(wish, &words);
            check(content, std::slice::from_ref(&instead)).map_err(|problem| Refusal::because(t::unfit(problem)))?;
            Decision::Modify { instead, reason }
        }
        "reject" => Decision::Reject { reason },
        _ => return Err(CallError::Failed.into()),
    };
    let admitted = filed.value.decided(
        &domain::amendment::state::Step::Accept { version: version + 1 },
        amendments.rule,
        space.now,
    );
    if !matches!(decision, Decision::Reject { .. })
        && let Err(problem) = admitted
    {
        return Err(Refusal::because(t::step_problem(problem)));
    }
    add(&services, &space, &head, seen, Act::Decide { wish: (amendment, at), decision }).await
}

/// Sets the final words of a paragraph, whatever collides there.
#[server(prefix = "/calls", endpoint = "settle-paragraph")]
pub async fn settle_paragraph(
    text: Uuid,
    version: u32,
    seen: usize,
    paragraph: Uuid,
    words: String,
    reason: String,
) -> Result<(), Refusal> {
    request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let (space, head) = leading(&services, text, version).await?;
    let (words, reason) = bounded(&words, &reason)?;
    if words.is_empty() {
        return Err(Refusal::because(consultation::EMPTY));
    }
    add(&services, &space, &head, seen, Act::Settle { paragraph, text: words, reason }).await
}

/// Undoes a step; undoing stands in the protocol, too.
#[server(prefix = "/calls", endpoint = "undo-merge-step")]
pub async fn undo_merge_step(text: Uuid, version: u32, seen: usize, entry: usize) -> Result<(), Refusal> {
    request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let (space, head) = leading(&services, text, version).await?;
    add(&services, &space, &head, seen, Act::Undo { entry }).await
}

/// Makes the next version of what was decided.
#[server(prefix = "/calls", endpoint = "finish-merge")]
pub async fn finish_merge(text: Uuid, version: u32, seen: usize, reason: String) -> Result<(), Refusal> {
    request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let (space, head) = leading(&services, text, version).await?;
    let (_, reason) = bounded("", &reason)?;
    match merging::finish(&services, &space, &head, seen, &reason).await {
        Ok(next) => {
            request::see(&format!("/texts/{text}/compare?old={version}&new={next}"));
            Ok(())
        }
        Err(NotFinished::Store(error)) => Err(request::failed(error).into()),
        Err(problem) => Err(Refusal::because(sentence(&problem))),
    }
}

/// The space and the text, when the reader leads its merge and it is still about this version.
#[cfg(feature = "ssr")]
async fn leading(services: &Services, text: Uuid, version: u32) -> Result<(Space, TextHead), Refusal> {
    let (space, head) = found(services, &text.to_string()).await?;
    if !space.seat.leads() || !may(&space, &head, Activity::Merge) {
        return Err(Refusal::because(consultation::NOT_NOW));
    }
    if head.current != version {
        return Err(Refusal::because(consultation::OUTDATED));
    }
    Ok((space, head))
}

/// Why there is no new version, for the chair.
#[cfg(feature = "ssr")]
fn sentence(problem: &NotFinished) -> &'static str {
    match problem {
        NotFinished::Outdated => t::OTHER_CHAIR,
        NotFinished::StillOpen(open) if open.collisions.is_empty() => t::UNFIT_STEPS,
        NotFinished::StillOpen(_) => t::UNSETTLED,
        NotFinished::Half(_) => t::HALF,
        NotFinished::Nothing => t::NOTHING_DECIDED,
        NotFinished::Step(_, problem) => t::step_problem(*problem),
        NotFinished::Version(VersionProblem::Unchanged) => t::UNCHANGED,
        NotFinished::Version(problem) => consultation::version_problem(*problem),
        NotFinished::Store(_) => consultation::FAILED,
    }
}

#[cfg(feature = "ssr")]
fn bounded(words: &str, reason: &str) -> Result<(String, String), Refusal> {
    if words.chars().count() > LONGEST_WORDS || reason.chars().count() > LONGEST_REASON {
        return Err(Refusal::because(consultation::TOO_LONG));
    }
    let tidy = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
    Ok((tidy(words), tidy(reason)))
}

/// The chair's own wording in the place of a wish.
#[cfg(feature = "ssr")]
fn instead(wish: &Wish, words: &str) -> Wish {
    match wish {
        Wish::Rewrite { paragraph, .. } | Wish::Delete { paragraph } => {
            Wish::Rewrite { paragraph: *paragraph, text: words.to_owned() }
        }
        Wish::Insert { behind, .. } => written::inserting(*behind, words),
    }
}

/// Adds a step. The same step once more by the same person, from a form that came twice, is one.
#[cfg(feature = "ssr")]
async fn add(services: &Services, space: &Space, head: &TextHead, seen: usize, act: Act) -> Result<(), Refusal> {
    let mut protocol = services.records.merge_protocol(head.id, head.current).await.map_err(request::failed)?;
    let by = space.seat.account().unwrap_or_default();
    if protocol.entries().get(seen).is_some_and(|entry| entry.by == by && entry.act == act) {
        return Ok(());
    }
    if seen > protocol.entries().len() {
        return Err(Refusal::because(consultation::OUTDATED));
    }
    let entry = Entry { by, at: space.now, act };
    protocol.add(seen, entry.clone()).map_err(|problem| {
        Refusal::because(match problem {
            ProtocolProblem::Meanwhile(_) | ProtocolProblem::Finished => t::OTHER_CHAIR,
            ProtocolProblem::NothingToUndo => t::NOTHING_TO_UNDO,
            ProtocolProblem::NoReason => consultation::NO_REASON,
        })
    })?;
    let happening = space.happening("merge", "changed", head.id, Some(head.id), standing(head));
    let added = services.records.add_merge_entry(head.id, head.current, seen, &entry, &happening).await;
    done(added.map_err(request::failed)?).map_err(|_| Refusal::because(t::OTHER_CHAIR))
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
