//! Who may depend on whom: arrows point one way, siblings never see each other, and only one crate knows each of
//! the big outside words. `deny.toml` says the same to `cargo deny`.

use crate::support::repository;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// The arrows of ARCHITECTURE.md.
const ARROWS: [(&str, &[&str]); 8] = [
    ("model", &[]),
    ("collectors", &["model"]),
    ("store", &["model"]),
    ("analytics", &["model"]),
    ("reports", &["model"]),
    ("api", &["model", "reports", "store"]),
    (
        "app",
        &["analytics", "api", "collectors", "model", "reports", "store"],
    ),
    (
        "tests",
        &["analytics", "api", "collectors", "model", "reports", "store"],
    ),
];

/// A word from outside, and the only crate that may name it.
const ONLY: [(&str, &str); 10] = [
    ("polars", "analytics"),
    ("sqlx", "store"),
    ("reqwest", "collectors"),
    ("calamine", "collectors"),
    ("axum", "api"),
    ("tower-http", "api"),
    ("maud", "reports"),
    ("plotters", "reports"),
    ("resvg", "reports"),
    ("clap", "app"),
];

/// Who may name a word besides its owner: app sends messages to people.
const ALSO: [(&str, &str); 1] = [("reqwest", "app")];

/// What cargo knows about this workspace.
struct Graph {
    /// Names by package id.
    names: BTreeMap<String, String>,
    /// Ids of the workspace's own packages, by name.
    members: BTreeMap<String, String>,
    /// Ids that a package is built with.
    normal: BTreeMap<String, Vec<String>>,
    /// Ids that only its tests are built with.
    dev: BTreeMap<String, Vec<String>>,
}

impl Graph {
    fn read() -> Self {
        let output = Command::new(env!("CARGO"))
            .args([
                "metadata",
                "--offline",
                "--format-version",
                "1",
                "--filter-platform",
                &host(),
            ])
            .current_dir(repository())
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
        let mut graph = Self {
            names: BTreeMap::new(),
            members: BTreeMap::new(),
            normal: BTreeMap::new(),
            dev: BTreeMap::new(),
        };
        for package in metadata["packages"].as_array().unwrap() {
            graph.names.insert(text(&package["id"]), text(&package["name"]));
        }
        for id in metadata["workspace_members"].as_array().unwrap() {
            graph
                .members
                .insert(graph.names[id.as_str().unwrap()].clone(), text(id));
        }
        for node in metadata["resolve"]["nodes"].as_array().unwrap() {
            for dependency in node["deps"].as_array().unwrap() {
                let kinds = dependency["dep_kinds"].as_array().unwrap();
                let has = |wanted: Value| kinds.iter().any(|kind| kind["kind"] == wanted);
                let (from, to) = (text(&node["id"]), text(&dependency["pkg"]));
                if has(Value::Null) {
                    graph.normal.entry(from.clone()).or_default().push(to.clone());
                }
                if has("dev".into()) {
                    graph.dev.entry(from).or_default().push(to);
                }
            }
        }
        graph
    }

    /// The names a member gives in its Cargo.toml, for its tests too.
    fn named_by(&self, member: &str) -> BTreeSet<&str> {
        let id = &self.members[member];
        let of = |edges: &BTreeMap<String, Vec<String>>| edges.get(id).cloned().unwrap_or_default();
        of(&self.normal)
            .into_iter()
            .chain(of(&self.dev))
            .map(|id| self.names[&id].as_str())
            .collect()
    }

    /// Everything a member is built with.
    fn built_with(&self, member: &str) -> BTreeSet<&str> {
        let mut seen = BTreeSet::new();
        let mut left = vec![&self.members[member]];
        while let Some(id) = left.pop() {
            for next in self.normal.get(id).into_iter().flatten() {
                if seen.insert(next) {
                    left.push(next);
                }
            }
        }
        seen.into_iter().map(|id| self.names[id].as_str()).collect()
    }
}

/// The platform this is built for: other platforms' packages need not be there.
fn host() -> String {
    let output = Command::new(env!("CARGO")).arg("-vV").output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    said.lines()
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap()
        .to_owned()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[test]
fn arrows_point_one_way_and_siblings_never_see_each_other() {
    let graph = Graph::read();
    let members: BTreeSet<_> = graph.members.keys().map(String::as_str).collect();
    assert_eq!(
        members,
        ARROWS.map(|(name, _)| name).into(),
        "a new crate needs its arrows here"
    );
    for (member, allowed) in ARROWS {
        let allowed: BTreeSet<_> = allowed.iter().copied().collect();
        let found: BTreeSet<_> = graph.named_by(member).intersection(&members).copied().collect();
        let wrong: Vec<_> = found.difference(&allowed).collect();
        assert!(wrong.is_empty(), "{member} must not depend on {wrong:?}");
    }
    for (member, all) in ARROWS
        .iter()
        .filter(|(member, _)| ["api", "app"].contains(member))
    {
        let found = graph.named_by(member);
        assert!(
            all.iter().all(|crate_| found.contains(crate_)),
            "{member} does not depend on all of {all:?}"
        );
    }
}

#[test]
fn one_crate_knows_each_word_from_outside() {
    let graph = Graph::read();
    for (word, owner) in ONLY {
        for member in graph.members.keys() {
            let names = graph.named_by(member).contains(word);
            assert!(
                !names || member == owner || ALSO.contains(&(word, member)),
                "{member} depends on {word}: only {owner} may"
            );
        }
    }
    for (word, owner) in ONLY.iter().filter(|(word, _)| *word != "reqwest") {
        assert!(
            graph.named_by(owner).contains(word),
            "{owner} no longer knows {word}: say so here"
        );
    }
}

#[test]
fn nothing_brings_a_word_to_a_crate_that_must_not_know_it() {
    let graph = Graph::read();
    let reaches = |member: &str, word: &str| graph.built_with(member).contains(word);
    // Polars comes with an object store for clouds, and that with reqwest, which has tower-http; nothing calls them.
    let brought_along = ["reqwest", "tower-http"];
    for (word, owner) in ONLY.into_iter().filter(|(word, _)| !brought_along.contains(word)) {
        for (member, sees) in ARROWS.iter().filter(|(member, _)| *member != owner) {
            let through = sees.iter().any(|seen| *seen == owner || reaches(seen, word));
            assert!(through || !reaches(member, word), "{member} is built with {word}");
        }
    }
}

#[test]
fn model_knows_nothing_from_outside() {
    let graph = Graph::read();
    let all = graph.built_with("model");
    assert!(all.contains("chrono"), "the graph was not read");
    let words = [
        "tokio", "hyper", "polars", "sqlx", "reqwest", "axum", "maud", "plotters", "futures", "mio",
        "tracing",
    ];
    for word in words {
        assert!(!all.contains(word), "model is built with {word}");
    }
}

#[test]
fn one_tls_provider_is_enough() {
    let graph = Graph::read();
    let all = graph.built_with("app");
    for other in ["aws-lc-rs", "aws-lc-sys", "openssl", "openssl-sys", "native-tls"] {
        assert!(
            !all.contains(other),
            "app is built with {other}: rustls comes with ring"
        );
    }
}
