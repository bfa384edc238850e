//! What people say about a text: reading discussions.

use chrono::{DateTime, Utc};
use domain::bridging::Opinion;
use domain::comment::{CommentKind, Order};
use domain::commenting::{Piece, Ruling, Wording};
use domain::process::space::Standing;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::super::request;
use super::texts::TextPlace;
#[cfg(feature = "ssr")]
use super::texts::place;
use crate::error::CallError;
#[cfg(feature = "ssr")]
use crate::services::consultation::{Space, discussion};

/// Which discussion is asked for, and which part of it. As it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The text.
    pub text: String,
    /// The paragraph; empty for the text as a whole.
    #[serde(default)]
    pub paragraph: String,
    #[serde(default)]
    pub order: Order,
    /// Which page of discussions, or of replies where one discussion is read alone; from 1.
    #[serde(default)]
    pub more: usize,
    /// The discussion that is read alone: its first comment.
    #[serde(default)]
    pub thread: String,
    /// A comment that has to be on the page, wherever it stands.
    #[serde(default)]
    pub comment: String,
}

/// A part of a discussion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Discussion {
    pub comments: Vec<CommentView>,
    /// The number of this page and of all pages, from 1.
    pub page: usize,
    pub pages: usize,
    /// The discussion that is read alone.
    pub thread: Option<Uuid>,
    /// All comments that the reader may see here.
    pub all: usize,
    /// Whether the reader may comment now.
    pub may_comment: bool,
    /// Whether the reader leads here.
    pub leads: bool,
    pub signed_in: bool,
}

/// A comment as its reader sees it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct CommentView {
    pub id: Uuid,
    /// How far it is indented, from 0.
    pub level: usize,
    /// Replies of all levels, and how many of them are not on this page.
    pub replies: usize,
    pub not_shown: usize,
    pub name: String,
    pub at: DateTime<Utc>,
    /// When it was changed last.
    pub changed: Option<DateTime<Utc>>,
    pub kind: CommentKind,
    /// What it says.
    pub pieces: Vec<Piece>,
    /// The words it is about.
    pub quote: Option<Quote>,
    pub standing: Standing,
    pub own: bool,
    /// How many agree, disagree, and say neither.
    pub opinions: [usize; 3],
    pub mine: Option<Opinion>,
    pub fate: FateView,
    /// What moderation decided: for the author and those who lead.
    pub ruling: Option<Ruling>,
    pub version: u32,
}

/// Without words and names: what is printed may land in a log.
impl std::fmt::Debug for CommentView {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("CommentView").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Words that a comment is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// As they were.
    pub words: String,
    pub now: QuoteNow,
}

/// What became of words that a comment is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum QuoteNow {
    /// They stand there.
    Here,
    /// They were changed to these.
    Edited(String),
    /// They stand in another paragraph.
    Elsewhere(Uuid),
    /// They are gone.
    Gone,
}

/// What became of a comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FateView {
    /// Nothing yet, or the author took it back.
    Open,
    /// This version takes it over.
    TakenOver(u32),
    /// It was answered with these words.
    Answered(String),
    /// It was not taken over, for this reason.
    Rejected(String),
}

/// What a form for a new comment begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentForm {
    /// The identity of the comment to be: sent twice it is one comment.
    pub id: Uuid,
    pub may_comment: bool,
    pub signed_in: bool,
    /// Whether somebody looks at it before others see it.
    pub review: bool,
}

/// A paragraph that is in no text any more, with the comments it left behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Orphan {
    pub paragraph: Uuid,
    /// What it said last.
    pub words: String,
    /// The last version it was in.
    pub version: u32,
    /// Comments that the reader may see.
    pub comments: u64,
}

/// The whole discussion of a text: what belongs to no paragraph of today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextDiscussion {
    pub place: TextPlace,
    pub orphans: Vec<Orphan>,
}

#[server(prefix = "/calls", endpoint = "load-comments")]
pub async fn load_comments(asked: Asked) -> Result<Discussion, CallError> {
    let person = request::person().await?;
    let services = request::services()?;
    let text = asked.text.parse().map_err(|_| CallError::NotFound)?;
    let (space, head) =
        Space::of_text(&services, text, person.as_ref()).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    discussion::load(&services, &space, &head, &asked).await.map_err(request::failed)?.ok_or(CallError::NotFound)
}

#[server(prefix = "/calls", endpoint = "load-comment-form")]
pub async fn load_comment_form(text: String) -> Result<CommentForm, CallError> {
    use domain::process::phase::Activity;
    let person = request::person().await?;
    let services = request::services()?;
    let text = text.parse().map_err(|_| CallError::NotFound)?;
    let (space, _) =
        Space::of_text(&services, text, person.as_ref()).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    Ok(CommentForm {
        id: crate::services::chance::uuid(),
        may_comment: space.may(Activity::Comment),
        signed_in: person.is_some(),
        review: discussion::reviewed(&space),
    })
}

/// What a comment said before, the newest first. What was withheld then is its author's and for those who lead.
#[server(prefix = "/calls", endpoint = "load-comment-history")]
pub async fn load_comment_history(id: String) -> Result<Vec<Wording>, CallError> {
    let person = request::person().await?;
    let services = request::services()?;
    let id = id.parse().map_err(|_| CallError::NotFound)?;
    let (space, _, mut comment) = discussion::of_comment(&services, id, person.as_ref())
        .await
        .map_err(request::failed)?
        .ok_or(CallError::NotFound)?;
    if !space.seat.leads() && space.seat.account() != Some(comment.author) {
        comment.history.retain(|wording| !wording.withheld);
    }
    comment.history.reverse();
    Ok(comment.history)
}

#[server(prefix = "/calls", endpoint = "load-text-discussion")]
pub async fn load_text_discussion(text: String) -> Result<TextDiscussion, CallError> {
    let person = request::person().await?;
    let services = request::services()?;
    let text = text.parse().map_err(|_| CallError::NotFound)?;
    let (space, head) =
        Space::of_text(&services, text, person.as_ref()).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    let orphans = discussion::orphans(&services, &space, &head).await.map_err(request::failed)?;
    Ok(TextDiscussion { place: place(&space, &head), orphans })
}
