//! What a record says, as one number: equal records have the same on every machine and in every run.

use serde::Serialize;

/// The first 64 bits of the hash of a record's JSON. Never 0, which in `people` means "not described yet".
pub(crate) fn content<T: Serialize>(record: &T) -> i64 {
    let text = serde_json::to_vec(record)
        .unwrap_or_else(|error| unreachable!("records are plain data with text keys: {error}"));
    let mut first = [0; 8];
    first.copy_from_slice(&blake3::hash(&text).as_bytes()[..8]);
    match i64::from_le_bytes(first) {
        0 => 1,
        hash => hash,
    }
}

#[cfg(test)]
mod tests {
    /// Written down once: a hash that changes would make every next import an update of everything.
    #[test]
    fn hashes_stay_the_same_over_versions() {
        assert_eq!(
            super::content(&("worklog", 3600)),
            super::content(&("worklog", 3600))
        );
        assert_ne!(
            super::content(&("worklog", 3600)),
            super::content(&("worklog", 3601))
        );
        assert_eq!(super::content(&"plimsoll"), PINNED);
    }

    const PINNED: i64 = 8_802_788_355_765_620_235;
}
