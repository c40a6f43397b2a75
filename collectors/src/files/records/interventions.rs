//! What was decided against maintenance.

use super::super::values::word::one_of;
use super::{Build, Fields, squad};
use model::ids::TribeId;
use model::intervention::{InterventionKind, InterventionScope, check};
use model::records::{InterventionRecord, Record};

/// An intervention of a squad, or of a tribe; of the organisation where the row names neither.
pub(super) fn intervention(fields: &mut Fields) -> Build {
    let (key, squad_field, tribe_field) = (fields.take("key"), fields.take("squad"), fields.take("tribe"));
    let (kind, from, to) = (fields.take("kind"), fields.take("from"), fields.take("to"));
    let (note, rebase, author) = (fields.take("note"), fields.take("rebase"), fields.take("author"));
    let words = InterventionKind::ALL.map(|kind| (kind.word(), kind));
    Box::new(move |row| {
        let scope = match (squad_field.value(row, squad)?, tribe_field.value(row, tribe)?) {
            (Some(squad), None) => InterventionScope::Squad(squad),
            (None, Some(tribe)) => InterventionScope::Tribe(tribe),
            (None, None) => InterventionScope::Organisation,
            (Some(_), Some(_)) => {
                let reason =
                    "an intervention is of a squad or of a tribe: give one of them, or none for everybody";
                return Err(tribe_field.problem(row, reason.to_owned()));
            }
        };
        let record = InterventionRecord {
            key: key.needed(key.text(row)?)?,
            scope,
            kind: kind.needed(kind.value(row, |text| one_of(text, &words))?)?,
            from: from.needed(from.day(row)?)?,
            to: to.day(row)?,
            note: note.text(row)?,
            rebase: rebase.yes_or_no(row)?.unwrap_or(false),
            author: author.text(row)?,
        };
        check(&record).map_err(|reason| to.problem(row, reason))?;
        Ok(Record::Intervention(record))
    })
}

fn tribe(text: &str) -> Result<TribeId, String> {
    TribeId::new(text).map_err(|bad| format!("{bad}; a name can be mapped with map = {{ … }}"))
}
