//! Files that become texts: what their forms need, what was read, and the step from a preview to the next version.

use domain::text::replace::Orphan;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::super::request;
#[cfg(feature = "ssr")]
use super::texts::found;
use crate::error::CallError;
use crate::refusal::Refusal;
#[cfg(feature = "ssr")]
use crate::services::chance;
#[cfg(feature = "ssr")]
use crate::services::consultation::imports::{self, Slip};
#[cfg(feature = "ssr")]
use crate::services::consultation::{Space, standing};
#[cfg(feature = "ssr")]
use crate::texts::{consultation, outcome as t};
#[cfg(feature = "ssr")]
use domain::permission::Action;
#[cfg(feature = "ssr")]
use domain::process::phase::Activity;
#[cfg(feature = "ssr")]
use domain::text::document::{Content, Making};
#[cfg(feature = "ssr")]
use domain::text::kind::TextStage;

/// The longest reason for a version, in characters.
pub const LONGEST_REASON: usize = 2_000;
/// So many orphans are shown at most; of more only the number is said.
#[cfg(feature = "ssr")]
const MOST_ORPHANS: usize = 200;

/// What the form for a new text from a file needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportDesk {
    pub group: Uuid,
    pub group_name: String,
    /// Identity of the text to come.
    pub id: Uuid,
    /// Whether the reader may begin texts here now.
    pub may: bool,
    /// Why the last file was not taken; empty when there was none.
    pub trouble: String,
}

/// What became of a file that is a text now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedView {
    pub text: Uuid,
    pub title: String,
    pub count: usize,
    pub notes: Vec<String>,
}

/// What the page for replacing a text shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplaceDesk {
    pub text: Uuid,
    pub title: String,
    /// Whether the reader may write here now.
    pub may: bool,
    pub settled: bool,
    /// Why the last file was not taken, or is no longer there; empty when nothing is wrong.
    pub trouble: String,
    pub preview: Option<Preview>,
}

/// What a file would do to a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    pub slip: Uuid,
    /// The version it was compared with.
    pub seen: u32,
    /// There is a newer version by now.
    pub outdated: bool,
    pub unchanged: bool,
    pub title: String,
    pub edited: usize,
    pub added: usize,
    /// How many paragraphs have no successor; the first of them are listed.
    pub orphaned: usize,
    pub orphans: Vec<Orphan>,
    pub notes: Vec<String>,
}

#[server(prefix = "/calls", endpoint = "import-desk")]
pub async fn load_import_desk(group: String, slip: String) -> Result<ImportDesk, CallError> {
    let person = request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let group: Uuid = group.parse().map_err(|_| CallError::NotFound)?;
    let space = Space::of_group(&services, group, Some(&person)).await.map_err(request::failed)?;
    let space = space.ok_or(CallError::NotFound)?;
    let trouble = match slip.parse() {
        Ok(slip) => imports::kept(&services, slip, person.id).await.map_err(request::failed)?,
        Err(_) => None,
    };
    Ok(ImportDesk {
        group,
        group_name: space.group.as_ref().map(|group| group.value.name.clone()).unwrap_or_default(),
        id: chance::uuid(),
        may: space.may(Activity::Write),
        trouble: trouble.map(trouble_of).unwrap_or_default(),
    })
}

#[server(prefix = "/calls", endpoint = "look-at-imported")]
pub async fn look_at_imported(text: String, slip: String) -> Result<ImportedView, CallError> {
    let person = request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let (_, head) = found(&services, &text).await?;
    let slip: Uuid = slip.parse().map_err(|_| CallError::NotFound)?;
    match imports::kept(&services, slip, person.id).await.map_err(request::failed)? {
        Some(Slip::Imported { notes, count }) => Ok(ImportedView { text: head.id, title: head.title, count, notes }),
        _ => Err(CallError::NotFound),
    }
}

#[server(prefix = "/calls", endpoint = "replace-desk")]
pub async fn load_replace_desk(text: String, slip: String) -> Result<ReplaceDesk, CallError> {
    let person = request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let (space, head) = found(&services, &text).await?;
    let id = slip.parse::<Uuid>().ok();
    let lying = match id {
        Some(id) => imports::kept(&services, id, person.id).await.map_err(request::failed)?,
        None => None,
    };
    let (trouble, preview) = match (id, lying) {
        (None, _) => (String::new(), None),
        (Some(id), Some(Slip::Waiting { text, seen, title, blocks, notes })) if text == head.id => {
            let before = services.records.version(text, seen).await.map_err(request::failed)?;
            let before = before.ok_or(CallError::NotFound)?;
            let made = tokio::task::spawn_blocking(move || {
                let (title, replacement) = imports::preview(&before, title.as_deref(), &blocks);
                let unchanged = title == before.content.title && replacement.is_unchanged(&before.content);
                (title, unchanged, replacement)
            });
            let (title, unchanged, replacement) = made.await.map_err(|_| CallError::Failed)?;
            let preview = Preview {
                slip: id,
                seen,
                outdated: seen != head.current,
                unchanged,
                title,
                edited: replacement.edited.len(),
                added: replacement.added.len(),
                orphaned: replacement.orphans.len(),
                orphans: replacement.orphans.into_iter().take(MOST_ORPHANS).collect(),
                notes,
            };
            (String::new(), Some(preview))
        }
        (Some(_), Some(slip)) => (trouble_of(slip), None),
        (Some(_), None) => (t::PREVIEW_GONE.to_owned(), None),
    };
    let settled = head.stage == TextStage::Settled;
    let may = !settled && space.may(Activity::Write);
    Ok(ReplaceDesk { text: head.id, title: head.title, may, settled, trouble, preview })
}

/// Makes the next version of a text from a file that was looked at.
#[server(prefix = "/calls", endpoint = "take-replacement")]
pub async fn take_replacement(text: Uuid, slip: Uuid, reason: String) -> Result<(), Refusal> {
    let person = request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let (space, head) = found(&services, &text.to_string()).await?;
    if head.stage == TextStage::Settled || !space.may(Activity::Write) {
        return Err(Refusal::because(consultation::NOT_NOW));
    }
    if reason.trim().is_empty() {
        return Err(Refusal::because(consultation::NO_REASON));
    }
    if reason.chars().count() > LONGEST_REASON {
        return Err(Refusal::because(consultation::TOO_LONG));
    }
    let lying = imports::kept(&services, slip, person.id).await.map_err(request::failed)?;
    let Some(Slip::Waiting { text: waiting, seen, title, blocks, .. }) = lying.filter(|_| head.id == text) else {
        return Err(Refusal::because(t::PREVIEW_GONE));
    };
    if waiting != text || seen != head.current {
        return Err(Refusal::because(t::PREVIEW_OUTDATED));
    }
    let before = services.records.version(text, seen).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    let making = Making { author: person.id, at: space.now, reason: reason.trim().to_owned() };
    let made = tokio::task::spawn_blocking(move || {
        let (title, replacement) = imports::preview(&before, title.as_deref(), &blocks);
        before.next(Content { title, paragraphs: replacement.paragraphs }, making)
    });
    let next = made.await.map_err(|_| CallError::Failed)?;
    let next = next.map_err(|problem| Refusal::because(consultation::version_problem(problem)))?;
    let happening = space.happening("text", "changed", text, Some(text), standing(&head));
    match services.records.add_version(&next, &happening).await.map_err(request::failed)? {
        store::Changed::Done => {}
        store::Changed::Outdated => return Err(Refusal::because(t::PREVIEW_OUTDATED)),
    }
    request::see(&format!("/texts/{text}/compare?old={seen}&new={}", next.number));
    Ok(())
}

#[cfg(feature = "ssr")]
fn trouble_of(slip: Slip) -> String {
    match slip {
        Slip::Trouble(words) => words,
        Slip::Imported { .. } | Slip::Waiting { .. } => String::new(),
    }
}
