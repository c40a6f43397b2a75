//! From which squad to which maintenance tickets went: first owners on the left, right squads on the right, a ribbon as
//! wide as its tickets are many. Those that stayed are quiet; those that were another squad's are coloured.

use super::canvas::{Canvas, Ink, Point, Spoken, paint};
use super::frame::{Frame, Plot, shortened};
use super::labels::spread;
use super::{ChartMeta, ChartStyle};
use crate::format::Format;
use crate::text::Text;
use crate::{Period, ReportError};

const WIDTH: u32 = 1120;
/// Room for one squad.
const ROW: f64 = 34.0;
const AROUND: f64 = 150.0;
/// Between two squads.
const GAP: f64 = 10.0;
/// Between two labels.
const LINE: f64 = 17.0;
/// Squads that are drawn by name; the others are drawn together.
const MOST_SQUADS: usize = 16;
/// Flows that are written on.
const NAMED_FLOWS: usize = 4;
/// Room for labels on each side.
const SIDE: f64 = 272.0;
/// How wide a squad is.
const POST: f64 = 9.0;
/// Points of a ribbon's edge.
const STEPS: u32 = 24;

/// The size the flows between so many squads have on a page.
pub fn size(squads: usize) -> (u32, u32) {
    let rows = squads.clamp(3, MOST_SQUADS + 1);
    (WIDTH, (AROUND + ROW * rows as f64).ceil() as u32)
}

/// Where tickets went.
#[derive(Debug, Clone, PartialEq)]
pub struct RoutingFlowsView {
    /// Subject, freshness, method.
    pub meta: ChartMeta,
    /// The first and the last period.
    pub range: Option<(Period, Period)>,
    /// The squads' names, in the order to draw.
    pub squads: Vec<String>,
    /// The flows. Several between the same squads are added up.
    pub flows: Vec<RoutingFlow>,
}

/// Tickets that went from one squad to another, or stayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoutingFlow {
    /// The place of the first owner in the view's squads.
    pub from: usize,
    /// The place of the right squad.
    pub to: usize,
    /// How many.
    pub tickets: u64,
    /// Days of the detour, the median.
    pub detour_days: Option<u64>,
}

/// Draws the chart.
///
/// # Errors
/// When the drawing library refuses a shape.
pub fn svg(view: &RoutingFlowsView, style: &ChartStyle) -> Result<String, ReportError> {
    let text = Text::new(style.language);
    let frame = Frame {
        from_hours: false,
        title: text.with(
            "routing-flows-title",
            &[("subject", view.meta.subject.as_str().into())],
        ),
        unit: text.t("routing-flows-unit"),
        how: text.t("routing-flows-how"),
    };
    let shown = Shown::new(view, text);
    let spoken = Spoken {
        title: &frame.title,
        description: &format!("{} {}", shown.description(text, style), frame.how),
    };
    paint(style.theme.palette(), style.size(), &spoken, |canvas| {
        let room = frame.draw(canvas, style, &view.meta, view.range)?;
        let plot = Plot {
            left: room.left + SIDE,
            right: room.right - SIDE,
            top: room.top + 30.0,
            bottom: room.bottom - 14.0,
        };
        if shown.flows.is_empty() {
            let middle = ((plot.left + plot.right) / 2.0, (plot.top + plot.bottom) / 2.0);
            let ink = Ink::new(14.0, canvas.palette.muted).middle();
            return canvas.text(middle, &text.t("chart-empty"), ink);
        }
        let heading = Ink::new(12.0, canvas.palette.muted);
        canvas.text(
            (plot.left + POST, room.top + 10.0),
            &text.t("routing-first"),
            heading.end(),
        )?;
        canvas.text(
            (plot.right - POST, room.top + 10.0),
            &text.t("routing-right"),
            heading,
        )?;
        let places = Places::new(&shown, plot);
        ribbons(canvas, &shown, &places, plot)?;
        posts(canvas, &shown, &places, plot, style)?;
        named(canvas, &shown, &places, plot, style)
    })
}

/// What is drawn: the squads that matter by name, the others together.
struct Shown {
    squads: Vec<String>,
    flows: Vec<RoutingFlow>,
}

impl Shown {
    fn new(view: &RoutingFlowsView, text: Text) -> Self {
        let count = |squad: usize, apart: bool| -> u64 {
            let flows = view
                .flows
                .iter()
                .filter(|flow| (flow.from == squad || flow.to == squad) && (!apart || flow.from != flow.to));
            flows.map(|flow| flow.tickets).sum()
        };
        let mut order: Vec<usize> = (0..view.squads.len())
            .filter(|squad| count(*squad, false) > 0)
            .collect();
        order.sort_by_key(|squad| std::cmp::Reverse((count(*squad, true), count(*squad, false))));
        let others = if order.len() > MOST_SQUADS {
            order.split_off(MOST_SQUADS - 1)
        } else {
            Vec::new()
        };
        order.sort_unstable();
        let mut squads: Vec<String> = order.iter().map(|squad| view.squads[*squad].clone()).collect();
        if !others.is_empty() {
            squads.push(text.count("routing-other-squads", others.len() as u64));
        }
        let place = |squad: usize| {
            let named = order.iter().position(|known| *known == squad);
            named.unwrap_or(order.len())
        };
        let mut flows: Vec<RoutingFlow> = Vec::new();
        for flow in view.flows.iter().filter(|flow| flow.tickets > 0) {
            let (from, to) = (place(flow.from), place(flow.to));
            match flows
                .iter_mut()
                .find(|known| (known.from, known.to) == (from, to))
            {
                // Medians do not add up.
                Some(known) => {
                    known.tickets += flow.tickets;
                    known.detour_days = None;
                }
                None => flows.push(RoutingFlow { from, to, ..*flow }),
            }
        }
        flows.sort_by_key(|flow| (flow.from, flow.to));
        Self { squads, flows }
    }

    fn total(&self, of: impl Fn(&RoutingFlow) -> bool) -> u64 {
        let flows = self.flows.iter().filter(|flow| of(flow));
        flows.map(|flow| flow.tickets).sum()
    }

    /// The flows between different squads, most tickets first.
    fn apart(&self) -> Vec<&RoutingFlow> {
        let mut apart: Vec<_> = self.flows.iter().filter(|flow| flow.from != flow.to).collect();
        apart.sort_by_key(|flow| (std::cmp::Reverse(flow.tickets), flow.from, flow.to));
        apart
    }

    fn description(&self, text: Text, style: &ChartStyle) -> String {
        let format = Format::new(style.language);
        let apart = self.apart();
        let number = |count: u64| format.integer(count as i64);
        let mut said = text.with(
            "routing-flows-description",
            &[
                ("finished", number(self.total(|_| true)).into()),
                ("apart", number(self.total(|flow| flow.from != flow.to)).into()),
            ],
        );
        for flow in apart.into_iter().take(NAMED_FLOWS) {
            let (from, to) = (&self.squads[flow.from], &self.squads[flow.to]);
            said = format!("{said} {from} → {to}: {}.", number(flow.tickets));
        }
        said
    }
}

/// Where squads and flows stand, from top to bottom: on the left and on the right.
struct Places {
    /// Top and bottom of each squad.
    squads: [Vec<(f64, f64)>; 2],
    /// Top of each flow, and how thick it is.
    flows: Vec<(f64, f64, f64)>,
}

impl Places {
    fn new(shown: &Shown, plot: Plot) -> Self {
        let count = shown.squads.len();
        let air = GAP * count.saturating_sub(1) as f64;
        let scale = ((plot.bottom - plot.top - air) / shown.total(|_| true).max(1) as f64).max(0.0);
        let side = |of: fn(&RoutingFlow) -> usize| {
            let mut top = plot.top;
            let mut squads = Vec::new();
            for squad in 0..count {
                let height = shown.total(|flow| of(flow) == squad) as f64 * scale;
                squads.push((top, top + height));
                top += height + GAP;
            }
            squads
        };
        let squads = [side(|flow| flow.from), side(|flow| flow.to)];
        let mut next: [Vec<f64>; 2] =
            [0, 1].map(|side: usize| squads[side].iter().map(|(top, _)| *top).collect());
        let mut flows = Vec::new();
        for flow in &shown.flows {
            let thick = flow.tickets as f64 * scale;
            let (left, right) = (next[0][flow.from], next[1][flow.to]);
            next[0][flow.from] += thick;
            next[1][flow.to] += thick;
            flows.push((left, right, thick));
        }
        Self { squads, flows }
    }
}

/// A point of the way between two heights, `part` of it from the left.
fn on_way(plot: Plot, left: f64, right: f64, part: f64) -> Point {
    let (from, to) = (plot.left + POST, plot.right - POST);
    let bend = part * part * (3.0 - 2.0 * part);
    (from + (to - from) * part, left + (right - left) * bend)
}

/// Quiet ones first, so that the coloured lie above.
fn ribbons(canvas: &Canvas<'_>, shown: &Shown, places: &Places, plot: Plot) -> Result<(), ReportError> {
    let palette = canvas.palette;
    for apart in [false, true] {
        for (flow, (left, right, thick)) in shown.flows.iter().zip(&places.flows) {
            if (flow.from != flow.to) != apart {
                continue;
            }
            let thick = thick.max(1.0);
            let edge = |below: f64| {
                let parts = (0..=STEPS).map(|step| f64::from(step) / f64::from(STEPS));
                parts.map(move |part| on_way(plot, left + below, right + below, part))
            };
            let mut outline: Vec<Point> = edge(0.0).collect();
            outline.extend(edge(thick).collect::<Vec<_>>().into_iter().rev());
            let (color, opacity) = if apart {
                (palette.critical_fill, 0.72)
            } else {
                (palette.sea_soft, 0.85)
            };
            canvas.polygon(&outline, color, opacity)?;
        }
    }
    Ok(())
}

/// The squads on both sides, with what they had and what of it was not theirs.
fn posts(
    canvas: &Canvas<'_>,
    shown: &Shown,
    places: &Places,
    plot: Plot,
    style: &ChartStyle,
) -> Result<(), ReportError> {
    let palette = canvas.palette;
    let (text, format) = (Text::new(style.language), Format::new(style.language));
    for (side, squads) in places.squads.iter().enumerate() {
        let middles: Vec<f64> = squads.iter().map(|(top, bottom)| (top + bottom) / 2.0).collect();
        let labels = spread(&middles, LINE, (plot.top + 2.0, plot.bottom));
        let of = |flow: &RoutingFlow| if side == 0 { flow.from } else { flow.to };
        for (squad, ((top, bottom), y)) in squads.iter().zip(labels).enumerate() {
            let all = shown.total(|flow| of(flow) == squad);
            if all == 0 {
                continue;
            }
            let left = if side == 0 { plot.left } else { plot.right - POST };
            canvas.rect(
                (left, *top),
                (left + POST, bottom.max(top + 1.0)),
                palette.deep,
                1.0,
            )?;
            let apart = shown.total(|flow| of(flow) == squad && flow.from != flow.to);
            let name = Ink::new(12.0, palette.ink);
            let mut words = format.integer(all as i64);
            if apart > 0 {
                let key = if side == 0 {
                    "routing-went-on"
                } else {
                    "routing-came-over"
                };
                let count = format.integer(apart as i64);
                words = format!("{words} · {}", text.with(key, &[("count", count.into())]));
            }
            let note = Ink::new(
                11.0,
                if apart > 0 {
                    palette.critical
                } else {
                    palette.muted
                },
            );
            let wide = super::canvas::text_width(&words, note) + 8.0;
            let title = shortened(&shown.squads[squad], name.bold(), SIDE - wide - 16.0);
            let (near, far) = if side == 0 {
                (plot.left - 8.0, -1.0)
            } else {
                (plot.right + 8.0, 1.0)
            };
            let (name, note) = if side == 0 {
                (name.bold().end(), note.end())
            } else {
                (name.bold(), note)
            };
            canvas.text((near, y), &title, name)?;
            let shift = super::canvas::text_width(&title, name) + 8.0;
            canvas.text((near + far * shift, y), &words, note)?;
        }
    }
    Ok(())
}

/// The largest flows between different squads, with their tickets and how long the detour took.
fn named(
    canvas: &Canvas<'_>,
    shown: &Shown,
    places: &Places,
    plot: Plot,
    style: &ChartStyle,
) -> Result<(), ReportError> {
    let (text, format) = (Text::new(style.language), Format::new(style.language));
    let apart = shown.apart();
    let most = apart.first().map_or(0, |flow| flow.tickets);
    let mut taken: Vec<f64> = Vec::new();
    for flow in apart.into_iter().take(NAMED_FLOWS) {
        let Some(place) = shown.flows.iter().position(|known| known == flow) else {
            continue;
        };
        let (left, right, thick) = places.flows[place];
        let (x, y) = on_way(plot, left + thick / 2.0, right + thick / 2.0, 0.26);
        // The larger flow keeps its words, and a few tickets beside many need none.
        if flow.tickets * 10 < most || taken.iter().any(|other| (other - y).abs() < LINE) {
            continue;
        }
        taken.push(y);
        let mut words = text.count("routing-tickets", flow.tickets);
        if let Some(days) = flow.detour_days {
            let count = format.integer(days as i64);
            let args = [("n", days.into()), ("count", count.into())];
            words = format!("{words}, {}", text.with("days", &args));
        }
        canvas.text_above((x, y), &words, Ink::new(11.0, canvas.palette.ink).middle())?;
    }
    Ok(())
}
