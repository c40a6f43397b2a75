//! The model's words as the charts' and pages'.

use model::analyst::Drain;
use model::query::{DrillInto, Filter};
use model::time::{Grain, Period, Week};
use reports::pages::drill::DrillSubject;

/// A period on a chart or page. Years are shown by their quarters.
pub(crate) fn period(period: Period) -> reports::Period {
    let grain = match period {
        Period::Week(_) | Period::Day(_) => reports::Grain::Week,
        Period::Month(_) => reports::Grain::Month,
        Period::Quarter(_) | Period::Year(_) => reports::Grain::Quarter,
    };
    reports::Period::of(grain, period.first_day())
}

/// A week on a chart or page.
pub(crate) fn week(week: Week) -> reports::Period {
    reports::Period::of(reports::Grain::Week, week.monday())
}

/// The first and the last period of a filter, if it has both.
pub(crate) fn range(filter: &Filter) -> Option<(reports::Period, reports::Period)> {
    let (from, to) = filter.from.zip(filter.to)?;
    let of = |day| period(Period::of(filter.grain, day));
    Some((of(from), of(to)))
}

/// How finely a chart is cut.
pub(crate) fn grain(grain: Grain) -> reports::Grain {
    match grain {
        Grain::Week => reports::Grain::Week,
        Grain::Month => reports::Grain::Month,
        Grain::Quarter | Grain::Year => reports::Grain::Quarter,
    }
}

/// How long a backlog lasts.
pub(crate) fn drain(backlog: Option<i64>, drain: Option<Drain>) -> reports::Drain {
    match (backlog, drain) {
        (Some(0), _) => reports::Drain::Empty,
        (_, Some(Drain::Weeks(weeks))) => reports::Drain::Weeks(weeks),
        (_, Some(Drain::Never)) => reports::Drain::Never,
        (_, None) => reports::Drain::Unknown,
    }
}

/// Where hours come from.
pub(crate) fn method(method: &str) -> reports::Method {
    if method == "activity" {
        reports::Method::Activity
    } else {
        reports::Method::Worklogs
    }
}

/// What is opened.
pub(crate) fn subject(into: DrillInto) -> DrillSubject {
    match into {
        DrillInto::LoggedH => DrillSubject::LoggedHours,
        DrillInto::MaintenanceH => DrillSubject::MaintenanceHours,
        DrillInto::Arrivals => DrillSubject::Arrivals,
        DrillInto::Departures => DrillSubject::Departures,
        DrillInto::Backlog => DrillSubject::Backlog,
        DrillInto::Finished => DrillSubject::Finished,
        DrillInto::Misrouted => DrillSubject::Misrouted,
        DrillInto::Detours => DrillSubject::Detours,
        DrillInto::CommittedH => DrillSubject::Committed,
        DrillInto::OverdueH => DrillSubject::Overdue,
        DrillInto::ActiveDays => DrillSubject::ActiveDays,
        DrillInto::MaintenanceDays => DrillSubject::MaintenanceDays,
    }
}

macro_rules! same_words {
    ($(#[$doc:meta] $name:ident: $from:ty => $to:ty { $($word:ident),* $(,)? })*) => {$(
        #[$doc]
        pub(crate) fn $name(word: $from) -> $to {
            match word { $(<$from>::$word => <$to>::$word,)* }
        }
    )*};
}

same_words! {
    /// What kind of thing was decided.
    intervention_kind: model::intervention::InterventionKind => reports::InterventionKind {
        DebtQuarter, Rotation, Hiring, Rerouting, ScopeCut, Other,
    }
    /// How bad it is.
    severity: model::alert::Severity => reports::Severity { Warn, Critical }
    /// Where an alert stands.
    alert_state: model::alert::AlertState => reports::AlertState { Ok, Pending, Firing, Recovering }
    /// What kind of work.
    category: model::classify::Category => reports::Category {
        Maintenance, New, Improve, Productivity, Overhead, Uncategorised,
    }
    /// Which kind of maintenance.
    maintenance_type: model::classify::MaintenanceType => reports::MaintenanceType {
        Corrective, Emergency, Preventive, Adaptive, UserSupport, Operations,
    }
    /// Where a ticket stands.
    stage: model::stage::Stage => reports::Stage { Intake, Triage, Queue, Active, Blocked, Review, Done, Dropped }
    /// What a suggestion looks at.
    suggestion: model::query::Dimension => reports::pages::routing::SuggestionKind {
        Project, Component, Label, ReporterGroup,
    }
    /// The organisation's language.
    language: model::config::Language => reports::Language { En, Fr }
}
