//! A folder of a test's own, in which `plimsoll` runs as it would for a user who works there: `plimsoll.toml` and
//! `plimsoll-data` beside the files.

use super::binary::plimsoll;
use super::table::Rows;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A folder that goes when the test ends.
pub(crate) struct Place {
    folder: TempDir,
    database: Option<String>,
    data: Option<String>,
    now: String,
}

/// How a command ended and what it said.
#[derive(Debug)]
pub(crate) struct Run {
    command: String,
    /// Its exit code; -1 where it was killed.
    pub(crate) code: i32,
    /// What it wrote on its standard output.
    pub(crate) out: String,
    /// What it wrote on its standard error.
    pub(crate) err: String,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            database: None,
            data: None,
            now: super::examples::NOW.to_owned(),
        }
    }

    /// The same with the store in a database elsewhere.
    pub(crate) fn with_database(url: &str) -> Self {
        Self {
            database: Some(url.to_owned()),
            ..Self::new()
        }
    }

    /// The same at another instant.
    pub(crate) fn at(self, now: &str) -> Self {
        Self {
            now: now.to_owned(),
            ..self
        }
    }

    /// The same with another data folder.
    pub(crate) fn with_data(self, data: &str) -> Self {
        Self {
            data: Some(data.to_owned()),
            ..self
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, over what was there before.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    pub(crate) fn read(&self, name: &str) -> String {
        let path = self.path(name);
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// A command that is ready to run here. Nothing of the machine's environment changes what it does.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.folder.path()).stdin(Stdio::null());
        for name in [
            "PLIMSOLL_CONFIG",
            "PLIMSOLL_DATA",
            "PLIMSOLL_DATABASE_URL",
            "PLIMSOLL_PASSWORD",
            "RUST_LOG",
        ] {
            command.env_remove(name);
        }
        command
            .env("NO_COLOR", "1")
            .env("LC_ALL", "C.UTF-8")
            .env("COLUMNS", "200");
        command.env("PLIMSOLL_NOW", &self.now);
        if let Some(data) = &self.data {
            command.env("PLIMSOLL_DATA", data);
        }
        if let Some(url) = &self.database {
            command.env("PLIMSOLL_DATABASE_URL", url);
        }
        command
    }

    /// Runs `plimsoll` with some arguments, and waits.
    pub(crate) fn plimsoll<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Run {
        let mut command = self.command(plimsoll());
        command.args(arguments);
        finish(&mut command)
    }

    /// The same with arguments in one text, parted by blanks.
    pub(crate) fn run(&self, arguments: &str) -> Run {
        self.plimsoll(&arguments.split_whitespace().collect::<Vec<_>>())
    }

    /// Runs a line of shell in which `$plimsoll` is the binary.
    pub(crate) fn shell(&self, line: &str) -> Run {
        let mut command = self.command(Path::new("sh"));
        command.arg("-c").arg(line).env("plimsoll", plimsoll());
        finish(&mut command)
    }

    /// What `plimsoll show` gives as CSV.
    pub(crate) fn show(&self, what: &str) -> Rows {
        Rows::read(&self.run(&format!("show {what} --format csv")).ok().out)
    }
}

fn finish(command: &mut Command) -> Run {
    use std::os::unix::process::ExitStatusExt;
    let output = command.output().unwrap();
    let code = output
        .status
        .code()
        .unwrap_or_else(|| -output.status.signal().unwrap_or(1));
    Run {
        command: format!("{command:?}"),
        code,
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

impl Run {
    /// It ended with this exit code.
    #[track_caller]
    pub(crate) fn code(self, code: i32) -> Self {
        assert_eq!(
            self.code, code,
            "{}\n--- out\n{}\n--- err\n{}",
            self.command, self.out, self.err
        );
        self
    }

    /// It did what it was asked.
    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        self.code(0)
    }

    /// Everything it said.
    pub(crate) fn said(&self) -> String {
        format!("{}\n{}", self.out, self.err)
    }

    /// It said all of this, in whatever case.
    #[track_caller]
    pub(crate) fn says(self, words: &[&str]) -> Self {
        let said = self.said().to_lowercase();
        for word in words {
            assert!(
                said.contains(&word.to_lowercase()),
                "{}\ndid not say {word:?}:\n{}",
                self.command,
                self.said()
            );
        }
        self
    }
}
