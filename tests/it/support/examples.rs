//! A small harbour whose figures can be worked out in the head: three squads, ten weeks, and a squad that goes under
//! water in the third of them.
//!
//! Crane: two people, 60 hours a week, of which [`CRANE`] percent are a bug's. Rope: one person, 32 hours, a tenth of
//! them a bug's. Lamp: somebody from outside, without membership, 8 hours on features. Every week has its own bug and
//! its own feature for each squad; the bug is reported on Monday and done on Friday of the next week.

use super::Place;
use std::fmt::Write as _;

/// Monday of the eleventh week: ten are closed.
pub(crate) const NOW: &str = "2026-03-16T08:00:00Z";

/// The weeks.
pub(crate) const WEEKS: [&str; 10] = [
    "2026-W02", "2026-W03", "2026-W04", "2026-W05", "2026-W06", "2026-W07", "2026-W08", "2026-W09",
    "2026-W10", "2026-W11",
];

/// Crane's maintenance share in each of them, in percent. Over 35 from the third to the seventh week, over 50 in the
/// fifth and sixth, and then under 30 for good.
pub(crate) const CRANE: [u32; 10] = [20, 20, 40, 45, 50, 55, 40, 25, 20, 20];

/// The organisation.
pub(crate) const CONFIG: &str = r#"
[organisation]
name = "Harbour"
time_zone = "Europe/Paris"

[calendar]
hours_per_day = 7.0

[privacy]
squad_people = 1
cell_people = 1

[[tribes]]
id = "docks"
name = "The docks"

[[squads]]
id = "crane"
name = "Crane crew"
tribe = "docks"

[[squads]]
id = "rope"
tribe = "docks"

[[squads]]
id = "lamp"

[sources.tracker]
kind = "files"
title = "Harbour tracker"

[[squad_rules]]
squad = "crane"
when = { project = "CRANE" }

[[squad_rules]]
squad = "rope"
when = { project = "ROPE" }

[[squad_rules]]
squad = "lamp"
when = { project = "LAMP" }

[[classification]]
id = "bug"
category = "maintenance"
maintenance_type = "corrective"
when = { type = "Bug" }

[[classification]]
id = "feature"
category = "new"
when = { type = "Feature" }

[stages]
queue = ["Open"]
active = ["Doing"]
done = ["Done"]
dropped = ["Dropped"]
"#;

/// How its files are read.
pub(crate) const MAPPING: &str = r#"
source = "tracker"

[[inputs]]
name = "tickets"
file = "tickets.csv"

[[inputs]]
name = "history"
file = "history.csv"

[[inputs]]
name = "hours"
file = "hours.csv"

[[inputs]]
name = "members"
file = "members.csv"

[[records]]
kind = "ticket"
from = "tickets"
[records.columns]
key = "Key"
title = "Summary"
project = "Project"
type = "Type"
status = "Status"
created_at = { column = "Created", date = "%Y-%m-%d" }

[[records]]
kind = "transition"
from = "history"
[records.columns]
ticket = "Issue"
field = { value = "status" }
at = { column = "At", date = "%Y-%m-%d" }
from = "From"
to = "To"

[[records]]
kind = "worklog"
from = "hours"
[records.columns]
key = "Id"
ticket = "Issue"
person = "Login"
work_date = { column = "Date", date = "%Y-%m-%d" }
seconds = { column = "Hours", unit = "h" }

[[records]]
kind = "membership"
from = "members"
[records.columns]
person = "Login"
squad = "Squad"
allocation = "Share"
from = { column = "From", date = "%Y-%m-%d" }
"#;

/// The files of the harbour.
#[derive(Debug, Clone)]
pub(crate) struct Harbour {
    pub(crate) tickets: String,
    pub(crate) history: String,
    pub(crate) hours: String,
    pub(crate) members: String,
}

impl Harbour {
    pub(crate) fn new() -> Self {
        let mut files = Self {
            tickets: "Key,Summary,Project,Type,Status,Created\n".to_owned(),
            history: "Issue,At,From,To\n".to_owned(),
            hours: "Id,Issue,Login,Date,Hours\n".to_owned(),
            members: "Login,Squad,Share,From\nada,crane,1,2025-12-01\nbo,crane,1,2025-12-01\ncy,rope,1,2025-12-01\n".to_owned(),
        };
        for (week, percent) in CRANE.into_iter().enumerate() {
            let crane = f64::from(percent) / 100.0;
            files.week(
                "CRANE",
                week,
                &[
                    ("ada", 30.0 * crane, 30.0 * (1.0 - crane)),
                    ("bo", 30.0 * crane, 30.0 * (1.0 - crane)),
                ],
            );
            files.week("ROPE", week, &[("cy", 3.2, 28.8)]);
            files.week("LAMP", week, &[("dee", 0.0, 8.0)]);
        }
        files
    }

    /// A squad's bug and feature of a week, and what each person logged on them.
    fn week(&mut self, project: &str, week: usize, people: &[(&str, f64, f64)]) {
        let (monday, tuesday, done) = (day(week, 0), day(week, 1), day(week + 1, 4));
        // Writing to a string cannot fail.
        for kind in ["Bug", "Feature"] {
            let key = format!("{project}-{kind}-{week}");
            let finished = kind == "Bug" && week + 1 < WEEKS.len();
            let status = if finished { "Done" } else { "Open" };
            let _ = writeln!(
                self.tickets,
                "{key},{kind} of week {week},{project},{kind},{status},{monday}"
            );
            if finished {
                let _ = writeln!(self.history, "{key},{done},Open,Done");
            }
        }
        for (person, bug, feature) in people {
            for (kind, date, hours) in [("Bug", &monday, bug), ("Feature", &tuesday, feature)] {
                if *hours > 0.0 {
                    let _ = writeln!(
                        self.hours,
                        "{project}-{kind}-{week}-{person},{project}-{kind}-{week},{person},{date},{hours:.2}"
                    );
                }
            }
        }
    }

    /// Writes everything into a place that works at [`NOW`].
    pub(crate) fn write(&self, place: &Place) {
        place.file("plimsoll.toml", CONFIG);
        place.file("mapping.toml", MAPPING);
        place.file("tickets.csv", &self.tickets);
        place.file("history.csv", &self.history);
        place.file("hours.csv", &self.hours);
        place.file("members.csv", &self.members);
    }
}

/// What imports all of its files.
pub(crate) const IMPORT: &str = "import tickets.csv history.csv hours.csv members.csv --mapping mapping.toml";

/// A day of one of the weeks, from 0 for its Monday.
pub(crate) fn day(week: usize, day: usize) -> String {
    let first: chrono::NaiveDate = "2026-01-05".parse().unwrap();
    (first + chrono::Days::new((week * 7 + day) as u64)).to_string()
}

/// A place in which the harbour was imported.
pub(crate) fn imported() -> Place {
    let place = Place::new();
    Harbour::new().write(&place);
    place.run(IMPORT).ok();
    place
}
