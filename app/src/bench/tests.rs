//! Data sets can be told again, and their rows belong together.

use super::plan::{DAYS, Plan};
use super::*;

#[test]
fn the_organisation_is_a_good_one() {
    let config = model::config::parse(&texts::config(), "plimsoll.toml").unwrap();
    assert_eq!((config.tribes.len(), config.squads.len()), (8, 40));
}

#[test]
fn every_squad_has_tickets_and_worklogs_keep_to_their_squads() {
    let plan = Plan::new(100_000, 1_000_000, 7);
    let mut seen = std::collections::BTreeSet::new();
    for number in 0..80 {
        seen.insert(plan.ticket(number).squad);
    }
    assert_eq!(seen.len(), 40);
    let mut own = 0;
    let mut in_time = 0;
    for number in (0..1_000_000).step_by(499) {
        let worklog = plan.worklog(number);
        let ticket = plan.ticket(worklog.ticket);
        let (squad, moved) = plan.places(worklog.person);
        own += u32::from(ticket.squad == squad || moved.is_some_and(|(then, _)| then == ticket.squad));
        in_time += u32::from(worklog.day + 1 >= ticket.created && worklog.day < DAYS);
    }
    assert!(own > 1850, "{own} of 2005 on tickets of their own squad");
    assert!(in_time > 1990, "{in_time} of 2005 after their ticket was created");
}

#[test]
fn worklogs_are_in_the_order_of_days_and_the_recent_ones_are_recent() {
    let plan = Plan::new(1_000, 10_000, 1);
    let days: Vec<_> = (0..10_000).map(|number| plan.worklog(number).day).collect();
    assert!(days.is_sorted());
    assert_eq!(plan.recent(50).count(), 50);
    assert!(
        plan.recent(50)
            .all(|number| plan.worklog(number).day >= DAYS - 61)
    );
    assert!(plan.recent(u64::MAX).count() < 1_000, "not more than there are");
}

#[test]
fn the_same_seed_writes_the_same_bytes_and_changed_worklogs_keep_their_keys() {
    let dir = std::env::temp_dir().join(format!("plimsoll-bench-{}", std::process::id()));
    let first = generate(&dir, 500, 4_000, 3).unwrap();
    let read = |name: &str| std::fs::read_to_string(dir.join(name)).unwrap();
    let (tickets, worklogs) = (read("tickets.csv"), read("worklogs.csv"));
    generate(&dir, 500, 4_000, 3).unwrap();
    assert!(read("tickets.csv") == tickets && read("worklogs.csv") == worklogs);
    assert_eq!(first.rows, 800 + 880 + 500 + 4_000);
    let touched = touch(&dir, 20).unwrap();
    assert_eq!(touched.rows, 20);
    let lines: std::collections::BTreeSet<_> = worklogs.lines().collect();
    for line in read("worklogs-changed.csv").lines().skip(1) {
        let (rest, seconds) = line.rsplit_once(',').unwrap();
        let before = format!("{rest},{}", seconds.parse::<u64>().unwrap() - 300);
        assert!(lines.contains(before.as_str()), "{line}");
    }
    std::fs::remove_dir_all(&dir).unwrap();
    assert!(touch(&dir, 1).is_err(), "there is nothing to change");
}
