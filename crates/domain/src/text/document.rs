//! A text under consultation: numbered paragraphs that stay the same over all versions, and versions that stay as they are.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::blocks::{Block, BlockKind, List};

/// Which vocabulary a [`Tag`] is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vocabulary {
    /// A guideline of the city (Leitlinie), by its number.
    Guideline,
    /// A pillar of integration (Säule).
    Pillar,
    /// A district (Stadtteil) or borough (Stadtbezirk), by its official number.
    District,
    /// People the text is about.
    TargetGroup,
    /// An Amt.
    Unit,
    /// A free word.
    Topic,
}

/// What a paragraph or a whole text is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Tag {
    /// Where the code is from.
    pub vocabulary: Vocabulary,
    /// The code in that vocabulary.
    pub code: String,
}

/// Where a paragraph came from when texts were merged into a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Origin {
    /// The text it was taken from.
    pub text: Uuid,
    /// That text's version.
    pub version: u32,
    /// The paragraph there.
    pub paragraph: Uuid,
}

impl Origin {
    /// What stands for the origin in the hash of a content: SHA-256 of text, version and paragraph (identities in 32 hexadecimal
    /// digits, parted by spaces), in 64 hexadecimal digits. Who knows the origin can compute it; to anybody else it tells nothing,
    /// as identities cannot be guessed.
    pub fn seal(&self) -> String {
        sha256(&format!("{} {} {}", self.text.simple(), self.version, self.paragraph.simple()))
    }
}

/// A block with a lasting identity: comments, amendments and links hold on to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// The same in all versions.
    pub id: Uuid,
    /// What it is and says.
    #[serde(flatten)]
    pub block: Block,
    /// What it is about.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<Tag>,
    /// Where it came from, in a merged report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// [`Origin::seal`] in place of an origin, in copies for readers who do not see the text it was taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed_origin: Option<String>,
}

impl Paragraph {
    /// A block that gets an identity.
    pub fn new(id: Uuid, block: Block) -> Self {
        Self { id, block, tags: BTreeSet::new(), origin: None, sealed_origin: None }
    }

    /// The same paragraph in a report: a new identity that remembers where it came from.
    #[must_use]
    pub fn into_report(&self, id: Uuid, text: Uuid, version: u32) -> Self {
        let origin = Origin { text, version, paragraph: self.id };
        Self { id, origin: Some(origin), ..self.clone() }
    }
}

/// Gives imported blocks identities.
pub fn paragraphs(blocks: impl IntoIterator<Item = Block>, ids: &mut impl FnMut() -> Uuid) -> Vec<Paragraph> {
    blocks.into_iter().map(|block| Paragraph::new(ids(), block)).collect()
}

/// What a text says: the part of a version that its hash covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Its title.
    pub title: String,
    /// Its paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
}

/// A version: once made, it never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The text this is a version of.
    pub text: Uuid,
    /// 1 is the first.
    pub number: u32,
    /// The account that made it.
    pub author: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Why, for readers.
    pub reason: String,
    /// What it says.
    pub content: Content,
    /// [`Content::hash`] when it was made.
    pub hash: String,
}

/// Why a version cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VersionProblem {
    /// It says the same as the version before.
    #[error("nothing changed")]
    Unchanged,
    /// Two paragraphs have one identity.
    #[error("paragraph {0} stands there twice")]
    Twice(Uuid),
    /// A reason is missing.
    #[error("a reason is missing")]
    NoReason,
    /// It would be older than the version before.
    #[error("the version before is newer")]
    Earlier,
}

/// Who makes a version, when and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Making {
    /// The account that makes it.
    pub author: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Why, for readers.
    pub reason: String,
}

impl Version {
    /// The first version of a text.
    ///
    /// # Errors
    /// When two paragraphs have one identity. A first version needs no reason.
    pub fn first(text: Uuid, content: Content, making: Making) -> Result<Self, VersionProblem> {
        content.check()?;
        let Making { author, at, reason } = making;
        Ok(Self { text, number: 1, author, at, reason, hash: content.hash(), content })
    }

    /// The version after this one.
    ///
    /// # Errors
    /// When nothing changed, the reason is missing, two paragraphs have one identity, or time runs backwards.
    pub fn next(&self, content: Content, making: Making) -> Result<Self, VersionProblem> {
        content.check()?;
        let Making { author, at, reason } = making;
        if reason.trim().is_empty() {
            return Err(VersionProblem::NoReason);
        }
        if at < self.at {
            return Err(VersionProblem::Earlier);
        }
        let hash = content.hash();
        if hash == self.hash {
            return Err(VersionProblem::Unchanged);
        }
        Ok(Self { text: self.text, number: self.number + 1, author, at, reason, hash, content })
    }

    /// Whether the content is still what the hash was made of.
    pub fn is_intact(&self) -> bool {
        self.content.hash() == self.hash
    }

    /// Where this version is read, for ever.
    pub fn address(&self) -> String {
        format!("/texts/{}/versions/{}", self.text, self.number)
    }

    /// Where one of its paragraphs is read, for ever.
    pub fn paragraph_address(&self, paragraph: Uuid) -> String {
        format!("{}#p-{paragraph}", self.address())
    }
}

impl Content {
    /// The paragraph with this identity and its place.
    pub fn find(&self, paragraph: Uuid) -> Option<(usize, &Paragraph)> {
        self.paragraphs.iter().enumerate().find(|(_, known)| known.id == paragraph)
    }

    /// SHA-256 of a canonical form, in 64 hexadecimal digits. The form is: the line `teilhabe text 1`, then the title, and for every
    /// paragraph its identity (32 hexadecimal digits), its kind, its text, its origin (as [`Origin::seal`] gives it, or nothing), and
    /// its tags in order. Each of these is a field: its length in bytes as a decimal number, a colon, its UTF-8 bytes, a line feed;
    /// lists have their length in front as a field. Nothing else goes in, so anybody can compute it again.
    pub fn hash(&self) -> String {
        let mut form = String::from("teilhabe text 1\n");
        let mut field = |text: &str| {
            form.push_str(&text.len().to_string());
            form.push(':');
            form.push_str(text);
            form.push('\n');
        };
        field(&self.title);
        field(&self.paragraphs.len().to_string());
        for paragraph in &self.paragraphs {
            field(&paragraph.id.simple().to_string());
            field(&kind_word(paragraph.block.kind));
            field(&paragraph.block.text);
            field(&match (paragraph.origin, &paragraph.sealed_origin) {
                (Some(origin), _) => origin.seal(),
                (None, Some(seal)) => seal.clone(),
                (None, None) => String::new(),
            });
            field(&paragraph.tags.len().to_string());
            for tag in &paragraph.tags {
                field(vocabulary_word(tag.vocabulary));
                field(&tag.code);
            }
        }
        sha256(&form)
    }

    /// The same for a reader who sees only these texts: origins in others are sealed. The hash stays as it is.
    #[must_use]
    pub fn sealed_but_for(mut self, seen: &BTreeSet<Uuid>) -> Self {
        for paragraph in &mut self.paragraphs {
            if let Some(hidden) = paragraph.origin.take_if(|origin| !seen.contains(&origin.text)) {
                paragraph.sealed_origin = Some(hidden.seal());
            }
        }
        self
    }

    /// What stands in front of each paragraph: headings count as an outline, everything else is counted through the text.
    pub fn numbers(&self) -> Vec<Number> {
        let (mut outline, mut count): (Vec<u32>, u32) = (Vec::new(), 0);
        let number = |paragraph: &Paragraph| {
            let BlockKind::Heading(level) = paragraph.block.kind else {
                count += 1;
                return Number::Paragraph(count);
            };
            outline.resize(usize::from(level.clamp(1, 6)), 0);
            if let Some(last) = outline.last_mut() {
                *last += 1;
            }
            Number::Heading(outline.clone())
        };
        self.paragraphs.iter().map(number).collect()
    }

    fn check(&self) -> Result<(), VersionProblem> {
        let mut seen = BTreeSet::new();
        self.paragraphs
            .iter()
            .find(|paragraph| !seen.insert(paragraph.id))
            .map_or(Ok(()), |twice| Err(VersionProblem::Twice(twice.id)))
    }
}

/// What stands in front of a paragraph in one version. It may differ in the next; the identity does not.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Number {
    /// 2.1 is `[2, 1]`. A level that was left out counts 0.
    Heading(Vec<u32>),
    /// Counted through the whole text.
    Paragraph(u32),
}

/// In 64 hexadecimal digits.
fn sha256(form: &str) -> String {
    Sha256::digest(form.as_bytes()).iter().fold(String::with_capacity(64), |mut text, byte| {
        use std::fmt::Write as _;
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The kind of a block in the canonical form; never change one of these.
fn kind_word(kind: BlockKind) -> String {
    match kind {
        BlockKind::Paragraph => "paragraph".to_owned(),
        BlockKind::Heading(level) => format!("heading {level}"),
        BlockKind::Item { list: List::Bullets, depth } => format!("bullet {depth}"),
        BlockKind::Item { list: List::Numbers, depth } => format!("number {depth}"),
        BlockKind::Item { list: List::Letters, depth } => format!("letter {depth}"),
        BlockKind::Quote => "quote".to_owned(),
        BlockKind::Verbatim => "verbatim".to_owned(),
    }
}

/// A vocabulary in the canonical form; never change one of these.
fn vocabulary_word(vocabulary: Vocabulary) -> &'static str {
    match vocabulary {
        Vocabulary::Guideline => "guideline",
        Vocabulary::Pillar => "pillar",
        Vocabulary::District => "district",
        Vocabulary::TargetGroup => "target_group",
        Vocabulary::Unit => "unit",
        Vocabulary::Topic => "topic",
    }
}

#[cfg(test)]
#[path = "document_tests.rs"]
mod tests;
