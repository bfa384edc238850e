//! The link by which somebody stops invitations and reminders, or news of consultations: it names an address by a hash and proves
//! that we made it. Both are stopped apart from each other.
//!
//! Nothing is stored until it is used, and then only the hash. The key is in the vault: who has the database alone can
//! neither tell whose hash it is nor make links.

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::language::Language;

use crate::services::Services;
use crate::services::vault::{Key, Vault};

const KEY: &str = "mail";
const BYTES: usize = 16;

/// What is stopped: the purposes by which hash and seal are derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct About {
    address: &'static str,
    link: &'static str,
}

const INVITATIONS: About = About { address: "stop-address", link: "stop-link" };
/// Not stopped by the person: nobody can be reached there. No link is made for it.
const UNREACHABLE: About = About { address: "unreachable-address", link: "unreachable-link" };
const NEWS: About = About { address: "stop-news-address", link: "stop-news-link" };

/// An address, as a hash that only this installation can make.
#[derive(Clone, PartialEq, Eq)]
pub struct StopHash([u8; BYTES], About);

impl std::fmt::Debug for StopHash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("StopHash(…)")
    }
}

impl StopHash {
    /// The hash of an address, in whatever case it is written, for invitations and reminders.
    ///
    /// # Errors
    ///
    /// Those of the vault.
    pub fn of(vault: &Vault, recipient: &str) -> io::Result<Self> {
        Self::about(vault, recipient, INVITATIONS)
    }

    /// The hash of an address for news of consultations.
    ///
    /// # Errors
    ///
    /// Those of the vault.
    pub fn of_news(vault: &Vault, recipient: &str) -> io::Result<Self> {
        Self::about(vault, recipient, NEWS)
    }

    /// The hash of an address at which nobody can be reached.
    ///
    /// # Errors
    ///
    /// Those of the vault.
    pub fn of_unreachable(vault: &Vault, recipient: &str) -> io::Result<Self> {
        Self::about(vault, recipient, UNREACHABLE)
    }

    fn about(vault: &Vault, recipient: &str, about: About) -> io::Result<Self> {
        let address = recipient.trim().to_lowercase();
        Ok(Self(vault.key(KEY)?.derive(about.address, address.as_bytes()), about))
    }

    /// Whether it is about news of consultations.
    pub fn is_of_news(&self) -> bool {
        self.1 == NEWS
    }

    /// The hash that a link's last part proves; nothing when we did not make it.
    ///
    /// # Errors
    ///
    /// Those of the vault.
    pub fn read(vault: &Vault, token: &str) -> io::Result<Option<Self>> {
        let Some((hash, seal)) =
            URL_SAFE_NO_PAD.decode(token).ok().and_then(|bytes| Some((first(&bytes)?, last(&bytes)?)))
        else {
            return Ok(None);
        };
        let key = vault.key(KEY)?;
        let found = [INVITATIONS, NEWS].map(|about| {
            let expected = seal_of(&key, hash, about);
            // All bytes are compared, so that the time it takes tells nothing.
            let difference = expected.iter().zip(seal).fold(0, |difference, (left, right)| difference | (left ^ right));
            (difference == 0).then_some(Self(hash, about))
        });
        Ok(found.into_iter().flatten().next())
    }

    /// As the database keeps it.
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// The last part of the link.
    ///
    /// # Errors
    ///
    /// Those of the vault.
    pub fn token(&self, vault: &Vault) -> io::Result<String> {
        let seal = seal_of(&vault.key(KEY)?, self.0, self.1);
        Ok(URL_SAFE_NO_PAD.encode([self.0, seal].concat()))
    }

    /// The whole link, leading to the page in this language.
    ///
    /// # Errors
    ///
    /// Those of the vault.
    pub fn link(&self, services: &Services, language: &Language) -> io::Result<String> {
        let token = self.token(&services.vault)?;
        Ok(format!("{}/mail/stop/{token}?language={}", services.settings.public_url, language.as_str()))
    }
}

fn first(bytes: &[u8]) -> Option<[u8; BYTES]> {
    bytes.get(..BYTES)?.try_into().ok()
}

fn last(bytes: &[u8]) -> Option<[u8; BYTES]> {
    bytes.get(BYTES..)?.try_into().ok()
}

fn seal_of(key: &Key, hash: [u8; BYTES], about: About) -> [u8; BYTES] {
    key.derive(about.link, &hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_one_address_and_cannot_be_made_by_others() {
        let (ours, theirs) = (Vault::in_memory(), Vault::in_memory());
        let hash = StopHash::of(&ours, "Verein@Example.org ").expect("a hash");
        assert!(hash == StopHash::of(&ours, "verein@example.org").expect("the same"));
        assert!(hash != StopHash::of(&ours, "andere@example.org").expect("another"));
        let token = hash.token(&ours).expect("a token");
        assert_eq!(StopHash::read(&ours, &token).expect("readable"), Some(hash.clone()));
        assert_eq!(StopHash::read(&theirs, &token).expect("readable"), None);
        let news = StopHash::of_news(&ours, "verein@example.org").expect("a hash");
        let other = news.token(&ours).expect("a token");
        assert!(news.text() != hash.text() && other != token, "stopped apart from each other");
        let read = StopHash::read(&ours, &other).expect("readable").expect("ours");
        assert!(read.is_of_news() && read == news && !hash.is_of_news());
        let mut forged = token.clone();
        forged.replace_range(..1, if token.starts_with('A') { "B" } else { "A" });
        for wrong in [forged.as_str(), "", "x", &token[..30], &format!("{token}AA"), "ä"] {
            assert_eq!(StopHash::read(&ours, wrong).expect("readable"), None, "{wrong}");
        }
    }
}
