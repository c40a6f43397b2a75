//! The questions of [`Analyst`], each answered from one snapshot.

use super::{Loaded, Warehouse};
use crate::figures::veil::{self, Veiled};
use crate::figures::{Cube, flow, interventions, limits, maintenance, mix, quality, spells};
use crate::{drill, export};
use model::analyst::{
    Analyst, AnalystError, Drilled, FlowRow, HiddenWeeks, InterventionRow, LimitRow, MaintenanceRow, MixRow,
    QualityAsked, QualityList, QualityRow, Snapshot, SpellRow, TicketWeight,
};
use model::figure::{Answer, Provenance, Table};
use model::intervention::Intervention;
use model::query::{Drill, Filter};
use std::sync::Arc;

impl Warehouse {
    /// Answers with the rows that `rows` makes of the rollups, as far as the veil of section 11 lets them be shown.
    fn answer<R: Veiled>(
        &self,
        filter: &Filter,
        rows: impl FnOnce(&Cube<'_>) -> Vec<R>,
        notes: impl FnOnce(&Cube<'_>) -> Vec<String>,
    ) -> Result<Answer<R>, AnalystError> {
        let loaded = self.asked(filter)?;
        let cube = self.cube(&loaded, filter)?;
        let mut notes = notes(&cube);
        notes.extend(veil::notes(&cube, filter));
        let mut rows = match veil::projects::is_answered(filter) {
            true => rows(&cube),
            false => Vec::new(),
        };
        rows.retain(|row| {
            row.speaks_of()
                .is_none_or(|(subject, period)| cube.sight.shows(subject, period))
        });
        Ok(Answer {
            provenance: Provenance {
                as_of: filter.today,
                rules_version: loaded.manifest.rules_version.clone(),
                data_version: loaded.manifest.data_version,
                method: "worklogs",
                notes,
            },
            shape: filter.shape(),
            rows,
        })
    }

    fn asked(&self, filter: &Filter) -> Result<Arc<Loaded>, AnalystError> {
        self.state(filter.rules_version.as_deref())
    }

    fn cube<'a>(&'a self, loaded: &'a Loaded, filter: &Filter) -> Result<Cube<'a>, AnalystError> {
        loaded.cube(&self.0.organisation, &self.0.symbols, filter)
    }
}

impl Analyst for Warehouse {
    fn snapshot(&self) -> Result<Snapshot, AnalystError> {
        Ok(self.state(None)?.snapshot())
    }

    fn hidden_weeks(&self) -> Result<HiddenWeeks, AnalystError> {
        let loaded = self.state(None)?;
        Ok(loaded
            .veil(&self.0.organisation, &self.0.symbols)
            .told(&self.0.symbols))
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

    fn quality_list(&self, asked: &QualityAsked) -> Result<QualityList, AnalystError> {
        let loaded = self.asked(&asked.filter)?;
        let hidden = loaded
            .veil(&self.0.organisation, &self.0.symbols)
            .told(&self.0.symbols);
        drill::quality_list(&loaded, &hidden, asked)
    }

    fn drill(&self, drill: &Drill) -> Result<Drilled, AnalystError> {
        let loaded = self.asked(&drill.filter)?;
        let cube = self.cube(&loaded, &drill.filter)?;
        drill::drill(&loaded, &cube, drill)
    }

    fn heaviest_tickets(&self, filter: &Filter, limit: usize) -> Result<Vec<TicketWeight>, AnalystError> {
        let loaded = self.asked(filter)?;
        let all_projects = Filter {
            project: None,
            ..filter.clone()
        };
        let cube = self.cube(&loaded, &all_projects)?;
        drill::heaviest_tickets(&loaded, &cube, filter, limit)
    }

    fn parquet(&self, table: &Table) -> Result<Vec<u8>, AnalystError> {
        export::parquet(table)
    }
}
