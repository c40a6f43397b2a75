//! An alert that explains itself: the numbers, the rule, the trend, the tickets that weigh most, what to do.

use super::{Item, Words};
use crate::format::Format;
use crate::text::Text;
use crate::{Direction, Language, Period, Severity};

/// What happened to the alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// It was raised.
    Raised,
    /// It is over.
    Ended,
    /// Late data confirmed it.
    Confirmed,
    /// Late data took it back.
    Withdrawn,
    /// It is still raised.
    Reminder,
}

impl About {
    fn key(self) -> &'static str {
        match self {
            Self::Raised => "raised",
            Self::Ended => "ended",
            Self::Confirmed => "confirmed",
            Self::Withdrawn => "withdrawn",
            Self::Reminder => "reminder",
        }
    }

    fn sign(self, severity: Severity) -> &'static str {
        match (self, severity) {
            (Self::Ended | Self::Withdrawn, _) => "●",
            (_, Severity::Critical) => "◆",
            (_, Severity::Warn) => "▲",
        }
    }
}

/// What the values of a metric are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// A fraction.
    Share,
    /// A number of things.
    Count,
    /// A number a week.
    PerWeek,
    /// Days.
    Days,
}

/// An alert and what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct AlertNotice {
    /// What happened.
    pub about: About,
    /// The organisation's name.
    pub organisation: String,
    /// The channel's name.
    pub channel: String,
    /// The name of whom it is about.
    pub subject: String,
    /// How bad.
    pub severity: Severity,
    /// The rule's name.
    pub rule: String,
    /// The book's word of what it watches.
    pub metric: String,
    /// What its values are.
    pub measure: Measure,
    /// Who has to look.
    pub owner: Option<String>,
    /// The value of the last closed week.
    pub value: Option<f64>,
    /// The raise line.
    pub raise: f64,
    /// The clear line.
    pub clear: f64,
    /// The first week of the spell.
    pub since: Option<Period>,
    /// The last closed week.
    pub week: Period,
    /// The last closed weeks, oldest first.
    pub trend: Vec<Point>,
    /// Which way it goes.
    pub direction: Direction,
    /// The tickets that weigh most.
    pub tickets: Vec<Ticket>,
    /// Where the page is.
    pub link: Option<String>,
}

/// One week of the trend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The week.
    pub week: Period,
    /// Its value.
    pub value: Option<f64>,
}

/// A ticket that weighs.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticket {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// Where people open it.
    pub href: Option<String>,
    /// What it took.
    pub hours: f64,
}

/// The message about an alert.
#[must_use]
pub fn alert(notice: &AlertNotice, language: Language) -> Words {
    let words = Text::new(language);
    let say = |value: Option<f64>| value_of(notice.measure, value, language);
    let metric = words.t(&format!("metric-{}", notice.metric.replace('_', "-")));
    let since = notice.since.unwrap_or(notice.week);
    let arguments = [
        ("subject", notice.subject.as_str().into()),
        ("metric", metric.as_str().into()),
        ("value", say(notice.value).into()),
        ("raise", say(Some(notice.raise)).into()),
        ("clear", say(Some(notice.clear)).into()),
        ("since", since.label().into()),
        ("week", notice.week.label().into()),
        ("rule", notice.rule.as_str().into()),
    ];
    let about = notice.about.key();
    let title = words.with(&format!("notify-title-{about}"), &arguments);
    Words {
        subject: format!("{} {title}", notice.about.sign(notice.severity)),
        summary: words.with(&format!("notify-summary-{about}"), &arguments),
        facts: facts(notice, &metric, language),
        rule: Some(words.with("notify-rule", &arguments)),
        trend: notice
            .trend
            .iter()
            .map(|point| (point.week.label(), say(point.value)))
            .collect(),
        items: notice
            .tickets
            .iter()
            .map(|ticket| item(ticket, language))
            .collect(),
        action: action(notice, words),
        link: notice
            .link
            .as_ref()
            .map(|href| (words.t("notify-link"), href.clone())),
        title,
        ..Words::empty(language, &notice.organisation, &notice.channel)
    }
}

fn facts(notice: &AlertNotice, metric: &str, language: Language) -> Vec<(String, String)> {
    let words = Text::new(language);
    let say = |value: Option<f64>| value_of(notice.measure, value, language);
    let mut facts = vec![
        (format!("{metric}, {}", notice.week.label()), say(notice.value)),
        (words.t("column-raise"), say(Some(notice.raise))),
        (
            words.t("column-severity"),
            words.t(&format!("severity-{}", notice.severity.key())),
        ),
    ];
    facts.extend(notice.since.map(|since| (words.t("column-since"), since.label())));
    facts.extend(notice.owner.clone().map(|owner| (words.t("notify-owner"), owner)));
    facts
}

fn item(ticket: &Ticket, language: Language) -> Item {
    Item {
        label: ticket.key.clone(),
        href: ticket.href.clone(),
        title: ticket.title.clone(),
        value: Format::new(language).hours(Some(ticket.hours)),
    }
}

/// What to do about it; nothing where it is over.
fn action(notice: &AlertNotice, words: Text) -> Option<String> {
    let direction = notice.direction.key();
    match notice.about {
        About::Ended | About::Withdrawn => None,
        _ if notice.metric == "maintenance_share" => Some(words.t(&format!("alert-do-{direction}"))),
        _ => Some(words.t(&format!("notify-do-{}", notice.metric.replace('_', "-")))),
    }
}

pub(super) fn value_of(measure: Measure, value: Option<f64>, language: Language) -> String {
    let (format, words) = (Format::new(language), Text::new(language));
    let with_unit = |key: &str, digits| match value {
        Some(value) => words.with(key, &[("value", format.decimal(value, digits).into())]),
        None => crate::format::DASH.to_owned(),
    };
    match measure {
        Measure::Share => format.percent(value),
        Measure::Count => with_unit(
            "notify-count",
            usize::from(value.is_some_and(|value| value.fract() > 0.0)),
        ),
        Measure::PerWeek => with_unit("notify-per-week", 1),
        Measure::Days => with_unit("notify-days", 0),
    }
}
