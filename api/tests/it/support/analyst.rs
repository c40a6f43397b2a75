//! A small analyst: sums over the worklogs of a test, exactly as they stand in its store.

use chrono::NaiveDate;
use model::alert::Severity;
use model::analyst::{
    Analyst, AnalystError, Drain, Drilled, DrilledRows, DrilledTicket, DrilledWorklog, Effect, FlowRow,
    ForwardRow, FoundId, FoundRow, HiddenWeeks, InterventionRow, LimitRow, MaintenanceRow, MixRow,
    QualityAsked, QualityCheck, QualityList, QualityRow, RoutingFigures, RoutingFlowRow, RoutingRow,
    RoutingSuggestionRow, Snapshot, SpellRow, Subject, TicketWeight,
};
use model::classify::{Category, MaintenanceType};
use model::config::Config;
use model::figure::{Answer, Figure, Provenance, Table};
use model::ids::{RuleId, SourceId, SquadId, TicketId};
use model::intervention::Intervention;
use model::query::{Drill, DrillInto, Filter, Level};
use model::rules::Rules;
use model::ticket::Worklog;
use model::time::{Micros, Period, Week};
use model::timeline::FlowReason;
use std::collections::{BTreeMap, BTreeSet};

/// A worklog, whose it is, and whether it is maintenance.
pub(super) struct Hours {
    pub(super) worklog: Worklog,
    pub(super) squad: SquadId,
    pub(super) maintenance: bool,
}

/// Adds up hours. Every squad has one open bug; crane has been under water since the first week.
pub(super) struct Sums {
    hours: Vec<Hours>,
    tribes: BTreeMap<SquadId, String>,
    rules_version: String,
    nothing: bool,
}

impl Sums {
    pub(super) fn new(config: &Config, rules: &Rules, hours: Vec<Hours>, nothing: bool) -> Self {
        let tribe = |squad: &model::config::SquadConfig| {
            Some((squad.id.clone(), squad.tribe.as_ref()?.get_ref().clone()))
        };
        Self {
            hours,
            tribes: config.squads.iter().filter_map(tribe).collect(),
            rules_version: rules.version.clone(),
            nothing,
        }
    }

    fn subject(&self, squad: &SquadId, level: Level) -> Option<Subject> {
        let tribe = self.tribes.get(squad).cloned();
        match level {
            Level::Squad => Some(Subject {
                key: squad.to_string(),
                tribe,
            }),
            Level::Tribe => Some(Subject {
                key: tribe?,
                tribe: None,
            }),
            Level::Organisation => Some(Subject {
                key: String::new(),
                tribe: None,
            }),
        }
    }

    pub(super) fn kept<'a>(&'a self, filter: &'a Filter) -> impl Iterator<Item = &'a Hours> {
        let edge = |day: NaiveDate| Period::of(filter.grain, day);
        self.hours.iter().filter(move |hours| {
            let day = hours.worklog.work_date;
            let tribe = self.tribes.get(&hours.squad).map(String::as_str);
            filter.from.is_none_or(|from| edge(from).first_day() <= day)
                && filter.to.is_none_or(|to| day <= edge(to).last_day())
                && (filter.squads.is_empty()
                    || filter.level != Level::Squad
                    || filter.squads.contains(&hours.squad))
                && (filter.tribe.is_none() || filter.tribe.as_ref().map(|tribe| tribe.as_str()) == tribe)
        })
    }

    pub(super) fn groups<'a>(&'a self, filter: &'a Filter) -> BTreeMap<(Subject, Period), Vec<&'a Hours>> {
        let mut groups: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for hours in self.kept(filter) {
            if let Some(subject) = self.subject(&hours.squad, filter.level) {
                let period = Period::of(filter.grain, hours.worklog.work_date);
                groups.entry((subject, period)).or_default().push(hours);
            }
        }
        groups
    }

    fn subjects(&self, filter: &Filter) -> BTreeSet<Subject> {
        let subjects = self.groups(filter).into_keys().map(|(subject, _)| subject);
        subjects.collect()
    }

    fn answer<R>(&self, filter: &Filter, rows: Vec<R>) -> Result<Answer<R>, AnalystError> {
        let snapshot = self.snapshot()?;
        if let Some(version) = filter
            .rules_version
            .as_ref()
            .filter(|version| **version != snapshot.rules_version)
        {
            return Err(AnalystError::UnknownRulesVersion(
                version.clone(),
                snapshot.rules_version,
            ));
        }
        let provenance = Provenance {
            as_of: filter.today,
            rules_version: snapshot.rules_version,
            data_version: snapshot.data_version,
            method: "worklogs",
            notes: Vec::new(),
        };
        Ok(Answer {
            provenance,
            shape: filter.shape(),
            rows,
        })
    }
}

fn micros(hours: &[&Hours], of: impl Fn(&Hours) -> bool) -> Micros {
    hours
        .iter()
        .filter(|hours| of(hours))
        .map(|hours| Micros::from(hours.worklog.seconds))
        .sum()
}

fn total(hours: &[&Hours], of: impl Fn(&Hours) -> bool) -> Figure {
    Figure::total(micros(hours, of).hours(), hours.len() as u64, None)
}

fn bug() -> Option<RuleId> {
    RuleId::new("bug").ok()
}

impl Analyst for Sums {
    fn hidden_weeks(&self) -> Result<HiddenWeeks, AnalystError> {
        Ok(HiddenWeeks::default())
    }

    fn snapshot(&self) -> Result<Snapshot, AnalystError> {
        if self.nothing {
            return Err(AnalystError::NothingYet);
        }
        Ok(Snapshot {
            data_version: 7,
            rules_version: self.rules_version.clone(),
            first_week: super::WEEKS.0.parse().ok(),
            last_week: super::WEEKS.1.parse().ok(),
            refreshed_at: "2026-02-24T08:00:00Z".parse().unwrap(),
        })
    }

    fn maintenance(&self, filter: &Filter) -> Result<Answer<MaintenanceRow>, AnalystError> {
        let row = |((subject, period), hours): ((Subject, Period), Vec<&Hours>)| {
            let (logged, maintenance) = (
                micros(&hours, |_| true),
                micros(&hours, |hours| hours.maintenance),
            );
            MaintenanceRow {
                activity: None,
                subject,
                period,
                provisional: !period.is_closed(filter.today),
                logged_h: total(&hours, |_| true),
                maintenance_h: total(&hours, |hours| hours.maintenance),
                maintenance_share: Figure::ratio(maintenance, Some(logged), hours.len() as u64, None),
                capacity_h: Some(35.0),
                maintenance_load: Figure::ratio(maintenance, Some(Micros(126_000_000_000)), 1, None),
                coverage: Some(logged.hours() / 35.0),
                arrivals: 0,
                departures: 0,
                backlog: 1,
                people: 1,
            }
        };
        self.answer(filter, self.groups(filter).into_iter().map(row).collect())
    }

    fn mix(&self, filter: &Filter) -> Result<Answer<MixRow>, AnalystError> {
        let mut rows = Vec::new();
        for ((subject, period), hours) in self.groups(filter) {
            for maintenance in [true, false] {
                rows.push(MixRow {
                    active_days: None,
                    subject: subject.clone(),
                    period,
                    category: if maintenance {
                        Category::Maintenance
                    } else {
                        Category::New
                    },
                    maintenance_type: maintenance.then_some(MaintenanceType::Corrective),
                    logged_h: total(&hours, |hours| hours.maintenance == maintenance),
                });
            }
        }
        self.answer(filter, rows)
    }

    fn flow(&self, filter: &Filter) -> Result<Answer<FlowRow>, AnalystError> {
        let days = |days| Figure::plain(Some(days), 1, None);
        let row = |(subject, period)| FlowRow {
            subject,
            period,
            provisional: false,
            by_reason: [0; 8],
            backlog: 1,
            arrival_rate: days(0.0),
            departure_rate: days(0.0),
            net_flow: Some(0.0),
            drain: Some(Drain::Never),
            open_age_p50: days(20.0),
            open_age_p85: days(30.0),
            resolution_p50: Figure::default(),
            resolution_p85: Figure::default(),
        };
        self.answer(filter, self.groups(filter).into_keys().map(row).collect())
    }

    fn spells(&self, filter: &Filter) -> Result<Answer<SpellRow>, AnalystError> {
        let crane = SquadId::new("crane").unwrap();
        let shown =
            filter.level == Level::Squad && (filter.squads.is_empty() || filter.squads.contains(&crane));
        let spell = |severity, raise| SpellRow {
            subject: self.subject(&crane, Level::Squad).unwrap(),
            start: super::WEEKS.0.parse::<Week>().unwrap(),
            end: None,
            weeks: 6,
            peak: 0.6,
            peak_week: super::WEEKS.0.parse().unwrap(),
            mean: 0.6,
            hours_above_line: 15.0,
            severity,
            raise,
        };
        let rows = [spell(Severity::Warn, 0.35), spell(Severity::Critical, 0.5)];
        self.answer(filter, rows.into_iter().filter(|_| shown).collect())
    }

    fn forward(&self, filter: &Filter) -> Result<Answer<ForwardRow>, AnalystError> {
        let first = Week::of(filter.today);
        let row = |subject: Subject| ForwardRow {
            subject,
            first_week: first,
            last_week: first.plus(3),
            committed_h: Figure::total(0.0, 0, None),
            expected_maintenance_h: Figure::plain(Some(20.0), 8, None),
            capacity_h: Some(100.0),
            forward_load: Figure::plain(Some(0.2), 0, None),
            overdue_h: Figure::total(0.0, 0, None),
            initiatives: 0,
            without_estimate: 0,
        };
        self.answer(filter, self.subjects(filter).into_iter().map(row).collect())
    }

    fn limits(&self, filter: &Filter, _: &[Intervention]) -> Result<Answer<LimitRow>, AnalystError> {
        let weeks = self.maintenance(filter)?.rows.into_iter();
        let row = |row: MaintenanceRow| {
            let Period::Week(week) = row.period else {
                return None;
            };
            Some(LimitRow {
                subject: row.subject,
                week,
                value: row.maintenance_share.value,
                eligible: true,
                limits: None,
                side: None,
                signals: Vec::new(),
            })
        };
        self.answer(filter, weeks.filter_map(row).collect())
    }

    fn interventions(
        &self,
        filter: &Filter,
        decided: &[Intervention],
    ) -> Result<Answer<InterventionRow>, AnalystError> {
        let row = |known: &Intervention| InterventionRow {
            id: known.id,
            key: known.said.key.clone(),
            scope: known.said.scope.clone(),
            kind: known.said.kind,
            from: known.said.from,
            to: known.said.to,
            note: known.said.note.clone(),
            rebase: known.said.rebase,
            author: known.said.author.clone(),
            effect: Effect {
                before_mean: None,
                after_mean: None,
                weeks_before: 0,
                weeks_after: 0,
                change: None,
            },
        };
        let in_force = decided.iter().filter(|known| known.is_in_force());
        self.answer(filter, in_force.map(row).collect())
    }

    fn quality(&self, filter: &Filter) -> Result<Answer<QualityRow>, AnalystError> {
        let row = |squad: Option<&str>, check, found| QualityRow {
            source: SourceId::new("tracker").unwrap(),
            squad: squad.map(|squad| SquadId::new(squad).unwrap()),
            check,
            found,
            of: Some(37),
            hours: None,
        };
        let rows = vec![
            row(None, QualityCheck::WorklogsWithoutTicket, 1),
            row(Some("crane"), QualityCheck::TicketsWithoutEstimate, 2),
            row(Some("lamp"), QualityCheck::TicketsWithoutEstimate, 2),
        ];
        self.answer(filter, rows)
    }

    fn routing(&self, filter: &Filter) -> Result<Answer<RoutingRow>, AnalystError> {
        self.answer(filter, self.route_rows(filter))
    }

    fn routing_summary(&self, filter: &Filter) -> Result<Vec<(Subject, RoutingFigures)>, AnalystError> {
        let subject = Subject {
            key: String::new(),
            tribe: None,
        };
        Ok(vec![(subject, self.route_figures(filter))])
    }

    fn routing_matrix(&self, filter: &Filter) -> Result<Answer<RoutingFlowRow>, AnalystError> {
        self.answer(filter, self.flows(filter))
    }

    fn routing_suggestions(&self, filter: &Filter) -> Result<Answer<RoutingSuggestionRow>, AnalystError> {
        self.answer(filter, self.suggestions(filter))
    }

    fn quality_list(&self, asked: &QualityAsked) -> Result<QualityList, AnalystError> {
        let mut found: BTreeMap<i64, FoundRow> = BTreeMap::new();
        for Hours { worklog, squad, .. } in &self.hours {
            let id = match asked.check {
                QualityCheck::TicketsWithoutEstimate => worklog.ticket.map(FoundId::Ticket),
                QualityCheck::PeopleWithoutMembership => worklog.person.map(FoundId::Person),
                QualityCheck::WorklogsNegative if worklog.seconds.0 >= 0 => None,
                QualityCheck::WorklogsWithoutTicket if worklog.ticket.is_some() => None,
                QualityCheck::WorklogsWithoutSquad if !squad.is_unattributed() => None,
                QualityCheck::TicketsWithoutCategory => None,
                _ => Some(FoundId::Worklog(worklog.id)),
            };
            if let Some(id) = id.filter(|id| id.number() > asked.after) {
                let row = FoundRow {
                    id,
                    source: worklog.source.clone(),
                    squad: squad.clone(),
                    day: worklog.work_date,
                    ticket: worklog.ticket,
                    project: Some(format!("P-{squad}")),
                    seconds: Some(worklog.seconds),
                };
                found.insert(id.number(), row);
            }
        }
        let next = found.keys().nth(asked.limit).map(|next| next - 1);
        Ok(QualityList {
            rows: found.into_values().take(asked.limit).collect(),
            too_small: 0,
            next,
        })
    }

    fn drill(&self, drill: &Drill) -> Result<Drilled, AnalystError> {
        if drill.into.is_routing() {
            let all = self.route_drill(drill);
            let rows: Vec<_> = all.iter().skip(drill.after).take(drill.limit).cloned().collect();
            let end = drill.after + rows.len();
            return Ok(Drilled {
                total: all.len() as f64,
                count: all.len(),
                too_small: model::analyst::TooSmall::default(),
                next: (end < all.len()).then_some(end),
                rows: DrilledRows::Routes(rows),
            });
        }
        let kept: Vec<_> = self.kept(&drill.filter).collect();
        if !matches!(drill.into, DrillInto::LoggedH | DrillInto::MaintenanceH) {
            return Ok(self.tickets(drill, &kept));
        }
        let wanted = |hours: &&&Hours| drill.into == DrillInto::LoggedH || hours.maintenance;
        let all: Vec<_> = kept.iter().filter(wanted).collect();
        let row = |hours: &&&Hours| DrilledWorklog {
            worklog: hours.worklog.id,
            ticket: hours.worklog.ticket,
            person: hours.worklog.person,
            work_date: hours.worklog.work_date,
            squad: hours.squad.clone(),
            seconds: hours.worklog.seconds,
            part: hours.worklog.seconds.into(),
            category: if hours.maintenance {
                Category::Maintenance
            } else {
                Category::New
            },
            maintenance_type: hours.maintenance.then_some(MaintenanceType::Corrective),
            rule: bug().filter(|_| hours.maintenance),
        };
        let rows: Vec<_> = all.iter().skip(drill.after).take(drill.limit).map(row).collect();
        let end = drill.after + rows.len();
        Ok(Drilled {
            total: all.iter().map(|hours| hours.worklog.seconds.hours()).sum(),
            count: all.len(),
            too_small: model::analyst::TooSmall::default(),
            rows: DrilledRows::Worklogs(rows),
            next: (end < all.len()).then_some(end),
        })
    }

    fn heaviest_tickets(&self, filter: &Filter, limit: usize) -> Result<Vec<TicketWeight>, AnalystError> {
        let mut sums: BTreeMap<Option<TicketId>, (f64, u64)> = BTreeMap::new();
        for hours in self.kept(filter).filter(|hours| hours.maintenance) {
            let sum = sums.entry(hours.worklog.ticket).or_default();
            *sum = (sum.0 + hours.worklog.seconds.hours(), sum.1 + 1);
        }
        let weight = |(ticket, (hours, worklogs))| TicketWeight {
            ticket,
            hours,
            worklogs,
            maintenance_type: Some(MaintenanceType::Corrective),
            rule: bug(),
        };
        let mut weights: Vec<_> = sums.into_iter().map(weight).collect();
        weights.sort_by(|a, b| b.hours.total_cmp(&a.hours));
        weights.truncate(limit);
        Ok(weights)
    }

    fn parquet(&self, table: &Table) -> Result<Vec<u8>, AnalystError> {
        // Encoding is the real analyst's; what matters here is that the table gets there and the bytes come back.
        Ok(format!(
            "PAR1 {} rows of {} columns PAR1",
            table.rows.len(),
            table.columns.len()
        )
        .into_bytes())
    }
}

impl Sums {
    /// One open bug a squad, for the backlog; nothing ever arrived or left.
    fn tickets(&self, drill: &Drill, kept: &[&Hours]) -> Drilled {
        let open = kept
            .iter()
            .filter(|hours| drill.into == DrillInto::Backlog && hours.maintenance);
        let bugs: BTreeMap<_, _> = open
            .filter_map(|hours| Some((hours.worklog.ticket?, &hours.squad)))
            .collect();
        let row = |(ticket, squad): (&TicketId, &&SquadId)| DrilledTicket {
            ticket: *ticket,
            squad: (*squad).clone(),
            day: super::day("2026-01-12"),
            reason: FlowReason::Created,
            maintenance_type: Some(MaintenanceType::Corrective),
            created: super::day("2026-01-12"),
        };
        Drilled {
            total: bugs.len() as f64,
            count: bugs.len(),
            too_small: model::analyst::TooSmall::default(),
            rows: DrilledRows::Tickets(bugs.iter().map(row).collect()),
            next: None,
        }
    }
}
