//! `plimsoll serve`: pages, charts and the API.

use crate::cli::Global;
use crate::clock;
use crate::failure::{Outcome, misuse};
use crate::jobs::deliver;
use crate::live;
use crate::setup::Setup;
use anyhow::{Context, Result, anyhow};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use store::Store;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// Where it listens if nobody says.
pub(crate) const USUAL_ADDRESS: &str = "127.0.0.1:8080";

/// How long requests under way may take once the server was asked to stop.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where and how to serve.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) address: Address,
    /// People reach this server over TLS (a proxy before it): cookies are for TLS only
    #[arg(long)]
    pub(crate) behind_tls: bool,
}

/// An address to listen on.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Address {
    /// Address and port to listen on; beyond this machine only with users
    #[arg(long, default_value = USUAL_ADDRESS, value_name = "ADDRESS:PORT")]
    pub(crate) listen: String,
}

/// Serves until it is asked to stop.
pub(crate) async fn run(args: &Args, global: &Global) -> Result<Outcome> {
    let setup = Setup::load(global)?;
    let store = setup.store().await?;
    let listener = listen(&args.address, &store).await?;
    serve(&setup, store, listener, args.behind_tls).await?;
    Ok(Outcome::Done)
}

/// Opens the address, if who may reach it has to sign in.
pub(crate) async fn listen(address: &Address, store: &Store) -> Result<TcpListener> {
    let wanted = &address.listen;
    let addresses: Vec<SocketAddr> = tokio::net::lookup_host(wanted)
        .await
        .map_err(|_| {
            misuse(format!(
                "{wanted:?} is not an address to listen on: write address and port, such as {USUAL_ADDRESS}"
            ))
        })?
        .collect();
    let beyond = addresses.iter().any(|address| !address.ip().is_loopback());
    if beyond && !store.has_users().await? {
        return Err(misuse(format!(
            "there are no users, so everybody who reaches {wanted} would see everything: make a user first \
             (`plimsoll user add NAME --role admin`), or listen on this machine only (--listen {USUAL_ADDRESS})"
        )));
    }
    TcpListener::bind(addresses.as_slice()).await.map_err(|error| {
        anyhow!(
            "cannot listen on {wanted}: {}; choose another port with --listen ADDRESS:PORT",
            crate::failure::reason(&error)
        )
    })
}

/// Serves until SIGINT or SIGTERM; requests under way are answered first.
pub(crate) async fn serve(
    setup: &Setup,
    store: Store,
    listener: TcpListener,
    behind_tls: bool,
) -> Result<()> {
    let address = listener.local_addr().context("cannot tell where it listens")?;
    let open_access = !store.has_users().await?;
    let warehouse = setup.warehouse()?;
    let (stop, stopped) = watch::channel(false);
    let keeper = tokio::spawn(live::keep_fresh(setup.clone(), store.clone(), warehouse.clone()));
    let postman = tokio::spawn(deliver::keep_sending(
        setup.clone(),
        store.clone(),
        warehouse.clone(),
    ));
    let services = api::Services {
        store: store.clone(),
        analyst: Arc::new(warehouse),
        config: Arc::clone(&setup.config),
        rules: Arc::clone(&setup.rules),
        clock: Arc::new(clock::now),
        open_access,
        secure_cookies: behind_tls,
    };
    setup.say(format!("Plimsoll is at http://{address} (stop it with Ctrl-C)"));
    let serving = api::serve(listener, services, told(stopped));
    tokio::pin!(serving);
    let served = tokio::select! {
        served = &mut serving => served,
        () = asked_to_stop() => {
            tracing::info!("stopping: answering what is under way");
            // The server may have ended by itself meanwhile.
            let _ = stop.send(true);
            tokio::select! {
                served = &mut serving => served,
                () = tokio::time::sleep(PATIENCE) => Ok(()),
            }
        }
    };
    keeper.abort();
    postman.abort();
    store.close().await;
    served.context("the server stopped")
}

async fn told(mut stopped: watch::Receiver<bool>) {
    // An error means that nobody can ask any more: the server is ending.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

/// Waits for SIGINT or SIGTERM.
async fn asked_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
