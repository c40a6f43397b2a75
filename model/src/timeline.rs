//! A ticket's life: in which stage, whose and what kind of work it was, from when to when
//! (sections 2, 3 and 4 of the book), and when it entered and left a squad's open maintenance.

mod steps;

use crate::classify::{Category, Classification, MaintenanceType};
use crate::ids::{PersonId, SquadId};
use crate::people::Memberships;
use crate::records::TicketFields;
use crate::rules::Rules;
use crate::stage::Stage;
use crate::ticket::{Field, TicketHistory, Transition};
use chrono::{DateTime, Days, NaiveDate, Utc};
use steps::steps;

/// What a ticket is at an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketState {
    /// Where it stands. A status that no stage maps counts as `intake`, and is shown in data quality.
    pub stage: Stage,
    /// Whose it is.
    pub squad: SquadId,
    /// What kind of work it is, and why.
    pub classification: Classification,
}

impl TicketState {
    /// The squad in whose open maintenance it is, if it is in one.
    #[must_use]
    pub fn stock(&self) -> Option<&SquadId> {
        let open = self.stage.is_open() && self.classification.category == Category::Maintenance;
        open.then_some(&self.squad)
    }
}

/// A span: from when to when a ticket was what it was. An open span has no end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// First instant.
    pub from: DateTime<Utc>,
    /// First instant of the next span; none while it lasts.
    pub to: Option<DateTime<Utc>>,
    /// What it was.
    pub state: TicketState,
}

/// A ticket's spans, in order, without gaps, from its creation on. There is always one. Spans can be empty
/// (`from == to`) where several things happened at the same instant, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    spans: Vec<Span>,
    /// Who had it, each from an instant on.
    assignees: Vec<(DateTime<Utc>, Option<PersonId>)>,
}

/// Why a ticket entered or left a squad's open maintenance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FlowReason {
    /// Entered: it is new.
    Created,
    /// Entered: it had been finished or dropped.
    Reopened,
    /// Entered: another squad had it.
    RoutedIn,
    /// Entered: it had been another kind of work.
    ReclassifiedIn,
    /// Left: it is done.
    Finished,
    /// Left: it was given up.
    Dropped,
    /// Left: another squad has it.
    RoutedOut,
    /// Left: it is another kind of work.
    ReclassifiedOut,
}

impl FlowReason {
    /// Every reason, arrivals first.
    pub const ALL: [Self; 8] = [
        Self::Created,
        Self::Reopened,
        Self::RoutedIn,
        Self::ReclassifiedIn,
        Self::Finished,
        Self::Dropped,
        Self::RoutedOut,
        Self::ReclassifiedOut,
    ];

    /// The book's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Reopened => "reopened",
            Self::RoutedIn => "routed_in",
            Self::ReclassifiedIn => "reclassified_in",
            Self::Finished => "finished",
            Self::Dropped => "dropped",
            Self::RoutedOut => "routed_out",
            Self::ReclassifiedOut => "reclassified_out",
        }
    }

    /// The reason the book calls so.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }

    /// Whether it is an arrival; a departure otherwise.
    #[must_use]
    pub fn is_arrival(self) -> bool {
        matches!(
            self,
            Self::Created | Self::Reopened | Self::RoutedIn | Self::ReclassifiedIn
        )
    }
}

/// A ticket entered or left a squad's open maintenance. The backlog is the sum of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// When.
    pub at: DateTime<Utc>,
    /// The squad.
    pub squad: SquadId,
    /// Whether it entered or left, and why.
    pub reason: FlowReason,
    /// Which kind of maintenance it was then.
    pub maintenance_type: Option<MaintenanceType>,
    /// Whether it is the ticket's last entry into `done`, with no later exit: what `finished` means.
    pub is_final: bool,
}

impl Timeline {
    /// Works out a ticket's life from its history. `parent` is what its parent is, for a subtask.
    ///
    /// Changes dated before the creation count as made at it. Where the ticket's status now is not the one its
    /// history ends with, the change is dated at the last known one: nothing later is known.
    #[must_use]
    pub fn resolve(
        history: &TicketHistory,
        parent: Option<&Classification>,
        rules: &Rules,
        memberships: &Memberships,
    ) -> Self {
        let ticket = &history.ticket;
        let mut now = Moment {
            fields: initial_fields(history),
            assignee: initial_assignee(history),
        };
        let state = |moment: &Moment, at: DateTime<Utc>| TicketState {
            stage: rules
                .stage(&ticket.source, &moment.fields.status)
                .unwrap_or(Stage::Intake),
            squad: rules.squads.owner(
                &ticket.source,
                &ticket.title,
                &moment.fields,
                moment.assignee,
                rules.day_of(at),
                memberships,
            ),
            classification: rules
                .classifier
                .classify(&ticket.source, &ticket.title, &moment.fields, parent),
        };
        let mut spans = Spans::new(ticket.created_at, state(&now, ticket.created_at));
        let mut assignees = vec![(ticket.created_at, now.assignee)];
        let steps = steps(history, rules, memberships);
        let mut at = ticket.created_at;
        for step in steps {
            at = at.max(step.at);
            for transition in step.transitions {
                now.apply(transition);
            }
            spans.change(at, state(&now, at));
            if assignees.last().is_none_or(|(_, known)| *known != now.assignee) {
                assignees.push((at, now.assignee));
            }
        }
        if now.fields.status != ticket.fields.status {
            now.fields.status.clone_from(&ticket.fields.status);
            let last = last_status_change(history)
                .unwrap_or(ticket.created_at)
                .max(ticket.created_at);
            let at = if last < spans.last_from() {
                spans.last_from()
            } else {
                last
            };
            spans.change(at, state(&now, at));
        }
        Self {
            spans: spans.done,
            assignees,
        }
    }

    /// Its spans, in order.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Who had it, each from an instant on until the next: a change of hands alone makes no span.
    #[must_use]
    pub fn assignees(&self) -> &[(DateTime<Utc>, Option<PersonId>)] {
        &self.assignees
    }

    /// What it is now.
    #[must_use]
    pub fn current(&self) -> &TicketState {
        // `resolve` starts with one span and never takes one away.
        &self.spans[self.spans.len() - 1].state
    }

    /// What it was at the end of a day; before its creation, what it was at it.
    #[must_use]
    pub fn at_end_of(&self, day: NaiveDate, rules: &Rules) -> &TicketState {
        let end = rules.start_of(day + Days::new(1));
        let span = self.spans.iter().rev().find(|span| span.from < end);
        &span.unwrap_or(&self.spans[0]).state
    }

    /// First entry into `active`.
    #[must_use]
    pub fn started_at(&self) -> Option<DateTime<Utc>> {
        self.spans
            .iter()
            .find(|span| span.state.stage == Stage::Active)
            .map(|span| span.from)
    }

    /// Last entry into `done` with no later exit.
    #[must_use]
    pub fn finished_at(&self) -> Option<DateTime<Utc>> {
        let done = |span: &&Span| span.state.stage == Stage::Done;
        self.spans
            .iter()
            .rev()
            .take_while(done)
            .last()
            .map(|span| span.from)
    }

    /// When it entered and left open maintenance, in order: for every squad, entries and exits alternate.
    #[must_use]
    pub fn flows(&self) -> Vec<Flow> {
        let finished = self.finished_at();
        let mut flows = Vec::new();
        let mut before: Option<&TicketState> = None;
        for span in &self.spans {
            let (old, new) = (before.and_then(TicketState::stock), span.state.stock());
            if old != new {
                if let (Some(squad), Some(state)) = (old, before) {
                    let reason = why_left(state, &span.state);
                    let is_final = reason == FlowReason::Finished && finished == Some(span.from);
                    flows.push(flow(span.from, squad, reason, state, is_final));
                }
                if let Some(squad) = new {
                    flows.push(flow(
                        span.from,
                        squad,
                        why_entered(before, &span.state),
                        &span.state,
                        false,
                    ));
                }
            }
            before = Some(&span.state);
        }
        keep_last_final(&mut flows);
        flows
    }
}

fn flow(at: DateTime<Utc>, squad: &SquadId, reason: FlowReason, state: &TicketState, is_final: bool) -> Flow {
    let maintenance_type = state.classification.maintenance_type;
    Flow {
        at,
        squad: squad.clone(),
        reason,
        maintenance_type,
        is_final,
    }
}

/// A ticket finished twice at the same instant is finished once: the last time.
fn keep_last_final(flows: &mut [Flow]) {
    let mut seen = false;
    for flow in flows.iter_mut().rev().filter(|flow| flow.is_final) {
        flow.is_final = !seen;
        seen = true;
    }
}

fn why_left(before: &TicketState, after: &TicketState) -> FlowReason {
    match after.stage {
        Stage::Done => FlowReason::Finished,
        Stage::Dropped => FlowReason::Dropped,
        _ if after.classification.category != Category::Maintenance => FlowReason::ReclassifiedOut,
        _ => {
            debug_assert_ne!(
                before.squad, after.squad,
                "an open maintenance ticket left without a reason"
            );
            FlowReason::RoutedOut
        }
    }
}

fn why_entered(before: Option<&TicketState>, after: &TicketState) -> FlowReason {
    match before {
        None => FlowReason::Created,
        Some(before) if !before.stage.is_open() => FlowReason::Reopened,
        Some(before) if before.classification.category != Category::Maintenance => FlowReason::ReclassifiedIn,
        Some(before) => {
            debug_assert_ne!(
                before.squad, after.squad,
                "an open maintenance ticket entered without a reason"
            );
            FlowReason::RoutedIn
        }
    }
}

/// Spans while they are being laid end to end.
struct Spans {
    done: Vec<Span>,
}

impl Spans {
    fn new(from: DateTime<Utc>, state: TicketState) -> Self {
        Self {
            done: vec![Span {
                from,
                to: None,
                state,
            }],
        }
    }

    fn last_from(&self) -> DateTime<Utc> {
        self.done[self.done.len() - 1].from
    }

    fn change(&mut self, at: DateTime<Utc>, state: TicketState) {
        let Some(last) = self.done.last_mut() else { return };
        if last.state != state {
            last.to = Some(at);
            self.done.push(Span {
                from: at,
                to: None,
                state,
            });
        }
    }
}

/// The fields of a ticket at some instant.
struct Moment {
    fields: TicketFields,
    assignee: Option<PersonId>,
}

impl Moment {
    fn apply(&mut self, transition: &Transition) {
        set(
            &mut self.fields,
            &mut self.assignee,
            transition.field,
            transition.to.as_deref(),
        );
    }
}

fn set(fields: &mut TicketFields, assignee: &mut Option<PersonId>, field: Field, value: Option<&str>) {
    let owned = value.map(str::to_owned);
    match field {
        Field::Status => fields.status = owned.unwrap_or_default(),
        Field::Squad => fields.squad = owned,
        Field::Assignee => *assignee = value.and_then(|id| id.parse().ok()).map(PersonId),
        Field::Priority => fields.priority = owned,
        Field::Sprint => fields.sprint = owned,
        Field::Kind => fields.kind = owned,
        Field::Project => fields.project = owned,
        Field::Components => fields.components = list(value),
        Field::Labels => fields.labels = list(value),
        Field::Initiative => fields.initiative = owned,
        Field::DueDate | Field::Estimate => {}
    }
}

fn list(value: Option<&str>) -> Vec<String> {
    value
        .into_iter()
        .flat_map(|text| text.split(','))
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The fields as they were at the creation: what each field's first change came from, else what it is now.
/// A first status nobody knows is no status, and so counts as `intake`.
#[must_use]
pub fn initial_fields(history: &TicketHistory) -> TicketFields {
    let mut fields = history.ticket.fields.clone();
    let mut nobody = None;
    for (field, first) in first_changes(history) {
        if field != Field::Assignee {
            set(&mut fields, &mut nobody, field, first.from.as_deref());
        }
    }
    if let Some(status) = &history.ticket.initial_status {
        fields.status.clone_from(status);
    }
    fields
}

fn initial_assignee(history: &TicketHistory) -> Option<PersonId> {
    let first = history
        .transitions
        .iter()
        .find(|change| change.field == Field::Assignee);
    match first {
        Some(first) => first.from.as_deref().and_then(|id| id.parse().ok()).map(PersonId),
        None => history.ticket.assignee,
    }
}

fn first_changes(history: &TicketHistory) -> impl Iterator<Item = (Field, &Transition)> {
    Field::ALL.into_iter().filter_map(|field| {
        Some((
            field,
            history.transitions.iter().find(|change| change.field == field)?,
        ))
    })
}

fn last_status_change(history: &TicketHistory) -> Option<DateTime<Utc>> {
    history
        .transitions
        .iter()
        .rev()
        .find(|change| change.field == Field::Status)
        .map(|change| change.at)
}

#[cfg(test)]
mod tests;
