//! Channels: whether their secrets are there and somebody listens where they go. Nothing is sent.

use super::Check;
use crate::notify::Sender;
use crate::setup::Setup;
use anyhow::Result;
use model::config::Channel;
use model::notice::DeliveryState;
use std::time::Duration;
use store::Store;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long a connection may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// Looks at every channel.
pub(super) async fn check(setup: &Setup, store: &Store) -> Result<Vec<Check>> {
    let mut checks = Vec::new();
    for channel in &setup.config.channels {
        checks.push(one(channel, setup).await);
    }
    let is_lost = setup.config.server.public_url.is_none() && !checks.is_empty();
    checks.extend(is_lost.then(|| {
        Check::look(
            "messages lead nowhere: they have no link to the pages",
            "write public_url under [server]: the address under which people reach them",
        )
    }));
    let dead = store.delivery_counts().await?.get(&DeliveryState::Dead).copied();
    checks.extend(dead.map(|dead| {
        Check::look(
            format!("{dead} messages were given up"),
            "`plimsoll notify dead` says why; `plimsoll notify requeue ID` tries again",
        )
    }));
    Ok(checks)
}

async fn one(channel: &Channel, setup: &Setup) -> Check {
    let name = format!("channel {} ({})", channel.id, channel.target.kind());
    let sender = match Sender::open(channel, setup) {
        Ok(sender) => sender,
        Err(error) => {
            return Check::broken(
                crate::failure::message(&error),
                "set it where the server and `plimsoll refresh` run; messages wait until then",
            );
        }
    };
    let Some((host, port)) = sender.peer() else {
        return Check::broken(
            format!("{name} has no address to connect to"),
            "write one that begins with https:// and names a host",
        );
    };
    match timeout(PATIENCE, TcpStream::connect((host.as_str(), port))).await {
        Ok(Ok(_)) => Check::good(format!(
            "{name}: its secrets are there, and {host}:{port} listens"
        )),
        Ok(Err(error)) => Check::look(
            format!(
                "{name}: cannot connect to {host}:{port}: {}",
                crate::failure::reason(&error)
            ),
            "check the address and the way there; messages wait until it listens",
        ),
        Err(_) => Check::look(
            format!(
                "{name}: {host}:{port} does not answer within {} s",
                PATIENCE.as_secs()
            ),
            "check the address and the way there; messages wait until it answers",
        ),
    }
}
