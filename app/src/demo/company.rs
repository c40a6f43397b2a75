//! The company: its squads, what they own, and which story is told of each.

/// What is told of a squad in these two years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Story {
    /// Nothing happens: no alarm may be raised.
    Calm,
    /// Another squad's tickets are routed to it by mistake, more every week: it goes under and stays there.
    Sinking,
    /// It was under water for about twenty weeks, until a quarter was spent on technical debt.
    Rescued,
    /// A payroll law changed: a few critical weeks.
    Burst,
    /// Its share looks calm, but more comes in than goes out.
    Undrained,
    /// It logs so badly for some weeks that its share means nothing.
    Unlogged,
}

/// A squad of the demo. Its names are those of the demo's `plimsoll.toml`.
pub(super) struct Squad {
    /// Its key.
    pub(super) id: &'static str,
    /// What the tracker calls it.
    pub(super) name: &'static str,
    /// Its tribe's project in the tracker, which is also what finance budgets.
    pub(super) project: &'static str,
    /// Where its people are.
    pub(super) country: &'static str,
    /// People on the first day.
    pub(super) size: usize,
    /// Its ordinary maintenance share.
    pub(super) share: f64,
    /// What it owns.
    pub(super) components: &'static [&'static str],
    /// What is told of it.
    pub(super) story: Story,
}

/// The component whose Spanish tickets land at the wrong squad.
pub(super) const MISROUTED_COMPONENT: &str = "Social declarations";

/// The squad that owns [`MISROUTED_COMPONENT`].
pub(super) const RIGHT_SQUAD: usize = 1;

macro_rules! squads {
    ($($id:literal $name:literal $project:literal $country:literal $size:literal $share:literal $story:ident
        [$($component:literal),*];)*) => {
        /// Every squad, in the order of `plimsoll.toml`.
        pub(super) const SQUADS: &[Squad] = &[$(Squad {
            id: $id,
            name: $name,
            project: $project,
            country: $country,
            size: $size,
            share: $share,
            components: &[$($component),*],
            story: Story::$story,
        }),*];
    };
}

squads! {
    "payroll-engine" "Payroll Engine" "PAY" "FR" 10 0.19 Calm ["Gross to net", "Payroll runs", "Retroactive pay"];
    "declarations" "Declarations" "PAY" "FR" 9 0.20 Calm ["Social declarations", "Contribution rates"];
    "payslips" "Payslips" "PAY" "FR" 8 0.17 Calm ["Payslip layout", "Document vault"];
    "hr-core" "HR Core" "HR" "FR" 9 0.18 Calm ["Employee records", "Org chart"];
    "time-off" "Time Off" "HR" "FR" 8 0.21 Rescued ["Leave requests", "Leave balances"];
    "expenses" "Expenses" "HR" "FR" 8 0.16 Calm ["Expense reports", "Card import"];
    "onboarding" "Onboarding" "HR" "FR" 8 0.20 Undrained ["Hiring forms", "E-signature"];
    "identity" "Identity" "PLT" "FR" 8 0.21 Calm ["Sign-in", "Permissions"];
    "data-platform" "Data Platform" "PLT" "FR" 9 0.20 Unlogged ["Exports", "Analytics pipeline"];
    "dev-tools" "Developer Tools" "PLT" "FR" 7 0.15 Calm ["Build", "Deployments"];
    "payroll-fr" "Payroll France" "LOC" "FR" 9 0.21 Calm ["Collective agreements", "French payroll"];
    "payroll-es" "Payroll Spain" "LOC" "ES" 9 0.22 Sinking ["Spanish payroll", "Convenios"];
    "payroll-de" "Payroll Germany" "LOC" "DE" 7 0.18 Calm ["German payroll", "Lohnsteuer"];
    "payroll-gb" "Payroll United Kingdom" "LOC" "GB" 7 0.18 Burst ["British payroll", "RTI submissions"];
}

/// The place of the squad of which a story is told.
pub(super) fn squad_of(story: Story) -> usize {
    SQUADS.iter().position(|squad| squad.story == story).unwrap_or(0)
}
