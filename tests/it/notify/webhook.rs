//! A program that takes signed JSON: it fails, is slow, asks for patience and comes back, and each event is told once.

use super::receiver::{Answer, Got, Receiver};
use super::{CRITICAL, ENDED, RAISED, at, done, harbour};
use crate::support::{Place, installed, skip};
use std::process::Command;

const SECRET: (&str, &str) = ("HOOK_SECRET", "a secret of ours");

fn channel(receiver: &Receiver, more: &str) -> String {
    format!(
        "[[channels]]\nid = \"hook\"\nkind = \"webhook\"\nurl = \"{}\"\nsecret_env = \"HOOK_SECRET\"\n{more}",
        receiver.url("/in?key=hidden-word")
    )
}

/// What Python's own HMAC says of a message.
fn signature(seconds: &str, body: &str) -> Option<String> {
    let Some(python) = installed(&["python3"]) else {
        skip("python3 is not installed");
        return None;
    };
    let script =
        "import hmac,sys; print(hmac.new(sys.argv[1].encode(), sys.argv[2].encode(), 'sha256').hexdigest())";
    let output = Command::new(python)
        .args(["-c", script, SECRET.1, &format!("{seconds}.{body}")])
        .output()
        .unwrap();
    Some(String::from_utf8(output.stdout).unwrap().trim().to_owned())
}

fn states(place: &Place) -> String {
    done(place, ENDED, "notify list", &[])
}

#[test]
fn history_is_not_told_and_each_transition_is_told_once() {
    let receiver = Receiver::start(Vec::new());
    let place = harbour(&channel(&receiver, ""));
    done(&place, super::BEFORE, "notify send", &[SECRET]);
    assert_eq!(receiver.got().len(), 0, "a first import tells of nothing");
    for now in [RAISED, RAISED, CRITICAL, ENDED, ENDED] {
        done(&place, now, "refresh", &[SECRET]);
    }
    let got = receiver.got();
    let subjects: Vec<_> = got
        .iter()
        .map(|got| got.json()["subject"].as_str().unwrap().to_owned())
        .collect();
    let of_crane = |got: &&Got| {
        let status = &got.json()["notice"]["status"];
        got.headers["plimsoll-event"] == "transition"
            && status["subject"]["key"] == "crane"
            && status["metric"] == "maintenance_share"
    };
    assert_eq!(
        got.iter().filter(of_crane).count(),
        4,
        "warn and critical, raised and over: {subjects:#?}"
    );
    let mut ids: Vec<_> = got
        .iter()
        .map(|got| got.headers["plimsoll-delivery"].clone())
        .collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), got.len(), "{ids:?}");

    let first = &got[0];
    let message = first.json();
    assert!(
        subjects[0].contains("Crane crew") && subjects[0].contains("45"),
        "{}",
        subjects[0]
    );
    assert_eq!(message["notice"]["status"]["state"], "firing");
    assert_eq!(message["tribe"], "docks");
    assert_eq!(message["url"], "https://plimsoll.example.org/squads/crane");
    assert_eq!(message["tickets"][0]["key"], "CRANE-Bug-3");
    assert_eq!(message["trend"].as_array().unwrap().len(), 4);
    let signed = &first.headers["plimsoll-signature"];
    let (seconds, code) = signed.strip_prefix("t=").unwrap().split_once(",v1=").unwrap();
    if let Some(expected) = signature(seconds, &first.body) {
        assert_eq!(code, expected);
    }
    for secret in ["ada", "bo", "cy"] {
        assert!(
            !first.body.contains(&format!("\"{secret}\"")),
            "people are never named"
        );
    }
}

#[test]
fn a_receiver_that_fails_hangs_and_asks_for_patience_is_told_once_when_it_is_back() {
    let receiver = Receiver::start(vec![
        Answer::Status(500, ""),
        Answer::Silence,
        Answer::Status(429, "Retry-After: 7200\r\n"),
    ]);
    let place = harbour(&channel(&receiver, ""));
    done(&place, RAISED, "refresh", &[SECRET]);
    assert_eq!(receiver.got().len(), 1);
    done(&place, "2026-02-02T08:00:20Z", "notify send", &[SECRET]);
    assert_eq!(receiver.got().len(), 1, "it waits at least 30 s");
    done(&place, "2026-02-02T08:00:40Z", "notify send", &[SECRET]);
    done(&place, "2026-02-02T08:10:00Z", "notify send", &[SECRET]);
    assert_eq!(receiver.got().len(), 3);
    let said = done(&place, RAISED, "notify list", &[]);
    assert!(said.contains("429") && said.contains("pending"), "{said}");
    assert!(
        !said.contains("hidden-word"),
        "addresses are not repeated: {said}"
    );
    done(&place, "2026-02-02T10:00:00Z", "notify send", &[SECRET]);
    assert_eq!(receiver.got().len(), 3, "it asked for two hours");
    done(&place, "2026-02-02T10:10:01Z", "notify send", &[SECRET]);
    done(&place, "2026-02-02T12:00:00Z", "notify send", &[SECRET]);
    let got = receiver.got();
    assert_eq!(got.len(), 4);
    assert_eq!(got.iter().filter(|got| got.taken).count(), 1);
    let ids: Vec<_> = got.iter().map(|got| &got.headers["plimsoll-delivery"]).collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
}

#[test]
fn what_is_refused_is_a_dead_letter_until_somebody_tries_again() {
    let receiver = Receiver::start(vec![Answer::Status(404, "")]);
    let place = harbour(&channel(&receiver, "reminder = 0\n"));
    done(&place, RAISED, "refresh", &[SECRET]);
    let dead = done(&place, RAISED, "notify dead", &[]);
    assert!(
        dead.contains("404") && dead.contains("maintenance-share-warn"),
        "{dead}"
    );
    done(&place, ENDED, "notify send", &[SECRET]);
    assert_eq!(receiver.got().len(), 1, "it is not tried by itself");
    done(&place, RAISED, "notify requeue 1", &[]);
    done(&place, RAISED, "notify send", &[SECRET]);
    assert!(receiver.got()[1].taken);
    let again = at(&place, RAISED, "notify requeue 1", &[]);
    assert_eq!(again.status.code(), Some(2), "it was sent");
}

#[test]
fn messages_wait_for_the_morning_unless_they_are_critical() {
    let receiver = Receiver::start(Vec::new());
    let quiet = "quiet_hours = { from = \"18:00\", to = \"10:00\", weekends = true }\n";
    let place = harbour(&channel(&receiver, quiet));
    done(&place, RAISED, "refresh", &[SECRET]);
    assert_eq!(receiver.got().len(), 0, "09:00 in Paris is quiet");
    assert!(states(&place).contains("pending"));
    done(&place, "2026-02-02T09:00:01Z", "notify send", &[SECRET]);
    assert_eq!(receiver.got().len(), 1);
    done(&place, CRITICAL, "refresh", &[SECRET]);
    let got = receiver.got();
    let last = got.last().unwrap().json();
    assert_eq!(last["notice"]["status"]["severity"], "critical", "{last}");
}

#[test]
fn reminders_come_weekly_and_digests_at_their_hour() {
    let receiver = Receiver::start(Vec::new());
    let place = harbour(&channel(
        &receiver,
        "digest = \"weekly\"\ndigest_day = \"thu\"\ndigest_hour = 9\n",
    ));
    done(&place, RAISED, "refresh", &[SECRET]);
    let events = || -> Vec<String> {
        let kind = |got: &Got| got.headers["plimsoll-event"].clone();
        receiver.got().iter().map(kind).collect()
    };
    for now in [
        "2026-02-05T07:59:00Z",
        "2026-02-05T08:00:00Z",
        "2026-02-05T20:00:00Z",
        "2026-02-08T08:00:00Z",
    ] {
        done(&place, now, "notify send", &[SECRET]);
    }
    assert_eq!(events(), ["transition", "digest"]);
    let digest = receiver.got()[1].json();
    assert_eq!(digest["notice"]["tribe"], "docks");
    assert!(
        digest["subject"].as_str().unwrap().starts_with("The docks"),
        "{digest}"
    );
    for now in [
        "2026-02-09T08:00:00Z",
        "2026-02-09T09:00:00Z",
        "2026-02-11T09:00:00Z",
    ] {
        done(&place, now, "notify send", &[SECRET]);
    }
    assert_eq!(events(), ["transition", "digest", "reminder"]);
}

#[test]
fn a_channel_is_told_of_its_tribes_only() {
    let receiver = Receiver::start(Vec::new());
    let tribes = "\n[[tribes]]\nid = \"sea\"\nname = \"Sea\"\n";
    let place = harbour(&format!("{tribes}{}", channel(&receiver, "tribes = [\"sea\"]\n")));
    done(&place, RAISED, "refresh", &[SECRET]);
    assert_eq!(receiver.got().len(), 0);
}

#[test]
fn a_sample_is_sent_and_a_missing_secret_is_told() {
    let receiver = Receiver::start(Vec::new());
    let place = harbour(&channel(&receiver, ""));
    let said = done(&place, RAISED, "notify test hook", &[SECRET]);
    assert!(said.contains("took the message"), "{said}");
    assert_eq!(receiver.got()[0].headers["plimsoll-event"], "test");
    let without = at(&place, RAISED, "notify test hook", &[]);
    let said = String::from_utf8_lossy(&without.stderr).into_owned();
    assert!(said.contains("HOOK_SECRET holds no secret"), "{said}");
    let wrong = at(&place, RAISED, "notify test hok", &[]);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("did you mean \"hook\"?"));
}
