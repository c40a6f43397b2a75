//! Rows of change against the own past, and of what interventions changed (section 5 of the book).

use super::Subject;
use super::subject::subject_columns;
use crate::figure::{Cell, Column, Shape, Tabular, Unit, column};
use crate::intervention::{InterventionKind, InterventionScope};
use crate::time::Week;
use chrono::NaiveDate;
use std::fmt;

/// A side of the centre line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// More maintenance than usual.
    Above,
    /// Less.
    Below,
}

impl Side {
    /// The word of tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Below => "below",
        }
    }
}

/// A sign that a week is not like the past.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Signal {
    /// Outside of the limits.
    Outside,
    /// The eighth of eight weeks in a row on one side of the centre line.
    RunOf8,
}

impl Signal {
    /// The book's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Outside => "outside",
            Self::RunOf8 => "run_of_8",
        }
    }
}

impl fmt::Display for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What is usual for a squad: an XmR chart's lines, as fractions, and the weeks they were made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Mean of the baseline.
    pub centre: f64,
    /// Mean − 2.66 × mean moving range, at least 0.
    pub lower: f64,
    /// Mean + 2.66 × mean moving range, at most 1.
    pub upper: f64,
    /// First week of the baseline.
    pub from: Week,
    /// Last week of the baseline.
    pub to: Week,
    /// How many weeks the baseline has; 20 once it is frozen.
    pub weeks: u64,
}

/// A closed week against the own past.
#[derive(Debug, Clone, PartialEq)]
pub struct LimitRow {
    /// The squad, tribe or organisation.
    pub subject: Subject,
    /// The week.
    pub week: Week,
    /// Its share, a fraction; none where nothing was logged.
    pub value: Option<f64>,
    /// Whether it counts: it has a share, and its coverage is not under the gate.
    pub eligible: bool,
    /// The limits in force; none while there are too few weeks.
    pub limits: Option<Limits>,
    /// On which side of the centre line it is, if it counts.
    pub side: Option<Side>,
    /// What it shows.
    pub signals: Vec<Signal>,
}

impl LimitRow {
    /// The words of its signals, in one text; none without.
    #[must_use]
    pub fn signal(&self) -> Option<String> {
        let words: Vec<_> = self.signals.iter().map(|signal| signal.word()).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}

impl Tabular for LimitRow {
    fn columns(shape: Shape) -> Vec<Column> {
        let mut columns = subject_columns(shape);
        columns.extend([
            column("week", Unit::Text),
            column("value", Unit::Share),
            column("eligible", Unit::Flag),
            column("centre", Unit::Share),
            column("lower", Unit::Share),
            column("upper", Unit::Share),
            column("baseline_from", Unit::Text),
            column("baseline_to", Unit::Text),
            column("baseline_weeks", Unit::Count),
            column("side", Unit::Text),
            column("signal", Unit::Text),
        ]);
        columns
    }

    fn cells(&self, _: Shape) -> Vec<Cell> {
        let limits = self.limits.as_ref();
        vec![
            Cell::Text(self.subject.key.clone()),
            Cell::Text(self.week.to_string()),
            Cell::float(self.value),
            Cell::Flag(self.eligible),
            Cell::float(limits.map(|limits| limits.centre)),
            Cell::float(limits.map(|limits| limits.lower)),
            Cell::float(limits.map(|limits| limits.upper)),
            Cell::text(limits.map(|limits| limits.from.to_string())),
            Cell::text(limits.map(|limits| limits.to.to_string())),
            limits.map_or(Cell::Null, |limits| Cell::Int(limits.weeks.cast_signed())),
            Cell::text(self.side.map(Side::word)),
            Cell::text(self.signal()),
        ]
    }
}

/// Whether what was decided helped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The whole interval is under zero: less maintenance.
    Helped,
    /// The whole interval is over zero: more maintenance.
    Hurt,
    /// Zero is inside of the interval.
    NoClearEffect,
    /// Fewer than four weeks on a side.
    TooEarly,
}

impl Verdict {
    /// The book's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Helped => "helped",
            Self::Hurt => "hurt",
            Self::NoClearEffect => "no_clear_effect",
            Self::TooEarly => "too_early",
        }
    }
}

/// How much a share changed, as fractions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// Mean after − mean before.
    pub effect: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end of the 95 % interval.
    pub high: f64,
}

/// What an intervention changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// Mean share of the weeks before, a fraction; none without any.
    pub before_mean: Option<f64>,
    /// Mean share of the weeks after, a fraction; none without any.
    pub after_mean: Option<f64>,
    /// How many weeks there are before, of 8.
    pub weeks_before: u64,
    /// How many weeks there are after, of 8.
    pub weeks_after: u64,
    /// The change; none where it is too early.
    pub change: Option<Change>,
}

impl Effect {
    /// Whether it helped.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self.change {
            None => Verdict::TooEarly,
            Some(change) if change.high < 0.0 => Verdict::Helped,
            Some(change) if change.low > 0.0 => Verdict::Hurt,
            Some(_) => Verdict::NoClearEffect,
        }
    }
}

/// An intervention in force, with its effect on those it is for.
#[derive(Debug, Clone, PartialEq)]
pub struct InterventionRow {
    /// Its number.
    pub id: i64,
    /// Its key.
    pub key: String,
    /// For whom.
    pub scope: InterventionScope,
    /// What kind of thing.
    pub kind: InterventionKind,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day; none while it goes on.
    pub to: Option<NaiveDate>,
    /// A few words.
    pub note: Option<String>,
    /// Whether limits begin anew with it.
    pub rebase: bool,
    /// Who decided or wrote it down.
    pub author: Option<String>,
    /// What it changed.
    pub effect: Effect,
}

impl Tabular for InterventionRow {
    fn columns(_: Shape) -> Vec<Column> {
        vec![
            column("id", Unit::Count),
            column("key", Unit::Text),
            column("level", Unit::Text),
            column("scope", Unit::Text),
            column("kind", Unit::Text),
            column("from", Unit::Day),
            column("to", Unit::Day),
            column("note", Unit::Text),
            column("rebase", Unit::Flag),
            column("author", Unit::Text),
            column("before_mean", Unit::Share),
            column("after_mean", Unit::Share),
            column("effect", Unit::Share),
            column("low", Unit::Share),
            column("high", Unit::Share),
            column("weeks_before", Unit::Count),
            column("weeks_after", Unit::Count),
            column("verdict", Unit::Text),
        ]
    }

    fn cells(&self, _: Shape) -> Vec<Cell> {
        let change = self.effect.change;
        vec![
            Cell::Int(self.id),
            Cell::Text(self.key.clone()),
            Cell::Text(self.scope.level().word().to_owned()),
            Cell::Text(self.scope.key().to_owned()),
            Cell::Text(self.kind.word().to_owned()),
            Cell::Day(self.from),
            self.to.map_or(Cell::Null, Cell::Day),
            Cell::text(self.note.clone()),
            Cell::Flag(self.rebase),
            Cell::text(self.author.clone()),
            Cell::float(self.effect.before_mean),
            Cell::float(self.effect.after_mean),
            Cell::float(change.map(|change| change.effect)),
            Cell::float(change.map(|change| change.low)),
            Cell::float(change.map(|change| change.high)),
            Cell::Int(self.effect.weeks_before.cast_signed()),
            Cell::Int(self.effect.weeks_after.cast_signed()),
            Cell::Text(self.effect.verdict().word().to_owned()),
        ]
    }
}
