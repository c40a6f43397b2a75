//! A squad: how much of its time went to maintenance, when it was worst, and why.

use crate::access::Resource;
use crate::data::lives;
use crate::error::ApiError;
use crate::guard::VisitParts;
use crate::link::{self, Href};
use crate::views::context::Basis;
use crate::views::forward;
use crate::views::interventions;
use crate::views::routing;
use crate::views::rules::matches;
use crate::views::squads::{Squads, all, maintenance, share, squad_link, sum};
use crate::views::words;
use model::activity::Method;
use model::alert::{AlertMetric, AlertState, AlertStatus, Severity};
use model::analyst::{MaintenanceRow, MixRow, SpellRow, TicketWeight};
use model::classify::Category;
use model::ids::SquadId;
use model::query::{DrillInto, Filter};
use model::time::{Grain, Week};
use reports::pages::squad::{
    AlertBox, AlertPoint, GrainChoice, Lineage, SquadCharts, SquadSummary, SquadView, TicketRow, TypeSlice,
    UsualChoice, Window, WindowChoice,
};
use reports::pages::{Link, SquadRow, squad};

/// Tickets listed on the page.
const TICKETS: usize = 20;
/// Weeks of an alert's trend.
const TREND_WEEKS: usize = 8;

/// Weeks that can still be told apart on a chart.
const MOST_WEEKS: i64 = 160;

/// How much of the history the page shows, and how it is cut.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cut {
    window: Window,
    grain: Grain,
    /// None for what is usual for the squad.
    method: Option<Method>,
    /// Whether the load line shows what is usual.
    usual: bool,
}

const WINDOWS: [(Window, &str, i64); 4] = [
    (Window::HalfYear, "half_year", 26),
    (Window::Year, "year", 52),
    (Window::TwoYears, "two_years", 104),
    (Window::All, "all", i64::MAX),
];

impl Cut {
    /// Reads the query. Without one, the last year; all of it where the data ended long ago, as history read for its
    /// own sake does. A stretch too long for weeks is cut by months unless the query says otherwise.
    pub(crate) fn read(visit: &VisitParts, basis: &Basis) -> Result<Self, ApiError> {
        let usual = if basis.has_ended(&visit.app) {
            Window::All
        } else {
            Window::Year
        };
        let window = visit.asked.one("window")?.map_or(usual, |word| {
            let known = WINDOWS.iter().find(|(_, known, _)| *known == word);
            known.map_or(usual, |(window, ..)| *window)
        });
        let by_week = Self {
            window,
            grain: Grain::Week,
            method: visit.asked.parsed("method")?,
            usual: visit.asked.one("limits")? != Some("hide"),
        };
        let last = basis.week(&visit.app);
        let long = last.weeks_since(by_week.first(basis, last)) > MOST_WEEKS;
        let usual = if long { Grain::Month } else { Grain::Week };
        Ok(Self {
            grain: visit.asked.parsed("grain")?.unwrap_or(usual),
            ..by_week
        })
    }

    /// The first week shown.
    fn first(self, basis: &Basis, last: Week) -> Week {
        let weeks = WINDOWS
            .iter()
            .find(|(window, ..)| *window == self.window)
            .map_or(52, |(.., weeks)| *weeks);
        let first = basis
            .snapshot
            .as_ref()
            .and_then(|snapshot| snapshot.first_week)
            .unwrap_or(last);
        if weeks > last.weeks_since(first) {
            first.min(last)
        } else {
            last.plus(1 - weeks)
        }
    }

    fn href(self, squad: &SquadId) -> String {
        let word = WINDOWS
            .iter()
            .find(|(window, ..)| *window == self.window)
            .map_or("year", |(_, word, _)| word);
        Href::new(link::squad(squad.as_str()))
            .with("window", word)
            .with("grain", self.grain.word())
            .maybe("method", self.method.map(Method::word))
            .maybe("limits", (!self.usual).then_some("hide"))
            .finish()
    }
}

/// What the page asks for.
struct Figures {
    weeks: Vec<MaintenanceRow>,
    mix: Vec<MixRow>,
    tickets: Vec<TicketWeight>,
    method: &'static str,
}

/// A stretch of weeks of one squad.
struct Stretch<'a> {
    squad: &'a SquadId,
    first: Week,
    last: Week,
}

impl Stretch<'_> {
    fn on(&self, href: Href) -> Href {
        href.with("squad", self.squad.as_str())
            .with("from", self.first.to_string())
            .with("to", self.last.to_string())
    }
}

/// Fills the page.
pub(crate) async fn view(
    visit: &VisitParts,
    basis: &Basis,
    squad: SquadId,
    cut: Cut,
) -> Result<SquadView, ApiError> {
    let app = &visit.app;
    let last = basis.week(app);
    let stretch = Stretch {
        squad: &squad,
        first: cut.first(basis, last),
        last,
    };
    let all = Filter {
        method: cut.method,
        ..Filter::squad(squad.clone(), app.today())
    };
    let squads = Squads::ask(app, all.clone(), last).await?;
    let filter = Filter {
        from: Some(stretch.first.monday()),
        to: Some(last.sunday()),
        ..all
    };
    let figures = ask(visit, filter.clone()).await?;
    let routing = routing::of_squad(visit, filter, &squad).await?;
    let spells = squads.spells.get(squad.as_str()).map_or(&[][..], Vec::as_slice);
    let spells: Vec<_> = spells
        .iter()
        .filter(|spell| spell.end.is_none_or(|end| end >= stretch.first))
        .collect();
    let summary = summary(&figures, &spells, app.today());
    let now = squads.row(visit, &squad);
    let statuses = app.store().alert_statuses().await?;
    let alert = statuses
        .iter()
        .filter(|status| status.metric == AlertMetric::MaintenanceShare)
        .filter(|status| status.subject.squad().as_ref() == Some(&squad) && status.state != AlertState::Ok)
        .max_by_key(|status| (status.state.is_raised(), status.severity));
    Ok(SquadView {
        week: words::week(last),
        week_href: format!("{}/week", link::squad(squad.as_str())),
        windows: windows(&squad, cut),
        grains: grains(&squad, cut),
        charts: charts(&stretch, cut),
        alert: alert.map(|status| alert_box(visit, status, squads.weeks(&squad), &now)),
        spells: spells.iter().rev().map(|spell| spell_row(spell)).collect(),
        types: types(&figures.mix, &figures.tickets, &drill(&stretch, summary.method)),
        tickets: tickets(visit, &figures.tickets, summary.maintenance_h).await?,
        drill_href: drill(&stretch, summary.method),
        forward: forward::of_squad(visit, &squad).await?,
        interventions: interventions::rows(visit, &squad).await?,
        form: interventions::form(visit, &squad),
        usual: (cut.grain == Grain::Week).then(|| usual(&squad, cut)),
        routing,
        lineage: lineage(visit, &squad),
        summary,
        now,
    })
}

/// What was before a squad, and what followed, as far as the viewer sees it.
fn lineage(visit: &VisitParts, squad: &SquadId) -> Lineage {
    let app = &visit.app;
    let Some(tenure) = app.rules().squads.succession().of(squad) else {
        return Lineage::default();
    };
    let sight = visit.sight();
    let links = |squads: &[SquadId]| {
        let seen = squads.iter().filter(|squad| sight.squad(squad));
        seen.map(|squad| squad_link(app.config(), squad)).collect()
    };
    Lineage {
        from: tenure.from,
        predecessors: links(&tenure.predecessors),
        successors: links(&tenure.successors),
    }
}

async fn ask(visit: &VisitParts, filter: Filter) -> Result<Figures, ApiError> {
    visit
        .app
        .ask(move |analyst| {
            let weeks = analyst.maintenance(&filter)?;
            Ok(Figures {
                method: weeks.provenance.method,
                weeks: weeks.rows,
                mix: analyst.mix(&filter)?.rows,
                tickets: analyst.heaviest_tickets(&filter, usize::MAX)?,
            })
        })
        .await
}

fn summary(figures: &Figures, spells: &[&SpellRow], today: chrono::NaiveDate) -> SquadSummary {
    let closed: Vec<_> = figures
        .weeks
        .iter()
        .filter(|row| row.period.is_closed(today))
        .cloned()
        .collect();
    let logged_h = sum(&closed, all);
    let capacity = sum(&closed, |row| row.capacity_h);
    let share_of = |row: &MaintenanceRow| row.maintenance_share.value;
    let worst = closed.iter().filter(|row| share_of(row).is_some());
    // Among equals the one that cost most: an hour of work that was all maintenance is no disaster.
    let weight = |row: &MaintenanceRow| (share_of(row).unwrap_or(0.0), maintenance(row).unwrap_or(0.0));
    let worst = worst.max_by(|a, b| {
        let (a, b) = (weight(a), weight(b));
        a.0.total_cmp(&b.0).then_with(|| a.1.total_cmp(&b.1))
    });
    SquadSummary {
        range: closed
            .first()
            .zip(closed.last())
            .map(|(a, b)| (words::period(a.period), words::period(b.period))),
        share: share(&closed),
        maintenance_h: sum(&closed, maintenance),
        logged_h,
        coverage: (capacity > 0.0).then(|| logged_h / capacity),
        worst: worst.and_then(|row| Some((words::period(row.period), share_of(row)?))),
        spells: u32::try_from(
            spells
                .iter()
                .filter(|spell| spell.severity == Severity::Warn)
                .count(),
        )
        .unwrap_or(0),
        method: words::method(figures.method),
    }
}

fn windows(squad: &SquadId, cut: Cut) -> Vec<WindowChoice> {
    let choice = |window| WindowChoice {
        window,
        href: Cut { window, ..cut }.href(squad),
        selected: window == cut.window,
    };
    WINDOWS.into_iter().map(|(window, ..)| choice(window)).collect()
}

fn grains(squad: &SquadId, cut: Cut) -> Vec<GrainChoice> {
    let choice = |grain| GrainChoice {
        grain: words::grain(grain),
        href: Cut { grain, ..cut }.href(squad),
        selected: grain == cut.grain,
    };
    [Grain::Week, Grain::Month, Grain::Quarter].map(choice).to_vec()
}

fn charts(stretch: &Stretch<'_>, cut: Cut) -> SquadCharts {
    let chart = |name: &str| {
        stretch
            .on(Href::new(format!("/charts/{name}.svg")))
            .with("grain", cut.grain.word())
            .maybe("method", cut.method.map(Method::word))
    };
    let load_line = chart("load-line").maybe("limits", (!cut.usual).then_some("hide"));
    let chart = |name: &str| chart(name).finish();
    SquadCharts {
        load_line: load_line.finish(),
        hours: chart("hours"),
        backlog: chart("backlog"),
        ages: chart("ages"),
    }
}

fn usual(squad: &SquadId, cut: Cut) -> UsualChoice {
    UsualChoice {
        shown_href: Cut { usual: true, ..cut }.href(squad),
        hidden_href: Cut { usual: false, ..cut }.href(squad),
        shown: cut.usual,
    }
}

fn drill(stretch: &Stretch<'_>, method: reports::Method) -> String {
    let figure = match method {
        reports::Method::Worklogs => DrillInto::MaintenanceH,
        reports::Method::Activity => DrillInto::MaintenanceDays,
    };
    stretch
        .on(Href::new("/drill").with("figure", figure.word()))
        .finish()
}

fn alert_box(visit: &VisitParts, status: &AlertStatus, weeks: &[MaintenanceRow], now: &SquadRow) -> AlertBox {
    let thresholds = &visit.app.config().thresholds;
    let trend = &weeks[weeks.len().saturating_sub(TREND_WEEKS)..];
    AlertBox {
        rule: status.rule.to_string(),
        state: words::alert_state(status.state),
        severity: words::severity(status.severity),
        since: words::week(status.since.unwrap_or(status.through)),
        raise: status.raise,
        clear: status.clear,
        weeks: u32::try_from(thresholds.weeks).unwrap_or(u32::MAX),
        gate: thresholds.coverage_gate,
        trend: trend
            .iter()
            .map(|row| AlertPoint {
                week: words::period(row.period),
                share: row.maintenance_share.value,
                below_gate: row
                    .coverage
                    .is_some_and(|coverage| coverage < thresholds.coverage_gate),
            })
            .collect(),
        direction: now.direction,
    }
}

pub(super) fn spell_row(spell: &SpellRow) -> squad::SpellRow {
    squad::SpellRow {
        start: words::week(spell.start),
        end: spell.end.map(words::week),
        weeks: u32::try_from(spell.weeks).unwrap_or(u32::MAX),
        peak: spell.peak,
        mean: spell.mean,
        hours_above_line: spell.hours_above_line,
        severity: words::severity(spell.severity),
    }
}

fn types(mix: &[MixRow], tickets: &[TicketWeight], href: &str) -> Vec<TypeSlice> {
    let kinds = model::classify::MaintenanceType::ALL
        .map(Some)
        .into_iter()
        .chain([None]);
    let slice = |kind| {
        let rows = mix
            .iter()
            .filter(|row| row.category == Category::Maintenance && row.maintenance_type == kind);
        let of_kind = tickets
            .iter()
            .filter(|weight| weight.ticket.is_some() && weight.maintenance_type == kind);
        let mut ids: Vec<_> = of_kind.filter_map(|weight| weight.ticket).collect();
        ids.sort_unstable();
        ids.dedup();
        TypeSlice {
            maintenance_type: kind.map(words::maintenance_type),
            hours: rows
                .filter_map(|row| row.active_days.unwrap_or(row.logged_h).value)
                .sum(),
            tickets: ids.len() as u64,
            href: href.to_owned(),
        }
    };
    let mut slices: Vec<_> = kinds
        .map(slice)
        .filter(|slice| slice.hours != 0.0 || slice.tickets > 0)
        .collect();
    slices.sort_by(|a, b| b.hours.total_cmp(&a.hours));
    slices
}

/// The tickets that took most, with what they are called, where they stand, and why they are maintenance.
pub(crate) async fn tickets(
    visit: &VisitParts,
    weights: &[TicketWeight],
    maintenance_h: f64,
) -> Result<Vec<TicketRow>, ApiError> {
    let app = &visit.app;
    if visit.grant_of(Resource::Rows) == crate::access::Grant::No {
        return Ok(Vec::new());
    }
    let heaviest: Vec<_> = weights
        .iter()
        .filter(|weight| weight.ticket.is_some())
        .take(TICKETS)
        .collect();
    let memberships = lives::memberships(app).await?;
    let ids = heaviest.iter().filter_map(|weight| weight.ticket);
    let lives = lives::of_tickets(app, ids, &memberships).await?;
    let sight = visit.sight();
    let rows = heaviest.into_iter().filter_map(|weight| {
        let life = lives.get(&weight.ticket?)?;
        let ticket = &life.history.ticket;
        if !sight.project(ticket.fields.project.as_deref()) {
            return None;
        }
        Some(TicketRow {
            ticket: Link::new(
                ticket.key.clone(),
                link::ticket(ticket.source.as_str(), &ticket.key),
            ),
            title: (!ticket.title.is_empty()).then(|| ticket.title.clone()),
            maintenance_type: weight.maintenance_type.map(words::maintenance_type),
            rule: rule(visit, weight),
            stage: words::stage(life.timeline.current().stage),
            maintenance_h: weight.hours,
            part: (maintenance_h > 0.0).then(|| weight.hours / maintenance_h),
        })
    });
    Ok(rows.collect())
}

fn rule(visit: &VisitParts, weight: &TicketWeight) -> String {
    let Some(id) = &weight.rule else {
        return reports::format::DASH.to_owned();
    };
    let rule = visit
        .app
        .config()
        .classification
        .iter()
        .find(|rule| rule.id == *id);
    rule.map_or_else(|| id.to_string(), |rule| format!("{id}: {}", matches(&rule.when)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_window_has_a_word_of_its_own() {
        let squad = SquadId::new("a").unwrap();
        let hrefs: Vec<_> = windows(
            &squad,
            Cut {
                window: Window::All,
                grain: Grain::Month,
                method: None,
                usual: true,
            },
        )
        .into_iter()
        .map(|choice| choice.href)
        .collect();
        assert_eq!(hrefs[0], "/squads/a?window=half_year&grain=month");
        assert_eq!(hrefs.last().unwrap(), "/squads/a?window=all&grain=month");
    }
}
