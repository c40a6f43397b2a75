//! `plimsoll token …`: keys for programs that use the API.

use super::user::{ScopeArgs, describe, known};
use crate::cli::Global;
use crate::clock;
use crate::failure::{Outcome, misuse};
use crate::human;
use crate::output::{data, line, note};
use crate::setup::Setup;
use anyhow::Result;
use chrono::{DateTime, Days, Utc};
use model::access::Role;
use model::figure::{Cell, Table, Unit, column};
use store::Store;

/// What can be done with tokens.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Makes a token and prints it, once
    Create(Create),
    /// Lists them, without their secrets
    List,
    /// Ends one for good
    Revoke {
        /// Its number in the list
        id: i64,
    },
}

/// A token to be made.
#[derive(Debug, clap::Args)]
pub(crate) struct Create {
    /// What it is for
    name: String,
    /// What its holder uses Plimsoll for: squad, product_ops, director, finance or admin; with --user theirs
    #[arg(long, required_unless_present = "user")]
    role: Option<Role>,
    /// On whose behalf; it ends when they are disabled
    #[arg(long)]
    user: Option<String>,
    #[command(flatten)]
    scope: ScopeArgs,
    /// Days until it ends
    #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(u64).range(1..=3650))]
    expires_in_days: u64,
}

/// Does what is asked.
pub(crate) async fn run(command: Command, global: &Global) -> Result<Outcome> {
    let setup = Setup::load(global)?;
    let store = setup.store().await?;
    match command {
        Command::Create(args) => create(&setup, &store, args).await?,
        Command::List => list(&store).await?,
        Command::Revoke { id } => {
            if !store.revoke_token(id, clock::now()).await? {
                return Err(misuse(format!(
                    "there is no token {id} that could still be revoked: see `plimsoll token list`"
                )));
            }
            line(format!("Token {id} has ended."))?;
        }
    }
    Ok(Outcome::Done)
}

async fn create(setup: &Setup, store: &Store, args: Create) -> Result<()> {
    let user = match &args.user {
        Some(name) => Some(known(store, name).await?),
        None => None,
    };
    let role = args.role.or(user.as_ref().map(|user| user.role));
    let role = role.ok_or_else(|| misuse("say which role the token has: --role ROLE"))?;
    let scope = match &user {
        Some(user) if args.scope.is_empty() => user.scope.clone(),
        _ => args.scope.scope(setup)?,
    };
    let expires_at = clock::now() + Days::new(args.expires_in_days);
    let (secret, token_hash) = api::new_token();
    let token = store::NewToken {
        name: args.name.clone(),
        token_hash,
        user: user.map(|user| user.id),
        role,
        scope,
        expires_at,
    };
    let id = store.create_token(token, clock::now()).await?;
    note(format!(
        "Token {id} ({}) for {} ends on {}. It is shown only now; programs send it as \"Authorization: Bearer …\":",
        role,
        args.name,
        expires_at.format("%Y-%m-%d")
    ));
    line(secret)
}

async fn list(store: &Store) -> Result<()> {
    let now = clock::now();
    let tokens = store.tokens().await?;
    let columns = ["name", "role", "sees", "ends", "state"].map(|name| column(name, Unit::Text));
    let table = Table {
        columns: [column("id", Unit::Count)].into_iter().chain(columns).collect(),
        rows: tokens
            .into_iter()
            .map(|token| {
                vec![
                    Cell::Int(token.id),
                    Cell::Text(token.name),
                    Cell::Text(token.role.to_string()),
                    Cell::Text(describe(&token.scope)),
                    Cell::Text(token.expires_at.format("%Y-%m-%d").to_string()),
                    Cell::Text(state(token.revoked_at, token.expires_at, now).to_owned()),
                ]
            })
            .collect(),
    };
    data(human::table(&table).as_bytes())
}

fn state(revoked_at: Option<DateTime<Utc>>, expires_at: DateTime<Utc>, now: DateTime<Utc>) -> &'static str {
    if revoked_at.is_some() {
        "revoked"
    } else if expires_at <= now {
        "expired"
    } else {
        "valid"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_valid_until_it_is_revoked_or_expires() {
        let at = |day: u32| {
            format!("2026-03-{day:02}T00:00:00Z")
                .parse::<DateTime<Utc>>()
                .unwrap()
        };
        assert_eq!(state(None, at(5), at(4)), "valid");
        assert_eq!(state(None, at(5), at(5)), "expired");
        assert_eq!(state(Some(at(1)), at(5), at(4)), "revoked");
    }
}
