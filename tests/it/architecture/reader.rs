//! Reads the workspace's sources the way the rules look at them: code without comments and tests, and what stands
//! between quotes.

use crate::support::repository;
use std::path::{Path, PathBuf};

/// The crates that make the product.
pub(crate) const PRODUCT: [&str; 7] = [
    "model",
    "collectors",
    "store",
    "analytics",
    "reports",
    "api",
    "app",
];

/// One file of the workspace.
pub(crate) struct Source {
    /// Its crate.
    pub(crate) member: String,
    /// Where it is, from the root.
    pub(crate) path: String,
    /// All of it.
    pub(crate) text: String,
}

impl Source {
    /// Whether it is there for tests only.
    pub(crate) fn is_test(&self) -> bool {
        let outside = self.member == "tests"
            || self
                .path
                .split('/')
                .any(|part| part == "tests" || part == "examples");
        outside || self.path.ends_with("/tests.rs") || self.path.ends_with("_tests.rs")
    }

    /// Its code without its tests (they come last, in a module of their own) and without comments.
    pub(crate) fn product_code(&self) -> String {
        let lines: Vec<_> = self.text.lines().collect();
        let tests = (0..lines.len()).find(|at| {
            lines[*at].trim() == "#[cfg(test)]"
                && lines[at + 1..]
                    .iter()
                    .find(|next| !next.trim().starts_with("#["))
                    .is_some_and(|next| {
                        next.trim().trim_start_matches("pub(crate) ").starts_with("mod ")
                            && next.ends_with('{')
                    })
        });
        lines[..tests.unwrap_or(lines.len())]
            .iter()
            .map(|line| without_comment(line))
            .collect::<Vec<_>>()
            .join("\n")
    }
}

fn without_comment(line: &str) -> &str {
    let is_comment = |at: &usize| line[..*at].matches('"').count().is_multiple_of(2);
    line.match_indices("//")
        .map(|(at, _)| at)
        .find(is_comment)
        .map_or(line, |at| &line[..at])
}

/// What stands between double quotes in some code, raw strings too.
pub(crate) fn texts(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut chars = code.chars().peekable();
    let mut before = ' ';
    while let Some(char) = chars.next() {
        match char {
            // A quote as a character: '"' or '\"'.
            '\'' if chars.peek() == Some(&'"') => {
                chars.next();
            }
            '\\' if before == '\'' => {
                chars.next();
            }
            '"' => {
                let mut text = String::new();
                while let Some(inside) = chars.next() {
                    match inside {
                        '"' => break,
                        '\\' if before != 'r' && before != '#' => text.extend(chars.next()),
                        _ => text.push(inside),
                    }
                }
                found.push(text);
            }
            _ => {}
        }
        before = char;
    }
    found
}

/// Every Rust file of the workspace.
pub(crate) fn sources() -> Vec<Source> {
    let members = PRODUCT.into_iter().chain(["tests"]);
    let found: Vec<_> = members
        .flat_map(|member| {
            files_under(&repository().join(member))
                .into_iter()
                .filter(|path| is_rust(path))
                .map(move |path| Source {
                    member: member.to_owned(),
                    text: std::fs::read_to_string(&path).unwrap(),
                    path: from_root(&path),
                })
        })
        .collect();
    assert!(found.len() > 50, "only {} files were found", found.len());
    found
}

fn is_rust(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
}

/// A path as it is written from the root.
pub(crate) fn from_root(path: &Path) -> String {
    path.strip_prefix(repository())
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned()
}

/// Every file under a folder, hidden and built ones left out.
pub(crate) fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if (name.starts_with('.') && name != ".ci")
            || ["target", "plimsoll-data", "__pycache__"].contains(&name.as_str())
        {
            continue;
        }
        if path.is_dir() {
            found.extend(files_under(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn code_is_told_from_comments_texts_and_tests() {
    let text = "//! A.\nlet a = \"x // y\"; // unwrap()\nlet b = r#\"raw\"#; let c = '\"'; let d = \"e\";\n\
                #[cfg(test)]\nmod tests {\n    let hidden = 1;\n}\n";
    let source = Source {
        member: "model".to_owned(),
        path: "model/src/a.rs".to_owned(),
        text: text.to_owned(),
    };
    let code = source.product_code();
    assert!(
        !code.contains("unwrap") && !code.contains("hidden") && !code.contains("//!"),
        "{code}"
    );
    assert_eq!(texts(&code), ["x // y", "raw", "e"]);
}
