//! A PostgreSQL server of a test's own, from the binaries that are installed, gone when the test ends.

use super::skip;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A running server with an empty database.
pub(crate) struct Postgres {
    binaries: PathBuf,
    folder: TempDir,
    port: u16,
}

impl Postgres {
    /// Starts one; says so and gives none where PostgreSQL is not installed.
    pub(crate) fn start() -> Option<Self> {
        let Some(binaries) = binaries() else {
            skip("PostgreSQL's server is not installed (Debian: apt-get install postgresql)");
            return None;
        };
        let folder = tempfile::Builder::new()
            .prefix("plimsoll-postgres-")
            .tempdir()
            .unwrap();
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        if is_root() {
            succeed(Command::new("chown").arg("postgres").arg(folder.path()));
        }
        let server = Self {
            binaries,
            folder,
            port,
        };
        let data = server.folder.path().join("data");
        succeed(
            server
                .tool("initdb")
                .arg("-D")
                .arg(&data)
                .args(["-U", "plimsoll", "-A", "trust", "-E", "UTF8", "-N"]),
        );
        let options = format!(
            "-c listen_addresses=127.0.0.1 -p {port} -k {} -F",
            server.folder.path().display()
        );
        let log = server.folder.path().join("log");
        succeed(
            server
                .tool("pg_ctl")
                .args(["start", "-w", "-t", "60", "-o", &options])
                .arg("-D")
                .arg(&data)
                .arg("-l")
                .arg(log),
        );
        Some(server)
    }

    pub(crate) fn url(&self) -> String {
        format!("postgres://plimsoll@127.0.0.1:{}/postgres", self.port)
    }

    fn tool(&self, name: &str) -> Command {
        let path = self.binaries.join(name);
        // PostgreSQL refuses to run as root.
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command
                .args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "--"])
                .arg(path);
            command
        } else {
            Command::new(path)
        };
        command.current_dir(self.folder.path());
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.folder.path().join("data");
        let _ = self
            .tool("pg_ctl")
            .args(["stop", "-m", "immediate", "-w", "-D"])
            .arg(data)
            .output();
    }
}

fn binaries() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let mut found: Vec<_> = versions
        .filter_map(Result::ok)
        .map(|version| version.path().join("bin"))
        .collect();
    found.sort();
    let beside_path = super::installed(&["initdb"]).and_then(|path| path.parent().map(Path::to_owned));
    found
        .into_iter()
        .rev()
        .chain(beside_path)
        .find(|folder| folder.join("initdb").exists())
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout == b"0\n")
}

/// Output goes nowhere rather than through a pipe: the server that `pg_ctl` leaves behind would keep it open.
fn succeed(command: &mut Command) {
    let status = command
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "{command:?} failed");
}
