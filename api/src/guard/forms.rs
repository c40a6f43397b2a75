//! Tokens in forms: another site can make a browser send a form, but cannot know the token that belongs to it.

use crate::error::ApiError;
use blake3::Hash;

/// The token of every form of a session, or of a browser that has none yet: made from the secret of its cookie,
/// which gives nothing of the secret away.
pub(crate) fn token(secret: &str) -> String {
    expected(secret).to_hex().to_string()
}

/// Whether a form's token belongs to the secret of the cookie that came with it.
pub(crate) fn check(secret: Option<&str>, given: Option<&str>) -> Result<(), ApiError> {
    let given = given.and_then(|given| Hash::from_hex(given).ok());
    match (secret, given) {
        // Hashes compare in constant time.
        (Some(secret), Some(given)) if expected(secret) == given => Ok(()),
        _ => Err(ApiError::Forbidden(
            "the form is too old or was sent by another site: load the page again and send it once more"
                .to_owned(),
        )),
    }
}

fn expected(secret: &str) -> Hash {
    Hash::from_bytes(blake3::derive_key("plimsoll 2026 form token", secret.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_fits_its_own_secret_only() {
        let form = token("one");
        assert!(check(Some("one"), Some(&form)).is_ok());
        assert!(check(Some("two"), Some(&form)).is_err());
        assert!(check(None, Some(&form)).is_err());
        assert!(check(Some("one"), None).is_err());
        assert!(check(Some("one"), Some("")).is_err());
    }
}
