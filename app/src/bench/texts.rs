//! The organisation of a data set, and what its columns mean.

use super::plan::{SQUADS, TRIBES};
use super::rows::squad;
use std::fmt::Write;

const HEAD: &str = r#"# Written by `plimsoll bench generate`, to measure with.

[organisation]
name = "Bench"
time_zone = "Europe/Paris"

[calendar]
country = "FR"
hours_per_day = 7.0

[sources.bench]
kind = "files"
"#;

const RULES: &str = r#"
[[classification]]
id = "incident"
category = "maintenance"
maintenance_type = "emergency"
when = { type = "Incident" }

[[classification]]
id = "bug"
category = "maintenance"
maintenance_type = "corrective"
when = { type = "Bug" }

[[classification]]
id = "support"
category = "maintenance"
maintenance_type = "user_support"
when = { type = "Support request" }

[[classification]]
id = "operations"
category = "maintenance"
maintenance_type = "operations"
when = { type = "Ops task" }

[[classification]]
id = "feature"
category = "new"
when = { type = "Story" }

[[classification]]
id = "improvement"
category = "improve"
when = { type = "Improvement" }

[[classification]]
id = "tooling"
category = "productivity"
when = { type = "Tooling" }

[[classification]]
id = "meeting"
category = "overhead"
when = { type = "Meeting" }

[stages]
queue = ["To do"]
active = ["In progress"]
done = ["Done"]
"#;

/// What the columns of the files mean. A ticket's history comes from its own days.
pub(super) const MAPPING: &str = r#"source = "bench"

[[inputs]]
name = "people"
file = "people.csv"

[[inputs]]
name = "memberships"
file = "memberships.csv"

[[inputs]]
name = "tickets"
file = "tickets.csv"

[[inputs]]
name = "worklogs"
file = "worklogs.csv"

[[records]]
kind = "person"
from = "people"
[records.columns]
key = "Account"
name = "Name"

[[records]]
kind = "membership"
from = "memberships"
[records.columns]
person = "Account"
squad = "Squad"
allocation = { value = 1 }
from = "From"
to = "To"

[[records]]
kind = "ticket"
from = "tickets"
[records.columns]
key = "Key"
title = "Title"
created_at = { column = "Created", date = "%Y-%m-%d %H:%M" }
initial_status = { value = "To do" }
project = "Project"
type = "Type"
status = "Status"
priority = "Priority"
squad = "Squad"
estimate = { column = "Estimate h", unit = "h" }

[[records]]
kind = "transition"
from = "tickets"
skip_if_empty = ["Started"]
[records.columns]
ticket = "Key"
at = { column = "Started", date = "%Y-%m-%d %H:%M" }
field = { value = "status" }
from = { value = "To do" }
to = { value = "In progress" }

[[records]]
kind = "transition"
from = "tickets"
skip_if_empty = ["Resolved"]
[records.columns]
ticket = "Key"
at = { column = "Resolved", date = "%Y-%m-%d %H:%M" }
field = { value = "status" }
from = { value = "In progress" }
to = { value = "Done" }

[[records]]
kind = "worklog"
from = "worklogs"
[records.columns]
key = "Id"
ticket = "Ticket"
person = "Account"
work_date = "Day"
seconds = { column = "Seconds", unit = "s" }
"#;

/// What the columns of the file of changed worklogs mean.
pub(super) const TOUCH_MAPPING: &str = r#"source = "bench"

[[inputs]]
name = "worklogs"
file = "worklogs-changed.csv"

[[records]]
kind = "worklog"
from = "worklogs"
[records.columns]
key = "Id"
ticket = "Ticket"
person = "Account"
work_date = "Day"
seconds = { column = "Seconds", unit = "s" }
"#;

/// `plimsoll.toml`.
pub(super) fn config() -> String {
    let mut text = HEAD.to_owned();
    for tribe in 0..TRIBES {
        // Writing into a string does not fail.
        let _ = write!(
            text,
            "\n[[tribes]]\nid = \"tribe-{0}\"\nname = \"Tribe {0}\"\n",
            tribe + 1
        );
    }
    for place in 0..SQUADS {
        let _ = write!(
            text,
            "\n[[squads]]\nid = \"{}\"\ntribe = \"tribe-{}\"\n",
            squad(place),
            place % TRIBES + 1
        );
    }
    text + RULES
}
