//! The second step of signing in: codes of an app on the person's telephone (TOTP, RFC 6238), and recovery codes on paper.
//!
//! The shared secret is sealed, and recovery codes are hashed, with keys derived from one outside the database: who has the
//! database alone can compute no code.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use qrcode::QrCode;
use qrcode::render::svg;
use store::{SecondFactor, StoreError};
use totp_rs::{Builder, Secret, Totp};
use uuid::Uuid;

use super::people::Person;
use super::vault::Key;
use super::{Services, chance};

/// Bits of a secret as RFC 4226 recommends them.
const SECRET_BYTES: usize = 20;
const NONCE_BYTES: usize = 24;
/// Recovery codes of an account.
const CODES: usize = 10;
/// Letters and digits that are not taken for one another: 32 of them.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// Letters of a recovery code: 50 random bits.
const CODE_LETTERS: usize = 10;

/// How far an account's second factor is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Begun: the secret waits for a first code.
    Begun {
        /// The secret as people type it.
        secret: String,
        /// A data address of an image that apps scan.
        image: String,
    },
    /// Confirmed.
    On {
        /// How many recovery codes are left.
        left: usize,
        /// The recovery codes, as long as the person has not said that they are noted.
        fresh: Vec<String>,
    },
}

/// The state of the person's second factor; begins one when there is none.
///
/// # Errors
///
/// Those of the database; a key or a secret that cannot be read is among them.
pub async fn state(services: &Services, person: &Person) -> Result<State, StoreError> {
    let kept = if let Some(kept) = services.records.second_factor(person.id).await? {
        kept
    } else {
        let secret: [u8; SECRET_BYTES] = chance::bytes();
        services.records.begin_second_factor(person.id, &seal(services, person.id, "secret", &secret)?).await?;
        // Of two who begin at once, both see the one that was kept.
        services.records.second_factor(person.id).await?.ok_or_else(|| broken(&"it is gone again"))?
    };
    if kept.confirmed {
        let fresh = if kept.fresh.is_empty() {
            Vec::new()
        } else {
            let codes = open(services, person.id, "codes", &kept.fresh)?;
            String::from_utf8_lossy(&codes).split(' ').map(str::to_owned).collect()
        };
        return Ok(State::On { left: kept.recovery.len(), fresh });
    }
    let totp = totp(services, person.id, &person.email, &kept)?;
    let url = totp.to_url().map_err(|error| broken(&error))?;
    Ok(State::Begun { secret: spaced(&totp.secret().to_base32()), image: image(&url)? })
}

/// Confirms the second factor with its first code; false when the code is wrong.
///
/// # Errors
///
/// Those of the database.
pub async fn confirm(services: &Services, person: &Person, code: &str) -> Result<bool, StoreError> {
    let Some(kept) = services.records.second_factor(person.id).await?.filter(|kept| !kept.confirmed) else {
        return Ok(false);
    };
    let totp = totp(services, person.id, &person.email, &kept)?;
    let Some(step) = totp.check(&digits(code), seconds(services)) else { return Ok(false) };
    let (hashes, fresh) = new_codes(services, person.id)?;
    services.records.confirm_second_factor(person.id, step, &hashes, &fresh).await
}

/// Whether a code of the app, or a recovery code, is right; it is used up then.
///
/// # Errors
///
/// Those of the database.
pub async fn check(services: &Services, account: Uuid, code: &str) -> Result<bool, StoreError> {
    let Some(kept) = services.records.second_factor(account).await?.filter(|kept| kept.confirmed) else {
        return Ok(false);
    };
    let digits = digits(code);
    if digits.len() == 6 && code.chars().all(|letter| letter.is_ascii_digit() || letter.is_whitespace()) {
        let Some(step) = totp(services, account, "", &kept)?.check(&digits, seconds(services)) else {
            return Ok(false);
        };
        return services.records.use_step(account, step).await;
    }
    let hash = recovery_hash(&key(services)?, account, code);
    services.records.use_recovery_code(account, &hash).await
}

/// Replaces the recovery codes. They are shown until the person says that they are noted.
///
/// # Errors
///
/// Those of the database.
pub async fn renew_codes(services: &Services, account: Uuid) -> Result<bool, StoreError> {
    let (hashes, fresh) = new_codes(services, account)?;
    services.records.renew_recovery_codes(account, &hashes, &fresh).await
}

/// Hashes of new recovery codes, and the codes, sealed.
fn new_codes(services: &Services, account: Uuid) -> Result<(Vec<String>, Vec<u8>), StoreError> {
    let codes: Vec<String> = (0..CODES).map(|_| recovery_code(&chance::bytes())).collect();
    let key = key(services)?;
    let hashes = codes.iter().map(|code| recovery_hash(&key, account, code)).collect();
    Ok((hashes, seal(services, account, "codes", codes.join(" ").as_bytes())?))
}

/// Such as `ABCDE-FGHJK`.
fn recovery_code(bytes: &[u8; CODE_LETTERS]) -> String {
    let letters: String = bytes.iter().map(|byte| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()])).collect();
    let (first, second) = letters.split_at(CODE_LETTERS / 2);
    format!("{first}-{second}")
}

/// In whatever case, with or without the dash.
fn recovery_hash(key: &Key, account: Uuid, code: &str) -> String {
    let letters: String =
        code.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect();
    let hash: [u8; 32] = key.derive("recovery code", &[account.as_bytes(), letters.as_bytes()].concat());
    URL_SAFE_NO_PAD.encode(hash)
}

fn totp(services: &Services, account: Uuid, email: &str, kept: &SecondFactor) -> Result<Totp, StoreError> {
    let secret = open(services, account, "secret", &kept.sealed)?;
    Builder::new()
        .with_secret(Secret::new(secret.into_boxed_slice()))
        .with_account_name(email.replace(':', " "))
        .with_issuer(Some("Teilhabe"))
        .build()
        .map_err(|error| broken(&error))
}

/// The image that apps scan, dark on light in every colour scheme.
fn image(url: &str) -> Result<String, StoreError> {
    let code = QrCode::new(url).map_err(|error| broken(&error))?;
    let svg = code
        .render::<svg::Color<'_>>()
        .min_dimensions(240, 240)
        .dark_color(svg::Color("#000000"))
        .light_color(svg::Color("#ffffff"))
        .build();
    Ok(format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg)))
}

/// In groups of four, easier to type.
fn spaced(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn digits(code: &str) -> String {
    code.chars().filter(char::is_ascii_digit).take(8).collect()
}

fn seconds(services: &Services) -> u64 {
    u64::try_from(services.clock.now().timestamp()).unwrap_or_default()
}

fn key(services: &Services) -> Result<Key, StoreError> {
    services.vault.key("accounts").map_err(|error| broken(&error))
}

fn cipher(services: &Services, account: Uuid) -> Result<XChaCha20Poly1305, StoreError> {
    let key: [u8; 32] = key(services)?.derive("second factor", account.as_bytes());
    Ok(XChaCha20Poly1305::new(&key.into()))
}

fn seal(services: &Services, account: Uuid, what: &str, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
    let nonce: [u8; NONCE_BYTES] = chance::bytes();
    let payload = Payload { msg: plain, aad: what.as_bytes() };
    let sealed = cipher(services, account)?.encrypt(XNonce::from_slice(&nonce), payload);
    Ok([nonce.as_slice(), &sealed.map_err(|error| broken(&error))?].concat())
}

fn open(services: &Services, account: Uuid, what: &str, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE_BYTES).ok_or_else(|| broken(&"too short"))?;
    let payload = Payload { msg: sealed, aad: what.as_bytes() };
    cipher(services, account)?.decrypt(XNonce::from_slice(nonce), payload).map_err(|error| broken(&error))
}

fn broken(error: &dyn std::fmt::Display) -> StoreError {
    StoreError::Broken(format!("second factor: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recovery_codes_are_read_in_whatever_way_they_are_typed() {
        let (key, account) = (Key::random(), Uuid::from_u128(1));
        let code = recovery_code(&[0, 31, 32, 255, 7, 8, 9, 10, 11, 12]);
        assert_eq!(code.len(), CODE_LETTERS + 1);
        let typed = code.to_lowercase().replace('-', " ");
        assert_eq!(recovery_hash(&key, account, &code), recovery_hash(&key, account, &typed));
        assert_ne!(recovery_hash(&key, account, &code), recovery_hash(&key, Uuid::from_u128(2), &code));
        assert_ne!(recovery_hash(&key, account, &code), recovery_hash(&Key::random(), account, &code));
    }

    #[test]
    fn a_secret_is_typed_in_groups() {
        assert_eq!(spaced("ABCDEFGHIJ"), "ABCD EFGH IJ");
        assert_eq!(digits("12 34-56"), "123456");
    }
}
