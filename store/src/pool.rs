//! One store, two databases: opening, closing, transactions.

use crate::StoreError;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, PgConnection, Postgres, Sqlite, SqliteConnection, Transaction};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

/// Connections that read from SQLite, or that do anything in PostgreSQL.
const CONNECTIONS: u32 = 8;

/// How long a writer waits for another one. A page of an import takes far less than a second.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is written joins a few thousand incoming rows with a table that grows, and statistics lag behind an import:
/// PostgreSQL goes through the index for each row, as SQLite does, rather than read the whole table for a page.
const ROW_BY_ROW: &str =
    "select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)";

/// Which database a store is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Database {
    /// A file beside the program.
    Sqlite,
    /// A server that several machines share.
    Postgres,
}

/// The system of record. Cheap to clone: clones share their connections.
#[derive(Debug, Clone)]
pub struct Store {
    reads: Pool,
    writes: Pool,
}

/// Connections to one of the two databases.
#[derive(Debug, Clone)]
pub(crate) enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// Runs the same expression on whichever pool it is: SQL is the same text on both.
macro_rules! on_pool {
    ($pool:expr, $name:ident => $body:expr) => {
        match $pool {
            $crate::pool::Pool::Sqlite($name) => $body,
            $crate::pool::Pool::Postgres($name) => $body,
        }
    };
}
pub(crate) use on_pool;

/// Runs the same expression on whichever connection it is.
macro_rules! on_link {
    ($link:expr, $name:ident => $body:expr) => {
        match $link {
            $crate::pool::Link::Sqlite($name) => $body,
            $crate::pool::Link::Postgres($name) => $body,
        }
    };
}
pub(crate) use on_link;

/// A transaction. Dropped without [`Tx::commit`], all of it is taken back.
pub(crate) enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// One connection, borrowed from a pool or a transaction.
pub(crate) enum Link<'a> {
    Sqlite(&'a mut SqliteConnection),
    Postgres(&'a mut PgConnection),
}

impl Tx {
    pub(crate) fn link(&mut self) -> Link<'_> {
        match self {
            Self::Sqlite(tx) => Link::Sqlite(tx),
            Self::Postgres(tx) => Link::Postgres(tx),
        }
    }

    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

impl Store {
    /// Opens a database and brings its tables up to date.
    ///
    /// `url` is `sqlite:<path>`, a file that is created where it is missing, or `postgres://user:password@host/database`.
    ///
    /// # Errors
    /// When the address is not usable, the database cannot be opened, or another version of Plimsoll wrote it.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        match url.split_once(':') {
            Some(("sqlite", path)) => {
                let path = path.strip_prefix("//").unwrap_or(path);
                Self::open_sqlite(url, path).await
            }
            Some(("postgres" | "postgresql", _)) => Self::open_postgres(url).await,
            _ => Err(bad_url(url, "it names neither of the two databases")),
        }
    }

    /// SQLite takes one writer at a time: one connection writes, so that writers of this process wait in line, and
    /// `busy_timeout` makes them wait for another process. The connections that read cannot write.
    async fn open_sqlite(url: &str, path: &str) -> Result<Self, StoreError> {
        if path.is_empty() || path == ":memory:" {
            return Err(bad_url(url, "it names no file"));
        }
        let options = SqliteConnectOptions::new()
            .filename(Path::new(path))
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .row_buffer_size(1024)
            .pragma("temp_store", "memory")
            .disable_statement_logging();
        let writing = options
            .clone()
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .pragma("cache_size", "-262144")
            .pragma("wal_autocheckpoint", "16384")
            .pragma("journal_size_limit", "268435456");
        let writes = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(PATIENCE)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(writing)
            .await
            .map_err(|error| StoreError::opening(url, error))?;
        let migrations = sqlx::migrate!("migrations/sqlite");
        let mut made = migrations.run(&writes).await;
        if made.is_err() {
            // SQLite's migrations take no lock: another process may just have made the same tables.
            made = migrations.run(&writes).await;
        }
        made.map_err(|error| StoreError::migrating(url, error))?;
        let reading = options.pragma("cache_size", "-32768").pragma("query_only", "on");
        let reads = SqlitePoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .connect_with(reading)
            .await
            .map_err(|error| StoreError::opening(url, error))?;
        Ok(Self {
            reads: Pool::Sqlite(reads),
            writes: Pool::Sqlite(writes),
        })
    }

    /// Plans are made anew for every statement: one made while a table was empty would be kept for a whole import.
    /// They are not compiled, which would take longer than they run; and they are made for disks that are not tape.
    async fn open_postgres(url: &str) -> Result<Self, StoreError> {
        let options = PgConnectOptions::from_str(url)
            .map_err(|error| bad_url(url, &error.to_string()))?
            .application_name("plimsoll")
            .options([
                ("plan_cache_mode", "force_custom_plan"),
                ("jit", "off"),
                ("random_page_cost", "1.1"),
                ("timezone", "UTC"),
            ])
            .disable_statement_logging();
        let shown = without_password(url);
        // A pool keeps trying a server that is not there; one connection says at once what is wrong.
        let first = options.connect().await;
        let first = first.map_err(|error| StoreError::opening(&shown, error))?;
        first
            .close()
            .await
            .map_err(|error| StoreError::opening(&shown, error))?;
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE / 6)
            .connect_with(options)
            .await
            .map_err(|error| StoreError::opening(&shown, error))?;
        sqlx::migrate!("migrations/postgres")
            .run(&pool)
            .await
            .map_err(|error| StoreError::migrating(&shown, error))?;
        Ok(Self {
            reads: Pool::Postgres(pool.clone()),
            writes: Pool::Postgres(pool),
        })
    }

    /// Which database it is.
    #[must_use]
    pub fn database(&self) -> Database {
        match self.reads {
            Pool::Sqlite(_) => Database::Sqlite,
            Pool::Postgres(_) => Database::Postgres,
        }
    }

    /// Asks the database for a sign of life, for `/readyz` and `doctor`.
    ///
    /// # Errors
    /// When it gives none.
    pub async fn ping(&self) -> Result<(), StoreError> {
        on_pool!(&self.reads, pool => sqlx::query("select value from counters where name = 'data_version'")
            .fetch_one(pool)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Closes every connection, after what they are doing.
    pub async fn close(&self) {
        on_pool!(&self.reads, pool => pool.close().await);
        on_pool!(&self.writes, pool => pool.close().await);
    }

    pub(crate) fn reads(&self) -> &Pool {
        &self.reads
    }

    pub(crate) fn writes(&self) -> &Pool {
        &self.writes
    }

    /// Begins to write. SQLite takes its lock now rather than at the first change, where it could no longer wait.
    ///
    /// A task of its own begins: dropped between `begin` and its answer, a connection would go back to the pool with a
    /// transaction that nobody ends, and its locks would stay for ever.
    pub(crate) async fn begin(&self) -> Result<Tx, StoreError> {
        let writes = self.writes.clone();
        let begun = tokio::spawn(async move { begin(&writes).await }).await;
        begun.unwrap_or_else(|ended| match ended.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => Err(sqlx::Error::PoolClosed.into()),
        })
    }
}

async fn begin(writes: &Pool) -> Result<Tx, StoreError> {
    Ok(match writes {
        Pool::Sqlite(pool) => Tx::Sqlite(pool.begin_with("begin immediate").await?),
        Pool::Postgres(pool) => {
            let mut tx = pool.begin().await?;
            sqlx::query(ROW_BY_ROW).execute(&mut *tx).await?;
            Tx::Postgres(tx)
        }
    })
}

fn bad_url(url: &str, reason: &str) -> StoreError {
    StoreError::BadUrl {
        url: without_password(url),
        reason: reason.to_owned(),
    }
}

/// The address as it may be shown: `postgres://user:secret@host/db` becomes `postgres://user:***@host/db`, and what
/// follows a `?` is cut, because it can hold a password too.
fn without_password(url: &str) -> String {
    let url = url.split('?').next().unwrap_or_default();
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    match rest.rsplit_once('@') {
        Some((user, host)) => {
            let name = user.split(':').next().unwrap_or_default();
            format!("{scheme}://{name}:***@{host}")
        }
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_repeated() {
        assert_eq!(
            without_password("postgres://me:s3:cr@et@host/db?password=x"),
            "postgres://me:***@host/db"
        );
        assert_eq!(without_password("sqlite:/tmp/a.db"), "sqlite:/tmp/a.db");
    }

    #[tokio::test]
    async fn an_address_that_is_none_says_what_to_write() {
        for url in [
            "mysql://x",
            "plimsoll.db",
            "sqlite:",
            "sqlite::memory:",
            "postgres://[",
            "",
        ] {
            let error = Store::open(url).await.unwrap_err().to_string();
            assert!(
                error.contains("write sqlite:<path> or postgres://"),
                "{url}: {error}"
            );
        }
    }

    /// What opening said. A file that is not a database, a newer one, a folder that is not there.
    async fn refusal(url: &str) -> String {
        Store::open(url).await.unwrap_err().to_string()
    }

    #[tokio::test]
    async fn a_file_that_is_no_database_of_ours_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plimsoll.db");
        let url = format!("sqlite:{}", path.display());
        std::fs::write(&path, "squad,hours\ncore,12\n".repeat(500)).unwrap();
        let said = refusal(&url).await;
        assert!(said.contains("the database is damaged"), "{said}");
        assert_eq!(std::fs::read(&path).unwrap().len(), 10_000, "it is as it was");

        let said = refusal(&format!("sqlite:{}", folder.path().join("no/such.db").display())).await;
        assert!(said.starts_with("cannot open the database sqlite:"), "{said}");
    }

    #[tokio::test]
    async fn a_database_of_a_newer_version_is_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("plimsoll.db").display());
        let store = Store::open(&url).await.unwrap();
        let Pool::Sqlite(pool) = store.writes() else {
            panic!("this store is a file");
        };
        let newer = "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
            values (9999, 'later', true, x'00', 0)";
        sqlx::query(newer).execute(pool).await.unwrap();
        store.close().await;
        let said = refusal(&url).await;
        assert!(said.contains("written by another version of Plimsoll"), "{said}");
    }

    #[tokio::test]
    async fn a_server_that_is_not_there_is_named_without_the_password() {
        let said = refusal("postgres://me:secret@127.0.0.1:1/plimsoll").await;
        assert!(
            said.starts_with("cannot open the database postgres://me:***@127.0.0.1:1/plimsoll"),
            "{said}"
        );
        assert!(!said.contains("secret"), "{said}");
    }
}
