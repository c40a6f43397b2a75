//! Squads at the latest closed week: the rows of the fleet, of a tribe, and the head of a squad's page.

use crate::access::tribe_of;
use crate::app::Inner;
use crate::error::ApiError;
use crate::guard::VisitParts;
use crate::link;
use crate::views::words;
use chrono::NaiveDate;
use model::alert::Severity;
use model::analyst::{Analyst, AnalystError, FlowRow, MaintenanceRow, SpellRow};
use model::config::Config;
use model::ids::{SquadId, TribeId};
use model::query::Filter;
use model::time::Week;
use reports::pages::{Link, SquadRow};
use reports::{Direction, LoadState};
use std::collections::HashMap;

/// Weeks of the small line in a row.
const RECENT_WEEKS: i64 = 26;
/// A change of the share that is none, a fraction.
const FLAT: f64 = 0.02;

/// The figures of squads over the last weeks, by squad.
pub(crate) struct Squads {
    pub(crate) week: Week,
    maintenance: HashMap<String, Vec<MaintenanceRow>>,
    flow: HashMap<String, FlowRow>,
    pub(crate) spells: HashMap<String, Vec<SpellRow>>,
}

impl Squads {
    /// Asks for the squads of a filter, up to a week.
    pub(crate) async fn ask(app: &Inner, filter: Filter, week: Week) -> Result<Self, ApiError> {
        app.ask(move |analyst| Self::read(analyst, &filter, week)).await
    }

    fn read(analyst: &dyn Analyst, filter: &Filter, week: Week) -> Result<Self, AnalystError> {
        let over = |weeks: i64| Filter {
            from: Some(week.plus(1 - weeks).monday()),
            to: Some(week.sunday()),
            ..filter.clone()
        };
        let mut maintenance: HashMap<_, Vec<_>> = HashMap::new();
        for row in analyst.maintenance(&over(RECENT_WEEKS))?.rows {
            maintenance.entry(row.subject.key.clone()).or_default().push(row);
        }
        let flow = analyst
            .flow(&over(1))?
            .rows
            .into_iter()
            .map(|row| (row.subject.key.clone(), row))
            .collect();
        let mut spells: HashMap<_, Vec<_>> = HashMap::new();
        for row in analyst
            .spells(&Filter {
                from: None,
                to: None,
                ..filter.clone()
            })?
            .rows
        {
            spells.entry(row.subject.key.clone()).or_default().push(row);
        }
        Ok(Self {
            week,
            maintenance,
            flow,
            spells,
        })
    }

    /// The last weeks of a squad, oldest first.
    pub(crate) fn weeks(&self, squad: &SquadId) -> &[MaintenanceRow] {
        self.maintenance.get(squad.as_str()).map_or(&[], Vec::as_slice)
    }

    /// Rows of the squads that the viewer sees, worst first: all of the configuration, of a tribe or not.
    pub(crate) fn rows(&self, visit: &VisitParts, tribe: Option<&TribeId>) -> Vec<SquadRow> {
        let mut rows: Vec<_> = seen(visit, tribe)
            .into_iter()
            .map(|squad| self.row(visit, squad))
            .collect();
        rows.sort_by(|a, b| {
            let depth = |row: &SquadRow| row.share.unwrap_or(-1.0);
            b.state.cmp(&a.state).then_with(|| depth(b).total_cmp(&depth(a)))
        });
        rows
    }

    /// What belongs to no squad, where somebody logged such hours in the last weeks. It is no squad: it is shown, but
    /// neither counted nor alerted on.
    pub(crate) fn unattributed(&self, visit: &VisitParts) -> Option<SquadRow> {
        let nobody = SquadId::unattributed();
        let logged = sum(self.weeks(&nobody), |row| row.logged_h.value);
        (logged != 0.0 && visit.sight().squad(&nobody)).then(|| SquadRow {
            state: LoadState::NoData,
            since: None,
            weeks_under: 0,
            ..self.row(visit, &nobody)
        })
    }

    /// One squad's row.
    pub(crate) fn row(&self, visit: &VisitParts, squad: &SquadId) -> SquadRow {
        let config = visit.app.config();
        let thresholds = &config.thresholds;
        let weeks = self.weeks(squad);
        let last = weeks
            .iter()
            .rfind(|row| row.period.first_day() == self.week.monday());
        let share = last.and_then(|row| row.maintenance_share.value);
        let coverage = last.and_then(|row| row.coverage);
        let backlog = last.map(|row| row.backlog);
        let ended = ended(visit, squad, self.week);
        // A squad that has ended or is not shown in this week stands nowhere.
        let open = last.filter(|_| ended.is_none());
        let open = open.and(self.open_spell(squad, Severity::Warn));
        let change = change(weeks);
        SquadRow {
            squad: squad_link(config, squad),
            tribe: tribe_of(config, squad)
                .filter(|tribe| visit.sight().tribe(tribe))
                .map(|tribe| tribe_link(config, &tribe)),
            share,
            warn_line: thresholds.warn,
            critical_line: thresholds.critical,
            // A share by activity cannot show overload, nor that there is none.
            state: match (last, ended) {
                (Some(row), None) if row.activity.is_none() => self.state(squad, share),
                _ => LoadState::NoData,
            },
            ended,
            since: open.map(|spell| words::week(spell.start)),
            weeks_under: open.map_or(0, |spell| u32::try_from(spell.weeks).unwrap_or(u32::MAX)),
            direction: direction(change),
            change,
            backlog,
            drain: words::drain(backlog, self.flow.get(squad.as_str()).and_then(|row| row.drain)),
            coverage,
            below_gate: coverage.is_some_and(|coverage| coverage < thresholds.coverage_gate),
            recent: weeks.iter().map(|row| row.maintenance_share.value).collect(),
        }
    }

    fn state(&self, squad: &SquadId, share: Option<f64>) -> LoadState {
        if self.open_spell(squad, Severity::Critical).is_some() {
            LoadState::Critical
        } else if self.open_spell(squad, Severity::Warn).is_some() {
            LoadState::Warn
        } else if share.is_some() {
            LoadState::Calm
        } else {
            LoadState::NoData
        }
    }

    fn open_spell(&self, squad: &SquadId, severity: Severity) -> Option<&SpellRow> {
        let spells = self.spells.get(squad.as_str())?;
        spells
            .iter()
            .find(|spell| spell.end.is_none() && spell.severity == severity)
    }
}

/// The squads of the configuration that the viewer sees, of a tribe or all, in its order.
pub(crate) fn seen<'a>(visit: &'a VisitParts, tribe: Option<&TribeId>) -> Vec<&'a SquadId> {
    let config = visit.app.config();
    let sight = visit.sight();
    let squads = config.squads.iter().map(|squad| &squad.id);
    squads
        .filter(|squad| sight.squad(squad))
        .filter(|squad| tribe.is_none() || tribe_of(config, squad).as_ref() == tribe)
        .collect()
}

/// The last day of a squad that had ended by the end of a week.
fn ended(visit: &VisitParts, squad: &SquadId, week: Week) -> Option<NaiveDate> {
    let tenure = visit.app.rules().squads.succession().of(squad)?;
    tenure.to.filter(|last| *last < week.sunday())
}

/// How much the share of the last four closed weeks differs from that of the four before.
pub(crate) fn change(weeks: &[MaintenanceRow]) -> Option<f64> {
    let (before, last) = weeks.split_at(weeks.len().checked_sub(4)?);
    let before = &before[before.len().checked_sub(4)?..];
    Some(share(last)? - share(before)?)
}

/// The share of several periods together.
pub(crate) fn share(rows: &[MaintenanceRow]) -> Option<f64> {
    let all = sum(rows, all);
    (all > 0.0).then(|| sum(rows, maintenance) / all)
}

/// All of a row: hours, or person-days.
pub(crate) fn all(row: &MaintenanceRow) -> Option<f64> {
    let days = row.activity.map(|days| days.active);
    days.unwrap_or(row.logged_h).value
}

/// Its maintenance, likewise.
pub(crate) fn maintenance(row: &MaintenanceRow) -> Option<f64> {
    let days = row.activity.map(|days| days.maintenance);
    days.unwrap_or(row.maintenance_h).value
}

/// A sum over rows; what has no value adds nothing.
pub(crate) fn sum(rows: &[MaintenanceRow], value: impl Fn(&MaintenanceRow) -> Option<f64>) -> f64 {
    rows.iter().filter_map(value).sum()
}

/// Which way a change goes.
pub(crate) fn direction(change: Option<f64>) -> Direction {
    match change {
        None => Direction::Unknown,
        Some(change) if change >= FLAT => Direction::Up,
        Some(change) if change <= -FLAT => Direction::Down,
        Some(_) => Direction::Flat,
    }
}

/// A squad by its name, with the address of its page.
pub(crate) fn squad_link(config: &Config, squad: &SquadId) -> Link {
    Link::new(squad_name(config, squad), link::squad(squad.as_str()))
}

/// What people call a squad.
pub(crate) fn squad_name(config: &Config, squad: &SquadId) -> String {
    let known = config.squads.iter().find(|known| known.id == *squad);
    known.map_or_else(|| squad.to_string(), |known| known.name().to_owned())
}

/// A tribe by its name, with the address of its page.
pub(crate) fn tribe_link(config: &Config, tribe: &TribeId) -> Link {
    let known = config.tribes.iter().find(|known| known.id == *tribe);
    let name = known.map_or_else(|| tribe.to_string(), |known| known.name.clone());
    Link::new(name, link::tribe(tribe.as_str()))
}
