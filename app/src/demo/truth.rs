//! What a reader of the demo should find out, written beside it: so a test can ask whether Plimsoll did.

use super::calendar::{DAY, WEEKS, week_of};
use super::company::{MISROUTED_COMPONENT, RIGHT_SQUAD, SQUADS, Story, squad_of};
use super::initiatives::Initiative;
use super::quirks::Quirks;
use super::simulation::Simulation;
use super::stories::{self, Ago};
use super::tickets::{Change, Kind, Status, Ticket};
use model::time::Week;
use serde::Serialize;
use serde_json::{Value, json};

/// A spell that has to be found, at a line; both weeks included, no end while it is open.
#[derive(Debug, Serialize)]
struct Spell {
    severity: &'static str,
    start: Week,
    end: Option<Week>,
}

/// Writes down the truth. Shares are fractions of logged hours, as in the metric book.
pub(super) fn truth(of: &Simulation<'_>, quirks: &Quirks, keys: &[String], seed: u64) -> Value {
    let weeks = Weeks::of(of);
    json!({
        "seed": seed,
        "today": of.horizon.date(of.horizon.today),
        "first_week": of.horizon.week_ago(WEEKS - 1),
        "last_closed_week": of.horizon.week_ago(0),
        "counts": {
            "people": of.people.len(),
            "tickets": of.tickets.len(),
            "worklogs": of.worklogs.len(),
            "logged_h": hours(of.worklogs.iter().map(|worklog| i64::from(worklog.quarters)).sum()),
        },
        "stories": {
            "sinking": sinking(of, &weeks),
            "rescued": rescued(of, &weeks),
            "burst": told(of, Story::Burst, &weeks, vec![
                spell(of, "critical", &stories::BURST),
                spell(of, "warn", &stories::BURST),
            ]),
            "undrained": undrained(of),
            "unlogged": unlogged(of, &weeks),
        },
        "calm_squads": calm(&weeks),
        "data_quality": quality(of, quirks),
        "late_initiatives": late(of),
        "undeclared_dependencies": undeclared(of, keys),
        "weeks": weeks.json(of),
    })
}

fn hours(quarters: i64) -> f64 {
    quarters as f64 / 4.0
}

fn spell(of: &Simulation<'_>, severity: &'static str, weeks: &Ago) -> Spell {
    Spell {
        severity,
        start: of.horizon.week_ago(*weeks.end()),
        end: Some(of.horizon.week_ago(*weeks.start())),
    }
}

/// Logged and maintenance quarter hours, by squad and week.
struct Weeks(Vec<Vec<(i64, i64)>>);

impl Weeks {
    fn of(of: &Simulation<'_>) -> Self {
        let mut weeks = vec![vec![(0, 0); WEEKS + 2]; SQUADS.len()];
        for worklog in &of.worklogs {
            let Some(squad) = worklog.squad else { continue };
            let cell = &mut weeks[squad][week_of(worklog.day)];
            cell.0 += i64::from(worklog.quarters);
            if matches!(worklog.ticket, Ok(ticket) if of.tickets[ticket].is_maintenance) {
                cell.1 += i64::from(worklog.quarters);
            }
        }
        Self(weeks)
    }

    /// The shares of weeks, counted back, the earliest first.
    fn shares(&self, squad: usize, weeks: Ago) -> Vec<f64> {
        weeks
            .rev()
            .map(|ago| self.0[squad][WEEKS - 1 - ago])
            .filter(|(logged, _)| *logged > 0)
            .map(|(logged, maintenance)| maintenance as f64 / logged as f64)
            .collect()
    }

    fn mean(&self, squad: usize, weeks: Ago) -> f64 {
        let shares = self.shares(squad, weeks);
        shares.iter().sum::<f64>() / shares.len() as f64
    }

    /// Hours by squad and closed week, for a reader who wants to compare every cell.
    fn json(&self, of: &Simulation<'_>) -> Value {
        let squads = SQUADS.iter().zip(&self.0).map(|(squad, weeks)| {
            let rows: Vec<_> = weeks[..WEEKS]
                .iter()
                .enumerate()
                .map(|(week, (logged, maintenance))| {
                    json!([
                        of.horizon.week_ago(WEEKS - 1 - week),
                        hours(*logged),
                        hours(*maintenance)
                    ])
                })
                .collect();
            (squad.id.to_owned(), Value::from(rows))
        });
        json!({
            "columns": ["week", "logged_h", "maintenance_h"],
            "squads": squads.collect::<serde_json::Map<_, _>>(),
        })
    }
}

fn told(of: &Simulation<'_>, story: Story, weeks: &Weeks, spells: Vec<Spell>) -> Value {
    let squad = squad_of(story);
    let shares = weeks.shares(squad, 0..=WEEKS - 1);
    json!({
        "squad": SQUADS[squad].id,
        "spells": spells,
        "peak_share": shares.iter().copied().fold(0.0, f64::max),
        "last_closed_week": of.horizon.week_ago(0),
    })
}

fn sinking(of: &Simulation<'_>, weeks: &Weeks) -> Value {
    let squad = squad_of(Story::Sinking);
    let open = |severity, ago| Spell {
        severity,
        start: of.horizon.week_ago(ago),
        end: None,
    };
    let spells = vec![
        open("critical", stories::SINKING_CRITICAL),
        open("warn", stories::SINKING_WARN),
    ];
    let mut told = told(of, Story::Sinking, weeks, spells);
    let misrouted: Vec<_> = of.tickets.iter().filter(|ticket| ticket.is_misrouted).collect();
    let finished: Vec<_> = misrouted
        .iter()
        .filter(|ticket| ticket.done_at().is_some())
        .collect();
    let right = finished
        .iter()
        .filter(|ticket| ticket.squad == Some(RIGHT_SQUAD))
        .count();
    let mut detours: Vec<_> = finished.iter().filter_map(|ticket| detour_days(ticket)).collect();
    detours.sort_unstable();
    let cause = json!({
        "first_week": of.horizon.week_ago(stories::SINKING_FROM),
        "component": MISROUTED_COMPONENT,
        "right_squad": SQUADS[RIGHT_SQUAD].id,
        "misrouted_tickets": misrouted.len(),
        "finished": finished.len(),
        "finished_by_right_squad": right,
        "detour_days_p50": nearest_rank(&detours, 50),
        "detour_days_p85": nearest_rank(&detours, 85),
        "suggestion": suggestion(of),
    });
    told["share_before"] = weeks
        .mean(squad, stories::SINKING_FROM + 1..=stories::SINKING_FROM + 12)
        .into();
    told["share_now"] = weeks.mean(squad, 0..=3).into();
    told["cause"] = cause;
    told
}

/// What a rule about the misrouted component could have known, from every finished ticket that has it.
fn suggestion(of: &Simulation<'_>) -> Value {
    let squads = |ticket: &Ticket| -> Vec<usize> {
        let changes = ticket.history.iter().filter_map(|event| match event.change {
            Change::Squad(from, _) => from,
            _ => None,
        });
        changes.chain(ticket.squad).collect()
    };
    let about = |ticket: &&Ticket| {
        ticket.component == Some(MISROUTED_COMPONENT) && ticket.is_maintenance && ticket.done_at().is_some()
    };
    let tickets: Vec<_> = of.tickets.iter().filter(about).collect();
    let right: Vec<_> = tickets
        .iter()
        .filter(|ticket| ticket.squad == Some(RIGHT_SQUAD))
        .collect();
    let elsewhere = right
        .iter()
        .filter(|ticket| squads(ticket).first() != Some(&RIGHT_SQUAD));
    let mut days: Vec<_> = elsewhere.filter_map(|ticket| days_to_squad(ticket)).collect();
    days.sort_unstable();
    json!({
        "tickets": tickets.len(),
        "by_right_squad": right.len(),
        "detours": days.len(),
        "detour_days": days.iter().sum::<i64>(),
        "detour_days_p50": nearest_rank(&days, 50),
    })
}

/// Days on the calendar from the creation to the last change of squad.
fn days_to_squad(ticket: &Ticket) -> Option<i64> {
    let routed = |event: &&super::tickets::Event| matches!(event.change, Change::Squad(..));
    let last = ticket.history.iter().rev().find(routed)?;
    Some(last.at.div_euclid(DAY) - ticket.created.div_euclid(DAY))
}

/// Whole days from the creation to the last change of squad.
fn detour_days(ticket: &Ticket) -> Option<i64> {
    let routed = |event: &&super::tickets::Event| matches!(event.change, Change::Squad(..));
    let last = ticket.history.iter().rev().find(routed)?;
    Some((last.at - ticket.created).div_euclid(DAY))
}

fn nearest_rank(sorted: &[i64], percent: usize) -> Option<i64> {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

fn rescued(of: &Simulation<'_>, weeks: &Weeks) -> Value {
    let squad = squad_of(Story::Rescued);
    let mut told = told(
        of,
        Story::Rescued,
        weeks,
        vec![spell(of, "warn", &stories::RESCUED)],
    );
    let (last, first) = (*stories::INTERVENTION.start(), *stories::INTERVENTION.end());
    told["intervention"] = json!({
        "what": "a quarter of technical debt",
        "from": of.horizon.week_ago(first).monday(),
        "to": of.horizon.week_ago(last).sunday(),
        "share_8_weeks_before": weeks.mean(squad, first + 1..=first + 8),
        "share_8_weeks_after": weeks.mean(squad, last - 8..=last - 1),
    });
    told
}

fn undrained(of: &Simulation<'_>) -> Value {
    let squad = squad_of(Story::Undrained);
    json!({
        "squad": SQUADS[squad].id,
        "spells": [],
        "first_week": of.horizon.week_ago(stories::UNDRAINED_FROM),
        "never_drains_from": of.horizon.week_ago(stories::UNDRAINED_FROM - 6),
        "backlog_now": of.open[squad],
    })
}

fn unlogged(of: &Simulation<'_>, weeks: &Weeks) -> Value {
    let mut told = told(of, Story::Unlogged, weeks, Vec::new());
    told["gated_weeks"] = stories::UNLOGGED
        .rev()
        .map(|ago| json!(of.horizon.week_ago(ago)))
        .collect();
    told["further_gated_weeks"] = stories::BADLY_LOGGED
        .iter()
        .rev()
        .map(|ago| json!(of.horizon.week_ago(*ago)))
        .collect();
    told
}

fn calm(weeks: &Weeks) -> Value {
    let of = |squad: usize| {
        let shares = weeks.shares(squad, 0..=WEEKS - 1);
        let mean = weeks.mean(squad, 0..=WEEKS - 1);
        let variance = shares.iter().map(|share| (share - mean).powi(2)).sum::<f64>() / shares.len() as f64;
        json!({
            "squad": SQUADS[squad].id,
            "mean": mean,
            "sd": variance.sqrt(),
            "max": shares.iter().copied().fold(0.0, f64::max),
        })
    };
    let calm = |squad: &usize| SQUADS[*squad].story == Story::Calm;
    (0..SQUADS.len()).filter(calm).map(of).collect()
}

fn quality(of: &Simulation<'_>, quirks: &Quirks) -> Value {
    let count = |wanted: &dyn Fn(&Ticket) -> bool| of.tickets.iter().filter(|ticket| wanted(ticket)).count();
    let nobodys = |ticket: &Ticket| ticket.squad.is_none();
    let mut quality = serde_json::to_value(quirks).unwrap_or_default();
    quality["unattributed_tickets"] = count(&nobodys).into();
    quality["unattributed_open_tickets"] = count(&|ticket| nobodys(ticket) && ticket.status.is_open()).into();
    quality["uncategorised_tickets"] = count(&|ticket| {
        let parent = ticket.parent.map(|parent| of.tickets[parent].kind);
        ticket.kind == Kind::Task || (ticket.kind == Kind::SubTask && parent == Some(Kind::Task))
    })
    .into();
    quality["reopened_tickets"] = count(&|ticket| {
        let reopened = |change| matches!(change, Change::Status(_, Status::Reopened));
        ticket.history.iter().any(|event| reopened(event.change))
    })
    .into();
    quality
}

fn late(of: &Simulation<'_>) -> Value {
    let keys = (0..of.initiatives.len()).filter(|place| of.is_late(*place));
    keys.map(Initiative::key).collect()
}

/// Initiatives on whose tickets another squad logged 8 hours or more, although nobody had declared it.
fn undeclared(of: &Simulation<'_>, keys: &[String]) -> Value {
    let mut found = Vec::new();
    for (place, initiative) in of.initiatives.iter().enumerate() {
        let Some(helper) = initiative.undeclared else {
            continue;
        };
        let mut quarters = 0;
        let mut tickets = std::collections::BTreeSet::new();
        for worklog in of.worklogs.iter().filter(|worklog| worklog.squad == Some(helper)) {
            if let Ok(ticket) = worklog.ticket
                && of.tickets[ticket].initiative == Some(place)
            {
                quarters += i64::from(worklog.quarters);
                tickets.insert(keys[ticket].as_str());
            }
        }
        if quarters >= 32 {
            found.push(json!({
                "initiative": Initiative::key(place),
                "squad": SQUADS[helper].id,
                "hours": hours(quarters),
                "tickets": tickets,
            }));
        }
    }
    found.into()
}
