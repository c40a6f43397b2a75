//! The worked example, the edges, and the definition read literally.

use super::*;
use proptest::prelude::*;

const GATE: f64 = 0.7;

fn first() -> Week {
    Week::new(2026, 1).unwrap()
}

fn week(place: usize) -> Week {
    first().plus(i64::try_from(place).unwrap())
}

/// Shares in percent of 100 hours; no share is no hours; a coverage in percent, if any.
fn points(weeks: &[(Option<u32>, Option<u32>)]) -> Vec<WeekPoint> {
    let point = |(place, (share, coverage)): (usize, &(Option<u32>, Option<u32>))| WeekPoint {
        week: week(place),
        logged_h: if share.is_some() { 100.0 } else { 0.0 },
        maintenance_h: share.map_or(0.0, f64::from),
        coverage: coverage.map(|coverage| f64::from(coverage) / 100.0),
    };
    weeks.iter().enumerate().map(point).collect()
}

fn shares(shares: &[u32]) -> Vec<WeekPoint> {
    points(
        &shares
            .iter()
            .map(|share| (Some(*share), None))
            .collect::<Vec<_>>(),
    )
}

/// 20, 30, 20, 30 …
fn saw(weeks: usize) -> Vec<u32> {
    [20, 30].into_iter().cycle().take(weeks).collect()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-12
}

fn signals(judged: &[Judged]) -> Vec<(usize, Signal)> {
    let of = |(place, judged): (usize, &Judged)| {
        judged
            .signals
            .iter()
            .map(|signal| (place, *signal))
            .collect::<Vec<_>>()
    };
    judged.iter().enumerate().flat_map(of).collect()
}

#[test]
fn the_worked_example() {
    let twelve = limits(&shares(&saw(12)), &[], GATE);
    let found = twelve[0].limits.unwrap();
    assert!(close(found.centre, 0.25) && found.lower == 0.0 && close(found.upper, 0.516));
    assert_eq!((found.from, found.to, found.weeks), (week(0), week(11), 12));
    assert!(twelve.iter().all(|judged| judged.limits == Some(found)));

    let mut thirteen = saw(12);
    thirteen.push(52);
    let judged = limits(&shares(&thirteen), &[], GATE);
    let found = judged[12].limits.unwrap();
    assert!(close(found.centre, 3.52 / 13.0) && close(found.upper, 3.52 / 13.0 + 2.66 * 1.32 / 12.0));
    assert_eq!(signals(&judged), []);

    let mut late = saw(20);
    late.push(52);
    let judged = limits(&shares(&late), &[], GATE);
    assert_eq!(judged[20].limits.unwrap().weeks, 20);
    assert_eq!(signals(&judged), [(20, Signal::Outside)]);
}

#[test]
fn eleven_weeks_are_too_few() {
    assert!(
        limits(&shares(&saw(11)), &[], GATE)
            .iter()
            .all(|judged| judged.limits.is_none())
    );
    assert!(limits(&[], &[first()], GATE).is_empty());
}

#[test]
fn the_eighth_week_on_a_side_is_told_once_a_run() {
    let mut weeks = saw(20);
    weeks.extend([26; 10]);
    weeks.extend([24, 26]);
    weeks.extend([26; 7]);
    // Week 19 is a 30, above as the ten that follow it.
    assert_eq!(
        signals(&limits(&shares(&weeks), &[], GATE)),
        [(26, Signal::RunOf8), (38, Signal::RunOf8)]
    );
    let mut on_the_line = saw(20);
    on_the_line.extend([24, 24, 24, 24, 24, 24, 24, 25, 24]);
    assert_eq!(signals(&limits(&shares(&on_the_line), &[], GATE)), []);
}

#[test]
fn weeks_that_prove_nothing_are_no_part_of_it_and_break_no_run() {
    let good = |share: u32| (Some(share), Some(90));
    let mut weeks: Vec<_> = saw(20).into_iter().map(good).collect();
    weeks.insert(5, (Some(99), Some(40)));
    weeks.insert(7, (None, Some(0)));
    weeks.extend([good(24), good(24), (Some(99), Some(69)), (None, None)]);
    weeks.extend([good(24); 6]);
    let judged = limits(&points(&weeks), &[], GATE);
    let found = judged[0].limits.unwrap();
    assert!(close(found.centre, 0.25), "{found:?}");
    assert_eq!((found.weeks, found.to), (20, week(21)));
    assert!(!judged[5].eligible && judged[5].value == Some(0.99) && judged[5].signals.is_empty());
    assert_eq!(signals(&judged), [(31, Signal::RunOf8)]);
}

#[test]
fn old_limits_stay_until_a_new_beginning_has_its_own() {
    let mut weeks = saw(20);
    weeks.extend([60; 11]);
    let at = [week(20)];
    let before = limits(&shares(&weeks), &at, GATE);
    assert!(
        before
            .iter()
            .all(|judged| close(judged.limits.unwrap().centre, 0.25))
    );
    assert_eq!(
        signals(&before)
            .iter()
            .filter(|(_, signal)| *signal == Signal::Outside)
            .count(),
        11
    );
    weeks.push(60);
    let after = limits(&shares(&weeks), &at, GATE);
    let found = after[20].limits.unwrap();
    assert!(close(found.centre, 0.6), "{found:?}");
    assert_eq!((found.weeks, found.from), (12, week(20)));
    assert!(
        close(after[19].limits.unwrap().centre, 0.25),
        "the past keeps its own"
    );
    assert_eq!(signals(&after), []);
}

proptest! {
    #[test]
    fn it_is_what_the_definition_says(
        weeks in prop::collection::vec((prop::option::weighted(0.9, 0_u32..=100), prop::option::of(50_u32..=100)), 0..90),
        rebased in prop::collection::vec(0_usize..90, 0..4),
    ) {
        let points = points(&weeks);
        let beginnings: Vec<Week> = rebased.iter().map(|place| week(*place)).collect();
        let judged = limits(&points, &beginnings, GATE);
        prop_assert_eq!(judged.len(), points.len());
        for (place, judged) in judged.iter().enumerate() {
            let expected = in_force(&points, &rebased, place);
            prop_assert_eq!(judged.limits.is_some(), expected.is_some());
            let (Some(found), Some((centre, width))) = (judged.limits, expected) else { continue };
            prop_assert!(close(found.centre, centre) && close(found.upper, (centre + width).min(1.0)));
            prop_assert!(close(found.lower, (centre - width).max(0.0)));
            let share = points[place].counted(GATE);
            let outside = share.is_some_and(|share| share > found.upper + 1e-12 || share < found.lower - 1e-12);
            prop_assert_eq!(judged.signals.contains(&Signal::Outside), outside);
        }
    }

    #[test]
    fn what_comes_later_does_not_move_frozen_limits(
        base in prop::collection::vec(0_u32..=100, 20),
        later in prop::collection::vec(0_u32..=100, 1..30),
    ) {
        let before = limits(&shares(&base), &[], GATE);
        let after = limits(&shares(&[base, later].concat()), &[], GATE);
        prop_assert_eq!(&before[..], &after[..20]);
    }
}

/// The centre and the half width in force at a place: those of the last beginning at or before it whose stretch has 12
/// eligible weeks.
fn in_force(points: &[WeekPoint], rebased: &[usize], place: usize) -> Option<(f64, f64)> {
    let mut starts: Vec<usize> = rebased
        .iter()
        .copied()
        .chain([0])
        .filter(|start| *start <= place)
        .collect();
    starts.sort_unstable();
    starts.dedup();
    starts.into_iter().rev().find_map(|start| {
        let later = rebased.iter().copied().filter(|other| *other > start);
        let end = later.min().unwrap_or(points.len()).min(points.len());
        let base: Vec<f64> = points[start.min(end)..end]
            .iter()
            .filter_map(|point| point.counted(GATE))
            .take(20)
            .collect();
        (base.len() >= 12).then(|| {
            let centre = base.iter().sum::<f64>() / f64::from(u32::try_from(base.len()).unwrap());
            let ranges: f64 = (1..base.len()).map(|at| (base[at] - base[at - 1]).abs()).sum();
            (
                centre,
                2.66 * ranges / f64::from(u32::try_from(base.len() - 1).unwrap()),
            )
        })
    })
}
