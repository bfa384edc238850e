//! Tags: what the paragraphs of a text are about, and all that a conference says about one thing.

use domain::text::document::{Number, Tag};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::conferences::TextCard;
use super::texts::TextPlace;
use crate::error::CallError;
use crate::refusal::Refusal;
#[cfg(feature = "ssr")]
use {
    super::super::request,
    super::texts::{add_version, found, place},
    crate::services::consultation::Space,
    crate::texts::{consultation, tags as t},
    domain::permission::Action,
    domain::process::phase::Activity,
    domain::text::document::{Content, Vocabulary},
    domain::text::kind::TextStage,
    domain::text::vocabulary::{MOST_TAGS, in_order},
    domain::text::wording,
    std::collections::{BTreeMap, BTreeSet, HashMap},
    store::TextHead,
};

/// So many letters of a paragraph are shown in lists.
#[cfg(feature = "ssr")]
const EXTRACT: usize = 240;

/// The form for the tags of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tagging {
    pub place: TextPlace,
    pub paragraph: Uuid,
    pub number: Number,
    /// What the paragraph says.
    pub words: String,
    pub tags: Vec<Tag>,
}

/// What a conference is about, and what stands in it about one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tagged {
    /// Slug and title of the conference.
    pub conference: (String, String),
    /// All tags that the reader finds in it, each with the number of its paragraphs.
    pub used: Vec<(Tag, usize)>,
    /// The tag that was asked for.
    pub tag: Option<Tag>,
    /// Texts with paragraphs about it.
    pub texts: Vec<TaggedText>,
}

/// A text with paragraphs about one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaggedText {
    pub card: TextCard,
    /// The group's name.
    pub group: Option<String>,
    pub paragraphs: Vec<TaggedParagraph>,
}

/// A paragraph about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaggedParagraph {
    pub id: Uuid,
    pub number: Number,
    /// How it begins.
    pub words: String,
}

#[server(prefix = "/calls", endpoint = "load-tagging")]
pub async fn load_tagging(id: String, paragraph: String) -> Result<Tagging, CallError> {
    request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let (space, head) = found(&services, &id).await?;
    let paragraph: Uuid = paragraph.parse().map_err(|_| CallError::NotFound)?;
    let version = services.records.version(head.id, head.current).await.map_err(request::failed)?;
    let version = version.ok_or(CallError::NotFound)?;
    let (at, about) = version.content.find(paragraph).ok_or(CallError::NotFound)?;
    Ok(Tagging {
        place: place(&space, &head),
        paragraph,
        number: version.content.numbers()[at].clone(),
        words: wording::words(&about.block.text),
        tags: in_order(&about.tags).cloned().collect(),
    })
}

/// Says what a paragraph of version `seen` is about: exactly the things with these keys, and the free words in `topics`, with
/// commas between them. Tags belong to what a version says, so this makes the next one.
#[server(prefix = "/calls", endpoint = "tag-paragraph")]
pub async fn tag_paragraph(
    id: Uuid,
    seen: u32,
    paragraph: Uuid,
    #[server(default)] tags: Vec<String>,
    #[server(default)] topics: String,
    reason: String,
) -> Result<(), Refusal> {
    request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let (space, head) = found(&services, &id.to_string()).await?;
    if head.stage == TextStage::Settled || !space.may(Activity::Write) {
        return Err(Refusal::because(consultation::NOT_NOW));
    }
    if head.current != seen {
        return Err(Refusal::because(consultation::OUTDATED));
    }
    let before = services.records.version(id, seen).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    let (at, about) = before.content.find(paragraph).ok_or(CallError::NotFound)?;
    let mut content: Content = before.content.clone();
    content.paragraphs[at].tags = chosen(&about.tags, &tags, &topics)?;
    add_version(&services, (&space, &head), &before, content, reason).await?;
    request::see(&format!("/texts/{id}/paragraphs/{paragraph}#p-{paragraph}"));
    Ok(())
}

/// The tags that a form means. What a paragraph had before may stay, known or not.
#[cfg(feature = "ssr")]
fn chosen(before: &BTreeSet<Tag>, keys: &[String], topics: &str) -> Result<BTreeSet<Tag>, Refusal> {
    let mut chosen = BTreeSet::new();
    for key in keys {
        let tag = Tag::of_key(key).filter(|tag| tag.is_known() || before.contains(tag));
        chosen.insert(tag.ok_or_else(|| Refusal::because(t::UNKNOWN))?);
    }
    for word in topics.split([',', ';', '\n']).filter(|word| !word.trim().is_empty()) {
        chosen.insert(Tag::topic(word).ok_or_else(|| Refusal::because(t::TOPIC_TOO_LONG))?);
    }
    if chosen.len() > MOST_TAGS {
        return Err(Refusal::because(t::TOO_MANY));
    }
    Ok(chosen)
}

/// What a conference is about, and all paragraphs about one thing, by its key; as far as the reader sees the texts.
#[server(prefix = "/calls", endpoint = "load-tagged")]
pub async fn load_tagged(slug: String, #[server(default)] tag: String) -> Result<Tagged, CallError> {
    let person = request::person().await?;
    let services = request::services()?;
    services.limits.change_from(request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
    let whole = Space::of_conference(&services, &slug, person.as_ref()).await.map_err(request::failed)?;
    let whole = whole.ok_or(CallError::NotFound)?;
    let title = whole.conference.value.title.clone();
    // Each group is asked for once: who may not know of it finds nothing of it.
    let mut spaces: HashMap<Option<Uuid>, Option<Space>> = [(None, Some(whole))].into();
    let mut readable: Vec<(TextHead, Option<String>)> = Vec::new();
    for head in services.records.texts(&slug).await.map_err(request::failed)? {
        if let (Some(group), false) = (head.group, spaces.contains_key(&head.group)) {
            let space = Space::of_group(&services, group, person.as_ref()).await.map_err(request::failed)?;
            spaces.insert(head.group, space);
        }
        let space = spaces.get(&head.group).and_then(Option::as_ref);
        if let Some(space) = space.filter(|space| space.sees_text(&head)) {
            let group = space.group.as_ref().map(|group| group.value.name.clone());
            readable.push((head, group));
        }
    }
    let heads: Vec<TextHead> = readable.iter().map(|(head, _)| head.clone()).collect();
    let versions = services.records.newest_versions(&heads).await.map_err(request::failed)?;
    let contents: HashMap<Uuid, Content> =
        versions.into_iter().map(|version| (version.text, version.content)).collect();
    let mut used: BTreeMap<Tag, usize> = BTreeMap::new();
    for tag in contents.values().flat_map(|content| &content.paragraphs).flat_map(|paragraph| &paragraph.tags) {
        *used.entry(tag.clone()).or_default() += 1;
    }
    // Nothing that somebody only wrote into an address is shown.
    let shown = |tag: &Tag| used.contains_key(tag) || (tag.vocabulary != Vocabulary::Topic && tag.is_known());
    let tag = Tag::of_key(&tag).filter(shown);
    let mut texts = Vec::new();
    for (head, group) in readable {
        let (Some(tag), Some(content)) = (&tag, contents.get(&head.id)) else { continue };
        let paragraphs = about(content, tag);
        if !paragraphs.is_empty() {
            texts.push(TaggedText { card: head.into(), group, paragraphs });
        }
    }
    let names: BTreeSet<Tag> = used.keys().cloned().collect();
    let listed = Vocabulary::ALL.into_iter().flat_map(|vocabulary| {
        let of_it = in_order(&names).filter(move |tag| tag.vocabulary == vocabulary);
        of_it.cloned().collect::<Vec<Tag>>()
    });
    let used = listed.map(|tag| (tag.clone(), used[&tag])).collect();
    Ok(Tagged { conference: (slug, title), used, tag, texts })
}

/// The paragraphs about a thing.
#[cfg(feature = "ssr")]
fn about(content: &Content, tag: &Tag) -> Vec<TaggedParagraph> {
    let tagged = content.numbers().into_iter().zip(&content.paragraphs).filter(|(_, one)| one.tags.contains(tag));
    tagged
        .map(|(number, paragraph)| {
            let words = wording::words(&paragraph.block.text);
            let mut extract: String = words.chars().take(EXTRACT).collect();
            if extract.len() < words.len() {
                extract.push('…');
            }
            TaggedParagraph { id: paragraph.id, number, words: extract }
        })
        .collect()
}
