//! ZIP archives for everybody who reads or writes a file that is one: spreadsheets, text documents, a whole consultation.
//!
//! Nothing is believed that an archive says about itself: [`Archive`] unpacks only the parts it is asked for and stops at a
//! bound, [`check`] measures all parts for a reader that unpacks by itself. [`pack`] writes the same bytes for the same parts.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _, Write as _};

use thiserror::Error;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

mod measure;

pub(crate) use measure::check;

/// Most parts of an archive.
const MAX_PARTS: usize = 5_000;

/// Why an archive or a part of it is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// No archive, or damaged.
    Damaged,
    /// More parts, or more in a part, than can be meant.
    TooLarge,
    /// Locked with a password.
    Encrypted,
}

/// An archive that is read part by part.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may still be unpacked, over all parts.
    left: u64,
}

impl<'a> Archive<'a> {
    /// Reads the list of parts. `most`: how many bytes all parts that are asked for may unpack to, together.
    pub(crate) fn open(bytes: &'a [u8], most: u64) -> Result<Self, Refused> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::Damaged)?;
        if zip.len() > MAX_PARTS {
            return Err(Refused::TooLarge);
        }
        Ok(Self { zip, left: most })
    }

    /// Whether a part's name fits.
    pub(crate) fn any(&self, fits: impl Fn(&str) -> bool) -> bool {
        self.zip.file_names().flatten().any(|name| fits(&name))
    }

    /// Unpacks a part; nothing when there is none of this name.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refused> {
        let Some(place) = self.zip.index_for_name(name) else { return Ok(None) };
        if self.zip.by_index_raw(place).map_err(|_| Refused::Damaged)?.encrypted() {
            return Err(Refused::Encrypted);
        }
        let part = self.zip.by_index(place).map_err(|_| Refused::Damaged)?;
        let mut content = Vec::new();
        part.take(self.left + 1).read_to_end(&mut content).map_err(|_| Refused::Damaged)?;
        self.left = self.left.checked_sub(content.len() as u64).ok_or(Refused::TooLarge)?;
        Ok(Some(content))
    }
}

/// A file inside an archive that is written.
#[derive(Clone, PartialEq, Eq)]
pub struct Part {
    /// Its path inside the archive, with `/` between folders: `texts/leitlinien.pdf`.
    pub path: String,
    /// What it holds.
    pub content: Vec<u8>,
}

impl Part {
    /// A file of this path and content.
    pub fn new(path: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), content: content.into() }
    }
}

/// Without the content: what is printed may land in a log.
impl std::fmt::Debug for Part {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Part({}, {} bytes)", self.path, self.content.len())
    }
}

/// Why an archive cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PackError {
    /// Two parts have one path.
    #[error("two files of the archive are called {0}")]
    Twice(String),
    /// A path that would lead out of the archive's folder, or is none on some system.
    #[error("{0} is no path inside an archive")]
    Path(String),
    /// More than an archive can hold.
    #[error("the archive is too large")]
    TooLarge,
}

/// Writes an archive, in the order given and with the date of 1 January 1980 on everything, so that the same parts give the same bytes.
/// A part called `mimetype` is stored as it is: documents are recognised by it.
///
/// # Errors
/// See [`PackError`].
pub fn pack(parts: &[Part]) -> Result<Vec<u8>, PackError> {
    let mut seen = BTreeSet::new();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for Part { path, content } in parts {
        let strange = |piece: &str| matches!(piece, "" | "." | "..");
        if path.split('/').any(strange) || path.contains(['\\', ':', '\0']) || path.len() > 500 {
            return Err(PackError::Path(path.clone()));
        }
        // Some systems know no difference between large and small letters.
        if !seen.insert(path.to_lowercase()) {
            return Err(PackError::Twice(path.clone()));
        }
        let options = SimpleFileOptions::default()
            .last_modified_time(DateTime::DEFAULT)
            .unix_permissions(0o644)
            .large_file(u32::try_from(content.len()).is_err());
        let options = if path == "mimetype" {
            options.compression_method(CompressionMethod::Stored)
        } else {
            options.compression_method(CompressionMethod::Deflated).compression_level(Some(6))
        };
        zip.start_file(path.as_str(), options).map_err(|_| PackError::TooLarge)?;
        zip.write_all(content).map_err(|_| PackError::TooLarge)?;
    }
    Ok(zip.finish().map_err(|_| PackError::TooLarge)?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_parts_give_the_same_archive_and_come_out_of_it() {
        let parts = [Part::new("a/b.txt", "eins"), Part::new("ä.txt", "zwei ".repeat(1_000))];
        let bytes = pack(&parts).expect("an archive");
        assert_eq!(pack(&parts), Ok(bytes.clone()));
        let mut archive = Archive::open(&bytes, 10_000).expect("an archive");
        for part in parts {
            assert_eq!(archive.part(&part.path), Ok(Some(part.content)));
        }
        assert_eq!(archive.part("c"), Ok(None));
        assert_eq!(check(&bytes), Ok(()));
    }

    #[test]
    fn no_more_is_unpacked_than_was_allowed() {
        let bytes = pack(&[Part::new("a", vec![0; 1_000]), Part::new("b", vec![0; 1_000])]).expect("an archive");
        assert!(bytes.len() < 500);
        let mut archive = Archive::open(&bytes, 1_500).expect("an archive");
        assert!(archive.part("a").is_ok());
        assert_eq!(archive.part("b"), Err(Refused::TooLarge));
        assert!(matches!(Archive::open(&bytes[..bytes.len() - 30], 1_500), Err(Refused::Damaged)));
    }

    #[test]
    fn no_path_leads_out_of_the_archive_and_none_stands_there_twice() {
        for path in ["", "../a", "/a", "a//b", "a/", "C:\\a", "a\\b", "."] {
            assert_eq!(pack(&[Part::new(path, "")]), Err(PackError::Path(path.into())));
        }
        assert_eq!(pack(&[Part::new("a", ""), Part::new("A", "")]), Err(PackError::Twice("A".into())));
    }
}
