//! Made-up charts, for the gallery and the tests.

use chrono::Duration;

use super::{as_of, closed_week, noise, periods};
use crate::charts::ages::{AgePoint, AgesView};
use crate::charts::backlog::{BacklogView, FlowPoint};
use crate::charts::fleet::{ShipsView, SquadShip};
use crate::charts::hours::{HoursBar, HoursView};
use crate::charts::load_line::{
    Intervention, LimitBand, LoadLineView, LoadLines, LoadPoint, SignalKind, SignalMark, SpellBand,
};
use crate::charts::sparkline::SparklineView;
use crate::charts::timeline::{
    Known, TimelineCell, TimelineMark, TimelineRow, TimelineSpell, TimelineTribe, TimelineView,
};
use crate::charts::{ChartMeta, DataNote, Ship};
use crate::{Grain, LoadState, Method, Period, Severity};

/// The words around a chart about `subject`.
pub fn meta(subject: &str) -> ChartMeta {
    ChartMeta {
        subject: subject.to_owned(),
        as_of: as_of(),
        rules_version: "v3".to_owned(),
        method: Method::Worklogs,
        notes: Vec::new(),
    }
}

/// The share of one made-up squad in one week: calm at first, then slowly under water, with a bad month earlier.
fn share(seed: u64, index: usize, count: usize) -> f64 {
    let at = index as f64 / count.max(2) as f64;
    let wave = (at * 19.0 + seed as f64).sin() * 0.035;
    let hump = 0.38 * (-((at - 0.36) / 0.045).powi(2)).exp();
    let rise = if at > 0.8 { (at - 0.8) * 1.35 } else { 0.0 };
    (0.2 + wave + hump + rise + (noise(seed * 1_000 + index as u64) - 0.5) * 0.11).clamp(0.0, 1.0)
}

/// A load line of `count` periods: gaps, hollow weeks, two spells, a provisional end and two interventions.
pub fn load_line(grain: Grain, count: usize) -> LoadLineView {
    let all = periods(grain, closed_week(), count);
    let mut points: Vec<LoadPoint> = all
        .iter()
        .enumerate()
        .map(|(index, period)| LoadPoint {
            period: *period,
            share: (!(count > 20 && (count / 6..count / 6 + 3).contains(&index)))
                .then(|| share(7, index, count)),
            below_gate: index % 23 == 11,
            provisional: false,
        })
        .collect();
    if let Some(last) = all.last() {
        points.push(LoadPoint {
            period: last.next(),
            share: Some(0.44),
            below_gate: false,
            provisional: true,
        });
    }
    let spells = spells(&points);
    let at = |part: f64| {
        all.get((count as f64 * part) as usize)
            .map(|period| period.start() + Duration::days(1))
    };
    let interventions = [(0.42, "debt quarter"), (0.9, "rerouting")]
        .into_iter()
        .filter_map(|(part, label)| {
            at(part).map(|day| Intervention {
                day,
                until: (part < 0.5).then(|| day + Duration::days(7 * count as i64 / 10)),
                label: label.to_owned(),
            })
        })
        .collect();
    let mut meta = meta("Payroll FR");
    meta.notes = vec![DataNote::LowCoverage {
        periods: count.div_ceil(23) as u32,
        gate: 0.7,
    }];
    LoadLineView {
        meta,
        grain,
        lines: LoadLines {
            warn: 0.35,
            critical: 0.5,
            weeks: 2,
        },
        limits: limits(&points),
        signals: signals(&points),
        points,
        spells,
        interventions,
    }
}

/// What is usual before and after the first intervention, for pictures only.
fn limits(points: &[LoadPoint]) -> Vec<LimitBand> {
    let part = points.len() * 42 / 100;
    let band = |from: usize, to: usize, centre: f64| LimitBand {
        from: points[from].period,
        to: points[to].period,
        centre,
        lower: centre - 0.11,
        upper: centre + 0.11,
    };
    if points.len() < 12 {
        return Vec::new();
    }
    vec![band(0, part - 1, 0.2), band(part, points.len() - 1, 0.21)]
}

/// The weeks outside of it, and one end of a run.
fn signals(points: &[LoadPoint]) -> Vec<SignalMark> {
    if points.len() < 12 {
        return Vec::new();
    }
    let outside = |point: &LoadPoint| {
        let share = point.share.filter(|share| *share > 0.32)?;
        (!point.below_gate && !point.provisional).then_some(SignalMark {
            period: point.period,
            share,
            kind: SignalKind::Outside,
        })
    };
    let mut marks: Vec<_> = points.iter().filter_map(outside).collect();
    marks.extend(points.get(9).and_then(|point| {
        Some(SignalMark {
            period: point.period,
            share: point.share?,
            kind: SignalKind::RunOf8,
        })
    }));
    marks
}

/// The book's rule of spells, for pictures only: two periods over 35 %, until two under 30 %.
fn spells(points: &[LoadPoint]) -> Vec<SpellBand> {
    let closed: Vec<(Period, f64)> = points
        .iter()
        .filter(|point| !point.provisional)
        .filter_map(|point| Some((point.period, point.share?)))
        .collect();
    let mut spells: Vec<SpellBand> = Vec::new();
    let mut from: Option<usize> = None;
    for index in 0..closed.len().saturating_sub(1) {
        let pair = (closed[index].1, closed[index + 1].1);
        match from {
            None if pair.0 >= 0.35 && pair.1 >= 0.35 => from = Some(index),
            Some(start) if pair.0 < 0.3 && pair.1 < 0.3 => {
                spells.push(band(&closed[start..index], true));
                from = None;
            }
            _ => {}
        }
    }
    spells.extend(from.map(|start| band(&closed[start..], false)));
    spells
}

fn band(weeks: &[(Period, f64)], ended: bool) -> SpellBand {
    let critical = weeks.windows(2).any(|pair| pair[0].1 >= 0.5 && pair[1].1 >= 0.5);
    SpellBand {
        start: weeks[0].0,
        end: ended.then(|| weeks[weeks.len() - 1].0),
        periods: weeks.len() as u32,
        severity: if critical {
            Severity::Critical
        } else {
            Severity::Warn
        },
    }
}

/// Hours of `count` periods, with capacity.
pub fn hours(grain: Grain, count: usize) -> HoursView {
    let all = periods(grain, closed_week(), count);
    let scale = if grain == Grain::Week { 1.0 } else { 4.3 };
    let bars = all
        .iter()
        .enumerate()
        .map(|(index, period)| {
            let total = (205.0 + 40.0 * noise(index as u64)) * scale;
            let maintenance = total * share(7, index, count);
            let rest = total - maintenance;
            HoursBar {
                period: *period,
                hours: [
                    maintenance,
                    rest * 0.42,
                    rest * 0.28,
                    rest * 0.08,
                    rest * 0.17,
                    rest * 0.05,
                ],
                capacity_h: Some(scale * if index < count / 2 { 245.0 } else { 262.5 }),
                provisional: index + 1 == count,
            }
        })
        .collect();
    HoursView {
        meta: meta("Payroll FR"),
        grain,
        bars,
    }
}

/// The flow of `count` periods.
pub fn backlog(grain: Grain, count: usize) -> BacklogView {
    let mut open: i64 = 48;
    let points = periods(grain, closed_week(), count)
        .iter()
        .enumerate()
        .map(|(index, period)| {
            let late = if index * 5 > count * 4 { 3.0 } else { 0.0 };
            let arrivals = (4.0 + 5.0 * noise(index as u64 + 50) + late) as u32;
            let departures =
                ((4.4 + 4.2 * noise(index as u64 + 90)) as u32).min((open + i64::from(arrivals)) as u32);
            open += i64::from(arrivals) - i64::from(departures);
            FlowPoint {
                period: *period,
                arrivals,
                departures,
                backlog: Some(open),
                provisional: index + 1 == count,
            }
        })
        .collect();
    BacklogView {
        meta: meta("Payroll FR"),
        grain,
        points,
    }
}

/// The ages of `count` periods, with a gap.
pub fn ages(grain: Grain, count: usize) -> AgesView {
    let points = periods(grain, closed_week(), count)
        .iter()
        .enumerate()
        .map(|(index, period)| {
            let p50 = (9.0 + 12.0 * index as f64 / count as f64 + 4.0 * noise(index as u64)).round();
            let p85 = (p50 * 2.4 + 14.0 * noise(index as u64 + 7)).round();
            let there = index != count / 3;
            AgePoint {
                period: *period,
                p50: there.then_some(p50),
                p85: there.then_some(p85),
            }
        })
        .collect();
    AgesView {
        meta: meta("Payroll FR"),
        grain,
        points,
    }
}

/// The squads of the made-up company: name, tribe, share, state, weeks under water.
pub const SQUADS: [(&str, &str, Option<f64>, LoadState, u32); 14] = [
    ("Payroll FR", "Local", Some(0.58), LoadState::Critical, 11),
    ("Declarations", "Solution A", Some(0.43), LoadState::Warn, 6),
    ("Integrations", "Platform", Some(0.39), LoadState::Warn, 2),
    ("Payroll ES", "Local", Some(0.33), LoadState::Calm, 0),
    ("Absences", "Solution A", Some(0.29), LoadState::Calm, 0),
    ("Payroll UK", "Local", Some(0.27), LoadState::Calm, 0),
    ("Identity", "Platform", Some(0.24), LoadState::Calm, 0),
    ("Expenses", "Solution B", Some(0.22), LoadState::Calm, 0),
    ("Reporting", "Solution B", Some(0.19), LoadState::Calm, 0),
    ("Contracts", "Solution A", Some(0.17), LoadState::Calm, 0),
    ("Onboarding", "Solution B", Some(0.14), LoadState::Calm, 0),
    ("Data", "Platform", Some(0.11), LoadState::Calm, 0),
    ("Design system", "Platform", Some(0.06), LoadState::Calm, 0),
    ("Payroll DE", "Local", None, LoadState::NoData, 0),
];

/// The first week of a spell that has lasted so many weeks.
pub fn since(weeks: u32) -> Option<Period> {
    let day = closed_week().start() - Duration::days(7 * (i64::from(weeks) - 1));
    (weeks > 0).then(|| Period::of(Grain::Week, day))
}

/// The fleet.
pub fn fleet() -> ShipsView {
    let ships = SQUADS
        .iter()
        .map(|(squad, _, share, state, weeks)| SquadShip {
            squad: (*squad).to_owned(),
            ship: Ship {
                share: *share,
                line: 0.35,
                state: *state,
            },
            since: since(*weeks),
        })
        .collect();
    ShipsView {
        meta: meta("Fleet"),
        week: closed_week(),
        ships,
    }
}

/// Two years of the fleet, tribe by tribe.
pub fn timeline() -> TimelineView {
    let weeks = periods(Grain::Week, closed_week(), 104);
    let mut tribes: Vec<TimelineTribe> = Vec::new();
    for (row, (squad, tribe, _, state, under)) in SQUADS.iter().enumerate() {
        let row = timeline_row(&weeks, row, squad, *state, *under);
        match tribes
            .iter_mut()
            .find(|known| known.name.as_deref() == Some(*tribe))
        {
            Some(known) => known.rows.push(row),
            None => tribes.push(TimelineTribe {
                name: Some((*tribe).to_owned()),
                decided: Vec::new(),
                rows: vec![row],
            }),
        }
    }
    tribes[0].decided.push(TimelineMark {
        from: weeks[70].start(),
        to: None,
    });
    TimelineView {
        meta: meta("Fleet"),
        weeks: 2,
        range: Some((weeks[0], weeks[103])),
        tribes,
    }
}

fn timeline_row(weeks: &[Period], row: usize, squad: &str, state: LoadState, under: u32) -> TimelineRow {
    let cells = weeks.iter().enumerate().map(|(index, period)| TimelineCell {
        period: *period,
        known: match (state, index) {
            (LoadState::NoData, 61..) => Known::Nothing,
            _ if (index + 9 * row) % 31 < row % 4 => Known::BelowGate,
            _ => Known::Well,
        },
    });
    let earlier = row * 7 % 60 + 12;
    let spell = |start: usize, end: Option<usize>, severity| TimelineSpell {
        start: weeks[start],
        end: end.map(|end| weeks[end]),
        severity,
    };
    let mut spells = Vec::new();
    if row % 3 != 2 {
        let last = earlier + 3 + row * 5 % 14;
        spells.push(spell(earlier, Some(last), Severity::Warn));
        if row % 2 == 1 {
            spells.push(spell(earlier + 2, Some(last - 1), Severity::Critical));
        }
    }
    if under > 0 {
        let start = 104 - under as usize;
        spells.push(spell(start, None, Severity::Warn));
        if state == LoadState::Critical {
            spells.push(spell(start + under as usize / 2, None, Severity::Critical));
        }
    }
    let decided = (row % 5 == 1).then(|| TimelineMark {
        from: weeks[earlier + 4].start(),
        to: Some(weeks[earlier + 16].end()),
    });
    TimelineRow {
        squad: squad.to_owned(),
        cells: cells.collect(),
        spells,
        decided: decided.into_iter().collect(),
        open: since(under).map(|since| (since, under)),
    }
}

/// The last 26 weeks of a made-up squad that ends at `share`.
pub fn sparkline(seed: u64, share: Option<f64>) -> SparklineView {
    let end = share.unwrap_or(0.2);
    let shares = (0..26)
        .map(|index| {
            let drift = (end - 0.2) * (f64::from(index) / 25.0).powi(2);
            let value = 0.2 + drift + (noise(seed * 31 + index as u64) - 0.5) * 0.08;
            (share.is_some() || index < 9).then_some(if index == 25 { end } else { value.max(0.0) })
        })
        .collect();
    SparklineView {
        shares,
        warn: 0.35,
        critical: 0.5,
    }
}
