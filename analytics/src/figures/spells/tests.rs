//! The worked example of the book, the edges, and the definition read literally.

use super::*;
use crate::figures::watch::ON_THE_LINE;
use model::alert::Severity;
use proptest::prelude::*;

fn rule(raise: f64, clear: f64, weeks: usize) -> SpellRule {
    SpellRule {
        id: "line".parse().unwrap(),
        severity: Severity::Warn,
        raise,
        clear,
        weeks,
        coverage_gate: 0.7,
    }
}

fn first() -> Week {
    Week::new(2026, 1).unwrap()
}

/// Shares in percent of 100 hours; a coverage in percent, if any; no share is no hours.
fn points(weeks: &[(Option<u32>, Option<u32>)]) -> Vec<WeekPoint> {
    let point = |(place, (share, coverage)): (usize, &(Option<u32>, Option<u32>))| WeekPoint {
        week: first().plus(i64::try_from(place).unwrap()),
        logged_h: if share.is_some() { 100.0 } else { 0.0 },
        maintenance_h: share.map_or(0.0, f64::from),
        coverage: coverage.map(|coverage| f64::from(coverage) / 100.0),
    };
    weeks.iter().enumerate().map(point).collect()
}

fn shares(shares: &[u32]) -> Vec<WeekPoint> {
    let weeks: Vec<_> = shares.iter().map(|share| (Some(*share), None)).collect();
    points(&weeks)
}

fn places(spell: &Spell) -> (i64, Option<i64>) {
    let place = |week: Week| week.weeks_since(first()) + 1;
    (place(spell.start), spell.end.map(place))
}

#[test]
fn the_books_worked_example() {
    let weeks = shares(&[30, 36, 34, 40, 52, 48, 33, 29, 28]);
    let found = spells(&weeks, &rule(0.35, 0.30, 2));
    assert_eq!(found.len(), 1);
    let spell = &found[0];
    assert_eq!(places(spell), (4, Some(7)));
    assert_eq!(
        (spell.weeks, spell.peak, spell.peak_week),
        (4, 0.52, first().plus(4))
    );
    assert!((spell.mean - 0.4325).abs() < 1e-12);
    assert!((spell.hours_above_line - 35.0).abs() < 1e-9, "5 + 17 + 13 + 0");
}

#[test]
fn a_spell_that_lasts_has_no_end_and_starts_at_its_first_week() {
    let found = spells(&shares(&[10, 40, 41, 29, 35]), &rule(0.35, 0.30, 2));
    assert_eq!(found.len(), 1);
    assert_eq!((places(&found[0]), found[0].weeks), ((2, None), 4));
}

#[test]
fn weeks_that_prove_nothing_keep_the_state() {
    let good = |share| (Some(share), Some(90));
    let poor = |share| (Some(share), Some(50));
    let line = rule(0.35, 0.30, 2);
    let weeks = points(&[
        good(40),
        poor(10),
        good(41),
        (None, None),
        poor(5),
        good(20),
        poor(60),
        good(21),
    ]);
    let found = spells(&weeks, &line);
    assert_eq!(found.len(), 1);
    assert_eq!(
        places(&found[0]),
        (1, Some(5)),
        "the empty and the poor week belong to it"
    );
    assert!(spells(&points(&[poor(90), poor(90), poor(90)]), &line).is_empty());
    assert!(
        spells(&points(&[(Some(90), None), (Some(90), None)]), &line).len() == 1,
        "no gate without coverage"
    );
}

#[test]
fn a_share_that_is_the_line_is_on_it() {
    let week = |place: i64, maintenance_h: f64, logged_h: f64| WeekPoint {
        week: first().plus(place),
        logged_h,
        maintenance_h,
        coverage: None,
    };
    // 0.7 of 2 hours and 2.1 of 6 are 35 %, whatever a float makes of them.
    let weeks = [
        week(0, 0.7, 2.0),
        week(1, 2.1, 6.0),
        week(2, 0.3, 1.0),
        week(3, 0.9, 3.0),
    ];
    let found = spells(&weeks, &rule(0.35, 0.35 - 0.05, 2));
    assert_eq!(places(&found[0]), (1, None), "30 % is not under the clear line");
}

#[test]
fn corrections_larger_than_the_week_prove_nothing() {
    let mut weeks = shares(&[40, 40, 40, 40]);
    weeks[2].logged_h = -10.0;
    weeks[2].maintenance_h = -2.0;
    let found = spells(&weeks, &rule(0.35, 0.30, 2));
    assert_eq!(places(&found[0]), (1, None));
    assert!((found[0].hours_above_line - 15.0).abs() < 1e-9);
}

#[test]
fn four_silent_weeks_end_a_spell_and_begin_a_row_anew() {
    let line = rule(0.35, 0.30, 2);
    let silent = |n: usize| vec![(None, None); n];
    let over = vec![(Some(60), None); 2];
    let week = vec![(Some(60), None)];
    let found = |parts: &[Vec<(Option<u32>, Option<u32>)>]| -> Vec<_> {
        spells(&points(&parts.concat()), &line)
            .iter()
            .map(places)
            .collect()
    };
    assert_eq!(found(&[over.clone(), silent(3)]), [(1, None)]);
    assert_eq!(found(&[over.clone(), silent(4)]), [(1, Some(2))]);
    assert_eq!(
        found(&[over.clone(), vec![(Some(10), None)], silent(9)]),
        [(1, Some(2))]
    );
    assert_eq!(found(&[week.clone(), silent(3), week.clone()]), [(1, None)]);
    assert!(
        found(&[week.clone(), silent(4), week]).is_empty(),
        "two lone weeks, months apart"
    );
    let known = vec![(None, Some(90)); 9];
    assert_eq!(
        found(&[over, known]),
        [(1, None)],
        "members who log nothing: low coverage keeps the state"
    );
}

/// The book's words, read literally, for each stretch of weeks between silences.
fn by_definition(weeks: &[WeekPoint], rule: &SpellRule) -> Vec<(i64, Option<i64>)> {
    let mut found = Vec::new();
    let mut rest = weeks;
    while !rest.is_empty() {
        let quiet = |at: &usize| {
            rest[*at..]
                .iter()
                .take(SILENT_WEEKS)
                .filter(|point| point.is_silent())
                .count()
        };
        let silence = (0..rest.len()).find(|at| quiet(at) == SILENT_WEEKS);
        let (stretch, after) = rest.split_at(silence.unwrap_or(rest.len()));
        let mut spells = of_stretch(stretch, rule);
        if let (Some(_), Some((_, end @ None))) = (silence, spells.last_mut()) {
            let proving = |point: &&WeekPoint| point.counted(rule.coverage_gate).is_some();
            let is_clear = |point: &&WeekPoint| {
                point
                    .share()
                    .is_some_and(|share| share < rule.clear - ON_THE_LINE)
            };
            let first_clear = stretch.iter().rev().filter(proving).take_while(is_clear).last();
            let first_silent = after[0].week;
            *end = Some(
                first_clear
                    .map_or(first_silent, |point| point.week)
                    .weeks_since(first()),
            );
        }
        found.extend(spells);
        rest = after.split_at(after.len().min(SILENT_WEEKS)).1;
    }
    found
}

/// Looks for rows of n proving weeks anywhere, without a state machine.
fn of_stretch(weeks: &[WeekPoint], rule: &SpellRule) -> Vec<(i64, Option<i64>)> {
    let proving: Vec<(Week, f64)> = weeks
        .iter()
        .filter_map(|point| Some((point.week, point.counted(rule.coverage_gate)?)))
        .collect();
    let in_a_row = |from: usize, holds: &dyn Fn(f64) -> bool| {
        from + rule.weeks <= proving.len()
            && proving[from..from + rule.weeks]
                .iter()
                .all(|(_, share)| holds(*share))
    };
    let first_row =
        |from: usize, holds: &dyn Fn(f64) -> bool| (from..proving.len()).find(|at| in_a_row(*at, holds));
    let place = |week: Week| week.weeks_since(first()) + 1;
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = first_row(from, &|share| share >= rule.raise - ON_THE_LINE) {
        let end = first_row(start, &|share| share < rule.clear - ON_THE_LINE);
        found.push((place(proving[start].0), end.map(|at| place(proving[at].0) - 1)));
        match end {
            Some(at) => from = at + rule.weeks,
            None => break,
        }
    }
    found
}

proptest! {
    #[test]
    fn the_state_machine_finds_what_the_definition_says(
        weeks in prop::collection::vec(
            (prop::option::weighted(0.6, 20_u32..60), prop::option::weighted(0.3, 50_u32..110)), 0..60,
        ),
        n in 1_usize..4,
        raise in 30_u32..50,
        below in 1_u32..10,
    ) {
        let rule = rule(f64::from(raise) / 100.0, f64::from(raise - below) / 100.0, n);
        let weeks = points(&weeks);
        let found: Vec<_> = spells(&weeks, &rule).iter().map(places).collect();
        prop_assert_eq!(found, by_definition(&weeks, &rule));
    }

    #[test]
    fn spells_do_not_overlap_and_peaks_are_over_the_line(values in prop::collection::vec(0_u32..100, 0..80)) {
        let rule = rule(0.35, 0.30, 2);
        let found = spells(&shares(&values), &rule);
        for pair in found.windows(2) {
            prop_assert!(pair[0].end.is_some_and(|end| end < pair[1].start));
        }
        for spell in &found {
            prop_assert!(spell.peak >= rule.raise && spell.mean <= spell.peak);
            prop_assert!(spell.start <= spell.peak_week && spell.hours_above_line >= 0.0);
        }
    }
}
