//! kill -9 in the middle of an import or a refresh, two at once, and a full disk: nothing lost, nothing doubled, and
//! the next run goes on to what an undisturbed one gives.

use crate::support::Place;
use crate::support::binary::plimsoll;
use crate::support::examples::{Harbour, IMPORT, day};
use std::fmt::Write as _;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Stdio};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

/// Enough rows for several pages (a page is saved in one transaction).
const ROWS: usize = 45_000;

/// The harbour with many small worklogs.
fn busy() -> Place {
    let place = Place::new();
    let mut files = Harbour::new();
    for row in 0..ROWS {
        let (week, kind) = (row % 10, if row % 3 == 0 { "Bug" } else { "Feature" });
        let (person, date) = (["ada", "bo"][row % 2], day(week, row % 5));
        // Writing to a string cannot fail.
        let _ = writeln!(files.hours, "more-{row},CRANE-{kind}-{week},{person},{date},0.25");
    }
    files.write(&place);
    place
}

fn figures(place: &Place) -> Vec<String> {
    ["maintenance", "mix", "flow", "spells"]
        .map(|what| place.run(&format!("show {what} --format csv")).ok().out)
        .into()
}

fn start(place: &Place, arguments: &str) -> Child {
    let mut command = place.command(plimsoll());
    command
        .args(arguments.split_whitespace())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().unwrap()
}

/// Waits for the end of a command; one that still runs at its deadline is killed. Whether it was.
fn kill_after(mut child: Child, patience: Duration) -> bool {
    let id = child.id();
    let (send, ended) = channel();
    let waiter = std::thread::spawn(move || {
        let status = child.wait().unwrap();
        // Nobody listens where the deadline has passed.
        let _ = send.send(());
        status
    });
    if ended.recv_timeout(patience).is_err() {
        let killed = std::process::Command::new("kill")
            .args(["-9", &id.to_string()])
            .status();
        assert!(killed.is_ok());
    }
    waiter.join().unwrap().signal() == Some(9)
}

/// Kills a command at several moments of the time it usually takes. How often that came before its end: where it did
/// not, the machine was busier when the usual time was taken, and the next moments come earlier.
fn disturb(place: &Place, arguments: &str, mut usual: Duration) -> usize {
    let mut killed = 0;
    for percent in [5, 15, 30, 45, 60, 75, 90] {
        if kill_after(start(place, arguments), usual * percent / 100) {
            killed += 1;
        } else {
            usual /= 2;
        }
    }
    killed
}

#[test]
fn an_import_killed_anywhere_goes_on() {
    let undisturbed = busy();
    let began = Instant::now();
    undisturbed.run(IMPORT).ok();
    let usual = began.elapsed();

    let place = busy();
    let killed = disturb(&place, IMPORT, usual);
    assert!(killed >= 3, "only {killed} kills came before the end");
    place.run(IMPORT).ok();
    assert_eq!(figures(&place), figures(&undisturbed));
    place.run(IMPORT).ok().says(&["0 inserted", "0 updated"]);
}

#[test]
fn a_refresh_killed_anywhere_goes_on_and_readers_never_see_half() {
    let undisturbed = busy();
    undisturbed.run(&format!("{IMPORT} --no-refresh")).ok();
    let began = Instant::now();
    undisturbed.run("refresh").ok();
    let usual = began.elapsed();
    let right = figures(&undisturbed);

    let place = busy();
    place.run(&format!("{IMPORT} --no-refresh")).ok();
    let killed = disturb(&place, "refresh", usual);
    place.run("refresh").ok();
    assert_eq!(figures(&place), right);

    let again = disturb(&place, "refresh --full", usual);
    assert_eq!(
        figures(&place),
        right,
        "a killed refresh changed what readers see"
    );
    assert!(
        killed + again >= 4,
        "only {killed} and {again} kills came before the end"
    );
    place.run("refresh").ok();
    assert_eq!(figures(&place), right);
}

#[test]
fn two_imports_at_once_wait_for_each_other() {
    let place = busy();
    let other = start(&place, IMPORT);
    place.run(IMPORT).ok();
    assert!(
        !kill_after(other, Duration::from_secs(300)),
        "the other import did not end"
    );
    let undisturbed = busy();
    undisturbed.run(IMPORT).ok();
    assert_eq!(figures(&place), figures(&undisturbed));
}

#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let place = busy();
    // The largest file that this shell's commands may write, in blocks of 512 bytes: smaller than the database.
    let run = place.shell(&format!(
        "trap '' XFSZ; ulimit -f 2000; exec \"$plimsoll\" {IMPORT}"
    ));
    assert_eq!(run.code, 1, "{}", run.said());
    let said = run.said().to_lowercase();
    assert!(
        said.contains("error:") && !said.contains("fault of plimsoll"),
        "{said}"
    );
    let words = ["full", "too large", "disk", "space"];
    assert!(
        words.iter().any(|word| said.contains(word)),
        "it does not say why: {said}"
    );

    place.run(IMPORT).ok();
    let undisturbed = busy();
    undisturbed.run(IMPORT).ok();
    assert_eq!(figures(&place), figures(&undisturbed));
}
