//! Searching one consultation: titles of texts and published comments, as far as the reader may see them.

#[cfg(feature = "ssr")]
use std::collections::HashMap;
#[cfg(feature = "ssr")]
use std::collections::hash_map::Entry;

use chrono::{DateTime, Utc};
use domain::commenting::Piece;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::super::request;
use crate::error::CallError;
#[cfg(feature = "ssr")]
use crate::services::consultation::{Space, discussion};
#[cfg(feature = "ssr")]
use domain::process::space::{Standing, ThingKind};
#[cfg(feature = "ssr")]
use store::TextHead;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Name of the conference.
    pub conference: String,
    pub texts: Vec<FoundText>,
    pub comments: Vec<FoundComment>,
    /// Whether there are more comments than are listed.
    pub more: bool,
}

/// A text whose title fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundText {
    pub id: Uuid,
    pub title: String,
}

/// A comment that fits.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundComment {
    pub address: String,
    pub text: String,
    pub name: String,
    pub at: DateTime<Utc>,
    /// What stands around the first word that was found, with the words marked.
    pub extract: Vec<Piece>,
}

/// Without words and names: what is printed may land in a log.
impl std::fmt::Debug for FoundComment {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("FoundComment").field("address", &self.address).finish_non_exhaustive()
    }
}

/// Comments listed at most.
#[cfg(feature = "ssr")]
const LISTED: usize = 50;
/// Words that are searched for at most.
#[cfg(feature = "ssr")]
const WORDS: usize = 8;

#[server(prefix = "/calls", endpoint = "search-conference")]
pub async fn search_conference(conference: String, #[server(default)] q: String) -> Result<Found, CallError> {
    let person = request::person().await?;
    let services = request::services()?;
    services.limits.change_from(request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
    let space = Space::of_conference(&services, &conference, person.as_ref()).await.map_err(request::failed)?;
    let whole = space.ok_or(CallError::NotFound)?;
    let title = whole.conference.value.title.clone();
    let words: Vec<String> = q.to_lowercase().split_whitespace().map(str::to_owned).take(WORDS).collect();
    let nothing = Found { conference: title, texts: Vec::new(), comments: Vec::new(), more: false };
    if words.is_empty() {
        return Ok(nothing);
    }
    // Each group is asked for once: who may not know of it finds nothing of it.
    let mut spaces: std::collections::HashMap<Option<Uuid>, Option<Space>> = [(None, Some(whole))].into();
    let (mut readable, mut discussed): (Vec<TextHead>, Vec<TextHead>) = (Vec::new(), Vec::new());
    for head in services.records.texts(&conference).await.map_err(request::failed)? {
        if let (Some(group), false) = (head.group, spaces.contains_key(&head.group)) {
            let space = Space::of_group(&services, group, person.as_ref()).await.map_err(request::failed)?;
            spaces.insert(head.group, space);
        }
        let space = spaces.get(&head.group).and_then(Option::as_ref);
        if let Some(space) = space.filter(|space| space.sees_text(&head)) {
            if space.sees(ThingKind::Comment, Standing::Published, None) {
                discussed.push(head.clone());
            }
            readable.push(head);
        }
    }
    let ids: Vec<Uuid> = discussed.iter().map(|head| head.id).collect();
    let mut found = services.records.find_comments(&ids, &words, LISTED + 1).await.map_err(request::failed)?;
    let more = found.len() > LISTED;
    found.truncate(LISTED);
    let mut comments = Vec::with_capacity(found.len());
    let mut places = HashMap::new();
    for comment in found {
        let Some(head) = discussed.iter().find(|head| head.id == comment.text) else { continue };
        if let Entry::Vacant(place) = places.entry(head.id) {
            let version = services.records.version(head.id, head.current).await.map_err(request::failed)?;
            place.insert(version.map(|version| version.content));
        }
        let content = places.get(&head.id).and_then(Option::as_ref);
        let there =
            comment.paragraph.is_none_or(|paragraph| content.is_some_and(|content| content.find(paragraph).is_some()));
        comments.push(FoundComment {
            address: discussion::address(&comment, there),
            text: head.title.clone(),
            extract: domain::commenting::extract(&comment.body, &words),
            name: if comment.name.is_empty() {
                crate::texts::consultation::FORMER_ACCOUNT.to_owned()
            } else {
                comment.name
            },
            at: comment.at,
        });
    }
    let fits = |title: &str| words.iter().all(|word| title.to_lowercase().contains(word.as_str()));
    let texts = readable.into_iter().filter(|head| fits(&head.title));
    let texts = texts.map(|head| FoundText { id: head.id, title: head.title }).collect();
    Ok(Found { texts, comments, more, ..nothing })
}
