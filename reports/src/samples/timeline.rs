//! The made-up page of the fleet over time.

use super::charts::SQUADS;
use super::pages::squad_row;
use super::squad::spells;
use super::{closed_week, periods};
use crate::pages::Link;
use crate::pages::fleet::TribeChoice;
use crate::pages::timeline::{Decided, SquadHistory, Stretch, StretchChoice, TimelineView};
use crate::{Grain, InterventionKind};

/// Two years of the made-up company.
pub fn timeline() -> TimelineView {
    let weeks = periods(Grain::Week, closed_week(), 104);
    let histories = (0..SQUADS.len()).map(|index| {
        let row = squad_row(index);
        let spells = if index % 3 == 2 {
            Vec::new()
        } else {
            spells(&weeks)
        };
        SquadHistory {
            squad: row.squad,
            tribe: row.tribe,
            state: row.state,
            weeks_under: spells.iter().map(|spell| spell.weeks).sum(),
            spells,
        }
    });
    let choice = |stretch, selected| StretchChoice {
        stretch,
        href: "timeline.html".to_owned(),
        selected,
    };
    let decided = |kind, note: Option<&str>, whom: Link, to| Decided {
        kind,
        note: note.map(str::to_owned),
        whom,
        from: weeks[60].start(),
        to,
    };
    TimelineView {
        range: Some((weeks[0], weeks[103])),
        stretches: vec![
            choice(Stretch::Year, false),
            choice(Stretch::TwoYears, true),
            choice(Stretch::All, false),
        ],
        tribes: [None, Some("Local")]
            .into_iter()
            .map(|tribe| TribeChoice {
                tribe: tribe.map(str::to_owned),
                href: "timeline.html".to_owned(),
                selected: tribe.is_none(),
            })
            .collect(),
        chart_url: Some("/charts/timeline.svg?from=2024-W32&to=2026-W31".to_owned()),
        squads: histories.collect(),
        decided: vec![
            decided(InterventionKind::Hiring, None, squad_row(1).squad, None),
            decided(
                InterventionKind::Other,
                Some("a week without meetings"),
                Link::new("Acme Pay", "/"),
                Some(weeks[60].end()),
            ),
        ],
    }
}
