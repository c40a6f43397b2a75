//! Keeps labels from covering each other.

/// Moves the middles of labels apart so that they are at least `gap` from one another and inside the bounds,
/// as near to where they want to be as that allows. The answer is in the order of the question.
pub(crate) fn spread(wanted: &[f64], gap: f64, bounds: (f64, f64)) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let mut placed: Vec<f64> = order
        .iter()
        .map(|index| wanted[*index].clamp(bounds.0, bounds.1))
        .collect();
    for index in 1..placed.len() {
        placed[index] = placed[index].max(placed[index - 1] + gap);
    }
    let mut ceiling = bounds.1;
    for place in placed.iter_mut().rev() {
        *place = place.min(ceiling);
        ceiling = *place - gap;
    }
    let mut answer = vec![0.0; wanted.len()];
    for (place, index) in placed.into_iter().zip(order) {
        answer[index] = place;
    }
    answer
}

/// Labels along one row: takes them in order of importance and keeps those that find room.
#[derive(Debug, Default)]
pub(crate) struct Row {
    taken: Vec<(f64, f64)>,
}

impl Row {
    /// Takes the room from `left` to `right` if nothing is there yet.
    pub(crate) fn take(&mut self, left: f64, right: f64) -> bool {
        const AIR: f64 = 6.0;
        let free = self
            .taken
            .iter()
            .all(|(from, to)| right + AIR <= *from || left >= *to + AIR);
        if free {
            self.taken.push((left, right));
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_move_apart_and_stay_inside() {
        assert_eq!(
            spread(&[10.0, 12.0, 50.0], 14.0, (0.0, 100.0)),
            vec![10.0, 24.0, 50.0]
        );
        assert_eq!(spread(&[98.0, 99.0], 14.0, (0.0, 100.0)), vec![86.0, 100.0]);
        assert_eq!(spread(&[40.0, 10.0], 14.0, (0.0, 100.0)), vec![40.0, 10.0]);
    }

    #[test]
    fn a_row_refuses_what_would_overlap() {
        let mut row = Row::default();
        assert!(row.take(0.0, 50.0));
        assert!(!row.take(40.0, 90.0));
        assert!(row.take(60.0, 90.0));
    }
}
