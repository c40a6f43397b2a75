//! README, ARCHITECTURE and CHANGELOG speak of what is there.

use super::reader::{PRODUCT, files_under, from_root};
use crate::support::repository;
use std::path::Path;

fn read(name: &str) -> String {
    std::fs::read_to_string(repository().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What a document sets between backticks that looks like a path of the repository: `model/`, `tests/it/main.rs`.
fn paths_in(document: &str) -> Vec<&str> {
    let pieces = document.split('`').skip(1).step_by(2);
    let is_path = |piece: &&str| {
        piece.contains('/')
            && piece
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c))
            && piece
                .split('/')
                .next()
                .is_some_and(|first| PRODUCT.contains(&first) || first == "tests" || first == ".ci")
    };
    pieces.filter(is_path).collect()
}

#[test]
fn documents_name_what_exists() {
    for name in ["README.md", "ARCHITECTURE.md"] {
        let text = read(name);
        for path in paths_in(&text) {
            // ARCHITECTURE.md writes a module without its ending.
            let candidates = [path.to_owned(), format!("{path}.rs")];
            let there = candidates.iter().any(|path| repository().join(path).exists());
            assert!(there, "{name} names `{path}`, which is not there");
        }
    }
}

#[test]
fn every_folder_is_on_both_maps() {
    let (readme, architecture) = (read("README.md"), read("ARCHITECTURE.md"));
    for member in PRODUCT.into_iter().chain(["tests"]) {
        let row = format!("[`{member}`]({member})");
        assert!(readme.contains(&row), "README.md has no {row} in its map");
        let row = format!("`{member}/`");
        assert!(
            architecture.contains(&row),
            "ARCHITECTURE.md has no {row} in its map"
        );
    }
}

#[test]
fn links_lead_somewhere() {
    for path in files_under(repository())
        .into_iter()
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
    {
        let text = std::fs::read_to_string(&path).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = target.split('#').next().unwrap_or_default();
            if target.is_empty() || target.contains("://") {
                continue;
            }
            let there = path.parent().unwrap_or(Path::new("")).join(target).exists();
            assert!(
                there,
                "{} links to {target}, which is not there",
                from_root(&path)
            );
        }
    }
}

#[test]
fn there_is_one_changelog() {
    let logs: Vec<_> = files_under(repository())
        .into_iter()
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().to_lowercase().starts_with("changelog"))
        })
        .map(|path| from_root(&path))
        .collect();
    assert_eq!(logs, ["CHANGELOG.md"]);
}

#[test]
fn ci_runs_the_test_command_of_the_readme() {
    let command = "cargo test --workspace";
    assert!(
        read("README.md").contains(command),
        "README.md does not say `{command}`"
    );
    assert!(
        read(".ci/run").contains(command),
        ".ci/run does not run `{command}`"
    );
}
