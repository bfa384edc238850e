//! What happens, told to whoever listens in this process: live pages above all. One watch on the database for all of them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::StreamExt as _;
use store::{Happening, Records};
use tokio::sync::broadcast;
use uuid::Uuid;

use crate::services::closing::Closing;

/// What happens is told together so often: many who act at once make no more frames than one.
const TOGETHER: Duration = Duration::from_millis(250);
/// So many frames a slow listener may be behind; then it has to read everything again.
const BEHIND: usize = 32;
/// How long to wait before a lost database is asked again.
const PAUSE: Duration = Duration::from_secs(1);

/// What happened to one text in a moment. Whoever passes it on asks for every happening whether its reader may know of it.
#[derive(Debug, Clone)]
pub struct Frame {
    /// What happened, in order. Empty when something may have been missed: then everything has to be read again.
    pub happenings: Arc<[Happening]>,
}

/// Tells what happens. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Happenings(Arc<Mutex<HashMap<Uuid, broadcast::Sender<Frame>>>>);

impl Happenings {
    /// Begins to watch, until the process closes.
    pub fn start(records: Records, closing: Closing) -> Self {
        let told = Self::default();
        let watching = told.clone();
        tokio::spawn(async move {
            tokio::select! {
                () = closing.announced() => {}
                () = watching.watch(records) => {}
            }
        });
        told
    }

    /// Everything that happens to a text or a meeting from now on.
    pub fn listen(&self, text: Uuid) -> broadcast::Receiver<Frame> {
        self.texts().entry(text).or_insert_with(|| broadcast::channel(BEHIND).0).subscribe()
    }

    fn texts(&self) -> MutexGuard<'_, HashMap<Uuid, broadcast::Sender<Frame>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn watch(self, records: Records) {
        loop {
            match records.watch_happenings().await {
                Ok(stream) => {
                    // Whatever happened before this moment was not heard.
                    self.tell_all_to_read();
                    let mut together = stream.ready_chunks(1_024);
                    while let Some(chunk) = together.next().await {
                        let lost = chunk.iter().any(Result::is_err);
                        self.tell(chunk.into_iter().filter_map(Result::ok));
                        if lost {
                            break;
                        }
                        tokio::time::sleep(TOGETHER).await;
                    }
                }
                Err(error) => tracing::warn!(%error, "happenings cannot be watched just now"),
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    fn tell_all_to_read(&self) {
        self.texts().retain(|_, sender| sender.send(Frame { happenings: Arc::new([]) }).is_ok());
    }

    /// Tells the listeners of each text; texts nobody listens to any more are forgotten.
    fn tell(&self, happenings: impl Iterator<Item = Happening>) {
        let mut by_text: HashMap<Uuid, Vec<Happening>> = HashMap::new();
        for happening in happenings {
            // A meeting has listeners of its own.
            let meeting = (happening.kind == "meeting").then_some(happening.thing);
            if let Some(place) = happening.text.or(meeting) {
                by_text.entry(place).or_default().push(happening);
            }
        }
        let mut texts = self.texts();
        for (text, happenings) in by_text {
            if texts.get(&text).is_some_and(|sender| sender.send(Frame { happenings: happenings.into() }).is_err()) {
                texts.remove(&text);
            }
        }
    }
}
