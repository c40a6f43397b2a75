//! What is wrong with a configuration file, and where.

use std::fmt;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// What was found, what was expected, and what to do.
    pub message: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

/// Everything that is wrong with a file, in the order of its lines.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct ConfigErrors(pub Vec<ConfigError>);

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, error) in self.0.iter().enumerate() {
            if place > 0 {
                f.write_str("\n")?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl ConfigErrors {
    /// Takes over what the TOML reader says, with the place and, for an unknown key, the nearest valid one.
    #[must_use]
    pub fn from_toml(error: &toml::de::Error, text: &str, file: &str) -> Self {
        let offset = error.span().map_or(0, |span| span.start);
        let message = unknown_key(error.message());
        let message = match key_before(text, offset) {
            _ if message.starts_with("unknown") => message,
            Some(key) => format!("{key}: {message}"),
            None => format!("{message}, in the line {:?}", line_at(text, offset)),
        };
        Self(vec![ConfigError::at(file, text, offset, message)])
    }
}

/// The line of an offset, without the space around it.
fn line_at(text: &str, offset: usize) -> &str {
    let start = text
        .get(..offset)
        .map_or(0, |before| before.rfind('\n').map_or(0, |end| end + 1));
    text.get(start..)
        .and_then(|rest| rest.lines().next())
        .unwrap_or_default()
        .trim()
}

/// The key whose value begins at an offset.
fn key_before(text: &str, offset: usize) -> Option<&str> {
    let before = text.get(..offset)?.trim_end().strip_suffix('=')?.trim_end();
    let is_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"');
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_key(*c))
        .last()?
        .0;
    before.get(start..)
}

impl ConfigError {
    /// An error at a byte offset of the file's text.
    #[must_use]
    pub fn at(file: &str, text: &str, offset: usize, message: impl Into<String>) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        Self {
            file: file.to_owned(),
            line,
            column,
            message: message.into(),
        }
    }
}

/// Adds the nearest valid name to a reader's message about a name it does not know.
#[must_use]
pub fn unknown_key(message: &str) -> String {
    let unknown = message.starts_with("unknown field") || message.starts_with("unknown variant");
    let mut names = message.split('`').skip(1).step_by(2);
    match names.next() {
        Some(found) if unknown => match nearest(found, names) {
            Some(near) => format!("{message}; did you mean `{near}`?"),
            None => message.to_owned(),
        },
        _ => message.to_owned(),
    }
}

/// The valid name that `found` was most likely meant to be, if any is near.
#[must_use]
pub fn nearest<'a>(found: &str, valid: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = found.to_lowercase();
    valid
        .into_iter()
        .map(|name| {
            (
                strsim::normalized_damerau_levenshtein(&lower, &name.to_lowercase()),
                name,
            )
        })
        .filter(|(likeness, _)| *likeness >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}
