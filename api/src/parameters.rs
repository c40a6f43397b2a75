//! The parameters that queries may hold: what is described is what is taken, and nothing else.

/// A parameter of a query.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) summary: &'static str,
    pub(crate) kind: Kind,
    /// Whether there is no answer without it.
    pub(crate) required: bool,
}

/// What a parameter may be.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// Any text.
    Text,
    /// A whole number between two.
    Number(u32, u32),
    /// One of these words.
    Word(&'static [&'static str]),
    /// Several keys: given more than once, or joined with commas.
    Keys,
}

const fn word(name: &'static str, summary: &'static str, words: &'static [&'static str]) -> Parameter {
    Parameter {
        name,
        summary,
        kind: Kind::Word(words),
        required: false,
    }
}

const fn number(name: &'static str, summary: &'static str, least: u32, most: u32) -> Parameter {
    Parameter {
        name,
        summary,
        kind: Kind::Number(least, most),
        required: false,
    }
}

const fn required(parameter: Parameter) -> Parameter {
    Parameter {
        required: true,
        ..parameter
    }
}

const fn text(name: &'static str, summary: &'static str) -> Parameter {
    Parameter {
        name,
        summary,
        kind: Kind::Text,
        required: false,
    }
}

/// Whose figures, and when.
pub(crate) const FILTER: &[Parameter] = &[
    Parameter {
        name: "squad",
        summary: "These squads only, by key: repeat it, or join keys with commas. Sums above squads stay whole.",
        kind: Kind::Keys,
        required: false,
    },
    text("tribe", "Squads of this tribe only, by key."),
    text(
        "project",
        "Work on this project only; of the whole organisation, but for those who may see people.",
    ),
    text(
        "from",
        "From the period that holds this day on: 2026-W05, 2026-02, 2026-Q1, 2026 or 2026-02-03.",
    ),
    text("to", "Up to the period that holds this day, written like `from`."),
    text(
        "rules",
        "An older version of the classification rules; without it, the one in force.",
    ),
];

/// How finely a series is cut, and what a row speaks of.
pub(crate) const SERIES: &[Parameter] = &[
    word(
        "grain",
        "How long a period is; a week without it.",
        &["week", "month", "quarter", "year"],
    ),
    word(
        "by",
        "What a row speaks of; a squad without it.",
        &["squad", "tribe", "organisation"],
    ),
];

/// What a row speaks of.
pub(crate) const BY: &[Parameter] = &[SERIES[1]];

/// Hours or person-days.
pub(crate) const METHOD: &[Parameter] = &[word(
    "method",
    "Where shares come from; without it, what is usual for the squads asked for.",
    &["worklogs", "activity"],
)];

/// How finely a chart or a page is cut.
pub(crate) const GRAIN: &[Parameter] = &[word(
    "grain",
    "How long a period is; a week without it.",
    &["week", "month", "quarter"],
)];

/// In which form a table is answered.
pub(crate) const FORMAT: &[Parameter] = &[word(
    "format",
    "The form of the answer, where an Accept header cannot be sent.",
    &["json", "csv", "parquet"],
)];

/// Which figure is opened.
pub(crate) const FIGURE: &[Parameter] = &[required(word(
    "figure",
    "The figure that is opened.",
    &[
        "logged_h",
        "maintenance_h",
        "arrivals",
        "departures",
        "backlog",
        "finished",
        "misrouted",
        "detours",
        "committed_h",
        "overdue_h",
        "active_days",
        "maintenance_days",
    ],
))];

/// Which way finished tickets went: for `finished`, `misrouted` and `detours`.
pub(crate) const WAY: &[Parameter] = &[
    text("first_squad", "Only tickets that this squad had first, by key."),
    text("right_squad", "Only tickets that this squad finished, by key."),
    word(
        "dimension",
        "Only tickets that had `value` as this when they were created.",
        &["project", "component", "label", "reporter_group"],
    ),
    text("value", "The project, component, label or reporter group."),
];

/// Which alerts.
pub(crate) const ALERTS: &[Parameter] = &[FILTER[0], FILTER[1]];

/// Which check's list is asked for.
pub(crate) const CHECK: &[Parameter] = &[required(text(
    "check",
    "The check, as `/api/v1/quality` calls it.",
))];

/// Which source's rows.
pub(crate) const SOURCE: &[Parameter] = &[text("source", "Of this source only, by key.")];

/// The one source that is meant.
pub(crate) const THE_SOURCE: &[Parameter] = &[required(text("source", "The source, by key."))];

/// Reading a long list page by page.
pub(crate) const PAGING: &[Parameter] = &[
    text(
        "cursor",
        "Where the next rows begin: `next` of the answer before.",
    ),
    number("limit", "At most so many rows; 100 without it.", 1, 1000),
];

/// How a chart looks.
pub(crate) const LOOK: &[Parameter] = &[
    word("theme", "Light without it.", &["light", "dark"]),
    word("lang", "The reader's without it.", &["en", "fr"]),
    number("width", "Width in logical pixels.", 480, 4000),
    number("height", "Height in logical pixels.", 240, 4000),
];

/// How much of a squad's history a page shows.
pub(crate) const WINDOW: &[Parameter] = &[
    word(
        "window",
        "How much of the history is shown; the last year of data without it.",
        &["half_year", "year", "two_years", "all"],
    ),
    GRAIN[0],
];

/// How far messages are.
pub(crate) const DELIVERIES: &[Parameter] = &[word(
    "state",
    "Only messages that are so far; all without it.",
    &["pending", "sending", "sent", "dead", "dropped"],
)];
/// Whose routing a page shows, and over how much of the history.
pub(crate) const ROUTING: &[Parameter] = &[
    text("squad", "Of this squad only, by key."),
    FILTER[1],
    word(
        "window",
        "How much of the history is shown; the last 13 weeks of data without it.",
        &["quarter", "half_year", "year", "all"],
    ),
];

/// Which week is shown.
pub(crate) const WEEK: &[Parameter] = &[text(
    "week",
    "The week, such as 2026-W05; the last closed one without it.",
)];

/// How much of the fleet's history is shown.
pub(crate) const STRETCH: &[Parameter] = &[word(
    "window",
    "How much of the history is shown; two years without it.",
    &["year", "two_years", "all"],
)];

/// Whether a squad's own past is drawn on its load line.
pub(crate) const LIMITS: &[Parameter] = &[word(
    "limits",
    "Whether the load line shows what is usual by the own past; it does without it.",
    &["show", "hide"],
)];

/// Which tribe's squads the fleet shows.
pub(crate) const TRIBE: &[Parameter] = &[FILTER[1]];

/// The reader's choices.
pub(crate) const PREFERENCES: &[Parameter] = &[
    word("lang", "The language of pages.", &["en", "fr"]),
    word("theme", "The colours of pages.", &["auto", "light", "dark"]),
    text("back", "The page to return to; a path of this server."),
];

/// Where to go after signing in.
pub(crate) const NEXT: &[Parameter] = &[text(
    "next",
    "The page to go to afterwards; a path of this server.",
)];
