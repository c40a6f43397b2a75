//! Series told as alerts, week after week.

use super::*;
use crate::figures::spells::{WeekPoint, spells};
use model::alert::{AlertMetric, AlertSubject, Held, Scope, SpellRule};
use model::config::Thresholds;
use model::ids::SquadId;
use model::time::Week;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn rules() -> Vec<AlertRule> {
    model::alert::built_in(&Thresholds::default())[..2].to_vec()
}

fn warn() -> Vec<AlertRule> {
    rules()[..1].to_vec()
}

fn week(place: usize) -> Week {
    Week::new(2026, 1)
        .unwrap()
        .plus(i64::try_from(place).unwrap() - 1)
}

fn now() -> DateTime<Utc> {
    "2026-06-01T06:00:00Z".parse().unwrap()
}

fn squad(name: &str) -> AlertSubject {
    SquadId::new(name).unwrap().into()
}

fn points(values: &[f64]) -> Vec<Point> {
    let point = |(place, value): (usize, &f64)| Point {
        week: week(place + 1),
        value: Some(*value),
        n: 1,
        coverage: None,
        is_stale: false,
    };
    values.iter().enumerate().map(point).collect()
}

/// Weekly shares of a squad, in percent.
fn shares(shares: &[i32]) -> Vec<Series> {
    let values: Vec<f64> = shares.iter().map(|share| f64::from(*share) / 100.0).collect();
    vec![Series {
        metric: AlertMetric::MaintenanceShare,
        subject: squad("a"),
        points: points(&values),
    }]
}

fn ask(
    series: &[Series],
    rules: &[AlertRule],
    before: &[AlertStatus],
) -> (Vec<AlertStatus>, Vec<AlertTransition>) {
    evaluate(series, rules, before, &Tribes::new(), now())
}

/// What was told, without what is history.
fn news(transitions: &[AlertTransition]) -> Vec<String> {
    let told = transitions.iter().filter(|told| !told.is_history);
    told.map(tell).collect()
}

fn tell(told: &AlertTransition) -> String {
    let late = told
        .late
        .map(|late| format!(" {}", late.word()))
        .unwrap_or_default();
    let place = told.week.weeks_since(week(1)) + 1;
    format!("{place} {}-{}{late}", told.from, told.status.state)
}

#[test]
fn the_books_worked_example_passes_all_states() {
    let weeks = shares(&[30, 36, 34, 40, 52, 48, 33, 29, 28]);
    let (statuses, transitions) = ask(&weeks, &warn(), &[]);
    let told: Vec<_> = transitions.iter().map(tell).collect();
    assert_eq!(
        told,
        [
            "2 ok-pending",
            "3 pending-ok",
            "4 ok-pending",
            "5 pending-firing",
            "8 firing-recovering",
            "9 recovering-ok",
        ]
    );
    assert!(news(&transitions).is_empty(), "it is history");
    assert_eq!(transitions[3].status.since, Some(week(4)));
    let numbers: Vec<_> = transitions.iter().map(|told| told.status.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
    let status = &statuses[0];
    assert_eq!((status.state, status.number), (AlertState::Ok, 6));
    let fired = backtest(&weeks, &warn()[0], &Tribes::new());
    assert_eq!(fired.len(), 1);
    assert_eq!((fired[0].start, fired[0].raised), (week(4), week(5)));
    assert_eq!(
        (fired[0].end, fired[0].weeks, fired[0].peak),
        (Some(week(7)), 4, 0.52)
    );
}

#[test]
fn of_history_only_what_is_raised_now_is_told() {
    let (_, transitions) = ask(&shares(&[40, 41, 10, 10, 45, 46, 29]), &warn(), &[]);
    assert_eq!(news(&transitions), ["6 pending-firing"]);
}

#[test]
fn nothing_is_told_twice() {
    let weeks = shares(&[40, 41, 60, 62]);
    let (statuses, first) = ask(&weeks, &rules(), &[]);
    assert_eq!(first.len(), 4, "both lines: {first:?}");
    let (again, second) = ask(&weeks, &rules(), &statuses);
    assert_eq!((again, second.len()), (statuses, 0));
}

#[test]
fn late_data_withdraws_a_spell_that_is_gone() {
    let (stored, _) = ask(&shares(&[30, 40, 41]), &warn(), &[]);
    let (statuses, told) = ask(&shares(&[30, 20, 41]), &warn(), &stored);
    assert_eq!(news(&told), ["3 firing-pending withdrawn"]);
    let (_, told) = ask(&shares(&[30, 20, 41, 42]), &warn(), &statuses);
    assert_eq!(news(&told), ["4 pending-firing"]);
}

#[test]
fn late_data_confirms_a_spell_that_holds_once_a_change() {
    let (stored, _) = ask(&shares(&[30, 40, 41]), &warn(), &[]);
    let (statuses, told) = ask(&shares(&[30, 45, 41]), &warn(), &stored);
    assert_eq!(news(&told), ["3 firing-firing confirmed"]);
    let (statuses, told) = ask(&shares(&[30, 45, 41]), &warn(), &statuses);
    assert!(told.is_empty());
    let (_, told) = ask(&shares(&[20, 45, 41, 42]), &warn(), &statuses);
    assert!(told.is_empty(), "the week before is no evidence: {told:?}");
}

#[test]
fn late_data_that_moves_a_spell_withdraws_nothing() {
    let (stored, _) = ask(&shares(&[30, 40, 41, 42]), &warn(), &[]);
    let (statuses, told) = ask(&shares(&[30, 20, 41, 42]), &warn(), &stored);
    assert_eq!(news(&told), ["4 firing-firing confirmed"]);
    assert_eq!(statuses[0].since, Some(week(3)));
}

#[test]
fn a_spell_that_was_told_and_ended_can_be_taken_back_once() {
    let (stored, _) = ask(&shares(&[30]), &warn(), &[]);
    let (stored, told) = ask(&shares(&[30, 40, 41, 20, 10]), &warn(), &stored);
    assert_eq!(told.len(), 4);
    let (stored, told) = ask(&shares(&[30, 20, 41, 20, 10]), &warn(), &stored);
    assert_eq!(news(&told), ["5 ok-ok withdrawn"]);
    assert!(told[0].is_news());
    assert_eq!(told[0].status.since, Some(week(2)), "it says which");
    assert_eq!((told[0].status.number, stored[0].number), (5, 5));
    let (_, told) = ask(&shares(&[30, 20, 41, 20, 10]), &warn(), &stored);
    assert!(told.is_empty());
}

#[test]
fn late_data_can_raise_what_was_calm() {
    let (stored, _) = ask(&shares(&[30, 30, 30]), &warn(), &[]);
    let (_, told) = ask(&shares(&[30, 40, 41]), &warn(), &stored);
    assert_eq!(news(&told), ["3 ok-firing"]);
}

#[test]
fn another_line_is_not_late_data() {
    let (stored, _) = ask(&shares(&[40, 40]), &warn(), &[]);
    let mut higher = warn();
    (higher[0].raise, higher[0].clear) = (0.45, 0.41);
    let (_, told) = ask(&shares(&[40, 40]), &higher, &stored);
    assert_eq!(news(&told), ["1 firing-ok"]);
    let mut patient = warn();
    patient[0].periods = 3;
    let (_, told) = ask(&shares(&[40, 40]), &patient, &stored);
    assert_eq!(news(&told), ["1 firing-pending"]);
}

#[test]
fn a_squad_whose_hours_vanished_is_withdrawn_and_a_rule_that_ended_is_not() {
    let (stored, _) = ask(&shares(&[40, 40]), &warn(), &[]);
    let (statuses, told) = ask(&[], &warn(), &stored);
    assert_eq!(news(&told), ["2 firing-ok withdrawn"]);
    assert!(ask(&[], &warn(), &statuses).1.is_empty());

    let (gone, told) = ask(&shares(&[40, 40]), &[], &stored);
    assert_eq!(news(&told), ["2 firing-ok"]);
    assert!(ask(&shares(&[40, 40]), &[], &gone).1.is_empty());
    let (_, told) = ask(&shares(&[40, 40, 10, 10, 45, 46, 10, 10]), &warn(), &gone);
    assert!(news(&told).is_empty(), "nobody watched meanwhile: {told:?}");
}

#[test]
fn weeks_that_prove_nothing_keep_the_state_and_say_why() {
    let mut series = shares(&[40, 41, 5, 6, 7]);
    let rule = &warn();
    series[0].points[2].is_stale = true;
    series[0].points[3].coverage = Some(0.5);
    series[0].points[4].value = None;
    series[0].points[4].coverage = Some(0.9);
    for (weeks, held) in [(3, Held::StaleSource), (4, Held::LowCoverage), (5, Held::NoValue)] {
        let mut some = series.clone();
        some[0].points.truncate(weeks);
        let (statuses, _) = ask(&some, rule, &[]);
        assert_eq!(
            (statuses[0].state, statuses[0].held),
            (AlertState::Firing, Some(held))
        );
    }
    let mut few = rule.clone();
    few[0].at_least = 2;
    let (statuses, told) = ask(&shares(&[40, 41]), &few, &[]);
    assert_eq!((statuses[0].held, told.len()), (Some(Held::NoValue), 0));
}

#[test]
fn where_less_is_worse_the_lines_are_mirrored() {
    let all = model::alert::built_in(&Thresholds::default());
    let rule: Vec<_> = all
        .into_iter()
        .filter(|rule| rule.metric == AlertMetric::Coverage)
        .collect();
    let series = |values: &[f64]| {
        vec![Series {
            metric: AlertMetric::Coverage,
            subject: squad("a"),
            points: points(values),
        }]
    };
    let state = |values: &[f64]| ask(&series(values), &rule, &[]).0[0].state;
    assert_eq!(state(&[0.7, 0.7]), AlertState::Ok);
    assert_eq!(state(&[0.69, 0.5]), AlertState::Firing);
    assert_eq!(state(&[0.69, 0.5, 0.72, 0.74]), AlertState::Firing);
    assert_eq!(state(&[0.69, 0.5, 0.75, 0.9]), AlertState::Ok);
}

#[test]
fn a_momentary_metric_is_remembered_and_not_replayed() {
    let all = model::alert::built_in(&Thresholds::default());
    let rule: Vec<_> = all
        .into_iter()
        .filter(|rule| rule.scope == Scope::Source)
        .collect();
    let subject = AlertSubject {
        scope: Scope::Source,
        key: "jira".to_owned(),
    };
    let series = |age: Option<f64>| {
        let mut points = points(&[0.0]);
        points[0].value = age;
        vec![Series {
            metric: AlertMetric::SourceAge,
            subject: subject.clone(),
            points,
        }]
    };
    let mut stored = Vec::new();
    for (age, expected) in [
        (Some(0.1), vec![]),
        (Some(2.0), vec!["1 ok-firing"]),
        (Some(3.0), vec![]),
        (Some(1.5), vec![]),
        (None, vec![]),
        (Some(0.0), vec!["1 firing-ok"]),
    ] {
        let (statuses, told) = ask(&series(age), &rule, &stored);
        assert_eq!(news(&told), expected, "{age:?}");
        stored = statuses;
    }
    assert_eq!(stored[0].number, 2);
}

/// A week of a squad: share in percent or nothing logged, and coverage in percent, if known.
fn odd_week() -> impl Strategy<Value = (Option<u32>, Option<u32>)> {
    (
        prop::option::weighted(0.8, 20_u32..60),
        prop::option::weighted(0.7, 50_u32..100),
    )
}

proptest! {
    /// Week by week or all at once: the same happens; and every transition starts where the one before ended.
    #[test]
    fn evaluating_often_or_once_finds_the_same(values in prop::collection::vec(20_i32..60, 1..40)) {
        let rules = rules();
        let (last, at_once) = ask(&shares(&values), &rules, &[]);
        let mut stored = Vec::new();
        let mut one_by_one = Vec::new();
        for weeks in 1..=values.len() {
            let (statuses, transitions) = ask(&shares(&values[..weeks]), &rules, &stored);
            stored = statuses;
            one_by_one.extend(transitions);
        }
        for rule in &rules {
            let of = |all: &[AlertTransition]| -> Vec<String> {
                all.iter().filter(|told| told.status.rule == rule.id).map(tell).collect()
            };
            prop_assert_eq!(of(&one_by_one), of(&at_once));
            let mut state = AlertState::Ok;
            for transition in at_once.iter().filter(|told| told.status.rule == rule.id) {
                prop_assert_eq!(transition.from, state);
                state = transition.status.state;
            }
        }
        for (one, other) in stored.iter().zip(&last) {
            prop_assert_eq!((one.state, one.since, one.number), (other.state, other.since, other.number));
        }
    }

    /// Whatever late data does, in whatever order: the told chain of states never breaks, numbers follow each other,
    /// it ends where evaluating once ends, and nothing is told twice.
    #[test]
    fn late_data_keeps_the_chain(histories in prop::collection::vec(prop::collection::vec(20_i32..60, 1..15), 1..8)) {
        let rules = rules();
        let mut stored: Vec<AlertStatus> = Vec::new();
        let mut chain: BTreeMap<model::ids::RuleId, (AlertState, i64)> = BTreeMap::new();
        for values in histories {
            let (statuses, transitions) = ask(&shares(&values), &rules, &stored);
            for told in transitions {
                let to = (told.status.state, told.status.number);
                let (state, number) = chain.insert(told.status.rule.clone(), to).unwrap_or_default();
                prop_assert_eq!((told.from, told.status.number), (state, number + 1));
            }
            let (once, _) = ask(&shares(&values), &rules, &[]);
            for (status, once) in statuses.iter().zip(&once) {
                let told = chain.get(&status.rule).copied().unwrap_or_default();
                prop_assert_eq!(told, (status.state, status.number));
                prop_assert_eq!((status.state, status.since, status.through), (once.state, once.since, once.through));
            }
            let (_, again) = ask(&shares(&values), &rules, &statuses);
            prop_assert!(again.is_empty());
            stored = statuses;
        }
    }

    /// Spells and alerts of the maintenance share are the same, week for week.
    #[test]
    fn alerts_never_disagree_with_spells(weeks in prop::collection::vec(odd_week(), 1..60)) {
        let place = |(place, (share, coverage)): (usize, &(Option<u32>, Option<u32>))| WeekPoint {
            week: week(place + 1),
            logged_h: if share.is_some() { 100.0 } else { 0.0 },
            maintenance_h: share.map_or(0.0, f64::from),
            coverage: coverage.map(|coverage| f64::from(coverage) / 100.0),
        };
        let weeks: Vec<WeekPoint> = weeks.iter().enumerate().map(place).collect();
        let points = weeks.iter().map(|of| Point {
            week: of.week,
            value: of.share(),
            n: 1,
            coverage: of.coverage,
            is_stale: false,
        });
        let series = [Series {
            metric: AlertMetric::MaintenanceShare,
            subject: squad("a"),
            points: points.collect(),
        }];
        for (rule, line) in rules().iter().zip(SpellRule::of(&Thresholds::default())) {
            let fired: Vec<_> = backtest(&series, rule, &Tribes::new())
                .into_iter()
                .map(|fired| (fired.start, fired.end, fired.weeks, fired.peak))
                .collect();
            let found: Vec<_> = spells(&weeks, &line)
                .into_iter()
                .map(|spell| (spell.start, spell.end, spell.weeks, spell.peak))
                .collect();
            prop_assert_eq!(fired, found);
        }
    }
}
