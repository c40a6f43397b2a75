//! Sprints, initiatives, and what they need from other squads.

use super::super::values::number::real;
use super::super::values::word::one_of;
use super::{Build, Fields, LONGEST_PLAN, squad};
use model::records::{DependencyRecord, DependencyState, InitiativeRecord, Record, SprintRecord};
use model::time::Period;

/// A sprint.
pub(super) fn sprint(fields: &mut Fields) -> Build {
    let (key, name, squad_field) = (fields.take("key"), fields.take("name"), fields.take("squad"));
    let (starts_at, ends_at) = (fields.take("starts_at"), fields.take("ends_at"));
    let completed_at = fields.take("completed_at");
    Box::new(move |row| {
        Ok(Record::Sprint(SprintRecord {
            key: key.needed(key.text(row)?)?,
            name: name.needed(name.text(row)?)?,
            squad: squad_field.value(row, squad)?,
            starts_at: starts_at.instant(row)?,
            ends_at: ends_at.instant(row)?,
            completed_at: completed_at.instant(row)?,
        }))
    })
}

/// What a squad promises for a quarter.
pub(super) fn initiative(fields: &mut Fields) -> Build {
    let (key, name, squad_field) = (fields.take("key"), fields.take("name"), fields.take("squad"));
    let (planned, start_date, due_date) = (
        fields.take("quarter"),
        fields.take("start_date"),
        fields.take("due_date"),
    );
    let (delivered_at, dropped_at) = (fields.take("delivered_at"), fields.take("dropped_at"));
    let (committed_at, project) = (fields.take("committed_at"), fields.take("project"));
    let (effort, okr_impact) = (fields.take("effort"), fields.take("okr_impact"));
    Box::new(move |row| {
        Ok(Record::Initiative(InitiativeRecord {
            key: key.needed(key.text(row)?)?,
            name: name.needed(name.text(row)?)?,
            squad: squad_field.value(row, squad)?,
            quarter: planned.value(row, quarter)?,
            start_date: start_date.day(row)?,
            due_date: due_date.day(row)?,
            delivered_at: delivered_at.instant(row)?,
            dropped_at: dropped_at.instant(row)?,
            committed_at: committed_at.instant(row)?,
            project: project.text(row)?,
            effort: effort.seconds(row, LONGEST_PLAN)?,
            okr_impact: okr_impact.number(row)?.map(real),
        }))
    })
}

/// `2026-Q1`, also written `2026Q1`, `Q1 2026` or `Q1-2026`.
fn quarter(text: &str) -> Result<Period, String> {
    let word: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let word = word.to_uppercase();
    let (year, number) = match word.strip_prefix('Q') {
        Some(rest) if rest.len() == 5 => (&rest[1..], &rest[..1]),
        _ => word.split_once('Q').unwrap_or(("", "")),
    };
    format!("{year}-Q{number}")
        .parse()
        .map_err(|_| format!("{text:?} is not a quarter: write 2026-Q1"))
}

/// What an initiative needs from another squad. Without a state it is proposed, since it was declared.
pub(super) fn dependency(fields: &mut Fields) -> Build {
    const STATES: [DependencyState; 5] = [
        DependencyState::Proposed,
        DependencyState::Accepted,
        DependencyState::Refused,
        DependencyState::Delivered,
        DependencyState::Cancelled,
    ];
    let (key, initiative) = (fields.take("key"), fields.take("initiative"));
    let (provider, what) = (fields.take("provider"), fields.take("what"));
    let (need_by, declared_at) = (fields.take("need_by"), fields.take("declared_at"));
    let (state, state_at) = (fields.take("state"), fields.take("state_at"));
    let words = STATES.map(|state| (state.word(), state));
    Box::new(move |row| {
        let declared_at = declared_at.needed(declared_at.instant(row)?)?;
        Ok(Record::Dependency(DependencyRecord {
            key: key.needed(key.text(row)?)?,
            initiative: initiative.needed(initiative.text(row)?)?,
            provider: provider.needed(provider.value(row, squad)?)?,
            what: what.needed(what.text(row)?)?,
            need_by: need_by.day(row)?,
            declared_at,
            state: state
                .value(row, |text| one_of(text, &words))?
                .unwrap_or(DependencyState::Proposed),
            state_at: state_at.instant(row)?.unwrap_or(declared_at),
        }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_is_written_in_several_ways() {
        for text in ["2026-Q1", "2026Q1", "Q1 2026", "q1-2026", "2026 q1"] {
            assert_eq!(quarter(text).unwrap().to_string(), "2026-Q1", "{text}");
        }
        for bad in ["", "Q5 2026", "2026", "T1 2026", "Q12026Q"] {
            assert!(quarter(bad).is_err(), "{bad:?} was taken");
        }
    }
}
