//! A squad's week: its load against what is usual for it, what came in and went out, what was routed, what came back.

use crate::access::{Grant, Resource};
use crate::data::lives::{self, Life};
use crate::error::ApiError;
use crate::guard::VisitParts;
use crate::link::{self, Href};
use crate::views::context::Basis;
use crate::views::squad::tickets;
use crate::views::squads::{share, squad_link, sum, tribe_link};
use crate::views::words;
use chrono::NaiveDate;
use model::analyst::{
    Analyst, AnalystError, DrilledRows, DrilledTicket, FlowRow, MaintenanceRow, MixRow, TicketWeight,
};
use model::ids::{SquadId, TicketId};
use model::query::{Drill, DrillInto, Filter, Way};
use model::time::Week;
use model::timeline::{FlowReason, Timeline};
use reports::pages::Link;
use reports::pages::week::{DatedRow, FlowLine, RoutedRow, WeekLoad, WeekView};
use std::collections::{BTreeMap, HashMap};

/// Weeks before that say what is usual.
const USUAL_WEEKS: i64 = 8;
/// Tickets listed by their hours.
const HEAVIEST: usize = 10;
/// Open tickets listed by their age.
const OLDEST: usize = 5;

/// What the page asks for.
struct Figures {
    /// The weeks before and the week itself.
    weeks: Vec<MaintenanceRow>,
    flow: Option<FlowRow>,
    mix: Vec<MixRow>,
    heaviest: Vec<TicketWeight>,
    arrived: Vec<DrilledTicket>,
    left: Vec<DrilledTicket>,
    open: Vec<DrilledTicket>,
}

/// Fills the page.
pub(crate) async fn view(
    visit: &VisitParts,
    basis: &Basis,
    squad: SquadId,
    week: Week,
) -> Result<WeekView, ApiError> {
    let app = &visit.app;
    let config = app.config();
    let (today, asked) = (app.today(), squad.clone());
    let figures = app
        .ask(move |analyst| Figures::ask(analyst, &asked, week, today))
        .await?;
    let load = figures.load(week, &config.thresholds);
    let lives = Lives::of(visit, &figures).await?;
    let href = |week: Week| {
        Href::new(format!("{}/week", link::squad(squad.as_str())))
            .with("week", week.to_string())
            .finish()
    };
    let drill = |figure: DrillInto| {
        Href::new("/drill")
            .with("figure", figure.word())
            .with("squad", squad.as_str())
            .with("from", week.to_string())
            .with("to", week.to_string())
            .finish()
    };
    let first = basis.snapshot.as_ref().and_then(|snapshot| snapshot.first_week);
    let heaviest = &figures.heaviest[..figures.heaviest.len().min(HEAVIEST)];
    Ok(WeekView {
        squad: squad_link(config, &squad),
        tribe: crate::access::tribe_of(config, &squad)
            .filter(|tribe| visit.sight().tribe(tribe))
            .map(|tribe| tribe_link(config, &tribe)),
        week: words::week(week),
        is_running: week.sunday() >= today,
        earlier: first.filter(|first| *first < week).map(|_| href(week.previous())),
        later: (week < Week::of(today)).then(|| href(week.next())),
        load,
        flows: figures.flows(),
        backlog: figures.flow.as_ref().map(|row| row.backlog),
        arrivals_href: drill(DrillInto::Arrivals),
        departures_href: drill(DrillInto::Departures),
        mix: figures.categories(),
        tickets: tickets(visit, heaviest, load.maintenance_h).await?,
        hours_href: drill(DrillInto::MaintenanceH),
        routed: lives.routed(visit, &figures),
        reopened: lives.reopened(&figures, week),
        oldest: lives.oldest(&figures, week.sunday().min(today)),
    })
}

impl Figures {
    fn ask(
        analyst: &dyn Analyst,
        squad: &SquadId,
        week: Week,
        today: NaiveDate,
    ) -> Result<Self, AnalystError> {
        let over = |first: Week| Filter {
            from: Some(first.monday()),
            to: Some(week.sunday()),
            ..Filter::squad(squad.clone(), today)
        };
        let tickets = |into| -> Result<Vec<DrilledTicket>, AnalystError> {
            let drill = Drill {
                into,
                filter: over(week),
                way: Way::default(),
                after: 0,
                limit: usize::MAX,
            };
            Ok(match analyst.drill(&drill)?.rows {
                DrilledRows::Tickets(rows) => rows,
                _ => Vec::new(),
            })
        };
        Ok(Self {
            weeks: analyst.maintenance(&over(week.plus(-USUAL_WEEKS)))?.rows,
            flow: analyst.flow(&over(week))?.rows.into_iter().next(),
            mix: analyst.mix(&over(week))?.rows,
            heaviest: analyst.heaviest_tickets(&over(week), usize::MAX)?,
            arrived: tickets(DrillInto::Arrivals)?,
            left: tickets(DrillInto::Departures)?,
            open: tickets(DrillInto::Backlog)?,
        })
    }

    fn load(&self, week: Week, thresholds: &model::config::Thresholds) -> WeekLoad {
        let (now, before): (Vec<MaintenanceRow>, Vec<MaintenanceRow>) = self
            .weeks
            .iter()
            .cloned()
            .partition(|row| row.period.first_day() == week.monday());
        let coverage = now.first().and_then(|row| row.coverage);
        WeekLoad {
            share: share(&now),
            usual: share(&before),
            warn_line: thresholds.warn,
            critical_line: thresholds.critical,
            maintenance_h: sum(&now, |row| row.maintenance_h.value),
            logged_h: sum(&now, |row| row.logged_h.value),
            coverage,
            below_gate: coverage.is_some_and(|coverage| coverage < thresholds.coverage_gate),
        }
    }

    fn flows(&self) -> Vec<FlowLine> {
        let counts = self.flow.as_ref().map_or([0; 8], |row| row.by_reason);
        let lines = FlowReason::ALL.into_iter().zip(counts);
        lines
            .filter(|(_, count)| *count > 0)
            .map(|(reason, count)| FlowLine {
                reason: reason.word(),
                is_arrival: reason.is_arrival(),
                tickets: count.unsigned_abs(),
            })
            .collect()
    }

    fn categories(&self) -> Vec<(reports::Category, f64)> {
        let mut sums: BTreeMap<_, f64> = BTreeMap::new();
        for row in &self.mix {
            *sums.entry(row.category).or_default() += row.logged_h.value.unwrap_or_default();
        }
        let mut sums: Vec<_> = sums.into_iter().filter(|(_, hours)| *hours != 0.0).collect();
        sums.sort_by(|a, b| b.1.total_cmp(&a.1));
        sums.into_iter()
            .map(|(category, hours)| (words::category(category), hours))
            .collect()
    }

    /// The tickets that changed squads.
    fn routed(&self) -> impl Iterator<Item = &DrilledTicket> {
        let moved = |row: &&DrilledTicket| matches!(row.reason, FlowReason::RoutedIn | FlowReason::RoutedOut);
        self.arrived.iter().chain(&self.left).filter(moved)
    }

    fn reopened(&self) -> impl Iterator<Item = &DrilledTicket> {
        self.arrived
            .iter()
            .filter(|row| row.reason == FlowReason::Reopened)
    }

    fn oldest(&self) -> Vec<&DrilledTicket> {
        let mut open: Vec<_> = self.open.iter().collect();
        open.sort_by_key(|row| (row.created, row.ticket));
        open.truncate(OLDEST);
        open
    }
}

/// The lives of the tickets that the page names, as far as the viewer may see them.
struct Lives(HashMap<TicketId, Life>);

impl Lives {
    async fn of(visit: &VisitParts, figures: &Figures) -> Result<Self, ApiError> {
        if visit.grant_of(Resource::Rows) == Grant::No {
            return Ok(Self(HashMap::new()));
        }
        let oldest = figures.oldest();
        let named = figures.routed().chain(figures.reopened()).chain(oldest);
        let memberships = lives::memberships(&visit.app).await?;
        let ids = named.map(|row| row.ticket);
        let mut lives = lives::of_tickets(&visit.app, ids, &memberships).await?;
        let sight = visit.sight();
        lives.retain(|_, life| sight.project(life.history.ticket.fields.project.as_deref()));
        Ok(Self(lives))
    }

    fn routed(&self, visit: &VisitParts, figures: &Figures) -> Vec<RoutedRow> {
        let rows = figures.routed().filter_map(|row| {
            let life = self.0.get(&row.ticket)?;
            let is_in = row.reason == FlowReason::RoutedIn;
            let other = other_squad(&life.timeline, row, is_in, visit)?;
            let (ticket, title) = named(life);
            Some(RoutedRow {
                ticket,
                title,
                is_in,
                other: squad_link(visit.app.config(), other),
                day: row.day,
                days: (row.day - row.created).num_days(),
            })
        });
        let mut rows: Vec<RoutedRow> = rows.collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.days));
        rows
    }

    fn reopened(&self, figures: &Figures, week: Week) -> Vec<DatedRow> {
        self.dated(figures.reopened(), |row| row.day, week.sunday())
    }

    fn oldest(&self, figures: &Figures, until: NaiveDate) -> Vec<DatedRow> {
        self.dated(figures.oldest().into_iter(), |row| row.created, until)
    }

    fn dated<'a>(
        &self,
        rows: impl Iterator<Item = &'a DrilledTicket>,
        day: fn(&DrilledTicket) -> NaiveDate,
        until: NaiveDate,
    ) -> Vec<DatedRow> {
        let rows = rows.filter_map(|row| {
            let (ticket, title) = named(self.0.get(&row.ticket)?);
            Some(DatedRow {
                ticket,
                title,
                day: day(row),
                days: (until - row.created).num_days(),
            })
        });
        rows.collect()
    }
}

/// A ticket's key with the way to its page, and its title.
fn named(life: &Life) -> (Link, Option<String>) {
    let ticket = &life.history.ticket;
    let href = link::ticket(ticket.source.as_str(), &ticket.key);
    let title = (!ticket.title.is_empty()).then(|| ticket.title.clone());
    (Link::new(ticket.key.clone(), href), title)
}

/// The squad that had a ticket before it came in, or that got it when it went out, on the day of the change.
fn other_squad<'a>(
    timeline: &'a Timeline,
    row: &DrilledTicket,
    is_in: bool,
    visit: &VisitParts,
) -> Option<&'a SquadId> {
    timeline.spans().windows(2).find_map(|pair| {
        let (before, after) = (&pair[0].state.squad, &pair[1].state.squad);
        let (own, other) = if is_in { (after, before) } else { (before, after) };
        let that_day = visit.app.rules().day_of(pair[1].from) == row.day;
        (that_day && before != after && *own == row.squad).then_some(other)
    })
}
