//! How much was said about a text: counts, for the marks beside its paragraphs and for what a change of openness would show.

use std::collections::HashMap;

use domain::process::space::ThingKind;
use surrealdb::types::SurrealValue;
use uuid::Uuid;

use crate::{Records, StoreError};

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Count {
    paragraph: Option<surrealdb::types::Uuid>,
    number: u64,
}

impl Records {
    /// Published comments of a text by paragraph; those on the whole text under none.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn comment_marks(&self, text: Uuid) -> Result<HashMap<Option<Uuid>, u64>, StoreError> {
        let query = "SELECT paragraph, count() AS number FROM comment \
            WHERE text = $text AND standing = 'published' GROUP BY paragraph";
        let found: Vec<Count> =
            self.database().query(query).bind(("text", surrealdb::types::Uuid::from(text))).await?.take(0)?;
        let pair = |count: Count| (count.paragraph.map(surrealdb::types::Uuid::into_inner), count.number);
        Ok(found.into_iter().map(pair).collect())
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
