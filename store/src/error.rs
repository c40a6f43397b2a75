//! What can go wrong in the store, and what to do about it.

use sqlx::migrate::MigrateError;

/// A store that could not do what was asked. Nothing is half done: every change is one transaction.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address of the database cannot be understood. Passwords are not repeated.
    #[error(
        "the database address {url:?} is not usable: {reason}; write sqlite:<path> or postgres://user:password@host/database"
    )]
    BadUrl {
        /// The address, without its password.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The database cannot be reached or opened.
    #[error(
        "cannot open the database {url}: {source}; check that it exists, that it runs and that you may use it"
    )]
    CannotOpen {
        /// The address, without its password.
        url: String,
        /// What the driver said.
        source: sqlx::Error,
    },
    /// The database was written by another version of Plimsoll.
    #[error(
        "the database {url} was written by another version of Plimsoll ({source}); use that version or a newer one"
    )]
    OtherVersion {
        /// The address, without its password.
        url: String,
        /// What the driver said.
        source: Box<MigrateError>,
    },
    /// The tables cannot be brought up to date.
    #[error("cannot bring the tables of {url} up to date: {source}; nothing was changed")]
    CannotMigrate {
        /// The address, without its password.
        url: String,
        /// What the driver said.
        source: Box<MigrateError>,
    },
    /// There is no room left for the database.
    #[error(
        "the disk of the database is full: free some room and run the same command again; what was being written was taken back whole ({0})"
    )]
    DiskFull(#[source] sqlx::Error),
    /// Somebody else has been writing for too long, or a server gives no connection.
    #[error(
        "the database is busy: wait until another Plimsoll is done, check that it answers, and try again ({0})"
    )]
    Busy(#[source] sqlx::Error),
    /// The database went away.
    #[error("the database does not answer: {0}; check that it runs, then try again")]
    Unreachable(#[source] sqlx::Error),
    /// The file may only be read.
    #[error("the database may only be read: {0}; check the owner and the rights of its file and folder")]
    ReadOnly(#[source] sqlx::Error),
    /// The file is not a database, or not a whole one.
    #[error("the database is damaged: {0}; restore it from a copy, or delete it and import again")]
    Damaged(#[source] sqlx::Error),
    /// A stored value that Plimsoll does not write.
    #[error(
        "{table} holds a value that this version of Plimsoll cannot read: {reason}; was it edited by hand?"
    )]
    Unreadable {
        /// The table.
        table: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// A user of that name exists.
    #[error("there is already a user called {name:?}: choose another name")]
    NameTaken {
        /// The name.
        name: String,
    },
    /// Nobody has that row.
    #[error("there is no {what} {id}: list them to see which there are")]
    NotFound {
        /// What was looked for.
        what: &'static str,
        /// Its id.
        id: i64,
    },
    /// Anything else the database said.
    #[error("the database refused: {0}")]
    Database(#[source] sqlx::Error),
}

impl StoreError {
    /// A stored value that cannot be read.
    pub(crate) fn unreadable(table: &'static str, reason: impl std::fmt::Display) -> Self {
        Self::Unreadable {
            table,
            reason: reason.to_string(),
        }
    }

    /// What opening said, with the address.
    pub(crate) fn opening(url: &str, source: sqlx::Error) -> Self {
        match Self::from(source) {
            Self::Database(source) | Self::Unreachable(source) => Self::CannotOpen {
                url: url.to_owned(),
                source,
            },
            other => other,
        }
    }

    /// What the migrations said, with the address.
    pub(crate) fn migrating(url: &str, source: MigrateError) -> Self {
        let url = url.to_owned();
        match source {
            MigrateError::Execute(source) => Self::opening(&url, source),
            MigrateError::VersionMissing(_) | MigrateError::VersionMismatch(_) => Self::OtherVersion {
                url,
                source: Box::new(source),
            },
            source => Self::CannotMigrate {
                url,
                source: Box::new(source),
            },
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let code = match &error {
            sqlx::Error::Database(said) => said.code().map(|code| code.into_owned()),
            sqlx::Error::Io(_) | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                return Self::Unreachable(error);
            }
            sqlx::Error::PoolTimedOut => return Self::Busy(error),
            _ => None,
        };
        let sqlite = matches!(&error, sqlx::Error::Database(said)
            if said.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some());
        match code {
            Some(code) if sqlite => Self::from_sqlite(&code, error),
            Some(code) => Self::from_postgres(&code, error),
            None => Self::Database(error),
        }
    }
}

impl StoreError {
    /// Primary result codes: <https://www.sqlite.org/rescode.html>.
    fn from_sqlite(code: &str, error: sqlx::Error) -> Self {
        match code.parse::<u32>().unwrap_or(1) & 0xff {
            5 | 6 => Self::Busy(error),
            8 => Self::ReadOnly(error),
            11 | 26 => Self::Damaged(error),
            13 => Self::DiskFull(error),
            14 => Self::Unreachable(error),
            _ => Self::Database(error),
        }
    }

    /// SQLSTATE classes: <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
    fn from_postgres(code: &str, error: sqlx::Error) -> Self {
        match code {
            "53100" => Self::DiskFull(error),
            "25006" => Self::ReadOnly(error),
            "55P03" | "40001" | "40P01" | "53300" => Self::Busy(error),
            "XX001" | "XX002" => Self::Damaged(error),
            code if code.starts_with("08") || code.starts_with("57P") => Self::Unreachable(error),
            _ => Self::Database(error),
        }
    }
}
