//! What every test needs: the repository, the binary, a place of its own, and a look at what came out.

pub(crate) mod binary;
pub(crate) mod client;
pub(crate) mod examples;
pub(crate) mod place;
pub(crate) mod postgres;
pub(crate) mod server;
pub(crate) mod table;

pub(crate) use place::Place;
pub(crate) use table::Rows;

use std::path::{Path, PathBuf};

/// The root of the repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("/"))
}

/// Something of `../shared`, which is not part of the project; says so where it is not there.
pub(crate) fn shared(what: &str) -> Option<PathBuf> {
    let path = repository().join("../shared").join(what);
    if path.exists() {
        return Some(path);
    }
    say(&format!("skipped: ../shared/{what} is not there"));
    None
}

/// A test that cannot run on this machine says so. CI has everything, so there it fails.
pub(crate) fn skip(why: &str) {
    #[expect(
        clippy::disallowed_methods,
        reason = "whether this is CI is known to the environment only"
    )]
    let is_ci = std::env::var("CI").is_ok_and(|value| value == "true");
    assert!(!is_ci, "may not be skipped in CI: {why}");
    say(&format!("skipped: {why}"));
}

/// Says something on the tests' output, also where the test passes.
pub(crate) fn say(what: &str) {
    use std::io::Write;
    // Written past the test's captured output: a reader of the run must see what was not tried.
    let _ = writeln!(std::io::stderr(), "{what}");
}

/// The first of some programs that is installed.
pub(crate) fn installed(programs: &[&str]) -> Option<PathBuf> {
    programs.iter().find_map(|program| {
        let output = std::process::Command::new("sh")
            .args(["-c", &format!("command -v {program}")])
            .output()
            .ok()?;
        let path = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| PathBuf::from(path.trim()))
    })
}
