//! The house style, where a machine can see it.

use super::reader::{files_under, from_root, sources};
use crate::support::repository;

/// Longest file and longest function, in lines.
const FILE: usize = 500;
const FUNCTION: usize = 70;

#[test]
fn every_file_begins_with_what_it_is() {
    for source in sources() {
        assert!(
            source.text.starts_with("//! "),
            "{} has no module comment",
            source.path
        );
        let says = source.text.lines().next().unwrap().len();
        assert!(says > 20, "the module comment of {} says nothing", source.path);
    }
}

#[test]
fn no_file_needs_a_table_of_contents() {
    let long = sources()
        .into_iter()
        .filter(|source| source.text.lines().count() > FILE);
    let long: Vec<_> = long
        .map(|source| format!("{}: {} lines", source.path, source.text.lines().count()))
        .collect();
    assert!(
        long.is_empty(),
        "files over {FILE} lines are two files:\n{}",
        long.join("\n")
    );
}

#[test]
fn no_function_is_longer_than_a_screen() {
    let mut long = Vec::new();
    // A test may be a long table.
    for source in sources().into_iter().filter(|source| !source.is_test()) {
        let code = source.product_code();
        let lines: Vec<_> = code.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| begins_function(line)) {
            let end = format!("{}}}", &line[..line.len() - line.trim_start().len()]);
            let length = lines[at..]
                .iter()
                .position(|line| *line == end)
                .map_or(0, |last| last + 1);
            if length > FUNCTION {
                long.push(format!("{}:{}: {length} lines", source.path, at + 1));
            }
        }
    }
    assert!(
        long.is_empty(),
        "functions over {FUNCTION} lines:\n{}",
        long.join("\n")
    );
}

fn begins_function(line: &str) -> bool {
    let mut words = line.trim_start();
    loop {
        words = words.trim_start();
        let word = words.split([' ', '(']).next().unwrap_or_default();
        words = match word {
            "fn" => return !line.trim_end().ends_with(';'),
            "pub" if words.starts_with("pub(") => words.split_once(')').map_or("", |(_, rest)| rest),
            "pub" | "const" | "async" | "unsafe" => &words[word.len()..],
            _ => return false,
        };
    }
}

#[test]
fn the_search_for_functions_finds_them() {
    for line in [
        "fn a() {",
        "    pub fn b(&self) -> X {",
        "pub(crate) async fn c(",
        "    const fn d<T>(x: T) {",
    ] {
        assert!(begins_function(line), "{line}");
    }
    for line in ["let x = f();", "    fn e(&self);", "// fn (", "impl Fn(x) {"] {
        assert!(!begins_function(line), "{line}");
    }
}

#[test]
fn nothing_is_left_for_later() {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];
    let places = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
    ];
    let mut found = Vec::new();
    for path in files_under(repository()) {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        for (at, line) in text.lines().enumerate() {
            let place = |what: &str| format!("{}:{}: {what}", from_root(&path), at + 1);
            found.extend(
                marks
                    .iter()
                    .filter(|mark| line.contains(*mark))
                    .map(|mark| place(mark)),
            );
            found.extend(
                places
                    .iter()
                    .filter(|name| line.contains(*name))
                    .map(|name| place(name)),
            );
        }
    }
    assert!(
        found.is_empty(),
        "left for later, or a path of somebody's machine:\n{}",
        found.join("\n")
    );
}
