//! Exact elimination: whether a sum can be worked out of others by adding and subtracting them.

/// A prime over every coefficient that elimination of zeros and ones of this size meets.
const PRIME: u64 = 2_147_483_647;

/// Sums that are known, reduced: each row has a column of its own that no later row has.
#[derive(Debug, Default)]
pub(crate) struct Known(Vec<(usize, Vec<u64>)>);

impl Known {
    /// Learns a sum, by the coefficients of what it adds up.
    pub(crate) fn learn(&mut self, sum: &[bool]) {
        let mut rest = self.rest(sum);
        if let Some(pivot) = rest.iter().position(|value| *value != 0) {
            let inverse = power(rest[pivot], PRIME - 2);
            rest.iter_mut()
                .for_each(|value| *value = *value * inverse % PRIME);
            self.0.push((pivot, rest));
        }
    }

    /// Whether a sum follows from those that are known.
    pub(crate) fn tells(&self, sum: &[bool]) -> bool {
        self.rest(sum).iter().all(|value| *value == 0)
    }

    fn rest(&self, sum: &[bool]) -> Vec<u64> {
        let mut rest: Vec<u64> = sum.iter().map(|held| u64::from(*held)).collect();
        for (pivot, row) in &self.0 {
            let times = rest[*pivot];
            if times != 0 {
                for (value, known) in rest.iter_mut().zip(row) {
                    *value = (*value + (PRIME - times) * known) % PRIME;
                }
            }
        }
        rest
    }
}

fn power(mut base: u64, mut exponent: u64) -> u64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        exponent >>= 1;
    }
    result
}

#[test]
fn what_follows_is_told_and_what_does_not_is_not() {
    let mut known = Known::default();
    known.learn(&[true, true, true]);
    known.learn(&[true, false, false]);
    assert!(known.tells(&[false, true, true]), "the whole less a part");
    assert!(!known.tells(&[false, true, false]), "one of two");
    known.learn(&[true, true, false]);
    assert!(known.tells(&[false, true, false]));
}
