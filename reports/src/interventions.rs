//! The words of interventions, each with the message that names it.

/// What kind of thing was decided (book, section 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InterventionKind {
    /// A stretch of time spent on technical debt.
    DebtQuarter,
    /// People take turns at maintenance.
    Rotation,
    /// More people.
    Hiring,
    /// Tickets go to another squad.
    Rerouting,
    /// Less is promised.
    ScopeCut,
    /// Something else.
    Other,
}

impl InterventionKind {
    /// Every kind, in the order of the form.
    pub const ALL: [InterventionKind; 6] = [
        InterventionKind::DebtQuarter,
        InterventionKind::Rotation,
        InterventionKind::Hiring,
        InterventionKind::Rerouting,
        InterventionKind::ScopeCut,
        InterventionKind::Other,
    ];

    /// The word of the form and the API.
    pub fn word(self) -> &'static str {
        match self {
            InterventionKind::DebtQuarter => "debt_quarter",
            InterventionKind::Rotation => "rotation",
            InterventionKind::Hiring => "hiring",
            InterventionKind::Rerouting => "rerouting",
            InterventionKind::ScopeCut => "scope_cut",
            InterventionKind::Other => "other",
        }
    }

    pub(crate) fn key(self) -> &'static str {
        match self {
            InterventionKind::DebtQuarter => "debt-quarter",
            InterventionKind::Rotation => "rotation",
            InterventionKind::Hiring => "hiring",
            InterventionKind::Rerouting => "rerouting",
            InterventionKind::ScopeCut => "scope-cut",
            InterventionKind::Other => "other",
        }
    }

    /// What people call it.
    pub fn label(self, language: crate::Language) -> String {
        crate::text::Text::new(language).t(&format!("intervention-{}", self.key()))
    }
}

/// Whether what was decided helped (book, section 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Less maintenance, for sure.
    Helped,
    /// More maintenance, for sure.
    Hurt,
    /// Neither.
    NoClearEffect,
}

impl Verdict {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Verdict::Helped => "helped",
            Verdict::Hurt => "hurt",
            Verdict::NoClearEffect => "no-clear-effect",
        }
    }
}
