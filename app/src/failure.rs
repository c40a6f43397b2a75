//! How a command ends: its exit code, and what it says when it could not do what it was asked.

use model::analyst::AnalystError;
use model::config::ConfigErrors;
use std::fmt::Write as _;
use std::io::{ErrorKind, Write as _};
use std::process::ExitCode;

/// How a command ended that could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Done: exit code 0.
    Done,
    /// Done, and told of something that is broken: exit code 1.
    Broken,
    /// Done, with rows that could not be taken: exit code 3.
    RejectedRows,
}

/// Wrong use or configuration: exit code 2. Everything else that fails is exit code 1.
#[derive(Debug)]
pub(crate) struct Misuse(pub(crate) String);

impl std::fmt::Display for Misuse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Misuse {}

/// Wrong use or configuration, as an error.
pub(crate) fn misuse(message: impl Into<String>) -> anyhow::Error {
    Misuse(message.into()).into()
}

/// Turns an outcome into the exit code of the contract, and tells of a failure on stderr.
pub(crate) fn exit_code(outcome: anyhow::Result<Outcome>) -> ExitCode {
    let error = match outcome {
        Ok(Outcome::Done) => return ExitCode::SUCCESS,
        Ok(Outcome::Broken) => return ExitCode::from(1),
        Ok(Outcome::RejectedRows) => return ExitCode::from(3),
        Err(error) => error,
    };
    if is_broken_pipe(&error) {
        return ExitCode::SUCCESS;
    }
    // Where stderr is gone too there is nobody left to tell.
    let _ = writeln!(std::io::stderr(), "error: {}", message(&error));
    ExitCode::from(if is_misuse(&error) { 2 } else { 1 })
}

fn is_misuse(error: &anyhow::Error) -> bool {
    error.downcast_ref::<Misuse>().is_some()
        || error.downcast_ref::<ConfigErrors>().is_some()
        || matches!(error.downcast_ref(), Some(AnalystError::UnknownRulesVersion(..)))
}

/// Whoever read our output has gone: `plimsoll show … | head` is no failure.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<std::io::Error>()
            .is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
    })
}

/// An error and its causes in one text, each said once, without the numbers of the operating system.
pub(crate) fn message(error: &anyhow::Error) -> String {
    let mut text = error.to_string();
    for cause in error.chain().skip(1) {
        let cause = cause.to_string();
        if !text.contains(&cause) {
            let _ = write!(text, ": {cause}");
        }
    }
    without_numbers(&text)
}

/// What an error of the operating system says, without its number.
pub(crate) fn reason(error: &std::io::Error) -> String {
    without_numbers(&error.to_string())
}

/// `No space left on device (os error 28)` says nothing more than `No space left on device`.
fn without_numbers(text: &str) -> String {
    let mut parts = text.split(" (os error ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let rest = part.split_once(')').map_or(part, |(_, rest)| rest);
        text + rest
    })
}

/// A fault of Plimsoll's own is told in a sentence, not in a dump.
pub(crate) fn explain_faults() {
    std::panic::set_hook(Box::new(|fault| {
        let what = fault.payload_as_str().unwrap_or("unknown");
        let place = fault.location().map(ToString::to_string).unwrap_or_default();
        if what.contains("Broken pipe") {
            return;
        }
        let _ = writeln!(
            std::io::stderr(),
            "error: a fault of Plimsoll's own at {place}: {what}\n\
             The data is safe: every change is saved whole or not at all. Please report this."
        );
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context as _;

    #[test]
    fn causes_are_said_once() {
        let cause = std::io::Error::other("disk full");
        let error = anyhow::Error::from(cause).context("cannot write x.csv: disk full");
        assert_eq!(message(&error), "cannot write x.csv: disk full");
        let error = anyhow::Error::msg("disk full").context("cannot write x.csv");
        assert_eq!(message(&error), "cannot write x.csv: disk full");
    }

    #[test]
    fn the_operating_systems_numbers_are_left_out() {
        let error = std::fs::read("/nowhere/at/all").unwrap_err();
        assert_eq!(reason(&error), "No such file or directory");
        assert_eq!(without_numbers("a (os error 2); b (os error 28)"), "a; b");
    }

    #[test]
    fn a_reader_who_left_is_no_failure() {
        let gone = std::io::Error::from(ErrorKind::BrokenPipe);
        let error = Err::<(), _>(gone).context("cannot print").unwrap_err();
        assert!(is_broken_pipe(&error));
        assert!(!is_broken_pipe(&anyhow::Error::msg("x")));
    }
}
