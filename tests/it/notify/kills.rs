//! kill -9 while messages are sent: each is told, once, or once more with the same id where its sender was killed between
//! the receiver's yes and the mark.

use super::done;
use super::receiver::Receiver;
use crate::support::Place;
use crate::support::binary::plimsoll;
use crate::support::examples::CONFIG;
use crate::support::postgres::Postgres;
use chrono::{DateTime, Duration, Utc};
use std::collections::BTreeMap;
use std::process::{Child, Stdio};
use std::time::Instant;

const ROUNDS: u32 = 200;
/// Alerts a round: three squads.
const SQUADS: usize = 3;

/// The instant of a round's step: leases of those who were killed have run out by the next.
fn instant(round: u32, step: u32) -> String {
    let first: DateTime<Utc> = "2026-03-02T08:00:00Z".parse().unwrap();
    (first + Duration::minutes(i64::from(20 * round + 6 * step))).to_rfc3339()
}

fn config(place: &Place, receiver: &Receiver) {
    let channel = format!(
        "[[channels]]\nid = \"hook\"\nkind = \"webhook\"\nreminder = 0\nurl = \"{}\"\n",
        receiver.url("/")
    );
    place.file("plimsoll.toml", format!("{CONFIG}\n{channel}"));
}

fn start(place: &Place, now: &str) -> Child {
    let mut command = place.command(plimsoll());
    command.args(["notify", "send"]).env("PLIMSOLL_NOW", now);
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Numbers that look like chance, the same in every run.
fn chance(round: u32) -> f64 {
    f64::from(round.wrapping_mul(2_654_435_761) % 1_000) / 1_000.0
}

/// How often each message came.
fn told(receiver: &Receiver) -> BTreeMap<String, usize> {
    let mut told = BTreeMap::new();
    for got in receiver.got() {
        *told.entry(got.headers["plimsoll-delivery"].clone()).or_default() += 1;
    }
    told
}

#[test]
fn two_hundred_kills_lose_nothing_and_tell_nothing_three_times() {
    let receiver = Receiver::start(Vec::new());
    let place = Place::new();
    config(&place, &receiver);
    done(&place, &instant(0, 0), "bench alerts", &[]);
    let began = Instant::now();
    done(&place, &instant(0, 1), "notify send", &[]);
    let mut usual = began.elapsed();
    let mut killed = 0;
    for round in 1..=ROUNDS {
        done(&place, &instant(round, 0), "bench alerts", &[]);
        let mut sender = start(&place, &instant(round, 1));
        let deadline = Instant::now() + usual.mul_f64(chance(round));
        while Instant::now() < deadline {
            std::thread::yield_now();
        }
        if sender.try_wait().unwrap().is_none() {
            killed += 1;
        } else {
            // The machine was busier when the usual time was taken.
            usual = usual.mul_f64(0.95);
        }
        let _ = sender.kill();
        sender.wait().unwrap();
        done(&place, &instant(round, 2), "notify send", &[]);
    }
    let told = told(&receiver);
    let twice = told.values().filter(|times| **times == 2).count();
    assert_eq!(
        told.len(),
        SQUADS * (1 + ROUNDS as usize),
        "each transition is told"
    );
    assert!(told.values().all(|times| *times <= 2), "{told:#?}");
    assert!(twice <= killed, "{twice} came twice after {killed} kills");
    assert!(
        killed > ROUNDS as usize / 2,
        "only {killed} kills came before the end"
    );
    crate::support::say(&format!(
        "{killed} kills, {} messages, {twice} came twice",
        told.len()
    ));
}

#[test]
fn two_replicas_tell_each_message_once() {
    let Some(server) = Postgres::start() else { return };
    let receiver = Receiver::start(Vec::new());
    let place = Place::with_database(&server.url());
    config(&place, &receiver);
    for round in 0..5 {
        done(&place, &instant(round, 0), "bench alerts --times 4", &[]);
        let now = instant(round, 1);
        let replicas = [start(&place, &now), start(&place, &now), start(&place, &now)];
        for mut replica in replicas {
            assert!(replica.wait().unwrap().success());
        }
        done(&place, &instant(round, 2), "notify send", &[]);
    }
    let told = told(&receiver);
    assert_eq!(told.len(), 5 * 4 * SQUADS);
    assert!(told.values().all(|times| *times == 1), "{told:#?}");
    // Those of one squad came in order.
    let crane: Vec<_> = receiver
        .got()
        .into_iter()
        .filter_map(|got| {
            let id = &got.headers["plimsoll-delivery"];
            id.strip_prefix("transition.bench.squad.crane.")?
                .strip_suffix(".hook")?
                .parse::<i64>()
                .ok()
        })
        .collect();
    assert!(crane.is_sorted(), "{crane:?}");
}
