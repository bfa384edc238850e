//! Texts: one version for reading, all versions, two compared, and writing.

#[cfg(feature = "ssr")]
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::process::space::Openness;
use domain::text::blocks::BlockKind;
use domain::text::compare::{ComparedParagraph, Summary};
#[cfg(feature = "ssr")]
use domain::text::document::{Content, Making};
use domain::text::document::{Number, Tag};
use domain::text::kind::{TextKind, TextStage};
#[cfg(feature = "ssr")]
use domain::text::vocabulary::in_order;
#[cfg(feature = "ssr")]
use domain::text::{compare, document::Version, markdown as blocks, replace};
#[cfg(feature = "ssr")]
use exchange::texts::numbered_lines;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::super::request;
use super::conferences::PhaseNow;
#[cfg(feature = "ssr")]
use super::conferences::{note, phase_now};
use crate::error::CallError;
use crate::refusal::Refusal;
#[cfg(feature = "ssr")]
use crate::services::consultation::{Space, standing};
#[cfg(feature = "ssr")]
use crate::services::{Services, markdown};
#[cfg(feature = "ssr")]
use crate::texts::consultation as t;
#[cfg(feature = "ssr")]
use domain::permission::Action;
#[cfg(feature = "ssr")]
use domain::process::phase::Activity;
#[cfg(feature = "ssr")]
use store::TextHead;

/// The longest text, in bytes of its Markdown.
pub const LONGEST_TEXT: usize = 1_000_000;
/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 200;

/// Where a text stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextPlace {
    pub id: Uuid,
    pub conference: String,
    pub conference_title: String,
    pub group: Option<(Uuid, String)>,
    pub kind: TextKind,
    pub stage: TextStage,
    pub title: String,
    /// Number of the newest version.
    pub current: u32,
    pub openness: Openness,
    pub phase: Option<PhaseNow>,
    pub may: Rights,
}

/// What the reader may do with a text now.
#[expect(clippy::struct_excessive_bools, reason = "each is a right of its own")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rights {
    pub comment: bool,
    pub amend: bool,
    pub support: bool,
    pub position: bool,
    pub vote: bool,
    pub write: bool,
    pub merge: bool,
    /// Leads the space of the text.
    pub lead: bool,
    pub signed_in: bool,
}

/// A version for reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextView {
    pub place: TextPlace,
    pub number: u32,
    pub at: DateTime<Utc>,
    pub author: String,
    pub reason: String,
    pub hash: String,
    pub paragraphs: Vec<ParagraphView>,
}

/// A paragraph for reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParagraphView {
    pub id: Uuid,
    pub number: Number,
    pub kind: BlockKind,
    pub html: String,
    /// Numbered lines of its words.
    pub lines: Vec<(usize, String)>,
    pub tags: Vec<Tag>,
    /// Where it comes from, for a report: the address of the version, for those who see it.
    pub origin: Option<String>,
    /// Published comments, open amendments.
    pub marks: Marks,
}

/// What was said about a paragraph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    pub comments: u64,
    pub amendments: u64,
}

/// A version in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionRow {
    pub number: u32,
    pub at: DateTime<Utc>,
    pub author: String,
    pub reason: String,
    pub hash: String,
}

/// Two versions compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    pub place: TextPlace,
    pub old: u32,
    pub new: u32,
    pub summary: Summary,
    pub rows: Vec<ComparedParagraph>,
}

/// A text for writing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writing {
    pub place: TextPlace,
    pub body: String,
}

/// The space and the head of a text that the reader may see.
#[cfg(feature = "ssr")]
pub(in crate::calls) async fn found(services: &Services, id: &str) -> Result<(Space, TextHead), CallError> {
    let id: Uuid = id.parse().map_err(|_| CallError::NotFound)?;
    let person = request::person().await?;
    let found = Space::of_text(services, id, person.as_ref()).await.map_err(request::failed)?;
    found.ok_or(CallError::NotFound)
}

#[cfg(feature = "ssr")]
pub(super) fn place(space: &Space, head: &TextHead) -> TextPlace {
    let open = head.stage != TextStage::Settled;
    TextPlace {
        id: head.id,
        conference: head.conference.clone(),
        conference_title: space.conference.value.title.clone(),
        group: space.group.as_ref().map(|group| (group.value.id, group.value.name.clone())),
        kind: head.kind,
        stage: head.stage,
        title: head.title.clone(),
        current: head.current,
        openness: space.openness(),
        phase: phase_now(space.schedule(), space.now),
        may: Rights {
            comment: space.may(Activity::Comment),
            amend: open && space.may(Activity::Amend),
            support: open && space.may(Activity::Support),
            position: space.may(Activity::Position),
            vote: space.may(Activity::Vote),
            write: open && space.may(Activity::Write),
            merge: open && space.may(Activity::Merge),
            lead: space.seat.leads(),
            signed_in: space.seat.account().is_some(),
        },
    }
}

/// The name of an account, as readers see it.
#[cfg(feature = "ssr")]
pub(in crate::calls) async fn name_of(services: &Services, account: Uuid) -> Result<String, CallError> {
    let found = services.records.account(account).await.map_err(request::failed)?;
    Ok(found.map_or_else(|| t::FORMER_ACCOUNT.to_owned(), |account| account.name))
}

/// A version; the newest one when `number` is 0.
#[server(prefix = "/calls", endpoint = "load-text")]
pub async fn load_text(id: String, number: u32) -> Result<TextView, CallError> {
    let services = request::services()?;
    let (space, head) = found(&services, &id).await?;
    let number = if number == 0 { head.current } else { number };
    let version = services.records.version(head.id, number).await.map_err(request::failed)?;
    let mut version = version.ok_or(CallError::NotFound)?;
    let person = request::person().await?;
    version.content = Space::sealed(&services, version.content, person.as_ref()).await.map_err(request::failed)?;
    let comments = services.records.comment_marks(head.id).await.map_err(request::failed)?;
    let amendments: HashMap<Uuid, u64> =
        services.records.amendment_counts(head.id).await.map_err(request::failed)?.into_iter().collect();
    let lines = numbered_lines(&version.content, services.settings.line_length);
    let mut paragraphs: Vec<ParagraphView> = version
        .content
        .numbers()
        .into_iter()
        .zip(&version.content.paragraphs)
        .map(|(number, paragraph)| ParagraphView {
            id: paragraph.id,
            number,
            kind: paragraph.block.kind,
            html: markdown::to_html(&paragraph.block.text),
            lines: Vec::new(),
            tags: in_order(&paragraph.tags).cloned().collect(),
            origin: paragraph
                .origin
                .map(|origin| format!("/texts/{}/versions/{}#p-{}", origin.text, origin.version, origin.paragraph)),
            marks: Marks {
                comments: comments.get(&Some(paragraph.id)).copied().unwrap_or_default(),
                amendments: amendments.get(&paragraph.id).copied().unwrap_or_default(),
            },
        })
        .collect();
    for line in lines {
        if let Some(paragraph) = paragraphs.get_mut(line.block) {
            paragraph.lines.push((line.number, line.text));
        }
    }
    Ok(TextView {
        place: place(&space, &head),
        number,
        at: version.at,
        author: name_of(&services, version.author).await?,
        reason: version.reason,
        hash: version.hash,
        paragraphs,
    })
}

#[server(prefix = "/calls", endpoint = "load-versions")]
pub async fn load_versions(id: String) -> Result<(TextPlace, Vec<VersionRow>), CallError> {
    let services = request::services()?;
    let (space, head) = found(&services, &id).await?;
    let mut rows = Vec::new();
    for version in services.records.versions(head.id).await.map_err(request::failed)?.into_iter().rev() {
        let author = name_of(&services, version.author).await?;
        let store::VersionHead { number, at, reason, hash, .. } = version;
        rows.push(VersionRow { number, at, author, reason, hash });
    }
    Ok((place(&space, &head), rows))
}

/// Two versions; 0 for `new` is the newest, 0 for `old` the one before `new`.
#[server(prefix = "/calls", endpoint = "compare-versions")]
pub async fn compare_versions(id: String, old: u32, new: u32) -> Result<Comparison, CallError> {
    let services = request::services()?;
    let (space, head) = found(&services, &id).await?;
    let new = if new == 0 { head.current } else { new };
    let old = if old == 0 { new.saturating_sub(1).max(1) } else { old };
    let before = services.records.version(head.id, old).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    let after = services.records.version(head.id, new).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    // Long texts take a while: not on the threads that everybody waits for.
    let rows = tokio::task::spawn_blocking(move || compare::compare(&before.content, &after.content));
    let rows = rows.await.map_err(|_| CallError::Failed)?;
    Ok(Comparison { place: place(&space, &head), old, new, summary: compare::summary(&rows), rows })
}

#[server(prefix = "/calls", endpoint = "load-writing")]
pub async fn load_writing(id: String) -> Result<Writing, CallError> {
    request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let (space, head) = found(&services, &id).await?;
    let version =
        services.records.version(head.id, head.current).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    let body = blocks::write(version.content.paragraphs.iter().map(|paragraph| &paragraph.block));
    Ok(Writing { place: place(&space, &head), body })
}

/// Begins a text in a group; sent twice, it is one.
#[server(prefix = "/calls", endpoint = "begin-text")]
pub async fn begin_text(group: Uuid, id: Uuid, title: String, body: String) -> Result<(), Refusal> {
    let person = request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let space = Space::of_group(&services, group, Some(&person)).await.map_err(request::failed)?;
    let space = space.ok_or(CallError::NotFound)?;
    if !space.may(Activity::Write) {
        return Err(Refusal::because(t::NOT_NOW));
    }
    let content = Content { title: checked_title(&title, &body)?, paragraphs: Vec::new() };
    let mut ids = crate::services::chance::uuid;
    let paragraphs = domain::text::document::paragraphs(blocks::read(&body.replace("\r\n", "\n")), &mut ids);
    let making = Making { author: person.id, at: space.now, reason: String::new() };
    let first = Version::first(id, Content { paragraphs, ..content }, making);
    let first = first.map_err(|_| Refusal::because(t::UNREADABLE))?;
    let head = TextHead {
        id,
        conference: space.conference.value.slug.clone(),
        group: Some(group),
        kind: TextKind::Recommendation,
        stage: TextStage::Draft,
        title: first.content.title.clone(),
        current: 1,
        author: person.id,
        changed: space.now,
    };
    let happening = space.happening("text", "new", id, Some(id), standing(&head));
    match services.records.create_text(&head, &first, &happening).await {
        Ok(()) | Err(store::StoreError::Taken) => {}
        Err(error) => return Err(request::failed(error).into()),
    }
    request::see(&format!("/texts/{id}"));
    Ok(())
}

/// The next version of a text, written on version `seen`. Paragraphs that are still there keep their identity.
#[server(prefix = "/calls", endpoint = "write-text")]
pub async fn write_text(id: Uuid, seen: u32, title: String, body: String, reason: String) -> Result<(), Refusal> {
    request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let (space, head) = found(&services, &id.to_string()).await?;
    if head.stage == TextStage::Settled || !space.may(Activity::Write) {
        return Err(Refusal::because(t::NOT_NOW));
    }
    let title = checked_title(&title, &body)?;
    if head.current != seen {
        return Err(Refusal::because(t::OUTDATED));
    }
    let before = services.records.version(id, seen).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    let read = blocks::read(&body.replace("\r\n", "\n"));
    let replacement = replace::replace(&before.content, &read, &mut crate::services::chance::uuid);
    let content = Content { title, paragraphs: replacement.paragraphs };
    let number = add_version(&services, (&space, &head), &before, content, reason).await?;
    request::see(&format!("/texts/{id}/compare?old={seen}&new={number}"));
    Ok(())
}

/// Makes what the person wrote the version after `before`; its number.
#[cfg(feature = "ssr")]
pub(super) async fn add_version(
    services: &Services,
    (space, head): (&Space, &TextHead),
    before: &Version,
    content: Content,
    reason: String,
) -> Result<u32, Refusal> {
    let making = Making { author: space.seat.account().unwrap_or_default(), at: space.now, reason };
    let next = before.next(content, making).map_err(|problem| Refusal::because(t::version_problem(problem)))?;
    let happening = space.happening("text", "changed", head.id, Some(head.id), standing(head));
    super::conferences::done(services.records.add_version(&next, &happening).await.map_err(request::failed)?)?;
    Ok(next.number)
}

/// Shows a draft to the group, or settles a text, or opens a settled one again.
#[server(prefix = "/calls", endpoint = "stage-text")]
pub async fn stage_text(id: Uuid, stage: TextStage) -> Result<(), Refusal> {
    let person = request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let (space, head) = found(&services, &id.to_string()).await?;
    let own_draft = head.stage == TextStage::Draft && head.author == person.id && stage == TextStage::Open;
    if !space.seat.leads() && !own_draft {
        return Err(CallError::Forbidden.into());
    }
    let shown = TextHead { stage, ..head };
    let deed = match stage {
        TextStage::Draft => "withdrawn",
        TextStage::Open => "opened",
        TextStage::Settled => "settled",
    };
    let happening = space.happening("text", deed, id, Some(id), standing(&shown));
    services.records.stage_text(id, stage, &happening).await.map_err(request::failed)?;
    note(&services, &person, "text.staged", &id.to_string()).await?;
    request::see(&format!("/texts/{id}"));
    Ok(())
}

#[cfg(feature = "ssr")]
fn checked_title(title: &str, body: &str) -> Result<String, Refusal> {
    let title = domain::organisation::one_line(title);
    if title.is_empty() || title.chars().count() > LONGEST_TITLE {
        return Err(Refusal::because(t::NO_TITLE));
    }
    if body.len() > LONGEST_TEXT || blocks::read(body).iter().any(|block| block.text.len() > exchange::texts::MAX_BLOCK)
    {
        return Err(Refusal::because(t::TOO_LONG));
    }
    Ok(title)
}
