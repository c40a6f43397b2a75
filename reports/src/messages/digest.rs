//! A tribe's alerts together.

use super::alert::{Measure, value_of};
use super::{Item, Words};
use crate::format::Format;
use crate::text::Text;
use crate::{Language, Period, Severity};
use chrono::NaiveDate;

/// The raised alerts of a tribe and its squads.
#[derive(Debug, Clone, PartialEq)]
pub struct DigestNotice {
    /// The organisation's name.
    pub organisation: String,
    /// The channel's name.
    pub channel: String,
    /// The tribe's name.
    pub tribe: String,
    /// The day it is of.
    pub day: NaiveDate,
    /// What is raised, worst first.
    pub lines: Vec<DigestLine>,
    /// Where the tribe's page is.
    pub link: Option<String>,
}

/// One alert.
#[derive(Debug, Clone, PartialEq)]
pub struct DigestLine {
    /// How bad.
    pub severity: Severity,
    /// The name of whom it is about.
    pub subject: String,
    /// The book's word of what it watches.
    pub metric: String,
    /// What its values are.
    pub measure: Measure,
    /// The value of the last closed week.
    pub value: Option<f64>,
    /// The raise line.
    pub raise: f64,
    /// The first week of the spell.
    pub since: Option<Period>,
    /// Where the page is.
    pub link: Option<String>,
}

/// The message about a tribe.
#[must_use]
pub fn digest(notice: &DigestNotice, language: Language) -> Words {
    let words = Text::new(language);
    let count = notice.lines.len() as u64;
    let arguments = [
        ("tribe", notice.tribe.as_str().into()),
        ("n", count.into()),
        ("day", Format::new(language).day_long(notice.day).into()),
    ];
    let title = words.with("notify-digest-title", &arguments);
    Words {
        subject: title.clone(),
        title,
        summary: words.with("notify-digest-summary", &arguments),
        items: notice.lines.iter().map(|line| item(line, language)).collect(),
        items_name: words.t("alerts-current"),
        link: notice
            .link
            .as_ref()
            .map(|href| (words.t("notify-link"), href.clone())),
        ..Words::empty(language, &notice.organisation, &notice.channel)
    }
}

fn item(line: &DigestLine, language: Language) -> Item {
    let words = Text::new(language);
    let severity = words.t(&format!("severity-{}", line.severity.key()));
    let metric = words.t(&format!("metric-{}", line.metric.replace('_', "-")));
    let since = line.since.map(Period::label).unwrap_or_default();
    let lines = [
        ("since", since.into()),
        ("raise", value_of(line.measure, Some(line.raise), language).into()),
    ];
    Item {
        label: line.subject.clone(),
        href: line.link.clone(),
        title: format!(
            "{severity} · {metric} ({})",
            words.with("notify-digest-since", &lines)
        ),
        value: value_of(line.measure, line.value, language),
    }
}
