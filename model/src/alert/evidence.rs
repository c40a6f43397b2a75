//! What a status has to remember so that late data are noticed: what it was raised on, and which spells were told.

use super::AlertRule;
use crate::time::Week;
use std::fmt;
use std::str::FromStr;

/// So many spells that ended are remembered.
const TOLD: usize = 8;

/// The word of a status whose rule was not asked any more.
const GONE: &str = "gone";

/// What a status remembers, written into its `evidence`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// The rule's lines and periods, in short: with others, a difference is not late data's doing.
    pub rule: String,
    /// The values of the weeks since it was raised, in short; none while it is not.
    pub values: Option<String>,
    /// The last spells that were told and ended: first and last week. The oldest first.
    pub told: Vec<(Week, Week)>,
    /// Whether the rule was not asked any more: what happened meanwhile is history.
    pub is_gone: bool,
}

impl Evidence {
    /// Of a rule, with nothing told.
    #[must_use]
    pub fn of(rule: &AlertRule) -> Self {
        Self {
            rule: fingerprint(rule),
            ..Self::default()
        }
    }

    /// Remembers a spell that was told and ended.
    pub fn tell(&mut self, start: Week, end: Week) {
        self.told.push((start, end));
        let surplus = self.told.len().saturating_sub(TOLD);
        self.told.drain(..surplus);
    }
}

/// Weeks and values in short: another value, another digest. No value is a value of its own.
#[must_use]
pub fn digest(values: impl IntoIterator<Item = (Week, Option<f64>)>) -> String {
    let mut hasher = blake3::Hasher::new();
    for (week, value) in values {
        hasher.update(week.to_string().as_bytes());
        hasher.update(&value.map_or([0xff; 8], |value| value.to_bits().to_be_bytes()));
    }
    short(&hasher)
}

fn fingerprint(rule: &AlertRule) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(rule.metric.word().as_bytes());
    for number in [rule.raise, rule.clear, rule.coverage_gate.unwrap_or(-1.0)] {
        hasher.update(&number.to_bits().to_be_bytes());
    }
    hasher.update(&(rule.periods as u64).to_be_bytes());
    hasher.update(&rule.at_least.to_be_bytes());
    short(&hasher)
}

fn short(hasher: &blake3::Hasher) -> String {
    hasher.finalize().to_hex().chars().take(16).collect()
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_gone {
            return f.write_str(GONE);
        }
        write!(f, "{} {}", self.rule, self.values.as_deref().unwrap_or("-"))?;
        for (start, end) in &self.told {
            write!(f, " {start}..{end}")?;
        }
        Ok(())
    }
}

impl FromStr for Evidence {
    type Err = std::convert::Infallible;

    /// What cannot be read is not remembered.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == GONE {
            return Ok(Self {
                is_gone: true,
                ..Self::default()
            });
        }
        let mut words = text.split(' ');
        let rule = words.next().unwrap_or_default().to_owned();
        let values = words.next().filter(|word| *word != "-").map(str::to_owned);
        let told = words
            .filter_map(|word| {
                let (start, end) = word.split_once("..")?;
                Some((start.parse().ok()?, end.parse().ok()?))
            })
            .collect();
        Ok(Self {
            rule,
            values,
            told,
            is_gone: false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let week = |text: &str| text.parse::<Week>().unwrap();
        let mut evidence = Evidence::of(&crate::alert::built_in(&crate::config::Thresholds::default())[0]);
        let text = |evidence: &Evidence| evidence.to_string().parse::<Evidence>().unwrap();
        assert_eq!(text(&evidence), evidence);
        evidence.values = Some(digest([(week("2026-W04"), Some(0.4))]));
        for place in 0..10 {
            evidence.tell(week("2026-W04").plus(place), week("2026-W05").plus(place));
        }
        assert_eq!(text(&evidence), evidence);
        assert_eq!(evidence.told.len(), 8);
        assert_eq!(evidence.told[0].0, week("2026-W06"));
        let gone = Evidence {
            is_gone: true,
            ..Evidence::default()
        };
        assert_eq!(text(&gone), gone);
    }

    #[test]
    fn another_value_is_another_digest() {
        let week: Week = "2026-W04".parse().unwrap();
        let of = |value| digest([(week, value)]);
        assert_eq!(of(Some(0.4)), of(Some(0.4)));
        assert_ne!(of(Some(0.4)), of(Some(0.41)));
        assert_ne!(of(Some(0.0)), of(None));
    }
}
