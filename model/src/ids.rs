//! Identities. A key is what the outside world calls a thing; an id is what the store calls it.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A key that is not usable as one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{kind} {value:?} is not usable: use 1 to 64 letters, digits, '.', '_' or '-', starting with a letter or a digit"
)]
pub struct BadKey {
    /// Which kind of key was read.
    pub kind: &'static str,
    /// What was found.
    pub value: String,
}

fn check_key(kind: &'static str, value: &str) -> Result<(), BadKey> {
    let mut chars = value.chars();
    let starts_well = chars.next().is_some_and(|c| c.is_ascii_alphanumeric());
    let goes_on_well = chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
    if starts_well && goes_on_well && value.len() <= 64 {
        Ok(())
    } else {
        Err(BadKey {
            kind,
            value: value.to_owned(),
        })
    }
}

macro_rules! key {
    ($(#[$doc:meta])* $name:ident, $kind:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Checks and takes the key.
            ///
            /// # Errors
            /// When the key is empty, too long or has characters that do not fit in a URL or a file name.
            pub fn new(value: impl Into<String>) -> Result<Self, BadKey> {
                let value = value.into();
                check_key($kind, &value)?;
                Ok(Self(value))
            }

            /// The key as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = BadKey;
            fn from_str(value: &str) -> Result<Self, BadKey> {
                Self::new(value)
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadKey;
            fn try_from(value: String) -> Result<Self, BadKey> {
                Self::new(value)
            }
        }

        impl From<$name> for String {
            fn from(key: $name) -> String {
                key.0
            }
        }
    };
}

key!(
    /// A squad, as `plimsoll.toml` calls it.
    SquadId,
    "squad"
);
key!(
    /// A tribe, as `plimsoll.toml` calls it.
    TribeId,
    "tribe"
);
key!(
    /// A configured tracker or set of files.
    SourceId,
    "source"
);
key!(
    /// A classification or alert rule.
    RuleId,
    "rule"
);

key!(
    /// A way to tell people, as `plimsoll.toml` calls it.
    ChannelId,
    "channel"
);

impl SquadId {
    /// The visible squad of everything that matches none (section 0: nothing is dropped silently).
    #[must_use]
    pub fn unattributed() -> Self {
        Self("unattributed".to_owned())
    }

    /// Whether this is the squad of what matches none.
    #[must_use]
    pub fn is_unattributed(&self) -> bool {
        self.0 == "unattributed"
    }
}

macro_rules! row_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default,
        )]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

row_id!(
    /// A ticket's row in the store.
    TicketId
);
row_id!(
    /// A worklog's row in the store.
    WorklogId
);
row_id!(
    /// A person's row in the store: the pseudonym under which people appear everywhere (section 11).
    PersonId
);
row_id!(
    /// A user of Plimsoll.
    UserId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_fits_in_a_url_and_a_file_name() {
        assert_eq!(SquadId::new("PC2").unwrap().as_str(), "PC2");
        for bad in ["", " ", "a b", "../etc", "é", "-x"] {
            assert!(SquadId::new(bad).is_err(), "{bad:?} was taken");
        }
    }
}
