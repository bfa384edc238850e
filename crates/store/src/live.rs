//! Records as they come: the database's own live query, the same for an embedded database and a server.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures::{Stream, StreamExt};
use surrealdb::engine::any::Any;
use surrealdb::method::QueryStream;
use surrealdb::types::{Action, SurrealValue, Uuid};
use surrealdb::{Notification, Surreal};

use crate::responses::{Response, Row};
use crate::{Records, StoreError};

/// What happened to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is new.
    Created,
    /// It is another now; the response is the new one.
    Updated,
    /// It is gone; the response is the one that was.
    Deleted,
}

/// One change, as told after its transaction was done.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseChange {
    /// What happened.
    pub kind: ChangeKind,
    /// To which response.
    pub response: Response,
}

impl Records {
    /// Every change of a response from now on, whoever makes it.
    ///
    /// Whatever was committed before this returned may be missing in the stream, whatever is committed later is in it:
    /// watch first, then read what is there with [`Records::responses_beginning`], and count a response told by both once.
    /// The stream ends, after an error, when the connection to a server is lost: then watch and read again.
    ///
    /// # Errors
    ///
    /// Only those of the database. Items are errors when the connection is lost or a response cannot be read.
    pub async fn watch_responses(
        &self,
    ) -> Result<impl Stream<Item = Result<ResponseChange, StoreError>> + Send + Unpin + 'static, StoreError> {
        let changes = self.watch::<Row>().await?;
        Ok(changes.map(|change| {
            let (kind, row) = change?;
            Ok(ResponseChange { kind, response: row.read()? })
        }))
    }

    /// Every change of a table's records from now on.
    pub(crate) async fn watch<R: Fresh>(&self) -> Result<Watch<R>, StoreError> {
        // A session of its own: ending the live query needs one that still knows its database.
        let session = Arc::new(self.database().clone());
        let mut answer = session.query(format!("LIVE SELECT * FROM {}", R::TABLE)).await?.check()?;
        let changes = answer.stream::<Notification<R>>(0)?;
        let id: Option<Uuid> = answer.take(0)?;
        let id = id.ok_or_else(|| StoreError::Broken("live query without a name".to_owned()))?;
        Ok(Watch { live: Some(Live { changes, session, id }) })
    }
}

/// A row that can be watched.
pub(crate) trait Fresh: SurrealValue + Unpin + Send + 'static {
    /// Its table.
    const TABLE: &'static str;
}

impl Fresh for Row {
    const TABLE: &'static str = "response";
}

struct Live<R: Fresh> {
    changes: QueryStream<Notification<R>>,
    session: Arc<Surreal<Any>>,
    id: Uuid,
}

/// The stream; ends its live query when dropped.
pub(crate) struct Watch<R: Fresh> {
    live: Option<Live<R>>,
}

impl<R: Fresh> Stream for Watch<R> {
    type Item = Result<(ChangeKind, R), StoreError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(live) = &mut self.live else { return Poll::Ready(None) };
        live.changes
            .poll_next_unpin(context)
            .map(|next| next.map(|change| change.map_err(StoreError::from).and_then(read)))
    }
}

fn read<R>(change: Notification<R>) -> Result<(ChangeKind, R), StoreError> {
    let kind = match change.action {
        Action::Create => ChangeKind::Created,
        Action::Update => ChangeKind::Updated,
        Action::Delete => ChangeKind::Deleted,
        _ => return Err(StoreError::Broken("live query: unknown change".to_owned())),
    };
    Ok((kind, change.data))
}

impl<R: Fresh> Drop for Watch<R> {
    /// Without this each later write would go on serving a listener who has left.
    fn drop(&mut self) {
        let (Some(Live { mut changes, session, id }), Ok(runtime)) =
            (self.live.take(), tokio::runtime::Handle::try_current())
        else {
            return;
        };
        runtime.spawn(async move {
            let ending = async {
                if let Err(error) = session.query("KILL $id").bind(("id", id)).await {
                    tracing::debug!(kind = error.kind_str(), "ending a live query");
                    return;
                }
                // Up to the note that it has ended; having seen that, the stream does not try to end it again.
                while let Some(Ok(_)) = changes.next().await {}
            };
            let _in_time = tokio::time::timeout(Duration::from_secs(2), ending).await;
        });
    }
}
