//! The two languages of the product.

/// A language a page or a chart can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English, in plain words.
    #[default]
    En,
    /// French, with French typography.
    Fr,
}

impl Language {
    /// Every language, in the order of the language switch.
    pub const ALL: [Language; 2] = [Language::En, Language::Fr];

    /// The code used in addresses, cookies and the `lang` attribute.
    pub fn code(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Fr => "fr",
        }
    }

    /// The language's own name for itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::En => "English",
            Language::Fr => "Français",
        }
    }

    /// Reads a code such as `fr` or `fr-CA`; `None` for a language the product does not speak.
    pub fn parse(code: &str) -> Option<Language> {
        let primary = code.trim().split(['-', '_']).next().unwrap_or_default();
        Language::ALL
            .into_iter()
            .find(|language| primary.eq_ignore_ascii_case(language.code()))
    }

    /// The best language for an `Accept-Language` header; English when none fits.
    pub fn negotiate(header: &str) -> Language {
        let mut best: Option<(f32, Language)> = None;
        for item in header.split(',') {
            let mut parts = item.split(';');
            let Some(language) = parts.next().and_then(Language::parse) else {
                continue;
            };
            let quality = parts
                .find_map(|part| part.trim().strip_prefix("q=").map(|q| q.parse().unwrap_or(0.0)))
                .unwrap_or(1.0);
            if quality > 0.0 && best.is_none_or(|(other, _)| quality > other) {
                best = Some((quality, language));
            }
        }
        best.map_or_else(Language::default, |(_, language)| language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_with_the_highest_quality_wins() {
        assert_eq!(Language::negotiate("en;q=0.4, fr-CA;q=0.9"), Language::Fr);
        assert_eq!(Language::negotiate("de, fr;q=0.1"), Language::Fr);
        assert_eq!(Language::negotiate("fr;q=0, de"), Language::En);
        assert_eq!(Language::negotiate(""), Language::En);
    }

    #[test]
    fn codes_are_read_whatever_the_region() {
        assert_eq!(Language::parse("FR_fr"), Some(Language::Fr));
        assert_eq!(Language::parse("it"), None);
    }
}
