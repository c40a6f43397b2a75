//! The questions of [`Analyst`], each answered from one snapshot.

use super::{Loaded, Warehouse};
use crate::activity::{self, Activity};
use crate::commitments;
use crate::figures::veil::{self, Sight, Veiled};
use crate::figures::{
    Cube, Projects, flow, forward, interventions, limits, maintenance, mix, quality, routing, spells,
};
use crate::manifest::TicketFiles;
use crate::organisation::OrganisedSquad;
use crate::symbols::Symbol;
use crate::{drill, export};
use model::activity::Method;
use model::analyst::{
    Analyst, AnalystError, Drilled, FlowRow, ForwardRow, HiddenWeeks, InterventionRow, LimitRow,
    MaintenanceRow, MixRow, QualityAsked, QualityList, QualityRow, RoutingFigures, RoutingFlowRow,
    RoutingRow, RoutingSuggestionRow, Snapshot, SpellRow, Subject, TicketWeight,
};
use model::figure::{Answer, Provenance, Shape, Table};
use model::intervention::Intervention;
use model::query::{Drill, DrillInto, Filter, Level};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What one question is answered from: a snapshot, and person-days where they take the place of hours.
struct Basis {
    loaded: Arc<Loaded>,
    activity: Option<Arc<Activity>>,
    /// Squads with hours, person-days or tickets.
    squads: BTreeSet<Symbol>,
}

impl Warehouse {
    /// Answers with the rows that `rows` makes of the rollups, as far as the veil of section 11 lets them be shown.
    fn answer<R: Veiled>(
        &self,
        filter: &Filter,
        rows: impl FnOnce(&Cube<'_>) -> Vec<R>,
        notes: impl FnOnce(&Cube<'_>) -> Vec<String>,
    ) -> Result<Answer<R>, AnalystError> {
        let basis = self.basis(filter)?;
        let cube = self.cube(&basis, filter)?;
        let (rows, notes) = (rows(&cube), notes(&cube));
        Ok(answer(&basis, &cube, filter, rows, notes))
    }

    fn asked(&self, filter: &Filter) -> Result<Arc<Loaded>, AnalystError> {
        self.state(filter.rules_version.as_deref())
    }

    fn basis(&self, filter: &Filter) -> Result<Basis, AnalystError> {
        let loaded = self.asked(filter)?;
        let method = filter
            .method
            .unwrap_or_else(|| self.usual_method(&loaded, filter));
        let activity = match method {
            Method::Worklogs => None,
            Method::Activity => Some(activity::up_to(&loaded, &self.0.symbols, filter.today)?),
        };
        let mut squads = loaded.squads.clone();
        squads.extend(activity.iter().flat_map(|activity| &activity.squads));
        Ok(Basis {
            loaded,
            activity,
            squads,
        })
    }

    /// Activity where nobody logs hours at all, or where it is what all squads asked for are set to; else hours.
    fn usual_method(&self, loaded: &Loaded, filter: &Filter) -> Method {
        let is_active = |files: &TicketFiles| files.activity.is_some();
        if loaded.manifest.worklogs.is_empty() && loaded.manifest.tickets.values().any(is_active) {
            return Method::Activity;
        }
        let organisation = &self.0.organisation;
        let named = filter.level == Level::Squad && !filter.squads.is_empty();
        let asked = |squad: &&OrganisedSquad| {
            (!named || filter.squads.contains(&squad.id))
                && (filter.tribe.is_none() || squad.tribe == filter.tribe)
        };
        let mut squads = organisation.squads.iter().filter(asked).peekable();
        let all = squads.peek().is_some() && squads.all(|squad| squad.method == Some(Method::Activity));
        if all { Method::Activity } else { Method::Worklogs }
    }

    fn cube<'a>(&'a self, basis: &'a Basis, filter: &Filter) -> Result<Cube<'a>, AnalystError> {
        let (organisation, symbols) = (&self.0.organisation, &self.0.symbols);
        let cube = basis.loaded.cube(organisation, symbols, filter)?;
        let squads = &basis.squads;
        Ok(match &basis.activity {
            None => Cube { squads, ..cube },
            Some(activity) => Cube {
                squads,
                method: Method::Activity,
                hours: vec![&activity.hours],
                people: vec![&activity.people],
                people_counts: &activity.people_counts,
                last_day: cube.last_day.max(activity.last_day),
                sight: Sight {
                    veil: activity.veil(organisation, symbols),
                    project: match (cube.sight.is_cut, cube.projects) {
                        (true, Projects::One(project)) => activity.project_veil(organisation).of(project),
                        _ => None,
                    },
                    ..cube.sight
                },
                ..cube
            },
        })
    }
}

/// The same question, by hours: what is compared with the own past and with lines is never by activity.
fn by_worklogs(filter: &Filter) -> Filter {
    Filter {
        method: Some(Method::Worklogs),
        ..filter.clone()
    }
}

/// Rows with where they came from, as far as the veil lets them be shown.
fn answer<R: Veiled>(
    basis: &Basis,
    cube: &Cube<'_>,
    filter: &Filter,
    mut rows: Vec<R>,
    mut notes: Vec<String>,
) -> Answer<R> {
    let is_answered = veil::projects::is_answered(filter);
    rows.retain(|row| is_answered && cube.sight.shows_row(row));
    notes.extend(veil::notes(cube, filter));
    let method = match basis.activity {
        None => Method::Worklogs,
        Some(_) => Method::Activity,
    };
    Answer {
        provenance: Provenance {
            as_of: filter.today,
            rules_version: basis.loaded.manifest.rules_version.clone(),
            data_version: basis.loaded.manifest.data_version,
            method: method.word(),
            notes,
        },
        shape: Shape {
            method,
            ..filter.shape()
        },
        rows,
    }
}

impl Analyst for Warehouse {
    fn snapshot(&self) -> Result<Snapshot, AnalystError> {
        Ok(self.state(None)?.snapshot())
    }

    fn hidden_weeks(&self) -> Result<HiddenWeeks, AnalystError> {
        let loaded = self.state(None)?;
        Ok(loaded.hidden_weeks(&self.0.organisation, &self.0.symbols))
    }

    fn maintenance(&self, filter: &Filter) -> Result<Answer<MaintenanceRow>, AnalystError> {
        self.answer(
            filter,
            |cube| maintenance::rows(cube, filter),
            |cube| maintenance::notes(cube, filter),
        )
    }

    fn mix(&self, filter: &Filter) -> Result<Answer<MixRow>, AnalystError> {
        self.answer(filter, |cube| mix::rows(cube, filter), |_| Vec::new())
    }

    fn flow(&self, filter: &Filter) -> Result<Answer<FlowRow>, AnalystError> {
        self.answer(filter, |cube| flow::rows(cube, filter), |_| Vec::new())
    }

    fn spells(&self, filter: &Filter) -> Result<Answer<SpellRow>, AnalystError> {
        self.answer(
            filter,
            |cube| spells::rows(cube, filter),
            |cube| maintenance::notes(cube, filter),
        )
    }

    fn forward(&self, filter: &Filter) -> Result<Answer<ForwardRow>, AnalystError> {
        let mut basis = self.basis(filter)?;
        let last = forward::Ahead::of(filter.today).last.sunday();
        let due = commitments::due_by(&basis.loaded, &self.0.symbols, last)?;
        // A squad that only promised something has a row too.
        basis.squads.extend(due.iter().map(|row| row.squad));
        let cube = self.cube(&basis, filter)?;
        let (rows, notes) = (forward::rows(&cube, filter, &due), forward::notes(&cube, filter));
        Ok(answer(&basis, &cube, filter, rows, notes))
    }

    fn limits(&self, filter: &Filter, decided: &[Intervention]) -> Result<Answer<LimitRow>, AnalystError> {
        self.answer(
            &by_worklogs(filter),
            |cube| limits::rows(cube, filter, decided),
            |cube| limits::notes(cube, filter),
        )
    }

    fn interventions(
        &self,
        filter: &Filter,
        decided: &[Intervention],
    ) -> Result<Answer<InterventionRow>, AnalystError> {
        self.answer(
            &by_worklogs(filter),
            |cube| interventions::rows(cube, filter, decided),
            |_| Vec::new(),
        )
    }

    fn quality(&self, filter: &Filter) -> Result<Answer<QualityRow>, AnalystError> {
        let all_projects = Filter {
            project: None,
            ..by_worklogs(filter)
        };
        self.answer(
            &all_projects,
            |cube| quality::rows(cube, &all_projects),
            |_| quality::notes(filter),
        )
    }

    fn routing(&self, filter: &Filter) -> Result<Answer<RoutingRow>, AnalystError> {
        self.answer(filter, |cube| routing::rows(cube, filter), |_| Vec::new())
    }

    fn routing_summary(&self, filter: &Filter) -> Result<Vec<(Subject, RoutingFigures)>, AnalystError> {
        let basis = self.basis(filter)?;
        let cube = self.cube(&basis, filter)?;
        Ok(routing::summary(&cube, filter))
    }

    fn routing_matrix(&self, filter: &Filter) -> Result<Answer<RoutingFlowRow>, AnalystError> {
        self.answer(filter, |cube| routing::matrix::rows(cube, filter), |_| Vec::new())
    }

    fn routing_suggestions(&self, filter: &Filter) -> Result<Answer<RoutingSuggestionRow>, AnalystError> {
        let basis = self.basis(filter)?;
        let values = basis.loaded.route_values(&self.0.symbols)?;
        let cube = self.cube(&basis, filter)?;
        let rows = routing::suggestions::rows(&cube, &values, filter);
        Ok(answer(&basis, &cube, filter, rows, Vec::new()))
    }

    fn quality_list(&self, asked: &QualityAsked) -> Result<QualityList, AnalystError> {
        let loaded = self.asked(&asked.filter)?;
        let hidden = loaded.hidden_weeks(&self.0.organisation, &self.0.symbols);
        drill::quality_list(&loaded, &hidden, asked)
    }

    fn drill(&self, drill: &Drill) -> Result<Drilled, AnalystError> {
        let by_activity = matches!(drill.into, DrillInto::ActiveDays | DrillInto::MaintenanceDays);
        let method = if by_activity {
            Method::Activity
        } else {
            Method::Worklogs
        };
        let filter = Filter {
            method: Some(method),
            ..drill.filter.clone()
        };
        let basis = self.basis(&filter)?;
        drill::drill(&basis.loaded, &self.cube(&basis, &filter)?, drill)
    }

    fn heaviest_tickets(&self, filter: &Filter, limit: usize) -> Result<Vec<TicketWeight>, AnalystError> {
        let all = Filter {
            method: Some(Method::Worklogs),
            project: None,
            ..filter.clone()
        };
        let basis = self.basis(&all)?;
        drill::heaviest_tickets(&basis.loaded, &self.cube(&basis, &all)?, filter, limit)
    }

    fn parquet(&self, table: &Table) -> Result<Vec<u8>, AnalystError> {
        export::parquet(table)
    }
}
