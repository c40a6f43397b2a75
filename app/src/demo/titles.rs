//! What tickets are called.

use super::chance::Chance;
use super::tickets::Kind;

const BUG: &[&str] = &[
    "wrong amount after a correction",
    "page stays empty for managers",
    "rounding differs by one cent",
    "the export misses a line",
    "error 500 on save",
    "date is shifted by one day",
    "duplicate line after import",
    "wrong total in the summary",
    "filter forgets the last value",
    "attachment cannot be opened",
];
const INCIDENT: &[&str] = &[
    "nothing answers",
    "queue is not consumed",
    "very slow for large customers",
    "nightly run failed",
    "certificate expired",
    "database is out of connections",
];
const SUPPORT: &[&str] = &[
    "customer asks why an amount changed",
    "customer cannot find a document",
    "how to correct last month",
    "needs a new contract type set up",
    "asks for an export of last year",
    "access for an accountant",
    "question on a contribution",
    "wants a value changed in bulk",
];
const OPS: &[&str] = &[
    "rotate keys",
    "replay failed jobs",
    "clean up old files",
    "monthly run check",
    "restore check",
    "update certificates",
    "raise quotas before the payroll run",
];
const DEBT: &[&str] = &[
    "upgrade a library that is out of support",
    "split the largest module",
    "remove the old calculation",
    "add missing tests",
    "move jobs off the old queue",
    "drop unused tables",
];
const STORY: &[&str] = &[
    "approve in one click",
    "import from a spreadsheet",
    "show what changed since last month",
    "notify the manager",
    "preview before sending",
    "new settings page",
    "several companies in one view",
    "mobile view",
    "download everything at once",
    "explain each line",
];
const IMPROVEMENT: &[&str] = &[
    "faster for large customers",
    "clearer error messages",
    "fewer clicks",
    "better empty states",
    "keyboard navigation",
    "remember the last choice",
];
const TOOLING: &[&str] = &[
    "faster tests",
    "preview environments",
    "lint in the editor",
    "flaky test report",
    "seed data for demos",
];
const LEGAL: &[&str] = &[
    "new thresholds from the law of this year",
    "changed rates of contributions",
    "new mandatory line",
    "new format of the authority",
];

/// A title for a kind of ticket about a component.
pub(super) fn title(kind: Kind, component: &str, chance: &mut Chance) -> String {
    let endings = match kind {
        Kind::Bug => BUG,
        Kind::Incident => INCIDENT,
        Kind::Support => SUPPORT,
        Kind::OpsTask => OPS,
        Kind::TechDebt => DEBT,
        Kind::Improvement => IMPROVEMENT,
        Kind::Tooling => TOOLING,
        _ => STORY,
    };
    format!("{component}: {}", chance.pick(endings))
}

/// A title for a change of the law.
pub(super) fn legal(component: &str, chance: &mut Chance) -> String {
    format!("{component}: {}", chance.pick(LEGAL))
}
