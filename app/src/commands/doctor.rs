//! `plimsoll doctor`: checks everything, and says what to do.

mod channels;
mod machine;
mod matches;
mod trust;

use crate::cli::Global;
use crate::data::Data;
use crate::failure::{Outcome, message};
use crate::output::line;
use crate::setup::{Setup, open_store};
use crate::{clock, config};
use anyhow::Result;
use std::fmt;

/// The words of `plimsoll doctor`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Leave out what takes long: reading every ticket
    #[arg(long)]
    quick: bool,
}

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Good,
    Look,
    Broken,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Check {
    state: State,
    /// What was found.
    found: String,
    /// What to do about it.
    todo: Option<String>,
}

impl Check {
    fn good(found: impl Into<String>) -> Self {
        Self {
            state: State::Good,
            found: found.into(),
            todo: None,
        }
    }

    fn look(found: impl Into<String>, todo: impl Into<String>) -> Self {
        Self {
            state: State::Look,
            found: found.into(),
            todo: Some(todo.into()),
        }
    }

    fn broken(found: impl Into<String>, todo: impl Into<String>) -> Self {
        Self {
            state: State::Broken,
            found: found.into(),
            todo: Some(todo.into()),
        }
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.state {
            State::Good => '✓',
            State::Look => '!',
            State::Broken => '✗',
        };
        write!(f, "{mark} {}", self.found.replace('\n', "\n  "))?;
        match &self.todo {
            Some(todo) => write!(f, "\n  → {}", todo.replace('\n', "\n    ")),
            None => Ok(()),
        }
    }
}

/// What was said so far.
#[derive(Debug, Default)]
struct Report {
    looks: usize,
    broken: usize,
}

impl Report {
    fn tell(&mut self, check: &Check) -> Result<()> {
        match check.state {
            State::Good => {}
            State::Look => self.looks += 1,
            State::Broken => self.broken += 1,
        }
        line(check)
    }

    fn tell_all(&mut self, checks: impl IntoIterator<Item = Check>) -> Result<()> {
        checks.into_iter().try_for_each(|check| self.tell(&check))
    }
}

/// Checks and tells, as far as it gets: each check needs those before it.
pub(crate) async fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let mut report = Report::default();
    examine(args, global, &mut report).await?;
    line(match (report.broken, report.looks) {
        (0, 0) => "\nEverything is well.".to_owned(),
        (0, looks) => format!("\nNothing is broken; {} to look at.", things(looks)),
        (broken, 0) => format!("\n{} broken.", things(broken)),
        (broken, looks) => format!("\n{} broken, {} to look at.", things(broken), things(looks)),
    })?;
    Ok(if report.broken > 0 {
        Outcome::Broken
    } else {
        Outcome::Done
    })
}

fn things(count: usize) -> String {
    crate::human::count(count as u64, "thing")
}

async fn examine(args: &Args, global: &Global, report: &mut Report) -> Result<()> {
    let data = Data::of(global);
    let setup = configuration(global, &data, report)?;
    report.tell_all(machine::folder(&data))?;
    let store = match open_store(&data).await {
        Ok(store) => store,
        Err(error) => {
            let todo = "check PLIMSOLL_DATABASE_URL, or that the data folder is yours to write";
            return report.tell(&Check::broken(message(&error), todo));
        }
    };
    report.tell(&machine::database(&data, &store).await)?;
    let sources = store.source_statuses().await?;
    report.tell(&machine::clock(clock::now(), &sources))?;
    let Some(setup) = setup else { return Ok(()) };
    report.tell_all(trust::freshness(&setup, &sources, clock::now()))?;
    report.tell_all(trust::people(&setup, &store).await?)?;
    report.tell(&trust::privacy(&setup))?;
    if !args.quick {
        report.tell_all(matches::check(&setup, &store).await?)?;
    }
    report.tell_all(trust::figures(&setup, &store).await?)?;
    report.tell(&trust::users(&store).await?)?;
    report.tell_all(channels::check(&setup, &store).await?)?;
    store.close().await;
    Ok(())
}

fn configuration(global: &Global, data: &Data, report: &mut Report) -> Result<Option<Setup>> {
    let setup = config::find(global, data).and_then(|file| Setup::of(file, data.clone(), global.quiet));
    match setup {
        Ok(setup) => {
            report.tell_all(machine::configuration(&setup))?;
            Ok(Some(setup))
        }
        Err(error) => {
            let todo = "mend it; the message names the line and what was expected";
            let check = if error.downcast_ref::<model::config::ConfigErrors>().is_some() {
                Check::broken(message(&error), todo)
            } else {
                Check::broken("configuration", message(&error))
            };
            report.tell(&check)?;
            Ok(None)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_says_what_to_do() {
        assert_eq!(Check::good("disk").to_string(), "✓ disk");
        assert_eq!(
            Check::look("old", "import again").to_string(),
            "! old\n  → import again"
        );
        assert_eq!(Check::broken("a\nb", "c").to_string(), "✗ a\n  b\n  → c");
    }
}
