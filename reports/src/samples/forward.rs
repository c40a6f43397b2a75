//! Made-up weeks ahead, for the gallery and the tests.

use super::charts::{SQUADS, meta};
use super::closed_week;
use crate::Period;
use crate::charts::forward_load::{ForwardBar, ForwardLoadView};
use crate::pages::Link;
use crate::pages::forward::{ForwardRow, ForwardView};

fn range() -> (Period, Period) {
    let first = closed_week().next();
    (first, first.next().next().next())
}

/// What one squad is asked for: the first are over, then full, the last unknown.
pub fn forward_row(index: usize) -> ForwardRow {
    let (name, ..) = SQUADS[index % SQUADS.len()];
    let capacity = 1_120.0 - 40.0 * index as f64;
    let committed = capacity * (0.62 - 0.045 * index as f64).max(0.0);
    let expected = (index < 12).then_some(capacity * (0.55 - 0.03 * index as f64));
    let capacity_h = (index < 13).then_some(capacity);
    ForwardRow {
        squad: Link::new(name, format!("squad-{index}.html")),
        committed_h: committed,
        committed_href: "drill.html".to_owned(),
        expected_h: expected,
        expected_href: "drill.html".to_owned(),
        expected_weeks: 8,
        capacity_h,
        load: expected
            .zip(capacity_h)
            .map(|(hours, capacity)| (hours + committed) / capacity),
        overdue_h: if index.is_multiple_of(4) { 64.5 } else { 0.0 },
        overdue_href: "drill.html".to_owned(),
        initiatives: 2,
        without_estimate: (index % 3) as u64,
    }
}

/// The page.
pub fn forward() -> ForwardView {
    ForwardView {
        range: range(),
        line: 0.9,
        squads: (0..SQUADS.len()).map(forward_row).collect(),
        organisation: Some(ForwardRow {
            squad: Link::new("Acme Pay", "/"),
            ..forward_row(3)
        }),
        chart_url: "/charts/forward-load.svg".to_owned(),
        notes: Vec::new(),
        csv_href: "forward.csv".to_owned(),
    }
}

/// The chart.
pub fn forward_load() -> ForwardLoadView {
    let bar = |row: ForwardRow| ForwardBar {
        squad: row.squad.label,
        committed_h: row.committed_h,
        expected_h: row.expected_h,
        capacity_h: row.capacity_h,
        load: row.load,
    };
    ForwardLoadView {
        meta: meta("Acme Pay"),
        range: range(),
        line: 0.9,
        bars: forward().squads.into_iter().map(bar).collect(),
    }
}
