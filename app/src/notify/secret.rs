//! Secrets of channels: read from the environment or a file, never shown.

use crate::failure::{misuse, reason};
use anyhow::Result;
use model::config::SecretPlace;
use std::fmt;
use std::path::Path;

/// A secret. It is never printed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(String);

impl Secret {
    /// Reads it; files are looked for in `beside`.
    pub(crate) fn read(place: &SecretPlace, beside: &Path) -> Result<Self> {
        let (found, whence) = match place {
            SecretPlace::Env(name) => (variable(name), format!("the variable {name}")),
            SecretPlace::File(path) => {
                let path = beside.join(path);
                let text = std::fs::read_to_string(&path)
                    .map_err(|error| misuse(format!("cannot read {}: {}", path.display(), reason(&error))))?;
                (Some(text), format!("the file {}", path.display()))
            }
        };
        match found.map(|text| text.trim().to_owned()) {
            Some(text) if !text.is_empty() => Ok(Self(text)),
            _ => Err(misuse(format!(
                "{whence} holds no secret: set it, and start again"
            ))),
        }
    }

    /// A text that is treated like one.
    pub(crate) fn plain(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The secret itself, for the receiver only.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "only app reads the environment, and this is where channels' secrets are"
)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_and_never_shown() {
        let file = std::env::temp_dir().join(format!("plimsoll-secret-{}", std::process::id()));
        std::fs::write(&file, "hunter2\n").unwrap();
        let secret = Secret::read(&SecretPlace::File(file.clone()), Path::new("/")).unwrap();
        std::fs::write(&file, " \n").unwrap();
        let empty = Secret::read(&SecretPlace::File(file.clone()), Path::new("/")).unwrap_err();
        std::fs::remove_file(&file).unwrap();
        assert_eq!(
            (secret.reveal(), format!("{secret:?}").as_str()),
            ("hunter2", "***")
        );
        assert!(empty.to_string().contains("holds no secret"), "{empty}");
    }
}
