//! The state machine of section 10: `ok` → `pending` → `firing` → `recovering` → `ok`. Spells (section 5) and alerts
//! follow the same one, so that they cannot disagree.
//!
//! A value at the raise line or worse, n times in a row, raises; better than the clear line, n times in a row, ends it.
//! Where less is worse, a value *under* the raise line raises, and one at the clear line or over it is better. What
//! proves nothing keeps the state and does not break a row; [`SILENT_WEEKS`] silent weeks end everything.

use model::alert::{AlertRule, AlertState, SpellRule};
use model::time::Week;

/// A share this close to a line is on it: hours are fractions, and 2.1 h of 6 h is 35 %.
pub(super) const ON_THE_LINE: f64 = 1e-12;

/// Weeks in a row without an hour, and without memberships that would tell how many there could have been, after
/// which nothing is known of a squad.
pub const SILENT_WEEKS: usize = 4;

/// Where a value raises and where it clears.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Lines {
    pub(crate) raise: f64,
    pub(crate) clear: f64,
    pub(crate) periods: usize,
    pub(crate) less_is_worse: bool,
}

impl Lines {
    /// Whether a value raises.
    pub(crate) fn is_over(&self, value: f64) -> bool {
        if self.less_is_worse {
            value < self.raise - ON_THE_LINE
        } else {
            value >= self.raise - ON_THE_LINE
        }
    }

    /// Whether a value clears.
    pub(crate) fn is_clear(&self, value: f64) -> bool {
        if self.less_is_worse {
            value >= self.clear - ON_THE_LINE
        } else {
            value < self.clear - ON_THE_LINE
        }
    }
}

impl From<&SpellRule> for Lines {
    fn from(rule: &SpellRule) -> Self {
        Self {
            raise: rule.raise,
            clear: rule.clear,
            periods: rule.weeks.max(1),
            less_is_worse: false,
        }
    }
}

impl From<&AlertRule> for Lines {
    fn from(rule: &AlertRule) -> Self {
        Self {
            raise: rule.raise,
            clear: rule.clear,
            periods: rule.periods.max(1),
            less_is_worse: rule.metric.less_is_worse(),
        }
    }
}

/// What a closed week says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Seen {
    /// A value that proves something.
    Value(f64),
    /// Nothing: too little was logged, or nothing could be measured.
    Nothing,
    /// Nobody logged time, and nobody can say how much there could have been.
    Silence,
}

/// Where a subject stands against two lines, week after week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Watch {
    pub(crate) state: AlertState,
    /// First week of the spell it is in, or may be entering.
    pub(crate) since: Option<Week>,
    /// First of the weeks under the clear line, while it may be leaving.
    clear_from: Option<Week>,
    run: usize,
    /// First of the silent weeks it has come to, and how many there are.
    silent_from: Option<Week>,
    silent: usize,
}

impl Watch {
    /// Takes the next closed week. Returns the first clear or silent week of a spell that ended.
    pub(crate) fn step(&mut self, week: Week, seen: Seen, lines: &Lines) -> Option<Week> {
        if seen == Seen::Silence {
            return self.hush(week);
        }
        (self.silent_from, self.silent) = (None, 0);
        let Seen::Value(value) = seen else { return None };
        match self.state {
            AlertState::Ok | AlertState::Pending => {
                if lines.is_over(value) {
                    self.since = self.since.or(Some(week));
                    self.run += 1;
                    self.state = AlertState::Pending;
                    if self.run >= lines.periods {
                        self.state = AlertState::Firing;
                        self.run = 0;
                    }
                } else {
                    *self = Self::default();
                }
                None
            }
            AlertState::Firing | AlertState::Recovering => {
                if !lines.is_clear(value) {
                    self.state = AlertState::Firing;
                    self.clear_from = None;
                    self.run = 0;
                    return None;
                }
                self.clear_from = self.clear_from.or(Some(week));
                self.run += 1;
                self.state = AlertState::Recovering;
                if self.run < lines.periods {
                    return None;
                }
                let clear_from = self.clear_from;
                *self = Self::default();
                clear_from
            }
        }
    }

    /// Takes a silent week.
    fn hush(&mut self, week: Week) -> Option<Week> {
        self.silent_from = self.silent_from.or(Some(week));
        self.silent += 1;
        if self.silent < SILENT_WEEKS {
            return None;
        }
        let ended = self
            .clear_from
            .or(self.silent_from)
            .filter(|_| self.state.is_raised());
        *self = Self::default();
        ended
    }
}
