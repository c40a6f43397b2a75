//! The geometry of a line with gaps: its unbroken runs, and what of it stands above a level.

use super::canvas::Point;

/// Cuts a series at its missing values. A gap stays a gap: null is not zero.
pub(crate) fn runs(points: &[(f64, Option<f64>)]) -> Vec<Vec<Point>> {
    let mut runs = Vec::new();
    let mut run = Vec::new();
    for (x, value) in points {
        match value {
            Some(value) => run.push((*x, *value)),
            None if run.is_empty() => {}
            None => runs.push(std::mem::take(&mut run)),
        }
    }
    if !run.is_empty() {
        runs.push(run);
    }
    runs
}

/// The outlines, in values, of what a run has above `level`; each is closed along the level.
pub(crate) fn above(run: &[Point], level: f64) -> Vec<Vec<Point>> {
    let mut shapes = Vec::new();
    let mut shape: Vec<Point> = Vec::new();
    for pair in run.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let crossing = || (a.0 + (level - a.1) / (b.1 - a.1) * (b.0 - a.0), level);
        match (a.1 >= level, b.1 >= level) {
            (true, true) => {
                if shape.is_empty() {
                    shape.extend([(a.0, level), a]);
                }
                shape.push(b);
            }
            (false, true) => shape.extend([crossing(), b]),
            (true, false) => {
                if shape.is_empty() {
                    shape.extend([(a.0, level), a]);
                }
                shape.push(crossing());
                shapes.push(std::mem::take(&mut shape));
            }
            (false, false) => {}
        }
    }
    if let Some(last) = shape.last().copied() {
        shape.push((last.0, level));
        shapes.push(shape);
    }
    shapes
}

/// The outline of the area between two lines over the same places.
pub(crate) fn between(lower: &[Point], upper: &[Point]) -> Vec<Point> {
    upper.iter().chain(lower.iter().rev()).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every pattern of present and missing values of six points.
    fn patterns() -> impl Iterator<Item = Vec<(f64, Option<f64>)>> {
        (0u32..64).map(|bits| {
            (0..6u32)
                .map(|at| (f64::from(at), (bits >> at & 1 == 1).then_some(f64::from(at))))
                .collect()
        })
    }

    #[test]
    fn runs_keep_every_value_and_never_bridge_a_gap() {
        for points in patterns() {
            let runs = runs(&points);
            let kept: Vec<_> = runs.iter().flatten().map(|point| point.0).collect();
            let present: Vec<_> = points
                .iter()
                .filter(|point| point.1.is_some())
                .map(|point| point.0)
                .collect();
            assert_eq!(kept, present);
            for run in &runs {
                assert!(
                    run.windows(2).all(|pair| pair[1].0 - pair[0].0 == 1.0),
                    "a gap was bridged in {points:?}"
                );
            }
        }
    }

    #[test]
    fn what_stands_above_a_level_starts_and_ends_on_it() {
        let run = [(0.0, 0.0), (1.0, 2.0), (2.0, 0.0), (3.0, 1.0)];
        let shapes = above(&run, 1.0);
        assert_eq!(
            shapes,
            vec![
                vec![(0.5, 1.0), (1.0, 2.0), (1.5, 1.0)],
                vec![(3.0, 1.0), (3.0, 1.0), (3.0, 1.0)]
            ]
        );
        assert!(above(&run, 5.0).is_empty());
    }
}
