//! Words of a closed list, and yes or no.

use model::config::nearest;

/// The value a word stands for; case does not matter.
///
/// # Errors
/// When the list does not have it: the nearest word, or all of them.
pub(in crate::files) fn one_of<T: Copy>(text: &str, words: &[(&'static str, T)]) -> Result<T, String> {
    let found = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(text));
    found.map(|(_, value)| *value).ok_or_else(|| {
        let known = words.iter().map(|(word, _)| *word);
        match nearest(text, known.clone()) {
            Some(near) => format!(
                "{text:?} is not known: did you mean \"{near}\"? a value can be mapped with map = {{ … }}"
            ),
            None => format!(
                "{text:?} is not known: use {}, or map it with map = {{ … }}",
                known.collect::<Vec<_>>().join(", ")
            ),
        }
    })
}

/// Yes or no.
///
/// # Errors
/// When it is neither.
pub(in crate::files) fn yes_or_no(text: &str) -> Result<bool, String> {
    one_of(
        text,
        &[
            ("true", true),
            ("false", false),
            ("yes", true),
            ("no", false),
            ("y", true),
            ("n", false),
            ("1", true),
            ("0", false),
            ("oui", true),
            ("non", false),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_is_yes() {
        assert_eq!(yes_or_no("TRUE"), Ok(true));
        assert_eq!(yes_or_no("0"), Ok(false));
        assert!(yes_or_no("maybe").is_err());
        let error = one_of("block", &[("blocks", 1), ("relates", 2)]).unwrap_err();
        assert!(error.contains("did you mean \"blocks\"?"), "{error}");
    }
}
