//! What happened in consultations, in order: live frames, feeds and digests are made of it.

use chrono::{DateTime, Utc};
use domain::process::space::Standing;
use futures::Stream;
use surrealdb::types::{Datetime, RecordId, SurrealValue, vars};
use uuid::Uuid;

use super::conferences::record as conference;
use super::{by_identity, from_word, slug_of, word};
use crate::live::Fresh;
use crate::organisations::identity;
use crate::{Records, StoreError, datetime};

/// Something that happened. Written in the transaction that made it happen, so that none is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// A v7 identity: their order is the order of happenings.
    pub id: Uuid,
    pub at: DateTime<Utc>,
    /// Slug of the conference.
    pub conference: String,
    /// The group; none for what belongs to the whole conference.
    pub group: Option<Uuid>,
    /// The text it is about, if any.
    pub text: Option<Uuid>,
    /// The thing: a comment, an amendment, a text …
    pub thing: Uuid,
    /// What kind of thing: `comment`, `amendment`, `text`, `merge`, `position`, `objection`, `vote`, `meeting`, `decision`, `answer`.
    pub kind: String,
    /// What became of it: `new`, `changed`, `gone`, or the name of its new state.
    pub deed: String,
    /// How far the thing was then. Who may not see the thing learns nothing of the happening either.
    pub standing: Standing,
    /// The account that did it.
    pub by: Option<Uuid>,
}

/// Fields named as in the schema.
#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
pub(crate) struct Row {
    id: RecordId,
    at: Datetime,
    conference: RecordId,
    group: Option<surrealdb::types::Uuid>,
    text: Option<surrealdb::types::Uuid>,
    thing: surrealdb::types::Uuid,
    kind: String,
    deed: String,
    standing: String,
    by: Option<surrealdb::types::Uuid>,
}

/// Statement that keeps a happening; bind its row as `$happening`.
pub(crate) const KEEP: &str = "CREATE ONLY $happening.id CONTENT $happening RETURN NONE";

/// Statement that keeps several; bind their [`rows`] as `$happenings`.
pub(crate) const KEEP_ALL: &str =
    "FOR $happening IN $happenings { CREATE ONLY $happening.id CONTENT $happening RETURN NONE; }";

/// The rows of happenings.
pub(crate) fn rows(happenings: &[Happening]) -> Result<Vec<Row>, StoreError> {
    happenings.iter().map(Row::of).collect()
}

impl Row {
    pub(crate) fn of(happening: &Happening) -> Result<Self, StoreError> {
        Ok(Self {
            id: by_identity("happening", happening.id),
            at: datetime(happening.at),
            conference: conference(&happening.conference),
            group: happening.group.map(Into::into),
            text: happening.text.map(Into::into),
            thing: happening.thing.into(),
            kind: happening.kind.clone(),
            deed: happening.deed.clone(),
            standing: word("standing", &happening.standing)?,
            by: happening.by.map(Into::into),
        })
    }

    pub(crate) fn read(self) -> Result<Happening, StoreError> {
        Ok(Happening {
            id: identity(self.id)?,
            at: self.at.into(),
            conference: slug_of(self.conference)?,
            group: self.group.map(surrealdb::types::Uuid::into_inner),
            text: self.text.map(surrealdb::types::Uuid::into_inner),
            thing: self.thing.into_inner(),
            kind: self.kind,
            deed: self.deed,
            standing: from_word("standing", self.standing)?,
            by: self.by.map(surrealdb::types::Uuid::into_inner),
        })
    }
}

impl Fresh for Row {
    const TABLE: &'static str = "happening";
}

impl Records {
    /// Every happening from now on, whoever makes it. The stream ends, after an error, when the connection to a server is lost:
    /// then whoever listens has to read everything again.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn watch_happenings(
        &self,
    ) -> Result<impl Stream<Item = Result<Happening, StoreError>> + Send + Unpin + 'static, StoreError> {
        use futures::StreamExt as _;
        let changes = self.watch::<Row>().await?;
        Ok(changes.filter_map(|change| {
            std::future::ready(match change {
                Ok((crate::ChangeKind::Created, row)) => Some(row.read()),
                Ok(_) => None,
                Err(error) => Some(Err(error)),
            })
        }))
    }

    /// What happened in a conference after `since`, oldest first, `limit` at most.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn happenings(
        &self,
        slug: &str,
        since: DateTime<Utc>,
        limit: usize,
    ) -> Result<Vec<Happening>, StoreError> {
        let text =
            "SELECT * FROM happening WHERE conference = $conference AND at > $since ORDER BY at, id LIMIT $limit";
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let variables = vars! { conference: conference(slug), since: datetime(since), limit: limit };
        let found: Vec<Row> = self.database().query(text).bind(variables).await?.take(0)?;
        found.into_iter().map(Row::read).collect()
    }
}
