//! The fleet over time: who was under water when, tribe by tribe, the worst first.

use crate::access::{Sight, tribe_of};
use crate::error::ApiError;
use crate::guard::VisitParts;
use crate::link::{self, Href};
use crate::views::context::Basis;
use crate::views::squad::spell_row;
use crate::views::squads::{Squads, squad_link, tribe_link};
use crate::views::words;
use model::alert::Severity;
use model::analyst::SpellRow;
use model::config::Config;
use model::ids::{SquadId, TribeId};
use model::intervention::{Intervention, InterventionScope};
use model::query::Filter;
use model::time::Week;
use reports::pages::Link;
use reports::pages::fleet::TribeChoice;
use reports::pages::timeline::{Decided, SquadHistory, Stretch, StretchChoice, TimelineView};
use std::collections::HashMap;

/// The stretches of time to choose from, and how many weeks each is.
const STRETCHES: [(Stretch, &str, i64); 3] = [
    (Stretch::Year, "year", 52),
    (Stretch::TwoYears, "two_years", 104),
    (Stretch::All, "all", i64::MAX),
];

/// The weeks of the fleet's timeline, unless somebody asks for others.
pub(crate) const USUAL_WEEKS: i64 = 104;

/// A tribe, or none, with its squads.
pub(crate) type Group = (Option<TribeId>, Vec<SquadId>);

/// Squads by tribe, the worst first: those deep under water, those under water, then by weeks under water in the time
/// shown. Tribes likewise, by their worst squad.
pub(crate) fn groups(
    config: &Config,
    squads: Vec<SquadId>,
    spells: &HashMap<String, Vec<SpellRow>>,
    (first, last): (Week, Week),
) -> Vec<Group> {
    let weight = |squad: &SquadId| {
        let of_squad = spells.get(squad.as_str()).map_or(&[][..], Vec::as_slice);
        let open = |severity| {
            let mut open = of_squad.iter();
            open.any(|spell| spell.end.is_none() && spell.severity == severity)
        };
        (
            open(Severity::Critical),
            open(Severity::Warn),
            weeks_under(of_squad, first, last),
        )
    };
    let mut groups: Vec<Group> = Vec::new();
    for squad in squads {
        let tribe = tribe_of(config, &squad);
        match groups.iter_mut().find(|(known, _)| *known == tribe) {
            Some((_, squads)) => squads.push(squad),
            None => groups.push((tribe, vec![squad])),
        }
    }
    for (_, squads) in &mut groups {
        squads.sort_by_key(|squad| std::cmp::Reverse(weight(squad)));
    }
    groups.sort_by_key(|(_, squads)| std::cmp::Reverse(squads.first().map(weight)));
    groups
}

/// Weeks in spells over the warn line, from a week to a week.
pub(crate) fn weeks_under(spells: &[SpellRow], first: Week, last: Week) -> i64 {
    let warns = spells.iter().filter(|spell| spell.severity == Severity::Warn);
    warns
        .map(|spell| {
            let (from, to) = (spell.start.max(first), spell.end.unwrap_or(last).min(last));
            (to.weeks_since(from) + 1).max(0)
        })
        .sum()
}

/// Fills the page.
pub(crate) async fn view(
    visit: &VisitParts,
    basis: &Basis,
    tribe: Option<TribeId>,
) -> Result<TimelineView, ApiError> {
    let app = &visit.app;
    let config = app.config();
    let word = visit.asked.one("window")?.unwrap_or("two_years");
    let (stretch, _, weeks) = STRETCHES
        .into_iter()
        .find(|(_, known, _)| *known == word)
        .unwrap_or(STRETCHES[1]);
    let empty = TimelineView {
        range: None,
        stretches: stretches(stretch, tribe.as_ref()),
        tribes: tribes(visit, word, tribe.as_ref()),
        chart_url: None,
        squads: Vec::new(),
        decided: Vec::new(),
    };
    let Some(first) = basis.snapshot.as_ref().and_then(|snapshot| snapshot.first_week) else {
        return Ok(empty);
    };
    let last = basis.week(app);
    let first = if weeks > last.weeks_since(first) {
        first.min(last)
    } else {
        last.plus(1 - weeks)
    };
    let filter = Filter {
        tribe: tribe.clone(),
        ..Filter::all(app.today())
    };
    let known = Squads::ask(app, filter, last).await?;
    let squads = seen_squads(config, &visit.sight(), tribe.as_ref());
    let groups = groups(config, squads, &known.spells, (first, last));
    let all = groups.iter().flat_map(|(_, squads)| squads);
    let chart = Href::new("/charts/timeline.svg")
        .maybe("tribe", tribe.as_ref().map(TribeId::as_str))
        .with("from", first.to_string())
        .with("to", last.to_string());
    let decided = app.store().interventions().await?;
    Ok(TimelineView {
        range: Some((words::week(first), words::week(last))),
        chart_url: Some(chart.finish()),
        squads: all
            .map(|squad| history(visit, &known, squad, (first, last)))
            .collect(),
        decided: decisions(visit, &decided, tribe.as_ref(), (first, last)),
        ..empty
    })
}

/// The squads of the configuration that are in sight, of a tribe or not.
fn seen_squads(config: &Config, sight: &Sight<'_>, tribe: Option<&TribeId>) -> Vec<SquadId> {
    let squads = config.squads.iter().map(|squad| &squad.id);
    squads
        .filter(|squad| sight.squad(squad))
        .filter(|squad| tribe.is_none() || tribe_of(config, squad).as_ref() == tribe)
        .cloned()
        .collect()
}

fn history(visit: &VisitParts, known: &Squads, squad: &SquadId, (first, last): (Week, Week)) -> SquadHistory {
    let row = known.row(visit, squad);
    let spells = known.spells.get(squad.as_str()).map_or(&[][..], Vec::as_slice);
    let shown = spells
        .iter()
        .filter(|spell| spell.start <= last && spell.end.is_none_or(|end| first <= end));
    SquadHistory {
        squad: row.squad,
        tribe: row.tribe,
        state: row.state,
        weeks_under: u32::try_from(weeks_under(spells, first, last)).unwrap_or(u32::MAX),
        spells: shown.rev().map(spell_row).collect(),
    }
}

/// What was decided in the time shown, for those in sight, latest first.
fn decisions(
    visit: &VisitParts,
    decided: &[Intervention],
    tribe: Option<&TribeId>,
    (first, last): (Week, Week),
) -> Vec<Decided> {
    let (config, sight) = (visit.app.config(), visit.sight());
    let shown = |known: &&Intervention| {
        let said = &known.said;
        let of_tribe = tribe.is_none_or(|tribe| match &said.scope {
            InterventionScope::Squad(squad) => tribe_of(config, squad).as_ref() == Some(tribe),
            scope => scope.concerns_tribe(tribe.as_str()),
        });
        known.is_in_force()
            && sight.sees(&said.scope)
            && of_tribe
            && said.from <= last.sunday()
            && said.to.is_none_or(|to| first.monday() <= to)
    };
    let mut shown: Vec<_> = decided.iter().filter(shown).collect();
    shown.sort_by_key(|known| std::cmp::Reverse((known.said.from, known.id)));
    shown
        .into_iter()
        .map(|known| Decided {
            kind: words::intervention_kind(known.said.kind),
            note: known.said.note.clone(),
            whom: whom(config, &known.said.scope),
            from: known.said.from,
            to: known.said.to,
        })
        .collect()
}

/// Those an intervention is for, by their name, with the address of their page.
pub(crate) fn whom(config: &Config, scope: &InterventionScope) -> Link {
    match scope {
        InterventionScope::Squad(squad) => squad_link(config, squad),
        InterventionScope::Tribe(tribe) => tribe_link(config, tribe),
        InterventionScope::Organisation => Link::new(config.organisation.name.clone(), "/"),
    }
}

fn stretches(selected: Stretch, tribe: Option<&TribeId>) -> Vec<StretchChoice> {
    STRETCHES
        .into_iter()
        .map(|(stretch, word, _)| StretchChoice {
            stretch,
            href: href(word, tribe),
            selected: stretch == selected,
        })
        .collect()
}

fn href(window: &str, tribe: Option<&TribeId>) -> String {
    Href::new(link::TIMELINE)
        .with("window", window)
        .maybe("tribe", tribe.map(TribeId::as_str))
        .finish()
}

fn tribes(visit: &VisitParts, window: &str, selected: Option<&TribeId>) -> Vec<TribeChoice> {
    let choices = super::fleet::choices(visit, selected);
    let config = visit.app.config();
    let key = |choice: &TribeChoice| {
        let name = choice.tribe.as_ref()?;
        let known = config.tribes.iter().find(|tribe| tribe.name == *name)?;
        Some(known.id.clone())
    };
    choices
        .into_iter()
        .map(|choice| TribeChoice {
            href: href(window, key(&choice).as_ref()),
            ..choice
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::analyst::Subject;

    fn spell(start: &str, end: Option<&str>, severity: Severity) -> SpellRow {
        let start: Week = start.parse().unwrap();
        SpellRow {
            subject: Subject {
                key: String::new(),
                tribe: None,
            },
            start,
            end: end.map(|end| end.parse().unwrap()),
            weeks: 1,
            peak: 0.5,
            peak_week: start,
            mean: 0.5,
            hours_above_line: 1.0,
            severity,
            raise: 0.35,
        }
    }

    #[test]
    fn the_worst_come_first_and_tribes_with_them() {
        let config = model::config::parse(
            r#"
            organisation = { name = "A", time_zone = "Europe/Paris" }
            tribes = [{ id = "t1", name = "One" }, { id = "t2", name = "Two" }]
            squads = [{ id = "a", tribe = "t1" }, { id = "b", tribe = "t1" }, { id = "c", tribe = "t2" }, { id = "d" }]
            "#,
            "t",
        )
        .unwrap();
        let spells: HashMap<String, Vec<SpellRow>> = [
            ("b", vec![spell("2026-W01", Some("2026-W09"), Severity::Warn)]),
            (
                "c",
                vec![
                    spell("2026-W08", None, Severity::Warn),
                    spell("2026-W09", None, Severity::Critical),
                ],
            ),
        ]
        .into_iter()
        .map(|(squad, spells)| (squad.to_owned(), spells))
        .collect();
        let squads = config.squads.iter().map(|squad| squad.id.clone()).collect();
        let range = ("2026-W05".parse().unwrap(), "2026-W10".parse().unwrap());
        let order: Vec<String> = groups(&config, squads, &spells, range)
            .iter()
            .flat_map(|(_, squads)| squads.iter().map(ToString::to_string))
            .collect();
        assert_eq!(order, ["c", "b", "a", "d"]);
        assert_eq!(weeks_under(&spells["b"], range.0, range.1), 5);
        assert_eq!(
            weeks_under(&spells["c"], range.0, range.1),
            3,
            "critical weeks are warned of too"
        );
        assert_eq!(weeks_under(&spells["b"], "2026-W10".parse().unwrap(), range.1), 0);
    }
}
