//! Receipts: the code a respondent keeps, and the key under which the response lies.
//!
//! Both are one-way: submission -> receipt -> key. Who reads the database finds neither the receipt nor the submission.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Crockford's base 32: no I, L, O and U, so nothing is misread.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// 80 bits in four groups of four letters, such as `7K3M-9QTX-0ABC-DEFG`; the same for the same submission.
pub fn receipt(survey: &str, submission: Uuid) -> String {
    let digest = Sha256::new()
        .chain_update(b"teilhabe receipt\0")
        .chain_update(survey.as_bytes())
        .chain_update([0])
        .chain_update(submission.as_bytes())
        .finalize();
    let mut code = String::with_capacity(19);
    for (place, chunk) in digest[..10].chunks(5).enumerate() {
        let bits = chunk.iter().fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
        for letter in 0..8 {
            if letter == 4 || (letter == 0 && place > 0) {
                code.push('-');
            }
            let five = (bits >> (35 - letter * 5)) & 31;
            code.push(char::from(LETTERS[usize::try_from(five).unwrap_or_default()]));
        }
    }
    code
}

/// Where the response of this receipt lies: 64 hexadecimal digits. Case, blanks and hyphens do not matter,
/// and letters that are not used are read as the ones they look like.
pub fn response_key(survey: &str, receipt: &str) -> String {
    let tidy = tidy(receipt);
    let digest = Sha256::new()
        .chain_update(b"teilhabe response\0")
        .chain_update(survey.as_bytes())
        .chain_update([0])
        .chain_update(tidy.as_bytes())
        .finalize();
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        use std::fmt::Write as _;
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A receipt as it was given out, however it was typed: capitals, in groups of four.
pub fn as_given(receipt: &str) -> String {
    let tidy = tidy(receipt);
    let groups: Vec<&str> = (0..tidy.len()).step_by(4).map(|start| &tidy[start..tidy.len().min(start + 4)]).collect();
    groups.join("-")
}

fn tidy(receipt: &str) -> String {
    receipt
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_submission_gives_the_same_receipt_and_a_mistyped_one_still_leads_home() {
        let submission = Uuid::from_u128(42);
        let code = receipt("bedarf", submission);
        assert_eq!(code, receipt("bedarf", submission));
        assert_ne!(code, receipt("anders", submission));
        assert_eq!(code.len(), 19);
        assert_eq!(as_given(&code.to_lowercase().replace('-', " ")), code);
        assert_eq!(response_key("bedarf", &code), response_key("bedarf", &code.to_lowercase().replace('-', " ")));
    }
}
