//! The questions of [`Analyst`], each answered from one snapshot.

use super::{Loaded, Warehouse};
use crate::figures::{Cube, flow, interventions, limits, maintenance, mix, quality, routing, spells};
use crate::{drill, export};
use model::analyst::{
    Analyst, AnalystError, Drilled, FlowRow, InterventionRow, LimitRow, MaintenanceRow, MixRow, QualityCheck,
    QualityRow, RoutingFigures, RoutingFlowRow, RoutingRow, RoutingSuggestionRow, Snapshot, SpellRow,
    Subject, TicketWeight,
};
use model::figure::{Answer, Provenance, Table};
use model::ids::{SourceId, SquadId};
use model::intervention::Intervention;
use model::query::{Drill, Filter};
use std::sync::Arc;

impl Warehouse {
    /// Answers with the rows that `rows` makes of the rollups.
    fn answer<R>(
        &self,
        filter: &Filter,
        rows: impl FnOnce(&Cube<'_>) -> Vec<R>,
        notes: impl FnOnce(&Cube<'_>) -> Vec<String>,
    ) -> Result<Answer<R>, AnalystError> {
        let loaded = self.asked(filter)?;
        self.answer_from(&loaded, filter, rows, notes)
    }

    /// The same from a snapshot that is at hand.
    fn answer_from<R>(
        &self,
        loaded: &Loaded,
        filter: &Filter,
        rows: impl FnOnce(&Cube<'_>) -> Vec<R>,
        notes: impl FnOnce(&Cube<'_>) -> Vec<String>,
    ) -> Result<Answer<R>, AnalystError> {
        let cube = self.cube(loaded, filter.project.as_deref())?;
        Ok(Answer {
            provenance: Provenance {
                as_of: filter.today,
                rules_version: loaded.manifest.rules_version.clone(),
                data_version: loaded.manifest.data_version,
                method: "worklogs",
                notes: notes(&cube),
            },
            shape: filter.shape(),
            rows: rows(&cube),
        })
    }

    fn asked(&self, filter: &Filter) -> Result<Arc<Loaded>, AnalystError> {
        self.state(filter.rules_version.as_deref())
    }

    fn cube<'a>(&'a self, loaded: &'a Loaded, project: Option<&str>) -> Result<Cube<'a>, AnalystError> {
        loaded.cube(&self.0.organisation, &self.0.symbols, project)
    }

    /// The list behind a quality check of one source, of a squad or of all: ids of worklogs, tickets or people
    /// over `after`, at most `limit`. They are as many as the check found (section 12 of the book).
    ///
    /// Of the filter, `from`, `to`, `today` and the rules version count.
    ///
    /// # Errors
    /// When nothing was refreshed yet, or files cannot be read.
    pub fn quality_list(
        &self,
        filter: &Filter,
        check: QualityCheck,
        source: &SourceId,
        squad: Option<&SquadId>,
        after: i64,
        limit: usize,
    ) -> Result<drill::QualityList, AnalystError> {
        let loaded = self.asked(filter)?;
        let asked = drill::QualityQuestion {
            filter,
            check,
            source,
            squad,
            after,
            limit,
        };
        drill::quality_list(&loaded, &asked)
    }
}

impl Analyst for Warehouse {
    fn snapshot(&self) -> Result<Snapshot, AnalystError> {
        Ok(self.state(None)?.snapshot())
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

    fn limits(&self, filter: &Filter, decided: &[Intervention]) -> Result<Answer<LimitRow>, AnalystError> {
        self.answer(
            filter,
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
            filter,
            |cube| interventions::rows(cube, filter, decided),
            |_| Vec::new(),
        )
    }

    fn quality(&self, filter: &Filter) -> Result<Answer<QualityRow>, AnalystError> {
        let all_projects = Filter {
            project: None,
            ..filter.clone()
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
        let answer = self.answer(filter, |cube| routing::summary(cube, filter), |_| Vec::new())?;
        Ok(answer.rows)
    }

    fn routing_matrix(&self, filter: &Filter) -> Result<Answer<RoutingFlowRow>, AnalystError> {
        self.answer(filter, |cube| routing::matrix::rows(cube, filter), |_| Vec::new())
    }

    fn routing_suggestions(&self, filter: &Filter) -> Result<Answer<RoutingSuggestionRow>, AnalystError> {
        let loaded = self.asked(filter)?;
        let values = loaded.route_values(&self.0.symbols)?;
        self.answer_from(
            &loaded,
            filter,
            |cube| routing::suggestions::rows(cube, &values, filter),
            |_| Vec::new(),
        )
    }

    fn drill(&self, drill: &Drill) -> Result<Drilled, AnalystError> {
        let loaded = self.asked(&drill.filter)?;
        let cube = self.cube(&loaded, drill.filter.project.as_deref())?;
        drill::drill(&loaded, &cube, drill)
    }

    fn heaviest_tickets(&self, filter: &Filter, limit: usize) -> Result<Vec<TicketWeight>, AnalystError> {
        let loaded = self.asked(filter)?;
        let cube = self.cube(&loaded, None)?;
        drill::heaviest_tickets(&loaded, &cube, filter, limit)
    }

    fn parquet(&self, table: &Table) -> Result<Vec<u8>, AnalystError> {
        export::parquet(table)
    }
}
