//! Foyer's own log lines, on standard error, by level. `FOYER_LOG=debug` shows more.
//!
//! Other crates are heard from `warn` up, whatever is asked for: an HTTP client's debug lines hold message bodies.

use tracing_subscriber::{EnvFilter, fmt};

/// Starts logging.
pub fn start() {
    let level = match std::env::var("FOYER_LOG").as_deref() {
        Ok("error") => "error",
        Ok("info") => "info",
        Ok("debug") => "debug",
        _ => "warn",
    };
    let crates = ["foyer", "foyer_app", "foyer_sync", "foyer_store", "foyer_carrier", "foyer_sandbox"];
    let filter =
        crates.iter().fold(EnvFilter::new("warn"), |filter, name| match format!("{name}={level}").parse() {
            Ok(directive) => filter.add_directive(directive),
            Err(_) => filter,
        });
    fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(false).init();
}
