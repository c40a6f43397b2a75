//! Addresses within Plimsoll, with every value safe inside them.

use std::fmt::Write as _;

/// An address that grows parameter by parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Href(String);

impl Href {
    /// An address without parameters. `path` is safe already.
    pub(crate) fn new(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// With one more parameter.
    pub(crate) fn with(mut self, name: &str, value: impl AsRef<str>) -> Self {
        self.0.push(if self.0.contains('?') { '&' } else { '?' });
        // Names are constants of this crate.
        let _ = write!(self.0, "{name}={}", encoded(value.as_ref()));
        self
    }

    /// With one more parameter, if there is a value.
    pub(crate) fn maybe(self, name: &str, value: Option<impl AsRef<str>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// The address.
    pub(crate) fn finish(self) -> String {
        self.0
    }
}

/// A text made safe inside a path segment or a query, byte by byte.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes()
        .fold(String::with_capacity(text.len()), |mut encoded, byte| {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                    encoded.push(byte as char)
                }
                _ => {
                    let _ = write!(encoded, "%{byte:02X}");
                }
            }
            encoded
        })
}

/// The path as it is, if it leads to a page of this server and nowhere else.
pub(crate) fn local_path(path: &str) -> Option<&str> {
    let local = path.starts_with('/') && !path.starts_with("//");
    let plain = path
        .bytes()
        .all(|byte| (0x21..0x7f).contains(&byte) && byte != b'\\');
    (local && plain && path.len() <= 2048).then_some(path)
}

/// The page of the fleet over time.
pub(crate) const TIMELINE: &str = "/timeline";

/// The page of a squad.
pub(crate) fn squad(squad: &str) -> String {
    format!("/squads/{}", encoded(squad))
}

/// The page of a tribe.
pub(crate) fn tribe(tribe: &str) -> String {
    format!("/tribes/{}", encoded(tribe))
}

/// The page of a ticket.
pub(crate) fn ticket(source: &str, key: &str) -> String {
    format!("/tickets/{}/{}", encoded(source), encoded(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_cannot_leave_their_parameter() {
        let href = Href::new("/drill")
            .with("squad", "a&b=c")
            .with("to", "2026-W05")
            .maybe("x", None::<&str>);
        assert_eq!(href.finish(), "/drill?squad=a%26b%3Dc&to=2026-W05");
        assert_eq!(ticket("sip", "../a b"), "/tickets/sip/..%2Fa%20b");
    }

    #[test]
    fn only_local_paths_are_followed() {
        for good in ["/", "/squads/a?window=all", "/tickets/s/a%2Fb"] {
            assert_eq!(local_path(good), Some(good));
        }
        for bad in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "squads",
            "/a\nb",
            "/a b",
        ] {
            assert_eq!(local_path(bad), None, "{bad:?} was followed");
        }
    }
}
