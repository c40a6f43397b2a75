//! What was decided for a squad, as its page shows it: rows with their effects, and the form for those who may decide.

use crate::access::{Grant, Resource, tribe_of};
use crate::error::ApiError;
use crate::guard::VisitParts;
use crate::views::timeline::whom;
use crate::views::words;
use model::analyst;
use model::ids::SquadId;
use model::intervention::InterventionScope;
use model::query::Filter;
use model::time::Week;
use reports::pages::squad::{Effect, InterventionForm, InterventionRow};

/// The decisions that concern a squad, latest first.
pub(crate) async fn rows(visit: &VisitParts, squad: &SquadId) -> Result<Vec<InterventionRow>, ApiError> {
    let app = &visit.app;
    let decided = app.store().interventions().await?;
    if decided.is_empty() {
        return Ok(Vec::new());
    }
    let filter = Filter::squad(squad.clone(), app.today());
    let answer = app
        .ask(move |analyst| analyst.interventions(&filter, &decided))
        .await?;
    Ok(answer.rows.iter().rev().map(|known| row(visit, known)).collect())
}

fn row(visit: &VisitParts, known: &analyst::InterventionRow) -> InterventionRow {
    let is_own = matches!(known.scope, InterventionScope::Squad(_));
    InterventionRow {
        kind: words::intervention_kind(known.kind),
        note: known.note.clone(),
        whom: (!is_own).then(|| whom(visit.app.config(), &known.scope).label),
        from: known.from,
        to: known.to,
        author: known.author.clone(),
        rebase: known.rebase,
        effect: effect(&known.effect),
        withdraw_href: may_decide(visit, &known.scope)
            .then(|| format!("/interventions/{}/withdraw", known.id)),
    }
}

fn effect(effect: &analyst::Effect) -> Effect {
    let count = |weeks: u64| u32::try_from(weeks).unwrap_or(u32::MAX);
    match (effect.change, effect.before_mean, effect.after_mean) {
        (Some(change), Some(before), Some(after)) => Effect::Measured {
            before,
            after,
            change: change.effect,
            low: change.low,
            high: change.high,
            verdict: match effect.verdict() {
                analyst::Verdict::Helped => reports::Verdict::Helped,
                analyst::Verdict::Hurt => reports::Verdict::Hurt,
                analyst::Verdict::NoClearEffect | analyst::Verdict::TooEarly => {
                    reports::Verdict::NoClearEffect
                }
            },
        },
        _ => Effect::TooEarly {
            before: count(effect.weeks_before),
            after: count(effect.weeks_after),
        },
    }
}

/// The form, if the viewer may decide for the squad, its tribe or everybody.
pub(crate) fn form(visit: &VisitParts, squad: &SquadId) -> Option<InterventionForm> {
    let config = visit.app.config();
    let tribe = tribe_of(config, squad).map(InterventionScope::Tribe);
    let scopes = [InterventionScope::Squad(squad.clone())]
        .into_iter()
        .chain(tribe)
        .chain([InterventionScope::Organisation]);
    let whom: Vec<_> = scopes
        .filter(|scope| !squad.is_unattributed() && may_decide(visit, scope))
        .map(|scope| (value(&scope), whom(config, &scope).label))
        .collect();
    (!whom.is_empty()).then(|| InterventionForm {
        whom,
        from: Week::of(visit.app.today()).monday(),
    })
}

/// A scope as the form sends it.
fn value(scope: &InterventionScope) -> String {
    match scope {
        InterventionScope::Organisation => scope.level().word().to_owned(),
        _ => format!("{}:{}", scope.level().word(), scope.key()),
    }
}

fn may_decide(visit: &VisitParts, scope: &InterventionScope) -> bool {
    visit.grant_of(Resource::Interventions) != Grant::No && visit.sight().decides(scope)
}
