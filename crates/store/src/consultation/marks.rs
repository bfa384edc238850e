//! How much was said about a text: counts, for the marks beside its paragraphs and for what a change of openness would show.

//!
//! Counting the comments of a busy text reads all of them, and every reader of its page needs the counts. So they are kept for a
//! moment: what this process writes is counted at once, what another one writes after [`FRESH`] at the latest.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::process::fate::{Fate, Fates};
use domain::process::space::ThingKind;
use surrealdb::types::SurrealValue;
use tokio::time::Instant;
use uuid::Uuid;

use super::from_json;
use crate::{Records, StoreError};

/// How long counts may be used.
const FRESH: Duration = Duration::from_secs(2);
/// So many texts are kept at most.
const MOST: usize = 1_000;

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Count {
    paragraph: Option<surrealdb::types::Uuid>,
    fate: String,
    top: bool,
    number: u64,
}

/// The published comments of a text, counted.
#[derive(Debug, Default)]
struct Said {
    /// By paragraph; those on the whole text under none.
    marks: HashMap<Option<Uuid>, u64>,
    /// What became of those that begin a thread.
    fates: Fates,
}

type Kept = Arc<tokio::sync::Mutex<Option<(Instant, Arc<Said>)>>>;

/// Counts of texts, each behind its own lock: of many who ask at once one counts.
#[derive(Debug, Default)]
pub(crate) struct Counted(Mutex<HashMap<Uuid, Kept>>);

impl Counted {
    fn of(&self, text: Uuid) -> Kept {
        let mut texts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if texts.len() >= MOST && !texts.contains_key(&text) {
            texts.retain(|_, kept| Arc::strong_count(kept) > 1);
        }
        texts.entry(text).or_default().clone()
    }
}

impl Records {
    /// Forgets what was counted of a text, after a comment of it was written. Who is counting just now has counted before that: it is
    /// waited for.
    pub(super) async fn count_anew(&self, text: Uuid) {
        *self.shared.counted.of(text).lock().await = None;
    }

    async fn said(&self, text: Uuid) -> Result<Arc<Said>, StoreError> {
        let kept = self.shared.counted.of(text);
        let mut kept = kept.lock().await;
        if let Some((_, said)) = kept.as_ref().filter(|(at, _)| at.elapsed() < FRESH) {
            return Ok(said.clone());
        }
        let query = "SELECT paragraph, fate, parent = NONE AS top, count() AS number FROM comment \
            WHERE text = $text AND standing = 'published' GROUP BY paragraph, fate, top";
        let begun = Instant::now();
        let found: Vec<Count> =
            self.database().query(query).bind(("text", surrealdb::types::Uuid::from(text))).await?.take(0)?;
        let mut said = Said::default();
        for count in found {
            let paragraph = count.paragraph.map(surrealdb::types::Uuid::into_inner);
            *said.marks.entry(paragraph).or_default() += count.number;
            if count.top {
                let fate: Fate = from_json("fate", &count.fate)?;
                said.fates.add(&fate, usize::try_from(count.number).unwrap_or(usize::MAX));
            }
        }
        let said = Arc::new(said);
        *kept = Some((begun, said.clone()));
        Ok(said)
    }

    /// Published comments of a text by paragraph; those on the whole text under none.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn comment_marks(&self, text: Uuid) -> Result<HashMap<Option<Uuid>, u64>, StoreError> {
        Ok(self.said(text).await?.marks.clone())
    }

    /// What became of the published comments on a text that begin a thread, counted.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn comment_fate_counts(&self, text: Uuid) -> Result<Fates, StoreError> {
        Ok(self.said(text).await?.fates)
    }

    /// How many published things of each kind belong to a text; kinds of which there are none are left out.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn things_said(&self, text: Uuid) -> Result<Vec<(ThingKind, u64)>, StoreError> {
        let query = "
            RETURN array::len(SELECT VALUE id FROM comment WHERE text = $text AND standing = 'published');
            RETURN array::len(SELECT VALUE id FROM amendment WHERE text = $text AND state != 'draft');
            RETURN array::len(SELECT VALUE id FROM objection WHERE text = $text);
            RETURN array::len(SELECT VALUE id FROM vote WHERE text = $text);";
        let mut response = self.database().query(query).bind(("text", surrealdb::types::Uuid::from(text))).await?;
        let kinds = [ThingKind::Comment, ThingKind::Amendment, ThingKind::Objection, ThingKind::Vote];
        let mut said = Vec::new();
        for (place, kind) in kinds.into_iter().enumerate() {
            let count: Option<u64> = response.take(place)?;
            said.extend(count.filter(|count| *count > 0).map(|count| (kind, count)));
        }
        Ok(said)
    }
}
