//! Rows into records: one function a kind, which takes its fields once and gives what builds its records.

mod interventions;
mod money;
mod people;
mod planning;
mod work;

use super::columns::{Column, Field, Problem};
use super::mapping::Kind;
use super::row::Cells;
use model::ids::SquadId;
use model::records::Record;
use model::time::Seconds;
use std::collections::BTreeMap;

/// Makes a record of a row.
pub(super) type Build = Box<dyn FnMut(&Cells) -> Result<Record, Problem> + Send>;

/// The fields that a mapping fills, by name.
#[derive(Debug, Default)]
pub(super) struct Fields(pub(super) BTreeMap<String, Column>);

impl Fields {
    /// Takes a field; one that the mapping does not fill is there, and always empty.
    fn take(&mut self, name: &'static str) -> Field {
        Field {
            name,
            column: self.0.remove(name),
        }
    }

    /// Takes what is left: a ticket's own fields.
    fn take_custom(&mut self) -> Vec<(String, Field)> {
        let left = std::mem::take(&mut self.0);
        let custom = left.into_iter().filter_map(|(name, column)| {
            let name = name.strip_prefix(super::mapping::CUSTOM)?.to_owned();
            let column = Some(column);
            Some((
                name,
                Field {
                    name: "custom",
                    column,
                },
            ))
        });
        custom.collect()
    }
}

/// What builds the records of a kind.
pub(super) fn build(kind: Kind, fields: &mut Fields) -> Build {
    match kind {
        Kind::Ticket => work::ticket(fields),
        Kind::Transition => work::transition(fields),
        Kind::Link => work::link(fields),
        Kind::Worklog => work::worklog(fields),
        Kind::Person => people::person(fields),
        Kind::Membership => people::membership(fields),
        Kind::Absence => people::absence(fields),
        Kind::CalendarDay => people::calendar_day(fields),
        Kind::Sprint => planning::sprint(fields),
        Kind::Initiative => planning::initiative(fields),
        Kind::Dependency => planning::dependency(fields),
        Kind::Intervention => interventions::intervention(fields),
        Kind::Rate => money::rate(fields),
        Kind::Budget => money::budget(fields),
        Kind::Expense => money::expense(fields),
        Kind::ExchangeRate => money::exchange_rate(fields),
    }
}

/// The longest worklog that is believed.
const LONGEST_WORKLOG: Seconds = Seconds(10_000 * 3600);
/// The longest estimate or budget that is believed.
const LONGEST_PLAN: Seconds = Seconds(10_000_000 * 3600);
/// A day.
const DAY: Seconds = Seconds(24 * 3600);

fn squad(text: &str) -> Result<SquadId, String> {
    SquadId::new(text).map_err(|bad| format!("{bad}; a name can be mapped with map = {{ … }}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::columns::Shared;
    use crate::files::mapping::ColumnMapping;

    /// A field that a builder forgets would be read and thrown away without a word.
    #[test]
    fn every_field_of_every_kind_is_used() {
        let shared = Shared {
            empty: [].into(),
            time_zone: chrono_tz::UTC,
            real_dates: false,
        };
        for kind in Kind::ALL {
            let column = || Column::new(&ColumnMapping::default(), &shared, |_| unreachable!());
            let columns = kind
                .fields()
                .iter()
                .map(|field| (field.name.to_owned(), column()));
            let mut fields = Fields(columns.collect());
            drop(build(kind, &mut fields));
            assert!(fields.0.is_empty(), "{kind:?} forgets {:?}", fields.0.keys());
        }
    }
}
