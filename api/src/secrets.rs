//! Passwords and the random secrets of sessions and tokens. Only hashes are kept.

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use rand::RngCore;
use std::sync::LazyLock;

/// The fewest characters of a password.
const SHORTEST: usize = 10;
/// The most bytes of a password.
const LONGEST: usize = 1024;

/// A password that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Too easy to guess.
    #[error("the password is too short: use at least {SHORTEST} characters")]
    TooShort,
    /// Longer than anybody types.
    #[error("the password is too long: use at most {LONGEST} bytes")]
    TooLong,
    /// The hash function refused.
    #[error("the password cannot be hashed: {0}")]
    Hash(String),
}

/// The argon2id hash of a password, with its salt and parameters, as the store keeps it. Takes some 20 ms and
/// 19 MiB: not for an async thread.
///
/// # Errors
/// When it has fewer than 10 characters or more than 1024 bytes.
pub fn hash_password(password: &str) -> Result<String, PasswordError> {
    if password.chars().count() < SHORTEST {
        return Err(PasswordError::TooShort);
    }
    if password.len() > LONGEST {
        return Err(PasswordError::TooLong);
    }
    hash(password).map_err(|error| PasswordError::Hash(error.to_string()))
}

fn hash(password: &str) -> Result<String, argon2::password_hash::Error> {
    let salt = SaltString::encode_b64(&random()[..16])?;
    Ok(Argon2::default()
        .hash_password(password.as_bytes(), &salt)?
        .to_string())
}

/// Whether a password is the one of a hash. Without a hash it takes as long and says no, so that nobody can tell
/// a name that exists from one that does not.
pub(crate) fn password_matches(password: &str, known: Option<&str>) -> bool {
    static NOBODYS: LazyLock<Option<String>> = LazyLock::new(|| hash(&secret()).ok());
    let hash = known.or(NOBODYS.as_deref()).unwrap_or_default();
    let fits = password.len() <= LONGEST
        && PasswordHash::new(hash).is_ok_and(|hash| {
            Argon2::default()
                .verify_password(password.as_bytes(), &hash)
                .is_ok()
        });
    fits && known.is_some()
}

/// A new API token: the secret, to be shown once, and the hash that the store keeps.
#[must_use]
pub fn new_token() -> (String, String) {
    let secret = format!("plimsoll_{}", secret());
    let hash = secret_hash(&secret);
    (secret, hash)
}

/// 256 random bits as 64 hexadecimal digits.
pub(crate) fn secret() -> String {
    blake3::Hash::from_bytes(random()).to_hex().to_string()
}

/// What the store keeps of a secret that is random already.
pub(crate) fn secret_hash(secret: &str) -> String {
    blake3::hash(secret.as_bytes()).to_hex().to_string()
}

fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_matches_its_hash_only() {
        let hash = hash_password("correct horse battery").unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(password_matches("correct horse battery", Some(&hash)));
        assert!(!password_matches("correct horse batter", Some(&hash)));
        assert!(
            !password_matches("correct horse battery", None),
            "a name nobody has"
        );
        assert!(!password_matches("", Some("not a hash")));
    }

    #[test]
    fn passwords_too_short_or_too_long_are_refused() {
        assert_eq!(hash_password("123456789"), Err(PasswordError::TooShort));
        assert_eq!(hash_password(&"x".repeat(1025)), Err(PasswordError::TooLong));
    }

    #[test]
    fn a_token_is_long_random_and_kept_as_its_hash() {
        let (secret, hash) = new_token();
        assert_eq!(secret.len(), "plimsoll_".len() + 64);
        assert_eq!(secret_hash(&secret), hash);
        assert_ne!(new_token().0, secret);
    }
}
