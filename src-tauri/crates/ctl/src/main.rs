//! foyerctl: the same core without a window. One module per subcommand; this file only chooses.

mod sandbox;

use clap::{Parser, Subcommand};

/// Foyer without a window.
#[derive(Parser)]
#[command(name = "foyerctl", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the sandbox carrier on loopback until interrupted.
    Sandbox(sandbox::Options),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Sandbox(options) => sandbox::run(options),
    }
}
