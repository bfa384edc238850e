//! The steps of a merge: deciding, settling, undoing, and the next version.

#![expect(clippy::too_many_arguments, reason = "the fields of a form")]

use leptos::prelude::*;
use uuid::Uuid;

use crate::refusal::Refusal;

#[cfg(feature = "ssr")]
use super::super::request;
#[cfg(feature = "ssr")]
use super::amending::{LONGEST_REASON, LONGEST_WORDS};
#[cfg(feature = "ssr")]
use super::amendments::may;
#[cfg(feature = "ssr")]
use super::conferences::done;
#[cfg(feature = "ssr")]
use super::texts::found;
#[cfg(feature = "ssr")]
use crate::error::CallError;
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
    protocol::{Act, Decision, Entry, ProtocolProblem},
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
