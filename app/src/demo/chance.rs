//! Chance with a seed: the same seed always draws the same.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A stream of draws. Each concern has a stream of its own, so that a change in one leaves the others alone.
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    /// One of a seed's streams.
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        let mut draws = ChaCha8Rng::seed_from_u64(seed);
        draws.set_stream(stream);
        Self(draws)
    }

    /// From 0 to 1.
    pub(super) fn unit(&mut self) -> f64 {
        self.0.random()
    }

    /// From `low` to `high`.
    pub(super) fn within(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A whole number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i32, high: i32) -> i32 {
        self.0.random_range(low..=high.max(low))
    }

    /// A place in a list of so many.
    pub(super) fn below(&mut self, many: usize) -> usize {
        self.0.random_range(0..many.max(1))
    }

    /// Whether something that happens with this probability happens.
    pub(super) fn holds(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of these.
    pub(super) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// A place in a list of weights.
    pub(super) fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.unit() * weights.iter().sum::<f64>();
        for (place, weight) in weights.iter().enumerate() {
            if left < *weight {
                return place;
            }
            left -= weight;
        }
        weights.len().saturating_sub(1)
    }

    /// Normal, mean 0 and deviation 1.
    pub(super) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// Log-normal with a mean: many small, a few large.
    pub(super) fn skewed(&mut self, mean: f64, sigma: f64) -> f64 {
        mean * (sigma * self.normal() - sigma * sigma / 2.0).exp()
    }

    /// A whole number whose mean is `mean`.
    pub(super) fn about(&mut self, mean: f64) -> usize {
        let whole = mean.max(0.0).floor();
        whole as usize + usize::from(self.holds(mean.max(0.0) - whole))
    }
}
