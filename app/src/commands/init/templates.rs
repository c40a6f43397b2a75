//! The two files that `plimsoll init` writes, commented so that they can be edited without a manual.

use super::questions::Wanted;

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// `plimsoll.toml`.
pub(super) fn config(wanted: &Wanted) -> String {
    let country = match &wanted.country {
        Some(code) => format!("country = {}", quoted(code)),
        None => "# country = \"FR\"                 # its public holidays are no working days".to_owned(),
    };
    let squads: String = wanted
        .squads
        .iter()
        .map(|squad| {
            format!(
                "\n[[squads]]\nid = {}\ntribe = \"product\"\n",
                quoted(squad.as_str())
            )
        })
        .collect();
    HEAD.replace("{organisation}", &quoted(&wanted.organisation))
        .replace("{time_zone}", &quoted(wanted.time_zone.name()))
        .replace("{language}", &quoted(&wanted.language))
        .replace("{country}", &country)
        .replace("{hours_per_day}", &format!("{:?}", wanted.hours_per_day))
        + &squads
        + &TAIL.replace("{first_squad}", &quoted(wanted.squads[0].as_str()))
}

/// The mapping of the example files, `tickets.csv` and `hours.csv`.
pub(super) fn mapping(_: &Wanted) -> String {
    MAPPING.to_owned()
}

const HEAD: &str = r#"# The organisation as Plimsoll sees it. Keep this file in git and review it: every figure depends on it.
# `plimsoll doctor` says what is missing or does not fit your data.

[organisation]
name = {organisation}
time_zone = {time_zone}           # days and weeks begin and end here
language = {language}                        # of pages: "en" or "fr"
currency = "EUR"

[calendar]                               # when people work
{country}
hours_per_day = {hours_per_day}
working_days = ["mon", "tue", "wed", "thu", "fri"]
closed = []                              # further free days: ["2026-05-15"]

# Where data comes from. `plimsoll import` reads files with a mapping that names its source.
[sources.tracker]
kind = "files"
title = "Our tracker"
stale_after_hours = 192                  # older than 8 days is stale: the pages say so

[[tribes]]
id = "product"
name = "Product"
"#;

const TAIL: &str = r#"
# name = "Payroll France"                # what pages call it, if not by its id
# aliases = ["PAYFR"]                    # what your tracker calls it in a squad or team field
# country = "DE"                         # if its holidays are not the organisation's

# Whose a ticket is, where it has no squad field: the first rule that matches. Conditions: source, project, type,
# label, component, priority, title (a regular expression), reporter_group, initiative, fields.<Name>. Every key must
# hold; of a list one value is enough. Tickets that match nothing belong to their assignee's squad.
[[squad_rules]]
squad = {first_squad}
when = { project = "PAY" }

# What kind of work a ticket is: the first rule that matches.
# category: maintenance, new, improve, productivity, overhead
# maintenance_type: corrective, emergency, preventive, adaptive, user_support, operations
[[classification]]
id = "incident"
category = "maintenance"
maintenance_type = "emergency"
when = { type = "Incident" }

[[classification]]
id = "bug"
category = "maintenance"
maintenance_type = "corrective"
when = { type = ["Bug", "Defect"] }

[[classification]]
id = "support"
category = "maintenance"
maintenance_type = "user_support"
when = { label = ["support", "customer"] }

[[classification]]
id = "debt"
category = "maintenance"
maintenance_type = "preventive"
when = { label = ["tech-debt", "upgrade"] }

[[classification]]
id = "story"
category = "new"
when = { type = ["Story", "Feature", "Epic"] }

[[classification]]
id = "improvement"
category = "improve"
when = { type = ["Improvement", "Task"] }

[[classification]]
id = "tooling"
category = "productivity"
when = { label = "tooling" }

[[classification]]
id = "meeting"
category = "overhead"
when = { type = ["Meeting", "Training"] }

# Which of your statuses is which stage.
[stages]
intake = ["New", "Open"]
triage = ["Triage"]
queue = ["To Do", "Backlog", "Ready"]
active = ["In Progress"]
blocked = ["Blocked"]
review = ["In Review"]
done = ["Done", "Closed", "Resolved"]
dropped = ["Cancelled", "Won't Do"]

# When a squad is under water: shares of the hours that were maintenance, as fractions.
[thresholds]
warn = 0.35
critical = 0.50
clear_below = 0.05                       # a spell ends this far under its line
weeks = 2                                # in a row, each way
coverage_gate = 0.70                     # a week with less of its capacity logged proves nothing
"#;

const MAPPING: &str = r#"# Which columns of your files become what. Change the names on the right to those of your files.
#   plimsoll import tickets.csv hours.csv --mapping mapping.toml
# A mapping names all the files that are imported together; write another for files that come on their own.

source = "tracker"                       # an id of [sources] in plimsoll.toml

[[inputs]]
name = "tickets"
file = "tickets.csv"                     # or "export-*.csv"; .xlsx and .jsonl are read too
# encoding = "latin1"                    # default: utf-8
# delimiter = ";"

[[inputs]]
name = "hours"
file = "hours.csv"

[[records]]
kind = "ticket"
from = "tickets"
[records.columns]
key = "Key"
title = "Summary"
created_at = { column = "Created", date = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d"] }
project = "Project"
type = "Type"
status = "Status"
labels = { column = "Labels", split = "," }

[[records]]
kind = "worklog"
from = "hours"
[records.columns]
key = "Id"
ticket = "Issue"
person = "Login"
work_date = { column = "Date", date = "%Y-%m-%d" }
seconds = { column = "Hours", unit = "h" }

# More kinds of records: transition (what changed in a ticket, when), membership (who is in which squad, from, to:
# without it nobody's capacity is known), absence, calendar_day, person, link, sprint, initiative and others. Examples:
#
# [[inputs]]
# name = "members"
# file = "members.csv"
#
# [[records]]
# kind = "membership"
# from = "members"
# [records.columns]
# person = "Login"
# squad = "Squad"
# allocation = "Share"                   # from 0 to 1
# from = { column = "From", date = "%Y-%m-%d" }
# to = { column = "To", date = "%Y-%m-%d" }
"#;

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(organisation: &str, country: Option<&str>) -> Wanted {
        Wanted {
            organisation: organisation.to_owned(),
            time_zone: chrono_tz::Europe::Paris,
            language: "fr".to_owned(),
            country: country.map(str::to_owned),
            hours_per_day: 7.0,
            squads: vec!["a".parse().unwrap(), "b".parse().unwrap()],
        }
    }

    #[test]
    fn what_is_written_can_be_read() {
        for wanted in [wanted("Acme \"& sons\"\\", Some("DE")), wanted("A", None)] {
            let config = model::config::parse(&config(&wanted), "plimsoll.toml").unwrap();
            assert_eq!(config.organisation.name, wanted.organisation);
            assert_eq!(config.calendar.country, wanted.country);
            assert_eq!(config.squads.len(), 2);
            let mapping = collectors::files::Mapping::parse(&mapping(&wanted), "mapping.toml").unwrap();
            assert!(config.sources.contains_key(mapping.source()));
        }
    }
}
