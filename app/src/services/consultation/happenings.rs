//! What happens, told to whoever listens in this process: live pages above all. One watch on the database for all of them.

use std::time::Duration;

use futures::StreamExt as _;
use store::{Happening, Records};
use tokio::sync::broadcast;

use crate::services::closing::Closing;

/// So many happenings a slow listener may be behind; then it has to read everything again.
const BEHIND: usize = 1_024;
/// How long to wait before a lost database is asked again.
const PAUSE: Duration = Duration::from_secs(1);

/// What a listener is told.
#[derive(Debug, Clone)]
pub enum Told {
    /// This happened.
    Happened(Box<Happening>),
    /// Something may have been missed: read everything again.
    Missed,
}

/// Tells what happens. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Happenings {
    sender: broadcast::Sender<Told>,
}

impl Happenings {
    /// Begins to watch, until the process closes.
    pub fn start(records: Records, closing: Closing) -> Self {
        let sender = broadcast::channel(BEHIND).0;
        let told = sender.clone();
        tokio::spawn(async move {
            tokio::select! {
                () = closing.announced() => {}
                () = watch(records, told) => {}
            }
        });
        Self { sender }
    }

    /// Everything from now on.
    pub fn listen(&self) -> broadcast::Receiver<Told> {
        self.sender.subscribe()
    }
}

async fn watch(records: Records, told: broadcast::Sender<Told>) {
    loop {
        match records.watch_happenings().await {
            Ok(mut stream) => {
                // Whatever happened before this moment was not heard. That nobody listens is no error.
                let _ = told.send(Told::Missed);
                while let Some(Ok(happening)) = stream.next().await {
                    let _ = told.send(Told::Happened(Box::new(happening)));
                }
            }
            Err(error) => tracing::warn!(%error, "happenings cannot be watched just now"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}
