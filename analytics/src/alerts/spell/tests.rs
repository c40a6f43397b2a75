//! Spells told as alerts, week after week.

use super::*;
use model::alert::Severity;
use model::analyst::Subject;
use model::figure::Figure;
use model::time::{Micros, Period, Seconds};
use proptest::prelude::*;

fn rules() -> Vec<SpellRule> {
    let rule = |id: &str, severity, raise: f64| SpellRule {
        id: id.parse().unwrap(),
        severity,
        raise,
        clear: raise - 0.05,
        weeks: 2,
        coverage_gate: 0.7,
    };
    vec![
        rule("warn", Severity::Warn, 0.35),
        rule("critical", Severity::Critical, 0.5),
    ]
}

fn week(place: usize) -> Week {
    Week::new(2026, 1)
        .unwrap()
        .plus(i64::try_from(place).unwrap() - 1)
}

fn now() -> DateTime<Utc> {
    "2026-06-01T06:00:00Z".parse().unwrap()
}

/// Weekly rows of a squad: percent of 100 hours.
fn series(squad: &str, shares: &[i64]) -> Vec<MaintenanceRow> {
    let row = |(place, share): (usize, &i64)| {
        let hours = |hours: i64| Micros::from(Seconds(hours * 3600));
        MaintenanceRow {
            subject: Subject {
                key: squad.to_owned(),
                tribe: None,
            },
            period: Period::Week(week(place + 1)),
            provisional: false,
            logged_h: Figure::total(100.0, 1, None),
            maintenance_h: Figure::total(hours(*share).hours(), 1, None),
            maintenance_share: Figure::ratio(hours(*share), Some(hours(100)), 1, None),
            capacity_h: None,
            maintenance_load: Figure::default(),
            coverage: None,
            arrivals: 0,
            departures: 0,
            backlog: 0,
            people: 1,
        }
    };
    shares.iter().enumerate().map(row).collect()
}

fn told(transitions: &[AlertTransition]) -> Vec<String> {
    let tell = |told: &AlertTransition| {
        let late = if told.late == Some(Late::Withdrawn) {
            " withdrawn"
        } else {
            ""
        };
        let place = told.week.weeks_since(week(1)) + 1;
        format!(
            "{} {place} {}-{}{late}",
            told.status.rule, told.from, told.status.state
        )
    };
    transitions.iter().map(tell).collect()
}

#[test]
fn the_books_worked_example_passes_all_states() {
    let weeks = series("a", &[30, 36, 34, 40, 52, 48, 33, 29, 28]);
    let (statuses, transitions) = evaluate(&weeks, &rules()[..1], &[], now());
    assert_eq!(
        told(&transitions),
        [
            "warn 2 ok-pending",
            "warn 3 pending-ok",
            "warn 4 ok-pending",
            "warn 5 pending-firing",
            "warn 8 firing-recovering",
            "warn 9 recovering-ok",
        ]
    );
    assert_eq!(transitions[3].status.since, Some(week(4)));
    assert_eq!(
        (statuses[0].state, statuses[0].through, statuses[0].since),
        (AlertState::Ok, week(9), None)
    );
    assert!(
        transitions
            .iter()
            .all(|transition| transition.noticed_at == now())
    );
}

#[test]
fn nothing_is_told_twice() {
    let weeks = series("a", &[40, 41, 60, 62]);
    let (statuses, first) = evaluate(&weeks, &rules(), &[], now());
    assert_eq!(first.len(), 4, "both lines: {:?}", told(&first));
    let (again, second) = evaluate(&weeks, &rules(), &statuses, now());
    assert_eq!((again, second.len()), (statuses, 0));
}

#[test]
fn late_data_withdraws_a_spell_that_is_gone() {
    let rule = &rules()[..1];
    let (stored, _) = evaluate(&series("a", &[30, 40, 41]), rule, &[], now());
    let (statuses, transitions) = evaluate(&series("a", &[30, 20, 41]), rule, &stored, now());
    assert_eq!(told(&transitions), ["warn 3 firing-pending withdrawn"]);
    let (_, transitions) = evaluate(&series("a", &[30, 20, 41, 42]), rule, &statuses, now());
    assert_eq!(told(&transitions), ["warn 4 pending-firing"]);
}

#[test]
fn late_data_that_moves_a_spell_withdraws_nothing() {
    let rule = &rules()[..1];
    let (stored, _) = evaluate(&series("a", &[30, 40, 41, 42]), rule, &[], now());
    let (statuses, transitions) = evaluate(&series("a", &[30, 20, 41, 42]), rule, &stored, now());
    assert!(transitions.is_empty(), "{:?}", told(&transitions));
    assert_eq!(statuses[0].since, Some(week(3)));
    let (_, transitions) = evaluate(&series("a", &[30, 40, 41, 20, 10]), rule, &stored, now());
    assert_eq!(
        told(&transitions),
        ["warn 4 firing-recovering", "warn 5 recovering-ok"]
    );
}

#[test]
fn late_data_can_raise_what_was_calm() {
    let rule = &rules()[..1];
    let (stored, _) = evaluate(&series("a", &[30, 30, 30]), rule, &[], now());
    let (_, transitions) = evaluate(&series("a", &[30, 40, 41]), rule, &stored, now());
    assert_eq!(told(&transitions), ["warn 3 ok-firing"]);
}

#[test]
fn another_line_is_not_late_data() {
    let rule = &rules()[..1];
    let (stored, _) = evaluate(&series("a", &[40, 40]), rule, &[], now());
    let mut higher = rule.to_vec();
    higher[0].raise = 0.45;
    let (_, transitions) = evaluate(&series("a", &[40, 40]), &higher, &stored, now());
    assert_eq!(told(&transitions), ["warn 1 firing-ok"]);
}

#[test]
fn a_squad_whose_hours_vanished_is_withdrawn() {
    let rule = &rules()[..1];
    let (stored, _) = evaluate(&series("a", &[40, 40]), rule, &[], now());
    let (statuses, transitions) = evaluate(&[], rule, &stored, now());
    assert_eq!(told(&transitions), ["warn 2 firing-ok withdrawn"]);
    let (_, transitions) = evaluate(&[], rule, &statuses, now());
    assert!(transitions.is_empty());
}

#[test]
fn provisional_weeks_never_alert() {
    let mut weeks = series("a", &[40, 40]);
    weeks[1].provisional = true;
    let (statuses, transitions) = evaluate(&weeks, &rules()[..1], &[], now());
    assert_eq!(told(&transitions), ["warn 1 ok-pending"]);
    assert_eq!(statuses[0].through, week(1));
}

proptest! {
    /// Week by week or all at once: the same is told; and every transition starts where the one before ended.
    #[test]
    fn evaluating_often_or_once_tells_the_same(shares in prop::collection::vec(20_i64..60, 1..40)) {
        let rules = rules();
        let (last, at_once) = evaluate(&series("a", &shares), &rules, &[], now());
        let mut stored = Vec::new();
        let mut one_by_one = Vec::new();
        for weeks in 1..=shares.len() {
            let (statuses, transitions) = evaluate(&series("a", &shares[..weeks]), &rules, &stored, now());
            stored = statuses;
            one_by_one.extend(transitions);
        }
        one_by_one.sort_by(|a, b| (&b.status.rule, a.week).cmp(&(&a.status.rule, b.week)));
        prop_assert_eq!(told(&one_by_one), told(&at_once));
        prop_assert_eq!(stored, last);
        for rule in &rules {
            let mut state = AlertState::Ok;
            for transition in at_once.iter().filter(|told| told.status.rule == rule.id) {
                prop_assert_eq!(transition.from, state);
                state = transition.status.state;
            }
        }
    }

    /// Whatever late data does, the told chain of states never breaks and ends where the stored status is.
    #[test]
    fn late_data_keeps_the_chain(histories in prop::collection::vec(prop::collection::vec(20_i64..60, 1..15), 1..8)) {
        let rules = rules();
        let mut stored: Vec<AlertStatus> = Vec::new();
        let mut chain: BTreeMap<model::ids::RuleId, AlertState> = BTreeMap::new();
        for shares in histories {
            let (statuses, transitions) = evaluate(&series("a", &shares), &rules, &stored, now());
            for transition in transitions {
                let rule = transition.status.rule.clone();
                let state = chain.insert(rule, transition.status.state).unwrap_or_default();
                prop_assert_eq!(transition.from, state);
            }
            for status in &statuses {
                let told = chain.get(&status.rule).copied().unwrap_or_default();
                prop_assert_eq!(told, status.state);
            }
            let (_, again) = evaluate(&series("a", &shares), &rules, &statuses, now());
            prop_assert!(again.is_empty());
            stored = statuses;
        }
    }
}
