//! The messages: both languages complete, every message used, French typography kept.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The messages of one language: key and everything it may say.
fn messages(language: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("locales")
        .join(language);
    let mut messages = BTreeMap::new();
    let mut current = String::new();
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for line in text
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
        {
            if line.starts_with([' ', '}']) {
                let message: &mut String = messages.get_mut(&current).unwrap();
                message.push('\n');
                message.push_str(line);
            } else {
                let (key, value) = line.split_once(" = ").unwrap();
                current = key.to_owned();
                let before = messages.insert(current.clone(), value.to_owned());
                assert!(before.is_none(), "{language} says {key} twice");
            }
        }
    }
    messages
}

/// What a message takes: `$n`, `$count`, …
fn arguments(message: &str) -> BTreeSet<&str> {
    message
        .split('$')
        .skip(1)
        .filter_map(|rest| rest.split(|letter: char| !letter.is_ascii_alphanumeric()).next())
        .collect()
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_arguments() {
    let (english, french) = (messages("en"), messages("fr"));
    let keys = |messages: &BTreeMap<String, String>| messages.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(keys(&english), keys(&french));
    for (key, message) in &english {
        // `$n` only chooses a plural, which one language may not need.
        let (mut a, mut b) = (arguments(message), arguments(&french[key]));
        a.remove("n");
        b.remove("n");
        assert_eq!(a, b, "{key}");
    }
}

#[test]
fn french_keeps_its_marks_on_the_line() {
    for (key, message) in messages("fr") {
        let words: String = message.replace("{ $", "{$").replace(" }", "}");
        for mark in [" :", " ;", " !", " ?", " %", "« ", " »"] {
            assert!(
                !words.contains(mark),
                "{key} has an ordinary space in {mark:?}: {message}"
            );
        }
        assert!(
            !message.contains('\''),
            "{key} has a straight apostrophe: {message}"
        );
    }
}

#[test]
fn every_message_is_used() {
    let mut source = String::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut source);
    let stems: Vec<&str> = source
        .split("format!(\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter_map(|pattern| pattern.split_once('{').map(|(stem, _)| stem))
        .filter(|stem| stem.len() > 2 && stem.ends_with('-'))
        .collect();
    for key in messages("en").keys() {
        let literal = source.contains(&format!("\"{key}\""));
        let built = stems.iter().any(|stem| key.starts_with(stem));
        let by_grain = ["-week", "-month", "-quarter"].iter().any(|end| {
            key.strip_suffix(end)
                .is_some_and(|stem| source.contains(&format!("\"{stem}\"")))
        });
        assert!(literal || built || by_grain, "nothing says {key}");
    }
}

fn read(folder: &Path, source: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, source);
        } else {
            source.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}
