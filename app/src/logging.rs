//! The log: on stderr, so that stdout is only data.

use crate::cli::Global;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::EnvFilter;

/// Starts the log. `usual` is what is logged if nobody asks for more or less; `PLIMSOLL_LOG` can say it in detail.
pub(crate) fn start(global: &Global, usual: LevelFilter) {
    let level = match (global.quiet, global.verbose) {
        (true, _) => LevelFilter::ERROR,
        (false, 0) => usual,
        (false, 1) => usual.max(LevelFilter::INFO),
        (false, _) => LevelFilter::DEBUG,
    };
    let filter = EnvFilter::builder()
        .with_env_var("PLIMSOLL_LOG")
        .with_default_directive(level.into())
        .from_env_lossy();
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .with_target(false)
        .init();
}
