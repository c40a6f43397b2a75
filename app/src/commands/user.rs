//! `plimsoll user …`: who may sign in.

use crate::cli::Global;
use crate::clock;
use crate::failure::{Outcome, misuse};
use crate::filters;
use crate::human;
use crate::output::{data, line};
use crate::setup::Setup;
use anyhow::{Context, Result};
use model::access::{AccessScope, Role};
use model::figure::{Cell, Table, Unit, column};
use std::io::{BufRead, IsTerminal};
use store::Store;

/// What can be done with users.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Adds somebody who may sign in
    Add {
        /// Their name
        name: String,
        /// What they use Plimsoll for: squad, product_ops, director, finance or admin
        #[arg(long)]
        role: Role,
        #[command(flatten)]
        scope: ScopeArgs,
        #[command(flatten)]
        password: PasswordArgs,
    },
    /// Lists them
    List,
    /// Gives somebody another password
    Password {
        /// Their name
        name: String,
        #[command(flatten)]
        password: PasswordArgs,
    },
    /// Keeps somebody out: ends their sessions and revokes their tokens
    Disable {
        /// Their name
        name: String,
    },
}

/// The part of the organisation somebody may see; all of it if nothing is named.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct ScopeArgs {
    /// They see this squad; can be given several times
    #[arg(long, value_name = "SQUAD")]
    squad: Vec<String>,
    /// They see all squads of this tribe; can be given several times
    #[arg(long, value_name = "TRIBE")]
    tribe: Vec<String>,
    /// They see this project; can be given several times
    #[arg(long, value_name = "PROJECT")]
    project: Vec<String>,
}

impl ScopeArgs {
    /// The scope, with names checked against the configuration.
    pub(crate) fn scope(&self, setup: &Setup) -> Result<AccessScope> {
        Ok(AccessScope {
            squads: self
                .squad
                .iter()
                .map(|name| filters::squad(setup, name))
                .collect::<Result<_>>()?,
            tribes: self
                .tribe
                .iter()
                .map(|name| filters::tribe(setup, name))
                .collect::<Result<_>>()?,
            projects: self.project.iter().cloned().collect(),
        })
    }

    /// Whether nothing is named.
    pub(crate) fn is_empty(&self) -> bool {
        self.squad.is_empty() && self.tribe.is_empty() && self.project.is_empty()
    }
}

/// Where a password comes from.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct PasswordArgs {
    /// Read the password from the first line of stdin instead of asking
    #[arg(long)]
    password_stdin: bool,
}

/// Does what is asked.
pub(crate) async fn run(command: Command, global: &Global) -> Result<Outcome> {
    let setup = Setup::load(global)?;
    let store = setup.store().await?;
    match command {
        Command::Add {
            name,
            role,
            scope,
            password,
        } => add(&setup, &store, &name, role, &scope, password).await?,
        Command::List => list(&store).await?,
        Command::Password { name, password } => {
            let user = known(&store, &name).await?;
            store.set_password(user.id, &hash(password).await?).await?;
            line(format!("{name} has a new password."))?;
        }
        Command::Disable { name } => {
            let user = known(&store, &name).await?;
            store.disable_user(user.id, clock::now()).await?;
            line(format!(
                "{name} cannot sign in any more; sessions and tokens of theirs have ended."
            ))?;
        }
    }
    Ok(Outcome::Done)
}

async fn add(
    setup: &Setup,
    store: &Store,
    name: &str,
    role: Role,
    scope: &ScopeArgs,
    password: PasswordArgs,
) -> Result<()> {
    let name = name.trim();
    if name.is_empty() || name.len() > 100 || name.chars().any(char::is_control) {
        return Err(misuse(
            "a user's name is 1 to 100 letters, digits or other printable characters",
        ));
    }
    if store.user_by_name(name).await?.is_some() {
        return Err(misuse(format!(
            "there is a user {name:?} already: `plimsoll user password {name}` changes the password"
        )));
    }
    let user = store::NewUser {
        name: name.to_owned(),
        password_hash: hash(password).await?,
        role,
        scope: scope.scope(setup)?,
    };
    let is_first = !store.has_users().await?;
    store.create_user(user, clock::now()).await?;
    line(format!("{name} may sign in as {role}."))?;
    if is_first {
        line(
            "This is the first user: start a server that is running again, so that it asks for a password.",
        )?;
    }
    Ok(())
}

/// A user by name, or an error that names the nearest.
pub(crate) async fn known(store: &Store, name: &str) -> Result<store::UserRecord> {
    if let Some(user) = store.user_by_name(name).await? {
        return Ok(user);
    }
    let users = store.users().await?;
    let names = users.iter().map(|user| user.name.as_str());
    let hint = match model::config::nearest(name, names) {
        Some(near) => format!("did you mean {near:?}?"),
        None => "`plimsoll user list` shows who there is".to_owned(),
    };
    Err(misuse(format!("there is no user {name:?}; {hint}")))
}

async fn list(store: &Store) -> Result<()> {
    let users = store.users().await?;
    let table = Table {
        columns: ["user", "role", "sees", "disabled"]
            .map(|name| column(name, Unit::Text))
            .to_vec(),
        rows: users
            .into_iter()
            .map(|user| {
                vec![
                    Cell::Text(user.name),
                    Cell::Text(user.role.to_string()),
                    Cell::Text(describe(&user.scope)),
                    Cell::text(user.disabled_at.map(|at| at.format("%Y-%m-%d").to_string())),
                ]
            })
            .collect(),
    };
    data(human::table(&table).as_bytes())
}

/// A scope in words.
pub(crate) fn describe(scope: &AccessScope) -> String {
    if scope.is_everything() {
        return "everything".to_owned();
    }
    let squads = scope.squads.iter().map(|squad| format!("squad {squad}"));
    let tribes = scope.tribes.iter().map(|tribe| format!("tribe {tribe}"));
    let projects = scope.projects.iter().map(|project| format!("project {project}"));
    let parts: Vec<_> = squads.chain(tribes).chain(projects).collect();
    parts.join(", ")
}

/// Asks for a password, twice and without showing it, and hashes it.
async fn hash(args: PasswordArgs) -> Result<String> {
    tokio::task::spawn_blocking(move || {
        let password = if args.password_stdin {
            from_stdin()?
        } else {
            from_terminal()?
        };
        api::hash_password(&password).map_err(|error| misuse(error.to_string()))
    })
    .await?
}

fn from_stdin() -> Result<String> {
    let mut password = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut password)
        .context("cannot read the password from stdin")?;
    Ok(password.trim_end_matches(['\r', '\n']).to_owned())
}

fn from_terminal() -> Result<String> {
    if !std::io::stdin().is_terminal() {
        return Err(misuse(
            "there is no terminal to ask for the password: add --password-stdin and pipe it in",
        ));
    }
    let password = rpassword::prompt_password("Password (at least 10 characters): ")?;
    let again = rpassword::prompt_password("Once more: ")?;
    if password == again {
        Ok(password)
    } else {
        Err(misuse("the two passwords differ: nothing was changed"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_told_in_words() {
        let mut scope = AccessScope::default();
        assert_eq!(describe(&scope), "everything");
        scope.squads.insert("a".parse().unwrap());
        scope.projects.insert("PAY".to_owned());
        assert_eq!(describe(&scope), "squad a, project PAY");
    }
}
