//! Files that become texts: read, kept on the desk of who brought them, and shown before anything is replaced.

use chrono::TimeDelta;
use domain::text::blocks::{Block, BlockKind};
use domain::text::document::{Content, Making, Version, paragraphs};
use domain::text::kind::{TextKind, TextStage};
use domain::text::replace::{Replacement, replace};
use domain::text::wording::words;
use exchange::texts::{Imported, TextFileError, read};
use serde::{Deserialize, Serialize};
use store::{StoreError, TextHead};
use thiserror::Error;
use uuid::Uuid;

use super::{Services, Space, standing};
use crate::services::chance;
use crate::services::people::Person;
use crate::texts::outcome as t;

/// How long a file that was read waits to be taken.
const STAYS: TimeDelta = TimeDelta::days(1);
/// The longest title, in characters.
const LONGEST_TITLE: usize = 200;
/// The part of the desk these slips lie on.
const PART: &str = "text";

/// What was read of a file, for who brought it.
#[derive(Clone, Serialize, Deserialize)]
pub enum Slip {
    /// It could not be read, or may not be: a sentence.
    Trouble(String),
    /// It became a text: what it was called and what did not come over.
    Imported { notes: Vec<String>, count: usize },
    /// It waits to replace this version of a text.
    Waiting { text: Uuid, seen: u32, title: Option<String>, blocks: Vec<Block>, notes: Vec<String> },
}

/// Says nothing of what was written: what is printed may land in a log.
impl std::fmt::Debug for Slip {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Slip(…)")
    }
}

/// Why a file is not taken.
#[derive(Debug, Error)]
pub enum NotTaken {
    /// A sentence for who brought it.
    #[error("{0}")]
    Because(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<TextFileError> for NotTaken {
    fn from(error: TextFileError) -> Self {
        Self::Because(error.to_string())
    }
}

/// Puts a slip on somebody's desk.
///
/// # Errors
///
/// Those of the database.
pub async fn keep(services: &Services, id: Uuid, owner: Uuid, slip: &Slip) -> Result<(), StoreError> {
    let text = serde_json::to_string(slip).map_err(|error| StoreError::Broken(error.to_string()))?;
    services.records.keep_slip(id, PART, owner, &text, services.clock.now() + STAYS).await.map(drop)
}

/// A slip from somebody's own desk, while it lies there.
///
/// # Errors
///
/// Those of the database.
pub async fn kept(services: &Services, id: Uuid, owner: Uuid) -> Result<Option<Slip>, StoreError> {
    let found = services.records.slip(id, PART, owner, services.clock.now()).await?;
    found.map(|text| serde_json::from_str(&text).map_err(|error| StoreError::Broken(error.to_string()))).transpose()
}

/// Reads a file, away from the threads that everybody waits for.
///
/// # Errors
///
/// A sentence when it is no text that can be read.
pub async fn read_file(name: String, bytes: Vec<u8>) -> Result<Imported, NotTaken> {
    let reading = tokio::task::spawn_blocking(move || read(&name, &bytes));
    Ok(reading.await.map_err(|_| NotTaken::Because(t::NO_FILE.to_owned()))??)
}

/// What the file did not bring over, one sentence each.
pub fn notes(imported: &Imported) -> Vec<String> {
    imported.notes.iter().map(ToString::to_string).collect()
}

/// Begins a text of a group from a file; the same again is one text.
///
/// # Errors
///
/// A sentence when it cannot be a text, or those of the database.
pub async fn begin(
    services: &Services,
    space: &Space,
    person: &Person,
    id: Uuid,
    imported: Imported,
) -> Result<(), NotTaken> {
    let title = imported.title.as_deref().map(short).filter(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| t::UNTITLED.to_owned());
    let content = Content { title, paragraphs: paragraphs(imported.blocks, &mut chance::uuid) };
    let making = Making { author: person.id, at: space.now, reason: String::new() };
    let first = Version::first(id, content, making).map_err(|error| NotTaken::Because(error.to_string()))?;
    let head = TextHead {
        id,
        conference: space.conference.value.slug.clone(),
        group: space.group_id(),
        kind: TextKind::Recommendation,
        stage: TextStage::Draft,
        title: first.content.title.clone(),
        current: 1,
        author: person.id,
        changed: space.now,
    };
    let happening = space.happening("text", "new", id, Some(id), standing(&head));
    match services.records.create_text(&head, &first, &happening).await {
        Ok(()) => Ok(()),
        // Sent twice: it is there, and theirs. Whoever else's it is stays untold.
        Err(StoreError::Taken) => match services.records.text(id).await? {
            Some(known) if known.author == person.id && known.group == head.group => Ok(()),
            _ => Err(NotTaken::Because(t::NO_FILE.to_owned())),
        },
        Err(error) => Err(error.into()),
    }
}

/// What a waiting file would do to a version. A title that is no heading of the file replaces the text's.
pub fn preview(before: &Version, title: Option<&str>, blocks: &[Block]) -> (String, Replacement) {
    let replacement = replace(&before.content, blocks, &mut chance::uuid);
    let is_heading = |title: &str| {
        let same = |block: &Block| matches!(block.kind, BlockKind::Heading(_)) && words(&block.text) == title;
        blocks.iter().any(same)
    };
    let title = title.map(short).filter(|title| !title.is_empty() && !is_heading(title));
    (title.unwrap_or_else(|| before.content.title.clone()), replacement)
}

fn short(title: &str) -> String {
    domain::organisation::one_line(title).chars().take(LONGEST_TITLE).collect()
}
