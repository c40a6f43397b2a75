//! The small words that charts and pages share, each with the message that names it.

/// Whether a squad is under water at a week, by the rule of spells (book, section 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LoadState {
    /// No figure: nobody logged time, or the squad did not exist.
    NoData,
    /// No open spell.
    Calm,
    /// In a spell over the warn line.
    Warn,
    /// In a spell over the critical line.
    Critical,
}

impl LoadState {
    /// True for both kinds of spell.
    pub fn is_under_water(self) -> bool {
        matches!(self, LoadState::Warn | LoadState::Critical)
    }

    /// The class of the stylesheet, also the end of the message key.
    pub(crate) fn key(self) -> &'static str {
        match self {
            LoadState::NoData => "none",
            LoadState::Calm => "calm",
            LoadState::Warn => "warn",
            LoadState::Critical => "critical",
        }
    }
}

/// How bad a spell or an alert is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Over the warn line.
    Warn,
    /// Over the critical line.
    Critical,
}

impl Severity {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Severity::Warn => "warn",
            Severity::Critical => "critical",
        }
    }
}

/// Where the hours of a share come from; the two are never mixed in one figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Logged hours.
    Worklogs,
    /// Person-days split over the tickets that were active.
    Activity,
}

impl Method {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Method::Worklogs => "worklogs",
            Method::Activity => "activity",
        }
    }
}

/// What kind of work hours were (book, section 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Category {
    /// Keeping the lights on.
    Maintenance,
    /// Something that did not exist before.
    New,
    /// Making better what exists.
    Improve,
    /// Tools and ways of working.
    Productivity,
    /// Meetings, management, training.
    Overhead,
    /// No rule matched.
    Uncategorised,
}

impl Category {
    /// In the order in which they are stacked, from the bottom.
    pub const ALL: [Category; 6] = [
        Category::Maintenance,
        Category::New,
        Category::Improve,
        Category::Productivity,
        Category::Overhead,
        Category::Uncategorised,
    ];

    pub(crate) fn key(self) -> &'static str {
        match self {
            Category::Maintenance => "maintenance",
            Category::New => "new",
            Category::Improve => "improve",
            Category::Productivity => "productivity",
            Category::Overhead => "overhead",
            Category::Uncategorised => "uncategorised",
        }
    }
}

/// What kind of maintenance (book, section 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MaintenanceType {
    /// Defects.
    Corrective,
    /// Incidents.
    Emergency,
    /// Upkeep and debt before they hurt.
    Preventive,
    /// The world around changed.
    Adaptive,
    /// Questions and help.
    UserSupport,
    /// Running the service.
    Operations,
}

impl MaintenanceType {
    pub(crate) fn key(self) -> &'static str {
        match self {
            MaintenanceType::Corrective => "corrective",
            MaintenanceType::Emergency => "emergency",
            MaintenanceType::Preventive => "preventive",
            MaintenanceType::Adaptive => "adaptive",
            MaintenanceType::UserSupport => "user-support",
            MaintenanceType::Operations => "operations",
        }
    }
}

/// Where a ticket is on its way (book, section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Just arrived.
    Intake,
    /// Somebody decides what it is.
    Triage,
    /// Waits for its turn.
    Queue,
    /// Somebody works on it.
    Active,
    /// Somebody would, but cannot.
    Blocked,
    /// Is being checked.
    Review,
    /// Finished.
    Done,
    /// Will not be done.
    Dropped,
}

impl Stage {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Stage::Intake => "intake",
            Stage::Triage => "triage",
            Stage::Queue => "queue",
            Stage::Active => "active",
            Stage::Blocked => "blocked",
            Stage::Review => "review",
            Stage::Done => "done",
            Stage::Dropped => "dropped",
        }
    }
}

/// Which way a share goes over the last four closed weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Deeper.
    Up,
    /// About the same.
    Flat,
    /// Lighter.
    Down,
    /// Not enough weeks.
    Unknown,
}

impl Direction {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Direction::Up => "up",
            Direction::Flat => "flat",
            Direction::Down => "down",
            Direction::Unknown => "unknown",
        }
    }

    pub(crate) fn arrow(self) -> &'static str {
        match self {
            Direction::Up => "↑",
            Direction::Flat => "→",
            Direction::Down => "↓",
            Direction::Unknown => crate::format::DASH,
        }
    }
}

/// How long the backlog needs to drain at the pace of the last four closed weeks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Drain {
    /// In so many weeks.
    Weeks(f64),
    /// At this pace never: at least as much arrives as leaves.
    Never,
    /// There is nothing to drain.
    Empty,
    /// Not enough weeks to say.
    Unknown,
}

/// The state of an alert (book, section 10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AlertState {
    /// Nothing to say.
    Ok,
    /// Over the raise line, but not for long enough.
    Pending,
    /// Over the raise line for long enough.
    Firing,
    /// Under the clear line, but not for long enough.
    Recovering,
    /// Late data confirmed it.
    Confirmed,
    /// Late data took it back.
    Withdrawn,
}

impl AlertState {
    pub(crate) fn key(self) -> &'static str {
        match self {
            AlertState::Ok => "ok",
            AlertState::Pending => "pending",
            AlertState::Firing => "firing",
            AlertState::Recovering => "recovering",
            AlertState::Confirmed => "confirmed",
            AlertState::Withdrawn => "withdrawn",
        }
    }
}
