//! The worked example, the edges, and what must hold whatever the shares.

use super::*;
use model::analyst::Verdict;
use proptest::prelude::*;

const GATE: f64 = 0.7;

fn first() -> Week {
    Week::new(2026, 1).unwrap()
}

/// Shares from the first week on; none where nothing was logged.
fn weeks(shares: &[Option<f64>]) -> Vec<WeekPoint> {
    let point = |(week, share): (Week, &Option<f64>)| WeekPoint {
        week,
        logged_h: if share.is_some() { 1.0 } else { 0.0 },
        maintenance_h: share.unwrap_or_default(),
        coverage: None,
    };
    first()
        .through(first().plus(200))
        .zip(shares)
        .map(point)
        .collect()
}

/// An intervention from the tenth week to the twelfth.
fn asked(shares: &[Option<f64>]) -> Effect {
    let (from, to) = (first().plus(9).monday(), first().plus(11).sunday());
    effect(&weeks(shares), from, Some(to), GATE, "jira 1")
}

fn known(before: &[f64], after: &[f64]) -> Vec<Option<f64>> {
    let mut all = vec![None; 9 - before.len()];
    all.extend(before.iter().copied().map(Some));
    all.extend([Some(0.9); 3]);
    all.extend(after.iter().copied().map(Some));
    all
}

#[test]
fn the_worked_example() {
    let told = asked(&known(&[0.48; 8], &[0.20; 8]));
    assert_eq!((told.weeks_before, told.weeks_after), (8, 8));
    let change = told.change.unwrap();
    for value in [change.effect, change.low, change.high] {
        assert!((value + 0.28).abs() < 1e-12, "{change:?}");
    }
    assert_eq!(told.verdict(), Verdict::Helped);
    assert_eq!(asked(&known(&[0.48; 8], &[0.20; 7])).verdict(), Verdict::Helped);
    let early = asked(&known(&[0.48; 8], &[0.20; 3]));
    assert_eq!((early.verdict(), early.change), (Verdict::TooEarly, None));
    assert!(
        (early.after_mean.unwrap() - 0.20).abs() < 1e-12,
        "what there is so far"
    );
    assert_eq!(asked(&known(&[0.48; 3], &[0.20; 8])).verdict(), Verdict::TooEarly);
    assert_eq!(asked(&[]).before_mean, None);
}

#[test]
fn the_weeks_of_the_intervention_and_those_further_away_do_not_count() {
    let mut shares = known(&[0.3; 9], &[0.3; 8]);
    shares[0] = Some(0.9);
    shares.extend([Some(0.9); 5]);
    let told = asked(&shares);
    assert_eq!((told.weeks_before, told.weeks_after), (8, 8));
    assert!(
        (told.before_mean.unwrap() - 0.3).abs() < 1e-12 && (told.after_mean.unwrap() - 0.3).abs() < 1e-12
    );
    assert_eq!(told.verdict(), Verdict::NoClearEffect, "zero is in [0, 0]");
}

#[test]
fn an_open_end_counts_from_the_week_after_the_first() {
    let mut shares = vec![Some(0.2); 9];
    shares.extend([Some(0.9)]);
    shares.extend([Some(0.6); 8]);
    let told = effect(&weeks(&shares), first().plus(9).sunday(), None, GATE, "x");
    assert!((told.change.unwrap().effect - 0.4).abs() < 1e-12);
    assert_eq!(told.verdict(), Verdict::Hurt);
}

#[test]
fn weeks_under_the_gate_do_not_count() {
    let mut points = weeks(&known(&[0.48; 8], &[0.20; 8]));
    for point in &mut points {
        point.coverage = Some(0.9);
    }
    points[1].coverage = Some(0.5);
    points[1].maintenance_h = 0.0;
    let (from, to) = (first().plus(9).monday(), first().plus(11).sunday());
    let told = effect(&points, from, Some(to), GATE, "x");
    assert_eq!((told.weeks_before, told.weeks_after), (7, 8));
    assert!((told.before_mean.unwrap() - 0.48).abs() < 1e-12);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_interval_holds_the_estimate_and_a_shift_of_all_weeks_moves_nothing(
        before in prop::collection::vec(0.0..0.5_f64, 4..=8),
        after in prop::collection::vec(0.0..0.5_f64, 4..=8),
        shift in 0.0..0.5_f64,
    ) {
        let plain = asked(&known(&before, &after));
        let change = plain.change.unwrap();
        prop_assert!(change.low <= change.effect + 1e-9 && change.effect <= change.high + 1e-9);
        prop_assert_eq!(plain, asked(&known(&before, &after)), "the same data give the same interval");
        let moved = |shares: &[f64]| shares.iter().map(|share| share + shift).collect::<Vec<_>>();
        let shifted = asked(&known(&moved(&before), &moved(&after))).change.unwrap();
        for (one, other) in [(change.effect, shifted.effect), (change.low, shifted.low), (change.high, shifted.high)] {
            prop_assert!((one - other).abs() < 1e-9);
        }
    }
}
