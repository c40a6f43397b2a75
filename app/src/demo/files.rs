//! The simulation as files a tracker could have exported: comma-separated, one heading, UTF-8.

use super::calendar::{At, Away, DAY, Day};
use super::company::{SQUADS, Story, squad_of};
use super::initiatives::Initiative;
use super::names::{Names, hours, squad, yes};
use super::stories::INTERVENTION;
use super::tickets::{Change, Event, Ticket};
use anyhow::Context;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// Writes the files of a folder, and remembers them.
pub(super) struct Folder<'a> {
    dir: &'a Path,
    /// Every file written, in order.
    pub(super) files: Vec<PathBuf>,
}

impl<'a> Folder<'a> {
    /// A folder that is there.
    pub(super) fn new(dir: &'a Path) -> Self {
        Self {
            dir,
            files: Vec::new(),
        }
    }

    /// Writes a text file. It is not one of those to be imported.
    pub(super) fn text(&self, name: &str, text: &str) -> anyhow::Result<PathBuf> {
        let path = self.dir.join(name);
        std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(path)
    }

    /// Writes a table.
    pub(super) fn table<const N: usize>(
        &mut self,
        name: &str,
        heading: [&str; N],
        rows: impl Iterator<Item = [String; N]>,
    ) -> anyhow::Result<()> {
        let path = self.dir.join(name);
        let cannot = || format!("cannot write {}", path.display());
        let file = File::create(&path).with_context(cannot)?;
        let mut writer = csv::Writer::from_writer(BufWriter::with_capacity(1 << 16, file));
        writer.write_record(heading).with_context(cannot)?;
        for row in rows {
            writer.write_record(&row).with_context(cannot)?;
        }
        writer.flush().with_context(cannot)?;
        self.files.push(path);
        Ok(())
    }
}

/// People, their places and their absences.
pub(super) fn people(folder: &mut Folder<'_>, names: &Names<'_>) -> anyhow::Result<()> {
    let of = names.of;
    let people = of.people.iter().map(|person| {
        [
            person.key.clone(),
            person.name.clone(),
            format!("{}@feuille.example", person.key),
            "Internal".to_owned(),
            if person.vendor.is_some() {
                "contractor"
            } else {
                "employee"
            }
            .to_owned(),
            person.vendor.unwrap_or_default().to_owned(),
        ]
    });
    let heading = ["Account", "Name", "Mail", "Group", "Employment", "Vendor"];
    folder.table("people.csv", heading, people)?;
    let places = of.people.iter().flat_map(|person| {
        person.places.iter().map(|place| {
            [
                person.key.clone(),
                SQUADS[place.squad].id.to_owned(),
                person.role.to_owned(),
                place.allocation.to_string(),
                names.day(place.from),
                place.to.map_or_else(String::new, |day| names.day(day)),
            ]
        })
    });
    let heading = ["Account", "Squad", "Role", "Allocation", "From", "To"];
    folder.table("memberships.csv", heading, places)?;
    let absences = of.calendars.away.iter().enumerate().flat_map(|(person, away)| {
        away.iter().map(move |(day, part)| {
            let hours = if *part == Away::Half { "3.5" } else { "" };
            [names.person(Some(person)), names.day(*day), hours.to_owned()]
        })
    });
    folder.table("absences.csv", ["Account", "Day", "Hours"], absences)?;
    let special = of.calendars.special.iter();
    let special = special.map(|day| {
        [
            String::new(),
            day.day.to_string(),
            hours((day.seconds.0 / 900) as i32),
        ]
    });
    folder.table("calendar.csv", ["Squad", "Day", "Hours"], special)
}

/// Initiatives and what they need.
pub(super) fn initiatives(folder: &mut Folder<'_>, names: &Names<'_>) -> anyhow::Result<()> {
    let all = || names.of.initiatives.iter().enumerate();
    let at = |day: Day, hour: At| names.time(At::from(day) * DAY + hour * 60);
    let rows = all().map(|(place, of)| {
        [
            Initiative::key(place),
            of.name.clone(),
            SQUADS[of.squad].id.to_owned(),
            of.quarter.to_string(),
            names.day(of.start),
            names.day(of.due()),
            of.delivered.map_or_else(String::new, |at| names.time(at)),
            of.dropped.map_or_else(String::new, |day| at(day, 10)),
            at(of.committed, 11),
            SQUADS[of.squad].project.to_owned(),
            of.hours.round().to_string(),
            of.impact.to_string(),
        ]
    });
    let heading = [
        "Key",
        "Name",
        "Squad",
        "Quarter",
        "Start",
        "Due",
        "Delivered",
        "Dropped",
        "Committed",
        "Project",
        "Effort h",
        "Impact",
    ];
    folder.table("initiatives.csv", heading, rows)?;
    let needs = all().flat_map(|(place, of)| {
        of.needs.iter().enumerate().map(move |(number, need)| {
            [
                format!("DEP-{}-{}", place + 1, number + 1),
                Initiative::key(place),
                SQUADS[need.provider].id.to_owned(),
                need.what.to_owned(),
                names.day(need.by),
                at(need.declared, 15),
                need.state.word().to_owned(),
                at(need.since, 16),
            ]
        })
    });
    let heading = [
        "Key",
        "Initiative",
        "Provider",
        "What",
        "Need by",
        "Declared",
        "State",
        "Since",
    ];
    folder.table("dependencies.csv", heading, needs)
}

/// What was decided: the quarter of technical debt of the rescued squad. Its limits are those of the time before it was
/// under water, so it needs no new ones.
pub(super) fn interventions(folder: &mut Folder<'_>, names: &Names<'_>) -> anyhow::Result<()> {
    let horizon = &names.of.horizon;
    let (last, first) = (*INTERVENTION.start(), *INTERVENTION.end());
    let row = [
        "DEC-1".to_owned(),
        SQUADS[squad_of(Story::Rescued)].id.to_owned(),
        "debt_quarter".to_owned(),
        horizon.week_ago(first).monday().to_string(),
        horizon.week_ago(last).sunday().to_string(),
        "A quarter of technical debt".to_owned(),
        yes(false),
        "Director of engineering".to_owned(),
    ];
    let heading = [
        "Key",
        "Squad",
        "Kind",
        "From",
        "To",
        "What",
        "New limits",
        "Decided by",
    ];
    folder.table("interventions.csv", heading, std::iter::once(row))
}

/// Tickets and everything that happened to them.
pub(super) fn tickets(folder: &mut Folder<'_>, names: &Names<'_>) -> anyhow::Result<()> {
    let all = || names.of.tickets.iter().enumerate();
    let rows = all().map(|(place, ticket)| ticket_row(names, place, ticket));
    let heading = [
        "Key",
        "Title",
        "Link",
        "Created",
        "First status",
        "Project",
        "Type",
        "Status",
        "Priority",
        "Labels",
        "Component",
        "Assignee",
        "Reporter group",
        "Squad",
        "Initiative",
        "Parent",
        "Due",
        "Estimate h",
        "Remaining h",
        "Country",
    ];
    folder.table("tickets.csv", heading, rows)?;
    let changes = all().flat_map(|(place, ticket)| {
        ticket
            .history
            .iter()
            .map(move |event| transition_row(names, place, event))
    });
    let heading = ["Ticket", "At", "Field", "From", "To", "Author"];
    folder.table("transitions.csv", heading, changes)
}

fn ticket_row(names: &Names<'_>, place: usize, ticket: &Ticket) -> [String; 20] {
    let key = names.keys[place].clone();
    let remaining = ticket.estimate.map(|estimate| match ticket.status.is_open() {
        true => (estimate - ticket.spent).max(0),
        false => 0,
    });
    [
        key.clone(),
        ticket.title.clone(),
        format!("https://tracker.feuille.example/{key}"),
        names.time(ticket.created),
        ticket.first_status.word().to_owned(),
        ticket.project.to_owned(),
        ticket.kind.word().to_owned(),
        ticket.status.word().to_owned(),
        ticket.priority.to_owned(),
        ticket.labels.join(";"),
        ticket.component.unwrap_or_default().to_owned(),
        names.person(ticket.assignee),
        ticket.group.to_owned(),
        squad(ticket.squad),
        ticket.initiative.map_or_else(String::new, Initiative::key),
        above(names, place, ticket).map_or_else(String::new, |parent| names.keys[parent].clone()),
        ticket.due.map_or_else(String::new, |day| names.day(day)),
        ticket.estimate.map_or_else(String::new, hours),
        remaining.map_or_else(String::new, hours),
        ticket.country.to_owned(),
    ]
}

/// The ticket over one: a story is part of its initiative's epic, as trackers have it.
fn above(names: &Names<'_>, place: usize, ticket: &Ticket) -> Option<usize> {
    let epic = || {
        ticket
            .initiative
            .map(|initiative| names.of.initiatives[initiative].epic)
    };
    ticket.parent.or_else(epic).filter(|above| *above != place)
}

fn transition_row(names: &Names<'_>, place: usize, event: &Event) -> [String; 6] {
    let day = |day: Option<Day>| day.map_or_else(String::new, |day| names.day(day));
    let (field, from, to) = match event.change {
        Change::Status(from, to) => ("status", from.word().to_owned(), to.word().to_owned()),
        Change::Squad(from, to) => ("squad", squad(from), squad(to)),
        Change::Assignee(from, to) => ("assignee", names.person(from), names.person(to)),
        Change::Kind(from, to) => ("type", from.word().to_owned(), to.word().to_owned()),
        Change::Due(from, to) => ("due_date", day(from), day(to)),
    };
    [
        names.keys[place].clone(),
        names.time(event.at),
        field.to_owned(),
        from,
        to,
        names.person(event.author),
    ]
}

/// Duplicates, and what keeps initiatives waiting.
pub(super) fn links(folder: &mut Folder<'_>, names: &Names<'_>) -> anyhow::Result<()> {
    let links = super::links::links(names.of);
    let rows = links.iter().map(|(from, to, kind)| {
        [
            names.keys[*from].clone(),
            names.keys[*to].clone(),
            kind.word().to_owned(),
        ]
    });
    folder.table("links.csv", ["From", "To", "Type"], rows)
}

/// The hours.
pub(super) fn worklogs(folder: &mut Folder<'_>, names: &Names<'_>) -> anyhow::Result<()> {
    let rows = names.of.worklogs.iter().enumerate().map(|(number, worklog)| {
        let ticket = match &worklog.ticket {
            Ok(ticket) => names.keys[*ticket].clone(),
            Err(key) => key.clone(),
        };
        let person = match &worklog.person {
            Ok(person) => names.person(Some(*person)),
            Err(key) => key.clone(),
        };
        [
            format!("W{:06}", number + 1),
            ticket,
            person,
            names.day(worklog.day),
            hours(worklog.quarters),
            yes(worklog.is_billable),
        ]
    });
    folder.table(
        "worklogs.csv",
        ["Id", "Ticket", "Account", "Day", "Hours", "Billable"],
        rows,
    )
}
