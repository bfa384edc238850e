//! The access that an invitation gives, in two halves: one tells the server which invitation it is, the other stays with
//! the respondent. Everything secret about a response is derived from the second half, so that whoever comes back with the
//! link or the paper code, on any device, comes back to the same draft, the same ballot and the same receipt.
//!
//! As a code for paper: 24 letters in six groups, such as `7K3M-9QTX-0ABC-DEFG-HJKM-NPQR`. The first eight are the
//! invitation, the next fifteen the second half (75 bits), the last one tells whether a letter was mistyped. As a link: the
//! invitation stands in the path, the other sixteen behind `#`, which browsers never send.

use hkdf::Hkdf;
use sha2::{Digest as _, Sha256};
use thiserror::Error;
use uuid::Uuid;

use crate::sealing::Secret;

/// Crockford's base 32: no I, L, O and U, so nothing is misread.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const INVITATION: usize = 8;
const HALF: usize = 15;
const GROUP: usize = 4;

/// Both halves of an access.
#[derive(Clone, PartialEq, Eq)]
pub struct Access {
    invitation: String,
    half: String,
}

/// Without the second half: what is printed may land in a log.
impl std::fmt::Debug for Access {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Access(…)")
    }
}

/// Why a typed code is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Mistyped {
    /// Letters are missing, or there are too many.
    #[error("a code has 24 letters")]
    Length,
    /// At least one letter is another than on the letter.
    #[error("a letter is wrong")]
    Letter,
}

impl Access {
    /// The access to this invitation whose second half is made of these bytes; the last five bits are not used.
    pub fn new(invitation: &str, bytes: [u8; 10]) -> Self {
        let mut half = letters(&bytes);
        half.truncate(HALF);
        Self { invitation: invitation.to_owned(), half }
    }

    /// Reads a typed code. Case, blanks and hyphens do not matter; letters that are not used are read as those they look like.
    ///
    /// # Errors
    ///
    /// See [`Mistyped`].
    pub fn parse(code: &str) -> Result<Self, Mistyped> {
        let tidy = tidy(code);
        if tidy.len() != INVITATION + HALF + 1 {
            return Err(Mistyped::Length);
        }
        let (invitation, rest) = tidy.split_at(INVITATION);
        Self::from_link(invitation, rest)
    }

    /// From the two parts of a link.
    ///
    /// # Errors
    ///
    /// See [`Mistyped`].
    pub fn from_link(invitation: &str, fragment: &str) -> Result<Self, Mistyped> {
        let (invitation, fragment) = (tidy(invitation), tidy(fragment));
        if invitation.len() != INVITATION || fragment.len() != HALF + 1 {
            return Err(Mistyped::Length);
        }
        let known = |text: &str| text.bytes().all(|letter| LETTERS.contains(&letter));
        let access = Self { invitation, half: fragment[..HALF].to_owned() };
        if !known(&access.invitation) || !known(&access.half) || !fragment.ends_with(access.check()) {
            return Err(Mistyped::Letter);
        }
        Ok(access)
    }

    /// Which invitation this is; the half that the server knows.
    pub fn invitation(&self) -> &str {
        &self.invitation
    }

    /// What stands behind `#` in a link.
    pub fn fragment(&self) -> String {
        format!("{}{}", self.half, self.check())
    }

    /// The code for paper, in groups of four.
    pub fn code(&self) -> String {
        let all = format!("{}{}", self.invitation, self.fragment());
        let groups: Vec<&str> = (0..all.len()).step_by(GROUP).map(|start| &all[start..start + GROUP]).collect();
        groups.join("-")
    }

    /// The id of the one response that this access may give to this survey.
    pub fn submission(&self, survey: &str) -> Uuid {
        uuid::Builder::from_random_bytes(self.derive("submission", survey)).into_uuid()
    }

    /// The way to the draft.
    pub fn draft_secret(&self, survey: &str) -> Secret {
        Secret::from_bytes(self.derive("draft", survey))
    }

    /// Shows that its sender has this access; says nothing about the response.
    pub fn proof(&self, survey: &str) -> String {
        crate::sealing::hexadecimal(&self.derive::<32>("proof", survey))
    }

    /// What blinds the request for a ballot.
    pub(crate) fn blind(&self, survey: &str) -> [u8; 32] {
        self.derive("blind", survey)
    }

    fn derive<const N: usize>(&self, purpose: &str, survey: &str) -> [u8; N] {
        let mut derived = [0; N];
        let info = [purpose.as_bytes(), &[0], survey.as_bytes(), &[0], self.invitation.as_bytes()];
        Hkdf::<Sha256>::new(Some(b"teilhabe access"), self.half.as_bytes())
            .expand_multi_info(&info, &mut derived)
            .unwrap_or_else(|error| panic!("a few bytes are a valid length: {error}"));
        derived
    }

    fn check(&self) -> char {
        let digest = Sha256::new().chain_update(&self.invitation).chain_update(&self.half).finalize();
        char::from(LETTERS[usize::from(digest[0] & 31)])
    }
}

/// The name of an invitation, of forty random bits.
pub fn invitation_name(bytes: [u8; 5]) -> String {
    letters(&bytes)
}

/// Five bits a letter; what is left over is dropped.
fn letters(bytes: &[u8]) -> String {
    let bit = |place: usize| bytes[place / 8] >> (7 - place % 8) & 1;
    (0..bytes.len() * 8 / 5)
        .map(|letter| (0..5).fold(0_u8, |value, place| value << 1 | bit(letter * 5 + place)))
        .map(|value| char::from(LETTERS[usize::from(value)]))
        .collect()
}

fn tidy(code: &str) -> String {
    code.chars()
        .filter(|letter| letter.is_alphanumeric())
        .map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            letter => letter,
        })
        .filter(char::is_ascii)
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_code_and_a_link_lead_to_the_same_access(name: [u8; 5], bytes: [u8; 10]) {
            let access = Access::new(&invitation_name(name), bytes);
            prop_assert_eq!(access.code().len(), 29);
            prop_assert_eq!(Access::parse(&access.code()), Ok(access.clone()));
            prop_assert_eq!(Access::parse(&access.code().to_lowercase().replace('-', " ").replace('0', "o")), Ok(access.clone()));
            prop_assert_eq!(Access::from_link(access.invitation(), &access.fragment()), Ok(access.clone()));
            prop_assert_eq!(access.submission("a"), Access::parse(&access.code()).expect("a code").submission("a"));
            prop_assert_ne!(access.submission("a"), access.submission("b"));
        }
    }

    #[test]
    fn most_typing_errors_are_noticed() {
        let access = Access::new("7K3M9QTX", [42; 10]);
        let code = access.code();
        let mut noticed = 0;
        for place in 0..code.len() {
            let mut wrong = code.clone().into_bytes();
            if wrong[place] == b'-' {
                continue;
            }
            wrong[place] = if wrong[place] == b'Z' { b'Y' } else { b'Z' };
            noticed += u32::from(Access::parse(&String::from_utf8(wrong).expect("letters")).is_err());
        }
        assert!(noticed >= 21, "{noticed} of 24");
        assert_eq!(Access::parse(&code[..20]), Err(Mistyped::Length));
        assert_eq!(Access::parse("hallo"), Err(Mistyped::Length));
        assert_eq!(Access::parse(&"Ü".repeat(24)), Err(Mistyped::Length));
        assert!(!format!("{access:?}").contains(&access.fragment()[..6]));
    }
}
