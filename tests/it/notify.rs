//! Messages at real receivers: a mail server, Alertmanager, and programs that fail, are slow and come back.

mod alertmanager;
mod chats;
mod kills;
mod mail;
mod receiver;
mod webhook;

use crate::support::Place;
use crate::support::binary::plimsoll;
use crate::support::examples::{CONFIG, Harbour, IMPORT};

/// Before anything is over a line: three weeks are closed, and what they tell is history.
const BEFORE: &str = "2026-01-26T08:00:00Z";
/// Crane has been over the warn line for two closed weeks.
const RAISED: &str = "2026-02-02T08:00:00Z";
/// It has been over the critical line for two.
const CRITICAL: &str = "2026-02-16T08:00:00Z";
/// It has been under both clear lines for two.
const ENDED: &str = "2026-03-16T08:00:00Z";

/// The harbour with channels, imported before anything happened.
fn harbour(channels: &str) -> Place {
    let place = Place::new().at(BEFORE);
    Harbour::new().write(&place);
    let server = "\n[server]\npublic_url = \"https://plimsoll.example.org\"\n";
    place.file("plimsoll.toml", format!("{CONFIG}{server}{channels}"));
    place.run(IMPORT).ok();
    place
}

/// Runs a command at an instant, with more in its environment.
fn at(place: &Place, now: &str, arguments: &str, environment: &[(&str, &str)]) -> std::process::Output {
    let mut command = place.command(plimsoll());
    command
        .args(arguments.split_whitespace())
        .env("PLIMSOLL_NOW", now);
    command.envs(environment.iter().copied());
    command.output().unwrap()
}

/// The same; it must end well.
#[track_caller]
fn done(place: &Place, now: &str, arguments: &str, environment: &[(&str, &str)]) -> String {
    let output = at(place, now, arguments, environment);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{arguments}: {said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    said
}
