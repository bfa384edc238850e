//! Sealed drafts: what the server keeps for a respondent without being able to read it or to tell whose it is.

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit as _, Nonce};
use hkdf::Hkdf;
use sha2::{Digest as _, Sha256};

use crate::draft::Draft;

/// Length of the nonce in bytes; it stands before what is sealed.
pub const NONCE: usize = 12;

/// The way to one draft: 128 bits that only the respondent has. Id and key of the draft are derived from it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 16]);

/// Without its bits: what is printed may land in a log.
impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

impl Secret {
    /// The secret of these bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Its bytes, for the respondent's own device.
    pub fn bytes(&self) -> [u8; 16] {
        self.0
    }

    /// Its bytes as 32 hexadecimal digits.
    pub fn text(&self) -> String {
        hexadecimal(&self.0)
    }

    /// The secret of 32 hexadecimal digits.
    pub fn read(text: &str) -> Option<Self> {
        (text.len() == 32).then(|| u128::from_str_radix(text, 16).ok()).flatten().map(|bits| Self(bits.to_be_bytes()))
    }

    /// Under which id the server keeps the draft: 64 hexadecimal digits.
    pub fn record(&self, survey: &str) -> String {
        hexadecimal(&self.derive("draft id", survey))
    }

    /// Seals a draft of this survey. `nonce` has to be random.
    ///
    /// # Panics
    ///
    /// Never: a draft is always JSON, and sealing in memory does not fail.
    pub fn seal(&self, survey: &str, nonce: [u8; NONCE], draft: &Draft) -> Vec<u8> {
        let plain = serde_json::to_vec(draft).unwrap_or_else(|error| panic!("a draft is always JSON: {error}"));
        let payload = Payload { msg: &plain, aad: survey.as_bytes() };
        let sealed = self
            .cipher(survey)
            .encrypt(Nonce::from_slice(&nonce), payload)
            .unwrap_or_else(|error| panic!("sealing in memory: {error}"));
        [nonce.as_slice(), &sealed].concat()
    }

    /// Opens what was sealed with this secret for this survey; nothing when it was not, or was changed since.
    pub fn open(&self, survey: &str, sealed: &[u8]) -> Option<Draft> {
        let (nonce, sealed) = sealed.split_at_checked(NONCE)?;
        let payload = Payload { msg: sealed, aad: survey.as_bytes() };
        let plain = self.cipher(survey).decrypt(Nonce::from_slice(nonce), payload).ok()?;
        serde_json::from_slice(&plain).ok()
    }

    fn cipher(&self, survey: &str) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(&self.derive("draft key", survey).into())
    }

    fn derive(&self, purpose: &str, survey: &str) -> [u8; 32] {
        let mut derived = [0; 32];
        Hkdf::<Sha256>::new(None, &self.0)
            .expand_multi_info(&[purpose.as_bytes(), &[0], survey.as_bytes()], &mut derived)
            .unwrap_or_else(|error| panic!("32 bytes are a valid length: {error}"));
        derived
    }
}

/// A fingerprint of something, as 64 hexadecimal digits of SHA-256.
pub fn fingerprint(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Lower case hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The bytes of hexadecimal digits; nothing when they are none.
pub fn from_hexadecimal(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    (0..text.len()).step_by(2).map(|place| u8::from_str_radix(&text[place..place + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_draft_opens_with_its_own_secret_and_survey_only() {
        let (secret, other) = (Secret::from_bytes([1; 16]), Secret::from_bytes([2; 16]));
        let mut draft = Draft::new(Uuid::from_u128(1));
        draft.answers.insert("name".into(), crate::answer::Answer::Text("Verein der Sterne".into()));
        let sealed = secret.seal("bedarf", [7; NONCE], &draft);
        assert_eq!(secret.open("bedarf", &sealed), Some(draft));
        assert_eq!(secret.open("anders", &sealed), None);
        assert_eq!(other.open("bedarf", &sealed), None);
        assert_eq!(secret.open("bedarf", &sealed[..7]), None);
        assert!(!String::from_utf8_lossy(&sealed).contains("Sterne"));
        assert_ne!(secret.record("bedarf"), secret.record("anders"));
        assert_eq!(Secret::read(&secret.text()), Some(secret));
        assert_eq!(Secret::read("0"), None);
        assert_eq!(from_hexadecimal("00ff"), Some(vec![0, 255]));
        assert_eq!(from_hexadecimal("0ü"), None);
    }
}
