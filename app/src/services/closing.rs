//! The end of the process, for everything that would otherwise run for ever, such as live streams.

use std::sync::Arc;

use tokio::sync::watch;

/// Tells that the process is closing. Cheap to clone; all clones hear it.
#[derive(Debug, Clone)]
pub struct Closing(Arc<watch::Sender<bool>>);

impl Default for Closing {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }
}

impl Closing {
    /// Tells everybody; once told it stays so.
    pub fn announce(&self) {
        self.0.send_replace(true);
    }

    /// Whether it has been told.
    pub fn is_announced(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits for it.
    pub async fn announced(self) {
        let mut told = self.0.subscribe();
        // The sender lives in `self`, so waiting ends with the announcement only.
        let _ = told.wait_for(|closing| *closing).await;
    }
}
