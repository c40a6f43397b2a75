//! What is behind `committed_h` and `overdue_h`: tickets with what is left of them, by the day they were promised for.

use crate::commitments::{Commitment, due_by};
use crate::figures::forward::Ahead;
use crate::figures::{Cube, is_asked_for};
use crate::warehouse::Loaded;
use model::analyst::{AnalystError, Drilled, DrilledCommitment, DrilledRows};
use model::ids::{SquadId, TicketId};
use model::query::Drill;
use model::time::Micros;

/// What is left of the commitments due in the four weeks.
pub(super) fn due(loaded: &Loaded, cube: &Cube<'_>, drill: &Drill) -> Result<Drilled, AnalystError> {
    let ahead = Ahead::of(drill.filter.today);
    of(loaded, cube, drill, ahead, |row| ahead.holds(row))
}

/// What is left of commitments that were due before.
pub(super) fn overdue(loaded: &Loaded, cube: &Cube<'_>, drill: &Drill) -> Result<Drilled, AnalystError> {
    let ahead = Ahead::of(drill.filter.today);
    of(loaded, cube, drill, ahead, |row| !ahead.holds(row))
}

fn of(
    loaded: &Loaded,
    cube: &Cube<'_>,
    drill: &Drill,
    ahead: Ahead,
    wanted: impl Fn(&Commitment) -> bool,
) -> Result<Drilled, AnalystError> {
    let commitments = due_by(loaded, cube.symbols, ahead.last.sunday())?;
    let mut rows = Vec::new();
    for row in commitments
        .iter()
        .filter(|row| wanted(row) && cube.projects.hold(row.project))
    {
        let name = cube.symbols.name(row.squad);
        if is_asked_for(cube, &drill.filter, &name) {
            rows.push(told(cube, row, &name)?);
        }
    }
    let (count, total) = (rows.len(), rows.iter().map(|row| row.left).sum::<Micros>());
    let rows: Vec<_> = rows.into_iter().skip(drill.after).take(drill.limit).collect();
    let shown = drill.after + rows.len();
    Ok(Drilled {
        total: total.hours(),
        count,
        too_small: model::analyst::TooSmall::default(),
        next: (shown < count && drill.limit > 0).then_some(shown),
        rows: DrilledRows::Commitments(rows),
    })
}

fn told(cube: &Cube<'_>, row: &Commitment, squad: &str) -> Result<DrilledCommitment, AnalystError> {
    let squad = SquadId::new(squad).map_err(|error| crate::storage::misuse(error.to_string()))?;
    Ok(DrilledCommitment {
        initiative: cube.symbols.name(row.initiative).to_string(),
        name: row.name.clone(),
        due: row.due,
        ticket: row.ticket.map(TicketId),
        squad,
        left: row.left,
        by: row.by,
    })
}
