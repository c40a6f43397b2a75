//! The words of the product, from the Fluent files under `locales/`.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid};

use crate::Language;
use crate::format::Format;

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "en",
        // Isolation marks are for mixed writing directions; here they would only show up in copied text.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

const EN: LanguageIdentifier = langid!("en");
const FR: LanguageIdentifier = langid!("fr");

/// What stands around the key of a message that does not exist, so that tests see it.
pub(crate) const MISSING: char = '⟦';

/// Looks up messages in one language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text {
    language: Language,
}

/// An argument of a message.
pub(crate) type Arg<'a> = (&'static str, FluentValue<'a>);

impl Text {
    pub(crate) fn new(language: Language) -> Self {
        Text { language }
    }

    /// A message without arguments.
    pub(crate) fn t(self, key: &str) -> String {
        self.find(key, None)
    }

    /// A message with arguments.
    pub(crate) fn with(self, key: &str, args: &[Arg<'_>]) -> String {
        let args: HashMap<Cow<'static, str>, FluentValue<'_>> = args
            .iter()
            .map(|(name, value)| (Cow::Borrowed(*name), value.clone()))
            .collect();
        self.find(key, Some(&args))
    }

    /// A message about a number of things: `$n` chooses the plural, `$count` is the number as written.
    pub(crate) fn count(self, key: &str, n: u64) -> String {
        self.with(
            key,
            &[
                ("n", n.into()),
                ("count", Format::new(self.language).integer(n as i64).into()),
            ],
        )
    }

    fn find(self, key: &str, args: Option<&HashMap<Cow<'static, str>, FluentValue<'_>>>) -> String {
        let language = match self.language {
            Language::En => &EN,
            Language::Fr => &FR,
        };
        LOCALES
            .try_lookup_complete(language, key, args)
            .unwrap_or_else(|| format!("{MISSING}{key}⟧"))
    }
}
