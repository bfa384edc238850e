//! The surveys people are answering just now, at hand: read from the database every two seconds at most, sanitised and
//! narrowed to one language once.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use domain::language::Language;
use domain::survey::Survey;
use store::{Records, StoreError, StoredSurvey};

use super::clock::Clock;

/// After this time the database is asked again, so that what another process changes is seen within seconds.
const FRESH: Duration = Duration::from_secs(2);

/// A survey with its narrowed versions.
#[derive(Debug)]
pub struct Shelved {
    /// As it is in the database.
    pub stored: StoredSurvey,
    narrowed: Vec<OnceLock<Arc<Survey>>>,
}

impl Shelved {
    fn new(stored: StoredSurvey) -> Self {
        let narrowed = stored.survey.languages.iter().map(|_| OnceLock::new()).collect();
        Self { stored, narrowed }
    }

    /// What a respondent gets: `wanted` or the fallback, one language only, rich texts sanitised.
    pub fn narrowed(&self, wanted: &Language) -> Arc<Survey> {
        let survey = &self.stored.survey;
        let language = survey.language_or_fallback(wanted);
        let make = || Arc::new(survey.narrowed_to(&language, &exchange::sanitise));
        let place = survey.languages.iter().position(|known| *known == language);
        match place.and_then(|place| self.narrowed.get(place)) {
            Some(once) => Arc::clone(once.get_or_init(make)),
            None => make(),
        }
    }

    fn is_still(&self, stored: &StoredSurvey) -> bool {
        self.stored.version == stored.version
            && self.stored.state == stored.state
            && self.stored.created == stored.created
    }
}

/// Surveys by slug. Cheap to clone; clones share what they hold.
#[derive(Clone)]
pub struct SurveyShelf {
    records: Records,
    clock: Clock,
    places: Arc<RwLock<HashMap<String, Place>>>,
    /// One of many that find the same survey stale reads it; the others go on with what they have.
    reading: Arc<tokio::sync::Mutex<()>>,
}

struct Place {
    shelved: Arc<Shelved>,
    /// On the clock's running time.
    read: Duration,
}

impl std::fmt::Debug for SurveyShelf {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SurveyShelf(…)")
    }
}

impl SurveyShelf {
    /// An empty shelf in front of these records.
    pub fn new(records: Records, clock: Clock) -> Self {
        Self { records, clock, places: Arc::default(), reading: Arc::default() }
    }

    /// The survey of this slug. Slugs without a survey are asked for each time and never kept here.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn get(&self, slug: &str) -> Result<Option<Arc<Shelved>>, StoreError> {
        let _reading = match self.at_hand(slug) {
            Some((shelved, true)) => return Ok(Some(shelved)),
            Some((shelved, false)) => match self.reading.try_lock() {
                Ok(reading) => Some(reading),
                Err(_) => return Ok(Some(shelved)),
            },
            None => None,
        };
        let read = self.clock.elapsed();
        let Some(stored) = self.records.survey(slug).await? else {
            self.forget(slug);
            return Ok(None);
        };
        let shelved = match self.at_hand(slug) {
            Some((known, _)) if known.is_still(&stored) => known,
            _ => Arc::new(Shelved::new(stored)),
        };
        let place = Place { shelved: Arc::clone(&shelved), read };
        self.places.write().unwrap_or_else(PoisonError::into_inner).insert(slug.to_owned(), place);
        Ok(Some(shelved))
    }

    /// Reads the survey anew the next time: for whoever has just changed it.
    pub fn forget(&self, slug: &str) {
        self.places.write().unwrap_or_else(PoisonError::into_inner).remove(slug);
    }

    /// What lies here, and whether it is fresh.
    fn at_hand(&self, slug: &str) -> Option<(Arc<Shelved>, bool)> {
        let places = self.places.read().unwrap_or_else(PoisonError::into_inner);
        let place = places.get(slug)?;
        let fresh = self.clock.elapsed().saturating_sub(place.read) < FRESH;
        Some((Arc::clone(&place.shelved), fresh))
    }
}
