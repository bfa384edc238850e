//! Keys that are kept outside the database: who copies the database does not have them.
//!
//! A vault is a folder that only the program may read, one file of 32 random bytes per key. Keys are made when they are
//! first asked for, and destroyed when what they protect ends: what was derived from them is then derived by nobody.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use hkdf::Hkdf;
use sha2::Sha256;

use super::chance;

/// Keys in a folder, or in memory for tests. Cheap to clone; clones share their keys.
#[derive(Clone)]
pub struct Vault(Arc<Place>);

enum Place {
    Folder(PathBuf),
    Memory(Mutex<BTreeMap<String, [u8; 32]>>),
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Vault(…)")
    }
}

/// Never shown: its only use is deriving.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 32]);

impl std::fmt::Debug for Key {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Key(…)")
    }
}

impl Key {
    /// `N` bytes for one purpose and one thing; the same for the same, and telling nothing of one another.
    ///
    /// # Panics
    ///
    /// Beyond 8,160 bytes, which nobody needs.
    pub fn derive<const N: usize>(&self, purpose: &str, thing: &[u8]) -> [u8; N] {
        let mut derived = [0; N];
        Hkdf::<Sha256>::new(None, &self.0)
            .expand_multi_info(&[purpose.as_bytes(), &[0], thing], &mut derived)
            .unwrap_or_else(|error| panic!("a few bytes are a valid length: {error}"));
        derived
    }
}

impl Key {
    /// A key that ends with the process.
    pub fn random() -> Self {
        Self(chance::bytes())
    }
}

impl Vault {
    /// The vault in this folder, which is made if need be, readable by this user alone.
    ///
    /// # Errors
    ///
    /// Those of the file system.
    pub fn open(folder: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        #[cfg(unix)]
        std::fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
        Ok(Self(Arc::new(Place::Folder(folder.to_owned()))))
    }

    /// A vault that ends with the process.
    pub fn in_memory() -> Self {
        Self(Arc::new(Place::Memory(Mutex::default())))
    }

    /// Where what must not be in the database is kept; nowhere when the vault ends with the process.
    pub fn folder(&self) -> Option<&Path> {
        match &*self.0 {
            Place::Folder(folder) => Some(folder),
            Place::Memory(_) => None,
        }
    }

    /// The key of this name (letters, digits, `-`, `_`), made now if there is none.
    ///
    /// # Errors
    ///
    /// Those of the file system.
    pub fn key(&self, name: &str) -> io::Result<Key> {
        if let Some(key) = self.existing(name)? {
            return Ok(key);
        }
        match &*self.0 {
            Place::Memory(keys) => {
                let mut keys = keys.lock().unwrap_or_else(PoisonError::into_inner);
                Ok(Key(*keys.entry(name.to_owned()).or_insert_with(chance::bytes)))
            }
            Place::Folder(folder) => {
                // Written aside and linked into place: of two who make it at once, one wins and both read the same.
                let aside = folder.join(format!(".{}", chance::text::<9>()));
                let mut options = std::fs::OpenOptions::new();
                options.write(true).create_new(true);
                #[cfg(unix)]
                std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
                let mut file = options.open(&aside)?;
                file.write_all(&chance::bytes::<32>())?;
                file.sync_all()?;
                let linked = std::fs::hard_link(&aside, path(folder, name)?);
                std::fs::remove_file(&aside)?;
                match linked {
                    Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                    _ => {}
                }
                std::fs::File::open(folder)?.sync_all()?;
                self.existing(name)?.ok_or_else(|| io::Error::other("the key is gone again"))
            }
        }
    }

    /// The key of this name, if it has been made and not destroyed.
    ///
    /// # Errors
    ///
    /// Those of the file system, and a file of the wrong length.
    pub fn existing(&self, name: &str) -> io::Result<Option<Key>> {
        match &*self.0 {
            Place::Memory(keys) => Ok(keys.lock().unwrap_or_else(PoisonError::into_inner).get(name).copied().map(Key)),
            Place::Folder(folder) => match std::fs::read(path(folder, name)?) {
                Ok(bytes) => match bytes.try_into() {
                    Ok(bytes) => Ok(Some(Key(bytes))),
                    Err(_) => Err(io::Error::new(io::ErrorKind::InvalidData, "a key of the wrong length")),
                },
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(error),
            },
        }
    }

    /// Destroys the key of this name: overwritten, then deleted. Nothing happens when there is none.
    ///
    /// # Errors
    ///
    /// Those of the file system; the key may be there still.
    pub fn destroy(&self, name: &str) -> io::Result<()> {
        match &*self.0 {
            Place::Memory(keys) => {
                keys.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
                Ok(())
            }
            Place::Folder(folder) => {
                let path = path(folder, name)?;
                let mut file = match std::fs::OpenOptions::new().write(true).open(&path) {
                    Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
                    file => file?,
                };
                file.write_all(&[0; 32])?;
                file.sync_all()?;
                std::fs::remove_file(&path)?;
                std::fs::File::open(folder)?.sync_all()
            }
        }
    }
}

/// A name is never a way out of the folder.
fn path(folder: &Path, name: &str) -> io::Result<PathBuf> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    if name.is_empty() || name.len() > 200 || !name.chars().all(plain) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a name of a key"));
    }
    Ok(folder.join(format!("{name}.key")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_lasts_over_restarts_and_is_gone_for_good_when_destroyed() {
        let folder = tempfile::tempdir().expect("a folder");
        for vault in [Vault::in_memory(), Vault::open(folder.path()).expect("a vault")] {
            assert!(vault.existing("survey-bedarf").expect("readable").is_none());
            let first = vault.key("survey-bedarf").expect("a key");
            assert!(first == vault.key("survey-bedarf").expect("the same key"));
            assert!(first != vault.key("survey-anders").expect("another key"));
            let derived: [u8; 16] = first.derive("link", b"1");
            assert_ne!(derived, first.derive::<16>("link", b"2"));
            assert_ne!(derived, first.derive::<16>("mail", b"1"));
            vault.destroy("survey-bedarf").expect("destroyed");
            vault.destroy("survey-bedarf").expect("twice is once");
            assert!(vault.existing("survey-bedarf").expect("readable").is_none());
            assert!(first != vault.key("survey-bedarf").expect("a new key"));
        }
        let again = Vault::open(folder.path()).expect("reopened");
        assert!(again.existing("survey-anders").expect("readable").is_some());
        assert!(again.key("../outside").is_err() && again.key("").is_err());
    }
}
