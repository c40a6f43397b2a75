//! From values to pixels, and the round numbers an axis shows.

/// A straight scale from a domain of values to a range of pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    pub(crate) domain: (f64, f64),
    pub(crate) range: (f64, f64),
}

impl Scale {
    pub(crate) fn at(&self, value: f64) -> f64 {
        let (low, high) = self.domain;
        let (from, to) = self.range;
        if high <= low {
            (from + to) / 2.0
        } else {
            from + (value - low) / (high - low) * (to - from)
        }
    }
}

/// The step of about `wanted` round ticks up to `top`: 1, 2 or 5 times a power of ten.
pub(crate) fn round_step(top: f64, wanted: u32) -> f64 {
    if top <= 0.0 {
        return 1.0;
    }
    let rough = top / f64::from(wanted.max(1));
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .find(|factor| factor * power >= rough * 0.999)
        .unwrap_or(10.0);
    step * power
}

/// Whole ticks for counts: never finer than one.
pub(crate) fn count_step(top: f64, wanted: u32) -> f64 {
    round_step(top, wanted).max(1.0)
}

/// The first multiple of `step` that is not under `top`.
pub(crate) fn round_up(top: f64, step: f64) -> f64 {
    (top / step - 1e-9).ceil().max(1.0) * step
}

/// `0, step, 2 step, … top`.
pub(crate) fn ticks(top: f64, step: f64) -> Vec<f64> {
    let count = (top / step + 1e-9).floor() as u32;
    (0..=count).map(|index| f64::from(index) * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        assert_eq!(round_step(83.0, 4), 50.0);
        assert_eq!(round_step(0.6, 4), 0.2);
        assert_eq!(count_step(2.0, 5), 1.0);
        assert_eq!(round_step(0.0, 4), 1.0);
    }

    #[test]
    fn a_top_on_a_step_stays() {
        assert_eq!(round_up(60.0, 20.0), 60.0);
        assert_eq!(round_up(61.0, 20.0), 80.0);
        assert_eq!(round_up(0.0, 20.0), 20.0);
        assert_eq!(ticks(60.0, 20.0), vec![0.0, 20.0, 40.0, 60.0]);
    }

    #[test]
    fn an_empty_domain_lands_in_the_middle() {
        let scale = Scale {
            domain: (3.0, 3.0),
            range: (0.0, 10.0),
        };
        assert_eq!(scale.at(3.0), 5.0);
    }
}
