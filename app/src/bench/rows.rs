//! Rows into files, one after the other.

use super::plan::{PEOPLE, Plan, SQUADS, TRIBES, Ticket};
use anyhow::Context;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// A file that is being written, and how many rows it has.
struct Rows<'a> {
    path: &'a Path,
    out: BufWriter<File>,
    many: u64,
}

impl<'a> Rows<'a> {
    fn create(path: &'a Path, heading: &str) -> anyhow::Result<Self> {
        let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
        let mut rows = Self {
            path,
            out: BufWriter::with_capacity(1 << 20, file),
            many: 0,
        };
        rows.line(format_args!("{heading}"))?;
        rows.many = 0;
        Ok(rows)
    }

    fn line(&mut self, line: std::fmt::Arguments<'_>) -> anyhow::Result<()> {
        self.many += 1;
        self.out
            .write_fmt(line)
            .and_then(|()| self.out.write_all(b"\n"))
            .with_context(|| format!("cannot write {}: is the disk full?", self.path.display()))
    }

    fn finish(mut self) -> anyhow::Result<u64> {
        self.out
            .flush()
            .with_context(|| format!("cannot write {}: is the disk full?", self.path.display()))?;
        Ok(self.many)
    }
}

/// The key of a squad.
pub(super) fn squad(squad: u64) -> String {
    format!("squad-{:02}", squad + 1)
}

/// The key of a ticket: its tribe's project and its number.
fn key(squad: u64, number: u64) -> String {
    format!("T{}-{}", squad % TRIBES + 1, number + 1)
}

/// Everybody.
pub(super) fn people(path: &Path, _: &Plan) -> anyhow::Result<u64> {
    let mut rows = Rows::create(path, "Account,Name")?;
    for person in 0..PEOPLE {
        rows.line(format_args!("acc-{person:04},Person {person}"))?;
    }
    rows.finish()
}

/// Everybody's squads; one in ten moved.
pub(super) fn memberships(path: &Path, plan: &Plan) -> anyhow::Result<u64> {
    let mut rows = Rows::create(path, "Account,Squad,From,To")?;
    for person in 0..PEOPLE {
        let first = plan.date(0);
        match plan.places(person) {
            (of, None) => rows.line(format_args!("acc-{person:04},{},{first},", squad(of)))?,
            (of, Some((then, day))) => {
                rows.line(format_args!(
                    "acc-{person:04},{},{first},{}",
                    squad(of),
                    plan.date(day - 1)
                ))?;
                rows.line(format_args!(
                    "acc-{person:04},{},{},",
                    squad(then),
                    plan.date(day)
                ))?;
            }
        }
    }
    rows.finish()
}

/// Tickets, with the days they were started and resolved.
pub(super) fn tickets(path: &Path, plan: &Plan) -> anyhow::Result<u64> {
    let heading = "Key,Title,Created,Started,Resolved,Project,Type,Status,Priority,Squad,Estimate h";
    let mut rows = Rows::create(path, heading)?;
    let squads: Vec<_> = (0..SQUADS).map(squad).collect();
    for number in 0..plan.tickets {
        let ticket = plan.ticket(number);
        let Ticket { squad, kind, .. } = ticket;
        let time = |day: Option<u64>, minute: u64| Moment {
            date: day.map(|day| plan.date(day)),
            minute,
        };
        let status = match (ticket.started, ticket.resolved) {
            (_, Some(_)) => "Done",
            (Some(_), None) => "In progress",
            (None, None) => "To do",
        };
        let priority = ["High", "Medium", "Medium", "Low"][(ticket.minute % 4) as usize];
        rows.line(format_args!(
            "{},{kind} number {number},{},{},{},T{},{kind},{status},{priority},{},{}",
            key(squad, ticket.number),
            time(Some(ticket.created), ticket.minute),
            time(ticket.started, ticket.minute + 60),
            time(ticket.resolved, ticket.minute + 120),
            squad % TRIBES + 1,
            squads[squad as usize],
            Number(ticket.estimate),
        ))?;
    }
    rows.finish()
}

/// Worklogs by number, each `more` seconds longer than planned.
pub(super) fn worklogs(
    path: &Path,
    plan: &Plan,
    numbers: impl Iterator<Item = u64>,
    more: u64,
) -> anyhow::Result<u64> {
    let mut rows = Rows::create(path, "Id,Ticket,Account,Day,Seconds")?;
    for number in numbers {
        let worklog = plan.worklog(number);
        let squad = plan.ticket(worklog.ticket).squad;
        rows.line(format_args!(
            "{},T{}-{},acc-{:04},{},{}",
            number + 1,
            squad % TRIBES + 1,
            worklog.ticket + 1,
            worklog.person,
            plan.date(worklog.day),
            worklog.minutes * 60 + more,
        ))?;
    }
    rows.finish()
}

/// A minute of a day, or nothing.
struct Moment<'a> {
    date: Option<&'a str>,
    minute: u64,
}

impl std::fmt::Display for Moment<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.date {
            Some(date) => write!(f, "{date} {:02}:{:02}", self.minute / 60, self.minute % 60),
            None => Ok(()),
        }
    }
}

/// A number, or nothing.
struct Number(Option<u64>);

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.map_or(Ok(()), |number| number.fmt(f))
    }
}
