//! Where the record of truth is: an embedded database in the data folder, or a PostgreSQL server.

use crate::data::Data;
use std::fmt;

/// A database's address. It can hold a password: it is never printed whole.
#[derive(Clone)]
pub(crate) struct DatabaseUrl(String);

impl DatabaseUrl {
    /// `PLIMSOLL_DATABASE_URL`, else the embedded database of the data folder.
    #[expect(
        clippy::disallowed_methods,
        reason = "only app reads the environment, and this is where"
    )]
    pub(crate) fn of(data: &Data) -> Self {
        match std::env::var("PLIMSOLL_DATABASE_URL") {
            Ok(url) if !url.trim().is_empty() => Self(url.trim().to_owned()),
            _ => Self(format!("sqlite:{}", data.database().display())),
        }
    }

    /// The address with its password, for the driver only.
    pub(crate) fn secret(&self) -> &str {
        &self.0
    }

    /// Whether it is the data folder's own.
    pub(crate) fn is_embedded(&self) -> bool {
        self.0.starts_with("sqlite:")
    }

    /// A message that may have quoted the address, without the password.
    pub(crate) fn redact(&self, message: &str) -> String {
        let shown = message.replace(&self.0, &self.to_string());
        match self.password() {
            Some(password) => shown.replace(password, "***"),
            None => shown,
        }
    }

    fn password(&self) -> Option<&str> {
        let (_, rest) = self.0.split_once("://")?;
        let authority = rest.split(['/', '?', '#']).next()?;
        let (user, _) = authority.rsplit_once('@')?;
        let (_, password) = user.split_once(':')?;
        Some(password).filter(|password| !password.is_empty())
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Parameters can hold a password too.
        let shown = self.0.split(['?', '#']).next().unwrap_or_default();
        match self.password() {
            Some(password) => f.write_str(&shown.replacen(&format!(":{password}@"), ":***@", 1)),
            None => f.write_str(shown),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        let url = DatabaseUrl("postgres://me:s3cret@db:5432/plimsoll?password=other".into());
        assert_eq!(url.to_string(), "postgres://me:***@db:5432/plimsoll");
        assert_eq!(format!("{url:?}"), url.to_string());
        let message = url.redact("cannot reach postgres://me:s3cret@db:5432/plimsoll?password=other, s3cret");
        assert!(!message.contains("s3cret"), "{message}");
        assert_eq!(DatabaseUrl("sqlite:a/b.db".into()).to_string(), "sqlite:a/b.db");
    }
}
