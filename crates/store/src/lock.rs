//! The folder of an embedded database: checked before it is opened, and locked for one process at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::StoreError;

/// Our own lock file inside the folder.
const LOCK: &str = "teilhabe.lock";
/// The engine's lock file: free again once the engine has closed all its files.
const ENGINE_LOCK: &str = "LOCK";
/// What the engine creates first in a folder; one of them tells a database.
const ENGINE_FILES: [&str; 2] = [ENGINE_LOCK, "manifest"];

/// A locked folder. The operating system frees it when this is dropped or the process dies.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Locks the folder, creating it when there is none. A folder that is refused is left as it was.
    pub(crate) async fn lock(path: &Path) -> Result<Self, StoreError> {
        if !is_empty_or_a_database(path).map_err(|source| StoreError::file(path, source))? {
            return Err(StoreError::NotADatabase { path: path.display().to_string() });
        }
        std::fs::create_dir_all(path).map_err(|source| StoreError::file(path, source))?;
        let lock = try_lock(&path.join(LOCK), true)?.ok_or_else(|| in_use(path))?;
        let folder = Self { path: path.to_owned(), _lock: lock };
        // An engine whose handles were dropped without `close` may still be writing.
        if folder.engine_has_closed(Duration::from_secs(2)).await? { Ok(folder) } else { Err(in_use(path)) }
    }

    /// The folder for people and for the engine's address.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Waits until the engine has let go of its files; false when it has not by then.
    pub(crate) async fn engine_has_closed(&self, patience: Duration) -> Result<bool, StoreError> {
        let engine_lock = self.path.join(ENGINE_LOCK);
        let closing = async {
            loop {
                match try_lock(&engine_lock, false) {
                    Ok(None) => tokio::time::sleep(Duration::from_millis(5)).await,
                    Ok(Some(_)) => return Ok(true),
                    // No lock file: the engine has never been here.
                    Err(StoreError::File { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
                        return Ok(true);
                    }
                    Err(error) => return Err(error),
                }
            }
        };
        tokio::time::timeout(patience, closing).await.unwrap_or(Ok(false))
    }
}

/// The locked file; nothing when another one holds it.
fn try_lock(path: &Path, create: bool) -> Result<Option<File>, StoreError> {
    let failed = |source| StoreError::file(path, source);
    let file = OpenOptions::new().write(true).create(create).truncate(false).open(path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(source)) => Err(failed(source)),
    }
}

fn in_use(path: &Path) -> StoreError {
    StoreError::InUse { path: path.display().to_string() }
}

fn is_empty_or_a_database(path: &Path) -> std::io::Result<bool> {
    let entries = match std::fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error),
    };
    let mut foreign = false;
    for entry in entries {
        let name = entry?.file_name();
        if ENGINE_FILES.iter().any(|known| name == *known) {
            return Ok(true);
        }
        foreign |= name != LOCK;
    }
    Ok(!foreign)
}
