//! A PostgreSQL server of our own for as long as the stories take, from the installed binaries.

use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::str::FromStr;
use std::sync::atomic::{AtomicU32, Ordering};

/// A running server, stopped and removed when dropped; or somebody else's, named by `PLIMSOLL_TEST_POSTGRES_URL`.
pub(crate) struct Server {
    url: String,
    #[expect(dead_code, reason = "it is kept for its Drop, which stops the server")]
    own: Option<Own>,
    made: AtomicU32,
}

/// A server we started.
struct Own {
    bin: PathBuf,
    folder: PathBuf,
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test is told by its environment where a server is"
)]
fn told(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

impl Server {
    /// Starts a server. None, with a word about it, where there is none to start; on CI that is a failure.
    pub(crate) fn start() -> Option<Self> {
        let made = AtomicU32::new(0);
        if let Some(url) = told("PLIMSOLL_TEST_POSTGRES_URL") {
            return Some(Self { url, own: None, made });
        }
        let Some(bin) = newest_binaries() else {
            let missing = "PostgreSQL server binaries not found (Debian package postgresql)";
            assert!(told("CI").as_deref() != Some("true"), "{missing}");
            println!("skipped: {missing}");
            return None;
        };
        let folder = PathBuf::from(said(run(&["mktemp", "-d", "/tmp/plimsoll-postgres-XXXXXXXX"])));
        // From here on, a panic stops the server and removes the folder.
        let own = Own { bin, folder };
        own.start();
        let url = format!(
            "postgres://postgres@localhost/postgres?host={}",
            own.folder.display()
        );
        Some(Self {
            url,
            own: Some(own),
            made,
        })
    }

    /// The address of a new empty database.
    pub(crate) async fn database(&self) -> String {
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let name = format!("plimsoll_story_{}_{number}", std::process::id());
        self.execute(&format!("create database {name}")).await;
        let (address, rest) = self.url.split_once('?').unwrap_or((&self.url, ""));
        let (server, _) = address.rsplit_once('/').expect("the address ends with /database");
        format!("{server}/{name}?{rest}")
    }

    /// Removes a database.
    pub(crate) async fn forget(&self, url: &str) {
        let address = url.split('?').next().unwrap_or_default();
        let (_, name) = address.rsplit_once('/').expect("the address ends with /database");
        self.execute(&format!("drop database {name} with (force)")).await;
    }

    async fn execute(&self, sql: &str) {
        let options = sqlx::postgres::PgConnectOptions::from_str(&self.url).unwrap();
        let mut connection: PgConnection = options.disable_statement_logging().connect().await.unwrap();
        connection.execute(AssertSqlSafe(sql)).await.unwrap();
        connection.close().await.unwrap();
    }
}

impl Own {
    fn data(&self) -> String {
        self.folder.join("data").display().to_string()
    }

    fn tool(&self, name: &str) -> String {
        self.bin.join(name).display().to_string()
    }

    fn start(&self) {
        let (initdb, data) = (self.tool("initdb"), self.data());
        said(run(&[
            &initdb,
            "-D",
            &data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
        ]));
        let options = format!(
            "-c fsync=off -c listen_addresses='' -c unix_socket_directories={}",
            self.folder.display()
        );
        let log = self.folder.join("log").display().to_string();
        said(run(&[
            &self.tool("pg_ctl"),
            "-D",
            &data,
            "-l",
            &log,
            "-o",
            &options,
            "-w",
            "start",
        ]));
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        // The folder may be half made when starting failed: whatever can be undone is.
        let _ = run(&[
            &self.tool("pg_ctl"),
            "-D",
            &self.data(),
            "-m",
            "immediate",
            "-w",
            "stop",
        ])
        .output();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// PostgreSQL refuses to be run by root: root runs it as the user its Debian package made.
fn run(words: &[&str]) -> Command {
    let is_root = Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|id| id.stdout == b"0\n");
    let words: Vec<&str> = match is_root {
        true => ["runuser", "-u", "postgres", "--"]
            .iter()
            .chain(words)
            .copied()
            .collect(),
        false => words.to_vec(),
    };
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).current_dir("/");
    command
}

/// What a command says, once it is done. `pg_ctl` leaves a server behind that keeps its output open, so what it says
/// goes nowhere.
fn said(mut command: Command) -> String {
    let is_server = command.get_args().any(|word| word == "start");
    if is_server {
        command
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null());
        assert!(command.status().unwrap().success(), "{command:?}");
        return String::new();
    }
    let output = command.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {errors}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// The folder of the newest server binaries that are installed.
fn newest_binaries() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let has_server = |bin: &PathBuf| {
        ["initdb", "pg_ctl", "postgres"]
            .iter()
            .all(|name| bin.join(name).is_file())
    };
    let number = |bin: &PathBuf| {
        let version = bin
            .parent()
            .and_then(Path::file_name)
            .and_then(|name| name.to_str());
        version.and_then(|name| name.parse::<u32>().ok())
    };
    versions
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(has_server)
        .max_by_key(number)
}
