//! The binary `plimsoll`: built once, from what is in the tree now.

use super::repository;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Where the binary is. The first test that asks brings it up to date. `PLIMSOLL_TEST_BINARY` names one that is tried
/// instead: a release build, or what a package installed.
pub(crate) fn plimsoll() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        #[expect(clippy::disallowed_methods, reason = "who runs the tests says what they try")]
        let named = std::env::var_os("PLIMSOLL_TEST_BINARY");
        named.map_or_else(build, PathBuf::from)
    })
}

fn build() -> PathBuf {
    // target/<profile>/deps/it-<hash>
    let here = std::env::current_exe().unwrap();
    let profile = here.parent().and_then(Path::parent).unwrap();
    let target = profile.parent().unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    // With the tests of the whole workspace, so that dependencies have the features they were built with for them:
    // asked for alone, the binary would have polars compiled once more.
    cargo.current_dir(repository()).args([
        "build",
        "--quiet",
        "--workspace",
        "--bin",
        "plimsoll",
        "--tests",
        "--target-dir",
    ]);
    cargo.arg(target);
    if profile.ends_with("release") {
        cargo.arg("--release");
    }
    let built = cargo.output().unwrap();
    assert!(
        built.status.success(),
        "plimsoll does not build:\n{}",
        String::from_utf8_lossy(&built.stderr)
    );
    profile.join("plimsoll")
}
