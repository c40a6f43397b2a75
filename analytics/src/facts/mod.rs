//! Facts: the store's rows as Parquet, a file a month, *resolved when written*: squad, category and stage stand on
//! the fact, so that rollups are plain scans. They can be deleted and built again at any time.
//!
//! Columns of a worklog's fact (a row for each squad that has a part of it):
//! `worklog_id, ticket_id?, person_id?, source, project?, work_date, week, seconds, micros, part, squad,
//! ticket_squad?, category, maintenance_type?, rule?, inherited, billable?, has_place`.
//!
//! Columns of a ticket's fact: `ticket_id, parent_id?, source, project?, squad, stage, category, maintenance_type?,
//! rule?, inherited, created_day, started_day?, finished_day?, due_day?, estimate_seconds?, remaining_seconds?,
//! initiative?, status_known`.
//!
//! Columns of a flow's fact: `ticket_id, day, week, squad, reason, is_final, maintenance_type?, created_day,
//! project?, source`.
//!
//! Columns of the fact of a finished maintenance ticket's way to its squad: `ticket_id, source, created_day, project?,
//! finished_day, first_squad, right_squad, hops, ping_pong, triage_days, right_days, detour_days`, and what it had when
//! it was created: `new_project?, new_components?, new_labels?, new_reporter_group?` (lists a line each).
//! Initiatives have one file for all: `source, key, name, squad?, project?, due_day?, delivered_day?, dropped_day?,
//! effort_seconds?`.
//!
//! Columns of an active run: `ticket_id, person_id, first_day, last_day?, squad, category, maintenance_type?, source,
//! project?`. Places in squads (`person_id, squad, allocation, from, to?`) and days on which a squad does not work
//! (`squad, day`) have one file each, to tell whose days these are.

pub(crate) mod activity;
pub(crate) mod initiatives;
pub(crate) mod names;
pub(crate) mod places;
pub(crate) mod routes;
mod tickets;
mod worklogs;

pub use tickets::TicketMonth;
pub use worklogs::WorklogMonth;

use model::classify::Classification;
use model::people::Memberships;
use model::rules::Rules;
use model::ticket::TicketHistory;
use model::timeline::Timeline;

/// What a worklog needs to know of its ticket: its life, and the project it is in now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketLife {
    /// Where it stood, whose and what it was, when.
    pub timeline: Timeline,
    /// Its project, as it is now.
    pub project: Option<String>,
}

impl TicketLife {
    /// Works out a ticket's life. `parent` is what its parent is, for a subtask.
    #[must_use]
    pub fn resolve(
        history: &TicketHistory,
        parent: Option<&Classification>,
        rules: &Rules,
        memberships: &Memberships,
    ) -> Self {
        Self {
            timeline: Timeline::resolve(history, parent, rules, memberships),
            project: history.ticket.fields.project.clone(),
        }
    }
}

/// What a ticket is now, for its children: a subtask that matches no rule takes its parent's (section 3).
#[must_use]
pub fn classification_of(
    history: &TicketHistory,
    parent: Option<&Classification>,
    rules: &Rules,
) -> Classification {
    let ticket = &history.ticket;
    rules
        .classifier
        .classify(&ticket.source, &ticket.title, &ticket.fields, parent)
}
