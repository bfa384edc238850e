//! Responses as they come: the database's own live query, the same for an embedded database and a server.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures::{Stream, StreamExt};
use surrealdb::engine::any::Any;
use surrealdb::method::QueryStream;
use surrealdb::types::{Action, Uuid};
use surrealdb::{Notification, Surreal};

use crate::responses::{Response, Row};
use crate::{Records, StoreError};

/// What happened to a response.
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
    /// watch first, then read what is there with [`Records::responses_after`], and count a response told by both once.
    /// The stream ends, after an error, when the connection to a server is lost: then watch and read again.
    ///
    /// # Errors
    ///
    /// Only those of the database. Items are errors when the connection is lost or a response cannot be read.
    pub async fn watch_responses(
        &self,
    ) -> Result<impl Stream<Item = Result<ResponseChange, StoreError>> + Send + Unpin + 'static, StoreError> {
        // A session of its own: ending the live query needs one that still knows its database.
        let session = Arc::new(self.database().clone());
        let mut answer = session.query("LIVE SELECT * FROM response").await?.check()?;
        let changes = answer.stream::<Notification<Row>>(0)?;
        let id: Option<Uuid> = answer.take(0)?;
        let id = id.ok_or_else(|| StoreError::Broken("live query without a name".to_owned()))?;
        Ok(Watch { live: Some(Live { changes, session, id }) })
    }
}

struct Live {
    changes: QueryStream<Notification<Row>>,
    session: Arc<Surreal<Any>>,
    id: Uuid,
}

/// The stream; ends its live query when dropped.
struct Watch {
    live: Option<Live>,
}

impl Stream for Watch {
    type Item = Result<ResponseChange, StoreError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(live) = &mut self.live else { return Poll::Ready(None) };
        live.changes
            .poll_next_unpin(context)
            .map(|next| next.map(|change| change.map_err(StoreError::from).and_then(read)))
    }
}

fn read(change: Notification<Row>) -> Result<ResponseChange, StoreError> {
    let kind = match change.action {
        Action::Create => ChangeKind::Created,
        Action::Update => ChangeKind::Updated,
        Action::Delete => ChangeKind::Deleted,
        _ => return Err(StoreError::Broken("live query: unknown change".to_owned())),
    };
    Ok(ResponseChange { kind, response: change.data.read()? })
}

impl Drop for Watch {
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
